"""From an option on the consult page to its card, and the same patient through the years, as a clinician walks it."""

import re

import pytest
from playwright.sync_api import expect

from tests.chromium import choose, example, go, press, said, settle, visit

pytestmark = pytest.mark.browser

COMPLETE = "New, untreated, iron low"


def test_an_options_detail_says_what_older_guidance_said_and_links_to_its_card(page):
    example(page, COMPLETE)
    assert "Level U" not in said(page), "older guidance is never on a row"
    page.get_by_role("button", name="Why").nth(5).click()
    settle(page)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Recommends gabapentin in adults")
    expect(dialog).to_contain_text("Older guidance differed: AAN 2016 insufficient evidence: Level U")
    dialog.get_by_role("link", name="Then and now").click()
    expect(page.get_by_role("heading", level=1, name="Then and now")).to_be_visible()
    settle(page)
    assert page.url.endswith("/then_and_now?treatment=gabapentin")
    expect(page.get_by_role("combobox", name="Treatment", exact=True)).to_have_value("Gabapentin")


def test_a_link_to_a_card_that_is_not_there_is_harmless(page, server):
    go(page, f"{server.address}/then_and_now?treatment=nothing-like-it")
    expect(page.get_by_role("heading", level=1, name="Then and now")).to_be_visible()
    expect(page.get_by_text("One treatment through the years")).to_be_visible()


def test_the_patient_goes_along_and_the_year_is_moved(page):
    example(page, COMPLETE)
    visit(page, "Clinic", "Same patient, other years")
    assert "ferritin 22 ng/mL" in said(page)
    choose(page, "Year", "2012")
    expect(page.get_by_text(re.compile(r"^2012, beside AASM 2025"))).to_be_visible()
    choose(page, "Year", "2026")
    expect(page.get_by_text(re.compile(r"^2026, beside AASM 2025"))).to_be_visible()


def test_the_shift_chart_has_its_finding_and_its_table(page):
    visit(page, "Evidence", "Then and now")
    press(page, "Shift chart")
    chart = page.locator("[data-testid=stPlotlyChart]")
    expect(chart.locator("svg.main-svg").first).to_be_visible()
    finding = page.get_by_text(re.compile(r"^Between the older sources and AASM 2025: Pramipexole"))
    expect(finding).to_be_visible()
    assert chart.get_attribute("aria-label") == finding.inner_text()
    expect(page.get_by_role("columnheader", name="Pramipexole")).to_be_visible()
