"""How facts are worked out, and what their signatures say: what would settle one, and what is held back with an answer in conflict."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, product
from math import inf, nextafter
from types import MappingProxyType
from typing import NamedTuple

import rls_logic.asking.facts
import rls_logic.asking.facts_apart
import rls_logic.asking.facts_taken  # noqa: F401 - these declare the facts
from rls_logic.asking.declared import FACTS, LOOKUPS, TYPED
from rls_logic.asking.listed import named_in_data
from rls_logic.content.conditions import Derived, as_answered
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.words import readable
from rls_logic.patient import Bound, Patient

Facts = Mapping[str, Derived]
THRESHOLDS = frozenset(need for fact in FACTS.values() for need in fact.needs) - LOOKUPS.keys()


def derive(knowledge: Knowledge) -> Facts:
    """Every fact that follows from the answers, each after those that it rests on, with thresholds and lookups filled in.

    Raises ValueError when a fact rests on something that is neither a field nor an earlier fact.
    """
    shared = {name: look(knowledge) for name, look in LOOKUPS.items()}
    shared |= {threshold.id: threshold.value for threshold in knowledge.thresholds.values()}
    declared = [
        replace(f, function=partial(f.function, **{n: shared[n] for n in f.needs}), needs=()) if f.needs else f
        for f in FACTS.values()
    ]
    facts = [*declared, *named_in_data(knowledge)]
    above = {fact.name for fact in facts} & set(Patient.model_fields)
    derived = {TYPED + field: Derived(TYPED + field, (field,), (), as_answered) for field in sorted(above)}
    for fact in facts:
        for name in fact.rests_on:
            if name not in derived and (name in above or name not in Patient.model_fields):
                raise ValueError(f"the fact {fact.name!r} rests on {name!r}, which is no field and no earlier fact")
        derived[fact.name] = fact
    return MappingProxyType(derived)


def value_of(fact: Derived, given: Sequence[object]) -> object:
    return None if None in given and not fact.patchy else fact.function(*given)


NO_BOUNDS: Mapping[str, Bound] = MappingProxyType({})
MOST_CROSSED = 4  # the ends of more are not tried with each other
MOST_BOUNDS = 2  # a fact of more is not known: there would be too many ends to try


def value_within(fact: Derived, given: Sequence[object]) -> object:
    """A fact that rests on a number of which a side is known: what it is all over that side, else as if nothing were known.

    A number that follows is bounded in turn. It changes nowhere but at the limits that the fact compares with.
    """
    bounded = [value for value in given if isinstance(value, Bound)]
    if not bounded or fact.name.startswith(TYPED):
        return given[0] if bounded else value_of(fact, given)
    unknown = value_of(fact, [None if isinstance(value, Bound) else value for value in given])
    if len(bounded) > MOST_BOUNDS:
        return unknown
    # A number beside it is a limit too, as each end of another side is: where the two cross, they agree.
    limits = [v for v in (*getattr(fact.function, "keywords", {}).values(), *given) if isinstance(v, int | float)]
    limits += [end for bound in bounded for end in (bound.least, bound.most)]
    tried = [points(value, limits) if isinstance(value, Bound) else (value,) for value in given]
    found = [value_of(fact, each) for each in product(*tried)]
    if all(value == found[0] for value in found):
        return found[0]
    numbers = [value for value in found if isinstance(value, int | float) and not isinstance(value, bool)]
    if len(numbers) < len(found):
        return unknown
    least, most = min(numbers), max(numbers)
    same = (bound for bound in bounded if (bound.least, bound.most) == (least, most))
    return next(same, Bound(least, most, f"{readable(least)} to {readable(most)}"))


def points(bound: Bound, limits: Collection[float]) -> list[float]:
    """The ends, each limit between them, and its neighbours."""
    beside = {number for limit in limits for number in (nextafter(limit, -inf), limit, nextafter(limit, inf))}
    return sorted({bound.least, bound.most, *(n for n in beside if bound.least <= n <= bound.most)})


def facts_of(
    answers: Mapping[str, object],
    facts: Facts,
    unread: Collection[str] = (),
    held: Collection[str] = (),
    bounds: Mapping[str, Bound] = NO_BOUNDS,
) -> dict[str, object]:
    """Every field and fact by name; None where not known, a Bound where a side is. `answers` has every patient field.

    The fields in `unread` and the facts in `held` are not known, whatever was answered.
    """
    values = {**answers, **bounds}
    work = value_within if bounds else value_of
    for field in unread:
        values[field] = None
    for name, fact in facts.items():
        given = [values[argument] for argument in fact.rests_on]
        values[name] = None if name in held else work(fact, given)
    return _agreed(values, answers, facts, unread, held, bounds) if bounds else values


def _agreed(
    values: dict[str, object],
    answers: Mapping[str, object],
    facts: Facts,
    unread: Collection[str],
    held: Collection[str],
    bounds: Mapping[str, Bound],
) -> dict[str, object]:
    """A fact that comes out otherwise at an end of a side is as if nothing were known: two that rest on one number were tried apart."""
    sides = [(bound.least, bound.most) for bound in bounds.values()]
    ends = product(*sides) if len(sides) <= MOST_CROSSED else zip(*sides, strict=True)
    exact = [facts_of({**answers, **dict(zip(bounds, each, strict=True))}, facts, unread, held) for each in ends]
    unknown = facts_of(answers, facts, unread, held)
    for name in facts:
        value = values[name]
        settled = value is not None and not isinstance(value, Bound)
        if settled and any(value != each[name] for each in exact):
            values[name] = unknown[name]
    return values


def settled_by(
    name: str, values: Mapping[str, object], facts: Facts, found: dict[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """The patient fields that would settle a fact which is not known. `found` keeps what was worked out before.

    A fact needs every argument that is not known. A patchy one asks for the first of them: the next may not matter then.
    Where all are known and it still is open, more is to be learned about the last.
    """
    if name not in found:
        found[name] = _settled_by(name, values, facts, found)
    return found[name]


def _settled_by(
    name: str, values: Mapping[str, object], facts: Facts, found: dict[str, tuple[str, ...]]
) -> tuple[str, ...]:
    fact = facts.get(name)
    if fact is None:
        return (name,)
    if name.startswith(TYPED):
        return fact.rests_on
    if fact.stands_for:
        return (fact.stands_for,)
    unknown = [argument for argument in fact.rests_on if values[argument] is None]
    unknown = unknown or [argument for argument in fact.rests_on if isinstance(values[argument], Bound)]
    asked = (unknown[:1] if fact.patchy else unknown) or fact.rests_on[-1:]
    fields = [settled_by(argument, values, facts, found) for argument in asked]
    return fields[0] if len(fields) == 1 else tuple(dict.fromkeys(chain(*fields)))


class Held(NamedTuple):
    """`fields` are held back; `facts` cannot be worked out meanwhile; `unread` are the fields that are not read meanwhile."""

    fields: frozenset[str]
    facts: frozenset[str]
    unread: frozenset[str]


def held_with(named: Collection[str], values: Mapping[str, object], facts: Facts) -> Held:
    """What is held back with fields in conflict. `values`: fields and facts as they are with nothing held.

    A fact is held with an argument, unless its first is missing: without that it would not have been worked out. A patchy
    one is not: it can do without. One that stands for a field is held with any field that it rests on, and then nothing else
    that could settle it is read; a firm one, with an argument, and only while its field is not answered or held itself.
    """
    fields, found, unread = set(named), set[str](), set(named)

    def held(argument: str) -> bool:
        return argument in (found if argument in facts else fields)

    for name, fact in facts.items():
        first, *_ = fact.rests_on
        conflict = any(held(argument) for argument in fact.rests_on)
        answered = held(first) or values[first] is not None
        if name.startswith(TYPED):  # the field itself, not the fact that bears its name
            conflict = first in fields
        elif fact.stands_for and not fact.firm:
            conflict = not fields.isdisjoint(fields_of(name, facts))
            unread.update(argument for argument in fact.rests_on if conflict and argument not in facts)
        elif fact.stands_for:
            conflict = held(first) or (conflict and not answered)
        elif (fact.patchy and not fact.firm) or not answered:
            conflict = False
        if conflict:
            found.add(name)
            fields |= {fact.stands_for} - {""}
    return Held(frozenset(fields), frozenset(found), frozenset(fields | unread))


def fields_of(name: str, facts: Facts) -> frozenset[str]:
    """Every patient field that a fact rests on, at any depth."""
    if name not in facts:
        return frozenset({name})
    if name.startswith(TYPED):
        return frozenset(facts[name].rests_on)
    return frozenset().union(*(fields_of(argument, facts) for argument in facts[name].rests_on))
