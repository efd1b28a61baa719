"""Patients for the laws: the whole input space, and the part of it that does not contradict itself.

Typed by hand from the questions asked (clinical_logic.md, section 1), not read from the code under test, so that a
field which the app forgets to ask about is still filled here. `test_laws.py` checks that no field is left out.
"""

import math
import tomllib
from typing import Any

from hypothesis import note
from hypothesis import strategies as st

from rls_logic.content.load import DATA
from rls_logic.content.vocabulary import Outcome, Reason
from rls_logic.patient import MedicineUse, Patient, TreatmentUse

# Where something happens, by guideline, label or our own reading; each is tried at, beside and between.
EDGES: dict[str, tuple[float, ...]] = {
    "age_years": (0, 8, 10, 12, 18, 40, 55, 60, 65, 80, 120),
    "ferritin_ng_ml": (1, 15, 30, 50, 75, 100, 200, 300, 10000),
    "tsat_percent": (1, 16, 20, 45, 50, 100),
    "iron_ug_dl": (5, 60, 135, 500),
    "tibc_ug_dl": (100, 300, 700),
    "crcl_ml_min": (0, 15, 20, 30, 50, 60, 90, 250),
    "egfr_ml_min": (0, 15, 30, 60, 90, 200),
    "pramipexole_dose_mg": (0, 0.125, 0.5, 0.75, 20),
    "ropinirole_dose_mg": (0, 0.25, 3, 4, 30),
    "rotigotine_dose_mg": (0, 1, 3, 30),
    "last_iv_iron_weeks_ago": (0, 8, 12, 2600),
    "iron_test_age_months": (0, 6, 12, 240),
    "creatinine_mg_dl": (0.2, 0.9, 2, 5, 20),
    "weight_kg": (2, 20, 45, 50, 80, 350),
    "irls_total": (0, 15, 21, 31, 40),
}
CHOICES: dict[str, tuple[Any, ...]] = {
    "sex": ("female", "male"),
    "pregnancy": ("not_possible", "possible", "planning", "pregnant", "breastfeeding"),
    "trimester": (1, 2, 3),
    "diagnosis": ("rls", "uncertain", "plmd_only", "not_rls"),
    "kidney_support": ("none", "haemodialysis", "peritoneal_dialysis", "working_transplant"),
    "course": ("intermittent", "chronic_persistent", "refractory"),
    "sleep_apnoea": ("none", "treated", "untreated"),
    "suicidal_thoughts": ("none", "passive", "acute"),
    "opioid_use_disorder": ("none", "treated", "untreated"),
    "low_iron_cause": ("menses", "donation", "gut_loss", "none_found"),
    "last_iv_iron": ("none", "ferric_carboxymaltose", "iron_dextran", "ferumoxytol", "iron_sucrose", "ferric_derisomaltose", "other"),
    "iv_iron_reaction": ("none", "ferric_carboxymaltose", "iron_dextran", "ferumoxytol", "iron_sucrose", "ferric_derisomaltose", "other"),
}  # fmt: skip
YES_NO = (
    "no_rls_treatment", "impulse_control_problem", "new_neurological_sign", "lung_disease", "asthma", "sleeps_by_day",
    "safety_critical_work", "depression", "psychosis_or_bipolar", "dementia", "substance_use_disorder",
    "falls_or_frailty", "heart_failure_or_oedema", "unstable_coronary_or_low_bp", "long_qt", "past_angioedema",
    "seizure_disorder", "eating_disorder", "active_implant", "leg_site_problem", "iron_overload", "active_infection",
    "inflammation", "malabsorption", "low_phosphate", "iron_sample_morning_off_iron", "alcohol", "caffeine",
)  # fmt: skip
SIGNS = ("earlier_onset", "more_intense", "spread", "shorter_relief", "dose_raised")
LISTS = ("rls_treatments", "other_medicines", "augmentation_signs")
FIELDS = (*EDGES, *CHOICES, *YES_NO, *LISTS)

TREATMENTS = tuple(
    record["id"] for record in tomllib.loads((DATA / "treatments.toml").read_text(encoding="utf-8"))["treatments"]
)
DOPAMINERGIC = ("pramipexole", "ropinirole", "rotigotine", "levodopa", "cabergoline")
# One or two of most classes that a caution speaks of, generic and brand, and one that nobody knows.
SCREENED = (
    "pramipexole", "Neupro", "sinemet", "cabergoline", "gabapentin", "pregabalin", "oxycodone", "tramadol", "methadone",
    "naltrexone", "zolpidem", "clonazepam", "diazepam", "baclofen", "promethazine", "sertraline", "venlafaxine",
    "amitriptyline", "mirtazapine", "bupropion", "phenelzine", "olanzapine", "metoclopramide", "lithium", "valproic acid",
    "carbamazepine", "warfarin", "clopidogrel", "ibuprofen", "lisinopril", "pioglitazone", "omeprazole", "levothyroxine",
    "fluvoxamine", "donepezil", "ferrous sulfate", "dipyridamole", "melatonin",
)  # fmt: skip
UNSCREENED = "testamol"

# What can give the answer that a field asks for, besides the field itself (clinical_logic.md, section 1): TSAT is
# computed from iron and TIBC; clearance from creatinine, weight, age and sex, or read from an eGFR; a man is not pregnant;
# "no treatment" answers the list of treatments; a good clearance settles that there is no dialysis.
CLEARANCE = ("crcl_ml_min", "egfr_ml_min", "creatinine_mg_dl", "weight_kg", "age_years", "sex")
ALSO_ANSWERED_BY: dict[str, tuple[str, ...]] = {
    "tsat_percent": ("iron_ug_dl", "tibc_ug_dl"),
    "crcl_ml_min": CLEARANCE,
    "kidney_support": CLEARANCE,
    "pregnancy": ("sex",),
    "rls_treatments": ("no_rls_treatment",),
}

# Every patient field that a derived fact can rest on. A fact that is not here rests on the field of its own name.
TREATED = ("rls_treatments", "no_rls_treatment")
MEDICATED = (*TREATED, "other_medicines")
RESTS_ON: dict[str, tuple[str, ...]] = {
    "has_rls": ("diagnosis",),
    "plmd_without_rls": ("diagnosis",),
    "pregnancy": ("pregnancy", "sex"),
    "is_pregnant": ("pregnancy", "sex"),
    "is_planning_pregnancy": ("pregnancy", "sex"),
    "is_breastfeeding": ("pregnancy", "sex"),
    "could_become_pregnant": ("pregnancy", "sex"),
    "trimester_name": ("pregnancy", "trimester", "sex"),
    "trimester_without_pregnancy": ("pregnancy", "trimester", "sex"),
    "tsat_percent": ("tsat_percent", "iron_ug_dl", "tibc_ug_dl"),
    "tsat_typed_percent": ("tsat_percent",),
    "tsat_computed_percent": ("iron_ug_dl", "tibc_ug_dl"),
    "kidney_function_ml_min": CLEARANCE,
    "crcl_computed_ml_min": tuple(field for field in CLEARANCE if field != "egfr_ml_min"),
    "dialysis_kind": ("kidney_support", *CLEARANCE),
    "any_rls_treatment_listed": ("rls_treatments",),
    "has_rls_treatment": TREATED,
    "earlier_treatment_failed": TREATED,
    "alpha2delta_tried": TREATED,
    "oral_iron_failed": TREATED,
    "augmentation_on_treatment": ("augmentation_signs", *TREATED),
    "dopaminergic_for_rls": MEDICATED,
    "dopaminergic_for_another_reason": MEDICATED,
    "unscreened_medicine_count": ("other_medicines",),
    "pramipexole_dose_mg": ("pramipexole_dose_mg", *TREATED),
    "pramipexole_dose_typed_without_it": ("pramipexole_dose_mg", *TREATED),
    "ropinirole_dose_mg": ("ropinirole_dose_mg", *TREATED),
    "ropinirole_dose_typed_without_it": ("ropinirole_dose_mg", *TREATED),
    "rotigotine_dose_mg": ("rotigotine_dose_mg", *TREATED),
    "rotigotine_dose_typed_without_it": ("rotigotine_dose_mg", *TREATED),
}


def rests_on(fact: str) -> tuple[str, ...]:
    return MEDICATED if fact.startswith("takes_") else RESTS_ON.get(fact, (fact,))


def near(edges: tuple[float, ...]) -> st.SearchStrategy[float]:
    """An edge, the numbers beside it, and anything between the first and the last."""
    low, high = edges[0], edges[-1]
    beside = {edge + step for edge in edges for step in (-1, -0.004, 0, 0.004, 1)}
    beside |= {math.nextafter(edge, to) for edge in edges for to in (-math.inf, math.inf)}
    inside = sorted(float(number) for number in beside if low <= number <= high)
    return st.sampled_from(inside) | st.floats(low, high, allow_nan=False)


def treatment_uses(outcomes: st.SearchStrategy[Outcome | None]) -> st.SearchStrategy[tuple[TreatmentUse, ...]]:
    names = st.sampled_from(DOPAMINERGIC) | st.sampled_from(TREATMENTS)
    use = st.builds(TreatmentUse, treatment=names, when=st.sampled_from(("now", "before")), outcome=outcomes)
    return st.lists(use, max_size=3).map(tuple)


def medicine_uses(
    names: tuple[str, ...], reasons: st.SearchStrategy[Reason | None]
) -> st.SearchStrategy[tuple[MedicineUse, ...]]:
    use = st.builds(MedicineUse, name=st.sampled_from(names), reason=reasons)
    return st.lists(use, max_size=3).map(tuple)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


KNOWN: dict[str, st.SearchStrategy[Any]] = {
    **{field: near(edges) for field, edges in EDGES.items()},
    **{field: st.sampled_from(values) for field, values in CHOICES.items()},
    **dict.fromkeys(YES_NO, st.booleans()),
    "rls_treatments": treatment_uses(maybe(st.sampled_from(list(Outcome)))),
    "other_medicines": medicine_uses((*SCREENED, UNSCREENED), maybe(st.sampled_from(list(Reason)))),
    "augmentation_signs": st.lists(st.sampled_from(SIGNS), unique=True).map(tuple),
}
COMPLETE = KNOWN | {
    "pregnancy": st.sampled_from(("not_possible", "planning", "pregnant", "breastfeeding")),
    "diagnosis": st.sampled_from(("rls", "plmd_only", "not_rls")),
    "rls_treatments": treatment_uses(st.sampled_from(list(Outcome))),
    "other_medicines": medicine_uses(SCREENED, st.sampled_from(list(Reason))),
}
# Beyond any plausible range: Patient takes these, `assess` must hold them.
ABSURD = st.floats(0, 1e6, allow_nan=False)


def told(patient: Patient) -> Patient:
    """The same patient, with the answers shown beside a counterexample: a Patient itself shows nothing."""
    note(f"Answers: {patient.model_dump(mode='json', exclude_defaults=True)}")
    return patient


@st.composite
def patients(draw: st.DrawFn) -> Patient:
    """Anyone: every field known or not, plausible or absurd, in agreement or not, some of it unreadable."""
    known = draw(st.floats(0, 1))
    answers: dict[str, Any] = {}
    for field in FIELDS:
        if draw(st.floats(0, 1)) <= known:
            answers[field] = draw(KNOWN[field])
    if draw(st.integers(0, 9)) == 0:
        answers[draw(st.sampled_from(sorted(EDGES)))] = draw(ABSURD)
    if draw(st.integers(0, 9)) == 0:
        answers["unreadable"] = tuple(draw(st.lists(st.sampled_from(FIELDS), max_size=2, unique=True)))
    return told(Patient(**answers))


@st.composite
def adults_with_rls(draw: st.DrawFn) -> Patient:
    """Anyone whom the adult records are about, so that the laws on options have options to look at."""
    patient = draw(patients())
    sure = {"age_years": draw(near((18, 65, 120))), "diagnosis": "rls", "unreadable": ()}
    return told(patient.model_copy(update=sure))


def agreeing(answers: dict[str, Any]) -> dict[str, Any]:
    """The same answers without those that contradict another: the laws on learning are about people, not slips."""
    answers = dict(answers)
    age = answers.get("age_years")
    impossible = answers.get("sex") == "male" or (age is not None and not 10 <= age <= 60)
    if impossible and answers.get("pregnancy") is not None:
        answers["pregnancy"] = "not_possible"
    if answers.get("pregnancy") != "pregnant":
        answers["trimester"] = None
    if answers.get("rls_treatments"):
        answers["no_rls_treatment"] = False if answers.get("no_rls_treatment") is not None else None
    if answers.get("kidney_support") in ("haemodialysis", "peritoneal_dialysis"):
        for field in ("crcl_ml_min", "egfr_ml_min"):
            if answers.get(field) is not None:
                answers[field] = min(answers[field], 59.0)
        if answers.get("creatinine_mg_dl") is not None:  # 20 mg/dL keeps a computed clearance below 60, but for giants
            answers["creatinine_mg_dl"] = 20.0
    now = {use.treatment for use in answers.get("rls_treatments") or () if use.when == "now"}
    treated = answers.get("rls_treatments") or answers.get("no_rls_treatment")
    for drug in ("pramipexole", "ropinirole", "rotigotine"):
        if treated and drug not in now:
            answers[f"{drug}_dose_mg"] = None
    if answers.get("last_iv_iron") == "none":
        answers["last_iv_iron_weeks_ago"] = None
    iron, tibc, tsat = (answers.get(field) for field in ("iron_ug_dl", "tibc_ug_dl", "tsat_percent"))
    if iron is not None and tibc is not None:
        iron = answers["iron_ug_dl"] = min(iron, tibc)
        if tsat is not None:
            answers["tsat_percent"] = min(100.0, max(1.0, iron / tibc * 100))
    return answers


@st.composite
def agreeing_patients(draw: st.DrawFn) -> Patient:
    """Anyone, in range and without contradictions: every field known or not."""
    known = draw(st.floats(0, 1))
    answers = {field: draw(KNOWN[field]) for field in FIELDS if draw(st.floats(0, 1)) <= known}
    if draw(st.booleans()):
        answers |= {"age_years": draw(near((18, 65, 120))), "diagnosis": "rls"}
    return told(Patient(**agreeing(answers)))


@st.composite
def complete_patients(draw: st.DrawFn) -> Patient:
    """Everything is known: each field that can be answered is."""
    answers = agreeing({field: draw(COMPLETE[field]) for field in FIELDS})
    if answers["pregnancy"] == "pregnant":
        answers["trimester"] = draw(KNOWN["trimester"])
    answers["no_rls_treatment"] = not answers["rls_treatments"]
    return told(Patient(**answers))


def unanswered(patient: Patient) -> list[str]:
    """The fields about which more can be learned; a listed treatment can get its outcome, a listed medicine its reason."""
    found = [field for field in FIELDS if getattr(patient, field) is None]
    if any(use.outcome is None for use in patient.rls_treatments) or not (
        patient.rls_treatments or patient.no_rls_treatment
    ):
        found.append("rls_treatments")
    if any(use.reason is None for use in patient.other_medicines or ()):
        found.append("other_medicines")
    return found


def would_replace(patient: Patient) -> set[str]:
    """The fields that would put a better measure in the place of a known one: a correction, not something learned.

    A CrCl on top of an eGFR, a typed TSAT on top of a computed one. `test_laws.py` says what happens then.
    """
    fields: set[str] = set()
    formula = ("creatinine_mg_dl", "weight_kg", "age_years", "sex")
    left = {field for field in formula if getattr(patient, field) is None}
    if patient.crcl_ml_min is None and (patient.egfr_ml_min is not None or not left):
        fields.add("crcl_ml_min")
        if patient.egfr_ml_min is not None:
            fields |= {"creatinine_mg_dl"} if "creatinine_mg_dl" in left else left
    if patient.iron_ug_dl is not None and patient.tibc_ug_dl is not None:
        fields.add("tsat_percent")
    return fields


@st.composite
def learned(draw: st.DrawFn, before: Patient) -> tuple[Patient, frozenset[str]]:
    """The same patient with more answered, and which fields those are."""
    fields = sorted(set(unanswered(before)) - would_replace(before))
    chosen = draw(st.lists(st.sampled_from(fields), min_size=1, max_size=5, unique=True)) if fields else []
    answers = {field: getattr(before, field) for field in Patient.model_fields}
    for field in chosen:
        answers[field] = _more(draw, field, answers[field])
    after = told(Patient(**answers))
    return after, frozenset(field for field in FIELDS if getattr(after, field) != getattr(before, field))


def _more(draw: st.DrawFn, field: str, known: Any) -> Any:
    if field == "rls_treatments" and known:
        outcome = st.sampled_from(list(Outcome))
        return tuple(u if u.outcome else u.model_copy(update={"outcome": draw(outcome)}) for u in known)
    if field == "other_medicines" and known:
        reason = st.sampled_from(list(Reason))
        return tuple(u if u.reason else u.model_copy(update={"reason": draw(reason)}) for u in known)
    return draw(KNOWN[field])
