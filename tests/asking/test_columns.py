"""A table of patients is answered as each of them is alone: rule by rule, row by row, whatever is missing or in conflict."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rls_logic.asking.answered import Answers
from rls_logic.asking.answers import NO, UNKNOWN, YES, Answer
from rls_logic.asking.columns import ColumnAsker, Masks, facts_of_table, work_out
from rls_logic.asking.derived import facts_of
from rls_logic.asking.rules import Asker
from rls_logic.content.conditions import Asked, Rule
from rls_logic.patient import Patient
from tests.strategies import FIELDS, KNOWLEDGE, KNOWN, NUMBERS, asked_in

ROWS = 60
TABLES = max(9, settings().max_examples // 6)  # in a quick run 9 x 60 patients x 600 rules: more than 300,000 answers


def answers_in(masks: Masks) -> list[Answer]:
    assert not (masks.yes & masks.no).any()
    return [YES if yes else NO if no else UNKNOWN for yes, no in zip(masks.yes, masks.no, strict=True)]


def agree(table: Mapping[str, Sequence[object]], rows: Sequence[Answers | Asker]) -> int:
    """Every rule and question of every row, asked in both ways; how many answers that was."""
    columns = ColumnAsker(table, len(rows), KNOWLEDGE.slots)
    nodes: dict[str, Rule | Asked] = dict(KNOWLEDGE.rules)
    nodes |= {asked.name: asked for asked in asked_in(KNOWLEDGE.rules.values())}
    for name, node in nodes.items():
        alone = [row.check(node).answer for row in rows]
        assert answers_in(columns.check(node)) == alone, name
    return len(nodes) * len(rows)


@st.composite
def tables(draw: st.DrawFn) -> list[Patient]:
    """Patients whose answers are drawn from a few a field, some absurd, some of it unreadable."""
    pool = {field: draw(st.lists(KNOWN[field], min_size=3, max_size=5)) for field in FIELDS}
    rng = random.Random(draw(st.integers(0, 2**32)))
    found = []
    for _ in range(ROWS):
        known = rng.random()
        answers = {field: rng.choice(values) for field, values in pool.items() if rng.random() < known}
        if rng.random() < 0.2:
            answers[rng.choice(NUMBERS)] = rng.uniform(0, 1e6)
        unreadable = rng.sample(FIELDS, 2) if rng.random() < 0.2 else ()
        found.append(Patient(**answers).with_unreadable(unreadable))
    return found


@settings(max_examples=TABLES)
@given(patients=tables())
def test_a_table_is_answered_as_each_patient_alone(patients):
    """Law 8's ground: what is held back for one is held back in the table."""
    alone = [Answers(patient, KNOWLEDGE) for patient in patients]
    table = facts_of_table(patients, KNOWLEDGE)
    for name, values in table.items():
        assert list(values) == [one.facts[name] for one in alone], name
    assert agree(table, alone) * TABLES > 300_000


@given(patients=tables())
@settings(max_examples=TABLES)
def test_a_fact_is_worked_out_for_a_table_as_for_one(patients):
    rows = [patient.__dict__ for patient in patients]
    table = work_out(rows, KNOWLEDGE.derived)
    alone = [facts_of(row, KNOWLEDGE.derived) for row in rows]
    assert {name: list(values) for name, values in table.items()} == {name: [o[name] for o in alone] for name in table}


def values_of(fact: str, limits: Iterable[float]) -> list[object]:
    """What a fact may be, without regard to any other: beside each threshold, each option, yes and no."""
    options = [option.value for item in KNOWLEDGE.inputs.values() if item.id == fact for option in item.options]
    words = {
        "dialysis_kind": ["none", "haemodialysis", "peritoneal_dialysis"],
        "trimester_name": ["first", "third", "none"],
    }
    numbers = [limit + step for limit in limits for step in (-1.0, 0.0, 0.004)]
    return options or words.get(fact) or numbers or [True, False]


@pytest.mark.parametrize("known", [0.95, 0.7, 0.3])
def test_bare_facts_are_answered_alike_even_where_no_patient_has_them(known):
    rng = random.Random(str(known))
    limits: dict[str, set[float]] = {}
    for asked in asked_in(KNOWLEDGE.rules.values()):
        for fact in asked.question.fields:
            limits.setdefault(fact, set()).update(limit.value for limit in asked.limits)
    pools = {fact: values_of(fact, sorted(numbers)) for fact, numbers in sorted(limits.items())}
    rows = [{f: rng.choice(pool) if rng.random() < known else None for f, pool in pools.items()} for _ in range(200)]
    table = {fact: [row[fact] for row in rows] for fact in pools}
    asked_alone = [Asker(row, {}, KNOWLEDGE.slots) for row in rows]
    assert agree(table, asked_alone) > 100_000


def test_a_table_works_each_fact_out_once_for_a_combination_of_its_arguments():
    """A clinic of a thousand holds few different lists of treatments."""
    calls: list[object] = []

    def counted(taken: object) -> object:
        calls.append(taken)
        return True

    derived = dict(KNOWLEDGE.derived)
    derived["on_rls_treatment"] = replace(derived["on_rls_treatment"], function=counted)
    rows = [Patient(no_rls_treatment=True if n % 2 else None, age_years=n).__dict__ for n in range(100)]
    table = work_out(rows, derived)
    assert table["on_rls_treatment"] == [None, True] * 50
    assert calls == [()]


def test_an_empty_table_has_no_answers():
    columns = ColumnAsker(facts_of_table([], KNOWLEDGE), 0, KNOWLEDGE.slots)
    assert all(answers_in(columns.check(rule)) == [] for rule in KNOWLEDGE.rules.values())


def test_a_patient_of_whom_nothing_is_known_is_a_row_like_any_other():
    table = facts_of_table([Patient()], KNOWLEDGE)
    agree(table, [Answers(Patient(), KNOWLEDGE)])
