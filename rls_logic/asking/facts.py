"""What follows from what a patient is: person, iron, mind and body, kidney. How facts are declared: declared.py."""

from rls_logic.asking.declared import fact, first_known

# Person


@fact("Has RLS, all five criteria")
def has_rls(diagnosis: str) -> bool | None:
    return None if diagnosis == "uncertain" else diagnosis == "rls"


@fact("Has periodic limb movement disorder without RLS")
def plmd_without_rls(diagnosis: str) -> bool | None:
    return None if diagnosis == "uncertain" else diagnosis == "plmd_only"


@fact("Has intermittent RLS", patchy=True)
def intermittent(
    course: str | None, nights_per_week: float | None, *, persistent_nights_per_week: float
) -> bool | None:
    """By the nights where they are told, else by the course. A course that has failed treatment may be either."""
    if nights_per_week is not None and course != "intermittent":
        return nights_per_week < persistent_nights_per_week
    return None if course is None else course == "intermittent"


@fact(stands_for="pregnancy", firm=True)
def pregnancy(
    typed_pregnancy: str | None,
    sex: str | None,
    age_years: float | None,
    *,
    childbearing_from_age: float,
    childbearing_to_age: float,
) -> str | None:
    """Not asked of a man, nor below or above the ages at which it may be."""
    if typed_pregnancy is not None:
        return typed_pregnancy
    possible = age_years is None or childbearing_from_age <= age_years <= childbearing_to_age
    return None if possible and sex != "male" else "not_possible"


@fact("Is pregnant")
def pregnant(pregnancy: str) -> bool | None:
    # "Possible" is an unknown pregnancy, so what matters in pregnancy becomes a check-first and never a no.
    return None if pregnancy == "possible" else pregnancy == "pregnant"


@fact("Is planning a pregnancy")
def planning_pregnancy(pregnancy: str) -> bool:
    return pregnancy == "planning"


@fact("Is pregnant or plans a pregnancy", patchy=True)
def pregnant_or_planning_now(pregnancy: str | None) -> bool:
    return pregnancy in ("pregnant", "planning")


@fact("Is breastfeeding")
def breastfeeding(pregnancy: str) -> bool:
    return pregnancy == "breastfeeding"


@fact("Could become or be pregnant", patchy=True)
def could_become_pregnant(pregnancy: str | None, sex: str | None, age_years: float | None) -> bool | None:
    """Of a woman of childbearing age it is yes until something else is said: "not pregnant" does not settle it."""
    if pregnancy is not None:
        return pregnancy in ("could_become", "possible", "planning")
    return True if sex == "female" and age_years is not None else None


@fact("Is pregnant, and the trimester is not known", patchy=True)
def trimester_not_known(pregnancy: str | None, trimester: int | None) -> bool:
    return pregnancy == "pregnant" and trimester is None


@fact("Could become pregnant, and plans no pregnancy", patchy=True)
def contraception_matters(could_become_pregnant: bool | None, pregnancy: str | None) -> bool | None:
    return could_become_pregnant if pregnancy != "planning" else False


@fact("May have menses", patchy=True)
def may_menstruate(
    sex: str | None,
    age_years: float | None,
    pregnancy: str | None,
    *,
    childbearing_from_age: float,
    menopause_age: float,
) -> bool:
    """Never open: menses are named only to those who may have them, as far as is known."""
    if sex != "female" or age_years is None or pregnancy == "pregnant":
        return False
    return childbearing_from_age <= age_years <= menopause_age


@fact("Is a man, or past the usual menopause", patchy=True)
def menses_are_no_cause(sex: str | None, age_years: float | None, *, menopause_age: float) -> bool:
    """Never open, as above."""
    return sex == "male" or (age_years is not None and age_years > menopause_age)


@fact("Sex is not recorded", patchy=True)
def sex_not_recorded(sex: str | None) -> bool:
    return sex is None


@fact("Is too young to be asked about alcohol, misuse or gambling", patchy=True)
def too_young_to_be_asked(age_years: float | None, *, asked_from_age: float) -> bool:
    """Never open: asked until an age below it is known."""
    return age_years is not None and age_years < asked_from_age


@fact("A pregnancy is recorded", patchy=True)
def pregnant_now(pregnancy: str | None) -> bool:
    """Never open: what is not for pregnancy is said until one is known."""
    return pregnancy == "pregnant"


@fact("RLS is recorded as severe", patchy=True)
def severe_rls_is_recorded(irls_total: float | None, severity: str | None, *, irls_severe_floor: float) -> bool:
    return severity in ("severe", "very_severe") or (irls_total is not None and irls_total >= irls_severe_floor)


@fact(patchy=True)
def trimester_if_pregnant(trimester: int | None, pregnancy: str | None) -> str | None:
    """Asked of the pregnant alone: not while a pregnancy is only possible."""
    if pregnancy in (None, "pregnant"):
        return {1: "first", 2: "second", 3: "third"}.get(trimester or 0)
    return "none"


@fact()
def trimester_name(pregnant: bool, trimester_if_pregnant: str) -> str:
    return trimester_if_pregnant


@fact("A trimester is recorded without a pregnancy", patchy=True)
def trimester_recorded_without_pregnancy(trimester: int | None, pregnancy: str | None) -> bool:
    return trimester is not None and pregnancy != "pregnant"


# Iron


@fact()
def tsat_computed_percent(iron_ug_dl: float, tibc_ug_dl: float) -> float | None:
    """Transferrin saturation: iron / TIBC x 100."""
    # Nine decimals take off what a change of unit adds (44.99999999999999), and no laboratory's digit.
    return round(iron_ug_dl / tibc_ug_dl * 100, 9) if tibc_ug_dl else None


@fact(stands_for="tsat_percent")
def tsat_percent(typed_tsat_percent: float | None, tsat_computed_percent: float | None) -> float | None:
    """One blood sample: while its iron or TIBC is in conflict, a typed TSAT is held with them (decision 0014)."""
    return first_known(typed_tsat_percent, tsat_computed_percent)


@fact(stands_for="iron_overload", firm=True)
def iron_overload(
    typed_iron_overload: bool | None,
    ferritin_ng_ml: float | None,
    tsat_percent: float | None,
    *,
    no_overload_ferritin_ng_ml: float,
    overload_limit: float,
) -> bool | None:
    """Not asked where ferritin and TSAT both speak against it."""
    if typed_iron_overload is not None or ferritin_ng_ml is None or tsat_percent is None:
        return typed_iron_overload
    return False if ferritin_ng_ml < no_overload_ferritin_ng_ml and tsat_percent < overload_limit else None


@fact(stands_for="inflammation", firm=True)
def inflammation(
    typed_inflammation: bool | None, ferritin_ng_ml: float | None, *, no_inflammation_ferritin_ng_ml: float
) -> bool | None:
    """Not asked where ferritin is too low to be raised by it."""
    if typed_inflammation is not None or ferritin_ng_ml is None:
        return typed_inflammation
    return False if ferritin_ng_ml < no_inflammation_ferritin_ng_ml else None


@fact("Iron is on hold: overload is known, or TSAT is too high", patchy=True)
def iron_on_hold(iron_overload: bool | None, tsat_percent: float | None, *, overload_limit: float) -> bool:
    """Never open: what follows iron that is taken or given falls silent once this is known."""
    return bool(iron_overload) or (tsat_percent is not None and tsat_percent >= overload_limit)


@fact("Ferritin or TSAT is not known", patchy=True)
def one_iron_test_missing(ferritin_ng_ml: float | None, tsat_percent: float | None) -> bool:
    return (ferritin_ng_ml is None) is not (tsat_percent is None)


@fact("A cause of low iron is recorded", patchy=True)
def cause_of_low_iron_recorded(low_iron_cause: str | None) -> bool:
    return low_iron_cause is not None


@fact("Iron is taken out on purpose: overload or venesection is recorded", patchy=True)
def iron_removed_on_purpose(iron_overload: bool | None, low_iron_cause: str | None) -> bool:
    return bool(iron_overload) or low_iron_cause == "venesection"


@fact("A reason against iron is known", patchy=True)
def iron_is_held(
    iron_removed_on_purpose: bool,
    ferritin_ng_ml: float | None,
    tsat_percent: float | None,
    course: str | None,
    new_neurological_sign: bool | None,
    *,
    trial_ceiling: float,
    overload_limit: float,
) -> bool:
    """Never open: what speaks for a route of iron is said until a reason against iron is known."""
    high_ferritin = ferritin_ng_ml is not None and ferritin_ng_ml > trial_ceiling
    high_tsat = tsat_percent is not None and tsat_percent >= overload_limit
    return iron_removed_on_purpose or high_ferritin or high_tsat or course == "resolved" or bool(new_neurological_sign)


@fact("Heart failure is recorded, and its own criterion of iron deficiency is met", patchy=True)
def heart_failure_iron_deficiency(
    heart_failure_or_oedema: bool | None,
    ferritin_ng_ml: float | None,
    tsat_percent: float | None,
    *,
    heart_failure_ferritin_floor: float,
    heart_failure_ferritin_ceiling: float,
    heart_failure_tsat_floor: float,
) -> bool:
    """Never open: another reading of a raised ferritin stands unless this one is known to hold."""
    if not heart_failure_or_oedema or ferritin_ng_ml is None:
        return False
    low_tsat = tsat_percent is not None and tsat_percent < heart_failure_tsat_floor
    return ferritin_ng_ml < heart_failure_ferritin_floor or (
        ferritin_ng_ml <= heart_failure_ferritin_ceiling and low_tsat
    )


@fact("A reason for iron by vein is recorded", patchy=True)
def iv_iron_reason_recorded(
    malabsorption: bool | None,
    inflammation: bool | None,
    heart_failure_iron_deficiency: bool,
    severe_rls_is_recorded: bool,
) -> bool:
    """Never open: oral iron is fair to try first until one is known."""
    return bool(malabsorption) or bool(inflammation) or heart_failure_iron_deficiency or severe_rls_is_recorded


@fact("Is anaemic", patchy=True)
def anaemia(
    haemoglobin_g_dl: float | None,
    age_years: float | None,
    sex: str | None,
    pregnancy: str | None,
    *,
    adult_age: float,
    haemoglobin_floor_g_dl: float,
    haemoglobin_floor_of_women_g_dl: float,
    haemoglobin_floor_of_men_g_dl: float,
) -> bool | None:
    """Below the limit for this person; between limits it is open while nobody said which one holds."""
    if haemoglobin_g_dl is None or haemoglobin_g_dl < haemoglobin_floor_g_dl:
        return None if haemoglobin_g_dl is None else True
    if haemoglobin_g_dl >= haemoglobin_floor_of_men_g_dl or pregnancy == "pregnant":
        return False
    if age_years is None:
        return None
    if age_years < adult_age:
        return False
    if sex is None:
        below_both = haemoglobin_g_dl < haemoglobin_floor_of_women_g_dl and pregnancy is not None
        return True if below_both else None
    return haemoglobin_g_dl < (haemoglobin_floor_of_men_g_dl if sex == "male" else haemoglobin_floor_of_women_g_dl)


# Mind and body


@fact(stands_for="dementia", firm=True)
def dementia(typed_dementia: bool | None, age_years: float | None, *, dementia_asked_from_age: float) -> bool | None:
    return _from_age(typed_dementia, age_years, dementia_asked_from_age)


@fact(stands_for="falls_or_frailty", firm=True)
def falls_or_frailty(
    typed_falls_or_frailty: bool | None, age_years: float | None, *, falls_asked_from_age: float
) -> bool | None:
    return _from_age(typed_falls_or_frailty, age_years, falls_asked_from_age)


def _from_age(typed: bool | None, age_years: float | None, asked_from_age: float) -> bool | None:
    """An answer that is asked for from some age on, and taken as no below it while nobody gave one."""
    if typed is not None or age_years is None:
        return typed
    return False if age_years < asked_from_age else None


# Kidney


@fact()
def cockcroft_gault_ml_min(
    creatinine_mg_dl: float, weight_kg: float, age_years: float, sex: str, *, adult_age: float
) -> float | None:
    """(140 - age) x kg / (72 x creatinine mg/dL), x 0.85 in women; for adults. Cockcroft and Gault, Nephron 1976;16:31."""
    if not creatinine_mg_dl or age_years < adult_age:
        return None
    value = (140 - age_years) * weight_kg / (72 * creatinine_mg_dl)
    return max(0.0, value * 0.85 if sex == "female" else value)


@fact(stands_for="crcl_ml_min", firm=True)
def kidney_function_ml_min(
    crcl_ml_min: float | None, cockcroft_gault_ml_min: float | None, egfr_ml_min: float | None
) -> float | None:
    """A clearance, typed or computed, or an eGFR in its place. A typed clearance stands whatever is in conflict beside it."""
    return first_known(crcl_ml_min, cockcroft_gault_ml_min, egfr_ml_min)


@fact(patchy=True)
def crcl_computed_ml_min(crcl_ml_min: float | None, cockcroft_gault_ml_min: float | None) -> float | None:
    return cockcroft_gault_ml_min if crcl_ml_min is None else None


@fact(patchy=True)
def dialysis_ruled_out(
    crcl_ml_min: float | None,
    cockcroft_gault_ml_min: float | None,
    egfr_ml_min: float | None,
    *,
    no_dialysis_floor_ml_min: float,
) -> bool:
    function = first_known(crcl_ml_min, cockcroft_gault_ml_min, egfr_ml_min)
    return function is not None and function >= no_dialysis_floor_ml_min


@fact(stands_for="kidney_support", firm=True)
def dialysis_kind(kidney_support: str | None, dialysis_ruled_out: bool) -> str | None:
    return "none" if kidney_support is None and dialysis_ruled_out else kidney_support


@fact("End-stage renal disease is known", patchy=True)
def esrd_is_known(dialysis_kind: str | None, kidney_function_ml_min: float | None, *, esrd_floor_ml_min: float) -> bool:
    """Never open: a recommendation for everyone else stands, with the kidney to check, until this is known."""
    if dialysis_kind in ("haemodialysis", "peritoneal_dialysis"):
        return True
    low = kidney_function_ml_min is not None and kidney_function_ml_min < esrd_floor_ml_min
    return low and dialysis_kind == "none"


@fact("Is not on dialysis, and kidney function is not known", patchy=True, firm=True)
def no_dialysis_without_kidney_value(kidney_support: str | None, kidney_function_ml_min: float | None) -> bool:
    return kidney_support == "none" and kidney_function_ml_min is None


@fact("A substance use disorder is recorded", patchy=True)
def substance_use_disorder_recorded(substance_use_disorder: bool | None) -> bool:
    return bool(substance_use_disorder)


@fact("Haemodialysis is known", patchy=True)
def haemodialysis_is_known(dialysis_kind: str | None) -> bool:
    """Never open: a dose card is for everyone else until this is known."""
    return dialysis_kind == "haemodialysis"


@fact("Kidney function is not known", patchy=True)
def kidney_function_not_known(kidney_function_ml_min: float | None, dialysis_kind: str | None) -> bool:
    return kidney_function_ml_min is None and dialysis_kind not in ("haemodialysis", "peritoneal_dialysis")
