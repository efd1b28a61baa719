"""The trial and meta-analysis results in data/effects.csv, one estimate a row, and the notes that go with them.

Numbers are kept as printed (`Decimal`), never rounded and never guessed: an empty cell is "not reported".
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from rls_logic.content.shapes import Threshold
from rls_logic.content.types import Closed, Doi, Id, Keyed, Pmid, Rank, Short, Sourced, Text, Yes, ref, wrong
from rls_logic.content.vocabulary import Confirmation
from rls_logic.content.vocabulary_trials import (
    EstimateAgainst,
    EstimateCounts,
    EstimateDesign,
    EstimateDirection,
    EstimateMeasure,
    EstimateOutcome,
    EstimatePopulation,
)

OTHER = "other"  # a treatment or pool that data/treatments.toml does not have
PERCENT, WHOLE = "percent", 100


def plain_number(value: object) -> Decimal:
    if not isinstance(value, str) or not re.fullmatch(r"-?\d{1,6}(\.\d{1,6})?", value, re.ASCII):
        raise PydanticCustomError("number", "is no plain number: write it with a point and no spaces, such as -4.18")
    return Decimal(value)


def whole_number(value: object) -> int:
    if not isinstance(value, str) or not re.fullmatch(r"\d{1,6}", value, re.ASCII):
        raise PydanticCustomError("number", "is no whole number: write digits only, such as 1163")
    return int(value)


def split(value: object) -> tuple[str, ...]:
    return tuple(str(value).split())


Number = Annotated[Decimal, BeforeValidator(plain_number)]
Count = Annotated[int, BeforeValidator(whole_number)]
Treated = Annotated[str, ref("treatments", "classes", called=f"is no treatment, class or '{OTHER}'.", also=(OTHER,))]
EvidenceRow = Annotated[str, StringConstraints(pattern=r"^([A-H]|CH|CT|KD|PR|TX)[0-9]{1,2}[a-f]?$")]

RATIOS = (EstimateMeasure.RISK_RATIO, EstimateMeasure.ODDS_RATIO)
POOLED = (EstimateDesign.META_ANALYSIS, EstimateDesign.NETWORK_META_ANALYSIS)


class Effect(Closed):
    """One estimate as its source prints it. `evidence`: the row or rows of the evidence file that it comes from.

    `computed`: the estimate, or its interval, is ours, from the figures of the groups. `counts_of`: what `trials` and
    `participants` count where that is not the trials of this estimate. `event`: what happened, in a patient's words. `overlap`: rows
    that share it may count the same people. `headline`: one the evidence file itself picks for a chart.
    """

    noun = "row"
    shared = True

    id: Id
    evidence: Annotated[tuple[EvidenceRow, ...], BeforeValidator(split), Field(min_length=1)]
    treatment: Treated
    arm: Short
    against: EstimateAgainst
    comparator: Short | None = None
    comparator_treatment: Treated | None = None
    outcome: EstimateOutcome
    detail: Short | None = None
    measure: EstimateMeasure
    unit: Short | None = None
    estimate: Number | None = None
    low: Number | None = None
    high: Number | None = None
    interval: Literal["95% CI", "IQR"] | None = None
    computed: Yes = False
    p: Annotated[str, StringConstraints(pattern=r"^<?0\.[0-9]{1,6}$")] | None = None
    treatment_value: Number | None = None
    comparator_value: Number | None = None
    values_unit: Short | None = None
    treatment_events: Count | None = None
    treatment_n: Annotated[Count, Field(ge=1)] | None = None
    comparator_events: Count | None = None
    comparator_n: Annotated[Count, Field(ge=1)] | None = None
    trials: Count | None = None
    participants: Count | None = None
    counts_of: EstimateCounts | None = None
    follow_up: Short | None = None
    population: EstimatePopulation
    population_detail: Short | None = None
    design: EstimateDesign
    direction: EstimateDirection
    event: Short | None = None
    headline: Yes = False
    outlier: Yes = False
    overlap: Id
    citation: Short
    doi: Doi | None = None
    pmid: Pmid | None = None
    confirmed: Literal["primary", "secondary"]
    note: Text | None = None

    @property
    def order(self) -> tuple[Any, ...]:
        """Rows stand as the evidence file has them."""
        return ()

    @model_validator(mode="after")
    def _whole(self) -> Self:
        for column, problem, mend in misfits(self):
            raise wrong(column, problem, mend)
        return self

    @property
    def study(self) -> str:
        """The citation as far as its first comma: author and year."""
        return self.citation.partition(",")[0]

    @property
    def level(self) -> Confirmation:
        """How sure we are of the estimate: one that we computed is our own reading of verified figures."""
        return Confirmation.OUR_READING if self.computed else Confirmation(self.confirmed)

    @property
    def pooled(self) -> bool:
        return self.design in POOLED

    @property
    def proportions(self) -> tuple[Decimal, Decimal] | None:
        """Percent with the event in each group, where the source gives both."""
        if self.values_unit == PERCENT and self.treatment_value is not None and self.comparator_value is not None:
            return self.treatment_value, self.comparator_value
        counts = (self.treatment_events, self.treatment_n, self.comparator_events, self.comparator_n)
        if any(count is None for count in counts):
            return None
        had, of, had_there, of_there = (Decimal(count or 0) for count in counts)
        return WHOLE * had / of, WHOLE * had_there / of_there


class Note(Sourced):
    """One sourced line for a page on the evidence, smallest `rank` first."""

    page: Literal["effects", "augmentation"]
    rank: Rank
    short: Short
    statement: Text


class LeftOut(Closed):
    """A row of the evidence file that is not shown, and why."""

    evidence: EvidenceRow
    what: Short
    why: Short

    @property
    def order(self) -> tuple[Any, ...]:
        return ()


class Effects(Closed):
    effects: tuple[Effect, ...]


class EffectNotes(Closed):
    """The yardsticks, notes and omissions of data/effect_notes.toml."""

    thresholds: Keyed[Threshold]
    notes: tuple[Note, ...]
    left_out: tuple[LeftOut, ...]

    def on(self, page: str) -> list[Note]:
        return [note for note in self.notes if note.page == page]


def misfits(effect: Effect) -> Iterable[tuple[str, str, str]]:
    """(column, problem, mend) for figures of one row that cannot all be right."""
    e = effect
    figures = (e.low, e.high, e.interval)
    if any(f is None for f in figures) != all(f is None for f in figures):
        yield "interval", "is not whole.", "Give low, high and interval together, or none of them."
    if e.low is not None and e.high is not None and not (e.estimate is not None and e.low <= e.estimate <= e.high):
        yield "estimate", "does not lie between low and high.", "Check the three against the source."
    if (e.measure in ("arms", "none")) == (e.estimate is not None):
        yield (
            "estimate",
            f"does not go with the measure '{e.measure}'.",
            "A difference, ratio or rate needs an estimate.",
        )
    if (e.estimate is None) != (e.unit is None):
        yield "unit", "does not go with the estimate.", "Give a unit with every estimate, and only there."
    values = (e.treatment_value, e.comparator_value, e.values_unit)
    if any(v is None for v in values) and any(v is not None for v in values):
        yield "values_unit", "is not whole.", "Give both values and their unit, or none of them."
    if e.measure == "arms" and e.treatment_value is None and e.treatment_events is None:
        yield "treatment_value", "is missing.", "The measure 'arms' needs the figures of both groups."
    if e.computed and e.treatment_value is None:
        yield "computed", "needs the figures that it was computed from.", "Give both values."
    if e.measure in RATIOS and min(f for f in (e.estimate, e.low, Decimal(1)) if f is not None) <= 0:
        yield "estimate", "is no ratio.", "A ratio is above 0."
    shares = [e.estimate, e.low, e.high] if e.unit == PERCENT else []
    shares += list(values[:2]) if e.values_unit == PERCENT else []
    if any(share is not None and not 0 <= share <= WHOLE for share in shares):
        yield "unit", "is percent, and a figure is not from 0 to 100.", "Check the figures against the source."
    for had, of in (("treatment_events", "treatment_n"), ("comparator_events", "comparator_n")):
        if None not in (getattr(e, had), getattr(e, of)) and getattr(e, had) > getattr(e, of):
            yield had, f"is more than {of}.", "Check the two against the source."
    if e.event and e.proportions is None:
        yield (
            "event",
            "needs the share of people in both groups.",
            "Give both in percent or as counts, or leave it empty.",
        )
    if (e.comparator is None) != (e.against in ("none", "not_stated")):
        yield "comparator", f"does not go with against = '{e.against}'.", "Name what it was compared with."
    if (e.comparator_treatment is None) == (e.against == "active"):
        yield (
            "comparator_treatment",
            "does not go with against.",
            "An active comparator, and only that, names a treatment.",
        )
