"""Content review: what waits for a check against the paper, where to look, and who signed what."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from pages.components import cite, frame, parts
from pages.components.cards import plain
from rls_logic.content.cited import Awaiting
from rls_logic.content.types import Cite
from rls_logic.content.words import listed, plural

knowledge = frame.knowledge()

A_PAGE = 20
KINDS = {entry.name: entry.kind for entry in knowledge.cited}
TEXT_WIDTH = 960
SIGN_OFF = '[[sign_offs]]\nrecord = "{record}"\nchecked_by = ""\nchecked_on = ""\nlocator = ""'


def page() -> None:
    left = knowledge.waiting
    st.title("Content review", anchor=False)
    if left:
        st.markdown(
            f"**{len(left)} records** hold at least one fact that is known from a published source but was not re-read in the "
            "paper for this project. Each is marked where it is used. A record that is signed off leaves this list, and the "
            "notice below every page counts what is left.",
            width=TEXT_WIDTH,
        )
        show_sittings(left)
        st.markdown("## Record by record")
        shown = show_left(left)
        st.markdown("## How to sign a record off")
        show_how(shown)
    else:
        st.success("Every record has been checked against its source.")
    st.markdown("## Signed off")
    show_signed()


def show_sittings(left: Sequence[Awaiting]) -> None:
    """What can be checked in one sitting, because it waits for one source: most first."""
    found = sittings(left)
    st.markdown("## One sitting a source")
    many = parts_words(Counter(KINDS[line.record] for line in left))
    st.markdown(f"**{plural(len(left), 'record')} in {plural(len(found), 'sitting')}**: {many}.", width=TEXT_WIDTH)
    said = [
        f"- **{plain(knowledge.sources[source].short)}**: {plural(len(lines), 'record')}, one sitting "
        f":gray[({parts_words(Counter(KINDS[line.record] for line in lines))})] {cite.work_link(knowledge.sources[source])}".rstrip()
        for source, lines in found.items()
    ]
    st.markdown("\n".join(said), width=TEXT_WIDTH)


def sittings(left: Sequence[Awaiting]) -> dict[str, list[Awaiting]]:
    """The waiting records by the source that they wait for, most first. One that cites two waits for both."""
    found: dict[str, list[Awaiting]] = {}
    for line in left:
        for source in sources(line):
            found.setdefault(source, []).append(line)
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def parts_words(counted: Counter[str]) -> str:
    return listed([plural(number, kind) for kind, number in counted.most_common()])


def show_left(left: Sequence[Awaiting]) -> list[Awaiting]:
    """The list, by source; returns what the filter leaves."""
    per_source = Counter(source for line in left for source in sources(line))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        chosen = st.selectbox(
            "Source",
            list(per_source),
            index=None,
            format_func=lambda source: f"{knowledge.sources[source].short} ({per_source[source]})",
            placeholder="all sources",
            filter_mode="contains",
            key="review_source",
            width=330,
        )
        shown = [line for line in left if chosen is None or chosen in sources(line)]
        parts.download(
            "Checklist as CSV",
            lambda: rows(shown),
            "content_review.csv",
            help="With empty columns for who checked, when, and where in the paper",
        )
    there = parts.page_of(shown, A_PAGE, key=f"review_page_{chosen}")
    st.markdown("\n\n".join(paragraph(line) for line in there), width=TEXT_WIDTH)
    return shown


def sources(line: Awaiting) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cite.source for cite in line.cites))


def paragraph(line: Awaiting) -> str:
    look = "; ".join(map(place, line.cites)) or "no source is recorded"
    return f"**{line.record}** {plain(line.what)}  \n:gray[Check: {line.parts}. Look in:] {look}"


def place(found: Cite) -> str:
    """Where to look, with the way to the work."""
    link = cite.work_link(knowledge.sources[found.source])
    return f"{plain(cite.place(found, knowledge))} {link}".rstrip()


def rows(left: Sequence[Awaiting]) -> pd.DataFrame:
    """The checklist: what to check and where, and three columns to fill in."""
    found = [[knowledge.sources[cite.source] for cite in line.cites] for line in left]
    return pd.DataFrame(
        {
            "record": [line.record for line in left],
            "what_to_check": [line.what for line in left],
            "parts": [line.parts for line in left],
            "source": ["; ".join(source.short for source in every) for every in found],
            "where_to_look": ["; ".join(cite.locator for cite in line.cites) for line in left],
            "doi": ["; ".join(source.doi or "" for source in every).strip("; ") for every in found],
            "pmid": ["; ".join(source.pmid or "" for source in every).strip("; ") for every in found],
            "checked_by": "",
            "checked_on": "",
            "locator": "",
        }
    )


def show_how(left: Sequence[Awaiting]) -> None:
    st.markdown(
        "A clinician, never the author of the record, reads it beside the paper and adds this table to the end of "
        "`data/review.toml`: initials or role, the date as year-month-day, and where in the paper it stands. "
        "A line left empty, or a record that does not exist, refuses the start. After a restart the record is off the list; "
        "when the list is empty the notice goes. In the same edit the record's own `confirmed` becomes `primary`, and the mark "
        "where it is used goes too. A record that changes later needs a new sign-off.",
        width=TEXT_WIDTH,
    )
    record = st.selectbox(
        "Record", [line.record for line in left], filter_mode="contains", key="review_record", width=330
    )
    st.code(SIGN_OFF.format(record=record), language="toml")


def show_signed() -> None:
    if not knowledge.sign_offs:
        st.markdown("Nothing is signed off yet.")
        return
    signed = sorted(knowledge.sign_offs, key=lambda sign_off: sign_off.checked_on, reverse=True)
    st.markdown(
        "\n".join(
            f"- **{s.record}** {s.checked_on}, {plain(s.checked_by)}: {plain(s.locator)}"  # newest first
            for s in signed
        )
    )
    parts.download(
        "Sign-offs as CSV", lambda: pd.DataFrame([sign_off.model_dump() for sign_off in signed]), "sign_offs.csv"
    )


page()
