"""The synthetic cases in data/cases and what the app answers: what every test of a case starts from."""

from collections.abc import Iterable
from functools import cache

import pytest

from rls_logic import load_knowledge
from rls_logic.asking.answers import Answer
from rls_logic.asking.rules import Asker
from rls_logic.assess import assess
from rls_logic.assessment import Assessment
from rls_logic.content.shapes import MAIN_GUIDANCE
from rls_logic.content.vocabulary import Standing
from rls_logic.patient import Patient
from rls_logic.read import read_patient
from tests import asked

KNOWLEDGE = load_knowledge()  # not the fixture: the cases are the parameters
CASES = KNOWLEDGE.cases
BY_ID = {case.id: case for case in CASES}
STANDINGS = tuple(standing.value for standing in Standing)
RECORDS = KNOWLEDGE.guidance[MAIN_GUIDANCE].recommendations
every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)


@cache
def patient_of(case_id: str) -> Patient:
    return read_patient(BY_ID[case_id].patient, KNOWLEDGE).patient


@cache
def assessed(case_id: str) -> Assessment:
    return assess(patient_of(case_id), KNOWLEDGE)


@cache
def asker_of(case_id: str) -> Asker:
    return asked.asker_of(patient_of(case_id), KNOWLEDGE)


def answered(case_id: str, record_id: str) -> Answer:
    return asker_of(case_id).check(KNOWLEDGE.rules[record_id]).answer


def in_words(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "nothing"
