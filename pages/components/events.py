"""Dated events in words, each with its source: one year in full or as headlines, and the whole story as text."""

from collections.abc import Sequence

from pages.components import cite, lecture
from pages.components.marks import LANES
from rls_logic.content.history import Event
from rls_logic.content.knowledge import Knowledge
from rls_logic.lessons.timeline import of_year, years_with_events

FEW = 5  # events of a year that fit on a projector in the largest type


def numbered(events: Sequence[Event], knowledge: Knowledge) -> str:
    """One year's events in full, numbered as on the chart."""
    return "\n".join(
        f"{number}. {_sign(e)} **{e.title}.** {e.statement}  \n   :small[{_source(e, knowledge)}]"
        for number, e in enumerate(events, 1)
    )


def headlines(events: Sequence[Event], knowledge: Knowledge) -> str:
    """One year's events in large type."""
    mark = lecture.LARGE if len(events) <= FEW else lecture.LESS_LARGE
    return "\n\n".join(
        f"{mark} {number} {_sign(e)} {e.title}\n\n{_source(e, knowledge)}" for number, e in enumerate(events, 1)
    )


def in_full(events: Sequence[Event], knowledge: Knowledge) -> str:
    """Every event, year by year: the chart for whoever does not see it."""
    return "\n\n".join(
        "\n".join([f"**{year}**\n", *(_line(e, knowledge) for e in of_year(events, year))])
        for year in years_with_events(events)
    )


def _line(e: Event, knowledge: Knowledge) -> str:
    return f"- {_sign(e)} {knowledge.word(e.lane)}. **{e.title}.** {e.statement} :small[{_source(e, knowledge)}]"


def _sign(e: Event) -> str:
    return LANES[e.lane].sign


def _source(e: Event, knowledge: Knowledge) -> str:
    return cite.reference(e.cite, e.confirmed, knowledge)
