"""Timeline: how trials, safety signals and guidance moved, one year after another, for a lecture or alone."""

from collections.abc import Mapping, Sequence

import streamlit as st

from pages.components import chart_timeline, frame, slide, stepper
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


@st.fragment
def lesson() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "About", [EVERYTHING, *offered], key=stepper.key("timeline_about"), width=340, persist_state="session"
        )
        large = slide.toggle(stepper.key("large"))
    found = about_any(events, offered[chosen], knowledge) if chosen in offered else events
    if not found:
        st.info(f"No dated event about {chosen} is established here. That speaks neither for nor against it.")
        return
    year = show_steps(years_with_events(found), large)
    current = of_year(found, year)
    figure, finding, rows = chart_timeline.timeline_chart(found, year, (FIRST, LAST), knowledge, large)
    if not large:
        st.markdown(finding)
    chart, text = st.columns([1, 1] if large else [3, 2], gap="medium")
    chart.plotly_chart(figure, config={"displayModeBar": False}, alt=finding, key="timeline_chart")
    if not current:
        text.markdown(f"No dated event here in {year}. Back and Next go to years that have one.")
    elif large:
        text.markdown(chart_timeline.headlines(current, knowledge), anchors=False)
    else:
        text.markdown(chart_timeline.numbered(current, knowledge))
    as_text = st.expander("The same as text", key=stepper.key("timeline_text"), on_change="rerun")
    if as_text.open:
        with as_text:
            st.download_button("Download as CSV", rows.to_csv(index=False), "rls_timeline.csv", "text/csv")
            st.markdown(chart_timeline.listed([e for e in found if e.year <= year], knowledge), anchors=False)


def show_steps(years: Sequence[int], large: bool) -> int:
    """Start, Back and Next go from one year with events to another; the list goes to any year."""
    year = stepper.at(YEAR, LAST)
    earlier, later = [y for y in years if y < year], [y for y in years if y > year]
    with st.container(horizontal=True, vertical_alignment="center"):
        for label, to, shortcut in (
            ("Start", earlier[:1], "Home"),
            ("Back", earlier[-1:], "PageUp"),
            ("Next", later[:1], "PageDown"),
        ):
            st.button(
                label,
                key=stepper.key(f"timeline_{label}"),
                on_click=stepper.go,
                kwargs={YEAR: to[0]} if to else {},
                disabled=not to,
                shortcut=shortcut if large else None,  # the keys of a presenter's remote; else they scroll the page
            )
        return st.selectbox(
            "Year",
            range(FIRST, LAST + 1),
            key=stepper.key(YEAR),
            label_visibility="collapsed",
            width=110,
            persist_state="session",
        )


st.title("Timeline", anchor=False)
offered = choices()
lesson()
