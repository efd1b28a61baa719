"""The laws on options, for any patient there could be: cautions, order, and what is never offered.

See test_laws.py for the laws on learning.
"""

import shutil
import tempfile
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from hypothesis import assume, given
from hypothesis import strategies as st

from rls_logic import load_knowledge
from rls_logic.asking.answers import Answer
from rls_logic.asking.rules import Asker
from rls_logic.assess import assess
from rls_logic.assessment import OFFERED
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.load import DATA
from rls_logic.content.vocabulary import Direction, Heading, Standing, Step, Strength, Taken
from rls_logic.note import note
from rls_logic.read import read_patient
from tests import asked
from tests.answer.test_read import TYPED
from tests.content.test_load_errors import reverse_records, summary
from tests.strategies import (
    KNOWN,
    TREATMENTS,
    adults_with_rls,
    patients,
)

ANYONE = patients() | adults_with_rls()


KNOWLEDGE = load_knowledge()  # not the fixture: Hypothesis would print it with every counterexample


@cache
def reversed_knowledge() -> Knowledge:
    """The same records, every file's in the opposite order."""
    with tempfile.TemporaryDirectory() as folder:
        return load_knowledge(reverse_records(Path(shutil.copytree(DATA, Path(folder) / "data"))))


LIGANDS = {t.id for t in KNOWLEDGE.treatments.values() if "gabapentinoid" in t.classes}


def asker_of(patient) -> Asker:
    return asked.asker_of(patient, KNOWLEDGE)


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
        about = [c for c in about if not (c.instead if option.taken_now else c.of_the_taken)]
        # One that holds back in favour of what is taken gives way to what speaks against that: the cases show when.
        about = [c for c in about if not c.for_the_taken]
        answers = {caution.id: asker.check(KNOWLEDGE.rules[caution.id]).answer for caution in about}
        unasked = {caution.id for caution in about if caution.unasked}
        shown = [c.record.id for c in option.cautions if not c.record.for_the_taken]
        to_check = [c.record.id for c in option.to_check if not c.record.for_the_taken]
        assert sorted(shown) == sorted(c for c, answer in answers.items() if answer is Answer.YES), option.id
        open_ones = {c for c, answer in answers.items() if answer is Answer.UNKNOWN}
        assert sorted(to_check) == sorted(open_ones - unasked), option.id


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
            assert effects <= {"mention", "adjust_dose"}, option.id
        if option.standing is Standing.OPEN:
            assert option.checks_for == (), option.id
        if option.standing in OFFERED:
            assert option.check.answer is Answer.YES, option.id
            assert not any(use.now or use.failed for use in option.uses), f"{option.id} is re-offered as new"


@given(patient=ANYONE)
def test_law_4_a_known_exclusion_beats_what_is_not_known(patient):
    """A safety reason that is known is said, whether or not it is known that the recommendation applies."""
    for option in assess(patient, KNOWLEDGE).options:
        if option.recommendation.direction is Direction.FOR and option.blocked_by:
            assert option.standing in (Standing.NOT_NOW, Standing.NOT_FOR_THIS_PATIENT), option.id
            assert option.because.cautions == option.blocked_by


@given(patient=ANYONE)
def test_law_4_no_weaker_option_stands_above_a_stronger_one(patient):
    """Neither a caution nor an open question moves a strong option below a weaker one; only iron and ESRD lead."""
    offered = [option for option in assess(patient, KNOWLEDGE).options if option.standing in OFFERED]
    for above, below in pairwise(offered):
        one, other = above.recommendation, below.recommendation
        leads = "iron" in above.treatment.classes or one.population is not other.population
        if not leads and other.strength is Strength.STRONG:
            assert one.strength is Strength.STRONG, f"{above.id} above {below.id}"


@given(patient=ANYONE)
def test_law_4_what_is_true_of_this_patient_stands_on_the_row(patient):
    """Every caution that is true of the patient and not of everyone is on the row of the option, none of it folded."""
    assessment = assess(patient, KNOWLEDGE)
    if any(finding.record.alone for finding in assessment.facts):
        return
    said = note(assessment, KNOWLEDGE)
    rows = {line.record: line for section in said.sections for line in section.options}
    rows |= {taken.option.record: taken.option for taken in said.section(Heading.TAKEN_NOW).taken if taken.option}
    for option in assessment.options:
        own = {c.record.id for c in option.cautions if c.record.applies_when.names}
        row = rows[option.id]
        assert own == {line.record for line in (*row.blocked, *row.own)}, option.id


# What is taken now


@given(patient=ANYONE)
def test_law_7_nothing_that_is_taken_is_out_of_sight(patient):
    """Everything listed as taken now, tapered or ended lately has its block, above the options."""
    assessment = assess(patient, KNOWLEDGE)
    listed = {use.treatment for use in patient.rls_treatments if use.when is not Taken.BEFORE}
    for use in patient.other_medicines or ():
        medicine = KNOWLEDGE.medicine_by_name.get(use.name.strip().casefold())
        if medicine and medicine.treatment and use.when is not Taken.BEFORE:
            listed.add(medicine.treatment)
    assert {block.use.treatment.id for block in assessment.current} == listed
    assert len(assessment.current) == len(listed), "one drug is one block"


@given(patient=ANYONE)
def test_law_7_to_keep_it_is_said_only_where_nothing_speaks_against_it(patient):
    for block in assess(patient, KNOWLEDGE).current:
        steps = {line.record.step for line in block.lines}
        if Step.KEEP in steps:
            assert steps <= {Step.KEEP, None}
            assert not block.cautions


@given(patient=ANYONE)
def test_law_7_two_of_one_class_are_never_offered_to_be_taken_together(patient):
    """Beside an alpha-2-delta ligand that is taken, another of the class is said to be instead of it, or is not offered."""
    taken = {use.treatment for use in patient.rls_treatments if use.when.still}
    if taken.isdisjoint(LIGANDS):
        return
    for option in assess(patient, KNOWLEDGE).options:
        if option.treatment.id in LIGANDS and option.standing in OFFERED:
            assert any(c.record.instead for c in option.cautions), option.id


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


@given(patient=adults_with_rls(), support=st.sampled_from(["haemodialysis", "peritoneal_dialysis"]))
def test_law_6_on_dialysis_no_general_grade_reads_as_ones_own(patient, support):
    """A general grade shown to somebody on dialysis is named as such."""
    patient = patient.model_copy(update={"kidney_support": support, "egfr_ml_min": None, "crcl_ml_min": None})
    assessment = assess(patient.model_copy(update={"creatinine_mg_dl": None}), KNOWLEDGE)
    assume(not assessment.problems)
    for option in assessment.options:
        if option.recommendation.population == "adults_rls":
            assert option.graded_elsewhere, option.id


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
