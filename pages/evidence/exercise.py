"""Exercise and other measures: the trial, the article line by line, a week's plan, and what each source says of the rest."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from pages.components import cards, frame, positions
from pages.components.form.controls import NO_OTHERS
from pages.components.marks import label_text
from rls_logic.content.exercise import Line, Measure, Study
from rls_logic.content.history import Claim
from rls_logic.content.shapes import MAIN_GUIDANCE, Guidance, Recommendation
from rls_logic.content.types import Cite
from rls_logic.content.vocabulary import (
    Basis,
    Confirmation,
    Direction,
    Nothing,
    Population,
    SourceKind,
    Target,
    Verdict,
)
from rls_logic.lessons.week import Answers, CheckFirst, Plan, basis_words, plan, plan_text
from rls_logic.years import in_time_order, position

knowledge = frame.knowledge()
exercise = knowledge.exercise

VIEWS = ("Evidence", "Plan a week", "Other measures", "The article, checked")
# The sources with a column of their own; any other that speaks of a measure is named under it.
COLUMNS = (MAIN_GUIDANCE, "aan_2016", "mds_irlssg_2018")
SPECIAL: dict[Population, str] = {Population.ADULTS_RLS_ESRD: "in haemodialysis"}
VERDICT = {
    Verdict.SUPPORTED: ":green-badge[:material/check: supported]",
    Verdict.SIMPLIFIED: ":blue-badge[:material/compress: simplified]",
    Verdict.OUTDATED: ":orange-badge[:material/history: outdated]",
    Verdict.CONTRADICTED: ":red-badge[:material/close: contradicted]",
    Verdict.UNSUPPORTED: ":gray-badge[:material/help: unsupported]",
}
BASIS = {
    Basis.AS_IN_THE_TRIAL: ":green-badge[:material/check: as in the trial]",
    Basis.OURS: ":blue-badge[:material/edit: ours]",
    Basis.UNSUPPORTED: ":gray-badge[:material/help: unsupported]",
}
READING_WIDTH = 860
EXERCISE_COLOUR, CONTROL_COLOUR, ALL_COLOUR, LOST_COLOUR = "#0b6b5b", "#5d6b73", "#2a6f8f", "#8a979d"


def page() -> None:
    st.title("Exercise and other measures", anchor=False)
    label = exercise.label
    st.markdown(
        f":primary[:material/info:] **{label.text}** {source_of(label.cite, label.confirmed)}",
        width=READING_WIDTH,
    )
    view = st.segmented_control(
        "View", VIEWS, default=VIEWS[0], required=True, format_func=label_text, label_visibility="collapsed", wrap=True
    )
    {
        "Evidence": show_evidence,
        "Plan a week": show_planner,
        "Other measures": show_measures,
        "The article, checked": show_article,
    }[view]()


def source_of(cite: Cite, confirmed: Confirmation) -> str:
    """Where a line comes from; of our own lines the place says nothing."""
    ours = knowledge.sources[cite.source].kind is SourceKind.OURS
    return f":gray[{cards.CONFIRMED[confirmed]}]" if ours else cards.source_line(cite, confirmed, knowledge)


def download(rows: pd.DataFrame, name: str) -> None:
    st.download_button(
        "Download as CSV",
        rows.to_csv(index=False),
        file_name=name,
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
    )


# Evidence


def show_evidence() -> None:
    figure, finding, rows = trial_chart()
    st.markdown("## The trial", anchors=False)
    picture, said = st.columns([1, 1.1], gap="large")
    with picture:
        st.markdown(f"**{finding}**")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            shown = st.segmented_control(
                "Show as",
                ("Picture", "Table"),
                default="Picture",
                required=True,
                format_func=label_text,
                label_visibility="collapsed",
            )
            download(rows, "exercise_trial.csv")
        if shown == "Table":
            st.table(rows, hide_index=True, border="horizontal", alt=finding)
        else:
            st.plotly_chart(figure, config={"displayModeBar": False}, alt=finding, key="exercise_trial")
    said.markdown("\n".join(own_line(line) for line in exercise.lines if line.section == "trial"))
    measure = next(m for m in exercise.measures if m.treatment == "exercise")
    studies = studies_on(measure)
    left, right = st.columns(2, gap="large")
    left.markdown(
        "\n".join(
            [
                "## What guidance says\n",
                *guidance_lines(measure),
                "\n## Haemodialysis\n",
                *(study_line(study) for study in studies if study.haemodialysis),
            ]
        ),
        anchors=False,
    )
    right.markdown(
        "\n".join(
            [
                "## Other trials, reviews and surveys\n",
                *(study_line(study) for study in studies if not study.haemodialysis),
            ]
        ),
        anchors=False,
    )


def own_line(line: Line) -> str:
    if not (line.text and line.cite and line.confirmed):
        return ""
    return f"- {line.text} {source_of(line.cite, line.confirmed)}"


def study_line(study: Study) -> str:
    source = knowledge.sources[study.cite.source].short
    where = f":gray[{study.cite.locator}; {cards.CONFIRMED[study.confirmed]}]"
    return f"- **{source}.** {study.design}. {study.result} {where}"


def trial_chart() -> tuple[go.Figure, str, pd.DataFrame]:
    """How many people each stage of the trial kept; lengths, words and numbers carry it, colour only repeats it."""
    trial = exercise.trial
    never, dropped = trial.randomised - trial.began, trial.began - trial.finished
    stages = ["Randomised", "Began", "Finished"]
    bars = [
        (ALL_COLOUR, [trial.randomised, trial.began, None]),
        (EXERCISE_COLOUR, [None, None, trial.finished_exercise]),
        (CONTROL_COLOUR, [None, None, trial.finished_control]),
    ]
    edge = {"color": "#ffffff", "width": 1}
    figure = go.Figure()
    for colour, lengths in bars:
        figure.add_bar(x=lengths, y=stages, orientation="h", hoverinfo="skip", marker={"color": colour, "line": edge})
    lost = {"color": "rgba(0,0,0,0)", "line": {"color": LOST_COLOUR, "width": 1.5}}
    figure.add_bar(x=[None, never, dropped], y=stages, orientation="h", hoverinfo="skip", marker=lost)
    beside = trial.began + never / 2
    inside = {"color": "#ffffff", "size": 14}
    for x, stage, words, font in (
        (trial.randomised / 2, "Randomised", [f"{trial.randomised} people"], inside),
        (trial.began / 2, "Began", [f"{trial.began} people"], inside),
        (trial.finished_exercise / 2, "Finished", ["exercise", trial.finished_exercise], inside),
        (trial.finished_exercise + trial.finished_control / 2, "Finished", ["control", trial.finished_control], inside),
        (beside, "Began", [f"{never} never", "began"], {"size": 13}),
        (beside, "Finished", [f"{dropped} dropped", "out"], {"size": 13}),
    ):
        for line, word in enumerate(words):
            shift = 9 * (len(words) - 1) - 18 * line
            figure.add_annotation(x=x, y=stage, yshift=shift, text=str(word), font=font, showarrow=False)
    figure.update_xaxes(range=[0, trial.randomised * 1.01], title_text="people", fixedrange=True, zeroline=False)
    figure.update_yaxes(
        categoryorder="array", categoryarray=stages[::-1], fixedrange=True, automargin=True, ticklabelstandoff=6
    )
    figure.update_layout(
        barmode="stack", bargap=0.25, height=280, margin={"l": 0, "r": 10, "t": 10, "b": 10}, showlegend=False
    )
    finding = (
        f"Of {trial.randomised} people randomised, {trial.began} began and {trial.finished} finished: "
        f"{trial.finished_exercise} with exercise, {trial.finished_control} in the control group."
    )
    unknown = "not established here"
    rows = pd.DataFrame(
        {
            "Stage": stages,
            "People": [trial.randomised, trial.began, trial.finished],
            "Exercise": [unknown, unknown, str(trial.finished_exercise)],
            "Control": [unknown, unknown, str(trial.finished_control)],
            "Lost on the way": ["", f"{never} never began", f"{dropped} dropped out"],
        }
    )
    return figure, finding, rows


# What guidance says on a measure


def records_on(
    measure: Measure, source: Guidance, population: Population
) -> tuple[Direction | Nothing, tuple[Recommendation, ...]]:
    """What a source says of a measure, and its records. A measure without a treatment of that name is in no source."""
    if measure.treatment:
        found = position(source, knowledge.treatments[measure.treatment], population, knowledge)
        return found.said, (*found.records, *found.also)
    if source.about.classes or source.about.treatments:
        return Nothing.NOT_ITS_TOPIC, ()
    return (Nothing.SILENT if population in source.covers else Nothing.NOT_ESTABLISHED), ()


def cell(measure: Measure, source: Guidance, words: dict[Direction | Nothing, str]) -> str:
    """Direction and the source's own grade, on symptoms, then on any other outcome and population it grades."""
    said, records = records_on(measure, source, Population.ADULTS_RLS)
    parts = [] if isinstance(said, Direction) else [words[said]]
    for record in records:
        target = "" if record.outcome is Target.RLS_SYMPTOMS else f" ({positions.OUTCOME[record.outcome]})"
        parts.append(f"{words[record.direction]}: {record.as_printed}{target}")
    for population, where in SPECIAL.items():
        special = records_on(measure, source, population)[1]
        parts += [f"{where} {words[r.direction]}: {r.as_printed}" for r in special]
    return "; ".join(parts)


def guidance_lines(measure: Measure) -> list[str]:
    """Every record on a measure, the newest source first, then which of the sources with a column have none."""
    lines: list[str] = []
    nothing: dict[Direction | Nothing, list[str]] = {}
    for source in reversed(in_time_order(knowledge)):
        said, records = records_on(measure, source, Population.ADULTS_RLS)
        special = [r for population in SPECIAL for r in records_on(measure, source, population)[1]]
        name = source.source.short
        if not isinstance(said, Direction) and source.source.id in COLUMNS:
            nothing.setdefault(said, []).append(f"{name} (primary RLS)" if special else name)
        lines += [f"- **{name}: {r.as_printed}.** {positions.record_lines(r, knowledge)}" for r in (*records, *special)]
    if nothing:
        kinds = sorted(nothing.items(), reverse=True)
        lines.append("- " + " ".join(f"{positions.PLAIN[said].capitalize()}: {', '.join(who)}." for said, who in kinds))
    return lines


def show_measures() -> None:
    st.markdown(
        "Silent: the source was read whole and has no recommendation, which is not advice against. "
        "Not established here: it was not read whole, or the line is not confirmed.",
        width=READING_WIDTH,
    )
    sources = [knowledge.guidance[name] for name in COLUMNS]
    shown = measures_table(sources, positions.SAID)
    st.table(
        shown,
        hide_index=True,
        border="horizontal",
        alt=f"{len(shown)} measures by {len(sources)} sources: direction and the source's own grade, with studies and other items counted",
    )
    rows = measures_table(sources, positions.PLAIN)
    rows["Studies and other items"] = [
        "; ".join(cited(s) for s in studies_on(m)) or "not established here" for m in exercise.measures
    ]
    download(rows, "other_measures.csv")
    others = [m for m in exercise.measures if m.treatment != "exercise"]
    half = (len(others) + 1) // 2
    for column, part in zip(st.columns(2, gap="large"), (others[:half], others[half:]), strict=True):
        column.markdown("\n\n".join(measure_lines(measure) for measure in part), anchors=False)
    st.page_link(
        "pages/clinic/consult.py",
        label="Peroneal stimulation for a patient, with its cautions",
        icon=":material/person:",
    )


def studies_on(measure: Measure) -> list[Study]:
    return [study for study in exercise.studies if measure.id in study.measures]


def cited(study: Study) -> str:
    return f"{study.design}: {study.result} ({knowledge.sources[study.cite.source].short})"


def measures_table(sources: Sequence[Guidance], words: dict[Direction | Nothing, str]) -> pd.DataFrame:
    return pd.DataFrame(
        {"Measure": [m.label for m in exercise.measures]}
        | {s.source.short: [cell(m, s, words) for m in exercise.measures] for s in sources}
        | {"Studies and other items": [str(len(studies_on(m)) or "not established here") for m in exercise.measures]}
    )


def measure_lines(measure: Measure) -> str:
    studies = [study_line(study) for study in studies_on(measure)] or ["- Trials: not established here."]
    return "\n".join([f"## {measure.label}\n", *guidance_lines(measure), *studies])


# The article


def show_article() -> None:
    claims = {claim.id: claim for claim in knowledge.claims}
    audited = [claims[line.claim] for line in exercise.lines if line.claim]
    article = knowledge.articles[audited[0].article]
    counts = Counter(claim.verdict for claim in audited)
    said = ", ".join(f"{counts[verdict]} {verdict}" for verdict in Verdict if counts[verdict])
    st.markdown(
        f"**{len(audited)} statements: {said}.** {article.title} ({article.publisher}, {article.dated}). {article.note}",
        width=READING_WIDTH,
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        verdict = st.pills("Verdict", [v.value for v in Verdict if counts[v]], format_func=label_text, wrap=True)
        download(article_table(audited), "exercise_article.csv")
    blocks = []
    for section in exercise.sections:
        lines = [
            line for line in exercise.lines if line.section == section.id and (line.claim or section.id != "trial")
        ]
        shown = [
            claim_line(claims[line.claim]) if line.claim else beyond_line(line)
            for line in lines
            if not verdict or (line.claim and claims[line.claim].verdict == verdict)
        ]
        if shown:
            blocks.append("\n".join([f"## {section.label}\n", *shown]))
    st.markdown("\n\n".join(blocks), anchors=False, width=READING_WIDTH)


def claim_line(claim: Claim) -> str:
    looked = "; ".join(f"{knowledge.sources[c.source].short}, {c.locator}" for c in claim.evidence)
    return (
        f"- {VERDICT[claim.verdict]} **{claim.statement}** {claim.reason} "
        f":gray[{looked or 'No source found'}; {cards.CONFIRMED[claim.confirmed]}]"
    )


def beyond_line(line: Line) -> str:
    return own_line(line).replace("- ", "- :violet-badge[:material/add: not in the article] ", 1)


def article_table(audited: Sequence[Claim]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Statement": [c.statement for c in audited],
            "The article cites": [c.cites or "nothing" for c in audited],
            "Verdict": [c.verdict.value for c in audited],
            "Reason": [c.reason for c in audited],
            "Why it matters": [c.matters for c in audited],
            "Source": [
                "; ".join(f"{knowledge.sources[e.source].short}, {e.locator}" for e in c.evidence) or "no source found"
                for c in audited
            ],
            "Confirmed": [c.confirmed.value.replace("_", " ") for c in audited],
        }
    )


# The planner


def show_planner() -> None:
    with st.container(width=READING_WIDTH):
        made = plan(ask(), exercise)
        show_check_first(made.check_first)
        show_plan(made)


def ask() -> Answers:
    """Choices only; what is not chosen is not known."""
    activities = {a.label: a.id for a in exercise.activities}
    days = {d.label: d.id for d in exercise.days}
    limits = {limit.label: limit.id for limit in exercise.limits}
    activity = st.segmented_control("Activity now", list(activities), format_func=label_text, wrap=True)
    free = st.pills("Days free for a session", list(days), selection_mode="multi", format_func=label_text, wrap=True)
    present = st.pills(
        "Limits", [*limits, NO_OTHERS], selection_mode="multi", format_func=label_text, wrap=True,
        help=f"What is not chosen counts as not known until “{NO_OTHERS}” is chosen. Nothing is kept.",
    )  # fmt: skip
    known = {limits[label]: True for label in present if label != NO_OTHERS}
    if NO_OTHERS in present:
        known = dict.fromkeys(limits.values(), False) | known
    return Answers(
        activity=activities[activity] if activity else None, days=tuple(days[day] for day in free), limits=known
    )


def show_check_first(checks: Sequence[CheckFirst]) -> None:
    lines = [
        f"- **{check.about}.** {check.text} {source_of(check.limit.cite, check.limit.confirmed)}"
        for check in checks
        if check.known and check.limit
    ]
    lines += [f"- {check.text}" for check in checks if not check.known and not check.limit]
    if unknown := [check.about.lower() for check in checks if not check.known and check.limit]:
        lines.append(f"- Not known, ask first: {', '.join(unknown)}.")
    if lines:
        st.markdown("\n".join(["**:orange[:material/priority_high:] Check first**\n", *lines]))
    else:
        st.markdown(":material/check: Every limit on the list was asked about, and none is present.")


def show_plan(made: Plan) -> None:
    trial = exercise.trial
    st.markdown(f"## The week, for {trial.weeks} weeks", anchors=False)
    rows = pd.DataFrame(
        {
            "Day": [row.day for row in made.rows],
            "Plan": [row.what for row in made.rows],
            "Basis": [BASIS[row.basis] + (f" {BASIS[Basis.OURS]} {row.ours}" if row.ours else "") for row in made.rows],
        }
    )
    st.table(
        rows,
        hide_index=True,
        border="horizontal",
        alt="; ".join(f"{row.day}: {row.what} ({basis_words(row.basis, row.ours)})" for row in made.rows),
    )
    lines = [f"- **Where to start.** {made.start} {BASIS[Basis.OURS]}"] if made.start else []
    for part in made.parts:
        own = knowledge.sources[part.cite.source].kind is SourceKind.OURS
        source = "" if own else cards.source_line(part.cite, part.confirmed, knowledge)
        lines.append(f"- **{part.label}.** {part.text} {BASIS[part.basis]} {source}")
    st.markdown("\n".join(["## What it is made of\n", *lines]), anchors=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "Plan as text",
            plan_text(made, exercise, knowledge),
            file_name="exercise_week.txt",
            mime="text/plain",
            on_click="ignore",
            icon=":material/download:",
        )
        st.caption(
            "The text holds the plan and none of the limits. To print: the menu at the top right.", width="content"
        )


page()
