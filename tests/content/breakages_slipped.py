"""What the loaders once let through: numbers that are no numbers, texts that are not plain, twice, never true, or of no record."""

from tests.content.breakages import AASM, CAUTION, CAUTIONS, FACT, FACTS, TERM
from tests.content.breakages_beside import DIAGNOSIS, EXERCISE, LINE, NOTES, PLAIN, ROWS, TIMELINE, YEARS, event
from tests.content.edits import Breakage, Edit, add, both, cells, everywhere, replace, substitute

TERMS, INPUTS, SOURCES, CLAIMS, REVIEW, WORDS = (
    "terms.toml", "inputs.toml", "sources.toml", "claims.toml", "review.toml", "words.toml",
)  # fmt: skip
IRON, SIMPLE, MEDICINES = "cases/iron.toml", "cases/simple.toml", "medicines.csv"


def fact(text: str, field: str = "short") -> Edit:
    """A new fact with this text, written as TOML."""
    return add(FACTS, FACT.replace(f'{field} = "s"', f"{field} = {text}"))


def of_age(value: str) -> Edit:
    return replace(TERMS, "value = 18\n", f"value = {value}\n")


def sign_off(record: str = "aasm-2025-08", day: str = '"2026-11-20"') -> Edit:
    return add(REVIEW, f'[[sign_offs]]\nrecord = "{record}"\nchecked_by = "A"\nchecked_on = {day}\nlocator = "p"\n')


def expects(field: str, value: str) -> Edit:
    return replace(IRON, "[cases.expect]\n", f"[cases.expect]\n{field} = {value}\n")


AGE = "terms.toml > thresholds 'adult_age' > value: "
TEXT = "facts/detail.toml > facts 'test-fact' > short: holds "
CASE = "cases/iron.toml > cases 'iron-ferritin-50-tsat-30' > expect."
TYPED = "cases/simple.toml > cases '"

SLIPPED = {
    # numbers
    "a threshold that is no number": (of_age("nan"), AGE + "Input should be a finite number. It reads nan."),
    "a threshold without end": (of_age("inf"), AGE + "Input should be a finite number. It reads inf."),
    "a threshold below everything": (of_age("-inf"), AGE + "Input should be a finite number."),
    "a threshold below zero": (of_age("-18"), AGE + "Input should be greater than or equal to 0. It reads -18."),
    "a threshold beyond measure": (of_age("1e300"), AGE + "Input should be less than or equal to 1000000. It reads 1e+300."),
    "a threshold that is true": (of_age("true"), AGE + "Input should be a valid number. It reads True."),
    "a threshold that is a text": (of_age('"18"'), AGE + "Input should be a valid number. It reads '18'."),
    "a threshold that is a list": (of_age("[18]"), AGE + "Input should be a valid number. It reads [18]."),
    "a threshold that is a day": (of_age("2026-11-20"), AGE + "Input should be a valid number."),
    "a number that Python cannot hold": (of_age("9" * 5000), "terms.toml: this is not valid TOML"),
    "a range that begins nowhere": (replace(INPUTS, "minimum = 0\nmaximum = 120", "minimum = nan\nmaximum = 120"), "inputs 'age_years' > minimum: Input should be a finite number."),
    "a range that ends nowhere": (replace(INPUTS, "minimum = 0\nmaximum = 120", "minimum = 0\nmaximum = inf"), "inputs 'age_years' > maximum: Input should be a finite number."),
    "a range that is a text": (replace(INPUTS, "maximum = 120", 'maximum = "120"'), "inputs 'age_years' > maximum: Input should be a valid number."),
    "a range below zero": (replace(INPUTS, "minimum = 0\nmaximum = 120", "minimum = -1\nmaximum = 120"), "inputs 'age_years' > minimum: Input should be greater"),
    "a record's own limit that is none": (replace(INPUTS, "value = 10, unit", "value = nan, unit"), "contradictions 'pregnant-too-young' > thresholds.pregnancy_age_floor.value: Input should be a finite number."),
    "a record's own limit that is true": (replace(INPUTS, "value = 10, unit", "value = true, unit"), "thresholds.pregnancy_age_floor.value: Input should be a valid number."),
    "a unit of nothing": (replace(INPUTS, "per_ours = 88.4", "per_ours = 0"), "inputs 'creatinine_mg_dl' > units.1.per_ours: Input should be greater than 0."),
    "a unit of no number": (replace(INPUTS, "per_ours = 88.4", "per_ours = nan"), "units.1.per_ours: Input should be a finite number."),
    "a doubt about a unit at no number": (substitute(INPUTS, r"above = \d+", "above = inf"), "inputs 'ferritin_ng_ml' > unit_doubt.above: Input should be a finite number."),
    "a rank that is true": (add(FACTS, FACT + "rank = true\n"), "facts 'test-fact' > rank: Input should be a valid integer. It reads True."),
    "a rank between two": (add(FACTS, FACT + "rank = 1.5\n"), "facts 'test-fact' > rank: Input should be a valid integer"),
    "a rank that is a text": (add(FACTS, FACT + 'rank = "10"\n'), "facts 'test-fact' > rank: Input should be a valid integer."),
    "a rank below zero": (add(FACTS, FACT + "rank = -1\n"), "facts 'test-fact' > rank: Input should be greater than or equal to 0."),
    "a recommendation without a number": (replace(AASM, "number = 1\n", "number = 0\n"), "recommendations 'aasm-2025-01' > number: Input should be greater"),
    "a recommendation's number that is true": (replace(AASM, "number = 1\n", "number = true\n"), "recommendations 'aasm-2025-01' > number: Input should be a valid integer."),
    "a count that is true": (add(TERMS, TERM + 'when = { any = ["adult", "child"], at_least = true }\n'), "terms 'test_term' > when.at_least: Input should be a valid integer."),
    "a yes that is a text": (replace(INPUTS, "core = true\n", 'core = "yes"\n'), "> core: Input should be a valid boolean."),
    "a yes that is a number": (replace(INPUTS, "core = true\n", "core = 1\n"), "> core: Input should be a valid boolean."),
    "a year of five figures": (replace(SOURCES, "year = 2014\n", "year = 20255\n"), "sources 'irlssg_criteria_2014' > year: Input should be less than or equal to 2100. It reads 20255."),
    "a year of another age": (replace(SOURCES, "year = 2014\n", "year = 1066\n"), "sources 'irlssg_criteria_2014' > year: Input should be greater"),
    "a year that is a text": (replace(SOURCES, "year = 2014\n", 'year = "2014"\n'), "sources 'irlssg_criteria_2014' > year: Input should be a valid integer."),
    "a year still to come": (replace(SOURCES, "year = 2014\n", "year = 2031\n"), "sources.toml > sources 'irlssg_criteria_2014' > year: 2031 lies after the content version 2026.11."),
    "a guideline still to come": (replace("guidance/mayo_2021.toml", "year = 2021\n", "year = 2027\n"), "guidance/mayo_2021.toml > source > year: 2027 lies after the content version 2026.11."),
    "an event still to come": (event("2020", "2027"), "timeline.toml > events 'event-new' > year: 2027 lies after"),
    "a guideline of no year": (replace("guidance/mayo_2021.toml", "year = 2021\n", ""), "guidance/mayo_2021.toml > source > year: is missing. Sources are lined up by year."),
    "people of none": (cells(ROWS, "a13-relapse", treatment_n="0"), "row 'a13-relapse' > treatment_n: Input should be greater than or equal to 1."),
    "figures of another script": (cells(ROWS, "a1-irls", participants="\u0664\u0663\u0661"), "row 'a1-irls' > participants: is no whole number"),
    "a figure that is only a sign": (cells(ROWS, "a1-irls", estimate="-"), "row 'a1-irls' > estimate: is no plain number"),
    "a figure of too many digits": (cells(ROWS, "a1-irls", participants="4" * 30), "row 'a1-irls' > participants: is no whole number"),
    "a figure without end": (cells(ROWS, "a1-irls", estimate="inf"), "row 'a1-irls' > estimate: is no plain number"),
    "weeks that are true": (replace(EXERCISE, "weeks = 12", "weeks = true"), "trial 'exercise-trial' > weeks: Input should be a valid integer."),
    "more sessions than days": (replace(EXERCISE, "sessions_a_week = 3", "sessions_a_week = 8"), "trial 'exercise-trial' > sessions_a_week: Input should be less than or equal to 7."),
    "an example in no place": (replace(SIMPLE, "example = 1\n", "example = 0\n"), "> example: Input should be greater than or equal to 1."),
    "a case with no number": (replace(IRON, "age_years = 47\n", "age_years = nan\n"), "cases 'iron-ferritin-50-tsat-30' > patient.age_years: is no finite number."),
    "an outcome of no number": (replace(INPUTS, "set = { age_years = 50 }", "set = { age_years = nan }"), "inputs 'age_years' > outcomes.1.set.age_years: is no finite number."),
    # texts
    "a space of no width in a medicine": (cells(MEDICINES, "oxycodone", name="oxycodone\u200b"), "medicines.csv > row 'oxycodone\\u200b' > name: holds U+200B ZERO WIDTH SPACE"),
    "a letter that looks like another": (cells(MEDICINES, "oxycodone", name="oxyc\u043edone"), "> name: holds U+043E CYRILLIC SMALL LETTER O in 'oxyc\\u043edone'. Type it anew"),
    "another name with a letter of another script": (cells(MEDICINES, "oxycodone", also="\u039fxyContin"), "row 'oxycodone' > also: holds U+039F GREEK CAPITAL LETTER OMICRON"),
    "a Greek letter inside a word": (fact('"g\u03b1bapentin"'), TEXT + "U+03B1 GREEK SMALL LETTER ALPHA"),
    "a micro sign before no unit": (fact('"\u00b5eclizine"'), TEXT + "U+00B5 MICRO SIGN"),
    "letters of full width": (fact('"\uff41\uff42"'), TEXT + "U+FF41 FULLWIDTH LATIN SMALL LETTER A"),
    "a letter of a phonetic alphabet": (fact('"g\u0251bapentin"'), TEXT + "U+0251 LATIN SMALL LETTER ALPHA"),
    "a letter without its dot": (fact('"\u0131ron"'), TEXT + "U+0131 LATIN SMALL LETTER DOTLESS I"),
    "a letter written as two signs": (fact('"caf\\u0065\\u0301"'), TEXT + "a letter written as two signs."),
    "a mark over nothing": (fact('"x\\u0336"'), TEXT + "U+0336 COMBINING LONG STROKE OVERLAY"),
    "a text that turns round": (fact('"safe \\u202Eefasnu"'), TEXT + "U+202E RIGHT-TO-LEFT OVERRIDE"),
    "a bell": (fact('"a\\u0007b"'), TEXT + "U+0007 a control character"),
    "a tab": (fact('"a\\tb"'), TEXT + "U+0009 a control character"),
    "a line break": (fact('"a\\nb"'), TEXT + "U+000A a control character"),
    "a separator of lines": (fact('"a\\u2028b"'), TEXT + "U+2028 LINE SEPARATOR"),
    "a space that does not break": (fact('"a\\u00A0b"'), TEXT + "U+00A0 NO-BREAK SPACE"),
    "a hyphen that cannot be seen": (fact('"gaba\\u00ADpentin"'), TEXT + "U+00AD SOFT HYPHEN"),
    "a joiner": (fact('"gaba\\u2060pentin"'), TEXT + "U+2060 WORD JOINER"),
    "a filler": (fact('"a\\u3164b"'), TEXT + "U+3164 HANGUL FILLER"),
    "an empty pattern": (fact('"a\\u2800b"'), TEXT + "U+2800 BRAILLE PATTERN BLANK"),
    "a sign of nobody's alphabet": (fact('"a\\uE000b"'), TEXT + "U+E000"),
    "a sign that is none": (fact('"a\\U0001FFFFb"'), TEXT + "U+1FFFF"),
    "a picture": (fact('"take care \\U0001F600"'), TEXT + "U+1F600 GRINNING FACE"),
    "a minus that is no hyphen": (fact('"a\\u2212b"'), TEXT + "U+2212 MINUS SIGN"),
    "an address": (fact('"see http://example.org"'), TEXT + "what a page reads as an address: 'see http://example.org'. Write plain text."),
    "an address without its scheme": (fact('"see www.example.org"'), TEXT + "what a page reads as an address"),
    "a mail address": (fact('"ask a@example.org"'), TEXT + "what a page reads as an address"),
    "an image from elsewhere": (fact('"![x](/x.png)"'), TEXT + "what a page reads as a link or an image"),
    "a link": (fact('"[x](/x)"'), TEXT + "what a page reads as a link or an image"),
    "a link by reference": (fact('"[x][y]"'), TEXT + "what a page reads as a link or an image"),
    "a tag": (fact('"<b>x</b>"'), TEXT + "what a page reads as a tag"),
    "a script": (fact("'<script>alert(1)</script>'"), TEXT + "what a page reads as a tag"),
    "bold": (fact('"**x**"'), TEXT + "what a page reads as bold"),
    "italics": (fact('"_x_"'), TEXT + "what a page reads as italics"),
    "code": (fact('"`x`"'), TEXT + "what a page reads as code"),
    "a formula": (fact('"$x$"'), TEXT + "what a page reads as a formula"),
    "an escape": (fact("'a \\alpha b'"), TEXT + "what a page reads as a formula"),
    "a strike-through": (fact('"~~x~~"'), TEXT + "what a page reads as a strike-through"),
    "an icon": (fact('":material/home: x"'), TEXT + "what a page reads as a colour or an icon"),
    "a colour": (fact('":red[x]"'), TEXT + "what a page reads as a colour or an icon"),
    "a face by its name": (fact('"x :smile: y"'), TEXT + "what a page reads as a colour or an icon"),
    "an entity": (fact('"a &amp; b"'), TEXT + "what a page reads as an entity"),
    "an entity by number": (fact('"a &#8203; b"'), TEXT + "what a page reads as an entity"),
    "a heading": (fact('"# x"'), TEXT + "what a page reads as a heading, a bullet or a quotation"),
    "a bullet": (fact('"- x"'), TEXT + "what a page reads as a heading, a bullet or a quotation"),
    "a quotation": (fact('"> x"'), TEXT + "what a page reads as a heading, a bullet or a quotation"),
    "no text": (fact('""'), "facts 'test-fact' > short: String should have at least 1 character."),
    "a text of spaces": (fact('"   "'), "facts 'test-fact' > short: String should have at least 1 character."),
    "a text without end": (fact(f'"{"x" * 141}"'), "facts 'test-fact' > short: String should have at most 140 characters."),
    "a number for a text": (fact("5"), "facts 'test-fact' > short: Input should be a valid string. It reads 5."),
    "a brace that nothing fills": (event("It found something.", "Below {oral_ceiling}."), "timeline.toml: nothing fills the brace in 'Below {oral_ceiling}.'. Write the number itself"),
    "markup in a title": (replace(SOURCES, 'title = "Our own', 'title = "**Our own**'), "sources 'ours' > title: holds what a page reads as bold"),
    "an invisible sign in a reason": (replace("shifts.toml", "Three pooled trials", "Three\u200b pooled trials"), "shifts 'gabapentin_enacarbil' > reasons.statement: holds U+200B"),
    "markup in a claim": (replace(CLAIMS, "RESLEG, for", "[RESLEG](/x), for"), "claims 'm-g1' > statement: holds what a page reads as a link"),
    "markup in a cell": (cells(ROWS, "a1-irls", note="see <b>this</b>"), "row 'a1-irls' > note: holds what a page reads as a tag"),
    "an invisible sign in a cell": (cells(ROWS, "a1-irls", arm="Gabapentin\ufeff enacarbil"), "row 'a1-irls' > arm: holds U+FEFF"),
    "markup in a plain line": (add(PLAIN, LINE.replace("A test.", "A *test*.")), "lines 'plain-test' > text: holds what a page reads as italics"),
    "markup in exercise": (substitute(EXERCISE, r'(?m)^when_true = "', 'when_true = "`x` '), "> when_true: holds what a page reads as code"),
    "markup in a yardstick": (substitute(NOTES, r'(?m)^statement = "', 'statement = "~x~ '), "> statement: holds what a page reads as a strike-through"),
    "markup in an event": (event("A trial", "A $trial$"), "events 'event-new' > title: holds what a page reads as a formula"),
    "an invisible sign in a lesson": (replace(DIAGNOSIS, "wakes on some nights", "wakes on some\u200d nights"), "cases 'not-rls' > teach.vignette: holds U+200D"),
    "an invisible sign in a case's medicine": (replace("cases/alpha2delta.toml", '{ name = "gabapentin",', '{ name = "gabapentin\u200b",'), "> patient: holds U+200B"),
    "markup in a locator": (replace(AASM, 'locator = "Recommendation 1"', 'locator = "[1]: Recommendation"'), "recommendations 'aasm-2025-01' > cite.locator: holds what a page reads as a link"),
    "markup in a label": (replace(INPUTS, 'label = "TSAT"', 'label = ":blue[TSAT]"'), "inputs 'tsat_percent' > label: holds what a page reads as a colour"),
    "markup in an option": (replace(INPUTS, 'label = "Haemodialysis"', 'label = "<i>Haemodialysis"'), "inputs 'kidney_support' > options.label: holds what a page reads as a tag"),
    "an invisible sign in a sign-off": (both(sign_off(), replace(REVIEW, 'checked_by = "A"', 'checked_by = "A\\u200B"')), "sign_offs 'aasm-2025-08' > checked_by: holds U+200B"),
    # words of lists
    "a word with markup": (replace(WORDS, 'primary = "read in the source"', 'primary = "**read**"'), "words.toml > confirmation.primary: holds what a page reads as bold"),
    "a word that cannot be seen": (replace(WORDS, 'primary = "read in the source"', 'primary = "read\u200b"'), "words.toml > confirmation.primary: holds U+200B"),
    "no word": (replace(WORDS, 'primary = "read in the source"', 'primary = " "'), "words.toml > confirmation.primary: String should have at least 1 character."),
    "a number for a word": (replace(WORDS, 'primary = "read in the source"', "primary = 5"), "words.toml > confirmation.primary: Input should be a valid string."),
    "a word left out": (replace(WORDS, 'primary = "read in the source"\n', ""), "words.toml > confirmation > primary: is missing. Every member has its words."),
    "a word for nobody": (replace(WORDS, 'primary = "read in the source"', 'primry = "x"\nprimary = "y"'), "words.toml > confirmation > primry: is no member of this list. Did you mean 'primary'?"),
    "words of no list": (add(WORDS, '[confirmations]\nprimary = "x"\n'), "words.toml > confirmations: is no list of words. Did you mean 'confirmation'?"),
    "words that are no table": (both(replace(WORDS, "[confirmation]\n", "[confirmation_short]\n"), replace(WORDS, "# What", "confirmation = 1\n# What")), "words.toml > confirmation: Input should be a valid dictionary."),
    # names
    "an id in another script": (add(FACTS, FACT.replace("test-fact", "t\u0435st-fact")), "> id: String should match pattern"),
    "an id in capitals": (add(FACTS, FACT.replace("test-fact", "Test-fact")), "facts 'Test-fact' > id: String should match pattern"),
    "an id of two words": (add(FACTS, FACT.replace("test-fact", "test fact")), "facts 'test fact' > id: String should match pattern"),
    "an id without end": (add(FACTS, FACT.replace("test-fact", "t" * 81)), "> id: String should have at most 80 characters."),
    "an id that is a number": (add(FACTS, FACT.replace('"test-fact"', "7")), "facts '7' > id: Input should be a valid string. It reads 7."),
    "a name in capitals": (replace(AASM, 'treatment = "pregabalin"', 'treatment = "Pregabalin"'), "recommendations 'aasm-2025-03' > treatment: 'Pregabalin' is unknown. Did you mean 'pregabalin'?"),
    "a DOI with a sign that cannot be seen": (replace(SOURCES, 'doi = "10.1016/j.sleep.2014.03.025"', 'doi = "10.1016/j.sleep\u200b.2014.03.025"'), "sources 'irlssg_criteria_2014' > doi: String should match pattern"),
    "a PMID of another script": (replace(SOURCES, 'pmid = "41485812"', 'pmid = "4148581\u0662"'), "> pmid: String should match pattern"),
    "a work with two records": (replace(SOURCES, 'doi = "10.1111/jgs.18372"', 'doi = "10.1111/jgs.15767"'), "> doi: is that of '"),
    "a treatment that is a part of itself": (replace("treatments.toml", 'part_of = "opioids"', 'part_of = "oxycodone"'), "treatments 'oxycodone' > part_of: is the treatment itself."),
    # twice
    "a recommendation's number twice": (replace(AASM, "number = 2\n", "number = 1\n"), "guidance/aasm_2025.toml > recommendations 'aasm-2025-02' > number: 1 is already the number of 'aasm-2025-01'."),
    "a claim's number twice": (replace(CLAIMS, "number = 2\n", "number = 1\n"), "> number: 1 is already the number of 'm-g1'. Give each its own."),
    "an example's place twice": (replace("cases/legacy.toml", "example = 2\n", "example = 3\n"), "> example: 3 is already used. Give each its own place."),
    "a rank twice in a year": (replace("guidance/efns_2012.toml", "rank = 2\n", "rank = 1\n"), "guidance/efns_2012.toml > rank: 1 is already the rank of aasm_2012 in 2012."),
    "a case twice in two files": (replace(SIMPLE, 'id = "', 'id = "iron-ferritin-50-tsat-30"\n#'), "cases/simple.toml > cases 'iron-ferritin-50-tsat-30' > id: is already used in cases/iron.toml. Give each case its own id."),
    "a caution twice in two files": (both(add(CAUTIONS, CAUTION + 'effect = "mention"\n'), add("cautions/iron.toml", CAUTION + 'effect = "mention"\n')), "> cautions 'test-caution' > id: is already used in cautions/"),
    "an event with the id of a fact": (event("event-new", "iron-adult-oral-or-iv"), "timeline.toml > events 'iron-adult-oral-or-iv' > id: is already used in facts/iron.toml."),
    "an option twice": (replace(INPUTS, '  { value = "menses",', '  { value = "none_found", label = "None again" },\n  { value = "menses",'), "inputs 'low_iron_cause' > options: 'none_found' is there twice."),
    "a group twice": (replace(INPUTS, '[[groups]]\nid = "core"', '[[groups]]\nid = "core"\nlabel = "Again"\n\n[[groups]]\nid = "core"'), "inputs.toml > groups 'core' > id: is already used."),
    # never true
    "a question that must be yes and no": (add(FACTS, FACT + 'applies_when = { all = ["adult"], none = ["adult"] }\n'), "facts 'test-fact' > applies_when.none: 'adult' stands in all already. Name it once."),
    "a question that may be yes and must be no": (add(FACTS, FACT + 'applies_when = { any = ["adult"], none = ["adult"] }\n'), "applies_when.none: 'adult' stands in any already."),
    "a question that counts twice": (add(TERMS, TERM + 'when = { any = ["adult", "adult", "child"], at_least = 2 }\n'), "terms 'test_term' > when.any: 'adult' stands in any already."),
    "a term that must be yes and its question no": (both(add(TERMS, TERM + 'when = { all = ["adult", "has_rls"] }\n'), add(FACTS, FACT + 'applies_when = { all = ["test_term"], none = ["adult"] }\n')), "facts 'test-fact' > applies_when: this can never be true: 'adult' must be yes and no."),
    "a question that must be yes and its term no": (both(add(TERMS, TERM + 'when = { any = ["adult", "child"] }\n'), add(FACTS, FACT + 'applies_when = { all = ["adult"], none = ["test_term"] }\n')), "applies_when: this can never be true: 'adult' must be yes and no."),
    # what a case expects
    "a case that expects an unknown option": (expects("open", '["aasm-2025-99"]'), CASE + "open: 'aasm-2025-99' is unknown. Did you mean"),
    "a case that expects an unknown caution": (expects("cautions", '["caution-irn-child"]'), CASE + "cautions: 'caution-irn-child' is unknown. Did you mean 'caution-iron-child'?"),
    "a case that expects to miss an unknown caution": (replace(IRON, 'no_cautions = ["', 'no_cautions = ["caution-x", "'), CASE + "no_cautions: 'caution-x' is unknown."),
    "a case that expects an unknown fact": (replace(IRON, 'facts = ["iron-adult-oral-or-iv"]', 'facts = ["iron-adult-oral-or-iw"]'), CASE + "facts: 'iron-adult-oral-or-iw' is unknown. Did you mean 'iron-adult-oral-or-iv'?"),
    "a case that expects to miss an unknown fact": (replace(IRON, 'no_facts = ["', 'no_facts = ["fact-x", "'), CASE + "no_facts: 'fact-x' is unknown."),
    "a case that expects an unknown aggravator": (expects("aggravators", '["cofee"]'), CASE + "aggravators: 'cofee' is unknown."),
    "a case that expects an unknown problem": (expects("problems", '["range-ferritin"]'), CASE + "problems: 'range-ferritin' is unknown. Did you mean 'range-ferritin_ng_ml'?"),
    "a case that asks for an unknown field": (expects("ask", '["feritin_ng_ml"]'), CASE + "ask: 'feritin_ng_ml' is no patient field. Did you mean 'ferritin_ng_ml'?"),
    "a case led by an unknown option": (replace(IRON, 'first = "aasm-2025-04"', 'first = "aasm-2025-40"'), CASE + "first: 'aasm-2025-40' is unknown."),
    "a case in no known state": (expects("state", '"options_to_way"'), CASE + "state: Input should be 'conflicting_inputs'"),
    "a case of an unknown field": (replace(IRON, "ferritin_ng_ml = 50\n", "feritin_ng_ml = 50\n"), "cases 'iron-ferritin-50-tsat-30' > patient.feritin_ng_ml: is no patient field. Did you mean 'ferritin_ng_ml'?"),
    "a case that withholds an unknown field": (replace(DIAGNOSIS, 'withheld = ["diagnosis", "course"]', 'withheld = ["diagnosis", "corse"]'), "teach.withheld: 'corse' is no patient field. Did you mean 'course'?"),
    "a case of other years for nobody": (replace(YEARS, "efns_2012.offered", "mayo.offered"), "years.mayo: is no source of guidance."),
    # sign-offs and the version
    "a day that is none": (sign_off(day='"2026-13-45"'), "review.toml > sign_offs 'aasm-2025-08' > checked_on: '2026-13-45' is no day of the calendar."),
    "a day that February does not have": (sign_off(day='"2026-02-30"'), "checked_on: '2026-02-30' is no day of the calendar."),
    "a day still to come": (sign_off(day='"2099-01-01"'), "review.toml > sign_offs 'aasm-2025-08' > checked_on: 2099-01-01 lies after the content version 2026.11."),
    "the month after the version": (sign_off(day='"2026-12-01"'), "checked_on: 2026-12-01 lies after the content version 2026.11."),
    "a day before the source came out": (sign_off(day='"2024-11-20"'), "review.toml > sign_offs 'aasm-2025-08' > checked_on: 2024-11-20 lies before its source came out in 2025."),
    "a day that is no text": (sign_off(day="2026-11-20"), "checked_on: Input should be a valid string."),
    "a day in words": (sign_off(day='"20 November 2026"'), "checked_on: String should match pattern"),
    "a sign-off of what cites nothing": (sign_off("mon"), "review.toml > sign_offs 'mon' > record: 'mon' is unknown."),
    "a version that is a year": (substitute(REVIEW, r"(?m)^version = .*$", 'version = "2026"'), "review.toml > version: '2026' is no year and month."),
    "a version of no month": (substitute(REVIEW, r"(?m)^version = .*$", 'version = "2026.13"'), "review.toml > version: '2026.13' is no year and month."),
    "a version that is a number": (substitute(REVIEW, r"(?m)^version = .*$", "version = 2026.11"), "review.toml > version: Input should be a valid string."),
    # nothing in a table
    "no shift": (substitute("shifts.toml", r"(?s).+", "shifts = []\n"), "shifts.toml > shifts: holds no record. Restore it from the repository."),
    "no event": (substitute(TIMELINE, r"(?s).+", "events = []\n"), "timeline.toml > events: holds no record."),
    "no caution in a file": (substitute(CAUTIONS, r"(?s).+", "cautions = []\n"), "cautions/others.toml > cautions: holds no record."),
    "nothing but comments": (substitute(FACTS, r"(?s).+", "# Nothing yet.\n"), "facts/detail.toml > facts: is missing. Write each record under [[facts]]."),
    "no estimate": (substitute(ROWS, r"(?s)\n.*", "\n"), "effects.csv > effects: holds no record."),
    "no medicine": (substitute(MEDICINES, r"(?s)\n.*", "\n"), "medicines.csv > medicines: holds no record."),
    "no note": (both(substitute(NOTES, r"(?s)\[\[notes\]\].*?(?=\[\[left_out\]\])", ""), replace(NOTES, "[[thresholds]]", "notes = []\n[[thresholds]]")), "effect_notes.toml > notes: holds no record."),
    "a unit that nobody is asked about": (replace(INPUTS, 'unit_choice = "Unit of creatinine"\n', ""), "inputs 'creatinine_mg_dl' > units: nobody is asked which."),
    "an own unit that is converted": (replace(INPUTS, 'label = "mg/dL" }', 'label = "mg/dL", per_ours = 2 }'), "inputs 'creatinine_mg_dl' > units: do not begin with the field's own."),
    "a field without its own unit": (replace(INPUTS, '  { unit = "mg/dL", label = "mg/dL" },\n', ""), "inputs 'creatinine_mg_dl' > units: do not begin with the field's own."),
    "two units of one name": (replace(INPUTS, 'unit = "pmol/L"', 'unit = "ng/mL"'), "inputs 'ferritin_ng_ml' > units: 'ng/mL' is there twice."),
    "a doubt between one unit": (replace(INPUTS, '  { unit = "pmol/L", label = "pmol/L", per_ours = 2.247 },\n', ""), "inputs 'ferritin_ng_ml' > unit_doubt: leaves nothing to doubt."),
    "a doubt beyond the range": (replace(INPUTS, "unit_doubt = { above = 1000,", "unit_doubt = { above = 20000,"), "inputs 'ferritin_ng_ml' > unit_doubt: leaves nothing to doubt."),
    "a unit typed as itself": (replace(INPUTS, 'unit_as = "iron_ug_dl"', 'unit_as = "tibc_ug_dl"'), "inputs 'tibc_ug_dl' > id: refers to itself."),
    "a recommendation in two places": (both(expects("waits", '["aasm-2025-01"]'), expects("not_shown", '["aasm-2025-01"]')), CASE + "not_shown: 'aasm-2025-01' stands elsewhere too."),
    "a caution there and not there": (expects("cautions", '["caution-iron-tsat-high"]'), CASE + "cautions: 'caution-iron-tsat-high' is in no_cautions too."),
    "a list where a table belongs": (replace(EXERCISE, "[trial]", "[[trial]]"), "exercise.toml > trial record 1: Input should be a valid dictionary"),
    "a record that is a word": (substitute("shifts.toml", r"(?s).+", 'shifts = ["gabapentin"]\n'), "shifts.toml > shifts record 1: Input should be a valid dictionary"),
    "an article without its place": (everywhere("guidance", r"(?m)^grading = .*$", ""), "> grading: is missing."),
}  # fmt: skip

BREAKAGES = {kind: Breakage(edit, "", "", "", says) for kind, (edit, says) in SLIPPED.items()}
