"""Grades, side by side: what each source's grades say and do not say. Nothing is translated."""

import streamlit as st

from pages.components import cards, frame, positions
from rls_logic.content.vocabulary import Population
from rls_logic.years import history_of, in_time_order

knowledge = frame.knowledge()
EXAMPLE = "pramipexole"
SOURCES = ("aan_2016", "aasm_2025")

st.title("Grades, side by side", anchor=False)
st.markdown(
    "Each source grades in its own way and measures something else with it. A grade is shown here as printed; only the direction "
    "of advice can be lined up."
)
line = history_of(knowledge.treatments[EXAMPLE], Population.ADULTS_RLS, knowledge)
then, now = (next(p for p in line.positions if p.guidance.source.id == source) for source in SOURCES)
st.markdown(
    f"## How {then.as_printed} in 2016 and “{positions.PLAIN[now.said]}” in 2025 can both be right\n\n"
    f"**{line.treatment.name}.** {then.guidance.source.short}: {positions.cell(then)}. "
    f"{now.guidance.source.short}: {positions.cell(now)}.\n\n"
    f"- **{then.guidance.source.short} grades the evidence that it works.** {then.guidance.grading}\n"
    f"- **{now.guidance.source.short} weighs benefit against harm over time.** {now.guidance.grading}\n\n"
    "The letter answers whether it works. The 2025 words answer what to do, with harm over time and the patient's values weighed "
    f"in. So there is {cards.certainty(now.records[0].certainty, knowledge)}, and the advice is still {positions.PLAIN[now.said]}."
)
if line.shift:
    st.markdown(
        "**Why it changed** :gray[(each fact has its source; that it moved the grade is our reading, unless the source gives it "
        "as the reason)]\n\n"
        + "\n".join(
            f"- **{positions.REASON[reason.kind]}.** {reason.statement} {cards.source_line(reason.cite, reason.confirmed, knowledge)}"
            for reason in line.shift.reasons
        )
    )
st.page_link(
    "pages/evidence/then_and_now.py",
    label=f"{line.treatment.name}, then and now",
    query_params={"treatment": EXAMPLE},
    icon=":material/history:",
)
for guidance in in_time_order(knowledge):
    st.markdown(f"## {guidance.source.short}\n\n{guidance.grading}")
    # Lines, not a table: four columns of sentences do not fit a phone.
    st.markdown(
        "\n".join(
            f"- **{grade.printed}.** {grade.says} *Its limits:* {grade.does_not_say} "
            f"{cards.source_line(grade.cite, grade.confirmed, knowledge)}"
            for grade in guidance.grades
        )
    )
