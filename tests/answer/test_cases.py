"""The synthetic cases in data/cases, each against what the evidence says must come back, and what they leave uncovered.

A failing case means that the app and the documents disagree: read `because` first. The expectation is changed only when
the evidence or the design changes, never because the app answers otherwise.
"""

from collections.abc import Iterator

import pytest

from rls_logic.asking.answers import Answer
from rls_logic.assessment import OFFERED, Assessment
from rls_logic.content.cases import Case, Expected
from rls_logic.content.types import When
from rls_logic.content.vocabulary import FactKind, Standing, State
from rls_logic.read import read_patient
from tests.answer.answered import (
    CASES,
    KNOWLEDGE,
    RECORDS,
    STANDINGS,
    answered,
    assessed,
    every_case,
    in_words,
    patient_of,
)

# What each case must bring back


def differences(case: Case) -> Iterator[str]:
    """What was expected and what came instead, one line a difference."""
    expect, found = case.expect, assessed(case.id)
    standing = {option.id: option.standing.value for option in found.options}
    shown = {c.record.id for option in found.options for c in option.cautions}
    facts = {f.record.id for f in found.facts}
    aggravators = {f.record.id for f in found.aggravators}
    problems = {problem.id for problem in found.problems}
    asked = [unknown.field for unknown in found.unknowns[:3]]

    if expect.state is not None and found.state != expect.state:
        yield f"state: expected {expect.state}, came {found.state}"
    for name in STANDINGS:
        for record in getattr(expect, name):
            if standing.get(record) != name:
                yield f"{record}: expected {name}, came {standing.get(record, 'not shown')}{why(found, record)}"
    for record in expect.not_shown:
        if record in standing:
            yield f"{record}: expected not shown, came {standing[record]}"
    for label, wanted, came in (
        ("cautions", expect.cautions, shown),
        ("facts", expect.facts, facts),
        ("aggravators", expect.aggravators, aggravators),
    ):
        if not came.issuperset(wanted):
            yield f"{label}: expected and missing: {in_words(set(wanted) - came)}"
    for label, unwanted, came in (
        ("cautions", expect.no_cautions, shown),
        ("facts", expect.no_facts, facts),
        ("aggravators", expect.no_aggravators, aggravators),
    ):
        if came.intersection(unwanted):
            yield f"{label}: shown and must not be: {in_words(came.intersection(unwanted))}"
    if "problems" in expect.model_fields_set and problems != set(expect.problems):
        yield f"problems: expected {in_words(expect.problems)}, came {in_words(problems)}"
    if not set(asked).issuperset(expect.ask):
        yield f"ask next: expected {in_words(expect.ask)} among the first three, came {', '.join(asked) or 'nothing'}"
    first = found.options[0].id if found.options else "nothing"
    if expect.first is not None and first != expect.first:
        yield f"first option: expected {expect.first}, came {first}"


def why(found: Assessment, record: str) -> str:
    """The reasons the app gives for a standing, for the failure message."""
    option = found.option(record)
    if option is None:
        return ""
    parts = {
        "cautions": [c.record.id for c in option.cautions if c.record.effect != "mention"],
        "to check": option.checks_for,
        "waits for": option.waits_for,
        "held by": option.held_by,
    }
    return "".join(f"; {label}: {', '.join(values)}" for label, values in parts.items() if values)


@every_case
def test_the_case_brings_back_what_the_evidence_says(case: Case):
    found = list(differences(case))
    lines = "\n  ".join(found)
    assert not found, f"{case.name} ({case.id})\n  because: {case.because}\n  {lines}"


@every_case
def test_the_answers_are_read_without_refusal(case: Case):
    reading = read_patient(case.patient, KNOWLEDGE)
    assert [p.message for p in reading.problems] == []
    assert [n.message for n in reading.notices] == []
    unscreened = case.id == "medicine-not-screened"
    assert bool(assessed(case.id).unscreened_medicines) is unscreened


@every_case
def test_the_case_names_only_what_exists(case: Case):
    expect = case.expect
    records = {record.id for record in RECORDS}
    wanted = {
        "a recommendation": ({r for name in (*STANDINGS, "not_shown") for r in getattr(expect, name)}, records),
        "the first": ({expect.first} - {None}, records),
        "a caution": ({*expect.cautions, *expect.no_cautions}, {c.id for c in KNOWLEDGE.cautions}),
        "a fact": ({*expect.facts, *expect.no_facts}, {f.id for f in KNOWLEDGE.facts}),
        "an aggravator": ({*expect.aggravators, *expect.no_aggravators}, {a.id for a in KNOWLEDGE.aggravators}),
        "a field": (set(expect.ask), set(KNOWLEDGE.inputs)),
        "a state": ({expect.state} - {None}, {state.value for state in State}),
        "a problem": (
            set(expect.problems),
            {c.id for c in KNOWLEDGE.contradictions} | {f"range-{field}" for field in KNOWLEDGE.inputs},
        ),
    }
    for label, (names, known) in wanted.items():
        assert names <= known, f"{case.id}: {in_words(names - known)} is not {label} in data/"


@every_case
def test_an_expectation_does_not_contradict_itself(case: Case):
    expect = case.expect
    placed = [record for name in (*STANDINGS, "not_shown") for record in getattr(expect, name)]
    assert len(placed) == len(set(placed)), "a record is expected in two places"
    for kind in ("cautions", "facts", "aggravators"):
        assert not set(getattr(expect, kind)) & set(getattr(expect, f"no_{kind}"))


@every_case
def test_the_names_are_short_enough_to_choose_from(case: Case):
    assert len(case.name) <= (45 if case.example else 100)


@every_case
def test_nothing_is_asked_that_was_answered(case: Case):
    patient = patient_of(case.id)
    answered_fields = {field for field in KNOWLEDGE.inputs if getattr(patient, field) is not None}
    reopened = {"rls_treatments", "other_medicines"}  # a missing outcome, an unscreened name or a reason not given
    if patient.pregnancy == "possible":
        reopened.add("pregnancy")
    if patient.diagnosis == "uncertain":
        reopened.add("diagnosis")
    asked = {unknown.field for unknown in assessed(case.id).unknowns}
    assert not (asked & answered_fields) - reopened, f"{case.name}: asks again for what was answered"


@every_case
def test_an_opioid_is_never_plainly_open_and_comes_after_the_others(case: Case):
    """Section 6: never plainly open; open with care, after the others."""
    offered = assessed(case.id).with_standing(*OFFERED)
    opioids = [n for n, option in enumerate(offered) if option.treatment.id == "opioids"]
    assert all(offered[n].standing is Standing.OPEN_WITH_CARE for n in opioids)
    assert all(n == len(offered) - 1 for n in opioids)


# The examples of the consult page


def test_six_examples_in_their_places():
    assert sorted(case.example for case in CASES if case.example) == [1, 2, 3, 4, 5, 6]


# Coverage: no rule of the app is left without a patient in whom it holds and one in whom it does not


def named(expectations: str) -> set[str]:
    return {record for case in CASES for record in getattr(case.expect, expectations)}


def records_expected_to_apply(expect: Expected) -> set[str]:
    return {record for name in STANDINGS if name != "waits" for record in getattr(expect, name)}


@pytest.mark.parametrize("record", [record.id for record in RECORDS])
def test_every_recommendation_stands_for_somebody_and_not_for_somebody_else(record: str):
    assert any(record in records_expected_to_apply(case.expect) for case in CASES), "no case expects it to apply"
    assert record in named("not_shown"), "no case expects it to be absent"


# It only asks: once the kidney is known to have failed, other records take the place of those that it is about.
ONLY_ASKS = {"caution-esrd-not-ruled-out"}


@pytest.mark.parametrize("caution", [caution.id for caution in KNOWLEDGE.cautions if caution.id not in ONLY_ASKS])
def test_every_caution_is_true_of_somebody(caution: str):
    assert caution in named("cautions"), "no case expects this caution"


@pytest.mark.parametrize("caution", [c.id for c in KNOWLEDGE.cautions if c.applies_when != When()])
def test_every_caution_is_ruled_out_for_somebody(caution: str):
    assert any(answered(case.id, caution) is Answer.NO for case in CASES), "no case answers it with no"


COVERED_KINDS = (
    FactKind.DO_NOT_MISS,
    FactKind.IRON,
    FactKind.IRON_CAUSE,
    FactKind.LEGACY,
    FactKind.STOPPING,
    FactKind.NOT_ADDRESSED,
)


@pytest.mark.parametrize("fact", [f.id for f in KNOWLEDGE.facts if f.kind in COVERED_KINDS])
def test_every_fact_that_leads_the_answer_is_expected_of_somebody(fact: str):
    assert fact in named("facts"), "no case expects this fact"


@pytest.mark.parametrize(
    "fact", [f.id for f in KNOWLEDGE.facts if f.kind in COVERED_KINDS and f.applies_when != When()]
)
def test_every_fact_that_leads_the_answer_is_ruled_out_for_somebody(fact: str):
    assert any(answered(case.id, fact) is Answer.NO for case in CASES), "no case answers it with no"


@pytest.mark.parametrize("aggravator", [a.id for a in KNOWLEDGE.aggravators])
def test_every_aggravator_is_found_in_somebody_and_not_in_somebody_else(aggravator: str):
    assert aggravator in named("aggravators"), "no case expects this aggravator"
    assert any(answered(case.id, aggravator) is Answer.NO for case in CASES), "no case answers it with no"


@pytest.mark.parametrize("contradiction", [c.id for c in KNOWLEDGE.contradictions])
def test_every_contradiction_is_named_in_somebody_and_not_in_somebody_else(contradiction: str):
    assert contradiction in named("problems"), "no case expects this contradiction"
    assert any(answered(case.id, contradiction) is Answer.NO and not assessed(case.id).problems for case in CASES), (
        "no case without problems answers it with no"
    )


def test_every_standing_and_every_state_is_expected():
    assert {name for case in CASES for name in STANDINGS if getattr(case.expect, name)} == set(STANDINGS)
    assert {case.expect.state for case in CASES} - {None} == {state.value for state in State}
