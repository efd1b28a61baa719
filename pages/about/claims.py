"""Claims audit: every statement of the two AI-written articles that the project started from, and what the sources say."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from pages.components import claims, frame, parts
from pages.components.cards import plain
from pages.components.charts.verdicts import verdict_chart
from pages.components.claims import WORST_FIRST
from rls_logic.content.history import Claim
from rls_logic.content.vocabulary import Verdict
from rls_logic.content.words import plural

knowledge = frame.knowledge()

A_PAGE = 11
TEXT_WIDTH = 960
ARTICLES = tuple(knowledge.articles)
ORDERS = ("Worst first", "As in the article")


def page() -> None:
    st.title("Claims audit", anchor=False)
    st.markdown(
        "The project started from two articles that an AI wrote. Every factual statement in them, in our words, was looked up. "
        "The articles are audited here and are never a source: no grade, direction, threshold or dose comes from them.",
        width=TEXT_WIDTH,
    )
    st.markdown(
        "\n".join(
            f"- **{a.label}** “{plain(a.title)}”, {plain(a.publisher)}, {a.dated}. {plain(a.note)}"
            for a in (knowledge.articles[article] for article in ARTICLES)
        ),
        width=TEXT_WIDTH,
    )
    left, right = st.columns([1, 1.6], gap="large")
    with left:
        chosen, verdicts = choose()
    with right:
        show_counts(chosen)
    show_list([claim for claim in chosen if not verdicts or claim.verdict in verdicts])


def choose() -> tuple[list[Claim], list[Verdict]]:
    """The claims of the chosen article and treatment, and the verdicts to list."""
    article = parts.segmented_or_none("Article", ARTICLES, lambda a: knowledge.articles[a].label, key="claims_article")
    about = Counter(treatment for claim in knowledge.claims for treatment in claim.treatments)
    treatment = st.selectbox(
        "Treatment",
        sorted(about, key=lambda t: knowledge.treatments[t].name),
        index=None,
        format_func=lambda t: f"{knowledge.treatments[t].name} ({about[t]})",
        placeholder="all treatments",
        filter_mode="contains",
        key="claims_treatment",
    )
    verdicts = parts.pills("Verdict", WORST_FIRST, knowledge.word, key="claims_verdict")
    found = [
        claim
        for claim in knowledge.claims
        if article in (None, claim.article) and (treatment is None or treatment in claim.treatments)
    ]
    return found, verdicts


def show_counts(chosen: Sequence[Claim]) -> None:
    """How many of each verdict, as a sentence, a picture and a table."""
    chart = verdict_chart(chosen, ARTICLES, knowledge)
    st.markdown(f"**{chart.finding}**")
    if not chosen:
        return
    parts.figure(chart, key="claims_chart")
    counts = st.expander("The counts as a table, and what the verdicts mean", on_change="rerun", key="claims_counts")
    if counts.open:
        with counts:
            parts.table(chart.table, alt="Statements by verdict and article")
            st.markdown("\n".join(f"- **{knowledge.word(v)}**: {knowledge.word(v, 'means')}" for v in WORST_FIRST))


def show_list(chosen: Sequence[Claim]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        order = parts.segmented("Order", ORDERS, key="claims_order")
        parts.download("These as CSV", lambda: claims.table(chosen, knowledge), "claims_audit.csv")
    if not chosen:
        st.info("No statement fits. Choose another verdict, article or treatment.", icon=":material/search_off:")
        return
    shown = sorted(
        chosen,
        key=lambda c: (
            WORST_FIRST.index(c.verdict) if order == ORDERS[0] else 0,
            ARTICLES.index(c.article),
            c.number,
        ),
    )
    st.markdown(f"**{plural(len(shown), 'statement')}**")
    for claim in parts.page_of(shown, A_PAGE, key=f"claims_page_{shown[0].id}_{len(shown)}"):
        st.markdown(claims.in_full(claim, knowledge), width=TEXT_WIDTH)


page()
