"""Then and now, same patient, grades: the pages say what the evidence says, and only that."""

import re

import pytest

from rls_logic.content.knowledge import Knowledge
from rls_logic.content.vocabulary import Change, Nothing, Population
from rls_logic.years import matrix
from tests.app import give, opened, text, work_s

THEN, SAME, GRADES = "pages/evidence/then_and_now.py", "pages/clinic/same_patient.py", "pages/evidence/grading.py"


def rows(app: object) -> list[dict[str, str]]:
    """The first table of the page, by column; a heading may be a link to the work."""
    markdown = next(str(e.value) for e in app.get("markdown") if str(e.value).startswith("| Treatment"))  # type: ignore[attr-defined]
    lines = [line[2:-2].split(" | ") for line in markdown.splitlines()]
    names = [re.sub(r"\[(.*)\]\(.*\)", r"\1", name) for name in lines[0]]
    return [dict(zip(names, line, strict=True)) for line in lines[2:]]


def row(app: object, name: str) -> dict[str, str]:
    return next(line for line in rows(app) if line["Treatment"].strip("*") == name)


def test_the_matrix_shows_direction_in_words_and_the_grade_as_printed():
    app = opened(THEN)
    pramipexole = row(app, "Pramipexole")
    assert "for · **STANDARD**" in pramipexole["AASM 2012"]
    assert "for · **Level A**" in pramipexole["AAN 2016"]
    assert "against standard use · **conditional, moderate**" in pramipexole["AASM 2025"]
    assert "no advice · **efficacious**" in pramipexole["MDS/IRLSSG 2018"]
    assert pramipexole["Since then"] == "Reversed"


def test_the_kinds_of_nothing_are_told_apart():
    app = opened(THEN)
    assert "silent" in row(app, "Dipyridamole")["AAN 2016"]
    assert "not established here" in row(app, "Clonazepam")["MDS/IRLSSG 2018"]
    app.toggle[1].set_value(True).run()
    assert "not its topic" in row(app, "Pramipexole")["IRLSSG iron guideline 2018"]


def test_only_what_changed(knowledge):
    app = opened(THEN)
    app.toggle[0].set_value(True).run()
    shown = {line["Treatment"].strip("*") for line in rows(app)}
    changed = {line.treatment.short for line in matrix(knowledge, "adults_rls") if line.change is not Change.NONE}
    assert shown == changed
    assert {"Pramipexole", "Gabapentin", "Dipyridamole"} <= shown
    assert "Pregabalin" not in shown


def test_a_class_without_change_says_so():
    app = opened(THEN)
    app.toggle[0].set_value(True).run()
    app.selectbox[0].set_value("tramadol").run()
    assert app.get("table") or "No treatment fits" in text(app)


def test_a_card_says_what_changed_why_and_who_disagrees():
    app = opened(THEN)
    app.selectbox[1].set_value("Pramipexole").run()
    said = text(app)
    assert "**Reversed.**" in said
    assert "New harm evidence" in said
    assert "Who disagrees today" in said
    assert "German S2k 2022" in said


@pytest.mark.parametrize("view", ["List", "Shift chart"])
@pytest.mark.parametrize("population", Population)
def test_every_view_of_every_population_opens(view, population):
    app = opened(THEN)
    app.segmented_control[0].set_value(population).run()
    app.segmented_control[1].set_value(view).run()
    assert not app.exception
    assert text(app)


def test_every_treatment_has_a_card_that_opens(knowledge: Knowledge):
    app = opened(THEN)
    for name in app.selectbox[1].options:
        app.selectbox[1].set_value(name).run()
        assert not app.exception, name


def test_the_patient_of_the_consultation_is_run_through_every_year():
    app = give(opened(), {"age_years": "50", "diagnosis": "RLS", "ferritin_ng_ml": "80", "tsat_percent": "25"})
    app.switch_page(SAME).run()
    said = text(app)
    assert "The patient of the consultation." in said
    assert "ferritin 80 ng/mL" in said
    iron = next(t for t in app.get("table") if "Asks" in t.value.columns).value.to_dict("records")
    asked = {(line["Source"], line["Asks"]): line["This patient"] for line in iron if line["For"] == "Adults"}
    assert asked["AAN 2016", "Ferritin is at or below 75 ng/mL"] == "80 ng/mL: no"
    assert asked["AASM 2025", "Ferritin is at or below 100 ng/mL"] == "80 ng/mL: yes"
    assert not [line for line in iron if line["For"] == "Children"], "an adult meets no child's threshold"


def test_without_a_patient_an_example_is_offered():
    app = opened(SAME)
    assert "New, untreated, iron low" in app.selectbox[0].options
    assert "history, never advice" in text(app)
    for name in app.selectbox[0].options:
        app.selectbox[0].set_value(name).run()
        assert not app.exception, name


def made_up():
    """The page with a made-up patient: without one it shows none."""
    app = opened(SAME)
    (choice,) = [box for box in app.selectbox if box.label == "A made-up patient"]
    return choice.set_value(choice.options[0]).run()


def test_each_year_answers_anew():
    app = made_up()
    years = [2012, 2016, 2018, 2021, 2022, 2025, 2026]
    seen = set()
    for year in years:
        app.segmented_control[0].set_value(year).run()
        assert not app.exception
        seen.add(text(app))
    assert len(seen) == len(years)


def test_only_differing_cells_are_marked():
    app = made_up()
    first = [line["Treatment"].strip("*") for line in rows(app)]
    app.toggle[0].set_value(True).run()
    every = [line["Treatment"].strip("*") for line in rows(app)]
    assert "Pramipexole" in first, "what differs comes first"
    assert "Pregabalin" not in first, "what both put is behind the toggle"
    assert every[: len(first)] == first
    lines = {line["Treatment"].strip("*"): line for line in rows(app)}
    assert lines["Pramipexole"]["AAN 2016"].startswith("**≠**")
    assert "≠" not in lines["Pregabalin"]["AAN 2016"]
    assert not [line for line in lines.values() if "≠" in line["AASM 2025"]]
    assert all(line["Today's cautions"] for line in lines.values())


def test_iron_is_never_offered_today_where_it_is_held_back():
    app = give(
        opened(),
        {"age_years": "50", "diagnosis": "RLS", "ferritin_ng_ml": "60", "tsat_percent": "52", "crcl_ml_min": "95"},
    )
    app.switch_page(SAME).run()
    app.toggle[0].set_value(True).run()
    for line in rows(app):
        if "iron" in line["Treatment"].casefold() or "FCM" in line["Treatment"]:
            assert "offered" not in line["AASM 2025"], line
            assert line["Today's cautions"].startswith("TSAT 45 % or more"), line
    assert row(app, "IV FCM")["AASM 2025"] == ":red[:material/block:] held back · strong, moderate: not now"
    sentence = next(str(e.value) for e in app.get("markdown") if str(e.value).startswith("2016, beside"))
    assert "FCM" not in sentence
    assert "iron" not in sentence


def test_a_review_concludes_and_never_offers():
    app = made_up()
    app.segmented_control[0].set_value(2018).run()
    assert "concluded, without advice, that" in text(app)


def test_every_printed_grade_is_explained(knowledge):
    """A grade that a matrix cell prints is looked up on the grades page, under its own source."""
    app = opened(GRADES)
    said = text(app)
    for guidance in knowledge.guidance.values():
        assert f"## {guidance.source.short}" in said
    assert "can both be right" in said
    assert "Level A" in said


def test_no_position_has_a_grade_without_a_record(knowledge):
    for line in matrix(knowledge, "adults_rls"):
        for found in line.positions:
            assert bool(found.as_printed) == found.established
            assert found.said is not Nothing.SILENT or "adults_rls" in found.guidance.covers


@pytest.mark.parametrize("page", [THEN, SAME, GRADES])
def test_a_page_answers_in_time(page):
    assert work_s(opened(page)) < 0.1
