"""The timeline as a figure, as text and as a table: trials, safety signals, guidance and licences, year by year."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from pages.components import slide
from pages.components.reference import reference
from rls_logic.content.history import Event
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.vocabulary import Lane
from rls_logic.content.words import CONFIRMED_WORDS
from rls_logic.lessons.timeline import lane_words, of_year, story

MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Row and shape tell the lanes apart; colour only repeats it, so the chart reads in greyscale.
SHAPE = {Lane.TRIALS: "circle", Lane.SAFETY: "triangle-up", Lane.GUIDANCE: "square"}
SIGN = {Lane.TRIALS: "●", Lane.SAFETY: "▲", Lane.GUIDANCE: "■"}
COLOUR = {Lane.TRIALS: "#3f74d1", Lane.SAFETY: "#b8651f", Lane.GUIDANCE: "#1b7f56"}
LANE_NAME = 1.0  # rows that the name of a lane takes
FEW = 5  # events of a year that fit on a projector in the largest type


def timeline_chart(
    events: Sequence[Event], year: int, span: tuple[int, int], knowledge: Knowledge, large: bool = False
) -> tuple[go.Figure, str, pd.DataFrame]:
    """What was known by a year: its own events filled and numbered, earlier ones open, later ones not yet there."""
    size = 20 if large else 13
    floors, top = lane_floors(events)
    heights = {event.id: floors[event.lane] + row for event, row in rows(events)}
    numbers = {event.id: str(number) for number, event in enumerate(of_year(events, year), 1)}
    traces, names, shapes = [], [], [band(year)]
    for lane in Lane:
        for now in (False, True):
            part = [e for e in events if e.lane is lane and (e.year == year if now else e.year < year)]
            traces.append(
                {
                    "type": "scatter",
                    "x": [e.year for e in part],
                    "y": [heights[e.id] for e in part],
                    "mode": "markers+text" if now else "markers",
                    "marker": {
                        "symbol": SHAPE[lane] if now else f"{SHAPE[lane]}-open",
                        "size": size if now else size * 0.65,
                        "color": COLOUR[lane],
                        "line": {"width": 1.5},
                    },
                    "text": [numbers.get(e.id, "") for e in part],
                    "textposition": "middle right",
                    "textfont": {"size": size, "weight": 700},
                    "customdata": [[when(e), e.title] for e in part],
                    "hovertemplate": "%{customdata[0]}: %{customdata[1]}<extra></extra>",
                    "cliponaxis": False,
                    "showlegend": False,
                }
            )
        ceiling = floors[lane] + deepest(events, lane)
        name = f"{SIGN[lane]} {lane_words(lane)}"
        names.append({"x": 0, "xref": "paper", "xanchor": "left", "y": ceiling - 0.1, "text": name})
        if floors[lane]:
            shapes.append(divider(floors[lane] - 0.75))
    labels = [{**name, "font": {"size": size}, "showarrow": False} for name in names]
    above = {"font": {"size": round(size * 1.4), "weight": 700}, "showarrow": False, "yref": "paper", "y": 1}
    layout = {
        "height": round((30 if large else 21) * top) + (90 if large else 65),
        "margin": {"l": 0, "r": 20, "t": 40 if large else 28, "b": 36 if large else 26},
        "hovermode": "closest",
        "shapes": shapes,
        "annotations": [*labels, {**above, "x": year, "yanchor": "bottom", "text": str(year)}],
        "xaxis": {
            "range": [span[0] - 0.8, span[1] + 1.2],
            "dtick": 5,
            "tick0": 2000,
            "tickfont": {"size": size},
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
        },
        "yaxis": {"range": [-0.75, top], "visible": False, "fixedrange": True},
    }
    return go.Figure(traces, layout), finding(events, year), table([e for e in events if e.year <= year], knowledge)


def band(year: int) -> dict[str, object]:
    """Marks the year on screen from top to bottom."""
    place = {"type": "rect", "x0": year - 0.5, "x1": year + 0.5, "yref": "paper", "y0": 0, "y1": 1}
    return {**place, "fillcolor": "rgba(128, 128, 128, 0.18)", "line": {"width": 0}, "layer": "below"}


def divider(height: float) -> dict[str, object]:
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
    return floors, height - 0.5


def when(event: Event) -> str:
    return f"{MONTHS[event.month]} {event.year}" if event.month else str(event.year)


def confirmed(event: Event) -> str:
    return CONFIRMED_WORDS[event.confirmed]


def numbered(events: Sequence[Event], knowledge: Knowledge) -> str:
    """One year's events in full, numbered as on the chart, as markdown."""
    return "\n".join(
        f"{number}. {SIGN[e.lane]} **{e.title}.** {e.statement}  \n"
        f"   :small[{reference(e.cite, e.confirmed, knowledge)}]"
        for number, e in enumerate(events, 1)
    )


def headlines(events: Sequence[Event], knowledge: Knowledge) -> str:
    """One year's events in large type, each with its source, as markdown."""
    mark = slide.LARGE if len(events) <= FEW else slide.LESS_LARGE
    return "\n\n".join(
        f"{mark} {number} {SIGN[e.lane]} {e.title}\n\n{reference(e.cite, e.confirmed, knowledge)}"
        for number, e in enumerate(events, 1)
    )


def listed(events: Sequence[Event], knowledge: Knowledge) -> str:
    """Every event as text, year by year: the chart for whoever does not see it."""
    years = dict.fromkeys(e.year for e in events)
    return "\n\n".join(f"**{year}**\n\n{lines(of_year(events, year), knowledge)}" for year in years)


def lines(events: Sequence[Event], knowledge: Knowledge) -> str:
    return "\n".join(
        f"- {SIGN[e.lane]} {lane_words(e.lane)}. **{e.title}.** {e.statement} "
        f":small[{reference(e.cite, e.confirmed, knowledge)}]"
        for e in events
    )


def table(events: Sequence[Event], knowledge: Knowledge) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Year": [e.year for e in events],
            "Month": [MONTHS[e.month or 0] for e in events],
            "Lane": [lane_words(e.lane) for e in events],
            "Event": [e.title for e in events],
            "What happened": [e.statement for e in events],
            "Source": [f"{knowledge.sources[e.cite.source].short}, {e.cite.locator}" for e in events],
            "Confirmed": [confirmed(e) for e in events],
        }
    )
