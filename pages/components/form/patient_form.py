"""The patient form: one list of controls made from data/inputs.toml, and a walk over it for each thing a form does.

`current` reads what is typed into a Patient, `show` draws the form, `fill` puts a patient into it and `clear` empties it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import groupby, repeat

import streamlit as st

from pages.components import frame
from pages.components.form.controls import (
    NOT_KNOWN,
    Choice,
    Conditions,
    Control,
    Joint,
    Medicines,
    Number,
    Signs,
    Told,
    Treatments,
    UnitChoice,
)
from pages.components.form.typed import begin as begin_session
from pages.components.form.typed import key, lost_is_known, stored, was_lost
from rls_logic.asking.answered import Answers
from rls_logic.asking.answers import YES
from rls_logic.content.inputs import Input
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.vocabulary import FactKind, Outcome, Reason, Taken, Told as Says
from rls_logic.patient import Patient
from rls_logic.read import Reading, read_patient

YES_NO = {"Yes": True, "No": False}
TIMES = (Taken.NOW, Taken.BEFORE, Taken.TAPERING, Taken.STOPPED)  # the commonest first
# How the controls of a group follow each other, each kind by rank. In the core rank alone decides.
ORDER = (Medicines, Conditions, Signs, Choice, Number, UnitChoice)


def controls(knowledge: Knowledge) -> list[Control]:
    """In the order of the form. Every patient field is answered by one of them."""
    inputs, groups = knowledge.inputs, knowledge.groups
    joints = [Joint(item.together.id, item, item.together, inputs) for item in inputs.values() if item.together]
    treatments, medicines = _treatments(knowledge), _medicines(knowledge)
    answered = {treatments.id, "no_rls_treatment", *(dose.id for dose in treatments.doses.values()), medicines.id}
    answered |= {field for joint in joints for field in joint.together.fields}
    left = [item for item in inputs.values() if item.id not in answered]
    found: list[Control] = [*joints, treatments, medicines]
    for item in left:
        found += _of_one_field(item)
    for group in groups.values():
        ticked = tuple(item for item in left if item.group == group.id and item.kind == "yes_no" and not item.alone)
        found += [Conditions(f"conditions_{group.id}", ticked[0], group, ticked)] if ticked else []

    def place(control: Control) -> tuple[int, int, int]:
        item = control.item
        return groups[item.group].rank, 0 if item.core else ORDER.index(type(control)), item.rank

    return sorted(found, key=place)


def _of_one_field(item: Input) -> Iterable[Control]:
    """Its control, and that of its unit where there is a choice; none for what is ticked with its group."""
    if item.kind == "number":
        yield Number(item.id, item)
        if item.unit_choice:
            yield UnitChoice(f"{item.id}_unit", item)
    elif item.kind == "choice":
        yield Choice(item.id, item, {option.label: option.value for option in item.options})
    elif item.kind == "special":
        yield Signs(item.id, item)
    elif item.alone:
        yield Choice(item.id, item, YES_NO)


def _treatments(knowledge: Knowledge) -> Treatments:
    item, taken = knowledge.inputs["rls_treatments"], [t for t in knowledge.treatments.values() if t.ask_if_taken]
    return Treatments(
        item.id,
        item,
        uses={f"{t.short} · {knowledge.word(when, 'short')}": (t.id, when) for t in taken for when in TIMES},
        outcomes={knowledge.word(outcome).capitalize(): outcome for outcome in Outcome},
        doses={t.id: Number(t.dose, knowledge.inputs[t.dose]) for t in taken if t.dose},
    )


def _medicines(knowledge: Knowledge) -> Medicines:
    item, reasons = knowledge.inputs["other_medicines"], {knowledge.word(reason, "short"): reason for reason in Reason}
    times = {knowledge.word(when, "short"): when for when in TIMES}
    return Medicines(item.id, item, knowledge.medicine_by_name, reasons, times)


def begin() -> None:
    """Once a run, before any page: a form of this session, and what became of the one before."""
    begin_session()
    _keep_watch()
    if was_lost():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.error(frame.knowledge().word(Says.LOST), icon=":material/link_off:", width="stretch")
            st.button("Understood", key=key("lost_is_known"), on_click=lost_is_known)


@st.fragment(run_every=12 * 3600)
def _keep_watch() -> None:
    """Draws nothing. While a page has something to run again, the browser asks for the whole page as soon as it is connected anew."""


def current(knowledge: Knowledge) -> Reading:
    """The patient as typed so far, read before anything is drawn so that the answer comes first."""
    told = Told({}, {})
    for control in controls(knowledge):
        control.read(told)
    answers = {name: told.answers[name] for name in knowledge.inputs if name in told.answers}
    return read_patient(answers, knowledge, told.units)


def fill(answers: Mapping[str, object], knowledge: Knowledge) -> None:
    """Puts a synthetic case into the form."""
    clear()
    patient = Patient.model_validate(answers)
    for control in controls(knowledge):
        control.write(patient)


def clear() -> None:
    for control in controls(frame.knowledge()):
        control.clear()


def show(knowledge: Knowledge, answers: Answers) -> None:
    """Draws the form: the core at once, the rest when it is opened. What matters to nobody like this patient is left out."""
    _examples(knowledge)
    every = controls(knowledge)
    for row in _rows(control for control in every if control.item.core):
        # Columns would look the same and cost an element each.
        with st.container(horizontal=True, wrap=False, gap="small") if len(row) > 1 else nullcontext():
            for control in row:
                control.draw()
        if row[0].id == "diagnosis":
            _criteria(knowledge)
    rest = [control for control in every if not control.item.core and _matters(control, answers)]
    # The label must not change: a new label is a new, closed section, while it is being filled.
    more = st.expander("More about this patient", key=key("more"), on_change="rerun")
    if more.open:
        with more:
            for group, found in groupby(rest, key=lambda control: control.item.group):
                _draw_group(knowledge.groups[group].label, list(found))
    elif entered := sum(_is_entered(control) for control in rest):
        st.caption(f"{entered} more entered there.")


def _matters(control: Control, answers: Answers) -> bool:
    """What holds an answer stays in sight. Ticks of a group stand together."""
    if not control.item.shown_when or isinstance(control, Conditions):
        return True
    return _is_entered(control) or answers.of(f"shown-{control.item.id}").answer is YES


def _is_entered(control: Control) -> bool:
    return not isinstance(control, UnitChoice) and stored(control.id) not in (None, "", [], NOT_KNOWN)


def _rows(core: Iterable[Control]) -> list[list[Control]]:
    """Controls that stand side by side; the unit of a number beside it."""
    rows: list[list[Control]] = []
    for control in core:
        if control.item.beside or isinstance(control, UnitChoice):
            rows[-1].append(control)
        else:
            rows.append([control])
    return rows


def _draw_group(title: str, found: Sequence[Control]) -> None:
    """Kind after kind, numbers two a row. Ticks have the title in their label, and a list of names has its own."""
    if isinstance(found[0], Choice | Number):
        st.markdown(f"**{title}**")
    for kind, same in groupby(found, key=type):
        for control, place in zip(same, _two_a_row() if kind is Number else repeat(nullcontext()), strict=False):
            with place:
                control.draw()


def _two_a_row() -> Iterator[AbstractContextManager[object]]:
    while True:
        yield from st.columns(2, gap="small")


def _examples(knowledge: Knowledge) -> None:
    examples = sorted((case for case in knowledge.cases if case.example), key=lambda case: case.example or 0)
    names = [case.name for case in examples] or ["No examples"]
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown("#### Patient", anchors=False)
        with st.container(horizontal=True, width="content", gap="xsmall"):
            st.menu_button("Example", names, key=key("example"), on_click=_load_example, help="Made-up patients")
            st.button("Clear", key=key("clear"), on_click=clear, type="tertiary")


def _load_example() -> None:
    knowledge = frame.knowledge()
    case = next((case for case in knowledge.cases if case.example and case.name == stored("example")), None)
    if case:
        fill(case.patient, knowledge)


def _criteria(knowledge: Knowledge) -> None:
    helper = st.popover("Five criteria and mimics", key=key("criteria"), on_change="rerun", icon=":material/checklist:")
    if not helper.open:
        return
    criteria = (fact for fact in knowledge.facts if fact.kind is FactKind.CRITERION)
    lines = ["**RLS: all five**", *(f"{n}. {fact.statement}" for n, fact in enumerate(criteria, 1))]
    lines += ["", "**Mimics: what sets each apart**"]
    lines += [f"- **{f.short}**: {f.statement}" for f in knowledge.facts if f.kind is FactKind.MIMIC]
    with helper:
        st.markdown("\n".join(lines))
