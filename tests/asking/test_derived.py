"""What the signatures of facts say, against tables typed by hand: what each rests on, what would settle it, what is held with it."""

import numpy as np
import pytest

from rls_logic.asking.answered import Answers
from rls_logic.asking.declared import FACTS, TYPED, fact
from rls_logic.asking.derived import derive, facts_of, fields_of, held_with, settled_by
from rls_logic.assess import assess
from rls_logic.assessment import OFFERED
from rls_logic.patient import MedicineUse, Patient, TreatmentUse
from tests.strategies import KNOWLEDGE, asked_in

DERIVED = KNOWLEDGE.derived
CLEARANCE = {"crcl_ml_min", "egfr_ml_min", "creatinine_mg_dl", "weight_kg", "age_years", "sex"}
TREATED = {"rls_treatments", "no_rls_treatment"}
MEDICATED = {*TREATED, "other_medicines"}
COMPLETE_LIST = {*MEDICATED, "medicine_list_incomplete"}
ROPINIROLE, ASPIRIN, TESTAMOL = (
    TreatmentUse(treatment="ropinirole", when="now"),
    MedicineUse(name="aspirin"),
    MedicineUse(name="testamol"),
)

TSAT = {"tsat_percent", "iron_ug_dl", "tibc_ug_dl"}
DOSED = (
    "pramipexole",
    "ropinirole",
    "rotigotine",
    "gabapentin",
    "pregabalin",
    "gabapentin_enacarbil",
    "methadone",
    "oxycodone",
)
RESTS_ON: dict[str, set[str]] = {
    "has_rls": {"diagnosis"},
    "plmd_without_rls": {"diagnosis"},
    "pregnancy": {"pregnancy", "sex", "age_years"},
    "pregnant": {"pregnancy", "sex", "age_years"},
    "planning_pregnancy": {"pregnancy", "sex", "age_years"},
    "breastfeeding": {"pregnancy", "sex", "age_years"},
    "pregnant_or_planning_now": {"pregnancy", "sex", "age_years"},
    "could_become_pregnant": {"pregnancy", "sex", "age_years"},
    "trimester_if_pregnant": {"pregnancy", "trimester", "sex", "age_years"},
    "trimester_name": {"pregnancy", "trimester", "sex", "age_years"},
    "trimester_not_known": {"pregnancy", "trimester", "sex", "age_years"},
    "trimester_recorded_without_pregnancy": {"pregnancy", "trimester", "sex", "age_years"},
    "tsat_percent": {"tsat_percent", "iron_ug_dl", "tibc_ug_dl"},
    "tsat_computed_percent": {"iron_ug_dl", "tibc_ug_dl"},
    "cockcroft_gault_ml_min": CLEARANCE - {"crcl_ml_min", "egfr_ml_min"},
    "kidney_function_ml_min": CLEARANCE,
    "crcl_computed_ml_min": CLEARANCE - {"egfr_ml_min"},
    "iron_overload": {"iron_overload", "ferritin_ng_ml", "tsat_percent", "iron_ug_dl", "tibc_ug_dl"},
    "inflammation": {"inflammation", "ferritin_ng_ml"},
    "contraception_matters": {"pregnancy", "sex", "age_years"},
    "may_menstruate": {"pregnancy", "sex", "age_years"},
    "menses_are_no_cause": {"sex", "age_years"},
    "sex_not_recorded": {"sex"},
    "too_young_to_be_asked": {"age_years"},
    "oral_iron_tried": TREATED,
    "pregnant_now": {"pregnancy", "sex", "age_years"},
    "severe_rls_is_recorded": {"irls_total", "severity"},
    "one_iron_test_missing": {"ferritin_ng_ml", *TSAT},
    "cause_of_low_iron_recorded": {"low_iron_cause"},
    "iron_removed_on_purpose": {"iron_overload", "low_iron_cause", "ferritin_ng_ml", *TSAT},
    "iron_is_held": {"iron_overload", "low_iron_cause", "ferritin_ng_ml", "course", "new_neurological_sign", *TSAT},
    "heart_failure_iron_deficiency": {"heart_failure_or_oedema", "ferritin_ng_ml", *TSAT},
    "iv_iron_reason_recorded": {
        "malabsorption",
        "inflammation",
        "heart_failure_or_oedema",
        "irls_total",
        "severity",
        "ferritin_ng_ml",
        *TSAT,
    },
    "anaemia": {"haemoglobin_g_dl", "age_years", "sex", "pregnancy"},
    "takes_dopaminergic_for_parkinson": COMPLETE_LIST,
    "dementia": {"dementia", "age_years"},
    "falls_or_frailty": {"falls_or_frailty", "age_years"},
    "intermittent": {"course", "nights_per_week"},
    "esrd_is_known": {"kidney_support", *CLEARANCE},
    "no_dialysis_without_kidney_value": {"kidney_support", *CLEARANCE},
    "haemodialysis_is_known": {"kidney_support", *CLEARANCE},
    "kidney_function_not_known": {"kidney_support", *CLEARANCE},
    "iron_on_hold": {"iron_overload", "ferritin_ng_ml", "tsat_percent", "iron_ug_dl", "tibc_ug_dl"},
    "dialysis_ruled_out": CLEARANCE,
    "dialysis_kind": {"kidney_support", *CLEARANCE},
    "rls_treatments": TREATED,
    "rls_treatment_recorded": {"rls_treatments"},
    "medicine_for_rls_recorded": {"other_medicines"},
    "crcl_and_egfr_apart": {"crcl_ml_min", "egfr_ml_min"},
    "crcl_and_creatinine_apart": CLEARANCE - {"egfr_ml_min"},
    "egfr_and_creatinine_apart": CLEARANCE - {"crcl_ml_min"},
    "on_rls_treatment": TREATED,
    "earlier_treatment_has_failed": TREATED,
    "augmentation_suspected": {"augmentation_signs", *TREATED},
    "unscreened_medicine_count": {"other_medicines"},
    "medicine_list_complete": {"medicine_list_incomplete"},
    "all_medicines_screened": {"other_medicines", "medicine_list_incomplete"},
    "everything_taken_is_known": COMPLETE_LIST,
    "classes_taken": MEDICATED,
    "reasons_for_dopaminergics": MEDICATED,
    "dopaminergic_use_not_known": {"dopaminergic_use"},
    "dopaminergic_without_reason": MEDICATED,
    "augmentation_reported": {"rls_treatments"},
    "outcome_not_recorded": {"rls_treatments"},
    "alpha2delta_helping": TREATED,
    "two_alpha2delta_now": COMPLETE_LIST,
    "two_opioids_now": COMPLETE_LIST,
    "takes_opioid_for_addiction_treatment": COMPLETE_LIST,
    "takes_opioid_besides_addiction_treatment": COMPLETE_LIST,
    "alpha2delta_has_failed": TREATED,
    "gabapentin_dose_not_known": {"gabapentin_dose_mg"},
    "pregabalin_dose_not_known": {"pregabalin_dose_mg"},
    "gabapentin_enacarbil_dose_not_known": {"gabapentin_enacarbil_dose_mg"},
    "two_qt_medicines_now": COMPLETE_LIST,
    "two_dopamine_agonists_now": COMPLETE_LIST,
    "takes_dopaminergic_for_rls": COMPLETE_LIST,
    "takes_dopaminergic_for_another_reason": COMPLETE_LIST,
    "substance_use_disorder_recorded": {"substance_use_disorder"},
    "cns_active_taken": MEDICATED,
    "many_cns_active": COMPLETE_LIST,
    # named in data/
    "two_cns_active_besides_opioids": COMPLETE_LIST,
    "two_cns_active_besides_gabapentinoids": COMPLETE_LIST,
    "takes_antiepileptic_for_mood": COMPLETE_LIST,
    "takes_antiepileptic_besides_mood": COMPLETE_LIST,
    "ended_mao_inhibitor_lately": COMPLETE_LIST,
    "ended_opioid_antagonist_lately": COMPLETE_LIST,
    "alpha2delta_already_tried": TREATED,
    "oral_iron_has_failed": TREATED,
    "alpha2delta_not_tolerated": TREATED,
    "opioid_not_tolerated": TREATED,
    **{f"{drug}_dose_mg": {f"{drug}_dose_mg", *TREATED} for drug in DOSED},
    **{f"{drug}_dose_without_it": {f"{drug}_dose_mg", *TREATED} for drug in DOSED},
}


def test_the_table_holds_every_fact():
    of_classes = {f"takes_{group}" for group in KNOWLEDGE.medicine_classes}
    typed = {name for name in DERIVED if name.startswith(TYPED)}
    assert DERIVED.keys() - of_classes - typed == RESTS_ON.keys()
    assert all(fields_of(name, DERIVED) == COMPLETE_LIST for name in of_classes)


@pytest.mark.parametrize("name", RESTS_ON)
def test_a_fact_rests_on_these_fields_and_no_other(name):
    assert fields_of(name, DERIVED) == RESTS_ON[name]


@pytest.mark.parametrize(
    ("known", "name", "fields"),
    [
        ({}, "tsat_percent", ("tsat_percent",)),
        ({}, "kidney_function_ml_min", ("crcl_ml_min",)),
        ({"crcl_ml_min": 20}, "dialysis_kind", ("kidney_support",)),
        ({}, "pregnant", ("pregnancy",)),
        ({"pregnancy": "possible"}, "pregnant", ("pregnancy",)),
        # a trimester is asked of the pregnant, and of those of whom nothing is known
        ({}, "trimester_name", ("pregnancy", "trimester")),
        ({"pregnancy": "possible"}, "trimester_name", ("pregnancy",)),
        ({"pregnancy": "pregnant"}, "trimester_name", ("trimester",)),
        ({"diagnosis": "uncertain"}, "has_rls", ("diagnosis",)),
        # lists: both must be known, and every name
        ({}, "takes_opioid", ("rls_treatments", "other_medicines")),
        ({"no_rls_treatment": True}, "takes_opioid", ("other_medicines",)),
        ({"other_medicines": (ASPIRIN,)}, "takes_opioid", ("rls_treatments",)),
        ({"other_medicines": (TESTAMOL,)}, "takes_opioid", ("rls_treatments", "other_medicines")),
        ({"other_medicines": (TESTAMOL,), "no_rls_treatment": True}, "takes_opioid", ("other_medicines",)),
        ({"other_medicines": (), "no_rls_treatment": True, "medicine_list_incomplete": True}, "takes_opioid", ("medicine_list_incomplete",)),
        ({"other_medicines": (MedicineUse(name="mirapex"),)}, "takes_dopaminergic_for_rls", ("rls_treatments",)),
        ({"other_medicines": (MedicineUse(name="mirapex"),), "no_rls_treatment": True}, "takes_dopaminergic_for_rls", ("other_medicines",)),
        # what happened on a listed treatment is learned from its list
        ({"rls_treatments": (ROPINIROLE,)}, "earlier_treatment_has_failed", ("rls_treatments",)),
        ({}, "augmentation_suspected", ("augmentation_signs",)),
        ({"augmentation_signs": ()}, "augmentation_suspected", ("rls_treatments",)),
        ({"augmentation_signs": (), "rls_treatments": (ROPINIROLE,)}, "augmentation_suspected", ("rls_treatments",)),
        # a dose is asked once the treatment is known to be taken
        ({}, "ropinirole_dose_mg", ("rls_treatments",)),
        ({"rls_treatments": (ROPINIROLE,)}, "ropinirole_dose_mg", ("ropinirole_dose_mg",)),
        ({}, "age_years", ("age_years",)),
    ],
)  # fmt: skip
def test_what_would_settle_a_fact(known, name, fields):
    values = facts_of(Patient(**known).__dict__, DERIVED)
    assert values[name] is None
    assert settled_by(name, values, DERIVED, {}) == fields


BLOOD = {"tsat_percent": 30, "iron_ug_dl": 90, "tibc_ug_dl": 300}
COMPUTED = {"creatinine_mg_dl": 1, "weight_kg": 70, "age_years": 50, "sex": "male"}


@pytest.mark.parametrize(
    ("known", "named", "held"),
    [
        # one blood sample: its TSAT is held with iron and TIBC, typed or not
        # and what it would settle of an overload; an overload that was answered stands
        (BLOOD, "iron_ug_dl", {"tsat_percent", "iron_overload"}),
        (BLOOD, "tibc_ug_dl", {"tsat_percent", "iron_overload"}),
        ({"tsat_percent": 30}, "tibc_ug_dl", {"tsat_percent", "iron_overload"}),
        ({}, "iron_ug_dl", {"tsat_percent", "iron_overload"}),
        ({"iron_overload": True}, "iron_ug_dl", {"tsat_percent"}),
        (BLOOD, "tsat_percent", {"iron_overload"}),
        # a typed clearance stands whatever is in conflict beside it; without one nothing else may stand in
        ({"crcl_ml_min": 80, "egfr_ml_min": 90, **COMPUTED}, "egfr_ml_min", set()),
        ({"crcl_ml_min": 80, **COMPUTED}, "creatinine_mg_dl", set()),
        ({"egfr_ml_min": 90}, "egfr_ml_min", {"crcl_ml_min"}),
        ({"egfr_ml_min": 90, **COMPUTED}, "egfr_ml_min", {"crcl_ml_min"}),
        ({"egfr_ml_min": 90, **COMPUTED}, "weight_kg", {"crcl_ml_min"}),
        (
            {"egfr_ml_min": 90, "creatinine_mg_dl": 1},
            "age_years",
            {"crcl_ml_min", "dementia", "falls_or_frailty", "pregnancy"},
        ),
        ({"egfr_ml_min": 90}, "creatinine_mg_dl", {"crcl_ml_min"}),
        # without a creatinine the age computes no clearance
        (
            {"egfr_ml_min": 90, "weight_kg": 70, "sex": "male"},
            "age_years",
            {"dementia", "falls_or_frailty", "pregnancy"},
        ),
        ({"dementia": True, "falls_or_frailty": False}, "age_years", {"pregnancy"}),
        # the sex never settles a pregnancy in conflict; "none so far" never a list in conflict
        ({"sex": "male"}, "sex", {"pregnancy"}),
        ({"sex": "male"}, "pregnancy", set()),
        ({"no_rls_treatment": True}, "no_rls_treatment", {"rls_treatments"}),
        # dialysis is its own answer
        ({"kidney_support": "none", "crcl_ml_min": 80}, "crcl_ml_min", set()),
        ({"crcl_ml_min": 80}, "crcl_ml_min", set()),
        # nothing rests on these
        ({"ferritin_ng_ml": 80, "inflammation": True, "iron_overload": False}, "ferritin_ng_ml", set()),
        ({"ferritin_ng_ml": 80}, "ferritin_ng_ml", {"inflammation", "iron_overload"}),
        ({"augmentation_signs": ()}, "augmentation_signs", set()),
        ({"other_medicines": ()}, "other_medicines", set()),
    ],
)
def test_what_is_held_back_with_a_field_in_conflict(known, named, held):
    values = facts_of(Patient(**known).__dict__, DERIVED)
    assert held_with({named}, values, DERIVED).fields == {named, *held}


@pytest.mark.parametrize(
    ("known", "named", "fact_name"),
    [
        (BLOOD, "tsat_percent", "tsat_percent"),
        (BLOOD, "iron_ug_dl", "tsat_percent"),
        ({"crcl_ml_min": 80, "egfr_ml_min": 90, **COMPUTED}, "crcl_ml_min", "kidney_function_ml_min"),
        ({"kidney_support": "none", "egfr_ml_min": 90}, "kidney_support", "dialysis_kind"),
        ({"sex": "male", "pregnancy": "not_possible"}, "pregnancy", "pregnancy"),
        ({"sex": "male"}, "sex", "pregnant"),
        ({"no_rls_treatment": True, "other_medicines": ()}, "no_rls_treatment", "takes_opioid"),
    ],
)
def test_a_fact_in_conflict_is_not_settled_by_anything_else(known, named, fact_name):
    patient = Patient(**known).with_unreadable([named])
    assert Answers(patient, KNOWLEDGE).facts[fact_name] is None
    assert Answers(Patient(**known), KNOWLEDGE).facts[fact_name] is not None


def test_nothing_is_offered_on_a_tsat_whose_iron_is_above_its_tibc():
    """Decision 0014: 99 % typed beside iron 303 and TIBC 300 disagrees by less than three points, and cannot be right."""
    adult = {"age_years": 50, "sex": "male", "diagnosis": "rls", "kidney_support": "none", "crcl_ml_min": 90}
    known = {**adult, "ferritin_ng_ml": 60, "no_rls_treatment": True, "other_medicines": (), "iron_overload": False}
    patient = Patient(**known, tsat_percent=99, iron_ug_dl=303, tibc_ug_dl=300)
    result = assess(patient, KNOWLEDGE)
    assert [problem.id for problem in result.problems] == ["iron-above-tibc"]
    assert "tsat_percent" in result.answers.held
    assert result.values["tsat_percent"] is None
    assert not [option.id for option in result.with_standing(*OFFERED) if "iron" in option.treatment.classes]


def test_a_fact_is_declared_after_what_it_rests_on():
    try:

        @fact()
        def too_early(nobody_knows: str) -> str:
            return nobody_knows

        with pytest.raises(ValueError, match="'too_early' rests on 'nobody_knows'"):
            derive(KNOWLEDGE)
    finally:
        del FACTS["too_early"]


NUMBERS = np.array([0.0, 20.0, 75.0, 1e6])
WORDS = np.array(["none", "rls", "male"], dtype=object)
YES_OR_NO = np.array([True, False])


@pytest.mark.parametrize(
    "asked", {asked.name: asked for asked in asked_in(KNOWLEDGE.rules.values())}.values(), ids=lambda a: a.name
)
def test_a_question_serves_a_number_and_a_column_alike(asked):
    """All of them: those on classes of medicines once took a number only."""
    fields = asked.question.fields
    for column in (NUMBERS,) if asked.limits else (WORDS, YES_OR_NO):
        alone = [bool(asked.answers(*[value] * len(fields))) for value in column.tolist()]
        together = np.asarray(asked.answers(*[column] * len(fields)), dtype=bool)
        assert together.tolist() == alone
