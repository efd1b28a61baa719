"""Parts, marks and citations: each has one home, and what it shows means the same on every page."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from pages.components import cite, marks, parts
from rls_logic.content import vocabulary
from rls_logic.content.types import Cite
from rls_logic.content.vocabulary import Confirmation, Population, Verdict
from tests.app import ROOT, choose, opened, text

PAGES = sorted((ROOT / "pages").rglob("*.py"))
PARTS = ROOT / "pages" / "components" / "parts.py"
MARKS = ROOT / "pages" / "components" / "marks.py"
BASE = ROOT / "pages" / "components" / "charts" / "base.py"
LISTS = {kind.__name__ for kind in vocabulary.KINDS.values()}


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# One home each


@pytest.mark.parametrize("path", [path for path in PAGES if path != PARTS], ids=short)
def test_only_the_parts_draw_figures_tables_downloads_and_lists_page_by_page(path):
    called = re.findall(r"(\w+)\.(download_button|plotly_chart|pagination|table)\(", path.read_text(encoding="utf-8"))
    own = {("parts", "table"), ("claims", "table"), ("measures", "table")}
    assert set(called) <= own


def word_tables(source: str) -> Iterable[str]:
    """Tables in a source that say in words what a member of a closed list is called."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Dict) and any(isinstance(value, ast.Constant | ast.JoinedStr) for value in node.values):
            for key, value in zip(node.keys, node.values, strict=True):
                said = isinstance(value, ast.JoinedStr) or (
                    isinstance(value, ast.Constant) and isinstance(value.value, str)
                )
                if said and isinstance(key, ast.Attribute) and ast.unparse(key.value).split(".")[-1] in LISTS:
                    yield ast.unparse(key)


def test_a_word_table_would_be_noticed():
    assert list(word_tables("X = {Verdict.OUTDATED: 'it was so once', Certainty.LOW: 2}")) == ["Verdict.OUTDATED"]


@pytest.mark.parametrize("path", [path for path in PAGES if path != MARKS], ids=short)
def test_words_of_lists_are_data(path):
    assert list(word_tables(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", [path for path in PAGES if path != MARKS], ids=short)
def test_colours_of_figures_stand_in_the_marks(path):
    """White words inside a bar are no colour that means anything."""
    found = re.findall(r"#[0-9a-fA-F]{6}\b", path.read_text(encoding="utf-8"))
    assert set(found) <= {"#ffffff"}


def test_streamlit_still_has_a_stand_in_for_its_text_colour():
    """A private name: an upgrade may take it away, or no longer put the colour of the mode in its place."""
    theme = pytest.importorskip("streamlit.elements.lib.streamlit_plotly_theme")
    assert hasattr(theme, "GRAY_90"), f"{short(BASE)} needs another way to say Streamlit's own text colour"
    assert re.fullmatch(r"#0000[0-9a-f]{2}", theme.GRAY_90), "no longer a stand-in that the browser replaces"
    private = [short(path) for path in PAGES if "streamlit_plotly_theme" in path.read_text(encoding="utf-8")]
    assert private == [short(BASE)]


# What is shown means the same


def verdicts(app: AppTest, knowledge) -> dict[Verdict, set[str]]:
    """The icon and colour of each verdict on a page."""
    said = text(app)
    return {
        verdict: set(re.findall(rf":(\w+-badge\[:material/\w+): {knowledge.word(verdict)}\]", said))
        for verdict in Verdict
    }


def test_a_verdict_has_one_icon_and_colour_on_every_page(knowledge):
    audit = opened("pages/about/claims.py")
    audit.session_state["claims_verdict"] = [Verdict.CONTRADICTED, Verdict.OUTDATED, Verdict.SIMPLIFIED]
    article = choose(opened("pages/evidence/exercise.py"), "View", "The article, checked")
    seen = [verdicts(app, knowledge) for app in (audit.run(), opened("pages/about/claims.py"), article)]
    for verdict in Verdict:
        look = marks.LOOKS[verdict]
        found = set().union(*(page[verdict] for page in seen))
        assert found == {f"{look.colour}-badge[:material/{look.icon}"}, verdict


def test_no_two_verdicts_look_the_same():
    looks = [marks.LOOKS[verdict] for verdict in Verdict]
    assert len({look.icon for look in looks}) == len({look.colour for look in looks}) == len(Verdict)


def test_a_population_has_one_name(knowledge):
    """End-stage renal disease is said wherever it is meant, and haemodialysis is another population."""
    assert "end-stage renal disease" in knowledge.word(Population.ADULTS_RLS_ESRD)
    assert [knowledge.word(population, "short") for population in Population] == ["Adults", "ESRD", "PLMD", "Children"]
    then = opened("pages/evidence/then_and_now.py")
    offered = [label.removeprefix(":gray[").removesuffix("]") for label in then.get("segmented_control")[0].options]
    assert offered == ["Adults", "ESRD", "PLMD", "Children"]
    table = choose(opened("pages/evidence/exercise.py"), "View", "Other measures").get("table")[0].value
    assert "in ESRD" in str(table.to_dict())
    assert "in haemodialysis" not in str(table.to_dict())


# Parts


@pytest.mark.parametrize(
    ("made", "name", "content", "mime"),
    [
        (pd.DataFrame({"a": ["x, y"], "b": [1]}), "t.csv", 'a,b\n"x, y",1\n', "text/csv"),
        (lambda: pd.DataFrame({"a": []}), "t.csv", "a\n", "text/csv"),
        (lambda: "a plan", "plan.txt", "a plan", "text/plain"),
        (lambda: "# a sheet", "sheet.md", "# a sheet", "text/markdown"),
    ],
)
def test_a_download_is_made_when_it_is_asked_for(monkeypatch, made, name, content, mime):
    seen = {}
    monkeypatch.setattr(
        parts.st, "download_button", lambda label, data, **how: seen.update(how, label=label, data=data)
    )
    parts.download("Download", made, name)
    assert (seen["data"](), seen["mime"], seen["file_name"], seen["on_click"]) == (content, mime, name, "ignore")


def test_a_list_is_shown_page_by_page(monkeypatch):
    asked = []
    monkeypatch.setattr(parts.st, "pagination", lambda pages, key: asked.append((pages, key)) or 3)
    assert parts.page_of(range(7), 3, "k") == range(6, 7)
    assert asked == [(3, "k")]
    assert parts.page_of([1, 2], 3, "k") == [1, 2]
    assert len(asked) == 1, "one page needs no choice"


# Citations


def test_a_source_line_says_how_it_was_confirmed(knowledge):
    where = Cite(source="aasm_2025", locator="Recommendation 7")
    assert cite.source_line(where, Confirmation.PRIMARY, knowledge) == (
        ":gray[AASM 2025, Recommendation 7; read in the source]"
    )
    assert ":orange[not yet checked against the paper]" in cite.source_line(
        where, Confirmation.AWAITING_PAPER, knowledge
    )
    assert cite.reference(where, Confirmation.PRIMARY, knowledge).endswith(
        "[doi 10.5664/jcsm.11390](https://doi.org/10.5664/jcsm.11390)"
    )


def test_of_our_own_lines_the_place_says_nothing(knowledge):
    own = Cite(source="ours", locator="somewhere")
    assert cite.source_of(own, Confirmation.OUR_READING, knowledge) == ":gray[our own reading]"


def test_a_work_is_linked_by_doi_then_pmid_or_not_at_all(knowledge):
    source = knowledge.sources["aasm_2025"]
    assert cite.linked("x", source) == "[x](https://doi.org/10.5664/jcsm.11390)"
    assert cite.linked("x", source.model_copy(update={"doi": None})) == (
        "[x](https://pubmed.ncbi.nlm.nih.gov/39324694/)"
    )
    bare = source.model_copy(update={"doi": None, "pmid": None})
    assert (cite.linked("x", bare), cite.work_link(bare), cite.work_links(bare)) == ("x", "", [])
