"""What is typed, by widget key: nothing else reads the session state of the patient. Answers live in this session only."""

import re
from collections.abc import Iterable
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

# What every living session holds: which form of this browser tab it is, and whether the one before was lost.
FORM, LOST = "form_of_this_session", "form_was_lost"
UNDO = "form_before"
BUTTONS = ("example", "clear", "undo", "criteria", "lost_is_known")  # nothing that is entered
FORM_IN_ID = re.compile(r"-patient(\d*)_")


def begin() -> None:
    """Knows a session that is new while the page in the browser is not, and then gives the page a new, empty form.

    After a cut of minutes, or a new start of the server, the browser sends what the widgets on screen hold to a session that
    has never drawn them. What was hidden is not sent: such a form would be another patient's, so none of it is taken.
    """
    if FORM in st.session_state:
        return
    run = get_script_run_ctx()
    sent = [widget.id for widget in run.session_state.get_widget_states()] if run else []
    forms = [int(found[1] or 0) for name in sent if (found := FORM_IN_ID.search(name))]
    st.session_state[FORM] = max(forms, default=0) + 1 if sent else 0
    st.session_state[LOST] = bool(sent)


def was_lost() -> bool:
    return bool(st.session_state.get(LOST))


def lost_is_known() -> None:
    st.session_state[LOST] = False


def key(name: str) -> str:
    """A widget of the form by its name. Another form has other widgets, of which the browser knows nothing."""
    return f"patient{st.session_state.get(FORM) or ''}_{name}"


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


def keep_for_undo() -> None:
    """What is entered, for one step back: in this session only, as the entries themselves."""
    st.session_state[UNDO] = {name: value for name in _entries() if (value := st.session_state[name])}


def can_undo() -> bool:
    return bool(st.session_state.get(UNDO))


def undo() -> None:
    """As it was before the last example or Clear."""
    before = st.session_state.pop(UNDO)
    for name in _entries():
        empty(name.removeprefix(key("")), "" if isinstance(st.session_state[name], str) else None)
    for name, value in before.items():
        st.session_state[name] = value


def _entries() -> list[str]:
    """Every widget that holds an entry."""
    buttons = {key(name) for name in BUTTONS}
    return [str(n) for n in st.session_state if str(n).startswith(key("")) and n not in buttons]
