"""Sources, claims audit and content review: filters, downloads, empty states, and a review that ends when all is signed."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.components import frame
from rls_logic import DataError, load_knowledge
from rls_logic.content.cited import awaiting, everything, uses
from rls_logic.content.types import Cite
from rls_logic.content.vocabulary import Confirmation, SourceKind, Verdict
from tests.app import opened, text

SOURCES, CLAIMS, REVIEW = (f"pages/about/{page}.py" for page in ("sources", "claims", "content_review"))
NOTICE = "not yet checked against the paper"


def said(app: AppTest) -> str:
    return text(app).replace("\N{NO-BREAK SPACE}", " ")


# Sources


def test_every_source_is_listed_and_downloads(files, knowledge):
    app = opened(SOURCES)
    assert not app.exception
    assert f"**{len(knowledge.sources)} works**" in text(app)
    assert [row["id"] for row in files["sources.csv"]] != []
    assert {row["id"] for row in files["sources.csv"]} == set(knowledge.sources)
    first = said(app)
    assert "[doi 10.5664/jcsm.11390](https://doi.org/10.5664/jcsm.11390)" in first
    assert "[PMID 39324694](https://pubmed.ncbi.nlm.nih.gov/39324694/)" in first


def test_the_source_list_goes_page_by_page(files, knowledge):
    """Every source stands on one page, and on one only."""
    app = opened(SOURCES)
    order = [row["short"] for row in files["sources.csv"]]
    assert order[0] == "AASM 2025"
    seen: list[str] = []
    for number in range(1, -(-len(order) // 15) + 1):
        app.session_state[f"sources_page_aasm_2025_{len(order)}"] = number
        app.run()
        seen += re.findall(r"^\*\*(.+)\*\* :gray-badge", said(app), re.MULTILINE)
    assert seen == order


def test_a_kind_and_words_narrow_the_sources(files):
    app = opened(SOURCES)
    app.get_by_key("sources_kind").set_value(SourceKind.TRIAL).run()
    assert {row["kind"] for row in files["sources.csv"]} == {"trial"}
    app.get_by_key("sources_words").set_value("YOGA 2020").run()
    assert [row["id"] for row in files["sources.csv"]] == ["innes_2020"]
    assert "Innes 2020" in said(app)
    app.get_by_key("sources_words").set_value("10.3122/jabfm.19.5.487").run()
    assert [row["id"] for row in files["sources.csv"]] == ["aukerman_2006"]


def test_a_search_without_a_result_says_so(files):
    app = opened(SOURCES)
    app.get_by_key("sources_words").set_value("zebra").run()
    assert not app.exception
    assert "No source fits." in said(app)
    assert files["sources.csv"] == []


def test_a_search_is_shown_as_text(files):
    app = opened(SOURCES)
    app.get_by_key("sources_words").set_value("**[x](y)** :red[z] \\").run()
    assert not app.exception


def test_uses_are_counted_by_hand(knowledge):
    """AASM 2025: 28 recommendations, 10 good practice statements, 6 thresholds. Silber 2018: two claims cite it."""
    found = uses(everything(knowledge))
    assert found["aasm_2025"].kinds["recommendation"] == 28
    assert found["aasm_2025"].kinds["good practice statement"] == 10
    assert found["aasm_2025"].kinds["threshold"] == 6
    assert found["opioids_2018"].kinds["audited claim"] == 2
    assert found["cederberg_survey"].kinds["audited claim"] == 3
    for use in found.values():
        assert use.kinds.total() == use.levels.total()


def test_a_record_counts_once_a_source_and_at_its_weakest_part(knowledge):
    """M-G9 cites AASM 2025 twice; recommendation 12 is known whole but for its condition."""
    claims = {entry.name: entry for entry in everything(knowledge)}
    assert [cite.source for cite in claims["m-g9"].cites] == ["aasm_2025", "aasm_2025"]
    assert uses([claims["m-g9"]])["aasm_2025"].kinds.total() == 1
    assert claims["aasm-2025-12"].weakest is Confirmation.AWAITING_PAPER
    assert claims["aasm-2025-12"].waiting == ("condition",)
    assert claims["aasm-2025-01"].weakest is Confirmation.PRIMARY


# Claims audit


def test_the_audit_shows_every_statement_with_its_counts(files, knowledge):
    app = opened(CLAIMS)
    assert not app.exception
    shown = said(app)
    assert "Of 47 statements: 13 supported, 9 unsupported, 18 simplified, 2 outdated and 5 contradicted." in shown
    assert "four strong recommendations" in shown
    rows = files["claims_audit.csv"]
    assert len(rows) == 47
    assert [row["id"] for row in rows if row["sources"] == "none found"] == [
        claim.id for claim in knowledge.claims if not claim.evidence
    ]
    for field in ("statement", "article_cites", "verdict", "reason", "why_it_matters", "confirmed"):
        assert all(row[field] for row in rows)


def test_the_worst_come_first(files):
    shown = said(opened(CLAIMS))
    order = re.findall(r"article, ([MX]-\w+)\.", shown)
    assert order[:7] == ["M-G1", "X-1", "X-2", "X-20", "X-26", "M-R5", "M-R6"]


def test_the_audit_filters_by_article_verdict_and_treatment(files):
    app = opened(CLAIMS)
    app.get_by_key("claims_article").set_value("exercise").run()
    assert len(files["claims_audit.csv"]) == 28
    assert "Of 28 statements: 5 supported, 8 unsupported, 11 simplified and 4 contradicted." in said(app)
    app.get_by_key("claims_verdict").set_value([Verdict.CONTRADICTED]).run()
    assert [row["id"] for row in files["claims_audit.csv"]] == ["x-1", "x-2", "x-20", "x-26"]
    app.get_by_key("claims_article").set_value(None).run()
    app.get_by_key("claims_verdict").set_value([]).run()
    app.get_by_key("claims_treatment").set_value("cabergoline").run()
    assert [row["id"] for row in files["claims_audit.csv"]] == ["m-g7"]
    assert "One statement: simplified." in said(app)


def test_an_empty_audit_says_so(files):
    app = opened(CLAIMS)
    app.get_by_key("claims_treatment").set_value("cabergoline").run()
    app.get_by_key("claims_article").set_value("exercise").run()
    assert not app.exception
    assert "No statement is about this." in said(app)
    assert "No statement fits." in said(app)
    assert files["claims_audit.csv"] == []


def test_the_article_order_is_the_articles_own(files):
    app = opened(CLAIMS)
    app.get_by_key("claims_order").set_value("As in the article").run()
    order = re.findall(r"article, ([MX]-\w+)\.", said(app))
    assert order[:10] == [f"M-G{n}" for n in range(1, 10)] + ["M-R1"]


# Content review


def test_content_review_lists_what_waits(files):
    app = opened(REVIEW)
    left = frame.knowledge().waiting
    assert f"**{len(left)} records**" in said(app)
    rows = files["content_review.csv"]
    assert [row["record"] for row in rows] == [line.record for line in left]
    assert {(row["checked_by"], row["checked_on"], row["locator"]) for row in rows} == {("", "", "")}
    assert all(row["what_to_check"] and row["source"] and row["where_to_look"] for row in rows)


def test_what_waits_is_grouped_by_source_one_sitting_each(knowledge):
    """AASM 2025's recommendations wait for one paper: its line says how many, and of what kind."""
    shown = said(opened(REVIEW))
    waiting = {line.record for line in knowledge.waiting if "aasm_2025" in {cite.source for cite in line.cites}}
    line = next(line for line in shown.splitlines() if line.startswith("- **AASM 2025**"))
    grades = len([name for name in waiting if re.fullmatch(r"aasm-2025-\d\d", name)])
    assert line.startswith(f"- **AASM 2025**: {len(waiting)} records, one sitting")
    assert f"{grades} recommendations" in line
    works = {cite.source for each in knowledge.waiting for cite in each.cites}
    assert f"**{len(knowledge.waiting)} records in {len(works)} sittings**" in shown
    counts = [int(number) for number in re.findall(r"^- \*\*.*?\*\*: (\d+) records?, one sitting", shown, re.MULTILINE)]
    assert len(counts) == len(works)
    assert counts == sorted(counts, reverse=True)


def test_what_waits_names_the_value_to_check(knowledge):
    what = {line.record: line.what for line in awaiting(everything(knowledge), ())}
    assert "conditional, low" in what["aasm-2025-08"]
    assert "strong, moderate" in what["aasm-2025-20"]
    assert "200" in what["aasm-2025-22"]
    assert what["aasm_2025-iv_ceiling"].startswith("100 ng/mL")


def test_every_kind_of_record_can_wait(knowledge):
    """Grades, reasons of shifts and claims too: whatever names a source and how it was confirmed."""
    kinds = {entry.kind for entry in everything(knowledge)}
    assert kinds >= {
        "recommendation", "threshold", "good practice statement", "grade", "term", "licence note", "caution", "fact",
        "aggravator", "change reason", "audited claim",
    }  # fmt: skip
    waits = {line.record for line in awaiting(everything(knowledge), ())}
    assert {"m-g8", "aasm-2012-standard", "aasm-2025-20"} <= waits


def test_the_list_filters_by_source(files):
    app = opened(REVIEW)
    app.get_by_key("review_source").set_value("review_2021").run()
    rows = files["content_review.csv"]
    assert rows
    assert all("Gossard 2021" in row["source"] for row in rows)
    app.get_by_key("review_record").set_value("m-r2").run()
    assert 'record = "m-r2"' in app.code[0].value


def sign(folder: Path, *records: str) -> None:
    with (folder / "review.toml").open("a", encoding="utf-8") as stream:
        for record in records:
            stream.write(
                f'\n[[sign_offs]]\nrecord = "{record}"\nchecked_by = "AB"\nchecked_on = "2026-11-20"\nlocator = "p 145"\n'
            )


def test_the_example_is_refused_until_it_is_filled_in_and_then_taken(data):
    app = opened(REVIEW)
    example = app.code[0].value
    with (data / "review.toml").open("a", encoding="utf-8") as stream:
        stream.write(f"\n{example}\n")
    with pytest.raises(DataError, match=r"review\.toml"):
        load_knowledge(data)
    filled = (data / "review.toml").read_text(encoding="utf-8")
    for field, value in {"checked_by": "AB", "checked_on": "2026-11-20", "locator": "p 145"}.items():
        filled = filled.replace(f'{field} = ""', f'{field} = "{value}"')
    (data / "review.toml").write_text(filled, encoding="utf-8")
    signed = load_knowledge(data).sign_offs
    assert len(signed) == 1
    assert f'record = "{signed[0].record}"' in example


def test_a_sign_off_shrinks_the_notice_and_is_shown(data):
    before = len(frame.knowledge().waiting)
    record = frame.knowledge().waiting[0].record
    frame.knowledge.cache_clear()
    sign(data, record)
    app = opened(REVIEW)
    assert f"{before - 1} records {NOTICE}" in said(app)
    assert f"**{record}** 2026-11-20, AB: p 145" in said(app)
    assert record not in [line.record for line in frame.knowledge().waiting]


def test_the_notice_goes_when_everything_is_signed(data):
    everything = [line.record for line in frame.knowledge().waiting]
    assert everything
    frame.knowledge.cache_clear()
    sign(data, *everything)
    app = opened(REVIEW)
    assert not app.exception
    assert NOTICE not in said(app)
    assert [link for link in app.get("page_link") if NOTICE in link.proto.label] == []
    assert "Every record has been checked against its source." in said(app)
    assert "For health professionals." in said(app)


def test_a_reason_of_a_shift_can_wait_and_be_signed(data):
    path = data / "shifts.toml"
    waiting = re.sub(r'confirmed = "\w+"', 'confirmed = "awaiting_paper"', path.read_text(encoding="utf-8"), count=2)
    path.write_text(waiting, encoding="utf-8")
    first = re.search(r'treatment = "(\w+)"', waiting)
    assert first
    name = f"shifts-{first[1]}"
    line = next(line for line in frame.knowledge().waiting if line.record == name)
    assert line.parts == "reason 1, reason 2"
    assert len(line.cites) == 2
    assert all(isinstance(cite, Cite) for cite in line.cites)
    sign(data, name)
    frame.knowledge.cache_clear()
    assert name not in [line.record for line in frame.knowledge().waiting]


@pytest.mark.parametrize("page", [SOURCES, CLAIMS, REVIEW])
def test_a_page_links_to_works_and_to_nothing_else(page):
    links = re.findall(r"\]\((\S+?)\)(?:\s|$|;)", said(opened(page)))
    assert links
    assert [
        link for link in links if not link.startswith(("https://doi.org/10.", "https://pubmed.ncbi.nlm.nih.gov/"))
    ] == []
