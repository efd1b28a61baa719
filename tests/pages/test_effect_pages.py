"""The pages on effect sizes and augmentation: findings, table twins, empty states, people of 100, and their cost."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from pages.components import estimates
from pages.components.charts.augmentation import benefit_and_harm, every_rate, label
from pages.components.charts.forest import forest
from pages.components.charts.people import icon_array
from rls_logic.content.vocabulary import Family
from rls_logic.content.vocabulary_trials import EstimateOutcome
from rls_logic.content.words import in_a_sentence
from rls_logic.estimates import augmentation_rates, for_the_forest, of_hundred
from tests.app import alts, choose, control, opened, text, work_s

EFFECTS, AUGMENTATION = "pages/evidence/effects.py", "pages/evidence/augmentation.py"
LIMIT = 0.1  # seconds of work for a page


@pytest.fixture(scope="module")
def effects(knowledge):
    return knowledge.effects


@pytest.fixture(scope="module")
def notes(knowledge):
    return knowledge.effect_notes


@pytest.fixture
def page() -> AppTest:
    return opened(EFFECTS)


# Effect sizes


def test_the_page_says_whose_figures_these_are_not_and_how_many_rows_it_carries(page):
    said = text(page)
    assert "not the AASM review's own pooled estimates" in said
    assert "248 estimates from 144 of the 154 rows" in said
    assert "AASM effect sizes" not in said


def test_the_forest_has_its_finding_as_alt_text_and_is_never_pooled(page):
    finding = (
        "33 differences in IRLS points from placebo or sham: 30 with an interval wholly on the better side, 3 with one "
        "that includes no difference; 28 of 3 points or more."
    )
    assert finding in text(page)
    assert finding in alts(page)
    assert "Never pooled" in text(page)


def test_results_that_cannot_be_drawn_are_named_null_results_too(page):
    said = text(page)
    assert "Not drawn: 21 comparisons" in said
    for name in ("IV FCM 500 mg (Cho 2018)", "Bupropion SR 150 mg (Bayard 2011)", "Valerian 800 mg (Cuellar 2009)"):
        assert name in said


@pytest.mark.parametrize(("rows", "count"), [("Pooled", 14), ("Single trials", 19), ("Short list", 13)])
def test_rows_can_be_filtered(page, rows, count):
    choose(page, "Rows", rows)
    assert f"{count} differences in IRLS points" in text(page)


def test_classes_can_be_filtered_to_one_and_to_nothing(page):
    choose(page, "Treatments", [Family.DEVICE])
    assert "1 difference in IRLS points" in text(page)
    choose(page, "Treatments", [])
    assert "No row is left" in text(page)
    assert not page.exception
    choose(page, "Treatments", [Family.IRON])
    assert "9 differences in IRLS points" in text(page)


def test_the_forest_has_a_table_twin_in_the_order_that_was_chosen(page, effects):
    choose(page, "Show as", "Table")
    assert len(page.table[0].value) == 33
    choose(page, "Order", "By size")
    first, last = page.table[0].value.iloc[0], page.table[0].value.iloc[-1]
    assert first["IRLS difference (95 % interval)"].startswith("\u221214.8 (\u221219.0 to \u221210.7) points")
    assert "computed by us, outlier" in first["IRLS difference (95 % interval)"]
    assert last["IRLS difference (95 % interval)"] == "\u22120.27 (\u22122.96 to 2.42) points"
    assert "read in the source; overlap b" in last["From"]


def test_the_line_at_3_points_is_labelled_as_a_yardstick_between_groups(effects, knowledge):
    figure, _, _ = forest(for_the_forest(effects), {}, 3, knowledge, by_size=False)
    assert "3 points: a yardstick between groups" in [note.text for note in figure.layout.annotations]
    assert {-3.0, 0.0} <= {x for trace in figure.data if trace.mode == "lines" for x in trace.x}


def test_every_mark_of_the_forest_tells_its_kind_by_shape(effects, knowledge):
    rows = for_the_forest(effects)
    figure, _, table = forest(rows, estimates.overlap_letters(effects), 3, knowledge, by_size=False)
    marks = {trace.name: (trace.marker.symbol, len(trace.x)) for trace in figure.data if trace.mode == "markers"}
    assert marks == {
        "pooled analysis": ("diamond", 14),
        "one trial": ("circle", 9),
        "one trial, computed by us": ("circle-open", 9),
        "outlier, computed by us": ("x-open", 1),
    }
    assert len(table) == len(rows)
    written = [text for trace in figure.data if trace.mode == "text" for text in trace.text]
    assert "IV FCM 1,500 mg, Bae 2021, outlier [c]" in written
    assert "Iron, normal ferritin, Zhou 2021 [c]" in written
    assert len(written) == len(set(written)) + 1, "two trials of ropinirole found the same difference"


def test_every_row_can_be_listed_by_outcome(page, effects):
    for outcome in EstimateOutcome:
        choose(page, "Outcome", outcome)
        assert not page.exception
        assert len(page.table[-1].value) == sum(e.outcome is outcome for e in effects), outcome


def test_what_was_left_out_and_the_yardsticks_stand_in_the_notes(page, notes):
    page.session_state["effect_notes"] = True
    said = text(page.run())
    for left in notes.left_out:
        assert left.why in said
    for threshold in notes.thresholds.values():
        assert threshold.statement in said


def test_nothing_not_reported_is_shown_as_zero(effects, knowledge):
    empty = next(e for e in effects if e.id == "b15-sleep")
    assert estimates.result(empty, knowledge) == "number not reported"
    assert estimates.size(next(e for e in effects if e.id == "h3-methadone"), knowledge) == "size not reported"
    assert estimates.result(next(e for e in effects if e.id == "h3-methadone"), knowledge) == "0 % a year"
    assert (
        estimates.result(next(e for e in effects if e.id == "a5-irls"), knowledge)
        == "difference \u22124.5 points, interval not reported"
    )
    assert "24.6 percentage points, interval not reported, computed by us" in estimates.result(
        next(e for e in effects if e.id == "a5b-responder"), knowledge
    )


# People of 100


def test_a_patient_is_shown_people_of_100(page):
    choose(page, "Treatment", "Pregabalin")
    said = (
        "Out of 100 people treated with pregabalin 300 mg for 12 weeks, about 71 get clearly better. Out of 100 given "
        "placebo (a dummy treatment), about 47 get clearly better. So with pregabalin 300 mg, about 24 more out of 100 "
        "get clearly better."
    )
    assert said in text(page)
    assert said in alts(page)
    assert "computed by us" in text(page)


def test_every_treatment_and_happening_can_be_shown(page):
    for name in control(page, "Treatment", "selectbox").options:
        choose(page, "Treatment", name)
        for happened in control(page, "What happened", "radio").options:
            choose(page, "What happened", happened)
            assert not page.exception, happened
            assert "Out of 100 people treated with" in text(page)
    choose(page, "Show people as", "Table")
    assert list(page.table[-1].value["Group"])[-1] == "Difference"


def test_an_icon_array_is_a_hundred_shapes_told_apart_without_colour(effects, knowledge):
    for e in effects:
        people = of_hundred(e)
        if people:
            figure, said, _ = icon_array(e, knowledge)
            assert sum(len(trace.x) for trace in figure.data) == 100, e.id
            spots = {(x, y) for trace in figure.data for x, y in zip(trace.x, trace.y, strict=True)}
            assert len(spots) == 100
            symbols = [trace.marker.symbol for trace in figure.data]
            assert len(set(symbols)) == len(symbols), e.id
            assert said.startswith("Out of 100 people")


def test_a_difference_that_may_be_chance_is_said_to_be(effects, knowledge):
    said = {e.id: icon_array(e, knowledge)[1] for e in effects if of_hundred(e)}
    assert said["a5d-augmentation"].endswith("This difference may be chance.")
    assert said["b16b-responder"].endswith("So it is about the same with either.")
    assert "14 fewer out of 100 get worse again" in said["a13-relapse"]
    assert "Out of 100 given a sham (a pretend treatment), none have complete relief." in said["e3-relief"]
    assert "chance" not in said["a5b-responder"]


def reading_grade(sentences: str) -> float:
    """Flesch-Kincaid: words a sentence and syllables a word, as years of school."""
    words = re.findall(r"[A-Za-z]+", sentences)
    parts = re.findall(r"[^.]+\.(?=\s|$)", sentences)
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", word.lower())))) for word in words)
    return 0.39 * len(words) / len(parts) + 11.8 * syllables / len(words) - 15.59


def test_what_a_patient_reads_is_at_about_grade_8(effects, knowledge):
    assert reading_grade("The cat sat on the mat.") < 1
    for e in effects:
        if of_hundred(e):
            said = icon_array(e, knowledge)[1]
            # The name of a medicine is as long as it is.
            for name in (in_a_sentence(e.arm), e.comparator or "", "augmentation"):
                said = said.replace(name, "it")
            assert reading_grade(said) <= 8.5, said


# Augmentation


def test_benefit_stands_beside_harm_in_two_panels_with_an_axis_each(effects, knowledge):
    picked = [e for e in effects if e.headline and e.outcome == "irls"]
    (benefit, finding, table), (harm, *_) = benefit_and_harm(picked, augmentation_rates(effects), knowledge)
    assert benefit.layout.xaxis.title.text == "IRLS points, difference from placebo"
    assert harm.layout.xaxis.title.text == "percent of people who augmented"
    assert benefit.layout.height == harm.layout.height, "rows must stand beside each other"
    assert list(table["Treatment"]) == [
        "Pregabalin 300 mg", "Dopamine agonists", "Pramipexole", "Rotigotine", "Ropinirole",
    ]  # fmt: skip
    assert finding == (
        "In the short term dopamine agonists are 2.5 to 5.7 IRLS points better than placebo (pregabalin 4.90); followed "
        "for longer, 1.5 to 48 % of people on them augmented (pregabalin 2.1 %)."
    )


def test_the_augmentation_page_says_why_and_what_cannot_be_compared(notes):
    app = opened(AUGMENTATION)
    assert not app.exception
    said = text(app)
    for note in notes.on("augmentation"):
        assert note.statement in said, note.id
    assert "not yet checked against the paper" in said, "the guideline's remark waits for the paper"
    assert "from 0.9 to 60 %" in said
    assert len(alts(app)) == 3
    assert all(alts(app))


def test_every_rate_is_shown_with_its_follow_up_in_picture_and_table(effects, knowledge):
    rates = augmentation_rates(effects)
    figure, _, table = every_rate(rates, knowledge)
    written = [text for trace in figure.data if trace.mode == "text" for text in trace.text]
    for rate in rates:
        assert any(rate.effect.follow_up in text for text in written), rate
        assert label(rate) in written
    assert len(table) == len(rates) == 23
    labels = [label(rate) for rate in rates]
    assert len(labels) == len(set(labels)), "two rates with the same label cannot be told apart"
    shapes = {trace.marker.symbol for trace in figure.data if trace.mode == "markers"}
    assert shapes == {"diamond", "circle", "square", "circle-open", "x-thin-open"}


def test_the_tables_of_the_augmentation_page():
    app = opened(AUGMENTATION)
    choose(app, "Show the two panels as", "Table")
    choose(app, "Show the rates as", "Table")
    assert [len(table.value) for table in app.table] == [5, 23]
    assert not app.exception


# Cost


@pytest.mark.parametrize("name", [EFFECTS, AUGMENTATION])
def test_a_page_costs_less_than_the_limit(name):
    cost = work_s(opened(name))
    assert cost < LIMIT, f"{name}: {1000 * cost:.0f} ms"
