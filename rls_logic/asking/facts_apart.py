"""Two measures of one thing that cannot both be right. Our reading, with wide limits: body size and formula part true values too."""

from rls_logic.asking.declared import fact
from rls_logic.content.vocabulary import Reason
from rls_logic.patient import MedicineUse


@fact("The typed CrCl and eGFR are too far apart")
def crcl_and_egfr_apart(
    crcl_ml_min: float, egfr_ml_min: float, *, no_dialysis_floor_ml_min: float, kidney_measures_ratio: float
) -> bool:
    return _apart(crcl_ml_min, egfr_ml_min, no_dialysis_floor_ml_min, kidney_measures_ratio)


@fact("The typed CrCl does not go with the creatinine", patchy=True)
def crcl_and_creatinine_apart(
    crcl_ml_min: float | None,
    creatinine_mg_dl: float | None,
    cockcroft_gault_ml_min: float | None,
    *,
    no_dialysis_floor_ml_min: float,
    esrd_floor_ml_min: float,
    clearance_ratio: float,
    creatinine_too_high_for_crcl_mg_dl: float,
    creatinine_too_low_for_crcl_mg_dl: float,
) -> bool | None:
    if crcl_ml_min is None or creatinine_mg_dl is None:
        return None
    if crcl_ml_min >= no_dialysis_floor_ml_min and creatinine_mg_dl >= creatinine_too_high_for_crcl_mg_dl:
        return True
    if crcl_ml_min < esrd_floor_ml_min and creatinine_mg_dl < creatinine_too_low_for_crcl_mg_dl:
        return True
    if cockcroft_gault_ml_min is None:
        return None
    return _apart(crcl_ml_min, cockcroft_gault_ml_min, no_dialysis_floor_ml_min, clearance_ratio)


@fact("The eGFR does not go with the creatinine", patchy=True)
def egfr_and_creatinine_apart(
    egfr_ml_min: float | None,
    creatinine_mg_dl: float | None,
    cockcroft_gault_ml_min: float | None,
    *,
    no_dialysis_floor_ml_min: float,
    esrd_floor_ml_min: float,
    kidney_measures_ratio: float,
    creatinine_too_high_for_egfr_mg_dl: float,
    creatinine_too_low_for_egfr_mg_dl: float,
) -> bool | None:
    if egfr_ml_min is None or creatinine_mg_dl is None:
        return None
    if egfr_ml_min >= no_dialysis_floor_ml_min and creatinine_mg_dl >= creatinine_too_high_for_egfr_mg_dl:
        return True
    if egfr_ml_min < esrd_floor_ml_min and creatinine_mg_dl < creatinine_too_low_for_egfr_mg_dl:
        return True
    if cockcroft_gault_ml_min is None:
        return None
    return _apart(egfr_ml_min, cockcroft_gault_ml_min, no_dialysis_floor_ml_min, kidney_measures_ratio)


def _apart(one: float, other: float, floor: float, ratio: float) -> bool:
    """Of two low values neither would be read otherwise, so one of them has to be near normal."""
    low, high = sorted((one, other))
    return high >= floor and high > ratio * low


@fact("A medicine on the list is taken for RLS", patchy=True)
def medicine_for_rls_recorded(other_medicines: tuple[MedicineUse, ...] | None) -> bool:
    return any(use.reason is Reason.RLS for use in other_medicines or ())
