"""AAN 2016, AASM 2012, EFNS 2012, IRLSSG iron 2018 and the 2016 augmentation guideline in data/, cell by cell.

The tables are typed by hand from the sources; nothing here comes from running the app. Confirmation: P primary, S secondary, W awaiting paper, O our
reading; three letters are direction, grade, condition.
"""

import tomllib
from collections import Counter

import pytest

from rls_logic.asking.answers import Answer
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.load import DATA
from rls_logic.patient import Patient
from tests.asked import asker_of

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
ADULT, ESRD, CHILD = "adults_rls", "adults_rls_esrd", "children_rls"
SYMPTOMS, PLM, OBJECTIVE, SUBJECTIVE, MOOD, LIFE, AUGMENTATION = (
    "rls_symptoms",
    "limb_movements",
    "objective_sleep",
    "subjective_sleep",
    "mood",
    "quality_of_life",
    "avoiding_augmentation",
)
FOR, LIMITS, AGAINST, UNSURE = "for", "for_with_limits", "against", "insufficient"
SHORT, LONG = "short_term", "long_term"
A, B, C, U = "Level A", "Level B", "Level C", "Level U"
FCM, GE = "ferric_carboxymaltose", "gabapentin_enacarbil"

# treatment, population, outcome, over, horizon, direction, as printed, confirmed
CELLS = {
    # Section 3: the table row by row, then "other AAN points". All of it VERIFIED.
    "aan_2016": [
        # RLS symptoms
        ("pramipexole", ADULT, SYMPTOMS, None, None, FOR, A, "PPP"),
        ("rotigotine", ADULT, SYMPTOMS, None, None, FOR, A, "PPP"),
        ("cabergoline", ADULT, SYMPTOMS, None, None, LIMITS, A, "PPP"),
        (GE, ADULT, SYMPTOMS, None, None, FOR, A, "PPP"),
        ("ropinirole", ADULT, SYMPTOMS, None, None, FOR, B, "PPP"),
        ("pregabalin", ADULT, SYMPTOMS, None, None, FOR, B, "PPP"),
        (FCM, ADULT, SYMPTOMS, None, None, FOR, B, "PPP"),
        ("levodopa", ADULT, SYMPTOMS, None, None, FOR, C, "PPP"),
        ("gabapentin", ADULT, SYMPTOMS, None, None, UNSURE, U, "PPP"),
        ("iron_sucrose", ADULT, SYMPTOMS, None, None, UNSURE, U, "PPP"),
        ("oxycodone", ADULT, SYMPTOMS, None, None, UNSURE, U, "PPP"),
        ("clonazepam", ADULT, SYMPTOMS, None, None, UNSURE, U, "PPP"),
        ("bupropion", ADULT, SYMPTOMS, None, None, UNSURE, U, "PPP"),
        ("clonidine", ADULT, SYMPTOMS, None, None, UNSURE, U, "PPP"),
        ("selenium", ADULT, SYMPTOMS, None, None, UNSURE, U, "PPP"),
        ("rifaximin", ADULT, SYMPTOMS, None, None, UNSURE, U, "PPP"),
        ("botulinum_toxin", ADULT, SYMPTOMS, None, None, UNSURE, U, "PPP"),
        ("valproic_acid", ADULT, SYMPTOMS, None, None, UNSURE, U, "PPP"),
        ("carbamazepine", ADULT, SYMPTOMS, None, None, UNSURE, U, "PPP"),
        ("valerian", ADULT, SYMPTOMS, None, None, UNSURE, U, "PPP"),
        # PLMI on PSG
        ("ropinirole", ADULT, PLM, None, None, FOR, A, "PPP"),
        ("pramipexole", ADULT, PLM, None, None, FOR, B, "PPP"),
        ("rotigotine", ADULT, PLM, None, None, FOR, B, "PPP"),
        ("cabergoline", ADULT, PLM, None, None, LIMITS, B, "PPP"),
        ("pregabalin", ADULT, PLM, None, None, FOR, B, "PPP"),
        ("levodopa", ADULT, PLM, None, None, FOR, C, "PPP"),
        ("pramipexole", ADULT, PLM, "pregabalin", None, FOR, C, "PPP"),
        (GE, ADULT, PLM, None, None, UNSURE, U, "PPP"),
        (FCM, ADULT, PLM, None, None, UNSURE, U, "PPP"),
        ("iron_sucrose", ADULT, PLM, None, None, UNSURE, U, "PPP"),
        # other objective sleep
        ("ropinirole", ADULT, OBJECTIVE, None, None, FOR, B, "PPP"),
        (GE, ADULT, OBJECTIVE, None, None, FOR, B, "PPP"),
        ("pregabalin", ADULT, OBJECTIVE, None, None, FOR, B, "PPP"),
        ("pregabalin", ADULT, OBJECTIVE, "pramipexole", None, FOR, C, "PPP"),
        ("pramipexole", ADULT, OBJECTIVE, None, None, UNSURE, U, "PPP"),
        ("rotigotine", ADULT, OBJECTIVE, None, None, UNSURE, U, "PPP"),
        ("cabergoline", ADULT, OBJECTIVE, None, None, UNSURE, U, "PPP"),
        ("levodopa", ADULT, OBJECTIVE, None, None, UNSURE, U, "PPP"),
        # subjective sleep
        ("cabergoline", ADULT, SUBJECTIVE, None, None, LIMITS, A, "PPP"),
        (GE, ADULT, SUBJECTIVE, None, None, FOR, A, "PPP"),
        ("ropinirole", ADULT, SUBJECTIVE, None, None, FOR, B, "PPP"),
        ("pramipexole", ADULT, SUBJECTIVE, None, None, FOR, B, "PPP"),
        ("pregabalin", ADULT, SUBJECTIVE, None, None, FOR, B, "PPP"),
        ("rotigotine", ADULT, SUBJECTIVE, None, None, FOR, "Level B-C", "PPP"),
        ("pregabalin", ADULT, SUBJECTIVE, "pramipexole", None, FOR, B, "PPP"),
        ("levodopa", ADULT, SUBJECTIVE, None, None, FOR, C, "PPP"),
        (FCM, ADULT, SUBJECTIVE, None, None, UNSURE, U, "PPP"),
        # mood: anxiety, overall mood, depression, depression or anxiety linked to RLS
        ("ropinirole", ADULT, MOOD, None, None, FOR, B, "PPP"),
        (GE, ADULT, MOOD, None, None, FOR, B, "PPP"),
        ("ropinirole", ADULT, MOOD, None, None, FOR, C, "PPP"),
        ("pramipexole", ADULT, MOOD, None, None, FOR, C, "PPP"),
        # quality of life
        ("ropinirole", ADULT, LIFE, None, None, FOR, B, "PPP"),
        ("pramipexole", ADULT, LIFE, None, None, FOR, B, "PPP"),
        ("cabergoline", ADULT, LIFE, None, None, LIMITS, B, "PPP"),
        (GE, ADULT, LIFE, None, None, FOR, B, "PPP"),
        (FCM, ADULT, LIFE, None, None, FOR, B, "PPP"),
        ("rotigotine", ADULT, LIFE, None, None, FOR, C, "PPP"),
        ("pregabalin", ADULT, LIFE, None, None, FOR, C, "PPP"),
        ("levodopa", ADULT, LIFE, None, None, UNSURE, U, "PPP"),
        # avoiding augmentation
        ("pregabalin", ADULT, AUGMENTATION, "pramipexole", None, FOR, C, "PPP"),
        ("cabergoline", ADULT, AUGMENTATION, "levodopa", None, LIMITS, C, "PPP"),
        ("dopaminergic_any", ADULT, AUGMENTATION, None, None, UNSURE, U, "PPP"),
        # treatment failure, low iron
        ("oxycodone_naloxone", ADULT, SYMPTOMS, None, None, FOR, C, "PPP"),
        ("ferrous_sulfate", ADULT, SYMPTOMS, None, None, FOR, B, "PPP"),
        # ESRD on haemodialysis
        ("vitamin_c", ESRD, SYMPTOMS, None, None, FOR, B, "PPP"),
        ("vitamin_e", ESRD, SYMPTOMS, None, None, FOR, B, "PPP"),
        ("ropinirole", ESRD, SYMPTOMS, None, None, FOR, C, "PPP"),
        ("levodopa", ESRD, SYMPTOMS, None, None, FOR, C, "PPP"),
        ("exercise", ESRD, SYMPTOMS, None, None, FOR, C, "PPP"),
        ("gabapentin", ESRD, SYMPTOMS, None, None, UNSURE, U, "PPP"),
        ("iron_dextran", ESRD, SYMPTOMS, None, None, UNSURE, U, "PPP"),
        ("gabapentin", ESRD, SYMPTOMS, "levodopa", None, UNSURE, U, "PPP"),
        # devices
        ("pneumatic_compression", ADULT, SYMPTOMS, None, None, FOR, B, "PPP"),
        ("near_infrared_light", ADULT, SYMPTOMS, None, None, FOR, C, "PPP"),
        ("transcranial_magnetic_stimulation", ADULT, SYMPTOMS, None, None, FOR, C, "PPP"),
        ("vibrating_pads", ADULT, SUBJECTIVE, None, None, FOR, C, "PPP"),
        ("vibrating_pads", ADULT, SYMPTOMS, None, None, AGAINST, "Level C against", "PPP"),
        ("transcranial_direct_current", ADULT, SYMPTOMS, None, None, AGAINST, "Level C against", "PPP"),
        ("acupuncture", ADULT, SYMPTOMS, None, None, UNSURE, U, "PPP"),
        # other points
        ("cabergoline", ADULT, SYMPTOMS, "levodopa", None, LIMITS, C, "PPP"),
        ("pregabalin", ADULT, SYMPTOMS, "pramipexole", None, UNSURE, U, "PPP"),
    ],
    # Section 2, VERIFIED rows
    "aasm_2012": [
        ("pramipexole", ADULT, SYMPTOMS, None, None, FOR, "STANDARD", "PPP"),
        ("ropinirole", ADULT, SYMPTOMS, None, None, FOR, "STANDARD", "PPP"),
        ("levodopa", ADULT, SYMPTOMS, None, None, FOR, "GUIDELINE", "PPP"),
        ("opioids", ADULT, SYMPTOMS, None, None, FOR, "GUIDELINE", "PPP"),
        (GE, ADULT, SYMPTOMS, None, None, FOR, "GUIDELINE", "PPP"),
        ("cabergoline", ADULT, SYMPTOMS, None, None, LIMITS, "GUIDELINE", "PPP"),
        ("carbamazepine", ADULT, SYMPTOMS, None, None, FOR, "OPTION", "PPP"),
        ("gabapentin", ADULT, SYMPTOMS, None, None, FOR, "OPTION", "PPP"),
        ("pregabalin", ADULT, SYMPTOMS, None, None, FOR, "OPTION", "PPP"),
        ("clonidine", ADULT, SYMPTOMS, None, None, FOR, "OPTION", "PPP"),
        ("iron_any", ADULT, SYMPTOMS, None, None, FOR, "OPTION", "PPP"),
        ("pergolide", ADULT, SYMPTOMS, None, None, AGAINST, "STANDARD AGAINST", "PPP"),
    ],
    # Section 1, column EFNS/ENS/ESRS 2012
    "efns_2012": [
        ("pramipexole", ADULT, SYMPTOMS, None, SHORT, FOR, "A (short term)", "PPP"),
        ("pramipexole", ADULT, SYMPTOMS, None, LONG, FOR, "possibly effective (long term)", "PPP"),
        ("ropinirole", ADULT, SYMPTOMS, None, SHORT, FOR, "A (short term)", "PPP"),
        ("ropinirole", ADULT, SYMPTOMS, None, LONG, FOR, "possibly effective (long term)", "PPP"),
        ("rotigotine", ADULT, SYMPTOMS, None, SHORT, FOR, "A (short term)", "PPP"),
        ("rotigotine", ADULT, SYMPTOMS, None, LONG, FOR, "effective (long term)", "PPP"),
        ("cabergoline", ADULT, SYMPTOMS, None, None, AGAINST, "graded A, not recommended", "PPP"),
        (GE, ADULT, SYMPTOMS, None, SHORT, FOR, "A (short term)", "PPP"),
        (GE, ADULT, SYMPTOMS, None, LONG, FOR, "probably effective (long term)", "PPP"),
        ("pregabalin", ADULT, SYMPTOMS, None, SHORT, FOR, "A (short term)", "PPP"),
        ("gabapentin", ADULT, SYMPTOMS, None, SHORT, FOR, "A (short term)", "PPP"),
        ("gabapentin", ADULT, SYMPTOMS, None, LONG, FOR, "possibly effective (long term)", "PPP"),
    ],
    # Section 5, VERIFIED rows
    "irlssg_iron_2018": [
        (FCM, ADULT, SYMPTOMS, None, None, FOR, "may be used first line", "PPP"),
        ("oral_iron", ADULT, SYMPTOMS, None, None, FOR, "possibly effective", "PPP"),
        ("oral_iron", CHILD, SYMPTOMS, None, None, UNSURE, "evidence insufficient", "PPP"),
        ("iv_iron_any", CHILD, SYMPTOMS, None, None, UNSURE, "evidence insufficient", "PPP"),
    ],
    # Section 6, first row; whether the paper grades it was not read
    "augmentation_2016": [
        ("alpha2delta_any", ADULT, SYMPTOMS, None, None, FOR, "no grade read here", "PWP"),
    ],
}  # fmt: skip
LETTER = {"primary": "P", "secondary": "S", "awaiting_paper": "W", "our_reading": "O"}

# What the source prints: id, number, level
THRESHOLDS = {
    "aan_2016": {("oral_ceiling", 75, "ng/mL", "P")},
    "aasm_2012": set(),
    "efns_2012": set(),
    "irlssg_iron_2018": {("oral_ceiling", 75, "ng/mL", "P"), ("fcm_ceiling", 300, "ng/mL", "P")},
    "augmentation_2016": set(),
}

# Cells that the evidence leaves UNVERIFIED, "-" or says nothing of: no record in any population
ABSENT = {
    "aasm_2012": (
        "rotigotine", "oxycodone", "oxycodone_naloxone", "valproic_acid", "clonazepam", "bupropion", "exercise", "valerian",
        "magnesium", "triazolam", "ferrous_sulfate", "oral_iron", FCM, "pneumatic_compression", "dipyridamole",
    ),
    "aan_2016": ("pergolide", "opioids", "methadone", "tramadol", "bromocriptine", "dipyridamole", "peroneal_stimulation"),
    "efns_2012": ("levodopa", "pergolide", "opioids", "oxycodone_naloxone", "carbamazepine", "clonazepam", "ferrous_sulfate", FCM),
    "irlssg_iron_2018": ("iron_sucrose", "iron_dextran", "ferumoxytol", "ferrous_sulfate", "iron_any"),
    "augmentation_2016": ("rotigotine", "opioids", "pramipexole", "ropinirole", "levodopa", "dopaminergic_any"),
}  # fmt: skip

# voice, place among the sources of its year, what was read whole
HEADERS = {
    "aan_2016": ("older", 2016, 1, (ADULT, ESRD)),
    "aasm_2012": ("older", 2012, 1, ()),
    "efns_2012": ("older", 2012, 2, ()),
    "irlssg_iron_2018": ("older", 2018, 2, ()),
    "augmentation_2016": ("older", 2016, 2, ()),
}

ALL_ADULTS = "all: adult has_rls"
NOT_ESRD = "all: adult has_rls | none: esrd_is_known"
ON_HD = "all: adult has_rls on_haemodialysis"
IN_CHILDREN = "all: child has_rls"
USUAL = {"aan_2016": NOT_ESRD, "aasm_2012": NOT_ESRD, "efns_2012": ALL_ADULTS, "augmentation_2016": ALL_ADULTS}
OTHERWISE = {
    ("aan_2016", "oxycodone_naloxone"): (
        "all: adult has_rls | any: earlier_treatment_has_failed course_is_refractory | none: esrd_is_known"
    ),
    ("aan_2016", "ferrous_sulfate"): "all: adult has_rls ferritin_at_or_below_oral_ceiling | none: esrd_is_known",
    ("irlssg_iron_2018", FCM): "all: adult has_rls ferritin_below_fcm_ceiling | none: esrd_is_known",
    ("irlssg_iron_2018", "oral_iron"): "all: adult has_rls ferritin_at_or_below_oral_ceiling | none: esrd_is_known",
}


def loaded(name: str) -> dict:
    return tomllib.loads((DATA / "guidance" / f"{name}.toml").read_text(encoding="utf-8"))


def cells(raw: dict) -> Counter:
    """Every record of a guidance file as the tables above write it."""
    return Counter(
        (
            record["treatment"],
            record["population"],
            record.get("outcome", SYMPTOMS),
            record.get("over"),
            record.get("horizon"),
            record["direction"],
            record["as_printed"],
            "".join(LETTER[record["confirmed"][part]] for part in ("direction", "grade", "condition")),
        )
        for record in raw["recommendations"]
    )


def different(raw: dict, name: str) -> list[str]:
    """What is missing from the data, and what is extra, both ways."""
    typed = Counter(CELLS[name])
    missing = [f"missing: {row}" for row in (typed - cells(raw)).elements()]
    return missing + [f"extra: {row}" for row in (cells(raw) - typed).elements()]


@pytest.mark.parametrize("name", CELLS)
def test_every_cell_is_there_and_no_other(name):
    assert different(loaded(name), name) == []


def test_the_whole_of_aan_2016_is_there():
    """Symptoms 20, limb movements 10, objective 8, subjective 9, mood 4, life 8, augmentation 3, failure 1, iron 1, ESRD 8, devices 7, other 2."""
    assert len(CELLS["aan_2016"]) == 81


CHANGES = [
    ("aan_2016", {"treatment": "gabapentin", "population": ADULT}, "as_printed", "Level B"),
    ("aan_2016", {"treatment": "vibrating_pads", "direction": AGAINST}, "direction", FOR),
    ("aan_2016", {"treatment": "pramipexole", "over": "pregabalin"}, "over", "gabapentin"),
    ("aan_2016", {"treatment": "ropinirole", "outcome": MOOD}, "outcome", LIFE),
    ("aasm_2012", {"treatment": "cabergoline"}, "direction", FOR),
    ("aasm_2012", {"treatment": "clonidine"}, "treatment", "clonazepam"),
    ("efns_2012", {"treatment": "gabapentin", "horizon": LONG}, "horizon", SHORT),
    ("irlssg_iron_2018", {"treatment": "oral_iron", "population": CHILD}, "population", ADULT),
    ("augmentation_2016", {"treatment": "alpha2delta_any"}, "confirmed", dict.fromkeys(("direction", "grade", "condition"), "primary")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "of", "field", "value"), CHANGES)
def test_the_comparison_notices_one_changed_cell(name, of, field, value):
    raw = loaded(name)
    record = next(r for r in raw["recommendations"] if of.items() <= r.items())
    assert record[field] != value
    record[field] = value
    assert [line.partition(":")[0] for line in different(raw, name)] == ["missing", "extra"]


@pytest.mark.parametrize("name", CELLS)
def test_the_comparison_notices_a_cell_left_out_or_written_twice(name):
    raw = loaded(name)
    taken = raw["recommendations"].pop()
    assert len(different(raw, name)) == 1
    raw["recommendations"] += [taken, taken]
    assert len(different(raw, name)) == 1


@pytest.mark.parametrize("name", ABSENT)
def test_what_the_evidence_does_not_establish_is_absent(name, knowledge):
    named = {record.treatment for record in knowledge.guidance[name].recommendations}
    assert named & set(ABSENT[name]) == set()
    assert set(ABSENT[name]) <= knowledge.treatments.keys(), "a misspelt name would be absent too"


def test_exercise_has_no_record_in_primary_rls(knowledge):
    exercise = [r.population for r in knowledge.guidance["aan_2016"].recommendations if r.treatment == "exercise"]
    assert exercise == [ESRD]


@pytest.mark.parametrize("name", THRESHOLDS)
def test_only_the_thresholds_that_the_source_prints(name, knowledge):
    found = {(t.id, t.value, t.unit, LETTER[t.confirmed]) for t in knowledge.guidance[name].thresholds}
    assert found == THRESHOLDS[name]


@pytest.mark.parametrize("name", HEADERS)
def test_the_header_says_what_was_read_whole(name, knowledge):
    source = knowledge.guidance[name]
    assert (source.voice, source.source.year, source.rank, source.covers) == HEADERS[name]


def test_what_the_narrower_sources_are_about(knowledge):
    assert knowledge.guidance["irlssg_iron_2018"].about.classes == ("iron",)
    assert set(knowledge.guidance["augmentation_2016"].about.classes) == {
        "dopamine_agonist", "ergot_dopamine_agonist", "levodopa", "gabapentinoid", "opioid",
    }  # fmt: skip
    for name in ("aan_2016", "aasm_2012", "efns_2012"):
        about = knowledge.guidance[name].about
        assert (about.treatments, about.classes) == ((), ())


def test_identifiers_are_those_of_the_evidence(knowledge):
    ids = {name: (knowledge.sources[name].doi, knowledge.sources[name].pmid) for name in CELLS}
    assert ids == {
        "aan_2016": ("10.1212/WNL.0000000000003388", None),
        "aasm_2012": ("10.5665/sleep.1988", "22851801"),
        "efns_2012": ("10.1111/j.1468-1331.2012.03853.x", None),
        "irlssg_iron_2018": (None, "29425576"),
        "augmentation_2016": ("10.1016/j.sleep.2016.01.017", "27448465"),
    }


@pytest.mark.parametrize("name", CELLS)
def test_every_grade_that_a_record_prints_is_explained_and_no_other(name, knowledge):
    source = knowledge.guidance[name]
    printed = [grade.printed for grade in source.grades]
    assert set(printed) == {record.as_printed for record in source.recommendations}
    assert len(set(printed)) == len(printed)


@pytest.mark.parametrize(
    ("name", "levels"),
    [
        ("aan_2016", {"Level A": "P", "Level B": "P", "Level C": "P", "Level U": "P", "Level C against": "P", "Level B-C": "O"}),
        ("aasm_2012", dict.fromkeys(("STANDARD", "STANDARD AGAINST", "GUIDELINE", "OPTION"), "W")),
    ],
)  # fmt: skip
def test_a_grade_that_the_evidence_does_not_define_awaits_the_paper(name, levels, knowledge):
    assert {grade.printed: LETTER[grade.confirmed] for grade in knowledge.guidance[name].grades} == levels


@pytest.mark.parametrize("name", CELLS)
def test_no_older_grade_is_translated(name, knowledge):
    for record in knowledge.guidance[name].recommendations:
        assert (record.strength, record.certainty) == (None, None), record.id
        assert record.cite.source == name
        assert record.cite.locator != "Abstract" or name == "augmentation_2016", "a locator says where in it"


def test_the_letter_on_rotigotine_is_named_without_a_grade(knowledge):
    (line,) = [g for g in knowledge.guidance["aasm_2012"].good_practice if "otigotine" in g.statement]
    assert "letter" in line.statement
    assert "not established here" in line.statement
    assert not any(grade in line.statement for grade in ("STANDARD", "GUIDELINE", "OPTION"))
    assert line.confirmed == "awaiting_paper"


@pytest.mark.parametrize(
    ("name", "treatment"), [("aan_2016", "ferrous_sulfate"), ("aan_2016", "oxycodone_naloxone"), ("aasm_2012", "iron_any")]
)  # fmt: skip
def test_a_condition_of_the_source_is_said(name, treatment, knowledge):
    said = {r.treatment: r for r in knowledge.guidance[name].recommendations}
    words = {"ferrous_sulfate": ("75 ng/mL", "vitamin C"), "oxycodone_naloxone": ("fail",), "iron_any": ("low",)}
    for word in words[treatment]:
        assert word in said[treatment].condition
    assert bool(said[treatment].unsettled) is (treatment == "iron_any"), "AASM 2012 prints no number for low"


# The same patient through each source


def conditions(record) -> str:
    when = record.applies_when
    parts = (("all", when.all), ("any", when.any), ("none", when.none))
    return " | ".join(f"{part}: {' '.join(names)}" for part, names in parts if names)


@pytest.mark.parametrize("name", CELLS)
def test_each_record_asks_what_its_source_asks(name, knowledge):
    for record in knowledge.guidance[name].recommendations:
        if record.population == ESRD:
            expected = ON_HD
        elif record.population == CHILD:
            expected = IN_CHILDREN
        else:
            expected = OTHERWISE.get((name, record.treatment)) or USUAL[name]
        assert conditions(record) == expected, record.id


WELL = {
    "age_years": 50,
    "diagnosis": "rls",
    "sex": "male",
    "kidney_support": "none",
    "crcl_ml_min": 90,
    "no_rls_treatment": True,
    "other_medicines": (),
}
TREATED = {"treatment": "ropinirole", "when": "before", "outcome": "augmentation"}


@pytest.mark.parametrize(
    ("name", "treatment", "population", "answers", "expected"),
    [
        ("aan_2016", "ferrous_sulfate", ADULT, {"ferritin_ng_ml": 75}, YES),
        ("aan_2016", "ferrous_sulfate", ADULT, {"ferritin_ng_ml": 75.004}, NO),
        ("aan_2016", "ferrous_sulfate", ADULT, {}, UNKNOWN),
        ("aan_2016", FCM, ADULT, {"ferritin_ng_ml": 500}, YES),
        ("aan_2016", FCM, ADULT, {}, YES),
        ("irlssg_iron_2018", FCM, ADULT, {"ferritin_ng_ml": 299.996}, YES),
        ("irlssg_iron_2018", FCM, ADULT, {"ferritin_ng_ml": 300}, NO),
        ("irlssg_iron_2018", "oral_iron", ADULT, {"ferritin_ng_ml": 75}, YES),
        ("irlssg_iron_2018", "oral_iron", ADULT, {"ferritin_ng_ml": 75.004}, NO),
        ("irlssg_iron_2018", "oral_iron", CHILD, {"age_years": 10}, YES),
        ("irlssg_iron_2018", "oral_iron", ADULT, {"age_years": 10, "ferritin_ng_ml": 20}, NO),
        ("aan_2016", "pramipexole", ADULT, {}, YES),
        ("aan_2016", "pramipexole", ADULT, {"age_years": 17}, NO),
        ("aan_2016", "pramipexole", ADULT, {"kidney_support": "haemodialysis", "crcl_ml_min": None}, NO),
        ("aan_2016", "vitamin_c", ESRD, {"kidney_support": "haemodialysis", "crcl_ml_min": None}, YES),
        ("aan_2016", "vitamin_c", ESRD, {"kidney_support": "peritoneal_dialysis", "crcl_ml_min": None}, NO),
        ("aan_2016", "exercise", ESRD, {}, NO),
        ("aan_2016", "oxycodone_naloxone", ADULT, {"course": "intermittent"}, NO),
        ("aan_2016", "oxycodone_naloxone", ADULT, {"course": "refractory"}, YES),
        ("aan_2016", "oxycodone_naloxone", ADULT, {"no_rls_treatment": None, "rls_treatments": (TREATED,)}, YES),
        ("aasm_2012", "iron_any", ADULT, {}, YES),
        ("aasm_2012", "pramipexole", ADULT, {"kidney_support": "haemodialysis", "crcl_ml_min": None}, NO),
        ("efns_2012", "pramipexole", ADULT, {}, YES),
        ("efns_2012", "pramipexole", ADULT, {"diagnosis": "not_rls"}, NO),
    ],
)
def test_the_same_patient_can_be_run_through(name, treatment, population, answers, expected, knowledge: Knowledge):
    patient = Patient.model_validate(WELL | answers)
    asker = asker_of(patient, knowledge)
    record = next(
        r
        for r in knowledge.guidance[name].recommendations
        if (r.treatment, r.population, r.outcome) == (treatment, population, SYMPTOMS)
    )
    assert asker.check(knowledge.rules[record.id]).answer is expected
