"""Plain words: what a sheet holds, that it reads easily, names no dose, never tells anyone to stop, and keeps the patient out.

What a sheet must say is typed from the guideline and the labels.
"""

import re
from collections.abc import Callable
from statistics import mean

import pytest
from playwright.sync_api import expect

from rls_logic.content.knowledge import Knowledge
from rls_logic.content.plain import Plain
from rls_logic.lessons.explain import Sheet, sheet
from tests.app import give, opened, text
from tests.chromium import SPOKEN, barriers, enter, example, go, layout_faults, press, said, select, settle

PAGE = "pages/clinic/explain.py"
HIGHEST_GRADE = 8.5
RECORDS = range(1, 29)


@pytest.fixture(scope="module")
def plain(knowledge: Knowledge) -> Plain:
    return knowledge.plain


@pytest.fixture(scope="module")
def sheet_of(knowledge: Knowledge, plain: Plain) -> Callable[[int], Sheet]:
    records = {record.number: record for record in knowledge.main.recommendations}
    return lambda number: sheet(records[number], knowledge.treatments[records[number].treatment], plain)


def words_of(page: Sheet) -> str:
    return "\n".join([page.title, *(said.text for section in page.sections for said in section.said)])


# How easily it reads


def syllables(word: str) -> int:
    """Groups of vowels, without a silent e. It counts too many rather than too few."""
    letters = re.sub(r"[^a-z]", "", word.casefold())
    groups = len(re.findall(r"[aeiouy]+", letters))
    silent = letters.endswith("e") and not letters.endswith(("le", "ee"))
    return max(groups - silent, 1)


def flesch_kincaid(text: str) -> float:
    """The US school grade that a text asks for: 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    sentences = [part for part in re.split(r"[.!?:](?:\s|$)|\n", text) if part.strip()]
    found = re.findall(r"[A-Za-z][A-Za-z'-]*|\d+", text)
    return 0.39 * len(found) / len(sentences) + 11.8 * sum(map(syllables, found)) / len(found) - 15.59


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("The cat sat on the mat.", -3, 1),
        ("Talk to your doctor before you change anything that you take every day.", 4, 9),
        ("Pharmacological augmentation necessitates multidisciplinary interdepartmental consideration.", 25, 60),
    ],
)
def test_the_measure_tells_easy_from_hard(text, low, high):
    assert low < flesch_kincaid(text) < high


def test_every_text_reads_easily(plain):
    grades = {line.id: flesch_kincaid(line.text) for line in plain.lines}
    assert mean(grades.values()) <= HIGHEST_GRADE
    assert {name: round(grade, 1) for name, grade in grades.items() if grade > HIGHEST_GRADE + 1} == {}


@pytest.mark.parametrize("number", RECORDS)
def test_every_sheet_reads_easily(number, sheet_of):
    assert flesch_kincaid(words_of(sheet_of(number))) <= HIGHEST_GRADE


def test_the_whole_page_reads_easily():
    app = opened(PAGE)
    page = text(app.get_by_key("explain_example").set_value(True).run())
    page = page.partition("### Where this comes from")[0].partition("For health professionals")[0]
    assert flesch_kincaid(re.sub(r":gray\[:small\[.*?\]\]|[#*-]", "", page)) <= HIGHEST_GRADE


# What a sheet says

# Recommendation: what the guideline says, and how sure it is.
FOR_STRONG, FOR, NOT_USUAL = (
    "It recommends this treatment.",
    "It suggests this treatment.",
    "not to use this as the usual",
)
AGAINST, AGAINST_STRONG = "It suggests not to use this treatment", "It recommends not to use this treatment"
SURE = {"moderate": "fairly sure", "low": "not very sure", "very low": "very unsure"}
SAYS = {
    1: (FOR_STRONG, "moderate"), 2: (FOR_STRONG, "moderate"), 3: (FOR_STRONG, "moderate"), 4: (FOR_STRONG, "moderate"),
    5: (FOR, "very low"), 6: (FOR, "very low"), 7: (FOR, "moderate"), 8: (FOR, "low"), 9: (FOR, "moderate"),
    10: (FOR, "moderate"), 11: (NOT_USUAL, "very low"), 12: (NOT_USUAL, "moderate"), 13: (NOT_USUAL, "low"),
    14: (NOT_USUAL, "moderate"), 15: (AGAINST, "moderate"), 16: (AGAINST, "low"), 17: (AGAINST, "very low"),
    18: (AGAINST, "very low"), 19: (AGAINST, "low"), 20: (AGAINST_STRONG, "moderate"), 21: (FOR, "very low"),
    22: (FOR, "moderate"), 23: (FOR, "low"), 24: (NOT_USUAL, "low"), 25: (NOT_USUAL, "very low"),
    26: (AGAINST, "very low"), 27: (AGAINST, "very low"), 28: (FOR, "very low"),
}  # fmt: skip


@pytest.mark.parametrize("number", RECORDS)
def test_a_sheet_gives_the_guidelines_own_direction_and_certainty(number, sheet_of):
    page = words_of(sheet_of(number))
    direction, level = SAYS[number]
    assert [words for words in (FOR_STRONG, FOR, NOT_USUAL, AGAINST, AGAINST_STRONG) if words in page] == [direction]
    assert f"The experts are {SURE[level]} what it does. They call this {level} certainty." in page
    assert page.count("The experts are") == 1
    assert ("relief now than about harm later" in page) is (direction == NOT_USUAL)


MUST_SAY = {
    1: ["dizzy or sleepy", "sleep by day", "Alcohol", "pregnant"],
    2: [
        "slow your breathing",
        "suicide. Tell someone at once",
        "withdrawal",
        "weak kidneys",
        "Alcohol",
        "two of this group",
    ],
    3: ["gain weight", "birth control", "driving unsafe", "Alcohol", "two of this group"],
    4: ["phosphate", "allergic reaction", "first three months of pregnancy"],
    5: ["People have died", "small test amount"],
    6: ["People have died", "MRI"],
    7: ["hard or black", "small child", "blood tests"],
    8: ["blood cells clumping", "one small, short study", "world sleep group did not support", "dizzy or weak"],
    9: [
        "addicted",
        "slow your breathing. That can kill.",
        "naloxone",
        "tramadol",
        "block the bowels",
        "heart rhythm",
        "driving unsafe",
        "A sudden stop can do serious harm",
    ],
    10: ["not a medicine", "pacemaker", "drive"],
    11: ["within months", "fever and confusion"],
    12: ["gamble", "fall asleep", "called augmentation", "fear, pain, sweats", "Parkinson"],
    13: ["skin under the patch", "sulfite", "MRI"],
    14: ["gamble", "Taking more of it makes that worse"],
    15: ["nothing about this medicine for low mood", "seizures"],
    16: ["skin reaction", "making blood cells", "seizures"],
    17: ["come to depend", "seizures"],
    18: ["We hold no checked facts on this."],
    19: ["unborn child", "liver", "birth control"],
    20: ["valves of the heart", "prolactin"],
    21: ["whose kidneys have failed", "linked to confusion and falls"],
    22: ["whose kidneys have failed", "pressure can drop"],
    23: ["oxalate", "kidney team"],
    25: ["whose kidneys have failed", "skin under the patch"],
    26: ["limbs jerk in sleep", "not fully awake"],
    28: ["children with restless legs", "hard or black"],
}


@pytest.mark.parametrize("number", MUST_SAY)
def test_a_sheet_says_what_matters_most(number, sheet_of):
    page = words_of(sheet_of(number))
    assert [words for words in MUST_SAY[number] if words not in page] == []


@pytest.mark.parametrize("number", [n for n in RECORDS if n not in (4, 5, 6, 10, 22)])
def test_whoever_takes_it_is_told_to_talk_first(number, sheet_of):
    taken = {section.heading: section.said for section in sheet_of(number).sections}["If you take it now"]
    assert taken[0].text == "Do not stop or change it on your own. Talk to your doctor first."


def test_no_text_names_a_dose_or_tells_anyone_to_stop_or_praises(plain):
    wrong = r"(?i)\d\s*(mg|g|ml|mcg|ug|ng|units?|tablets?)\b|\b(stop|quit) (it|taking)\b|\bbest\b|first[- ]line|\bsafe\b|\bcure"
    allowed = {"plain-talk-first", "plain-comparator"}  # "do not stop", "does not say which one is best"
    assert [line.id for line in plain.lines if re.search(wrong, line.text) and line.id not in allowed] == []


@pytest.mark.parametrize("number", RECORDS)
def test_every_sentence_names_its_source(number, sheet_of, knowledge):
    page = sheet_of(number)
    used = set()
    for section in page.sections:
        for line in section.said:
            assert line.references or line.text == "We hold no checked facts on this. Ask your doctor."
            used |= set(line.references)
    assert used == set(range(1, len(page.references) + 1))
    assert {reference.cite.source for reference in page.references} <= set(knowledge.sources)
    own = [reference for reference in page.references if reference.cite.locator == f"Recommendation {number}"]
    assert own, "what the guideline says cites the recommendation itself"


def test_what_is_not_checked_against_the_paper_stays_marked(sheet_of):
    levels = {reference.cite.locator: reference.confirmed for reference in sheet_of(8).references}
    assert levels["Recommendation 8"] == "awaiting_paper"
    assert {reference.cite.locator: reference.confirmed for reference in sheet_of(1).references}[
        "Recommendation 1"
    ] == "primary"


# The page


def test_an_empty_consultation_says_so_and_offers_an_example():
    app = opened(PAGE)
    assert not app.exception
    page = text(app)
    assert "No patient is entered in this tab." in page
    assert "Go to the consultation" in page
    assert "What it is" not in page
    page = text(app.get_by_key("explain_example").set_value(True).run())
    assert "## Gabapentin" in page
    assert "It recommends this treatment." in page


def test_a_consultation_without_options_says_so():
    app = give(opened(), {"age_years": "58", "diagnosis": "Not RLS"})
    page = text(app.switch_page(PAGE).run())
    assert "The consultation shows no option yet." in page


def test_the_options_are_those_on_offer_and_those_taken(knowledge):
    app = give(
        opened(),
        {
            "age_years": "58",
            "diagnosis": "RLS",
            "ferritin_ng_ml": "300",
            "tsat_percent": "30",
            "crcl_ml_min": "80",
            "kidney_support": "No dialysis",
            "rls_treatments": ["Pramipexole", "Gabapentin", "Cabergoline"],
        },
    )
    give(app, {"use_when_cabergoline": "Tried"})
    app.switch_page(PAGE).run()
    assert not app.exception
    options = app.get_by_key("explain_option").options
    assert {"Gabapentin enacarbil", "Pregabalin", "Gabapentin", "Pramipexole"} <= set(options)
    assert not {"Cabergoline", "Ropinirole", "IV ferric carboxymaltose", "Oral ferrous sulfate"} & set(options)
    for name in options:
        app.get_by_key("explain_option").set_value(name).run()
        assert not app.exception
        assert f"## {name}" in text(app)


def test_nothing_of_the_patient_is_on_the_page():
    app = give(opened(), {"age_years": "58", "diagnosis": "RLS", "ferritin_ng_ml": "73.137", "tsat_percent": "14.159"})
    page = text(app.switch_page(PAGE).run())
    assert "## " in page
    assert [value for value in ("58", "73.137", "14.159", "ferritin", "TSAT", "check first") if value in page] == []
    assert dict(app.query_params) == {}


# In the browser


@pytest.mark.browser
def test_a_sheet_can_be_read_kept_and_printed(page, server):
    example(page, "New, untreated, iron low")
    enter(page, "Ferritin", "22.137")
    page.get_by_role("navigation", name="App pages").get_by_role("button", name="Clinic").click()
    page.get_by_role("menuitem", name="Explain to the patient").click()
    settle(page)
    select(page, "Option from the consultation", "Pregabalin")
    expect(page.get_by_role("heading", name="Pregabalin", exact=True)).to_be_visible()
    assert "22.137" not in said(page)
    assert layout_faults(page, "sheet") + barriers(page, "sheet") == []
    assert page.evaluate(SPOKEN) == []
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download as text").click()
    content = waiting.value.path().read_text(encoding="utf-8")
    assert content.startswith("Pregabalin\n\nWhat it is\n")
    assert "- It can make you dizzy or sleepy. (" in content
    assert "AASM 2025, Recommendation 3; read in a named summary" in content
    assert not re.search(r"22\.137|:gray|:orange|\*\*", content)

    page.emulate_media(media="print")
    shown = page.evaluate(PRINTED)
    assert shown == {"cut": [], "scrolls": False}
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) <= 3
    page.emulate_media(media="screen")


# On paper nothing may lie beyond the right edge or in a part that scrolls by itself.
PRINTED = """() => ({
  cut: [...document.querySelectorAll('main h1, main h2, main h3, main li')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.innerText.slice(0, 40)),
  scrolls: [...document.querySelectorAll('[data-testid=stMain]')].some(e => e.scrollHeight > e.clientHeight + 1),
})"""


@pytest.mark.browser
def test_the_example_is_one_press_away(page, server):
    go(page, f"{server.address}/explain")
    press(page, "Show an example: Gabapentin")
    expect(page.get_by_role("heading", name="Gabapentin", exact=True)).to_be_visible()
    page.get_by_role("link", name="Go to the consultation").click()
    settle(page)
    assert "Enter age and diagnosis first" in said(page)
