"""The exercise data and the week's plan. Expected values are from the evidence, typed by hand."""

import re
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rls_logic import load_knowledge
from rls_logic.content.load import DATA
from rls_logic.content.vocabulary import Basis
from rls_logic.lessons.week import Answers, Plan, plan, plan_text, spread

KNOWLEDGE = load_knowledge()
EXERCISE = KNOWLEDGE.exercise
LIMITS = tuple(limit.id for limit in EXERCISE.limits)
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ANSWERS = st.builds(
    Answers,
    activity=st.sampled_from([None, "none", "some_walking", "regular"]),
    days=st.lists(st.sampled_from(WEEK), unique=True).map(tuple),
    limits=st.dictionaries(st.sampled_from(LIMITS), st.booleans()),
)


def made(**answers: object) -> Plan:
    return plan(Answers(**answers), EXERCISE)


def session_days(found: Plan) -> list[str]:
    return [row.day for row in found.rows if row.what.startswith("Session")]


# The evidence


def test_the_trial_is_the_one_in_the_evidence():
    trial = EXERCISE.trial
    assert (trial.randomised, trial.began, trial.finished) == (41, 28, 23)
    assert (trial.finished_exercise, trial.finished_control) == (11, 12)
    assert (trial.weeks, trial.sessions_a_week) == (12, 3)
    assert KNOWLEDGE.sources[trial.cite.source].pmid == "16951298"


@pytest.mark.parametrize(
    "said",
    [
        "Mean age 53.7 years, 39 % men",
        "44 % of those randomised",
        "P=.001 on the IRLS score and P<.001 on an ordinal severity scale",
        "visible by week 6",
        "larger studies are needed before exercise is prescribed routinely",
        "Aerobic and resistance exercise were not told apart",
    ],
)
def test_the_trial_section_says(said):
    text = " ".join(line.text or "" for line in EXERCISE.lines if line.section == "trial")
    assert said in text


def test_scores_that_nobody_could_confirm_are_nowhere():
    text = (DATA / "exercise.toml").read_text(encoding="utf-8")
    assert not re.search(r"20\.6|12\.1\b|22\.5|21\.5", text)


def test_every_statement_of_the_article_has_its_line():
    claims = [line.claim for line in EXERCISE.lines if line.claim]
    assert sorted(claims) == sorted(f"x-{n}" for n in range(1, 29))


@pytest.mark.parametrize(
    ("claim", "section"),
    [("x-3", "evidence"), ("x-10", "frequency"), ("x-12", "timing"), ("x-15", "mechanism"), ("x-25", "pitfalls")],
)
def test_a_statement_stands_in_its_section(claim, section):
    assert next(line for line in EXERCISE.lines if line.claim == claim).section == section


@pytest.mark.parametrize(
    ("study", "source", "figures"),
    [
        ("dialysis-aerobic", "giannaki_2013", ("58 %", "P=.003", "17 %", "P=.124", "P=.017")),
        ("dialysis-cycling-placebo", "giannaki_cycling", ("-13.1 (SD 8.6)", "-1.1 (SD 8.4)", "P=.009")),
        ("dialysis-cycling-usual-care", "mortazavi_2013", ("-5.5 (SD 5.0)", "-0.5 (SD 2.3)", "P=.003")),
        ("dialysis-stretching", "chen_2021", ("12.00", "7.04 to 16.97")),
        ("exercise-physicians", "winter_2013", ("0.78", "0.67 to 0.91")),
        ("yoga-trial", "innes_2020", ("77 %", "24 %")),
        ("compression-trial", "lettieri_2009", ("14.1 (SD 3.9)", "8.4 (SD 3.4)", "P=.006", "One third against none")),
        ("peroneal-restful", "restful_2023", ("-7.2", "-3.8", "-3.4", "-5.4 to -1.4", "45 %", "16 %")),
        ("peroneal-crossover", "buchfuhrer_2021", ("-6.81", "-3.38", "P<.01", "66 %", "17 %")),
    ],
)
def test_a_study_gives_its_figures_as_the_evidence_has_them(study, source, figures):
    found = next(s for s in EXERCISE.studies if s.id == study)
    assert found.cite.source == source
    assert [figure for figure in figures if figure not in found.result] == []


def test_the_measures_of_the_brief_are_there():
    labels = " ".join(measure.label.lower() for measure in EXERCISE.measures)
    names = "peroneal compression yoga massage bath acupuncture vibrat infrared cognitive"
    assert [name for name in names.split() if name not in labels] == []


# The planner


def test_an_unanswered_planner_knows_nothing_and_says_so():
    found = made()
    assert found.start is None
    assert [row.day for row in found.rows] == ["Session 1", "Session 2", "Session 3", "Other days"]
    assert all("where to start still open" in row.what for row in found.rows[:3])
    asked = [check.about for check in found.check_first]
    assert asked == ["Current activity", "Free days", *(limit.label for limit in EXERCISE.limits)]
    assert not any(check.known for check in found.check_first)


def test_three_sessions_fall_on_the_days_furthest_apart():
    assert session_days(made(days=WEEK)) == ["Monday", "Wednesday", "Friday"]
    assert session_days(made(days=("mon", "tue", "thu", "sat", "sun"))) == ["Monday", "Thursday", "Saturday"]
    assert session_days(made(days=("sat", "sun", "wed"))) == ["Wednesday", "Saturday", "Sunday"]


def test_fewer_free_days_than_the_trial_had_are_marked_unsupported():
    last = made(days=("tue",)).rows[-2:]
    assert [(row.day, row.basis) for row in last] == [
        ("Session 2", Basis.UNSUPPORTED),
        ("Session 3", Basis.UNSUPPORTED),
    ]


@pytest.mark.parametrize(
    ("activity", "lower"),
    [(None, None), ("none", "the lower start"), ("some_walking", "the lower start"), ("regular", None)],
)
def test_beginning_lower_than_the_trial_is_ours_and_says_so(activity, lower):
    sessions = [row for row in made(activity=activity, days=WEEK).rows if row.what.startswith("Session")]
    assert {(row.basis, row.ours) for row in sessions} == {(Basis.AS_IN_THE_TRIAL, lower)}


def test_not_known_is_never_none():
    sessions = {
        activity: made(activity=activity).rows[0].what for activity in (None, "none", "some_walking", "regular")
    }
    assert len(set(sessions.values())) == 4


@given(ANSWERS)
def test_a_limit_is_checked_when_present_asked_when_unknown_and_silent_when_absent(answers):
    checks = {check.limit.id: check for check in plan(answers, EXERCISE).check_first if check.limit}
    for limit in LIMITS:
        if limit not in answers.limits:
            assert not checks[limit].known
        elif answers.limits[limit]:
            assert checks[limit].known
        else:
            assert limit not in checks


@given(ANSWERS)
def test_limits_change_no_row_and_stay_out_of_the_file(answers):
    bare = plan(answers.model_copy(update={"limits": {}}), EXERCISE)
    found = plan(answers, EXERCISE)
    assert found.rows == bare.rows
    assert plan_text(found, EXERCISE, KNOWLEDGE) == plan_text(bare, EXERCISE, KNOWLEDGE)


@given(ANSWERS)
def test_a_week_has_three_sessions_and_every_other_day_is_ours(answers):
    found = plan(answers, EXERCISE)
    assert sum(row.basis in (Basis.AS_IN_THE_TRIAL, Basis.UNSUPPORTED) for row in found.rows) == 3
    if answers.days:
        assert [row.day for row in found.rows[:7]] == [day.label for day in EXERCISE.days]
        free = {day.label for day in EXERCISE.days if day.id in answers.days}
        assert set(session_days(found)) - {"Session 2", "Session 3"} <= free


@given(ANSWERS)
def test_the_order_of_choosing_does_not_matter(answers):
    turned = answers.model_copy(update={"days": answers.days[::-1]})
    assert plan(turned, EXERCISE) == plan(answers, EXERCISE)


@given(st.sets(st.integers(0, 6), min_size=3))
def test_no_other_choice_of_days_is_further_apart(free):
    def gap(places: tuple[int, ...]) -> int:
        return min([b - a for a, b in pairwise(places)] + [places[0] + 7 - places[-1]])

    assert gap(spread(free, 3, 7)) == max(gap(three) for three in combinations(sorted(free), 3))


def test_no_minutes_and_no_effort_are_invented():
    text = plan_text(made(activity="none", days=WEEK), EXERCISE, KNOWLEDGE)
    text = text.rsplit("Content ", 1)[0]  # the fingerprint of the content holds any digits
    assert "Minutes and effort: Not established here for the trial" in text
    assert not re.search(r"\d+ ?(min|bpm|%|METs?\b)|heart rate|moderate intensity|150", text)


def test_the_file_carries_the_label_and_marks_every_line():
    text = plan_text(made(activity="none", days=WEEK), EXERCISE, KNOWLEDGE)
    assert "An adjunct, not a guideline recommendation" in text
    planned = [line for line in text.splitlines() if re.match(r"[A-Z][A-Za-z ]+: ", line)]
    assert len(planned) >= 17
    assert [line for line in planned if not re.search(r"\[(as in the trial|ours|unsupported)", line)] == []
