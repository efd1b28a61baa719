"""Compiled conditions: questions with the thresholds of the source that asks, and how they combine."""

from collections.abc import Callable
from dataclasses import dataclass

from rls_logic.content.vocabulary import Confirmation

type_of_value = str | float | bool | None


@dataclass(frozen=True, slots=True)
class Question:
    """`fields`: patient facts it needs. `threshold_names`: numbers it compares with, given by the source that asks."""

    name: str
    sentence: str
    fields: tuple[str, ...]
    threshold_names: tuple[str, ...]
    function: Callable[..., bool]
    home: str


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
    """One level of all / any / none. `name` and `sentence` are empty for a record's own condition."""

    name: str
    sentence: str
    all: tuple["Asked | Rule", ...]
    any: tuple["Asked | Rule", ...]
    none: tuple["Asked | Rule", ...]
    at_least: int
    slot: int

    @property
    def nodes(self) -> tuple["Asked | Rule", ...]:
        return (*self.all, *self.any, *self.none)
