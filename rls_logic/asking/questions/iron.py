"""Iron tests, iron overload and iron given."""

from rls_logic.asking.questions.registry import question


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
def tsat_disagrees_with_iron(tsat_typed_percent: float, tsat_computed_percent: float, *, tsat_tolerance: float) -> bool:
    return abs(tsat_typed_percent - tsat_computed_percent) > tsat_tolerance


@question("Iron overload or haemochromatosis is known")
def known_iron_overload(iron_overload: bool) -> bool:
    return iron_overload


@question("An infection is active")
def active_infection_present(active_infection: bool) -> bool:
    return active_infection


@question("Inflammation is present")
def inflammation_present(inflammation: bool) -> bool:
    return inflammation


@question("Malabsorption, bariatric surgery or inflammatory bowel disease")
def malabsorption_present(malabsorption: bool) -> bool:
    return malabsorption


@question("Phosphate is low")
def phosphate_is_low(low_phosphate: bool) -> bool:
    return low_phosphate


@question("Oral iron was not tolerated or did not help enough")
def oral_iron_has_failed(oral_iron_failed: bool) -> bool:
    return oral_iron_failed


@question("The iron tests are more than {recheck_age_months} months old")
def iron_test_older_than_recheck_age(iron_test_age_months: float, *, recheck_age_months: float) -> bool:
    return iron_test_age_months > recheck_age_months


@question("The iron tests are more than {stale_age_months} months old")
def iron_test_older_than_stale_age(iron_test_age_months: float, *, stale_age_months: float) -> bool:
    return iron_test_age_months > stale_age_months


@question("The iron sample was drawn in the morning, off iron for 24 hours")
def iron_sample_on_protocol(iron_sample_morning_off_iron: bool) -> bool:
    return iron_sample_morning_off_iron


@question("Has had no IV iron")
def never_had_iv_iron(last_iv_iron: str) -> bool:
    return last_iv_iron == "none"


@question("The last IV iron was ferric carboxymaltose")
def last_iv_iron_was_ferric_carboxymaltose(last_iv_iron: str) -> bool:
    return last_iv_iron == "ferric_carboxymaltose"


@question("The last IV iron was less than {settling_weeks} weeks ago")
def iv_iron_within_settling_time(last_iv_iron_weeks_ago: float, *, settling_weeks: float) -> bool:
    return last_iv_iron_weeks_ago < settling_weeks


@question("The last IV iron was less than {repeat_weeks} weeks ago")
def iv_iron_within_repeat_time(last_iv_iron_weeks_ago: float, *, repeat_weeks: float) -> bool:
    return last_iv_iron_weeks_ago < repeat_weeks


@question("Has never reacted to IV iron")
def never_reacted_to_iv_iron(iv_iron_reaction: str) -> bool:
    return iv_iron_reaction == "none"


@question("Has reacted to ferric carboxymaltose")
def reacted_to_ferric_carboxymaltose(iv_iron_reaction: str) -> bool:
    return iv_iron_reaction == "ferric_carboxymaltose"


@question("Has reacted to iron dextran")
def reacted_to_iron_dextran(iv_iron_reaction: str) -> bool:
    return iv_iron_reaction == "iron_dextran"


@question("Has reacted to ferumoxytol")
def reacted_to_ferumoxytol(iv_iron_reaction: str) -> bool:
    return iv_iron_reaction == "ferumoxytol"


@question("Has reacted to iron sucrose")
def reacted_to_iron_sucrose(iv_iron_reaction: str) -> bool:
    return iv_iron_reaction == "iron_sucrose"


@question("Low iron is explained by menstrual loss")
def low_iron_from_menses(low_iron_cause: str) -> bool:
    return low_iron_cause == "menses"


@question("Low iron is explained by blood donation")
def low_iron_from_donation(low_iron_cause: str) -> bool:
    return low_iron_cause == "donation"


@question("Low iron is explained by gut loss")
def low_iron_from_gut_loss(low_iron_cause: str) -> bool:
    return low_iron_cause == "gut_loss"


@question("No cause of low iron was found")
def low_iron_without_cause(low_iron_cause: str) -> bool:
    return low_iron_cause == "none_found"


@question("Weighs less than {fcm_weight_limit_kg} kg")
def weighs_less_than_fcm_limit(weight_kg: float, *, fcm_weight_limit_kg: float) -> bool:
    return weight_kg < fcm_weight_limit_kg


@question("Weeks since the last IV iron are recorded")
def weeks_since_iv_iron_recorded(last_iv_iron_weeks_ago: float, *, earliest_week: float) -> bool:
    return last_iv_iron_weeks_ago >= earliest_week


@question("The TSAT computed from iron and TIBC is above {full_saturation} %")
def iron_exceeds_tibc(tsat_computed_percent: float, *, full_saturation: float) -> bool:
    return tsat_computed_percent > full_saturation
