"""Exercise and other measures: what data/exercise.toml holds, and a week's plan made from a patient's answers."""

from collections.abc import Collection, Iterable, Mapping
from itertools import combinations
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import BaseModel, Field

from rls_logic.content.knowledge import Knowledge
from rls_logic.content.load import DATA, M, in_order, parse, read_toml
from rls_logic.content.refusal import closest, refuse
from rls_logic.content.types import LAST, Cite, Closed, Frozen, Id, Short, Sourced, Text
from rls_logic.content.vocabulary import Basis, Confirmation, SourceKind

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


# The planner


class Answers(Closed):
    """What was chosen. None, no days and a limit that is not named all mean: not known."""

    activity: Id | None = None
    days: tuple[Id, ...] = ()
    limits: Frozen[bool] = Field(default_factory=lambda: MappingProxyType({}))


class Row(Closed):
    day: str
    what: str
    basis: Basis
    ours: str | None = None


class CheckFirst(Closed):
    """What to settle before the first session. `known`: the patient has it; else nobody has said."""

    about: str
    text: str
    known: bool
    limit: Limit | None = None


class Plan(Closed):
    """One week, repeated; `start` is None while current activity is not known."""

    rows: tuple[Row, ...]
    start: str | None
    parts: tuple[Part, ...]
    check_first: tuple[CheckFirst, ...]


def plan(answers: Answers, exercise: Exercise) -> Plan:
    """A week built on what the trial did; every row says whether it is the trial's, ours or unsupported."""
    activity = next((a for a in exercise.activities if a.id == answers.activity), None)
    session = exercise.rows[activity.session if activity else "session-open"]
    return Plan(
        rows=tuple(_week(answers.days, session, exercise)),
        start=activity.start if activity else None,
        parts=exercise.parts,
        check_first=tuple(_check_first(answers, activity, exercise)),
    )


def _week(chosen: Collection[str], session: RowText, exercise: Exercise) -> Iterable[Row]:
    sessions = exercise.trial.sessions_a_week
    rest, no_day = exercise.rows["rest"], exercise.rows["no-day"]
    if not chosen:
        for number in range(1, sessions + 1):
            yield _row(f"Session {number}", session)
        yield _row("Other days", rest)
        return
    free = [place for place, day in enumerate(exercise.days) if day.id in chosen]
    placed = spread(free, sessions, len(exercise.days))
    for place, day in enumerate(exercise.days):
        if place in placed:
            yield _row(day.label, session, f"Session {placed.index(place) + 1}: ")
        else:
            yield _row(day.label, rest)
    for number in range(len(placed) + 1, sessions + 1):
        yield _row(f"Session {number}", no_day)


def _row(day: str, text: RowText, before: str = "") -> Row:
    what = before + (text.what[0].lower() + text.what[1:] if before else text.what)
    return Row(day=day, what=what, basis=text.basis, ours=text.ours)


def spread(free: Collection[int], wanted: int, cycle: int) -> tuple[int, ...]:
    """The free places furthest apart in a week that repeats; the earliest where several are."""

    def narrowest(places: tuple[int, ...]) -> int:
        following = (*places[1:], places[0] + cycle)
        return min(after - before for before, after in zip(places, following, strict=True))

    return max(combinations(sorted(free), min(wanted, len(free))), key=narrowest)


def _check_first(answers: Answers, activity: Activity | None, exercise: Exercise) -> Iterable[CheckFirst]:
    for limit in exercise.limits:
        if answers.limits.get(limit.id):
            yield CheckFirst(about=limit.label, text=limit.when_true, known=True, limit=limit)
    if activity is None:
        yield CheckFirst(about="Current activity", text=exercise.unknown.activity, known=False)
    if not answers.days:
        yield CheckFirst(about="Free days", text=exercise.unknown.days, known=False)
    for limit in exercise.limits:
        if limit.id not in answers.limits:
            text = f"{limit.label}: {exercise.unknown.limit}"
            yield CheckFirst(about=limit.label, text=text, known=False, limit=limit)


def basis_words(basis: Basis, ours: str | None = None) -> str:
    words = basis.value.replace("_", " ")
    return f"{words}; ours: {ours}" if ours else words


def plan_text(made: Plan, exercise: Exercise, knowledge: Knowledge) -> str:
    """The plan as plain text to keep: the week and what it is made of. What was answered about limits stays out."""
    lines = ["A week of exercise for restless legs", "", exercise.label.text, ""]
    lines += [f"The week, for {exercise.trial.weeks} weeks", ""]
    lines += [f"{row.day}: {row.what} [{basis_words(row.basis, row.ours)}]" for row in made.rows]
    lines += ["", "What it is made of", ""]
    if made.start:
        lines.append(f"Where to start: {made.start} [ours]")
    for part in made.parts:
        source = knowledge.sources[part.cite.source]
        where = "" if source.kind is SourceKind.OURS else f"; {source.short}, {part.cite.locator}"
        lines.append(f"{part.label}: {part.text} [{basis_words(part.basis)}{where}]")
    lines += ["", "Agree this plan with the clinician before the first session.", ""]
    return "\n".join([*lines, f"Content {knowledge.version} ({knowledge.fingerprint})", ""])


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
