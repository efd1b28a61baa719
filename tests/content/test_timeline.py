"""The timeline: events as the evidence dates them, every slip in the file named, and the page that steps through them."""

import csv
import io
import itertools
import re

import pytest

from pages.components.charts.timeline import table, timeline_chart
from pages.components.events import headlines, in_full, numbered
from pages.components.marks import LANES
from rls_logic.content.history import Event
from rls_logic.content.vocabulary import Confirmation, Lane
from rls_logic.lessons.timeline import about_any, of_year, story, years_with_events
from tests.app import opened, press, text

PAGE = "pages/teaching/timeline.py"
YEAR, ABOUT, LARGE = "step_timeline_year", "step_timeline_about", "step_large"


@pytest.fixture(scope="module")
def events(knowledge) -> tuple[Event, ...]:
    return knowledge.events


@pytest.fixture(scope="module")
def by_id(events) -> dict[str, Event]:
    return {event.id: event for event in events}


# What the evidence dates, typed by hand from the sources.

DATED = [
    ("event-licence-ropinirole-2005", 2005, 5, Lane.GUIDANCE, "secondary"),
    ("event-licence-pramipexole-2006", 2006, 11, Lane.GUIDANCE, "secondary"),
    ("event-licence-enacarbil-2011", 2011, 4, Lane.GUIDANCE, "secondary"),
    ("event-denovo-2023", 2023, 4, Lane.GUIDANCE, "secondary"),
    ("event-breakthrough-2020", 2020, 5, Lane.GUIDANCE, "secondary"),
    ("event-aasm-2012", 2012, None, Lane.GUIDANCE, "primary"),
    ("event-aan-2016", 2016, None, Lane.GUIDANCE, "primary"),
    ("event-mds-2018", 2018, None, Lane.GUIDANCE, "primary"),
    ("event-pregnancy-2015", 2015, None, Lane.GUIDANCE, "awaiting_paper"),
    ("event-german-2022", 2022, 6, Lane.GUIDANCE, "secondary"),
    ("event-world-sleep-2025", 2025, None, Lane.GUIDANCE, "primary"),
    ("event-jama-2026", 2026, 1, Lane.GUIDANCE, "secondary"),
    ("event-augmentation-survey-2011", 2011, None, Lane.SAFETY, "primary"),
    ("event-augmentation-pooled-2016", 2016, None, Lane.SAFETY, "primary"),
    ("event-opioid-benzodiazepine-2016", 2016, 8, Lane.SAFETY, "secondary"),
    ("event-tramadol-breastfeeding-2017", 2017, 4, Lane.SAFETY, "awaiting_paper"),
    ("event-gabapentinoids-breathing-2019", 2019, 12, Lane.SAFETY, "primary"),
    ("event-naloxone-2020", 2020, 7, Lane.SAFETY, "primary"),
    ("event-withdrawal-labels-2021", 2021, 7, Lane.SAFETY, "primary"),
    ("event-gabapentin-label-2025", 2025, 4, Lane.SAFETY, "primary"),
    ("event-opioid-labels-2025", 2025, 7, Lane.SAFETY, "secondary"),
    ("event-fcm-box-2026", 2026, 8, Lane.SAFETY, "primary"),
    ("event-ropinirole-2004", 2004, None, Lane.TRIALS, "primary"),
    ("event-pramipexole-2006", 2006, None, Lane.TRIALS, "primary"),
    ("event-rotigotine-2008", 2008, None, Lane.TRIALS, "primary"),
    ("event-oxn-2013", 2013, None, Lane.TRIALS, "secondary"),
    ("event-pregabalin-pramipexole-2014", 2014, None, Lane.TRIALS, "secondary"),
    ("event-fcm-2017", 2017, None, Lane.TRIALS, "primary"),
    ("event-dipyridamole-2021", 2021, None, Lane.TRIALS, "primary"),
    ("event-restful-2023", 2023, None, Lane.TRIALS, "primary"),
]


@pytest.mark.parametrize(("name", "year", "month", "lane", "confirmed"), DATED, ids=[row[0] for row in DATED])
def test_an_event_stands_where_the_evidence_dates_it(by_id, name, year, month, lane, confirmed):
    event = by_id[name]
    assert (event.year, event.month, event.lane, event.confirmed) == (year, month, lane, confirmed)


NUMBERS = {
    "event-pregabalin-pramipexole-2014": ("719", "2.1 %", "7.7 %", "5.3 %"),
    "event-augmentation-pooled-2016": ("11,543", "0.9 %", "27.1 %", "6.0 %"),
    "event-augmentation-survey-2011": ("266", "8 %", "25 %"),
    "event-oxn-2013": ("306", "8.15", "57 %", "31 %"),
    "event-restful-2023": ("133", "3.4", "45 %", "16 %"),
    "event-dipyridamole-2021": ("28", "24.1", "11.1", "23.7", "18.7"),
    "event-exercise-2006": ("41", "28", "23"),
    "event-fcm-2017": ("110", "P=.163", "P=.021"),
    "event-world-sleep-2025": ("20", "12", "5", "2"),
    "event-levodopa-augmentation-2010": ("36 of 60", "71 days", "11.7 %"),
}


@pytest.mark.parametrize("name", NUMBERS)
def test_the_numbers_of_an_event_are_those_of_its_source(by_id, name):
    said = f"{by_id[name].title} {by_id[name].statement}"
    assert [number for number in NUMBERS[name] if number not in said] == []


def test_what_the_evidence_does_not_date_is_left_out(events):
    """Rotigotine's US licence: its month is unverified and its year disputed. MHRA on IV iron: undated."""
    assert not [e for e in events if "rotigotine" in e.title.casefold() and "licensed" in e.title]
    assert "mhra_iv_iron" not in {e.cite.source for e in events}


def test_there_are_three_full_lanes_from_about_2003_to_2026(events):
    assert len(events) >= 35
    assert {e.lane for e in events} == set(Lane)
    assert all(sum(e.lane is lane for e in events) >= 10 for lane in Lane)
    assert (events[0].year, events[-1].year) == (1999, 2026)
    assert len([year for year in years_with_events(events) if 2003 <= year <= 2026]) >= 20


def test_every_event_names_a_work_and_a_place_in_it(events, knowledge):
    assert [e.id for e in events if e.cite.source not in knowledge.sources or not e.cite.locator] == []
    assert {e.confirmed for e in events} <= {
        Confirmation.PRIMARY,
        Confirmation.SECONDARY,
        Confirmation.AWAITING_PAPER,
    }


def test_events_run_forward_and_lane_by_lane(events):
    lanes = list(Lane)
    order = [(e.year, lanes.index(e.lane)) for e in events]
    assert order == sorted(order)


def test_no_event_about_aasm_2025_says_more_than_conditional(by_id):
    said = by_id["event-aasm-2025-against"]
    assert "conditional" in said.statement
    assert "prohibition" in said.statement


# The filter and the story


def test_the_filter_finds_an_event_by_name_and_by_class(events, knowledge):
    pramipexole = {e.id for e in about_any(events, ["pramipexole"], knowledge)}
    assert {"event-licence-pramipexole-2006", "event-agonists-cochrane-2011", "event-aasm-2025-against"} <= pramipexole
    assert not {"event-licence-ropinirole-2005", "event-gabapentin-2002", "event-criteria-2014"} & pramipexole
    both = about_any(events, ["pramipexole", "gabapentin"], knowledge)
    assert len(both) == len(pramipexole | {e.id for e in about_any(events, ["gabapentin"], knowledge)})
    assert about_any(events, ["magnesium"], knowledge) == ()


def test_a_year_is_told_in_one_sentence_from_its_titles(events):
    assert story(events, 2014) == (
        "2014: Pregabalin augments less than pramipexole 0.5 mg; IRLSSG adds a fifth criterion, to exclude mimics."
    )
    assert story(events, 2007) == "2007: no dated event here."
    for year in years_with_events(events):
        assert all(event.title in story(events, year) for event in of_year(events, year))


# The chart and its twins


def markers(figure) -> list[tuple[float, float]]:
    return [(x, y) for trace in figure.data for x, y in zip(trace.x, trace.y, strict=True)]


def test_no_marker_stands_on_another_and_no_later_event_is_shown(events, knowledge):
    for year in (1999, 2009, 2011, 2025, 2026):
        figure, finding, rows = timeline_chart(events, year, (1999, 2026), knowledge)
        places = markers(figure)
        assert len(places) == len(set(places)) == len(rows) == sum(e.year <= year for e in events)
        assert max(x for x, _ in places) == year
        assert finding.startswith(story(events, year))


def test_lanes_differ_by_row_and_by_shape(events, knowledge):
    figure, _, _ = timeline_chart(events, 2025, (1999, 2026), knowledge)
    heights = {}
    for trace in figure.data:
        heights.setdefault(trace.marker.symbol.removesuffix("-open"), set()).update(trace.y)
    assert set(heights) == {look.symbol for look in LANES.values()}
    assert len({look.sign for look in LANES.values()}) == 3
    spans = sorted((min(ys), max(ys)) for ys in heights.values())
    assert all(below[1] < above[0] for below, above in itertools.pairwise(spans))


def test_the_events_of_the_year_are_filled_and_numbered_as_in_the_list(events, knowledge):
    figure, _, _ = timeline_chart(events, 2016, (1999, 2026), knowledge)
    filled = [trace for trace in figure.data if not trace.marker.symbol.endswith("-open")]
    assert sorted(int(n) for trace in filled for n in trace.text or ()) == [1, 2, 3, 4, 5]
    assert {x for trace in filled for x in trace.x} == {2016}
    said = numbered(of_year(events, 2016), knowledge)
    assert re.findall(r"^(\d)\. ", said, re.MULTILINE) == ["1", "2", "3", "4", "5"]


def test_large_type_is_larger(events, knowledge):
    small, large = (timeline_chart(events, 2016, (1999, 2026), knowledge, large=size)[0] for size in (False, True))
    assert large.layout.xaxis.tickfont.size >= 20 > small.layout.xaxis.tickfont.size
    assert large.layout.height > small.layout.height


def test_text_and_table_hold_every_event_with_source_and_confirmation(events, knowledge):
    said, rows = in_full(events, knowledge), table(events, knowledge)
    for event in events:
        assert event.title in said
        assert event.statement in said
        assert f"{knowledge.sources[event.cite.source].short}, {event.cite.locator}" in said
    assert list(rows["Event"]) == [event.title for event in events]
    assert rows.notna().all(axis=None)
    assert set(rows["Confirmed"]) == {
        "read in the source",
        "read in a named summary",
        "not yet checked against the paper",
    }


def test_a_headline_brings_its_source(events, knowledge):
    current = of_year(events, 2016)
    said = headlines(current, knowledge)
    assert [e.title for e in current if f" {LANES[e.lane].sign} {e.title}" not in said] == []
    assert said.count("read in") == len(current)


# The page


def test_the_page_opens_on_the_whole_story(events, knowledge):
    app = opened(PAGE)
    assert not app.exception
    assert app.get_by_key(YEAR).value == 2026
    said = text(app)
    assert story(events, 2026) in said
    assert numbered(of_year(events, 2026), knowledge)[:60] in "\n".join(m.value for m in app.markdown)
    assert app.get_by_key("step_timeline_Next").disabled


@pytest.mark.parametrize("large", [False, True])
def test_the_lecture_walks_from_the_first_year_to_the_last(events, knowledge, large):
    app = opened(PAGE)
    app.get_by_key(LARGE).set_value(large)
    app.run()
    app = press(app, "Start")
    seen = [app.get_by_key(YEAR).value]
    assert app.get_by_key("step_timeline_Back").disabled
    while not app.get_by_key("step_timeline_Next").disabled:
        app = press(app, "Next")
        assert not app.exception
        seen.append(app.get_by_key(YEAR).value)
        said = "\n".join(m.value for m in app.markdown)
        assert [e.title for e in of_year(events, seen[-1]) if e.title not in said] == []
        assert [e.title for e in events if e.year > seen[-1] and e.title in said] == []
    assert tuple(seen) == years_with_events(events)
    assert press(app, "Back").get_by_key(YEAR).value == 2025


def test_stepping_keeps_to_the_filter(events, knowledge):
    app = opened(PAGE)
    app.get_by_key(ABOUT).set_value("Dipyridamole")
    app.run()
    assert "2026: no dated event here." in text(app)
    assert "No dated event here in 2026" in text(app)
    app = press(app, "Start")
    assert app.get_by_key(YEAR).value == 2021
    assert press(app, "Next").get_by_key(YEAR).value == 2025


def test_a_class_is_offered_and_holds_its_members():
    app = opened(PAGE)
    offered = app.get_by_key(ABOUT).options
    assert {"All treatments", "Dopamine agonists", "Alpha-2-delta ligands", "Iron", "Pramipexole"} <= set(offered)
    app.get_by_key(ABOUT).set_value("Dopamine agonists")
    app.run()
    app = press(app, "Start")
    assert app.get_by_key(YEAR).value == 2003


def test_a_treatment_without_an_event_says_that_silence_is_not_advice():
    app = opened(PAGE)
    app.get_by_key(ABOUT).set_value("Magnesium")
    app.run()
    assert not app.exception
    assert "No dated event about Magnesium is established here." in text(app)
    assert "neither for nor against" in text(app)


def test_the_text_twin_and_the_download_follow_the_step(events):
    app = opened(PAGE)
    app.get_by_key(YEAR).set_value(2004)
    app.run()
    app.session_state["step_timeline_text"] = True
    app.run()
    said = "\n".join(m.value for m in app.markdown)
    assert [e.title for e in events if e.year <= 2004 and e.title not in said] == []
    assert [e.title for e in events if e.year > 2004 and e.title in said] == []


def test_the_download_is_a_table_that_a_spreadsheet_reads(events, knowledge):
    rows = list(csv.DictReader(io.StringIO(table(events, knowledge).to_csv(index=False))))
    assert len(rows) == len(events)
    assert set(rows[0]) == {"Year", "Month", "Lane", "Event", "What happened", "Source", "Confirmed"}
