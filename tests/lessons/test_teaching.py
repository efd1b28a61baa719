"""Cases for teaching: marked against the live answer, with what drove each mark; what moves; sheets, cards and the page.

Expected marks and moves are written from the evidence and the design, by hand, never from running the app.
"""

import csv
import io
import re
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from rls_logic import load_knowledge
from rls_logic.assess import assess
from rls_logic.assessment import Assessment
from rls_logic.content.cases import Case
from rls_logic.content.load import DATA
from rls_logic.content.shapes import MAIN_GUIDANCE
from rls_logic.content.vocabulary import Confirmation, Mark, Standing, Strength, Sure
from rls_logic.known import known
from rls_logic.lessons import marking, sheets
from rls_logic.lessons.marking import Lesson, Marking, Result
from rls_logic.moves import Moves, moved_lines, moves
from rls_logic.read import read_patient
from tests.answer import test_cases

ROOT = Path(__file__).parents[2]
PAGE = "pages/teaching/cases.py"
KNOWLEDGE = load_knowledge()
CASES = KNOWLEDGE.cases
BY_ID = {case.id: case for case in CASES}
LESSONS = marking.lessons(CASES)
CHOICES = {treatment.id: treatment for _, members in marking.choices(KNOWLEDGE) for treatment in members}
every_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)

# Issue 5, item 1: every topic that has to be taught, and the case that teaches it.
TOPICS = {
    "new and untreated": "man-iron-replete-all-known",
    "iron-deficient": "new-untreated-iron-low",
    "ferritin 75-100": "iron-ferritin-90-tsat-25",
    "dialysis": "haemodialysis-ferritin-150",
    "CKD 3-4": "crcl-45",
    "first trimester": "pregnant-first-trimester",
    "second trimester": "pregnant-second-trimester-ferritin-20",
    "third trimester": "pregnant-third-trimester-refractory",
    "older with falls": "older-frail-dementia",
    "sleep apnoea and the opioid question": "opioid-untreated-apnoea",
    "pramipexole with augmentation": "pramipexole-augmentation",
    "ropinirole and content": "ropinirole-content",
    "depression on an SSRI": "depression-on-sertraline",
    "bupropion for depression": "bupropion-for-depression",
    "intermittent": "intermittent",
    "a child": "child-ferritin-35",
    "PLMD without RLS": "plmd-adult",
    "haemochromatosis": "iron-haemochromatosis",
    "opioid use disorder": "opioid-use-disorder-on-methadone",
    "day sleeper and enacarbil": "night-shift-worker",
    "a mimic": "not-rls",
    "a mimic not yet told apart": "criteria-uncertain",
}


def lesson_of(case_id: str) -> Lesson:
    return next(lesson for lesson in LESSONS if lesson.id == case_id)


@cache
def answered(case_id: str) -> Assessment:
    return assess(read_patient(BY_ID[case_id].patient, KNOWLEDGE).patient, KNOWLEDGE)


def marked(case_id: str, *picks: str) -> Marking:
    return marking.mark(answered(case_id), picks, KNOWLEDGE)


# What is taught


def test_every_topic_is_taught_and_every_lesson_has_a_topic():
    assert {lesson.id for lesson in LESSONS} == set(TOPICS.values())
    assert len(LESSONS) >= 14


def test_lessons_come_in_their_order():
    assert [lesson.teach.rank for lesson in LESSONS] == sorted(lesson.teach.rank for lesson in LESSONS)


@every_lesson
def test_the_story_does_not_give_the_answer_away(lesson: Lesson):
    """No treatment is named that the patient neither takes nor asks for; no verdict and no value stands in the story."""
    told = f"{lesson.teach.title} {lesson.teach.vignette}".casefold()
    taken = str(lesson.case.patient).casefold()
    named = {t.name.casefold() for t in KNOWLEDGE.treatments.values()} - {"iron tablets"}
    assert [name for name in named if re.search(rf"\b{re.escape(name)}\b", told) and name not in taken] == []
    verdicts = r"augment|haemoglobin|contraindic|recommend(?!ation)|advis\w+ against|off label|mimic|akathisia|cramp\b"
    assert re.findall(verdicts, told) == []
    assert not re.search(r"\d", told)


@every_lesson
def test_what_is_withheld_comes_only_with_the_reveal(lesson: Lesson):
    patient = marking.patient_of(lesson, KNOWLEDGE)
    labels = {KNOWLEDGE.inputs[name].label for name in lesson.teach.withheld}
    before = known(patient, KNOWLEDGE, lesson.teach.withheld)
    after = known(patient, KNOWLEDGE)
    assert labels.isdisjoint([label for label, _ in before.values])
    assert labels <= {label for label, _ in after.values}
    assert len(after.values) - len(before.values) == len(labels)


@every_lesson
def test_every_answer_is_shown_once_and_none_is_invented(lesson: Lesson):
    patient = marking.patient_of(lesson, KNOWLEDGE)
    found = known(patient, KNOWLEDGE)
    answered = [name for name in KNOWLEDGE.inputs if getattr(patient, name) not in (None, ())]
    asked_and_none = [name for name in ("other_medicines", "augmentation_signs") if getattr(patient, name) == ()]
    assert len(found.values) + len(found.present) + len(found.absent) == len(answered) + len(asked_and_none)
    assert not any("_" in value or "None" in value for _, value in found.values)


@pytest.mark.parametrize(
    ("case_id", "label", "value"),
    [
        ("iron-ferritin-90-tsat-25", "Ferritin", "90 ng/mL"),
        ("iron-ferritin-90-tsat-25", "TSAT", "25 %"),
        ("new-untreated-iron-low", "Age of the iron tests", "1 month"),
        ("new-untreated-iron-low", "IRLS total", "24 (scale 0 to 40)"),
        ("pregnant-first-trimester", "Trimester", "First"),
        ("pramipexole-augmentation", "RLS treatments, now or before", "Pramipexole, now, augmentation"),
        ("pramipexole-augmentation", "Dose of pramipexole", "0.5 mg a day"),
        ("pramipexole-augmentation", "Signs of augmentation", "earlier onset"),
        ("ropinirole-content", "Signs of augmentation", "none"),
        ("bupropion-for-depression", "Other current medicines", "bupropion (for mood)"),
        ("man-iron-replete-all-known", "Other current medicines", "none"),
        ("man-iron-replete-all-known", "RLS treatments, now or before", "none so far"),
    ],
)
def test_values_are_shown_in_words_with_their_unit(case_id: str, label: str, value: str):
    assert (label, value) in known(marking.patient_of(lesson_of(case_id), KNOWLEDGE), KNOWLEDGE).values


@every_lesson
def test_a_learning_point_rests_on_something_that_was_read(lesson: Lesson):
    assert lesson.teach.confirmed is not Confirmation.AWAITING_PAPER
    assert "{" not in lesson.teach.learning_point
    ours = KNOWLEDGE.sources[lesson.teach.cite.source].kind == "ours"
    assert ours is (lesson.teach.confirmed is Confirmation.OUR_READING)


def test_a_threshold_in_a_learning_point_is_filled_in():
    assert "75 ng/mL" in lesson_of("new-untreated-iron-low").teach.learning_point
    assert "20 %" in lesson_of("new-untreated-iron-low").teach.learning_point


# The list of picks


def test_the_list_holds_everything_graded_and_some_silent_ones_and_is_the_same_for_every_case():
    graded = {record.treatment for record in KNOWLEDGE.guidance[MAIN_GUIDANCE].recommendations}
    assert graded < set(CHOICES)
    assert {"magnesium", "melatonin", "clonidine", "cannabis"} <= set(CHOICES) - graded
    assert sum(len(members) for _, members in marking.choices(KNOWLEDGE)) == len(CHOICES)


# Marks: (case, pick) and what the evidence says of it

MARKS = {
    ("man-iron-replete-all-known", "gabapentin"): Mark.FITS,
    ("man-iron-replete-all-known", "opioids"): Mark.CARE,
    ("man-iron-replete-all-known", "ferrous_sulfate"): Mark.DOES_NOT_APPLY,
    ("man-iron-replete-all-known", "pramipexole"): Mark.AGAINST_STANDARD_USE,
    ("man-iron-replete-all-known", "clonazepam"): Mark.AGAINST,
    ("man-iron-replete-all-known", "cabergoline"): Mark.AGAINST,
    ("man-iron-replete-all-known", "magnesium"): Mark.SILENT,
    ("man-iron-replete-all-known", "vitamin_c"): Mark.DOES_NOT_APPLY,
    ("new-untreated-iron-low", "ferrous_sulfate"): Mark.FITS,
    ("iron-ferritin-90-tsat-25", "ferrous_sulfate"): Mark.DOES_NOT_APPLY,
    ("iron-ferritin-90-tsat-25", "ferric_carboxymaltose"): Mark.FITS,
    ("haemodialysis-ferritin-150", "iron_sucrose"): Mark.FITS,
    ("haemodialysis-ferritin-150", "ferrous_sulfate"): Mark.DOES_NOT_APPLY,
    ("haemodialysis-ferritin-150", "gabapentin_enacarbil"): Mark.NOT_FOR_THIS_PATIENT,
    ("haemodialysis-ferritin-150", "gabapentin"): Mark.CARE,
    ("crcl-45", "pregabalin"): Mark.CARE,
    ("pregnant-first-trimester", "ferric_carboxymaltose"): Mark.NOT_NOW,
    ("pregnant-first-trimester", "ferrous_sulfate"): Mark.FITS,
    ("pregnant-second-trimester-ferritin-20", "ferric_carboxymaltose"): Mark.FITS,
    ("pregnant-third-trimester-refractory", "opioids"): Mark.CARE,
    ("older-frail-dementia", "gabapentin"): Mark.CARE,
    ("opioid-untreated-apnoea", "opioids"): Mark.CARE,
    ("pramipexole-augmentation", "ferrous_sulfate"): Mark.WAITS,
    ("pramipexole-augmentation", "pramipexole"): Mark.TAKEN_NOW,
    ("pramipexole-augmentation", "ropinirole"): Mark.AGAINST_STANDARD_USE,
    ("pramipexole-augmentation", "gabapentin"): Mark.FITS,
    ("ropinirole-content", "ropinirole"): Mark.TAKEN_NOW,
    ("bupropion-for-depression", "bupropion"): Mark.TAKEN_NOW,
    ("depression-on-sertraline", "bupropion"): Mark.AGAINST,
    ("intermittent", "gabapentin"): Mark.CARE,
    ("child-ferritin-35", "ferrous_sulfate"): Mark.FITS,
    ("child-ferritin-35", "gabapentin"): Mark.DOES_NOT_APPLY,
    ("child-ferritin-35", "pramipexole"): Mark.DOES_NOT_APPLY,
    ("plmd-adult", "triazolam"): Mark.AGAINST,
    ("plmd-adult", "pregabalin"): Mark.DOES_NOT_APPLY,
    ("iron-haemochromatosis", "ferrous_sulfate"): Mark.NOT_FOR_THIS_PATIENT,
    ("opioid-use-disorder-on-methadone", "opioids"): Mark.TAKEN_NOW,
    ("night-shift-worker", "gabapentin_enacarbil"): Mark.NOT_FOR_THIS_PATIENT,
    ("night-shift-worker", "gabapentin"): Mark.FITS,
    ("not-rls", "gabapentin"): Mark.DOES_NOT_APPLY,
    ("criteria-uncertain", "gabapentin"): Mark.WAITS,
    ("refractory", "gabapentin"): Mark.TRIED,
}


@pytest.mark.parametrize(("case_id", "pick"), MARKS, ids=lambda value: value)
def test_a_pick_is_marked_as_the_evidence_says(case_id: str, pick: str):
    (found,) = marked(case_id, pick).picks
    assert found.mark is MARKS[case_id, pick]
    assert found.treatment.id == pick


def test_every_mark_is_shown_by_some_case():
    assert set(MARKS.values()) == set(Mark)


@every_lesson
def test_every_mark_agrees_with_the_live_answer(lesson: Lesson):
    assessment = answered(lesson.id)
    for pick in marked(lesson.id, *CHOICES).picks:
        standing = pick.option.standing if pick.option else None
        match pick.mark:
            case Mark.FITS:
                assert standing in (Standing.OPEN, Standing.CHECK_FIRST)
            case Mark.CARE:
                assert standing is Standing.OPEN_WITH_CARE
            case Mark.AGAINST | Mark.AGAINST_STANDARD_USE:
                assert standing is Standing.ADVISED_AGAINST
            case Mark.TAKEN_NOW | Mark.TRIED:
                assert standing in (Standing.ALREADY_USED, Standing.ADVISED_AGAINST)
            case Mark.DOES_NOT_APPLY | Mark.SILENT:
                assert pick.treatment.id not in {o.treatment.id for o in assessment.options}
            case _:
                assert standing == pick.mark.value
        if pick.mark is not Mark.SILENT:
            assert all(marking.why_words(why) for why in pick.why)
            assert pick.why, f"{pick.treatment.id}: no reason"


# Which inputs drove it: (case, pick) and what must be said

REASONS = {
    ("iron-ferritin-90-tsat-25", "ferrous_sulfate"): ("at or below 75 ng/mL: no, 90 ng/mL", "below 20 %: no, 25 %"),
    ("iron-ferritin-90-tsat-25", "ferric_carboxymaltose"): ("at or below 100 ng/mL: yes, 90 ng/mL",),
    ("pramipexole-augmentation", "ferrous_sulfate"): ("needs TSAT",),
    ("pramipexole-augmentation", "pramipexole"): ("Pramipexole: taken now, augmentation",),
    ("pramipexole-augmentation", "ferric_carboxymaltose"): ("check first: TSAT",),
    ("pregnant-first-trimester", "ferric_carboxymaltose"): ("first trimester", "until"),
    ("haemodialysis-ferritin-150", "gabapentin_enacarbil"): ("the label says no for RLS", "haemodialysis: yes"),
    ("haemodialysis-ferritin-150", "iron_sucrose"): ("below 200 ng/mL: yes, 150 ng/mL", "below 20 %: yes, 17 %"),
    ("night-shift-worker", "gabapentin_enacarbil"): ("must sleep by day",),
    ("older-frail-dementia", "gabapentin"): ("Beers advises against", "dementia"),
    ("child-ferritin-35", "gabapentin"): ("18 or older: no, 9 years",),
    ("iron-haemochromatosis", "ferrous_sulfate"): ("iron overload or haemochromatosis",),
    ("bupropion-for-depression", "bupropion"): (
        "for mood: that prescriber's",
        "says nothing about bupropion for depression",
    ),
    ("man-iron-replete-all-known", "pramipexole"): ("Suggests against the standard use", "short-term relief"),
    ("refractory", "gabapentin"): ("tried before, not enough",),
}


@pytest.mark.parametrize(("case_id", "pick"), REASONS, ids=lambda value: value)
def test_a_mark_names_the_answers_that_drove_it(case_id: str, pick: str):
    (found,) = marked(case_id, pick).picks
    said = " ".join(marking.why_words(why) for why in found.why)
    assert [words for words in REASONS[case_id, pick] if words.casefold() not in said.casefold()] == [], said


# What was left out


def left_out(marking: Marking) -> dict[str, bool]:
    return {option.treatment.id: group.missed for group in marking.left_out for option in group.options}


def test_a_strong_recommendation_left_out_is_a_miss_and_a_conditional_one_is_not():
    found = left_out(marked("man-iron-replete-all-known"))
    assert found == {
        "gabapentin_enacarbil": True,
        "gabapentin": True,
        "pregabalin": True,
        "peroneal_stimulation": False,
        "dipyridamole": False,
    }
    assert marked("man-iron-replete-all-known").misses == 1, "a class counts once"


def test_one_of_a_class_is_enough():
    assert "pregabalin" not in left_out(marked("man-iron-replete-all-known", "gabapentin"))
    assert "ferric_carboxymaltose" not in left_out(marked("new-untreated-iron-low", "ferrous_sulfate"))


def test_who_is_well_on_a_treatment_needs_nothing_new():
    found = left_out(marked("ropinirole-content", "ropinirole"))
    assert found["gabapentin"] is False
    assert marked("ropinirole-content", "ropinirole").misses == 0
    assert left_out(marked("pramipexole-augmentation"))["gabapentin"] is True


def test_what_has_a_reason_against_it_is_never_left_out():
    assert left_out(marked("not-rls")) == {}
    assert left_out(marked("plmd-adult")) == {}
    assert left_out(marked("criteria-uncertain")) == {}
    assert "ferric_carboxymaltose" not in left_out(marked("pregnant-first-trimester"))
    assert "gabapentin" not in left_out(marked("older-frail-dementia"))
    assert all(not missed for missed in left_out(marked("child-ferritin-35")).values())


@every_lesson
def test_a_miss_left_out_is_always_strong_and_open(lesson: Lesson):
    for group in marked(lesson.id).left_out:
        strong = any(o.recommendation.strength is Strength.STRONG for o in group.options)
        assert all(o.standing in (Standing.OPEN, Standing.CHECK_FIRST) for o in group.options)
        assert strong or not group.missed


# Verdict and pattern


def test_certainty_with_a_miss_is_named_and_a_lucky_guess_too():
    wrong = marked("man-iron-replete-all-known", "pramipexole")
    right = marked("man-iron-replete-all-known", "gabapentin")
    assert "Certain, and not all of it held" in marking.verdict(wrong, Sure.CERTAIN, KNOWLEDGE)
    assert "Certain" not in marking.verdict(right, Sure.CERTAIN, KNOWLEDGE)
    assert "A guess, and it held" in marking.verdict(right, Sure.GUESSING, KNOWLEDGE)
    assert "guess" not in marking.verdict(wrong, Sure.GUESSING, KNOWLEDGE).casefold()
    assert marking.verdict(wrong, Sure.FAIRLY_SURE, KNOWLEDGE) == (
        "1 pick: 1 advised against for standard use. 1 strong recommendation left out."
    )


def result(case_id: str, *picks: str, sure: Sure = Sure.FAIRLY_SURE) -> Result:
    return Result(lesson_of(case_id), marked(case_id, *picks), sure)


def test_the_session_is_a_pattern_in_words_and_not_only_a_number():
    found = marking.pattern(
        [
            result("pramipexole-augmentation", "ferrous_sulfate", "gabapentin", sure=Sure.CERTAIN),
            result("criteria-uncertain", "ferrous_sulfate", sure=Sure.GUESSING),
            result("man-iron-replete-all-known", "gabapentin", "pramipexole", "ropinirole", "magnesium", "opioids"),
        ],
        KNOWLEDGE,
    )
    assert found == (
        "3 cases answered: 2 of 8 picks stood open, 1 with care; 4 misses.",
        "2 of 4 misses: picks that are advised against for standard use: pramipexole, ropinirole.",
        "1 of 4 misses: picks that wait for an answer (needs TSAT): oral iron.",
        "1 of 4 misses: picks that wait for an answer (needs diagnosis): oral iron.",
        "Certain in 1 case: 0 of them without a miss.",
        "Guessed in 1 case: 0 of them without a miss.",
    )


def test_a_session_without_a_miss_says_so_and_an_empty_one_says_nothing():
    assert marking.pattern([], KNOWLEDGE) == ()
    (said,) = marking.pattern([result("man-iron-replete-all-known", "gabapentin")], KNOWLEDGE)
    assert said == "1 case answered: 1 of 1 pick stood open, 0 with care; no miss."


def test_what_is_left_out_joins_the_pattern():
    said = marking.pattern([result("man-iron-replete-all-known")], KNOWLEDGE)
    assert "strong recommendations left out: enacarbil or gabapentin or pregabalin" in said[1]


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
        "IV FCM": ("not now", "an option once checked"),
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
        "Gabapentin": ("an option with care, never as routine", "an option once checked"),
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
        assert option.treatment.short in text
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


# A wrong expectation in a case fails the tests

MUTATIONS = [
    ("children.toml", "child-ferritin-35", 'open = ["aasm-2025-28"]', 'waits = ["aasm-2025-28"]', "expected waits, came open"),
    ("iron.toml", "iron-ferritin-90-tsat-25", 'not_shown = ["aasm-2025-07"]', 'waits = ["aasm-2025-07"]', "expected waits, came not shown"),
    ("iron.toml", "iron-haemochromatosis", "not_for_this_patient =", "not_now =", "expected not_now, came not_for_this_patient"),
    ("diagnosis.toml", "plmd-adult", 'state = "guideline_silent"', 'state = "options_to_weigh"', "state: expected options_to_weigh"),
    ("legacy.toml", "pramipexole-augmentation", 'waits = ["aasm-2025-07"]', 'not_now = ["aasm-2025-07"]', "expected not_now, came waits"),
    ("pregnancy.toml", "pregnant-first-trimester", "not_now =", "waits =", "expected waits, came not_now"),
    ("alpha2delta.toml", "night-shift-worker", 'not_for_this_patient = ["aasm-2025-01"]', 'open = ["aasm-2025-01"]', "expected open"),
    ("kidney.toml", "haemodialysis-ferritin-150", 'first = "aasm-2025-22"', 'first = "aasm-2025-21"', "first option: expected"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "case_id", "old", "new", "expected"), MUTATIONS, ids=lambda value: value[:24])
def test_a_wrong_expected_answer_is_reported(
    tmp_path: Path, file: str, case_id: str, old: str, new: str, expected: str
):
    data = Path(shutil.copytree(DATA, tmp_path / "data"))
    path = data / "cases" / file
    text = path.read_text(encoding="utf-8")
    at = text.index(old, text.index(f'id = "{case_id}"'))
    path.write_text(text[:at] + new + text[at + len(old) :], encoding="utf-8")
    mutant = next(case for case in load_knowledge(data).cases if case.id == case_id)
    assert list(test_cases.differences(BY_ID[case_id])) == []
    found = list(test_cases.differences(mutant))
    assert any(expected in line for line in found), found
    with pytest.raises(AssertionError, match=case_id):
        test_cases.test_the_case_brings_back_what_the_evidence_says(mutant)


@every_lesson
def test_no_lesson_expects_nothing(lesson: Lesson):
    """A case that taught without an expectation would teach whatever the app says."""
    expected = lesson.case.expect.model_dump(exclude_defaults=True)
    assert expected
    swapped: Case = lesson.case.model_copy(
        update={"expect": lesson.case.expect.model_copy(update={"facts": (*lesson.case.expect.facts, "no-such-fact")})}
    )
    assert list(test_cases.differences(swapped))


# The page


def opened(case_id: str | None = None) -> AppTest:
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60).run()
    if case_id:
        app.query_params["case"] = case_id
    return app.switch_page(PAGE).run()


def said(app: AppTest) -> str:
    shown = ("markdown", "caption", "title", "warning")
    return "\n".join(str(element.value) for kind in shown for element in app.get(kind))


def key(name: str) -> str:
    return f"cases_{name}"


def commit(app: AppTest, case_id: str, picks: dict[str, list[str]], sure: Sure = Sure.FAIRLY_SURE) -> AppTest:
    for group, names in picks.items():
        app.get_by_key(key(f"picks_{case_id}_{group}")).set_value(names)
    app.get_by_key(key(f"sure_{case_id}")).set_value(sure)
    app.run()
    app.get_by_key(key("commit")).click()
    return app.run()


FIRST = LESSONS[0]


def test_the_first_case_is_asked_and_nothing_is_revealed():
    app = opened()
    assert not app.exception
    text = said(app)
    assert FIRST.teach.vignette in text
    assert FIRST.teach.learning_point not in text
    assert "The whole answer" not in text
    assert app.get_by_key(key("commit")).disabled, "not before it is said how sure"


def test_commit_then_reveal_then_try_again():
    app = commit(opened(), FIRST.id, {"Alpha-2-delta ligands": ["gabapentin"]}, Sure.CERTAIN)
    assert not app.exception
    text = said(app)
    assert "1 pick: 1 open here." in text
    assert FIRST.teach.learning_point in text
    assert "You said: certain" in text
    assert "1 case answered" in text
    app.get_by_key(key("again")).click()
    app.run()
    text = said(app)
    assert FIRST.teach.learning_point not in text
    assert "answered:" not in text
    assert app.get_by_key(key(f"picks_{FIRST.id}_Alpha-2-delta ligands")).value == []


def test_what_is_advised_against_is_never_called_wrong():
    text = said(commit(opened(), FIRST.id, {"Dopamine agonists, ergot dopamine agonists, levodopa": ["pramipexole"]}))
    assert "**Pramipexole**: advised against for standard use." in text
    assert "wrong" not in text.casefold()


@every_lesson
def test_every_case_runs_on_the_page(lesson: Lesson):
    app = commit(opened(lesson.id), lesson.id, {})
    assert not app.exception
    text = said(app)
    assert lesson.teach.title in text
    assert lesson.teach.learning_point in text
    change = lesson.teach.counterfactuals[0]
    app.get_by_key(key(f"change_{lesson.id}")).set_value(change.label)
    app.run()
    assert not app.exception
    assert "Only what moved" in said(app)


def test_an_unknown_case_says_so_and_lists_them_all():
    app = opened("no-such-case")
    assert not app.exception
    assert "No case here has the id in this address" in said(app)
    (listed,) = app.get("button_group")
    assert len(listed.options) == len(LESSONS)
    assert "no-such-case" not in said(app), "what somebody typed into an address is not repeated"


def test_shuffling_changes_the_order_and_loses_no_case():
    app = opened()
    before = list(app.session_state[key("order")])
    app.get_by_key(key("shuffle")).click()
    app.run()
    assert not app.exception
    assert sorted(app.session_state[key("order")]) == sorted(before)


def test_the_session_holds_no_patient_value():
    app = commit(opened(), FIRST.id, {"Iron": ["ferric_carboxymaltose"]})
    held = app.session_state[key("commits")][FIRST.id]
    assert held.picks == ("ferric_carboxymaltose",)
    assert held.sure is Sure.FAIRLY_SURE
    assert replace(held, picks=()).picks == ()


def test_older_guidance_is_shown_as_history():
    app = commit(opened(), FIRST.id, {})
    app.session_state[key("older")] = True
    app.run()
    text = said(app)
    assert "History, never advice" in text
    assert re.search(r"\*\*AASM 2012\*\*:.*Pramipexole.*STANDARD", text)
    assert re.search(r"\*\*AAN 2016\*\*:.*Gabapentin.*Level U", text)


def test_the_pack_names_the_link_and_the_format_of_the_cards():
    app = opened("crcl-45")
    app.session_state[key("pack")] = True
    app.run()
    assert not app.exception
    assert any("?case=crcl-45" in code.value for code in app.code)
    assert "no header row, three columns: front, back, tags" in said(app)
    assert len(app.get("download_button")) == 6
