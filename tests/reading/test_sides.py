"""A number of which a laboratory printed one side: it settles what holds for all of that side, and nothing else."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rls_logic.asking.answered import Answers
from rls_logic.asking.answers import NO, UNKNOWN, YES
from rls_logic.asking.columns import facts_of_table
from rls_logic.asking.derived import facts_of
from rls_logic.asking.rules import Asker
from rls_logic.assess import assess
from rls_logic.known import known
from rls_logic.note import note
from rls_logic.patient import Bound, Patient
from rls_logic.read import read_patient
from tests.asking.test_columns import agree
from tests.strategies import KNOWLEDGE, NUMBERS, asked_in, patients, sides

ASKED = sorted(set(asked_in(KNOWLEDGE.rules.values())), key=lambda asked: asked.name)
ADULT = {
    "age_years": 58,
    "sex": "male",
    "diagnosis": "rls",
    "ferritin_ng_ml": 60,
    "tsat_percent": 18,
    "kidney_support": "none",
}


def standings(answers: dict[str, object]) -> dict[str, object]:
    return {
        option.id: option.standing for option in assess(read_patient(answers, KNOWLEDGE).patient, KNOWLEDGE).options
    }


@pytest.mark.parametrize(
    ("field", "side", "number"),
    [
        ("egfr_ml_min", "<15", 14), ("egfr_ml_min", "below 15", 14), ("egfr_ml_min", ">60", 61), ("egfr_ml_min", "≥60", 60),
        ("egfr_ml_min", "90+", 95), ("crcl_ml_min", "<15", 14.9), ("crcl_ml_min", ">60", 61), ("crcl_ml_min", "> 90", 91),
        ("ferritin_ng_ml", "<15", 14), ("ferritin_ng_ml", "<10", 9), ("ferritin_ng_ml", ">300", 301), ("ferritin_ng_ml", ">1650", 1700),
        ("tsat_percent", "<10", 9), ("tsat_percent", ">=45", 45), ("tsat_percent", ">50", 51), ("age_years", "90+", 91),
    ],
)  # fmt: skip
def test_a_side_decides_as_any_number_on_it_does(field, side, number):
    """No dialysis and eGFR <15 is end-stage renal disease as 14 is; eGFR >60 has no kidney caution, as 61 has none."""
    assert standings(ADULT | {field: side}) == standings(ADULT | {field: number})


def test_the_limit_itself_is_on_neither_open_side():
    at_15, below = standings(ADULT | {"egfr_ml_min": 15}), standings(ADULT | {"egfr_ml_min": "<15"})
    assert at_15 != below
    pregabalin = {"rls_treatments": [{"treatment": "pregabalin", "when": "now", "outcome": "helping"}]}
    known_60 = assess(read_patient(ADULT | pregabalin | {"egfr_ml_min": 60}, KNOWLEDGE).patient, KNOWLEDGE)
    above = assess(read_patient(ADULT | pregabalin | {"egfr_ml_min": ">60"}, KNOWLEDGE).patient, KNOWLEDGE)
    assert known_60.answers.facts["kidney_function_ml_min"] == 60
    assert above.answers.bounds["kidney_function_ml_min"].said == ">60"
    assert above.answers.facts["kidney_function_not_known"] is False


def test_what_a_side_does_not_settle_is_not_known_and_asked_for():
    found = assess(read_patient(ADULT | {"ferritin_ng_ml": "<200"}, KNOWLEDGE).patient, KNOWLEDGE)
    assert found.values["ferritin_ng_ml"] is None
    asked = next(asked for asked in ASKED if asked.name == "ferritin_at_or_below_oral_ceiling")
    check = found.answers.check(asked)
    assert (check.answer, check.missing) == (UNKNOWN, ("ferritin_ng_ml",))
    trial = next(asked for asked in ASKED if asked.name == "ferritin_above_trial_ceiling")
    assert found.answers.check(trial).answer is NO


def test_what_is_computed_from_a_side_is_a_side_too():
    answers = {"age_years": 50, "sex": "male", "weight_kg": 80, "creatinine_mg_dl": ">10", "kidney_support": "none"}
    found = Answers(read_patient(answers, KNOWLEDGE).patient, KNOWLEDGE)
    assert found.bounds["kidney_function_ml_min"].most < 15
    assert found.facts["esrd_is_known"] is True
    half = Answers(read_patient(answers | {"creatinine_mg_dl": "<10"}, KNOWLEDGE).patient, KNOWLEDGE)
    assert half.facts["esrd_is_known"] is False


def test_a_side_is_shown_as_it_was_typed():
    patient = read_patient(ADULT | {"ferritin_ng_ml": "<15", "egfr_ml_min": ">60"}, KNOWLEDGE).patient
    values = dict(known(patient, KNOWLEDGE).values)
    assert (values["Ferritin"], values["eGFR"]) == ("<15 ng/mL", ">60 mL/min/1.73 m²")
    assert note(assess(patient, KNOWLEDGE), KNOWLEDGE).known == known(patient, KNOWLEDGE)


def test_a_side_that_conflicts_is_a_conflict():
    for one, other in (("90", "<15"), ("<15", "90")):
        found = Answers(read_patient({"crcl_ml_min": one, "egfr_ml_min": other}, KNOWLEDGE).patient, KNOWLEDGE)
        assert [problem.id for problem in found.problems] == ["crcl-with-egfr"]
    for one, other in (("90", ">60"), ("90", "<60"), (">60", ">60"), (">90", "<60")):
        found = Answers(read_patient({"crcl_ml_min": one, "egfr_ml_min": other}, KNOWLEDGE).patient, KNOWLEDGE)
        assert found.problems == ()
    dialysis = {"kidney_support": "haemodialysis", "egfr_ml_min": ">60"}
    found = Answers(read_patient(dialysis, KNOWLEDGE).patient, KNOWLEDGE)
    assert [problem.id for problem in found.problems] == ["dialysis-with-egfr"]


def test_a_number_stands_before_a_side_of_it():
    patient = Patient(ferritin_ng_ml=50).with_bounds({"ferritin_ng_ml": Bound(1, 10, "≤10")})
    assert patient.bounds == {}
    assert Answers(patient, KNOWLEDGE).facts["ferritin_ng_ml"] == 50


@given(data=st.data())
def test_a_question_of_one_number_is_answered_for_a_side_only_where_all_of_it_agrees(data):
    """So it is one comparison: the law that `answer_within` rests on."""
    asked = data.draw(st.sampled_from([a for a in ASKED if len(a.question.fields) == 1]))
    (field,) = asked.question.fields
    assume(field in NUMBERS)
    bound = data.draw(sides(field))
    answer = Asker({field: bound}, {}, KNOWLEDGE.slots, bounded=True).check(asked).answer
    limits = [limit.value for limit in asked.limits if bound.least <= limit.value <= bound.most]
    inside = [bound.least, bound.most, *limits, *(data.draw(st.lists(st.floats(bound.least, bound.most), max_size=5)))]
    said = {bool(asked.answers(number)) for number in inside}
    assert answer is (UNKNOWN if len(said) == 2 else YES if True in said else NO)


@given(patient=patients(), data=st.data())
def test_a_fact_of_a_side_is_what_it_is_for_every_number_on_it_or_not_known(patient, data):
    field = data.draw(st.sampled_from(sorted(NUMBERS)))
    bound = data.draw(sides(field))
    answers = patient.__dict__ | {field: None}
    with_side = facts_of(answers, KNOWLEDGE.derived, bounds={field: bound})
    without = facts_of(answers, KNOWLEDGE.derived)
    for number in (bound.least, bound.most, data.draw(st.floats(bound.least, bound.most))):
        exact = facts_of(answers | {field: number}, KNOWLEDGE.derived)
        for name, value in with_side.items():
            if isinstance(value, Bound):
                assert value.least - 1e-9 <= exact[name] <= value.most + 1e-9, name
            elif value is not None and value != without[name]:
                assert value == exact[name], name


@given(drawn=st.lists(st.tuples(patients(), st.sampled_from(sorted(NUMBERS)), st.data()), min_size=1, max_size=6))
def test_a_table_with_sides_is_answered_as_each_patient_alone(drawn):
    told = []
    for patient, field, data in drawn:
        bound = data.draw(sides(field))
        told.append(patient.model_copy(update={field: None}).with_bounds({field: bound}))
    alone = [Answers(patient, KNOWLEDGE) for patient in told]
    table = facts_of_table(told, KNOWLEDGE)
    assert agree(table, alone) > 0


def test_an_open_end_is_the_next_number_of_the_machine():
    bound = read_patient({"egfr_ml_min": "<15"}, KNOWLEDGE).patient.bounds["egfr_ml_min"]
    assert bound.most == math.nextafter(15, 0)
