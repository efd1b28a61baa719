"""What a clinician typed, into a Patient: nothing guessed, nothing lost, every refusal names the field and the mend."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from rls_logic.asking.answered import Problem
from rls_logic.content.knowledge import Knowledge
from rls_logic.patient import Bound, Patient
from rls_logic.reading.list_of_medicines import read_medicines
from rls_logic.reading.numbers import read_number
from rls_logic.reading.page import Notice, Page

__all__ = ["Notice", "Problem", "Reading", "read_patient"]


@dataclass(frozen=True, slots=True, repr=False)  # it holds what was typed: never into a log
class Reading:
    """A patient, with what was refused and how anything was read.

    `unfinished`: fields that hold only the beginning of a number, or that are being typed. Nothing is said of them and what
    rests on them is held, so that no sentence flashes by; a form that is left with one says there that it is not complete.
    """

    patient: Patient
    problems: tuple[Problem, ...] = ()
    notices: tuple[Notice, ...] = ()
    unfinished: tuple[str, ...] = ()

    def problems_of(self, field: str) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if field in problem.fields)

    def notices_of(self, field: str) -> tuple[Notice, ...]:
        return tuple(notice for notice in self.notices if notice.field == field)


def read_patient(
    answers: Mapping[str, object],
    knowledge: Knowledge,
    units: Mapping[str, str | None] | None = None,
    typing: Collection[str] = (),
) -> Reading:
    """Answers by Patient field name into a Patient, with what was refused and how anything was read.

    Numbers may be text as typed. `units` may name one of a field's units, such as "ferritin_ng_ml": "pmol/L"; None means
    that none was chosen. A refused answer leaves its field unknown and listed as unreadable. `typing`: fields whose text is
    not finished yet.
    """
    page, chosen = Page(), units or {}
    values: dict[str, object] = {}
    bounds: dict[str, Bound] = {}
    for name, answer in answers.items():
        item = knowledge.inputs.get(name)
        if item is None:
            raise KeyError(f"{name!r} is no patient field")
        if answer is None or (isinstance(answer, str) and not answer.strip()):
            continue
        if name in typing:
            page.wait(name)
        elif item.kind == "number":
            value = read_number(answer, item, chosen, page)
            if isinstance(value, Bound):
                bounds[name] = value
            elif value is not None:
                values[name] = value
        elif name == "other_medicines":
            taken = read_medicines(answer, knowledge, page)
            if taken is not None:
                values[name] = taken
        else:
            values[name] = answer
    patient = Patient.model_validate(values).with_unreadable(page.unreadable).with_bounds(bounds)
    return Reading(patient, tuple(page.problems), tuple(page.notices), tuple(page.unfinished))
