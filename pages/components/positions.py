"""How a source's position looks: direction as shape and word, the source's own grade as text, and the kinds of nothing."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from pages.components.cards import CONFIRMED, source_line, words
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.shapes import Guidance, Recommendation
from rls_logic.content.vocabulary import Change, Direction, Nothing, Population, Put, Target
from rls_logic.years import SIDE, History, PatientPosition, Position, in_time_order

POPULATIONS: dict[Population, str] = {
    Population.ADULTS_RLS: "Adults",
    Population.ADULTS_RLS_ESRD: "Dialysis and ESRD",
    Population.ADULTS_PLMD: "PLMD",
    Population.CHILDREN_RLS: "Children",
}
SAID: dict[Direction | Nothing, str] = {
    Direction.FOR: ":green[:material/arrow_upward:] for",
    Direction.FOR_WITH_LIMITS: ":blue[:material/north_east:] for, with limits",
    Direction.EFFICACY_ONLY: ":violet[:material/check:] works; no advice",
    Direction.INSUFFICIENT: ":gray[:material/question_mark:] insufficient",
    Direction.AGAINST_STANDARD_USE: ":orange[:material/south_east:] against standard use",
    Direction.AGAINST: ":red[:material/arrow_downward:] against",
    Nothing.BY_PRODUCT: ":gray[by product]",
    Nothing.SILENT: ":gray[:material/remove: silent]",
    Nothing.NOT_ESTABLISHED: ":gray[not established here]",
    Nothing.NOT_ITS_TOPIC: ":gray[not its topic]",
}
PLAIN: dict[Direction | Nothing, str] = {
    Direction.FOR: "for",
    Direction.FOR_WITH_LIMITS: "for, with limits",
    Direction.EFFICACY_ONLY: "works; no advice",
    Direction.INSUFFICIENT: "insufficient evidence",
    Direction.AGAINST_STANDARD_USE: "against standard use",
    Direction.AGAINST: "against",
    Nothing.BY_PRODUCT: "speaks of its products",
    Nothing.SILENT: "silent",
    Nothing.NOT_ESTABLISHED: "not established here",
    Nothing.NOT_ITS_TOPIC: "not its topic",
}
CHANGE = {
    Change.REVERSED: "Reversed",
    Change.NEW: "New in 2025",
    Change.SETTLED: "From insufficient to advice",
    Change.DROPPED: "No longer mentioned",
    Change.NONE: "No change of direction",
}
REASON = {
    "new_harm_evidence": "New harm evidence",
    "new_benefit_evidence": "New benefit evidence",
    "different_outcome_or_comparator": "Different outcome or comparator",
    "different_grading_method": "Different grading method",
    "new_product_or_licence": "New product or licence",
    "consensus": "Consensus",
}
PUT: dict[Put | Nothing, str] = {
    **{nothing: SAID[nothing] for nothing in Nothing},
    Put.OFFERED: ":green[:material/arrow_upward:] offered",
    Put.CONDITIONAL: ":blue[:material/north_east:] offered on a condition",
    Put.CONCLUDED: ":violet[:material/check:] works; no advice",
    Put.WAITS: ":gray[:material/hourglass_empty:] waits",
    Put.ADVISED_AGAINST: ":red[:material/arrow_downward:] advised against",
    Put.INSUFFICIENT: ":gray[:material/question_mark:] insufficient",
    Put.DOES_NOT_APPLY: ":gray[:material/block: does not apply]",
}
PUT_PLAIN: dict[Put | Nothing, str] = {
    **{nothing: PLAIN[nothing] for nothing in Nothing},
    Put.OFFERED: "offered",
    Put.CONDITIONAL: "offered on a condition",
    Put.CONCLUDED: "works; no advice",
    Put.WAITS: "waits",
    Put.ADVISED_AGAINST: "advised against",
    Put.INSUFFICIENT: "insufficient evidence",
    Put.DOES_NOT_APPLY: "does not apply",
}
OUTCOME = {
    Target.RLS_SYMPTOMS: "RLS symptoms",
    Target.LIMB_MOVEMENTS: "limb movements",
    Target.OBJECTIVE_SLEEP: "measured sleep",
    Target.SUBJECTIVE_SLEEP: "sleep as felt",
    Target.MOOD: "mood",
    Target.QUALITY_OF_LIFE: "quality of life",
    Target.AVOIDING_AUGMENTATION: "avoiding augmentation",
}


def cell(position: Position) -> str:
    """Direction as shape and word, then the source's own grade."""
    if not position.established:
        return SAID[position.said]
    through = " (as a class)" if position.through else ""
    return f"{SAID[position.said]} · **{position.as_printed}**{through}"


def plain_cell(position: Position) -> str:
    if not position.established:
        return PLAIN[position.said]
    through = " (as a class)" if position.through else ""
    return f"{PLAIN[position.said]}: {position.as_printed}{through}"


def only_standard_use(found: PatientPosition) -> bool:
    """Weaker than advice against: the two never share a word."""
    record = found.record
    return (
        found.put is Put.ADVISED_AGAINST and record is not None and record.direction is Direction.AGAINST_STANDARD_USE
    )


def held_back(found: PatientPosition) -> bool:
    """Whether a safety reason keeps today's recommendation from this patient: an arrow for it would read as an offer."""
    return found.put is Put.OFFERED and found.option is not None and bool(found.option.blocked_by)


def put_words(found: PatientPosition) -> str:
    """What a source would have put before this patient, with its own grade where it applies."""
    if found.record is None or found.put is Put.DOES_NOT_APPLY:
        return PUT[found.put]
    word = PUT[found.put]
    if held_back(found):
        word = ":red[:material/block:] held back"
    if only_standard_use(found):
        word = SAID[Direction.AGAINST_STANDARD_USE]
    return f"{word} · {found.record.as_printed}"


def put_plain(found: PatientPosition) -> str:
    if found.record is None or found.put is Put.DOES_NOT_APPLY:
        return PUT_PLAIN[found.put]
    word = PUT_PLAIN[found.put]
    if held_back(found):
        word = "held back"
    if only_standard_use(found):
        word = PLAIN[Direction.AGAINST_STANDARD_USE]
    return word if word == found.record.as_printed else f"{word}: {found.record.as_printed}"


def heading(guidance: Guidance) -> str:
    """A source's name over its column, as a link to the work: it also lets a keyboard reach a table that scrolls."""
    source = guidance.source
    if source.doi:
        return f"[{source.short}](https://doi.org/{source.doi})"
    return f"[{source.short}](https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/)" if source.pmid else source.short


def show_table(columns: Mapping[str, Sequence[str]]) -> None:
    """A table of markdown cells as one element: a table element draws each cell by itself, at four times the cost.

    The row that holds it does not wrap, so that a phone scrolls the table and not the page.
    """
    lines = [columns.keys(), ["---"] * len(columns), *zip(*columns.values(), strict=True)]
    with st.container(horizontal=True, wrap=False):
        st.markdown("\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines))


def record_lines(record: Recommendation, knowledge: Knowledge) -> str:
    """A record in our words: statement, condition, what stays open, and its source."""
    parts = [record.statement]
    if record.condition:
        parts.append(f"Condition: {record.condition}")
    if record.unsettled:
        parts.append(f"Not settled here: {record.unsettled}")
    if record.remark:
        parts.append(f"Remark: {record.remark}")
    return " ".join(parts) + " " + source_line(record.cite, record.confirmed.weakest, knowledge)


def also_line(record: Recommendation, knowledge: Knowledge) -> str:
    """A record on another outcome, or of one treatment over another."""
    over = (
        f"{knowledge.treatments[record.treatment].short} over {knowledge.treatments[record.over].short}, "
        if record.over
        else ""
    )
    where = OUTCOME[record.outcome]
    return f"- {over}{where}: {PLAIN[record.direction]}, **{record.as_printed}**. {source_line(record.cite, record.confirmed.weakest, knowledge)}"


def older_line(line: History) -> str:
    """One line for the consult page: what older guidance said where it differs, and who disagrees today."""
    parts = []
    if line.differing:
        said = "; ".join(f"{p.guidance.source.short} {plain_cell(p)}" for p in line.differing)
        parts.append(f"**Older guidance differed:** {said}.")
    if line.disagreeing_today:
        said = "; ".join(f"{p.guidance.source.short} {plain_cell(p)}" for p in line.disagreeing_today)
        parts.append(f"**Disagrees today:** {said}.")
    return " ".join(parts)


# The shift chart. Height is direction; the kinds of nothing have no height and leave a gap.
HEIGHT: dict[Direction | Nothing, int] = {
    Direction.AGAINST: -2,
    Direction.AGAINST_STANDARD_USE: -1,
    Direction.INSUFFICIENT: 0,
    Direction.EFFICACY_ONLY: 1,
    Direction.FOR_WITH_LIMITS: 2,
    Direction.FOR: 3,
}
LEVELS = [
    "against",
    "against standard use",
    "insufficient",
    "works; no advice",
    "for, with limits",
    "for",
]
SYMBOLS = ["circle", "square", "diamond", "triangle-up", "x", "star"]
DASHES = ["solid", "dash", "dot", "dashdot", "longdash", "longdashdot"]
COLOURS = ["#2f7f9f", "#b8651f", "#1b7f56", "#9a4fb5", "#c0454f", "#6b7780"]
MOST_LINES = len(SYMBOLS)
SPREAD = 0.09


def shift_chart(lines: Sequence[History], sources: Sequence[Guidance]) -> tuple[go.Figure, str, pd.DataFrame]:
    """One line a treatment through the sources in order of year: figure, one-sentence finding, table twin."""
    figure = go.Figure()
    names = [source.source.short for source in sources]
    for place, line in enumerate(lines[:MOST_LINES]):
        shown = {p.guidance.source.id: p for p in line.positions}
        found = [shown[source.source.id] for source in sources]
        off = SPREAD * (place - (min(len(lines), MOST_LINES) - 1) / 2)
        figure.add_scatter(
            x=names,
            y=[
                HEIGHT[p.said] + off if p.said in HEIGHT and p.said is not Direction.EFFICACY_ONLY else None
                for p in found
            ],
            mode="lines+markers",
            connectgaps=True,
            name=line.treatment.short,
            line={"dash": DASHES[place], "width": 2.2, "color": COLOURS[place]},
            marker={"symbol": SYMBOLS[place], "size": 11, "color": COLOURS[place]},
            customdata=[[plain_cell(p)] for p in found],
            hovertemplate=line.treatment.short + ", %{x}: %{customdata[0]}<extra></extra>",
        )
        concluded = [p for p in found if p.said is Direction.EFFICACY_ONLY]
        figure.add_scatter(  # a conclusion is no step of the advice: its own hollow mark, off the line
            x=[p.guidance.source.short for p in concluded],
            y=[HEIGHT[p.said] + off for p in concluded],
            mode="markers",
            showlegend=False,
            marker={"symbol": f"{SYMBOLS[place]}-open", "size": 11, "color": COLOURS[place], "line": {"width": 2}},
            customdata=[[plain_cell(p)] for p in concluded],
            hovertemplate=line.treatment.short + ", %{x}: %{customdata[0]}<extra></extra>",
        )
    figure.update_xaxes(categoryorder="array", categoryarray=names, range=[-0.5, len(names) - 0.5], fixedrange=True)
    figure.update_yaxes(tickvals=list(HEIGHT.values()), ticktext=LEVELS, range=[-2.5, 3.5], fixedrange=True)
    figure.update_layout(
        height=460,
        margin={"l": 0, "r": 10, "t": 10, "b": 10},
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
    )
    rows = pd.DataFrame(
        {"Treatment": [line.treatment.name for line in lines[:MOST_LINES]]}
        | {
            source.source.short: [
                plain_cell(next(p for p in line.positions if p.guidance is source)) for line in lines[:MOST_LINES]
            ]
            for source in sources
        }
    )
    return figure, shift_finding(lines[:MOST_LINES]), rows


def shift_finding(lines: Sequence[History]) -> str:
    if not lines:
        return "No treatment is chosen."
    fell = [
        line.treatment.short
        for line in lines
        if line.change is Change.REVERSED and SIDE[line.main.said] is Direction.AGAINST
    ]
    rose = [
        line.treatment.short
        for line in lines
        if line.change in (Change.NEW, Change.SETTLED) and line.main.said is Direction.FOR
    ]
    parts = []
    if fell:
        parts.append(f"{listed(fell)} went from advice for to advice against")
    if rose:
        parts.append(
            f"{listed(rose)}, once insufficient or unmentioned, now {'has' if len(rose) == 1 else 'have'} advice for"
        )
    still = len(lines) - len(fell) - len(rose)
    if still:
        parts.append(f"{still} kept {'its' if still == 1 else 'their'} direction or cannot be compared")
    said = "; ".join(parts)
    return f"Between the older sources and AASM 2025: {said}."


def listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def speaking(knowledge: Knowledge, lines: Iterable[History]) -> tuple[Guidance, ...]:
    """The sources that say something of at least one of these treatments, oldest first."""
    heard = {p.guidance.source.id for line in lines for p in line.positions if p.established}
    return tuple(source for source in in_time_order(knowledge) if source.source.id in heard)


def confirmed_words(record: Recommendation) -> str:
    return ", ".join(f"{words(part)} {CONFIRMED[level]}" for part, level in record.confirmed.levels.items())
