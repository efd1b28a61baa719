"""How guidance, trials and safety signals moved over the years: the dated events in data/timeline.toml."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from pydantic import Field

from rls_logic.content.knowledge import Knowledge
from rls_logic.content.load import DATA, parse, read_toml
from rls_logic.content.refusal import closest, refuse
from rls_logic.content.types import About, Short, Sourced, Text
from rls_logic.content.vocabulary import Lane

FILE = "timeline.toml"


class Event(Sourced):
    """One dated event. `title` reads on in a sentence; `about` names nothing where it is about RLS at large."""

    year: Annotated[int, Field(ge=1990, le=2100)]
    month: Annotated[int, Field(ge=1, le=12)] | None = None
    lane: Lane
    title: Annotated[Short, Field(max_length=64)]
    statement: Text
    about: About = About()


def load_timeline(knowledge: Knowledge, folder: Path = DATA) -> tuple[Event, ...]:
    """All events, oldest first; within a year by lane, then by month where it is known, then by id.

    Raises DataError, naming file, record, field and mend, on the first thing that is wrong.
    """
    raw = read_toml(folder / FILE, folder)
    for key in raw:
        if key != "events":
            refuse(FILE, "", key, "is not a table of this file.", "Write each event under [[events]].")
    found: dict[str, Event] = {}
    for position, item in enumerate(raw.get("events", []), 1):
        event = parse(Event, item, FILE, "events", position)
        place = f"events '{event.id}'"
        if event.id in found:
            refuse(FILE, place, "id", "is already used.", "Give each event its own id.")
        _known(place, "cite.source", (event.cite.source,), knowledge.sources)
        _known(place, "about.treatments", (*event.about.treatments, *event.about.not_treatments), knowledge.treatments)
        _known(place, "about.classes", event.about.classes, knowledge.treatment_classes)
        found[event.id] = event
    lanes = list(Lane)
    return tuple(sorted(found.values(), key=lambda e: (e.year, lanes.index(e.lane), e.month or 13, e.id)))


def _known(place: str, field: str, names: Iterable[str], among: Iterable[str]) -> None:
    for name in names:
        if name not in among:
            refuse(FILE, place, field, f"'{name}' is unknown.", closest(name, among))
