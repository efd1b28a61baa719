"""The typed shape of data/cases: synthetic patients that drive the tests, the examples and the teaching pages alike."""

import re
from operator import itemgetter
from types import MappingProxyType
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, ValidationError, ValidationInfo, model_validator

from rls_logic.content.refusal import closest
from rls_logic.content.shapes import MAIN_GUIDANCE
from rls_logic.content.types import (
    Cite,
    Closed,
    Count,
    FieldId,
    Frozen,
    Given,
    Id,
    Short,
    Text,
    given,
    ref,
    twice,
    wrong,
)
from rls_logic.content.vocabulary import Confirmation, Standing, State

Graded = tuple[Annotated[str, ref("recommendations")], ...]
Put = tuple[Annotated[str, ref("treatments", called="is no treatment.")], ...]


class Expected(Closed):
    """What must come back, written from the evidence. Lists name records; every list is "at least these"."""

    state: State | None = None
    open: Graded = ()
    check_first: Graded = ()
    open_with_care: Graded = ()
    already_used: Graded = ()
    waits: Graded = ()
    not_now: Graded = ()
    not_for_this_patient: Graded = ()
    advised_against: Graded = ()
    not_shown: Graded = ()  # records that must not appear at all
    cautions: tuple[Annotated[str, ref("cautions")], ...] = ()  # true of the patient and shown with an option
    no_cautions: tuple[Annotated[str, ref("cautions")], ...] = ()  # must not be shown with any option
    facts: tuple[Annotated[str, ref("facts")], ...] = ()
    no_facts: tuple[Annotated[str, ref("facts")], ...] = ()
    aggravators: tuple[Annotated[str, ref("aggravators")], ...] = ()
    no_aggravators: tuple[Annotated[str, ref("aggravators")], ...] = ()
    problems: tuple[Annotated[str, ref("problems")], ...] = ()
    ask: tuple[FieldId, ...] = ()  # fields among the three to ask next
    first: Annotated[str, ref("recommendations")] | None = None  # the record that leads the options

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        """A record stands in one place, and nothing is both there and not there."""
        placed = [(place, r) for place in (*Standing, "not_shown") for r in getattr(self, place)]
        for _, (field, record) in twice(placed, lambda found: found[1]):
            raise wrong(field, f"'{record}' stands elsewhere too.", "A record has one standing.")
        for there in ("cautions", "facts", "aggravators"):
            for record in set(getattr(self, there)) & set(getattr(self, f"no_{there}")):
                raise wrong(there, f"'{record}' is in no_{there} too.", "Take it out of one.")
        return self


class Counterfactual(Closed):
    """One answer changed, to see what moves. `label` asks in words; the values shown come from `set`."""

    label: Short
    set: Annotated[dict[str, Any], Field(min_length=1, max_length=1), AfterValidator(given)]

    @model_validator(mode="after")
    def _no_number(self) -> Self:
        if re.search(r"\d", self.label):
            raise wrong("label", "holds a number.", "The value is shown from the change itself.")
        return self


class Teach(Closed):
    """What makes a case a lesson. `title` and `vignette` tell the story without its answer and without a number:
    the values shown are the patient's own. `withheld`: answers that would give the case away before the reveal.
    """

    rank: Count
    title: Short
    vignette: Text
    withheld: tuple[FieldId, ...] = ()
    objectives: Annotated[tuple[Text, ...], Field(min_length=1)]
    learning_point: Text
    cite: Cite
    confirmed: Confirmation
    questions: Annotated[tuple[Text, ...], Field(min_length=1)]
    counterfactuals: Annotated[tuple[Counterfactual, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _no_number(self) -> Self:
        for field, text in (("title", self.title), ("vignette", self.vignette)):
            if re.search(r"\d", text):
                raise wrong(field, "holds a number.", "Values are shown from the patient's own answers.")
        return self


class Differing(Closed):
    """Treatments that one source puts otherwise than the main guidance does for this patient, by what it puts."""

    offered: Put = ()
    conditional: Put = ()
    waits: Put = ()
    advised_against: Put = ()
    insufficient: Put = ()
    does_not_apply: Put = ()

    @model_validator(mode="after")
    def _once(self) -> Self:
        named = [(put, treatment) for put in type(self).model_fields for treatment in getattr(self, put)]
        for (put, treatment), (again, _) in twice(named, itemgetter(1)):
            raise wrong(again, f"'{treatment}' is in {put} already.", "Name it once.")
        return self


class Case(Closed):
    """One synthetic patient. `patient` holds answers by Patient field, as a clinician would give them."""

    noun = "case"

    id: Id
    name: Short
    because: Text
    patient: Given
    expect: Expected
    example: Count | None = None  # place in the consult page's examples
    teach: Teach | None = None
    # By source, exactly what differs from the main guidance; a source left out does not differ.
    years: Frozen[Differing] = Field(default_factory=lambda: MappingProxyType({}))

    @property
    def order(self) -> tuple[Any, ...]:
        """Cases stand as their files have them; examples and lessons have places of their own."""
        return ()

    @model_validator(mode="after")
    def _years_of_known_sources(self, info: ValidationInfo) -> Self:
        if info.context:
            others = [name for name in info.context.ids["guidance"] if name != MAIN_GUIDANCE]
            for source in self.years:
                if source == MAIN_GUIDANCE:
                    raise wrong(f"years.{source}", "is what the others are compared with.", "Take it out.")
                if source not in others:
                    raise wrong(f"years.{source}", "is no source of guidance.", closest(source, others))
        return self

    @model_validator(mode="after")
    def _lesson(self, info: ValidationInfo) -> Self:
        """What is withheld is there, and every change is one that this patient takes."""
        for field in self.teach.withheld if self.teach else ():
            if field not in self.patient:
                problem = f"'{field}' is not among this patient's answers."
                raise wrong("teach.withheld", problem, closest(field, self.patient))
        for place, change in enumerate(self.teach.counterfactuals if self.teach else (), 1):
            ((field, value),) = change.set.items()
            where = f"teach.counterfactuals.{place}.set.{field}"
            if self.patient.get(field) == value:
                raise wrong(where, "is what the case has already.", "Change it.")
            try:
                if info.context:
                    info.context.patient.model_validate({**self.patient, **change.set})
            except ValidationError as error:
                problem = f"{error.errors(include_url=False)[0]['msg']}."
                raise wrong(where, problem, "Give a value that this field takes.") from None
        return self


class Cases(Closed):
    cases: tuple[Case, ...]
