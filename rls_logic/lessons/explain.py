"""What there is to say to a patient about one option: the lines that fit it, part by part, with their sources."""

from typing import NamedTuple

from rls_logic.content.plain import Line, Plain
from rls_logic.content.shapes import Recommendation, Treatment
from rls_logic.content.types import Cite
from rls_logic.content.vocabulary import Confirmation


class Reference(NamedTuple):
    cite: Cite
    confirmed: Confirmation


class Said(NamedTuple):
    """A text and the numbers of its references on the sheet."""

    text: str
    references: tuple[int, ...] = ()


class Section(NamedTuple):
    heading: str
    said: tuple[Said, ...]


class Sheet(NamedTuple):
    """What there is to say about one option. `references` are counted from 1."""

    title: str
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]


def sheet(record: Recommendation, treatment: Treatment, plain: Plain) -> Sheet:
    """Every line that fits the recommendation and its treatment, part by part, with its sources."""
    references: dict[Reference, int] = {}

    def said(line: Line) -> Said:
        found = [Reference(line.cite, line.confirmed)]
        if line.of_the_record:
            found.append(Reference(record.cite, record.confirmed.weakest))
        return Said(line.text, tuple(references.setdefault(each, len(references) + 1) for each in found))

    sections = []
    for part in plain.parts:
        lines = [said(line) for line in plain.lines if line.part == part.id and line.fits(record, treatment)]
        if not lines and part.empty:
            lines = [Said(part.empty)]
        if lines:
            sections.append(Section(part.heading, tuple(lines)))
    return Sheet(treatment.name, tuple(sections), tuple(references))
