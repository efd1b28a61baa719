"""Compiled conditions: questions with the thresholds of the source that asks, and how they combine."""

from collections.abc import Callable
from dataclasses import dataclass, field

from rls_logic.content.vocabulary import Confirmation

Value = str | float | bool | None


@dataclass(frozen=True, slots=True)
class Derived:
    """A fact that follows from others. `function` takes the values of `rests_on`, in order, and of `needs` by name.

    `patchy`: it sees None and decides itself. `stands_for`: the patient field that its first argument is, in whose place the
    others may stand; `firm`: whatever is in conflict beside it. `sentence`: what its yes states, where it is a question.
    """

    name: str
    rests_on: tuple[str, ...]
    needs: tuple[str, ...]
    function: Callable[..., object] = field(compare=False)
    patchy: bool = False
    stands_for: str = ""
    firm: bool = False
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """`fields`: patient facts it needs. `threshold_names`: numbers it compares with, given by the source that asks."""

    name: str
    sentence: str
    fields: tuple[str, ...]
    threshold_names: tuple[str, ...]
    function: Callable[..., bool]
    home: str


def as_answered(value: bool) -> bool:
    """A yes or no, or a column of them."""
    return value


@dataclass(frozen=True, slots=True)
class LimitUse:
    """A threshold as used by one record: its number, unit, and where the number comes from."""

    id: str
    value: float
    unit: str
    source: str
    locator: str
    confirmed: Confirmation


@dataclass(frozen=True, slots=True)
class Asked:
    name: str
    sentence: str
    question: Question
    limits: tuple[LimitUse, ...]
    answers: Callable[..., bool]  # the question's function with its thresholds filled in
    slot: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One level of all / any / none. `name` and `sentence` are empty for a record's own condition.

    `once_known`: a term that is never open, but a no until it is known to be a yes.
    """

    name: str
    sentence: str
    all: tuple["Asked | Rule", ...]
    any: tuple["Asked | Rule", ...]
    none: tuple["Asked | Rule", ...]
    at_least: int
    slot: int
    once_known: bool = False

    @property
    def nodes(self) -> tuple["Asked | Rule", ...]:
        return (*self.all, *self.any, *self.none)
