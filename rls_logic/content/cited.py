"""Every cited record in one shape, what each source is used for, and what still waits for a check against the paper."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from types import MappingProxyType
from typing import Protocol

from pydantic import BaseModel

from rls_logic.content.knowledge import Knowledge
from rls_logic.content.shapes import Guidance, Recommendation, SignOff, Source, Threshold
from rls_logic.content.types import Cite, Sourced
from rls_logic.content.vocabulary import Confirmation


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


def entries(knowledge: Knowledge) -> Iterator[Entry]:
    """Every record that names a source, guidance first, then in file order.

    An id that is unique only in its own table takes the table's name, or its guidance file's, before it.
    """
    for source, guidance in knowledge.guidance.items():
        yield from _of_guidance(source, guidance)
    for threshold in knowledge.shared_thresholds:
        yield _whole(threshold, "threshold", _limit(threshold), "thresholds-")
    for term in knowledge.terms.values():
        yield _whole(term, "term", term.sentence, "terms-")
    for treatment in knowledge.treatments.values():
        yield _whole(treatment, "licence note", treatment.us_label_note, "treatments-")
    for item in knowledge.inputs.values():
        if item.unlisted:
            yield _whole(item.unlisted, "check first", item.unlisted.statement)
    for caution in knowledge.cautions:
        yield _whole(caution, "caution", caution.statement)
    for fact in knowledge.facts:
        yield _whole(fact, "fact", fact.statement)
    for aggravator in knowledge.aggravators:
        yield _whole(aggravator, "aggravator", aggravator.statement)
    for shift in knowledge.shifts.values():
        for number, reason in enumerate(shift.reasons, 1):
            parts = MappingProxyType({f"reason {number}": reason.confirmed})
            yield Entry(f"shifts-{shift.treatment}", "change reason", reason.statement, parts, (reason.cite,))
    for claim in knowledge.claims:
        parts = MappingProxyType({"reason": claim.confirmed})
        yield Entry(claim.id, "audited claim", claim.reason, parts, claim.evidence)


def _of_guidance(source: str, guidance: Guidance) -> Iterator[Entry]:
    for threshold in guidance.thresholds:
        yield _whole(threshold, "threshold", _limit(threshold), f"{source}-")
    for practice in guidance.good_practice:
        yield _whole(practice, "good practice statement", practice.statement, note=practice.confirmed_note)
    for grade in guidance.grades:
        yield _whole(grade, "grade", f"{grade.printed}: {grade.says} {grade.does_not_say}")
    for record in guidance.recommendations:
        yield Entry(
            record.id, "recommendation", _graded(record), MappingProxyType(record.confirmed.levels), (record.cite,)
        )


def _limit(threshold: Threshold) -> str:
    return f"{threshold.value:g} {threshold.unit}: {threshold.statement}"


def _graded(record: Recommendation) -> str:
    """Every part of a recommendation that is confirmed apart."""
    said = [record.statement, f"Direction: {record.direction.replace('_', ' ')}. As printed: {record.as_printed}."]
    said += [f"Condition: {record.condition}"] if record.condition else []
    said += [f"Remark: {record.remark}"] if record.remark else []
    return " ".join(said)


def _whole(record: Sourced, kind: str, text: str, prefix: str = "", note: str | None = None) -> Entry:
    parts = MappingProxyType({note or "whole record": record.confirmed})
    return Entry(f"{prefix}{record.id}", kind, text, parts, (record.cite,))


def entries_beside(kind: str, *loaded: object) -> Iterator[Entry]:
    """The cited records inside what has a loader of its own, such as the timeline."""
    for value in loaded:
        if isinstance(value, Mapping):
            yield from entries_beside(kind, *value.values())
        elif isinstance(value, list | tuple):
            yield from entries_beside(kind, *value)
        elif isinstance(value, BaseModel):
            parts = dict(value)
            cite, level = parts.get("cite"), parts.get("confirmed")
            if isinstance(cite, Cite) and isinstance(level, Confirmation) and "id" in parts:
                text = next((str(parts[name]) for name in ("statement", "text", "title") if parts.get(name)), "")
                yield Entry(str(parts["id"]), kind, text, MappingProxyType({"whole record": level}), (cite,))
            yield from entries_beside(kind, *parts.values())


class Linked(Protocol):
    """A record that names its work by DOI or PMID alone."""

    @property
    def id(self) -> str: ...
    @property
    def doi(self) -> str | None: ...
    @property
    def pmid(self) -> str | None: ...
    @property
    def level(self) -> Confirmation: ...


def entries_linked(kind: str, rows: Iterable[Linked], sources: Iterable[Source]) -> Iterator[Entry]:
    """Those rows whose work is among the sources."""
    works: dict[str | None, str] = {link: s.id for s in sources for link in (s.doi, s.pmid) if link}
    for row in rows:
        source = works.get(row.doi) or works.get(row.pmid)
        if source:
            parts = MappingProxyType({"whole record": row.level})
            yield Entry(row.id, kind, "", parts, (Cite(source=source, locator=row.id),))


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


def everything(knowledge: Knowledge) -> tuple[Entry, ...]:
    """Every cited record, also of what has a loader of its own."""
    return (
        *entries(knowledge),
        *entries_beside("exercise record", knowledge.exercise),
        *entries_beside("timeline event", knowledge.events),
        *entries_beside("effect note", knowledge.effect_notes.thresholds, knowledge.effect_notes.notes),
        *entries_beside("patient sheet line", knowledge.plain),
        *entries_linked("effect estimate", knowledge.effects, knowledge.sources.values()),
    )
