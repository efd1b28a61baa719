"""The same facts, questions and rules for a table of patients, a column at a time. `Asker` is the reference."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from rls_logic.asking.answered import Answers, out_of_range
from rls_logic.asking.derived import Facts, value_of
from rls_logic.asking.rules import answer_within
from rls_logic.content.conditions import Asked, Rule
from rls_logic.content.knowledge import Knowledge
from rls_logic.patient import Bound, Patient

Mask = npt.NDArray[np.bool_]


class Masks(NamedTuple):
    """Where the answer is yes and where it is no, a row a patient; in neither it is unknown."""

    yes: Mask
    no: Mask


def facts_of_table(patients: Sequence[Patient], knowledge: Knowledge) -> dict[str, list[object]]:
    """Every field and fact by name, a list as long as `patients`; None where not known or held back."""
    table = work_out([patient.__dict__ for patient in patients], knowledge.derived)
    slips = ColumnAsker(table, len(patients), knowledge.slots)
    doubtful = np.array([bool(p.unreadable or p.bounds or [*out_of_range(p, knowledge)]) for p in patients], dtype=bool)
    for record in knowledge.contradictions:
        doubtful |= slips.check(knowledge.rules[record.id]).yes
    for row in np.flatnonzero(doubtful).tolist():
        for name, value in Answers(patients[row], knowledge).facts.items():
            table[name][row] = value
    return table


def work_out(answers: Sequence[Mapping[str, object]], facts: Facts) -> dict[str, list[object]]:
    """Each fact once for every distinct combination of its arguments, nothing held back. Each row has every patient field."""
    table = {field: [row[field] for row in answers] for field in Patient.model_fields}
    for name, fact in facts.items():
        given = list(zip(*(table[argument] for argument in fact.rests_on), strict=True))
        values = {each: value_of(fact, each) for each in set(given)}
        table[name] = [values[each] for each in given]
    return table


class ColumnAsker:
    """Answers asked questions and rules about `rows` patients, each once. `table` maps a fact to its values, None where unknown."""

    def __init__(self, table: Mapping[str, Sequence[object]], rows: int, slots: int) -> None:
        self._table, self._rows = table, rows
        self._answered: list[Masks | None] = [None] * slots
        self._bounded: dict[str, list[int]] = {}  # the rows in which only a side of a fact is known, by fact
        self._columns: dict[str, tuple[npt.NDArray[np.generic], Mask]] = {}

    def check(self, node: Asked | Rule) -> Masks:
        found = self._answered[node.slot]
        if found is None:
            found = self._ask(node) if isinstance(node, Asked) else self._combine(node)
            self._answered[node.slot] = found
        return found

    def _ask(self, asked: Asked) -> Masks:
        columns = [self._column(name) for name in asked.question.fields]
        known = np.logical_and.reduce([where for _, where in columns])
        said = np.zeros(self._rows, dtype=bool)
        if known.any():
            said = np.asarray(asked.answers(*(values for values, _ in columns)), dtype=bool)
        masks = Masks(said & known, ~said & known)
        for row in sorted(set().union(*(self._bounded.get(name, ()) for name in asked.question.fields))):
            given = [self._table[name][row] for name in asked.question.fields]
            answer = None if None in given else answer_within(asked, given)
            if answer is not None:
                masks[0 if answer else 1][row] = True
        return masks

    def _column(self, name: str) -> tuple[npt.NDArray[np.generic], Mask]:
        """The values of a fact, and where they are known; elsewhere they mean nothing."""
        if name not in self._columns:
            values = self._table[name]
            if sides := [row for row, value in enumerate(values) if isinstance(value, Bound)]:
                self._bounded[name] = sides
                values = [None if isinstance(value, Bound) else value for value in values]
            known = np.array([value is not None for value in values], dtype=bool)
            kinds = {type(value) for value in values if value is not None}
            kind = bool if kinds == {bool} else float if kinds <= {int, float} else object
            self._columns[name] = np.array([kind() if v is None else v for v in values], dtype=kind), known
        return self._columns[name]

    def _combine(self, rule: Rule) -> Masks:
        yes, no = np.ones(self._rows, dtype=bool), np.zeros(self._rows, dtype=bool)
        for part in map(self.check, rule.all):
            yes, no = yes & part.yes, no | part.no
        for part in map(self.check, rule.none):
            yes, no = yes & part.no, no | part.yes
        if rule.any:
            parts = [self.check(node) for node in rule.any]
            yes &= sum(part.yes.astype(int) for part in parts) >= rule.at_least
            no |= sum((~part.no).astype(int) for part in parts) < rule.at_least
        return Masks(yes, ~yes if rule.once_known else no)
