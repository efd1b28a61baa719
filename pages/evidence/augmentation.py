"""Augmentation: the short-term benefit beside the long-term harm, why that turned the guideline, and every rate."""

import streamlit as st

from pages.components import cite, estimates, frame, parts
from pages.components.charts.augmentation import benefit_and_harm, every_rate
from rls_logic.content.effects import PERCENT, Note
from rls_logic.content.vocabulary_trials import EstimateOutcome
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


def said(note: Note) -> str:
    return f"**{note.short}.** {note.statement} {cite.source_of(note.cite, note.confirmed, knowledge)}"


@frame.fragment
def show_both() -> None:
    st.markdown("## Short-term benefit beside long-term harm", anchors=False)
    picked = [e for e in effects if e.headline and e.outcome is EstimateOutcome.IRLS]
    benefit, harm = benefit_and_harm(picked, rates, knowledge)
    st.markdown(f"**{benefit.finding}**")
    if parts.segmented("Show the two panels as", parts.VIEWS, hidden=True) == parts.TABLE:
        parts.table(benefit.table, alt="The same figures as a table")
    else:
        with st.container(border=True):
            left, right = st.columns(2, gap="large")
            with left:
                st.markdown("**Short term: how much better than placebo**")
                parts.figure(benefit, alt=f"Short term. {benefit.finding}")
            with right:
                st.markdown("**Longer term: how many augmented**")
                parts.figure(harm, alt=f"Longer term. {harm.finding}")
    picture = notes["augmentation-picture"]
    st.caption(f"{picture.short}. {picture.statement}")
    parts.download("Download as CSV", benefit.table, "benefit_and_harm.csv")


def show_why() -> None:
    st.markdown("## Why it turned the guideline", anchors=False)
    lines = [f"- {said(note)}" for name, note in notes.items() if name not in (*CAVEATS, *ELSEWHERE)]
    record = next(r for r in knowledge.main.recommendations if r.treatment == "pramipexole" and r.remark)
    source = cite.source_line(record.cite, record.confirmed.condition, knowledge)
    lines.append(f"- **What the guideline still allows.** {record.remark} {source}")
    st.markdown("\n".join(lines), width=READING_WIDTH)
    st.page_link(
        "pages/evidence/then_and_now.py", label="Then and now: what each source said", icon=":material/history:"
    )


@frame.fragment
def show_rates() -> None:
    st.markdown("## Every rate, with its follow-up", anchors=False)
    st.markdown("\n".join(f"- {said(notes[name])}" for name in CAVEATS), width=READING_WIDTH)
    chart = every_rate(rates, knowledge)
    st.markdown(f"**{chart.finding}**")
    view = parts.segmented("Show the rates as", parts.VIEWS, hidden=True)
    parts.figure_or_table(chart, view, alt="The same rates as a table")
    parts.download("Download as CSV", chart.table, "augmentation_rates.csv")
    others = [
        e for e in effects if e.outcome is EstimateOutcome.AUGMENTATION and PERCENT not in (e.unit, e.values_unit)
    ]
    lines = [
        f"- **{e.arm}.** {', '.join(filter(None, (estimates.result(e, knowledge), e.detail)))}; {estimates.followed(e)}. "
        f"{e.note or ''} :gray[{estimates.confirmed(e, knowledge)}:] {estimates.cited(e)}"
        for e in others
    ]
    st.markdown("### Rates a year, time to onset, and results in words", anchors=False)
    st.markdown("\n".join(lines), width=READING_WIDTH)


page()
