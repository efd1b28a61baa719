"""Reads data/ and refuses to start on anything that is not whole: the message names file, record, field and mend.

Every file is read, then the ids of every table are taken down, then each record is checked once with them at hand.
"""

import csv
import hashlib
import io
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, NoReturn, TypeVar, get_args

from pydantic import BaseModel, RootModel, ValidationError

from rls_logic.content import whole
from rls_logic.content.cases import Cases
from rls_logic.content.compile import compiled
from rls_logic.content.conditions import Question
from rls_logic.content.effects import EffectNotes, Effects
from rls_logic.content.exercise import Exercise
from rls_logic.content.history import Claims, Review, Shifts, Timeline
from rls_logic.content.inputs import Asks, Inputs
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.medicines import MedicineClasses, Medicines
from rls_logic.content.plain import Plain
from rls_logic.content.refusal import closest, refuse
from rls_logic.content.shapes import (
    MAIN_GUIDANCE,
    Aggravators,
    Cautions,
    Facts,
    Guidance,
    OutsideGroups,
    Sources,
    Terms,
    Treatments,
)
from rls_logic.content.types import Closed, Context
from rls_logic.content.words import Words

M = TypeVar("M", bound=BaseModel)
Folder = Path  # for the face, which knows of no files
DATA = Path(__file__).resolve().parents[2] / "data"
LARGEST_FILE = 1_000_000  # bytes
LONGEST_NAME, LONGEST_SHOWN = 80, 120  # letters of a name and of a value in a message

# What each file holds. A table of records is a field that takes many of them; everything else is read once.
FILES: Mapping[str, type[BaseModel]] = {
    "inputs.toml": Inputs,
    "asks.toml": Asks,
    "sources.toml": Sources,
    "treatments.toml": Treatments,
    "terms.toml": Terms,
    "medicine_classes.toml": MedicineClasses,
    "medicines.csv": Medicines,
    "cautions/*.toml": Cautions,
    "facts/*.toml": Facts,
    "exacerbating.toml": Aggravators,
    "guidance/*.toml": Guidance,
    "outside.toml": OutsideGroups,
    "shifts.toml": Shifts,
    "claims.toml": Claims,
    "effects.csv": Effects,
    "effect_notes.toml": EffectNotes,
    "exercise.toml": Exercise,
    "plain.toml": Plain,
    "timeline.toml": Timeline,
    "words.toml": Words,
    "review.toml": Review,
    "cases/*.toml": Cases,
}


def load(
    folder: Path, declared: Mapping[str, Question], needed: Collection[str], patient: type[BaseModel]
) -> Knowledge:
    """Everything in `folder`, checked and compiled.

    `declared`: the questions that are written in Python; `needed`: the thresholds that facts compare with; `patient`: what
    records are about.

    Raises DataError, whose message names file, record, field and mend, on the first thing that is wrong.
    """
    read = {pattern: {file: _read(folder / file, file) for file in _files(folder, pattern)} for pattern in FILES}
    _no_strays(folder, {file for files in read.values() for file in files})
    raw = {pattern: {file: _content(data, file) for file, data in files.items()} for pattern, files in read.items()}
    checks = _Checks(raw, patient)
    held = checks.held()
    digest = hashlib.sha256()
    for file, data in sorted(item for files in read.values() for item in files.items()):
        digest.update(file.encode() + b"\0" + data + b"\0")
    knowledge = compiled(held, declared, needed, checks.braced, digest.hexdigest()[:12])
    whole.check(knowledge, held["cases/*.toml"])
    return knowledge


# Files


def _files(folder: Path, pattern: str) -> list[str]:
    """The files of a pattern, by name; what begins with a dot belongs to an editor or a system."""
    if "*" not in pattern:
        return [pattern]
    found = sorted(path.relative_to(folder).as_posix() for path in folder.glob(pattern) if path.name[0] != ".")
    if main := (f"guidance/{MAIN_GUIDANCE}.toml" if pattern.startswith("guidance") else ""):
        found = sorted({*found, main})
    if not found:
        refuse(pattern, "", "", "there is no such file.", "Restore them from the repository.")
    return found


def _no_strays(folder: Path, known: set[str]) -> None:
    for path in sorted(folder.rglob("*")):
        file = path.relative_to(folder).as_posix()
        if file not in known and not path.is_dir() and not any(part[0] == "." for part in Path(file).parts):
            refuse(file, "", "", "nobody reads this file.", f"{closest(file, known)} Otherwise take it out of data/.")


def _read(path: Path, file: str) -> bytes:
    try:
        if path.is_dir():
            refuse(file, "", "", "this is a folder, where a file belongs.", "Restore the file from the repository.")
        if path.is_symlink() and not path.exists():
            refuse(file, "", "", "this link leads nowhere.", "Restore the file itself from the repository.")
        if not path.exists():
            refuse(file, "", "", "the file is missing.", "Restore it from the repository.")
        if not path.is_file():
            refuse(file, "", "", "this is no ordinary file.", "Restore it from the repository.")
        with path.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        refuse(file, "", "", f"the file cannot be read ({error.strerror}).", "Let the app read it.")
    if len(data) > LARGEST_FILE:
        refuse(file, "", "", f"the file is larger than {LARGEST_FILE:,} bytes.", "Split it, or restore it.")
    return data


def _content(data: bytes, file: str) -> dict[str, Any]:
    """What a file holds, by table."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        refuse(file, "", "", "the file is not UTF-8 text.", "Save it as UTF-8.")
    if not text.strip():
        refuse(file, "", "", "the file is empty.", "Restore it from the repository.")
    if file.endswith(".csv"):
        return _rows(text.removeprefix("\ufeff"), file)  # a spreadsheet writes this mark
    if text.startswith("\ufeff"):
        problem = "the file begins with a byte order mark."
        refuse(file, "", "", problem, "Remove the BOM: save it as UTF-8 without one.")
    try:
        return tomllib.loads(text)
    except RecursionError:
        refuse(file, "", "", "this is nested too deeply.", "Close each bracket where it ends.")
    except ValueError as error:  # a number or a date that Python cannot hold is no TOMLDecodeError
        mend = "A key may stand only once in a table, texts need quotes."
        refuse(file, "", "", f"this is not valid TOML ({error}).", mend)


def _rows(text: str, file: str) -> dict[str, Any]:
    """Each row without its empty cells, so that an empty cell is a missing value and never an empty text."""
    ((table, model),) = _tables(FILES[file]).items()
    try:
        lines = list(csv.reader(io.StringIO(text, newline=None), strict=True))
    except csv.Error as error:
        problem = f"this is not valid CSV ({error})."
        refuse(file, "", "", problem, "A cell with a comma or a quote needs quotes.")
    columns, header = list(model.model_fields), lines[0]
    for name in header:
        if name not in columns:
            refuse(file, "header", name, "is no column here.", closest(name, columns))
    for name in columns:
        if header.count(name) != 1:
            refuse(file, "header", name, "must be there once.", "Write every column once.")
    rows = []
    for position, cells in enumerate(lines[1:], 1):
        if len(cells) != len(header):
            record = f"row '{cells[0]}'" if cells else f"row record {position}"
            problem = f"has {len(cells)} cells instead of {len(header)}."
            refuse(file, record, "", problem, "A cell with a comma needs quotes.")
        rows.append({name: cell.strip() for name, cell in zip(header, cells, strict=True) if cell.strip()})
    return {table: rows}


def _tables(shape: type[BaseModel]) -> dict[str, type[Closed]]:
    """The tables of records in a file, and the shape of a record of each."""
    found: dict[str, type[Closed]] = {}
    for name, field in shape.model_fields.items():
        parts = [part for part in get_args(field.annotation) if isinstance(part, type) and issubclass(part, Closed)]
        found |= {name: parts[0]} if parts else {}
    return found


# Records


class _Checks:
    """Checks every file against its shape, with the ids of all others at hand."""

    def __init__(self, raw: Mapping[str, Mapping[str, dict[str, Any]]], patient: type[BaseModel]) -> None:
        self.raw, self.patient = raw, patient
        self.ids: dict[str, dict[str, None]] = {table: {} for shape in FILES.values() for table in _tables(shape)}
        for files in raw.values():
            for content in files.values():
                for table, ids in _ids(content).items():
                    self.ids.setdefault(table, {}).update(ids)
        guidance = raw["guidance/*.toml"]
        self.ids["guidance"] = dict.fromkeys(Path(file).stem for file in guidance)
        self.ids["sources"] = self.ids["sources"] | self.ids["guidance"]
        self.ids["main"] = _ids(guidance[f"guidance/{MAIN_GUIDANCE}.toml"]).get("recommendations", {})
        ranges = dict.fromkeys(f"range-{name}" for name in self.ids["inputs"])
        self.ids["problems"] = self.ids["contradictions"] | ranges
        self.taken: dict[object, str] = {}  # the file of each id
        self.braced: dict[str, str] = {}  # the file of each text with a brace

    def held(self) -> dict[str, dict[str, Any]]:
        """By pattern and file, what the file holds."""
        for name in self.ids["guidance"]:
            if name in _ids(self.raw["sources.toml"]["sources.toml"]).get("sources", {}):
                problem = f"is already the source of guidance/{name}.toml."
                refuse("sources.toml", f"sources '{name}'", "id", problem, "Keep it in one place.")
        return {
            pattern: {file: self.file(FILES[pattern], content, file) for file, content in files.items()}
            for pattern, files in self.raw.items()
        }

    def file(self, shape: type[BaseModel], content: dict[str, Any], file: str) -> BaseModel:
        """What one file holds: its records one by one, so that a message can name one, then the whole of it."""
        own = Path(file).stem if shape is Guidance else ""
        context = Context(self.ids | _ids(content), self.patient, own, self.braced, file)
        if issubclass(shape, RootModel):
            return _parse(shape, content, context, "")
        for key in content:
            if key not in shape.model_fields:
                mend = f"{closest(key, shape.model_fields)} The tables are: {', '.join(shape.model_fields)}."
                refuse(file, "", key, "is not a table of this file.", mend)
        tables, checked = _tables(shape), dict(content)
        for name, field in shape.model_fields.items():
            if name in tables and (name in content or field.is_required()):
                checked[name] = self.records(tables[name], name, content.get(name), context)
                if field.is_required() and not checked[name]:
                    refuse(file, "", name, "holds no record.", "Restore it from the repository.")
            elif name in content and isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
                checked[name] = _parse(field.annotation, content[name], context, f"{name} {_named(content[name], 1)}")
        return _parse(shape, checked, context, "")

    def records(self, shape: type[Closed], table: str, raw: Any, context: Context) -> list[Closed]:
        """The records of one table, each in its place, no id twice."""
        file, label = context.file, "row" if context.file.endswith(".csv") else table
        if raw is None:
            refuse(file, "", table, "is missing.", f"Write each record under [[{table}]].")
        if not isinstance(raw, list):
            refuse(file, "", table, "must be a list of tables.", f"Write each record under [[{table}]].")
        found = [_parse(shape, item, context, f"{label} {_named(item, n)}") for n, item in enumerate(raw, 1)]
        for record in found:
            if name := getattr(record, "id", ""):
                key = name if record.shared else (shape, context.own, name)
                if key in self.taken:
                    elsewhere = "" if self.taken[key] == file else f" in {self.taken[key]}"
                    mend = f"Give each {record.noun} its own id."
                    refuse(file, f"{label} '{name}'", "id", f"is already used{elsewhere}.", mend)
                self.taken[key] = file
                if context.own:  # as a sign-off names it
                    self.taken.setdefault(f"{context.own}-{name}", file)
        return sorted(found, key=lambda record: record.order)


def _ids(content: Mapping[str, Any]) -> dict[str, dict[str, None]]:
    """The ids in each table of a file that nobody has checked yet."""
    return {
        table: {item["id"]: None for item in items if isinstance(item, dict) and isinstance(item.get("id"), str)}
        for table, items in content.items()
        if isinstance(items, list)
    }


def _named(raw: object, position: int) -> str:
    if isinstance(raw, dict):
        label = raw.get("id") or raw.get("name") or raw.get("record") or raw.get("treatment")
        if label:
            return ascii(str(label)[:LONGEST_NAME])
    return f"record {position}"


def _parse(shape: type[M], raw: object, context: Context, record: str) -> M:
    try:
        return shape.model_validate(raw, context=context)
    except ValidationError as error:
        _refuse(error, shape, context.file, record)


def _refuse(error: ValidationError, shape: type[BaseModel], file: str, record: str) -> NoReturn:
    found = error.errors(include_url=False)
    first = next((e for e in found if e["type"] == "extra_forbidden"), found[0])
    steps = first["loc"]
    field = ".".join(str(step) for step in steps)
    match first["type"]:
        case "extra_forbidden":
            fields = _fields_at(shape, steps[:-1])
            mend = closest(str(steps[-1]), fields) + f" The fields are: {', '.join(fields)}."
            refuse(file, record, field, "is not a field here.", mend)
        case "missing":
            refuse(file, record, field, "is missing.", "Every record needs it.")
        case "wrong":
            said = first["ctx"]
            # A name or a text tells which one of a list it is; for the rest the first is 1.
            places = [str(step + 1) if isinstance(step, int) else step for step in steps]
            words = [step for step in steps if isinstance(step, str)]
            field = ".".join([*places, said["field"]] if said["field"] else words)
            refuse(file, said["record"] or record, field, said["problem"], said["mend"])
        case _:
            value = repr(first["input"])
            shown = value if len(value) <= LONGEST_SHOWN else f"{value[:LONGEST_SHOWN]}..."
            refuse(file, record, field, f"{first['msg']}.", f"It reads {shown}.")


def _fields_at(shape: type[BaseModel], path: tuple[int | str, ...]) -> tuple[str, ...]:
    """The fields of the model that a path of keys leads to inside `shape`."""
    here = shape
    for step in path:
        annotation = here.model_fields[step].annotation if isinstance(step, str) and step in here.model_fields else None
        parts = (annotation, *get_args(annotation))
        here = next((part for part in parts if isinstance(part, type) and issubclass(part, BaseModel)), here)
    return tuple(here.model_fields)
