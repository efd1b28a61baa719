"""A patient's facts, and whoever answers questions about them, with nothing held back for a conflict."""

from rls_logic.asking.derived import facts_of
from rls_logic.asking.rules import Asker
from rls_logic.content.knowledge import Knowledge
from rls_logic.patient import Patient


def facts(patient: Patient, knowledge: Knowledge) -> dict[str, object]:
    return facts_of(patient.__dict__, knowledge.derived)


def asker_of(patient: Patient, knowledge: Knowledge) -> Asker:
    return Asker(facts(patient, knowledge), knowledge.derived, knowledge.slots)
