"""Trials, safety signals, guidance and licences, year by year: row and shape tell the lanes apart, colour only repeats it."""

from calendar import month_abbr
from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from pages.components import cite
from pages.components.charts.base import BOLD, Chart
from pages.components.marks import LANES
from rls_logic.content.history import Event
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.vocabulary import Lane
from rls_logic.lessons.timeline import of_year, story

LANE_NAME = 1.0  # rows that the name of a lane takes
FLOOR, CEILING = -0.75, 0.5  # rows: the chart's lowest edge, and what is left free on top
SMALL, LARGE = 13, 20  # of a mark and its words, in pixels
Shape = Mapping[str, object]


def timeline_chart(
    events: Sequence[Event], year: int, span: tuple[int, int], knowledge: Knowledge, large: bool = False
) -> Chart:
    """What was known by a year: its own events filled and numbered, earlier ones open, later ones not yet there."""
    size = LARGE if large else SMALL
    floors, top = lane_floors(events)
    traces = [_marks(events, lane, year, now, floors[lane], size) for lane in Lane for now in (False, True)]
    place = {"showarrow": False, "yref": "paper", "y": 1, "yanchor": "bottom"}
    heading = {**place, "x": year, "text": str(year), "font": {"size": round(size * 1.4), "weight": BOLD}}
    names = [_lane_name(lane, floors[lane] + deepest(events, lane) - 0.1, size, knowledge) for lane in Lane]
    layout = {
        "height": round((30 if large else 21) * top) + (90 if large else 65),
        "margin": {"l": 0, "r": 20, "t": 40 if large else 28, "b": 36 if large else 26},
        "hovermode": "closest",
        "shapes": [_band(year), *(_divider(floor + FLOOR) for floor in floors.values() if floor)],
        "annotations": [*names, heading],
        "xaxis": {
            "range": [span[0] - 0.8, span[1] + 1.2],
            "dtick": 5,
            "tick0": 2000,
            "tickfont": {"size": size},
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
        },
        "yaxis": {"range": [FLOOR, top], "visible": False, "fixedrange": True},
    }
    known = [e for e in events if e.year <= year]
    return Chart(go.Figure(traces, layout), finding(events, year), table(known, knowledge))


def _marks(events: Sequence[Event], lane: Lane, year: int, now: bool, floor: float, size: int) -> go.Scatter:
    """One lane's events of this year, or those before it."""
    symbol, _, colour = LANES[lane]
    numbers = {event.id: str(number) for number, event in enumerate(of_year(events, year), 1)}
    part = [
        (e, floor + row) for e, row in rows(events) if e.lane is lane and (e.year == year if now else e.year < year)
    ]
    return go.Scatter(
        x=[e.year for e, _ in part],
        y=[height for _, height in part],
        mode="markers+text" if now else "markers",
        marker={
            "symbol": symbol if now else f"{symbol}-open",
            "size": size if now else size * 0.65,
            "color": colour,
            "line": {"width": 1.5},
        },
        text=[numbers.get(e.id, "") for e, _ in part],
        textposition="middle right",
        textfont={"size": size, "weight": BOLD},
        customdata=[[when(e), e.title] for e, _ in part],
        hovertemplate="%{customdata[0]}: %{customdata[1]}<extra></extra>",
        cliponaxis=False,
        showlegend=False,
    )


def _lane_name(lane: Lane, height: float, size: int, knowledge: Knowledge) -> Shape:
    text = f"{LANES[lane].sign} {knowledge.word(lane)}"
    place = {"x": 0, "xref": "paper", "xanchor": "left", "y": height}
    return {**place, "text": text, "font": {"size": size}, "showarrow": False}


def _band(year: int) -> Shape:
    """Marks the year on screen from top to bottom."""
    place = {"type": "rect", "x0": year - 0.5, "x1": year + 0.5, "yref": "paper", "y0": 0, "y1": 1}
    return {**place, "fillcolor": "rgba(128, 128, 128, 0.18)", "line": {"width": 0}, "layer": "below"}


def _divider(height: float) -> Shape:
    place = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": height, "y1": height}
    return {**place, "line": {"width": 1, "color": "rgba(128, 128, 128, 0.35)"}}


def finding(events: Sequence[Event], year: int) -> str:
    """The year's story and how much came before it: the sentence above the chart, and its alt text."""
    earlier = sum(event.year < year for event in events)
    return story(events, year) + (f" Events before it: {earlier}." if earlier else "")


def rows(events: Sequence[Event]) -> list[tuple[Event, int]]:
    """Each event with its row within its lane: events of one year and lane stand above each other, first on top."""
    cells: dict[tuple[int, Lane], list[Event]] = {}
    for event in events:
        cells.setdefault((event.year, event.lane), []).append(event)
    return [(event, len(cell) - 1 - place) for cell in cells.values() for place, event in enumerate(cell)]


def deepest(events: Sequence[Event], lane: Lane) -> int:
    return 1 + max((row for event, row in rows(events) if event.lane is lane), default=0)


def lane_floors(events: Sequence[Event]) -> tuple[dict[Lane, float], float]:
    """Where each lane's lowest row stands, trials on top, and the height of all."""
    floors, height = {}, 0.0
    for lane in reversed(Lane):
        floors[lane] = height
        height += deepest(events, lane) + LANE_NAME
    return floors, height - CEILING


def when(event: Event) -> str:
    return f"{month_abbr[event.month]} {event.year}" if event.month else str(event.year)


def table(events: Sequence[Event], knowledge: Knowledge) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Year": [e.year for e in events],
            "Month": [month_abbr[e.month] if e.month else "" for e in events],
            "Lane": [knowledge.word(e.lane) for e in events],
            "Event": [e.title for e in events],
            "What happened": [e.statement for e in events],
            "Source": [cite.place(e.cite, knowledge) for e in events],
            "Confirmed": [knowledge.word(e.confirmed) for e in events],
        }
    )
