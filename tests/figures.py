"""Figures over many random patients, for the note of a change: `python -m tests.figures`, a minute for 2,000.

Not a test: `tests/answer/test_laws_of_options.py` holds what must never happen.
"""

from collections import Counter
from itertools import pairwise
from statistics import median

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rls_logic import load_knowledge
from rls_logic.assess import assess
from rls_logic.assessment import OFFERED, Assessment
from rls_logic.content.vocabulary import Direction, Heading, Standing
from rls_logic.note import note, option_line
from rls_logic.patient import Patient
from tests.strategies import adults_with_rls, agreeing_patients, complete_patients

KNOWLEDGE = load_knowledge()
STRENGTHS = {"strong": 0, "conditional": 1}
PATIENTS = 2000
RARE = {"peroneal_stimulation", "dipyridamole"}


def measure(assessment: Assessment, found: Counter[str], words: list[int]) -> None:
    offered = [option for option in assessment.options if option.standing in OFFERED]
    found["patients"] += 1
    found["with options"] += bool(offered)
    for above, below in pairwise(offered):
        leads = "iron" in above.treatment.classes or above.recommendation.population != below.recommendation.population
        one, other = (STRENGTHS.get(str(o.recommendation.strength), 2) for o in (above, below))
        found["weaker above stronger"] += one > other and not leads
    said = note(assessment, KNOWLEDGE)
    rows = {line.record: line for section in said.sections for line in section.options}
    rows |= {t.option.record: t.option for t in said.section(Heading.TAKEN_NOW).taken if t.option}
    for option in assessment.options if said.section(Heading.OPTIONS).options else ():
        own = {c.record.id for c in option.cautions if c.record.applies_when.names}
        row = rows.get(option.id)
        found["own caution not on the row"] += bool(row) and not own <= {x.record for x in (*row.blocked, *row.own)}
    plain = {o.treatment.id for o in offered if o.standing in (Standing.OPEN, Standing.CHECK_FIRST)}
    others = [o for o in offered if o.treatment.id not in RARE]
    found["stimulator and dipyridamole the only plain options"] += bool(plain) and plain <= RARE
    found["... with others to settle first"] += bool(plain) and plain <= RARE and bool(others)
    if assessment.patient.kidney_support == "none":
        waiting = [o for o in assessment.options if o.standing is Standing.WAITS and not o.held_by]
        kidney = {"crcl_ml_min", "kidney_support", "egfr_ml_min"}
        named = ("gabapentin", "ferrous_sulfate", "ferric_carboxymaltose", "iron_dextran", "ferumoxytol")
        found["waits for a kidney value, dialysis no"] += any(
            o.treatment.id in named and o.recommendation.direction is Direction.FOR and kidney & set(o.waits_for)
            for o in waiting
        )
    for option in offered[:2]:
        _, below = option_line(option, assessment, KNOWLEDGE)
        words.append(0 if below.card else len(below.statement.split()))
    asked = said.section(Heading.ASK_NEXT).lines
    found[f"asked first: {asked[0].record if asked else 'nothing'}"] += 1


def over(name: str, anyone: st.SearchStrategy[Patient]) -> None:
    found: Counter[str] = Counter()
    words: list[int] = []

    @settings(
        max_examples=PATIENTS,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(patient=anyone)
    def each(patient: Patient) -> None:
        measure(assess(patient, KNOWLEDGE), found, words)

    each()
    print(f"# {name}; median words before the dose: {median(words or [0])}")
    for what, count in sorted(found.items(), key=lambda item: (item[0].startswith("asked"), -item[1])):
        print(f"{count:6} {what}")


if __name__ == "__main__":
    over("complete", complete_patients())
    over("incomplete", agreeing_patients())
    over("adults with RLS", adults_with_rls())
