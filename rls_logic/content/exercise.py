"""Exercise and other measures: what data/exercise.toml holds, and a week's plan made from a patient's answers."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, Field

from rls_logic.content.knowledge import Knowledge
from rls_logic.content.load import DATA, M, in_order, parse, read_toml
from rls_logic.content.refusal import closest, refuse
from rls_logic.content.types import LAST, Cite, Closed, Frozen, Id, Short, Sourced, Text
from rls_logic.content.vocabulary import Basis, Confirmation

FILE = "exercise.toml"
Count = Annotated[int, Field(ge=1)]


class Label(Sourced):
    """What exercise is, and is not, in one line: it heads the page and every plan."""

    text: Text


class Trial(Sourced):
    """The trial that the plan is built on, in people."""

    weeks: Count
    sessions_a_week: Annotated[int, Field(ge=1, le=7)]
    randomised: Count
    began: Count
    finished_exercise: Count
    finished_control: Count

    @property
    def finished(self) -> int:
        return self.finished_exercise + self.finished_control


class Section(Closed):
    id: Id
    rank: int = LAST
    label: Short


class Line(Closed):
    """A statement of the article, by its claim, or a fact beyond it with a source of its own."""

    id: Id
    rank: int = LAST
    section: Id
    claim: Id | None = None
    text: Text | None = None
    cite: Cite | None = None
    confirmed: Confirmation | None = None


class Measure(Closed):
    """`treatment`: the name that guidance goes by; a measure without one is in no guidance file."""

    id: Id
    rank: int = LAST
    label: Short
    treatment: Id | None = None


class Study(Sourced):
    rank: int = LAST
    measures: Annotated[tuple[Id, ...], Field(min_length=1)]
    haemodialysis: bool = False
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

    rank: int = LAST
    label: Short
    text: Text
    basis: Basis


class Day(Closed):
    id: Id
    rank: int = LAST
    label: Short


class Activity(Closed):
    """A level of current activity: which session row it gets, and where to start."""

    id: Id
    rank: int = LAST
    label: Short
    session: Id
    start: Text


class Limit(Sourced):
    """Something to check before starting. `when_true` is said when the patient has it."""

    rank: int = LAST
    label: Short
    when_true: Text


class Unknown(Closed):
    """What to say while an answer is missing. Not known is never none."""

    limit: Short
    activity: Short
    days: Short


class Exercise(Closed):
    """Everything in exercise.toml, checked."""

    label: Label
    trial: Trial
    sections: tuple[Section, ...]
    lines: tuple[Line, ...]
    measures: tuple[Measure, ...]
    studies: tuple[Study, ...]
    days: tuple[Day, ...]
    activities: tuple[Activity, ...]
    rows: Frozen[RowText]
    parts: tuple[Part, ...]
    limits: tuple[Limit, ...]
    unknown: Unknown


# The loader

TABLES: Mapping[str, type[BaseModel]] = {
    "sections": Section,
    "lines": Line,
    "measures": Measure,
    "studies": Study,
    "days": Day,
    "activities": Activity,
    "rows": RowText,
    "parts": Part,
    "limits": Limit,
}
SINGLE: Mapping[str, type[BaseModel]] = {"label": Label, "trial": Trial, "unknown": Unknown}
PLANNER_ROWS = ("session-open", "rest", "no-day")


def load_exercise(knowledge: Knowledge, folder: Path = DATA) -> Exercise:
    """Everything in exercise.toml.

    Raises DataError, naming file, record, field and mend, on the first thing that is wrong.
    """
    raw = read_toml(folder / FILE, folder)
    known = [*SINGLE, *TABLES]
    for key in raw:
        if key not in known:
            refuse(FILE, "", key, "is not a table of this file.", closest(key, known))
    for table in known:
        if table not in raw:
            refuse(FILE, "", table, "is missing.", f"Write it as [{table}] or [[{table}]].")
    found: dict[str, Any] = {table: parse(model, raw[table], FILE, table, 1) for table, model in SINGLE.items()}
    for table, model in TABLES.items():
        found[table] = _unique(
            table, in_order(parse(model, item, FILE, table, n) for n, item in enumerate(raw[table], 1))
        )
    found["rows"] = {row.id: row for row in found["rows"]}
    exercise = Exercise(**found)
    _check_trial(exercise.trial)
    _check_sources(exercise, knowledge)
    _check_lines(exercise, knowledge)
    _check_measures(exercise, knowledge)
    _check_planner(exercise)
    return exercise


def _unique(table: str, records: tuple[M, ...]) -> tuple[M, ...]:
    seen: set[str] = set()
    for record in records:
        name: str = record.id  # type: ignore[attr-defined]
        if name in seen:
            refuse(FILE, f"{table} '{name}'", "id", "is already used.", "Give each record its own id.")
        seen.add(name)
    return records


def _known(place: str, field: str, name: str | None, among: Collection[str]) -> None:
    if name is not None and name not in among:
        refuse(FILE, place, field, f"'{name}' is unknown.", closest(name, among))


def _check_trial(trial: Trial) -> None:
    if not trial.randomised >= trial.began >= trial.finished:
        refuse(FILE, f"trial '{trial.id}'", "began", "does not lie between the others.", "Nobody joins on the way.")


def _check_sources(exercise: Exercise, knowledge: Knowledge) -> None:
    sourced: Mapping[str, Iterable[Sourced]] = {
        "label": (exercise.label,),
        "trial": (exercise.trial,),
        "studies": exercise.studies,
        "parts": exercise.parts,
        "limits": exercise.limits,
    }
    for table, records in sourced.items():
        for record in records:
            _known(f"{table} '{record.id}'", "cite.source", record.cite.source, knowledge.sources)


def _check_lines(exercise: Exercise, knowledge: Knowledge) -> None:
    """A line is an article's statement or has its own source; of an article that is used, every statement has its line."""
    claims = {claim.id: claim for claim in knowledge.claims}
    used: set[str] = set()
    for line in exercise.lines:
        place = f"lines '{line.id}'"
        _known(place, "section", line.section, {section.id for section in exercise.sections})
        own = (line.text, line.cite, line.confirmed)
        if line.claim:
            _known(place, "claim", line.claim, claims)
            if any(own):
                refuse(FILE, place, "text", "goes with no claim.", "The claim brings text, source and verdict.")
            if line.claim in used:
                refuse(FILE, place, "claim", f"'{line.claim}' has a line already.", "Keep one line a claim.")
            used.add(line.claim)
        elif not (line.text and line.cite and line.confirmed):
            refuse(FILE, place, "claim", "is missing.", "Name a claim, or give text, cite and confirmed.")
        else:
            _known(place, "cite.source", line.cite.source, knowledge.sources)
    articles = {claims[name].article for name in used}
    for claim in knowledge.claims:
        if claim.article in articles and claim.id not in used:
            refuse(FILE, "", "lines", f"leave out claim '{claim.id}'.", "Every statement of the article has a line.")


def _check_measures(exercise: Exercise, knowledge: Knowledge) -> None:
    measures = {measure.id for measure in exercise.measures}
    for measure in exercise.measures:
        _known(f"measures '{measure.id}'", "treatment", measure.treatment, knowledge.treatments)
    for study in exercise.studies:
        for name in study.measures:
            _known(f"studies '{study.id}'", "measures", name, measures)


def _check_planner(exercise: Exercise) -> None:
    for name in PLANNER_ROWS:
        if name not in exercise.rows:
            refuse(FILE, "", "rows", f"leave out '{name}'.", "The planner needs it.")
    for activity in exercise.activities:
        _known(f"activities '{activity.id}'", "session", activity.session, exercise.rows)
