"""What every page shares: the loaded content, the notice with the version and review state."""

import streamlit as st

from rls_logic.cases import Case, load_cases
from rls_logic.knowledge import Knowledge
from rls_logic.load import load_knowledge
from rls_logic.review import awaiting


@st.cache_resource(show_spinner=False)
def knowledge() -> Knowledge:
    """The content, read and checked once a server. It holds no patient value."""
    return load_knowledge()


@st.cache_resource(show_spinner=False)
def cases() -> tuple[Case, ...]:
    return load_cases(knowledge())


def notice(review: st.Page) -> None:
    """What this is and is not, the content version, and what still waits for a check against the paper."""
    content = knowledge()
    left = len(awaiting(content))
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
