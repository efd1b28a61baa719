"""Timeline: how trials, safety signals and guidance moved, one year after another, for a lecture or alone."""

from collections.abc import Mapping, Sequence

import streamlit as st

from pages.components import frame, lecture, parts
from pages.components.charts.timeline import timeline_chart
from pages.components.events import headlines, in_full, numbered
from rls_logic.content.history import Event
from rls_logic.lessons.timeline import about_any, of_year, years_with_events

knowledge = frame.knowledge()
events = knowledge.events
FIRST, LAST = events[0].year, events[-1].year
EVERYTHING = "All treatments"
YEAR = "timeline_year"


def choices() -> Mapping[str, tuple[str, ...]]:
    """What the filter offers, as treatment ids: classes of which several members have events, then each treatment."""
    with_events = [t for t in knowledge.treatments.values() if about_any(events, [t.id], knowledge)]
    named = {treatment for event in events for treatment in event.about.treatments}
    members = {
        group.label: tuple(t.id for t in with_events if group.id in t.classes)
        for group in knowledge.treatment_classes.values()
    }
    some = {label: ids for label, ids in sorted(members.items()) if 1 < len(ids) <= len(with_events) / 2}
    return some | {
        t.name: (t.id,)
        for t in sorted(knowledge.treatments.values(), key=lambda t: t.name)
        if t.ask_if_taken or t.id in named
    }


@frame.fragment
def lesson() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "About", [EVERYTHING, *offered], key=lecture.key("timeline_about"), width=340, persist_state="session"
        )
        large = lecture.projector()
    found = about_any(events, offered[chosen], knowledge) if chosen in offered else events
    if not found:
        st.info(f"No dated event about {chosen} is established here. That speaks neither for nor against it.")
        return
    year = show_steps(years_with_events(found), large)
    chart = timeline_chart(found, year, (FIRST, LAST), knowledge, large)
    if not large:
        st.markdown(chart.finding)
    left, right = st.columns([1, 1] if large else [3, 2], gap="medium")
    with left:
        parts.figure(chart, key="timeline_chart")
    with right:
        show_year(of_year(found, year), year, large)
    as_text = st.expander("The same as text", key=lecture.key("timeline_text"), on_change="rerun")
    if as_text.open:
        with as_text:
            parts.download("Download as CSV", chart.table, "rls_timeline.csv")
            st.markdown(in_full([e for e in found if e.year <= year], knowledge), anchors=False)


def show_steps(years: Sequence[int], large: bool) -> int:
    """Start, Back and Next go from one year with events to another; the list goes to any year."""
    year = lecture.at(YEAR, LAST)
    earlier, later = [y for y in years if y < year], [y for y in years if y > year]
    with st.container(horizontal=True, vertical_alignment="center"):
        for label, to, on_key in (
            ("Start", earlier[:1], "Home"),
            ("Back", earlier[-1:], "PageUp"),
            ("Next", later[:1], "PageDown"),
        ):
            steps = {YEAR: to[0]} if to else {}
            lecture.step(label, f"timeline_{label}", steps, on_key if large else None, disabled=not to)
        return st.selectbox(
            "Year",
            range(FIRST, LAST + 1),
            key=lecture.key(YEAR),
            label_visibility="collapsed",
            width=110,
            persist_state="session",
        )


def show_year(current: Sequence[Event], year: int, large: bool) -> None:
    """One year's events, numbered as on the chart: in full, or in large type."""
    if not current:
        st.markdown(f"No dated event here in {year}. Back and Next go to years that have one.")
    elif large:
        st.markdown(headlines(current, knowledge), anchors=False)
    else:
        st.markdown(numbered(current, knowledge))


st.title("Timeline", anchor=False)
offered = choices()
lesson()
