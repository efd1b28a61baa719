"""How what is wrong with data/ is refused: the message names file, record, field and mend."""

import difflib
from collections.abc import Iterable
from typing import NoReturn


class DataError(Exception):
    """The data cannot be used. The text is for whoever edits the data: file, record, field, mend."""


def refuse(file: str, record: str, field: str, problem: str, mend: str) -> NoReturn:
    place = " > ".join(part for part in (file, record, field) if part)
    raise DataError(f"{place}: {problem} {mend}") from None


def closest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"Did you mean '{near[0]}'?" if near else "Check the spelling."
