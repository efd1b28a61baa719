"""The clinical core: facts are data, questions are small functions, the result carries its own reasons.

    content/             what data/ holds; the only room that reads files; knows no patient
    patient.py read.py   who: one patient as far as it is known; typed text into a patient, by reading/
    asking/              from a patient's answers to yes, no or unknown; no files, no words, no treatment names
    assess.py assessment.py   one patient, one result, with its reasons
    note.py moves.py     readers: an answer as headed lines of plain data; what differs between two answers
    years.py estimates.py     readers: the same patient in other years; what the trial results come to
    known.py trace.py phrases.py   what readers share: a patient in words, the questions behind an answer, short phrases
    lessons/             reads content and results, decides nothing: teaching, the week of exercise, plain words, the timeline

Nothing here imports the screen. The way in is `load_knowledge`, `read_patient` and `assess`.
"""

from dataclasses import replace
from types import MappingProxyType

from rls_logic.asking.derived import THRESHOLDS, derive
from rls_logic.asking.questions import QUESTIONS
from rls_logic.assess import assess
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.load import DATA, Folder, load
from rls_logic.content.refusal import DataError
from rls_logic.patient import Patient
from rls_logic.read import read_patient
from rls_logic.reading.names import keys_of

__all__ = ["DataError", "assess", "load_knowledge", "read_patient"]


def load_knowledge(folder: Folder = DATA) -> Knowledge:
    """Everything in data/, checked and compiled.

    Raises DataError, whose message names file, record, field and mend, on the first thing that is wrong.
    """
    knowledge = load(folder, QUESTIONS, THRESHOLDS, Patient)
    return replace(knowledge, derived=derive(knowledge), medicine_by_key=MappingProxyType(keys_of(knowledge)))
