"""What every page shares: the content, and the notice with its version and review state."""

from functools import cache

import streamlit as st

from rls_logic import load_knowledge
from rls_logic.content.knowledge import Knowledge


@cache
def knowledge() -> Knowledge:
    """The content, read and checked once a server. Held here and not by Streamlit, so that no client can empty it."""
    return load_knowledge()


def notice(review: st.Page) -> None:
    """What this is and is not, the content version, and what still waits for a check against the paper."""
    content = knowledge()
    left = len(content.waiting)
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
