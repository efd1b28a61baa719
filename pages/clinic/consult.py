"""Consultation: the patient on the left, what the guidance says on the right. The answer is drawn first."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from pages.components import cards, charts, frame, positions
from pages.components.form import patient_form
from pages.components.marks import label_text
from rls_logic.asking.answered import Problem
from rls_logic.assess import assess, preview
from rls_logic.assessment import Assessment, Finding, Option, Preview
from rls_logic.content.shapes import Fact
from rls_logic.content.vocabulary import Direction, FactKind, Standing, State
from rls_logic.content.words import in_a_sentence
from rls_logic.read import Reading
from rls_logic.years import line_of

knowledge = frame.knowledge()

# Name, grade and "Why" fill a line on a laptop; on a phone the name takes its own.
NAME_WIDTH, GRADE_WIDTH = 440, 248
SILENT_NAMED = 6
LEGACY_SHOWN = 3
LISTS = {
    "Next visit": (FactKind.NEXT_VISIT,),
    "First steps": (FactKind.FIRST_STEP, FactKind.NOT_ADDRESSED),
    "Iron in detail": (FactKind.IRON_STOP, FactKind.IRON, FactKind.IRON_CAUSE),
    "Changing medicines": (FactKind.LEGACY, FactKind.STOPPING),
    "Surgery or hospital": (FactKind.HOSPITAL,),
    "Silent": (FactKind.SILENT,),
}


@st.fragment
def consultation() -> None:
    form, answer = st.columns([1, 2.25], gap="large")
    reading = patient_form.current(knowledge)
    assessment = assess(reading.patient, knowledge)
    with answer:
        show_entries(reading, assessment)
        show_first(assessment)
        show_options(assessment)
        show_rest(assessment)
    with form:
        patient_form.show(knowledge)


def show_entries(reading: Reading, assessment: Assessment) -> None:
    """What was typed and could not be used, with the mend; how anything was read."""
    problems: tuple[Problem, ...] = (*reading.problems, *assessment.problems)
    if problems:
        held = sorted({o.treatment.short for o in assessment.options if o.held_by})
        lines = [f"- {cards.plain(p.message)} **{cards.plain(p.mend)}**" for p in problems]
        if held:
            lines.append(f"\nHeld back until mended: {', '.join(held)}.")
        st.error("\n".join(lines), icon=":material/edit_note:", title="Check these entries")
    if reading.notices:
        st.caption(" ".join(cards.plain(notice.message) for notice in reading.notices))


def show_first(assessment: Assessment) -> None:
    """Do not miss, ask next, iron, aggravators: what comes before any option."""
    lines: list[str] = []
    if missed := assessment.of_kind(FactKind.DO_NOT_MISS):
        lines.append(f":red[:material/priority_high: **Do not miss**] {shorts(missed)}.")
    if assessment.state is State.OUTSIDE_SCOPE:
        lines.append(
            f":orange[:material/block: **Outside this guidance**] {shorts(assessment.of_kind(FactKind.NOT_ADDRESSED))}."
        )
    lines += ask_next(assessment)
    if said := iron(assessment):
        lines.append(said)
    if assessment.aggravators:
        said = " · ".join(a.record.short for a in assessment.aggravators)
        lines.append(f":material/trending_up: **Aggravators** {said}")
    if assessment.unscreened_medicines:
        count = len(assessment.unscreened_medicines)
        names = ", ".join(cards.plain(name) for name in assessment.unscreened_medicines)
        lines.append(
            f":material/question_mark: **Not screened** {count} medicine{'s' if count > 1 else ''} not known here: {names}"
        )
    with st.container(border=True):
        st.markdown("  \n".join(lines))


def shorts(findings: Sequence[Finding[Fact]]) -> str:
    return ". ".join(finding.record.short for finding in findings)


def ask_next(assessment: Assessment) -> list[str]:
    """At most three unknowns that move the most, each as an action with what each outcome opens."""
    lines: list[str] = []
    if assessment.state is State.CONFLICTING_INPUTS:  # mending the entries comes first
        return lines
    for unknown in assessment.unknowns[:3]:
        outcomes = [words for words in map(outcome_words, preview(assessment, unknown, knowledge)) if words]
        effect = "; ".join(outcomes) or unknown.input.why.rstrip(".")
        lines.append(
            f":primary[:material/help:] **{'Ask next' if not lines else 'Then'}** {unknown.input.ask}: {effect}"
        )
    return lines


def outcome_words(outcome: Preview) -> str:
    parts = [
        f"{verb} {', '.join(names)}"
        for verb, names in (
            ("opens", outcome.opens),
            ("puts a caution before", outcome.with_care),
            ("holds", outcome.holds),
            ("advice against", outcome.against),
        )
        if names
    ]
    return f"{outcome.label} {' and '.join(parts)}" if parts else ""


def iron(assessment: Assessment) -> str:
    if assessment.state is State.OUTSIDE_SCOPE:
        return ""
    stops = assessment.of_kind(FactKind.IRON_STOP)
    bands = stops or (*assessment.of_kind(FactKind.IRON_CAUSE)[:1], *assessment.of_kind(FactKind.IRON))
    return f":primary[:material/water_drop:] **Iron** {cards.iron_values(assessment, knowledge)}. {shorts(bands)}."


def show_options(assessment: Assessment) -> None:
    offered = assessment.with_standing(Standing.OPEN, Standing.CHECK_FIRST)
    with_care = assessment.with_standing(Standing.OPEN_WITH_CARE)
    used = assessment.with_standing(Standing.ALREADY_USED)
    taken_against = [o for o in assessment.with_standing(Standing.ADVISED_AGAINST) if o.taken_now]
    waiting = [o for o in assessment.with_standing(Standing.WAITS) if o.recommendation.direction is Direction.FOR]
    with st.container(border=True, gap=None):
        if offered or with_care:
            st.markdown("#### Options to weigh :gray[:small[order is not preference]]", anchors=False)
        show_rows(offered, assessment)
        if with_care:
            st.markdown(":small[**With care, never as routine**]")
            show_rows(with_care, assessment)
        if used:
            st.markdown(":small[**Already taken or tried: not offered as new**]")
            show_rows(used, assessment)
        if taken_against:
            st.markdown(":small[**Advised against, and taken now**]")
            show_rows(taken_against, assessment)
        if legacy := assessment.of_kind(FactKind.LEGACY):
            rest = len(legacy) - LEGACY_SHOWN
            more = f" :gray[{rest} more under changing medicines.]" if rest > 0 else ""
            st.markdown(f":small[{shorts(legacy[:LEGACY_SHOWN])}.{more}]")
        if not (offered or with_care or used or taken_against):
            st.markdown(nothing_yet(assessment))
        elif waiting:
            st.caption(f"Waits: {'; '.join(cards.waits_words(waiting, knowledge))}.")


def nothing_yet(assessment: Assessment) -> str:
    match assessment.state:
        case State.NEEDS_MORE:
            return (
                "#### Enter age and diagnosis first\n\nEvery recommendation is for adults or children, and for RLS that meets all five "
                "criteria or for PLMD without RLS. Then ferritin and TSAT (they open or hold iron), kidney function and dialysis "
                "(they decide which recommendation applies), and what was taken before."
            )
        case State.CONFLICTING_INPUTS:
            return "#### Entries conflict\n\nMend them first; nothing that depends on them is computed."
        case State.OUTSIDE_SCOPE:
            return "#### Outside this guidance\n\nNo treatment line is shown."
        case _:
            said = ". ".join(f.record.short for f in assessment.of_kind(FactKind.NOT_ADDRESSED))
            return f"#### The guideline recommends nothing here\n\n{said}."


def show_rows(options: Sequence[Option], assessment: Assessment) -> None:
    for group, members in cards.by_class(options):
        said = cards.shared_words(members) if group else ((), ())
        if group:
            st.markdown(f":small[{cards.class_line(group, members, knowledge)}]")
        # One wrapping container, three elements a row: what the server sends for a row is what an answer costs.
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            for option in members:
                show_row(option, cards.before_the_grade(option, said), assessment)


def show_row(option: Option, before: str, assessment: Assessment) -> None:
    """One option: direction as a shape, name, what comes before the grade, the grade in words, and the reasons one click away."""
    name = f"{cards.arrow(option.recommendation)} **{option.treatment.name}**"
    st.markdown(f"{name}  \n:small[{before}]" if before else name, width=NAME_WIDTH)
    st.markdown(cards.grade(option.recommendation), width=GRADE_WIDTH)
    opened = st.popover("Why", key=f"why_{option.id}", on_change="rerun")
    if opened.open:
        with opened:
            show_detail(option, assessment)


def show_detail(option: Option, assessment: Assessment) -> None:
    """The reasons, then what older guidance said where it differs. That stays here: on a row it would read as advice."""
    line = line_of(option.treatment, option.recommendation.population, knowledge)
    st.markdown(cards.detail(option, assessment, knowledge) + "\n\n" + positions.older_line(line))
    treatment = {"treatment": option.treatment.id}
    st.page_link(
        "pages/evidence/then_and_now.py", label="Then and now", query_params=treatment, icon=":material/history:"
    )


def show_rest(assessment: Assessment) -> None:
    """Everything below the first layer, in reading order; only the chosen part is drawn."""
    if assessment.state is State.NEEDS_MORE:
        return
    not_now = assessment.with_standing(Standing.NOT_NOW)
    not_for = assessment.with_standing(Standing.NOT_FOR_THIS_PATIENT)
    against = assessment.with_standing(Standing.ADVISED_AGAINST)
    parts: dict[str, Callable[[], None]] = {}
    if not_now:
        parts[f"Not now {len(not_now)}"] = lambda: show_rows(not_now, assessment)
    if not_for:
        parts[f"Not for this patient {len(not_for)}"] = lambda: show_rows(not_for, assessment)
    if against:
        parts[f"Advised against {len(against)}"] = lambda: show_rows(against, assessment)
    for label, kinds in LISTS.items():
        findings = assessment.of_kind(*kinds)
        if findings:
            parts[label] = partial(show_findings, findings)
    if len(assessment.options) > 1:
        parts["Certainty chart"] = lambda: show_chart(assessment)
        parts["Compare two"] = lambda: show_two(assessment)
    names = list(parts)
    keys = {name.rstrip(" 0123456789"): name for name in names}
    chosen = st.pills(
        "More",
        list(keys),
        format_func=lambda name: label_text(keys[name]),
        key="more_answer",
        label_visibility="collapsed",
        wrap=True,
    )
    if chosen in keys:
        with st.container(border=True, gap="xsmall"):
            parts[keys[chosen]]()
    if silent := assessment.of_kind(FactKind.SILENT):
        said = ", ".join(in_a_sentence(f.record.short) for f in silent[:SILENT_NAMED])
        st.caption(f"Silent, which is not advice against: {said} and {len(silent) - SILENT_NAMED} more.")


def show_findings(findings: Sequence[Finding[Fact]]) -> None:
    st.markdown("\n".join(cards.finding_line(finding, knowledge) for finding in findings))


def show_chart(assessment: Assessment) -> None:
    options = [
        o for o in assessment.options if o.standing is not Standing.WAITS or o.recommendation.direction is Direction.FOR
    ]
    figure, finding, rows = charts.certainty_chart(options)
    st.markdown(f"**{finding}**")
    st.plotly_chart(figure, config={"displayModeBar": False}, alt=finding, key="certainty_chart")
    st.table(rows, hide_index=True, border="horizontal", alt="The same recommendations as a table")


def show_two(assessment: Assessment) -> None:
    """Any two options side by side."""
    options = {cards.row_name(o): o for o in assessment.options}
    left, right = st.columns(2, gap="medium", wrap=False)
    first = left.selectbox("First option", list(options), index=0, key="compare_first")
    second = right.selectbox("Second option", list(options), index=min(1, len(options) - 1), key="compare_second")
    st.markdown(cards.side_by_side(options[first], options[second], assessment, knowledge))


consultation()
