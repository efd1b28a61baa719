"""Effect sizes: IRLS differences as a forest plot, results as people of 100 to show a patient, and every row."""

from collections.abc import Callable

import streamlit as st

from pages.components import cite, estimates, frame, parts
from pages.components.charts.forest import forest
from pages.components.charts.people import icon_array
from rls_logic.content.effects import Effect, Note
from rls_logic.content.shapes import Threshold
from rls_logic.content.vocabulary import Family
from rls_logic.content.vocabulary_trials import EstimateDirection, EstimateOutcome
from rls_logic.content.words import capital, in_a_sentence
from rls_logic.estimates import HARMS, against_nothing_active, family, for_the_forest, of_hundred

knowledge = frame.knowledge()
effects = knowledge.effects
notes = knowledge.effect_notes
letters = estimates.overlap_letters(effects)
line = notes.thresholds["irls_between_groups"]

READING_WIDTH = 860
ROWS: dict[str, Callable[[Effect], bool]] = {
    "All": lambda _: True,
    "Pooled": lambda e: e.pooled,
    "Single trials": lambda e: not e.pooled,
    "Short list": lambda e: e.headline,
}
BY_CLASS, BY_SIZE = ORDERS = ("By class", "By size")


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


@frame.fragment
def show_forest() -> None:
    st.markdown("## IRLS difference from placebo or sham", anchors=False)
    drawable = for_the_forest(effects)
    present = {family(e.treatment, knowledge) for e in drawable}
    families = [name for name in Family if name in present]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = parts.pills("Treatments", families, knowledge.word, default=families)
        which = parts.segmented("Rows", list(ROWS))
        order = parts.segmented("Order", ORDERS)
        view = parts.segmented("Show as", parts.VIEWS)
    rows = [e for e in drawable if family(e.treatment, knowledge) in chosen and ROWS[which](e)]
    if not rows:
        st.info("No row is left. Choose another treatment, or all rows.", icon=":material/filter_alt_off:")
        return
    chart = forest(rows, letters, line.value, knowledge, by_size=order == BY_SIZE)
    st.markdown(f"**{chart.finding}** Never pooled: rows with the same letter may count the same people.")
    parts.figure_or_table(chart, view, alt="The same differences as a table")
    st.caption(f"{line.statement} Short list: the rows that our evidence file picks for a chart. {without_interval()}")
    parts.download("Download as CSV", lambda: estimates.as_printed(rows), "irls_differences.csv")


def without_interval() -> str:
    """What has no interval cannot be drawn; a result of no clear difference is named like any other."""
    drawn = {e.id for e in for_the_forest(effects)}
    rest = [e for e in against_nothing_active(effects) if e.id not in drawn]
    unclear = [f"{e.arm} ({e.study})" for e in rest if e.direction is EstimateDirection.NO_CLEAR_DIFFERENCE]
    return (
        f"Not drawn: {len(rest)} comparisons with placebo or sham without an interval, among them these without a clear "
        f"difference: {', '.join(unclear)}."
    )


@frame.fragment
def show_people() -> None:
    st.markdown("## Out of 100 people, to show a patient", anchors=False)
    shown = [e for e in effects if of_hundred(e)]
    names = sorted({treatment_name(e) for e in shown})
    choose, picture = st.columns([1, 1.1], gap="large")
    with choose:
        name = st.selectbox("Treatment", names)
        own = {row_name(e): e for e in sorted(shown, key=lambda e: e.outcome in HARMS) if treatment_name(e) == name}
        e = own[st.radio("What happened", list(own))]
        chart = icon_array(e, knowledge)
        st.markdown(f"**{chart.finding}**")
        st.markdown("These are people in studies. Nobody can know beforehand which of the 100 a person will be.")
        st.caption(
            f"{row_name(e)}. {estimates.origin(e, knowledge)}. Rounded to whole people; the difference is computed by us "
            f"from the study's figures. {estimates.source(e, letters, knowledge)}"
        )
    with picture:
        view = parts.segmented("Show people as", parts.VIEWS)
        parts.figure_or_table(chart, view, alt="The same figures as a table")
        parts.download("Download as CSV", chart.table, "of_100_people.csv")


def treatment_name(e: Effect) -> str:
    known = knowledge.treatments.get(e.treatment)
    return known.name if known else knowledge.treatment_classes[e.treatment].label


def row_name(e: Effect) -> str:
    what = capital(e.detail or knowledge.word(e.outcome))
    return f"{what}: {in_a_sentence(e.arm)} against {e.comparator}, {e.study}"


@frame.fragment
def show_rows() -> None:
    st.markdown("## Every row", anchors=False)
    present = {e.outcome for e in effects}
    chosen = st.selectbox(
        "Outcome",
        [outcome for outcome in EstimateOutcome if outcome in present],
        format_func=knowledge.word,
        index=None,
        placeholder="Choose an outcome",
        width=420,
    )
    if chosen is None:
        st.caption("Choose an outcome to list its rows: results as printed, null results like any other.")
    else:
        rows = [e for e in effects if e.outcome is chosen]
        parts.table(estimates.every_row(rows, letters, knowledge), alt=f"{knowledge.word(chosen)}: every row")
    parts.download("Download as CSV", lambda: estimates.as_printed(effects), "effects.csv")


def show_notes() -> None:
    more = st.expander("Yardsticks, overlap, and what was left out", key="effect_notes", on_change="rerun")
    if more.open:
        lines = [f"- **{note.short}.** {note.statement} {source_of(note)}" for note in notes.on("effects")[1:]]
        lines += [f"- {limit.statement} {source_of(limit)}" for limit in notes.thresholds.values()]
        lines += [f"- Left out: {left.what} (row {left.evidence}): {left.why}." for left in notes.left_out]
        more.markdown("\n".join(lines), width=READING_WIDTH)


def source_of(record: Note | Threshold) -> str:
    return cite.source_of(record.cite, record.confirmed, knowledge)


page()
