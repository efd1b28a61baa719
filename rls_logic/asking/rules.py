"""Compiled conditions: a question with the thresholds of the source that asks, and how such questions combine.

`Question` is one yes/no question about a patient. `Asked` is that question with its thresholds filled in.
`Rule` is one level of all / any / none over asked questions and terms; a term is a rule with a name and a sentence.
`Asker` answers them for one patient, each at most once.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from rls_logic.asking.answers import NO, UNKNOWN, YES, Answer, all_of, at_least, none_of
from rls_logic.asking.derived import Facts, settled_by
from rls_logic.content.conditions import Asked, LimitUse, Rule
from rls_logic.patient import Bound


class Check(NamedTuple):
    """The answer to one question or term for one patient.

    `values`: the facts it read. `missing`: patient fields that would settle it; empty unless UNKNOWN. `parts`: a term's own checks.
    """

    of: Asked | Rule
    answer: Answer
    values: tuple[tuple[str, Any], ...]
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


# A thousand are made for a patient, and a NamedTuple's own constructor takes twice as long.
new = tuple.__new__


class Asker:
    """Answers asked questions and rules about one patient's facts; every question at most once.

    `facts` maps every fact name to a value or None (not known); `derived` says what would settle one that is not known;
    `slots` is how many asked questions and rules there are. `bounded`: some facts are known to one side only.
    """

    __slots__ = ("_answered", "_bounded", "_derived", "_facts", "_settled_by")

    def __init__(self, facts: Mapping[str, object], derived: Facts, slots: int, bounded: bool = False) -> None:
        self._facts = facts
        self._derived = derived
        self._bounded = bounded
        self._answered: list[Check | None] = [None] * slots
        self._settled_by: dict[str, tuple[str, ...]] = {}

    def check(self, node: Asked | Rule) -> Check:
        found = self._answered[node.slot]
        if found is None:
            found = self._combine(node) if isinstance(node, Rule) else self._ask(node)
            if found.answer is UNKNOWN and isinstance(node, Rule) and node.once_known:
                found = new(Check, (node, NO, (), (), found.parts))
            self._answered[node.slot] = found
        return found

    def _ask(self, asked: Asked) -> Check:
        fields, facts = asked.question.fields, self._facts
        given = [facts[name] for name in fields]
        values = tuple(zip(fields, given))  # noqa: B905 - as long as each other by the line above
        if None in given:
            open_facts = [name for name, value in values if value is None]
            missing = [settled_by(name, facts, self._derived, self._settled_by) for name in open_facts]
            return new(Check, (asked, UNKNOWN, values, missing[0] if len(missing) == 1 else each_once(missing), ()))
        if self._bounded and any(isinstance(value, Bound) for value in given):
            return self._ask_a_side(asked, given, values)
        return new(Check, (asked, YES if asked.answers(*given) else NO, values, (), ()))

    def _ask_a_side(self, asked: Asked, given: Sequence[Any], values: tuple[tuple[str, Any], ...]) -> Check:
        said = answer_within(asked, given)
        bounded = (name for name, value in values if said is None and isinstance(value, Bound))
        missing = each_once(settled_by(name, self._facts, self._derived, self._settled_by) for name in bounded)
        return new(Check, (asked, UNKNOWN if said is None else YES if said else NO, values, missing, ()))

    def _combine(self, rule: Rule) -> Check:
        answered, check = self._answered, self.check
        every: list[Check] = []
        of_all = YES
        for node in rule.all:
            part = answered[node.slot] or check(node)
            every.append(part)
            answer = part.answer
            if answer is NO:
                of_all = NO
                if not rule.name:
                    # A record that does not apply is not explained: the rest need not be asked.
                    return new(Check, (rule, NO, (), (), tuple(every)))
            elif answer is UNKNOWN and of_all is YES:
                of_all = UNKNOWN
        if not (rule.none or rule.any):
            return new(Check, (rule, of_all, (), missing_in(every) if of_all is UNKNOWN else (), tuple(every)))
        never = [answered[node.slot] or check(node) for node in rule.none]
        some = [answered[node.slot] or check(node) for node in rule.any]
        of_none = none_of([part.answer for part in never])
        of_any = at_least(rule.at_least, [part.answer for part in some]) if some else YES
        answer = all_of((of_all, of_none, of_any))
        parts = (*every, *some, *never)
        if answer is not UNKNOWN:
            return new(Check, (rule, answer, (), (), parts))
        groups = ((every, of_all), (never, of_none), (some, of_any))
        waiting = [part for group, settled in groups if settled is UNKNOWN for part in group]
        return new(Check, (rule, answer, (), missing_in(waiting), parts))


def answer_within(asked: Asked, given: Sequence[Any]) -> bool | None:
    """The answer where a number is known to one side: what both ends of it say, else not known.

    A question of one number is one comparison, so it changes once at most. One of several is left open.
    """
    if len(given) > 1:
        return None
    (bound,) = given
    least, most = bool(asked.answers(bound.least)), bool(asked.answers(bound.most))
    return least if least is most else None


def missing_in(parts: Iterable[Check]) -> tuple[str, ...]:
    """What would settle those that are unknown, in order."""
    return each_once(part.missing for part in parts if part.answer is UNKNOWN)


def each_once(several: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(several)))
