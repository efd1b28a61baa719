"""What stands whatever breaks: the notice above every page, our own words in the place of a page that raises, a plain
page where the content is broken, and a log without what was typed.
"""

import io
import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from logging import StreamHandler
from pathlib import Path

import pytest
from streamlit.logger import get_logger
from streamlit.testing.v1 import AppTest

from pages.components import frame
from scripts import warm
from tests.app import ROOT, give, opened, text

ASSESS = sys.modules["rls_logic.assess"]  # the face has a function of the same name
NOTICE = "For health professionals. Supports and never replaces judgement."
CANARY = "zqcanary 83.617"


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What Streamlit and the frame write about errors."""
    written = io.StringIO()
    handler = StreamHandler(written)
    for logger in frame.LOGS:
        monkeypatch.setattr(logger, "disabled", False)  # the linter of imports switches off every log but its own
        logger.addHandler(handler)
    yield written
    for logger in frame.LOGS:
        logger.removeHandler(handler)


def drawn(app: AppTest) -> list[str]:
    """What the page draws, from top to bottom."""
    return [str(element.value) for element in list(app.main)[1:] if isinstance(getattr(element, "value", None), str)]


# Broken content


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("cautions/iron.toml", 'source = "', 'source = "x'),
        ("exercise.toml", 'source = "', 'source = "x'),
        ("timeline.toml", "[[events]]\n", "[[events]]\nfoo = 1\n"),
        ("plain.toml", 'part = "', 'part = "x'),
        ("effects.csv", "mean_difference", "mean_diference"),
        ("effect_notes.toml", 'page = "', 'page = "x'),
        ("words.toml", "primary =", "primry ="),
        ("cases/iron.toml", "[cases.patient]\n", "[cases.patient]\nfoo = 1\n"),
    ],
)
def test_broken_content_is_said_on_a_plain_page_and_nothing_of_the_app_is_shown(data, log, file, old, new):
    path = data / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    app = opened()
    assert not app.exception
    assert app.title[0].value == "The content of this app is broken"
    assert app.text[0].value.startswith(f"{file} > ")
    assert "Mend the file in data/" in text(app)
    assert len(drawn(app)) == 3, "nothing of the app stands beside it"
    assert f"The content is broken. {file} > " in log.getvalue()


def test_content_that_is_mended_is_shown_again(data, broken):
    whole = (data / "shifts.toml").read_text(encoding="utf-8")
    (data / "shifts.toml").write_text("", encoding="utf-8")
    assert opened().text[0].value == "shifts.toml: the file is empty. Restore it from the repository."
    assert len(broken) == 1
    (data / "shifts.toml").write_text(whole, encoding="utf-8")
    assert NOTICE in text(opened())


def test_no_client_can_empty_the_content(data):
    """Streamlit's caches are emptied by a message that any client may send. The content is not in one of them."""
    import streamlit as st  # noqa: PLC0415 - only here

    before = frame.knowledge()
    (data / "shifts.toml").write_text("", encoding="utf-8")
    st.cache_resource.clear()
    st.cache_data.clear()
    assert frame.knowledge() is before
    assert NOTICE in text(opened())


# A page that raises


@contextmanager
def slip() -> Iterator[None]:
    """The answer cannot be worked out, and the exception holds what was typed."""

    def raising(*_: object) -> None:
        try:
            float(CANARY)
        except ValueError as error:
            raise KeyError(CANARY) from error

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ASSESS, "assess", raising)
        patch.setattr("rls_logic.years.through_the_years", raising)
        yield


@pytest.mark.parametrize(
    ("page", "name"),
    [("pages/clinic/consult.py", "Consultation"), ("pages/clinic/same_patient.py", "Same patient, other years")],
)
def test_a_page_that_raises_says_so_in_our_words_below_the_notice(log, page, name):
    app = give(opened(), {"age_years": "83.617", "diagnosis": "RLS"})
    with slip():
        app.switch_page(page).run()
    assert not app.exception, "not in Streamlit's words"
    assert NOTICE in drawn(app)[0], "first of all"
    (said,) = app.error
    assert said.proto.title == f"{name} could not be shown"
    assert "What was entered is kept" in said.value
    assert "83.617" not in text(app)
    written = log.getvalue()
    assert f"{name} could not be drawn" in written
    assert "KeyError at" in written
    assert "ValueError at" in written
    assert ", in raising" in written, "the trace says where"
    assert CANARY not in written
    assert "83.617" not in written


def test_what_was_entered_is_kept_while_a_page_is_broken(broken):
    app = give(opened(), {"age_years": "58", "ferritin_ng_ml": "60"})
    with slip():
        app.run()
        assert app.error
        app.run()
    app.run()
    assert not app.error
    assert len(broken) == 2
    assert [app.get_by_key(f"patient_{name}").value for name in ("age_years", "ferritin_ng_ml")] == ["58", "60"]


def test_a_page_that_cannot_even_begin_leaves_the_notice(monkeypatch, log):
    monkeypatch.setattr("rls_logic.content.cited.uses", lambda *_: 1 / 0)
    app = opened("pages/about/sources.py")
    assert not app.exception
    assert NOTICE in drawn(app)[0]
    assert app.error[0].proto.title == "Sources could not be shown"
    assert "ZeroDivisionError at" in log.getvalue()


@pytest.mark.parametrize("name", ["streamlit.error_util", "streamlit.runtime.scriptrunner.script_runner"])
def test_what_streamlit_writes_itself_holds_no_message_either(log, name):
    try:
        float(CANARY)
    except ValueError as error:
        get_logger(name).error("Uncaught app execution", exc_info=error)
    assert "Uncaught app execution\nValueError at" in log.getvalue()
    assert CANARY not in log.getvalue()


PAGES = sorted(
    path.relative_to(ROOT).as_posix() for path in (ROOT / "pages").glob("*/*.py") if path.parent.name != "components"
)


@pytest.mark.parametrize("page", PAGES)
def test_the_notice_is_the_first_thing_on_every_page(page):
    assert NOTICE in drawn(opened(page))[0]


@pytest.mark.parametrize("page", PAGES)
def test_every_part_that_draws_itself_alone_is_guarded(page):
    assert "st.fragment" not in (ROOT / page).read_text(encoding="utf-8"), "frame.fragment guards it"


# Before the server takes a visitor


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """As much of the app as its start needs, with a server that only says that it was started."""
    for part in ("rls_logic", "scripts", "data"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    for part in ("Makefile", "requirements.txt"):
        shutil.copy(ROOT / part, tmp_path)
    binaries = tmp_path / ".venv" / "bin"
    binaries.mkdir(parents=True)
    (binaries / "python").write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n', encoding="utf-8")
    (binaries / "streamlit").write_text("#!/bin/sh\necho served\n", encoding="utf-8")
    for program in ("python", "streamlit"):
        (binaries / program).chmod(0o755)
    (tmp_path / ".venv" / "requirements.stamp").touch()
    return tmp_path


def made(folder: Path) -> subprocess.CompletedProcess[str]:
    run = {**os.environ, "PORT": "1"}
    return subprocess.run(
        ["make", "run"], cwd=folder, env=run, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.skipif(not shutil.which("make"), reason="no make here")
@pytest.mark.parametrize("file", ["timeline.toml", "cautions/iron.toml", "effects.csv"])
def test_make_run_says_what_is_broken_and_serves_nothing(checkout, file):
    (checkout / "data" / file).write_text("", encoding="utf-8")
    done = made(checkout)
    assert done.returncode != 0
    assert f"The content is broken, so the app does not start.\n{file}: the file is empty. Restore" in done.stderr
    assert "served" not in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not shutil.which("make"), reason="no make here")
def test_make_run_serves_content_that_is_whole(checkout):
    (checkout / "scripts" / "warm.py").write_text("", encoding="utf-8")  # there is no server to warm
    done = made(checkout)
    assert done.returncode == 0, done.stderr
    assert "served" in done.stdout


def test_warming_says_why_it_failed(monkeypatch):
    monkeypatch.setattr(warm, "PATIENCE", 0)
    assert warm.warm(1).startswith("No server answers at http://localhost:1/_stcore/script-health-check")
    monkeypatch.setattr(warm, "PATIENCE", 5)

    def refused(address: str, **_: object) -> None:
        raise urllib.error.HTTPError(address, 500, "error", None, None)  # type: ignore[arg-type]

    monkeypatch.setattr(urllib.request, "urlopen", refused)
    assert "http://localhost:8501/rls/_stcore/script-health-check answers 500" in warm.warm(8501, "/rls/")
    monkeypatch.setattr(warm, "complaint", lambda: "terms.toml: the file is empty.")
    assert warm.warm(8501) == "The content is broken.\nterms.toml: the file is empty."


def test_warming_fails_with_a_message(checkout):
    (checkout / "data" / "terms.toml").unlink()
    command = [sys.executable, "-m", "scripts.warm", "1"]
    done = subprocess.run(command, cwd=checkout, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "terms.toml: the file is missing." in done.stderr
