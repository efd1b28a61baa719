"""Whatever names a source can be found by it, waits for its check, and can be signed off."""

import dataclasses
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from pydantic import BaseModel

from pages.components.cite import place
from rls_logic import DataError, load_knowledge
from rls_logic.content.effects import Effect
from rls_logic.content.history import Claim, Shift
from rls_logic.content.load import DATA
from rls_logic.content.shapes import Recommendation
from rls_logic.content.types import Cite, Sourced
from rls_logic.note import cited as note_cited


def records(value: object) -> Iterator[BaseModel]:
    """Every record that can be reached from here, whatever it stands in."""
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from records(getattr(value, name))
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from records(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from records(item)


@pytest.fixture(scope="module")
def found(knowledge) -> list[BaseModel]:
    named = (field.name for field in dataclasses.fields(knowledge) if field.name not in ("cited", "waiting", "rules"))
    return [record for name in named for record in records(getattr(knowledge, name))]


def test_every_sourced_record_is_among_what_is_cited(knowledge, found):
    names = {entry.name for entry in knowledge.cited}
    sourced = [r for r in found if isinstance(r, Sourced | Recommendation | Claim)]
    assert len({r.id for r in sourced}) > 1000
    before = ("", "thresholds-", "terms-", "treatments-", *(f"{source}-" for source in knowledge.guidance))
    assert {r.id for r in sourced if not names & {f"{prefix}{r.id}" for prefix in before}} == set()
    shifts = [r for r in found if isinstance(r, Shift)]
    assert {f"shifts-{r.treatment}" for r in shifts} <= names


def test_every_source_of_a_record_is_counted_as_used(knowledge, found):
    used = {cite.source for entry in knowledge.cited for cite in entry.cites}
    lessons = {case.teach.cite.source for case in knowledge.cases if case.teach}
    assert {r.source for r in found if isinstance(r, Cite)} <= used | lessons


def test_an_estimate_is_cited_where_its_work_is_a_source(knowledge):
    links = {link for source in knowledge.sources.values() for link in (source.doi, source.pmid) if link}
    linked = {e.id for e in knowledge.effects if {e.doi, e.pmid} & links}
    assert {entry.name for entry in knowledge.cited if entry.kind == "effect estimate"} == linked
    assert all(isinstance(e, Effect) for e in knowledge.effects)


def test_a_name_belongs_to_one_record(knowledge):
    names = [entry.name for entry in knowledge.cited if entry.kind != "change reason"]
    assert len(names) == len(set(names))


def test_everything_that_waits_says_what_to_check_and_where(knowledge):
    assert len(knowledge.waiting) > 100
    assert [line.record for line in knowledge.waiting if not (line.what and line.parts and line.cites)] == []


# A statement that rests on more than one work


def test_a_statement_of_two_works_is_counted_under_both_and_shown_with_both(knowledge):
    entry = next(entry for entry in knowledge.cited if entry.name == "aggravator-tricyclic")
    assert {"aasm_2025", "kolla_2018"} <= {cite.source for cite in entry.cites}
    record = next(each for each in knowledge.aggravators if each.id == "aggravator-tricyclic")
    for said in (place(record.cite, knowledge), note_cited(record.cite, record.confirmed, knowledge).locator):
        assert "Kolla 2018" in said


NAMED = re.compile(r"\b([A-Z][A-Za-z-]+) ((?:19|20)\d\d)\b")
NO_WORK = {
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November"),
    *("December", "In", "Since", "Until", "From", "By", "The", "On", "Of"),
}


def test_a_work_that_a_statement_names_is_cited(knowledge):
    """An author or a body with a year, as in "Kolla 2018", stands among the sources of its line."""
    sources = knowledge.sources
    lines = [(r.id, r.statement, r.cite) for r in (*knowledge.facts, *knowledge.cautions, *knowledge.aggravators)]
    lines += [(s.treatment, r.statement, r.cite) for s in knowledge.shifts.values() for r in s.reasons]
    missing = []
    for name, statement, cite in lines:
        works = [sources[each.source] for each in cite.every]
        for who, year in NAMED.findall(statement):
            known = any(who in f"{w.short} {w.authors}" and year in (str(w.year), *w.short.split()) for w in works)
            if who not in NO_WORK and not known:
                missing.append(f"{name}: {who} {year}")
    assert missing == []


def test_a_second_cite_names_a_known_source(tmp_path):
    data = Path(shutil.copytree(DATA, tmp_path / "data"))
    path = data / "facts" / "first_step.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("jahani_kondori_2020", "jahani_2021"), encoding="utf-8")
    with pytest.raises(DataError, match="'jahani_2021' is unknown"):
        load_knowledge(data)
