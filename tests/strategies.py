"""Patients for the laws: the whole input space, and the part of it that does not contradict itself.

What a field may hold is read from the types of `Patient`, and where something happens from the ranges and thresholds of
data/: a new field joins by itself.
"""

import math
from collections.abc import Iterable
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from annotated_types import Ge, Le
from hypothesis import note
from hypothesis import strategies as st

from rls_logic import load_knowledge
from rls_logic.asking.declared import TYPED
from rls_logic.asking.derived import facts_of
from rls_logic.content.conditions import Asked, Rule
from rls_logic.content.vocabulary import Outcome, Reason, Taken
from rls_logic.patient import Bound, MedicineUse, Patient, TreatmentUse

KNOWLEDGE = load_knowledge()
FIELDS = tuple(Patient.model_fields)
NUMBERS = tuple(item.id for item in KNOWLEDGE.inputs.values() if item.kind == "number")

# Besides the ends of its range and the thresholds that it is compared with: what is common, and what makes others happen.
ALSO: dict[str, tuple[float, ...]] = {
    "age_years": (8, 12, 40, 55, 80),
    "ferritin_ng_ml": (15, 30, 200),
    "tsat_percent": (16, 50),
    "iron_ug_dl": (60, 135),
    "tibc_ug_dl": (300,),
    "crcl_ml_min": (20, 50, 90),
    "egfr_ml_min": (90,),
    "pramipexole_dose_mg": (0.125, 0.75),
    "ropinirole_dose_mg": (0.25,),
    "rotigotine_dose_mg": (1,),
    "last_iv_iron_weeks_ago": (12,),
    "creatinine_mg_dl": (0.9, 2, 5),
    "weight_kg": (20, 45, 80),
    "irls_total": (15, 31),
    "haemoglobin_g_dl": (9, 14),
    "nights_per_week": (1, 5),
    "gabapentin_dose_mg": (300, 1200),
    "pregabalin_dose_mg": (75, 300),
    "gabapentin_enacarbil_dose_mg": (600,),
    "methadone_dose_mg": (5,),
    "oxycodone_dose_mg": (10,),
}


def asked_in(rules: Iterable[Rule | Asked]) -> Iterable[Asked]:
    """Every question under some rules, as they ask it."""
    for rule in rules:
        if isinstance(rule, Asked):
            yield rule
        else:
            yield from asked_in(rule.nodes)


def edges() -> dict[str, tuple[float, ...]]:
    """Where something happens in each number: at the ends of its range and at each threshold for it, or for what it is part of."""
    found = {
        field: {*ALSO.get(field, ()), KNOWLEDGE.inputs[field].minimum, KNOWLEDGE.inputs[field].maximum}
        for field in NUMBERS
    }
    for asked in set(asked_in(KNOWLEDGE.rules.values())):
        for fact in asked.question.fields:
            parts = KNOWLEDGE.derived[fact].rests_on if fact in KNOWLEDGE.derived else (fact,)
            for field in {part.removeprefix(TYPED) for part in parts} & found.keys():
                low, high = KNOWLEDGE.inputs[field].minimum, KNOWLEDGE.inputs[field].maximum
                found[field] |= {limit.value for limit in asked.limits if low <= limit.value <= high}
    return {field: tuple(sorted(numbers)) for field, numbers in found.items()}


EDGES = edges()

TREATMENTS = tuple(KNOWLEDGE.treatments)
DOSED = tuple(treatment.id for treatment in KNOWLEDGE.treatments.values() if treatment.dose)
NOW = (Taken.NOW,) * 6  # most of what is listed is taken
DOPAMINERGIC = tuple(
    treatment.id
    for treatment in KNOWLEDGE.treatments.values()
    if treatment.ask_if_taken and any(KNOWLEDGE.treatment_classes[group].dopaminergic for group in treatment.classes)
)
# One or two of most classes that a caution speaks of, generic and brand, and one that nobody knows.
SCREENED = (
    "pramipexole", "Neupro", "sinemet", "cabergoline", "gabapentin", "pregabalin", "oxycodone", "tramadol", "methadone",
    "naltrexone", "zolpidem", "clonazepam", "diazepam", "baclofen", "promethazine", "sertraline", "venlafaxine",
    "amitriptyline", "mirtazapine", "bupropion", "phenelzine", "olanzapine", "metoclopramide", "lithium", "valproic acid",
    "carbamazepine", "warfarin", "clopidogrel", "ibuprofen", "lisinopril", "pioglitazone", "omeprazole", "levothyroxine",
    "fluvoxamine", "donepezil", "ferrous sulfate", "dipyridamole", "melatonin", "nalmefene", "rasagiline", "erythromycin",
    "rifampicin", "suvorexant", "quetiapine", "kratom", "lamotrigine", "tetrabenazine", "Maalox", "Entresto", "sumatriptan",
    "morphine", "cannabis", "perphenazine/amitriptyline",
)  # fmt: skip
UNSCREENED = "testamol"


def near(edges: tuple[float, ...]) -> st.SearchStrategy[float]:
    """An edge, the numbers beside it, and anything between the first and the last."""
    low, high = edges[0], edges[-1]
    beside = {edge + step for edge in edges for step in (-1, -0.004, 0, 0.004, 1)}
    beside |= {math.nextafter(edge, to) for edge in edges for to in (-math.inf, math.inf)}
    inside = sorted(float(number) for number in beside if low <= number <= high)
    return st.sampled_from(inside) | st.floats(low, high, allow_nan=False)


def treatment_uses(outcomes: st.SearchStrategy[Outcome | None]) -> st.SearchStrategy[tuple[TreatmentUse, ...]]:
    names = st.sampled_from(DOPAMINERGIC) | st.sampled_from(TREATMENTS)
    use = st.builds(TreatmentUse, treatment=names, when=st.sampled_from(list(Taken)), outcome=outcomes)
    return st.lists(use, max_size=3).map(tuple)


def medicine_uses(
    names: tuple[str, ...], reasons: st.SearchStrategy[Reason | None]
) -> st.SearchStrategy[tuple[MedicineUse, ...]]:
    use = st.builds(MedicineUse, name=st.sampled_from(names), reason=reasons, when=st.sampled_from((*NOW, *Taken)))
    return st.lists(use, max_size=3).map(tuple)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def of_type(kind: Any, field: str) -> st.SearchStrategy[Any]:
    """What a field of this type may hold, once it is known."""
    known = [part for part in get_args(kind) if part is not NoneType] if NoneType in get_args(kind) else [kind]
    (kind,) = known
    parts = get_args(kind)
    if kind is bool:
        return st.booleans()
    if get_origin(kind) is Literal:
        return st.sampled_from(parts)
    if get_origin(kind) is Annotated and parts[0] is int:
        ends = {type(end): end for end in parts[1].metadata}
        return st.integers(ends[Ge].ge, ends[Le].le)
    if get_origin(kind) is Annotated and parts[0] is float:
        return near(EDGES[field])
    if parts[0] is TreatmentUse:
        return treatment_uses(maybe(st.sampled_from(list(Outcome))))
    if parts[0] is MedicineUse:
        return medicine_uses((*SCREENED, UNSCREENED), maybe(st.sampled_from(list(Reason))))
    if get_origin(kind) is tuple:
        return st.lists(of_type(parts[0], field), unique=True).map(tuple)
    raise TypeError(f"{field}: say here what a {kind} may hold")


KNOWN = {field: of_type(info.rebuild_annotation(), field) for field, info in Patient.model_fields.items()}
COMPLETE = KNOWN | {
    "medicine_list_incomplete": st.just(False),
    "pregnancy": st.sampled_from(("not_possible", "could_become", "planning", "pregnant", "breastfeeding")),
    "diagnosis": st.sampled_from(("rls", "plmd_only", "not_rls")),
    "rls_treatments": treatment_uses(st.sampled_from(list(Outcome))),
    "other_medicines": medicine_uses(SCREENED, st.sampled_from(list(Reason))),
}
# Beyond any plausible range: Patient takes these, `assess` must hold them.
ABSURD = st.floats(0, 1e6, allow_nan=False)


def told(patient: Patient) -> Patient:
    """The same patient, with the answers shown beside a counterexample: a Patient itself shows nothing."""
    note(
        f"Answers: {patient.model_dump(mode='json', exclude_defaults=True)}, unreadable: {patient.unreadable}, "
        f"sides: {[(name, bound.said) for name, bound in patient.bounds.items()]}"
    )
    return patient


@st.composite
def sides(draw: st.DrawFn, field: str) -> Bound:
    """A number of which a side is known: from one end of its range to an edge, or to anywhere."""
    low, high, limit = EDGES[field][0], EDGES[field][-1], draw(near(EDGES[field]))
    below = draw(st.booleans())
    return Bound(float(low), limit, f"≤{limit}") if below else Bound(limit, float(high), f"≥{limit}")


@st.composite
def patients(draw: st.DrawFn) -> Patient:
    """Anyone: every field known or not, plausible or absurd, in agreement or not, some of it unreadable or known to one side."""
    known = draw(st.floats(0, 1))
    answers: dict[str, Any] = {}
    for field in FIELDS:
        if draw(st.floats(0, 1)) <= known:
            answers[field] = draw(KNOWN[field])
    if draw(st.integers(0, 9)) == 0:
        answers[draw(st.sampled_from(sorted(EDGES)))] = draw(ABSURD)
    unreadable: list[str] = []
    if draw(st.integers(0, 9)) == 0:
        unreadable = draw(st.lists(st.sampled_from(FIELDS), max_size=2, unique=True))
    bounds: dict[str, Bound] = {}
    if draw(st.integers(0, 9)) == 0:
        field = draw(st.sampled_from(sorted(EDGES)))
        bounds = {field: draw(sides(field))}
        answers[field] = None
    return told(Patient(**answers).with_unreadable(unreadable).with_bounds(bounds))


@st.composite
def adults_with_rls(draw: st.DrawFn) -> Patient:
    """Anyone whom the adult records are about, so that the laws on options have options to look at."""
    patient = draw(patients())
    sure = {"age_years": draw(near((18, 65, 120))), "diagnosis": "rls"}
    return told(patient.model_copy(update=sure).with_unreadable(()))


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
    if answers.get("course") == "chronic_persistent" and answers.get("nights_per_week") is not None:
        answers["nights_per_week"] = max(2.0, answers["nights_per_week"])
    if answers.get("professional_driver") and answers.get("safety_critical_work") is False:
        answers["safety_critical_work"] = True
    now = {use.treatment for use in answers.get("rls_treatments") or () if use.when.still}
    treated = answers.get("rls_treatments") or answers.get("no_rls_treatment")
    for drug in DOSED:
        if treated and drug not in now:
            answers[f"{drug}_dose_mg"] = None
    if answers.get("last_iv_iron") == "none":
        answers["last_iv_iron_weeks_ago"] = None
    iron, tibc, tsat = (answers.get(field) for field in ("iron_ug_dl", "tibc_ug_dl", "tsat_percent"))
    if iron is not None and tibc is not None:
        iron = answers["iron_ug_dl"] = min(iron, tibc)
        if tsat is not None:
            answers["tsat_percent"] = min(100.0, max(1.0, iron / tibc * 100))
    return of_one_kidney(of_one_person(answers))


def of_one_person(answers: dict[str, Any]) -> dict[str, Any]:
    if answers.get("sex") == "male" and answers.get("low_iron_cause") in ("menses", "pregnancy"):
        answers["low_iron_cause"] = "none_found"
    if not answers.get("rls_treatments") and answers.get("other_medicines"):
        answers["other_medicines"] = tuple(
            use.model_copy(update={"reason": Reason.OTHER}) if use.reason is Reason.RLS else use
            for use in answers["other_medicines"]
        )
    return answers


def of_one_kidney(answers: dict[str, Any]) -> dict[str, Any]:
    """Measures of the kidney that are too far apart become the one that is computed, or the first of them."""
    kidney = ("crcl_ml_min", "egfr_ml_min", "creatinine_mg_dl")
    apart = ("crcl_and_egfr_apart", "crcl_and_creatinine_apart", "egfr_and_creatinine_apart")
    facts = facts_of(Patient(**answers).__dict__, KNOWLEDGE.derived)
    if not any(facts[name] for name in apart):
        return answers
    measure = next(value for value in (answers.get(field) for field in kidney[:2]) if value is not None)
    low = measure < 60
    if answers.get("creatinine_mg_dl") is not None:
        answers["creatinine_mg_dl"] = 2.0 if low else 1.0
        answers["weight_kg"] = None if answers.get("weight_kg") is None else 70.0
    for field in kidney[:2]:
        if answers.get(field) is not None:
            answers[field] = 40.0 if low else 80.0
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

    A CrCl on top of an eGFR, a typed TSAT on top of a computed one, an answer on top of what values or age settled meanwhile.
    `test_laws.py` says what happens then.
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
    if patient.kidney_support == "none":  # read as not ESRD until a value says otherwise
        fields |= {"crcl_ml_min", "egfr_ml_min", *left}
    settled = facts_of(patient.__dict__, KNOWLEDGE.derived)
    for field in ("iron_overload", "inflammation", "dementia", "falls_or_frailty"):
        if getattr(patient, field) is None and settled[field] is not None:
            fields.add(field)
    if patient.pregnancy is None and settled["could_become_pregnant"] is not None:
        fields.add("pregnancy")
    if patient.course is not None:
        fields.add("nights_per_week")
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
