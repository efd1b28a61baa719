"""Where a lesson stands: the step on screen and the answers given so far, in this session only.

Beside the patient form and the lesson of the cases the only module that touches session state. It holds no patient value.
"""

from collections.abc import Hashable
from typing import TypeVar, cast

import streamlit as st

T = TypeVar("T", bound=Hashable)


def key(name: str) -> str:
    return f"step_{name}"


def at(name: str, start: T) -> T:
    """Where the lesson stands; the first time, at `start`. A widget with this key then shows it."""
    return cast(T, st.session_state.setdefault(key(name), start))


def go(**steps: Hashable) -> None:
    """Moves the lesson: for `on_click`, which runs before the page is drawn again."""
    for name, step in steps.items():
        st.session_state[key(name)] = step
