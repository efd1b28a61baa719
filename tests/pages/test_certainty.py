"""The certainty picture: every recommendation in its place, by side, level, shape and word, and what a choice shows.

Places are typed from the evidence on the guideline.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect
from plotly.graph_objects import Figure
from streamlit.testing.v1 import AppTest

from pages.components.charts.certainty import certainty_chart, in_groups
from pages.components.cite import levels
from rls_logic.assess import assess
from rls_logic.content.shapes import Recommendation
from rls_logic.content.vocabulary import Direction, Standing
from rls_logic.patient import Patient
from tests.app import give, opened, text
from tests.chromium import SPOKEN, barriers, enter, example, go, layout_faults, press, said, select, settle

PAGE = "pages/evidence/certainty.py"
# Recommendation: place on the axis (for on the right, 1 very low to 4 high) and strength.
PLACES = {
    1: (3, "strong"), 2: (3, "strong"), 3: (3, "strong"), 4: (3, "strong"),
    5: (1, "conditional"), 6: (1, "conditional"), 7: (3, "conditional"), 8: (2, "conditional"),
    9: (3, "conditional"), 10: (3, "conditional"), 11: (-1, "conditional"), 12: (-3, "conditional"),
    13: (-2, "conditional"), 14: (-3, "conditional"), 15: (-3, "conditional"), 16: (-2, "conditional"),
    17: (-1, "conditional"), 18: (-1, "conditional"), 19: (-2, "conditional"), 20: (-3, "strong"),
    21: (1, "conditional"), 22: (3, "conditional"), 23: (2, "conditional"), 24: (-2, "conditional"),
    25: (-1, "conditional"), 26: (-1, "conditional"), 27: (-1, "conditional"), 28: (1, "conditional"),
}  # fmt: skip
SIZES = {"adults_rls": 20, "adults_rls_esrd": 5, "adults_plmd": 2, "children_rls": 1}
HEADINGS = [
    "Adults with RLS",
    "Adults with RLS and end-stage renal disease",
    "Adults with periodic limb movement disorder",
    "Children with RLS",
]
ALL_SAID = (
    "14 recommendations for (8 of moderate certainty) and 14 against (4 of moderate certainty): "
    "certainty does not decide the direction, and none is rated high."
)


@pytest.fixture
def rows(knowledge) -> tuple[Recommendation, ...]:
    return knowledge.main.recommendations


def marked(figure: Figure) -> Iterator[Any]:
    """The traces with points; the other one holds names."""
    return (trace for trace in figure.data if trace.customdata is not None)


def points(figure: Figure) -> dict[int, tuple[float, str, str]]:
    """Recommendation number to its place, the word beside it and its shape."""
    found = {}
    for trace in marked(figure):
        for x, word, data in zip(trace.x, trace.text, trace.customdata, strict=True):
            found[int(data[0].removeprefix("aasm-2025-"))] = (x, word.strip(), trace.marker.symbol)
    return found


def names(figure: Figure) -> dict[float, tuple[str, float, bool]]:
    """Height of a row to the text there, where it begins, and whether it is bold: the lines of a long name as one."""
    (trace,) = (trace for trace in figure.data if trace.customdata is None)
    found: dict[float, tuple[str, float, bool]] = {}
    for x, y, word, weight in zip(trace.x, trace.y, trace.text, trace.textfont.weight, strict=True):
        begun = found.get(round(y))
        found[round(y)] = (f"{begun[0]} {word}" if begun else word, x, weight == 700)
    return found


def test_every_recommendation_has_its_place_and_its_word(rows, knowledge):
    figure, _, _ = certainty_chart(rows, knowledge)
    found = points(figure)
    assert {number: (x, word) for number, (x, word, _) in found.items()} == PLACES
    shapes = {
        word: {shape for _, other, shape in found.values() if other == word} for word in ("strong", "conditional")
    }
    assert len(shapes["strong"]) == len(shapes["conditional"]) == 1
    assert shapes["strong"] != shapes["conditional"], "strength is a shape too"


def test_every_row_is_named_on_the_side_that_its_point_leaves_free(rows, knowledge):
    figure, _, _ = certainty_chart(rows, knowledge)
    written = names(figure)
    for trace in marked(figure):
        for x, y, data in zip(trace.x, trace.y, trace.customdata, strict=True):
            name, place, _ = written.pop(y)
            record = next(row for row in rows if row.id == data[0])
            assert name == knowledge.treatments[record.treatment].short
            assert place * x < 0
    assert [(name, bold) for name, _, bold in written.values()] == [(label, True) for label in HEADINGS]


def test_each_population_has_its_heading_and_its_rows(rows, knowledge):
    groups = list(in_groups(rows))
    assert [knowledge.word(population) for population, _ in groups] == HEADINGS
    assert [len(members) for _, members in groups] == list(SIZES.values())
    one, _, table = certainty_chart(rows[:20], knowledge)
    assert not [name for name, _, bold in names(one).values() if bold], "one population needs no heading"
    assert list(table.columns) == ["Treatment", "Direction", "Strength", "Certainty", "Source"]


def test_for_stands_before_against_and_the_surer_first(rows):
    _, adults = next(in_groups(rows))
    assert [row.number for row in adults] == [
        1, 2, 3, 4, 7, 9, 10, 8, 5, 6, 20, 12, 14, 15, 13, 16, 19, 11, 17, 18,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("population", "sentence"),
    [
        (None, ALL_SAID),
        ("adults_rls", "10 recommendations for (7 of moderate certainty) and 10 against (4 of moderate certainty): "
         "certainty does not decide the direction, and none is rated high."),
        ("adults_rls_esrd", "3 recommendations for (1 of moderate certainty) and 2 against: none is rated high."),
        ("adults_plmd", "0 recommendations for and 2 against: none is rated high."),
        ("children_rls", "1 recommendation for and 0 against: none is rated high."),
    ],
)  # fmt: skip
def test_the_finding_counts(rows, knowledge, population, sentence):
    chosen = [row for row in rows if population in (None, row.population)]
    _, finding, table = certainty_chart(chosen, knowledge)
    assert finding == sentence
    assert len(table) == len(chosen)


def test_the_table_says_what_the_picture_says(rows, knowledge):
    figure, _, table = certainty_chart(rows, knowledge)
    words = {1: "very low", 2: "low", 3: "moderate", 4: "high"}
    found = points(figure)
    for source, side, strength, level in table[["Source", "Direction", "Strength", "Certainty"]].itertuples(
        index=False
    ):
        x, word, _ = found[int(source.rpartition(" ")[2])]
        assert (side == "for", strength, level) == (x > 0, word, words[abs(x)])
    dopaminergics = table[table["Direction"] == "against standard use"]["Treatment"].tolist()
    assert sorted(set(dopaminergics)) == ["Levodopa", "Pramipexole", "Ropinirole", "Transdermal rotigotine"]


def test_a_patients_options_and_the_guidelines_rows_are_one_picture(rows, knowledge):
    patient = Patient(
        age_years=58, diagnosis="rls", ferritin_ng_ml=60, tsat_percent=15, kidney_support="none", crcl_ml_min=80
    )
    options = [option.recommendation for option in assess(patient, knowledge).options]
    ids = {option.id for option in options}
    same = [row for row in rows if row.id in ids]
    assert certainty_chart(options, knowledge)[0] == certainty_chart(same, knowledge)[0]


def test_nothing_to_draw_is_drawn_as_nothing(knowledge):
    figure, _, table = certainty_chart([], knowledge)
    assert not points(figure)
    assert table.empty


# The page


def chosen(app: AppTest, record: str) -> AppTest:
    return app.get_by_key("certainty_record_None").set_value(record).run()


def test_the_page_shows_finding_picture_and_words(knowledge):
    app = opened(PAGE)
    assert not app.exception
    page = text(app)
    assert ALL_SAID in page
    assert len(app.get("plotly_chart")) == 1
    for grade in knowledge.main.grades:
        assert f"**{grade.printed.capitalize()}.** {grade.says} *Its limits:* {grade.does_not_say}" in page
    assert "pramipexole has moderate certainty" in page


def test_the_grades_are_the_two_strengths_and_the_four_levels(knowledge):
    printed = [grade.printed for grade in knowledge.main.grades]
    assert printed == ["strong", "conditional", "high", "moderate", "low", "very low"]


def test_a_chosen_recommendation_shows_everything_about_it(knowledge):
    app = opened(PAGE)
    for record in knowledge.main.recommendations:
        page = text(chosen(app, record.id))
        assert not app.exception
        assert record.statement in page
        assert f"As printed: {record.as_printed}." in page
        assert (record.condition or "none printed.") in page
        assert (record.remark or "") in page
        assert f"{record.cite.locator}, [doi 10.5664/jcsm.11390](https://doi.org/10.5664/jcsm.11390)" in page
        assert levels(record.confirmed.levels, knowledge).casefold() in page.casefold()
        cautions = knowledge.cautions_about[record.treatment]
        listed = page.partition("**Cautions about ")[2]
        assert [c.id for c in cautions if c.short[1:] not in listed or c.cite.locator not in listed] == []
        assert (f": {len(cautions)}.**" in listed) is bool(cautions)


def test_cautions_in_full_say_what_each_says(knowledge):
    app = chosen(opened(PAGE), "aasm-2025-12")
    page = text(app.get_by_key("certainty_cautions").set_value(True).run())
    assert [c.id for c in knowledge.cautions_about["pramipexole"] if c.statement not in page] == []


@pytest.mark.parametrize(
    ("label", "count"), [("Everyone", 28), ("Adults", 20), ("ESRD", 5), ("PLMD", 2), ("Children", 1)]
)
def test_the_filter_names_who(label, count):
    app = opened(PAGE)
    app.get_by_key("certainty_population").set_value(label)
    app.get_by_key("certainty_view").set_value("Table").run()
    assert not app.exception
    assert len(app.table[0].value) == count
    assert len(app.get_by_key("certainty_record_None").options) == count


def test_the_sentences_name_every_recommendation(knowledge):
    app = opened(PAGE)
    page = text(app.get_by_key("certainty_view").set_value("Sentences").run())
    for record in knowledge.main.recommendations:
        assert (
            f"AASM 2025 {record.statement[0].lower()}{record.statement[1:]} The recommendation is {record.strength};"
            in page
        )
    assert (
        "pramipexole in adults with RLS. The recommendation is conditional; the certainty of its evidence is moderate."
        in page
    )
    assert not app.get("plotly_chart")


def test_only_a_filled_consultation_offers_its_own_options(knowledge):
    blank = opened(PAGE)
    assert [box.label for box in blank.checkbox] == []
    app = give(opened(), {"age_years": "58", "diagnosis": "RLS", "ferritin_ng_ml": "300", "tsat_percent": "30"})
    app.switch_page(PAGE).run()
    app.get_by_key("certainty_patient").set_value(True)
    app.get_by_key("certainty_view").set_value("Table").run()
    patient = Patient(age_years=58, diagnosis="rls", ferritin_ng_ml=300, tsat_percent=30)
    shown = [
        option.treatment.name
        for option in assess(patient, knowledge).options
        if option.standing is not Standing.WAITS or option.recommendation.direction is Direction.FOR
    ]
    assert sorted(app.table[0].value["Treatment"]) == sorted(shown)
    assert 0 < len(shown) < 28
    assert "patient_age_years" not in dict(app.query_params)


def test_a_patient_without_any_recommendation_is_said():
    app = give(opened(), {"age_years": "58", "diagnosis": "Not RLS"})
    app.switch_page(PAGE).run()
    app.get_by_key("certainty_patient").set_value(True).run()
    assert not app.exception
    assert "No recommendation applies to the consultation so far." in text(app)


# In the browser


@pytest.mark.browser
def test_a_point_or_the_list_chooses_a_recommendation(page, server):
    go(page, f"{server.address}/certainty")
    marks = page.locator(".scatterlayer .point")
    expect(marks).to_have_count(28)
    marks.nth(2).click(force=True)
    settle(page)
    assert "Recommends pregabalin in adults with RLS." in said(page)
    faults = layout_faults(page, "clicked") + barriers(page, "clicked")
    select(page, "Recommendation", "12. Pramipexole")
    assert "Suggests against the standard use of pramipexole in adults with RLS." in said(page)
    press(page, "Cautions in full")
    faults += layout_faults(page, "in full") + barriers(page, "in full")
    for view in ("Table", "Sentences"):
        press(page, view)
        faults += layout_faults(page, view) + barriers(page, view)
    assert faults == []
    assert page.evaluate(SPOKEN) == []


@pytest.mark.browser
def test_the_list_can_be_used_by_keyboard(page, server):
    go(page, f"{server.address}/certainty")
    box = page.get_by_role("combobox", name="Recommendation")
    box.focus()
    page.keyboard.type("20.")
    page.keyboard.press("Enter")
    settle(page)
    assert "Recommends against cabergoline in adults with RLS." in said(page)


@pytest.mark.browser
def test_the_table_comes_as_a_file_without_the_patient(page, server):
    example(page, "New, untreated, iron low")
    enter(page, "Ferritin", "73.137")
    page.get_by_role("navigation", name="App pages").get_by_role("button", name="Evidence").click()
    page.get_by_role("menuitem", name="Certainty").click()
    settle(page)
    press(page, "Only this patient's options")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Table as CSV").click()
    content = waiting.value.path().read_text(encoding="utf-8")
    assert content.startswith("Treatment,Direction,Strength,Certainty,Source\n")
    assert "Pramipexole,against standard use,conditional,moderate," in content
    assert "73.137" not in content


# Words of the picture that lie outside of it: they are drawn, and not seen.
OUTSIDE = """() => { const box = document.querySelector('[data-testid=stPlotlyChart] svg.main-svg').getBoundingClientRect();
  return [...document.querySelectorAll('.scatterlayer .textpoint, .infolayer .annotation')].filter(e => {
    const b = e.getBoundingClientRect();
    return b.left < box.left - 1 || b.right > box.right + 1;
  }).map(e => e.textContent); }"""


@pytest.mark.browser
def test_every_word_of_the_picture_fits_on_a_small_phone(page, server):
    page.set_viewport_size({"width": 360, "height": 740})
    example(page, "New, untreated, iron low")
    press(page, "Certainty chart")
    assert page.locator(".scatterlayer .textpoint").count() > 40
    assert page.evaluate(OUTSIDE) == []
    go(page, f"{server.address}/certainty")
    assert page.evaluate(OUTSIDE) == []
