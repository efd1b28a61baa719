"""Picks marked against the live answer, with what drove each mark, and what a session comes to.

Expected marks are written from the evidence and the design, by hand, never from running the app.
"""

import pytest

from rls_logic.content.shapes import MAIN_GUIDANCE
from rls_logic.content.vocabulary import Mark, Standing, Strength, Sure
from rls_logic.lessons import marking
from rls_logic.lessons.marking import Lesson, Marking
from tests.lessons.taught import CHOICES, KNOWLEDGE, answered, every_lesson, marked, result

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
    ("crcl-45", "pregabalin"): Mark.FITS,  # the kidney asks for a dose, not for care before it
    ("pregnant-first-trimester", "ferric_carboxymaltose"): Mark.NOT_NOW,
    ("pregnant-first-trimester", "ferrous_sulfate"): Mark.FITS,
    ("pregnant-second-trimester-ferritin-20", "ferric_carboxymaltose"): Mark.NOT_NOW,  # tablets not tried: consensus
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
