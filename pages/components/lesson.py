"""Cases answered in this session: which is open, in what order, and what the learner committed to before the reveal.

Beside the patient form and the stepper the only module that touches session state. It holds ids of made-up cases, picked
treatments and a stated confidence, never a patient value. The address holds the id of a case, never an answer.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from pages.components import frame
from pages.components.parts import pill, pills, segmented_or_none
from rls_logic.content.shapes import Treatment
from rls_logic.content.vocabulary import Sure
from rls_logic.lessons.marking import Lesson

PAGE = "pages/teaching/cases.py"


@dataclass(frozen=True, slots=True)
class Commit:
    """What a learner said before the reveal."""

    picks: tuple[str, ...]
    sure: Sure


def key(name: str) -> str:
    return f"cases_{name}"


def _order(lessons: Sequence[Lesson]) -> list[str]:
    """Ids in the order of this session: as taught, until shuffled."""
    ids: list[str] = st.session_state.setdefault(key("order"), [lesson.id for lesson in lessons])
    return ids


def _commits() -> dict[str, Commit]:
    commits: dict[str, Commit] = st.session_state.setdefault(key("commits"), {})
    return commits


def _sure_key(case_id: str) -> str:
    return key(f"sure_{case_id}")


def _picks_key(case_id: str, group: str) -> str:
    return key(f"picks_{case_id}_{group}")


# Which case


def choose(lessons: Sequence[Lesson], asked: str | None) -> Lesson | None:
    """The case that the address asks for, else the one open last; None, with a message, where no case has this id."""
    by_id = {lesson.id: lesson for lesson in lessons}
    order = _order(lessons)
    if asked is not None and asked not in by_id:
        return None
    if asked is not None and st.session_state.get(key("asked")) != asked:
        st.session_state[key("open")] = asked
    st.session_state[key("asked")] = asked
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen = st.selectbox(
            "Case",
            order,
            format_func=lambda case_id: by_id[case_id].teach.title,
            key=key("open"),
            filter_mode="contains",
            persist_state="session",
            width=340,
        )
        place = order.index(chosen)
        st.button("Next case", on_click=_show, args=(order[(place + 1) % len(order)],), icon=":material/arrow_forward:")
        st.button(
            "Shuffle",
            key=key("shuffle"),
            on_click=_shuffle,
            icon=":material/shuffle:",
            help="Another order, in this session only.",
        )
        st.markdown(f":gray[Case {place + 1} of {len(order)}, {len(_commits())} answered]", width="content")
    if asked is not None and chosen != asked:  # the address always names the case on the screen
        st.switch_page(PAGE, query_params={"case": chosen})
    return by_id[chosen]


def offer(lessons: Sequence[Lesson]) -> None:
    """Every case by its title, where the address names none: the one chosen is opened and named there."""
    titles = {lesson.id: lesson.teach.title for lesson in lessons}
    if chosen := pill("Cases", list(titles), titles.__getitem__):
        st.switch_page(PAGE, query_params={"case": chosen})


def _show(case_id: str) -> None:
    st.session_state[key("open")] = case_id


def _shuffle() -> None:
    order: list[str] = st.session_state[key("order")]
    shuffled = random.sample(order, len(order))
    st.session_state[key("order")] = shuffled
    _show(shuffled[0])


def link(lesson: Lesson) -> str:
    """The address that opens this case, on the server that the reader is looking at."""
    here = str(st.context.url or "/cases").split("?")[0]
    return f"{here}?case={lesson.id}"


# Commit, then reveal


def commit_of(lesson: Lesson) -> Commit | None:
    return _commits().get(lesson.id)


def ask(lesson: Lesson, groups: Sequence[tuple[str, Sequence[Treatment]]]) -> None:
    """The picks, then the confidence: nothing is revealed before both are committed."""
    st.markdown("## What would you put on the table?", anchors=False)
    st.markdown("Pick as many as you like. Picking nothing is an answer too. The list is the same for every case.")
    names = {treatment.id: treatment.short for _, treatments in groups for treatment in treatments}
    for label, treatments in groups:
        ids = [treatment.id for treatment in treatments]
        pills(label, ids, names.__getitem__, key=_picks_key(lesson.id, label), persist_state="session")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        word, held = frame.knowledge().word, _sure_key(lesson.id)
        sure = segmented_or_none("How sure are you?", list(Sure), word, key=held, persist_state="session")
        st.button(
            "Commit and reveal",
            key=key("commit"),
            type="primary",
            disabled=sure is None,
            on_click=_commit,
            args=(lesson.id, tuple(label for label, _ in groups)),
        )
    if sure is None:
        st.caption("Say how sure you are, then commit.")


def _commit(case_id: str, labels: Sequence[str]) -> None:
    picks = [pick for label in labels for pick in st.session_state.get(_picks_key(case_id, label)) or []]
    _commits()[case_id] = Commit(tuple(picks), Sure(st.session_state[_sure_key(case_id)]))


def again(lesson: Lesson, groups: Sequence[tuple[str, Sequence[Treatment]]]) -> None:
    """Empties one case, for another try: for `on_click`."""
    _commits().pop(lesson.id, None)
    st.session_state[_sure_key(lesson.id)] = None
    for label, _ in groups:
        st.session_state[_picks_key(lesson.id, label)] = []


def start_over(lessons: Sequence[Lesson], groups: Sequence[tuple[str, Sequence[Treatment]]]) -> None:
    """Empties the session's answers, for the next group: for `on_click`."""
    for lesson in lessons:
        again(lesson, groups)


def commits(lessons: Sequence[Lesson]) -> tuple[tuple[Lesson, Commit], ...]:
    """Every case answered in this session, in the order of answering."""
    by_id = {lesson.id: lesson for lesson in lessons}
    return tuple((by_id[case_id], commit) for case_id, commit in _commits().items())
