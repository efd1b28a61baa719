"""Claims audit: every statement of the two AI-written articles that the project started from, and what the sources say."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from pages.components import frame
from pages.components.cards import CONFIRMED, plain
from pages.components.marks import label_text
from pages.components.reference import work_link
from rls_logic.content.history import Claim
from rls_logic.content.vocabulary import Verdict

knowledge = frame.knowledge()

A_PAGE = 11
TEXT_WIDTH = 960
# Worst first. Icon and word carry the verdict, colour only repeats it.
BADGES = {
    Verdict.CONTRADICTED: ":red-badge[:material/cancel: contradicted]",
    Verdict.OUTDATED: ":orange-badge[:material/history: outdated]",
    Verdict.SIMPLIFIED: ":blue-badge[:material/contrast: simplified]",
    Verdict.UNSUPPORTED: ":gray-badge[:material/help: unsupported]",
    Verdict.SUPPORTED: ":green-badge[:material/check_circle: supported]",
}
MEANS = {
    Verdict.CONTRADICTED: "the sources say otherwise",
    Verdict.OUTDATED: "it was so once",
    Verdict.SIMPLIFIED: "right in direction, wrong or silent on something that matters",
    Verdict.UNSUPPORTED: "no source was found that says so",
    Verdict.SUPPORTED: "the sources say the same",
}
ARTICLES = {"management": "Management article", "exercise": "Exercise article"}
LOOKS = {"management": ("#0b7285", ""), "exercise": ("#8a949b", "/")}
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
            f"- **{ARTICLES[a.id]}** “{plain(a.title)}”, {plain(a.publisher)}, {a.dated}. {plain(a.note)}"
            for a in (knowledge.articles[article] for article in ARTICLES)
        ),
        width=TEXT_WIDTH,
    )
    left, right = st.columns([1, 1.6], gap="large")
    with left:
        claims, verdicts = choose()
    with right:
        show_counts(claims)
    show_list([claim for claim in claims if not verdicts or claim.verdict in verdicts])


def choose() -> tuple[list[Claim], list[Verdict]]:
    """The claims of the chosen article and treatment, and the verdicts to list."""
    article = st.segmented_control(
        "Article", list(ARTICLES), format_func=lambda a: label_text(ARTICLES[a]), key="claims_article"
    )
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
    verdicts = st.pills(
        "Verdict",
        list(BADGES),
        selection_mode="multi",
        format_func=label_text,
        key="claims_verdict",
        wrap=True,
    )
    claims = [
        claim
        for claim in knowledge.claims
        if article in (None, claim.article) and (treatment is None or treatment in claim.treatments)
    ]
    return claims, list(verdicts)


def show_counts(claims: Sequence[Claim]) -> None:
    """How many of each verdict, as a sentence, a picture and a table."""
    figure, finding, table = verdict_chart(claims)
    st.markdown(f"**{finding}**")
    if not claims:
        return
    st.plotly_chart(figure, config={"displayModeBar": False}, alt=finding, key="claims_chart")
    counts = st.expander("The counts as a table, and what the verdicts mean", on_change="rerun", key="claims_counts")
    if counts.open:
        counts.table(table, hide_index=True, border="horizontal", alt="Statements by verdict and article")
        counts.markdown("\n".join(f"- **{verdict}**: {means}" for verdict, means in MEANS.items()))


def verdict_chart(claims: Sequence[Claim]) -> tuple[go.Figure, str, pd.DataFrame]:
    """Statements by verdict, the two articles apart by pattern; the figure, its finding and its table."""
    count = Counter((claim.article, claim.verdict) for claim in claims)
    total = Counter(claim.verdict for claim in claims)
    articles = [article for article in ARTICLES if any(claim.article == article for claim in claims)]
    figure = go.Figure()
    for article in articles:
        colour, pattern = LOOKS[article]
        numbers = [count[article, verdict] for verdict in BADGES]
        figure.add_bar(
            y=list(BADGES),
            x=numbers,
            orientation="h",
            name=ARTICLES[article],
            text=[str(number or "") for number in numbers],
            textposition="outside",
            cliponaxis=False,
            marker={"color": colour, "pattern": {"shape": pattern, "solidity": 0.35}},
            hovertemplate="%{y}: %{x}<extra></extra>",
        )
    figure.update_xaxes(visible=False, fixedrange=True)
    figure.update_yaxes(autorange="reversed", fixedrange=True, automargin=True)
    figure.update_layout(
        height=90 + 42 * len(BADGES),
        margin={"l": 0, "r": 24, "t": 0, "b": 0},
        legend={"orientation": "h", "y": -0.02, "yanchor": "top", "traceorder": "normal"},
        showlegend=len(articles) > 1,
        bargap=0.25,
    )
    table = pd.DataFrame(
        {
            "Verdict": list(BADGES),
            **{ARTICLES[a].partition(" ")[0]: [count[a, verdict] for verdict in BADGES] for a in articles},
            **({"Both": [total[verdict] for verdict in BADGES]} if len(articles) > 1 else {}),
        }
    )
    return figure, finding(total), table


def finding(total: Counter[Verdict]) -> str:
    if not total:
        return "No statement is about this."
    said = [f"{total[verdict]} {verdict}" for verdict in reversed(BADGES) if total[verdict]]
    listed = f"{', '.join(said[:-1])} and {said[-1]}" if len(said) > 1 else said[0]
    return f"Of {total.total()} statements: {listed}." if total.total() > 1 else f"One statement: {said[0][2:]}."


def show_list(claims: Sequence[Claim]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        order = st.segmented_control(
            "Order", ORDERS, default=ORDERS[0], required=True, format_func=label_text, key="claims_order"
        )
        st.download_button(
            "These as CSV",
            rows(claims).to_csv(index=False),
            "claims_audit.csv",
            "text/csv",
            on_click="ignore",
            icon=":material/download:",
        )
    if not claims:
        st.info("No statement fits. Choose another verdict, article or treatment.", icon=":material/search_off:")
        return
    worst, articles = list(BADGES), list(ARTICLES)
    shown = sorted(
        claims,
        key=lambda c: (worst.index(c.verdict) if order == ORDERS[0] else 0, articles.index(c.article), c.number),
    )
    pages = -(-len(shown) // A_PAGE)
    st.markdown(f"**{len(shown)} {'statement' if len(shown) == 1 else 'statements'}**")
    number = st.pagination(pages, key=f"claims_page_{shown[0].id}_{len(shown)}") if pages > 1 else 1
    for claim in shown[(number - 1) * A_PAGE : number * A_PAGE]:
        st.markdown(paragraph(claim), width=TEXT_WIDTH)


def paragraph(claim: Claim) -> str:
    cites = f"It cites {plain(claim.cites)}." if claim.cites else "It gives no reference."
    found = "; ".join(
        f"{plain(knowledge.sources[cite.source].short)}, {plain(cite.locator)} {work_link(knowledge.sources[cite.source])}".rstrip()
        for cite in claim.evidence
    )
    return "  \n".join(
        [
            f"{BADGES[claim.verdict]} **{plain(claim.statement)}**",
            f":gray[{ARTICLES[claim.article]}, {claim.id.upper()}. {cites}]",
            plain(claim.reason),
            f"*Why it matters:* {plain(claim.matters)}",
            f":gray[Sources:] {found or 'none found'} :gray[({CONFIRMED[claim.confirmed]})]",
        ]
    )


def rows(claims: Sequence[Claim]) -> pd.DataFrame:
    cited = [[(knowledge.sources[cite.source], cite.locator) for cite in claim.evidence] for claim in claims]
    return pd.DataFrame(
        {
            "id": [claim.id for claim in claims],
            "article": [ARTICLES[claim.article] for claim in claims],
            "statement": [claim.statement for claim in claims],
            "article_cites": [claim.cites or "no reference" for claim in claims],
            "verdict": [claim.verdict.value for claim in claims],
            "reason": [claim.reason for claim in claims],
            "why_it_matters": [claim.matters for claim in claims],
            "treatments": ["; ".join(knowledge.treatments[t].name for t in claim.treatments) for claim in claims],
            "sources": ["; ".join(f"{s.short}, {where}" for s, where in every) or "none found" for every in cited],
            "links": ["; ".join(dict.fromkeys(s.doi or s.pmid or "" for s, _ in every)).strip("; ") for every in cited],
            "confirmed": [claim.confirmed.value for claim in claims],
        }
    )


page()
