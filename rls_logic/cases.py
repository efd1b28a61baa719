"""The synthetic cases in data/cases: they drive the tests, the examples and the teaching pages alike."""

from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from rls_logic.knowledge import Closed, Id, Knowledge, Short, Text
from rls_logic.load import DATA, closest, parse, read_toml, refuse


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


class Case(Closed):
    """One synthetic patient. `patient` holds answers by Patient field, as a clinician would give them."""

    id: Id
    name: Short
    because: Text
    patient: dict[str, Any]
    expect: Expected
    example: Annotated[int, Field(ge=1)] | None = None  # place in the consult page's examples


def load_cases(knowledge: Knowledge, folder: Path = DATA) -> tuple[Case, ...]:
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
            found[case.id] = case
    return tuple(found.values())
