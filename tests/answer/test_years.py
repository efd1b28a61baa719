"""What each source would have put otherwise than AASM 2025, against the hand-made tables in data/cases/years.toml.

The tables were typed by hand from the sources. A failing case means that the app and the evidence disagree: read `because` first.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from rls_logic import load_knowledge
from rls_logic.content.cases import Case, Differing
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.load import DATA
from rls_logic.content.vocabulary import Put
from rls_logic.read import read_patient
from rls_logic.years import UNSAID, through_the_years

KNOWLEDGE = load_knowledge()
CASES = [case for case in KNOWLEDGE.cases if case.years]
FILE = "cases/years.toml"
Entry = tuple[str, str, str]  # source, what it puts, treatment


def expected(case: Case) -> set[Entry]:
    return {
        (source, put, treatment)
        for source, differing in case.years.items()
        for put, treatments in differing
        for treatment in treatments
    }


def found(case: Case, knowledge: Knowledge) -> set[Entry]:
    years = through_the_years(read_patient(case.patient, knowledge).patient, knowledge)
    return {
        (cell.guidance.source.id, cell.put.value, row.treatment.id)
        for row in years.rows
        for cell in row.cells
        if row.differs(cell)
    }


def disagreements(case: Case, knowledge: Knowledge = KNOWLEDGE) -> Iterator[str]:
    wanted, came = expected(case), found(case, knowledge)
    for label, entries in (("in the table only", wanted - came), ("from the app only", came - wanted)):
        for source, put, treatment in sorted(entries):
            yield f"{label}: {source} {put} {treatment}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_what_differs_is_what_the_table_says(case: Case):
    lines = "\n  ".join(disagreements(case))
    assert not lines, f"{case.name} ({case.id})\n  because: {case.because}\n  {lines}"


def test_at_least_twelve_patients_each_with_its_own_name():
    assert len({case.name for case in CASES}) == len(CASES) >= 12


def test_every_source_with_records_differs_for_somebody():
    coded = {name for name, guidance in KNOWLEDGE.guidance.items() if guidance.recommendations}
    assert {source for case in CASES for source in case.years} == coded - {"aasm_2025"}


def test_the_table_has_every_word_that_can_differ_and_uses_each():
    assert set(Differing.model_fields) == {put.value for put in Put if put not in UNSAID}
    assert {put for case in CASES for _, put, _ in expected(case)} == set(Differing.model_fields)


# One wrong entry is noticed; an entry that cannot be is refused


def changed(tmp_path: Path, old: str, new: str) -> tuple[Case, ...]:
    data = Path(shutil.copytree(DATA, tmp_path / "data"))
    path = data / FILE
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{FILE} no longer holds {old!r}: mend this test"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return load_knowledge(data).cases


def moved(tmp_path: Path, old: str, new: str) -> list[str]:
    return [line for case in changed(tmp_path, old, new) if case.years for line in disagreements(case)]


@pytest.mark.parametrize(
    ("old", "new", "noticed"),
    [
        (
            'world_sleep_2025.insufficient = ["dipyridamole"]',
            'world_sleep_2025.advised_against = ["dipyridamole"]',
            [
                "in the table only: world_sleep_2025 advised_against dipyridamole",
                "from the app only: world_sleep_2025 insufficient dipyridamole",
            ],
        ),
        (
            'world_sleep_2025.insufficient = ["dipyridamole"]\n',
            "",
            ["from the app only: world_sleep_2025 insufficient dipyridamole"],
        ),
        (
            'jama_2026.offered = ["iron_sucrose", "ferrous_sulfate"]',
            'jama_2026.offered = ["iron_sucrose", "ferrous_sulfate", "ferumoxytol"]',
            ["in the table only: jama_2026 offered ferumoxytol"],
        ),
        ("ferritin_ng_ml = 80\n", "ferritin_ng_ml = 75\n", None),
    ],
)
def test_one_change_in_a_case_is_noticed(tmp_path, old, new, noticed):
    lines = moved(tmp_path, old, new)
    assert lines == noticed if noticed else lines


@pytest.mark.parametrize(
    ("file", "old", "new", "noticed_by"),
    [
        ("irlssg_iron_2018", "value = 300\n", "value = 190\n", {"years-ferritin-200"}),
        ("jama_2026", "value = 100\n", "value = 79\n", {"years-ferritin-80"}),
        ("mayo_2021", ', none = ["tsat_at_or_above_overload_limit", "esrd"]', ', none = ["esrd"]', {"years-tsat-52"}),
        ("opioids_2018", ', "course_is_refractory"', "", {"years-iron-low", "years-intermittent"}),
    ],
)
def test_a_changed_rule_of_a_source_is_noticed(tmp_path, file, old, new, noticed_by):
    path = Path(shutil.copytree(DATA, tmp_path / "data")) / "guidance" / f"{file}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} no longer holds {old!r}: mend this test"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    knowledge = load_knowledge(tmp_path / "data")
    assert noticed_by <= {case.id for case in CASES if list(disagreements(case, knowledge))}
