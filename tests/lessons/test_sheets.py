"""What a facilitator takes along: sheets and cards."""

import csv
import io
import re

from rls_logic.content.vocabulary import Sure
from rls_logic.lessons import marking, sheets
from rls_logic.lessons.marking import Lesson
from tests.lessons.taught import (
    CHOICES,
    KNOWLEDGE,
    LESSONS,
    answered,
    every_lesson,
    marked,
    result,
)

# Sheets and cards


@every_lesson
def test_a_sheet_without_answers_gives_nothing_away(lesson: Lesson):
    text = sheets.sheet(lesson, KNOWLEDGE, answers=False)
    assert lesson.teach.vignette in text
    assert all(f"- {line}" in text for line in (*lesson.teach.objectives, *lesson.teach.questions))
    assert lesson.teach.learning_point not in text
    assert "Options to weigh" not in text
    assert "Change one answer" not in text
    for name in lesson.teach.withheld:
        assert f"- {KNOWLEDGE.inputs[name].label}:" not in text
    assert KNOWLEDGE.fingerprint in text


@every_lesson
def test_a_sheet_with_answers_holds_the_whole_answer(lesson: Lesson):
    text = sheets.sheet(lesson, KNOWLEDGE, answers=True, older=("Older source: offered something.",))
    assert lesson.teach.learning_point in text
    assert KNOWLEDGE.sources[lesson.teach.cite.source].short in text
    assert "Older source: offered something." in text
    for option in answered(lesson.id).options:
        taken = [use.name for use in option.uses if use.now]
        assert any(name in text for name in (option.treatment.short, *taken))
    for change in lesson.teach.counterfactuals:
        assert change.label in text
    assert re.findall(r"<|_|\*\*|\.\.\n|\?\.", text) == []


def test_all_sheets_hold_every_case():
    text = sheets.all_sheets(sheets.sheet(lesson, KNOWLEDGE, answers=False) for lesson in LESSONS)
    assert re.findall(r"(?m)^# (.+)$", text) == [lesson.teach.title for lesson in LESSONS]


def test_cards_are_three_columns_without_a_header():
    rows = [row for lesson in LESSONS for row in sheets.cards(lesson, KNOWLEDGE)]
    text = sheets.cards_csv(rows)
    read = list(csv.reader(io.StringIO(text)))
    assert [tuple(row) for row in read] == rows
    assert {len(row) for row in read} == {3}
    assert all(all(row) for row in read)
    assert len({front for front, _, _ in read}) == len(read), "a front twice would overwrite a card"
    assert len(read) == sum(1 + len(lesson.teach.counterfactuals) for lesson in LESSONS)
    assert not any("\n" in field or "\t" in field or field.startswith("#") for row in read for field in row)
    assert all(
        lesson.id in tags
        for lesson, (_, _, tags) in zip(LESSONS, [r for r in read if "what waits?" in r[0]], strict=True)
    )


def test_no_word_of_ours_condemns_a_pick_or_orders_an_end():
    texts = [words for table in ("mark", "mark_miss", "mark_count") for words in KNOWLEDGE.words[table].values()]
    for lesson in LESSONS:
        texts += [
            sheets.sheet(lesson, KNOWLEDGE, answers=True),
            *marking.pattern([result(lesson.id, *CHOICES)], KNOWLEDGE),
        ]
        texts += [marking.verdict(marked(lesson.id, *CHOICES), sure, KNOWLEDGE) for sure in Sure]
    said = " ".join(texts)
    assert (
        re.findall(r"(?i)\b(wrong|incorrect|contraindicated|banned|mistake|first[- ]line|drug of choice)\b", said) == []
    )
    assert re.findall(r"(?i)\bstop (it|the|taking|pramipexole|ropinirole)\b", said) == []
