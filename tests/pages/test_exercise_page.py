"""The exercise page: each view says what the evidence says, every figure has its twin, and the planner keeps nothing."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from rls_logic.content.vocabulary import Verdict
from tests.app import alts, choose, control, opened, tables, text, work_s

PAGE = "pages/evidence/exercise.py"
VIEWS = ("Evidence", "Plan a week", "Other measures", "The article, checked")


def shown(view: str) -> AppTest:
    return choose(opened(PAGE), "View", view)


def downloads(app: AppTest) -> list[str]:
    return [button.proto.label for button in app.get("download_button")]


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens_under_the_label(view):
    app = shown(view)
    assert not app.exception
    assert "An adjunct, not a guideline recommendation" in text(app)


# Evidence


def test_the_trial_is_a_picture_with_its_finding_a_table_and_a_download():
    app = opened(PAGE)
    finding = "Of 41 people randomised, 28 began and 23 finished: 11 with exercise, 12 in the control group."
    assert finding in text(app)
    assert alts(app) == [finding]
    assert downloads(app) == ["Download as CSV"]
    twin = tables(choose(app, "Show as", "Table"))[0]
    assert twin["People"] == [41, 28, 23]
    assert twin["Exercise"] == ["not established here", "not established here", "11"]
    assert twin["Control"] == ["not established here", "not established here", "12"]
    assert twin["Lost on the way"] == ["", "13 never began", "5 dropped out"]


def test_guidance_on_exercise_is_haemodialysis_only_and_silence_is_named():
    said = text(opened(PAGE))
    assert "AAN 2016: Level C." in said
    assert "Silent: AASM 2025, AAN 2016 (primary RLS)." in said
    assert "Not established here: MDS/IRLSSG 2018." in said


@pytest.mark.parametrize("said", ["P=.017", "15 randomised trials", "527 people", "Innes 2020", "P<.001 on an ordinal"])
def test_later_trials_and_haemodialysis_are_there(said):
    assert said in text(opened(PAGE)) + text(shown("Other measures"))


# Other measures


def test_each_measure_has_what_each_source_says():
    table = tables(shown("Other measures"))[0]
    rows = dict(zip(table["Measure"], zip(*(table[c] for c in list(table)[1:]), strict=True), strict=True))
    assert len(rows) == 12
    silent = [m for m, cells in rows.items() if "silent" in cells[0]]
    assert len(silent) == 11
    assert "conditional, moderate" in rows["Peroneal nerve stimulation"][0]
    assert "Level B" in rows["Pneumatic compression"][1]
    assert "likely efficacious" in rows["Pneumatic compression"][2]
    assert re.search(r"against: Level C.*for: Level C \(sleep as felt\)", rows["Vibrating pads"][1])
    assert "insufficient: Level U" in rows["Acupuncture"][1]
    assert "Level C against" in rows["Direct current (tDCS)"][1]
    assert "not established here" in rows["Cognitive behavioural therapy"][2]
    assert rows["Cognitive behavioural therapy"][3] == "not established here"


def test_what_waits_for_the_paper_says_so():
    said = text(shown("Other measures"))
    assert re.search(r"massage is enough for some people.*not yet checked against the paper", said)


# The article


def test_all_28_statements_stand_with_verdict_and_source(knowledge):
    said = text(shown("The article, checked"))
    claims = [claim for claim in knowledge.claims if claim.article == "exercise"]
    assert len(claims) == 28
    assert [c.id for c in claims if re.sub(r"\\(.)", r"\1", c.statement) not in said] == []
    assert "28 statements: " in said


def test_a_verdict_can_be_picked(knowledge):
    app = shown("The article, checked")
    said = text(choose(app, "Verdict", Verdict.CONTRADICTED))
    claims = [claim for claim in knowledge.claims if claim.article == "exercise"]
    assert [c.id for c in claims if (c.statement in said) != (c.verdict == "contradicted")] == []
    assert "not in the article" not in said


# The planner


def test_the_blank_planner_asks_and_guesses_nothing():
    app = shown("Plan a week")
    said = text(app)
    assert "Current activity is not known" in said
    assert "Free days are not known" in said
    assert "Not known, ask first: falls or unsteady, heart or lung disease" in said
    assert tables(app)[0]["Day"] == ["Session 1", "Session 2", "Session 3", "Other days"]


def test_a_filled_planner_gives_a_week_with_the_basis_of_each_row():
    app = shown("Plan a week")
    choose(app, "Activity now", "none")
    choose(app, "Days free for a session", ["mon", "tue", "thu", "sat"])
    choose(app, "Limits", ["dialysis", "No others"])
    week = tables(app)[0]
    assert [day for day, what in zip(week["Day"], week["Plan"], strict=True) if "Session" in str(what)] == [
        "Monday",
        "Thursday",
        "Saturday",
    ]
    assert all(re.search("as in the trial|ours|unsupported", str(basis)) for basis in week["Basis"])
    said = text(app)
    assert "Agree days and effort with the dialysis team" in said
    assert "Not known, ask first" not in said
    assert "Minutes and effort.** Not established here" in said


def test_every_limit_absent_is_said_and_an_absent_one_is_not_warned_about():
    app = shown("Plan a week")
    choose(app, "Activity now", "regular")
    choose(app, "Days free for a session", ["mon"])
    said = text(choose(app, "Limits", ["No others"]))
    assert "Check first" not in said
    assert "none is present" in said


def test_the_planner_leaves_nothing_behind():
    app = shown("Plan a week")
    choose(app, "Limits", ["pregnancy"])
    other = choose(choose(app, "View", "Evidence"), "View", "Plan a week")
    assert control(other, "Limits").value == []
    assert dict(app.query_params) == {}


# Speed


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_takes_less_than_100_ms(view):
    assert work_s(shown(view)) < 0.1
