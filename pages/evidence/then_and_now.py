"""Then and now: what each source says of each treatment, in order of year, and why it changed."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from pages.components import cards, frame, positions
from pages.components.marks import label_text
from rls_logic.content.shapes import Caution, Guidance, Treatment
from rls_logic.content.vocabulary import Change, Nothing, Population, Voice
from rls_logic.years import History, Position, history_of, in_time_order, matrix

knowledge = frame.knowledge()
POPULATION_OF = {label: population for population, label in positions.POPULATIONS.items()}
# The sources that speak of most treatments; the rest are one click away, or the matrix would not fit a screen.
BROAD = ("aasm_2012", "efns_2012", "aan_2016", "mds_irlssg_2018", "mayo_2021", "german_s2k_2022", "aasm_2025")
STORY = ("pramipexole", "gabapentin", "ferric_carboxymaltose", "pregabalin", "cabergoline", "opioids")
VIEWS = ("Matrix", "List", "Shift chart")


def page() -> None:
    st.title("Then and now", anchor=False)
    st.markdown(
        "What each source says of each treatment, in order of year. Directions are lined up; grades stay as each source "
        "prints them and are never translated. Older advice is history here, not advice."
    )
    show_sources()
    st.markdown("## One treatment through the years")
    show_card()
    ungraded = st.expander("Said without a grade, source by source", key="ungraded", on_change="rerun")
    if ungraded.open:
        ungraded.markdown("\n\n".join(said_without_a_grade(source) for source in in_time_order(knowledge)))


@st.fragment
def show_sources() -> None:
    """Every treatment, filtered: on its own, so that a filter does not draw the card below again."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        chosen = st.segmented_control(
            "Population", list(POPULATION_OF), default="Adults", format_func=label_text, required=True, wrap=True
        )
        classes = {c.label: c.id for c in knowledge.treatment_classes.values()}
        every = lines_of(POPULATION_OF[chosen])
        present = {c for line in every for c in line.treatment.classes}
        group = st.selectbox(
            "Class",
            [label for label, c in classes.items() if c in present],
            index=None,
            placeholder="all classes",
            width=220,
        )
        changed = st.toggle("Only what changed")
        view = st.segmented_control("View", VIEWS, default="Matrix", format_func=label_text, required=True)
    lines = [
        line
        for line in every
        if (not group or classes[group] in line.treatment.classes) and (not changed or line.change is not Change.NONE)
    ]
    if not lines:
        st.info("No treatment fits these filters. Choose another class, or turn off “Only what changed”.")
    elif view == "Matrix":
        show_matrix(lines)
    elif view == "List":
        show_list(lines)
    else:
        show_shift(lines)


@st.cache_resource(show_spinner=False)
def lines_of(population: Population) -> tuple[History, ...]:
    """Content only: no patient is in it."""
    return matrix(knowledge, population)


def said_without_a_grade(source: Guidance) -> str:
    """What a source says beside its graded lines: how augmentation is met, who is tested for iron, what was not read."""
    lines = [
        f"- {said.statement} {cards.source_line(said.cite, said.confirmed, knowledge)}" for said in source.good_practice
    ]
    return f"**{source.source.short}**\n\n" + (
        "\n".join(lines) or "Nothing was read, or nothing stands beside its graded lines."
    )


def show_matrix(lines: Sequence[History]) -> None:
    speaking = positions.speaking(knowledge, lines)
    broad = [source for source in speaking if source.source.id in BROAD]
    rest = len(speaking) - len(broad)
    wide = rest > 0 and st.toggle(f"Show the {rest} other sources, each on fewer treatments")
    sources = speaking if wide or not broad else broad
    st.caption(
        "Silent: the source was read whole and says nothing. Not established here: it was not read whole, or the cell is not "
        "confirmed. Not its topic: the source is about something else."
    )
    positions.show_table(
        {"Treatment": [f"**{line.treatment.short}**" for line in lines]}
        | {positions.heading(source): cells(lines, source, positions.cell) for source in sources}
        | {"Since then": [positions.CHANGE[line.change] for line in lines]}
    )
    st.download_button(
        "Download as CSV",
        lambda: plain_table(lines, speaking).to_csv(index=False),
        "then_and_now.csv",
        "text/csv",
        icon=":material/download:",
    )


def cells(lines: Sequence[History], source: Guidance, words: Callable[[Position], str]) -> list[str]:
    return [words(next(p for p in line.positions if p.guidance is source)) for line in lines]


def plain_table(lines: Sequence[History], sources: Sequence[Guidance]) -> pd.DataFrame:
    return pd.DataFrame(
        {"Treatment": [line.treatment.name for line in lines]}
        | {source.source.short: cells(lines, source, positions.plain_cell) for source in sources}
        | {"Since then": [positions.CHANGE[line.change] for line in lines]}
    )


def show_list(lines: Sequence[History]) -> None:
    """The same as the matrix, one treatment a paragraph: for a phone, a reader aloud, and print."""
    said = []
    for line in lines:
        spoken = [f"{p.guidance.source.short}: {positions.cell(p)}" for p in line.positions if p.established]
        said.append(f"**{line.treatment.name}**: {positions.CHANGE[line.change].lower()}  \n" + "  \n".join(spoken))
    st.markdown("\n\n".join(said))


def show_shift(lines: Sequence[History]) -> None:
    names = {line.treatment.name: line for line in lines}
    story = [line.treatment.name for line in lines if line.treatment.id in STORY] or list(names)[: positions.MOST_LINES]
    chosen = st.multiselect(
        f"Treatments, at most {positions.MOST_LINES}",
        list(names),
        default=story,
        max_selections=positions.MOST_LINES,
        format_func=lambda name: names[name].treatment.short,  # a full name is cut off on a phone
        filter_mode="contains",
        select_all=False,
        key=f"shift_{len(lines)}_{lines[0].treatment.id}",
    )
    drawn = [names[name] for name in chosen]
    if not drawn:
        st.info("Choose a treatment to draw its line.")
        return
    sources = positions.speaking(knowledge, drawn)
    figure, finding, rows = positions.shift_chart(drawn, sources)
    st.markdown(f"**{finding}**")
    st.plotly_chart(figure, config={"displayModeBar": False}, alt=finding, key="shift_chart")
    st.caption(
        "Height is direction, never strength: grades stand in the table as printed. A source that is silent, or not established "
        "here, has no point and the line runs past it; a hollow mark is a conclusion that it works, not advice. Lines are set apart a little so that none hides another."
    )
    st.table(
        rows.set_index("Treatment").T.reset_index(names="Source"),
        hide_index=True,
        border="horizontal",
        alt="The same as a table",
    )
    st.download_button("Download as CSV", rows.to_csv(index=False), "shift.csv", "text/csv", icon=":material/download:")


@st.fragment
def show_card() -> None:
    asked = knowledge.treatments.get(st.query_params.get("treatment", ""), knowledge.treatments[STORY[0]])
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        chosen = st.segmented_control(
            "For", list(POPULATION_OF), default="Adults", format_func=label_text, required=True
        )
        every = {line.treatment.name: line.treatment for line in lines_of(POPULATION_OF[chosen])}
        first = list(every).index(asked.name) if asked.name in every else 0
        name = st.selectbox("Treatment", list(every), index=first, filter_mode="contains")
    show_treatment(every[name], POPULATION_OF[chosen])


def show_treatment(treatment: Treatment, population: Population) -> None:
    line = history_of(treatment, population, knowledge)
    main = line.main
    left, right = st.columns([1, 1.5], gap="large")
    with left, st.container(border=True):
        st.markdown(f"**AASM 2025, now**  \n{positions.cell(main)}" + records(main))
    with left:
        st.markdown(why(line))
        if today := knowledge.cautions_about[treatment.id]:
            more = st.expander("Today's cautions", key="todays_cautions", on_change="rerun")
            if more.open:
                more.markdown("\n".join(caution_line(caution) for caution in today))
    with right:
        rows = [p for p in line.positions if p.guidance.voice is not Voice.MAIN and (p.established or p.also)]
        st.markdown("\n\n".join(beside(p, line) for p in rows) or "No other source here speaks of it.")
        silent = [
            p.guidance.source.short
            for p in line.positions
            if p.said is Nothing.SILENT and p.guidance.voice is not Voice.MAIN
        ]
        unknown = [p.guidance.source.short for p in line.positions if p.said is Nothing.NOT_ESTABLISHED]
        rest = [f"Silent: {', '.join(silent)}."] if silent else []
        rest += [f"Not established here: {', '.join(unknown)}."] if unknown else []
        if rest:
            st.caption(" ".join(rest))


def caution_line(caution: Caution) -> str:
    source = cards.source_line(caution.cite, caution.confirmed, knowledge)
    return f"- **{caution.short}** {caution.statement} {source}"


def records(position: Position) -> str:
    return "".join(f"\n\n{positions.record_lines(record, knowledge)}" for record in position.records)


def why(line: History) -> str:
    said = [f"**{positions.CHANGE[line.change]}.**" + (f" {line.shift.changed}" if line.shift else "")]
    if line.shift:
        said.append(
            "**Why** :gray[(each fact has its source; that it moved the grade is our reading, unless the source gives it as the reason)]"
        )
        said.append(
            "\n".join(
                f"- **{positions.REASON[reason.kind]}.** {reason.statement} "
                f"{cards.source_line(reason.cite, reason.confirmed, knowledge)}"
                for reason in line.shift.reasons
            )
        )
    elif line.change is not Change.NONE:
        said.append("Why it changed is not established here.")
    if line.disagreeing_today:
        said.append("**Who disagrees today**")
        said.append("\n".join(f"- {p.guidance.source.short}: {positions.cell(p)}" for p in line.disagreeing_today))
    else:
        said.append("No source here disagrees today.")
    return "\n\n".join(said)


def beside(position: Position, line: History) -> str:
    """One source's position, and how it stands to AASM 2025."""
    source = position.guidance.source
    today = ", speaks today" if position.guidance.voice is Voice.TODAY else ""
    mark = " :orange-badge[differs from AASM 2025]" if position in (*line.differing, *line.disagreeing_today) else ""
    said = f"**{source.short}{today}** {positions.cell(position)}{mark}" + records(position)
    if position.also:
        said += "\n\n" + "\n".join(positions.also_line(record, knowledge) for record in position.also)
    return said


page()
