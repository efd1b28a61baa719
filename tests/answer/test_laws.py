"""The laws, for any patient there could be.

`make laws` (HYPOTHESIS_PROFILE=long) tries each on 2,000 patients; the quick run tries fewer, and always the same ones.
"""

import shutil
import tempfile
from collections.abc import Set
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rls_logic import load_knowledge
from rls_logic.asking.answers import Answer
from rls_logic.asking.derived import fields_of
from rls_logic.asking.facts import screened
from rls_logic.asking.rules import Asker
from rls_logic.assess import assess
from rls_logic.assessment import OFFERED
from rls_logic.content.conditions import Asked, Rule
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.load import DATA
from rls_logic.content.vocabulary import Outcome, Reason, Standing
from rls_logic.patient import MedicineUse, Patient, TreatmentUse
from rls_logic.read import read_patient
from tests import asked
from tests.answer.test_read import TYPED
from tests.content.test_load_errors import reverse_records, summary
from tests.strategies import (
    FIELDS,
    KNOWN,
    SCREENED,
    TREATMENTS,
    UNSCREENED,
    adults_with_rls,
    agreeing,
    agreeing_patients,
    complete_patients,
    learned,
    patients,
)

HELD = (Standing.NOT_NOW, Standing.NOT_FOR_THIS_PATIENT)
ANYONE = patients() | adults_with_rls()


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


@cache
def reversed_knowledge() -> Knowledge:
    """The same records, every file's in the opposite order."""
    with tempfile.TemporaryDirectory() as folder:
        return load_knowledge(reverse_records(Path(shutil.copytree(DATA, Path(folder) / "data"))))


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
        if was is not Answer.UNKNOWN:
            assert now is was, f"{name}: {was} became {now} on learning {sorted(filled)}"


def standings_move_only_as_named(before: Patient, after: Patient, filled: Set[str]) -> None:
    earlier, later = assess(before, KNOWLEDGE), assess(after, KNOWLEDGE)
    now = standings(later)
    assert now.keys() <= standings(earlier).keys(), "an option settled as not for this population came back"
    for option in earlier.options:
        if now.get(option.id) is not option.standing:
            assert filled & named_by(option), (
                f"{option.id} went from {option.standing} to {now.get(option.id)} on learning {sorted(filled)}; "
                f"it had named {sorted(named_by(option))}"
            )


def nothing_held_is_offered(before: Patient, after: Patient, filled: Set[str]) -> None:
    now = standings(assess(after, KNOWLEDGE))
    for option in assess(before, KNOWLEDGE).options:
        if option.standing in HELD:
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


# Law 4


@given(patient=ANYONE)
def test_law_4_every_caution_about_a_shown_option_is_shown_with_it(patient):
    """Every caution about a shown option is shown with it: those true of the patient, and those still to check."""
    assessment = assess(patient, KNOWLEDGE)
    assume(not assessment.problems and not patient.unreadable)
    asker = asker_of(patient)
    for option in assessment.options:
        about = [
            caution
            for caution in KNOWLEDGE.cautions
            if option.treatment.id not in caution.about.not_treatments
            and (
                option.treatment.id in caution.about.treatments
                or set(option.treatment.classes) & set(caution.about.classes)
            )
        ]
        answers = {caution.id: asker.check(KNOWLEDGE.rules[caution.id]).answer for caution in about}
        shown = [c.record.id for c in option.cautions]
        to_check = [c.record.id for c in option.to_check]
        assert sorted(shown) == sorted(c for c, answer in answers.items() if answer is Answer.YES), option.id
        assert sorted(to_check) == sorted(c for c, answer in answers.items() if answer is Answer.UNKNOWN), option.id


@given(patient=ANYONE, treatment=st.sampled_from(TREATMENTS))
def test_law_4_a_caution_never_removes_a_finding(patient, treatment):
    """A caution never removes a finding and never changes a grade: it moves a standing at most."""
    without = replace(KNOWLEDGE, cautions_about=MappingProxyType({**KNOWLEDGE.cautions_about, treatment: ()}))
    cautioned, bare = assess(patient, KNOWLEDGE), assess(patient, without)
    assert {o.id: o.recommendation for o in cautioned.options} == {o.id: o.recommendation for o in bare.options}
    for option in bare.options:
        if option.treatment.id != treatment:
            assert cautioned.option(option.id).standing is option.standing, option.id
        else:
            assert option.cautions == option.to_check == ()
            if cautioned.option(option.id).standing is Standing.OPEN:
                assert option.standing is Standing.OPEN, "a caution made an option more open"
    assert [f.record.id for f in cautioned.facts] == [f.record.id for f in bare.facts]


@given(patient=ANYONE)
def test_law_4_an_option_is_plainly_open_only_without_a_caution_that_comes_first(patient):
    """Open: every exclusion known absent, no caution that comes first, and nothing still to check."""
    for option in assess(patient, KNOWLEDGE).options:
        effects = {c.record.effect.value for c in option.cautions}
        if "not_for_this_patient" in effects or "not_now" in effects:
            assert option.standing not in OFFERED, option.id
        if option.standing in (Standing.OPEN, Standing.CHECK_FIRST):
            assert effects <= {"mention"}, option.id
        if option.standing is Standing.OPEN:
            assert option.checks_for == (), option.id
        if option.standing in OFFERED:
            assert option.check.answer is Answer.YES, option.id
            assert not any(use.when == "now" or use.failed for use in option.uses), f"{option.id} is re-offered as new"


# Law 5


@given(patient=ANYONE)
def test_law_5_file_and_record_order_does_not_matter(patient):
    """File and record order does not matter."""
    assert summary(assess(patient, reversed_knowledge())) == summary(assess(patient, KNOWLEDGE))


@given(patient=ANYONE)
def test_law_5_the_same_input_gives_the_same_result(patient):
    """Same input, same result, same fingerprint."""
    one, other = assess(patient, KNOWLEDGE), assess(patient.model_copy(deep=True), KNOWLEDGE)
    assert one == other
    assert one.fingerprint == other.fingerprint == KNOWLEDGE.fingerprint


def test_law_5_the_same_files_give_the_same_fingerprint_wherever_they_lie(tmp_path):
    """Same input, same fingerprint."""
    copied = load_knowledge(shutil.copytree(DATA, tmp_path / "elsewhere"))
    assert (copied.fingerprint, copied.version) == (KNOWLEDGE.fingerprint, KNOWLEDGE.version)


# Law 6


@given(patient=ANYONE, age=st.none() | KNOWN["age_years"])
def test_law_6_a_child_never_sees_an_adult_grade(patient, age):
    """A child never sees an adult grade, and an adult never a child's."""
    assessment = assess(patient.model_copy(update={"age_years": age}).with_unreadable(()), KNOWLEDGE)
    if any("age_years" in problem.fields for problem in assessment.problems):  # then the age is not known
        assert not assessment.with_standing(*OFFERED)
        return
    populations = {option.recommendation.population for option in assessment.options}
    if age is not None and age < 18:
        assert populations <= {"children_rls"}
    if age is not None and age >= 18:
        assert "children_rls" not in populations


@given(patient=ANYONE, diagnosis=st.sampled_from(("plmd_only", "not_rls", "rls")))
def test_law_6_plmd_without_rls_never_sees_an_rls_grade(patient, diagnosis):
    """PLMD without RLS never sees an RLS grade, RLS never a PLMD one, and neither of them sees either."""
    assessment = assess(patient.model_copy(update={"diagnosis": diagnosis}).with_unreadable(()), KNOWLEDGE)
    populations = {option.recommendation.population for option in assessment.options}
    match diagnosis:
        case "plmd_only":
            assert populations <= {"adults_plmd"}
            assert not assessment.with_standing(*OFFERED), "nothing is recommended for PLMD"
        case "not_rls":
            assert populations == set()
        case "rls":
            assert "adults_plmd" not in populations


@given(patient=ANYONE)
def test_law_6_no_iron_is_offered_with_known_overload(patient):
    """No iron is offered with known overload."""
    overloaded = patient.model_copy(update={"iron_overload": True}).with_unreadable(())
    for option in assess(overloaded, KNOWLEDGE).options:
        if "iron" in option.treatment.classes:
            assert option.standing in (Standing.NOT_FOR_THIS_PATIENT, Standing.WAITS), option.id


@given(patient=ANYONE, tsat=KNOWN["tsat_percent"].filter(lambda value: value >= 45))
def test_law_6_no_iron_is_offered_with_a_raised_tsat(patient, tsat):
    """TSAT of 45 % or more: no iron option is offered until overload is excluded."""
    raised = {"tsat_percent": tsat, "iron_ug_dl": None, "tibc_ug_dl": None}
    for option in assess(patient.model_copy(update=raised).with_unreadable(()), KNOWLEDGE).with_standing(*OFFERED):
        assert "iron" not in option.treatment.classes, option.id


# Law 7


@given(patient=ANYONE)
def test_law_7_nothing_the_guideline_is_against_appears_among_the_options_for(patient):
    """Nothing the guideline is against ever appears among the options for."""
    for option in assess(patient, KNOWLEDGE).with_standing(*OFFERED):
        assert option.recommendation.direction.value in ("for", "for_with_limits"), option.id


# Order: standing, fit of the population, strength, certainty, source order. A correctable iron deficiency stands above the
# ligands, and what is kept for after the others stands last.


def test_order_is_standing_then_iron_then_strength_then_certainty_then_the_sources_own():
    assessment = assess(read_patient(TYPED, KNOWLEDGE).patient, KNOWLEDGE)
    shown = [(option.recommendation.number, option.standing.value) for option in assessment.options]
    assert shown == [
        # ferritin 60 and TSAT 18 %: iron first, FCM strong, then conditional by certainty
        (4, "open"),
        (7, "open"),
        (5, "open"),
        (6, "open"),
        # strong, moderate; then conditional: moderate, low
        (1, "open"),
        (2, "open"),
        (3, "open"),
        (10, "open"),
        (8, "open"),
        # opioids are never plainly open
        (9, "open_with_care"),
        # strong against; then conditional against: moderate, low, very low
        (20, "advised_against"),
        (12, "advised_against"),
        (14, "advised_against"),
        (15, "advised_against"),
        (13, "advised_against"),
        (16, "advised_against"),
        (19, "advised_against"),
        (11, "advised_against"),
        (17, "advised_against"),
        (18, "advised_against"),
    ]


@given(patient=adults_with_rls())
def test_order_puts_esrd_records_first_among_their_standing(patient):
    options = assess(patient.model_copy(update={"kidney_support": "haemodialysis"}), KNOWLEDGE).options
    for one, other in pairwise(options):
        if one.standing is other.standing and other.recommendation.population == "adults_rls_esrd":
            assert one.recommendation.population == "adults_rls_esrd", f"{one.id} stands before {other.id}"


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
