"""Cases: made-up patients. The learner commits, then the live engine answers; what one changed answer moves; sheets and cards."""

import re
from collections.abc import Sequence
from functools import partial

import streamlit as st

from pages.components import cards, frame, lesson, matrix
from pages.components.cite import source_line
from pages.components.marks import LOOKS, icon
from pages.components.parts import download, pill, segmented_or_none
from rls_logic.assessment import Assessment
from rls_logic.brief import brief
from rls_logic.content.vocabulary import Nothing, Put, Strength, Voice
from rls_logic.content.words import in_a_sentence
from rls_logic.known import known
from rls_logic.lessons import marking, sheets
from rls_logic.lessons.marking import LeftOut, Lesson, Marked, Marking, Result
from rls_logic.moves import moved_lines, moves
from rls_logic.note import note
from rls_logic.years import through_the_years

knowledge = frame.knowledge()
lessons = marking.lessons(knowledge.cases)
groups = marking.choices(knowledge)

LONG = 90  # characters: about a line of the answer's box
NOTHING = (Put.DOES_NOT_APPLY, Nothing.SILENT, Nothing.NOT_ESTABLISHED, Nothing.NOT_ITS_TOPIC)


def page() -> None:
    st.title("Cases", anchor=False)
    st.markdown(
        "Made-up patients. Commit to your options and say how sure you are; then the same engine as in the consultation answers. "
        "Your answers stay in this session and are nowhere kept."
    )
    chosen = lesson.choose(lessons, st.query_params.get("case"))
    if chosen is None:
        show_unknown()
        return
    left, right = st.columns([1, 1.7], gap="large")
    commit = lesson.commit_of(chosen)
    with left:
        show_patient(chosen, revealed=commit is not None)
    with right:
        if commit is None:
            lesson.ask(chosen, groups)
        else:
            show_reveal(chosen, commit)
    show_session()
    show_pack(chosen)


def show_unknown() -> None:
    st.warning("No case here has the id in this address. Choose one from the list.", icon=":material/search_off:")
    lesson.offer(lessons)


def show_patient(one: Lesson, revealed: bool) -> None:
    """The story, then the patient's own answers; what would give the case away comes with the reveal."""
    teach = one.teach
    told = known(marking.patient_of(one, knowledge), knowledge, () if revealed else teach.withheld)
    lines = [f"## {teach.title}", teach.vignette]
    lines.append("\n".join(f"- {label} **{value}**" for label, value in told.values))
    if told.present:
        lines.append(f"**Present:** {in_a_list(told.present)}.")
    if told.absent:
        lines.append(f":small[:gray[Asked and absent: {in_a_list(told.absent)}.]]")
    if teach.withheld and not revealed:
        lines.append(":small[:gray[Some of what is known is kept back until you commit.]]")
    st.markdown("\n\n".join(lines), anchors=False)


def in_a_list(labels: Sequence[str]) -> str:
    return ", ".join(in_a_sentence(label) for label in labels)


# The reveal


def show_reveal(one: Lesson, commit: lesson.Commit) -> None:
    assessment = marking.answer_of(one, knowledge)
    marked = marking.mark(assessment, commit.picks, knowledge)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(
            f"**{marking.verdict(marked, commit.sure, knowledge)}** "
            f":gray[You said: {in_a_sentence(knowledge.word(commit.sure))}.]"
        )
        st.button(
            "Try again", on_click=lesson.again, args=(one, groups), icon=":material/replay:", key=lesson.key("again")
        )
    st.markdown(picks_text(marked))
    with st.container(border=True):
        st.markdown(answer_text(assessment))
    show_point(one)
    show_changes(one, assessment)
    show_older(one)


def picks_text(marked: Marking) -> str:
    lines = ["## Your picks"] if marked.picks else []
    lines += [pick_text(pick) for pick in marked.picks]
    if marked.left_out:
        lines.append("## Open here and not picked")
        lines.append("\n".join(left_out_text(group) for group in marked.left_out))
    elif not marked.picks:
        lines.append("Nothing stands open here, so that picking nothing was right.")
    return "\n\n".join(lines)


def pick_text(pick: Marked) -> str:
    """One pick: its mark in words, its grade, and what drove it."""
    grade = f" {cards.grade(pick.option.recommendation, knowledge)}" if pick.option else ""
    reasons = [marking.why_words(reason) for reason in pick.why]
    because = "".join(f"  \n:small[{said}]" for said in reasons if said)
    return f"{icon(LOOKS[pick.mark])} **{pick.treatment.name}**: {knowledge.word(pick.mark)}.{grade}{because}"


def left_out_text(group: LeftOut) -> str:
    names = ", ".join(option.treatment.short for option in group.options)
    strong = [o.treatment.short for o in group.options if o.recommendation.strength is Strength.STRONG]
    why = f"strong: {', '.join(strong)}. " if strong else ""
    shown = f":orange[:material/priority_high:] **{names}**" if group.missed else names
    return f"- {shown}: {why}{knowledge.word(group.what)}."


def answer_text(assessment: Assessment) -> str:
    """The whole answer in the reading order of the consultation: short lines together, long ones below each other."""
    parts = ["## The whole answer"]
    for label, lines in brief(note(assessment, knowledge), knowledge):
        apart = len(lines) > 1 and max(map(len, lines)) > LONG
        parts.append(f"**{label}**" + ("  \n" + "  \n".join(lines) if apart else f" {' · '.join(lines)}"))
    return "\n\n".join(parts)


def show_point(one: Lesson) -> None:
    teach = one.teach
    source = source_line(teach.cite, teach.confirmed, knowledge)
    asked = "\n".join(f"- {question}" for question in teach.questions)
    st.markdown(f"## Learning point\n\n{teach.learning_point} {source}\n\n**To discuss**\n\n{asked}", anchors=False)


def show_changes(one: Lesson, assessment: Assessment) -> None:
    """One answer changed: only what moved."""
    st.markdown("## Change one answer", anchors=False)
    changes = {change.label: change for change in one.teach.counterfactuals}
    label = pill("Change one answer", list(changes), key=lesson.key(f"change_{one.id}"), label_visibility="collapsed")
    if label in changes:
        change = changes[label]
        found = moves(assessment, marking.answer_of(one, knowledge, change.set), knowledge)
        lines = "\n".join(f"- {line}" for line in moved_lines(found))
        st.markdown(f"**{sheets.changed_words(one, change, knowledge)}.** Only what moved:\n\n{lines}")


def show_older(one: Lesson) -> None:
    older = st.expander("What older guidance would have said", key=lesson.key("older"), on_change="rerun")
    if older.open:
        with older:
            lines = older_lines(one)
            st.markdown("History, never advice: today's answer and its cautions stand above.")
            told = ("- **{}**:{}".format(*line.split(":", 1)) for line in lines)
            st.markdown("\n".join(told) or "No older source differs here.")
            st.page_link("pages/evidence/then_and_now.py", label="Then and now", icon=":material/history:")


def older_lines(one: Lesson) -> list[str]:
    """For each older source, what it would have put before this patient where that differs from today."""
    years = through_the_years(marking.patient_of(one, knowledge), knowledge)
    offered = {treatment.id for _, members in groups for treatment in members}
    lines = []
    for source in years.sources:
        if source.voice is not Voice.OLDER:
            continue
        said: dict[str, list[str]] = {}
        for row in years.rows:
            cell = next(cell for cell in row.cells if cell.guidance is source)
            if row.treatment.id in offered and cell.put not in NOTHING and row.differs(cell):
                said.setdefault(matrix.put_plain(cell, knowledge), []).append(row.treatment.short)
        if said:
            told = "; ".join(f"{', '.join(names)}: {put}" for put, names in said.items())
            lines.append(f"{source.source.short}: {told}.")
    return lines


# The session, and what a facilitator takes along


def show_session() -> None:
    results = [
        Result(one, marking.mark(marking.answer_of(one, knowledge), commit.picks, knowledge), commit.sure)
        for one, commit in lesson.commits(lessons)
    ]
    if not results:
        return
    with st.container(border=True):
        said = "\n".join(f"- {line}" for line in marking.pattern(results, knowledge))
        st.markdown(f"## This session\n\n{said}", anchors=False)
        st.button("Start over", on_click=lesson.start_over, args=(lessons, groups), icon=":material/restart_alt:")


def show_pack(one: Lesson) -> None:
    pack = st.expander("For facilitators: sheets, cards and a link", key=lesson.key("pack"), on_change="rerun")
    if not pack.open:
        return
    with pack:
        st.markdown("**A link that opens this case.** It holds the id of a made-up case and nothing else.")
        st.code(lesson.link(one), language=None, wrap_lines=True)
        st.markdown(
            "**Sheets** with objectives and questions for discussion, as Markdown that also reads as plain text. "
            "**Cards** for spaced repetition (Anki and others): UTF-8, separated by commas, no header row, three columns: "
            "front, back, tags (separated by spaces). They are made from the live answer; make them anew when the content changes."
        )
        with st.container(horizontal=True, gap="small"):
            for label, name, made in downloads(one):
                download(label, made, name)
        views = ["Without answers", "With answers"]
        shown = segmented_or_none("Printable sheet of this case", views, key=lesson.key("sheet"))
        if shown:
            st.markdown(re.sub(r"(?m)^#", "##", sheet(one, shown == "With answers")), anchors=False)


def downloads(one: Lesson) -> list[tuple[str, str, partial[str]]]:
    """Label, file name, and how it is made: when it is asked for, not before."""
    return [
        ("This case", f"{one.id}.md", partial(sheet, one, False)),
        ("This case, with answers", f"{one.id}-answers.md", partial(sheet, one, True)),
        ("All cases", "rls-cases.md", partial(all_sheets, False)),
        ("All cases, with answers", "rls-cases-answers.md", partial(all_sheets, True)),
        ("Cards of this case", f"{one.id}-cards.csv", partial(cards_csv, [one])),
        ("Cards of all cases", "rls-cards.csv", partial(cards_csv, lessons)),
    ]


def sheet(one: Lesson, answers: bool) -> str:
    return sheets.sheet(one, knowledge, answers, older_lines(one) if answers else ())


def all_sheets(answers: bool) -> str:
    return sheets.all_sheets(sheet(one, answers) for one in lessons)


def cards_csv(some: Sequence[Lesson]) -> str:
    return sheets.cards_csv(row for one in some for row in sheets.cards(one, knowledge))


page()
