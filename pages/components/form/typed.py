"""What is typed, by widget key: nothing else reads the session state of the patient. Answers live in this session only."""

from collections.abc import Iterable
from typing import Any

import streamlit as st


def key(name: str) -> str:
    return f"patient_{name}"


def kept(name: str) -> dict[str, Any]:
    """How every control is kept: under its key, and while other pages are on screen."""
    return {"key": key(name), "persist_state": "session"}


def stored(name: str) -> object:
    return st.session_state.get(key(name))


def label(name: str) -> str | None:
    """The chosen label, or None: an empty control must never read as the label "None"."""
    value = stored(name)
    return value if isinstance(value, str) else None


def listed(name: str) -> list[str]:
    """The chosen labels of a control that takes several."""
    value = stored(name)
    return [str(entry) for entry in value] if isinstance(value, Iterable) and not isinstance(value, str) else []


def put(name: str, value: object) -> None:
    st.session_state[key(name)] = value


def empty(name: str, blank: str | None = None) -> None:
    """Sets what was there to the control's own empty value: a key that is only deleted comes back from the browser."""
    if key(name) in st.session_state:
        put(name, [] if isinstance(stored(name), list) else blank)


def empty_all(start: str) -> None:
    """Unsets every choice whose name starts so: one for each treatment or medicine that was ever listed."""
    for found in list(st.session_state):
        if str(found).startswith(key(start)):
            st.session_state[found] = None
