"""Every page opens, and the consult form says what was typed: nothing guessed, nothing lost, every slip named."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.components.form import patient_form
from pages.components.form.controls import NO_OTHERS, NO_TREATMENT, NOT_KNOWN
from rls_logic import load_knowledge
from rls_logic.assess import assess
from rls_logic.assessment import OFFERED
from rls_logic.content.cases import Case
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.vocabulary import Outcome, Reason
from rls_logic.patient import Patient
from rls_logic.read import Reading, read_patient
from tests.app import APP, CONSULT, ROOT, give, key, opened, text

FILES = sorted(p.relative_to(ROOT).as_posix() for p in (ROOT / "pages").glob("*/*.py") if p.parent.name != "components")
REVIEW = "pages/about/content_review.py"
KNOWLEDGE = load_knowledge()
CASES = KNOWLEDGE.cases
EXAMPLES = [case for case in CASES if case.example]


def case_id(case: Case) -> str:
    return case.id


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Reading]:
    """What the page made of the form when it last ran."""
    seen: list[Reading] = []
    current = patient_form.current

    def watched(knowledge: Knowledge) -> Reading:
        seen.append(current(knowledge))
        return seen[-1]

    monkeypatch.setattr(patient_form, "current", watched)
    return lambda: seen[-1]


@pytest.fixture
def form(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """The session state that the form reads and writes, without a page around it."""
    state: dict[str, Any] = {}
    monkeypatch.setattr(patient_form.st, "session_state", state)
    return state


# Every page


def test_there_are_pages_to_open():
    assert {CONSULT, REVIEW} <= set(FILES)


@pytest.mark.parametrize("page", FILES)
def test_every_page_is_in_the_navigation_and_opens_with_the_notice(page, knowledge):
    app = opened(page)  # switch_page refuses a page that the navigation does not have
    assert not app.exception
    said = text(app)
    assert "For health professionals" in said
    assert "Do not enter identifiers" in said
    assert f"Content {knowledge.version} ({knowledge.fingerprint})" in said


# The blank form


def test_the_blank_form_is_a_patient_about_whom_nothing_is_known(read):
    # An empty choice control once read as its label "None".
    app = opened()
    assert read().patient == Patient()
    app.session_state[key("more")] = True
    app.run()
    app.run()  # now every control of the form has been drawn
    assert app.get_by_key(key("irls_total")).value == ""
    assert read() == Reading(Patient())


@pytest.mark.parametrize("more", [False, True])
def test_the_blank_form_names_no_treatment(more, knowledge):
    app = opened()
    app.session_state[key("more")] = more
    said = text(app.run()).casefold()
    graded = {record.treatment for record in knowledge.main.recommendations}
    # One that stands for a class is called like the class, which the form may well name.
    named = [t for t in knowledge.treatments.values() if (t.ask_if_taken and not t.stands_for) or t.id in graded]
    names = {name.casefold() for t in named for name in (t.name, t.short)}
    assert [name for name in names if re.search(rf"\b{re.escape(name)}\b", said)] == []
    assert not [button for button in app.get("popover") if "Why" in button.proto.popover.label]


# The form and the patient


def test_what_is_typed_is_exactly_the_patient(read):
    app = give(
        opened(),
        {
            "age_years": "58",
            "sex_and_pregnancy": "Female, pregnancy possible",
            "diagnosis": "RLS",
            "ferritin_ng_ml": "75.004",
            "tsat_percent": "19.999",
            "crcl_ml_min": " 64 ",
            "egfr_ml_min": "0",
            "kidney_support": "No dialysis",
            "course": "Chronic persistent",
            "rls_treatments": ["Pramipexole · now", "Gabapentin · before"],
        },
    )
    give(app, {"outcome_Pramipexole · now": "Augmentation"})
    assert read().problems == ()
    assert read().patient == Patient(
        age_years=58,
        sex="female",
        pregnancy="possible",
        diagnosis="rls",
        ferritin_ng_ml=75.004,
        tsat_percent=19.999,
        crcl_ml_min=64,
        egfr_ml_min=0,
        kidney_support="none",
        course="chronic_persistent",
        rls_treatments=(
            {"treatment": "pramipexole", "when": "now", "outcome": "augmentation"},
            {"treatment": "gabapentin", "when": "before"},
        ),
    )


def test_what_is_told_under_more_is_exactly_the_patient(read):
    app = opened()
    app.session_state[key("more")] = True
    give(
        app.run(),
        {
            "other_medicines": ["bupropion", "testamol"],
            "conditions_iron": ["Active infection"],
            "conditions_breathing": ["Asthma", NO_OTHERS],
            "augmentation_signs": ["None"],
            "suicidal_thoughts": "Passive",
            "iron_ug_dl": "10",
            "iron_ug_dl_unit": "µmol/L",
            "tibc_ug_dl": "60",
            "irls_total": "24",
        },
    )
    give(app, {"reason_bupropion": "Mood"})
    assert read().problems == ()
    patient = read().patient
    assert patient.iron_ug_dl == pytest.approx(10 / 0.179)
    assert patient.tibc_ug_dl == pytest.approx(60 / 0.179)
    assert patient.model_copy(update={"iron_ug_dl": None, "tibc_ug_dl": None}) == Patient(
        other_medicines=({"name": "bupropion", "reason": Reason.MOOD}, {"name": "testamol"}),
        active_infection=True,
        asthma=True,
        lung_disease=False,
        sleeps_by_day=False,
        daytime_sleepiness=False,
        augmentation_signs=(),
        suicidal_thoughts="passive",
        irls_total=24,
    )


def test_more_stays_open_while_it_is_filled():
    # A heading that counts the entries must not make a new, closed section of it.
    app = opened()
    app.session_state[key("more")] = True
    give(app.run(), {"irls_total": "24"})
    assert app.get_by_key(key("irls_total")).value == "24"


def test_asked_and_not_known_is_not_known(read):
    give(opened(), {"diagnosis": NOT_KNOWN, "kidney_support": NOT_KNOWN})
    assert read() == Reading(Patient())


def in_one_control(patient: Patient) -> dict[str, Any]:
    """Sex, pregnancy and trimester as the one control for them says it: a man needs no second answer."""
    man = patient.sex == "male" and patient.pregnancy is None
    return {"pregnancy": "not_possible"} if man else {}


def in_groups(patient: Patient, knowledge: Knowledge) -> dict[str, Any]:
    """Conditions as the form can say them: "No others" answers a whole group, or none of it."""
    told: dict[str, Any] = {}
    for group in knowledge.groups:
        ticked = (i for i in knowledge.inputs.values() if i.group == group and i.kind == "yes_no")
        names = [item.id for item in ticked if not (item.core or item.alone)]
        if any(getattr(patient, name) is None for name in names):
            told |= {name: None for name in names if getattr(patient, name) is False}
    return told


def doses_of_what_is_taken(patient: Patient, knowledge: Knowledge) -> dict[str, Any]:
    """The form asks the dose of a medicine only while it is listed as taken now."""
    taken = {use.treatment for use in patient.rls_treatments if use.when.still}
    return {t.dose: None for t in knowledge.treatments.values() if t.dose and t.id not in taken}


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_a_case_put_into_the_form_is_read_back(case, knowledge, form):
    meant = read_patient(case.patient, knowledge, {name: None for name, item in knowledge.inputs.items() if item.units})
    patient_form.fill(case.patient, knowledge)
    got = patient_form.current(knowledge)
    can_say = (
        in_one_control(meant.patient)
        | in_groups(meant.patient, knowledge)
        | doses_of_what_is_taken(meant.patient, knowledge)
    )
    assert_same(got.patient, meant.patient.model_copy(update=can_say))
    assert got.problems == meant.problems


@pytest.mark.parametrize("case", EXAMPLES, ids=case_id)
def test_an_example_is_the_whole_patient_that_it_describes(case, knowledge, form):
    # A "no" that the form cannot hold would turn into "check first" on the screen.
    patient_form.fill(case.patient, knowledge)
    meant = read_patient(case.patient, knowledge).patient
    assert_same(patient_form.current(knowledge).patient, meant.model_copy(update=in_one_control(meant)))


def assert_same(got: Patient, meant: Patient) -> None:
    names = [name for name in Patient.model_fields if getattr(got, name) != getattr(meant, name)]
    assert {name: getattr(got, name) for name in names} == {name: getattr(meant, name) for name in names}


def one_answer_each() -> Iterator[tuple[str, dict[str, Any]]]:
    """Patients of whom one thing is known: every option of every field, and what a dose needs beside it."""
    for item in KNOWLEDGE.inputs.values():
        values: Sequence[Any] = [option.value for option in item.options] or [
            True if item.minimum is None else item.minimum
        ]
        for value in values if item.kind != "special" else ():
            yield f"{item.id} {value}", {item.id: value}
    for treatment in KNOWLEDGE.treatments.values():
        for when in ("now", "before") if treatment.ask_if_taken else ():
            dose = {treatment.dose: 0.25} if treatment.dose and when == "now" else {}
            for outcome in (None, *Outcome):
                use = {"treatment": treatment.id, "when": when, "outcome": outcome}
                yield f"{treatment.id} {when} {outcome}", {"rls_treatments": [use], **dose}
    for sign in KNOWLEDGE.inputs["augmentation_signs"].options:
        yield f"sign {sign.value}", {"augmentation_signs": [sign.value]}
    for reason in (None, *Reason):
        yield f"medicine {reason}", {"other_medicines": [{"name": "ropinirole", "reason": reason}]}
    yield "no sign", {"augmentation_signs": []}
    yield "no other medicine", {"other_medicines": []}


DOSES = {treatment.dose for treatment in KNOWLEDGE.treatments.values() if treatment.dose}
ONE_ANSWER = {name: answers for name, answers in one_answer_each() if not answers.keys() <= DOSES}


def test_every_field_is_asked_for():
    asked = {field for answers in ONE_ANSWER.values() for field in answers}
    assert asked == set(Patient.model_fields)


@pytest.mark.parametrize("answers", ONE_ANSWER.values(), ids=ONE_ANSWER)
def test_every_answer_can_be_held_read_and_cleared(answers, knowledge, form):
    meant = Patient.model_validate(answers)
    patient_form.fill(answers, knowledge)
    assert_same(patient_form.current(knowledge).patient, meant.model_copy(update=in_one_control(meant)))
    patient_form.clear()
    assert patient_form.current(knowledge) == Reading(Patient())
    assert all(value in (None, "", []) for value in form.values())


def test_a_conflict_is_offered_only_while_it_is_held(knowledge, form, monkeypatch):
    patient_form.fill({"sex": "male", "pregnancy": "pregnant", "trimester": 2}, knowledge)
    state = dict(form)
    monkeypatch.undo()
    app = with_state(state)
    conflict = "Conflict: male, pregnant, trimester 2"
    control = app.get_by_key(key("sex_and_pregnancy"))
    assert control.value == conflict
    assert conflict in control.options
    give(app, {"sex_and_pregnancy": "Male"})
    assert not [option for option in app.get_by_key(key("sex_and_pregnancy")).options if "Conflict" in option]


ON_PRAMIPEXOLE = {
    "rls_treatments": [{"treatment": "pramipexole", "when": "now"}],
    "pramipexole_dose_mg": 0.25,
    "irls_total": 20,
}


@pytest.mark.parametrize(
    ("answers", "entered"),
    [(ON_PRAMIPEXOLE, 1), ({"iron_sample_morning_off_iron": False, "irls_total": 20}, 2)],
    ids=["a dose stands with its treatment", "a question on its own"],
)
def test_the_line_under_more_counts_what_stands_there(answers, entered, knowledge, form, monkeypatch):
    patient_form.fill(answers, knowledge)
    state = dict(form)
    monkeypatch.undo()
    assert f"{entered} more entered there." in text(with_state(state))


def filled(case: Case, monkeypatch: pytest.MonkeyPatch, knowledge: Knowledge) -> tuple[dict[str, Any], Patient]:
    """What the form holds for a case, and the patient that it reads from that."""
    state: dict[str, Any] = {}
    with monkeypatch.context() as away_from_a_page:
        away_from_a_page.setattr(patient_form.st, "session_state", state)
        patient_form.fill(case.patient, knowledge)
        return state, patient_form.current(knowledge).patient


def with_state(state: Mapping[str, Any]) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=30)
    for name, value in state.items():
        app.session_state[name] = value
    return app.run()


def one_of_each_answer() -> list[Case]:
    """The first case of each different list of options: cases that differ in a number alone are drawn alike."""
    knowledge = load_knowledge()
    cases: dict[object, Case] = {}
    for case in CASES:
        assessment = assess(read_patient(case.patient, knowledge).patient, knowledge)
        answer = (assessment.state, *((option.id, option.standing) for option in assessment.options))
        cases.setdefault(answer, case)
    return list(cases.values())


@pytest.mark.parametrize("case", one_of_each_answer(), ids=case_id)
def test_every_answer_is_drawn(case, knowledge, monkeypatch):
    state, patient = filled(case, monkeypatch, knowledge)
    app = with_state(state)
    assert not app.exception
    said = text(app)
    for option in assess(patient, knowledge).with_standing(*OFFERED):
        assert option.treatment.name in said
        assert f"{option.recommendation.strength} for".capitalize() in said


def test_the_controls_keep_every_case(knowledge, monkeypatch, read):
    # Only the cases that put something into a control which none before has filled.
    seen: set[str] = set()
    for case in CASES:
        state, patient = filled(case, monkeypatch, knowledge)
        if not state.keys() - seen and not case.example:
            continue
        seen |= state.keys()
        app = with_state({**state, key("more"): True})
        app.run()  # now from the controls
        assert not app.exception, case.id
        assert_same(read().patient, patient)
    assert len(seen) > 40


# Slips

MORE = ("irls_total", "other_medicines", "creatinine_mg_dl", "weight_kg")
# What is typed, the field that the message must name, and a part of the mend that it must give.
SLIPS = {
    "age 210": ({"age_years": "210"}, "Age", "122 years"),
    "age abc": ({"age_years": "abc"}, "Age", "type digits only"),
    "age with a unit": ({"age_years": "58 y"}, "Age", "type digits only"),
    "ferritin 1,200": ({"ferritin_ng_ml": "1,200"}, "Ferritin", "Did you mean 1200 or 1.200?"),
    "ferritin 1200, no unit": ({"ferritin_ng_ml": "1200"}, "Ferritin", "Choose the unit"),
    "ferritin NaN": ({"ferritin_ng_ml": "NaN"}, "Ferritin", "leave it empty if not known"),
    "ferritin -5": ({"ferritin_ng_ml": "-5"}, "Ferritin", "Remove the minus sign"),
    "ferritin < 15": ({"ferritin_ng_ml": "<15"}, "Ferritin", "after the sign"),
    "ferritin too long": ({"ferritin_ng_ml": "1" * 30}, "Ferritin", "type digits only"),
    "TSAT 0.18": ({"tsat_percent": "0.18"}, "TSAT", "did you mean 18 %?"),
    "TSAT 101": ({"tsat_percent": "101"}, "TSAT", "percentage from 1 to 100"),
    "CrCl infinite": ({"crcl_ml_min": "inf"}, "CrCl", "leave it empty if not known"),
    "eGFR 90 on haemodialysis": (
        {"egfr_ml_min": "90", "kidney_support": "Haemodialysis"},
        "eGFR",
        "Check the eGFR, or the dialysis",
    ),
    "IRLS 41": ({"irls_total": "41"}, "IRLS total", "0 to 40"),
    "none and one treatment": (
        {"rls_treatments": [NO_TREATMENT, "Gabapentin · now"]},
        "None so far",
        "Remove one of the two",
    ),
    "a person as a medicine": ({"other_medicines": ["John Smith"]}, "Other medicines", "Do not enter identifiers"),
    "markup as a medicine": ({"other_medicines": ["<b>x</b>"]}, "Other medicines", "letters and digits only"),
}


@pytest.mark.parametrize(("typed", "field", "mend"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_named_with_its_mend_and_stays_on_the_page(typed, field, mend, read):
    app = opened()
    app.session_state[key("more")] = bool(typed.keys() & set(MORE))
    give(app.run(), typed)
    assert not app.exception
    assert len(app.error) == 1
    line = re.sub(r"\\(.)", r"\1", app.error[0].value)
    message, _, mended = line.partition(" **")
    assert field in message
    assert mend in mended
    for name, value in typed.items():
        assert app.get_by_key(key(name)).value == value
    app.run()
    assert {name: app.get_by_key(key(name)).value for name in typed} == typed
    typed_medicines = typed.get("other_medicines", ())
    assert not [name for name in typed_medicines if name in text(app)]  # what may identify a person is not repeated


def test_a_slip_holds_back_what_depends_on_it():
    app = give(opened(), {"age_years": "58", "diagnosis": "RLS", "ferritin_ng_ml": "60", "tsat_percent": "0.18"})
    assert "Held back until mended" in app.error[0].value
    assert "IV ferric carboxymaltose" not in "".join(m.value for m in app.markdown)


def test_a_decimal_comma_is_read_and_said(read):
    app = give(opened(), {"ferritin_ng_ml": "12,5"})
    assert read().patient.ferritin_ng_ml == 12.5
    assert "Ferritin: 12,5 read as 12.5" in text(app)
    assert app.get_by_key(key("ferritin_ng_ml")).value == "12,5"


def test_a_unit_is_converted_and_said(read):
    app = give(opened(), {"ferritin_ng_ml": "1200", "ferritin_ng_ml_unit": "pmol/L"})
    assert read().patient.ferritin_ng_ml == pytest.approx(534.045, abs=0.001)
    assert "Ferritin: 1200 pmol/L read as 534.0454 ng/mL" in text(app)


def test_a_mended_slip_is_gone():
    app = give(opened(), {"tsat_percent": "0.18"})
    assert app.error
    assert not give(app, {"tsat_percent": "18"}).error


# Staying, clearing, and leaving no trace


def test_answers_survive_another_page(read):
    app = opened()
    app.session_state[key("more")] = True
    typed = {
        "age_years": "58",
        "ferritin_ng_ml": "abc",
        "tsat_percent": "14",
        "diagnosis": "RLS",
        "sex_and_pregnancy": "Male",
        "rls_treatments": ["Pramipexole · now"],
        "other_medicines": ["bupropion"],
        "conditions_iron": ["Active infection"],
    }
    give(app.run(), typed)
    give(app, {"outcome_Pramipexole · now": "Helping", "reason_bupropion": "Mood"})
    before = read()
    app.switch_page(REVIEW).run()
    app.run()
    app.switch_page(CONSULT).run()
    assert not app.exception
    assert read() == before
    app.session_state[key("more")] = True
    app.run()
    assert {name: app.get_by_key(key(name)).value for name in typed} == typed
    assert read() == before


@pytest.mark.parametrize("case", EXAMPLES, ids=case_id)
def test_an_example_loads_shows_its_answer_and_clears(case, knowledge, read):
    app = opened()
    app.session_state[key("more")] = True
    app.run()
    app.get_by_key(key("example")).set_value(case.name).run()
    assert not app.exception
    assert read().patient != Patient()
    assessment = assess(read().patient, knowledge)
    offered = assessment.with_standing(*OFFERED)
    said = text(app)
    assert (offered and all(o.treatment.name in said for o in offered)) or app.error
    assert bool(app.error) is bool(assessment.problems or read().problems)
    assert set(case.expect.problems) <= {problem.id for problem in assessment.problems}

    app.button(key=key("clear")).click().run()
    assert read() == Reading(Patient())
    assert not app.error
    assert {field.value for field in app.text_input} == {""}
    assert "Enter age and diagnosis first" in text(app)


def test_an_example_replaces_the_patient_before(read):
    app = give(opened(), {"egfr_ml_min": "33", "age_years": "99"})
    first = EXAMPLES[0]
    app.get_by_key(key("example")).set_value(first.name).run()
    assert read().patient.egfr_ml_min == first.patient.get("egfr_ml_min")
    assert read().patient.age_years == first.patient["age_years"]


def test_no_answer_reaches_the_address():
    app = opened()
    app.get_by_key(key("example")).set_value(EXAMPLES[0].name).run()
    give(app, {"ferritin_ng_ml": "73.137"})
    assert dict(app.query_params) == {}
    app.switch_page(REVIEW).run()
    assert dict(app.query_params) == {}


def test_an_address_with_values_fills_nothing(read):
    app = AppTest.from_file(APP, default_timeout=30)
    app.query_params[key("age_years")] = "58"
    app.query_params["age_years"] = "58"
    app.run()
    assert read().patient == Patient()
