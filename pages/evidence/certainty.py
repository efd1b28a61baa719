"""Certainty: every AASM 2025 recommendation as a picture, a table or sentences, and what its grades do and do not say."""

import streamlit as st

from pages.components import cards, charts, frame
from pages.components.form import patient_form
from pages.components.marks import label_text
from rls_logic.assess import assess
from rls_logic.content.shapes import Grade, Recommendation, Treatment
from rls_logic.content.vocabulary import Direction, Population, Standing, Strength
from rls_logic.content.words import in_a_sentence
from rls_logic.patient import Patient

knowledge = frame.knowledge()
guideline = knowledge.main
VIEWS = ("Picture", "Table", "Sentences")
FILTERS: dict[str, Population | None] = {
    "Everyone": None,
    "Adults": Population.ADULTS_RLS,
    "ESRD": Population.ADULTS_RLS_ESRD,
    "PLMD": Population.ADULTS_PLMD,
    "Children": Population.CHILDREN_RLS,
}


def page() -> None:
    st.title("Certainty", anchor=False)
    st.markdown(
        f"How sure {guideline.source.short} is, and what it recommends: two separate questions. "
        "Every treatment was compared with no treatment.",
        width=760,
    )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        view = st.segmented_control(
            "Show as", VIEWS, default=VIEWS[0], required=True, format_func=label_text, key="certainty_view"
        )
        rows = choose_rows()
    if not rows:
        st.info("No recommendation applies to the consultation so far.", icon=":material/info:")
        return
    figure, finding, table = charts.certainty_chart(rows)
    st.markdown(f"**{finding}**")
    picture, side = st.columns([1.6, 1], gap="large")
    clicked = None
    with picture:
        if view == "Table":
            st.table(table, hide_index=True, border="horizontal", alt=finding)
        elif view == "Sentences":
            st.markdown("\n\n".join(sentences(label, members) for label, members in charts.in_groups(rows)))
        else:
            event = st.plotly_chart(
                figure,
                config={"displayModeBar": False},
                alt=finding,
                key="certainty_points",
                on_select="rerun",
                selection_mode="points",
            )
            clicked = next((point["customdata"][0] for point in event.selection.points), None)
        st.download_button(
            "Table as CSV",
            table.to_csv(index=False),
            file_name="aasm_2025_certainty.csv",
            mime="text/csv",
            on_click="ignore",
            icon=":material/download:",
        )
    with side:
        show_one(rows, clicked)
    show_words()


def choose_rows() -> list[charts.Graded]:
    """The guideline's rows of one population, or those that a filled-in consultation shows."""
    patient = patient_form.current(knowledge).patient
    if patient != Patient() and st.checkbox("Only this patient's options", key="certainty_patient"):
        options = assess(patient, knowledge).options
        return [o for o in options if o.standing is not Standing.WAITS or o.recommendation.direction is Direction.FOR]
    chosen = st.pills(
        "Who",
        list(FILTERS),
        default="Everyone",
        required=True,
        format_func=label_text,
        key="certainty_population",
        wrap=True,
    )
    return [
        charts.Row(record, knowledge.treatments[record.treatment])
        for record in guideline.recommendations
        if FILTERS[chosen] in (None, record.population)
    ]


def sentences(label: str, rows: list[charts.Graded]) -> str:
    return "\n".join([f"**{label}**\n", *(f"- {sentence(row.recommendation)}" for row in rows)])


def sentence(record: Recommendation) -> str:
    """One recommendation said aloud: its two grades apart, its condition and remark, where it stands."""
    parts = [
        f"{guideline.source.short} {record.statement[0].lower()}{record.statement[1:]}",
        f"The recommendation is {record.strength}; the certainty of its evidence is {cards.words(record.certainty or '')}.",
    ]
    if record.condition:
        parts.append(record.condition)
    if record.remark:
        parts.append(record.remark)
    return f"{' '.join(parts)} :gray[{record.cite.locator}; {cards.CONFIRMED[record.confirmed.weakest]}]"


def show_one(rows: list[charts.Graded], clicked: str | None) -> None:
    """The chosen recommendation in full. A click on a point makes a new box, which begins with what was clicked."""
    shown = {row.recommendation.id: row for row in sorted(rows, key=lambda row: row.recommendation.number)}
    chosen = st.selectbox(
        "Recommendation",
        list(shown),
        index=list(shown).index(clicked) if clicked in shown else None,
        format_func=lambda record: name(shown[record]),
        key=f"certainty_record_{clicked}",
        placeholder="Choose one, or a point in the picture",
    )
    if chosen:
        row = shown[chosen]
        st.markdown(detail(row))
        if knowledge.cautions_about[row.treatment.id]:
            st.markdown(cautions(row.treatment, in_full=st.toggle("Cautions in full", key="certainty_cautions")))


def name(row: charts.Graded) -> str:
    record = row.recommendation
    who = next(label for label, population in FILTERS.items() if population == record.population)
    return f"{record.number}. {row.treatment.name}{'' if record.population == 'adults_rls' else f' ({who})'}"


def detail(row: charts.Graded) -> str:
    """Statement, grade as printed, condition, remark, source, and how each part was confirmed."""
    record, source = row.recommendation, knowledge.sources[row.recommendation.cite.source]
    lines = [
        f"{cards.arrow(record)} {cards.grade(record, knowledge)}",
        f"**{record.statement}** As printed: {record.as_printed}.",
        f"Condition: {record.condition or 'none printed.'}",
    ]
    if record.remark:
        lines.append(f"Remark: {record.remark}")
    levels = ", ".join(f"{part} {cards.CONFIRMED[level]}" for part, level in record.confirmed.levels.items())
    lines.append(
        f"Source: {source.short}, {record.cite.locator}, [doi {source.doi}](https://doi.org/{source.doi}). "
        f":gray[{levels.capitalize()}.]"
    )
    return "\n\n".join(lines)


def cautions(treatment: Treatment, in_full: bool) -> str:
    """Every caution about a treatment, each with its source; `in_full` adds what each says."""
    found = knowledge.cautions_about[treatment.id]
    lines = [
        f"**Cautions about {in_a_sentence(treatment.name)}: {len(found)}.** One that names a situation counts only there.\n"
    ]
    for caution in found:
        short = f"{caution.short[0].upper()}{caution.short[1:]}."
        said = f"**{short}** {caution.statement}" if in_full else short
        lines.append(f"- {said} {cards.source_line(caution.cite, caution.confirmed, knowledge)}")
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
    source = cards.source_line(grade.cite, grade.confirmed, knowledge)
    return f"- **{grade.printed.capitalize()}.** {grade.says} *Its limits:* {grade.does_not_say} {source}"


page()
