"""The synthetic cases in data/cases: they drive the tests, the examples and the teaching pages alike."""

import re
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, NoReturn

from pydantic import BaseModel, Field, ValidationError

from rls_logic.content.knowledge import Knowledge
from rls_logic.content.load import DATA, MAIN_GUIDANCE, parse, read_toml
from rls_logic.content.refusal import closest, refuse
from rls_logic.content.types import Cite, Closed, Frozen, Given, Id, Short, Text
from rls_logic.content.vocabulary import Confirmation
from rls_logic.content.words import number


class Expected(Closed):
    """What must come back, written from the evidence. Lists name records; every list is "at least these"."""

    state: Id | None = None
    open: tuple[Id, ...] = ()
    check_first: tuple[Id, ...] = ()
    open_with_care: tuple[Id, ...] = ()
    already_used: tuple[Id, ...] = ()
    waits: tuple[Id, ...] = ()
    not_now: tuple[Id, ...] = ()
    not_for_this_patient: tuple[Id, ...] = ()
    advised_against: tuple[Id, ...] = ()
    not_shown: tuple[Id, ...] = ()  # records that must not appear at all
    cautions: tuple[Id, ...] = ()  # true of the patient and shown with an option
    no_cautions: tuple[Id, ...] = ()  # must not be shown with any option
    facts: tuple[Id, ...] = ()
    no_facts: tuple[Id, ...] = ()
    aggravators: tuple[Id, ...] = ()
    no_aggravators: tuple[Id, ...] = ()
    problems: tuple[Id, ...] = ()
    ask: tuple[Id, ...] = ()  # fields among the three to ask next
    first: Id | None = None  # the record that leads the options


class Counterfactual(Closed):
    """One answer changed, to see what moves. `label` asks in words; the values shown come from `set`."""

    label: Short
    set: Annotated[Given, Field(min_length=1, max_length=1)]


class Teach(Closed):
    """What makes a case a lesson. `title` and `vignette` tell the story without its answer and without a number:
    the values shown are the patient's own. `withheld`: answers that would give the case away before the reveal.
    """

    rank: Annotated[int, Field(ge=1)]
    title: Short
    vignette: Text
    withheld: tuple[Id, ...] = ()
    objectives: Annotated[tuple[Text, ...], Field(min_length=1)]
    learning_point: Text
    cite: Cite
    confirmed: Confirmation
    questions: Annotated[tuple[Text, ...], Field(min_length=1)]
    counterfactuals: Annotated[tuple[Counterfactual, ...], Field(min_length=1)]


class Differing(Closed):
    """Treatments that one source puts otherwise than the main guidance does for this patient, by what it puts."""

    offered: tuple[Id, ...] = ()
    conditional: tuple[Id, ...] = ()
    waits: tuple[Id, ...] = ()
    advised_against: tuple[Id, ...] = ()
    insufficient: tuple[Id, ...] = ()
    does_not_apply: tuple[Id, ...] = ()


class Case(Closed):
    """One synthetic patient. `patient` holds answers by Patient field, as a clinician would give them."""

    id: Id
    name: Short
    because: Text
    patient: Given
    expect: Expected
    example: Annotated[int, Field(ge=1)] | None = None  # place in the consult page's examples
    teach: Teach | None = None
    # By source, exactly what differs from the main guidance; a source left out does not differ.
    years: Frozen[Differing] = Field(default_factory=lambda: MappingProxyType({}))


def load_cases(knowledge: Knowledge, patient: type[BaseModel], folder: Path = DATA) -> tuple[Case, ...]:
    """All cases, in file and record order.

    Raises DataError, naming file, record, field and mend, on the first thing that is wrong.
    """
    found: dict[str, Case] = {}
    for path in sorted((folder / "cases").glob("*.toml")):
        file = path.relative_to(folder).as_posix()
        raw = read_toml(path, folder)
        for key in raw:
            if key != "cases":
                refuse(file, "", key, "is not a table of this file.", "Write each case under [[cases]].")
        for position, item in enumerate(raw.get("cases", []), 1):
            case = parse(Case, item, file, "cases", position)
            if case.id in found:
                refuse(file, f"cases '{case.id}'", "id", "is already used.", "Give each case its own id.")
            for field in case.patient:
                if field not in knowledge.inputs:
                    refuse(
                        file,
                        f"cases '{case.id}'",
                        f"patient.{field}",
                        "is no patient field.",
                        closest(field, knowledge.inputs),
                    )
            _years(case, knowledge, file)
            if case.teach:
                used = [other.teach.rank for other in found.values() if other.teach]
                case = case.model_copy(update={"teach": _lesson(case, case.teach, knowledge, patient, file, used)})
            found[case.id] = case
    return tuple(found.values())


def _years(case: Case, knowledge: Knowledge, file: str) -> None:
    """Every source and treatment in the table exists, and a source puts a treatment once."""
    where = f"cases '{case.id}'"
    others = [source for source in knowledge.guidance if source != MAIN_GUIDANCE]
    for source, differing in case.years.items():
        if source == MAIN_GUIDANCE:
            refuse(file, where, f"years.{source}", "is what the others are compared with.", "Take it out.")
        if source not in others:
            refuse(file, where, f"years.{source}", "is no source of guidance.", closest(source, others))
        placed: dict[str, str] = {}
        for put in Differing.model_fields:
            for treatment in getattr(differing, put):
                field = f"years.{source}.{put}"
                if treatment not in knowledge.treatments:
                    refuse(
                        file, where, field, f"'{treatment}' is no treatment.", closest(treatment, knowledge.treatments)
                    )
                if treatment in placed:
                    refuse(file, where, field, f"'{treatment}' is in {placed[treatment]} already.", "Name it once.")
                placed[treatment] = put


def _lesson(
    case: Case, teach: Teach, knowledge: Knowledge, patient: type[BaseModel], file: str, ranks: list[int]
) -> Teach:
    """The lesson with its thresholds filled in: every name exists, every change is one, no value is typed a second time."""

    def wrong(field: str, problem: str, mend: str) -> NoReturn:
        refuse(file, f"cases '{case.id}'", f"teach.{field}", problem, mend)

    if teach.rank in ranks:
        wrong("rank", f"{teach.rank} is already used.", "Give each lesson its own place.")
    if teach.cite.source not in knowledge.sources:
        wrong("cite.source", f"'{teach.cite.source}' is no source.", closest(teach.cite.source, knowledge.sources))
    for field, text in (("title", teach.title), ("vignette", teach.vignette)):
        if re.search(r"\d", text):
            wrong(field, "holds a number.", "Values are shown from the patient's own answers.")
    for field in teach.withheld:
        if field not in case.patient:
            wrong("withheld", f"'{field}' is not among this patient's answers.", closest(field, case.patient))
    for place, change in enumerate(teach.counterfactuals, 1):
        ((field, value),) = change.set.items()
        where = f"counterfactuals.{place}.set.{field}"
        if re.search(r"\d", change.label):
            wrong(f"counterfactuals.{place}.label", "holds a number.", "The value is shown from the change itself.")
        if field not in knowledge.inputs:
            wrong(where, "is no patient field.", closest(field, knowledge.inputs))
        if case.patient.get(field) == value:
            wrong(where, "is what the case has already.", "Change it.")
        try:
            patient.model_validate(case.patient | change.set)
        except ValidationError as error:
            wrong(where, f"{error.errors(include_url=False)[0]['msg']}.", "Give a value that this field takes.")
    thresholds = {name: number(threshold.value) for name, threshold in knowledge.thresholds.items()}
    try:
        said = teach.learning_point.format_map(thresholds)
    except (KeyError, ValueError) as error:
        wrong("learning_point", f"no threshold is called {error}.", closest(str(error.args[0]), thresholds))
    return teach.model_copy(update={"learning_point": said})
