"""The typed shape of what moved and what was checked: events, why guidance changed, audited claims, sign-offs."""

import calendar
import re
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from rls_logic.content.types import (
    LAST,
    About,
    Cite,
    Closed,
    Count,
    Id,
    Keyed,
    Rank,
    Short,
    Sourced,
    Text,
    TreatmentId,
    clean,
    ref,
    twice,
    wrong,
)
from rls_logic.content.vocabulary import Confirmation, Lane, ShiftReason, Verdict


class Event(Sourced):
    """One dated event. `title` reads on in a sentence; `about` names nothing where it is about RLS at large."""

    noun = "event"

    year: Annotated[int, Field(strict=True, ge=1990, le=2100)]
    month: Annotated[int, Field(strict=True, ge=1, le=12)] | None = None
    lane: Lane
    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64), AfterValidator(clean)]
    statement: Text
    about: About = About()

    @property
    def order(self) -> tuple[Any, ...]:
        """Oldest first; within a year by lane, then by month where it is known."""
        return self.year, list(Lane).index(self.lane), self.month or 13, self.id


class Because(Closed):
    """One reason why guidance changed."""

    kind: ShiftReason
    statement: Text
    cite: Cite
    confirmed: Confirmation


class Shift(Closed):
    """What changed for one treatment between the older sources and the main guidance, and why."""

    treatment: TreatmentId
    changed: Text
    reasons: tuple[Because, ...]

    @property
    def order(self) -> tuple[Any, ...]:
        return ()

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not self.reasons:
            raise wrong("reasons", "is empty.", "Give at least one reason with its source.")
        return self


class Article(Closed):
    """An AI-written article that the project started from. It is audited, and never a source."""

    id: Id
    rank: Rank = LAST
    label: Short
    title: Short
    publisher: Short
    dated: Short
    note: Text


class Claim(Closed):
    """One factual statement of an article, in our words, and what the sources say about it.

    `cites`: the reference that the article itself gives. `evidence`: where we looked it up; empty is "none found".
    `matters`: why it matters for a patient.
    """

    shared = True

    id: Id
    number: Count
    article: Annotated[str, ref("articles")]
    statement: Text
    cites: Short | None = None
    verdict: Verdict
    reason: Text
    matters: Text
    treatments: tuple[TreatmentId, ...] = ()
    evidence: tuple[Cite, ...] = ()
    confirmed: Confirmation

    @property
    def order(self) -> tuple[Any, ...]:
        return self.article, self.number

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.verdict is Verdict.SUPPORTED and not self.evidence:
            raise wrong("evidence", "is empty.", "A supported claim names what supports it.")
        return self


def _a_day(text: str) -> str:
    """A day of the calendar, as 2026-11-20."""
    year, month, day = map(int, text.split("-"))
    if not (1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):  # noqa: PLR2004 - months
        raise wrong("", f"'{text}' is no day of the calendar.", "Write it as 2026-11-20.")
    return text


class SignOff(Closed):
    """A team's record that somebody checked a record against the paper."""

    record: Id
    checked_by: Short
    checked_on: Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}-[0-9]{2}-[0-9]{2}$"), AfterValidator(_a_day)]
    locator: Short

    @property
    def order(self) -> tuple[Any, ...]:
        return self.record, self.checked_on


def _version(text: str) -> str:
    if not text:
        raise wrong("", "is missing.", 'Give the content version, such as version = "2026.11".')
    if not re.fullmatch(r"20[0-9]{2}\.(0[1-9]|1[0-2])", text):
        raise wrong("", f"'{text}' is no year and month.", 'Write it as version = "2026.11".')
    return text


class Timeline(Closed):
    events: tuple[Event, ...]


class Shifts(Closed):
    shifts: tuple[Shift, ...]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        for _, shift in twice(self.shifts, lambda shift: shift.treatment):
            place = f"shifts '{shift.treatment}'"
            raise wrong("treatment", "is there twice.", "Keep one record a treatment.", place)
        return self


class Claims(Closed):
    articles: Keyed[Article]
    claims: tuple[Claim, ...]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        for first, second in twice(self.claims, lambda claim: (claim.article, claim.number)):
            problem = f"{second.number} is already the number of '{first.id}'."
            raise wrong("number", problem, "Give each its own.", f"claims '{second.id}'")
        return self


class Review(Closed):
    """`version`: year and month of the content. Nothing is checked after it."""

    version: Annotated[str, AfterValidator(_version)] = Field(default="", validate_default=True)
    sign_offs: tuple[SignOff, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> Self:
        for sign_off in self.sign_offs:
            if sign_off.checked_on[:7] > self.version.replace(".", "-"):
                problem = f"{sign_off.checked_on} lies after the content version {self.version}."
                mend = "Correct the day, or raise the version."
                raise wrong("checked_on", problem, mend, f"sign_offs '{sign_off.record}'")
        return self
