"""Certainty: every AASM 2025 recommendation as a picture, a table or sentences, and what its grades do and do not say."""

from collections.abc import Iterable

import streamlit as st

from pages.components import cards, cite, frame, marks, parts
from pages.components.charts import certainty
from pages.components.form import patient_form
from rls_logic.assess import assess
from rls_logic.content.shapes import Grade, Recommendation, Treatment
from rls_logic.content.vocabulary import Direction, Population, Standing, Strength
from rls_logic.content.words import capital, in_a_sentence
from rls_logic.patient import Patient

knowledge = frame.knowledge()
guideline = knowledge.main
SENTENCES = "Sentences"
EVERYONE = "Everyone"


def page() -> None:
    st.title("Certainty", anchor=False)
    st.markdown(
        f"How sure {guideline.source.short} is, and what it recommends: two separate questions. "
        "Every treatment was compared with no treatment.",
        width=760,
    )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        view = parts.segmented("Show as", (*parts.VIEWS, SENTENCES), key="certainty_view")
        records = choose()
    if not records:
        st.info("No recommendation applies to the consultation so far.", icon=":material/info:")
        return
    chart = certainty.certainty_chart(records, knowledge)
    st.markdown(f"**{chart.finding}**")
    picture, side = st.columns([1.6, 1], gap="large")
    with picture:
        clicked = None
        if view == SENTENCES:
            st.markdown("\n\n".join(sentences(group, members) for group, members in certainty.in_groups(records)))
        elif view == parts.TABLE:
            parts.table(chart.table, alt=chart.finding)
        else:
            clicked = parts.point_of(chart, key="certainty_points")
        parts.download("Table as CSV", chart.table, "aasm_2025_certainty.csv")
    with side:
        show_one(records, clicked)
    show_words()


def choose() -> list[Recommendation]:
    """The guideline's recommendations for one population, or those that a filled-in consultation shows."""
    patient = patient_form.current(knowledge).patient
    if patient != Patient() and st.checkbox("Only this patient's options", key="certainty_patient"):
        options = assess(patient, knowledge).options
        shown = [o for o in options if o.standing is not Standing.WAITS or o.recommendation.direction is Direction.FOR]
        return [option.recommendation for option in shown]
    who = {EVERYONE: tuple(Population)} | {knowledge.word(p, "short"): (p,) for p in Population}
    chosen = parts.pill("Who", list(who), default=EVERYONE, required=True, key="certainty_population")
    return [record for record in guideline.recommendations if record.population in who[chosen or EVERYONE]]


def sentences(population: Population, records: Iterable[Recommendation]) -> str:
    return "\n".join([f"**{knowledge.word(population)}**\n", *(f"- {sentence(record)}" for record in records)])


def sentence(record: Recommendation) -> str:
    """One recommendation said aloud: its two grades apart, its condition and remark, where it stands."""
    level = knowledge.word(record.certainty) if record.certainty else ""
    said = [
        f"{guideline.source.short} {record.statement[0].lower()}{record.statement[1:]}",
        f"The recommendation is {record.strength}; the certainty of its evidence is {level}.",
    ]
    if record.condition:
        said.append(record.condition)
    if record.remark:
        said.append(record.remark)
    return f"{' '.join(said)} :gray[{record.cite.locator}; {cite.confirmed(record.confirmed.weakest, knowledge)}]"


def show_one(records: Iterable[Recommendation], clicked: str | None) -> None:
    """The chosen recommendation in full. A click on a point makes a new box, which begins with what was clicked."""
    shown = {record.id: record for record in sorted(records, key=lambda record: record.number)}
    chosen = st.selectbox(
        "Recommendation",
        list(shown),
        index=list(shown).index(clicked) if clicked in shown else None,
        format_func=lambda chosen: name(shown[chosen]),
        key=f"certainty_record_{clicked}",
        placeholder="Choose one, or a point in the picture",
    )
    if chosen:
        st.markdown(detail(shown[chosen]))
        treatment = knowledge.treatments[shown[chosen].treatment]
        if knowledge.cautions_about[treatment.id]:
            st.markdown(cautions(treatment, in_full=st.toggle("Cautions in full", key="certainty_cautions")))


def name(record: Recommendation) -> str:
    special = record.population is not Population.ADULTS_RLS
    who = f" ({knowledge.word(record.population, 'short')})" if special else ""
    return f"{record.number}. {knowledge.treatments[record.treatment].name}{who}"


def detail(record: Recommendation) -> str:
    """Statement, grade as printed, condition, remark, source, and how each part was confirmed."""
    lines = [
        f"{marks.icon(marks.look_of(record))} {cards.grade(record, knowledge)}",
        f"**{record.statement}** As printed: {record.as_printed}.",
        f"Condition: {record.condition or 'none printed.'}",
    ]
    if record.remark:
        lines.append(f"Remark: {record.remark}")
    link = cite.work_link(knowledge.sources[record.cite.source])
    levels = capital(cite.levels(record.confirmed.levels, knowledge))
    lines.append(f"Source: {cite.place(record.cite, knowledge)}, {link}. :gray[{levels}.]")
    return "\n\n".join(lines)


def cautions(treatment: Treatment, in_full: bool) -> str:
    """Every caution about a treatment, each with its source; `in_full` adds what each says."""
    found = knowledge.cautions_about[treatment.id]
    lines = [
        f"**Cautions about {in_a_sentence(treatment.name)}: {len(found)}.** One that names a situation counts only there.\n"
    ]
    for caution in found:
        short = f"{capital(caution.short)}."
        said = f"**{short}** {caution.statement}" if in_full else short
        lines.append(f"- {said} {cite.source_line(caution.cite, caution.confirmed, knowledge)}")
    return "\n".join(lines)


def show_words() -> None:
    """Each grade in two halves: what it says, and what people read into it."""
    st.markdown("## What the words mean", anchors=False)
    strengths = [grade for grade in guideline.grades if grade.printed in list(Strength)]
    levels = [grade for grade in guideline.grades if grade not in strengths]
    for column, title, grades in zip(
        st.columns(2, gap="large"),
        ("Strength of the advice", "Certainty of the evidence"),
        (strengths, levels),
        strict=True,
    ):
        column.markdown("\n\n".join([f"**{title}**", *map(meaning, grades)]))


def meaning(grade: Grade) -> str:
    source = cite.source_line(grade.cite, grade.confirmed, knowledge)
    return f"- **{capital(grade.printed)}.** {grade.says} *Its limits:* {grade.does_not_say} {source}"


page()
