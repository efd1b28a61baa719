"""What every page shares: the content, the notice above it, and what is said when something breaks."""

import traceback
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from functools import cache, wraps
from typing import Any, ParamSpec

import streamlit as st
from streamlit.logger import get_logger

from rls_logic import load_knowledge
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.refusal import DataError

P = ParamSpec("P")
LOG = get_logger(__name__)
# Where Streamlit writes what a script or an entry raises.
LOGS = (LOG, *map(get_logger, ("streamlit.error_util", "streamlit.runtime.scriptrunner.script_runner")))
title: ContextVar[str] = ContextVar("title", default="This page")


@cache
def knowledge() -> Knowledge:
    """The content, read and checked once a server. Held here and not by Streamlit, so that no client can empty it."""
    return load_knowledge()


def refused() -> bool:
    """Whether the content is broken. Then that is said, and nothing of the app stands beside it."""
    try:
        knowledge()
    except DataError as error:
        LOG.error("The content is broken. %s", error)
        st.title("The content of this app is broken")
        st.text(str(error))
        st.write("Nothing is shown until this is mended. Mend the file in data/, then start the server again.")
        return True
    return False


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


def run(page: st.Page) -> None:
    """Draws the page. If it breaks, what stands above it stays, and the page says so in our words."""
    title.set(page.title)
    guarded(page.run)()


def fragment(draw: Callable[P, None]) -> Callable[P, None]:
    """A part of a page that draws itself alone after an entry, guarded as the whole page is."""

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> None:
        st.fragment(guarded(draw, title.get()))(*args, **kwargs)

    return drawn


def guarded(draw: Callable[P, None], name: str = "") -> Callable[P, None]:
    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            draw(*args, **kwargs)
        except Exception as error:
            LOG.error("%s could not be drawn", name or title.get(), exc_info=error)
            st.error(
                "Something went wrong here, and it is our fault. What was entered is kept: go on with another page, or "
                "come back to this one. If it happens again, tell whoever runs this app which page it was.",
                title=f"{name or title.get()} could not be shown",
                icon=":material/error:",
            )

    return drawn


def trace(error: BaseException | None) -> Iterator[str]:
    """Which errors, and where. Their messages stay out: one may hold what was typed."""
    while error is not None:
        yield f"{type(error).__name__} at\n{''.join(traceback.format_tb(error.__traceback__))}"
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def without_message(record: Any) -> bool:
    """A line of the log with the kinds and places of its errors in the stead of what they say."""
    if record.exc_info:
        record.msg, record.args = "\n".join((record.getMessage(), *trace(record.exc_info[1]))), None
        record.exc_info = None
    return True


for log in LOGS:
    log.addFilter(without_message)
