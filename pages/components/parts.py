"""What pages are put together from: a figure with its finding and table twin, downloads, choices, lists page by page."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, TypeVar, cast

import pandas as pd
import streamlit as st

from pages.components.charts.base import Chart
from pages.components.marks import label_text

T = TypeVar("T")
H = TypeVar("H", bound=Hashable)

PICTURE, TABLE = VIEWS = ("Picture", "Table")
STILL = {"displayModeBar": False}
MIME = {"csv": "text/csv", "txt": "text/plain", "md": "text/markdown"}


def figure(chart: Chart, alt: str = "", key: str | None = None) -> None:
    """The figure alone; `alt` where it says more than the finding."""
    st.plotly_chart(chart.figure, config=STILL, alt=alt or chart.finding, key=key)


def point_of(chart: Chart, key: str) -> str | None:
    """The figure, and what the chosen point in it names first in its customdata."""
    event = st.plotly_chart(
        chart.figure, config=STILL, alt=chart.finding, key=key, on_select="rerun", selection_mode="points"
    )
    return next((point["customdata"][0] for point in event.selection.points), None)


def table(rows: pd.DataFrame, alt: str) -> None:
    st.table(rows, hide_index=True, border="horizontal", alt=alt)


def figure_or_table(chart: Chart, view: str, alt: str, key: str | None = None) -> None:
    """The figure, or its table twin where `view` asks for that; `alt` names the table."""
    if view == TABLE:
        table(chart.table, alt)
    else:
        figure(chart, key=key)


def download(
    label: str, made: pd.DataFrame | Callable[[], pd.DataFrame | str], file_name: str, help: str | None = None
) -> None:
    """A file that is made when it is asked for. Its kind is the end of its name: csv, txt or md."""

    def content() -> str:
        found = made() if callable(made) else made
        return found if isinstance(found, str) else str(found.to_csv(index=False))

    st.download_button(
        label,
        content,
        file_name=file_name,
        mime=MIME[file_name.rpartition(".")[2]],
        on_click="ignore",
        icon=":material/download:",
        help=help,
    )


def segmented(
    label: str, options: Sequence[H], words: Callable[[H], str] = str, *, hidden: bool = False, **how: Any
) -> H:
    """One of a few: the first, until another is chosen. `hidden`: the label is for a reader aloud only."""
    how = {"default": options[0], "label_visibility": "collapsed" if hidden else "visible"} | how
    chosen = st.segmented_control(label, options, required=True, format_func=_grey(words), wrap=True, **how)
    return cast(H, chosen)


def segmented_or_none(label: str, options: Sequence[H], words: Callable[[H], str] = str, **how: Any) -> H | None:
    chosen: H | None = st.segmented_control(label, options, format_func=_grey(words), wrap=True, **how)
    return chosen


def pill(label: str, options: Sequence[H], words: Callable[[H], str] = str, **how: Any) -> H | None:
    """One of many, or none."""
    chosen: H | None = st.pills(label, options, format_func=_grey(words), wrap=True, **how)
    return chosen


def pills(label: str, options: Sequence[H], words: Callable[[H], str] = str, **how: Any) -> list[H]:
    """Any number of many."""
    return list(st.pills(label, options, selection_mode="multi", format_func=_grey(words), wrap=True, **how))


def _grey(words: Callable[[H], str]) -> Callable[[H], str]:
    return lambda option: label_text(words(option))


def page_of(items: Sequence[T], size: int, key: str) -> Sequence[T]:
    """The part of a long list that is on screen, with the way to the others."""
    pages = -(-len(items) // size)
    number = st.pagination(pages, key=key) if pages > 1 else 1
    return items[(number - 1) * size : number * size]


def markdown_table(columns: Mapping[str, Sequence[str]]) -> None:
    """A table of markdown cells as one element: a table element draws each cell by itself, at four times the cost.

    The row that holds it does not wrap, so that a phone scrolls the table and not the page.
    """
    lines = [columns.keys(), ["---"] * len(columns), *zip(*columns.values(), strict=True)]
    with st.container(horizontal=True, wrap=False):
        st.markdown("\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines))
