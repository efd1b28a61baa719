"""Exercise and other measures in words: what each source of guidance says of one, and the studies on it."""

from collections.abc import Callable, Iterable, Sequence

import pandas as pd

from pages.components import cite, matrix
from rls_logic.content.exercise import Measure, Study
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.shapes import Guidance, Recommendation
from rls_logic.content.vocabulary import Direction, Nothing, Population, Target, Voice
from rls_logic.content.words import capital
from rls_logic.years import in_time_order, position

WHO = Population.ADULTS_RLS
SPECIAL = Population.ADULTS_RLS_ESRD  # graded apart


def columns(knowledge: Knowledge) -> list[Guidance]:
    """The sources with a column of their own, the main one first; any other that speaks of a measure is named under it."""
    sources = [source for source in in_time_order(knowledge) if "other_measures" in source.stands_in]
    return sorted(sources, key=lambda source: source.voice is not Voice.MAIN)


def records_on(
    measure: Measure, source: Guidance, population: Population, knowledge: Knowledge
) -> tuple[Direction | Nothing, tuple[Recommendation, ...]]:
    """What a source says of a measure, and its records. A measure without a treatment of that name is in no source."""
    if measure.treatment:
        found = position(source, knowledge.treatments[measure.treatment], population, knowledge)
        return found.said, (*found.records, *found.also)
    if source.about.classes or source.about.treatments:
        return Nothing.NOT_ITS_TOPIC, ()
    return (Nothing.SILENT if population in source.covers else Nothing.NOT_ESTABLISHED), ()


def cell(measure: Measure, source: Guidance, words: Callable[[Direction | Nothing], str], knowledge: Knowledge) -> str:
    """Direction and the source's own grade, on symptoms, then on any other outcome and population it grades."""
    said, records = records_on(measure, source, WHO, knowledge)
    parts = [] if isinstance(said, Direction) else [words(said)]
    for record in records:
        target = "" if record.outcome is Target.RLS_SYMPTOMS else f" ({knowledge.word(record.outcome)})"
        parts.append(f"{words(record.direction)}: {record.as_printed}{target}")
    for record in records_on(measure, source, SPECIAL, knowledge)[1]:
        where = knowledge.word(SPECIAL, "short")
        parts.append(f"in {where} {words(record.direction)}: {record.as_printed}")
    return "; ".join(parts)


def table(
    words: Callable[[Direction | Nothing], str], studies: Callable[[Sequence[Study]], str], knowledge: Knowledge
) -> pd.DataFrame:
    """Every measure by the sources with a column, and its studies in the words that are handed in."""
    measures = knowledge.exercise.measures
    nothing = knowledge.word(Nothing.NOT_ESTABLISHED)
    return pd.DataFrame(
        {"Measure": [m.label for m in measures]}
        | {s.source.short: [cell(m, s, words, knowledge) for m in measures] for s in columns(knowledge)}
        | {
            "Studies and other items": [
                studies(found) if (found := studies_on(m, knowledge)) else nothing for m in measures
            ]
        }
    )


def studies_on(measure: Measure, knowledge: Knowledge) -> list[Study]:
    return [study for study in knowledge.exercise.studies if measure.id in study.measures]


def study_line(study: Study, knowledge: Knowledge) -> str:
    source = knowledge.sources[study.cite.source].short
    where = f":gray[{study.cite.locator}; {cite.confirmed(study.confirmed, knowledge)}]"
    return f"- **{source}.** {study.design}. {study.result} {where}"


def studies_text(studies: Iterable[Study], knowledge: Knowledge) -> str:
    return "; ".join(f"{s.design}: {s.result} ({knowledge.sources[s.cite.source].short})" for s in studies)


def guidance_lines(measure: Measure, knowledge: Knowledge) -> list[str]:
    """Every record on a measure, the newest source first, then which of the sources with a column have none."""
    lines: list[str] = []
    nothing: dict[Direction | Nothing, list[str]] = {}
    shown = columns(knowledge)
    for source in reversed(in_time_order(knowledge)):
        said, records = records_on(measure, source, WHO, knowledge)
        special = records_on(measure, source, SPECIAL, knowledge)[1]
        name = source.source.short
        if not isinstance(said, Direction) and source in shown:
            nothing.setdefault(said, []).append(f"{name} (primary RLS)" if special else name)
        lines += [f"- **{name}: {r.as_printed}.** {matrix.record_lines(r, knowledge)}" for r in (*records, *special)]
    if nothing:
        kinds = sorted(nothing.items(), reverse=True)
        lines.append("- " + " ".join(f"{capital(knowledge.word(said))}: {', '.join(who)}." for said, who in kinds))
    return lines
