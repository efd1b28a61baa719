"""The cases that teach, and their answers: what every test of a lesson starts from."""

from functools import cache

import pytest

from rls_logic import load_knowledge
from rls_logic.assess import assess
from rls_logic.assessment import Assessment
from rls_logic.content.vocabulary import Sure
from rls_logic.lessons import marking
from rls_logic.lessons.marking import Lesson, Marking, Result
from rls_logic.read import read_patient

KNOWLEDGE = load_knowledge()
CASES = KNOWLEDGE.cases
BY_ID = {case.id: case for case in CASES}
LESSONS = marking.lessons(CASES)
CHOICES = {treatment.id: treatment for _, members in marking.choices(KNOWLEDGE) for treatment in members}
every_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)


def lesson_of(case_id: str) -> Lesson:
    return next(lesson for lesson in LESSONS if lesson.id == case_id)


@cache
def answered(case_id: str) -> Assessment:
    return assess(read_patient(BY_ID[case_id].patient, KNOWLEDGE).patient, KNOWLEDGE)


def marked(case_id: str, *picks: str) -> Marking:
    return marking.mark(answered(case_id), picks, KNOWLEDGE)


def result(case_id: str, *picks: str, sure: Sure = Sure.FAIRLY_SURE) -> Result:
    return Result(lesson_of(case_id), marked(case_id, *picks), sure)
