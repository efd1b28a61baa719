"""What is taught: every topic has a case, a story gives nothing away, and a wrong expectation is noticed."""

import re
import shutil
from pathlib import Path

import pytest

from rls_logic import load_knowledge
from rls_logic.content.cases import Case
from rls_logic.content.load import DATA
from rls_logic.content.vocabulary import Confirmation
from rls_logic.known import known
from rls_logic.lessons import marking
from rls_logic.lessons.marking import Lesson
from tests.answer import test_cases
from tests.lessons.taught import BY_ID, KNOWLEDGE, LESSONS, every_lesson, lesson_of

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
