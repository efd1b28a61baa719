"""The shape of the medicines that may be listed: their names, their classes, and what may be asked of a class."""

from typing import Annotated, Self

from pydantic import BeforeValidator, model_validator

from rls_logic.content.shapes import Posed
from rls_logic.content.types import Closed, Flag, Id, Keyed, Short, TreatmentId, Yes, parted, ref, twice, wrong
from rls_logic.content.vocabulary import Reason


class MedicineClass(Closed):
    """A class of medicines; whether one of it is taken is a question: `takes_<id>`.

    `cns_active`: counted among medicines that act on the brain; `one_more`: asks whether one more of this class makes them
    too many. `for_reasons`: whether it is taken for one of these, and whether for another or one not said, are questions.
    `lingers`: what it does with other medicines outlasts it, so whether it was ended within weeks is a question.
    """

    id: Id
    label: Short
    cns_active: Flag = False
    one_more: Posed | None = None
    for_reasons: tuple[Reason, ...] = ()
    lingers: Flag = False

    @property
    def ended_lately(self) -> str:
        return f"ended_{self.id}_lately"

    def for_reason(self, reason: Reason) -> str:
        return f"takes_{self.id}_for_{reason}"

    def besides(self, reason: Reason) -> str:
        return f"takes_{self.id}_besides_{reason}"


class Medicine(Closed):
    """A medicine name a clinician types. Naming and class only; no clinical claim rides on it."""

    name: Short
    also: Annotated[tuple[Short, ...], BeforeValidator(parted)] = ()
    classes: Annotated[tuple[Annotated[str, ref("medicine_classes")], ...], BeforeValidator(parted)] = ()
    treatment: TreatmentId | None = None
    ask_reason: Yes = False


class MedicineClasses(Closed):
    medicine_classes: Keyed[MedicineClass]


class Medicines(Closed):
    medicines: tuple[Medicine, ...]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        names = [(name, medicine) for medicine in self.medicines for name in (medicine.name, *medicine.also)]
        for (_, first), (name, second) in twice(names, lambda named: named[0].casefold()):
            problem = f"'{name}' is already a name of '{first.name}'."
            raise wrong("also", problem, "Keep it once.", f"medicines '{second.name}'")
        return self
