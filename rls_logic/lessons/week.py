"""A week of exercise made from a patient's answers, built on what the trial did."""

from collections.abc import Collection, Iterable
from itertools import combinations
from types import MappingProxyType

from pydantic import Field

from rls_logic.content.exercise import Activity, Exercise, Limit, Part, RowText
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.types import Closed, Frozen, Id
from rls_logic.content.vocabulary import Basis, SourceKind


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


def basis_words(basis: Basis, knowledge: Knowledge, ours: str | None = None) -> str:
    words = knowledge.word(basis)
    return f"{words}; ours: {ours}" if ours else words


def plan_text(made: Plan, exercise: Exercise, knowledge: Knowledge) -> str:
    """The plan as plain text to keep: the week and what it is made of. What was answered about limits stays out."""
    lines = ["A week of exercise for restless legs", "", exercise.label.text, ""]
    lines += [f"The week, for {exercise.trial.weeks} weeks", ""]
    lines += [f"{row.day}: {row.what} [{basis_words(row.basis, knowledge, row.ours)}]" for row in made.rows]
    lines += ["", "What it is made of", ""]
    if made.start:
        lines.append(f"Where to start: {made.start} [ours]")
    for part in made.parts:
        source = knowledge.sources[part.cite.source]
        where = "" if source.kind is SourceKind.OURS else f"; {source.short}, {part.cite.locator}"
        lines.append(f"{part.label}: {part.text} [{basis_words(part.basis, knowledge)}{where}]")
    lines += ["", "Agree this plan with the clinician before the first session.", ""]
    return "\n".join([*lines, f"Content {knowledge.version} ({knowledge.fingerprint})", ""])
