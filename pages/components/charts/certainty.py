"""Recommendations by certainty: for on the right and against on the left, strength as marker shape and word."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from textwrap import wrap
from typing import NamedTuple, Protocol

import pandas as pd
import plotly.graph_objects as go

from pages.components import cite, marks
from pages.components.charts.base import BOLD, TEXT, Chart
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.shapes import Recommendation, Treatment
from rls_logic.content.vocabulary import Certainty, Direction, Population, Strength
from rls_logic.content.words import plural

LEVEL = {certainty: level for level, certainty in enumerate(reversed(Certainty), 1)}
SIDES = (Direction.FOR, Direction.AGAINST)
ROW_HEIGHT, HEAD_HEIGHT = 28, 78
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


def in_groups(graded: Iterable[Graded]) -> Iterator[tuple[Population, list[Graded]]]:
    """Rows by population; in each those for first, then by strength and certainty."""
    rated = [row for row in graded if row.recommendation.certainty]
    rated.sort(key=lambda row: _order(row.recommendation))
    for population in Population:
        if members := [row for row in rated if row.recommendation.population is population]:
            yield population, members


def _order(record: Recommendation) -> tuple[bool, bool, int, int]:
    return (
        side(record) is Direction.AGAINST,
        record.strength is not Strength.STRONG,
        -level(record),
        record.number,
    )


def certainty_chart(graded: Iterable[Graded], knowledge: Knowledge) -> Chart:
    """A point's customdata begins with the id of its recommendation. The half that a row leaves free takes its name."""
    groups = list(in_groups(graded))
    rows = [row for _, members in groups for row in members]
    names, placed, height = _places(groups, knowledge)
    points = [
        _points(part, strength, direction, knowledge)
        for strength, direction in product(Strength, SIDES)
        if (part := [p for p in placed if _kind(p.row.recommendation) == (strength, direction)])
    ]
    layout = {
        "xaxis": {
            "range": [-EDGE, EDGE],
            "side": "top",
            "tickvals": [*range(-4, 0), *range(1, 5)],
            "showticklabels": False,
            "zeroline": True,
            "zerolinewidth": 2,
            "fixedrange": True,
        },
        "yaxis": {"range": [0.4 - height, 0.6], "visible": False, "fixedrange": True},
        "annotations": _head(knowledge),
        "font": {"color": TEXT},
        "height": HEAD_HEIGHT + ROW_HEIGHT * height,
        "margin": {"l": 0, "r": 0, "t": HEAD_HEIGHT, "b": 0},
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
    }
    return Chart(go.Figure([_names(names), *points], layout), finding(rows), table(rows, knowledge))


def _kind(record: Recommendation) -> tuple[Strength | None, Direction]:
    return record.strength, side(record)


def _places(
    groups: Sequence[tuple[Population, Sequence[Graded]]], knowledge: Knowledge
) -> tuple[list[Name], list[Placed], int]:
    """Names and points of each row, from the top down, and how many rows there are, headings too."""
    names: list[Name] = []
    placed: list[Placed] = []
    y = 0
    for population, members in groups:
        if len(groups) > 1:
            names.append(Name(knowledge.word(population), -EDGE, y, weight=BOLD))
            y -= 1
        for row in members:
            sign = 1 if side(row.recommendation) is Direction.FOR else -1
            placed.append(Placed(row, y, sign * level(row.recommendation)))
            lines = wrap(row.treatment.short, NAME_WIDTH)
            top = y + LINE * (len(lines) - 1) / 2
            names += [Name(line, sign * -0.12, top - LINE * n) for n, line in enumerate(lines)]
            y -= 1
    return names, placed, -y


def _head(knowledge: Knowledge) -> list[Mapping[str, object]]:
    """The two sides and their levels, above the rows; the levels by turns on two lines, or a phone could not hold them."""
    sides = [(-2.6, 52, "Advised against", BOLD), (0, 52, "certainty", 400), (2.6, 52, "For", BOLD)]
    levels = [
        (sign * step, 12 if step % 2 else 28, knowledge.word(certainty), 400)
        for certainty, step in LEVEL.items()
        for sign in (-1, 1)
    ]
    place = {"y": 1, "yref": "paper", "yanchor": "middle", "showarrow": False}
    return [
        {**place, "x": x, "yshift": up, "text": text, "font": {"weight": weight}}
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


def _points(points: Sequence[Placed], strength: Strength, direction: Direction, knowledge: Knowledge) -> go.Scatter:
    """The points of one strength and side, each with a stem from the middle and its strength as a word."""
    colour = marks.HEX[marks.look_of(points[0].row.recommendation).colour]
    word = knowledge.word(strength)
    return go.Scatter(
        x=[p.x for p in points],
        y=[p.y for p in points],
        mode="markers+text",
        text=[f"\u2002{word}" if p.x > 0 else f"{word}\u2002" for p in points],
        textfont={"size": 11},
        textposition=["middle right" if p.x > 0 else "middle left" for p in points],
        error_x={
            "array": [max(-p.x, 0) for p in points],
            "arrayminus": [max(p.x, 0) for p in points],
            "color": colour,
            "thickness": 1.5,
            "width": 0,
        },
        marker={
            "symbol": marks.STRENGTHS[strength],
            "size": 13,
            "color": colour,
            "line": {"width": 2.5, "color": colour},
        },
        customdata=[_told(p.row, knowledge) for p in points],
        hovertemplate="%{customdata[1]}: %{customdata[2]}, %{customdata[3]}<extra></extra>",
        selected={"marker": {"size": 19}, "textfont": {"color": TEXT}},
        unselected={"marker": {"opacity": 1}},
    )


def _told(row: Graded, knowledge: Knowledge) -> list[str]:
    record = row.recommendation
    return [record.id, row.treatment.name, knowledge.word(record.direction), record.as_printed]


def finding(rows: Sequence[Graded]) -> str:
    """One sentence: how many for and against, at what certainty, and that the two are separate."""
    records = [row.recommendation for row in rows]
    supported, against = ([r for r in records if side(r) is direction] for direction in SIDES)
    sure, sure_against = (sum(level(r) >= LEVEL[Certainty.MODERATE] for r in part) for part in (supported, against))
    said = (
        f"{plural(len(supported), 'recommendation')} for{_sure(sure)} and {len(against)} against{_sure(sure_against)}"
    )
    apart = sure and sure_against
    if apart:
        said += ": certainty does not decide the direction"
    if all(record.certainty is not Certainty.HIGH for record in records):
        said += f"{', and' if apart else ':'} none is rated high"
    return f"{said}."


def _sure(count: int) -> str:
    return f" ({count} of moderate certainty)" if count else ""


def table(rows: Sequence[Graded], knowledge: Knowledge) -> pd.DataFrame:
    """The same rows in words; the population is a column where there is more than one."""
    records = [row.recommendation for row in rows]
    columns = {
        "Treatment": [row.treatment.name for row in rows],
        "Direction": [knowledge.word(r.direction) for r in records],
        "Strength": [knowledge.word(r.strength) if r.strength else "" for r in records],
        "Certainty": [knowledge.word(r.certainty) if r.certainty else "" for r in records],
        "Population": [knowledge.word(r.population) for r in records],
        "Source": [cite.place(r.cite, knowledge) for r in records],
    }
    if len(set(columns["Population"])) <= 1:
        del columns["Population"]
    return pd.DataFrame(columns)
