"""Plotly figures from findings: each function returns the figure, a one-sentence finding that is also its alt text, and its rows."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import NamedTuple, Protocol

import pandas as pd
import plotly.graph_objects as go
from streamlit.elements.lib.streamlit_plotly_theme import GRAY_90

from pages.components.cards import direction_words, words
from rls_logic.content.shapes import Recommendation, Treatment
from rls_logic.content.vocabulary import Certainty, Direction, Population, Strength

LEVEL = {Certainty.VERY_LOW: 1, Certainty.LOW: 2, Certainty.MODERATE: 3, Certainty.HIGH: 4}
# Side, shape and word carry the meaning; colour only repeats it, so the chart reads in greyscale.
SHAPE = {Strength.STRONG: "diamond", Strength.CONDITIONAL: "circle-open"}
COLOUR = {
    (Direction.FOR, Strength.STRONG): "#1b7f56",
    (Direction.FOR, Strength.CONDITIONAL): "#3f74d1",
    (Direction.AGAINST, Strength.STRONG): "#c0454f",
    (Direction.AGAINST, Strength.CONDITIONAL): "#b8651f",
}
POPULATIONS: dict[Population, str] = {
    Population.ADULTS_RLS: "Adults with RLS",
    Population.ADULTS_RLS_ESRD: "Adults with RLS and end-stage renal disease",
    Population.ADULTS_PLMD: "Adults with periodic limb movement disorder",
    Population.CHILDREN_RLS: "Children with RLS",
}
ROW_HEIGHT, HEAD_HEIGHT = 28, 78
TEXT = GRAY_90  # Streamlit's stand-in for its text colour: the browser puts in that of the mode
BOLD = 700
LINE = 0.46  # one line of text, in rows
NAME_WIDTH = 22  # characters that half a phone holds
EDGE = 5.7  # beyond the highest level in use there is room for a word, in a box on a small phone too


class Graded(Protocol):
    """A recommendation and its treatment: a patient's option, or a plain row of the guideline."""

    @property
    def recommendation(self) -> Recommendation: ...
    @property
    def treatment(self) -> Treatment: ...


class Row(NamedTuple):
    recommendation: Recommendation
    treatment: Treatment


class Placed(NamedTuple):
    """A row with its height on the chart, and its place on the axis: certainty, negative where it is against."""

    row: Graded
    y: int
    x: int


class Name(NamedTuple):
    text: str
    x: float
    y: float
    weight: int = 400


def side(record: Recommendation) -> Direction:
    return Direction.FOR if record.direction is Direction.FOR else Direction.AGAINST


def level(record: Recommendation) -> int:
    return LEVEL[record.certainty] if record.certainty else 0


def in_groups(graded: Iterable[Graded]) -> Iterator[tuple[str, list[Graded]]]:
    """Rows by population; in each those for first, then by strength and certainty."""
    rated = [row for row in graded if row.recommendation.certainty]
    rated.sort(key=lambda row: _order(row.recommendation))
    for population, label in POPULATIONS.items():
        if members := [row for row in rated if row.recommendation.population == population]:
            yield label, members


def _order(record: Recommendation) -> tuple[bool, bool, int, int]:
    return (
        side(record) is Direction.AGAINST,
        record.strength is not Strength.STRONG,
        -level(record),
        record.number,
    )


def certainty_chart(graded: Iterable[Graded]) -> tuple[go.Figure, str, pd.DataFrame]:
    """Certainty of the evidence, for on the right and against on the left; strength as marker shape and word.

    A point's customdata begins with the id of its recommendation. The half that a row leaves free takes its name.
    """
    groups = list(in_groups(graded))
    rows = [row for _, members in groups for row in members]
    placed: list[Placed] = []
    names: list[Name] = []
    y = 0
    for label, members in groups:
        if len(groups) > 1:
            names.append(Name(label, -EDGE, y, weight=BOLD))
            y -= 1
        for row in members:
            sign = 1 if side(row.recommendation) is Direction.FOR else -1
            placed.append(Placed(row, y, sign * level(row.recommendation)))
            lines = wrap(row.treatment.short, NAME_WIDTH)
            top = y + LINE * (len(lines) - 1) / 2
            names += [Name(line, sign * -0.12, top - LINE * n) for n, line in enumerate(lines)]
            y -= 1
    kinds = [(strength, direction) for strength in Strength for direction in (Direction.FOR, Direction.AGAINST)]
    parts = {
        kind: [p for p in placed if (p.row.recommendation.strength, side(p.row.recommendation)) == kind]
        for kind in kinds
    }
    figure = go.Figure(
        [_names(names), *(_points(part, strength, direction) for (strength, direction), part in parts.items() if part)],
        {
            "xaxis": {
                "range": [-EDGE, EDGE],
                "side": "top",
                "tickvals": [*range(-4, 0), *range(1, 5)],
                "showticklabels": False,
                "zeroline": True,
                "zerolinewidth": 2,
                "fixedrange": True,
            },
            "yaxis": {"range": [y + 0.4, 0.6], "visible": False, "fixedrange": True},
            "annotations": _head(),
            "font": {"color": TEXT},
            "height": HEAD_HEIGHT + ROW_HEIGHT * -y,
            "margin": {"l": 0, "r": 0, "t": HEAD_HEIGHT, "b": 0},
            "showlegend": False,
            "hovermode": "closest",
            "dragmode": False,
        },
    )
    return figure, finding(rows), table(rows)


def _head() -> list[dict[str, object]]:
    """The two sides and their levels, above the rows; the levels by turns on two lines, or a phone could not hold them."""
    sides = [(-2.6, 52, "Advised against", BOLD), (0, 52, "certainty", 400), (2.6, 52, "For", BOLD)]
    levels = [
        (sign * step, 12 if step % 2 else 28, words(certainty), 400)
        for certainty, step in LEVEL.items()
        for sign in (-1, 1)
    ]
    return [
        {
            "x": x,
            "y": 1,
            "yref": "paper",
            "yanchor": "middle",
            "yshift": up,
            "text": text,
            "font": {"weight": weight},
            "showarrow": False,
        }
        for x, up, text, weight in (*sides, *levels)
    ]


def _names(names: Sequence[Name]) -> go.Scatter:
    """Headings at the left edge, and the names of rows beside the middle. No point of the chart: nothing to choose."""
    return go.Scatter(
        x=[name.x for name in names],
        y=[name.y for name in names],
        text=[name.text for name in names],
        textposition=["middle left" if -EDGE < name.x < 0 else "middle right" for name in names],
        textfont={"weight": [name.weight for name in names]},
        mode="text",
        hoverinfo="skip",
        selected={"textfont": {"color": TEXT}},  # else a choice fades the others
    )


def _points(points: Sequence[Placed], strength: Strength, direction: Direction) -> go.Scatter:
    """The points of one strength and side, each with a stem from the middle and its strength as a word."""
    colour = COLOUR[direction, strength]
    return go.Scatter(
        x=[p.x for p in points],
        y=[p.y for p in points],
        mode="markers+text",
        text=[f"\u2002{strength}" if p.x > 0 else f"{strength}\u2002" for p in points],
        textfont={"size": 11},
        textposition=["middle right" if p.x > 0 else "middle left" for p in points],
        error_x={
            "array": [max(-p.x, 0) for p in points],
            "arrayminus": [max(p.x, 0) for p in points],
            "color": colour,
            "thickness": 1.5,
            "width": 0,
        },
        marker={"symbol": SHAPE[strength], "size": 13, "color": colour, "line": {"width": 2.5, "color": colour}},
        customdata=[
            [
                p.row.recommendation.id,
                p.row.treatment.name,
                direction_words(p.row.recommendation),
                p.row.recommendation.as_printed,
            ]
            for p in points
        ],
        hovertemplate="%{customdata[1]}: %{customdata[2]}, %{customdata[3]}<extra></extra>",
        selected={"marker": {"size": 19}, "textfont": {"color": TEXT}},
        unselected={"marker": {"opacity": 1}},
    )


def _sure(count: int) -> str:
    return f" ({count} of moderate certainty)" if count else ""


def finding(rows: Sequence[Graded]) -> str:
    """One sentence: how many for and against, at what certainty, and that the two are separate."""

    def counted(direction: Direction) -> tuple[int, int]:
        part = [row.recommendation for row in rows if side(row.recommendation) is direction]
        return len(part), sum(level(record) >= LEVEL[Certainty.MODERATE] for record in part)

    (supported, sure), (against, sure_against) = counted(Direction.FOR), counted(Direction.AGAINST)
    said = (
        f"{supported} recommendation{'' if supported == 1 else 's'} for{_sure(sure)} and {against} against"
        f"{_sure(sure_against)}"
    )
    if sure and sure_against:
        said += ": certainty does not decide the direction"
    if all(row.recommendation.certainty is not Certainty.HIGH for row in rows):
        said += f"{', and' if sure and sure_against else ':'} none is rated high"
    return f"{said}."


def table(rows: Sequence[Graded]) -> pd.DataFrame:
    """The same rows in words; the population is a column where there is more than one."""
    records = [row.recommendation for row in rows]
    columns: dict[str, list[str]] = {
        "Treatment": [row.treatment.name for row in rows],
        "Direction": [direction_words(record) for record in records],
        "Strength": [words(record.strength or "") for record in records],
        "Certainty": [words(record.certainty or "") for record in records],
        "Population": [POPULATIONS[record.population] for record in records],
        "Source": [f"AASM 2025, {record.cite.locator}" for record in records],
    }
    if len(set(columns["Population"])) <= 1:
        del columns["Population"]
    return pd.DataFrame(columns)
