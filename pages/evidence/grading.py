"""Grades, side by side: what each source's grades say and do not say. Nothing is translated."""

import streamlit as st

from pages.components import cards, cite, frame, matrix
from rls_logic.content.shapes import Grade
from rls_logic.content.vocabulary import Population
from rls_logic.years import history_of, in_time_order

knowledge = frame.knowledge()
EXAMPLE = "pramipexole"
SOURCES = ("aan_2016", "aasm_2025")


def page() -> None:
    st.title("Grades, side by side", anchor=False)
    st.markdown(
        "Each source grades in its own way and measures something else with it. A grade is shown here as printed; only the direction "
        "of advice can be lined up."
    )
    show_example()
    for guidance in in_time_order(knowledge):
        st.markdown(f"## {guidance.source.short}\n\n{guidance.grading}")
        # Lines, not a table: four columns of sentences do not fit a phone.
        st.markdown("\n".join(meaning(grade) for grade in guidance.grades))


def show_example() -> None:
    """One treatment whose grade then and advice now seem to contradict each other."""
    line = history_of(knowledge.treatments[EXAMPLE], Population.ADULTS_RLS, knowledge)
    then, now = (next(p for p in line.positions if p.guidance.source.id == source) for source in SOURCES)
    advice = knowledge.word(now.said)
    st.markdown(
        f"## How {then.as_printed} in 2016 and “{advice}” in 2025 can both be right\n\n"
        f"**{line.treatment.name}.** {then.guidance.source.short}: {matrix.cell(then, knowledge)}. "
        f"{now.guidance.source.short}: {matrix.cell(now, knowledge)}.\n\n"
        f"- **{then.guidance.source.short} grades the evidence that it works.** {then.guidance.grading}\n"
        f"- **{now.guidance.source.short} weighs benefit against harm over time.** {now.guidance.grading}\n\n"
        "The letter answers whether it works. The 2025 words answer what to do, with harm over time and the patient's values weighed "
        f"in. So there is {cards.certainty(now.records[0].certainty, knowledge)}, and the advice is still {advice}."
    )
    if line.shift:
        st.markdown(matrix.reasons(line.shift, knowledge, "Why it changed"))
    st.page_link(
        "pages/evidence/then_and_now.py",
        label=f"{line.treatment.name}, then and now",
        query_params={"treatment": EXAMPLE},
        icon=":material/history:",
    )


def meaning(grade: Grade) -> str:
    source = cite.source_line(grade.cite, grade.confirmed, knowledge)
    return f"- **{grade.printed}.** {grade.says} *Its limits:* {grade.does_not_say} {source}"


page()
