"""Plain words about one option, for reading together with the patient: general information, nothing about the patient."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from rls_logic.content.knowledge import Knowledge, is_about
from rls_logic.content.load import DATA, MAIN_GUIDANCE, in_order, parse, read_toml
from rls_logic.content.refusal import closest, refuse
from rls_logic.content.shapes import Recommendation, Treatment
from rls_logic.content.types import LAST, About, Closed, Id, Short, Sourced, Text
from rls_logic.content.vocabulary import Certainty, Direction, Population, Strength

FILE = "plain.toml"


class Part(Closed):
    """One heading of a sheet. `needs`: what its lines must name between them on every sheet.
    `empty`: what stands there when no line is known.
    """

    id: Id
    rank: int = LAST
    heading: Short
    needs: tuple[Literal["about", "population", "direction", "strength", "certainty"], ...] = ()
    empty: Text | None = None


class Line(Sourced):
    """A sentence or two. It stands on a sheet when it is about the treatment and agrees with the record's grade."""

    rank: int = LAST
    part: Id
    about: About = About()
    population: Population | None = None
    direction: Direction | None = None
    strength: Strength | None = None
    certainty: Certainty | None = None
    text: Text

    @property
    def of_the_record(self) -> bool:
        """It says what this very recommendation says, so the recommendation is its source as well."""
        return any(map(self.names, ("population", "direction", "strength", "certainty")))

    def names(self, field: str) -> bool:
        """Whether it is chosen by this field."""
        return bool(getattr(self, field) != type(self).model_fields[field].default)

    def fits(self, record: Recommendation, treatment: Treatment) -> bool:
        return (not self.names("about") or is_about(self.about, treatment)) and all(
            wanted in (None, given)
            for wanted, given in (
                (self.population, record.population),
                (self.direction, record.direction),
                (self.strength, record.strength),
                (self.certainty, record.certainty),
            )
        )


class Plain(NamedTuple):
    parts: tuple[Part, ...]
    lines: tuple[Line, ...]
    example: Recommendation


# The loader


def load_plain(knowledge: Knowledge, folder: Path = DATA) -> Plain:
    """Everything in plain.toml.

    Raises DataError, naming file, record, field and mend, on the first thing that is wrong.
    """
    raw = read_toml(folder / FILE, folder)
    for key in raw:
        if key not in ("example", "parts", "lines"):
            refuse(FILE, "", key, "is not a table of this file.", closest(key, ("example", "parts", "lines")))
    parts = in_order(parse(Part, item, FILE, "parts", n) for n, item in enumerate(raw.get("parts", []), 1))
    lines = in_order(parse(Line, item, FILE, "lines", n) for n, item in enumerate(raw.get("lines", []), 1))
    records = {record.id: record for record in knowledge.main.recommendations}
    example = raw.get("example", "")
    if example not in records:
        refuse(FILE, "", "example", f"'{example}' is no recommendation of {MAIN_GUIDANCE}.", closest(example, records))
    _unique("parts", (part.id for part in parts))
    _unique("lines", (line.id for line in lines))
    for line in lines:
        _check_line(line, parts, knowledge)
    plain = Plain(parts, lines, records[example])
    _check_sheets(plain, list(records.values()), knowledge)
    return plain


def _unique(table: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            refuse(FILE, f"{table} '{name}'", "id", "is already used.", "Give each record its own id.")
        seen.add(name)


def _check_line(line: Line, parts: tuple[Part, ...], knowledge: Knowledge) -> None:
    for field, name, among in _names(line, parts, knowledge):
        if name not in among:
            refuse(FILE, f"lines '{line.id}'", field, f"'{name}' is unknown.", closest(name, among))


def _names(line: Line, parts: tuple[Part, ...], knowledge: Knowledge) -> Iterator[tuple[str, str, Iterable[str]]]:
    yield "part", line.part, [part.id for part in parts]
    yield "cite.source", line.cite.source, knowledge.sources
    for treatment in (*line.about.treatments, *line.about.not_treatments):
        yield "about.treatments", treatment, knowledge.treatments
    for group in line.about.classes:
        yield "about.classes", group, knowledge.treatment_classes


def _check_sheets(plain: Plain, records: list[Recommendation], knowledge: Knowledge) -> None:
    """Every recommendation has a whole sheet, and every line stands on one."""
    unused = {line.id for line in plain.lines}
    for record in records:
        treatment = knowledge.treatments[record.treatment]
        fitting = [line for line in plain.lines if line.fits(record, treatment)]
        unused -= {line.id for line in fitting}
        for part in plain.parts:
            for need in part.needs:
                if not any(line.part == part.id and line.names(need) for line in fitting):
                    refuse(FILE, f"parts '{part.id}'", "needs", f"{record.id} has no line by {need}.", "Write one.")
    for name in sorted(unused):
        refuse(FILE, f"lines '{name}'", "about", "fits no recommendation.", "Mend it or take it out.")
