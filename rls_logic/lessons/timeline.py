"""The dated events of one treatment or one year, and a year told in one sentence."""

from collections.abc import Iterable, Sequence

from rls_logic.content.history import Event
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.shapes import is_about


def about_any(events: Iterable[Event], treatments: Iterable[str], knowledge: Knowledge) -> tuple[Event, ...]:
    """The events about any of these treatments, by id."""
    chosen = [knowledge.treatments[treatment] for treatment in treatments]
    return tuple(event for event in events if any(is_about(event.about, treatment) for treatment in chosen))


def of_year(events: Iterable[Event], year: int) -> tuple[Event, ...]:
    return tuple(event for event in events if event.year == year)


def years_with_events(events: Iterable[Event]) -> tuple[int, ...]:
    return tuple(sorted({event.year for event in events}))


def story(events: Sequence[Event], year: int) -> str:
    """That year in one sentence, lane by lane, from the titles of its events."""
    titles = [event.title for event in of_year(events, year)]
    return f"{year}: {'; '.join(titles)}." if titles else f"{year}: no dated event here."
