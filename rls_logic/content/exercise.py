"""The typed shape of data/exercise.toml: exercise and other measures, and what a week's plan is made of."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from rls_logic.content.types import (
    LAST,
    Cite,
    Closed,
    Count,
    Flag,
    Id,
    Keyed,
    Rank,
    Short,
    Sourced,
    Text,
    TreatmentId,
    ref,
    twice,
    wrong,
)
from rls_logic.content.vocabulary import Basis, Confirmation

PLANNER_ROWS = ("session-open", "rest", "no-day")


class Label(Sourced):
    """What exercise is, and is not, in one line: it heads the page and every plan."""

    text: Text


class Trial(Sourced):
    """The trial that the plan is built on, in people."""

    weeks: Count
    sessions_a_week: Annotated[Count, Field(le=7)]
    randomised: Count
    began: Count
    finished_exercise: Count
    finished_control: Count

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not self.randomised >= self.began >= self.finished:
            raise wrong("began", "does not lie between the others.", "Nobody joins on the way.")
        return self

    @property
    def finished(self) -> int:
        return self.finished_exercise + self.finished_control


class Section(Closed):
    id: Id
    rank: Rank = LAST
    label: Short


class Line(Closed):
    """A statement of the article, by its claim, or a fact beyond it with a source of its own."""

    shared = True

    id: Id
    rank: Rank = LAST
    section: Annotated[str, ref("sections")]
    claim: Annotated[str, ref("claims")] | None = None
    text: Text | None = None
    cite: Cite | None = None
    confirmed: Confirmation | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        own = (self.text, self.cite, self.confirmed)
        if self.claim and any(own):
            raise wrong("text", "goes with no claim.", "The claim brings text, source and verdict.")
        if not self.claim and not all(own):
            raise wrong("claim", "is missing.", "Name a claim, or give text, cite and confirmed.")
        return self


class Measure(Closed):
    """`treatment`: the name that guidance goes by; a measure without one is in no guidance file."""

    id: Id
    rank: Rank = LAST
    label: Short
    treatment: TreatmentId | None = None


class Study(Sourced):
    rank: Rank = LAST
    measures: Annotated[tuple[Annotated[str, ref("measures")], ...], Field(min_length=1)]
    haemodialysis: Flag = False
    design: Text
    result: Text


class RowText(Closed):
    """What a row of the week says. `ours`: what in it goes beyond the trial."""

    id: Id
    what: Text
    basis: Basis
    ours: Short | None = None


class Part(Sourced):
    """One thing that holds for the whole plan."""

    rank: Rank = LAST
    label: Short
    text: Text
    basis: Basis


class Day(Closed):
    id: Id
    rank: Rank = LAST
    label: Short


class Activity(Closed):
    """A level of current activity: which session row it gets, and where to start."""

    id: Id
    rank: Rank = LAST
    label: Short
    session: Annotated[str, ref("rows")]
    start: Text


class Limit(Sourced):
    """Something to check before starting. `when_true` is said when the patient has it."""

    rank: Rank = LAST
    label: Short
    when_true: Text


class Unknown(Closed):
    """What to say while an answer is missing. Not known is never none."""

    limit: Short
    activity: Short
    days: Short


class Exercise(Closed):
    """Everything in exercise.toml."""

    label: Label
    trial: Trial
    sections: tuple[Section, ...]
    lines: tuple[Line, ...]
    measures: tuple[Measure, ...]
    studies: tuple[Study, ...]
    days: tuple[Day, ...]
    activities: tuple[Activity, ...]
    rows: Keyed[RowText]
    parts: tuple[Part, ...]
    limits: tuple[Limit, ...]
    unknown: Unknown

    @model_validator(mode="after")
    def _whole(self) -> Self:
        for _, line in twice((line for line in self.lines if line.claim), lambda line: line.claim):
            place = f"lines '{line.id}'"
            raise wrong("claim", f"'{line.claim}' has a line already.", "Keep one line a claim.", place)
        for name in PLANNER_ROWS:
            if name not in self.rows:
                raise wrong("rows", f"leave out '{name}'.", "The planner needs it.")
        return self
