"""What the tests of pages share."""

import csv
import io
from collections.abc import Callable

import pytest
import streamlit as st


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
