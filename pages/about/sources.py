"""Sources: every work that is cited, what it is used for, and how sure we are of what was taken from it."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from pages.components import cite, frame, parts
from pages.components.cards import plain
from rls_logic.content.cited import Use, uses
from rls_logic.content.shapes import Source
from rls_logic.content.vocabulary import Confirmation, SourceKind
from rls_logic.content.words import plural

knowledge = frame.knowledge()
used = uses(knowledge.cited)

A_PAGE = 15
TEXT_WIDTH = 960


def page() -> None:
    st.title("Sources", anchor=False)
    st.markdown(
        f"All **{len(knowledge.sources)} works** that are cited here: the work itself, never the copy it was read in. A title in "
        "square brackets is ours, where the printed one is not recorded. Where no DOI or PMID is recorded, none is shown. "
        "Guidelines come first; within a kind, what is used most.",
        width=TEXT_WIDTH,
    )
    every = sorted(knowledge.sources.values(), key=lambda s: (list(SourceKind).index(s.kind), -cited(s), s.short))
    kinds = [kind for kind in SourceKind if any(source.kind is kind for source in every)]
    kind = parts.pill("Kind", kinds, knowledge.word, key="sources_kind")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        words = st.text_input(
            "Find", placeholder="author, title, year, DOI", type="search", key="sources_words", width=330
        )
        shown = [source for source in every if kind in (None, source.kind) and has_all(source, words or "")]
        parts.download("These as CSV", lambda: rows(shown), "sources.csv")
    if not shown:
        st.info("No source fits. Take a word away, or another kind.", icon=":material/search_off:")
        return
    st.markdown(f"**{plural(len(shown), 'source')}**")
    there = parts.page_of(shown, A_PAGE, key=f"sources_page_{shown[0].id}_{len(shown)}")
    st.markdown("\n\n".join(paragraph(source) for source in there), width=TEXT_WIDTH)


def cited(source: Source) -> int:
    return used[source.id].kinds.total() if source.id in used else 0


def has_all(source: Source, words: str) -> bool:
    """Whether each word stands somewhere in the reference."""
    text = " ".join(str(value) for value in dict(source).values() if value).casefold()
    return all(word in text for word in words.casefold().split())


def paragraph(source: Source) -> str:
    lines = [
        f"**{plain(source.short)}** :gray-badge[{knowledge.word(source.kind)}]",
        " ".join([reference(source), *cite.work_links(source)]),
    ]
    if source.note:
        lines.append(f":gray[{plain(source.note)}]")
    lines.append(use_words(used.get(source.id)))
    return "  \n".join(lines)


def reference(source: Source) -> str:
    parts = [source.authors, source.title, ", ".join(p for p in (source.journal, year_words(source)) if p)]
    copy = f"Copy read: {source.copy_dated}" if source.copy_dated else ""
    return plain(" ".join(f"{part.rstrip('.')}." for part in (*parts, copy) if part))


def year_words(source: Source) -> str:
    """The year, unless the journal's own words hold it."""
    return str(source.year) if source.year and str(source.year) not in (source.journal or "") else ""


def use_words(use: Use | None) -> str:
    """What the source is used for, and how that was confirmed: records counted by kind, then by level."""
    if use is None:
        return ":gray[No record cites it now.]"
    levels = ", ".join(
        f"{use.levels[level]} {cite.confirmed(level, knowledge)}" for level in Confirmation if use.levels[level]
    )
    return f"Used for {counted(use)}. :gray[Confirmed: {levels}.]"


def counted(use: Use) -> str:
    return ", ".join(plural(count, kind) for kind, count in use.kinds.most_common())


def rows(sources: Sequence[Source]) -> pd.DataFrame:
    found = [used.get(source.id) or Use() for source in sources]
    columns: dict[str, list[object]] = {
        field: [getattr(source, field) for source in sources]
        for field in ("id", "short", "kind", "authors", "title", "year", "journal", "doi", "pmid", "copy_dated", "note")
    }
    columns["year"] = [source.year or "" for source in sources]
    columns["used_for"] = [counted(use) for use in found]
    for level in Confirmation:
        columns[f"records_{level}"] = [use.levels[level] for use in found]
    return pd.DataFrame(columns)


page()
