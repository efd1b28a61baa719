"""What a patient's answers come to: checked against each other, held back where they cannot be right, then asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rls_logic.asking.answers import YES
from rls_logic.asking.facts import base_of, facts_of
from rls_logic.asking.rules import Asker, Check
from rls_logic.content.conditions import Asked, Rule, type_of_value
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.vocabulary import Slip
from rls_logic.content.words import number
from rls_logic.patient import Patient


@dataclass(frozen=True, slots=True)
class Problem:
    """Something typed that cannot be right: the fields it names are held back until mended."""

    id: str
    kind: Slip
    fields: tuple[str, ...]
    message: str
    mend: str


# A held field and the fact that must not be settled by another.
RESTS = (
    ("tsat_percent", "tsat_percent"),
    ("crcl_ml_min", "kidney_function_ml_min"),
    ("kidney_support", "dialysis_kind"),
)


EMPTY: Mapping[str, object] = {"rls_treatments": ()}


class Answers:
    """One patient's answers, checked and asked about: what conflicts, what is held back for it, and every question at most once.

    `problems`: numbers out of range and contradictions. `held`: the fields that they touch. `values`: every fact by name.
    """

    __slots__ = ("_asker", "_knowledge", "held", "problems", "values")

    def __init__(self, patient: Patient, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self.problems, self.held, self.values, self._asker = _asked(patient, knowledge)

    def __eq__(self, other: object) -> bool:
        """Two are equal when nothing that they say differs."""
        return isinstance(other, Answers) and (self.problems, self.held, self.values) == (
            other.problems,
            other.held,
            other.values,
        )

    __hash__ = None  # type: ignore[assignment]

    def check(self, node: Asked | Rule) -> Check:
        """The answer to one compiled question or rule."""
        return self._asker.check(node)

    def of(self, record: str) -> Check:
        """How the condition of a record, named by its id, is answered."""
        return self._asker.check(self._knowledge.rules[record])


def _asked(
    patient: Patient, knowledge: Knowledge
) -> tuple[tuple[Problem, ...], frozenset[str], dict[str, type_of_value], Asker]:
    """Checks the answers, holds back those that cannot be right, and asks about the rest."""
    values = facts_of(patient, knowledge)
    asker = Asker(values, base_of(patient, values), knowledge.slots)
    absurd = tuple(out_of_range(patient, knowledge))
    problems = (*absurd, *_contradictions(knowledge, asker, {field for problem in absurd for field in problem.fields}))
    named = {*patient.unreadable, *(field for problem in problems for field in problem.fields)}
    if not named:
        return problems, frozenset(), values, asker
    held = _with_what_rests_on_it(named, patient)
    known = patient.model_copy(update={field: EMPTY.get(field) for field in _emptied(held)})
    values = facts_of(known, knowledge)
    for field, fact in RESTS:
        if field in held:
            values[fact] = None
    return problems, held, values, Asker(values, base_of(known, values), knowledge.slots)


def _with_what_rests_on_it(named: set[str], patient: Patient) -> frozenset[str]:
    """The fields named by a problem, and those whose value would be computed from them."""
    held = set(named)
    if named & {"iron_ug_dl", "tibc_ug_dl"}:
        held.add("tsat_percent")
    if patient.crcl_ml_min is None:
        computed = patient.creatinine_mg_dl is not None or "creatinine_mg_dl" in named
        if "egfr_ml_min" in named or (computed and named & {"creatinine_mg_dl", "weight_kg", "sex", "age_years"}):
            held.add("crcl_ml_min")
    if named & {"sex", "trimester"}:
        held.add("pregnancy")
    if "no_rls_treatment" in named:
        held.add("rls_treatments")
    return frozenset(held)


def _emptied(held: frozenset[str]) -> frozenset[str]:
    """What must read as not known: a held pregnancy must not be settled again by the sex."""
    return held | {"sex"} if "pregnancy" in held else held


def out_of_range(patient: Patient, knowledge: Knowledge) -> Iterable[Problem]:
    """Numbers outside their plausible range, each with the range and its reason."""
    for field, item in knowledge.inputs.items():
        value = getattr(patient, field)
        if item.minimum is None or item.maximum is None or value is None:
            continue
        if not item.minimum <= value <= item.maximum:
            span = f"{number(item.minimum)} to {number(item.maximum)}"
            unit = "" if item.unit == span else f" {item.unit}"
            message = f"{item.label}: {number(value)}{unit} is outside {span}."
            if field == "tsat_percent" and 0 < value < item.minimum:
                yield Problem(
                    f"range-{field}",
                    Slip.RANGE,
                    (field,),
                    message,
                    f"TSAT is a percentage: did you mean {number(round(value * 100, 9))} %?",
                )
            else:
                yield Problem(f"range-{field}", Slip.RANGE, (field,), message, f"Check it: {item.range_reason}.")


def _contradictions(knowledge: Knowledge, asker: Asker, said: set[str]) -> Iterable[Problem]:
    """Contradictions, but for those that only repeat what an absurd number caused."""
    for record in knowledge.contradictions:
        if said.isdisjoint(record.fields) and asker.check(knowledge.rules[record.id]).answer is YES:
            yield Problem(record.id, Slip.CONTRADICTION, record.fields, record.message, record.mend)
