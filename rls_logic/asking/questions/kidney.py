"""Kidney function, dialysis and transplant."""

from rls_logic.asking.questions.registry import question


@question("Is on haemodialysis")
def on_haemodialysis(dialysis_kind: str) -> bool:
    return dialysis_kind == "haemodialysis"


@question("Is on peritoneal dialysis")
def on_peritoneal_dialysis(dialysis_kind: str) -> bool:
    return dialysis_kind == "peritoneal_dialysis"


@question("Has a working kidney transplant")
def working_transplant(kidney_support: str) -> bool:
    return kidney_support == "working_transplant"


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


@question("Haemodialysis is recorded")
def recorded_on_haemodialysis(kidney_support: str) -> bool:
    return kidney_support == "haemodialysis"


@question("Peritoneal dialysis is recorded")
def recorded_on_peritoneal_dialysis(kidney_support: str) -> bool:
    return kidney_support == "peritoneal_dialysis"


@question("The computed CrCl is {no_dialysis_floor_ml_min} mL/min or more")
def computed_crcl_rules_out_dialysis(crcl_computed_ml_min: float, *, no_dialysis_floor_ml_min: float) -> bool:
    return crcl_computed_ml_min >= no_dialysis_floor_ml_min
