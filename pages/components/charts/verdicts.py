"""Audited statements by verdict, the articles apart by pattern."""

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from pages.components.charts.base import Chart
from pages.components.claims import WORST_FIRST
from pages.components.marks import ARTICLES
from rls_logic.content.history import Claim
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.vocabulary import Verdict
from rls_logic.content.words import listed

PATTERNS = ("", "/")


def verdict_chart(claims: Sequence[Claim], articles: Sequence[str], knowledge: Knowledge) -> Chart:
    """`articles`: all of them, in their order; those without a statement here are left out."""
    count = Counter((claim.article, claim.verdict) for claim in claims)
    total = Counter(claim.verdict for claim in claims)
    looks = dict(zip(articles, zip(ARTICLES, PATTERNS, strict=True), strict=True))
    shown = {
        article: [count[article, verdict] for verdict in WORST_FIRST]
        for article in articles
        if any(claim.article == article for claim in claims)
    }
    words = [knowledge.word(verdict) for verdict in WORST_FIRST]
    figure = go.Figure()
    for article, numbers in shown.items():
        colour, pattern = looks[article]
        figure.add_bar(
            y=words,
            x=numbers,
            orientation="h",
            name=knowledge.articles[article].label,
            text=[str(number or "") for number in numbers],
            textposition="outside",
            cliponaxis=False,
            marker={"color": colour, "pattern": {"shape": pattern, "solidity": 0.35}},
            hovertemplate="%{y}: %{x}<extra></extra>",
        )
    figure.update_xaxes(visible=False, fixedrange=True)
    figure.update_yaxes(autorange="reversed", fixedrange=True, automargin=True)
    figure.update_layout(
        height=90 + 42 * len(words),
        margin={"l": 0, "r": 24, "t": 0, "b": 0},
        legend={"orientation": "h", "y": -0.02, "yanchor": "top", "traceorder": "normal"},
        showlegend=len(shown) > 1,
        bargap=0.25,
    )
    columns: dict[str, list[str] | list[int]] = {"Verdict": words}
    columns |= {knowledge.articles[article].label.partition(" ")[0]: numbers for article, numbers in shown.items()}
    if len(shown) > 1:
        columns["Both"] = [total[verdict] for verdict in WORST_FIRST]
    return Chart(figure, finding(total, knowledge), pd.DataFrame(columns))


def finding(total: Mapping[Verdict, int], knowledge: Knowledge) -> str:
    number = sum(total.values())
    said = [(total[verdict], knowledge.word(verdict)) for verdict in reversed(WORST_FIRST) if total.get(verdict)]
    if number == 0:
        return "No statement is about this."
    if number == 1:
        return f"One statement: {said[0][1]}."
    return f"Of {number} statements: {listed([f'{count} {word}' for count, word in said])}."
