"""What the trial results come to: people of 100, what a forest plot holds, the family a treatment stands under, who augmented."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from rls_logic.content.effects import PERCENT, WHOLE, Effect
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.vocabulary import Family
from rls_logic.content.vocabulary_trials import EstimateOutcome
from rls_logic.content.words import capital

HARMS = (
    EstimateOutcome.RELAPSE,
    EstimateOutcome.ADVERSE_EVENTS,
    EstimateOutcome.WITHDRAWAL,
    EstimateOutcome.AUGMENTATION,
)


@dataclass(frozen=True, slots=True)
class OfHundred:
    """Two proportions as people of 100, each rounded to whole people before they are compared."""

    treatment: int
    comparator: int

    @property
    def either_way(self) -> int:
        return min(self.treatment, self.comparator)

    @property
    def changed(self) -> int:
        return abs(self.treatment - self.comparator)

    @property
    def without(self) -> int:
        return WHOLE - max(self.treatment, self.comparator)


def whole_people(percent: Decimal) -> int:
    return int(percent.to_integral_value(ROUND_HALF_UP))


def of_hundred(effect: Effect) -> OfHundred | None:
    """People of 100 in each group, for a row that says what happened to them in a patient's words."""
    shares = effect.proportions
    if not effect.event or shares is None:
        return None
    return OfHundred(*map(whole_people, shares))


def for_the_forest(effects: Iterable[Effect]) -> list[Effect]:
    """IRLS differences against placebo or sham that have a 95 % confidence interval."""
    return [e for e in against_nothing_active(effects) if e.measure == "mean_difference" and e.interval == "95% CI"]


def against_nothing_active(effects: Iterable[Effect]) -> list[Effect]:
    """Every IRLS result against placebo or sham, with or without an interval."""
    return [e for e in effects if e.outcome == "irls" and e.against in ("placebo", "sham")]


def family(treatment: str | None, knowledge: Knowledge) -> Family:
    """What a chart groups a treatment or a class under."""
    known = knowledge.treatments.get(treatment or "")
    classes = (treatment, *(known.classes if known else ()))
    return next((found for found in Family if found in classes), Family.OTHER)


@dataclass(frozen=True, slots=True)
class Rate:
    """One share of people who augmented, with how long they were followed."""

    effect: Effect
    treatment: str  # a treatment, a class, 'other', or 'placebo'
    label: str
    percent: Decimal
    low: Decimal | None = None
    high: Decimal | None = None


def augmentation_rates(effects: Iterable[Effect]) -> list[Rate]:
    """Every share of people who augmented, one a group: both groups of a trial, each group once."""
    found: dict[tuple[str, Decimal, str], Rate] = {}
    for e in effects:
        if e.outcome != "augmentation" or PERCENT not in (e.unit, e.values_unit):
            continue
        rates = []
        if e.estimate is not None:
            rates.append(Rate(e, e.treatment, e.arm, e.estimate, e.low, e.high))
        elif e.treatment_value is not None and e.comparator_value is not None:
            rates.append(Rate(e, e.treatment, e.arm, e.treatment_value))
            given = e.comparator_treatment or e.against
            rates.append(Rate(e, given, capital(e.comparator or ""), e.comparator_value))
        for rate in rates:
            found.setdefault((rate.label, rate.percent, f"{e.study} {e.detail}"), rate)
    return list(found.values())
