"""What every figure shares: its finding and table twin, colours of text, and rows measured in pixels."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go
from streamlit.elements.lib.streamlit_plotly_theme import GRAY_90

from pages.components.marks import FAINT

TEXT = GRAY_90  # Streamlit's stand-in for its text colour: the browser puts in that of the mode
BOLD = 700
FIXED_LEGEND = {"itemclick": False, "itemdoubleclick": False}
FIXED_AXIS = {"fixedrange": True, "zeroline": False}

ROW, HEAD, EDGE = 34, 30, 6  # pixels: a row with its label above the mark, a heading, and what is left free below
MARK, LABEL = 0.72 * ROW, 0.36 * ROW  # from the top of a row to its mark, and from there up to its label
AXIS = 52  # pixels: an axis with its title


class Chart(NamedTuple):
    """A figure, what it shows in one sentence (also its alt text), and the same as a table."""

    figure: go.Figure
    finding: str
    table: pd.DataFrame


class Spot(NamedTuple):
    """A mark at a place, its value and the ends of its interval, and what it says under the pointer."""

    place: float
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    hover: str


class Written(NamedTuple):
    x: float
    y: float
    text: str


class Layout(NamedTuple):
    """Pixels from the top: the middle of each heading, the marks of each group, and the whole height."""

    heads: tuple[float, ...]
    marks: tuple[tuple[float, ...], ...]
    height: float


def layout(sizes: Iterable[int], heads: bool = True, gap: float = 0) -> Layout:
    """Groups of so many rows below each other, each under its heading; `gap` parts them."""
    top, found, marks = 4.0, [], []
    for size in sizes:
        if heads:
            found.append(top + HEAD / 2)
            top += HEAD
        marks.append(tuple(top + row * ROW + MARK for row in range(size)))
        top += size * ROW + gap
    return Layout(tuple(found), tuple(marks), top - gap + EDGE)


def rows_figure(height: float, top: int, axis: dict[str, Any], legend: int = 0) -> go.Figure:
    """An empty figure whose y axis counts pixels from the top, so that labels keep their distance on any screen."""
    figure = go.Figure()
    figure.update_xaxes(showgrid=False, **FIXED_AXIS, **axis)
    figure.update_yaxes(range=[height, 0], visible=False, fixedrange=True)
    figure.update_layout(
        height=height + top + AXIS + legend,
        margin={"l": 0, "r": 4, "t": top, "b": AXIS + legend},
        legend={"orientation": "h", "y": -AXIS / height, "yanchor": "top", "x": 0} | FIXED_LEGEND,
        hovermode="closest",
    )
    return figure


def dots(figure: go.Figure, spots: Sequence[Spot], symbol: str, colour: str, name: str = "") -> None:
    """Marks with their intervals, where they have one. Those with a name stand in the legend."""
    if not spots:
        return
    figure.add_scatter(
        x=[float(spot.value or 0) for spot in spots],
        y=[spot.place for spot in spots],
        error_x={
            "symmetric": False,
            "array": [_away(spot.value, spot.high) for spot in spots],
            "arrayminus": [_away(spot.value, spot.low) for spot in spots],
            "thickness": 1.8,
            "width": 4 if any(spot.low is not None for spot in spots) else 0,
            "color": colour,
        },
        mode="markers",
        name=name,
        showlegend=bool(name),
        marker={"symbol": symbol, "size": 10, "color": colour, "line": {"width": 2, "color": colour}},
        hovertext=[spot.hover for spot in spots],
        hoverinfo="text",
    )


def _away(value: Decimal | None, end: Decimal | None) -> float:
    """How far an end of the interval lies from the value; no length where none is reported."""
    return 0 if value is None or end is None else float(abs(end - value))


def write(figure: go.Figure, texts: Iterable[Written], side: str, bold: bool = False) -> None:
    """Words that begin at their place and run to the right, or end there and come from the left."""
    written = list(texts)
    figure.add_scatter(
        x=[text.x for text in written],
        y=[text.y for text in written],
        text=[text.text for text in written],
        mode="text",
        textposition=f"middle {side}",
        textfont={"size": 11.5, "color": TEXT} | ({"weight": BOLD} if bold else {}),
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )


def upright(figure: go.Figure, x: float, places: Iterable[float], dash: str = "solid") -> None:
    """A line down the marks that leaves out the labels between them."""
    ends = [y for place in places for y in (place - 5, place + 13, None)]
    figure.add_scatter(
        x=[x] * len(ends),
        y=ends,
        mode="lines",
        line={"width": 1.5, "color": FAINT, "dash": dash},
        hoverinfo="skip",
        showlegend=False,
    )
