"""What each source would have put otherwise than AASM 2025, against the hand-made tables in data/cases/years.toml.

The tables were typed by hand from the sources. A failing case means that the app and the evidence disagree: read `because` first.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given

from pages.components import matrix
from rls_logic import load_knowledge
from rls_logic.content.cases import Case, Differing
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.load import DATA
from rls_logic.content.vocabulary import Nothing, Put, Voice
from rls_logic.content.words import in_a_sentence
from rls_logic.read import read_patient
from rls_logic.years import FORWARD, UNSAID, Clause, PatientHistory, clauses, through_the_years
from tests.strategies import patients

KNOWLEDGE = load_knowledge()
CASES = [case for case in KNOWLEDGE.cases if case.id.startswith("years-")]  # some tables are empty
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
    agrees = {
        "augmentation_2016"
    }  # its one record, alpha-2-delta ligands, says what AASM 2025 says wherever both speak
    assert {source for case in CASES for source in case.years} == coded - {"aasm_2025"} - agrees


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
    return [
        line for case in changed(tmp_path, old, new) if case.id.startswith("years-") for line in disagreements(case)
    ]


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
        (
            "mayo_2021",
            ', none = ["tsat_at_or_above_overload_limit", "esrd_is_known"]',
            ', none = ["esrd_is_known"]',
            {"years-tsat-52"},
        ),
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


# The finding: one clause a source, from that source's own cells


def clauses_of(answers: dict) -> dict[str, Clause]:
    return clauses_for(read_patient(answers, KNOWLEDGE).patient)


def clauses_for(patient) -> dict[str, Clause]:
    years = through_the_years(patient, KNOWLEDGE)
    others = [source for source in years.sources if source.voice is not Voice.MAIN]
    return {each.guidance.source.id: each for each in clauses(others, years.rows)}


def ids(rows: tuple[PatientHistory, ...]) -> set[str]:
    return {row.treatment.id for row in rows}


@given(patient=patients())
def test_a_source_is_named_for_nothing_but_what_its_own_cells_put(patient):
    for each in clauses_for(patient).values():
        own = {row.treatment.id: row.cell_of(each.guidance) for row in rows_of(each)}
        assert {own[name].put for name in ids(each.forward)} <= set(FORWARD)
        assert {own[name].put for name in ids(each.against)} <= {Put.ADVISED_AGAINST}
        assert {own[name].put for name in ids(each.concluded)} <= {Put.CONCLUDED}
        assert all(own[name].put is put for put, rows in each.gained.items() for name in ids(rows))
        assert all(own[name].outside is group for group, rows in each.outside.items() for name in ids(rows))


@given(patient=patients())
def test_the_words_offer_only_what_the_source_itself_offered(patient):
    """Word by word: "put forward" never stands before a treatment that this source's own cell does not put forward."""
    for each in clauses_for(patient).values():
        said = matrix.clause_words(each, KNOWLEDGE)
        assert ("put forward" in said) == bool(each.forward), said
        offers = said.split("; advised against ")[0].split("; concluded")[0] if each.forward else ""
        for row in (*each.against, *each.concluded):
            name = in_a_sentence(row.treatment.short)
            assert name not in offers.split(", today")[0].split(" and "), (name, said)


def rows_of(each: Clause) -> tuple[PatientHistory, ...]:
    groups = (*each.gained.values(), *each.outside.values())
    return (*each.forward, *each.against, *each.concluded, *(row for rows in groups for row in rows))


ADULT = {"age_years": 50, "diagnosis": "rls", "ferritin_ng_ml": 80, "tsat_percent": 25, "course": "chronic_persistent"}


def test_2012_keeps_the_two_sources_apart():
    """EFNS advised against cabergoline and has nothing on carbamazepine; AASM 2012 graded both for."""
    found = clauses_of(ADULT)
    assert {"cabergoline", "carbamazepine"} <= ids(found["aasm_2012"].lost)
    assert ids(found["efns_2012"].lost) == {"pramipexole", "ropinirole", "rotigotine"}
    assert ids(found["efns_2012"].against) == {"cabergoline"}
    assert "advised against cabergoline" in matrix.clause_words(found["efns_2012"], KNOWLEDGE)
    assert "carbamazepine" not in matrix.clause_words(found["efns_2012"], KNOWLEDGE)


def test_2021_in_a_refractory_patient_names_the_review_and_not_mayo():
    found = clauses_of(ADULT | {"course": "refractory"})
    assert "pramipexole" in ids(found["review_2021"].lost)
    assert "pramipexole" not in ids(found["mayo_2021"].forward)


def test_2016_names_the_task_force_for_no_dopaminergic():
    found = clauses_of(ADULT)
    assert not {"levodopa", "pramipexole", "ropinirole", "rotigotine"} & ids(found["augmentation_2016"].forward)
    assert "pramipexole" in ids(found["aan_2016"].lost)


OUTSIDE = [
    ({"age_years": 31, "sex": "female", "pregnancy": "pregnant"}, "in pregnancy", "efns_2012", "pramipexole"),
    ({"age_years": 31, "sex": "female", "pregnancy": "breastfeeding"}, "in breastfeeding", "mayo_2021", "pramipexole"),
    ({"kidney_support": "haemodialysis"}, "in end-stage renal disease", "mds_irlssg_2018", "gabapentin"),
    ({"kidney_support": "haemodialysis"}, "in end-stage renal disease", "efns_2012", "gabapentin"),
    ({"age_years": 9}, "in children", "aan_2016", "ferrous_sulfate"),
    (
        {
            "rls_treatments": [{"treatment": "pramipexole", "when": "now", "outcome": "augmentation"}],
            "augmentation_signs": ["earlier_onset"],
        },
        "with augmentation",
        "efns_2012",
        "pramipexole",
    ),
]


@pytest.mark.parametrize(("answers", "words", "source", "treatment"), OUTSIDE)
def test_a_record_on_other_people_is_not_established_here(answers, words, source, treatment):
    years = through_the_years(read_patient(ADULT | answers, KNOWLEDGE).patient, KNOWLEDGE)
    row = next(row for row in years.rows if row.treatment.id == treatment)
    cell = row.cell_of(KNOWLEDGE.guidance[source])
    assert (cell.put, cell.outside and cell.outside.words) == (Nothing.NOT_ESTABLISHED, words)
    assert matrix.put_plain(cell, KNOWLEDGE) == f"not established {words}"
    assert not row.differs(cell)
    other = through_the_years(read_patient(ADULT, KNOWLEDGE).patient, KNOWLEDGE)
    same = next((row for row in other.rows if row.treatment.id == treatment), None)
    assert same is None or same.cell_of(KNOWLEDGE.guidance[source]).outside is None


def test_what_a_source_says_of_the_group_itself_stands():
    """AAN 2016 graded haemodialysis apart; advice against pergolide stands with augmentation too."""
    years = through_the_years(read_patient(ADULT | {"kidney_support": "haemodialysis"}, KNOWLEDGE).patient, KNOWLEDGE)
    cells = {row.treatment.id: row.cell_of(KNOWLEDGE.guidance["aan_2016"]) for row in years.rows}
    assert cells["ropinirole"].put is Put.OFFERED
    assert cells["gabapentin"].put is Put.INSUFFICIENT
    found = clauses_of(ADULT | OUTSIDE[-1][0])
    assert "pergolide" in ids(found["aasm_2012"].against)


def test_children_insufficient_evidence_comes_with_the_expert_part():
    said = matrix.clause_words(
        clauses_of(ADULT | {"age_years": 9, "ferritin_ng_ml": 35})["irlssg_iron_2018"], KNOWLEDGE
    )
    assert "evidence insufficient: oral iron (its expert part gives 3 mg/kg" in said
