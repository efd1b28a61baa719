"""Eight sources beside AASM 2025, cell by cell, and why guidance changed.

Typed by hand from the sources.
Nothing here comes from running the app. Three letters are direction, grade, condition: P primary, S secondary,
O our reading, W awaiting paper.
"""

import re

import pytest

from rls_logic.asking.answered import Answers
from rls_logic.asking.answers import NO, UNKNOWN, YES
from rls_logic.content.history import Because
from rls_logic.content.shapes import Guidance
from rls_logic.content.types import About
from rls_logic.content.vocabulary import Confirmation, Target
from rls_logic.patient import Patient, TreatmentUse
from rls_logic.years import matrix

LETTER = {"primary": "P", "secondary": "S", "our_reading": "O", "awaiting_paper": "W"}
ADULT = "adults_rls"

EFFICACIOUS = ("efficacy_only", "efficacious", "PPP")
LIKELY = ("efficacy_only", "likely efficacious", "PPP")
INSUFFICIENT = ("insufficient", "insufficient evidence", "PPP")
SILBER = ("for_with_limits", "no grade read here", "PPP")
FIRST_2021 = ("for", "first line", "WWW")
SECOND_2021 = ("for", "second line", "WWW")
NON_DRUG_2021 = ("for", "non-drug measure", "WWW")
MAYO_FIRST = ("for", "first line", "PPP")
MAYO_SECOND = ("for", "second line", "PPP")
GERMAN_FIRST = ("for", "first choice", "SSS")
PREFERRED = ("for", "preferred", "SSS")

CELLS = {
    "mds_irlssg_2018": {
        "pregabalin": EFFICACIOUS,
        "gabapentin_enacarbil": EFFICACIOUS,
        "oxycodone_naloxone": EFFICACIOUS,
        "rotigotine": EFFICACIOUS,
        "levodopa": EFFICACIOUS,
        "ropinirole": EFFICACIOUS,
        "pramipexole": EFFICACIOUS,
        "cabergoline": EFFICACIOUS,
        "pergolide": EFFICACIOUS,
        "gabapentin": EFFICACIOUS,
        "ferric_carboxymaltose": LIKELY,
        "pneumatic_compression": LIKELY,
        "bromocriptine": LIKELY,
        "oxycodone": LIKELY,
        "carbamazepine": LIKELY,
        "valproic_acid": LIKELY,
        "bupropion": INSUFFICIENT,
        "clonidine": INSUFFICIENT,
        "oral_iron": ("insufficient", "not efficacious when iron-sufficient", "PPP"),
    },
    "opioids_2018": {
        "opioids": SILBER,
        "oxycodone": SILBER,
        "methadone": SILBER,
        "tramadol": SILBER,
        "other_opioid": SILBER,
    },
    "review_2021": {
        "massage": NON_DRUG_2021,
        "temperate_baths": NON_DRUG_2021,
        "iron_any": FIRST_2021,
        "gabapentin": FIRST_2021,
        "pregabalin": FIRST_2021,
        "pramipexole": FIRST_2021,
        "ropinirole": FIRST_2021,
        "rotigotine": FIRST_2021,
        "iv_iron_any": SECOND_2021,
        "tramadol": SECOND_2021,
        "oxycodone": SECOND_2021,
        "methadone": SECOND_2021,
    },
    "primers_2021": {},
    "mayo_2021": {
        "gabapentin_enacarbil": MAYO_FIRST,
        "gabapentin": MAYO_FIRST,
        "pregabalin": MAYO_FIRST,
        "pramipexole": MAYO_SECOND,
        "ropinirole": MAYO_SECOND,
        "rotigotine": MAYO_SECOND,
        "levodopa": ("for_with_limits", "only for intermittent symptoms", "SSS"),
        "opioids": ("for", "refractory RLS", "PPP"),
        "oral_iron": ("for", "oral or IV iron as appropriate", "PPS"),
        "iv_iron_any": ("for", "oral or IV iron as appropriate", "PPW"),
    },
    "german_s2k_2022": {
        "oral_iron": ("for", "no grade read here", "SSS"),
        "ferric_carboxymaltose": ("for", "no grade read here", "SSS"),
        "pramipexole": GERMAN_FIRST,
        "ropinirole": GERMAN_FIRST,
        "rotigotine": GERMAN_FIRST,
        "levodopa": ("for_with_limits", "only intermittent or diagnostic", "SSS"),
        "opioids": ("for", "second choice", "SSS"),
        "exercise": ("for", "listed", "SSS"),
    },
    "world_sleep_2025": {"dipyridamole": ("insufficient", "not supported", "PPP")},
    "jama_2026": {
        "gabapentin_enacarbil": PREFERRED,
        "gabapentin": PREFERRED,
        "pregabalin": PREFERRED,
        "ferrous_sulfate": ("for", "no grade read here", "PPP"),
        "iv_iron_any": ("for", "no grade read here", "PPP"),
    },
}
SOURCES = sorted(CELLS)

# source: voice, year, kind, DOI, PMID; None where the evidence gives none
HEADS = {
    "mds_irlssg_2018": ("older", 2018, "review", "10.1002/mds.27260", "29756335"),
    "opioids_2018": ("older", 2018, "guideline", None, "29304922"),
    "review_2021": ("older", 2021, "review", "10.1007/s13311-021-01019-4", None),
    "primers_2021": ("older", 2021, "review", "10.1038/s41572-021-00311-z", None),
    "mayo_2021": ("older", 2021, "guideline", None, None),
    "german_s2k_2022": ("today", 2022, "guideline", None, None),
    "world_sleep_2025": ("today", 2025, "guideline", "10.1016/j.sleep.2025.106734", None),
    "jama_2026": ("today", 2026, "review", "10.1001/jama.2025.23247", None),
}

THRESHOLDS = {
    "mayo_2021": {("oral_ceiling", 75, "ng/mL", "S"), ("iv_ceiling", 100, "ng/mL", "W"), ("overload_limit", 45, "%", "S")},
    "german_s2k_2022": {("oral_ceiling", 75, "ng/mL", "S")},
    "jama_2026": {("oral_ceiling", 100, "ng/mL", "P"), ("iv_ceiling", 100, "ng/mL", "P")},
}  # fmt: skip

# ungraded statements: source, level, words
SAID = [
    ("mds_irlssg_2018", "P", ("Augmentation", "more with pramipexole than with pregabalin", "alpha-2-delta")),
    ("mds_irlssg_2018", "P", ("tramadol", "special monitoring")),
    (
        "mds_irlssg_2018",
        "P",
        ("cabergoline", "pergolide", "valproic acid", "oxycodone", "methadone", "tramadol", "carbamazepine"),
    ),
    ("mds_irlssg_2018", "W", ("valves", "liver", "breathing")),
    ("opioids_2018", "P", ("refractory", "favourable", "precautions", "frequent review")),
    ("opioids_2018", "P", ("questionnaire", "agreement", "urine", "monitoring programme")),
    ("opioids_2018", "P", ("evening", "by day")),
    ("mayo_2021", "P", ("Iron status", "every patient")),
    ("mayo_2021", "S", ("No iron", "45 %")),
    ("mayo_2021", "P", ("intermittent", "chronic persistent", "refractory", "pregnancy", "childhood")),
    ("mayo_2021", "S", ("twice a week", "moderate distress", "augments")),
    ("mayo_2021", "P", ("combinations", "high-potency")),
    ("mayo_2021", "P", ("1.5 to 2.7 %",)),
    ("mayo_2021", "S", ("considered", "below 45 %", "below 100 ng/mL", "three months")),
    ("mayo_2021", "S", ("TSAT below 20 %",)),
    ("world_sleep_2025", "P", ("53", "23 answered")),
    ("world_sleep_2025", "P", ("20", "12", "5 partially", "2 endorsed", "1 not")),
    ("world_sleep_2025", "P", ("dopamine agonists", "not established here")),
    ("world_sleep_2025", "P", ("unmapped",)),
    ("german_s2k_2022", "S", ("Non-ergot", "first choice", "lowest dose")),
    ("jama_2026", "S", ("7 to 10 %", "raising the dose")),
    ("jama_2026", "P", ("22 %", "third trimester")),
    ("jama_2026", "P", ("8 %", "3 %", "10 %")),
    ("jama_2026", "P", ("30.4 %", "0.35 per 1,000")),
    ("jama_2026", "P", ("27.5 %", "24 %", "23.9 %", "22 %", "21.5 %", "20 %")),
    ("jama_2026", "P", ("polysomnography",)),
]


def cells(guidance: Guidance) -> dict[tuple[str, str], tuple[str, str, str]]:
    return {
        (r.treatment, r.population): (
            r.direction.value,
            r.as_printed,
            "".join(LETTER[level] for level in (r.confirmed.direction, r.confirmed.grade, r.confirmed.condition)),
        )
        for r in guidance.recommendations
    }


@pytest.mark.parametrize("source", SOURCES)
def test_a_source_says_what_it_says_and_nothing_else(knowledge, source):
    guidance = knowledge.guidance[source]
    assert cells(guidance) == {(treatment, ADULT): cell for treatment, cell in CELLS[source].items()}
    assert len(guidance.recommendations) == len(CELLS[source]), "one record a treatment"
    assert [r.number for r in guidance.recommendations] == list(range(1, len(CELLS[source]) + 1))
    for record in guidance.recommendations:
        assert (record.strength, record.certainty, record.confirmed.strength) == (None, None, None)
        assert (record.outcome, record.over, record.horizon) == (Target.RLS_SYMPTOMS, None, None)
        assert {"adult", "has_rls"} <= set(record.applies_when.all)


@pytest.mark.parametrize("source", SOURCES)
def test_a_source_is_cited_as_the_work_it_is(knowledge, source):
    guidance = knowledge.guidance[source]
    head = guidance.source
    assert (guidance.voice, head.year, head.kind, head.doi, head.pmid) == HEADS[source]
    assert guidance.covers == (), "none was read whole, so none is silent"
    assert {r.cite.source for r in (*guidance.recommendations, *guidance.grades, *guidance.good_practice)} <= {source}
    about = ("opioid",) if source == "opioids_2018" else ()
    assert guidance.about == About(classes=about)


def test_sources_of_one_year_have_their_own_place(knowledge):
    places = [(guidance.source.year, guidance.rank) for guidance in knowledge.guidance.values()]
    assert len(places) == len(set(places))


def test_silber_2018_has_one_name_now(knowledge):
    assert "silber_2018" not in knowledge.sources
    assert "opioids_2018" in {fact.cite.source for fact in knowledge.facts}


@pytest.mark.parametrize("source", SOURCES)
def test_thresholds_are_those_that_the_source_prints(knowledge, source):
    found = {(t.id, t.value, t.unit, LETTER[t.confirmed]) for t in knowledge.guidance[source].thresholds}
    assert found == THRESHOLDS.get(source, set())


@pytest.mark.parametrize("source", SOURCES)
def test_ungraded_statements_are_whole_and_say_how_sure_we_are(knowledge, source):
    statements = knowledge.guidance[source].good_practice
    typed = [(level, words) for name, level, words in SAID if name == source]
    assert [LETTER[s.confirmed] for s in statements] == [level for level, _ in typed]
    for statement, (_, words) in zip(statements, typed, strict=True):
        assert [word for word in words if word not in statement.statement] == []


@pytest.mark.parametrize("source", SOURCES)
def test_every_grade_that_a_record_prints_is_explained(knowledge, source):
    guidance = knowledge.guidance[source]
    explained = {grade.printed for grade in guidance.grades}
    assert {r.as_printed for r in guidance.recommendations} - explained <= {"no grade read here"}
    assert (
        "not grade" in guidance.grading.casefold() or "no strength" in guidance.grading.casefold() or not CELLS[source]
    )


# What is not there, because it is not established.


def test_what_is_not_established_has_no_record(knowledge):
    named = {source: {r.treatment for r in knowledge.guidance[source].recommendations} for source in SOURCES}
    for absent in ("clonazepam", "tramadol", "methadone", "iron_sucrose", "valerian", "selenium"):
        assert absent not in named["mds_irlssg_2018"]
    assert named["world_sleep_2025"] == {"dipyridamole"}
    assert named["primers_2021"] == set()
    assert not named["german_s2k_2022"] & {"gabapentin", "gabapentin_enacarbil", "pregabalin"}
    assert not named["mayo_2021"] & {"cabergoline", "carbamazepine", "clonazepam", "dipyridamole", "exercise"}


def texts(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(texts(item) for item in value.values())
    if isinstance(value, list | tuple):
        return " ".join(texts(item) for item in value)
    return str(value)


def test_no_formulary_or_digest_speaks_as_guidance(knowledge):
    words = texts([g.model_dump() for g in knowledge.guidance.values()]).casefold()
    assert [name for name in ("nhs", "highland", "gpnotebook", "dr.oracle", "droracle") if name in words] == []
    assert not re.search(r"ferritin[^.]*\b90\b", words), "GPnotebook's own trigger is nobody else's"


def test_the_percentage_that_does_not_match_its_counts_is_not_shown(knowledge):
    assert not re.search(r"43[.,][49]", texts(knowledge.guidance["world_sleep_2025"].model_dump()))


def test_an_open_condition_is_said_and_never_guessed(knowledge):
    """Conditions whose numbers or wording are not established here."""
    unsettled = {(s, r.treatment) for s in SOURCES for r in knowledge.guidance[s].recommendations if r.unsettled}
    assert unsettled == {
        ("mds_irlssg_2018", "oral_iron"),
        *(("opioids_2018", t) for t in CELLS["opioids_2018"]),
        ("review_2021", "iron_any"),
        ("review_2021", "iv_iron_any"),
        ("german_s2k_2022", "ferric_carboxymaltose"),
    }


# The same patient, by each source's own rules.


def applies(knowledge, **answers) -> dict[tuple[str, str], object]:
    patient = Patient(age_years=50, diagnosis="rls", **{"kidney_support": "none", "crcl_ml_min": 90} | answers)
    asker = Answers(patient, knowledge)
    return {
        (source, record.treatment): asker.check(knowledge.rules[record.id]).answer
        for source in SOURCES
        for record in knowledge.guidance[source].recommendations
    }


COURSES = {
    "chronic_persistent": {("mayo_2021", t) for t in ("gabapentin_enacarbil", "gabapentin", "pregabalin", "pramipexole", "ropinirole", "rotigotine")},
    "intermittent": {("mayo_2021", "levodopa"), ("german_s2k_2022", "levodopa")},
    "refractory": {("mayo_2021", "opioids"), *(("opioids_2018", t) for t in CELLS["opioids_2018"])},
}  # fmt: skip


@pytest.mark.parametrize("course", COURSES)
def test_the_course_decides_where_a_source_lays_treatment_out_by_course(knowledge, course):
    found, unknown = applies(knowledge, course=course), applies(knowledge)
    for name, cells_of in COURSES.items():
        for cell in cells_of:
            assert found[cell] is (YES if name == course else NO), cell
            assert unknown[cell] is UNKNOWN, cell


# source, treatment, ferritin, TSAT, answer
IRON = [
    ("mayo_2021", "oral_iron", 75, 44.9, YES),
    ("mayo_2021", "oral_iron", 75.004, 30, NO),
    ("mayo_2021", "oral_iron", 75, 45, NO),
    ("mayo_2021", "oral_iron", 75, None, UNKNOWN),
    ("mayo_2021", "iv_iron_any", 100, 44.9, YES),
    ("mayo_2021", "iv_iron_any", 100.004, 10, NO),
    ("mayo_2021", "iv_iron_any", 60, 46, NO),
    ("german_s2k_2022", "oral_iron", 75, None, YES),
    ("german_s2k_2022", "oral_iron", 75.004, 10, NO),
    ("jama_2026", "ferrous_sulfate", 100, None, YES),
    ("jama_2026", "ferrous_sulfate", 100.004, 10, NO),
    ("jama_2026", "iv_iron_any", 100, None, YES),
    ("jama_2026", "iv_iron_any", 100.004, 10, NO),
    ("review_2021", "iron_any", 250, None, YES),
]


@pytest.mark.parametrize(("source", "treatment", "ferritin", "tsat", "expected"), IRON)
def test_iron_is_given_by_the_sources_own_numbers(knowledge, source, treatment, ferritin, tsat, expected):
    found = applies(knowledge, ferritin_ng_ml=ferritin, tsat_percent=tsat)
    assert found[source, treatment] is expected
    on_dialysis = applies(
        knowledge, ferritin_ng_ml=ferritin, tsat_percent=tsat, kidney_support="haemodialysis", crcl_ml_min=8
    )
    assert on_dialysis[source, treatment] is NO  # fmt: skip


def test_the_2021_review_keeps_iv_iron_for_failed_oral_iron_or_augmentation(knowledge):
    def answer(*uses, **more):
        taken = tuple(TreatmentUse(treatment=t, when=w, outcome=o) for t, w, o in uses)
        answers = {"rls_treatments": taken, "other_medicines": (), **more}
        return applies(knowledge, **answers)["review_2021", "iv_iron_any"]

    assert answer(("ferrous_sulfate", "before", "not_tolerated")) is YES
    assert answer(("ropinirole", "now", "augmentation")) is YES
    assert applies(knowledge, no_rls_treatment=True, other_medicines=())["review_2021", "iv_iron_any"] is not YES


def test_idiopathic_conclusions_leave_out_end_stage_renal_disease(knowledge):
    on_dialysis = applies(knowledge, kidney_support="haemodialysis", crcl_ml_min=8)
    for treatment in ("ferric_carboxymaltose", "pneumatic_compression"):
        assert on_dialysis["mds_irlssg_2018", treatment] is NO
        assert applies(knowledge)["mds_irlssg_2018", treatment] is YES


def test_no_adult_line_reaches_a_child(knowledge):
    asker = Answers(Patient(age_years=17.9, diagnosis="rls"), knowledge)
    for source in SOURCES:
        for record in knowledge.guidance[source].recommendations:
            assert asker.check(knowledge.rules[record.id]).answer is NO


# Why guidance changed.

KINDS = {
    "new_harm_evidence",
    "new_benefit_evidence",
    "different_outcome_or_comparator",
    "different_grading_method",
    "new_product_or_licence",
    "consensus",
}
MOVED = {
    "gabapentin_enacarbil", "gabapentin", "pregabalin", "ferric_carboxymaltose", "ferrous_sulfate", "iron_dextran", "ferumoxytol",
    "iron_sucrose", "pramipexole", "ropinirole", "rotigotine", "levodopa", "cabergoline", "carbamazepine", "clonazepam",
    "valproic_acid", "bupropion", "valerian", "dipyridamole", "peroneal_stimulation", "opioids", "vitamin_c", "clonidine", "exercise",
    "pneumatic_compression", "tramadol", "oxycodone", "pergolide",
}  # fmt: skip


def test_a_shift_for_each_treatment_that_moved(knowledge):
    assert set(knowledge.shifts) == MOVED


def test_where_the_main_guidance_takes_another_direction_there_is_a_reason(knowledge):
    """Any population; both the older sources and those that speak today."""
    without = [
        (population, line.treatment.id)
        for population in (ADULT, "adults_rls_esrd", "adults_plmd", "children_rls")
        for line in matrix(knowledge, population)
        if line.main.established and (line.differing or line.disagreeing_today) and not line.shift
    ]
    assert without == []


def reasons(knowledge) -> list[tuple[str, Because]]:
    return [(shift.treatment, reason) for shift in knowledge.shifts.values() for reason in shift.reasons]


def test_every_reason_has_its_kind_and_its_source(knowledge):
    for treatment, reason in reasons(knowledge):
        assert reason.kind in KINDS
        assert reason.cite.source in knowledge.sources, treatment
        assert reason.cite.source != "ours", treatment
    assert {reason.kind for _, reason in reasons(knowledge)} == KINDS


def test_a_reason_of_ours_says_so_and_only_such_a_reason_does(knowledge):
    for treatment, reason in reasons(knowledge):
        ours = "our reading" in reason.statement
        assert ours == (reason.confirmed is Confirmation.OUR_READING), (treatment, reason.statement)


# treatment, cited work, level, numbers or words
FIGURES = [
    ("pramipexole", "allen_2011_augmentation", "P", ("8 %", "eight years", "266")),
    ("ropinirole", "liu_2016", "P", ("60 studies", "27.1 %", "6.0 %", "0.9 %")),
    ("pramipexole", "allen_2014", "S", ("7.7 %", "2.1 %", "P=.001", "5.3 %", "P=.08")),
    ("pramipexole", "aasm_2025", "S", ("augmentation", "since 2012")),
    ("pregabalin", "allen_2014", "S", ("719", "4.5", "71.4 %", "46.8 %")),
    ("levodopa", "hogl_2010", "P", ("36 of 60", "60 %", "71 days")),
    ("rotigotine", "benes_2012", "P", ("9.7 %", "2.9 %")),
    ("rotigotine", "liu_2016", "P", ("1.7 %", "7.2 %")),
    ("cabergoline", "label_cabergoline", "P", ("echocardiogram", "valve")),
    ("cabergoline", "efns_2012", "P", ("would not recommend",)),
    ("cabergoline", "aan_2016", "P", ("Level A", "valve")),
    ("ferric_carboxymaltose", "trenkwalder_2017", "P", ("110", "week 4", "4.66", "0.73 to 8.59")),
    ("ferric_carboxymaltose", "khan_2024", "P", ("7 trials", "539", "5.77", "2.70 to 8.85")),
    ("ferric_carboxymaltose", "irlssg_iron_2018", "P", ("300 ug/L", "1,000 mg")),
    ("ferric_carboxymaltose", "aasm_2025", "P", ("consensus", "not been empirically tested")),
    ("ferrous_sulfate", "cochrane_iron_2019", "P", ("7 trials", "3.78", "1.31 to 6.25", "moderate")),
    ("iron_dextran", "cho_2013", "P", ("17 of 25", "uncontrolled")),
    ("ferumoxytol", "short_2024", "P", ("oral ferrous sulfate", "no placebo")),
    ("iron_sucrose", "deng_iron_sucrose", "P", ("7.38", "0.81")),
    ("gabapentin_enacarbil", "lee_2016_enacarbil", "P", ("309", "16.3", "18.0", "12.3")),
    ("gabapentin", "chen_2021", "P", ("8.95", "1.95 to 15.85")),
    ("dipyridamole", "dipyridamole_2021", "P", ("28", "24.1", "11.1", "23.7", "18.7")),
    ("peroneal_stimulation", "label_peroneal_stimulation", "P", ("19 April 2023",)),
    ("peroneal_stimulation", "restful_2023", "P", ("133", "3.4", "1.4 to 5.4")),
    ("opioids", "oxn_2013", "S", ("57 %", "31 %")),
    ("opioids", "winkelman_2023_registry", "P", ("448", "median change in dose was 0")),
    ("vitamin_c", "tang_2022", "P", ("9 trials", "377")),
    ("bupropion", "bayard_2011", "O", ("P=.016", "P=.108")),
    ("valerian", "cuellar_2009", "P", ("37", "no clear difference")),
    ("clonazepam", "cochrane_benzodiazepines", "P", ("March 2016", "no eligible")),
    ("exercise", "aukerman_2006", "O", ("28", "23")),
    ("pneumatic_compression", "lettieri_2009", "O", ("35",)),
    ("tramadol", "mds_irlssg_2018", "P", ("monitoring", "augmentation")),
    ("pergolide", "aasm_2012", "P", ("heart valves",)),
]


@pytest.mark.parametrize(("treatment", "source", "level", "words"), FIGURES)
def test_a_reason_gives_the_figures_of_its_source(knowledge, treatment, source, level, words):
    found = [r for r in knowledge.shifts[treatment].reasons if r.cite.source == source and LETTER[r.confirmed] == level]
    assert any(all(word.casefold() in r.statement.casefold() for word in words) for r in found), [
        r.statement for r in found
    ]


def test_silence_is_never_told_as_advice_against(knowledge):
    for treatment in ("clonidine", "exercise", "pneumatic_compression"):
        assert "not advice against" in knowledge.shifts[treatment].changed
    for shift in knowledge.shifts.values():
        assert not re.search(r"(?i)\bstop\b|AASM 2025[^.]*(first|second)[- ]line", shift.changed)
