"""The patient form: one list of controls made from data/inputs.toml, and a walk over it for each thing a form does.

`current` reads what is typed into a Patient, `show` draws the form, `fill` puts a patient into it and `clear` empties it.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

import streamlit as st

from pages.components import frame
from pages.components.cards import plain
from pages.components.form import typed
from pages.components.form.controls import (
    Choice,
    Conditions,
    Control,
    Number,
    Signs,
    Told,
    Unfolding,
    UnitChoice,
)
from pages.components.form.taken import Medicines, Treatments, inside
from pages.components.form.typed import kept, key, label, put, stored
from pages.components.marks import label_text
from rls_logic.asking.answered import Answers
from rls_logic.asking.answers import UNKNOWN, YES
from rls_logic.content.inputs import Input
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.vocabulary import FactKind, Outcome, Reason, Taken
from rls_logic.content.vocabulary import Told as Says
from rls_logic.content.words import in_a_sentence
from rls_logic.patient import Patient
from rls_logic.read import Reading, read_patient
from rls_logic.reading.list_of_medicines import not_a_treatment
from rls_logic.reading.names import treatment_names

YES_NO = {"Yes": True, "No": False}
TIMES = (Taken.NOW, Taken.TAPERING, Taken.STOPPED, Taken.BEFORE)  # the commonest first
# How the controls of a group follow each other, each kind by rank. In the core rank alone decides.
ORDER = (Medicines, Conditions, Signs, Choice, Number, UnitChoice)
NUMBERS_A_ROW = 3
CRITERION = "Criterion"  # how the place of one of the five begins; others say more of the course
WHOM = ("age_years", "sex")  # once one of them is known, what may depend on the other is asked


def controls(knowledge: Knowledge) -> list[Control]:
    """In the order of the form. Every patient field is answered by one of them."""
    inputs, groups = knowledge.inputs, knowledge.groups
    found: list[Control] = [_treatments(knowledge), _medicines(knowledge)]
    answered = {field for control in found for field in control.fields()}
    left = [item for item in inputs.values() if item.id not in answered]
    for item in left:
        found += _of_one_field(item)
    for group in groups.values():
        ticked = tuple(item for item in left if item.group == group.id and item.kind == "yes_no" and not item.alone)
        found += [Conditions(f"conditions_{group.id}", ticked[0], group, ticked)] if ticked else []

    def place(control: Control) -> tuple[int, int, int]:
        item = control.item
        kind = next(rank for rank, kind in enumerate(ORDER) if isinstance(control, kind)) if not item.core else 0
        return groups[item.group].rank, kind, item.rank

    return sorted(found, key=place)


def _of_one_field(item: Input) -> Iterable[Control]:
    """Its control, and that of its unit where there is a choice; none for what is ticked with its group."""
    values: dict[str, object] = {option.label: option.value for option in item.options}
    if item.kind == "number":
        yield Number(item.id, item)
        if item.unit_choice:
            yield UnitChoice(f"{item.id}_unit", item)
    elif item.kind == "choice" and item.unfolds:
        yield Unfolding(item.id, item, values)
    elif item.kind == "choice":
        yield Choice(item.id, item, values)
    elif item.kind == "special":
        yield Signs(item.id, item)
    elif item.alone:
        yield Choice(item.id, item, YES_NO)


def _treatments(knowledge: Knowledge) -> Treatments:
    """Every treatment that the form asks for by its names. A case may hold another, which is shown and kept, never offered."""
    item, every = knowledge.inputs["rls_treatments"], knowledge.treatments.values()
    taken = [t for t in every if t.ask_if_taken]
    asked, own = {t.id for t in taken}, {t.short.casefold() for t in taken}
    names = {t.id: t.name if t.id not in asked and t.short.casefold() in own else t.short for t in every}
    # Its own name stands alone, every other with it: it is what the choice becomes.
    also = {name.casefold(): (name, t) for name, t in treatment_names(knowledge).items() if t in asked}
    others = sorted(found for said, found in also.items() if said not in own)
    brands = {f"{name} ({names[t]})": (name, t) for name, t in others}
    typed_names = {short: short for short in sorted(names[t] for t in asked)} | {
        said: name for said, (name, _) in brands.items()
    }
    elsewhere = tuple(name for name, m in knowledge.medicine_by_name.items() if m.treatment not in asked)
    return Treatments(
        item.id,
        item,
        elsewhere={name: name for name in inside(tuple(typed_names), elsewhere)},
        treatments={short: t for t, short in names.items()} | {said: t for said, (_, t) in brands.items()},
        typed=typed_names,
        names=names,
        times={knowledge.word(when, "tap"): when for when in TIMES},
        outcomes={knowledge.word(outcome, "tap"): outcome for outcome in Outcome},
        doses={t.id: Number(t.dose, knowledge.inputs[t.dose]) for t in taken if t.dose},
    )


def _medicines(knowledge: Knowledge) -> Medicines:
    item, reasons = knowledge.inputs["other_medicines"], {knowledge.word(reason, "short"): reason for reason in Reason}
    times = {knowledge.word(when, "tap"): when for when in TIMES}
    return Medicines(item.id, item, knowledge.medicine_by_name, reasons, times)


def begin() -> None:
    """Once a run, before any page: a form of this session, and what became of the one before."""
    typed.begin()
    _keep_watch()
    knowledge = frame.knowledge()
    if typed.was_lost():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.error(knowledge.word(Says.LOST), icon=":material/link_off:", width="stretch")
            st.button("Understood", key=key("lost_is_known"), on_click=typed.lost_is_known)
    if not (st.context.locale or "en").startswith("en"):
        st.caption(knowledge.word(Says.TRANSLATED))


@st.fragment(run_every=12 * 3600)
def _keep_watch() -> None:
    """Draws nothing. While something is to run again, a browser that is connected anew asks for the whole page at once."""


def current(knowledge: Knowledge) -> Reading:
    """The patient as typed so far, read before anything is drawn so that the answer comes first."""
    told = Told({}, {}, {})
    for control in controls(knowledge):
        control.read(told)
    answers = {name: told.answers[name] for name in knowledge.inputs if name in told.answers}
    reading = read_patient(answers, knowledge, told.units)
    others = [
        problem
        for field, entries in told.not_listed.items()
        for problem in not_a_treatment(field, knowledge.inputs[field].label, entries, knowledge)
    ]
    return replace(reading, problems=(*reading.problems, *others)) if others else reading


def fill(answers: Mapping[str, object], knowledge: Knowledge) -> None:
    """Puts a synthetic case into the form."""
    clear()
    patient = Patient.model_validate(answers)
    for control in controls(knowledge):
        control.write(patient)


def clear() -> None:
    for control in controls(frame.knowledge()):
        control.clear()


def open_group_of(field: str) -> None:
    """Opens the part of the form where a field is asked for. What is in the core is open anyway."""
    item = frame.knowledge().inputs[field]
    put("group", None if item.core else item.group)


class Beside(NamedTuple):
    """A line that stands below the row of the fields that it is about."""

    fields: tuple[str, ...]
    line: str


def _beside(reading: Reading, answers: Answers, knowledge: Knowledge) -> list[Beside]:
    """What is wrong, what is not finished, and what was not read exactly as it was typed."""
    wrong = (*reading.problems, *answers.problems)
    found = [Beside(p.fields, f":red[:small[:material/error: {plain(p.message)} **{plain(p.mend)}**]]") for p in wrong]
    found += [Beside((field,), f":gray[:small[{unfinished(field, knowledge)}]]") for field in reading.unfinished]
    for notice in reading.notices:
        mend = f" **{plain(notice.mend)}**" if notice.mend else ""
        found.append(Beside((notice.field,), f":gray[:small[{plain(notice.message)}{mend}]]"))
    return found


def unfinished(field: str, knowledge: Knowledge) -> str:
    return plain(f"{knowledge.inputs[field].label}: {in_a_sentence(knowledge.word(Says.UNFINISHED))}")


def show(knowledge: Knowledge, answers: Answers, reading: Reading) -> None:
    """Draws the form: the core, and one group of the rest at a time. What matters to nobody like this patient is left out.

    What is said of an entry stands at the fields that it is about.
    """
    beside = _beside(reading, answers, knowledge)
    with st.container(gap="xsmall"):
        _head(knowledge)
        every = [control for control in controls(knowledge) if _matters(control, answers)]
        wrong = {field for problem in (*reading.problems, *answers.problems) for field in problem.fields}
        for row in _rows(control for control in every if control.item.core and _in_core(control, wrong)):
            _draw_row(row)
            _say([field for control in row for field in control.fields()], beside)
        _draw_groups([c for c in every if not (c.item.core and _in_core(c, wrong))], knowledge, beside)
        st.caption(knowledge.word(Says.RELOAD))


def _matters(control: Control, answers: Answers) -> bool:
    """What holds an answer stays in sight. Ticks of a group stand together."""
    if not control.item.shown_when or isinstance(control, Conditions) or control.entered():
        return True
    shown = answers.of(f"shown-{control.item.id}").answer
    return shown is YES or (control.item.core and shown is UNKNOWN and any(stored(name) for name in WHOM))


def _in_core(control: Control, wrong: Iterable[str]) -> bool:
    """A unit stands beside its number only once it is in question."""
    return not isinstance(control, UnitChoice) or bool(label(control.id)) or control.item.id in wrong


def _rows(core: Iterable[Control]) -> list[list[Control]]:
    """Controls that stand side by side. A unit has its own row."""
    rows: list[list[Control]] = []
    units: list[list[Control]] = []
    for control in core:
        if isinstance(control, UnitChoice):
            units.append([control])
        elif control.item.beside:
            rows[-1].append(control)
        else:
            rows += [*units, [control]]
            units = []
    return rows + units


def _draw_row(row: Sequence[Control]) -> None:
    with _side_by_side() if len(row) > 1 else nullcontext():
        for control in row:
            control.draw()
    for control in row:
        control.draw_below()


def _side_by_side() -> AbstractContextManager[object]:
    """Columns would look the same and cost an element each."""
    return st.container(horizontal=True, gap="xsmall")


def _say(fields: Iterable[str], beside: Iterable[Beside]) -> None:
    for one in beside:
        if not set(one.fields).isdisjoint(fields):
            st.markdown(one.line)


def _draw_groups(rest: Sequence[Control], knowledge: Knowledge, beside: Sequence[Beside]) -> None:
    """One group open at a time, below the names of all, each with the number of its answers."""
    ids = [group for group in knowledge.groups if any(_home(control) == group for control in rest)]
    counts = {group: sum(c.entered() for c in rest if _home(c) == group) for group in ids}
    names = {group: f"{knowledge.groups[group].label}{f' {counts[group]}' if counts[group] else ''}" for group in ids}
    st.pills("Add what applies", ids, format_func=lambda group: label_text(names[group]), wrap=True, **kept("group"))
    found = [control for control in rest if _home(control) == label("group")]
    if not found:
        return
    with st.container(gap="xsmall"):
        for kind, same in groupby(found, key=type):
            controls_of_kind, size = list(same), NUMBERS_A_ROW if kind is Number else 1
            for row in (controls_of_kind[at : at + size] for at in range(0, len(controls_of_kind), size)):
                _draw_row(row)
                _say([field for control in row for field in control.fields()], beside)


def _home(control: Control) -> str:
    """The group in which it is asked; the unit of a number of the core is one of the tests."""
    return "tests" if control.item.core else control.item.group


def _head(knowledge: Knowledge) -> None:
    examples = sorted((case for case in knowledge.cases if case.example), key=lambda case: case.example or 0)
    names = [case.name for case in examples] or ["No examples"]
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(horizontal=True, width="content", gap="small"):
            st.menu_button("Example", names, key=key("example"), on_click=_load_example, type="tertiary")
            _criteria(knowledge)
        with st.container(horizontal=True, width="content", gap="xsmall"):
            if typed.can_undo():
                st.button("Undo", key=key("undo"), on_click=typed.undo, type="tertiary", icon=":material/undo:")
            st.button("Clear", key=key("clear"), on_click=_clear, type="tertiary", icon=":material/delete:")


def _clear() -> None:
    typed.keep_for_undo()
    clear()


def _load_example() -> None:
    knowledge = frame.knowledge()
    case = next((case for case in knowledge.cases if case.example and case.name == stored("example")), None)
    if case:
        typed.keep_for_undo()
        fill(case.patient, knowledge)


def _criteria(knowledge: Knowledge) -> None:
    helper = st.popover("Criteria", key=key("criteria"), on_change="rerun", type="tertiary")
    if not helper.open:
        return
    criteria = [f for f in knowledge.facts if f.kind is FactKind.CRITERION]
    five = [f for f in criteria if f.cite.locator.startswith(CRITERION)]
    lines = ["**RLS: all five**", "", *(f"{n}. **{f.short}** {f.statement}" for n, f in enumerate(five, 1)), ""]
    lines += [f"- **{f.short}** {f.statement}" for f in criteria if f not in five]
    lines += ["", "**Mimics: what sets each apart**"]
    lines += [f"- **{f.short}**: {f.statement}" for f in knowledge.facts if f.kind is FactKind.MIMIC]
    with helper:
        st.markdown("\n".join(lines))
