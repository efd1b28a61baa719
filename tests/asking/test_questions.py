"""Every question, asked at its edge: at the threshold, one step of the machine beside it, and 0.004 beside it.

`below`, `at`, `above` are typed by hand from the words of the source: "at or below 75" is yes, yes, no.
"""

import ast
import math
from pathlib import Path
from typing import get_args

import pytest

from rls_logic.asking import questions as module
from rls_logic.asking.answers import Answer
from rls_logic.asking.declared import FACTS
from rls_logic.asking.questions import QUESTIONS
from rls_logic.asking.rules import Asker
from rls_logic.assess import assess
from rls_logic.assessment import OFFERED
from rls_logic.content.conditions import Asked, Question
from rls_logic.content.load import DATA
from rls_logic.content.vocabulary import FactKind, Standing
from rls_logic.patient import Patient, TreatmentUse
from tests.asked import facts

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
HOME = Path(module.__file__)

# question, fact, threshold, its number, then the answer below, at and above it
AT_THE_EDGE = [
    ("ferritin_at_or_below_oral_ceiling", "ferritin_ng_ml", "oral_ceiling", 75, YES, YES, NO),
    ("ferritin_above_oral_ceiling", "ferritin_ng_ml", "oral_ceiling", 75, NO, NO, YES),
    ("ferritin_at_or_below_iv_ceiling", "ferritin_ng_ml", "iv_ceiling", 100, YES, YES, NO),
    ("ferritin_above_iv_ceiling", "ferritin_ng_ml", "iv_ceiling", 100, NO, NO, YES),
    ("ferritin_above_trial_ceiling", "ferritin_ng_ml", "trial_ceiling", 300, NO, NO, YES),
    ("ferritin_below_fcm_ceiling", "ferritin_ng_ml", "fcm_ceiling", 300, YES, NO, NO),
    ("ferritin_below_child_ceiling", "ferritin_ng_ml", "child_ceiling", 50, YES, NO, NO),
    ("ferritin_below_esrd_ceiling", "ferritin_ng_ml", "esrd_ferritin_ceiling", 200, YES, NO, NO),
    ("ferritin_suggests_deficiency", "ferritin_ng_ml", "deficiency_floor", 15, YES, NO, NO),
    ("tsat_below_floor", "tsat_percent", "tsat_floor", 20, YES, NO, NO),
    ("tsat_below_esrd_floor", "tsat_percent", "esrd_tsat_floor", 20, YES, NO, NO),
    ("tsat_at_or_above_overload_limit", "tsat_percent", "overload_limit", 45, NO, YES, YES),
    ("iron_test_older_than_recheck_age", "iron_test_age_months", "recheck_age_months", 6, NO, NO, YES),
    ("iron_test_older_than_stale_age", "iron_test_age_months", "stale_age_months", 12, NO, NO, YES),
    ("iv_iron_within_settling_time", "last_iv_iron_weeks_ago", "settling_weeks", 8, YES, NO, NO),
    ("iv_iron_within_repeat_time", "last_iv_iron_weeks_ago", "repeat_weeks", 12, YES, NO, NO),
    ("weighs_less_than_fcm_limit", "weight_kg", "fcm_weight_limit_kg", 50, YES, NO, NO),
    ("weeks_since_iv_iron_recorded", "last_iv_iron_weeks_ago", "earliest_week", 1, NO, YES, YES),
    ("kidney_function_below_esrd_floor", "kidney_function_ml_min", "esrd_floor_ml_min", 15, YES, NO, NO),
    ("kidney_function_reduced", "kidney_function_ml_min", "full_dose_floor_ml_min", 60, YES, NO, NO),
    ("kidney_function_at_or_below_full_dose", "kidney_function_ml_min", "full_dose_floor_ml_min", 60, YES, YES, NO),
    ("kidney_function_at_or_above_band_floor", "kidney_function_ml_min", "band_floor", 30, NO, YES, YES),
    ("kidney_function_above_band_floor", "kidney_function_ml_min", "band_floor", 30, NO, NO, YES),
    ("kidney_function_below_band_ceiling", "kidney_function_ml_min", "band_ceiling", 60, YES, NO, NO),
    ("kidney_function_at_or_below_band_ceiling", "kidney_function_ml_min", "band_ceiling", 30, YES, YES, NO),
    ("recorded_egfr_rules_out_dialysis", "egfr_ml_min", "no_dialysis_floor_ml_min", 60, NO, YES, YES),
    ("recorded_crcl_rules_out_dialysis", "crcl_ml_min", "no_dialysis_floor_ml_min", 60, NO, YES, YES),
    ("computed_crcl_rules_out_dialysis", "crcl_computed_ml_min", "no_dialysis_floor_ml_min", 60, NO, YES, YES),
    ("iron_exceeds_tibc", "tsat_computed_percent", "full_saturation", 100, NO, NO, YES),
    ("adult", "age_years", "adult_age", 18, NO, YES, YES),
    ("child", "age_years", "adult_age", 18, YES, NO, NO),
    ("older_adult", "age_years", "older_age", 65, NO, YES, YES),
    ("below_pregnancy_age", "age_years", "pregnancy_age_floor", 10, YES, NO, NO),
    ("above_pregnancy_age", "age_years", "pregnancy_age_ceiling", 60, NO, NO, YES),
    ("past_usual_menopause", "age_years", "menopause_age", 55, NO, NO, YES),
    ("irls_severe", "irls_total", "irls_severe_floor", 21, NO, YES, YES),
    ("irls_mild", "irls_total", "irls_mild_ceiling", 10, YES, YES, NO),
    ("symptoms_on_fewer_nights", "nights_per_week", "persistent_nights_per_week", 2, YES, NO, NO),
    ("ferritin_below_anaemia_limit", "ferritin_ng_ml", "anaemia_ferritin_limit", 45, YES, NO, NO),
    ("gabapentin_below_usual_range", "gabapentin_dose_mg", "gabapentin_usual_from_mg", 900, YES, NO, NO),
    ("pregabalin_below_usual_range", "pregabalin_dose_mg", "pregabalin_usual_from_mg", 150, YES, NO, NO),
    ("gabapentin_above_most", "gabapentin_dose_mg", "gabapentin_most_mg", 3600, NO, NO, YES),
    ("pregabalin_above_most", "pregabalin_dose_mg", "pregabalin_most_mg", 450, NO, NO, YES),
    ("gabapentin_enacarbil_above_most", "gabapentin_enacarbil_dose_mg", "gabapentin_enacarbil_most_mg", 600, NO, NO, YES),
    ("gabapentin_at_top", "gabapentin_dose_mg", "gabapentin_top_mg", 3600, NO, YES, YES),
    ("pregabalin_at_top", "pregabalin_dose_mg", "pregabalin_top_mg", 450, NO, YES, YES),
    ("gabapentin_enacarbil_at_top", "gabapentin_enacarbil_dose_mg", "gabapentin_enacarbil_top_mg", 600, NO, YES, YES),
    ("methadone_above_most", "methadone_dose_mg", "methadone_most_mg", 20, NO, NO, YES),
    ("oxycodone_above_most", "oxycodone_dose_mg", "oxycodone_most_mg", 30, NO, NO, YES),
    ("pramipexole_above_label_maximum", "pramipexole_dose_mg", "pramipexole_maximum_mg", 0.5, NO, NO, YES),
    ("ropinirole_above_label_maximum", "ropinirole_dose_mg", "ropinirole_maximum_mg", 4, NO, NO, YES),
    ("ropinirole_above_haemodialysis_maximum", "ropinirole_dose_mg", "ropinirole_haemodialysis_maximum_mg", 3, NO, NO, YES),
    ("rotigotine_above_label_maximum", "rotigotine_dose_mg", "rotigotine_maximum_mg", 3, NO, NO, YES),
]  # fmt: skip

# question: fact and the one value that makes it a yes; every other value of that field is a no
ONE_VALUE = {
    "untreated_sleep_apnoea": ("sleep_apnoea", "untreated"),
    "treated_sleep_apnoea": ("sleep_apnoea", "treated"),
    "suspected_sleep_apnoea": ("sleep_apnoea", "suspected"),
    "central_sleep_apnoea": ("sleep_apnoea", "central"),
    "course_is_resolved": ("course", "resolved"),
    "drinks_within_limits": ("alcohol", "within_limits"),
    "drinks_heavily": ("alcohol", "heavy"),
    "severity_is_mild": ("severity", "mild"),
    "severity_is_severe": ("severity", "severe"),
    "severity_is_very_severe": ("severity", "very_severe"),
    "dopaminergic_taken_nightly": ("dopaminergic_use", "nightly"),
    "dopaminergic_taken_now_and_then": ("dopaminergic_use", "now_and_then"),
    "low_iron_from_pregnancy": ("low_iron_cause", "pregnancy"),
    "low_iron_from_diet": ("low_iron_cause", "diet"),
    "low_iron_from_malabsorption": ("low_iron_cause", "malabsorption"),
    "low_iron_from_venesection": ("low_iron_cause", "venesection"),
    "low_iron_from_dialysis": ("low_iron_cause", "dialysis"),
    "recorded_as_could_become": ("pregnancy", "could_become"),
    "never_had_iv_iron": ("last_iv_iron", "none"),
    "last_iv_iron_was_ferric_carboxymaltose": ("last_iv_iron", "ferric_carboxymaltose"),
    "never_reacted_to_iv_iron": ("iv_iron_reaction", "none"),
    "reacted_to_ferric_carboxymaltose": ("iv_iron_reaction", "ferric_carboxymaltose"),
    "reacted_to_iron_dextran": ("iv_iron_reaction", "iron_dextran"),
    "reacted_to_ferumoxytol": ("iv_iron_reaction", "ferumoxytol"),
    "reacted_to_iron_sucrose": ("iv_iron_reaction", "iron_sucrose"),
    "low_iron_from_menses": ("low_iron_cause", "menses"),
    "low_iron_from_donation": ("low_iron_cause", "donation"),
    "low_iron_from_gut_loss": ("low_iron_cause", "gut_loss"),
    "low_iron_without_cause": ("low_iron_cause", "none_found"),
    "working_transplant": ("kidney_support", "working_transplant"),
    "recorded_on_haemodialysis": ("kidney_support", "haemodialysis"),
    "recorded_on_peritoneal_dialysis": ("kidney_support", "peritoneal_dialysis"),
    "acute_suicidal_thoughts": ("suicidal_thoughts", "acute"),
    "passive_suicidal_thoughts": ("suicidal_thoughts", "passive"),
    "opioid_use_disorder_treated": ("opioid_use_disorder", "treated"),
    "opioid_use_disorder_untreated": ("opioid_use_disorder", "untreated"),
    "male": ("sex", "male"),
    "female": ("sex", "female"),
    "criteria_uncertain": ("diagnosis", "uncertain"),
    "not_rls": ("diagnosis", "not_rls"),
    "course_is_intermittent": ("course", "intermittent"),
    "course_is_chronic": ("course", "chronic_persistent"),
    "course_is_refractory": ("course", "refractory"),
    "recorded_as_pregnant": ("pregnancy", "pregnant"),
    "recorded_as_breastfeeding": ("pregnancy", "breastfeeding"),
    "recorded_as_planning": ("pregnancy", "planning"),
    "recorded_as_possible": ("pregnancy", "possible"),
    # facts that follow from an answer; their values stand in OF_DERIVED
    "on_haemodialysis": ("dialysis_kind", "haemodialysis"),
    "on_peritoneal_dialysis": ("dialysis_kind", "peritoneal_dialysis"),
    "first_trimester": ("trimester_name", "first"),
    "third_trimester": ("trimester_name", "third"),
}
OF_DERIVED = {
    "dialysis_kind": ("none", "haemodialysis", "peritoneal_dialysis", "working_transplant"),
    "trimester_name": ("none", "first", "second", "third"),
}

# questions that are a yes/no field or fact of their own name
YES_OR_NO = (
    "iv_iron_reason_recorded",
    "anaemia",
    "contraception_matters",
    "may_menstruate",
    "menses_are_no_cause",
    "pregnant_now",
    "sex_not_recorded",
    "too_young_to_be_asked",
    "oral_iron_tried",
    "one_iron_test_missing",
    "cause_of_low_iron_recorded",
    "iron_removed_on_purpose",
    "iron_is_held",
    "heart_failure_iron_deficiency",
    "takes_dopaminergic_for_parkinson",
    "falls_or_frailty",
    "heart_failure_or_oedema",
    "unstable_coronary_or_low_bp",
    "long_qt",
    "past_angioedema",
    "active_implant",
    "leg_site_problem",
    "lung_disease",
    "asthma",
    "iron_overload",
    "active_infection",
    "inflammation",
    "malabsorption",
    "low_phosphate",
    "oral_iron_has_failed",
    "iron_sample_morning_off_iron",
    "depression",
    "psychosis_or_bipolar",
    "dementia",
    "substance_use_disorder",
    "seizure_disorder",
    "eating_disorder",
    "has_rls",
    "plmd_without_rls",
    "new_neurological_sign",
    "sleeps_by_day",
    "safety_critical_work",
    "caffeine",
    "leg_site_metal",
    "adhesive_reaction",
    "heart_valve_disease",
    "bleeding_risk",
    "liver_disease",
    "daytime_sleepiness",
    "professional_driver",
    "taken_too_late",
    "medicine_list_incomplete",
    "began_after_medicine",
    "esrd_is_known",
    "no_dialysis_without_kidney_value",
    "haemodialysis_is_known",
    "kidney_function_not_known",
    "iron_on_hold",
    "trimester_not_known",
    "dopaminergic_use_not_known",
    "dopaminergic_without_reason",
    "intermittent",
    "augmentation_reported",
    "outcome_not_recorded",
    "alpha2delta_helping",
    "alpha2delta_not_tolerated",
    "opioid_not_tolerated",
    "two_alpha2delta_now",
    "two_opioids_now",
    "takes_opioid_for_addiction_treatment",
    "alpha2delta_has_failed",
    "gabapentin_dose_not_known",
    "pregabalin_dose_not_known",
    "gabapentin_enacarbil_dose_not_known",
    "two_qt_medicines_now",
    "two_dopamine_agonists_now",
    "pregnant",
    "planning_pregnancy",
    "severe_rls_is_recorded",
    "pregnant_or_planning_now",
    "breastfeeding",
    "could_become_pregnant",
    "trimester_recorded_without_pregnancy",
    "augmentation_suspected",
    "impulse_control_problem",
    "takes_dopaminergic_for_rls",
    "takes_dopaminergic_for_another_reason",
    "substance_use_disorder_recorded",
    "many_cns_active",
    "two_cns_active_besides_opioids",
    "two_cns_active_besides_gabapentinoids",
    "takes_antiepileptic_for_mood",
    "takes_antiepileptic_besides_mood",
    "ended_mao_inhibitor_lately",
    "ended_opioid_antagonist_lately",
    "on_rls_treatment",
    "earlier_treatment_has_failed",
    "alpha2delta_already_tried",
    "no_rls_treatment",
    "rls_treatment_recorded",
    "medicine_for_rls_recorded",
    "crcl_and_egfr_apart",
    "crcl_and_creatinine_apart",
    "egfr_and_creatinine_apart",
    "pramipexole_dose_without_it",
    "ropinirole_dose_without_it",
    "rotigotine_dose_without_it",
    "gabapentin_dose_without_it",
    "pregabalin_dose_without_it",
    "gabapentin_enacarbil_dose_without_it",
    "methadone_dose_without_it",
    "oxycodone_dose_without_it",
)

TWO_FACTS = {"tsat_disagrees_with_iron"}


def ask(question, facts, limit=None):
    """One question, put to bare facts."""
    name = question.name
    assert set(question.fields) == set(facts), f"{name} reads {question.fields}"
    arguments = dict([limit] if limit else [])
    assert tuple(arguments) == question.threshold_names, f"{name} compares with {question.threshold_names}"
    yes = question.function(*(facts[field] for field in question.fields), **arguments)
    assert yes is True or yes is False
    return YES if yes else NO


@pytest.fixture(scope="module")
def asked(knowledge) -> dict[str, list[Asked]]:
    """Every question as the records ask it, with their thresholds filled in."""
    found: dict[str, list[Asked]] = {}

    def walk(node):
        if isinstance(node, Asked):
            found.setdefault(node.name, []).append(node)
        else:
            for part in node.nodes:
                walk(part)

    for rule in knowledge.rules.values():
        walk(rule)
    return found


@pytest.fixture(scope="module")
def questions(asked) -> dict[str, Question]:
    return {name: nodes[0].question for name, nodes in asked.items()}


TYPED = [*(row[0] for row in AT_THE_EDGE), *ONE_VALUE, *YES_OR_NO, *TWO_FACTS]


def test_the_tables_hold_every_question_once(knowledge, questions):
    of_medicines = {f"takes_{group}" for group in knowledge.medicine_classes}
    assert sorted(TYPED) == sorted(questions.keys() - of_medicines)
    assert set(QUESTIONS) <= set(TYPED)


@pytest.mark.parametrize(("name", "fact", "threshold", "number", "below", "at", "above"), AT_THE_EDGE)
def test_a_threshold_is_kept_to_the_last_digit(questions, name, fact, threshold, number, below, at, above):
    for value, expected in (
        (0, below),
        (number - 0.004, below),
        (math.nextafter(number, -math.inf), below),
        (number, at),
        (math.nextafter(number, math.inf), above),
        (number + 0.004, above),
        (number * 1000, above),
    ):
        assert ask(questions[name], {fact: value}, (threshold, number)) is expected, f"{name} at {value!r}"


@pytest.mark.parametrize(("name", "fact", "threshold", "number", "below", "at", "above"), AT_THE_EDGE)
def test_a_threshold_comes_from_the_source_that_asks(questions, name, fact, threshold, number, below, at, above):
    assert ask(questions[name], {fact: number}, (threshold, math.nextafter(number, math.inf))) is below
    assert ask(questions[name], {fact: number}, (threshold, math.nextafter(number, 0))) is above


@pytest.mark.parametrize(
    ("typed", "computed", "expected"),
    [(20, 20, NO), (23, 20, NO), (20, 23, NO), (23.004, 20, YES), (20, 23.004, YES), (20, 20.4, NO), (80, 8, YES)],
)
def test_tsat_disagrees_with_iron_by_more_than_three_points_either_way(questions, typed, computed, expected):
    facts = {"typed_tsat_percent": typed, "tsat_computed_percent": computed}
    assert ask(questions["tsat_disagrees_with_iron"], facts, ("tsat_tolerance", 3)) is expected


@pytest.mark.parametrize("name", ONE_VALUE)
def test_a_choice_makes_one_value_a_yes_and_every_other_a_no(questions, name):
    fact, yes = ONE_VALUE[name]
    values = OF_DERIVED.get(fact) or choices_of(fact)
    assert yes in values
    assert len(values) >= 2
    assert {value: ask(questions[name], {fact: value}) for value in values} == {
        v: YES if v == yes else NO for v in values
    }


@pytest.mark.parametrize("name", YES_OR_NO)
def test_a_yes_or_no_is_repeated_as_it_was_answered(questions, name):
    assert ask(questions[name], {name: True}) is YES
    assert ask(questions[name], {name: False}) is NO


@pytest.mark.parametrize("name", sorted(TYPED))
def test_a_missing_fact_makes_a_question_unknown_and_names_the_fact(knowledge, asked, questions, name):
    fields = questions[name].fields
    for node in asked[name]:
        nothing_known = Asker(dict.fromkeys(fields), {}, knowledge.slots).check(node)
        assert (nothing_known.answer, nothing_known.missing) == (UNKNOWN, fields)
        for field in fields:
            check = Asker(dict.fromkeys(fields, 20.0) | {field: None}, {}, knowledge.slots).check(node)
            assert (check.answer, check.missing) == (UNKNOWN, (field,))


@pytest.mark.parametrize(("name", "fact", "threshold", "number", "below", "at", "above"), AT_THE_EDGE)
def test_a_record_compares_with_the_threshold_that_it_cites(
    knowledge, asked, name, fact, threshold, number, below, at, above
):
    for node in asked[name]:
        (limit,) = node.limits
        assert limit.id == threshold
        assert limit.source in knowledge.sources
        assert limit.locator
        for value, expected in (
            (math.nextafter(limit.value, -math.inf), below),
            (limit.value, at),
            (math.nextafter(limit.value, math.inf), above),
        ):
            check = Asker({fact: value}, {}, knowledge.slots).check(node)
            assert (check.answer, check.values, check.missing) == (expected, ((fact, value),), ())


# What follows from the answers, before any question is asked. None: not known, and never a no.
FOLLOWS = [
    ({}, {"has_rls": None, "pregnant": None, "takes_opioid": None, "dialysis_kind": None, "tsat_percent": None}),
    ({"diagnosis": "rls"}, {"has_rls": True, "plmd_without_rls": False}),
    ({"diagnosis": "plmd_only"}, {"has_rls": False, "plmd_without_rls": True}),
    ({"diagnosis": "not_rls"}, {"has_rls": False, "plmd_without_rls": False}),
    ({"diagnosis": "uncertain"}, {"has_rls": None, "plmd_without_rls": None}),
    # "possible" is a pregnancy not ruled out: what matters in pregnancy is to be checked first
    ({"pregnancy": "possible"}, {"pregnant": None, "trimester_name": None, "could_become_pregnant": True}),
    ({"pregnancy": "planning"}, {"pregnant": False, "planning_pregnancy": True, "could_become_pregnant": True}),
    ({"pregnancy": "breastfeeding"}, {"pregnant": False, "breastfeeding": True, "could_become_pregnant": False}),
    ({"pregnancy": "not_possible"}, {"pregnant": False, "trimester_name": "none", "could_become_pregnant": False}),
    ({"pregnancy": "pregnant"}, {"pregnant": True, "trimester_name": None, "breastfeeding": False}),
    ({"pregnancy": "pregnant", "trimester": 1}, {"trimester_name": "first"}),
    ({"pregnancy": "pregnant", "trimester": 3}, {"trimester_name": "third", "trimester_recorded_without_pregnancy": False}),
    ({"sex": "male"}, {"pregnancy": "not_possible", "pregnant": False}),
    ({"sex": "female"}, {"pregnancy": None, "pregnant": None}),
    ({"kidney_support": "haemodialysis", "crcl_ml_min": 8}, {"dialysis_kind": "haemodialysis"}),
    ({"crcl_ml_min": 60}, {"dialysis_kind": "none", "kidney_function_ml_min": 60}),
    ({"crcl_ml_min": 59.996}, {"dialysis_kind": None}),
    ({"iron_ug_dl": 60, "tibc_ug_dl": 300}, {"tsat_percent": 20, "typed_tsat_percent": None}),
    ({"iron_ug_dl": 60}, {"tsat_percent": None, "tsat_computed_percent": None}),
    ({"iron_ug_dl": 60, "tibc_ug_dl": 0}, {"tsat_percent": None}),
    # medicines: both lists must be known, and every name, before a class is known not to be taken
    ({"other_medicines": ()}, {"takes_opioid": None}),
    ({"no_rls_treatment": True}, {"takes_opioid": None, "on_rls_treatment": False}),
    ({"no_rls_treatment": False}, {"on_rls_treatment": None, "earlier_treatment_has_failed": None}),
    ({"no_rls_treatment": True, "other_medicines": ()}, {"takes_opioid": False, "takes_dopaminergic_for_rls": False}),
    ({"no_rls_treatment": True, "other_medicines": ("testamol",)}, {"takes_opioid": None, "unscreened_medicine_count": 1}),
    ({"other_medicines": ("tramadol", "testamol")}, {"takes_opioid": True, "takes_tramadol": True, "takes_ssri": None}),
    ({"rls_treatments": (("pregabalin", "now"),)}, {"takes_gabapentinoid": True, "alpha2delta_already_tried": True}),
    ({"rls_treatments": (("pregabalin", "before"),)}, {"takes_gabapentinoid": None, "alpha2delta_already_tried": True}),
    ({"rls_treatments": (("ropinirole", "now"),)}, {"takes_dopaminergic_for_rls": True, "alpha2delta_already_tried": False}),
    # what happened on it
    ({"rls_treatments": (("pregabalin", "before", "helping"),)}, {"earlier_treatment_has_failed": False}),
    ({"rls_treatments": (("pregabalin", "before", "not_enough"),)}, {"earlier_treatment_has_failed": True}),
    ({"rls_treatments": (("pregabalin", "before", "not_tolerated"),)}, {"earlier_treatment_has_failed": True}),
    ({"rls_treatments": (("ropinirole", "before", "augmentation"),)}, {"earlier_treatment_has_failed": True}),
    ({"rls_treatments": (("pregabalin", "before"),)}, {"earlier_treatment_has_failed": None}),
    ({"rls_treatments": (("pregabalin", "now"),)}, {"earlier_treatment_has_failed": None}),
    ({"rls_treatments": (("ferrous_sulfate", "before", "not_tolerated"),)}, {"oral_iron_has_failed": True}),
    ({"rls_treatments": (("ferrous_sulfate", "before", "helping"),)}, {"oral_iron_has_failed": False}),
    ({"rls_treatments": (("pregabalin", "before", "not_enough"),)}, {"oral_iron_has_failed": False}),
    # augmentation is about what is taken now
    ({"rls_treatments": (("ropinirole", "now", "augmentation"),)}, {"augmentation_suspected": True}),
    ({"rls_treatments": (("ropinirole", "now"),), "augmentation_signs": ("spread",)}, {"augmentation_suspected": True}),
    ({"rls_treatments": (("ropinirole", "now"),), "augmentation_signs": ()}, {"augmentation_suspected": None}),
    ({"rls_treatments": (("ropinirole", "now"),)}, {"augmentation_suspected": None}),
    ({"rls_treatments": (("tramadol", "now", "augmentation"),)}, {"augmentation_suspected": True}),
    # a dose belongs to a medicine taken now
    ({"rls_treatments": (("ropinirole", "now"),), "ropinirole_dose_mg": 2}, {"ropinirole_dose_mg": 2, "pramipexole_dose_mg": 0}),
    ({"rls_treatments": (("ropinirole", "now"),)}, {"ropinirole_dose_mg": None}),
    ({"rls_treatments": (("ropinirole", "before"),), "ropinirole_dose_mg": None}, {"ropinirole_dose_mg": 0}),
    # low iron: whose cause may be menses, what holds iron, and what is anaemia for whom
    ({}, {"may_menstruate": False, "menses_are_no_cause": False, "pregnant_now": False, "iron_is_held": False, "anaemia": None}),
    ({"sex": "female", "age_years": 12}, {"may_menstruate": True, "contraception_matters": True, "menses_are_no_cause": False}),
    ({"sex": "female", "age_years": 11.9}, {"may_menstruate": False, "contraception_matters": False}),
    ({"sex": "female", "age_years": 50}, {"may_menstruate": True, "menses_are_no_cause": False}),
    ({"sex": "female", "age_years": 50.1}, {"may_menstruate": False, "menses_are_no_cause": True}),
    ({"sex": "female", "age_years": 30, "pregnancy": "pregnant"}, {"may_menstruate": False, "pregnant_now": True, "contraception_matters": False}),
    ({"sex": "female", "age_years": 30, "pregnancy": "planning"}, {"contraception_matters": False, "could_become_pregnant": True}),
    ({"sex": "female", "age_years": 30, "pregnancy": "could_become"}, {"contraception_matters": True}),
    ({"sex": "male", "age_years": 30}, {"may_menstruate": False, "menses_are_no_cause": True, "contraception_matters": False}),
    ({"age_years": 30}, {"contraception_matters": None, "may_menstruate": False}),
    ({"ferritin_ng_ml": 40}, {"one_iron_test_missing": True, "iron_is_held": False}),
    ({"ferritin_ng_ml": 40, "tsat_percent": 44.9}, {"one_iron_test_missing": False, "iron_is_held": False}),
    ({"ferritin_ng_ml": 40, "tsat_percent": 45}, {"iron_is_held": True, "iron_removed_on_purpose": False}),
    ({"ferritin_ng_ml": 300, "tsat_percent": 15}, {"iron_is_held": False}),
    ({"ferritin_ng_ml": 300.1, "tsat_percent": 15}, {"iron_is_held": True}),
    ({"course": "resolved"}, {"iron_is_held": True}),
    ({"course": "refractory", "new_neurological_sign": False}, {"iron_is_held": False}),
    ({"new_neurological_sign": True}, {"iron_is_held": True}),
    ({"iron_overload": True}, {"iron_removed_on_purpose": True, "iron_is_held": True}),
    ({"low_iron_cause": "venesection"}, {"iron_removed_on_purpose": True, "iron_is_held": True, "cause_of_low_iron_recorded": True}),
    ({"low_iron_cause": "menses"}, {"iron_removed_on_purpose": False, "cause_of_low_iron_recorded": True}),
    ({"heart_failure_or_oedema": True, "ferritin_ng_ml": 99.9}, {"heart_failure_iron_deficiency": True}),
    ({"heart_failure_or_oedema": True, "ferritin_ng_ml": 100}, {"heart_failure_iron_deficiency": False}),
    ({"heart_failure_or_oedema": True, "ferritin_ng_ml": 299, "tsat_percent": 19.9}, {"heart_failure_iron_deficiency": True}),
    ({"heart_failure_or_oedema": True, "ferritin_ng_ml": 299, "tsat_percent": 20}, {"heart_failure_iron_deficiency": False}),
    ({"heart_failure_or_oedema": True, "ferritin_ng_ml": 299.1, "tsat_percent": 19.9}, {"heart_failure_iron_deficiency": False}),
    ({"heart_failure_or_oedema": False, "ferritin_ng_ml": 50}, {"heart_failure_iron_deficiency": False}),
    ({}, {"iv_iron_reason_recorded": False}),
    ({"malabsorption": False, "inflammation": False, "irls_total": 20}, {"iv_iron_reason_recorded": False}),
    ({"malabsorption": True}, {"iv_iron_reason_recorded": True}),
    ({"inflammation": True}, {"iv_iron_reason_recorded": True}),
    ({"irls_total": 21}, {"iv_iron_reason_recorded": True}),
    ({"heart_failure_or_oedema": True, "ferritin_ng_ml": 60}, {"iv_iron_reason_recorded": True}),
    ({"haemoglobin_g_dl": 10.9}, {"anaemia": True}),
    ({"haemoglobin_g_dl": 11}, {"anaemia": None}),
    ({"haemoglobin_g_dl": 13}, {"anaemia": False}),
    ({"haemoglobin_g_dl": 12.9, "sex": "male", "age_years": 40}, {"anaemia": True}),
    ({"haemoglobin_g_dl": 12.9, "sex": "male"}, {"anaemia": None}),
    ({"haemoglobin_g_dl": 12, "sex": "female", "age_years": 40}, {"anaemia": False}),
    ({"haemoglobin_g_dl": 11.9, "sex": "female", "age_years": 40}, {"anaemia": True}),
    ({"haemoglobin_g_dl": 11, "sex": "female", "age_years": 40, "pregnancy": "pregnant"}, {"anaemia": False}),
    ({"haemoglobin_g_dl": 11, "sex": "male", "age_years": 8}, {"anaemia": False}),
    ({"haemoglobin_g_dl": 11.9, "age_years": 58}, {"anaemia": True}),
    ({"haemoglobin_g_dl": 12, "age_years": 58}, {"anaemia": None}),
    ({"haemoglobin_g_dl": 11.9, "age_years": 30}, {"anaemia": None}),  # she may be pregnant
    ({}, {"sex_not_recorded": True, "too_young_to_be_asked": False, "oral_iron_tried": None}),
    ({"sex": "male", "age_years": 12.9}, {"sex_not_recorded": False, "too_young_to_be_asked": True}),
    ({"age_years": 13}, {"too_young_to_be_asked": False}),
    ({"rls_treatments": (("ferrous_sulfate", "before"),)}, {"oral_iron_tried": True}),
    ({"rls_treatments": (("pregabalin", "before"),)}, {"oral_iron_tried": False}),
    # how bad it is, as far as it is told
    ({}, {"severe_rls_is_recorded": False}),
    ({"irls_total": 20}, {"severe_rls_is_recorded": False}),
    ({"irls_total": 21}, {"severe_rls_is_recorded": True}),
    ({"severity": "very_severe"}, {"severe_rls_is_recorded": True}),
    ({"severity": "moderate", "irls_total": 20}, {"severe_rls_is_recorded": False}),
]  # fmt: skip


@pytest.mark.parametrize(("known", "follows"), FOLLOWS)
def test_what_follows_from_the_answers_and_what_does_not(knowledge, known, follows):
    answers = dict(known)
    if answers.get("rls_treatments"):
        answers["rls_treatments"] = [
            dict(zip(("treatment", "when", "outcome"), use, strict=False)) for use in answers["rls_treatments"]
        ]
    if answers.get("other_medicines"):
        answers["other_medicines"] = [{"name": name} for name in answers["other_medicines"]]
    found = facts(Patient(**answers), knowledge)
    assert {fact: found[fact] for fact in follows} == follows


@pytest.mark.parametrize(
    ("reason", "for_rls", "for_another_reason"),
    [("rls", True, False), ("parkinson", False, True), ("prolactin", False, True), (None, None, None)],
)
def test_why_a_dopaminergic_is_taken_decides_whose_it_is(knowledge, reason, for_rls, for_another_reason):
    medicine = {"name": "Mirapex", "reason": reason}
    found = facts(Patient(no_rls_treatment=True, other_medicines=[medicine]), knowledge)
    assert found["takes_dopaminergic_for_rls"] is for_rls
    assert found["takes_dopaminergic_for_another_reason"] is for_another_reason
    assert found["takes_dopaminergic_for_parkinson"] is (None if reason is None else reason == "parkinson")


def choices_of(field):
    """The values that Patient takes in a choice field."""
    annotation = Patient.model_fields[field].annotation
    return tuple(value for part in get_args(annotation) for value in get_args(part))


def test_every_question_has_a_sentence_and_a_home(questions):
    for question in questions.values():
        module = f"{question.home.replace('.', '/')}.py"
        assert (DATA / question.home).exists() or (DATA.parent / module).exists(), question.name
        assert len(question.sentence.split()) >= 2, question.name
        shown = () if question.name == "weeks_since_iv_iron_recorded" else question.threshold_names  # any number counts
        for name in shown:
            assert f"{{{name}}}" in question.sentence, f"{question.name} does not show {name}"
    assert len({question.sentence for question in questions.values()}) == len(questions)


def is_question(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef) and any(
        isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "question"
        for decorator in node.decorator_list
    )


def declared() -> list[ast.FunctionDef]:
    return [node for node in ast.walk(ast.parse(HOME.read_text(encoding="utf-8"))) if is_question(node)]


def body_problems(function: ast.FunctionDef) -> list[str]:
    """What keeps a body from being one comparison that serves a number and a column alike."""
    if len(function.body) != 1 or not isinstance(function.body[0], ast.Return):
        return ["is not a single return"]
    problems = []
    nodes = list(ast.walk(function.body[0]))
    comparisons = [node for node in nodes if isinstance(node, ast.Compare)]
    if len(comparisons) > 1 or any(len(node.ops) > 1 for node in comparisons):
        problems.append("compares more than once")
    if any(isinstance(node, ast.In | ast.NotIn | ast.Is | ast.IsNot) for node in nodes):
        problems.append("uses in or is")
    if any(isinstance(node, ast.BoolOp | ast.Not | ast.IfExp | ast.Lambda | ast.comprehension) for node in nodes):
        problems.append("combines")
    if any(isinstance(node, ast.Constant) and not isinstance(node.value, str) for node in nodes):
        problems.append("holds a number or a literal")
    return problems


@pytest.mark.parametrize("function", declared(), ids=lambda function: function.name)
def test_a_question_body_is_one_comparison(function):
    assert body_problems(function) == [], function.name
    assert not function.args.defaults
    assert not any(function.args.kw_defaults), "a threshold has no default: it comes from the source that asks"


def test_every_declared_question_was_looked_at():
    of_facts = {fact.name for fact in FACTS.values() if fact.sentence}
    assert {function.name for function in declared()} == set(QUESTIONS) - of_facts


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("return a <= b and c", "combines"),
        ("return not a", "combines"),
        ("return a < b < c", "compares more than once"),
        ("return (a < b) == (b < c)", "compares more than once"),
        ("return a < 75", "holds a number or a literal"),
        ("return a in b", "uses in or is"),
        ("return a is None", "uses in or is"),
        ("x = a\n    return x", "is not a single return"),
    ],
)
def test_the_look_at_a_body_notices(body, problem):
    function = ast.parse(f"def q(a, b, c):\n    {body}").body[0]
    assert problem in body_problems(function)


# What the thresholds do to the records that use them, through `assess`.

ADULT = Patient(
    age_years=50,
    sex="male",
    pregnancy="not_possible",
    diagnosis="rls",
    ferritin_ng_ml=60,
    tsat_percent=30,
    crcl_ml_min=90,
    kidney_support="none",
    no_rls_treatment=True,
    other_medicines=(),
)
ON_DIALYSIS = ADULT.model_copy(update={"crcl_ml_min": 8, "kidney_support": "haemodialysis"})
CHILD = ADULT.model_copy(update={"age_years": 9})
ADULT_IRON = {4, 5, 6, 7}


def applying(patient, knowledge):
    """The numbers of the records that are known to apply."""
    return {o.recommendation.number for o in assess(patient, knowledge).options if o.check.answer is YES}


def with_(patient, **answers):
    return patient.model_copy(update=answers)


@pytest.mark.parametrize(
    ("ferritin", "tsat", "expected"),
    [
        # ferritin alone: 75 and below oral or IV, above 75 up to 100 IV only, above 100 none
        (1, 30, {4, 5, 6, 7}),
        (74.996, 30, {4, 5, 6, 7}),
        (math.nextafter(75, 0), 30, {4, 5, 6, 7}),
        (75, 30, {4, 5, 6, 7}),
        (math.nextafter(75, 76), 30, {4, 5, 6}),
        (75.004, 30, {4, 5, 6}),
        (99.996, 30, {4, 5, 6}),
        (100, 30, {4, 5, 6}),
        (math.nextafter(100, 101), 30, set()),
        (100.004, 30, set()),
        (300, 30, set()),
        # TSAT below 20 opens all four at any ferritin; exactly 20 does not
        (75.004, 19.996, {4, 5, 6, 7}),
        (100.004, 19.996, {4, 5, 6, 7}),
        (100.004, math.nextafter(20, 0), {4, 5, 6, 7}),
        (100.004, 20, set()),
        (100.004, math.nextafter(20, 21), set()),
        (100.004, 20.004, set()),
        (300.004, 19.996, {4, 5, 6, 7}),
        # a raised TSAT holds iron, it does not change whether the record is about this patient
        (60, 44.996, {4, 5, 6, 7}),
        (60, 45, {4, 5, 6, 7}),
    ],
)
def test_adult_iron_records_apply_by_ferritin_or_tsat(knowledge, ferritin, tsat, expected):
    found = applying(with_(ADULT, ferritin_ng_ml=ferritin, tsat_percent=tsat), knowledge)
    assert found & {4, 5, 6, 7, 22, 28} == expected


@pytest.mark.parametrize(
    ("ferritin", "tsat", "waiting"),
    [(None, None, {4, 5, 6, 7}), (None, 20, {4, 5, 6, 7}), (75.004, None, {7}), (100.004, None, {4, 5, 6, 7})],
)
def test_adult_iron_records_wait_for_what_could_still_open_them(knowledge, ferritin, tsat, waiting):
    options = assess(with_(ADULT, ferritin_ng_ml=ferritin, tsat_percent=tsat), knowledge).options
    found = {o.recommendation.number for o in options if o.check.answer is UNKNOWN}
    assert found == waiting


@pytest.mark.parametrize(
    ("ferritin", "tsat", "expected"),
    [
        # below 200 and below 20, both
        (199.996, 19.996, True),
        (math.nextafter(200, 0), math.nextafter(20, 0), True),
        (200, 19.996, False),
        (200.004, 19.996, False),
        (199.996, 20, False),
        (199.996, 20.004, False),
        (228, 18, False),
    ],
)
def test_iron_sucrose_applies_in_esrd_by_ferritin_and_tsat(knowledge, ferritin, tsat, expected):
    found = applying(with_(ON_DIALYSIS, ferritin_ng_ml=ferritin, tsat_percent=tsat), knowledge)
    assert (22 in found) is expected
    assert not found & ADULT_IRON, "the general iron thresholds are not used in ESRD"


@pytest.mark.parametrize(
    ("ferritin", "tsat", "expected"),
    [
        (49.996, 30, True),
        (math.nextafter(50, 0), 30, True),
        (50, 30, False),
        (50.004, 30, False),
        (50, 10, False),  # TSAT is a safety value only in children
        (49.996, None, True),
    ],
)
def test_oral_iron_applies_in_children_below_50(knowledge, ferritin, tsat, expected):
    found = applying(with_(CHILD, ferritin_ng_ml=ferritin, tsat_percent=tsat), knowledge)
    assert found == ({28} if expected else set())


@pytest.mark.parametrize(
    ("age", "number"), [(17.996, 28), (math.nextafter(18, 0), 28), (18, 7), (math.nextafter(18, 19), 7), (18.004, 7)]
)
def test_adult_means_18_or_over(knowledge, age, number):
    found = applying(with_(ADULT, age_years=age, ferritin_ng_ml=49), knowledge)
    assert found & {7, 28} == {number}


IN_ESRD, NOT_IN_ESRD = {21, 23, 24, 25}, {2, 4, 5, 6, 7, 11, 13}


@pytest.mark.parametrize(
    ("crcl", "support", "expected"),
    [
        (14.996, "none", IN_ESRD),
        (math.nextafter(15, 0), "none", IN_ESRD),
        (15, "none", NOT_IN_ESRD),
        (15.004, "none", NOT_IN_ESRD),
        (14.996, "working_transplant", NOT_IN_ESRD),
        (None, "haemodialysis", IN_ESRD),
        (None, "peritoneal_dialysis", IN_ESRD),
        (40, "haemodialysis", IN_ESRD),
        # at 60 and above dialysis would be a contradiction
        (60, None, NOT_IN_ESRD),
        (60.004, None, NOT_IN_ESRD),
        # while it is not known, the general records stand with the kidney to check, and those of ESRD wait
        (14.996, None, NOT_IN_ESRD),
        (59.996, None, NOT_IN_ESRD),
        (math.nextafter(60, 0), None, NOT_IN_ESRD),
        (None, None, NOT_IN_ESRD),
        # no dialysis and no value is not ESRD (review, R1)
        (None, "none", NOT_IN_ESRD),
    ],
)
def test_esrd_decides_which_records_apply(knowledge, crcl, support, expected):
    found = applying(with_(ADULT, crcl_ml_min=crcl, kidney_support=support), knowledge)
    assert found & (IN_ESRD | NOT_IN_ESRD) == expected


@pytest.mark.parametrize("field", ["crcl_ml_min", "egfr_ml_min"])
def test_an_egfr_is_read_like_a_crcl_where_that_is_all_there_is(knowledge, field):
    patient = with_(ADULT, crcl_ml_min=None)
    assert 21 in applying(with_(patient, **{field: 14.996}), knowledge)
    assert 2 in applying(with_(patient, **{field: 15}), knowledge)


@pytest.mark.parametrize(
    ("ferritin", "tsat", "standing"),
    [
        # above 100 with a low TSAT is open with care up to 300, and not now above it
        (100.004, 15, Standing.OPEN_WITH_CARE),
        (299.996, 15, Standing.OPEN_WITH_CARE),
        (300, 15, Standing.OPEN_WITH_CARE),
        (math.nextafter(300, 301), 15, Standing.NOT_NOW),
        (300.004, 15, Standing.NOT_NOW),
        # TSAT 45 holds all iron until repeated
        (60, 44.996, None),
        (60, math.nextafter(45, 0), None),
        (60, 45, Standing.NOT_NOW),
        (60, 45.004, Standing.NOT_NOW),
    ],
)
def test_safety_thresholds_move_every_adult_iron_option(knowledge, ferritin, tsat, standing):
    options = assess(with_(ADULT, ferritin_ng_ml=ferritin, tsat_percent=tsat), knowledge).options
    found = {o.recommendation.number: o.standing for o in options if o.recommendation.number in ADULT_IRON}
    assert set(found) == ADULT_IRON
    if standing:
        assert set(found.values()) == {standing}
    else:
        assert set(found.values()) <= set(OFFERED)


@pytest.mark.parametrize(("ferritin", "tsat"), [(60, None), (None, 15)])
def test_no_iron_is_plainly_open_until_both_ferritin_and_tsat_are_known(knowledge, ferritin, tsat):
    rest = dict.fromkeys(("iron_overload", "active_infection", "inflammation", "malabsorption"), False)
    patient = with_(ADULT, ferritin_ng_ml=ferritin, tsat_percent=tsat, low_phosphate=False, **rest)
    options = assess(patient, knowledge).options
    iron = [o for o in options if o.recommendation.number in ADULT_IRON]
    assert len(iron) == 4
    assert {o.standing for o in iron} == {Standing.CHECK_FIRST}
    other = "tsat_percent" if tsat is None else "ferritin_ng_ml"
    assert all(other in o.checks_for for o in iron)


# The kidney ceilings of the labels, by the number each row alone prints. At an edge the lower row (ours). In the top row the
# kidney limits nothing, so nothing is said (review S16).
KIDNEY_ROWS = {
    "gabapentin": {30: "400-1,400", 15: "200-700", 0: "100-300"},
    "gabapentin_enacarbil": {
        30: "start 300 mg",
        15: "300 mg a day",
        0: "300 mg every other day",
    },
    "pregabalin": {30: "75-300", 15: "25-150", 0: "25-75"},
}


@pytest.mark.parametrize(
    ("treatment", "crcl", "row"),
    [
        ("gabapentin", 60.004, 60),
        ("gabapentin", 60, 60),
        ("gabapentin", 59.996, 30),
        ("gabapentin", 30.004, 30),
        ("gabapentin", 30, 15),  # ">30 to 59" and ">15 to 29": exactly 30 is in neither row
        ("gabapentin", 29.996, 15),
        ("gabapentin", 15.004, 15),
        ("gabapentin", 15, 0),  # "100-300 mg at 15"
        ("gabapentin", 14.996, 0),
        ("gabapentin_enacarbil", 60, 60),
        ("gabapentin_enacarbil", 59.996, 30),  # printed 30-59: a gap takes the lower row
        ("gabapentin_enacarbil", 59.5, 30),
        ("gabapentin_enacarbil", 30, 30),
        ("gabapentin_enacarbil", 29.996, 15),
        ("gabapentin_enacarbil", 15, 15),
        ("gabapentin_enacarbil", 14.996, 0),
        ("pregabalin", 60.004, 60),
        ("pregabalin", 60, 30),  # 60 and 30 are printed in two rows
        ("pregabalin", 30.004, 30),
        ("pregabalin", 30, 15),
        ("pregabalin", 15.004, 15),
        ("pregabalin", 15, 15),  # "15-30" and "<15": 15 is in one row only
        ("pregabalin", 14.996, 0),
    ],
)
def test_a_kidney_ceiling_is_the_row_of_its_band_and_the_lower_one_at_an_edge(knowledge, treatment, crcl, row):
    doses = assess(with_(ADULT, crcl_ml_min=crcl), knowledge).of_kind(FactKind.DOSE)
    texts = [
        finding.record.statement + finding.record.short
        for finding in doses
        if finding.record.about.treatments == (treatment,) and "-kidney-" in finding.record.id
    ]
    expected = [KIDNEY_ROWS[treatment][row]] if row in KIDNEY_ROWS[treatment] else []
    assert len(texts) == len(expected), "one band, and only one"
    assert all(number in text for number, text in zip(expected, texts, strict=True))


@pytest.mark.parametrize(
    ("drug", "dose", "expected"),
    [
        # US label maxima for RLS: pramipexole 0.5 mg, ropinirole 4 mg, rotigotine 3 mg/24 h
        ("pramipexole", 0.5, False),
        ("pramipexole", 0.504, True),
        ("ropinirole", 4, False),
        ("ropinirole", 4.004, True),
        ("rotigotine", 3, False),
        ("rotigotine", 3.004, True),
    ],
)
def test_a_dose_above_the_label_maximum_is_said(knowledge, drug, dose, expected):
    taking = (TreatmentUse(treatment=drug, when="now", outcome="helping"),)
    patient = with_(ADULT, no_rls_treatment=None, rls_treatments=taking, **{f"{drug}_dose_mg": dose})
    rules = [
        record
        for record in (*knowledge.facts, *knowledge.cautions)
        if f"{drug}_above_label_maximum" in record.applies_when.names
    ]
    assert rules, "no record says it"
    found = {finding.record.id for finding in assess(patient, knowledge).facts}
    found |= {c.record.id for option in assess(patient, knowledge).options for c in option.cautions}
    assert any(record.id in found for record in rules) is expected
