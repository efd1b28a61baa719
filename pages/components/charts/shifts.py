"""A line a treatment through the sources in order of year. Height is direction; the kinds of nothing leave a gap."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from pages.components import matrix
from pages.components.charts.base import Chart
from pages.components.marks import LINES
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.shapes import Guidance
from rls_logic.content.vocabulary import Change, Direction, Nothing
from rls_logic.content.words import listed
from rls_logic.years import SIDE, History, Position

HEIGHT: dict[Direction | Nothing, int] = {
    Direction.AGAINST: -2,
    Direction.AGAINST_STANDARD_USE: -1,
    Direction.INSUFFICIENT: 0,
    Direction.EFFICACY_ONLY: 1,
    Direction.FOR_WITH_LIMITS: 2,
    Direction.FOR: 3,
}
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "x", "star")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
MOST_LINES = len(SYMBOLS)
SPREAD = 0.09


def shift_chart(lines: Sequence[History], sources: Sequence[Guidance], knowledge: Knowledge) -> Chart:
    """The first few treatments; lines are set apart a little so that none hides another."""
    lines = lines[:MOST_LINES]
    names = [source.source.short for source in sources]
    found = [[_of(line, source) for source in sources] for line in lines]
    figure = go.Figure()
    for place, (line, positions) in enumerate(zip(lines, found, strict=True)):
        off = SPREAD * (place - (len(lines) - 1) / 2)
        advice = [None if p.said is Direction.EFFICACY_ONLY else HEIGHT.get(p.said) for p in positions]
        said = [None if height is None else height + off for height in advice]
        look = {"dash": DASHES[place], "width": 2.2, "color": LINES[place]}
        figure.add_scatter(
            y=said, mode="lines+markers", connectgaps=True, line=look, **_marks(line, positions, place, "", knowledge)
        )
        # A conclusion is no step of the advice: its own hollow mark, off the line.
        concluded = [p for p in positions if p.said is Direction.EFFICACY_ONLY]
        there = [HEIGHT[p.said] + off for p in concluded]
        figure.add_scatter(
            y=there, mode="markers", showlegend=False, **_marks(line, concluded, place, "-open", knowledge)
        )
    figure.update_xaxes(categoryorder="array", categoryarray=names, range=[-0.5, len(names) - 0.5], fixedrange=True)
    levels = [knowledge.word(said, "short") for said in HEIGHT]
    figure.update_yaxes(tickvals=list(HEIGHT.values()), ticktext=levels, range=[-2.5, 3.5], fixedrange=True)
    legend = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0}
    figure.update_layout(height=460, margin={"l": 0, "r": 10, "t": 10, "b": 10}, legend=legend)
    table = pd.DataFrame(
        {"Treatment": [line.treatment.name for line in lines]}
        | {name: [matrix.plain_cell(positions[n], knowledge) for positions in found] for n, name in enumerate(names)}
    )
    return Chart(figure, finding(lines), table)


def _of(line: History, source: Guidance) -> Position:
    return next(position for position in line.positions if position.guidance is source)


def _marks(
    line: History, positions: Sequence[Position], place: int, fill: str, knowledge: Knowledge
) -> dict[str, object]:
    """What a treatment's marks share: its shape, its colour, and what each says under the pointer."""
    name = line.treatment.short
    edge = {"line": {"width": 2}} if fill else {}
    return {
        "x": [p.guidance.source.short for p in positions],
        "name": name,
        "marker": {"symbol": SYMBOLS[place] + fill, "size": 11, "color": LINES[place], **edge},
        "customdata": [[matrix.plain_cell(p, knowledge)] for p in positions],
        "hovertemplate": name + ", %{x}: %{customdata[0]}<extra></extra>",
    }


def finding(lines: Sequence[History]) -> str:
    if not lines:
        return "No treatment is chosen."
    fell = [e.treatment.short for e in lines if e.change is Change.REVERSED and SIDE[e.main.said] is Direction.AGAINST]
    rose = [
        e.treatment.short for e in lines if e.change in (Change.NEW, Change.SETTLED) and e.main.said is Direction.FOR
    ]
    parts = []
    if fell:
        parts.append(f"{listed(fell)} went from advice for to advice against")
    if rose:
        has = "has" if len(rose) == 1 else "have"
        parts.append(f"{listed(rose)}, once insufficient or unmentioned, now {has} advice for")
    if still := len(lines) - len(fell) - len(rose):
        parts.append(f"{still} kept {'its' if still == 1 else 'their'} direction or cannot be compared")
    return f"Between the older sources and AASM 2025: {'; '.join(parts)}."
