"""A result as a hundred people, to show a patient: who has it either way, for whom the treatment made the difference, who does not."""

from decimal import Decimal

import pandas as pd
import plotly.graph_objects as go

from pages.components.charts.base import FIXED_LEGEND, Chart
from pages.components.estimates import people, result
from pages.components.marks import BLUE, GRAY, GREEN, ORANGE
from rls_logic.content.effects import Effect
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.vocabulary_trials import EstimateAgainst, EstimateDirection
from rls_logic.content.words import capital, in_a_sentence
from rls_logic.estimates import HARMS, OfHundred, of_hundred

A_ROW = 10
EXPLAINED = (EstimateAgainst.PLACEBO, EstimateAgainst.SHAM)
MAY_BE_CHANCE = (EstimateDirection.NO_CLEAR_DIFFERENCE, EstimateDirection.NOT_TESTED)


def icon_array(e: Effect, knowledge: Knowledge) -> Chart:
    """Of a row that has the shares of both groups."""
    found = of_hundred(e)
    assert found is not None, e.id  # noqa: S101 - pages offer only rows that have both shares
    harm = e.outcome in HARMS and found.treatment >= found.comparator
    symbol, colour = ("x", ORANGE) if harm else ("diamond", GREEN)
    figure, start = go.Figure(), 0
    for count, name, shape, hue in (
        (found.either_way, f"{found.either_way} either way", "circle", BLUE),
        (found.changed, f"{found.changed} {_more(found)} with {in_a_sentence(e.arm)}", symbol, colour),
        (found.without, f"{found.without} do not", "circle-open", GRAY),
    ):
        if count:
            _icons(figure, range(start, start + count), name, shape, hue)
            start += count
    figure.update_xaxes(visible=False, range=[-0.7, 9.7], fixedrange=True, constrain="domain")
    figure.update_yaxes(visible=False, range=[9.7, -0.7], fixedrange=True, scaleanchor="x", constrain="domain")
    legend = {"y": -0.02, "yanchor": "top", "x": 0, "itemsizing": "constant", "font": {"size": 14}} | FIXED_LEGEND
    figure.update_layout(height=420, margin={"l": 0, "r": 0, "t": 0, "b": 90}, legend=legend)
    return Chart(figure, sentences(e, found, knowledge), table(e, found, knowledge))


def _icons(figure: go.Figure, spots: range, name: str, symbol: str, colour: str) -> None:
    figure.add_scatter(
        x=[spot % A_ROW for spot in spots],
        y=[spot // A_ROW for spot in spots],
        mode="markers",
        name=name,
        marker={"symbol": symbol, "size": 15, "color": colour, "line": {"width": 2, "color": colour}},
        hoverinfo="name",
        hoverlabel={"namelength": -1},
    )


def _more(found: OfHundred) -> str:
    return "more" if found.treatment >= found.comparator else "fewer"


def sentences(e: Effect, found: OfHundred, knowledge: Knowledge) -> str:
    """Plain sentences, read out or shown."""
    length = f" for {e.follow_up}" if e.follow_up else ""
    arm = in_a_sentence(e.arm)
    other = knowledge.word(e.against, "explained") if e.against in EXPLAINED else e.comparator or ""
    said = [
        f"Out of 100 people treated with {arm}{length}, {_about(found.treatment)} {e.event}.",
        f"Out of 100 given {other}, {_about(found.comparator)} {e.event}.",
    ]
    if found.changed:
        said.append(f"So with {arm}, about {found.changed} {_more(found)} out of 100 {e.event}.")
        said += ["This difference may be chance."] if e.direction in MAY_BE_CHANCE else []
    else:
        said.append("So it is about the same with either.")
    return " ".join(said)


def _about(count: int) -> str:
    return f"about {count}" if count else "none"


def table(e: Effect, found: OfHundred, knowledge: Knowledge) -> pd.DataFrame:
    with_treatment, with_other = e.proportions or (None, None)
    return pd.DataFrame(
        {
            "Group": [e.arm, capital(e.comparator or ""), "Difference"],
            "Of 100 people": [
                str(found.treatment),
                str(found.comparator),
                f"{found.changed} {_more(found)}, computed by us",
            ],
            "As reported": [
                _share(with_treatment, e.treatment_events, e.treatment_n),
                _share(with_other, e.comparator_events, e.comparator_n),
                result(e, knowledge) if e.estimate is not None else "not reported",
            ],
        }
    )


def _share(percent: Decimal | None, events: int | None, of: int | None) -> str:
    return people(events, of) if events is not None else f"{percent} %"
