"""What every page shares: the loaded content, the notice with the version and review state."""

import streamlit as st

from rls_logic.content.cases import Case, load_cases
from rls_logic.content.cited import Entry, Use, entries, entries_beside, entries_linked
from rls_logic.content.cited import uses as found_uses
from rls_logic.content.effects import Effect, EffectNotes, load_effect_notes, load_effects
from rls_logic.content.exercise import Exercise, load_exercise
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.load import load_knowledge
from rls_logic.content.plain import Plain, load_plain
from rls_logic.content.review import Awaiting, awaiting
from rls_logic.content.timeline import Event, load_timeline


@st.cache_resource(show_spinner=False)
def knowledge() -> Knowledge:
    """The content, read and checked once a server. It holds no patient value."""
    return load_knowledge()


@st.cache_resource(show_spinner=False)
def cases() -> tuple[Case, ...]:
    return load_cases(knowledge())


@st.cache_resource(show_spinner=False)
def exercise() -> Exercise:
    return load_exercise(knowledge())


@st.cache_resource(show_spinner=False)
def timeline() -> tuple[Event, ...]:
    return load_timeline(knowledge())


@st.cache_resource(show_spinner=False)
def effects() -> tuple[Effect, ...]:
    return load_effects(knowledge())


@st.cache_resource(show_spinner=False)
def effect_notes() -> EffectNotes:
    return load_effect_notes(knowledge())


@st.cache_resource(show_spinner=False)
def cited() -> tuple[Entry, ...]:
    """Every cited record, also of what has a loader of its own."""
    return (
        *entries(knowledge()),
        *entries_beside("exercise record", exercise()),
        *entries_beside("timeline event", timeline()),
        *entries_beside("effect note", effect_notes().thresholds, effect_notes().notes),
        *entries_beside("patient sheet line", plain()),
        *entries_linked("effect estimate", effects(), knowledge().sources.values()),
    )


@st.cache_resource(show_spinner=False)
def waiting() -> tuple[Awaiting, ...]:
    """What is not yet checked against the paper, computed once: it stands on every page."""
    return awaiting(cited(), knowledge().sign_offs)


@st.cache_resource(show_spinner=False)
def uses() -> dict[str, Use]:
    """By source id, what cites it."""
    return found_uses(cited())


@st.cache_resource(show_spinner=False)
def plain() -> Plain:
    return load_plain(knowledge())


def notice(review: st.Page) -> None:
    """What this is and is not, the content version, and what still waits for a check against the paper."""
    content = knowledge()
    left = len(waiting())
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(
            "For health professionals. Supports and never replaces judgement. Not for emergencies. "
            f"Do not enter identifiers; nothing is kept. Content {content.version} ({content.fingerprint}).",
            width="content",
        )
        if left:
            st.page_link(
                review, label=f":small[{left} records not yet checked against the paper]", icon=":material/rule:"
            )
