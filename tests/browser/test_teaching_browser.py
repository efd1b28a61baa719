"""Teaching as it is given: a link to a case on a fresh server, commit then reveal, and a twelve-minute lecture clicked through."""

import csv
import io
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.chromium import SPOKEN, Server, Watch, barriers, go, layout_faults, press, serve, settle, visit

pytestmark = pytest.mark.browser

CASE = "haemodialysis-ferritin-150"


@pytest.fixture
def fresh(browser: Browser) -> Iterator[tuple[Page, Server, Watch]]:
    """A server that nobody has visited, and a browser that has visited nothing."""
    with serve() as running:
        watch = Watch(running.address)
        context = browser.new_context(viewport={"width": 1366, "height": 850})
        watch.look_at(context)
        yield context.new_page(), running, watch
        context.close()


def pick(page: Page, *names: str) -> None:
    for name in names:
        page.get_by_role("button", name=name, exact=True).click()
        settle(page)


def say(page: Page, sure: str) -> None:
    page.get_by_role("radio", name=sure, exact=True).click()
    settle(page)


def commit(page: Page, sure: str, *names: str) -> None:
    pick(page, *names)
    say(page, sure)
    press(page, "Commit and reveal")
    page.get_by_role("heading", name="The whole answer").wait_for()
    settle(page)


def told(page: Page) -> str:
    return page.locator("[data-testid=stMain]").inner_text()


def no_exception(page: Page, server: Server) -> None:
    expect(page.locator("[data-testid=stException]")).to_have_count(0)
    assert "Traceback" not in server.log()


def test_a_link_to_a_case_works_on_a_fresh_server(fresh):
    page, server, watch = fresh
    go(page, f"{server.address}/cases?case={CASE}", until="A man on haemodialysis")
    expect(page.get_by_role("heading", name="Restless on dialysis")).to_be_visible()
    assert "150 ng/mL" in told(page)
    assert "Options to weigh" not in told(page), "nothing is revealed before the commit"
    assert page.url == f"{server.address}/cases?case={CASE}"
    no_exception(page, server)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert watch.complaints() == []


def test_commit_reveal_change_and_score_and_no_answer_in_the_address(page, server, watch):
    go(page, f"{server.address}/cases?case={CASE}")
    expect(page.get_by_role("button", name="Commit and reveal")).to_be_disabled()
    commit(page, "Certain", "IV iron sucrose", "Enacarbil", "Pramipexole")
    said = told(page)
    assert "3 picks: 1 open here, 1 not for this patient, 1 advised against for standard use." in said
    assert "Certain, and not all of it held" in said
    assert "Among 140,899 adults on haemodialysis" in said
    press(page, "If ferritin were higher")
    assert "Ferritin: 228 ng/mL, was 150 ng/mL." in told(page)
    assert "IV iron sucrose: from an option to no recommendation applies." in told(page)
    press(page, "What older guidance would have said")
    assert "History, never advice" in told(page)
    assert "1 case answered: 1 of 3 picks stood open, 0 with care; 2 misses." in told(page)
    press(page, "Try again")
    assert "The whole answer" not in told(page)
    press(page, "Next case")
    expect(page).to_have_url(f"{server.address}/cases?case=crcl-45")
    page.go_back()
    settle(page)
    expect(page.get_by_role("heading", name="Restless on dialysis")).to_be_visible()
    addressed = {address for address in watch.addresses if "?" in address and "/cases" in address}
    assert {re.sub(r"^[^?]*\?", "", address) for address in addressed} <= {f"case={CASE}", "case=crcl-45"}
    no_exception(page, server)


def test_a_shuffled_session_keeps_its_answers_until_it_starts_over(page, server):
    go(page, f"{server.address}/cases")
    commit(page, "Guessing", "Gabapentin")
    press(page, "Shuffle")
    assert "1 answered" in told(page)
    page.get_by_role("combobox", name="Case", exact=True).click()
    page.get_by_role("option", name="New and untreated", exact=True).click()
    settle(page)
    assert "1 pick: 1 open here. A guess, and it held" in told(page)
    press(page, "Start over")
    assert "0 answered" in told(page)
    no_exception(page, server)


def test_the_facilitator_takes_sheets_cards_and_a_link(page, server):
    go(page, f"{server.address}/cases?case={CASE}")
    press(page, "For facilitators: sheets, cards and a link")
    assert f"{server.address}/cases?case={CASE}" in told(page)
    got = {}
    for name in ("This case", "This case, with answers", "All cases", "All cases, with answers", "Cards of all cases"):
        with page.expect_download() as download:
            press(page, name)
        got[name] = (download.value.suggested_filename, download.value.path().read_text(encoding="utf-8"))
    assert got["This case"][0] == f"{CASE}.md"
    assert "Learning point" not in got["This case"][1]
    assert "Learning point" in got["This case, with answers"][1]
    assert "What older guidance would have said" in got["All cases, with answers"][1]
    assert len(re.findall(r"(?m)^# ", got["All cases"][1])) >= 14
    cards = list(csv.reader(io.StringIO(got["Cards of all cases"][1])))
    assert {len(row) for row in cards} == {3}
    press(page, "With answers")
    expect(page.get_by_role("heading", name="What the guidance says for this patient")).to_be_visible()
    no_exception(page, server)


def test_an_unknown_case_leads_to_the_list(page, server):
    go(page, f"{server.address}/cases?case=nobody")
    assert "No case here has the id in this address" in told(page)
    page.get_by_role("radio", name="Growing pains?").click()
    settle(page)
    expect(page.get_by_role("heading", name="Growing pains?")).to_be_visible()
    expect(page).to_have_url(f"{server.address}/cases?case=child-ferritin-35")


def test_the_revealed_case_reads_well_everywhere(page, server):
    go(page, f"{server.address}/cases?case=pramipexole-augmentation")
    commit(page, "Fairly sure", "IV FCM", "Oral iron", "Pramipexole", "Clonazepam", "Magnesium")
    press(page, "If TSAT came back raised")
    press(page, "What older guidance would have said")
    press(page, "For facilitators: sheets, cards and a link")
    assert layout_faults(page, "revealed case") == []
    assert barriers(page, "revealed case") == []
    assert page.evaluate(SPOKEN) == []


# The lecture: three cases committed and revealed, then the evidence behind them, on a projector.

LECTURE = (
    ("iron-ferritin-90-tsat-25", ("Oral iron",), "If TSAT were low"),
    ("pramipexole-augmentation", ("Gabapentin", "IV FCM"), "If TSAT came back raised"),
    ("ropinirole-content", ("Ropinirole",), "If her symptoms had moved earlier"),
)
AFTER = (("Evidence", "Then and now"), ("Teaching", "Timeline"), ("Teaching", "Spot the error"))


def test_a_twelve_minute_lecture_is_clicked_through_without_an_error(page, server):
    page.set_viewport_size({"width": 1920, "height": 1080})
    visit(page, "Teaching", "Cases")
    for case_id, picks, change in LECTURE:
        go(page, f"{server.address}/cases?case={case_id}")
        commit(page, "Fairly sure", *picks)
        press(page, change)
        assert "Only what moved" in told(page)
        no_exception(page, server)
    for section, title in AFTER:
        visit(page, section, title)
        expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
        no_exception(page, server)
    visit(page, "Teaching", "Cases")
    expect(page.get_by_role("heading", name="Cases", level=1)).to_be_visible()
    no_exception(page, server)
