"""Consultation: the patient on the left, what the guidance says on the right. The answer is drawn first."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from pages.components import cards, frame, matrix, parts
from pages.components.charts.certainty import certainty_chart
from pages.components.form import patient_form
from pages.components.marks import HEADS, icon, look_of, marked
from pages.components.parts import pill
from rls_logic.assess import assess
from rls_logic.assessment import Assessment
from rls_logic.brief import by_reason
from rls_logic.content.vocabulary import Direction, Heading, Standing, State
from rls_logic.content.words import in_a_sentence
from rls_logic.known import answer_words, value_words
from rls_logic.note import PLAN_LINES, Line, Note, OptionDetail, OptionLine, Section, TakenLine, note, option_line
from rls_logic.patient import Patient
from rls_logic.read import Reading
from rls_logic.years import history_of

knowledge = frame.knowledge()

# Name, grade and "Why" fill a line on a laptop; on a phone the name takes its own.
NAME_WIDTH, GRADE_WIDTH = 440, 248
SILENT_NAMED = 6
# The few inputs that tell one patient from another, in the order in which they are said.
OF_WHOM, LISTED = ("age_years", "sex"), ("rls_treatments", "other_medicines")
MEASURED = ("ferritin_ng_ml", "tsat_percent", "crcl_ml_min", "egfr_ml_min")
# Options in view; those a click away; and the lists below them, each with the parts of the answer that it holds.
OPENED = (Heading.OPTIONS, Heading.USED)
BELOW = (Heading.NOT_NOW, Heading.NOT_FOR_THIS_PATIENT, Heading.AGAINST)
LISTS = {
    Heading.NEXT_VISIT: (Heading.NEXT_VISIT,),
    Heading.FIRST_STEPS: (Heading.FIRST_STEPS, Heading.NOT_ADDRESSED),
    Heading.IRON_DETAIL: (Heading.IRON, Heading.IRON_DETAIL),
    Heading.CHANGING: (Heading.CHANGING,),
    Heading.HOSPITAL: (Heading.HOSPITAL,),
    Heading.SILENT: (Heading.SILENT,),
}


@frame.fragment
def consultation() -> None:
    form, answer = st.columns([1, 2.25], gap="large")
    reading = patient_form.current(knowledge)
    assessment = assess(reading.patient, knowledge)
    said = note(assessment, knowledge)
    with answer:
        show_whom(reading.patient)
        show_entries(reading, assessment)
        show_first(said)
        show_taken(said.section(Heading.TAKEN_NOW), assessment)
        show_next(said, assessment)
        show_options(said, assessment)
        show_rest(said, assessment)
    with form:
        patient_form.show(knowledge, assessment.answers, reading)


def show_whom(patient: Patient) -> None:
    """What the answer was computed from, above it: on a slow line an old answer is known by it."""
    said = [value_words(name, value, knowledge) for name in OF_WHOM if (value := getattr(patient, name)) is not None]
    measured = {name: value for name in MEASURED if (value := getattr(patient, name)) is not None}
    said += [
        f"{knowledge.inputs[name].label} {value_words(name, value, knowledge)}" for name, value in measured.items()
    ]
    if patient.kidney_support:
        said.append(value_words("kidney_support", patient.kidney_support, knowledge))
    taken = {name: value for name in LISTED if (value := getattr(patient, name))}
    said += [
        f"{knowledge.inputs[name].label.partition(',')[0]}: {answer_words(name, value, knowledge)}"
        for name, value in taken.items()
    ]
    words = ", ".join(map(in_a_sentence, said)) or "nothing entered yet"
    st.markdown(f":small[:gray[This answer is for: {cards.plain(words)}.]]")


def show_entries(reading: Reading, assessment: Assessment) -> None:
    """What was typed and could not be used, with the mend; how anything was read."""
    problems = (*reading.problems, *assessment.problems)
    if problems:
        held = sorted({o.treatment.short for o in assessment.options if o.held_by})
        lines = [f"- {cards.plain(p.message)} **{cards.plain(p.mend)}**" for p in problems]
        if held:
            lines.append(f"\nHeld back until mended: {', '.join(held)}.")
        st.error("\n".join(lines), icon=":material/edit_note:", title=knowledge.word(Heading.ENTRIES))
    said = [patient_form.unfinished(field, knowledge) for field in reading.unfinished]
    said += [cards.plain(f"{notice.message} {notice.mend}".rstrip()) for notice in reading.notices]
    if said:
        st.caption(" ".join(said))


def show_first(said: Note) -> None:
    """What comes before everything: do not miss, and why no guidance is about this patient."""
    lines = [headed(said, Heading.DO_NOT_MISS, said.section(Heading.DO_NOT_MISS).lines)]
    if outside := said.section(Heading.OUTSIDE_SCOPE).lines:
        lines.append(headed(said, Heading.OUTSIDE_SCOPE, (*outside, *said.section(Heading.NOT_ADDRESSED).lines)))
    lines.append(headed(said, Heading.MIMICS, said.section(Heading.MIMICS).lines, between=" · "))
    boxed(lines)


def show_next(said: Note, assessment: Assessment) -> None:
    """What comes before any option: ask next, iron, aggravators."""
    lines = []
    for place, ask in enumerate(said.section(Heading.ASK_NEXT).lines):
        first = knowledge.word(Heading.ASK_NEXT) if place == 0 else "Then ask"
        lines.append(f"{icon(HEADS[Heading.ASK_NEXT])} **{first}** {ask.says}: {ask.more}")
    lines.append(headed(said, Heading.IRON, said.section(Heading.IRON).lines))
    lines.append(headed(said, Heading.IRON_ROUTE, said.section(Heading.IRON_ROUTE).lines))
    lines.append(headed(said, Heading.AGGRAVATORS, said.section(Heading.AGGRAVATORS).lines, between=" · ", end=""))
    if medicines := assessment.unscreened_medicines:
        names = f": {', '.join(map(cards.plain, medicines))}"
        lines.append(headed(said, Heading.NOT_SCREENED, said.section(Heading.NOT_SCREENED).lines, end=names))
    boxed(lines)


def boxed(lines: Sequence[str]) -> None:
    """Lines that say something, in a box; no box where none does."""
    if said := "  \n".join(line for line in lines if line):
        with st.container(border=True):
            st.markdown(said)


def headed(said: Note, heading: Heading, lines: Sequence[Line], between: str = ". ", end: str = ".") -> str:
    """Lines in a row behind the sign and name of their heading; nothing where there are none."""
    about = f"{said.section(heading).about}. " if said.section(heading).about else ""
    shown = f"{about}{between.join(line.says for line in lines)}{end}"
    return f"{marked(HEADS[heading], f'**{knowledge.word(heading)}**')} {shown}" if lines else ""


def show_options(said: Note, assessment: Assessment) -> None:
    shown = [said.section(heading) for heading in OPENED]
    with st.container(border=True, gap=None):
        if shown[0].options:
            aside = "; ".join(filter(None, (shown[0].about, knowledge.word(Heading.OPTIONS, "aside"))))
            st.markdown(f"#### {knowledge.word(Heading.OPTIONS)} :gray[:small[{aside}]]", anchors=False)
        for section in shown:
            if section.options and section.heading is not Heading.OPTIONS:
                st.markdown(f":small[**{knowledge.word(section.heading)}**]")
            show_rows(section.options, assessment)
        if named := said.section(Heading.NAMED).lines:
            st.markdown(headed(said, Heading.NAMED, named))
        # What is held back is named with its reason: nobody may read it as left out, nor the rest as all there is.
        named_below: tuple[Heading, ...] = (Heading.NOT_NOW, Heading.WAITS)
        if not any(section.options for section in shown):
            st.markdown(nothing_yet(said))
            named_below = (Heading.NOT_NOW,)
        for heading in named_below:
            if held := said.section(heading).options:
                groups = (f"{', '.join(names)} ({because})" for names, _, because in by_reason(held, knowledge))
                st.caption(f"{knowledge.word(heading)}: {'; '.join(groups)}.")


def show_taken(section: Section, assessment: Assessment) -> None:
    """What is taken now, a block each: what to do about it first, then the lines; the rest one click away."""
    if not section.taken:
        return
    with st.container(border=True, gap="xsmall"):
        for taken in section.taken:
            st.markdown(cards.taken(taken, knowledge))
            if taken.option or len(taken.lines) > PLAN_LINES:
                opened = st.popover(f"Why: {taken.name}", key=f"why_taken_{taken.treatment}", on_change="rerun")
                if opened.open:
                    with opened:
                        show_taken_detail(taken, assessment)


def show_taken_detail(taken: TakenLine, assessment: Assessment) -> None:
    whole = note(assessment, knowledge, whole=True).section(Heading.TAKEN_NOW)
    lines = next(block.lines for block in whole.taken if block.treatment == taken.treatment)
    st.markdown("\n".join(cards.line_text(line, knowledge) for line in lines))
    if taken.option:
        show_detail(taken.option, assessment)


def nothing_yet(said: Note) -> str:
    """What stands where no option does: what to enter first, or why there is none."""
    told = [line.says for line in said.section(Heading.NOT_ADDRESSED).lines]
    silent = f"{'. '.join(told)}." if told else ""
    state = State.GUIDELINE_SILENT if said.state is State.OPTIONS_TO_WEIGH else said.state
    return f"#### {knowledge.word(state)}\n\n{knowledge.words['state_text'].get(state, silent)}"


def show_rows(options: Sequence[OptionLine], assessment: Assessment) -> None:
    for group, members in cards.by_class(options):
        shared = cards.shared_words(members) if group else ((), ())
        if group:
            st.markdown(f":small[{cards.class_line(group, shared)}]")
        # One wrapping container, three elements a row: what the server sends for a row is what an answer costs.
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            for option in members:
                show_row(option, cards.before_the_grade(option, shared), assessment)


def show_row(option: OptionLine, before: str, assessment: Assessment) -> None:
    """One option: direction as a shape, name, what comes before the grade, the grade in words, and the reasons one click away."""
    name = f"{icon(look_of(option))} **{option.name}**"
    st.markdown(f"{name}  \n:small[{before}]" if before else name, width=NAME_WIDTH)
    st.markdown(cards.grade(option, knowledge), width=GRADE_WIDTH)
    opened = st.popover("Why", key=f"why_{option.record}", on_change="rerun")
    if opened.open:
        with opened:
            show_detail(option, assessment)


def show_detail(option: OptionLine, assessment: Assessment) -> None:
    """The reasons, then what older guidance said where it differs. That stays here: on a row it would read as advice."""
    older = history_of(knowledge.treatments[option.treatment], option.population, knowledge)
    st.markdown(
        cards.detail(*below(option.record, assessment), knowledge) + "\n\n" + matrix.older_line(older, knowledge)
    )
    treatment = {"treatment": option.treatment}
    st.page_link(
        "pages/evidence/then_and_now.py", label="Then and now", query_params=treatment, icon=":material/history:"
    )


def below(record: str, assessment: Assessment) -> tuple[OptionLine, OptionDetail]:
    """One option with the layer below its line."""
    return option_line(next(option for option in assessment.options if option.id == record), assessment, knowledge)


def show_rest(said: Note, assessment: Assessment) -> None:
    """Everything below the first layer, in reading order; only the chosen part is drawn."""
    parts: dict[str, tuple[str, Callable[[], None]]] = {}
    for heading in BELOW:
        if options := said.section(heading).options:
            name = knowledge.word(heading)
            parts[name] = f"{name} {len(options)}", partial(show_rows, options, assessment)
    for heading, headings in LISTS.items():
        if any(said.section(part).lines for part in headings):
            name = knowledge.word(heading)
            parts[name] = name, partial(show_lines, headings, assessment)
    if len(assessment.options) > 1:
        parts["Certainty chart"] = "Certainty chart", partial(show_chart, assessment)
        parts["Compare two"] = "Compare two", partial(show_two, said, assessment)
    chosen = pill("More", list(parts), lambda name: parts[name][0], key="more_answer", label_visibility="collapsed")
    if chosen in parts:
        with st.container(border=True, gap="xsmall"):
            parts[chosen][1]()
    show_silent([in_a_sentence(line.says) for line in said.section(Heading.SILENT).lines])


def show_silent(names: Sequence[str]) -> None:
    if names:
        rest = f" and {len(names) - SILENT_NAMED} more" if len(names) > SILENT_NAMED else ""
        st.caption(f"Silent, which is not advice against: {', '.join(names[:SILENT_NAMED])}{rest}.")


def show_lines(headings: Sequence[Heading], assessment: Assessment) -> None:
    whole = note(assessment, knowledge, whole=True)
    lines = [line for heading in headings for line in whole.section(heading).lines]
    st.markdown("\n".join(cards.line_text(line, knowledge) for line in lines))


def show_chart(assessment: Assessment) -> None:
    shown = [
        o.recommendation
        for o in assessment.options
        if o.standing is not Standing.WAITS or o.recommendation.direction is Direction.FOR
    ]
    chart = certainty_chart(shown, knowledge)
    st.markdown(f"**{chart.finding}**")
    parts.figure(chart, key="certainty_chart")
    parts.table(chart.table, alt="The same recommendations as a table")


def show_two(said: Note, assessment: Assessment) -> None:
    """Any two options side by side."""
    lines = {option.record: option for section in said.sections for option in section.options}
    options = {cards.row_name(lines[option.id], knowledge): lines[option.id] for option in assessment.options}
    left, right = st.columns(2, gap="medium", wrap=False)
    first = left.selectbox("First option", list(options), index=0, key="compare_first")
    second = right.selectbox("Second option", list(options), index=min(1, len(options) - 1), key="compare_second")
    pair = [below(options[name].record, assessment) for name in (first, second)]
    st.markdown(cards.side_by_side(pair, knowledge))


consultation()
