"""The app as it is used: a real server, a real browser. One server for all; every host asked and every error counts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.chromium import (
    CUT,
    ROOT,
    SCHEMES,
    SIDEWAYS,
    SPOKEN,
    Watch,
    add,
    barriers,
    choose,
    enter,
    example,
    go,
    layout_faults,
    number,
    press,
    said,
    select,
    serve,
    settle,
)

pytestmark = pytest.mark.browser

CONFLICT = "Entries that conflict"
COMPLETE = "New, untreated, iron low"
SENTINEL = "73.137"


SPOILT = """() => {
  const add = (html) => document.querySelector('main').insertAdjacentHTML('beforeend', html);
  add('<div style="width: 3000px">wide</div><button></button><i aria-label=":red[spoken]">x</i>');
  add('<div style="width: 20px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis">cut in two</div>');
  console.error('an error');
  return fetch('http://elsewhere.invalid/').catch(() => null);
}"""


def test_what_watches_the_page_sees(page, watch):
    page.evaluate(SPOILT)
    settle(page)
    assert page.evaluate(CUT) == ["cut off: cut in two"]
    assert page.evaluate(SIDEWAYS) == ["scrolls sideways", "beyond the edge: wide"]
    assert page.evaluate(SPOKEN) == [":red[spoken]"]
    assert any("button-name" in line for line in barriers(page, "spoilt"))
    complaints = watch.complaints()
    assert complaints[0] == "asked elsewhere.invalid"
    assert any("an error" in complaint for complaint in complaints)
    watch.outside.clear()
    watch.errors.clear()


# By keyboard

FOCUSED = """() => {
  const e = document.activeElement, group = e.closest('[role=radiogroup]');
  const name = e.getAttribute('aria-label') || e.innerText || e.tagName;
  return (group ? group.getAttribute('aria-label') + ': ' : '') + name.trim();
}"""


def focused(page: Page) -> str:
    return page.evaluate(FOCUSED)


def tab_to(page: Page, name: str) -> None:
    """Tab, as often as it takes, and no further than a patient person would go."""
    passed = []
    for _ in range(40):
        page.keyboard.press("Tab")
        passed.append(focused(page))
        if passed[-1] == name:
            return
    pytest.fail(f"Tab never reaches {name!r}; it passed {passed}")


def type_here(page: Page, text: str) -> None:
    before = focused(page)
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    settle(page)
    assert focused(page) == before, "an answer must not take the focus away"


def test_a_patient_can_be_entered_by_keyboard_alone(page):
    tab_to(page, "Age")
    type_here(page, "58")
    tab_to(page, "Diagnosis: RLS")
    page.keyboard.press("Space")
    settle(page)
    assert focused(page) == "Diagnosis: RLS"
    tab_to(page, "Ferritin")
    type_here(page, "60")
    tab_to(page, "TSAT")
    type_here(page, "15")
    tab_to(page, "CrCl")
    type_here(page, "80")
    tab_to(page, "Dialysis or transplant: No")
    page.keyboard.press("Space")
    settle(page)
    tab_to(page, "Course: At times")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    settle(page)
    for group, option in (("Diagnosis", "RLS"), ("Dialysis or transplant", "No"), ("Course", "Chronic")):
        expect(page.get_by_role("radiogroup", name=group).get_by_role("radio", name=option, exact=True)).to_be_checked()
    assert "Options to weigh" in said(page)
    assert "ferritin 60 ng/mL, TSAT 15 %" in said(page)
    assert "Gabapentin enacarbil" in said(page)

    tab_to(page, "RLS treatments, now or before")
    page.keyboard.type("None so")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    settle(page)
    expect(page.get_by_role("button", name="Remove None so far")).to_be_visible()

    why = page.get_by_role("button", name="Why").first
    for _ in range(20):
        page.keyboard.press("Tab")
        if why.evaluate("e => e === document.activeElement"):
            break
    page.keyboard.press("Enter")
    settle(page)
    expect(page.get_by_role("dialog")).to_contain_text("Why it stands here")
    page.keyboard.press("Escape")
    settle(page)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert why.evaluate("e => e === document.activeElement"), "closing must give the focus back"


# The first layer


def fill_core(page: Page) -> None:
    """Only the core: the usual state, where most rows say what to check first."""
    enter(page, "Age", "58")
    choose(page, "Diagnosis", "RLS")
    enter(page, "Ferritin", "60")
    enter(page, "CrCl", "64")
    choose(page, "Dialysis or transplant", "No")
    choose(page, "Course", "Chronic")


def test_no_text_is_cut_off_and_nothing_scrolls_sideways(page):
    faults = layout_faults(page, "blank")
    fill_core(page)
    faults += layout_faults(page, "core only")
    page.get_by_role("button", name="Example").click()
    names = page.get_by_role("menuitem").all_inner_texts()
    page.keyboard.press("Escape")
    assert {COMPLETE, CONFLICT} <= set(names)
    for name in names:
        example(page, name)
        faults += layout_faults(page, name)
    assert faults == []


def test_the_page_follows_the_colour_scheme(page):
    grounds = {"light": "rgb(255, 255, 255)", "dark": "rgb(14, 20, 22)"}
    for scheme in (*SCHEMES, "light"):
        page.emulate_media(color_scheme=scheme)
        expect(page.locator("[data-testid=stApp]")).to_have_css("background-color", grounds[scheme])


# For everyone


def test_nothing_bars_anyone(page, server):
    found = barriers(page, "blank")
    fill_core(page)
    add(page, "RLS treatments, now or before", "Pramipexole")
    found += barriers(page, "core only")
    page.get_by_role("button", name="Why").first.click()
    settle(page)
    expect(page.get_by_role("dialog")).to_be_visible()
    found += barriers(page, "why")
    page.keyboard.press("Escape")
    settle(page)
    for group in ("Iron", "Tests", "Body", "Life"):
        press(page, group)
        found += barriers(page, group)
    example(page, CONFLICT)
    found += barriers(page, "conflict")
    example(page, COMPLETE)
    press(page, "Certainty chart")
    found += barriers(page, "chart")
    go(page, f"{server.address}/content_review")
    found += barriers(page, "content review")
    assert found == []


def test_names_are_spoken_as_words(page):
    # A label with colours or icons in it must not reach a screen reader as its markup.
    fill_core(page)
    page.get_by_role("button", name="Why").first.click()
    settle(page)
    assert page.evaluate(SPOKEN) == []


# Ways in and around


def test_a_link_to_a_page_opens_that_page_on_a_fresh_server(browser):
    with serve() as fresh:
        context = browser.new_context()
        watch = Watch(fresh.address)
        watch.look_at(context)
        page = go(context.new_page(), f"{fresh.address}/content_review")
        expect(page.get_by_role("heading", name="Content review")).to_be_visible()
        assert "For health professionals" in said(page)
        expect(page.get_by_role("dialog")).to_have_count(0)
        context.close()
    assert watch.complaints() == []


def test_answers_survive_another_page_and_the_way_back(page):
    fill_core(page)
    enter(page, "TSAT", "abc")
    add(page, "RLS treatments, now or before", "Pramipexole")
    before = said(page)
    page.get_by_role("link", name="not yet checked against the paper").click()
    expect(page.get_by_role("heading", name="Content review")).to_be_visible()
    settle(page)
    page.get_by_role("navigation", name="App pages").get_by_role("button", name="Clinic").click()
    page.get_by_role("menuitem", name="Consultation").click()
    expect(number(page, "Age")).to_be_visible()
    settle(page)
    assert [number(page, label).input_value() for label in ("Age", "Ferritin", "TSAT", "CrCl")] == [
        "58",
        "60",
        "abc",
        "64",
    ]
    expect(page.get_by_role("radio", name="RLS", exact=True)).to_be_checked()
    assert said(page) == before

    page.go_back()
    expect(page.get_by_role("heading", name="Content review")).to_be_visible()
    page.go_forward()
    expect(number(page, "Age")).to_have_value("58")
    settle(page)
    assert said(page) == before


def test_every_kind_of_control_reaches_the_answer(page):
    def answered(*words: str) -> None:
        missing = [word for word in words if word.casefold() not in said(page).casefold()]
        assert missing == []

    enter(page, "Age", "44")
    assert "Enter the age" not in said(page)
    choose(page, "Diagnosis", "RLS")
    answered("Options to weigh")
    enter(page, "Ferritin", "1200")
    answered("Check these entries", "Choose the unit")
    choose(page, "Unit of ferritin", "pmol/L")
    answered("1200 pmol/L read as 534")
    assert "Check these entries" not in said(page)
    enter(page, "Ferritin", "12,5")
    answered("12,5 pmol/L read as" if "12,5 pmol/L" in said(page) else "12,5 read as 12.5")
    enter(page, "TSAT", "15")
    answered("TSAT 15 %")
    choose(page, "Sex", "Female")
    press(page, "Pregnant")
    choose(page, "Trimester", "1")
    answered("Do not miss", "pregnan")
    choose(page, "Dialysis or transplant", "Yes")
    choose(page, "Dialysis or transplant: which", "Haemo")
    answered("Vitamin C")
    choose(page, "Dialysis or transplant", "Yes")  # a second tap takes it back
    assert "ask next" in said(page).casefold()
    add(page, "RLS treatments, now or before", "Pramipexole")
    answered("taken now")
    choose(page, "Pramipexole: how it goes", "Augments")
    answered("signs of augmentation")

    press(page, "Life")
    enter(page, "IRLS", "41")
    answered("IRLS total", "0 to 40")
    enter(page, "IRLS", "24")
    assert "Check these entries" not in said(page)
    press(page, "Dopamine")
    press(page, "Impulse control")
    answered("Impulse-control problem on a dopaminergic")
    page.get_by_role("radio", name="Medicines", exact=True).click()
    settle(page)
    add(page, "Other current medicines", "testamol")
    answered("1 medicine not known here: testamol")
    press(page, "Mind")
    choose(page, "Suicidal thoughts", "Acute")
    answered("urgent help", "Nothing else is shown")
    assert "Options to weigh" not in said(page), "one screen, and nothing beside it"

    page.get_by_role("button", name="Clear", exact=True).click()
    settle(page)
    answered("Enter age and diagnosis first")
    assert {field.input_value() for field in page.get_by_role("textbox").all()} == {""}
    expect(page.get_by_role("radio", name="RLS", exact=True)).not_to_be_checked()
    example(page, COMPLETE)
    answered("ferritin 22 ng/mL, TSAT 14 %", "IV ferric carboxymaltose")
    assert number(page, "Ferritin").input_value() == "22"


def test_typing_alone_brings_the_answer(page):
    # No Enter: the field sends what stands in it when the typing pauses.
    number(page, "Age").fill("58")
    expect(page.locator("main")).not_to_contain_text("Enter the age")


# One click deeper


def test_why_shows_value_threshold_and_source(page):
    example(page, COMPLETE)
    page.get_by_role("button", name="Why").first.click()
    settle(page)
    dialog = page.get_by_role("dialog")
    rows = [row.all_inner_texts() for row in (r.get_by_role("cell") for r in dialog.get_by_role("row").all())]
    ferritin = next(row for row in rows if row and row[0].startswith("Ferritin"))
    assert ferritin[1:4] == ["yes", "22 ng/mL", "100 ng/mL"]
    assert ferritin[4].startswith("AASM 2025")
    expect(dialog).to_contain_text("As printed: strong, moderate")
    expect(dialog).to_contain_text("doi 10.5664/jcsm.11390")


def test_the_certainty_chart_has_its_finding_and_its_table(page):
    example(page, COMPLETE)
    press(page, "Certainty chart")
    chart = page.locator("[data-testid=stPlotlyChart]")
    expect(chart.locator("svg.main-svg").first).to_be_visible()
    finding = page.get_by_text(re.compile(r"\d+ recommendations for .* against"))
    expect(finding.first).to_be_visible()
    assert chart.get_attribute("aria-label") == finding.first.inner_text()
    table = page.get_by_role("table")
    assert table.get_by_role("columnheader").all_inner_texts() == [
        "Treatment", "Direction", "Strength", "Certainty", "Source",
    ]  # fmt: skip
    points = chart.locator(".scatterlayer .point").count()
    assert table.get_by_role("row").count() == points + 1
    assert points > 10


def test_compare_two_shows_two_columns(page):
    example(page, COMPLETE)
    press(page, "Compare two")
    table = page.get_by_role("table")
    first = table.get_by_role("columnheader").all_inner_texts()
    assert len(first) == 3
    assert first[1] != first[2]
    cells = [row.get_by_role("cell").all_inner_texts() for row in table.get_by_role("row").all()[1:]]
    assert {len(row) for row in cells} == {3}
    assert cells[0][0] == "Grade"
    select(page, "Second option", "Gabapentin")
    assert table.get_by_role("columnheader").all_inner_texts()[1:] == [first[1], "Gabapentin"]


# Nothing kept, nothing carried out

KEPT = """async () => {
  const stores = [document.cookie, JSON.stringify(localStorage), JSON.stringify(sessionStorage), location.href];
  for (const base of await indexedDB.databases()) stores.push(base.name);
  for (const name of await caches.keys()) for (const r of await (await caches.open(name)).keys()) stores.push(r.url);
  return stores.concat(performance.getEntriesByType('resource').map(e => e.name));
}"""


def test_no_answer_is_kept_or_carried_out(page, server, watch):
    fill_core(page)
    enter(page, "Ferritin", SENTINEL)
    assert f"ferritin {SENTINEL} ng/mL" in said(page)
    enter(page, "TSAT", f"{SENTINEL}x")  # and one that is refused
    press(page, "Life")
    enter(page, "IRLS", SENTINEL)  # and one out of range
    page.get_by_role("button", name="Why").first.click()
    settle(page)
    page.keyboard.press("Escape")
    page.get_by_role("link", name="not yet checked against the paper").click()
    expect(page.get_by_role("heading", name="Content review")).to_be_visible()
    page.go_back()
    expect(number(page, "Ferritin")).to_have_value(SENTINEL)
    settle(page)
    assert not [place for place in page.evaluate(KEPT) if SENTINEL in place]
    assert not [place for place in watch.addresses if SENTINEL in place or "?" in place.removeprefix(server.address)]
    assert not [cookie for cookie in page.context.cookies() if SENTINEL in str(cookie)]
    assert SENTINEL not in server.log()
    go(page, server.address)
    assert number(page, "Ferritin").input_value() == "", "opened anew, the page knows no patient"


MARKUP = ("<b>x</b>", "<img src=x onerror=alert(1)>", "![x](https://example.org/x.png)", "**x**", ":red[x]")


def type_into(page: Page, label: str, text: str) -> None:
    page.get_by_role("combobox", name=label, exact=True).click()
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    settle(page)
    page.keyboard.press("Escape")
    settle(page)


def test_a_name_typed_in_full_and_enter_is_that_name_in_both_pickers(page):
    for text, comes_to in {
        "iron": "Oral iron",
        "morphine": "Another opioid",
        "sinemet": "Levodopa",
        "soma": "soma",
        "pramipexole 0.125 mg nocte": "Pramipexole",
    }.items():
        type_into(page, "RLS treatments, now or before", text)
        expect(page.get_by_role("button", name=f"Remove {comes_to}", exact=True)).to_have_count(1)
    press(page, "Medicines")
    names = ("morphine", "iron", "tramadol", "levodopa", "orap", "soma", "codeine", "omeprazole")
    for text in names:
        type_into(page, "Other current medicines", text)
    for text in names:
        expect(page.get_by_role("button", name=f"Remove {text}", exact=True).first).to_be_visible()
    page.get_by_label("Or type or paste a list").fill("aspirin 75 mg\nramipril, bisoprolol")
    page.keyboard.press("Tab")
    settle(page)
    expect(page.get_by_role("button", name="Remove aspirin 75 mg", exact=True)).to_have_count(1)
    assert "ramipril, bisoprolol read as ramipril and bisoprolol" in said(page)


def test_an_unknown_medicine_is_shown_as_text(page):
    fill_core(page)
    press(page, "Medicines")
    add(page, "Other current medicines", *MARKUP, "testamol-2 (x+y)")
    for typed in MARKUP:
        expect(page.get_by_role("button", name=f"Remove {typed}", exact=True)).to_have_count(1)
    assert page.locator("b").count() == 0
    assert page.locator("main img:not([role])").count() == 0
    assert "signs that no medicine name has" in said(page)
    # What was set aside counts too, and none of it is repeated.
    assert f"{len(MARKUP) + 1} medicines not known here" in said(page)
    assert "an entry that was set aside, testamol-2 (x+y)" in said(page)


def test_no_exception_reached_the_log(server):
    assert "Traceback" not in server.log()
    assert ROOT.joinpath("app.py").exists()
