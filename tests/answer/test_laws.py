"""The laws, for any patient there could be.

`make laws` (HYPOTHESIS_PROFILE=long) tries each on 2,000 patients; the quick run tries fewer, and always the same ones.
"""

from collections.abc import Set
from typing import Literal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rls_logic import load_knowledge
from rls_logic.asking.answers import Answer
from rls_logic.asking.derived import fields_of
from rls_logic.asking.facts_taken import screened
from rls_logic.asking.rules import Asker
from rls_logic.assess import assess
from rls_logic.assessment import OFFERED
from rls_logic.content.conditions import Asked, Rule
from rls_logic.content.vocabulary import Outcome, Reason, Standing
from rls_logic.patient import MedicineUse, Patient, TreatmentUse
from tests import asked
from tests.strategies import (
    FIELDS,
    KNOWN,
    SCREENED,
    UNSCREENED,
    agreeing,
    agreeing_patients,
    complete_patients,
    learned,
)

HELD = (Standing.NOT_NOW, Standing.NOT_FOR_THIS_PATIENT)


KNOWLEDGE = load_knowledge()  # not the fixture: Hypothesis would print it with every counterexample
DERIVED = KNOWLEDGE.derived
SLIPS = {record.id for record in KNOWLEDGE.contradictions}
RULES = {record: rule for record, rule in KNOWLEDGE.rules.items() if record not in SLIPS}


def every_node() -> dict[str, Asked | Rule]:
    """Every question, term and record condition there is, contradictions aside: those are about slips of the pen."""
    found: dict[int, Asked | Rule] = {}

    def walk(node: Asked | Rule) -> None:
        if node.slot not in found:
            found[node.slot] = node
            for part in node.nodes if isinstance(node, Rule) else ():
                walk(part)

    for rule in RULES.values():
        walk(rule)
    records = {rule.slot: record for record, rule in RULES.items()}
    return {f"{slot} {node.name or records[slot]}": node for slot, node in found.items()}


NODES = every_node()

# What speaks of what is not known ends when it becomes known; that is no reversal. Everything that asks it is left out with it.
OF_KNOWING = {
    "one_iron_test_missing",
    "pregnant_or_planning_now",
    "severe_rls_is_recorded",
    "cause_of_low_iron_recorded",
    "esrd_is_known",
    "no_dialysis_without_kidney_value",
    "haemodialysis_is_known",
    "kidney_function_not_known",
    "iron_on_hold",
    "trimester_not_known",
    "dopaminergic_use_not_known",
    "dopaminergic_without_reason",
    "gabapentin_dose_not_known",
    "pregabalin_dose_not_known",
    "gabapentin_enacarbil_dose_not_known",
    "augmentation_reported",
    "outcome_not_recorded",
    "substance_use_disorder_recorded",
    # yes of a woman of childbearing age until something else is said
    "could_become_pregnant",
    "contraception_matters",
    # said, or not said, until more is known
    "may_menstruate",
    "menses_are_no_cause",
    "pregnant_now",
    "sex_not_recorded",
    "too_young_to_be_asked",
    "iron_removed_on_purpose",
    "iron_is_held",
    "iv_iron_reason_recorded",
    "heart_failure_iron_deficiency",
}


def speaks_of_knowing(node: Asked | Rule) -> bool:
    if isinstance(node, Rule):
        return node.once_known or any(map(speaks_of_knowing, node.nodes))
    return not OF_KNOWING.isdisjoint(node.question.fields)


def asker_of(patient) -> Asker:
    return asked.asker_of(patient, KNOWLEDGE)


def standings(assessment) -> dict[str, Standing | None]:
    return {option.id: option.standing for option in assessment.options}


def named_by(option) -> set[str]:
    """The fields whose answer this option said it depends on, and what else can give that answer."""
    named = {*option.waits_for, *option.checks_for, *(field for c in option.to_check for field in c.missing)}
    return named.union(*(fields_of(fact, DERIVED) for fact in DERIVED if DERIVED[fact].stands_for in named))


def open_fields(patient) -> set[str]:
    """The fields that are not, or not yet wholly, answered."""
    found = {field for field in FIELDS if getattr(patient, field) is None}
    if not patient.rls_treatments and not patient.no_rls_treatment:
        found.add("rls_treatments")
    if any(use.outcome is None for use in patient.rls_treatments):
        found.add("rls_treatments")
    medicines = patient.other_medicines or ()
    if any(use.reason is None or not screened(use.name, KNOWLEDGE) for use in medicines):
        found.add("other_medicines")
    found |= {"medicine_list_incomplete"} if patient.medicine_list_incomplete else set()
    found |= {"pregnancy"} if patient.pregnancy == "possible" else set()
    found |= {"diagnosis"} if patient.diagnosis == "uncertain" else set()
    return found


def test_the_strategies_leave_no_field_out():
    assert set(FIELDS) == set(Patient.model_fields)
    assert len(FIELDS) == len(set(FIELDS))


def test_the_sampled_medicines_are_screened_and_the_unscreened_one_is_not():
    assert [name for name in SCREENED if not screened(name, KNOWLEDGE)] == []
    assert not screened(UNSCREENED, KNOWLEDGE)


# Law 1


def no_settled_answer_reversed(before: Patient, after: Patient, filled: Set[str]) -> None:
    earlier, later = asker_of(before), asker_of(after)
    for name, node in NODES.items():
        was, now = earlier.check(node).answer, later.check(node).answer
        if was is not Answer.UNKNOWN and not speaks_of_knowing(node):
            assert now is was, f"{name}: {was} became {now} on learning {sorted(filled)}"


def standings_move_only_as_named(before: Patient, after: Patient, filled: Set[str]) -> None:
    earlier, later = assess(before, KNOWLEDGE), assess(after, KNOWLEDGE)
    now = standings(later)
    assert now.keys() <= standings(earlier).keys(), "an option settled as not for this population came back"
    for option in earlier.options:
        if now.get(option.id) is not option.standing:
            unasked = {c.id for c in KNOWLEDGE.cautions_about[option.treatment.id] if c.unasked}
            counts = {field for record in unasked for field in earlier.answers.of(record).missing}
            if any(speaks_of_knowing(RULES[record]) for record in unasked):
                counts |= filled  # such a caution names nothing, and counts once it is known
            assert filled & (named_by(option) | counts), (
                f"{option.id} went from {option.standing} to {now.get(option.id)} on learning {sorted(filled)}; "
                f"it had named {sorted(named_by(option))}"
            )


def nothing_held_is_offered(before: Patient, after: Patient, filled: Set[str]) -> None:
    now = standings(assess(after, KNOWLEDGE))
    for option in assess(before, KNOWLEDGE).options:
        if option.standing in HELD and not any(speaks_of_knowing(c.check.of) for c in option.blocked_by):
            assert now.get(option.id) not in OFFERED, f"{option.id}: {option.standing} opened on {sorted(filled)}"


def agree(*several: Patient) -> bool:
    return not any(assess(patient, KNOWLEDGE).problems for patient in several)


@given(data=st.data(), before=agreeing_patients())
def test_law_1_learning_more_never_reverses_a_settled_answer(data, before):
    """Contradictions aside, learning more never reverses a settled answer."""
    after, filled = data.draw(learned(before))
    assume(agree(before, after))
    no_settled_answer_reversed(before, after, filled)


@given(data=st.data(), before=agreeing_patients())
def test_law_1_a_standing_moves_only_by_an_answer_that_it_named(data, before):
    """Learning more moves a standing only by the answer that it named."""
    after, filled = data.draw(learned(before))
    assume(agree(before, after))
    standings_move_only_as_named(before, after, filled)


@given(data=st.data(), before=agreeing_patients())
def test_law_1_learning_more_never_opens_what_safety_has_closed(data, before):
    """Learning more never moves an option from a "not" standing to an offered one."""
    after, filled = data.draw(learned(before))
    assume(agree(before, after))
    nothing_held_is_offered(before, after, filled)


ADULT = Patient(age_years=50, sex="male", pregnancy="not_possible", diagnosis="rls")


def taking(treatment: str, when: Literal["now", "before"], outcome: Outcome | None = None) -> TreatmentUse:
    return TreatmentUse(treatment=treatment, when=when, outcome=outcome)


# Each was found by a law above. What was known, and what was learned.
FOUND_ONCE = {
    "what happened on a treatment taken now": (
        {"rls_treatments": (taking("gabapentin", "now"),)},
        {"rls_treatments": (taking("gabapentin", "now", Outcome.NOT_ENOUGH),)},
    ),
    "what happened on a treatment tried before": (
        {"rls_treatments": (taking("pregabalin", "before"),), "other_medicines": ()},
        {"rls_treatments": (taking("pregabalin", "before", Outcome.HELPING),)},
    ),
    "augmentation as an outcome, after its signs were denied": (
        {"augmentation_signs": ()},
        {"rls_treatments": (taking("pramipexole", "now", Outcome.AUGMENTATION),)},
    ),
    "augmentation as the outcome of a listed treatment, after its signs were denied": (
        {"augmentation_signs": (), "rls_treatments": (taking("pramipexole", "now"),)},
        {"rls_treatments": (taking("pramipexole", "now", Outcome.AUGMENTATION),)},
    ),
    "dialysis, after a computed clearance": (
        {"weight_kg": 80.0, "creatinine_mg_dl": 1.0},
        {"kidney_support": "haemodialysis"},
    ),
    "why a listed medicine is taken": (
        {"other_medicines": (MedicineUse(name="pramipexole"),)},
        {"other_medicines": (MedicineUse(name="pramipexole", reason=Reason.PARKINSON),)},
    ),
    "a treatment, after its dose": (
        {"pramipexole_dose_mg": 1.0},
        {"rls_treatments": (taking("pramipexole", "now", Outcome.HELPING),)},
    ),
    "a second dopaminergic among the other medicines": (
        {"pramipexole_dose_mg": 1.0, "no_rls_treatment": True},
        {"other_medicines": (MedicineUse(name="pramipexole", reason=Reason.PARKINSON),)},
    ),
}


@pytest.mark.parametrize("law", [no_settled_answer_reversed, standings_move_only_as_named, nothing_held_is_offered])
@pytest.mark.parametrize("what", FOUND_ONCE)
def test_law_1_holds_where_it_once_did_not(what, law):
    known, more = FOUND_ONCE[what]
    before = ADULT.model_copy(update=known)
    after = before.model_copy(update=more)
    if agree(before, after):  # a contradiction, where they are found to be one, is the other way out
        law(before, after, more.keys())


# Law 2


@given(patient=complete_patients())
def test_law_2_a_complete_patient_leaves_nothing_unknown(patient):
    """A complete patient leaves nothing unknown."""
    assessment = assess(patient, KNOWLEDGE)
    assume(agree(patient))
    asker = asker_of(patient)
    unknown = [record for record, rule in RULES.items() if asker.check(rule).answer is Answer.UNKNOWN]
    assert unknown == [], f"waiting for {[asker.check(RULES[record]).missing for record in unknown]}"
    assert assessment.unknowns == ()
    assert assessment.unscreened_medicines == ()
    for option in assessment.options:
        assert option.standing not in (Standing.WAITS, Standing.CHECK_FIRST), option.id
        assert (option.to_check, option.waits_for, option.checks_for, option.held_by) == ((), (), (), ()), option.id


def every_unknown_names_what_is_missing(patient: Patient) -> None:
    asker, missing = asker_of(patient), open_fields(patient)
    for name, node in NODES.items():
        check = asker.check(node)
        if check.answer is Answer.UNKNOWN:
            assert set(check.missing) & missing, f"{name} waits for {check.missing}, which are all answered"
            assert set(check.missing) <= set(FIELDS), f"{name} names {check.missing}: no patient fields"
        else:
            assert check.missing == (), name


@given(patient=agreeing_patients())
def test_law_2_an_unknown_always_names_what_is_missing(patient):
    """An unknown always names what is missing."""
    assume(agree(patient))
    every_unknown_names_what_is_missing(patient)


@pytest.mark.parametrize(
    "known",
    [
        {"pramipexole_dose_mg": 1.0},
        {"pramipexole_dose_mg": 1.0, "rls_treatments": (taking("pramipexole", "now"), taking("ropinirole", "now"))},
        {"pramipexole_dose_mg": 1.0, "rls_treatments": (taking("pramipexole", "now"), taking("levodopa", "now"))},
        {"augmentation_signs": ()},
        {"pregnancy": "possible", "sex": "female"},
        {"diagnosis": "uncertain"},
        {"other_medicines": (MedicineUse(name=UNSCREENED, reason=Reason.PAIN),), "no_rls_treatment": True},
    ],
)
def test_law_2_holds_where_it_once_did_not_or_nearly_would_not(known):
    every_unknown_names_what_is_missing(ADULT.model_copy(update=known))


@pytest.mark.parametrize("other", ["ropinirole", "levodopa"])
def test_law_2_what_is_asked_for_can_be_answered(other):
    """On two dopaminergics at once the dose is asked for only if it can be given."""
    on_two = ADULT.model_copy(update={"rls_treatments": (taking("pramipexole", "now"), taking(other, "now"))})
    asker = asker_of(on_two)
    asked_for = {field for rule in RULES.values() for field in asker.check(rule).missing}
    if "pramipexole_dose_mg" in asked_for:
        assert agree(on_two.model_copy(update={"pramipexole_dose_mg": 1.0}))


# Law 3


def fields_under(rule: Rule | Asked) -> set[str]:
    """Every patient field on which a rule can rest, through the facts that its questions read."""
    if isinstance(rule, Asked):
        return set().union(*(fields_of(fact, DERIVED) for fact in rule.question.fields))
    return set().union(*(fields_under(node) for node in rule.nodes))


@given(data=st.data(), before=agreeing_patients(), field=st.sampled_from(FIELDS))
def test_law_3_changing_a_field_that_a_rule_does_not_use_never_changes_its_finding(data, before, field):
    """Changing a field a rule does not use never changes that rule's finding."""
    answers = {name: getattr(before, name) for name in Patient.model_fields}
    empty = () if field == "rls_treatments" else None
    answers[field] = data.draw(st.just(empty) | KNOWN[field])
    after = Patient(**answers)
    assume(agree(before, after))
    earlier, later = asker_of(before), asker_of(after)
    for name, node in NODES.items():
        if field not in fields_under(node):
            was, now = earlier.check(node), later.check(node)
            assert (was.answer, was.values) == (now.answer, now.values), f"{name} changed with {field}"
            assert set(was.missing) == set(now.missing), f"what {name} waits for changed with {field}"


def test_law_3_every_field_is_used_by_some_rule():
    """An input that no rule reads is not asked."""
    used = set().union(*(fields_under(rule) for rule in KNOWLEDGE.rules.values()))
    assert set(FIELDS) - used == set()


# What is a correction, not learning: the better measure wins, in plain sight.


def test_a_clearance_replaces_an_egfr_and_a_typed_tsat_a_computed_one():
    by_egfr = Patient(egfr_ml_min=14)
    assert asked.facts(by_egfr, KNOWLEDGE)["kidney_function_ml_min"] == 14
    assert asked.facts(by_egfr.model_copy(update={"crcl_ml_min": 16}), KNOWLEDGE)["kidney_function_ml_min"] == 16
    computed = Patient(iron_ug_dl=60, tibc_ug_dl=300)
    assert asked.facts(computed, KNOWLEDGE)["tsat_percent"] == 20
    assert asked.facts(computed.model_copy(update={"tsat_percent": 19}), KNOWLEDGE)["tsat_percent"] == 19


def test_patients_made_to_agree_have_no_problems():
    slips = {
        "sex": "male",
        "pregnancy": "pregnant",
        "trimester": 2,
        "kidney_support": "haemodialysis",
        "egfr_ml_min": 90,
    }
    assert assess(Patient(**slips), KNOWLEDGE).problems
    assert not assess(Patient(**agreeing(slips)), KNOWLEDGE).problems
