"""Spot the error: what counts as right, the order of statements, the pattern of mistakes, and the page."""

import dataclasses
import re

import pytest
from streamlit.testing.v1 import AppTest

from pages.components import frame
from rls_logic import load_knowledge
from rls_logic.content.history import Article, Claim
from rls_logic.content.types import Cite
from rls_logic.content.vocabulary import Confirmation, Reply, Verdict
from rls_logic.lessons.spot import AUDITED, Mistake, Score, score, shuffled
from tests.app import opened, press, text

PAGE = "pages/teaching/spot_the_error.py"
LARGE, ARTICLE = "step_large", "step_spot_article"


def claim(number: int, verdict: Verdict, article: str = "one", **changed) -> Claim:
    evidence = (Cite(source="aan_2016", locator=f"Table {number}"),)
    record = Claim(
        id=f"c-{number}",
        number=number,
        article=article,
        statement=f"Statement {number} stands.",
        verdict=verdict,
        reason=f"Reason {number}.",
        matters=f"Harm {number}.",
        evidence=evidence,
        confirmed=Confirmation.PRIMARY,
    )
    return record.model_copy(update=changed)


STUBS = (
    claim(1, Verdict.SUPPORTED, cites="1: a journal"),
    claim(2, Verdict.OUTDATED),
    claim(3, Verdict.OUTDATED),
    claim(4, Verdict.CONTRADICTED, article="two"),
    claim(5, Verdict.UNSUPPORTED, article="two", evidence=()),
    claim(6, Verdict.SIMPLIFIED, article="two", confirmed=Confirmation.AWAITING_PAPER),
)


@pytest.fixture
def stubs(monkeypatch, knowledge):
    articles = {
        n: Article(id=n, label=f"{n.capitalize()} article", title="t", publisher="p", dated="d", note="n")
        for n in ("one", "two")
    }
    changed = dataclasses.replace(knowledge, claims=STUBS, articles=articles)
    monkeypatch.setattr(frame, "knowledge", lambda: changed)
    return changed


# What counts


def test_every_verdict_has_its_answer():
    assert AUDITED == {
        Verdict.SUPPORTED: Reply.RIGHT,
        Verdict.SIMPLIFIED: Reply.INCOMPLETE,
        Verdict.OUTDATED: Reply.OUTDATED,
        Verdict.CONTRADICTED: Reply.WRONG,
        Verdict.UNSUPPORTED: Reply.WRONG,
    }


def test_the_pattern_of_mistakes_groups_by_what_was_taken_for_what():
    replies = {
        "c-1": Reply.RIGHT,
        "c-2": Reply.RIGHT,
        "c-3": Reply.RIGHT,
        "c-4": Reply.WRONG,
        "c-5": Reply.OUTDATED,
    }
    assert score(STUBS, replies) == Score(
        answered=5,
        right=2,
        mistakes=(Mistake(Verdict.OUTDATED, Reply.RIGHT, 2), Mistake(Verdict.UNSUPPORTED, Reply.OUTDATED, 1)),
    )
    assert score(STUBS[:1], replies) == Score(1, 1, ())
    assert score(STUBS, {}) == Score(0, 0, ())


def test_shuffling_loses_nothing_and_is_the_same_every_time():
    assert shuffled(STUBS, 0) == STUBS
    for turn in range(1, 20):
        assert sorted(shuffled(STUBS, turn), key=lambda c: c.number) == list(STUBS)
        assert shuffled(STUBS, turn) == shuffled(reversed(STUBS), turn)
    assert len({shuffled(STUBS, turn) for turn in range(1, 20)}) > 10


# The page, with statements of our own


def button_labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


ANSWERS = ["Right", "Right but incomplete", "Outdated", "Wrong or unsupported"]


@pytest.mark.usefixtures("stubs")
def test_before_the_answer_nothing_is_given_away():
    app = opened(PAGE)
    assert not app.exception
    said = text(app)
    assert "Statement 1 stands." in said
    assert "Statement **1** of 6" in said
    assert [label for label in button_labels(app) if label in ANSWERS] == ANSWERS
    for hidden in ("Reason 1", "Harm 1", "AAN 2016", "a journal", "as the audit"):
        assert hidden not in said


@pytest.mark.usefixtures("stubs")
def test_after_the_answer_come_verdict_reason_harm_source_and_confirmation():
    said = text(press(opened(PAGE), "Right"))
    assert "As the audit" in said
    assert "Right: a source says so" in said
    assert "Reason 1." in said
    assert "**Why it matters for a patient:** Harm 1." in said
    assert "AAN 2016, Table 1; read in the source" in said
    assert "The article itself cites 1: a journal." in said
    assert "**1 of 1 as the audit says** (5 to go). No mistake so far." in said


@pytest.mark.usefixtures("stubs")
def test_an_answer_is_committed_once():
    app = press(opened(PAGE), "Wrong or unsupported")
    assert not set(ANSWERS) & set(button_labels(app))
    assert "Not as the audit" in text(app)
    app = press(press(app, "Next"), "Back")
    assert not set(ANSWERS) & set(button_labels(app))
    assert "You said: wrong or unsupported" in text(app)


@pytest.mark.usefixtures("stubs")
def test_no_source_and_sources_that_disagree_are_told_apart():
    app = opened(PAGE)
    for _ in range(3):
        app = press(app, "Next")
    said = text(press(app, "Wrong or unsupported"))
    assert "Wrong: the sources say otherwise" in said
    said = text(press(press(app, "Next"), "Wrong or unsupported"))
    assert "Unsupported: no source was found that says so" in said
    assert "No source was found." in said
    assert "The article itself cites nothing." in said
    said = text(press(press(app, "Next"), "Right but incomplete"))
    assert "Right but incomplete" in said
    assert "not yet checked against the paper" in said
    assert app.get_by_key("step_spot_Next").disabled


@pytest.mark.usefixtures("stubs")
def test_the_score_names_the_pattern_not_only_a_number():
    app = opened(PAGE)
    for _ in range(3):
        app = press(press(app, "Right"), "Next")
    said = text(app)
    assert "**1 of 3 as the audit says** (3 to go). You took 2 outdated statements for right." in said
    said = text(press(app, "Outdated"))
    assert "You took 2 outdated statements for right; 1 wrong statement for outdated." in said


@pytest.mark.usefixtures("stubs")
def test_an_article_can_be_chosen_and_starts_at_its_first_statement():
    app = press(press(opened(PAGE), "Next"), "Next")
    app.get_by_key(ARTICLE).set_value("two")
    said = text(app.run())
    assert "Statement **1** of 3" in said
    assert "Statement 4 stands." in said
    assert "Two article, in our words" in said


@pytest.mark.usefixtures("stubs")
def test_shuffle_and_start_again():
    app = press(opened(PAGE), "Right")
    app = press(app, "Shuffle")
    assert f"{shuffled(STUBS, 1)[0].statement}" in text(app)
    assert "1 of 1 as the audit says" in text(app)
    app = press(app, "Start again")
    assert "Statement 1 stands." in text(app)
    assert "as the audit says" not in text(app)


@pytest.mark.usefixtures("stubs")
def test_the_projector_sets_statement_and_answer_large():
    app = opened(PAGE)
    app.get_by_key(LARGE).set_value(True)
    app = app.run()
    assert "###### Statement 1 stands." in text(app)
    said = text(press(app, "Right"))
    assert "##### Reason 1." in said
    assert "##### **Why it matters for a patient:** Harm 1." in said


def test_without_statements_the_page_says_so(monkeypatch, knowledge):
    empty = dataclasses.replace(knowledge, claims=(), articles={})
    monkeypatch.setattr(frame, "knowledge", lambda: empty)
    app = opened(PAGE)
    assert not app.exception
    assert "No statement of an article has been audited yet." in text(app)


# The page, with the audited statements


CLAIMS = load_knowledge().claims


def test_every_audited_statement_can_be_asked_and_answered(knowledge):
    app = opened(PAGE)
    for n, record in enumerate(CLAIMS):
        said = text(app)
        assert record.statement in re.sub(r"\\(.)", r"\1", said)
        assert record.reason not in said
        app = press(app, "Right")
        assert not app.exception
        said = text(app)
        assert record.reason in said
        assert record.matters in said
        for cite in record.evidence:
            assert f"{knowledge.sources[cite.source].short}, {cite.locator}" in said
        if n + 1 < len(CLAIMS):
            app = press(app, "Next")
    wrong = [c for c in CLAIMS if c.verdict is not Verdict.SUPPORTED]
    assert f"**{len(CLAIMS) - len(wrong)} of {len(CLAIMS)} as the audit says** (0 to go)." in text(app)
