"""What still waits for a check against the paper, and what was signed off."""

from collections.abc import Iterator
from dataclasses import dataclass

from rls_logic.knowledge import Confirmation, Knowledge, Recommendation, Sourced


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A record not yet checked. `parts`: which of its cells wait; `source` and `locator`: where in the paper to look."""

    record: str
    what: str
    parts: str
    source: str
    locator: str


def awaiting(knowledge: Knowledge) -> tuple[Awaiting, ...]:
    """Every record with a part at `awaiting_paper` and no sign-off, in file order."""
    signed = {sign_off.record for sign_off in knowledge.sign_offs}
    return tuple(line for line in _lines(knowledge) if line.record not in signed)


def _lines(knowledge: Knowledge) -> Iterator[Awaiting]:
    waiting = Confirmation.AWAITING_PAPER

    def line(record: Sourced, text: str, parts: str = "whole record", prefix: str = "") -> Awaiting:
        return Awaiting(
            prefix + record.id, text, parts, knowledge.sources[record.cite.source].short, record.cite.locator
        )

    for name, guidance in knowledge.guidance.items():
        for threshold in guidance.thresholds:
            if threshold.confirmed is waiting:
                yield line(threshold, threshold.statement, "threshold", f"{name}-")
        for practice in guidance.good_practice:
            if practice.confirmed is waiting:
                yield line(practice, practice.statement, practice.confirmed_note or "whole record")
        for record in guidance.recommendations:
            if parts := _waiting_parts(record):
                source = knowledge.sources[record.cite.source].short
                yield Awaiting(record.id, record.statement, ", ".join(parts), source, record.cite.locator)
    texts: list[tuple[Sourced, str]] = [
        *((item, item.statement) for item in knowledge.shared_thresholds),
        *((item, item.sentence) for item in knowledge.terms.values()),
        *((item, item.us_label_note) for item in knowledge.treatments.values()),
        *((item, item.statement) for item in knowledge.cautions),
        *((item, item.statement) for item in knowledge.facts),
        *((item, item.statement) for item in knowledge.aggravators),
    ]
    for item, text in texts:
        if item.confirmed is waiting:
            yield line(item, text)


def _waiting_parts(record: Recommendation) -> list[str]:
    return [part for part, level in record.confirmed.levels.items() if level is Confirmation.AWAITING_PAPER]
