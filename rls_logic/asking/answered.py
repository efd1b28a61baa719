"""What a patient's answers come to: checked against each other, held back where they cannot be right, then asked."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from rls_logic.asking.answers import YES
from rls_logic.asking.derived import facts_of, held_with
from rls_logic.asking.rules import Asker, Check
from rls_logic.content.conditions import Asked, Rule, Value
from rls_logic.content.inputs import Input, TypedUnit, Unit
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.vocabulary import Slip
from rls_logic.content.words import PRINTED_DIGITS, capital, number, readable
from rls_logic.patient import Bound, Patient


@dataclass(frozen=True, slots=True, repr=False)  # its message holds what was typed: never into a log
class Problem:
    """Something typed that cannot be right: the fields it names are held back until mended."""

    id: str
    kind: Slip
    fields: tuple[str, ...]
    message: str
    mend: str


class Answers:
    """One patient's answers, checked and asked about: what conflicts, what is held back for it, and every question at most once.

    `problems`: numbers out of range and contradictions. `held`: the fields that they touch, and those that would be settled
    by one of them. `hold_all`: fields in a conflict that leaves open whom any answer would be about. `facts`: every field and fact by name, None where not known or held back, a Bound where a side is known.
    """

    def __init__(self, patient: Patient, knowledge: Knowledge) -> None:
        derived = knowledge.derived
        bounds = patient.bounds
        facts = facts_of(patient.__dict__, derived, bounds=bounds)
        asker = Asker(facts, derived, knowledge.slots, bool(bounds))
        absurd = tuple(out_of_range(patient, knowledge))
        said = {field for problem in absurd for field in problem.fields}
        self.problems = (*absurd, *contradictions(knowledge, asker, said))
        self.held: frozenset[str] = frozenset()
        all_wait = {record.id for record in knowledge.contradictions if record.holds_all}
        self.hold_all = frozenset(field for p in self.problems if p.id in all_wait for field in p.fields)
        named = {*patient.unreadable, *(field for problem in self.problems for field in problem.fields)}
        if named:
            held = held_with(named, facts, derived)
            self.held = held.fields
            facts = facts_of(patient.__dict__, derived, held.unread, held.facts, bounds)
            asker = Asker(facts, derived, knowledge.slots, bool(bounds))
        self.facts: Mapping[str, object] = facts
        self._knowledge, self._asker = knowledge, asker

    def __eq__(self, other: object) -> bool:
        """Two are equal when nothing that they say differs."""
        return isinstance(other, Answers) and (self.problems, self.held, self.facts) == (
            other.problems,
            other.held,
            other.facts,
        )

    __hash__ = None  # type: ignore[assignment]

    @property
    def values(self) -> dict[str, Value]:
        """The facts that are a number, a word, or a yes or no; lists have facts of their own. None, too, where only a side is known."""
        plain = (str, float, int, Bound)
        told = {name: value for name, value in self.facts.items() if value is None or isinstance(value, plain)}
        return {name: None if isinstance(value, Bound) else value for name, value in told.items()}

    @property
    def bounds(self) -> dict[str, Bound]:
        """The facts of which a side is known."""
        return {name: value for name, value in self.facts.items() if isinstance(value, Bound)}

    def check(self, node: Asked | Rule) -> Check:
        """The answer to one compiled question or rule."""
        return self._asker.check(node)

    def of(self, record: str) -> Check:
        """How the condition of a record, named by its id, is answered."""
        return self._asker.check(self._knowledge.rules[record])


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
            mend = meant(value, item) or f"Check it: {item.range_reason}."
            yield Problem(f"range-{field}", Slip.RANGE, (field,), message, mend)


def meant(value: float, item: Input) -> str:
    """A question where a number outside the range of its field is inside it in another unit; empty where it is in none."""
    found = []
    units: tuple[Unit | TypedUnit, ...] = (*item.units, *item.typed_units)
    for unit in units:
        ours = round(value / unit.per_ours, PRINTED_DIGITS)
        if unit.per_ours != 1 and (item.minimum or 0) <= ours <= (item.maximum or 0):
            said = f"{readable(float(f'{ours:.4g}'))} {item.unit}"
            if isinstance(unit, TypedUnit) and unit.says:
                return f"{unit.says}: did you mean {said}?"
            found.append(f"{number(value)} {unit.unit} ({said})")
    return f"Check it: did you mean {' or '.join(found)}? {capital(item.range_reason or '')}." if found else ""


def contradictions(knowledge: Knowledge, asker: Asker, said: Set[str]) -> Iterable[Problem]:
    """Contradictions, but for those that only repeat what an absurd number caused."""
    named: list[Set[str]] = []
    for record in knowledge.contradictions:
        again = any(set(record.fields[:2]) <= fields for fields in named)  # the same two answers are named once
        if not again and said.isdisjoint(record.fields) and asker.check(knowledge.rules[record.id]).answer is YES:
            named.append(set(record.fields))
            yield Problem(record.id, Slip.CONTRADICTION, record.fields, record.message, record.mend)
