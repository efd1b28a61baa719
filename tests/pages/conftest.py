"""What the tests of pages share."""

import csv
import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st

from pages.components import frame
from rls_logic import load_knowledge
from rls_logic.content.load import DATA


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[dict[str, str]]]:
    """What each table to download would hold, by file name, as rows."""
    found: dict[str, list[dict[str, str]]] = {}
    real = st.download_button

    def watched(label: str, data: Callable[[], str], *, file_name: str, **named: object) -> bool:
        found[file_name] = list(csv.DictReader(io.StringIO(data())))
        return real(label, data, file_name=file_name, **named)

    monkeypatch.setattr(st, "download_button", watched)
    return found


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder of its own, which the app reads from."""
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    frame.knowledge.cache_clear()
    monkeypatch.setattr(frame, "load_knowledge", lambda: load_knowledge(folder))
    yield folder
    frame.knowledge.cache_clear()
