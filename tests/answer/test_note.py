"""An answer as headed lines of plain data: said in one way, able to leave the house, and silent in a log."""

import json
import re
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given, settings
from pydantic import TypeAdapter

from rls_logic import load_knowledge
from rls_logic.assess import LADDER, assess
from rls_logic.assessment import OFFERED
from rls_logic.brief import BRIEF, brief
from rls_logic.content.vocabulary import Ground, Heading, Standing
from rls_logic.note import Note, note, option_line
from rls_logic.patient import MedicineUse, Patient
from rls_logic.read import read_patient
from tests.strategies import UNSCREENED, adults_with_rls, patients

KNOWLEDGE = load_knowledge()
ADAPTER = TypeAdapter(Note)
EVERY_CASE = {case.id: read_patient(case.patient, KNOWLEDGE).patient for case in KNOWLEDGE.cases}


def note_of(patient: Patient, whole: bool = False) -> Note:
    return note(assess(patient, KNOWLEDGE), KNOWLEDGE, whole)


# It leaves the house


def test_a_note_has_a_json_schema_that_names_every_part():
    schema = ADAPTER.json_schema()
    assert {"Line", "OptionLine", "OptionDetail", "Section", "TraceLine", "LimitUse", "Cited"} <= schema["$defs"].keys()
    assert schema["required"] == [field.name for field in fields(Note)]


@settings(max_examples=200)
@given(patients() | adults_with_rls())
def test_a_note_comes_back_from_json_as_it_was(patient):
    said = note_of(patient, whole=True)
    assert ADAPTER.validate_json(ADAPTER.dump_json(said)) == said


def plain(value: object) -> bool:
    """Texts, numbers, closed words, and records and tuples of them."""
    if is_dataclass(value):
        return all(plain(getattr(value, field.name)) for field in fields(value))
    if isinstance(value, tuple):
        return all(map(plain, value))
    if isinstance(value, dict):
        return all(plain(key) and plain(each) for key, each in value.items())
    return value is None or isinstance(value, str | float | bool | int)


@pytest.mark.parametrize("case", ["pramipexole-augmentation", "haemodialysis-ferritin-150", "child-ferritin-35"])
def test_a_note_holds_plain_data_only(case):
    assert plain(note_of(EVERY_CASE[case], whole=True))


def test_every_line_says_its_record_its_source_and_how_that_was_confirmed():
    for patient in EVERY_CASE.values():
        for section in note_of(patient, whole=True).sections:
            for option in section.options:
                assert option.detail
                assert option.detail.cite.locator
                for line in (*option.blocked, *option.own, *option.always, *option.checks, *option.detail.mentions):
                    assert line.record
                    assert line.cite
                    assert line.cite.source in KNOWLEDGE.sources
            for line in section.lines:
                assert line.record
                cited = section.heading not in (Heading.ENTRIES, Heading.ASK_NEXT, Heading.NOT_SCREENED)
                assert bool(line.cite) is cited


def test_a_line_says_which_value_met_which_threshold():
    said = note_of(EVERY_CASE["iron-ferritin-90-tsat-25"], whole=True)
    (fcm,) = [o for o in said.section(Heading.OPTIONS).options if o.treatment == "ferric_carboxymaltose"]
    assert fcm.detail
    (line,) = [line for line in fcm.detail.trace if "100" in line.question]
    assert (line.fields, line.value, line.threshold) == (("ferritin_ng_ml",), "90 ng/mL", "100 ng/mL")
    assert line.limit
    assert (line.limit.value, line.limit.source, line.source) == (100, "aasm_2025", "AASM 2025")


# Nothing of it reaches a log


def every_object(value: object):
    yield value
    if is_dataclass(value):
        for field in fields(value):
            yield from every_object(getattr(value, field.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from every_object(each)


def test_no_repr_shows_what_a_patient_said():
    patient = EVERY_CASE["pramipexole-augmentation"].model_copy(
        update={
            "ferritin_ng_ml": 73.137,
            "other_medicines": (MedicineUse(name=UNSCREENED), MedicineUse(name="sertraline")),
        }
    )
    assessment = assess(patient, KNOWLEDGE)
    said = note(assessment, KNOWLEDGE, whole=True)
    held = [*every_object(said), assessment, assessment.answers, *assessment.options, *assessment.facts]
    held += [use for option in assessment.options for use in option.uses]
    records = [value for value in held if not isinstance(value, str | float | int | tuple | dict)]
    shown = " ".join(map(repr, records))
    assert not re.search(r"73\.137|augmentation on|sertraline|taken now", shown)
    assert UNSCREENED not in shown


def test_what_was_typed_and_is_not_known_is_in_a_note_by_number_only():
    patient = Patient(other_medicines=(MedicineUse(name="Jane Doe"), MedicineUse(name="sertraline")))
    text = ADAPTER.dump_json(note_of(patient, whole=True)).decode()
    assert "1 medicine not known here" in text
    assert "sertraline" in text
    assert "Jane" not in text


# It is said in one way


def test_headings_stand_in_reading_order_and_each_once():
    for patient in EVERY_CASE.values():
        headings = [section.heading for section in note_of(patient).sections]
        assert headings == [heading for heading in Heading if heading in headings]


@settings(max_examples=60)
@given(patients() | adults_with_rls())
def test_every_option_stands_under_one_heading_and_in_order(patient):
    assessment = assess(patient, KNOWLEDGE)
    said = note(assessment, KNOWLEDGE)
    if any(finding.record.alone for finding in assessment.facts):
        assert not any(section.options or section.taken for section in said.sections)
        return
    shown = {option.record for section in said.sections for option in section.options}
    shown |= {taken.option.record for taken in said.section(Heading.TAKEN_NOW).taken if taken.option}
    assert shown == {option.id for option in assessment.options}
    for section in said.sections:
        records = [option.record for option in section.options]
        assert records == [option.id for option in assessment.options if option.id in records]


def test_the_short_form_says_how_it_is_taken_and_the_first_lines():
    said = note_of(EVERY_CASE["pramipexole-augmentation"])
    (taken,) = said.section(Heading.TAKEN_NOW).taken
    lines = dict(brief(said, KNOWLEDGE))["Taken now"]
    assert lines[0] == taken.use
    assert lines[1:] == tuple(line.says for line in (*taken.lines[:3], *taken.cautions))


def test_the_short_form_names_every_cause_of_low_iron():
    """By person: a red flag in a man, and no word on menses to him."""

    def iron(case: str) -> tuple[str, ...]:
        said = dict(brief(note_of(EVERY_CASE[case]), KNOWLEDGE))
        (lines,) = [lines for heading, lines in said.items() if heading.startswith("Iron (ferritin")]
        return lines

    assert any("Red flag" in line for line in iron("iron-cause-man"))
    assert not any("menses" in line for line in iron("iron-cause-man"))
    assert any("menses" in line for line in iron("iron-woman-35-anaemic"))


def test_a_reason_against_iron_stands_instead_of_what_the_values_open():
    said = note_of(EVERY_CASE["iron-haemochromatosis"])
    assert {line.record for line in said.section(Heading.IRON).lines} <= {
        fact.id for fact in KNOWLEDGE.facts if fact.kind == "iron_stop"
    }
    assert said.section(Heading.IRON_DETAIL).lines, "what stays a layer below"


def test_what_is_taken_and_advised_against_stands_apart():
    said = note_of(EVERY_CASE["pramipexole-augmentation"])
    assert [taken.treatment for taken in said.section(Heading.TAKEN_NOW).taken] == ["pramipexole"]
    assert "pramipexole" not in [option.treatment for option in said.section(Heading.AGAINST).options]
    assert Heading.TAKEN_NOW in BRIEF


def test_a_remark_is_the_records_own_and_whole():
    said = note_of(EVERY_CASE["man-iron-replete-all-known"])
    records = {record.id: record for record in KNOWLEDGE.main.recommendations}
    for option in said.section(Heading.AGAINST).options:
        assert option.remark == (records[option.record].remark or "")
    assert any("long-term harm" in option.remark for option in said.section(Heading.AGAINST).options)


# The ladder


@settings(max_examples=100)
@given(patients() | adults_with_rls())
def test_what_decided_a_standing_is_said_with_it(patient):
    standings = {rung.ground: {r.standing for r in LADDER if r.ground is rung.ground} for rung in LADDER}
    for option in assess(patient, KNOWLEDGE).options:
        because = option.because
        assert option.standing in standings[because.ground]
        match because.ground:
            case Ground.SAFETY:
                assert because.cautions == option.blocked_by != ()
            case Ground.SETTLE_FIRST:
                assert because.cautions == option.settle_first != ()
            case Ground.TO_CHECK:
                assert (because.cautions, because.fields) == (option.check_first, option.history_missing) != ((), ())
            case Ground.USED | Ground.TAKEN_ELSEWHERE:
                assert because.uses == option.uses != ()
            case Ground.HELD:
                assert because.fields == option.held_by != ()
            case Ground.UNANSWERED:
                assert because.fields == option.waits_for != ()
            case Ground.DIRECTION:
                assert option.recommendation.direction not in ("for", "for_with_limits")
            case Ground.APPLIES:
                assert (option.blocked_by, option.settle_first, option.check_first) == ((), (), ())


def test_every_rung_is_reached_by_some_case_or_slip():
    held = {"ferritin_ng_ml": 80, "age_years": 50, "diagnosis": "rls", "tsat_percent": 0.18, "kidney_support": "none"}
    slips = [Patient.model_validate(held), Patient.model_validate(held | {"ferritin_ng_ml": 180})]
    assessed = [assess(patient, KNOWLEDGE) for patient in (*EVERY_CASE.values(), *slips)]
    found = {(option.standing, option.because.ground) for each in assessed for option in each.options}
    assert found == {(rung.standing, rung.ground) for rung in LADDER}


def test_an_option_a_layer_down_is_the_same_option():
    assessment = assess(EVERY_CASE["crcl-45"], KNOWLEDGE)
    lines = {o.record: o for section in note(assessment, KNOWLEDGE).sections for o in section.options}
    for option in assessment.with_standing(*OFFERED):
        line, below = option_line(option, assessment, KNOWLEDGE)
        assert (line.grade, line.because, line.standing) == (
            lines[option.id].grade,
            lines[option.id].because,
            lines[option.id].standing,
        )
        assert below.as_printed == option.recommendation.as_printed


def test_a_standing_in_json_is_the_closed_word():
    text = json.loads(ADAPTER.dump_json(note_of(EVERY_CASE["crcl-45"])))
    standings = {option["standing"] for section in text["sections"] for option in section["options"]}
    assert standings <= {standing.value for standing in Standing}
