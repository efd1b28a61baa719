"""What can be wrong in the files that the answer is made from: names, numbers, conditions, and whole files."""

from tests.content.edits import Breakage, add, both, drop, everywhere, remove, replace, substitute, write

AASM, FACTS, CAUTIONS = "guidance/aasm_2025.toml", "facts/detail.toml", "cautions/others.toml"
OURS = 'cite = { source = "ours", locator = "A test" }\nconfirmed = "our_reading"\n'
CAUTION = '[[cautions]]\nid = "test-caution"\nabout = { classes = ["iron"] }\nshort = "s"\nstatement = "s"\n' + OURS
FACT = '[[facts]]\nid = "test-fact"\nkind = "detail"\nshort = "s"\nstatement = "s"\n' + OURS
TERM = '[[terms]]\nid = "test_term"\nsentence = "Is a test"\n' + OURS
AGGRAVATOR = '[[aggravators]]\nid = "test-aggravator"\nlisted_by = "other"\nshort = "s"\nstatement = "s"\n' + OURS
THRESHOLD = '[[thresholds]]\nid = "test_limit"\nvalue = 1\nunit = "kg"\nstatement = "s"\n' + OURS
INPUT = '[[inputs]]\nid = "blood_group"\nlabel = "Blood group"\nkind = "yes_no"\nsentence = "Has a group"\ngroup = "core"\nwhy = "w"\n'
CLAIM = (
    '[[claims]]\nid = "test-claim"\nnumber = 99\narticle = "exercise"\nstatement = "s"\nreason = "r"\nmatters = "m"\n'
    'confirmed = "our_reading"\n'
)
SHIFT = '[[shifts]]\ntreatment = "magnesium"\nchanged = "c"\n'
REASON = (
    'reasons = [{ kind = "consensus", statement = "s", cite = { source = "aasm_2025", locator = "p" }, '
    'confirmed = "primary" }]\n'
)
PREGNANCY_FLOOR = 'thresholds = { pregnancy_age_floor = { value = 10, unit = "years" } }\n'

BREAKAGES = {
    # what is written in a record
    "a misspelt key": Breakage(
        replace(AASM, 'certainty = "moderate"', 'certanty = "moderate"'),
        AASM, "'aasm-2025-01'", "certanty", "Did you mean 'certainty'?",
    ),
    "a misspelt key inside a table": Breakage(
        replace("terms.toml", 'cite = { source = "ours", locator =', 'cite = { source = "ours", locater ='),
        "terms.toml", "'adult_age'", "cite.locater", "Did you mean 'locator'?",
    ),
    "a key of another table": Breakage(
        add(FACTS, FACT + 'effect = "mention"\n'), FACTS, "'test-fact'", "effect", "The fields are:",
    ),
    "a missing key": Breakage(
        replace("treatments.toml", 'name = "Gabapentin enacarbil"\n', ""),
        "treatments.toml", "'gabapentin_enacarbil'", "name", "Every record needs it.",
    ),
    "a missing citation": Breakage(
        add(FACTS, FACT.replace(OURS, 'confirmed = "our_reading"\n')),
        FACTS, "'test-fact'", "cite", "Every record needs it.",
    ),
    "a missing id": Breakage(
        add(FACTS, FACT.replace('id = "test-fact"\n', "")), FACTS, "record ", "id", "Every record needs it.",
    ),
    "a wrong direction": Breakage(
        replace(AASM, 'direction = "for"', 'direction = "four"'), AASM, "'aasm-2025-01'", "direction", "'for'",
    ),
    "a wrong confirmation level": Breakage(
        add(FACTS, FACT.replace('"our_reading"', '"verified"')),
        FACTS, "'test-fact'", "confirmed", "'primary'",
    ),
    "a wrong effect": Breakage(
        add(CAUTIONS, CAUTION + 'effect = "forbid"\n'), CAUTIONS, "'test-caution'", "effect", "'not_now'",
    ),
    "a text where a number belongs": Breakage(
        add("terms.toml", THRESHOLD.replace("value = 1", 'value = "one"')),
        "terms.toml", "'test_limit'", "value", "number",
    ),
    "a grade as printed that disagrees with strength and certainty": Breakage(
        replace(AASM, 'as_printed = "strong, moderate"', 'as_printed = "strong, high"'),
        AASM, "'aasm-2025-01'", "as_printed", "'strong, moderate'",
    ),
    # names that lead nowhere
    "an unknown question": Breakage(
        replace(AASM, '"ferritin_below_child_ceiling"', '"ferritin_below_child_celing"'),
        AASM, "'aasm-2025-28'", "applies_when", "Did you mean 'ferritin_below_child_ceiling'?",
    ),
    "an unknown term": Breakage(
        replace(AASM, 'all = ["adult", "has_rls", "esrd"]', 'all = ["adult", "has_rls", "esrdd"]'),
        AASM, "'aasm-2025-21'", "applies_when", "Did you mean 'esrd'?",
    ),
    "an unknown question in a caution": Breakage(
        add(CAUTIONS, CAUTION + 'effect = "mention"\napplies_when = { none = ["takes_opiod"] }\n'),
        CAUTIONS, "'test-caution'", "applies_when", "Did you mean 'takes_opioid'?",
    ),
    "an unknown question in an aggravator": Breakage(
        add("exacerbating.toml", AGGRAVATOR + 'applies_when = { any = ["uses_cafeine"] }\n'),
        "exacerbating.toml", "'test-aggravator'", "applies_when", "Did you mean 'caffeine'?",
    ),
    "an unknown question in a term": Breakage(
        add("terms.toml", TERM + 'when = { all = ["adlut"] }\n'), "terms.toml", "'test_term'", "when", "Did you mean 'adult'?",
    ),
    "an unknown question in a contradiction": Breakage(
        replace("inputs.toml", 'all = ["male"]', 'all = ["mael"]'),
        "inputs.toml", "'male-and-pregnant'", "applies_when", "Did you mean 'male'?",
    ),
    "an unknown treatment": Breakage(
        replace(AASM, 'treatment = "pregabalin"', 'treatment = "pregabaline"'),
        AASM, "'aasm-2025-03'", "treatment", "Did you mean 'pregabalin'?",
    ),
    "an unknown treatment in a caution": Breakage(
        add(CAUTIONS, CAUTION.replace('classes = ["iron"]', 'treatments = ["ferumoxitol"]') + 'effect = "mention"\n'),
        CAUTIONS, "'test-caution'", "about.treatments", "Did you mean 'ferumoxytol'?",
    ),
    "an unknown treatment of a medicine": Breakage(
        add("medicines.csv", "testamol,,,ropinirol,\n"),
        "medicines.csv", "'testamol'", "treatment", "Did you mean 'ropinirole'?",
    ),
    "an unknown whole": Breakage(
        replace("treatments.toml", 'part_of = "opioids"', 'part_of = "opoids"'),
        "treatments.toml", "'oxycodone'", "part_of", "Did you mean 'opioids'?",
    ),
    "an unknown class of a treatment": Breakage(
        replace("treatments.toml", 'classes = ["device"]', 'classes = ["devise"]'),
        "treatments.toml", "'peroneal_stimulation'", "classes", "Did you mean 'device'?",
    ),
    "an unknown class in a caution": Breakage(
        add(CAUTIONS, CAUTION.replace('["iron"]', '["iv_irons"]') + 'effect = "mention"\n'),
        CAUTIONS, "'test-caution'", "about.classes", "Did you mean 'iv_iron'?",
    ),
    "an unknown class of a medicine": Breakage(
        add("medicines.csv", "testamol,,opoid,,\n"),
        "medicines.csv", "'testamol'", "classes", "Did you mean 'opioid'?",
    ),
    "an unknown source": Breakage(
        replace("treatments.toml", 'source = "label_gabapentin_enacarbil"', 'source = "label_gabapentin_enacarbl"'),
        "treatments.toml", "'gabapentin_enacarbil'", "cite.source", "Did you mean 'label_gabapentin_enacarbil'?",
    ),
    "an unknown source of a caution": Breakage(
        add(CAUTIONS, CAUTION.replace('source = "ours"', 'source = "our"') + 'effect = "mention"\n'),
        CAUTIONS, "'test-caution'", "cite.source", "Did you mean 'ours'?",
    ),
    "a source left out where the file has none of its own": Breakage(
        add(FACTS, FACT.replace('source = "ours", ', "")), FACTS, "'test-fact'", "cite.source", "spelling",
    ),
    "an unknown group of an input": Breakage(
        replace("inputs.toml", 'group = "core"\nunit = "years"', 'group = "cor"\nunit = "years"'),
        "inputs.toml", "'age_years'", "group", "Did you mean 'core'?",
    ),
    "a sign-off of an unknown record": Breakage(
        substitute(
            "review.toml", r"(?s)\Z|sign_offs = \[\]",
            '\n[[sign_offs]]\nrecord = "asm-2025-08"\nchecked_by = "A"\nchecked_on = "2026-11-20"\nlocator = "p"\n',
        ),
        "review.toml", "'asm-2025-08'", "record", "Did you mean 'aasm-2025-08'?",
    ),
    "a contradiction between unknown fields": Breakage(
        replace("inputs.toml", 'fields = ["sex", "pregnancy"]', 'fields = ["sex", "pregnency"]'),
        "inputs.toml", "'male-and-pregnant'", "fields", "Did you mean 'pregnancy'?",
    ),
    # the same name twice
    "an id used in two files": Breakage(
        add(FACTS, FACT.replace("test-fact", "aasm-2025-01")),
        AASM, "'aasm-2025-01'", "id", "already used in facts/detail.toml",
    ),
    "an id used twice in a file": Breakage(
        add(FACTS, FACT + "\n" + FACT), FACTS, "'test-fact'", "id", "Give each record its own id.",
    ),
    "a treatment twice": Breakage(
        add("treatments.toml", '[[classes]]\nid = "iron"\nlabel = "Iron again"\n'),
        "treatments.toml", "'iron'", "id", "Give each record its own id.",
    ),
    "a medicine name twice": Breakage(
        add("medicines.csv", "testamol,SINEMET,,,\n"),
        "medicines.csv", "'testamol'", "also", "already a name of 'levodopa/carbidopa'. Keep it once.",
    ),
    "a term named like a question": Breakage(
        add("terms.toml", TERM.replace("test_term", "adult") + 'when = { all = ["child"] }\n'),
        "terms.toml", "'adult'", "id", "Give the term another name.",
    ),
    "a guideline that is also in sources.toml": Breakage(
        add("sources.toml", '[[sources]]\nid = "aasm_2025"\nshort = "s"\nkind = "guideline"\nauthors = "a"\ntitle = "t"\n'),
        "sources.toml", "'aasm_2025'", "id", "Keep it in one place.",
    ),
    # numbers
    "a threshold that nobody defined": Breakage(
        replace("inputs.toml", PREGNANCY_FLOOR, ""),
        "inputs.toml", "'pregnant-too-young'", "applies_when", "needs threshold 'pregnancy_age_floor'. Define it",
    ),
    "a threshold of a recommendation that nobody defined": Breakage(
        replace(AASM, '"ferritin_below_child_ceiling"]', '"ferritin_below_child_ceiling", "iron_test_older_than_stale_age"]'),
        AASM, "'aasm-2025-28'", "applies_when", "needs threshold 'stale_age_months'. Define it",
    ),
    "an unknown placeholder in a recommendation": Breakage(
        replace(AASM, "Ferritin below {esrd_ferritin_ceiling}", "Ferritin below {esrd_feritin_ceiling}"),
        AASM, "'aasm-2025-22'", "condition", "Did you mean 'esrd_ferritin_ceiling'?",
    ),
    "an unknown placeholder in the good practice statement": Breakage(
        replace(AASM, "when ferritin is below {child_ceiling} ng/mL", "when ferritin is below {child_celing} ng/mL"),
        AASM, "'aasm-2025-g07'", "statement", "Did you mean 'child_ceiling'?",
    ),
    "an unknown placeholder in the outcome of an input": Breakage(
        replace("inputs.toml", 'label = "{oral_ceiling} or below"', 'label = "{oral_celing} or below"'),
        "inputs.toml", "'ferritin_ng_ml'", "label", "Did you mean 'oral_ceiling'?",
    ),
    "an unknown placeholder in a term": Breakage(
        replace("terms.toml", "{esrd_floor_ml_min} mL/min;", "{esrd_flor_ml_min} mL/min;"),
        "terms.toml", "'esrd'", "sentence", "Did you mean 'esrd_floor_ml_min'?",
    ),
    "an open brace": Breakage(
        add(FACTS, FACT.replace('short = "s"', 'short = "below {adult_age"')),
        FACTS, "'test-fact'", "short", "brace",
    ),
    "a brace too many": Breakage(
        add(FACTS, FACT.replace('short = "s"', 'short = "below adult_age}"')),
        FACTS, "'test-fact'", "short", "brace",
    ),
    "an unused threshold": Breakage(
        add("terms.toml", THRESHOLD), "terms.toml", "'test_limit'", "", "Use it or delete it.",
    ),
    "an unused threshold of a guideline": Breakage(
        add(AASM, THRESHOLD.replace('source = "ours", ', "")), AASM, "'test_limit'", "", "Use it or delete it.",
    ),
    "an unused threshold of a record": Breakage(
        add(FACTS, FACT + 'thresholds = { test_limit = { value = 1, unit = "kg" } }\n'),
        FACTS, "'test-fact'", "thresholds", "Remove it.",
    ),
    "a number input without its range": Breakage(
        replace("inputs.toml", 'range_reason = "nobody has lived past 122 years"\n', ""),
        "inputs.toml", "'age_years'", "range_reason", "Add what is missing.",
    ),
    "a range the wrong way round": Breakage(
        replace("inputs.toml", "minimum = 0\nmaximum = 120", "minimum = 120\nmaximum = 0"),
        "inputs.toml", "'age_years'", "minimum", "Swap or correct them.",
    ),
    "a count of one": Breakage(
        add("terms.toml", TERM + 'when = { any = ["adult", "child"], at_least = 1 }\n'),
        "terms.toml", "'test_term'", "at_least", "2",
    ),
    "a count that cannot be reached": Breakage(
        add("terms.toml", TERM + 'when = { any = ["adult", "child"], at_least = 3 }\n'),
        "terms.toml", "'test_term'", "at_least", "Lower it or add names",
    ),
    # terms and questions
    "a term containing itself": Breakage(
        add("terms.toml", TERM + 'when = { all = ["test_term"] }\n'),
        "terms.toml", "'test_term'", "when", "A term cannot contain itself.",
    ),
    "two terms containing each other": Breakage(
        add(
            "terms.toml",
            TERM + 'when = { all = ["test_other"] }\n' + TERM.replace("test_term", "test_other") + 'when = { all = ["test_term"] }\n',
        ),
        "terms.toml", "terms 'test_", "when", "A term cannot contain itself.",
    ),
    "an unused term": Breakage(
        add("terms.toml", TERM + 'when = { all = ["adult"] }\n'), "terms.toml", "'test_term'", "", "Use it or delete it.",
    ),
    "a question that no record uses": Breakage(
        both(drop("inputs.toml", "tsat-disagrees"), everywhere("cases", r'(, )?"tsat-disagrees"', "")),
        "rls_logic.asking.questions", "", "tsat_disagrees_with_iron", "Use it or delete it.",
    ),
    # cautions
    "a hold without its end": Breakage(
        add(CAUTIONS, CAUTION + 'effect = "not_now"\ncheck = "a test"\n'),
        CAUTIONS, "'test-caution'", "until", "Add or remove it.",
    ),
    "an end without a hold": Breakage(
        add(CAUTIONS, CAUTION + 'effect = "settle_first"\ncheck = "a test"\nuntil = "later"\n'),
        CAUTIONS, "'test-caution'", "until", "Add or remove it.",
    ),
    "a caution that does not say what to check": Breakage(
        add(CAUTIONS, CAUTION + 'effect = "settle_first"\n'),
        CAUTIONS, "'test-caution'", "check", "Say in two to four words what to check",
    ),
    "a caution about nothing": Breakage(
        add(CAUTIONS, CAUTION.replace('{ classes = ["iron"] }', "{}") + 'effect = "mention"\n'),
        CAUTIONS, "'test-caution'", "about", "Name treatments or classes.",
    ),
    # inputs
    "an input that is no patient field": Breakage(
        add("inputs.toml", INPUT), "inputs.toml", "'blood_group'", "id", "is no field of Patient.",
    ),
    "a patient field that nobody asks": Breakage(
        drop("inputs.toml", "caffeine"), "inputs.toml", "", "caffeine", "Add its [[inputs]] record.",
    ),
    "a line of a dose card that is no dose": Breakage(
        add(FACTS, FACT + 'part = "start"\n'), FACTS, "'test-fact'", "part", "Change the kind",
    ),
    "a line on something taken that names no treatment": Breakage(
        add(FACTS, FACT.replace("detail", "legacy")), FACTS, "'test-fact'", "about", "Say which treatment",
    ),
    "a step in a line on nothing taken": Breakage(
        add(FACTS, FACT + 'step = "keep"\n'), FACTS, "'test-fact'", "step", "only with it",
    ),
    "a caution to check that nobody is asked for": Breakage(
        add(CAUTIONS, CAUTION + 'effect = "settle_first"\nunasked = true\ncheck = "a test"\n'), CAUTIONS, "'test-caution'", "check", "Remove one",
    ),
    "a question of a field that nobody knows": Breakage(
        replace("asks.toml", 'field = "age_years"', 'field = "age_yers"'), "asks.toml", "'ask-age'", "field", "Did you mean 'age_years'?",
    ),
    "a choice without options": Breakage(
        replace("inputs.toml", 'label = "Uses caffeine"\nkind = "yes_no"', 'label = "Uses caffeine"\nkind = "choice"'),
        "inputs.toml", "'caffeine'", "options", "List them.",
    ),
    "an option that Patient does not take": Breakage(
        replace("inputs.toml", '{ value = "haemodialysis",', '{ value = "haemodialisis",'),
        "inputs.toml", "'kidney_support'", "options", "haemodialysis",
    ),
    "an option left out": Breakage(
        replace("inputs.toml", '  { value = "not_possible", label = "Cannot become pregnant", short = "Not possible" },\n', ""),
        "inputs.toml", "'pregnancy'", "options", "not_possible",
    ),
    "a yes_no that does not state its yes": Breakage(
        replace("inputs.toml", 'sentence = "Uses caffeine"\n', ""), "inputs.toml", "'caffeine'", "sentence", "Say what a yes states.",
    ),
    "a sentence of what is no yes_no": Breakage(
        replace("inputs.toml", 'label = "Course"\n', 'label = "Course"\nsentence = "The course"\n'),
        "inputs.toml", "'course'", "sentence", "only with it",
    ),
    "an option with a question and no sentence": Breakage(
        replace("inputs.toml", 'question = "male", sentence = "Is male"', 'question = "male"'),
        "inputs.toml", "'sex'", "options", "has both",
    ),
    "a question of an option that is one already": Breakage(
        replace("inputs.toml", 'question = "male"', 'question = "adult"'), "inputs.toml", "", "adult", "Give it another name.",
    ),
    "a record that asks an option by another name": Breakage(
        replace("inputs.toml", 'question = "course_is_refractory"', 'question = "course_is_refractori"'),
        "cautions/device.toml", "", "applies_when", "Did you mean 'course_is_refractori'?",
    ),
    "an option's question that no record uses": Breakage(
        replace("inputs.toml", '{ value = "rls", label = "RLS" }', '{ value = "rls", label = "RLS", question = "is_rls", sentence = "Has RLS" }'),
        "inputs.toml", "", "is_rls", "Use it or delete it.",
    ),
    "an outcome that sets an unknown field": Breakage(
        replace("inputs.toml", "set = { caffeine = true }", "set = { cafeine = true }"),
        "inputs.toml", "'caffeine'", "outcomes", "Did you mean 'caffeine'?",
    ),
    "an outcome that Patient does not take": Breakage(
        replace("inputs.toml", 'set = { pregnancy = "not_possible" }', 'set = { pregnancy = "impossible" }'),
        "inputs.toml", "'pregnancy'", "outcomes", "not_possible",
    ),
    "two options called alike": Breakage(
        replace("inputs.toml", 'label = "Peritoneal dialysis"', 'label = "Haemodialysis"'),
        "inputs.toml", "'kidney_support'", "options", "two are called 'Haemodialysis'.",
    ),
    "two units called alike": Breakage(
        replace("inputs.toml", 'label = "pmol/L"', 'label = "ng/mL (µg/L)"'),
        "inputs.toml", "'ferritin_ng_ml'", "units", "two are called 'ng/mL (µg/L)'.",
    ),
    "a choice among no units": Breakage(
        replace("inputs.toml", 'unit = "years"', 'unit = "years"\nunit_choice = "Unit"'),
        "inputs.toml", "'age_years'", "unit_choice", "no units to choose from",
    ),
    "a dose field that nobody asks": Breakage(
        replace("treatments.toml", 'dose = "pramipexole_dose_mg"', 'dose = "pramipexole_dose_ug"'),
        "treatments.toml", "'pramipexole'", "dose", "Did you mean 'pramipexole_dose_mg'?",
    ),
    "a unit shared with an unknown field": Breakage(
        replace("inputs.toml", 'unit_as = "iron_ug_dl"', 'unit_as = "iron_ug"'),
        "inputs.toml", "'tibc_ug_dl'", "unit_as", "Did you mean 'iron_ug_dl'?",
    ),
    # claims, shifts, and what heads a guideline
    "a claim of an unknown article": Breakage(
        replace("claims.toml", 'article = "management"', 'article = "managment"'),
        "claims.toml", "'m-g1'", "article", "Did you mean 'management'?",
    ),
    "an unknown verdict": Breakage(
        replace("claims.toml", 'verdict = "outdated"', 'verdict = "superseded"'),
        "claims.toml", "'m-r5'", "verdict", "'outdated'",
    ),
    "a supported claim without evidence": Breakage(
        add("claims.toml", CLAIM + 'verdict = "supported"\n'),
        "claims.toml", "'test-claim'", "evidence", "names what supports it",
    ),
    "an unknown source of a claim": Breakage(
        add("claims.toml", CLAIM + 'verdict = "outdated"\nevidence = [{ source = "aasm_2052", locator = "p" }]\n'),
        "claims.toml", "'test-claim'", "evidence.source", "Did you mean 'aasm_2025'?",
    ),
    "an unknown treatment of a claim": Breakage(
        add("claims.toml", CLAIM + 'verdict = "outdated"\ntreatments = ["exercize"]\n'),
        "claims.toml", "'test-claim'", "treatments", "Did you mean 'exercise'?",
    ),
    "a shift of an unknown treatment": Breakage(
        add("shifts.toml", SHIFT.replace("magnesium", "magnesum") + REASON),
        "shifts.toml", "'magnesum'", "treatment", "Did you mean 'magnesium'?",
    ),
    "a shift without a reason": Breakage(
        add("shifts.toml", SHIFT + "reasons = []\n"), "shifts.toml", "'magnesium'", "reasons", "at least one reason",
    ),
    "a reason of no known kind": Breakage(
        add("shifts.toml", SHIFT + REASON.replace("consensus", "fashion")), "shifts.toml", "'magnesium'", "kind", "'consensus'",
    ),
    "an unknown source of a reason": Breakage(
        add("shifts.toml", SHIFT + REASON.replace("aasm_2025", "aasm_2052")),
        "shifts.toml", "'magnesium'", "reasons.cite.source", "Did you mean 'aasm_2025'?",
    ),
    "a second main voice": Breakage(
        replace("guidance/mayo_2021.toml", 'voice = "older"', 'voice = "main"'),
        "guidance/mayo_2021.toml", "", "voice", "Only aasm_2025 is the main guidance.",
    ),
    "a voice that nobody has": Breakage(
        replace("guidance/mayo_2021.toml", 'voice = "older"', 'voice = "old"'),
        "guidance/mayo_2021.toml", "", "voice", "'older'",
    ),
    "a level for a strength that the source does not rate": Breakage(
        substitute("guidance/mayo_2021.toml", r'grade = "(\w+)", condition', r'strength = "\1", condition'),
        "guidance/mayo_2021.toml", "'mayo-2021-01'", "confirmed", "Beside direction and condition it has grade.",
    ),
    "a level left out for a certainty that the source rates": Breakage(
        substitute(AASM, r', certainty = "\w+", condition', ", condition"),
        AASM, "'aasm-2025-01'", "confirmed", "it has certainty and strength.",
    ),
    # whole files
    "a key twice in a record": Breakage(
        replace("terms.toml", 'unit = "years"\n', 'unit = "years"\nunit = "months"\n'),
        "terms.toml", "", "", "A key may stand only once",
    ),
    "a text without quotes": Breakage(
        replace(AASM, 'direction = "for"', "direction = for"), AASM, "", "", "texts need quotes",
    ),
    "a table that the file does not have": Breakage(
        add(FACTS, FACT.replace("[[facts]]", "[[fact]]")), FACTS, "", "fact", "Did you mean 'facts'?",
    ),
    "a table that a guideline does not have": Breakage(
        replace(AASM, "[[good_practice]]", "[[good_practices]]"), AASM, "", "good_practices", "Did you mean 'good_practice'?",
    ),
    "one record written as a single table": Breakage(
        write(FACTS, ("[facts]\n" + FACT.removeprefix("[[facts]]\n")).encode()),
        FACTS, "", "facts", "[[facts]]",
    ),
    "a guideline under another name": Breakage(
        replace(AASM, 'id = "aasm_2025"', 'id = "aasm_2026"'), AASM, "source", "id", "the file's own name, 'aasm_2025'",
    ),
    "a content version left out": Breakage(
        substitute("review.toml", r"(?m)^version = .*$", ""), "review.toml", "", "version", "Give the content version",
    ),
    "a missing file": Breakage(remove("treatments.toml"), "treatments.toml", "", "", "Restore it"),
    "a missing guideline": Breakage(remove(AASM), AASM, "", "", "Restore it"),
    "a file that is not UTF-8": Breakage(
        write("sources.toml", 'title = "naïve"'.encode("latin-1")), "sources.toml", "", "", "Save it as UTF-8.",
    ),
    "a guideline that is not UTF-8": Breakage(
        write(AASM, 'title = "naïve"'.encode("utf-16")), AASM, "", "", "Save it as UTF-8.",
    ),
}  # fmt: skip
