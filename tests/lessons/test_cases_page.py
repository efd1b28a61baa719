"""The page of the cases: commit, then the reveal."""

import re
from dataclasses import replace
from pathlib import Path

from streamlit.testing.v1 import AppTest

from rls_logic.content.vocabulary import Sure
from rls_logic.lessons.marking import Lesson
from tests.lessons.taught import (
    LESSONS,
    every_lesson,
)

ROOT = Path(__file__).parents[2]
PAGE = "pages/teaching/cases.py"


# The page


def opened(case_id: str | None = None) -> AppTest:
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60).run()
    if case_id:
        app.query_params["case"] = case_id
    return app.switch_page(PAGE).run()


def said(app: AppTest) -> str:
    shown = ("markdown", "caption", "title", "warning")
    return "\n".join(str(element.value) for kind in shown for element in app.get(kind))


def key(name: str) -> str:
    return f"cases_{name}"


def commit(app: AppTest, case_id: str, picks: dict[str, list[str]], sure: Sure = Sure.FAIRLY_SURE) -> AppTest:
    for group, names in picks.items():
        app.get_by_key(key(f"picks_{case_id}_{group}")).set_value(names)
    app.get_by_key(key(f"sure_{case_id}")).set_value(sure)
    app.run()
    app.get_by_key(key("commit")).click()
    return app.run()


FIRST = LESSONS[0]


def test_the_first_case_is_asked_and_nothing_is_revealed():
    app = opened()
    assert not app.exception
    text = said(app)
    assert FIRST.teach.vignette in text
    assert FIRST.teach.learning_point not in text
    assert "The whole answer" not in text
    assert app.get_by_key(key("commit")).disabled, "not before it is said how sure"


def test_commit_then_reveal_then_try_again():
    app = commit(opened(), FIRST.id, {"Alpha-2-delta ligands": ["gabapentin"]}, Sure.CERTAIN)
    assert not app.exception
    text = said(app)
    assert "1 pick: 1 open here." in text
    assert FIRST.teach.learning_point in text
    assert "You said: certain" in text
    assert "1 case answered" in text
    app.get_by_key(key("again")).click()
    app.run()
    text = said(app)
    assert FIRST.teach.learning_point not in text
    assert "answered:" not in text
    assert app.get_by_key(key(f"picks_{FIRST.id}_Alpha-2-delta ligands")).value == []


def test_what_is_advised_against_is_never_called_wrong():
    text = said(commit(opened(), FIRST.id, {"Dopamine agonists, ergot dopamine agonists, levodopa": ["pramipexole"]}))
    assert "**Pramipexole**: advised against for standard use." in text
    assert "wrong" not in text.casefold()


@every_lesson
def test_every_case_runs_on_the_page(lesson: Lesson):
    app = commit(opened(lesson.id), lesson.id, {})
    assert not app.exception
    text = said(app)
    assert lesson.teach.title in text
    assert lesson.teach.learning_point in text
    change = lesson.teach.counterfactuals[0]
    app.get_by_key(key(f"change_{lesson.id}")).set_value(change.label)
    app.run()
    assert not app.exception
    assert "Only what moved" in said(app)


def test_an_unknown_case_says_so_and_lists_them_all():
    app = opened("no-such-case")
    assert not app.exception
    assert "No case here has the id in this address" in said(app)
    (listed,) = app.get("button_group")
    assert len(listed.options) == len(LESSONS)
    assert "no-such-case" not in said(app), "what somebody typed into an address is not repeated"


def test_shuffling_changes_the_order_and_loses_no_case():
    app = opened()
    before = list(app.session_state[key("order")])
    app.get_by_key(key("shuffle")).click()
    app.run()
    assert not app.exception
    assert sorted(app.session_state[key("order")]) == sorted(before)


def test_the_session_holds_no_patient_value():
    app = commit(opened(), FIRST.id, {"Iron": ["ferric_carboxymaltose"]})
    held = app.session_state[key("commits")][FIRST.id]
    assert held.picks == ("ferric_carboxymaltose",)
    assert held.sure is Sure.FAIRLY_SURE
    assert replace(held, picks=()).picks == ()


def test_older_guidance_is_shown_as_history():
    app = commit(opened(), FIRST.id, {})
    app.session_state[key("older")] = True
    app.run()
    text = said(app)
    assert "History, never advice" in text
    assert re.search(r"\*\*AASM 2012\*\*:.*Pramipexole.*STANDARD", text)
    assert re.search(r"\*\*AAN 2016\*\*:.*Gabapentin.*Level U", text)


def test_the_pack_names_the_link_and_the_format_of_the_cards():
    app = opened("crcl-45")
    app.session_state[key("pack")] = True
    app.run()
    assert not app.exception
    assert any("?case=crcl-45" in code.value for code in app.code)
    assert "no header row, three columns: front, back, tags" in said(app)
    assert len(app.get("download_button")) == 6
