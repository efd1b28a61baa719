"""What still waits for a check against the paper, and what was signed off."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from rls_logic.content.cited import Entry
from rls_logic.content.shapes import SignOff
from rls_logic.content.types import Cite


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A record not yet checked. `parts`: which of its parts wait; `cites`: where in which paper to look."""

    record: str
    what: str
    parts: str
    cites: tuple[Cite, ...]


def awaiting(entries: Iterable[Entry], sign_offs: Iterable[SignOff]) -> tuple[Awaiting, ...]:
    """Every record with a part at `awaiting_paper` and no sign-off, in the order of the entries."""
    signed = {sign_off.record for sign_off in sign_offs}
    waiting = (entry for entry in entries if entry.waiting and entry.name not in signed)
    return tuple(_one(list(parts)) for _, parts in groupby(waiting, key=lambda entry: entry.name))


def _one(waiting: list[Entry]) -> Awaiting:
    """The waiting parts of one record, which may be told apart (the reasons of a shift), as one line."""
    cites = dict.fromkeys(cite for entry in waiting for cite in entry.cites)
    return Awaiting(
        waiting[0].name,
        " ".join(entry.text for entry in waiting),
        ", ".join(part for entry in waiting for part in entry.waiting),
        tuple(cites),
    )
