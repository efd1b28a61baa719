"""IRLS differences with their intervals, the label above each mark. Never pooled."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain, groupby

import pandas as pd
import plotly.graph_objects as go

from pages.components.charts.base import (
    LABEL,
    TEXT,
    Chart,
    Spot,
    Written,
    dots,
    layout,
    rows_figure,
    upright,
    write,
)
from pages.components.estimates import by_family, compared, result, short_result, whence
from pages.components.marks import BLUE, ORANGE
from rls_logic.content.effects import Effect
from rls_logic.content.knowledge import Knowledge
from rls_logic.estimates import family

LEFT, RIGHT = -20, 5  # IRLS points
TOP, LEGEND = 44, 50  # pixels: the words above the lines, and the legend


def forest(
    rows: Sequence[Effect], letters: Mapping[str, str], line: float, knowledge: Knowledge, by_size: bool
) -> Chart:
    """By class, each under its heading, or all by size; `line`: the yardstick between groups, in points."""
    ordered = sorted(rows, key=lambda e: e.estimate or 0) if by_size else by_family(rows, knowledge)
    families = [
        (name, len(list(part))) for name, part in groupby(ordered, key=lambda e: family(e.treatment, knowledge))
    ]
    placed = layout([len(ordered)] if by_size else [count for _, count in families], heads=not by_size)
    places = dict(zip((e.id for e in ordered), chain(*placed.marks), strict=True))
    axis = {"range": [LEFT, RIGHT], "tickvals": [-15, -10, -5, 0], "title": "IRLS points, 95 % interval"}
    figure = rows_figure(placed.height, TOP, axis, LEGEND)
    _marks(figure, ordered, places, knowledge)
    twins = Counter((e.arm, e.study) for e in ordered)
    labels = [_label(e, letters, twins[e.arm, e.study] > 1) for e in ordered]
    write(figure, [Written(LEFT, places[e.id] - LABEL, text) for e, text in zip(ordered, labels, strict=True)], "right")
    write(figure, [Written(RIGHT, places[e.id] - LABEL, short_result(e)) for e in ordered], "left")
    names = [knowledge.word(name) for name, _ in families]
    write(figure, [Written(LEFT, y, name) for y, name in zip(placed.heads, names, strict=False)], "right", bold=True)
    _lines(figure, line, list(places.values()))
    return Chart(figure, finding(ordered, line), table(ordered, letters, knowledge))


def _marks(figure: go.Figure, rows: Sequence[Effect], places: Mapping[str, float], knowledge: Knowledge) -> None:
    """Shape and fill tell pooled rows, single trials and our own arithmetic apart."""
    for name, symbol, colour, part in (
        ("pooled analysis", "diamond", BLUE, [e for e in rows if e.pooled]),
        ("one trial", "circle", BLUE, [e for e in rows if not (e.pooled or e.computed)]),
        ("one trial, computed by us", "circle-open", BLUE, [e for e in rows if e.computed and not e.outlier]),
        ("outlier, computed by us", "x-open", ORANGE, [e for e in rows if e.outlier]),
    ):
        spots = [
            Spot(places[e.id], e.estimate, e.low, e.high, f"{e.arm}, {e.study}: {result(e, knowledge)}") for e in part
        ]
        dots(figure, spots, symbol, colour, name)


def _lines(figure: go.Figure, line: float, places: Sequence[float]) -> None:
    """No difference, and the yardstick, each with its words above."""
    upright(figure, 0, places)
    upright(figure, -line, places, dash="dot")
    for words in (
        {"x": -line, "xanchor": "right", "yshift": 20, "text": f"{line:g} points: a yardstick between groups"},
        {"x": 0, "xanchor": "right", "xshift": -4, "yshift": 2, "text": "\u2190 better than placebo or sham"},
        {"x": 0, "xanchor": "left", "xshift": 4, "yshift": 2, "text": "worse \u2192"},
    ):
        font = {"size": 11.5, "color": TEXT}
        figure.add_annotation(words, showarrow=False, yref="paper", y=1, yanchor="bottom", font=font)


def _label(e: Effect, letters: Mapping[str, str], has_twin: bool) -> str:
    who = f", {e.population_detail}" if has_twin and e.population_detail else ""
    letter = f" [{letters[e.overlap]}]" if e.overlap in letters else ""
    return f"{e.arm}{who}, {e.study}{', outlier' if e.outlier else ''}{letter}"


def finding(rows: Sequence[Effect], line: float) -> str:
    """One sentence, counted from the rows that are shown."""
    clear = sum((e.high or 0) < 0 for e in rows)
    beyond = sum((e.estimate or 0) <= -line for e in rows)
    shown = "1 difference" if len(rows) == 1 else f"{len(rows)} differences"
    return (
        f"{shown} in IRLS points from placebo or sham: {clear} with an interval wholly on the better side, "
        f"{len(rows) - clear} with one that includes no difference; {beyond} of {line:g} points or more."
    )


def table(rows: Sequence[Effect], letters: Mapping[str, str], knowledge: Knowledge) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Treatment": [compared(e, knowledge) for e in rows],
            "IRLS difference (95 % interval)": [
                f"{short_result(e)} points{', computed by us' if e.computed else ''}{', outlier' if e.outlier else ''}"
                for e in rows
            ],
            "From": [whence(e, letters, knowledge) for e in rows],
        }
    )
