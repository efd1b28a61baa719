"""Plotly figures from findings: each function returns the figure, a one-sentence finding that is also its alt text, and its rows."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from pages.components.cards import direction_words, row_name, words
from rls_logic.assessment import Option
from rls_logic.knowledge import Certainty, Direction, Recommendation, Strength

LEVEL = {Certainty.VERY_LOW: 1, Certainty.LOW: 2, Certainty.MODERATE: 3, Certainty.HIGH: 4}
# Shape and side carry the meaning; colour only repeats it, so the chart reads in greyscale.
SHAPE = {Strength.STRONG: "diamond", Strength.CONDITIONAL: "circle-open"}
COLOUR = {
    (Direction.FOR, Strength.STRONG): "#1b7f56",
    (Direction.FOR, Strength.CONDITIONAL): "#3f74d1",
    (Direction.AGAINST, Strength.STRONG): "#c0454f",
    (Direction.AGAINST, Strength.CONDITIONAL): "#b8651f",
}


def side(record: Recommendation) -> Direction:
    return Direction.FOR if record.direction is Direction.FOR else Direction.AGAINST


def certainty_chart(options: Sequence[Option]) -> tuple[go.Figure, str, pd.DataFrame]:
    """Certainty of the evidence, for on the right and against on the left; strength as marker shape."""
    rows = [option for option in options if option.recommendation.certainty]
    rows.sort(
        key=lambda o: (side(o.recommendation) is Direction.FOR, LEVEL[o.recommendation.certainty or Certainty.LOW])
    )
    figure = go.Figure()
    for strength in (Strength.STRONG, Strength.CONDITIONAL):
        for direction in (Direction.FOR, Direction.AGAINST):
            part = [o for o in rows if o.recommendation.strength is strength and side(o.recommendation) is direction]
            if not part:
                continue
            sign = 1 if direction is Direction.FOR else -1
            figure.add_scatter(
                x=[sign * LEVEL[o.recommendation.certainty or Certainty.LOW] for o in part],
                y=[row_name(o) for o in part],
                mode="markers",
                name=f"{strength} {direction}",
                marker={
                    "symbol": SHAPE[strength],
                    "size": 13,
                    "color": COLOUR[direction, strength],
                    "line": {"width": 2.5},
                },
                customdata=[[o.recommendation.as_printed, direction_words(o.recommendation)] for o in part],
                hovertemplate="%{y}: %{customdata[1]}, %{customdata[0]}<extra></extra>",
            )
    names = ["moderate", "low", "very low", "", "very low", "low", "moderate", "high"]
    figure.update_xaxes(
        range=[-4.4, 4.4],
        tickvals=[-3, -2, -1, 0, 1, 2, 3, 4],
        ticktext=names,
        zeroline=True,
        zerolinewidth=2,
        fixedrange=True,
    )
    figure.update_yaxes(
        categoryorder="array", categoryarray=[row_name(o) for o in rows], fixedrange=True, automargin=True
    )
    figure.add_annotation(x=-2.2, y=1.02, yref="paper", yanchor="bottom", text="advised against", showarrow=False)
    figure.add_annotation(x=2.2, y=1.02, yref="paper", yanchor="bottom", text="for", showarrow=False)
    figure.update_layout(
        height=110 + 26 * len(rows),
        margin={"l": 0, "r": 10, "t": 30, "b": 10},
        legend={"orientation": "h", "y": -0.08, "yanchor": "top"},
        xaxis_title="certainty of the evidence",
    )
    return figure, finding(rows), table(rows)


def finding(rows: Sequence[Option]) -> str:
    """One sentence: how many for and against, at what certainty, and that the two are separate."""
    supported = [o for o in rows if side(o.recommendation) is Direction.FOR]
    against = [o for o in rows if side(o.recommendation) is Direction.AGAINST]

    def moderate(part: list[Option]) -> int:
        return sum(o.recommendation.certainty in (Certainty.MODERATE, Certainty.HIGH) for o in part)

    return (
        f"{len(supported)} recommendations for ({moderate(supported)} of moderate certainty) and {len(against)} against "
        f"({moderate(against)} of moderate certainty): certainty does not decide the direction, and none is rated high."
    )


def table(rows: Sequence[Option]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Treatment": [o.treatment.name for o in reversed(rows)],
            "Direction": [direction_words(o.recommendation) for o in reversed(rows)],
            "Strength": [words(o.recommendation.strength or "") for o in reversed(rows)],
            "Certainty": [words(o.recommendation.certainty or "") for o in reversed(rows)],
            "Source": [f"AASM 2025, {o.recommendation.cite.locator}" for o in reversed(rows)],
        }
    )
