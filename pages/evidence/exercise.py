"""Exercise and other measures: the trial, the article line by line, a week's plan, and what each source says of the rest."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from pages.components import cite, claims, frame, marks, matrix, measures, parts
from pages.components.charts.trial import trial_chart
from pages.components.form.controls import NO_OTHERS
from rls_logic.content.exercise import Line, Measure
from rls_logic.content.vocabulary import Basis, Verdict
from rls_logic.lessons.week import Answers, CheckFirst, Plan, Row, basis_words, plan, plan_text

knowledge = frame.knowledge()
exercise = knowledge.exercise

EXERCISE, TRIAL = "exercise", "trial"  # the measure that the trial is about, and its part of the article
READING_WIDTH = 860


def page() -> None:
    st.title("Exercise and other measures", anchor=False)
    label = exercise.label
    st.markdown(
        f":primary[:material/info:] **{label.text}** {cite.source_of(label.cite, label.confirmed, knowledge)}",
        width=READING_WIDTH,
    )
    views = {
        "Evidence": show_evidence,
        "Plan a week": show_planner,
        "Other measures": show_measures,
        "The article, checked": show_article,
    }
    views[parts.segmented("View", list(views), hidden=True)]()


# Evidence


def show_evidence() -> None:
    st.markdown("## The trial", anchors=False)
    picture, said = st.columns([1, 1.1], gap="large")
    with picture:
        show_trial()
    said.markdown("\n".join(own_line(line) for line in exercise.lines if line.section == TRIAL))
    measure = next(m for m in exercise.measures if m.treatment == EXERCISE)
    studies = measures.studies_on(measure, knowledge)
    in_dialysis = [measures.study_line(study, knowledge) for study in studies if study.haemodialysis]
    others = [measures.study_line(study, knowledge) for study in studies if not study.haemodialysis]
    guidance = measures.guidance_lines(measure, knowledge)
    left, right = st.columns(2, gap="large")
    left.markdown(
        "\n".join(["## What guidance says\n", *guidance, "\n## Haemodialysis\n", *in_dialysis]), anchors=False
    )
    right.markdown("\n".join(["## Other trials, reviews and surveys\n", *others]), anchors=False)


def show_trial() -> None:
    chart = trial_chart(exercise.trial, knowledge)
    st.markdown(f"**{chart.finding}**")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        view = parts.segmented("Show as", parts.VIEWS, hidden=True)
        parts.download("Download as CSV", chart.table, "exercise_trial.csv")
    parts.figure_or_table(chart, view, alt=chart.finding, key="exercise_trial")


def own_line(line: Line) -> str:
    if not (line.text and line.cite and line.confirmed):
        return ""
    return f"- {line.text} {cite.source_of(line.cite, line.confirmed, knowledge)}"


# Other measures


def show_measures() -> None:
    st.markdown(
        "Silent: the source was read whole and has no recommendation, which is not advice against. "
        "Not established here: it was not read whole, or the line is not confirmed.",
        width=READING_WIDTH,
    )
    shown = measures.table(lambda said: matrix.said_words(said, knowledge), lambda found: str(len(found)), knowledge)
    sources = len(measures.columns(knowledge))
    parts.table(
        shown,
        alt=f"{len(shown)} measures by {sources} sources: direction and the source's own grade, with studies and other items counted",
    )
    parts.download(
        "Download as CSV",
        lambda: measures.table(knowledge.word, lambda found: measures.studies_text(found, knowledge), knowledge),
        "other_measures.csv",
    )
    others = [m for m in exercise.measures if m.treatment != EXERCISE]
    half = (len(others) + 1) // 2
    for column, part in zip(st.columns(2, gap="large"), (others[:half], others[half:]), strict=True):
        column.markdown("\n\n".join(measure_lines(measure) for measure in part), anchors=False)
    st.page_link(
        "pages/clinic/consult.py",
        label="Peroneal stimulation for a patient, with its cautions",
        icon=":material/person:",
    )


def measure_lines(measure: Measure) -> str:
    studies = [measures.study_line(study, knowledge) for study in measures.studies_on(measure, knowledge)]
    guidance = measures.guidance_lines(measure, knowledge)
    return "\n".join([f"## {measure.label}\n", *guidance, *(studies or ["- Trials: not established here."])])


# The article


def show_article() -> None:
    by_id = {claim.id: claim for claim in knowledge.claims}
    audited = [by_id[line.claim] for line in exercise.lines if line.claim]
    article = knowledge.articles[audited[0].article]
    counts = Counter(claim.verdict for claim in audited)
    said = ", ".join(f"{counts[verdict]} {knowledge.word(verdict)}" for verdict in Verdict if counts[verdict])
    st.markdown(
        f"**{len(audited)} statements: {said}.** {article.title} ({article.publisher}, {article.dated}). {article.note}",
        width=READING_WIDTH,
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        verdict = parts.pill("Verdict", [v for v in Verdict if counts[v]], knowledge.word)
        parts.download("Download as CSV", lambda: claims.table(audited, knowledge), "exercise_article.csv")
    verdicts = {verdict} if verdict else set(Verdict)
    blocks = []
    for section in exercise.sections:
        lines = [line for line in exercise.lines if line.section == section.id]
        told = [
            f"- {claims.in_brief(by_id[line.claim], knowledge)}" if line.claim else beyond_line(line)
            for line in lines
            if (by_id[line.claim].verdict in verdicts if line.claim else not verdict and section.id != TRIAL)
        ]
        if told:
            blocks.append("\n".join([f"## {section.label}\n", *told]))
    st.markdown("\n\n".join(blocks), anchors=False, width=READING_WIDTH)


def beyond_line(line: Line) -> str:
    return own_line(line).replace("- ", f"- {marks.badged(marks.BEYOND, 'not in the article')} ", 1)


# The planner


def show_planner() -> None:
    with st.container(width=READING_WIDTH):
        made = plan(ask(), exercise)
        show_check_first(made.check_first)
        show_plan(made)


def ask() -> Answers:
    """Choices only; what is not chosen is not known."""
    activities = {a.id: a.label for a in exercise.activities}
    days = {d.id: d.label for d in exercise.days}
    limits = {limit.id: limit.label for limit in exercise.limits}
    activity = parts.segmented_or_none("Activity now", list(activities), lambda a: activities[a])
    free = parts.pills("Days free for a session", list(days), lambda d: days[d])
    present = parts.pills(
        "Limits",
        [*limits, NO_OTHERS],
        lambda limit: limits.get(limit, limit),
        help=f"What is not chosen counts as not known until “{NO_OTHERS}” is chosen. Nothing is kept.",
    )
    known = {limit: limit in present for limit in limits if limit in present or NO_OTHERS in present}
    return Answers(activity=activity, days=tuple(free), limits=known)


def show_check_first(checks: Sequence[CheckFirst]) -> None:
    lines = [
        f"- **{check.about}.** {check.text} {cite.source_of(check.limit.cite, check.limit.confirmed, knowledge)}"
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
    st.markdown(f"## The week, for {exercise.trial.weeks} weeks", anchors=False)
    week = pd.DataFrame(
        {
            "Day": [row.day for row in made.rows],
            "Plan": [row.what for row in made.rows],
            "Basis": [basis_of(row) for row in made.rows],
        }
    )
    said = (f"{row.day}: {row.what} ({basis_words(row.basis, knowledge, row.ours)})" for row in made.rows)
    parts.table(week, alt="; ".join(said))
    lines = [f"- **Where to start.** {made.start} {marks.badge(Basis.OURS, knowledge)}"] if made.start else []
    for part in made.parts:
        ours = cite.is_ours(part.cite, knowledge)
        source = "" if ours else cite.source_line(part.cite, part.confirmed, knowledge)
        lines.append(f"- **{part.label}.** {part.text} {marks.badge(part.basis, knowledge)} {source}")
    st.markdown("\n".join(["## What it is made of\n", *lines]), anchors=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        parts.download("Plan as text", lambda: plan_text(made, exercise, knowledge), "exercise_week.txt")
        st.caption(
            "The text holds the plan and none of the limits. To print: the menu at the top right.", width="content"
        )


def basis_of(row: Row) -> str:
    ours = f" {marks.badge(Basis.OURS, knowledge)} {row.ours}" if row.ours else ""
    return marks.badge(row.basis, knowledge) + ours


page()
