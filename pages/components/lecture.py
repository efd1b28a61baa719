"""A lesson that steps on: where it stands and the answers given so far, in this session only, and large type for a lecture room.

Beside the patient form and the lesson of the cases the only module that touches session state. It holds no patient value.
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar, cast

import streamlit as st

T = TypeVar("T", bound=Hashable)

# The two smallest headings, which no page uses: set large in .streamlit/config.toml.
LARGE, LESS_LARGE = "######", "#####"


def key(name: str) -> str:
    return f"step_{name}"


def at(name: str, start: T) -> T:
    """Where the lesson stands; the first time, at `start`. A widget with this key then shows it."""
    return cast(T, st.session_state.setdefault(key(name), start))


def go(**steps: Hashable) -> None:
    """Moves the lesson: for `on_click`, which runs before the page is drawn again."""
    for name, step in steps.items():
        st.session_state[key(name)] = step


def step(label: str, name: str, to: Mapping[str, Hashable], on_key: str | None = None, disabled: bool = False) -> None:
    """A button that moves the lesson; `on_key`: as a presenter's remote does, else the key scrolls the page."""
    st.button(label, key=key(name), on_click=go, kwargs=dict(to), disabled=disabled, shortcut=on_key)


def projector() -> bool:
    """Whether type is large; the lessons share the choice."""
    return st.toggle(
        "Projector", key=key("large"), persist_state="session", help="Large type; Page Down steps forward."
    )
