"""What follows from a patient's answers: one function a fact. Its name is the fact, its arguments are what it rests on.

An argument is a patient field or an earlier fact; `typed_<field>` is a field as it was answered, where a fact has its name.
Keyword-only arguments are the same for every patient: a threshold, or one of `LOOKUPS`.

A fact is not known (None) while an argument is not known, unless it is `patchy`: then it sees None and decides itself. One
with a sentence is a question as well. What would settle a fact, and what is held back with it, `derived.py` reads from
the signatures.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from rls_logic.asking.taken import Classes, Medicines, Uses, known_medicine, reasons_for, settled, taken_of
from rls_logic.content.conditions import Derived
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.vocabulary import Outcome, Reason
from rls_logic.patient import MedicineUse, TreatmentUse

F = TypeVar("F", bound=Callable[..., Any])

TYPED = "typed_"
FACTS: dict[str, Derived] = {}


def fact(sentence: str = "", *, patchy: bool = False, stands_for: str = "", firm: bool = False) -> Callable[[F], F]:
    """Declares a fact. `stands_for`: the field that its first argument is, in whose place the others may stand (so it is patchy).

    Such a fact is asked for by that field. It is held while anything that it rests on is in conflict; a `firm` one only
    while its field is not answered, or is in conflict itself. One that is patchy and firm and stands for nothing is held with
    anything that it rests on: there "not known" must not be read out of a conflict.
    """

    def declare(function: F) -> F:
        name = function.__name__
        parameters = inspect.signature(function).parameters.values()
        rests_on = tuple(p.name for p in parameters if p.kind is not p.KEYWORD_ONLY)
        needs = tuple(p.name for p in parameters if p.kind is p.KEYWORD_ONLY)
        FACTS[name] = Derived(name, rests_on, needs, function, bool(patchy or stands_for), stands_for, firm, sentence)
        return function

    return declare


def classes_of(knowledge: Knowledge) -> Classes:
    return {treatment.id: frozenset(treatment.classes) for treatment in knowledge.treatments.values()}


LOOKUPS: Mapping[str, Callable[[Knowledge], object]] = {
    "classes_of": classes_of,
    "medicines": lambda knowledge: knowledge.medicine_by_name,
    "dopaminergic": lambda knowledge: frozenset(c.id for c in knowledge.treatment_classes.values() if c.dopaminergic),
    "augmenting": lambda knowledge: frozenset(c.id for c in knowledge.treatment_classes.values() if c.augments),
    "cns_active": lambda knowledge: frozenset(c.id for c in knowledge.medicine_classes.values() if c.cns_active),
}


def first_known(*values: float | None) -> float | None:
    return next((value for value in values if value is not None), None)


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


@fact(stands_for="pregnancy")
def pregnancy(typed_pregnancy: str | None, sex: str | None) -> str | None:
    return "not_possible" if typed_pregnancy is None and sex == "male" else typed_pregnancy


@fact("Is pregnant")
def pregnant(pregnancy: str) -> bool | None:
    # "Possible" is an unknown pregnancy, so what matters in pregnancy becomes a check-first and never a no.
    return None if pregnancy == "possible" else pregnancy == "pregnant"


@fact("Is planning a pregnancy")
def planning_pregnancy(pregnancy: str) -> bool:
    return pregnancy == "planning"


@fact("Is breastfeeding")
def breastfeeding(pregnancy: str) -> bool:
    return pregnancy == "breastfeeding"


@fact("Could become or be pregnant", patchy=True)
def could_become_pregnant(
    pregnancy: str | None,
    sex: str | None,
    age_years: float | None,
    *,
    childbearing_from_age: float,
    childbearing_to_age: float,
) -> bool | None:
    """Asked of a woman of childbearing age it is yes until something else is said: "not pregnant" does not settle it."""
    if pregnancy is not None or sex != "female" or age_years is None:
        return None if pregnancy is None else pregnancy in ("could_become", "possible", "planning")
    return childbearing_from_age <= age_years <= childbearing_to_age


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


@fact("A pregnancy is recorded", patchy=True)
def pregnant_now(pregnancy: str | None) -> bool:
    """Never open: what is not for pregnancy is said until one is known."""
    return pregnancy == "pregnant"


@fact("Severe RLS is recorded", patchy=True)
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
    *,
    trial_ceiling: float,
    overload_limit: float,
) -> bool:
    """Never open: what speaks for a route of iron is said until a reason against iron is known."""
    high_ferritin = ferritin_ng_ml is not None and ferritin_ng_ml > trial_ceiling
    return iron_removed_on_purpose or high_ferritin or (tsat_percent is not None and tsat_percent >= overload_limit)


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
    if age_years is None or sex is None:
        return None
    if age_years < adult_age:
        return False
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


# Treatments and other medicines


@fact(stands_for="rls_treatments")
def rls_treatments(typed_rls_treatments: Uses | None, no_rls_treatment: bool | None) -> Uses | None:
    """An empty list is no answer: that there are none is ticked."""
    return typed_rls_treatments or (() if no_rls_treatment else None)


@fact("An RLS treatment is listed", patchy=True)
def rls_treatment_recorded(typed_rls_treatments: Uses | None) -> bool:
    return bool(typed_rls_treatments)


@fact("Takes a treatment for RLS now")
def on_rls_treatment(rls_treatments: Uses) -> bool:
    return any(use.when.still for use in rls_treatments)


@fact("An earlier RLS treatment did not help enough, was not tolerated or augmented")
def earlier_treatment_has_failed(rls_treatments: Uses) -> bool | None:
    return any_failed(rls_treatments)


@fact("Has signs of augmentation", patchy=True)
def augmentation_suspected(
    augmentation_signs: tuple[str, ...] | None,
    rls_treatments: Uses | None,
    *,
    classes_of: Classes,
    augmenting: frozenset[str],
) -> bool | None:
    watched = [u for u in rls_treatments or () if u.when.still and not augmenting.isdisjoint(classes_of[u.treatment])]
    reported = any(use.outcome is Outcome.AUGMENTATION for use in watched)
    denied = augmentation_signs is not None and rls_treatments is not None and all(use.outcome for use in watched)
    return settled(reported or bool(augmentation_signs), denied)


@fact()
def unscreened_medicine_count(other_medicines: tuple[MedicineUse, ...], *, medicines: Medicines) -> int:
    return sum(known_medicine(use.name, medicines) is None for use in other_medicines)


@fact(patchy=True)
def medicine_list_complete(medicine_list_incomplete: bool | None) -> bool | None:
    """A list is read as complete unless it is said not to be; then it rules nothing out."""
    return None if medicine_list_incomplete else True


@fact()
def all_medicines_screened(medicine_list_complete: bool, unscreened_medicine_count: int) -> bool | None:
    return None if unscreened_medicine_count else True


@fact()
def everything_taken_is_known(rls_treatments: Uses, all_medicines_screened: bool) -> bool:
    return True


@fact(patchy=True)
def classes_taken(
    rls_treatments: Uses | None,
    other_medicines: tuple[MedicineUse, ...] | None,
    *,
    classes_of: Classes,
    medicines: Medicines,
) -> frozenset[str]:
    """The classes of everything taken now, as far as it is listed and screened."""
    taken = [classes_of[use.treatment] for use in rls_treatments or () if use.when.still]
    known = [known_medicine(use.name, medicines) for use in other_medicines or () if use.when.still]
    return frozenset().union(*taken, *(medicine.classes for medicine in known if medicine))


@fact(patchy=True)
def reasons_for_dopaminergics(
    rls_treatments: Uses | None,
    other_medicines: tuple[MedicineUse, ...] | None,
    *,
    classes_of: Classes,
    medicines: Medicines,
    dopaminergic: frozenset[str],
) -> tuple[Reason | None, ...]:
    """Why each dopaminergic is taken now; None where that was not said."""
    return reasons_for(dopaminergic, rls_treatments, other_medicines, classes_of, medicines)


@fact("Takes a dopaminergic medicine for RLS", patchy=True)
def takes_dopaminergic_for_rls(
    everything_taken_is_known: bool | None, reasons_for_dopaminergics: tuple[Reason | None, ...]
) -> bool | None:
    known = everything_taken_is_known and None not in reasons_for_dopaminergics
    return settled(Reason.RLS in reasons_for_dopaminergics, known)


@fact("Takes a dopaminergic medicine for another reason", patchy=True)
def takes_dopaminergic_for_another_reason(
    everything_taken_is_known: bool | None, reasons_for_dopaminergics: tuple[Reason | None, ...]
) -> bool | None:
    known = everything_taken_is_known and None not in reasons_for_dopaminergics
    return settled(any(reason not in (None, Reason.RLS) for reason in reasons_for_dopaminergics), known)


@fact("A dopaminergic is listed, and not what it is for", patchy=True)
def dopaminergic_without_reason(reasons_for_dopaminergics: tuple[Reason | None, ...]) -> bool:
    return None in reasons_for_dopaminergics


@fact("What came of an RLS treatment taken now is not recorded", patchy=True)
def outcome_not_recorded(typed_rls_treatments: Uses | None) -> bool:
    return any(use.outcome is None for use in typed_rls_treatments or () if use.when.still)


@fact(patchy=True)
def cns_active_taken(
    rls_treatments: Uses | None,
    other_medicines: tuple[MedicineUse, ...] | None,
    *,
    classes_of: Classes,
    medicines: Medicines,
    cns_active: frozenset[str],
) -> frozenset[tuple[str, frozenset[str]]]:
    """Each medicine taken now that acts on the brain, with its classes, as far as listed."""
    return frozenset(taken_of(cns_active, rls_treatments, other_medicines, classes_of, medicines).items())


@fact("Takes so many medicines that act on the brain that the count alone is a risk", patchy=True)
def many_cns_active(
    cns_active_taken: frozenset[tuple[str, frozenset[str]]],
    everything_taken_is_known: bool | None,
    *,
    cns_active_limit: float,
) -> bool | None:
    return settled(len(cns_active_taken) >= cns_active_limit, everything_taken_is_known)


@fact("Takes a dopaminergic medicine for Parkinson disease", patchy=True)
def takes_dopaminergic_for_parkinson(
    everything_taken_is_known: bool | None, reasons_for_dopaminergics: tuple[Reason | None, ...]
) -> bool | None:
    known = everything_taken_is_known and None not in reasons_for_dopaminergics
    return settled(Reason.PARKINSON in reasons_for_dopaminergics, known)


def any_failed(uses: Iterable[TreatmentUse]) -> bool | None:
    outcomes = [use.outcome for use in uses]
    return settled(any(outcome.failed for outcome in outcomes if outcome), None not in outcomes)


def screened(name: str, knowledge: Knowledge) -> bool:
    return known_medicine(name, knowledge.medicine_by_name) is not None
