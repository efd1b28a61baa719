"""The consultation says the answer as every other way of saying it does, and a sentence of a source is the source's own."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from pages.components.form import patient_form
from rls_logic.assess import assess
from rls_logic.content.vocabulary import Direction, Heading
from rls_logic.note import PLAN_LINES, note
from rls_logic.patient import Patient
from rls_logic.read import Reading, read_patient
from tests.app import opened, text

SAME_PATIENT = "pages/clinic/same_patient.py"
SAID_AT_ONCE = (
    Heading.DO_NOT_MISS,
    Heading.OUTSIDE_SCOPE,
    Heading.ASK_NEXT,
    Heading.IRON,
    Heading.AGGRAVATORS,
    Heading.TAKEN_NOW,
)


@pytest.fixture
def patients(knowledge) -> dict[str, Patient]:
    return {case.id: read_patient(case.patient, knowledge).patient for case in knowledge.cases}


@pytest.fixture
def consultation(monkeypatch, patients):
    """The page for a case, with one of the lists under "More" open if asked."""

    def page_of(case: str, more: str | None = None, page: str | None = None) -> AppTest:
        monkeypatch.setattr(patient_form, "current", lambda knowledge: Reading(patients[case]))
        app = opened(page) if page else opened()
        if more:
            app.session_state["more_answer"] = more
            app.run()
        assert not app.exception
        return app

    return page_of


@pytest.mark.parametrize(
    "case",
    [
        "iron-cause-man",
        "iron-haemochromatosis",
        "pramipexole-augmentation",
        "pregnant-first-trimester",
        "haemodialysis-ferritin-150",
        "not-rls",
        "acute-suicidal-thoughts",
        "child-ferritin-35",
    ],
)
def test_the_consultation_and_the_short_form_say_the_same(case, consultation, patients, knowledge):
    said = note(assess(patients[case], knowledge), knowledge)
    shown = text(consultation(case))
    for section in said.sections:
        if section.heading in SAID_AT_ONCE:
            assert [line.says for line in section.lines if line.says not in shown] == [], section.heading
    for taken in said.section(Heading.TAKEN_NOW).taken:
        assert [line.says for line in (*taken.lines[:PLAN_LINES], *taken.cautions) if line.says not in shown] == []
    for held in said.section(Heading.NOT_NOW).options:
        assert held.because in shown, "what is held back is named with its reason"
    assert [o.name for o in said.section(Heading.OPTIONS).options if o.name not in shown] == []


def test_a_heading_never_stands_without_its_lines(consultation):
    for case in ("acute-suicidal-thoughts", "not-rls", "intermittent"):
        assert not re.search(r"\*\*\]? \.", text(consultation(case)))


def test_the_row_of_what_is_against_standard_use_has_the_records_own_remark(consultation, knowledge):
    shown = text(consultation("man-iron-replete-all-known", more="Advised against"))
    records = [r for r in knowledge.main.recommendations if r.direction is Direction.AGAINST_STANDARD_USE]
    remarks = {record.remark for record in records}
    assert all(remarks)
    for remark in remarks:
        assert remark.rstrip(".") in shown, "the half about harm too"


def test_what_is_taken_now_and_advised_against_has_one_row(consultation):
    shown = text(consultation("ropinirole-content", more="Advised against"))
    assert shown.count("**Ropinirole**") == 1


def test_what_the_cut_offs_are_worth_is_said_with_its_source(consultation, knowledge):
    (practice,) = [p for p in knowledge.main.good_practice if p.on_thresholds]
    shown = text(consultation("iron-ferritin-90-tsat-25", page=SAME_PATIENT))
    assert practice.statement in shown
    assert f"AASM 2025, {practice.cite.locator}; {knowledge.word(practice.confirmed)}" in shown


def test_what_to_check_while_a_list_is_open_has_its_source(consultation, knowledge):
    app = consultation("iron-ferritin-90-tsat-25")
    app.session_state["why_aasm-2025-04"] = True
    shown = text(app.run())
    for field in ("rls_treatments", "other_medicines"):
        record = knowledge.inputs[field].unlisted
        assert record
        assert f"**{record.short}** (not known) {record.statement}" in shown
        assert record.cite.locator in shown
