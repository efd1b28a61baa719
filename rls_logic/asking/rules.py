"""Compiled conditions: a question with the thresholds of the source that asks, and how such questions combine.

`Question` is one yes/no question about a patient. `Asked` is that question with its thresholds filled in.
`Rule` is one level of all / any / none over asked questions and terms; a term is a rule with a name and a sentence.
`Asker` answers them for one patient, each at most once.
"""

from collections.abc import Mapping
from typing import NamedTuple

from rls_logic.asking.answers import NO, UNKNOWN, YES, Answer, all_of, at_least, none_of
from rls_logic.content.conditions import Asked, LimitUse, Rule, type_of_value


class Check(NamedTuple):
    """The answer to one question or term for one patient.

    `values`: the facts it read. `missing`: patient fields that would settle it; empty unless UNKNOWN. `parts`: a term's own checks.
    """

    of: Asked | Rule
    answer: Answer
    values: tuple[tuple[str, type_of_value], ...]
    missing: tuple[str, ...]
    parts: tuple["Check", ...] = ()

    def __repr__(self) -> str:
        return "Check(values hidden)"

    @property
    def name(self) -> str:
        return self.of.name

    @property
    def sentence(self) -> str:
        return self.of.sentence

    @property
    def limits(self) -> tuple[LimitUse, ...]:
        return self.of.limits if isinstance(self.of, Asked) else ()


class Asker:
    """Answers asked questions and rules about one patient's facts; every question at most once.

    `facts` maps every fact name to a value or None (not known); `base` maps a derived fact to the patient fields that settle it;
    `slots` is how many asked questions and rules there are.
    """

    __slots__ = ("_answered", "_base", "_facts")

    def __init__(self, facts: Mapping[str, type_of_value], base: Mapping[str, tuple[str, ...]], slots: int) -> None:
        self._facts = facts
        self._base = base
        self._answered: list[Check | None] = [None] * slots

    def check(self, node: Asked | Rule) -> Check:
        found = self._answered[node.slot]
        if found is None:
            found = self._ask(node) if isinstance(node, Asked) else self._combine(node)
            self._answered[node.slot] = found
        return found

    def _ask(self, asked: Asked) -> Check:
        fields, facts = asked.question.fields, self._facts
        given = [facts[name] for name in fields]
        values = tuple(zip(fields, given))  # noqa: B905 - as long as each other by the line above
        if None in given:
            missing = [b for name, value in values if value is None for b in self._base.get(name, (name,))]
            return Check(asked, UNKNOWN, values, tuple(dict.fromkeys(missing)))
        return Check(asked, YES if asked.answers(*given) else NO, values, ())

    def _combine(self, rule: Rule) -> Check:
        answered, check = self._answered, self.check
        every: list[Check] = []
        unknown = False
        for node in rule.all:
            part = answered[node.slot] or check(node)
            every.append(part)
            if part.answer is NO and not rule.name:
                # A record that does not apply is not explained: the rest need not be asked.
                return Check(rule, NO, (), (), tuple(every))
            unknown = unknown or part.answer is not YES
        if not (unknown or rule.none or rule.any):
            return Check(rule, YES, (), (), tuple(every))
        never = [answered[node.slot] or check(node) for node in rule.none]
        some = [answered[node.slot] or check(node) for node in rule.any]
        groups = [(every, all_of([part.answer for part in every]))]
        if never:
            groups.append((never, none_of([part.answer for part in never])))
        if some:
            groups.append((some, at_least(rule.at_least, [part.answer for part in some])))
        answer = all_of([settled for _, settled in groups])
        parts = (*every, *some, *never)
        if answer is not UNKNOWN:
            return Check(rule, answer, (), (), parts)
        missing: dict[str, None] = {}
        for group, settled in groups:
            if settled is UNKNOWN:
                for part in group:
                    if part.answer is UNKNOWN:
                        missing.update(dict.fromkeys(part.missing))
        return Check(rule, answer, (), tuple(missing), parts)
