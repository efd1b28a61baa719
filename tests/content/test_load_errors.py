"""Whatever is wrong with data/, the app refuses to start, and the message tells an editor where to look and what to do."""

import dataclasses
import shutil
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import FunctionType, MappingProxyType

import pytest
from pydantic import BaseModel, ValidationError

from rls_logic import DataError, load_knowledge
from rls_logic.assess import assess
from rls_logic.content import load
from rls_logic.content.load import DATA
from rls_logic.patient import MedicineUse, Patient, TreatmentUse
from tests.content import breakages, breakages_beside, breakages_files, breakages_slipped
from tests.content.edits import reverse_records

AASM = breakages.AASM
BREAKAGES = breakages.BREAKAGES | breakages_beside.BREAKAGES | breakages_slipped.BREAKAGES | breakages_files.BREAKAGES


@pytest.fixture(scope="module", autouse=True)
def read_once() -> Iterable[None]:
    """What a file holds is worked out once for all these tests: only the edited one differs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "_content", cache(load._content))
        yield


@pytest.fixture
def data(tmp_path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def test_the_copy_is_whole_before_it_is_broken(data):
    assert load_knowledge(data).fingerprint == load_knowledge().fingerprint


@pytest.mark.parametrize("kind", BREAKAGES)
def test_a_breakage_refuses_the_start_and_says_where_and_what_to_do(data, kind):
    broken = BREAKAGES[kind]
    broken.edit(data)
    with pytest.raises(DataError) as refusal:
        load_knowledge(data)
    message = str(refusal.value)
    absent = [part for part in (broken.file, broken.record, broken.field, broken.mend) if part not in message]
    assert absent == [], message
    assert message.startswith(broken.file), message
    assert str(data) not in message, "where the app is installed is nobody's business"


def test_every_kind_of_breakage_has_a_name_of_its_own():
    parts = (breakages, breakages_beside, breakages_slipped, breakages_files)
    assert len(BREAKAGES) == sum(len(part.BREAKAGES) for part in parts) >= 400


@pytest.mark.parametrize("folder", ["", "nothing"])
def test_an_empty_folder_is_refused(tmp_path, folder):
    with pytest.raises(DataError, match="the file is missing"):
        load_knowledge(tmp_path / folder)


def test_a_file_that_may_not_be_read_is_named(data, monkeypatch):
    """Root may read everything, so the refusal of the system is played."""

    def refused(path: Path, *_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(DataError) as refusal:
        load_knowledge(data)
    assert str(refusal.value) == "inputs.toml: the file cannot be read (Permission denied). Let the app read it."


def test_what_an_editor_or_a_system_hides_is_left_alone(data):
    """A file whose name begins with a dot is nobody's content: it is neither read nor refused."""
    for hidden in (".DS_Store", "cautions/.iron.toml.swp", ".git/config", "cases/.#iron.toml"):
        (data / hidden).parent.mkdir(exist_ok=True)
        (data / hidden).write_text("x", encoding="utf-8")
    assert load_knowledge(data).fingerprint == load_knowledge().fingerprint


def test_a_file_saved_by_a_spreadsheet_or_on_windows_reads_the_same(data, knowledge):
    for path in data.rglob("*.toml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    for path in data.rglob("*.csv"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert (
        dataclasses.replace(load_knowledge(data), fingerprint=knowledge.fingerprint, rules=knowledge.rules) == knowledge
    )


# File and record order.


PATIENTS = [
    Patient(),
    Patient(age_years=58, sex="male", diagnosis="rls"),
    Patient(age_years=58, diagnosis="rls", ferritin_ng_ml=82, tsat_percent=18, crcl_ml_min=64, kidney_support="none"),
    Patient(
        age_years=66,
        sex="female",
        diagnosis="rls",
        ferritin_ng_ml=150,
        tsat_percent=15,
        kidney_support="haemodialysis",
        other_medicines=(MedicineUse(name="sertraline"), MedicineUse(name="Testamol")),
        rls_treatments=(TreatmentUse(treatment="pramipexole", when="now"),),
    ),
    Patient(age_years=9, diagnosis="rls", ferritin_ng_ml=30),
    Patient(age_years=40, diagnosis="plmd_only"),
    Patient(age_years=30, sex="female", pregnancy="pregnant", trimester=1, diagnosis="rls", ferritin_ng_ml=20),
]


def summary(assessment) -> dict[str, object]:
    """What a patient is told, in the order in which it is told."""
    return {
        "state": assessment.state,
        "problems": [(p.id, p.fields, p.message, p.mend) for p in assessment.problems],
        "options": [
            (
                o.id,
                o.standing,
                [c.record.id for c in o.cautions],
                [c.record.id for c in o.to_check],
                [c.record.check for c in o.check_first],
                o.history_missing,
                o.waits_for,
                o.checks_for,
                o.uses,
                o.held_by,
            )
            for o in assessment.options
        ],
        "unknowns": [(u.field, u.waiting, u.checking) for u in assessment.unknowns],
        "facts": [(f.record.id, f.record.short) for f in assessment.facts],
        "aggravators": [f.record.id for f in assessment.aggravators],
        "unscreened": assessment.unscreened_medicines,
    }


@pytest.mark.parametrize("patient", PATIENTS, ids=range(len(PATIENTS)))
def test_the_same_files_in_another_order_give_the_same_assessment(data, knowledge, patient):
    before = (data / AASM).read_text(encoding="utf-8")
    reversed_knowledge = load_knowledge(reverse_records(data))
    after = (data / AASM).read_text(encoding="utf-8")
    assert before.index("aasm-2025-28") > before.index("aasm-2025-01")
    assert after.index("aasm-2025-28") < after.index("aasm-2025-01"), "nothing was reversed"
    assert summary(assess(patient, reversed_knowledge)) == summary(assess(patient, knowledge))


STAND_AS_WRITTEN = {"cases", "effects", "shifts", "effect_notes", "cited", "waiting"}  # in whole, or in a part


def test_the_order_of_records_in_a_file_means_nothing(data, knowledge):
    turned = load_knowledge(reverse_records(data))
    for field in dataclasses.fields(knowledge):
        if field.name not in STAND_AS_WRITTEN | {"fingerprint", "rules"}:
            assert getattr(turned, field.name) == getattr(knowledge, field.name), field.name
    assert turned.effect_notes.notes == knowledge.effect_notes.notes
    assert {line.record for line in turned.waiting} == {line.record for line in knowledge.waiting}


READ_AT_LOAD = sorted(path.relative_to(DATA).as_posix() for path in DATA.rglob("*") if path.is_file())


@pytest.mark.parametrize("file", READ_AT_LOAD)
def test_a_change_in_any_file_that_is_read_changes_the_fingerprint(data, knowledge, file):
    path = data / file
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes() if file.endswith("csv") else path.read_bytes() + b"# a word\n")
    assert load_knowledge(data).fingerprint != knowledge.fingerprint


# Nothing changes after loading.


def test_knowledge_cannot_be_changed(knowledge):
    for field in dataclasses.fields(knowledge):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(knowledge, field.name, None)


@pytest.mark.parametrize(
    "name",
    [
        "inputs", "groups", "sources", "treatment_classes", "treatments", "guidance", "thresholds", "terms",
        "cautions_about", "medicine_classes", "medicine_by_name", "rules",
    ],
)  # fmt: skip
def test_a_mapping_of_knowledge_cannot_be_changed(knowledge, name):
    mapping = getattr(knowledge, name)
    key = next(iter(mapping))
    with pytest.raises(TypeError):
        mapping[key] = None
    with pytest.raises(TypeError):
        del mapping[key]
    with pytest.raises(AttributeError):
        mapping.clear()


def test_a_record_cannot_be_changed(knowledge):
    record = knowledge.guidance["aasm_2025"].recommendations[0]
    with pytest.raises(ValidationError):
        record.direction = "against"
    with pytest.raises(dataclasses.FrozenInstanceError):
        knowledge.rules[record.id].all = ()


def changeable(value: object, place: str, seen: set[int]) -> Iterable[str]:
    """Every dict, list or set that can be reached from here and written to."""
    if id(value) in seen or value is None or isinstance(value, str | int | float | FunctionType | type):
        return
    seen.add(id(value))
    if isinstance(value, dict | list | set | bytearray):
        yield place
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from changeable(item, f"{place}[{key!r}]", seen)
    elif isinstance(value, tuple | list | set | frozenset):
        for number, item in enumerate(value):
            yield from changeable(item, f"{place}[{number}]", seen)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from changeable(getattr(value, name), f"{place}.{name}", seen)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from changeable(getattr(value, field.name), f"{place}.{field.name}", seen)


def test_nothing_inside_knowledge_can_be_written_to(knowledge):
    found = list(changeable(knowledge, "knowledge", set()))
    assert found == [], f"{len(found)} places, such as {found[:3]}"


def test_the_look_inside_notices():
    assert list(changeable((MappingProxyType({"a": [1]}),), "x", set())) == ["x[0]['a']"]
