"""Whatever names a source can be found by it, waits for its check, and can be signed off."""

import dataclasses
from collections.abc import Iterator, Mapping

import pytest
from pydantic import BaseModel

from rls_logic.content.effects import Effect
from rls_logic.content.history import Claim, Shift
from rls_logic.content.shapes import Recommendation
from rls_logic.content.types import Cite, Sourced


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
