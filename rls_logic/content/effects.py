"""The trial and meta-analysis results in data/effects.csv, one estimate a row, and the notes that go with them.

Numbers are kept as printed (`Decimal`), never rounded and never guessed: an empty cell is "not reported".
"""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from rls_logic.content.knowledge import Knowledge
from rls_logic.content.load import DATA, parse, read_toml
from rls_logic.content.refusal import closest, refuse
from rls_logic.content.shapes import Threshold
from rls_logic.content.types import Closed, Id, Short, Sourced, Text
from rls_logic.content.vocabulary import (
    Confirmation,
    EstimateAgainst,
    EstimateCounts,
    EstimateDesign,
    EstimateDirection,
    EstimateMeasure,
    EstimateOutcome,
    EstimatePopulation,
)

FILE, NOTES = "effects.csv", "effect_notes.toml"
OTHER = "other"  # a treatment or pool that data/treatments.toml does not have
PERCENT, WHOLE = "percent", 100


def plain_number(value: object) -> Decimal:
    if not isinstance(value, str) or not re.fullmatch(r"-?\d+(\.\d+)?", value, re.ASCII):
        raise PydanticCustomError("number", "is no plain number: write it with a point and no spaces, such as -4.18")
    return Decimal(value)


def whole_number(value: object) -> int:
    if not isinstance(value, str) or not re.fullmatch(r"\d+", value, re.ASCII):
        raise PydanticCustomError("number", "is no whole number: write digits only, such as 1163")
    return int(value)


def yes(value: object) -> bool:
    if value != "yes":
        raise PydanticCustomError("yes", "is neither yes nor empty: write yes, or leave the cell empty")
    return True


def split(value: object) -> tuple[str, ...]:
    return tuple(str(value).split())


Number = Annotated[Decimal, BeforeValidator(plain_number)]
Count = Annotated[int, BeforeValidator(whole_number)]
Yes = Annotated[bool, BeforeValidator(yes)]
EvidenceRow = Annotated[str, StringConstraints(pattern=r"^[A-H]\d{1,2}[a-f]?$")]

RATIOS = (EstimateMeasure.RISK_RATIO, EstimateMeasure.ODDS_RATIO)
POOLED = (EstimateDesign.META_ANALYSIS, EstimateDesign.NETWORK_META_ANALYSIS)


class Effect(Closed):
    """One estimate as its source prints it. `evidence`: the row or rows of the evidence file that it comes from.

    `computed`: the estimate, or its interval, is ours, from the figures of the groups. `counts_of`: what `trials` and
    `participants` count where that is not the trials of this estimate. `event`: what happened, in a patient's words. `overlap`: rows
    that share it may count the same people. `headline`: one the evidence file itself picks for a chart.
    """

    id: Id
    evidence: Annotated[tuple[EvidenceRow, ...], BeforeValidator(split), Field(min_length=1)]
    treatment: Id
    arm: Short
    against: EstimateAgainst
    comparator: Short | None = None
    comparator_treatment: Id | None = None
    outcome: EstimateOutcome
    detail: Short | None = None
    measure: EstimateMeasure
    unit: Short | None = None
    estimate: Number | None = None
    low: Number | None = None
    high: Number | None = None
    interval: Literal["95% CI", "IQR"] | None = None
    computed: Yes = False
    p: Annotated[str, StringConstraints(pattern=r"^<?0\.\d+$")] | None = None
    treatment_value: Number | None = None
    comparator_value: Number | None = None
    values_unit: Short | None = None
    treatment_events: Count | None = None
    treatment_n: Count | None = None
    comparator_events: Count | None = None
    comparator_n: Count | None = None
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
    doi: Annotated[str, StringConstraints(pattern=r"^10\.\d{4,9}/\S+$")] | None = None
    pmid: Annotated[str, StringConstraints(pattern=r"^\d{6,9}$")] | None = None
    confirmed: Literal["primary", "secondary"]
    note: Text | None = None

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
    rank: int
    short: Short
    statement: Text


class LeftOut(Closed):
    """A row of the evidence file that is not shown, and why."""

    evidence: EvidenceRow
    what: Short
    why: Short


@dataclass(frozen=True, slots=True)
class EffectNotes:
    thresholds: Mapping[str, Threshold]
    notes: tuple[Note, ...]
    left_out: tuple[LeftOut, ...]

    def on(self, page: str) -> list[Note]:
        return sorted((note for note in self.notes if note.page == page), key=lambda note: note.rank)


def load_effects(knowledge: Knowledge, folder: Path = DATA) -> tuple[Effect, ...]:
    """All rows, in file order.

    Raises DataError, naming file, row, column and mend, on the first thing that is wrong.
    """
    found: dict[str, Effect] = {}
    for position, cells in enumerate(read_rows(folder / FILE), 1):
        effect = parse(Effect, cells, FILE, "row", position)
        if effect.id in found:
            refuse(FILE, place(effect), "id", "is already used.", "Give each row its own id.")
        check(effect, knowledge)
        found[effect.id] = effect
    return tuple(found.values())


def read_rows(path: Path) -> list[dict[str, str]]:
    """Each row without its empty cells, so that an empty cell is a missing value and never an empty text."""
    try:
        lines = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), strict=True))
    except FileNotFoundError:
        refuse(path.name, "", "", "the file is missing.", "Restore it from the repository.")
    except UnicodeDecodeError:
        refuse(path.name, "", "", "the file is not UTF-8 text.", "Save it as UTF-8.")
    except csv.Error as error:
        refuse(path.name, "", "", f"this is not valid CSV ({error}).", "A cell with a comma or a quote needs quotes.")
    columns = list(Effect.model_fields)
    header = lines[0] if lines else []
    for name in header:
        if name not in columns:
            refuse(path.name, "header", name, "is no column here.", closest(name, columns))
    for name in columns:
        if header.count(name) != 1:
            refuse(path.name, "header", name, "must be there once.", "Write every column once.")
    rows = []
    for position, cells in enumerate(lines[1:], 1):
        if len(cells) != len(header):
            record = f"row '{cells[0]}'" if cells else f"row record {position}"
            problem = f"has {len(cells)} cells instead of {len(header)}."
            refuse(path.name, record, "", problem, "A cell with a comma needs quotes.")
        rows.append({name: cell.strip() for name, cell in zip(header, cells, strict=True) if cell.strip()})
    return rows


def place(effect: Effect) -> str:
    return f"row '{effect.id}'"


def check(effect: Effect, knowledge: Knowledge) -> None:
    """What one cell alone cannot show: known treatments, and figures that fit each other."""
    for column in ("treatment", "comparator_treatment"):
        name: str | None = getattr(effect, column)
        known = [*knowledge.treatments, *knowledge.treatment_classes, OTHER]
        if name is not None and name not in known:
            refuse(FILE, place(effect), column, f"'{name}' is no treatment, class or '{OTHER}'.", closest(name, known))
    for column, wrong, mend in misfits(effect):
        refuse(FILE, place(effect), column, wrong, mend)


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


def load_effect_notes(knowledge: Knowledge, folder: Path = DATA) -> EffectNotes:
    """The yardsticks, notes and omissions of data/effect_notes.toml, checked like every record."""
    shapes: Mapping[str, Any] = {"thresholds": Threshold, "notes": Note, "left_out": LeftOut}
    raw = read_toml(folder / NOTES, folder)
    for key in raw:
        if key not in shapes:
            refuse(NOTES, "", key, "is not a table of this file.", f"The tables are: {', '.join(shapes)}.")
    tables: dict[str, tuple[Any, ...]] = {
        table: tuple(parse(shape, item, NOTES, table, n) for n, item in enumerate(raw.get(table, []), 1))
        for table, shape in shapes.items()
    }
    taken: set[str] = set()
    for table in ("thresholds", "notes"):
        for record in tables[table]:
            name = f"{table} '{record.id}'"
            if record.id in taken:
                refuse(NOTES, name, "id", "is already used.", "Give each record its own id.")
            taken.add(record.id)
            if record.cite.source not in knowledge.sources:
                mend = closest(record.cite.source, knowledge.sources)
                refuse(NOTES, name, "cite.source", f"'{record.cite.source}' is no source.", mend)
    return EffectNotes(MappingProxyType({t.id: t for t in tables["thresholds"]}), tables["notes"], tables["left_out"])
