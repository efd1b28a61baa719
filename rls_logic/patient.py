"""One patient, as far as it is known. Every field is optional: None is "not known", never "no" and never "normal".

`Patient` holds what was answered and refuses what cannot be a value at all (NaN, infinity, below zero, an unlisted choice).
Plausible ranges and contradictions need data/, so `assess` checks them for every patient, wherever it came from.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from rls_logic.content.vocabulary import Outcome, Reason, Taken

Number = Annotated[float, Field(ge=0, allow_inf_nan=False)]
ShortName = Annotated[str, Field(min_length=1, max_length=90)]


class Frozen(BaseModel):
    # Neither a validation error nor a repr may print a patient's value into a log.
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(values hidden)"

    __str__ = __repr__


class Bound(NamedTuple):
    """A number of which only a side is known, such as <15: anything from `least` to `most`, both included. `said`: the sign and limit."""

    least: float
    most: float
    said: str

    def __repr__(self) -> str:
        return "Bound(values hidden)"


class TreatmentUse(Frozen):
    """An RLS treatment taken now, tapered, ended lately or tried before. `treatment` is an id in data/treatments.toml."""

    treatment: str
    when: Taken
    outcome: Outcome | None = None


class MedicineUse(Frozen):
    """Another medicine, by the name that was typed."""

    name: ShortName
    reason: Reason | None = None
    when: Taken = Taken.NOW


IvIron = Literal[
    "none", "ferric_carboxymaltose", "iron_dextran", "ferumoxytol", "iron_sucrose", "ferric_derisomaltose", "other"
]


class Patient(Frozen):
    """Units are in the names: years, ng/mL (= ug/L), %, mL/min, mg/dL, kg, weeks, months, mg."""

    age_years: Number | None = None
    sex: Literal["female", "male"] | None = None
    pregnancy: Literal["not_possible", "could_become", "possible", "planning", "pregnant", "breastfeeding"] | None = (
        None
    )
    trimester: Annotated[int, Field(ge=1, le=3)] | None = None
    diagnosis: Literal["rls", "uncertain", "plmd_only", "not_rls"] | None = None
    ferritin_ng_ml: Number | None = None
    tsat_percent: Number | None = None
    iron_ug_dl: Number | None = None
    tibc_ug_dl: Number | None = None
    haemoglobin_g_dl: Number | None = None
    crcl_ml_min: Number | None = None
    egfr_ml_min: Number | None = None
    kidney_support: Literal["none", "haemodialysis", "peritoneal_dialysis", "working_transplant"] | None = None
    course: Literal["intermittent", "chronic_persistent", "refractory", "resolved"] | None = None
    no_rls_treatment: bool | None = None
    rls_treatments: tuple[TreatmentUse, ...] = ()

    other_medicines: tuple[MedicineUse, ...] | None = None  # () is "asked, takes none"
    pramipexole_dose_mg: Number | None = None
    ropinirole_dose_mg: Number | None = None
    rotigotine_dose_mg: Number | None = None
    gabapentin_dose_mg: Number | None = None
    pregabalin_dose_mg: Number | None = None
    gabapentin_enacarbil_dose_mg: Number | None = None
    methadone_dose_mg: Number | None = None
    oxycodone_dose_mg: Number | None = None
    taken_too_late: bool | None = None
    dopaminergic_use: Literal["nightly", "now_and_then"] | None = None
    medicine_list_incomplete: bool | None = None
    began_after_medicine: bool | None = None
    augmentation_signs: (
        tuple[Literal["earlier_onset", "more_intense", "spread", "shorter_relief", "dose_raised"], ...] | None
    ) = None
    impulse_control_problem: bool | None = None
    new_neurological_sign: bool | None = None

    sleep_apnoea: Literal["none", "suspected", "treated", "untreated", "central"] | None = None
    daytime_sleepiness: bool | None = None
    lung_disease: bool | None = None
    asthma: bool | None = None
    sleeps_by_day: bool | None = None
    safety_critical_work: bool | None = None
    professional_driver: bool | None = None

    depression: bool | None = None
    suicidal_thoughts: Literal["none", "passive", "acute"] | None = None
    psychosis_or_bipolar: bool | None = None
    dementia: bool | None = None
    substance_use_disorder: bool | None = None
    opioid_use_disorder: Literal["none", "treated", "untreated"] | None = None

    falls_or_frailty: bool | None = None
    heart_failure_or_oedema: bool | None = None
    unstable_coronary_or_low_bp: bool | None = None
    heart_valve_disease: bool | None = None
    bleeding_risk: bool | None = None
    liver_disease: bool | None = None
    long_qt: bool | None = None
    past_angioedema: bool | None = None
    seizure_disorder: bool | None = None
    eating_disorder: bool | None = None
    active_implant: bool | None = None
    leg_site_problem: bool | None = None
    leg_site_metal: bool | None = None
    adhesive_reaction: bool | None = None

    iron_overload: bool | None = None
    active_infection: bool | None = None
    inflammation: bool | None = None
    malabsorption: bool | None = None
    low_phosphate: bool | None = None
    low_iron_cause: (
        Literal[
            "menses",
            "donation",
            "gut_loss",
            "pregnancy",
            "diet",
            "malabsorption",
            "venesection",
            "dialysis",
            "none_found",
        ]
        | None
    ) = None
    last_iv_iron: IvIron | None = None
    last_iv_iron_weeks_ago: Number | None = None
    iv_iron_reaction: IvIron | None = None
    iron_sample_morning_off_iron: bool | None = None
    iron_test_age_months: Number | None = None

    creatinine_mg_dl: Number | None = None
    weight_kg: Number | None = None
    alcohol: Literal["none", "within_limits", "heavy"] | None = None
    caffeine: bool | None = None
    irls_total: Number | None = None
    severity: Literal["mild", "moderate", "severe", "very_severe"] | None = None
    nights_per_week: Number | None = None

    # No answer, but carried with the answers, so that nobody can assess a half-read patient as a whole one.
    _unreadable: tuple[str, ...] = ()
    _bounds: tuple[tuple[str, Bound], ...] = ()

    @property
    def unreadable(self) -> tuple[str, ...]:
        """Fields with something typed that could not be read as a value: they are held back."""
        return self._unreadable

    @property
    def bounds(self) -> Mapping[str, Bound]:
        """Fields of which a laboratory printed only a side: their number is not known, and what the side settles is."""
        return {field: bound for field, bound in self._bounds if getattr(self, field) is None}

    def with_bounds(self, bounds: Mapping[str, Bound]) -> "Patient":
        marked = self.model_copy()
        marked._bounds = tuple(bounds.items())
        return marked

    def with_unreadable(self, fields: Iterable[str]) -> "Patient":
        marked = self.model_copy()
        marked._unreadable = tuple(dict.fromkeys(fields))
        return marked
