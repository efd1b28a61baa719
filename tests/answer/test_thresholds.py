"""For each number that a rule compares with, the cases have patients at it, just below it and just above it."""

from collections import defaultdict
from functools import cache

import pytest

from rls_logic.content.conditions import Asked, Rule
from tests import asked
from tests.answer.answered import (
    CASES,
    KNOWLEDGE,
    in_words,
    patient_of,
)

# A question over two facts compares their difference.
MEASURES = {"tsat_disagrees_with_iron": lambda typed, computed: abs(typed - computed)}

# "question at value": why no patient stands on that side. The IRLS is whole: its neighbours are 20 and 22.
NO_PATIENT_POSSIBLE = {
    "weeks_since_iv_iron_recorded at 0": {"below": "no number of weeks is below 0"},
    "irls_mild at 10": {"below": "whole points: 9 has a case", "above": "whole points: 11 has a case"},
    "irls_severe at 21": {"below": "whole points: 20 has a case", "above": "whole points: 22 has a case"},
}


def thresholds_in_rules() -> dict[str, tuple[Asked, float]]:
    """Every question with a number, as some rule asks it: "ferritin_below_child_ceiling at 50"."""
    found: dict[str, tuple[Asked, float]] = {}

    def walk(node: Asked | Rule) -> None:
        if isinstance(node, Rule):
            for part in node.nodes:
                walk(part)
        for limit in node.limits if isinstance(node, Asked) else ():
            found[f"{node.name} at {limit.value:g}"] = (node, limit.value)

    for rule in KNOWLEDGE.rules.values():
        walk(rule)
    return found


THRESHOLDS = thresholds_in_rules()


@cache
def measured(question: str, fields: tuple[str, ...]) -> tuple[float, ...]:
    """What the cases give this question to compare, contradictions and all: the numbers as typed or computed."""
    values = (tuple(asked.facts(patient_of(case.id), KNOWLEDGE)[field] for field in fields) for case in CASES)
    known = [numbers for numbers in values if None not in numbers]
    return tuple(MEASURES.get(question, lambda value: value)(*numbers) for numbers in known)


@pytest.mark.parametrize("threshold", sorted(THRESHOLDS))
def test_every_threshold_has_patients_at_it_and_on_either_side(threshold: str):
    asked, limit = THRESHOLDS[threshold]
    assert asked.question.name in MEASURES or len(asked.question.fields) == 1
    near = max(0.01 * limit, 0.01) + 1e-9
    sides: dict[str, bool] = defaultdict(bool)
    for value in measured(asked.question.name, asked.question.fields):
        distance = value - limit
        sides["at"] |= abs(distance) < 1e-9
        sides["below"] |= -near <= distance <= -1e-9
        sides["above"] |= 1e-9 <= distance <= near
    excused = NO_PATIENT_POSSIBLE.get(threshold, {})
    missing = [side for side in ("at", "below", "above") if not sides[side] and side not in excused]
    assert not missing, f"{asked.sentence}: no case stands {in_words(missing)} {limit:g}"
    assert not [side for side in excused if sides[side]], "an excuse that is no longer needed"


def test_the_excused_thresholds_are_asked_by_a_rule():
    assert set(NO_PATIENT_POSSIBLE) <= set(THRESHOLDS)
