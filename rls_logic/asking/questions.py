"""Yes/no questions about a patient that compare: positional names are facts, keyword-only names are thresholds.

The engine answers UNKNOWN without calling the function when a fact is missing, so a body never sees None. A body is one
comparison, without `and`, `or`, `not` or `in`, so that it serves a number and a column of numbers alike: combining is the
data's job, so that unknowns can be settled early. What needs no comparison is asked in data/ (yes/no fields, options,
classes of medicines), or is a fact with a sentence.
"""

import inspect
from collections.abc import Callable

import rls_logic.asking.facts
import rls_logic.asking.facts_apart
import rls_logic.asking.facts_taken  # noqa: F401 - these declare the facts
from rls_logic.asking.declared import FACTS
from rls_logic.content.conditions import Question, as_answered

QUESTIONS: dict[str, Question] = {
    fact.name: Question(fact.name, fact.sentence, (fact.name,), (), as_answered, "rls_logic.asking.facts")
    for fact in FACTS.values()
    if fact.sentence
}


def question(sentence: str) -> Callable[[Callable[..., bool]], Callable[..., bool]]:
    """Declare a yes/no question. `sentence` states the yes; a `{threshold}` in it is filled by the source that asks."""

    def declare(function: Callable[..., bool]) -> Callable[..., bool]:
        parameters = inspect.signature(function).parameters.values()
        name = function.__name__
        if name in QUESTIONS:
            raise ValueError(
                f"the question {name!r} is declared twice: {QUESTIONS[name].home} and {function.__module__}"
            )
        QUESTIONS[name] = Question(
            name=name,
            sentence=sentence,
            fields=tuple(p.name for p in parameters if p.kind is not p.KEYWORD_ONLY),
            threshold_names=tuple(p.name for p in parameters if p.kind is p.KEYWORD_ONLY),
            function=function,
            home=function.__module__,
        )
        return function

    return declare


# Age and severity


@question("Is {adult_age} or older")
def adult(age_years: float, *, adult_age: float) -> bool:
    return age_years >= adult_age


@question("Is under {adult_age}")
def child(age_years: float, *, adult_age: float) -> bool:
    return age_years < adult_age


@question("Is {older_age} or older")
def older_adult(age_years: float, *, older_age: float) -> bool:
    return age_years >= older_age


@question("Is under {pregnancy_age_floor}")
def below_pregnancy_age(age_years: float, *, pregnancy_age_floor: float) -> bool:
    return age_years < pregnancy_age_floor


@question("Is over {pregnancy_age_ceiling}")
def above_pregnancy_age(age_years: float, *, pregnancy_age_ceiling: float) -> bool:
    return age_years > pregnancy_age_ceiling


@question("Is over {menopause_age}")
def past_usual_menopause(age_years: float, *, menopause_age: float) -> bool:
    return age_years > menopause_age


@question("IRLS total is {irls_severe_floor} or more")
def irls_severe(irls_total: float, *, irls_severe_floor: float) -> bool:
    return irls_total >= irls_severe_floor


@question("IRLS total is {irls_mild_ceiling} or less")
def irls_mild(irls_total: float, *, irls_mild_ceiling: float) -> bool:
    return irls_total <= irls_mild_ceiling


@question("Has symptoms on fewer than {persistent_nights_per_week} nights a week")
def symptoms_on_fewer_nights(nights_per_week: float, *, persistent_nights_per_week: float) -> bool:
    return nights_per_week < persistent_nights_per_week


# Pregnancy


@question("Is in the first trimester")
def first_trimester(trimester_name: str) -> bool:
    return trimester_name == "first"


@question("Is in the third trimester")
def third_trimester(trimester_name: str) -> bool:
    return trimester_name == "third"


# Iron


@question("Ferritin is at or below {oral_ceiling} ng/mL")
def ferritin_at_or_below_oral_ceiling(ferritin_ng_ml: float, *, oral_ceiling: float) -> bool:
    return ferritin_ng_ml <= oral_ceiling


@question("Ferritin is above {oral_ceiling} ng/mL")
def ferritin_above_oral_ceiling(ferritin_ng_ml: float, *, oral_ceiling: float) -> bool:
    return ferritin_ng_ml > oral_ceiling


@question("Ferritin is at or below {iv_ceiling} ng/mL")
def ferritin_at_or_below_iv_ceiling(ferritin_ng_ml: float, *, iv_ceiling: float) -> bool:
    return ferritin_ng_ml <= iv_ceiling


@question("Ferritin is above {iv_ceiling} ng/mL")
def ferritin_above_iv_ceiling(ferritin_ng_ml: float, *, iv_ceiling: float) -> bool:
    return ferritin_ng_ml > iv_ceiling


@question("Ferritin is above {trial_ceiling} ng/mL")
def ferritin_above_trial_ceiling(ferritin_ng_ml: float, *, trial_ceiling: float) -> bool:
    return ferritin_ng_ml > trial_ceiling


@question("Ferritin is below {fcm_ceiling} ng/mL")
def ferritin_below_fcm_ceiling(ferritin_ng_ml: float, *, fcm_ceiling: float) -> bool:
    return ferritin_ng_ml < fcm_ceiling


@question("Ferritin is below {child_ceiling} ng/mL")
def ferritin_below_child_ceiling(ferritin_ng_ml: float, *, child_ceiling: float) -> bool:
    return ferritin_ng_ml < child_ceiling


@question("Ferritin is below {esrd_ferritin_ceiling} ng/mL")
def ferritin_below_esrd_ceiling(ferritin_ng_ml: float, *, esrd_ferritin_ceiling: float) -> bool:
    return ferritin_ng_ml < esrd_ferritin_ceiling


@question("Ferritin is below {deficiency_floor} ng/mL")
def ferritin_suggests_deficiency(ferritin_ng_ml: float, *, deficiency_floor: float) -> bool:
    return ferritin_ng_ml < deficiency_floor


@question("TSAT is below {tsat_floor} %")
def tsat_below_floor(tsat_percent: float, *, tsat_floor: float) -> bool:
    return tsat_percent < tsat_floor


@question("TSAT is below {esrd_tsat_floor} %")
def tsat_below_esrd_floor(tsat_percent: float, *, esrd_tsat_floor: float) -> bool:
    return tsat_percent < esrd_tsat_floor


@question("TSAT is {overload_limit} % or more")
def tsat_at_or_above_overload_limit(tsat_percent: float, *, overload_limit: float) -> bool:
    return tsat_percent >= overload_limit


@question("The typed TSAT and the one computed from iron and TIBC differ by more than {tsat_tolerance} points")
def tsat_disagrees_with_iron(typed_tsat_percent: float, tsat_computed_percent: float, *, tsat_tolerance: float) -> bool:
    return abs(typed_tsat_percent - tsat_computed_percent) > tsat_tolerance


@question("The iron tests are more than {recheck_age_months} months old")
def iron_test_older_than_recheck_age(iron_test_age_months: float, *, recheck_age_months: float) -> bool:
    return iron_test_age_months > recheck_age_months


@question("The iron tests are more than {stale_age_months} months old")
def iron_test_older_than_stale_age(iron_test_age_months: float, *, stale_age_months: float) -> bool:
    return iron_test_age_months > stale_age_months


@question("The last IV iron was less than {settling_weeks} weeks ago")
def iv_iron_within_settling_time(last_iv_iron_weeks_ago: float, *, settling_weeks: float) -> bool:
    return last_iv_iron_weeks_ago < settling_weeks


@question("The last IV iron was less than {repeat_weeks} weeks ago")
def iv_iron_within_repeat_time(last_iv_iron_weeks_ago: float, *, repeat_weeks: float) -> bool:
    return last_iv_iron_weeks_ago < repeat_weeks


@question("Weighs less than {fcm_weight_limit_kg} kg")
def weighs_less_than_fcm_limit(weight_kg: float, *, fcm_weight_limit_kg: float) -> bool:
    return weight_kg < fcm_weight_limit_kg


@question("Weeks since the last IV iron are recorded")
def weeks_since_iv_iron_recorded(last_iv_iron_weeks_ago: float, *, earliest_week: float) -> bool:
    return last_iv_iron_weeks_ago >= earliest_week


@question("The TSAT computed from iron and TIBC is above {full_saturation} %")
def iron_exceeds_tibc(tsat_computed_percent: float, *, full_saturation: float) -> bool:
    return tsat_computed_percent > full_saturation


@question("Ferritin is below {anaemia_ferritin_limit} ng/mL")
def ferritin_below_anaemia_limit(ferritin_ng_ml: float, *, anaemia_ferritin_limit: float) -> bool:
    return ferritin_ng_ml < anaemia_ferritin_limit


# Kidney


@question("Is on haemodialysis")
def on_haemodialysis(dialysis_kind: str) -> bool:
    return dialysis_kind == "haemodialysis"


@question("Is on peritoneal dialysis")
def on_peritoneal_dialysis(dialysis_kind: str) -> bool:
    return dialysis_kind == "peritoneal_dialysis"


@question("Kidney function is below {esrd_floor_ml_min} mL/min")
def kidney_function_below_esrd_floor(kidney_function_ml_min: float, *, esrd_floor_ml_min: float) -> bool:
    return kidney_function_ml_min < esrd_floor_ml_min


@question("Kidney function is below {full_dose_floor_ml_min} mL/min")
def kidney_function_reduced(kidney_function_ml_min: float, *, full_dose_floor_ml_min: float) -> bool:
    return kidney_function_ml_min < full_dose_floor_ml_min


@question("Kidney function is at or below {full_dose_floor_ml_min} mL/min")
def kidney_function_at_or_below_full_dose(kidney_function_ml_min: float, *, full_dose_floor_ml_min: float) -> bool:
    return kidney_function_ml_min <= full_dose_floor_ml_min


@question("Kidney function is {band_floor} mL/min or more")
def kidney_function_at_or_above_band_floor(kidney_function_ml_min: float, *, band_floor: float) -> bool:
    return kidney_function_ml_min >= band_floor


@question("Kidney function is above {band_floor} mL/min")
def kidney_function_above_band_floor(kidney_function_ml_min: float, *, band_floor: float) -> bool:
    return kidney_function_ml_min > band_floor


@question("Kidney function is below {band_ceiling} mL/min")
def kidney_function_below_band_ceiling(kidney_function_ml_min: float, *, band_ceiling: float) -> bool:
    return kidney_function_ml_min < band_ceiling


@question("Kidney function is at or below {band_ceiling} mL/min")
def kidney_function_at_or_below_band_ceiling(kidney_function_ml_min: float, *, band_ceiling: float) -> bool:
    return kidney_function_ml_min <= band_ceiling


@question("The typed eGFR is {no_dialysis_floor_ml_min} mL/min or more")
def recorded_egfr_rules_out_dialysis(egfr_ml_min: float, *, no_dialysis_floor_ml_min: float) -> bool:
    return egfr_ml_min >= no_dialysis_floor_ml_min


@question("The typed CrCl is {no_dialysis_floor_ml_min} mL/min or more")
def recorded_crcl_rules_out_dialysis(crcl_ml_min: float, *, no_dialysis_floor_ml_min: float) -> bool:
    return crcl_ml_min >= no_dialysis_floor_ml_min


@question("The computed CrCl is {no_dialysis_floor_ml_min} mL/min or more")
def computed_crcl_rules_out_dialysis(crcl_computed_ml_min: float, *, no_dialysis_floor_ml_min: float) -> bool:
    return crcl_computed_ml_min >= no_dialysis_floor_ml_min


# Doses


@question("Pramipexole is above {pramipexole_maximum_mg} mg")
def pramipexole_above_label_maximum(pramipexole_dose_mg: float, *, pramipexole_maximum_mg: float) -> bool:
    return pramipexole_dose_mg > pramipexole_maximum_mg


@question("Ropinirole is above {ropinirole_maximum_mg} mg")
def ropinirole_above_label_maximum(ropinirole_dose_mg: float, *, ropinirole_maximum_mg: float) -> bool:
    return ropinirole_dose_mg > ropinirole_maximum_mg


@question("Rotigotine is above {rotigotine_maximum_mg} mg/24 h")
def rotigotine_above_label_maximum(rotigotine_dose_mg: float, *, rotigotine_maximum_mg: float) -> bool:
    return rotigotine_dose_mg > rotigotine_maximum_mg


@question("Ropinirole is above {ropinirole_haemodialysis_maximum_mg} mg")
def ropinirole_above_haemodialysis_maximum(
    ropinirole_dose_mg: float, *, ropinirole_haemodialysis_maximum_mg: float
) -> bool:
    return ropinirole_dose_mg > ropinirole_haemodialysis_maximum_mg


@question("Gabapentin is below {gabapentin_usual_from_mg} mg a day")
def gabapentin_below_usual_range(gabapentin_dose_mg: float, *, gabapentin_usual_from_mg: float) -> bool:
    return gabapentin_dose_mg < gabapentin_usual_from_mg


@question("Pregabalin is below {pregabalin_usual_from_mg} mg a day")
def pregabalin_below_usual_range(pregabalin_dose_mg: float, *, pregabalin_usual_from_mg: float) -> bool:
    return pregabalin_dose_mg < pregabalin_usual_from_mg


@question("Gabapentin is above {gabapentin_most_mg} mg a day")
def gabapentin_above_most(gabapentin_dose_mg: float, *, gabapentin_most_mg: float) -> bool:
    return gabapentin_dose_mg > gabapentin_most_mg


@question("Pregabalin is above {pregabalin_most_mg} mg a day")
def pregabalin_above_most(pregabalin_dose_mg: float, *, pregabalin_most_mg: float) -> bool:
    return pregabalin_dose_mg > pregabalin_most_mg


@question("Gabapentin is at {gabapentin_top_mg} mg a day or more")
def gabapentin_at_top(gabapentin_dose_mg: float, *, gabapentin_top_mg: float) -> bool:
    return gabapentin_dose_mg >= gabapentin_top_mg


@question("Pregabalin is at {pregabalin_top_mg} mg a day or more")
def pregabalin_at_top(pregabalin_dose_mg: float, *, pregabalin_top_mg: float) -> bool:
    return pregabalin_dose_mg >= pregabalin_top_mg


@question("Enacarbil is at {gabapentin_enacarbil_top_mg} mg a day or more")
def gabapentin_enacarbil_at_top(gabapentin_enacarbil_dose_mg: float, *, gabapentin_enacarbil_top_mg: float) -> bool:
    return gabapentin_enacarbil_dose_mg >= gabapentin_enacarbil_top_mg


@question("Enacarbil is above {gabapentin_enacarbil_most_mg} mg a day")
def gabapentin_enacarbil_above_most(
    gabapentin_enacarbil_dose_mg: float, *, gabapentin_enacarbil_most_mg: float
) -> bool:
    return gabapentin_enacarbil_dose_mg > gabapentin_enacarbil_most_mg


@question("Methadone is above {methadone_most_mg} mg a day")
def methadone_above_most(methadone_dose_mg: float, *, methadone_most_mg: float) -> bool:
    return methadone_dose_mg > methadone_most_mg


@question("Oxycodone is above {oxycodone_most_mg} mg a day")
def oxycodone_above_most(oxycodone_dose_mg: float, *, oxycodone_most_mg: float) -> bool:
    return oxycodone_dose_mg > oxycodone_most_mg
