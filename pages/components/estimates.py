"""A row of effects.csv in words: what was compared, its result as printed, where it comes from. Nothing is computed here."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from string import ascii_lowercase

import pandas as pd

from pages.components import cite
from rls_logic.content.effects import Effect
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.vocabulary import Confirmation, Family
from rls_logic.content.vocabulary_trials import (
    EstimateAgainst,
    EstimateCounts,
    EstimateDesign,
    EstimateMeasure,
    EstimatePopulation,
)
from rls_logic.content.words import capital
from rls_logic.estimates import family

PEOPLE = "people"  # the unit of a rate that its counts say better
ALONE = (EstimateMeasure.RATE, EstimateMeasure.ARMS, EstimateMeasure.NONE)  # no figure that compares two groups


def signed(value: Decimal | int | None) -> str:
    """As printed, with a true minus sign."""
    return str(value).replace("-", "\N{MINUS SIGN}")


def interval(e: Effect) -> str:
    return f"{signed(e.low)} to {signed(e.high)}" if e.low is not None else ""


def short_result(e: Effect) -> str:
    return f"{signed(e.estimate)} ({interval(e)})"


def result(e: Effect, knowledge: Knowledge) -> str:
    """One row's result in words, as printed; what is not there is said to be not reported."""
    parts = [_estimate(e, knowledge)] if e.estimate is not None and e.unit != PEOPLE else []
    if e.treatment_value is not None:
        parts.append(f"{signed(e.treatment_value)} against {signed(e.comparator_value)}{_unit(e.values_unit)}")
    if e.treatment_events is not None:
        there = people(e.comparator_events, e.comparator_n) if e.comparator_events is not None else ""
        parts.append(" against ".join(filter(None, (people(e.treatment_events, e.treatment_n), there))))
    if e.p:
        parts.append(f"P{'' if e.p.startswith('<') else '='}{e.p.replace('0.', '.', 1)}")
    return "; ".join(parts) or "number not reported"


def _estimate(e: Effect, knowledge: Knowledge) -> str:
    compares = e.measure not in ALONE
    name = f"{knowledge.word(e.measure)} " if compares else ""
    spread = f" ({e.interval} {interval(e)})" if e.low is not None else ""
    missing = ", interval not reported" if e.low is None and compares else ""
    ours = ", computed by us" if e.computed else ""
    return f"{name}{signed(e.estimate)}{_unit(e.unit)}{spread}{missing}{ours}"


def _unit(unit: str | None) -> str:
    return "" if unit in (None, "ratio") else re.sub(r"^ percent\b", " %", f" {unit}")


def people(events: int | None, of: int | None) -> str:
    return f"{events} of {of} people" if of else f"{events} people"


def size(e: Effect, knowledge: Knowledge) -> str:
    """Trials and people, and what they are counts of."""
    studies = e.counts_of is EstimateCounts.STUDIES
    trials = (
        "" if e.trials is None else "1 trial" if e.trials == 1 else f"{e.trials} {'studies' if studies else 'trials'}"
    )
    persons = "" if e.participants is None else f"{e.participants:,} people"
    counted = ", ".join(filter(None, (trials, persons)))
    of = f" {knowledge.word(e.counts_of)}" if e.counts_of and not studies else ""
    return f"{counted}{of}" if counted else "size not reported"


def followed(e: Effect) -> str:
    return e.follow_up or "length not reported"


def origin(e: Effect, knowledge: Knowledge) -> str:
    """Design, size and length of what a row comes from."""
    design = "" if e.design is EstimateDesign.TRIAL and e.trials else knowledge.word(e.design)
    return capital(", ".join(filter(None, (design, size(e, knowledge), followed(e)))))


def compared(e: Effect, knowledge: Knowledge) -> str:
    """What was given, against what, and to whom where that is not RLS at large."""
    versus = "" if e.against is EstimateAgainst.NONE else f"{knowledge.word(e.against)} {e.comparator or ''}"
    population = "" if e.population is EstimatePopulation.RLS else knowledge.word(e.population)
    who = ", ".join(filter(None, (population, e.population_detail)))
    return "; ".join(filter(None, (f"{e.arm} {versus}".strip(), who)))


def cited(e: Effect) -> str:
    return cite.linked(e.citation, e)


def confirmed(e: Effect, knowledge: Knowledge) -> str:
    """Of a computed row both are said: whose arithmetic it is, and how its figures were read."""
    figures = cite.confirmed(Confirmation(e.confirmed), knowledge)
    return f"computed by us from figures {figures}" if e.computed else figures


def source(e: Effect, letters: Mapping[str, str], knowledge: Knowledge) -> str:
    """The citation, how the row was confirmed, its overlap letter and its note."""
    letter = f"; overlap {letters[e.overlap]}" if e.overlap in letters else ""
    return f"{cited(e)}; {confirmed(e, knowledge)}{letter}. {e.note or ''}".strip()


def whence(e: Effect, letters: Mapping[str, str], knowledge: Knowledge) -> str:
    return f"{origin(e, knowledge)}. {source(e, letters, knowledge)}"


def overlap_letters(effects: Iterable[Effect]) -> dict[str, str]:
    """A letter for every overlap group that more than one row belongs to, by group."""
    shared = [group for group, rows in Counter(e.overlap for e in effects).most_common() if rows > 1]
    return dict(zip(shared, ascii_lowercase, strict=False))


def by_family(rows: Iterable[Effect], knowledge: Knowledge) -> list[Effect]:
    """Families in their order, in each the pooled rows first, then as in the file."""
    order = list(Family)
    return sorted(rows, key=lambda e: (order.index(family(e.treatment, knowledge)), not e.pooled))


def every_row(rows: Iterable[Effect], letters: Mapping[str, str], knowledge: Knowledge) -> pd.DataFrame:
    """Rows of one outcome, results in words."""
    return pd.DataFrame(
        [
            {
                "Treatment and comparison": compared(e, knowledge),
                "Result": ": ".join(filter(None, (e.detail, result(e, knowledge))))
                + f" ({knowledge.word(e.direction)})",
                "From": whence(e, letters, knowledge),
            }
            for e in rows
        ]
    )


def as_printed(effects: Iterable[Effect]) -> pd.DataFrame:
    """The rows as they stand in effects.csv: an empty cell is "not reported"."""
    return pd.DataFrame(
        [[_cell(value) for _, value in e] for e in effects], columns=list(Effect.model_fields), dtype=object
    )


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return " ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
