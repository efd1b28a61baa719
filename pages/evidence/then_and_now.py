"""Then and now: what each source says of each treatment, in order of year, and why it changed."""

from collections.abc import Callable, Iterable, Sequence

import pandas as pd
import streamlit as st

from pages.components import cite, frame, matrix, parts
from pages.components.charts.shifts import MOST_LINES, shift_chart
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.shapes import Caution, Guidance, Treatment
from rls_logic.content.vocabulary import Change, Nothing, Population, Voice
from rls_logic.years import History, Position, history_of, in_time_order
from rls_logic.years import matrix as lines_of

knowledge = frame.knowledge()
STORY = ("pramipexole", "gabapentin", "ferric_carboxymaltose", "pregabalin", "cabergoline", "opioids")
MATRIX, LIST, SHIFTS = VIEWS = ("Matrix", "List", "Shift chart")


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


def short(population: Population) -> str:
    return knowledge.word(population, "short")


@frame.fragment
def show_sources() -> None:
    """Every treatment, filtered: on its own, so that a filter does not draw the card below again."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        every = lines_of(knowledge, parts.segmented("Population", list(Population), short))
        present = {c for line in every for c in line.treatment.classes}
        group = st.selectbox(
            "Class",
            sorted(present),
            format_func=lambda c: knowledge.treatment_classes[c].label,
            index=None,
            placeholder="all classes",
            width=220,
        )
        changed = st.toggle("Only what changed")
        view = parts.segmented("View", VIEWS)
    lines = [
        line
        for line in every
        if (not group or group in line.treatment.classes) and (not changed or line.change is not Change.NONE)
    ]
    if not lines:
        st.info("No treatment fits these filters. Choose another class, or turn off “Only what changed”.")
        return
    {MATRIX: show_matrix, LIST: show_list, SHIFTS: show_shift}[view](lines)


def said_without_a_grade(source: Guidance) -> str:
    """What a source says beside its graded lines: how augmentation is met, who is tested for iron, what was not read."""
    lines = [
        f"- {said.statement} {cite.source_line(said.cite, said.confirmed, knowledge)}" for said in source.good_practice
    ]
    return f"**{source.source.short}**\n\n" + (
        "\n".join(lines) or "Nothing was read, or nothing stands beside its graded lines."
    )


def show_matrix(lines: Sequence[History]) -> None:
    speaking = matrix.speaking(knowledge, lines)
    broad = [source for source in speaking if "then_and_now" in source.stands_in]
    rest = len(speaking) - len(broad)
    wide = rest > 0 and st.toggle(f"Show the {rest} other sources, each on fewer treatments")
    st.caption(
        "Silent: the source was read whole and says nothing. Not established here: it was not read whole, or the cell is not "
        "confirmed. Not its topic: the source is about something else."
    )
    parts.markdown_table(
        {"Treatment": [f"**{line.treatment.short}**" for line in lines]}
        | {
            matrix.heading(source): cells(lines, source, matrix.cell)
            for source in (speaking if wide or not broad else broad)
        }
        | {"Since then": [knowledge.word(line.change) for line in lines]}
    )
    parts.download("Download as CSV", lambda: plain_table(lines, speaking), "then_and_now.csv")


def cells(lines: Iterable[History], source: Guidance, words: Callable[[Position, Knowledge], str]) -> list[str]:
    return [words(next(p for p in line.positions if p.guidance is source), knowledge) for line in lines]


def plain_table(lines: Sequence[History], sources: Iterable[Guidance]) -> pd.DataFrame:
    return pd.DataFrame(
        {"Treatment": [line.treatment.name for line in lines]}
        | {source.source.short: cells(lines, source, matrix.plain_cell) for source in sources}
        | {"Since then": [knowledge.word(line.change) for line in lines]}
    )


def show_list(lines: Sequence[History]) -> None:
    """The same as the matrix, one treatment a paragraph: for a phone, a reader aloud, and print."""
    said = []
    for line in lines:
        spoken = [f"{p.guidance.source.short}: {matrix.cell(p, knowledge)}" for p in line.positions if p.established]
        head = f"**{line.treatment.name}**: {knowledge.word(line.change).lower()}"
        said.append("  \n".join([head, *spoken]))
    st.markdown("\n\n".join(said))


def show_shift(lines: Sequence[History]) -> None:
    names = {line.treatment.name: line for line in lines}
    story = [line.treatment.name for line in lines if line.treatment.id in STORY] or list(names)[:MOST_LINES]
    chosen = st.multiselect(
        f"Treatments, at most {MOST_LINES}",
        list(names),
        default=story,
        max_selections=MOST_LINES,
        format_func=lambda name: names[name].treatment.short,  # a full name is cut off on a phone
        filter_mode="contains",
        select_all=False,
        key=f"shift_{len(lines)}_{lines[0].treatment.id}",
    )
    drawn = [names[name] for name in chosen]
    if not drawn:
        st.info("Choose a treatment to draw its line.")
        return
    chart = shift_chart(drawn, matrix.speaking(knowledge, drawn), knowledge)
    st.markdown(f"**{chart.finding}**")
    parts.figure(chart, key="shift_chart")
    st.caption(
        "Height is direction, never strength: grades stand in the table as printed. A source that is silent, or not established "
        "here, has no point and the line runs past it; a hollow mark is a conclusion that it works, not advice. Lines are set apart a little so that none hides another."
    )
    turned = chart.table.set_index("Treatment").T.reset_index(names="Source")
    parts.table(turned, alt="The same as a table")
    parts.download("Download as CSV", chart.table, "shift.csv")


@frame.fragment
def show_card() -> None:
    asked = knowledge.treatments.get(st.query_params.get("treatment", ""), knowledge.treatments[STORY[0]])
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        population = parts.segmented("For", list(Population), short)
        every = {line.treatment.name: line.treatment for line in lines_of(knowledge, population)}
        first = list(every).index(asked.name) if asked.name in every else 0
        name = st.selectbox("Treatment", list(every), index=first, filter_mode="contains")
    show_treatment(every[name], population)


def show_treatment(treatment: Treatment, population: Population) -> None:
    line = history_of(treatment, population, knowledge)
    left, right = st.columns([1, 1.5], gap="large")
    with left, st.container(border=True):
        st.markdown(f"**AASM 2025, now**  \n{matrix.cell(line.main, knowledge)}" + records(line.main))
    with left:
        st.markdown(why(line))
        show_cautions(knowledge.cautions_about[treatment.id])
    others = [p for p in line.positions if p.guidance.voice is not Voice.MAIN]
    with right:
        spoken = [beside(p, line) for p in others if p.established or p.also]
        st.markdown("\n\n".join(spoken) or "No other source here speaks of it.")
        if rest := [
            *named("Silent", Nothing.SILENT, others),
            *named("Not established here", Nothing.NOT_ESTABLISHED, line.positions),
        ]:
            st.caption(" ".join(rest))


def named(heading: str, said: Nothing, positions: Iterable[Position]) -> list[str]:
    """Which sources have this kind of nothing."""
    sources = [p.guidance.source.short for p in positions if p.said is said]
    return [f"{heading}: {', '.join(sources)}."] if sources else []


def show_cautions(cautions: Sequence[Caution]) -> None:
    if not cautions:
        return
    more = st.expander("Today's cautions", key="todays_cautions", on_change="rerun")
    if more.open:
        more.markdown(
            "\n".join(
                f"- **{c.short}** {c.statement} {cite.source_line(c.cite, c.confirmed, knowledge)}" for c in cautions
            )
        )


def records(position: Position) -> str:
    return "".join(f"\n\n{matrix.record_lines(record, knowledge)}" for record in position.records)


def why(line: History) -> str:
    said = [f"**{knowledge.word(line.change)}.**" + (f" {line.shift.changed}" if line.shift else "")]
    if line.shift:
        said.append(matrix.reasons(line.shift, knowledge, "Why"))
    elif line.change is not Change.NONE:
        said.append("Why it changed is not established here.")
    if line.disagreeing_today:
        said.append("**Who disagrees today**")
        said.append(
            "\n".join(f"- {p.guidance.source.short}: {matrix.cell(p, knowledge)}" for p in line.disagreeing_today)
        )
    else:
        said.append("No source here disagrees today.")
    return "\n\n".join(said)


def beside(position: Position, line: History) -> str:
    """One source's position, and how it stands to AASM 2025."""
    source = position.guidance.source
    today = ", speaks today" if position.guidance.voice is Voice.TODAY else ""
    mark = " :orange-badge[differs from AASM 2025]" if position in (*line.differing, *line.disagreeing_today) else ""
    said = f"**{source.short}{today}** {matrix.cell(position, knowledge)}{mark}" + records(position)
    if position.also:
        said += "\n\n" + "\n".join(matrix.also_line(record, knowledge) for record in position.also)
    return said


page()
