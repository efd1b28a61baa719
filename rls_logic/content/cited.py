"""Every cited record in one shape, what each source is used for, and what still waits for a check against the paper."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING

from rls_logic.content.effects import Effect
from rls_logic.content.exercise import Exercise, Line
from rls_logic.content.history import Claim, Shift, SignOff
from rls_logic.content.shapes import Grade, Recommendation, Term, Threshold, Treatment
from rls_logic.content.types import Cite, Closed
from rls_logic.content.vocabulary import Confirmation
from rls_logic.content.words import number

if TYPE_CHECKING:
    from rls_logic.content.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Entry:
    """One cited record. `name`: as a sign-off names it; `parts`: each part of it and how that was confirmed."""

    name: str
    kind: str
    text: str
    parts: Mapping[str, Confirmation]
    cites: tuple[Cite, ...]

    @property
    def weakest(self) -> Confirmation:
        return max(self.parts.values(), key=list(Confirmation).index)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The parts that are not yet checked against the paper."""
        return tuple(part for part, level in self.parts.items() if level is Confirmation.AWAITING_PAPER)


@dataclass(slots=True)
class Use:
    """What cites a source: how many records of each kind, and how many were confirmed in which way."""

    kinds: Counter[str] = field(default_factory=Counter)
    levels: Counter[Confirmation] = field(default_factory=Counter)


def everything(knowledge: "Knowledge") -> tuple[Entry, ...]:
    """Every record that names a source, guidance first."""
    works = {link: source.id for source in knowledge.sources.values() for link in (source.doi, source.pmid) if link}
    return tuple(
        entry
        for kind, prefix, records in _tables(knowledge)
        for record in records
        for entry in _entries(record, kind, prefix, works)
    )


def _tables(knowledge: "Knowledge") -> Iterator[tuple[str, str, Iterable[Closed]]]:
    """Each table: what its records are called, what stands before an id that is unique only in its table, and the records."""
    for source, guidance in knowledge.guidance.items():
        yield "threshold", f"{source}-", guidance.thresholds
        yield "good practice statement", "", guidance.good_practice
        yield "grade", "", guidance.grades
        yield "recommendation", "", guidance.recommendations
    yield "group outside", "", knowledge.outside
    yield "threshold", "thresholds-", knowledge.shared_thresholds
    yield "term", "terms-", knowledge.terms.values()
    yield "licence note", "treatments-", knowledge.treatments.values()
    yield "check first", "", [item.unlisted for item in knowledge.inputs.values() if item.unlisted]
    yield "question asked first", "", knowledge.asks
    yield "caution", "", knowledge.cautions
    yield "fact", "", knowledge.facts
    yield "aggravator", "", knowledge.aggravators
    yield "change reason", "shifts-", knowledge.shifts.values()
    yield "audited claim", "", knowledge.claims
    yield "exercise record", "", _of_exercise(knowledge.exercise)
    yield "timeline event", "", knowledge.events
    yield "effect note", "", (*knowledge.effect_notes.thresholds.values(), *knowledge.effect_notes.notes)
    yield "patient sheet line", "", knowledge.plain.lines
    yield "effect estimate", "", knowledge.effects


def _of_exercise(exercise: Exercise) -> Iterator[Closed]:
    """A line with a claim is the claim's; it cites nothing of its own."""
    yield from (exercise.label, exercise.trial)
    yield from (line for line in exercise.lines if line.cite)
    yield from (*exercise.studies, *exercise.parts, *exercise.limits)


def _entries(record: Closed, kind: str, prefix: str, works: Mapping[str, str]) -> Iterator[Entry]:
    """The record as entries: one, but for the reasons of a shift, and for an estimate whose work is no source of ours."""
    whole, name = "whole record", f"{prefix}{getattr(record, 'id', '')}"
    match record:
        case Shift():
            for place, reason in enumerate(record.reasons, 1):
                parts = MappingProxyType({f"reason {place}": reason.confirmed})
                yield Entry(f"{prefix}{record.treatment}", kind, reason.statement, parts, reason.cite.every)
        case Recommendation():
            yield Entry(name, kind, _text(record), MappingProxyType(record.confirmed.levels), record.cite.every)
        case Claim():
            yield Entry(name, kind, _text(record), MappingProxyType({"reason": record.confirmed}), record.evidence)
        case Effect():
            source = works.get(record.doi or "") or works.get(record.pmid or "")
            if source:
                parts = MappingProxyType({whole: record.level})
                yield Entry(name, kind, "", parts, (Cite(source=source, locator=record.id),))
        case _:
            part = getattr(record, "confirmed_note", None) or whole
            parts = MappingProxyType({part: record.confirmed})  # type: ignore[attr-defined]
            yield Entry(name, kind, _text(record), parts, record.cite.every)  # type: ignore[attr-defined]


def _text(record: Closed) -> str:
    """What there is to check: the statement, and every part of a recommendation that is confirmed apart."""
    match record:
        case Recommendation():
            direction = record.direction.replace("_", " ")
            said = [record.statement, f"Direction: {direction}.", f"As printed: {record.as_printed}."]
            said += [f"Condition: {record.condition}"] if record.condition else []
            said += [f"Remark: {record.remark}"] if record.remark else []
            return " ".join(said)
        case Threshold():
            return f"{number(record.value)} {record.unit}: {record.statement}"
        case Grade():
            return f"{record.printed}: {record.says} {record.does_not_say}"
        case Term():
            return record.sentence
        case Treatment():
            return record.us_label_note
        case Claim():
            return record.reason
        case Line():
            return record.text or ""
        case _:
            names = ("statement", "text", "result", "when_true", "changes", "words")
            return next((str(getattr(record, name)) for name in names if hasattr(record, name)), "")


def uses(found: Iterable[Entry]) -> dict[str, Use]:
    """By source id: a record counts once for each source that it cites, at the weakest level of its parts."""
    by_source: dict[str, Use] = {}
    for entry in found:
        for source in {cite.source for cite in entry.cites}:
            use = by_source.setdefault(source, Use())
            use.kinds[entry.kind] += 1
            use.levels[entry.weakest] += 1
    return by_source


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
