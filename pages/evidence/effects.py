"""Effect sizes: IRLS differences as a forest plot, results as people of 100 to show a patient, and every row."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

import streamlit as st

from pages.components import cards, frame
from pages.components import chart_effects as chart
from pages.components.marks import label_text
from rls_logic.content.effects import Effect, Note
from rls_logic.content.shapes import Threshold
from rls_logic.content.vocabulary import Family, SourceKind
from rls_logic.content.words import in_a_sentence
from rls_logic.estimates import HARMS, against_nothing_active, family, for_the_forest, of_hundred

knowledge = frame.knowledge()
effects = knowledge.effects
notes = knowledge.effect_notes
marks = chart.letters(effects)
line = notes.thresholds["irls_between_groups"]

READING_WIDTH = 860
SOURCES: dict[str, Callable[[Effect], bool]] = {
    "All": lambda _: True,
    "Pooled": lambda e: e.pooled,
    "Single trials": lambda e: not e.pooled,
    "Short list": lambda e: e.headline,
}


def page() -> None:
    st.title("Effect sizes", anchor=False)
    carried = {row for e in effects for row in e.evidence}
    lead, *_ = notes.on("effects")
    st.markdown(
        f":primary[:material/info:] **{lead.short}.** {lead.statement} Here are {len(effects)} estimates from {len(carried)} "
        f"of the {len(carried) + len(notes.left_out)} rows of our evidence file; what was left out stands at the end.",
        width=READING_WIDTH,
    )
    show_forest()
    show_people()
    show_rows()
    show_notes()


@st.fragment
def show_forest() -> None:
    st.markdown("## IRLS difference from placebo or sham", anchors=False)
    drawable = for_the_forest(effects)
    present = {family(e.treatment, knowledge) for e in drawable}
    families = [name for name in Family if name in present]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.pills(
            "Treatments",
            families,
            selection_mode="multi",
            default=families,
            format_func=lambda name: label_text(chart.family_name(name, knowledge)),
            wrap=True,
        )
        source = segmented("Rows", SOURCES)
        order = segmented("Order", ("By class", "By size"))
        view = segmented("Show as", ("Picture", "Table"))
    rows = [e for e in drawable if family(e.treatment, knowledge) in chosen and SOURCES[source](e)]
    if not rows:
        st.info("No row is left. Choose another treatment, or all rows.", icon=":material/filter_alt_off:")
        return
    figure, finding, table = chart.forest(rows, marks, line.value, knowledge, by_size=order == "By size")
    st.markdown(f"**{finding}** Never pooled: rows with the same letter may count the same people.")
    if view == "Picture":
        st.plotly_chart(figure, config={"displayModeBar": False}, alt=finding)
    else:
        st.table(table, hide_index=True, border="horizontal", alt="The same differences as a table")
    st.caption(f"{line.statement} Short list: the rows that our evidence file picks for a chart. {without_interval()}")
    download(rows, "irls_differences.csv")


def segmented(label: str, options: Iterable[str]) -> str:
    names = list(options)
    return st.segmented_control(label, names, default=names[0], required=True, format_func=label_text, wrap=True)


def without_interval() -> str:
    """What has no interval cannot be drawn; a result of no clear difference is named like any other."""
    drawn = {e.id for e in for_the_forest(effects)}
    rest = [e for e in against_nothing_active(effects) if e.id not in drawn]
    unclear = [f"{e.arm} ({e.study})" for e in rest if e.direction == "no_clear_difference"]
    return (
        f"Not drawn: {len(rest)} comparisons with placebo or sham without an interval, among them these without a clear "
        f"difference: {', '.join(unclear)}."
    )


def download(rows: Sequence[Effect], name: str) -> None:
    st.download_button(
        "Download as CSV",
        partial(chart.as_csv, rows),
        file_name=name,
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        key=name,
    )


@st.fragment
def show_people() -> None:
    st.markdown("## Out of 100 people, to show a patient", anchors=False)
    shown = [e for e in effects if of_hundred(e)]
    names = sorted({treatment_name(e) for e in shown})
    choose, picture = st.columns([1, 1.1], gap="large")
    with choose:
        name = st.selectbox("Treatment", names)
        own = {row_name(e): e for e in sorted(shown, key=lambda e: e.outcome in HARMS) if treatment_name(e) == name}
        e = own[st.radio("What happened", list(own))]
    figure, said, table = chart.icon_array(e)
    with choose:
        st.markdown(f"**{said}**")
        st.markdown("These are people in studies. Nobody can know beforehand which of the 100 a person will be.")
        st.caption(
            f"{row_name(e)}. {chart.origin(e)}. Rounded to whole people; the difference is computed by us from the "
            f"study's figures. {chart.source(e, marks)}"
        )
    with picture:
        view = segmented("Show people as", ("Picture", "Table"))
        if view == "Picture":
            st.plotly_chart(figure, config={"displayModeBar": False}, alt=said)
        else:
            st.table(table, hide_index=True, border="horizontal", alt="The same figures as a table")
        st.download_button(
            "Download as CSV",
            lambda: str(table.to_csv(index=False)),
            file_name="of_100_people.csv",
            mime="text/csv",
            on_click="ignore",
            icon=":material/download:",
            key="of_100_people",
        )


def treatment_name(e: Effect) -> str:
    known = knowledge.treatments.get(e.treatment)
    return known.name if known else knowledge.treatment_classes[e.treatment].label


def row_name(e: Effect) -> str:
    what = chart.opened_with(e.detail or chart.OUTCOME[e.outcome])
    return f"{what}: {in_a_sentence(e.arm)} against {e.comparator}, {e.study}"


@st.fragment
def show_rows() -> None:
    st.markdown("## Every row", anchors=False)
    present = {e.outcome for e in effects}
    outcomes = [name for name in chart.OUTCOME if name in present]
    chosen = st.selectbox(
        "Outcome",
        outcomes,
        format_func=lambda name: chart.OUTCOME[name],
        index=None,
        placeholder="Choose an outcome",
        width=420,
    )
    if chosen is None:
        st.caption("Choose an outcome to list its rows: results as printed, null results like any other.")
    else:
        rows = [e for e in effects if e.outcome == chosen]
        st.table(
            chart.every_row(rows, marks),
            hide_index=True,
            border="horizontal",
            alt=f"{chart.OUTCOME[chosen]}: every row",
        )
    download(effects, "effects.csv")


def show_notes() -> None:
    more = st.expander("Yardsticks, overlap, and what was left out", key="effect_notes", on_change="rerun")
    if more.open:
        lines = [f"- **{n.short}.** {n.statement} {source_of(n)}" for n in notes.on("effects")[1:]]
        lines += [f"- {t.statement} {source_of(t)}" for t in notes.thresholds.values()]
        lines += [f"- Left out: {left.what} (row {left.evidence}): {left.why}." for left in notes.left_out]
        more.markdown("\n".join(lines), width=READING_WIDTH)


def source_of(record: Note | Threshold) -> str:
    """Where a line comes from; of our own lines the place says nothing."""
    if knowledge.sources[record.cite.source].kind is SourceKind.OURS:
        return f":gray[{cards.CONFIRMED[record.confirmed]}]"
    return cards.source_line(record.cite, record.confirmed, knowledge)


page()
