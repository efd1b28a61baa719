"""What follows from the answers: the flat facts that questions read.

A derived fact is None whenever what it rests on is not known. `BASE` says which patient fields would settle it.
"""

from collections.abc import Mapping

from rls_logic.content.conditions import type_of_value
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.vocabulary import Outcome, Reason
from rls_logic.patient import Patient

DOPAMINERGIC = ("dopamine_agonist", "ergot_dopamine_agonist", "levodopa")
DOSED = ("pramipexole", "ropinirole", "rotigotine")
AUGMENTING = (*DOPAMINERGIC, "tramadol")
TRIMESTERS = {1: "first", 2: "second", 3: "third"}
FAILED = (Outcome.NOT_ENOUGH, Outcome.NOT_TOLERATED, Outcome.AUGMENTATION)

BASE: Mapping[str, tuple[str, ...]] = {
    "has_rls": ("diagnosis",),
    "plmd_without_rls": ("diagnosis",),
    "is_pregnant": ("pregnancy",),
    "trimester_name": ("pregnancy", "trimester"),
    "is_planning_pregnancy": ("pregnancy",),
    "is_breastfeeding": ("pregnancy",),
    "could_become_pregnant": ("pregnancy",),
    "tsat_typed_percent": ("tsat_percent",),
    "tsat_computed_percent": ("iron_ug_dl", "tibc_ug_dl"),
    "crcl_computed_ml_min": ("creatinine_mg_dl", "weight_kg"),
    "kidney_function_ml_min": ("crcl_ml_min",),
    "dialysis_kind": ("kidney_support",),
    "has_rls_treatment": ("rls_treatments",),
    "earlier_treatment_failed": ("rls_treatments",),
    "augmentation_on_treatment": ("augmentation_signs",),
    "alpha2delta_tried": ("rls_treatments",),
    "oral_iron_failed": ("rls_treatments",),
    "unscreened_medicine_count": ("other_medicines",),
}


def screened(name: str, knowledge: Knowledge) -> bool:
    return name.strip().casefold() in knowledge.medicine_by_name


def tsat_computed_percent(patient: Patient) -> float | None:
    """Iron / TIBC x 100, both in ug/dL. Source: labels.md 7.3."""
    if patient.iron_ug_dl is None or not patient.tibc_ug_dl:
        return None
    # Nine decimals take off what a change of unit adds (44.99999999999999), and no laboratory's digit.
    return round(patient.iron_ug_dl / patient.tibc_ug_dl * 100, 9)


def cockcroft_gault_ml_min(patient: Patient, knowledge: Knowledge) -> float | None:
    """(140 - age) x kg / (72 x creatinine mg/dL), x 0.85 in women; adults with stable function. Source: labels.md section 0."""
    age, weight, creatinine = patient.age_years, patient.weight_kg, patient.creatinine_mg_dl
    if age is None or weight is None or not creatinine or patient.sex is None:
        return None
    if age < knowledge.thresholds["adult_age"].value:
        return None
    value = (140 - age) * weight / (72 * creatinine)
    return max(0.0, value * 0.85 if patient.sex == "female" else value)


def kidney_function(patient: Patient, knowledge: Knowledge) -> tuple[float | None, str]:
    """Kidney function in mL/min and where it comes from: "CrCl", "CrCl computed", "eGFR, approximate" or ""."""
    if patient.crcl_ml_min is not None:
        return patient.crcl_ml_min, "CrCl"
    computed = cockcroft_gault_ml_min(patient, knowledge)
    if computed is not None:
        return computed, "CrCl computed"
    if patient.egfr_ml_min is not None:
        return patient.egfr_ml_min, "eGFR, approximate"
    return None, ""


def base_of(patient: Patient, facts: Mapping[str, type_of_value]) -> dict[str, tuple[str, ...]]:
    """Which patient fields would settle each derived fact, for this patient."""
    base = dict(BASE)
    open_lists = [] if patient.rls_treatments or patient.no_rls_treatment else ["rls_treatments"]
    if patient.other_medicines is None or facts["unscreened_medicine_count"] or not open_lists:
        open_lists.append("other_medicines")
    medicines = tuple(open_lists)
    base.update((name, medicines) for name in facts if name.startswith("takes_"))
    if not (patient.rls_treatments or patient.no_rls_treatment):
        base.update((f"{drug}_dose_mg", ("rls_treatments",)) for drug in DOSED)
    if patient.pregnancy is not None:
        base["trimester_name"] = ("trimester",) if patient.pregnancy == "pregnant" else ("pregnancy",)
    if patient.augmentation_signs is not None:
        base["augmentation_on_treatment"] = ("rls_treatments",)
    base["dopaminergic_for_rls"] = base["dopaminergic_for_another_reason"] = medicines
    return base


def facts_of(patient: Patient, knowledge: Knowledge) -> dict[str, type_of_value]:
    """Every fact a question may read, by name; None where not known."""
    facts: dict[str, type_of_value] = {
        name: value for name, value in patient.__dict__.items() if value is None or isinstance(value, str | float | int)
    }
    _diagnosis(patient, facts)
    _pregnancy(patient, facts)
    computed = tsat_computed_percent(patient)
    facts["tsat_typed_percent"] = patient.tsat_percent
    facts["tsat_computed_percent"] = computed
    facts["tsat_percent"] = patient.tsat_percent if patient.tsat_percent is not None else computed
    function = kidney_function(patient, knowledge)[0]
    facts["kidney_function_ml_min"] = function
    no_dialysis = function is not None and function >= knowledge.thresholds["no_dialysis_floor_ml_min"].value
    computed_crcl = cockcroft_gault_ml_min(patient, knowledge) if patient.crcl_ml_min is None else None
    facts["crcl_computed_ml_min"] = computed_crcl
    facts["dialysis_kind"] = "none" if patient.kidney_support is None and no_dialysis else patient.kidney_support
    _treatments(patient, knowledge, facts)
    return facts


def _diagnosis(patient: Patient, facts: dict[str, type_of_value]) -> None:
    known = patient.diagnosis if patient.diagnosis != "uncertain" else None
    facts["has_rls"] = None if known is None else known == "rls"
    facts["plmd_without_rls"] = None if known is None else known == "plmd_only"


def _pregnancy(patient: Patient, facts: dict[str, type_of_value]) -> None:
    state = "not_possible" if patient.pregnancy is None and patient.sex == "male" else patient.pregnancy
    facts["pregnancy"] = state
    facts["trimester_without_pregnancy"] = patient.trimester is not None and state != "pregnant"
    # "Possible" is an unknown pregnancy, so what matters in pregnancy becomes a check-first and never a no.
    facts["is_pregnant"] = None if state in (None, "possible") else state == "pregnant"
    facts["is_planning_pregnancy"] = None if state is None else state == "planning"
    facts["is_breastfeeding"] = None if state is None else state == "breastfeeding"
    facts["could_become_pregnant"] = None if state is None else state in ("possible", "planning")
    pregnant = facts["is_pregnant"]
    name = TRIMESTERS[patient.trimester] if patient.trimester else None
    facts["trimester_name"] = name if pregnant else ("none" if pregnant is False else None)


def _treatments(patient: Patient, knowledge: Knowledge, facts: dict[str, type_of_value]) -> None:
    uses, others = patient.rls_treatments, patient.other_medicines
    uses_known = bool(uses) or patient.no_rls_treatment is True
    treatments = knowledge.treatments
    taken: set[str] = set()
    dopaminergic_for_rls = dopaminergic_otherwise = False
    reason_open = False
    for use in uses:
        if use.when == "now":
            classes = treatments[use.treatment].classes
            taken.update(classes)
            dopaminergic_for_rls = dopaminergic_for_rls or any(c in DOPAMINERGIC for c in classes)
    unscreened = 0
    for medicine in others or ():
        known = knowledge.medicine_by_name.get(medicine.name.strip().casefold())
        if known is None:
            unscreened += 1
            continue
        taken.update(known.classes)
        if any(c in DOPAMINERGIC for c in known.classes):
            if medicine.reason is Reason.RLS:
                dopaminergic_for_rls = True
            elif medicine.reason is None:
                reason_open = True
            else:
                dopaminergic_otherwise = True
    all_screened = uses_known and others is not None and unscreened == 0
    absent = False if all_screened else None
    for name in knowledge.medicine_classes:
        facts[f"takes_{name}"] = True if name in taken else absent

    def settle(found: bool, settled: bool) -> bool | None:
        return True if found else (False if settled else None)

    facts["any_rls_treatment_listed"] = bool(uses)
    facts["unscreened_medicine_count"] = None if others is None else unscreened
    facts["has_rls_treatment"] = settle(any(u.when == "now" for u in uses), uses_known)
    facts["dopaminergic_for_rls"] = settle(dopaminergic_for_rls, all_screened and not reason_open)
    facts["dopaminergic_for_another_reason"] = settle(dopaminergic_otherwise, all_screened and not reason_open)
    outcome_open = any(u.outcome is None for u in uses)
    facts["earlier_treatment_failed"] = settle(any(u.outcome in FAILED for u in uses), uses_known and not outcome_open)
    facts["alpha2delta_tried"] = settle(
        any("gabapentinoid" in treatments[u.treatment].classes for u in uses), uses_known
    )
    iron = [u for u in uses if "oral_iron" in treatments[u.treatment].classes]
    iron_failed = any(u.outcome in FAILED for u in iron)
    facts["oral_iron_failed"] = settle(iron_failed, uses_known and all(u.outcome is not None for u in iron))
    signs = patient.augmentation_signs
    watched = [u for u in uses if u.when == "now" and any(c in AUGMENTING for c in treatments[u.treatment].classes)]
    reported = any(u.outcome is Outcome.AUGMENTATION for u in watched)
    silent = signs is not None and uses_known and all(u.outcome is not None for u in watched)
    facts["augmentation_on_treatment"] = settle(reported or bool(signs), silent)
    now = {u.treatment for u in uses if u.when == "now"}
    for drug in DOSED:
        dose = getattr(patient, f"{drug}_dose_mg")
        facts[f"{drug}_dose_typed_without_it"] = dose is not None and uses_known and drug not in now
        facts[f"{drug}_dose_mg"] = dose if drug in now else (0.0 if uses_known else None)
