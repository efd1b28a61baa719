"""What a facilitator takes along: sheets of the cases as text, and cards for spaced repetition."""

import csv
import io
from collections.abc import Iterable, Sequence

from rls_logic.assessment import Assessment
from rls_logic.brief import brief
from rls_logic.content.cases import Counterfactual, Teach
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.vocabulary import SourceKind
from rls_logic.content.words import in_a_sentence
from rls_logic.known import Known, answer_words, known
from rls_logic.lessons.marking import Lesson, answer_of, patient_of
from rls_logic.moves import moved_lines, moves
from rls_logic.note import note


def changed_words(lesson: Lesson, change: Counterfactual, knowledge: Knowledge) -> str:
    """The changed answer beside the one it replaces, both as shown: "Ferritin: 228 ng/mL, was 150 ng/mL"."""
    ((name, _),) = change.set.items()
    before = getattr(patient_of(lesson, knowledge), name)
    after = getattr(patient_of(lesson, knowledge, change.set), name)
    was = "not known" if before is None else _plain(name, before, knowledge)
    return f"{knowledge.inputs[name].label}: {_plain(name, after, knowledge)}, was {was}"


def _plain(name: str, answer: object, knowledge: Knowledge) -> str:
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    said = answer_words(name, answer, knowledge)
    return said if isinstance(answer, float | tuple) else in_a_sentence(said)


def source_words(teach: Teach, knowledge: Knowledge) -> str:
    """Where a learning point comes from and how it was confirmed."""
    source = knowledge.sources[teach.cite.source]
    confirmed = "" if source.kind is SourceKind.OURS else f"; {knowledge.word(teach.confirmed)}"
    return f"{source.short}, {in_a_sentence(teach.cite.locator)}{confirmed}"


def sheet(lesson: Lesson, knowledge: Knowledge, answers: bool, older: Sequence[str] = ()) -> str:
    """One case as a printable page of Markdown that also reads as plain text."""
    teach = lesson.teach
    told = known(patient_of(lesson, knowledge), knowledge, () if answers else teach.withheld)
    parts = [
        f"# {teach.title}",
        f"Made-up patient, for teaching: case {lesson.id}. Content {knowledge.version} ({knowledge.fingerprint}).",
        teach.vignette,
        "## What is known",
        bullets([*(f"{label}: {value}" for label, value in told.values), *_present_and_absent(told)]),
        "## Learning objectives",
        bullets(teach.objectives),
    ]
    parts += _answers(lesson, knowledge, older) if answers else _blanks()
    parts += ["## Questions for discussion", bullets(teach.questions)]
    return "\n\n".join(parts) + "\n"


def bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _present_and_absent(told: Known) -> Iterable[str]:
    if told.present:
        yield f"Present: {', '.join(map(in_a_sentence, told.present))}"
    if told.absent:
        yield f"Asked and absent: {', '.join(map(in_a_sentence, told.absent))}"


def _blanks() -> list[str]:
    line = "." * 60
    return [
        "## Your answer",
        f"Options to put on the table: {line}\n\nWhat waits, and for what: {line}\n\n"
        "How sure (guessing, fairly sure, certain): " + line[:20],
    ]


def _answers(lesson: Lesson, knowledge: Knowledge, older: Sequence[str]) -> list[str]:
    teach, assessment = lesson.teach, answer_of(lesson, knowledge)
    told = brief(note(assessment, knowledge), knowledge)
    parts = [
        "## What the guidance says for this patient",
        f"{knowledge.main.source.short}, with today's cautions. Supports and never replaces judgement.",
        "\n\n".join(f"{label}:\n\n{bullets(lines)}" for label, lines in told),
        "## Learning point",
        f"{teach.learning_point}\n\nSource: {source_words(teach, knowledge)}.",
        "## Change one answer",
    ]
    for change, moved in _changes(lesson, assessment, knowledge):
        parts.append(f"{change}:\n\n{bullets(moved)}")
    if older:
        parts += ["## What older guidance would have said", "History, never advice.", bullets(older)]
    return parts


def _changes(lesson: Lesson, assessment: Assessment, knowledge: Knowledge) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Each changed answer in words, and what it moves."""
    for change in lesson.teach.counterfactuals:
        after = answer_of(lesson, knowledge, change.set)
        said = f"{change.label} ({changed_words(lesson, change, knowledge)})"
        yield said, moved_lines(moves(assessment, after, knowledge))


def all_sheets(pages: Iterable[str]) -> str:
    return "\n\n---\n\n".join(page.rstrip() for page in pages) + "\n"


def cards(lesson: Lesson, knowledge: Knowledge) -> tuple[tuple[str, str, str], ...]:
    """Front, back and tags: one card on the case, one on each changed answer."""
    teach, assessment = lesson.teach, answer_of(lesson, knowledge)
    shown = known(assessment.patient, knowledge, teach.withheld)
    values = "; ".join([*(f"{label} {value}" for label, value in shown.values), *_present_and_absent(shown)])
    tags = f"rls {knowledge.main.source.id.replace('_', '-')} {lesson.id}"
    lines = brief(note(assessment, knowledge), knowledge)
    told = " ".join(f"{label}: {'; '.join(said)}." for label, said in lines)
    point = f"Learning point: {teach.learning_point} ({source_words(teach, knowledge)})"
    rows = [(f"{teach.vignette} {values}. Which options, and what waits?", f"{told} {point}", tags)]
    for change, moved in _changes(lesson, assessment, knowledge):
        rows.append((f"{teach.title}: {teach.vignette} {change}: what moves?", " ".join(moved), tags))
    return tuple(rows)


def cards_csv(rows: Iterable[Sequence[str]]) -> str:
    """Three columns without a header row: front, back, tags (separated by spaces). Every field is quoted."""
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return text.getvalue()
