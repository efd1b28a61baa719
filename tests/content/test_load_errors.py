"""Whatever is wrong with data/, the app refuses to start, and the message tells an editor where to look and what to do."""

import dataclasses
import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import FunctionType, MappingProxyType
from typing import NamedTuple

import pytest
from pydantic import BaseModel, ValidationError

from rls_logic import DataError, load_knowledge
from rls_logic.assess import assess
from rls_logic.content.load import DATA, TABLES
from rls_logic.patient import MedicineUse, Patient, TreatmentUse

AASM = "guidance/aasm_2025.toml"
Edit = Callable[[Path], None]


@pytest.fixture
def data(tmp_path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def replace(file: str, old: str, new: str, times: int = 1) -> Edit:
    def edit(data: Path) -> None:
        path = data / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} no longer holds {old!r}: mend this test"
        path.write_text(text.replace(old, new, times), encoding="utf-8")

    return edit


def substitute(file: str, pattern: str, new: str) -> Edit:
    def edit(data: Path) -> None:
        path = data / file
        text, times = re.subn(pattern, new, path.read_text(encoding="utf-8"))
        assert times, f"{file} no longer holds {pattern!r}: mend this test"
        path.write_text(text, encoding="utf-8")

    return edit


def add(file: str, text: str) -> Edit:
    def edit(data: Path) -> None:
        with (data / file).open("a", encoding="utf-8") as stream:
            stream.write("\n" + text)

    return edit


def drop(file: str, record: str) -> Edit:
    """Takes one record out of a file."""

    def edit(data: Path) -> None:
        path = data / file
        head, *blocks = blocks_of(path.read_text(encoding="utf-8"))
        kept = [block for block in blocks if f'id = "{record}"' not in block]
        assert len(kept) == len(blocks) - 1, f"{file} no longer holds {record}: mend this test"
        path.write_text("".join((head, *kept)), encoding="utf-8")

    return edit


def write(file: str, content: bytes) -> Edit:
    return lambda data: (data / file).write_bytes(content) and None


def remove(file: str) -> Edit:
    return lambda data: (data / file).unlink()


def blocks_of(text: str) -> list[str]:
    """What stands before the first [[record]], then each record's text."""
    return re.split(r"(?m)^(?=\[\[\w+\]\])", text)


OURS = 'cite = { source = "ours", locator = "A test" }\nconfirmed = "our_reading"\n'
CAUTION = '[[cautions]]\nid = "test-caution"\nabout = { classes = ["iron"] }\nshort = "s"\nstatement = "s"\n' + OURS
FACT = '[[facts]]\nid = "test-fact"\nkind = "detail"\nshort = "s"\nstatement = "s"\n' + OURS
TERM = '[[terms]]\nid = "test_term"\nsentence = "Is a test"\n' + OURS
AGGRAVATOR = '[[aggravators]]\nid = "test-aggravator"\nlisted_by = "other"\nshort = "s"\nstatement = "s"\n' + OURS
THRESHOLD = '[[thresholds]]\nid = "test_limit"\nvalue = 1\nunit = "kg"\nstatement = "s"\n' + OURS
INPUT = '[[inputs]]\nid = "blood_group"\nlabel = "Blood group"\nkind = "yes_no"\ngroup = "core"\nwhy = "w"\n'
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


class Breakage(NamedTuple):
    """An edit of data/, and what the message must then name: file, record, field, and words of the mend."""

    edit: Edit
    file: str
    record: str
    field: str
    mend: str


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
        add("facts.toml", FACT + 'effect = "mention"\n'), "facts.toml", "'test-fact'", "effect", "The fields are:",
    ),
    "a missing key": Breakage(
        replace("treatments.toml", 'name = "Gabapentin enacarbil"\n', ""),
        "treatments.toml", "'gabapentin_enacarbil'", "name", "Every record needs it.",
    ),
    "a missing citation": Breakage(
        add("facts.toml", FACT.replace(OURS, 'confirmed = "our_reading"\n')),
        "facts.toml", "'test-fact'", "cite", "Every record needs it.",
    ),
    "a missing id": Breakage(
        add("facts.toml", FACT.replace('id = "test-fact"\n', "")), "facts.toml", "record ", "id", "Every record needs it.",
    ),
    "a wrong direction": Breakage(
        replace(AASM, 'direction = "for"', 'direction = "four"'), AASM, "'aasm-2025-01'", "direction", "'for'",
    ),
    "a wrong confirmation level": Breakage(
        add("facts.toml", FACT.replace('"our_reading"', '"verified"')),
        "facts.toml", "'test-fact'", "confirmed", "'primary'",
    ),
    "a wrong effect": Breakage(
        add("cautions.toml", CAUTION + 'effect = "forbid"\n'), "cautions.toml", "'test-caution'", "effect", "'not_now'",
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
        replace(AASM, 'none = ["esrd"]', 'none = ["esrdd"]'),
        AASM, "'aasm-2025-02'", "applies_when", "Did you mean 'esrd'?",
    ),
    "an unknown question in a caution": Breakage(
        add("cautions.toml", CAUTION + 'effect = "mention"\napplies_when = { none = ["takes_opiod"] }\n'),
        "cautions.toml", "'test-caution'", "applies_when", "Did you mean 'takes_opioid'?",
    ),
    "an unknown question in an aggravator": Breakage(
        add("exacerbating.toml", AGGRAVATOR + 'applies_when = { any = ["uses_cafeine"] }\n'),
        "exacerbating.toml", "'test-aggravator'", "applies_when", "Did you mean 'uses_caffeine'?",
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
        add("cautions.toml", CAUTION.replace('classes = ["iron"]', 'treatments = ["ferumoxitol"]') + 'effect = "mention"\n'),
        "cautions.toml", "'test-caution'", "about.treatments", "Did you mean 'ferumoxytol'?",
    ),
    "an unknown treatment of a medicine": Breakage(
        add("medicines.toml", '[[medicines]]\nname = "testamol"\ntreatment = "ropinirol"\n'),
        "medicines.toml", "'testamol'", "treatment", "Did you mean 'ropinirole'?",
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
        add("cautions.toml", CAUTION.replace('["iron"]', '["iv_irons"]') + 'effect = "mention"\n'),
        "cautions.toml", "'test-caution'", "about.classes", "Did you mean 'iv_iron'?",
    ),
    "an unknown class of a medicine": Breakage(
        add("medicines.toml", '[[medicines]]\nname = "testamol"\nclasses = ["opoid"]\n'),
        "medicines.toml", "'testamol'", "classes", "Did you mean 'opioid'?",
    ),
    "an unknown source": Breakage(
        replace("treatments.toml", 'source = "label_gabapentin_enacarbil"', 'source = "label_gabapentin_enacarbl"'),
        "treatments.toml", "'gabapentin_enacarbil'", "cite.source", "Did you mean 'label_gabapentin_enacarbil'?",
    ),
    "an unknown source of a caution": Breakage(
        add("cautions.toml", CAUTION.replace('source = "ours"', 'source = "our"') + 'effect = "mention"\n'),
        "cautions.toml", "'test-caution'", "cite.source", "Did you mean 'ours'?",
    ),
    "a source left out where the file has none of its own": Breakage(
        add("facts.toml", FACT.replace('source = "ours", ', "")), "facts.toml", "'test-fact'", "cite.source", "spelling",
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
        add("facts.toml", FACT.replace("test-fact", "aasm-2025-01")),
        AASM, "'aasm-2025-01'", "id", "already used in facts.toml",
    ),
    "an id used twice in a file": Breakage(
        add("facts.toml", FACT + "\n" + FACT), "facts.toml", "'test-fact'", "id", "Give each record its own id.",
    ),
    "a treatment twice": Breakage(
        add("treatments.toml", '[[classes]]\nid = "iron"\nlabel = "Iron again"\n'),
        "treatments.toml", "'iron'", "id", "Give each record its own id.",
    ),
    "a medicine name twice": Breakage(
        add("medicines.toml", '[[medicines]]\nname = "testamol"\nalso = ["SINEMET"]\n'),
        "medicines.toml", "'testamol'", "also", "already a name of 'levodopa/carbidopa'. Keep it once.",
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
        add("facts.toml", FACT.replace('short = "s"', 'short = "below {adult_age"')),
        "facts.toml", "'test-fact'", "short", "brace",
    ),
    "a brace too many": Breakage(
        add("facts.toml", FACT.replace('short = "s"', 'short = "below adult_age}"')),
        "facts.toml", "'test-fact'", "short", "brace",
    ),
    "an unused threshold": Breakage(
        add("terms.toml", THRESHOLD), "terms.toml", "'test_limit'", "", "Use it or delete it.",
    ),
    "an unused threshold of a guideline": Breakage(
        add(AASM, THRESHOLD.replace('source = "ours", ', "")), AASM, "'test_limit'", "", "Use it or delete it.",
    ),
    "an unused threshold of a record": Breakage(
        add("facts.toml", FACT + 'thresholds = { test_limit = { value = 1, unit = "kg" } }\n'),
        "facts.toml", "'test-fact'", "thresholds", "Remove it.",
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
        drop("inputs.toml", "tsat-disagrees"),
        "rls_logic.asking.questions.iron", "", "tsat_disagrees_with_iron", "Use it or delete it.",
    ),
    # cautions
    "a hold without its end": Breakage(
        add("cautions.toml", CAUTION + 'effect = "not_now"\ncheck = "a test"\n'),
        "cautions.toml", "'test-caution'", "until", "Add or remove it.",
    ),
    "an end without a hold": Breakage(
        add("cautions.toml", CAUTION + 'effect = "settle_first"\ncheck = "a test"\nuntil = "later"\n'),
        "cautions.toml", "'test-caution'", "until", "Add or remove it.",
    ),
    "a caution that does not say what to check": Breakage(
        add("cautions.toml", CAUTION + 'effect = "settle_first"\n'),
        "cautions.toml", "'test-caution'", "check", "Say in two to four words what to check",
    ),
    "a caution about nothing": Breakage(
        add("cautions.toml", CAUTION.replace('{ classes = ["iron"] }', "{}") + 'effect = "mention"\n'),
        "cautions.toml", "'test-caution'", "about", "Name treatments or classes.",
    ),
    # inputs
    "an input that is no patient field": Breakage(
        add("inputs.toml", INPUT), "inputs.toml", "'blood_group'", "id", "is no field of Patient.",
    ),
    "a patient field that nobody asks": Breakage(
        drop("inputs.toml", "caffeine"), "inputs.toml", "", "caffeine", "Add its [[inputs]] record.",
    ),
    "a choice without options": Breakage(
        replace("inputs.toml", 'label = "Drinks alcohol"\nkind = "yes_no"', 'label = "Drinks alcohol"\nkind = "choice"'),
        "inputs.toml", "'alcohol'", "options", "List them.",
    ),
    "an option that Patient does not take": Breakage(
        replace("inputs.toml", '{ value = "haemodialysis",', '{ value = "haemodialisis",'),
        "inputs.toml", "'kidney_support'", "options", "haemodialysis",
    ),
    "an option left out": Breakage(
        replace("inputs.toml", '  { value = "peritoneal_dialysis", label = "Peritoneal dialysis", short = "Peritoneal" },\n', ""),
        "inputs.toml", "'kidney_support'", "options", "peritoneal_dialysis",
    ),
    "an outcome that sets an unknown field": Breakage(
        replace("inputs.toml", "set = { alcohol = true }", "set = { alcool = true }"),
        "inputs.toml", "'alcohol'", "outcomes", "Did you mean 'alcohol'?",
    ),
    "an outcome that Patient does not take": Breakage(
        replace("inputs.toml", 'set = { pregnancy = "not_possible" }', 'set = { pregnancy = "impossible" }'),
        "inputs.toml", "'pregnancy'", "outcomes", "not_possible",
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
        add("facts.toml", FACT.replace("[[facts]]", "[[fact]]")), "facts.toml", "", "fact", "Did you mean 'facts'?",
    ),
    "a table that a guideline does not have": Breakage(
        replace(AASM, "[[good_practice]]", "[[good_practices]]"), AASM, "", "good_practices", "Did you mean 'good_practice'?",
    ),
    "one record written as a single table": Breakage(
        write("facts.toml", ("[facts]\n" + FACT.removeprefix("[[facts]]\n")).encode()),
        "facts.toml", "", "facts", "[[facts]]",
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


def test_the_copy_is_whole_before_it_is_broken(data):
    assert load_knowledge(data).fingerprint == load_knowledge().fingerprint


@pytest.mark.parametrize("kind", BREAKAGES)
def test_a_breakage_refuses_the_start_and_says_where_and_what_to_do(data, kind):
    broken = BREAKAGES[kind]
    broken.edit(data)
    with pytest.raises(DataError) as refusal:
        load_knowledge(data)
    message = str(refusal.value)
    absent = [part for part in (broken.file, broken.record, broken.field, broken.mend) if part not in message]
    assert absent == [], message
    assert message.startswith(broken.file), message
    assert str(data) not in message, "where the app is installed is nobody's business"


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(DataError, match="the file is missing"):
        load_knowledge(tmp_path)


# File and record order.


def reverse_records(data: Path) -> Path:
    """Every file with its records in the opposite order."""
    for path in data.rglob("*.toml"):
        head, *blocks = blocks_of(path.read_text(encoding="utf-8"))
        blocks = [block if block.endswith("\n") else block + "\n" for block in blocks]
        path.write_text("".join((head, *reversed(blocks))), encoding="utf-8")
    return data


PATIENTS = [
    Patient(),
    Patient(age_years=58, sex="male", diagnosis="rls"),
    Patient(age_years=58, diagnosis="rls", ferritin_ng_ml=82, tsat_percent=18, crcl_ml_min=64, kidney_support="none"),
    Patient(
        age_years=66,
        sex="female",
        diagnosis="rls",
        ferritin_ng_ml=150,
        tsat_percent=15,
        kidney_support="haemodialysis",
        other_medicines=(MedicineUse(name="sertraline"), MedicineUse(name="Testamol")),
        rls_treatments=(TreatmentUse(treatment="pramipexole", when="now"),),
    ),
    Patient(age_years=9, diagnosis="rls", ferritin_ng_ml=30),
    Patient(age_years=40, diagnosis="plmd_only"),
    Patient(age_years=30, sex="female", pregnancy="pregnant", trimester=1, diagnosis="rls", ferritin_ng_ml=20),
]


def summary(assessment) -> dict[str, object]:
    """What a patient is told, in the order in which it is told."""
    return {
        "state": assessment.state,
        "problems": [(p.id, p.fields, p.message, p.mend) for p in assessment.problems],
        "options": [
            (
                o.id,
                o.standing,
                [c.record.id for c in o.cautions],
                [c.record.id for c in o.to_check],
                [c.record.check for c in o.check_first],
                o.history_missing,
                o.waits_for,
                o.checks_for,
                o.uses,
                o.held_by,
            )
            for o in assessment.options
        ],
        "unknowns": [(u.field, u.waiting, u.checking) for u in assessment.unknowns],
        "facts": [(f.record.id, f.record.short) for f in assessment.facts],
        "aggravators": [f.record.id for f in assessment.aggravators],
        "unscreened": assessment.unscreened_medicines,
    }


@pytest.mark.parametrize("patient", PATIENTS, ids=range(len(PATIENTS)))
def test_the_same_files_in_another_order_give_the_same_assessment(data, knowledge, patient):
    before = (data / AASM).read_text(encoding="utf-8")
    reversed_knowledge = load_knowledge(reverse_records(data))
    after = (data / AASM).read_text(encoding="utf-8")
    assert before.index("aasm-2025-28") > before.index("aasm-2025-01")
    assert after.index("aasm-2025-28") < after.index("aasm-2025-01"), "nothing was reversed"
    assert summary(assess(patient, reversed_knowledge)) == summary(assess(patient, knowledge))


READ_AT_LOAD = sorted({*TABLES, *(f"guidance/{path.name}" for path in (DATA / "guidance").glob("*.toml"))})


@pytest.mark.parametrize("file", READ_AT_LOAD)
def test_a_change_in_any_file_that_is_read_changes_the_fingerprint(data, knowledge, file):
    add(file, "# one more word\n")(data)
    assert load_knowledge(data).fingerprint != knowledge.fingerprint


# Nothing changes after loading.


def test_knowledge_cannot_be_changed(knowledge):
    for field in dataclasses.fields(knowledge):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(knowledge, field.name, None)


@pytest.mark.parametrize(
    "name",
    [
        "inputs", "groups", "sources", "treatment_classes", "treatments", "guidance", "thresholds", "terms",
        "cautions_about", "medicine_classes", "medicine_by_name", "rules",
    ],
)  # fmt: skip
def test_a_mapping_of_knowledge_cannot_be_changed(knowledge, name):
    mapping = getattr(knowledge, name)
    key = next(iter(mapping))
    with pytest.raises(TypeError):
        mapping[key] = None
    with pytest.raises(TypeError):
        del mapping[key]
    with pytest.raises(AttributeError):
        mapping.clear()


def test_a_record_cannot_be_changed(knowledge):
    record = knowledge.guidance["aasm_2025"].recommendations[0]
    with pytest.raises(ValidationError):
        record.direction = "against"
    with pytest.raises(dataclasses.FrozenInstanceError):
        knowledge.rules[record.id].all = ()


def changeable(value: object, place: str, seen: set[int]) -> Iterable[str]:
    """Every dict, list or set that can be reached from here and written to."""
    if id(value) in seen or value is None or isinstance(value, str | int | float | FunctionType | type):
        return
    seen.add(id(value))
    if isinstance(value, dict | list | set | bytearray):
        yield place
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from changeable(item, f"{place}[{key!r}]", seen)
    elif isinstance(value, tuple | list | set | frozenset):
        for number, item in enumerate(value):
            yield from changeable(item, f"{place}[{number}]", seen)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from changeable(getattr(value, name), f"{place}.{name}", seen)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from changeable(getattr(value, field.name), f"{place}.{field.name}", seen)


def test_nothing_inside_knowledge_can_be_written_to(knowledge):
    found = list(changeable(knowledge, "knowledge", set()))
    assert found == [], f"{len(found)} places, such as {found[:3]}"


def test_the_look_inside_notices():
    assert list(changeable((MappingProxyType({"a": [1]}),), "x", set())) == ["x[0]['a']"]
