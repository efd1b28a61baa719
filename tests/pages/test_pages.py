"""Every page opens, and the consult form says what was typed: nothing guessed, nothing lost, every slip named."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.components.form import patient_form
from pages.components.form.controls import ABSENT, NO_OTHERS
from pages.components.form.taken import NO_TREATMENT
from rls_logic import load_knowledge
from rls_logic.assess import assess
from rls_logic.assessment import OFFERED
from rls_logic.content.cases import Case
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.vocabulary import FactKind, Outcome, Reason
from rls_logic.patient import Patient
from rls_logic.read import Reading, read_patient
from tests.app import APP, CONSULT, ROOT, give, key, opened, text

FILES = sorted(p.relative_to(ROOT).as_posix() for p in (ROOT / "pages").glob("*/*.py") if p.parent.name != "components")
REVIEW = "pages/about/content_review.py"
KNOWLEDGE = load_knowledge()
CASES = KNOWLEDGE.cases
EXAMPLES = [case for case in CASES if case.example]
GROUPS = [group for group in KNOWLEDGE.groups if group != "core"]


def home(name: str) -> str:
    """The group in which a widget stands."""
    of_field = KNOWLEDGE.inputs.get(name.removesuffix("_unit"))
    if of_field:
        return of_field.group
    start, _, rest = name.partition("_")
    return {"reason": "medicines", "conditions": rest, "absent": rest, "marking": rest}.get(start, "core")


def tell(app: AppTest, typed: Mapping[str, Any]) -> AppTest:
    """Types and chooses, with the group open in which each is asked for."""
    for name, value in typed.items():
        if home(name) != "core":
            give(app, {"group": home(name)})
        give(app, {name: value})
    return app


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
    for group in GROUPS:
        give(app, {"group": group})  # now every control of the form has been drawn
        assert read() == Reading(Patient())
    assert app.get_by_key(key("irls_total")).value == ""


@pytest.mark.parametrize("group", [None, *GROUPS])
def test_the_blank_form_names_no_treatment(group, knowledge):
    app = give(opened(), {"group": group})
    said = text(app).casefold()
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
            "age_years": "38",
            "sex": "Female",
            "diagnosis": "RLS",
            "ferritin_ng_ml": "75.004",
            "tsat_percent": "19.999",
            "crcl_ml_min": " 64 ",
            "egfr_ml_min": "0",
            "kidney_support": "No dialysis",
            "course": "Chronic persistent",
            "rls_treatments": ["Pramipexole", "Neurontin (Gabapentin)"],
        },
    )
    give(app, {"pregnancy": "Possible", "use_outcome_pramipexole": "Augments", "use_when_gabapentin": "Tried"})
    assert read().problems == ()
    assert read().patient == Patient(
        age_years=38,
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


def test_what_is_told_in_the_groups_is_exactly_the_patient(read):
    app = tell(
        opened(),
        {
            "other_medicines": ["bupropion", "testamol"],
            "reason_bupropion": "Mood",
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
    assert not app.exception
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


def test_a_group_stays_open_while_it_is_filled_and_counts_its_answers():
    app = tell(opened(), {"irls_total": "24"})
    assert app.get_by_key(key("irls_total")).value == "24"
    assert "Life 1" in str(app.get_by_key(key("group")).proto)


def test_a_single_no_says_nothing_of_the_rest(read):
    app = give(opened(), {"group": "breathing"})
    give(app, {"marking_breathing": ABSENT})
    give(app, {"absent_breathing": ["Asthma"]})
    assert read().patient == Patient(asthma=False)
    assert "Asked and absent: asthma." in text(give(app, {"marking_breathing": "Present"}))
    give(app, {"conditions_breathing": ["Asthma"]})  # what is marked last counts
    assert read().patient == Patient(asthma=True)


def test_a_second_tap_takes_an_answer_back(read):
    app = give(opened(), {"diagnosis": "RLS"})
    give(app, {"diagnosis": None})
    assert read() == Reading(Patient())


def test_dialysis_yes_asks_which_and_is_not_known_until_then(read):
    app = give(opened(), {"kidney_support": "Yes"})
    assert read().patient == Patient()
    give(app, {"kidney_support_which": "Working transplant"})
    assert read().patient == Patient(kidney_support="working_transplant")
    give(app, {"kidney_support": "No dialysis"})
    assert read().patient == Patient(kidney_support="none")


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ({}, False),
        ({"sex": "Male"}, False),
        ({"sex": "Female"}, True),
        ({"age_years": "12"}, True),
        ({"age_years": "55", "sex": "Female"}, True),
        ({"age_years": "56", "sex": "Female"}, False),
        ({"age_years": "11"}, False),
        ({"age_years": "30", "sex": "Male"}, False),
    ],
)
def test_pregnancy_is_asked_where_it_can_apply(typed, asked):
    app = give(opened(), typed)
    shown = {pill.key for pill in app.get("pills")}
    assert (key("pregnancy") in shown) is asked
    assert key("trimester") not in {segments.key for segments in app.get("segmented_control")}


def test_the_trimester_is_asked_of_a_pregnant_woman(read):
    app = give(opened(), {"age_years": "31", "sex": "Female"})
    give(app, {"pregnancy": "Pregnant"})
    give(app, {"trimester": "Second"})
    assert read().patient == Patient(age_years=31, sex="female", pregnancy="pregnant", trimester=2)


def test_each_criterion_is_printed_in_its_own_words(knowledge):
    app = opened()
    app.session_state[key("criteria")] = True
    shown = text(app.run())
    criteria = [fact for fact in knowledge.facts if fact.kind is FactKind.CRITERION]
    assert re.findall(r"^(\d)\. \*\*", shown, re.MULTILINE) == list("12345")
    for fact in criteria:
        assert f"**{fact.short}** {fact.statement}" in shown


def test_every_treatment_has_a_name_of_its_own_in_the_form(knowledge):
    (form,) = [c for c in patient_form.controls(knowledge) if c.id == "rls_treatments"]
    assert {form.treatments[name]: name for name in form.names.values()} == form.names
    assert {form.treatments[name] for name in form.typed} == {
        t.id for t in knowledge.treatments.values() if t.ask_if_taken
    }


def test_no_listed_medicine_typed_in_full_enters_an_rls_treatment_that_it_is_not(knowledge):
    app = opened()
    options = app.get_by_key(key("rls_treatments")).options
    (form,) = [c for c in patient_form.controls(knowledge) if c.id == "rls_treatments"]
    whole = "\n".join(options).casefold()
    wrong = {}
    for name, medicine in knowledge.medicine_by_name.items():
        first = next((option for option in options if name in option.casefold()), None) if name in whole else None
        own = {name, None if medicine.treatment is None else form.names[medicine.treatment].casefold()}
        if (
            first
            and first.casefold() not in own
            and form.treatments.get(first)
            not in (
                medicine.treatment,
                *(t for t, short in form.names.items() if short.casefold() == name),
            )
        ):
            wrong[name] = first
    assert wrong == {}
    assert "soma" in options  # it stands in "liposomal iron"


@pytest.mark.parametrize(
    ("entry", "comes_to", "said"),
    [
        ("pramipexole 0.125 mg nocte", ["Pramipexole"], ""),
        ("madopar 125", ["Levodopa"], ""),
        ("nil", [NO_TREATMENT], ""),
        ("None so", [NO_TREATMENT], ""),
        ("soma", ["soma"], "Soma is no RLS treatment listed here"),
        ("omeprazole 20 mg", ["omeprazole 20 mg"], "omeprazole is no RLS treatment listed here"),
        ("pramipexxole", ["pramipexxole"], "Did you mean Pramipexole?"),
        ("Jane Roe", ["Jane Roe"], "one entry is no RLS treatment listed here"),
    ],
)
def test_what_is_typed_among_rls_treatments_is_read_or_named(entry, comes_to, said, read):
    app = tell(opened(), {"rls_treatments": [entry]})
    assert app.get_by_key(key("rls_treatments")).value == comes_to
    shown = [re.sub(r"\\(.)", r"\1", element.value) for element in (*app.error, *app.markdown)]
    assert len([line for line in shown if said and said in line]) == (2 if said else 0)  # in the list, and at the field
    assert not [line for line in shown if "Jane" in line]
    assert len(read().patient.rls_treatments) == (1 if comes_to[0] in ("Pramipexole", "Levodopa") else 0)


@pytest.mark.parametrize("entry", ["tramadol 50 mg", "aspirin 75 mg, tramadol 50 mg, testamol"])
def test_what_a_medicine_is_taken_for_is_asked_however_it_was_typed(entry, read):
    app = tell(opened(), {"other_medicines": [entry]})
    give(app, {"reason_tramadol": "Pain"})
    reasons = {medicine.name: medicine.reason for medicine in read().patient.other_medicines}
    assert reasons.pop("tramadol") is Reason.PAIN
    assert set(reasons.values()) <= {None}
    assert len(reasons) == entry.count(",")


def test_a_list_that_is_typed_or_pasted_counts_without_enter_and_each_part_is_said(read):
    app = tell(opened(), {"other_medicines": ["Zocor"]})
    app.get_by_key(key("other_medicines_pasted")).set_value(
        "- aspirin 75 mg od\n\nomeprazole, tramadol 50 mg\nZocor"
    ).run()
    assert [m.name for m in read().patient.other_medicines] == ["Zocor", "aspirin", "omeprazole", "tramadol"]
    assert "omeprazole, tramadol 50 mg read as omeprazole and tramadol" in text(app)
    assert app.get_by_key(key("other_medicines_pasted")).value == ""


@pytest.mark.parametrize("field", ["rls_treatments", "other_medicines"])
def test_a_name_typed_in_full_stands_before_every_name_that_contains_it(knowledge, field):
    """The browser shows the options that contain what is typed, in their order, and Enter takes the first."""
    options, rls = tell(opened(), {field: []}).get_by_key(key(field)).options, field == "rls_treatments"
    shorts = {treatment.short for treatment in knowledge.treatments.values()}
    enters = {}  # what an option enters, by the name typed for it
    for option in options:
        name, _, of = option.rpartition(" (")
        brand = rls and name and of.removesuffix(")") in shorts
        enters[name.casefold() if brand else option.casefold()] = of.removesuffix(")") if brand else option
    names, firsts = set(enters) - {options[0].casefold()}, {}
    for option, entered in zip(options, enters.values(), strict=True):
        for typed in names:
            if typed in option.casefold():
                firsts.setdefault(typed, entered)
    assert {typed: first for typed, first in firsts.items() if first != enters[typed]} == {}
    if not rls:
        assert set(knowledge.medicine_by_name) <= names
        assert {"morphine", "iron", "tramadol", "levodopa", "orap", "soma", "codeine", "omeprazole"} <= names
    else:
        assert {"morphine", "iron", "tramadol", "levodopa", "codeine", "sinemet", "neupro", "lyrica"} <= names


def test_an_example_and_clear_can_be_taken_back(read):
    overload = {"conditions_iron": ["Iron overload or haemochromatosis"]}
    app = tell(opened(), {"age_years": "58", "rls_treatments": ["Pramipexole"]} | overload)
    before = read()
    app.get_by_key(key("example")).set_value(EXAMPLES[0].name).run()
    app.run()
    assert read() != before
    app.button(key=key("undo")).click().run()
    assert read() == before
    app.button(key=key("clear")).click().run()
    assert read() == Reading(Patient())
    app.button(key=key("undo")).click().run()
    assert read() == before


def doses_of_what_is_taken(patient: Patient, knowledge: Knowledge) -> dict[str, Any]:
    """The form asks the dose of a medicine only while it is listed as taken now."""
    taken = {use.treatment for use in patient.rls_treatments if use.when.still}
    return {t.dose: None for t in knowledge.treatments.values() if t.dose and t.id not in taken}


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_a_case_put_into_the_form_is_read_back(case, knowledge, form):
    meant = read_patient(case.patient, knowledge, {name: None for name, item in knowledge.inputs.items() if item.units})
    patient_form.fill(case.patient, knowledge)
    got = patient_form.current(knowledge)
    can_say = doses_of_what_is_taken(meant.patient, knowledge)
    assert_same(got.patient, meant.patient.model_copy(update=can_say))
    assert got.problems == meant.problems


@pytest.mark.parametrize("case", EXAMPLES, ids=case_id)
def test_an_example_is_the_whole_patient_that_it_describes(case, knowledge, form):
    # A "no" that the form cannot hold would turn into "check first" on the screen.
    patient_form.fill(case.patient, knowledge)
    meant = read_patient(case.patient, knowledge).patient
    assert_same(patient_form.current(knowledge).patient, meant)


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
    assert_same(patient_form.current(knowledge).patient, meant)
    patient_form.clear()
    assert patient_form.current(knowledge) == Reading(Patient())
    assert all(value in (None, "", []) for value in form.values())


def test_a_conflict_stays_in_sight_to_be_mended(knowledge, form, monkeypatch):
    patient_form.fill({"sex": "male", "pregnancy": "pregnant", "trimester": 2}, knowledge)
    state = dict(form)
    monkeypatch.undo()
    app = with_state(state)
    assert app.get_by_key(key("pregnancy")).value == "Pregnant"
    assert app.get_by_key(key("trimester")).value == "Second"
    give(app, {"pregnancy": None, "trimester": None})
    assert key("pregnancy") not in {pill.key for pill in app.get("pills")}


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
        app = with_state(state)
        for group in {home(name.removeprefix(key(""))) for name, value in state.items() if value} - {"core"}:
            app.get_by_key(key("group")).set_value(group).run()
        app.run()  # now from the controls
        assert not app.exception, case.id
        assert_same(read().patient, patient)
    assert len(seen) > 40


def test_the_answer_begins_with_what_it_was_computed_from():
    # So that an old answer is never taken for a new one.
    app = opened()
    assert "This answer is for: nothing entered yet." in text(app)
    tell(app, {"age_years": "58", "sex": "Male", "ferritin_ng_ml": "60", "rls_treatments": ["Pramipexole"]})
    give(app, {"kidney_support": "No dialysis", "tsat_percent": "0.18"})
    whom = "58 years, male, ferritin 60 ng/mL, TSAT 0.18 %, no dialysis, RLS treatments: Pramipexole, now."
    assert f"This answer is for: {whom}" in text(app)


# Slips

# What is typed, the field that the message must name, and a part of the mend that it must give.
SLIPS = {
    "age 210": ({"age_years": "210"}, "Age", "122 years"),
    "age abc": ({"age_years": "abc"}, "Age", "type digits only"),
    "age with a word": ({"age_years": "58 or so"}, "Age", "type digits only"),
    "ferritin 1,200": ({"ferritin_ng_ml": "1,200"}, "Ferritin", "Did you mean 1200 or 1.200?"),
    "ferritin 1200, no unit": ({"ferritin_ng_ml": "1200"}, "Ferritin", "Choose the unit"),
    "ferritin NaN": ({"ferritin_ng_ml": "NaN"}, "Ferritin", "leave it empty if not known"),
    "ferritin -5": ({"ferritin_ng_ml": "-5"}, "Ferritin", "Remove the minus sign"),
    "ferritin in mg": ({"ferritin_ng_ml": "45 mg"}, "Ferritin", "ng/mL or pmol/L"),
    "ferritin 1.200": ({"ferritin_ng_ml": "1.200"}, "Ferritin", "Did you mean 1200 or 1.200?"),
    "ferritin too long": ({"ferritin_ng_ml": "1" * 30}, "Ferritin", "type digits only"),
    "TSAT 0.18": ({"tsat_percent": "0.18"}, "TSAT", "did you mean 18 %?"),
    "TSAT 101": ({"tsat_percent": "101"}, "TSAT", "percentage from 1 to 100"),
    "CrCl infinite": ({"crcl_ml_min": "inf"}, "CrCl", "leave it empty if not known"),
    "eGFR 90 on haemodialysis": (
        {"egfr_ml_min": "90", "kidney_support": "Yes", "kidney_support_which": "Haemodialysis"},
        "eGFR",
        "Check the eGFR, or the dialysis",
    ),
    "IRLS 41": ({"irls_total": "41"}, "IRLS total", "0 to 40"),
    "none and one treatment": (
        {"rls_treatments": [NO_TREATMENT, "Gabapentin"]},
        "None so far",
        "Remove one of the two",
    ),
    "a person as a medicine": ({"other_medicines": ["John Smith"]}, "Other medicines", "Do not enter identifiers"),
    "markup as a medicine": ({"other_medicines": ["<b>x</b>"]}, "Other medicines", "letters and digits only"),
}


@pytest.mark.parametrize(("typed", "field", "mend"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_named_with_its_mend_and_stays_on_the_page(typed, field, mend, read):
    app = tell(opened(), typed)
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


@pytest.mark.parametrize("typed", ["<", "1,", ">="])
def test_the_beginning_of_a_number_is_no_error_and_is_said_at_the_field(typed, read):
    app = give(opened(), {"age_years": "58", "diagnosis": "RLS", "ferritin_ng_ml": typed})
    assert not app.error
    assert (read().patient.ferritin_ng_ml, read().unfinished) == (None, ("ferritin_ng_ml",))
    assert text(app).count("Ferritin: not finished, so it is not used") == 2  # at the field, and above the answer


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"ferritin_ng_ml": "100 pmol/L"}, "100 pmol/L read as"),
        ({"ferritin_ng_ml": "pending"}, "Leave it empty if it is not known."),
        ({"other_medicines": ["gabapntin"]}, "Did you mean gabapentin"),
        ({"rls_treatments": ["Pramipexole"], "pramipexole_dose_mg": "125 mcg"}, "125 mcg read as"),
    ],
    ids=str,
)
def test_how_an_entry_was_read_stands_at_its_field_with_what_may_be_done(typed, said):
    app = tell(opened(), typed)
    shown = [re.sub(r"\\(.)", r"\1", element.value) for element in app.markdown]
    assert len([line for line in shown if line.startswith(":gray[:small[") and said in line]) == 1


def test_a_unit_is_converted_and_said(read):
    app = give(opened(), {"ferritin_ng_ml": "1200"})  # the unit is asked for where it is in doubt
    give(app, {"ferritin_ng_ml_unit": "pmol/L"})
    assert read().patient.ferritin_ng_ml == pytest.approx(534.045, abs=0.001)
    assert "Ferritin: 1200 pmol/L read as 534.0454 ng/mL" in text(app)


def test_a_mended_slip_is_gone():
    app = give(opened(), {"tsat_percent": "0.18"})
    assert app.error
    assert not give(app, {"tsat_percent": "18"}).error


# Staying, clearing, and leaving no trace


def test_answers_survive_another_page(read):
    typed = {
        "age_years": "58",
        "ferritin_ng_ml": "abc",
        "tsat_percent": "14",
        "diagnosis": "RLS",
        "sex": "Male",
        "rls_treatments": ["Pramipexole"],
        "use_outcome_pramipexole": "Helps",
        "other_medicines": ["bupropion"],
        "reason_bupropion": "Mood",
        "conditions_iron": ["Active infection"],
    }
    app = tell(opened(), typed)
    before = read()
    app.switch_page(REVIEW).run()
    app.run()
    app.switch_page(CONSULT).run()
    assert not app.exception
    assert read() == before
    for group in ("medicines", "iron"):
        give(app, {"group": group})
        shown = {name: app.get_by_key(key(name)).value for name in typed if home(name) in ("core", group)}
        assert shown == {name: typed[name] for name in shown}
    assert read() == before


@pytest.mark.parametrize("case", EXAMPLES, ids=case_id)
def test_an_example_loads_shows_its_answer_and_clears(case, knowledge, read):
    app = opened()
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
