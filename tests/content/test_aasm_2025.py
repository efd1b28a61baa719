"""AASM 2025 in data/ is the guideline, cell by cell.

The tables are typed by hand from the guideline; nothing here comes from running the app.
Confirmation: P primary, S secondary, W awaiting paper; four letters are direction, strength, certainty, condition.
Where a row prints no condition, the condition is as sure as the direction; remark R1 is itself W.
"""

import re
from collections import Counter

import pytest

from rls_logic.content.shapes import Guidance, Recommendation

FILE_WORDS = ("first-line", "first line", "second-line", "second line", "banned", "contraindicated")

ADULT = "adults_rls"
ESRD = "adults_rls_esrd"
PLMD = "adults_plmd"
CHILD = "children_rls"
AGAINST_STANDARD = "against_standard_use"

EVERY_ADULT = "all: adult has_rls"
NOT_ESRD = "all: adult has_rls | none: esrd_is_known"
IV_IRON = "all: adult has_rls | any: ferritin_at_or_below_iv_ceiling tsat_below_floor | none: esrd_is_known"
ORAL_IRON = "all: adult has_rls | any: ferritin_at_or_below_oral_ceiling tsat_below_floor | none: esrd_is_known"
IN_ESRD = "all: adult has_rls esrd"
SUCROSE = "all: adult has_rls esrd ferritin_below_esrd_ceiling tsat_below_esrd_floor"
IN_PLMD = "all: adult plmd_without_rls"
IN_CHILDREN = "all: child has_rls ferritin_below_child_ceiling"

# number, population, treatment, direction, strength, certainty, as printed, condition?, remark?, applies when, confirmed
RECOMMENDATIONS = [
    (1, ADULT, "gabapentin_enacarbil", "for", "strong", "moderate", "strong, moderate", False, False, EVERY_ADULT, "PPPP"),
    (2, ADULT, "gabapentin", "for", "strong", "moderate", "strong, moderate", False, False, NOT_ESRD, "SSSS"),
    (3, ADULT, "pregabalin", "for", "strong", "moderate", "strong, moderate", False, False, EVERY_ADULT, "SSSS"),
    (4, ADULT, "ferric_carboxymaltose", "for", "strong", "moderate", "strong, moderate", True, False, IV_IRON, "SSSW"),
    (5, ADULT, "iron_dextran", "for", "conditional", "very_low", "conditional, very low", True, False, IV_IRON, "WSWW"),
    (6, ADULT, "ferumoxytol", "for", "conditional", "very_low", "conditional, very low", True, False, IV_IRON, "WSWW"),
    (7, ADULT, "ferrous_sulfate", "for", "conditional", "moderate", "conditional, moderate", True, False, ORAL_IRON, "SSWP"),
    (8, ADULT, "dipyridamole", "for", "conditional", "low", "conditional, low", False, False, EVERY_ADULT, "WWWW"),
    (9, ADULT, "opioids", "for", "conditional", "moderate", "conditional, moderate", False, False, EVERY_ADULT, "SSWS"),
    (10, ADULT, "peroneal_stimulation", "for", "conditional", "moderate", "conditional, moderate", False, False, EVERY_ADULT, "SSWS"),
    (11, ADULT, "levodopa", AGAINST_STANDARD, "conditional", "very_low", "conditional, very low", False, True, NOT_ESRD, "SSWW"),
    (12, ADULT, "pramipexole", AGAINST_STANDARD, "conditional", "moderate", "conditional, moderate", False, True, EVERY_ADULT, "PPPW"),
    (13, ADULT, "rotigotine", AGAINST_STANDARD, "conditional", "low", "conditional, low", False, True, NOT_ESRD, "SSWW"),
    (14, ADULT, "ropinirole", AGAINST_STANDARD, "conditional", "moderate", "conditional, moderate", False, True, EVERY_ADULT, "SSWW"),
    (15, ADULT, "bupropion", "against", "conditional", "moderate", "conditional, moderate", True, False, EVERY_ADULT, "WWWW"),
    (16, ADULT, "carbamazepine", "against", "conditional", "low", "conditional, low", False, False, EVERY_ADULT, "WWWW"),
    (17, ADULT, "clonazepam", "against", "conditional", "very_low", "conditional, very low", False, False, EVERY_ADULT, "WWWW"),
    (18, ADULT, "valerian", "against", "conditional", "very_low", "conditional, very low", False, False, EVERY_ADULT, "WWWW"),
    (19, ADULT, "valproic_acid", "against", "conditional", "low", "conditional, low", False, False, EVERY_ADULT, "WWWW"),
    (20, ADULT, "cabergoline", "against", "strong", "moderate", "strong, moderate", False, True, EVERY_ADULT, "WWWW"),
    (21, ESRD, "gabapentin", "for", "conditional", "very_low", "conditional, very low", False, False, IN_ESRD, "WWWW"),
    (22, ESRD, "iron_sucrose", "for", "conditional", "moderate", "conditional, moderate", True, False, SUCROSE, "WWWW"),
    (23, ESRD, "vitamin_c", "for", "conditional", "low", "conditional, low", False, False, IN_ESRD, "WWWW"),
    (24, ESRD, "levodopa", AGAINST_STANDARD, "conditional", "low", "conditional, low", False, True, IN_ESRD, "WWWW"),
    (25, ESRD, "rotigotine", AGAINST_STANDARD, "conditional", "very_low", "conditional, very low", False, True, IN_ESRD, "WWWW"),
    (26, PLMD, "triazolam", "against", "conditional", "very_low", "conditional, very low", False, False, IN_PLMD, "WWWW"),
    (27, PLMD, "valproic_acid", "against", "conditional", "very_low", "conditional, very low", False, False, IN_PLMD, "WWWW"),
    (28, CHILD, "ferrous_sulfate", "for", "conditional", "very_low", "conditional, very low", True, False, IN_CHILDREN, "SWWW"),
]  # fmt: skip
CELLS = (
    "number",
    "population",
    "treatment",
    "direction",
    "strength",
    "certainty",
    "as_printed",
    "condition",
    "remark",
    "applies_when",
    "confirmed",
    "locator",
)
LETTER = {"primary": "P", "secondary": "S", "awaiting_paper": "W", "our_reading": "O"}

# id, level, what the statement must say
GOOD_PRACTICE = [
    ("g01", "P", ("ferritin", "transferrin saturation", "total iron-binding capacity", "regular", "clinically significant")),
    ("g02", "P", ("morning", "supplement or food", "at least 24 hours")),
    ("g03", "P", ("oral", "IV")),
    ("g04", "P", ("consensus", "not been empirically tested")),
    ("g05", "P", ("Adults", "oral or IV", "75 ng/mL", "TSAT", "20 %")),
    ("g06", "W", ("Adults", "IV iron only", "75", "100 ng/mL")),
    ("g07", "W", ("Children", "oral or IV", "below 50 ng/mL")),
    ("g08", "W", ("general population",)),
    (
        "g09",
        "S",
        ("alcohol", "caffeine", "antihistaminergic", "serotonergic", "antidopaminergic", "untreated obstructive sleep apnoea"),
    ),
    ("g10", "S", ("pregnancy", "safety")),
]  # fmt: skip

# id, value, unit, level, locator
THRESHOLDS = [
    ("oral_ceiling", 75, "ng/mL", "P", "Good practice statement"),
    ("iv_ceiling", 100, "ng/mL", "W", "Good practice statement"),
    ("tsat_floor", 20, "%", "P", "Good practice statement"),
    ("child_ceiling", 50, "ng/mL", "W", "Good practice statement"),
    ("esrd_ferritin_ceiling", 200, "ng/mL", "W", "Recommendation 22"),
    ("esrd_tsat_floor", 20, "%", "W", "Recommendation 22"),
]


@pytest.fixture(scope="module")
def aasm(knowledge) -> Guidance:
    return knowledge.guidance["aasm_2025"]


def expected() -> list[dict[str, object]]:
    return [dict(zip(CELLS, (*row, f"Recommendation {row[0]}"), strict=True)) for row in RECOMMENDATIONS]


def cells(record: Recommendation) -> dict[str, object]:
    """One record in the words of the table above."""
    when = record.applies_when
    parts = (("all", when.all), ("any", when.any), ("none", when.none))
    levels = record.confirmed
    return {
        "number": record.number,
        "population": record.population,
        "treatment": record.treatment,
        "direction": record.direction,
        "strength": record.strength,
        "certainty": record.certainty,
        "as_printed": record.as_printed,
        "condition": record.condition is not None,
        "remark": record.remark is not None,
        "applies_when": " | ".join(f"{part}: {' '.join(names)}" for part, names in parts if names)
        + (f" | at least {when.at_least}" if when.at_least else ""),
        "confirmed": "".join(
            LETTER[level] for level in (levels.direction, levels.strength, levels.certainty, levels.condition)
        ),
        "locator": record.cite.locator,
    }


def differences(records: tuple[Recommendation, ...]) -> list[str]:
    """Where the records are not the guideline: one line a cell."""
    typed = {row["number"]: row for row in expected()}
    found = [f"{number}: {times} records" for number, times in Counter(r.number for r in records).items() if times > 1]
    found += [f"{number}: no record" for number in typed.keys() - {record.number for record in records}]
    for record in records:
        row = typed.get(record.number)
        if row is None:
            found.append(f"{record.number}: not in the guideline")
            continue
        found += [
            f"{record.number} {cell}: {has!r} is not {row[cell]!r}"
            for cell, has in cells(record).items()
            if has != row[cell]
        ]
    return found


def test_all_28_recommendations_are_the_guidelines_cell_by_cell(aasm):
    assert differences(aasm.recommendations) == []
    assert len(aasm.recommendations) == 28


OTHER = {
    "number": 29,
    "population": "adults",
    "treatment": "magnesium",
    "direction": "insufficient",
    "strength": None,
    "certainty": "high",
    "as_printed": "Level A",
}


def changed(record: Recommendation, cell: str) -> Recommendation:
    """The record with one cell changed to something it is not."""
    match cell:
        case "condition" | "remark":
            return record.model_copy(update={cell: None if getattr(record, cell) else "Something."})
        case "applies_when":
            fewer = record.applies_when.model_copy(update={"all": record.applies_when.all[:-1]})
            return record.model_copy(update={"applies_when": fewer})
        case "locator":
            return record.model_copy(update={"cite": record.cite.model_copy(update={"locator": "Table 1"})})
        case "direction confirmed" | "strength confirmed" | "certainty confirmed" | "condition confirmed":
            part = cell.split(maxsplit=1)[0]
            level = "our_reading"
            return record.model_copy(update={"confirmed": record.confirmed.model_copy(update={part: level})})
    return record.model_copy(update={cell: OTHER[cell]})


CHANGES = (
    *OTHER,
    "condition",
    "remark",
    "applies_when",
    "locator",
    "direction confirmed",
    "strength confirmed",
    "certainty confirmed",
    "condition confirmed",
)


@pytest.mark.parametrize("cell", CHANGES)
def test_the_comparison_notices_a_change_in_any_one_cell(aasm, cell):
    records = aasm.recommendations
    for place, record in enumerate(records):
        mutated = (*records[:place], changed(record, cell), *records[place + 1 :])
        assert differences(mutated), f"{record.id}: {cell} may change unnoticed"


def test_the_comparison_notices_a_record_lost_or_doubled(aasm):
    assert differences(aasm.recommendations[1:]) == ["1: no record"]
    assert differences((*aasm.recommendations, aasm.recommendations[0])) == ["1: 2 records"]


def test_the_set_has_the_shape_of_the_guideline(aasm):
    shape = Counter((r.population, r.direction.value, r.strength.value) for r in aasm.recommendations)
    assert shape == {
        (ADULT, "for", "strong"): 4,
        (ADULT, "for", "conditional"): 6,
        (ADULT, AGAINST_STANDARD, "conditional"): 4,
        (ADULT, "against", "conditional"): 5,
        (ADULT, "against", "strong"): 1,
        (ESRD, "for", "conditional"): 3,
        (ESRD, AGAINST_STANDARD, "conditional"): 2,
        (PLMD, "against", "conditional"): 2,
        (CHILD, "for", "conditional"): 1,
    }
    assert "high" not in {r.certainty for r in aasm.recommendations}


def test_each_statement_says_its_strength_and_direction_in_the_guidelines_words(aasm):
    """Strong "recommends", conditional "suggests"; the treatment and the population are named as AASM names them."""
    verbs = {"strong": "Recommends", "conditional": "Suggests"}
    objects = {"for": " ", "against": " against ", AGAINST_STANDARD: " against the standard use of "}
    whom = {
        ADULT: "in adults with RLS.",
        ESRD: "in adults with RLS and end-stage renal disease.",
        PLMD: "in adults with periodic limb movement disorder.",
        CHILD: "in children with RLS.",
    }
    names = {
        "ferric_carboxymaltose": "IV ferric carboxymaltose",
        "iron_dextran": "IV low molecular weight iron dextran",
        "ferumoxytol": "IV ferumoxytol",
        "iron_sucrose": "IV iron sucrose",
        "ferrous_sulfate": "oral ferrous sulfate",
        "opioids": "extended-release oxycodone and other opioids",
        "peroneal_stimulation": "bilateral high-frequency peroneal nerve stimulation",
        "vitamin_c": "vitamin C",
    }
    for record, row in zip(aasm.recommendations, expected(), strict=True):
        name = names.get(record.treatment, record.treatment.replace("_", " "))
        if record.number == 13:  # 25 says rotigotine only
            name = f"transdermal {name}"
        start = verbs[row["strength"]] + objects[row["direction"]]
        assert record.statement == f"{start}{name} {whom[row['population']]}"


@pytest.mark.parametrize(
    ("number", "numbers"),
    [(4, {"100", "20"}), (5, {"100", "20"}), (6, {"100", "20"}), (7, {"75", "20"}), (22, {"200", "20"}), (28, {"50"})],
)
def test_a_printed_condition_names_its_own_numbers(aasm, number, numbers):
    assert set(re.findall(r"\d+", aasm.recommendations[number - 1].condition)) == numbers


def test_the_esrd_iron_rule_asks_for_both_and_the_general_one_for_either(aasm):
    assert " and TSAT" in aasm.recommendations[21].condition
    assert all(" or TSAT" in aasm.recommendations[number - 1].condition for number in (4, 5, 6, 7))


def test_remark_r1_weighs_short_term_relief_against_augmentation(aasm):
    for number in (11, 12, 13, 14, 24, 25):
        remark = aasm.recommendations[number - 1].remark
        assert "short-term" in remark
        assert "augmentation" in remark
    assert "only strong recommendation against" in aasm.recommendations[19].remark
    assert "depression" in aasm.recommendations[14].condition


def test_the_good_practice_statement_is_whole_and_says_how_sure_we_are(aasm):
    found = [(record.id, LETTER[record.confirmed]) for record in aasm.good_practice]
    assert found == [(f"aasm-2025-{short}", level) for short, level, _ in GOOD_PRACTICE]
    assert {record.cite.locator for record in aasm.good_practice} == {"Good practice statement"}


@pytest.mark.parametrize(("short", "words"), [(short, words) for short, _, words in GOOD_PRACTICE])
def test_a_good_practice_fact_holds_its_key_words(aasm, short, words):
    statement = next(record.statement for record in aasm.good_practice if record.id.endswith(short))
    assert [word for word in words if word.casefold() not in statement.casefold()] == []


def test_the_two_bounds_of_the_iv_only_band_say_which_one_awaits_the_paper(aasm):
    note = next(record.confirmed_note for record in aasm.good_practice if record.id == "aasm-2025-g06")
    assert "lower bound primary" in note
    assert "upper bound awaiting paper" in note


def test_nothing_outside_the_guidelines_list_is_called_exacerbating(aasm):
    statement = next(record.statement for record in aasm.good_practice if record.id == "aasm-2025-g09").casefold()
    assert [word for word in ("nicotine", "smoking", "tricyclic", "heavy meal", "light") if word in statement] == []


def test_the_six_thresholds_are_the_guidelines(aasm):
    found = [(t.id, t.value, t.unit, LETTER[t.confirmed], t.cite.locator) for t in aasm.thresholds]
    assert found == THRESHOLDS


def test_the_source_is_the_guideline_and_not_its_companion_review(aasm):
    source = aasm.source
    assert (source.doi, source.pmid, source.year) == ("10.5664/jcsm.11390", "39324694", 2025)
    assert source.journal == "J Clin Sleep Med 2025;21(1):137-152"


def test_no_text_uses_words_that_are_not_the_guidelines(aasm):
    records = (aasm, aasm.source, *aasm.thresholds, *aasm.good_practice, *aasm.recommendations)
    texts = " ".join(str(value) for record in records for value in record.model_dump().values()).casefold()
    assert [word for word in FILE_WORDS if word in texts] == []
