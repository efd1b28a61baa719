"""What one changed answer moves.

Expected moves are written from the evidence and the design, by hand, never from running the app.
"""

import pytest

from rls_logic.lessons import marking, sheets
from rls_logic.lessons.marking import Lesson
from rls_logic.moves import Moves, moved_lines, moves
from tests.lessons.taught import KNOWLEDGE, LESSONS, answered, every_lesson, lesson_of

# What one changed answer moves


def test_nothing_moves_between_an_answer_and_itself():
    for lesson in LESSONS:
        assert moves(answered(lesson.id), answered(lesson.id), KNOWLEDGE).nothing
    assert moved_lines(Moves((), (), ())) == ("Nothing moves.",)


@every_lesson
def test_every_change_moves_something_and_breaks_nothing(lesson: Lesson):
    for change in lesson.teach.counterfactuals:
        after = marking.answer_of(lesson, KNOWLEDGE, change.set)
        assert after.problems == (), change.label
        assert not moves(answered(lesson.id), after, KNOWLEDGE).nothing, change.label


MOVES = {
    ("pregnant-first-trimester", "If she were in the second trimester"): {
        "IV FCM": ("not now", "usable after settling what is named"),
    },
    ("new-untreated-iron-low", "If iron overload were known"): {
        "Oral iron": ("an option", "not for this patient"),
        "IV FCM": ("an option", "not for this patient"),
    },
    ("iron-ferritin-90-tsat-25", "If TSAT were low"): {
        "Oral iron": ("no recommendation applies", "an option once checked"),
    },
    ("haemodialysis-ferritin-150", "If ferritin were higher"): {
        "IV iron sucrose": ("an option", "no recommendation applies"),
    },
    ("pramipexole-augmentation", "If TSAT came back raised"): {
        "IV FCM": ("an option once checked", "not now"),
        "Oral iron": ("waits for an answer", "no recommendation applies"),
    },
    ("opioid-untreated-apnoea", "If his apnoea were treated"): {
        "Gabapentin": ("usable after settling what is named", "an option once checked"),
    },
    ("child-ferritin-35", "If ferritin were exactly at the limit for children"): {
        "Oral iron": ("an option", "no recommendation applies"),
    },
    ("night-shift-worker", "If he slept by night"): {
        "Enacarbil": ("not for this patient", "an option once checked"),
    },
    ("bupropion-for-depression", "If it were taken for RLS"): {
        "Bupropion": ("already taken or tried", "advised against"),
    },
}


@pytest.mark.parametrize(("case_id", "label"), MOVES, ids=lambda value: value)
def test_a_changed_answer_moves_what_the_evidence_says(case_id: str, label: str):
    lesson = lesson_of(case_id)
    change = next(change for change in lesson.teach.counterfactuals if change.label == label)
    what = moves(answered(case_id), marking.answer_of(lesson, KNOWLEDGE, change.set), KNOWLEDGE)
    found = {name: (group.was, group.now) for group in what.options for name in group.names}
    assert MOVES[case_id, label].items() <= found.items()


def test_only_what_moved_is_named():
    lesson = lesson_of("pregnant-first-trimester")
    after = marking.answer_of(lesson, KNOWLEDGE, {"trimester": 2})
    named = {name for group in moves(answered(lesson.id), after, KNOWLEDGE).options for name in group.names}
    assert named == {"IV FCM", "IV iron dextran", "IV ferumoxytol"}


def test_another_record_of_the_same_treatment_is_a_move_with_both_grades():
    lesson = lesson_of("crcl-45")
    what = moves(answered(lesson.id), marking.answer_of(lesson, KNOWLEDGE, {"crcl_ml_min": 9}), KNOWLEDGE)
    (gabapentin,) = [group for group in what.options if "Gabapentin" in group.names]
    assert "Recommendation 2: strong for, moderate certainty" in gabapentin.was
    assert "Recommendation 21: conditional for, very low certainty" in gabapentin.now


def test_a_change_shows_both_values():
    lesson = lesson_of("haemodialysis-ferritin-150")
    assert sheets.changed_words(lesson, lesson.teach.counterfactuals[0], KNOWLEDGE) == (
        "Ferritin: 228 ng/mL, was 150 ng/mL"
    )
    lesson = lesson_of("pramipexole-augmentation")
    assert sheets.changed_words(lesson, lesson.teach.counterfactuals[0], KNOWLEDGE) == "TSAT: 16 %, was not known"
