"""Recommendations by certainty: for on the right and against on the left, strength as marker shape and word."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from textwrap import wrap
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from pages.components import cite, marks
from pages.components.charts.base import BOLD, TEXT, Chart
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.shapes import Recommendation
from rls_logic.content.vocabulary import Certainty, Direction, Population, Strength
from rls_logic.content.words import plural

LEVEL = {certainty: level for level, certainty in enumerate(reversed(Certainty), 1)}
SIDES = {Direction.FOR: 1, Direction.AGAINST: -1}
ROW_HEIGHT, HEAD_HEIGHT = 28, 78
LINE = 0.46  # one line of text, in rows
NAME_WIDTH = 22  # characters that half a phone holds
EDGE = 5.7  # beyond the highest level in use there is room for a word, in a box on a small phone too


class Point(NamedTuple):
    """A recommendation with its place on the axis, negative where it is against, and its height on the chart."""

    record: Recommendation
    x: int
    y: int


class Name(NamedTuple):
    text: str
    x: float
    y: float
    weight: int = 400


def side(record: Recommendation) -> Direction:
    return Direction.FOR if record.direction is Direction.FOR else Direction.AGAINST


def level(record: Recommendation) -> int:
    return LEVEL[record.certainty] if record.certainty else 0


def in_groups(records: Iterable[Recommendation]) -> Iterator[tuple[Population, list[Recommendation]]]:
    """By population; in each those for first, then by strength and certainty."""
    rated = sorted((record for record in records if record.certainty), key=_order)
    for population in Population:
        if members := [record for record in rated if record.population is population]:
            yield population, members


def _order(record: Recommendation) -> tuple[bool, bool, int, int]:
    weaker = record.strength is not Strength.STRONG
    return side(record) is Direction.AGAINST, weaker, -level(record), record.number


def certainty_chart(records: Iterable[Recommendation], knowledge: Knowledge) -> Chart:
    """A point's customdata begins with the id of its recommendation. The half that a row leaves free takes its name."""
    groups = list(in_groups(records))
    names, points, height = _places(groups, knowledge)
    traces = [
        _points(part, strength, knowledge)
        for strength, direction in product(Strength, SIDES)
        if (part := [p for p in points if p.record.strength is strength and side(p.record) is direction])
    ]
    axis = {"tickvals": [*range(-4, 0), *range(1, 5)], "showticklabels": False, "zeroline": True, "zerolinewidth": 2}
    layout = {
        "xaxis": {"range": [-EDGE, EDGE], "side": "top", "fixedrange": True, **axis},
        "yaxis": {"range": [0.4 - height, 0.6], "visible": False, "fixedrange": True},
        "annotations": _head(knowledge),
        "font": {"color": TEXT},
        "height": HEAD_HEIGHT + ROW_HEIGHT * height,
        "margin": {"l": 0, "r": 0, "t": HEAD_HEIGHT, "b": 0},
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
    }
    shown = [record for _, members in groups for record in members]
    return Chart(go.Figure([_names(names), *traces], layout), finding(shown), table(shown, knowledge))


def _places(
    groups: Sequence[tuple[Population, Sequence[Recommendation]]], knowledge: Knowledge
) -> tuple[list[Name], list[Point], int]:
    """Names and points from the top down, and how many rows there are, headings too."""
    names: list[Name] = []
    points: list[Point] = []
    y = 0
    for population, members in groups:
        if len(groups) > 1:
            names.append(Name(knowledge.word(population), -EDGE, y, weight=BOLD))
            y -= 1
        for record in members:
            sign = SIDES[side(record)]
            points.append(Point(record, sign * level(record), y))
            lines = wrap(knowledge.treatments[record.treatment].short, NAME_WIDTH)
            top = y + LINE * (len(lines) - 1) / 2
            names += [Name(line, sign * -0.12, top - LINE * n) for n, line in enumerate(lines)]
            y -= 1
    return names, points, -y


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


def _points(points: Sequence[Point], strength: Strength, knowledge: Knowledge) -> go.Scatter:
    """The points of one strength and side, each with a stem from the middle and its strength as a word."""
    colour = marks.HEX[marks.look_of(points[0].record).colour]
    word = knowledge.word(strength)
    stems = {"array": [max(-p.x, 0) for p in points], "arrayminus": [max(p.x, 0) for p in points]}
    mark = {"symbol": marks.STRENGTHS[strength], "size": 13, "line": {"width": 2.5, "color": colour}}
    return go.Scatter(
        x=[p.x for p in points],
        y=[p.y for p in points],
        mode="markers+text",
        text=[f"\u2002{word}" if p.x > 0 else f"{word}\u2002" for p in points],
        textfont={"size": 11},
        textposition=["middle right" if p.x > 0 else "middle left" for p in points],
        error_x={**stems, "color": colour, "thickness": 1.5, "width": 0},
        marker={**mark, "color": colour},
        customdata=[_told(p.record, knowledge) for p in points],
        hovertemplate="%{customdata[1]}: %{customdata[2]}, %{customdata[3]}<extra></extra>",
        selected={"marker": {"size": 19}, "textfont": {"color": TEXT}},
        unselected={"marker": {"opacity": 1}},
    )


def _told(record: Recommendation, knowledge: Knowledge) -> list[str]:
    name = knowledge.treatments[record.treatment].name
    return [record.id, name, knowledge.word(record.direction), record.as_printed]


def finding(records: Sequence[Recommendation]) -> str:
    """One sentence: how many for and against, at what certainty, and that the two are separate."""
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


def table(records: Sequence[Recommendation], knowledge: Knowledge) -> pd.DataFrame:
    """The same rows in words; the population is a column where there is more than one."""
    columns = {
        "Treatment": [knowledge.treatments[r.treatment].name for r in records],
        "Direction": [knowledge.word(r.direction) for r in records],
        "Strength": [knowledge.word(r.strength) if r.strength else "" for r in records],
        "Certainty": [knowledge.word(r.certainty) if r.certainty else "" for r in records],
        "Population": [knowledge.word(r.population) for r in records],
        "Source": [cite.place(r.cite, knowledge) for r in records],
    }
    if len(set(columns["Population"])) <= 1:
        del columns["Population"]
    return pd.DataFrame(columns)
