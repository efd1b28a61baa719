"""Why a condition is answered as it is: the questions behind it as plain data, one line each."""

from collections.abc import Iterable
from dataclasses import dataclass

from rls_logic.asking.answers import NO, UNKNOWN, YES, Answer
from rls_logic.asking.rules import Check
from rls_logic.content.conditions import Asked, LimitUse, Rule
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.words import number
from rls_logic.known import value_words


@dataclass(frozen=True, slots=True, repr=False)
class TraceLine:
    """A question, this patient's answer, the value that gave it and the threshold it was compared with.

    `fields`: the facts about the patient that it reads. `value`: these in words, with units; empty where they say no
    more than the answer. `limit`: the threshold as its source has it, and `source` that source's short name.
    """

    question: str
    answer: Answer
    fields: tuple[str, ...] = ()
    value: str = ""
    limit: LimitUse | None = None
    source: str = ""

    @property
    def threshold(self) -> str:
        return f"{number(self.limit.value)} {self.limit.unit}" if self.limit else ""

    @property
    def answer_words(self) -> str:
        return "not known" if self.answer is UNKNOWN else self.answer.value


def trace(check: Check, knowledge: Knowledge) -> tuple[TraceLine, ...]:
    """Every question under a check, flat and in order, each once."""
    return tuple(_line(part, knowledge) for part in {id(part.of): part for part in _questions(check)}.values())


def _questions(check: Check) -> Iterable[Check]:
    if isinstance(check.of, Asked):
        yield check
    for part in check.parts:
        yield from _questions(part)


def drivers(check: Check, knowledge: Knowledge) -> tuple[TraceLine, ...]:
    """The lines that settled an answer: what was met for a yes, what was not met for a no."""
    lines: dict[str, TraceLine] = {}

    def walk(part: Check) -> None:
        if isinstance(part.of, Asked):
            lines.setdefault(part.sentence, _line(part, knowledge))
        elif part.answer is NO and part.of.name:  # a term that does not hold needs none of its parts
            lines.setdefault(part.sentence, TraceLine(part.sentence, NO))
        else:
            for child in _settling(part, part.of):
                walk(child)

    walk(check)
    return tuple(lines.values())


def _settling(check: Check, rule: Rule) -> list[Check]:
    never = {id(node) for node in rule.none}
    if check.answer is NO:
        failed = [p for p in check.parts if (p.answer is YES) is (id(p.of) in never) and p.answer in (YES, NO)]
        some = {id(node) for node in rule.any}
        needed = [p for p in failed if id(p.of) not in some]
        return needed or failed
    return [p for p in check.parts if p.answer is check.answer and id(p.of) not in never]


def _line(check: Check, knowledge: Knowledge) -> TraceLine:
    limit = check.limits[0] if check.limits else None
    told = [(name, value) for name, value in check.values if not isinstance(value, bool)]
    any_known = any(value is not None for _, value in told)
    return TraceLine(
        question=check.sentence,
        answer=check.answer,
        fields=tuple(name for name, _ in check.values),
        value=", ".join(value_words(name, value, knowledge) for name, value in told) if any_known else "",
        limit=limit,
        source=knowledge.sources[limit.source].short if limit else "",
    )
