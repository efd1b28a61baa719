"""Augmentation: the short-term benefit beside the long-term harm, why that turned the guideline, and every rate."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from pages.components import cards, frame
from pages.components import chart_effects as chart
from pages.components.marks import label_text
from rls_logic.content.effects import PERCENT, Note
from rls_logic.content.vocabulary import SourceKind
from rls_logic.estimates import augmentation_rates

knowledge = frame.knowledge()
effects = knowledge.effects
notes = {note.id: note for note in knowledge.effect_notes.on("augmentation")}
rates = augmentation_rates(effects)

READING_WIDTH = 860
ELSEWHERE = ("augmentation-what", "augmentation-picture")
CAVEATS = ("augmentation-not-comparable", "augmentation-definitions")


def page() -> None:
    st.title("Augmentation", anchor=False)
    st.markdown(f":primary[:material/info:] {said(notes['augmentation-what'])}", width=READING_WIDTH)
    show_both()
    show_why()
    show_rates()


@st.cache_resource(show_spinner=False)
def both() -> tuple[go.Figure, go.Figure, str, pd.DataFrame]:
    picked = [e for e in effects if e.headline and e.outcome == "irls"]
    return chart.benefit_and_harm(picked, rates, knowledge)


@st.cache_resource(show_spinner=False)
def every_rate() -> tuple[go.Figure, str, pd.DataFrame]:
    return chart.rates_chart(rates, knowledge)


def said(note: Note) -> str:
    source = (
        f":gray[{cards.CONFIRMED[note.confirmed]}]"
        if knowledge.sources[note.cite.source].kind is SourceKind.OURS
        else ""
    )
    return f"**{note.short}.** {note.statement} {source or cards.source_line(note.cite, note.confirmed, knowledge)}"


@st.fragment
def show_both() -> None:
    st.markdown("## Short-term benefit beside long-term harm", anchors=False)
    benefit, harm, finding, table = both()
    st.markdown(f"**{finding}**")
    view = segmented("Show the two panels as", ("Picture", "Table"))
    if view == "Picture":
        with st.container(border=True):
            left, right = st.columns(2, gap="large")
            left.markdown("**Short term: how much better than placebo**")
            left.plotly_chart(benefit, config={"displayModeBar": False}, alt=f"Short term. {finding}")
            right.markdown("**Longer term: how many augmented**")
            right.plotly_chart(harm, config={"displayModeBar": False}, alt=f"Longer term. {finding}")
    else:
        st.table(table, hide_index=True, border="horizontal", alt="The same figures as a table")
    picture = notes["augmentation-picture"]
    st.caption(f"{picture.short}. {picture.statement}")
    download(table, "benefit_and_harm.csv")


def segmented(label: str, options: tuple[str, ...]) -> str:
    return st.segmented_control(
        label,
        options,
        default=options[0],
        required=True,
        format_func=label_text,
        label_visibility="collapsed",
        wrap=True,
    )


def download(table: pd.DataFrame, name: str) -> None:
    st.download_button(
        "Download as CSV",
        lambda: str(table.to_csv(index=False)),
        file_name=name,
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        key=name,
    )


def show_why() -> None:
    st.markdown("## Why it turned the guideline", anchors=False)
    lines = [f"- {said(note)}" for name, note in notes.items() if name not in (*CAVEATS, *ELSEWHERE)]
    record = next(r for r in knowledge.main.recommendations if r.treatment == "pramipexole" and r.remark)
    source = cards.source_line(record.cite, record.confirmed.condition, knowledge)
    lines.append(f"- **What the guideline still allows.** {record.remark} {source}")
    st.markdown("\n".join(lines), width=READING_WIDTH)
    st.page_link(
        "pages/evidence/then_and_now.py", label="Then and now: what each source said", icon=":material/history:"
    )


@st.fragment
def show_rates() -> None:
    st.markdown("## Every rate, with its follow-up", anchors=False)
    st.markdown("\n".join(f"- {said(notes[name])}" for name in CAVEATS), width=READING_WIDTH)
    figure, finding, table = every_rate()
    st.markdown(f"**{finding}**")
    view = segmented("Show the rates as", ("Picture", "Table"))
    if view == "Picture":
        st.plotly_chart(figure, config={"displayModeBar": False}, alt=finding)
    else:
        st.table(table, hide_index=True, border="horizontal", alt="The same rates as a table")
    download(table, "augmentation_rates.csv")
    others = [e for e in effects if e.outcome == "augmentation" and PERCENT not in (e.unit, e.values_unit)]
    lines = [
        f"- **{e.arm}.** {', '.join(filter(None, (chart.result(e), e.detail)))}; {chart.followed(e)}. {e.note or ''} "
        f":gray[{chart.confirmed(e)}:] {chart.cited(e)}"
        for e in others
    ]
    st.markdown("### Rates a year, time to onset, and results in words", anchors=False)
    st.markdown("\n".join(lines), width=READING_WIDTH)


page()
