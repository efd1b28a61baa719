"""A connection cut for longer than a session is kept, and a server that starts anew: the page never holds half a patient."""

import re
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.chromium import add, choose, enter, free_port, go, number, press, said, serve, settle, visit

pytestmark = pytest.mark.browser

FORGETS = ("--server.disconnectedSessionTTL", "1")  # seconds, for the two minutes of a real server
PAGES = ("Consultation", "Same patient, other years", "Explain to the patient")
LOST = "The connection was lost, and the entries with it."


class Lines:
    """The wires of a page to its server, which can be cut for a while."""

    def __init__(self, page: Page) -> None:
        self.open: list[WebSocketRoute] = []
        self.down = False
        page.route_web_socket(re.compile("_stcore/stream"), self.connect)

    def connect(self, wire: WebSocketRoute) -> None:
        if self.down:
            wire.close()
            return
        wire.connect_to_server()
        self.open.append(wire)

    def cut(self, page: Page, milliseconds: int) -> None:
        self.down = True
        self.open[-1].close()
        page.wait_for_timeout(milliseconds)
        self.down = False


def fill(page: Page) -> None:
    """Core answers, and known iron overload in a group that is closed again."""
    enter(page, "Age", "58")
    choose(page, "Diagnosis", "RLS")
    enter(page, "Ferritin", "60")
    enter(page, "TSAT", "18")
    choose(page, "Dialysis or transplant", "No")
    press(page, "Iron")
    press(page, "Iron overload")
    press(page, "Mind")
    add(page, "RLS treatments, now or before", "Pramipexole")
    assert "overload" in said(page)


@pytest.fixture
def own_page(browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("where", PAGES)
@pytest.mark.parametrize("how", ["cut", "restart"])
def test_a_lost_session_empties_everything_and_says_so(where, how, own_page):
    port = free_port()
    with ExitStack() as servers:
        server = servers.enter_context(serve(port=port, options=FORGETS))
        lines = Lines(own_page)
        page = go(own_page, server.address)
        fill(page)
        if where != PAGES[0]:
            visit(page, "Clinic", where)
        if how == "cut":
            lines.cut(page, 3000)
        else:
            servers.close()
            servers.enter_context(serve(port=port, options=FORGETS))
        expect(page.get_by_text(LOST)).to_be_visible(timeout=40_000)
        settle(page)
        if where != PAGES[0]:
            assert "No patient is entered in this tab." in said(page)
            page.get_by_text("Clinic", exact=True).first.click()
            page.get_by_role("menuitem", name="Consultation").click()
        expect(number(page, "Age")).to_have_value("")
        settle(page)
        assert {field.input_value() for field in page.get_by_role("textbox").all()} == {""}
        assert page.get_by_role("radio", checked=True).count() == 0
        # What was hidden is gone too, and a new patient is a new patient.
        enter(page, "Age", "44")
        choose(page, "Diagnosis", "RLS")
        assert "44 years" in said(page)
        assert "overload" not in said(page)
        assert "Pramipexole" not in said(page)
        page.get_by_role("button", name="Understood").click()
        expect(page.get_by_text(LOST)).to_have_count(0)


def test_a_short_cut_loses_nothing(own_page, server):
    lines = Lines(own_page)
    page = go(own_page, server.address)
    fill(page)
    lines.cut(page, 1000)
    page.wait_for_timeout(3000)
    settle(page)
    expect(number(page, "Age")).to_have_value("58")
    assert LOST not in said(page)
    assert "overload" in said(page)


@pytest.mark.parametrize("page_name", ["same_patient", "explain"])
def test_a_page_in_a_new_tab_makes_no_patient_up(page_name, own_page, server):
    page = go(own_page, f"{server.address}/{page_name}")
    assert "No patient is entered in this tab." in said(page)
    assert "Known:" not in said(page)
