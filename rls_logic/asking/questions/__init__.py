"""Named yes/no questions about a patient, one module a subject.

Questions about medicine classes ("takes_opioid") are made from data/medicine_classes.toml when the data are loaded.
"""

from rls_logic.asking.questions import body, breathing, iron, kidney, mind, person, pregnancy, treatment_history
from rls_logic.asking.questions.registry import QUESTIONS

__all__ = ["QUESTIONS", "body", "breathing", "iron", "kidney", "mind", "person", "pregnancy", "treatment_history"]
