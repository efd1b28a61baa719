"""Sources lined up by treatment, and one patient through every source."""

import pytest
from hypothesis import given, settings

from rls_logic import load_knowledge
from rls_logic.assess import assess
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.vocabulary import Change, Put, Standing
from rls_logic.patient import Patient
from rls_logic.years import PatientPosition, history_of, in_time_order, matrix, position, through_the_years
from tests.strategies import patients

KNOWLEDGE = load_knowledge()
ADULT = Patient(
    age_years=50,
    diagnosis="rls",
    sex="male",
    kidney_support="none",
    crcl_ml_min=90,
    course="chronic_persistent",
    no_rls_treatment=True,
    other_medicines=(),
)


def with_(**answers: object) -> Patient:
    return Patient.model_validate(ADULT.model_dump() | answers)


def said(treatment: str, source: str, knowledge: Knowledge, population: str = "adults_rls") -> tuple[str, str]:
    found = position(knowledge.guidance[source], knowledge.treatments[treatment], population, knowledge)
    return found.said.value, found.as_printed


def cell(patient: Patient, treatment: str, source: str, knowledge: Knowledge) -> PatientPosition:
    years = through_the_years(patient, knowledge)
    row = next(row for row in years.rows if row.treatment.id == treatment)
    return next(cell for cell in row.cells if cell.guidance.source.id == source)


def test_sources_stand_in_order_of_year(knowledge):
    years = [source.source.year for source in in_time_order(knowledge)]
    assert years == sorted(years)
    assert [s.source.id for s in in_time_order(knowledge) if s.voice == "main"] == ["aasm_2025"]
    assert len(years) == 14


@pytest.mark.parametrize(
    ("treatment", "source", "expected"),
    [
        ("pramipexole", "aasm_2012", "for"),
        ("pramipexole", "aan_2016", "for"),
        ("pramipexole", "aasm_2025", "against_standard_use"),
        ("pramipexole", "mds_irlssg_2018", "efficacy_only"),
        ("pramipexole", "irlssg_iron_2018", "not_its_topic"),
        ("gabapentin", "aan_2016", "insufficient"),
        ("gabapentin", "aasm_2025", "for"),
        ("cabergoline", "efns_2012", "against"),
        ("pergolide", "aasm_2012", "against"),
        ("dipyridamole", "aan_2016", "silent"),
        ("peroneal_stimulation", "aan_2016", "silent"),
        ("clonidine", "aasm_2025", "silent"),
        ("exercise", "aasm_2025", "silent"),
        ("valproic_acid", "aasm_2012", "not_established"),
        ("clonazepam", "mds_irlssg_2018", "not_established"),
        ("levodopa", "efns_2012", "not_established"),
        ("opioids", "aan_2016", "by_product"),
    ],
)
def test_what_a_source_says(treatment, source, expected, knowledge):
    assert said(treatment, source, knowledge)[0] == expected


def test_a_source_that_names_no_product_speaks_for_each(knowledge):
    oral = position(knowledge.guidance["aasm_2012"], knowledge.treatments["ferrous_sulfate"], "adults_rls", knowledge)
    assert (oral.as_printed, oral.through and oral.through.id) == ("OPTION", "iron_any")
    exact = position(knowledge.guidance["aan_2016"], knowledge.treatments["ferrous_sulfate"], "adults_rls", knowledge)
    assert (exact.as_printed, exact.through) == ("Level B", None)


def test_a_member_is_spoken_for_by_its_group_and_never_the_other_way_round(knowledge):
    through = position(knowledge.guidance["aasm_2025"], knowledge.treatments["methadone"], "adults_rls", knowledge)
    assert through.through
    assert through.through.id == "opioids"
    group = position(knowledge.guidance["aan_2016"], knowledge.treatments["opioids"], "adults_rls", knowledge)
    assert not group.records


@pytest.mark.parametrize(
    ("treatment", "change"),
    [
        ("pramipexole", Change.REVERSED),
        ("ropinirole", Change.REVERSED),
        ("rotigotine", Change.REVERSED),
        ("levodopa", Change.REVERSED),
        ("cabergoline", Change.REVERSED),
        ("gabapentin", Change.SETTLED),
        ("dipyridamole", Change.NEW),
        ("peroneal_stimulation", Change.NEW),
        ("clonidine", Change.DROPPED),
        ("pregabalin", Change.NONE),
        ("gabapentin_enacarbil", Change.NONE),
    ],
)
def test_what_changed(treatment, change, knowledge):
    assert history_of(knowledge.treatments[treatment], "adults_rls", knowledge).change is change


def test_every_change_says_why(knowledge):
    for line in matrix(knowledge, "adults_rls"):
        if line.change in (Change.REVERSED, Change.SETTLED, Change.NEW):
            assert line.shift, f"{line.treatment.id} changed and data/shifts.toml does not say why"


def test_who_disagrees_today(knowledge):
    def today(treatment: str) -> set[str]:
        line = history_of(knowledge.treatments[treatment], "adults_rls", knowledge)
        return {p.guidance.source.id for p in line.disagreeing_today}

    assert "german_s2k_2022" in today("pramipexole"), "non-ergot dopamine agonists are still its first choice"
    assert today("dipyridamole") == {"world_sleep_2025"}
    assert today("gabapentin") == set()


# One patient through the years


def test_ferritin_75_and_iron_by_mouth_in_2016(knowledge):
    assert cell(with_(ferritin_ng_ml=75, tsat_percent=25), "ferrous_sulfate", "aan_2016", knowledge).put is Put.OFFERED
    above = cell(with_(ferritin_ng_ml=75.1, tsat_percent=25), "ferrous_sulfate", "aan_2016", knowledge)
    assert above.put is Put.DOES_NOT_APPLY
    assert cell(ADULT, "ferrous_sulfate", "aan_2016", knowledge).put is Put.WAITS


def test_iv_iron_at_a_ferritin_of_200(knowledge):
    patient = with_(ferritin_ng_ml=200, tsat_percent=25)
    assert cell(patient, "ferric_carboxymaltose", "aan_2016", knowledge).put is Put.OFFERED, "no ferritin gate"
    assert cell(patient, "ferric_carboxymaltose", "irlssg_iron_2018", knowledge).put is Put.OFFERED, "below 300"
    assert cell(patient, "ferric_carboxymaltose", "aasm_2025", knowledge).put is Put.DOES_NOT_APPLY, "above 100"
    at = with_(ferritin_ng_ml=300, tsat_percent=25)
    assert cell(at, "ferric_carboxymaltose", "irlssg_iron_2018", knowledge).put is Put.DOES_NOT_APPLY


def test_a_condition_without_a_printed_number_is_said_and_not_answered(knowledge):
    found = cell(with_(ferritin_ng_ml=10, tsat_percent=10), "ferrous_sulfate", "aasm_2012", knowledge)
    assert found.put is Put.CONDITIONAL
    assert found.record
    assert found.record.unsettled


def test_the_same_patient_then_and_now(knowledge):
    assert cell(ADULT, "pramipexole", "aasm_2012", knowledge).put is Put.OFFERED
    assert cell(ADULT, "pramipexole", "aasm_2025", knowledge).put is Put.ADVISED_AGAINST
    assert cell(ADULT, "gabapentin", "aan_2016", knowledge).put is Put.INSUFFICIENT
    assert cell(ADULT, "gabapentin", "aasm_2025", knowledge).put is Put.OFFERED


def test_only_what_differs_is_marked(knowledge):
    years = through_the_years(ADULT, knowledge)
    rows = {row.treatment.id: row for row in years.rows}
    marks = {(name, c.guidance.source.id) for name, row in rows.items() for c in row.cells if row.differs(c)}
    assert ("pramipexole", "aan_2016") in marks
    assert ("pregabalin", "aan_2016") not in marks
    assert not [mark for mark in marks if mark[1] == "aasm_2025"]


def test_iron_shows_each_sources_own_thresholds(knowledge):
    years = through_the_years(with_(ferritin_ng_ml=80, tsat_percent=25), knowledge)
    asked = {guidance.source.id: {line.threshold for _, line in lines} for guidance, lines in years.iron}
    assert {"75 ng/mL", "100 ng/mL", "20 %"} <= asked["aasm_2025"]
    assert "75 ng/mL" in asked["aan_2016"]
    assert {"75 ng/mL", "300 ng/mL"} <= asked["irlssg_iron_2018"]
    assert asked["aasm_2012"] == set(), "low is not given a number there"


@settings(max_examples=40)
@given(patients())
def test_older_guidance_never_changes_what_today_says(patient):
    years = through_the_years(patient, KNOWLEDGE)
    assert years.assessment.options == assess(patient, KNOWLEDGE).options
    for row in years.rows:
        option = row.main.option
        if option and option.standing is Standing.ADVISED_AGAINST and not option.waits_for:
            assert row.main.put in (Put.ADVISED_AGAINST, Put.WAITS)


@settings(max_examples=40)
@given(patients())
def test_todays_cautions_stand_beside_every_row(patient):
    years = through_the_years(patient, KNOWLEDGE)
    for option in years.assessment.options:
        row = next((row for row in years.rows if row.treatment is option.treatment), None)
        if row:
            assert {f.record.id for f in option.cautions} == {f.record.id for f in row.cautions}
