"""What follows from a patient's answers: one function a fact. Its name is the fact, its arguments are what it rests on.

An argument is a patient field or an earlier fact; `typed_<field>` is a field as it was answered, where a fact has its name.
Keyword-only arguments are the same for every patient: a threshold, or one of `LOOKUPS`.

A fact is not known (None) while an argument is not known, unless it is `patchy`: then it sees None and decides itself. One
with a sentence is a question as well. What would settle a fact, and what is held back with it, `derived.py` reads from
the signatures.
"""

import inspect
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from rls_logic.asking.taken import Classes
from rls_logic.content.conditions import Derived
from rls_logic.content.knowledge import Knowledge

F = TypeVar("F", bound=Callable[..., Any])

TYPED = "typed_"
FACTS: dict[str, Derived] = {}


def fact(sentence: str = "", *, patchy: bool = False, stands_for: str = "", firm: bool = False) -> Callable[[F], F]:
    """Declares a fact. `stands_for`: the field that its first argument is, in whose place the others may stand (so it is patchy).

    Such a fact is asked for by that field. It is held while anything that it rests on is in conflict; a `firm` one only
    while its field is not answered, or is in conflict itself. One that is patchy and firm and stands for nothing is held with
    anything that it rests on: there "not known" must not be read out of a conflict.
    """

    def declare(function: F) -> F:
        name = function.__name__
        parameters = inspect.signature(function).parameters.values()
        rests_on = tuple(p.name for p in parameters if p.kind is not p.KEYWORD_ONLY)
        needs = tuple(p.name for p in parameters if p.kind is p.KEYWORD_ONLY)
        FACTS[name] = Derived(name, rests_on, needs, function, bool(patchy or stands_for), stands_for, firm, sentence)
        return function

    return declare


def classes_of(knowledge: Knowledge) -> Classes:
    return {treatment.id: frozenset(treatment.classes) for treatment in knowledge.treatments.values()}


LOOKUPS: Mapping[str, Callable[[Knowledge], object]] = {
    "classes_of": classes_of,
    "medicines": lambda knowledge: knowledge.medicine_by_name,
    "dopaminergic": lambda knowledge: frozenset(c.id for c in knowledge.treatment_classes.values() if c.dopaminergic),
    "augmenting": lambda knowledge: frozenset(c.id for c in knowledge.treatment_classes.values() if c.augments),
    "cns_active": lambda knowledge: frozenset(c.id for c in knowledge.medicine_classes.values() if c.cns_active),
}


def first_known(*values: float | None) -> float | None:
    return next((value for value in values if value is not None), None)
