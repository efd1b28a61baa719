"""Edits of a copy of data/, and what a message must then name."""

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

Edit = Callable[[Path], object]


class Breakage(NamedTuple):
    """An edit of data/, and what the message must then name: file, record, field, and words of the mend."""

    edit: Edit
    file: str
    record: str
    field: str
    mend: str


def replace(file: str, old: str, new: str, times: int = 1) -> Edit:
    def edit(data: Path) -> None:
        path = data / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} no longer holds {old!r}: mend this test"
        path.write_text(text.replace(old, new, times), encoding="utf-8")

    return edit


def substitute(file: str, pattern: str, new: str) -> Edit:
    def edit(data: Path) -> None:
        path = data / file
        text, times = re.subn(pattern, new, path.read_text(encoding="utf-8"))
        assert times, f"{file} no longer holds {pattern!r}: mend this test"
        path.write_text(text, encoding="utf-8")

    return edit


def add(file: str, text: str) -> Edit:
    def edit(data: Path) -> None:
        with (data / file).open("a", encoding="utf-8") as stream:
            stream.write(text if file.endswith(".csv") else "\n" + text)

    return edit


def drop(file: str, record: str) -> Edit:
    """Takes one record out of a file."""

    def edit(data: Path) -> None:
        path = data / file
        head, *blocks = blocks_of(path.read_text(encoding="utf-8"))
        kept = [block for block in blocks if f'id = "{record}"' not in block]
        assert len(kept) == len(blocks) - 1, f"{file} no longer holds {record}: mend this test"
        path.write_text("".join((head, *kept)), encoding="utf-8")

    return edit


def write(file: str, content: bytes) -> Edit:
    return lambda data: (data / file).write_bytes(content) and None


def remove(file: str) -> Edit:
    return lambda data: (data / file).unlink()


def blocks_of(text: str) -> list[str]:
    """What stands before the first [[record]], then each record's text."""
    return re.split(r"(?m)^(?=\[\[\w+\]\])", text)


def cells(file: str, row: str, **values: str) -> Edit:
    """Writes other cells into one row of a CSV file, which its first cell names."""

    def edit(data: Path) -> None:
        path = data / file
        rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
        next(r for r in rows if row in (r.get("id"), r.get("name"))).update(values)
        with path.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    return edit


def everywhere(folder: str, pattern: str, new: str) -> Edit:
    """A substitution in every file of a folder that holds the pattern."""

    def edit(data: Path) -> None:
        for path in (data / folder).iterdir():
            path.write_text(re.sub(pattern, new, path.read_text(encoding="utf-8")), encoding="utf-8")

    return edit


def both(*edits: Edit) -> Edit:
    return lambda data: [edit(data) for edit in edits]


def reverse_records(data: Path) -> Path:
    """Every file with its records in the opposite order."""
    for path in data.rglob("*.toml"):
        head, *blocks = blocks_of(path.read_text(encoding="utf-8"))
        blocks = [block if block.endswith("\n") else block + "\n" for block in blocks]
        path.write_text("".join((head, *reversed(blocks))), encoding="utf-8")
    return data
