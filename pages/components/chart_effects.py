"""Figures from effects.csv: forest plot, icon array, augmentation rates. Each with its finding and its table twin."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from string import ascii_lowercase

import pandas as pd
import plotly.graph_objects as go
from streamlit.elements.lib.streamlit_plotly_theme import GRAY_90

from pages.components.cards import CONFIRMED, words
from rls_logic.content.effects import Effect
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.vocabulary import Confirmation, Family
from rls_logic.content.words import in_a_sentence
from rls_logic.estimates import HARMS, OfHundred, Rate, family, of_hundred

# Shape and fill carry the meaning; colour only repeats it, so every chart reads in greyscale.
INK, BENEFIT, HARM, FAINT = "#3f74d1", "#1b7f56", "#b8651f", "#8a979d"
TEXT = GRAY_90  # Streamlit's stand-in for its text colour: the browser puts in that of the mode
FAMILY_SHAPE = {
    "gabapentinoid": ("diamond", BENEFIT),
    "dopamine_agonist": ("circle", HARM),
    "levodopa": ("square", "#c0454f"),
    Family.OTHER: ("circle-open", "#6b7a80"),
    "placebo": ("x-thin-open", "#6b7a80"),
}
FAMILY_WORDS = {"levodopa": "Levodopa", "placebo": "Placebo", Family.OTHER: "Several or any medicine"}
MEASURE = {
    "mean_difference": "difference",
    "standardised_mean_difference": "standardised difference",
    "risk_ratio": "risk ratio",
    "odds_ratio": "odds ratio",
    "risk_difference": "difference",
}
DIRECTION = {
    "favours_treatment": "favours the treatment",
    "favours_comparator": "favours the comparator",
    "no_clear_difference": "no clear difference",
    "mixed": "mixed",
    "not_tested": "difference not tested in the text read",
    "uncontrolled": "no comparison",
    "no_trial": "no trial found",
    "dose": "about the dose",
}
OUTCOME = {
    "irls": "IRLS score",
    "severity": "Severity, other scales",
    "responder": "Responders",
    "remission": "Remission",
    "relapse": "Relapse",
    "limb_movements": "Leg movements in sleep",
    "sleep": "Sleep",
    "quality_of_life": "Quality of life",
    "adverse_events": "Adverse events",
    "withdrawal": "Leaving the study",
    "augmentation": "Augmentation",
    "dose": "Dose and its changes",
    "preference": "Preference",
    "all": "No trial found",
}
COUNTS_OF = {"review": " in the whole review", "network": " in the whole network", "whole_trial": " in the whole trial"}
POPULATION = {"rls": "", "rls_dialysis": "RLS with kidney failure", "children": "children with RLS"}
DUMMY = {"placebo": "placebo (a dummy treatment)", "sham": "a sham (a pretend treatment)"}
FIXED_LEGEND = {"itemclick": False, "itemdoubleclick": False}
PEOPLE = "people"  # a rate that its counts say better
ROW, HEAD = 34, 30  # pixels: a row with its label above the mark, and a heading


# Words


def number(value: Decimal | int | None) -> str:
    return str(value).replace("-", "\u2212")


def opened_with(text: str) -> str:
    """With a capital first letter, the others as they are."""
    return text[:1].upper() + text[1:]


def interval(e: Effect) -> str:
    return f"{number(e.low)} to {number(e.high)}" if e.low is not None else ""


def unit_words(unit: str | None) -> str:
    return "" if unit in (None, "ratio") else re.sub(r"^ percent\b", " %", f" {unit}")


def result(e: Effect) -> str:
    """One row's result in words, as printed; what is not there is said to be not reported."""
    parts = []
    if e.estimate is not None and e.unit != PEOPLE:
        name = f"{MEASURE[e.measure]} " if e.measure in MEASURE else ""
        spread = f" ({e.interval} {interval(e)})" if e.low is not None else ""
        missing = ", interval not reported" if e.low is None and e.measure in MEASURE else ""
        ours = ", computed by us" if e.computed else ""
        parts.append(f"{name}{number(e.estimate)}{unit_words(e.unit)}{spread}{missing}{ours}")
    if e.treatment_value is not None:
        unit = unit_words(e.values_unit)
        parts.append(f"{number(e.treatment_value)} against {number(e.comparator_value)}{unit}")
    if e.treatment_events is not None:
        parts.append(" against ".join(filter(None, (people(e.treatment_events, e.treatment_n), there(e)))))
    if e.p:
        parts.append(f"p {e.p}" if e.p.startswith("<") else f"p = {e.p}")
    return "; ".join(parts) or "number not reported"


def people(events: int | None, of: int | None) -> str:
    return f"{events} of {of} people" if of else f"{events} people"


def there(e: Effect) -> str:
    return people(e.comparator_events, e.comparator_n) if e.comparator_events is not None else ""


def size(e: Effect) -> str:
    """Trials and people, and what they are counts of."""
    noun = "studies" if e.counts_of == "studies" else "trials"
    trials = "" if e.trials is None else "1 trial" if e.trials == 1 else f"{e.trials} {noun}"
    persons = "" if e.participants is None else f"{e.participants:,} people"
    counted = ", ".join(filter(None, (trials, persons)))
    return f"{counted}{COUNTS_OF.get(e.counts_of or '', '')}" if counted else "size not reported"


def followed(e: Effect) -> str:
    return e.follow_up or "length not reported"


def origin(e: Effect) -> str:
    """Design, size and length of what a row comes from."""
    design = "" if e.design == "trial" and e.trials else words(e.design).replace("meta analysis", "meta-analysis")
    said = ", ".join(filter(None, (design, size(e), followed(e))))
    return opened_with(said)


def source(e: Effect, marks: dict[str, str]) -> str:
    """The citation, how the row was confirmed, its overlap letter and its note."""
    letter = f"; overlap {marks[e.overlap]}" if e.overlap in marks else ""
    return f"{cited(e)}; {confirmed(e)}{letter}. {e.note or ''}".strip()


def compared(e: Effect) -> str:
    who = ", ".join(filter(None, (POPULATION[e.population], e.population_detail)))
    versus = {"before": "after against ", "none": "", "not_stated": "comparator not stated"}.get(e.against, "against ")
    return "; ".join(filter(None, (f"{e.arm} {versus}{e.comparator or ''}".strip(), who)))


def cited(e: Effect) -> str:
    """The citation, as a link where a DOI or PMID is known."""
    link = f"https://doi.org/{e.doi}" if e.doi else f"https://pubmed.ncbi.nlm.nih.gov/{e.pmid}/" if e.pmid else ""
    return f"[{e.citation}]({link})" if link else e.citation


def confirmed(e: Effect) -> str:
    """Of a computed row both are said: whose arithmetic it is, and how its figures were read."""
    figures = CONFIRMED[Confirmation(e.confirmed)]
    return f"computed by us from figures {figures}" if e.computed else figures


def letters(effects: Iterable[Effect]) -> dict[str, str]:
    """A letter for every overlap group that more than one row belongs to, by group."""
    shared = [group for group, rows in Counter(e.overlap for e in effects).most_common() if rows > 1]
    return dict(zip(shared, ascii_lowercase, strict=False))


def cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return " ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)


def as_csv(effects: Iterable[Effect]) -> str:
    """The rows as they stand in effects.csv: an empty cell is "not reported"."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(Effect.model_fields)
    for e in effects:
        writer.writerow([cell(getattr(e, name)) for name in Effect.model_fields])
    return out.getvalue()


# Forest plot


def forest(
    rows: Sequence[Effect], marks: dict[str, str], line: float, knowledge: Knowledge, by_size: bool
) -> tuple[go.Figure, str, pd.DataFrame]:
    """IRLS differences with their intervals, the label above each mark; never pooled."""
    ordered = sorted(rows, key=lambda e: e.estimate or 0) if by_size else by_family(rows, knowledge)
    places, heads, height = layout(ordered, knowledge, heads=not by_size)
    figure = go.Figure()
    left, right = -20, 5
    for name, symbol, colour, part in (
        ("pooled analysis", "diamond", INK, [e for e in ordered if e.pooled]),
        ("one trial", "circle", INK, [e for e in ordered if not (e.pooled or e.computed)]),
        ("one trial, computed by us", "circle-open", INK, [e for e in ordered if e.computed and not e.outlier]),
        ("outlier, computed by us", "x-open", HARM, [e for e in ordered if e.outlier]),
    ):
        if part:
            spots = [(places[e.id], e.estimate, e.low, e.high) for e in part]
            hover = [f"{e.arm}, {e.study}: {result(e)}" for e in part]
            dots(figure, spots, symbol, colour, hover, name)
    above = 0.36 * ROW
    twins = Counter((e.arm, e.study) for e in ordered)
    labels = [label(e, marks, twins[e.arm, e.study] > 1) for e in ordered]
    write(figure, [(left, places[e.id] - above, text) for e, text in zip(ordered, labels, strict=True)], "middle right")
    write(figure, [(right, places[e.id] - above, short_result(e)) for e in ordered], "middle left")
    write(figure, [(left, y, text) for y, text in heads], "middle right", bold=True)
    upright(figure, 0, places.values())
    upright(figure, -line, places.values(), dash="dot")
    note = {"showarrow": False, "yref": "paper", "y": 1, "yanchor": "bottom", "font": {"size": 11.5, "color": TEXT}}
    figure.add_annotation(
        x=-line, xanchor="right", yshift=20, text=f"{line:g} points: a yardstick between groups", **note
    )
    figure.add_annotation(x=0, xanchor="right", xshift=-4, yshift=2, text="\u2190 better than placebo or sham", **note)
    figure.add_annotation(x=0, xanchor="left", xshift=4, yshift=2, text="worse \u2192", **note)
    figure.update_xaxes(
        range=[left, right], tickvals=[-15, -10, -5, 0], showgrid=False, zeroline=False, fixedrange=True,
        title="IRLS points, 95 % interval",
    )  # fmt: skip
    plain_rows(figure, height, top=44, legend=50)
    return figure, forest_finding(ordered, line), forest_table(ordered, marks)


def by_family(rows: Iterable[Effect], knowledge: Knowledge) -> list[Effect]:
    """Families in their order, in each the pooled rows first, then as in the file."""
    order = list(Family)
    return sorted(rows, key=lambda e: (order.index(family(e.treatment, knowledge)), not e.pooled))


def layout(
    rows: Sequence[Effect], knowledge: Knowledge, heads: bool
) -> tuple[dict[str, float], list[tuple[float, str]], float]:
    """Pixel positions from the top: of each mark by row id, of each heading, and the whole height."""
    places, found, y, last = {}, [], 4.0, ""
    for e in rows:
        group = family(e.treatment, knowledge)
        if heads and group != last:
            found.append((y + HEAD / 2, family_name(group, knowledge)))
            y, last = y + HEAD, group
        places[e.id] = y + 0.72 * ROW
        y += ROW
    return places, found, y + 6


def family_name(group: str, knowledge: Knowledge) -> str:
    known = knowledge.treatment_classes.get(group)
    return FAMILY_WORDS.get(group) or (known.label if known else "Other")


def write(figure: go.Figure, texts: Sequence[tuple[float, float, str]], position: str, bold: bool = False) -> None:
    figure.add_scatter(
        x=[x for x, _, _ in texts],
        y=[y for _, y, _ in texts],
        text=[text for _, _, text in texts],
        mode="text",
        textposition=position,
        textfont={"size": 11.5, "color": TEXT} | ({"weight": 700} if bold else {}),
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )


Spot = tuple[float, Decimal | None, Decimal | None, Decimal | None]  # place, value, low, high


def dots(
    figure: go.Figure, spots: Sequence[Spot], symbol: str, colour: str, hover: Sequence[str], name: str = ""
) -> None:
    """Marks with their intervals, where they have one."""
    figure.add_scatter(
        x=[float(value or 0) for _, value, _, _ in spots],
        y=[place for place, _, _, _ in spots],
        error_x={
            "symmetric": False,
            "array": [away(value, high) for _, value, _, high in spots],
            "arrayminus": [away(value, low) for _, value, low, _ in spots],
            "thickness": 1.8,
            "width": 4 if any(low is not None for _, _, low, _ in spots) else 0,
            "color": colour,
        },
        mode="markers",
        name=name,
        showlegend=bool(name),
        marker={"symbol": symbol, "size": 10, "color": colour, "line": {"width": 2, "color": colour}},
        hovertext=hover,
        hoverinfo="text",
    )


def away(value: Decimal | None, end: Decimal | None) -> float:
    """How far an end of the interval lies from the value; no length where none is reported."""
    return 0 if value is None or end is None else float(abs(end - value))


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


def plain_rows(figure: go.Figure, height: float, top: int, legend: int = 0) -> None:
    """One unit of the y axis is one pixel from the top, so that labels keep their distance on any screen."""
    axis = 52
    figure.update_yaxes(range=[height, 0], visible=False, fixedrange=True)
    figure.update_layout(
        height=height + top + axis + legend,
        margin={"l": 0, "r": 4, "t": top, "b": axis + legend},
        legend={"orientation": "h", "y": -axis / height, "yanchor": "top", "x": 0} | FIXED_LEGEND,
        hovermode="closest",
    )


def label(e: Effect, marks: dict[str, str], has_twin: bool) -> str:
    who = f", {e.population_detail}" if has_twin and e.population_detail else ""
    letter = f" [{marks[e.overlap]}]" if e.overlap in marks else ""
    return f"{e.arm}{who}, {e.study}{', outlier' if e.outlier else ''}{letter}"


def short_result(e: Effect) -> str:
    return f"{number(e.estimate)} ({interval(e)})"


def forest_finding(rows: Sequence[Effect], line: float) -> str:
    """One sentence, counted from the rows that are shown."""
    clear = sum((e.high or 0) < 0 for e in rows)
    beyond = sum((e.estimate or 0) <= -line for e in rows)
    crossing = len(rows) - clear
    shown = "1 difference" if len(rows) == 1 else f"{len(rows)} differences"
    return (
        f"{shown} in IRLS points from placebo or sham: {clear} with an interval wholly on the better side, {crossing} with "
        f"one that includes no difference; {beyond} of {line:g} points or more."
    )


def forest_table(rows: Sequence[Effect], marks: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Treatment": [compared(e) for e in rows],
            "IRLS difference (95 % interval)": [
                f"{short_result(e)} points{', computed by us' if e.computed else ''}{', outlier' if e.outlier else ''}"
                for e in rows
            ],
            "From": [f"{origin(e)}. {source(e, marks)}" for e in rows],
        }
    )


def every_row(rows: Sequence[Effect], marks: dict[str, str]) -> pd.DataFrame:
    """Rows of one outcome, results in words."""
    return pd.DataFrame(
        {
            "Treatment and comparison": [compared(e) for e in rows],
            "Result": [": ".join(filter(None, (e.detail, result(e)))) + f" ({DIRECTION[e.direction]})" for e in rows],
            "From": [f"{origin(e)}. {source(e, marks)}" for e in rows],
        }
    )


# Icon array


def icon_array(e: Effect) -> tuple[go.Figure, str, pd.DataFrame]:
    """A hundred people: who has it either way, for whom the treatment made the difference, and who does not."""
    people_of = of_hundred(e)
    assert people_of is not None, e.id  # noqa: S101 - pages offer only rows that have both shares
    more = people_of.treatment >= people_of.comparator
    arm = in_a_sentence(e.arm)
    groups = (
        (people_of.either_way, f"{people_of.either_way} either way", "circle", INK),
        (
            people_of.changed,
            f"{people_of.changed} {'more' if more else 'fewer'} with {arm}",
            "x" if e.outcome in HARMS and more else "diamond",
            HARM if e.outcome in HARMS and more else BENEFIT,
        ),
        (people_of.without, f"{people_of.without} do not", "circle-open", "#6b7a80"),
    )
    figure, start = go.Figure(), 0
    for count, name, symbol, colour in groups:
        if count:
            spots = range(start, start + count)
            figure.add_scatter(
                x=[spot % 10 for spot in spots],
                y=[spot // 10 for spot in spots],
                mode="markers",
                name=name,
                marker={"symbol": symbol, "size": 15, "color": colour, "line": {"width": 2, "color": colour}},
                hoverinfo="name",
                hoverlabel={"namelength": -1},
            )
            start += count
    figure.update_xaxes(visible=False, range=[-0.7, 9.7], fixedrange=True, constrain="domain")
    figure.update_yaxes(visible=False, range=[9.7, -0.7], fixedrange=True, scaleanchor="x", constrain="domain")
    figure.update_layout(
        height=420,
        margin={"l": 0, "r": 0, "t": 0, "b": 90},
        legend={"y": -0.02, "yanchor": "top", "x": 0, "itemsizing": "constant", "font": {"size": 14}} | FIXED_LEGEND,
    )
    return figure, for_a_patient(e, people_of), icon_table(e, people_of)


def for_a_patient(e: Effect, people_of: OfHundred) -> str:
    """Plain sentences, read out or shown."""
    length = f" for {e.follow_up}" if e.follow_up else ""
    arm, other = in_a_sentence(e.arm), DUMMY.get(e.against, e.comparator or "")
    sentences = [
        f"Out of 100 people treated with {arm}{length}, {about(people_of.treatment)} {e.event}.",
        f"Out of 100 given {other}, {about(people_of.comparator)} {e.event}.",
    ]
    if not people_of.changed:
        sentences.append("So it is about the same with either.")
    else:
        more = "more" if people_of.treatment > people_of.comparator else "fewer"
        sentences.append(f"So with {arm}, about {people_of.changed} {more} out of 100 {e.event}.")
        if e.direction in ("no_clear_difference", "not_tested"):
            sentences.append("This difference may be chance.")
    return " ".join(sentences)


def about(count: int) -> str:
    return f"about {count}" if count else "none"


def icon_table(e: Effect, people_of: OfHundred) -> pd.DataFrame:
    with_treatment, with_other = e.proportions or (None, None)
    difference = (
        f"{people_of.changed} {'more' if people_of.treatment >= people_of.comparator else 'fewer'}, computed by us"
    )
    return pd.DataFrame(
        {
            "Group": [e.arm, opened_with(e.comparator or ""), "Difference"],
            "Of 100 people": [str(people_of.treatment), str(people_of.comparator), difference],
            "As reported": [
                share(with_treatment, e.treatment_events, e.treatment_n),
                share(with_other, e.comparator_events, e.comparator_n),
                result(e) if e.estimate is not None else "not reported",
            ],
        }
    )


def share(percent: Decimal | None, events: int | None, of: int | None) -> str:
    return people(events, of) if events is not None else f"{percent} %"


# Augmentation


def rate_words(rate: Rate) -> str:
    spread = f" ({number(rate.low)} to {number(rate.high)})" if rate.low is not None else ""
    return f"{rate.percent}{spread} %"


def rate_label(rate: Rate) -> str:
    """What was given, and for how long people were followed."""
    return f"{', '.join(filter(None, (rate.label, rate.effect.detail)))}: {followed(rate.effect)}"


def rates_chart(rates: Sequence[Rate], knowledge: Knowledge) -> tuple[go.Figure, str, pd.DataFrame]:
    """Every share of people who augmented, marker shape by class, follow-up on every label."""
    order = list(FAMILY_SHAPE)
    grouped = sorted(rates, key=lambda r: (order.index(rate_family(r, knowledge)), r.percent))
    figure, y, last, heads, spots = go.Figure(), 4.0, "", [], []
    for rate in grouped:
        group = rate_family(rate, knowledge)
        if group != last:
            heads.append((y + HEAD / 2, family_name(group, knowledge)))
            y, last = y + HEAD, group
        spots.append((y + 0.72 * ROW, rate))
        y += ROW
    rate_marks(figure, spots, knowledge)
    write(figure, [(0, text_y, text) for text_y, text in heads], "middle right", bold=True)
    percent_axis(figure)
    plain_rows(figure, y + 6, top=8)
    figure.update_layout(showlegend=False)
    lowest, highest = min(r.percent for r in rates), max(r.percent for r in rates)
    finding = (
        f"{len(rates)} reported shares of people who augmented run from {lowest} to {highest} %, over follow-up from months "
        "to years and by differing definitions: they cannot be ranked against each other."
    )
    return figure, finding, rates_table(grouped)


def rate_family(rate: Rate, knowledge: Knowledge) -> str:
    group = "placebo" if rate.treatment == "placebo" else family(rate.treatment, knowledge)
    return group if group in FAMILY_SHAPE else Family.OTHER


def rate_marks(figure: go.Figure, spots: Sequence[tuple[float, Rate]], knowledge: Knowledge) -> None:
    for group, (symbol, colour) in FAMILY_SHAPE.items():
        part = [(y, r) for y, r in spots if rate_family(r, knowledge) == group]
        if part:
            hover = [f"{rate_label(r)}: {rate_words(r)}, {r.effect.study}" for _, r in part]
            marks = [(y, r.percent, r.low, r.high) for y, r in part]
            dots(figure, marks, symbol, colour, hover, family_name(group, knowledge))
    above = 0.36 * ROW
    write(figure, [(0, y - above, rate_label(r)) for y, r in spots], "middle right")
    write(figure, [(66, y - above, rate_words(r)) for y, r in spots], "middle left")


def percent_axis(figure: go.Figure) -> None:
    figure.update_xaxes(
        range=[-1, 66], tickvals=[0, 10, 20, 30, 40, 50, 60], showgrid=False, zeroline=False, fixedrange=True,
        title="percent of people who augmented",
    )  # fmt: skip


def rates_table(rates: Sequence[Rate]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Treatment": [rate.label for rate in rates],
            "Augmented, followed for": [
                f"{', '.join(filter(None, (rate_words(r), r.effect.detail)))}; {followed(r.effect)}" for r in rates
            ],
            "From": [f"{origin(r.effect)}. {source(r.effect, {})}" for r in rates],
        }
    )


def benefit_and_harm(
    effects: Sequence[Effect], rates: Sequence[Rate], knowledge: Knowledge
) -> tuple[go.Figure, go.Figure, str, pd.DataFrame]:
    """Two panels with the same rows and an axis each: IRLS difference over weeks, augmentation over longer."""
    short_term = {e.treatment: e for e in effects}
    order = [e for e in by_family(short_term.values(), knowledge) if any(r.treatment == e.treatment for r in rates)]
    benefit, harm = go.Figure(), go.Figure()
    y, heads, marks, spots = 4.0, [], [], []
    for e in order:
        known = knowledge.treatments.get(e.treatment)
        heads.append((y + HEAD / 2, known.short if known else knowledge.treatment_classes[e.treatment].label))
        y += HEAD
        marks.append((y + 0.72 * ROW, e))
        own = sorted((r for r in rates if r.treatment == e.treatment), key=lambda r: r.percent)
        spots += [(y + (place + 0.72) * ROW, r) for place, r in enumerate(own)]
        y += len(own) * ROW + 6
    for group, (symbol, colour) in FAMILY_SHAPE.items():
        part = [(place, e) for place, e in marks if family(e.treatment, knowledge) == group]
        hover = [f"{e.arm}, {e.study}: {result(e)}" for _, e in part]
        dots(benefit, [(place, e.estimate, e.low, e.high) for place, e in part], symbol, colour, hover)
    left, right, above = -10, 0.4, 0.36 * ROW
    write(benefit, [(left, place - above, followed(e)) for place, e in marks], "middle right")
    write(benefit, [(0, place - above, short_result(e)) for place, e in marks], "middle left")
    write(
        benefit,
        [(left, place, f"{text}, {e.study}") for (place, text), (_, e) in zip(heads, marks, strict=True)],
        "middle right",
        bold=True,
    )
    upright(benefit, 0, [place for place, _ in marks])
    benefit.update_xaxes(
        range=[left, right], tickvals=[-8, -6, -4, -2, 0], showgrid=False, zeroline=False, fixedrange=True,
        title="IRLS points, difference from placebo",
    )  # fmt: skip
    rate_marks(harm, spots, knowledge)
    write(harm, [(0, place, text) for place, text in heads], "middle right", bold=True)
    percent_axis(harm)
    plain_rows(benefit, y, top=8)
    plain_rows(harm, y, top=8)
    harm.update_layout(showlegend=False)
    return benefit, harm, both_finding(order, rates, knowledge), both_table(order, rates)


def both_finding(order: Sequence[Effect], rates: Sequence[Rate], knowledge: Knowledge) -> str:
    def spans(agonist: bool) -> tuple[str, str]:
        rows = [e for e in order if (family(e.treatment, knowledge) == "dopamine_agonist") is agonist]
        sizes = sorted(-(e.estimate or Decimal(0)) for e in rows)
        shares = sorted(r.percent for r in rates if r.treatment in {e.treatment for e in rows})
        return span(sizes), span(shares)

    agonists, others = spans(True), spans(False)
    named = " and ".join(
        in_a_sentence(e.arm.split()[0]) for e in order if family(e.treatment, knowledge) != "dopamine_agonist"
    )
    return (
        f"In the short term dopamine agonists are {agonists[0]} IRLS points better than placebo ({named} {others[0]}); "
        f"followed for longer, {agonists[1]} % of people on them augmented ({named} {others[1]} %)."
    )


def span(values: Sequence[Decimal]) -> str:
    return f"{values[0]} to {values[-1]}" if values[0] != values[-1] else str(values[0])


def both_table(order: Sequence[Effect], rates: Sequence[Rate]) -> pd.DataFrame:
    own = {e.id: sorted((r for r in rates if r.treatment == e.treatment), key=lambda r: r.percent) for e in order}
    return pd.DataFrame(
        {
            "Treatment": [e.arm for e in order],
            "Short term: IRLS difference from placebo": [
                f"{short_result(e)} points, {followed(e)}, {cited(e)}" for e in order
            ],
            "Longer: people who augmented": [
                "; ".join(f"{rate_words(r)} ({followed(r.effect)}, {r.effect.study})" for r in own[e.id]) for e in order
            ],
        }
    )
