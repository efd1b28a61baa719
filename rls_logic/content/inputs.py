"""The typed shape of data/inputs.toml: what a patient is asked, and which answers cannot both be right."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import AfterValidator, BaseModel, Field, ValidationError, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from rls_logic.content.refusal import closest
from rls_logic.content.shapes import Limits
from rls_logic.content.types import (
    LAST,
    Closed,
    Flag,
    Id,
    Keyed,
    Number,
    Rank,
    Short,
    Sourced,
    Text,
    When,
    given,
    ref,
    twice,
    wrong,
)


class Supposed(Closed):
    """One thing an unknown may turn out to be, for the preview: example answers to set."""

    label: Short
    set: Annotated[dict[str, Any], Field(min_length=1), AfterValidator(given)]


class Option(Closed):
    """One choice of a choice field. `question`: what conditions ask whether it is chosen by; `sentence` states the yes."""

    value: Id
    label: Short
    short: Short | None = None  # where there is little room
    question: Id | None = None
    sentence: Short | None = None

    @model_validator(mode="after")
    def _asked_in_words(self) -> Self:
        if bool(self.question) != bool(self.sentence):
            problem = f"'{self.value}' has one of question and sentence."
            raise wrong("", problem, "An option that conditions ask has both.")
        return self


class Unit(Closed):
    """A unit that a number may be typed in. `per_ours`: how many of it make one of the field's own unit."""

    unit: Short
    label: Short
    per_ours: Annotated[Number, Field(gt=0)] = 1


class TypedUnit(Closed):
    """A unit that is not offered, and read when it is typed; where `ask` is set it is asked about. A number too high or too low for the field may be in it."""

    unit: Short
    per_ours: Annotated[Number, Field(gt=0)]
    also: tuple[Short, ...] = ()
    ask: Flag = False
    says: Short | None = None  # for one that is typed without a word, as a fraction is: what the field is instead


class UnitDoubt(Closed):
    """Above this number, in the field's own unit, one typed without a choice of unit may be in the other: it is asked for."""

    above: Number
    mend: Text


class Unlisted(Sourced):
    """What to check first with every option while a list is not answered."""

    short: Short
    statement: Text


class Input(Closed):
    """One patient field: what is asked, why, its unit and plausible range.

    kind: number (needs unit, minimum, maximum, range_reason) | choice (needs options) | yes_no | special (own widget)
    `shown_when`: asked for only then, as it matters to nobody else. `short` and `unit_short` stand where there is little room. `sentence`: what the yes of a yes_no states.
    """

    id: Id
    rank: Rank = LAST
    label: Short
    short: Short | None = None
    kind: Literal["number", "choice", "yes_no", "special"]
    core: Flag = False
    group: Annotated[str, ref("groups")]
    unit: Short | None = None
    unit_short: Short | None = None
    unit_choice: Short | None = None  # label of the control that chooses one of `units`
    unit_as: Annotated[str, ref("inputs")] | None = None  # typed in the unit that is chosen for this field
    units: tuple[Unit, ...] = ()
    unit_also: tuple[Short, ...] = ()  # how its own unit is typed
    other_unit_also: tuple[Short, ...] = ()  # how the second of its units is
    typed_units: tuple[TypedUnit, ...] = ()
    unit_doubt: UnitDoubt | None = None
    decimals: Annotated[int, Field(strict=True, ge=0, le=4)] = 2  # the most that the number ever has
    minimum: Number | None = None
    maximum: Number | None = None
    range_reason: Short | None = None
    why: Text
    includes: Text | None = None
    excludes: Text | None = None
    ask: Short | None = None
    shown_when: When | None = None
    alone: Flag = False  # a yes/no field asked on its own, because its "no" is the finding
    ask_with: Annotated[str, ref("inputs")] | None = None  # asked together with another field while that is unknown too
    unfolds: Flag = False  # its first option is "no", the others are a "yes" each
    beside: Flag = False  # in the row of the control before it
    options: tuple[Option, ...] = ()
    outcomes: tuple[Supposed, ...] = ()
    unlisted: Unlisted | None = None
    sentence: Short | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.kind == "number" and None in (self.unit, self.minimum, self.maximum, self.range_reason):
            problem = "a number needs unit, minimum, maximum and range_reason."
            raise wrong("kind", problem, "Add what is missing.")
        if self.kind == "number" and (self.minimum or 0) >= (self.maximum or 0):
            raise wrong("minimum", "is not below the maximum.", "Swap or correct them.")
        if self.kind == "choice" and not self.options:
            raise wrong("options", "a choice needs options.", "List them.")
        if (self.kind == "yes_no") != bool(self.sentence):
            raise wrong("sentence", "goes with kind yes_no, and only with it.", "Say what a yes states.")
        for _, option in twice(self.options, lambda option: option.value):
            raise wrong("options", f"'{option.value}' is there twice.", "Keep one.")
        # A form tells its choices apart by what they are called.
        several: dict[str, tuple[Option | Unit, ...]] = {"options": self.options, "units": self.units}
        for field, choices in several.items():
            for _, choice in twice(choices, lambda choice: choice.label):
                raise wrong(field, f"two are called '{choice.label}'.", "Call one of them something else.")
        self._units_fit()
        return self

    def _units_fit(self) -> None:
        """What is chosen decides how a number is read, so nothing about it may be left open."""
        if self.unit_choice and not self.units:
            raise wrong("unit_choice", "there are no units to choose from.", "List them as units, or remove it.")
        if self.units and (self.kind != "number" or not (self.unit_choice or self.unit_as)):
            raise wrong("units", "nobody is asked which.", "Give a number its unit_choice or unit_as, or remove them.")
        if self.units and (self.units[0].unit, self.units[0].per_ours) != (self.unit, 1):
            raise wrong("units", "do not begin with the field's own.", f"Put '{self.unit}' first, without per_ours.")
        for _, unit in twice(self.units, lambda unit: unit.unit):
            raise wrong("units", f"'{unit.unit}' is there twice.", "Keep one.")
        if self.unit_doubt and not (len(self.units) > 1 and self.unit_doubt.above < (self.maximum or 0)):
            raise wrong("unit_doubt", "leaves nothing to doubt.", "It needs two units, and a number below the maximum.")
        if self.id in (self.unit_as, self.ask_with):
            raise wrong("id", "refers to itself.", "Name another field.")


class Group(Closed):
    """`plan`: its fields decide what to do about a medicine taken now, so lines that wait for one of them count."""

    id: Id
    rank: Rank = LAST
    label: Short
    plan: Flag = False


class Contradiction(Closed):
    """Answers that cannot both be right. Both fields are named and held back until mended.

    `holds_all`: nobody knows whom the answer would be about, so every option waits for the mend.
    """

    shared = True

    id: Id
    fields: Annotated[tuple[Annotated[str, ref("inputs")], ...], Field(min_length=1)]
    applies_when: When
    message: Text
    mend: Text
    holds_all: Flag = False
    thresholds: Limits


class Ask(Sourced):
    """A question that comes first in the patients of whom its condition holds, by the harm that the answer averts.

    `asks` names it in a noun, `changes` says what the answer changes. `again`: asked of an answer that is there and not complete.
    """

    rank: Rank = LAST
    field: Annotated[str, ref("inputs")]
    applies_when: When
    asks: Short
    changes: Short
    again: Flag = False


class Asks(Closed):
    asks: tuple[Ask, ...]


class Inputs(Closed):
    groups: Keyed[Group]
    inputs: Keyed[Input]
    contradictions: tuple[Contradiction, ...]

    @model_validator(mode="after")
    def _what_patient_takes(self, info: ValidationInfo) -> Self:
        """Every field of Patient is asked, and no other; what is offered for it are values that Patient takes."""
        if not info.context:
            return self
        patient: type[BaseModel] = info.context.patient
        fields = set(patient.model_fields)
        for extra in sorted(self.inputs.keys() - fields):
            raise wrong("id", "is no field of Patient.", closest(extra, fields), f"inputs '{extra}'")
        for left in sorted(fields - self.inputs.keys()):
            raise wrong(left, "is a field of Patient without an input record.", "Add its [[inputs]] record.")
        for item in self.inputs.values():
            for wrong_one in _not_taken(item, patient):
                raise wrong_one
        return self


def _not_taken(item: Input, patient: type[BaseModel]) -> Iterable[PydanticCustomError]:
    place = f"inputs '{item.id}'"
    taken = {value for part in get_args(patient.model_fields[item.id].annotation) for value in get_args(part)}
    offered = {option.value for option in item.options}
    if item.kind == "choice" and taken and all(isinstance(value, str) for value in taken):
        for extra in sorted(offered - taken):
            yield wrong("options", f"Patient does not take '{extra}'.", closest(extra, taken), place)
        for left in sorted(taken - offered):
            yield wrong("options", f"'{left}' is left out.", "Patient takes it: add its option.", place)
    answers = [("outcomes", outcome.set) for outcome in item.outcomes]
    for field, supposed in answers:
        try:
            patient.model_validate(dict(supposed))
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            yield wrong(field, f"Patient does not take this: {first['msg']}.", "Correct it.", place)
