"""Shares of people who augmented, and the short-term benefit beside them. Marker shape tells the classes apart."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import chain, groupby

import pandas as pd
import plotly.graph_objects as go

from pages.components.charts.base import EDGE, LABEL, Chart, Spot, Written, dots, layout, rows_figure, upright, write
from pages.components.estimates import by_family, cited, followed, result, short_result, signed, whence
from pages.components.marks import FAMILIES
from rls_logic.content.effects import Effect
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.vocabulary import Family
from rls_logic.content.words import in_a_sentence
from rls_logic.estimates import Rate, family

TOP = 8  # pixels
LEFT, RIGHT = -10, 0.4  # IRLS points
MOST = 66  # percent
POINTS = {"range": [LEFT, RIGHT], "tickvals": [-8, -6, -4, -2, 0], "title": "IRLS points, difference from placebo"}
PERCENT = {"range": [-1, MOST], "tickvals": [0, 10, 20, 30, 40, 50, 60], "title": "percent of people who augmented"}


def label(rate: Rate) -> str:
    """What was given, and for how long people were followed."""
    return f"{', '.join(filter(None, (rate.label, rate.effect.detail)))}: {followed(rate.effect)}"


def share(rate: Rate) -> str:
    spread = f" ({signed(rate.low)} to {signed(rate.high)})" if rate.low is not None else ""
    return f"{rate.percent}{spread} %"


def shape_of(rate: Rate, knowledge: Knowledge) -> Family:
    """The class that the shape of a mark stands for: those without a shape of their own share one."""
    found = Family.PLACEBO if rate.treatment == Family.PLACEBO else family(rate.treatment, knowledge)
    return found if found in FAMILIES else Family.OTHER


def every_rate(rates: Sequence[Rate], knowledge: Knowledge) -> Chart:
    """Every share, with its follow-up on every label."""
    order = list(FAMILIES)
    ordered = sorted(rates, key=lambda r: (order.index(shape_of(r, knowledge)), r.percent))
    groups = [(name, len(list(part))) for name, part in groupby(ordered, key=lambda rate: shape_of(rate, knowledge))]
    placed = layout(count for _, count in groups)
    figure = rows_figure(placed.height, TOP, PERCENT)
    _rates(figure, list(zip(chain(*placed.marks), ordered, strict=True)), knowledge)
    heads = [Written(0, y, knowledge.word(name)) for y, (name, _) in zip(placed.heads, groups, strict=True)]
    write(figure, heads, "right", bold=True)
    figure.update_layout(showlegend=False)
    lowest, highest = min(r.percent for r in rates), max(r.percent for r in rates)
    finding = (
        f"{len(rates)} reported shares of people who augmented run from {lowest} to {highest} %, over follow-up from months "
        "to years and by differing definitions: they cannot be ranked against each other."
    )
    return Chart(figure, finding, _rates_table(ordered, knowledge))


def _rates(figure: go.Figure, placed: Sequence[tuple[float, Rate]], knowledge: Knowledge) -> None:
    """The marks of these shares, each with its label and its figure above."""
    for group, (symbol, colour) in FAMILIES.items():
        spots = [
            Spot(y, r.percent, r.low, r.high, f"{label(r)}: {share(r)}, {r.effect.study}")
            for y, r in placed
            if shape_of(r, knowledge) == group
        ]
        dots(figure, spots, symbol, colour, knowledge.word(group))
    write(figure, [Written(0, y - LABEL, label(r)) for y, r in placed], "right")
    write(figure, [Written(MOST, y - LABEL, share(r)) for y, r in placed], "left")


def _rates_table(rates: Sequence[Rate], knowledge: Knowledge) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Treatment": [rate.label for rate in rates],
            "Augmented, followed for": [
                f"{', '.join(filter(None, (share(r), r.effect.detail)))}; {followed(r.effect)}" for r in rates
            ],
            "From": [whence(r.effect, {}, knowledge) for r in rates],
        }
    )


def benefit_and_harm(effects: Iterable[Effect], rates: Sequence[Rate], knowledge: Knowledge) -> tuple[Chart, Chart]:
    """The IRLS difference over weeks beside augmentation over longer, for each treatment that has both.

    Two figures with the same rows and an axis each; the finding and the table are about both.
    """
    short_term = {e.treatment: e for e in effects}.values()
    own = {e.id: sorted((r for r in rates if r.treatment == e.treatment), key=lambda r: r.percent) for e in short_term}
    order = [e for e in by_family(short_term, knowledge) if own[e.id]]
    placed = layout((len(own[e.id]) for e in order), gap=EDGE)
    names = [_name(e, knowledge) for e in order]
    heads = list(zip(placed.heads, names, strict=True))
    benefit = rows_figure(placed.height, TOP, POINTS)
    _benefits(benefit, [(marks[0], e) for marks, e in zip(placed.marks, order, strict=True)], knowledge)
    titles = [Written(LEFT, y, f"{name}, {e.study}") for (y, name), e in zip(heads, order, strict=True)]
    write(benefit, titles, "right", bold=True)
    upright(benefit, 0, [marks[0] for marks in placed.marks])
    harm = rows_figure(placed.height, TOP, PERCENT)
    ordered = [rate for e in order for rate in own[e.id]]
    _rates(harm, list(zip(chain(*placed.marks), ordered, strict=True)), knowledge)
    write(harm, [Written(0, y, name) for y, name in heads], "right", bold=True)
    harm.update_layout(showlegend=False)
    finding, table = _both_finding(order, own, knowledge), _both_table(order, own)
    return Chart(benefit, finding, table), Chart(harm, finding, table)


def _name(e: Effect, knowledge: Knowledge) -> str:
    known = knowledge.treatments.get(e.treatment)
    return known.short if known else knowledge.treatment_classes[e.treatment].label


def _benefits(figure: go.Figure, placed: Sequence[tuple[float, Effect]], knowledge: Knowledge) -> None:
    for group, (symbol, colour) in FAMILIES.items():
        spots = [
            Spot(y, e.estimate, e.low, e.high, f"{e.arm}, {e.study}: {result(e, knowledge)}")
            for y, e in placed
            if family(e.treatment, knowledge) == group
        ]
        dots(figure, spots, symbol, colour)
    write(figure, [Written(LEFT, y - LABEL, followed(e)) for y, e in placed], "right")
    write(figure, [Written(0, y - LABEL, short_result(e)) for y, e in placed], "left")


def _both_finding(order: Sequence[Effect], own: Mapping[str, Sequence[Rate]], knowledge: Knowledge) -> str:
    agonists = [e for e in order if family(e.treatment, knowledge) is Family.DOPAMINE_AGONIST]
    others = [e for e in order if e not in agonists]
    named = " and ".join(in_a_sentence(e.arm.split()[0]) for e in others)

    def points(rows: Sequence[Effect]) -> str:
        return _span([-(e.estimate or Decimal(0)) for e in rows])

    def percent(rows: Sequence[Effect]) -> str:
        return _span([rate.percent for e in rows for rate in own[e.id]])

    return (
        f"In the short term dopamine agonists are {points(agonists)} IRLS points better than placebo ({named} {points(others)}); "
        f"followed for longer, {percent(agonists)} % of people on them augmented ({named} {percent(others)} %)."
    )


def _span(values: Sequence[Decimal]) -> str:
    lowest, highest = min(values), max(values)
    return f"{lowest} to {highest}" if lowest != highest else str(lowest)


def _both_table(order: Sequence[Effect], own: Mapping[str, Sequence[Rate]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Treatment": [e.arm for e in order],
            "Short term: IRLS difference from placebo": [
                f"{short_result(e)} points, {followed(e)}, {cited(e)}" for e in order
            ],
            "Longer: people who augmented": [
                "; ".join(f"{share(r)} ({followed(r.effect)}, {r.effect.study})" for r in own[e.id]) for e in order
            ],
        }
    )
