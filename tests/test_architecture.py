"""What the layout promises, read from the source: who may import what, and what never appears."""

import ast
import io
import re
import tokenize
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from rls_logic.patient import MedicineUse, Patient, TreatmentUse

ROOT = Path(__file__).parents[1]
CORE = sorted((ROOT / "rls_logic").rglob("*.py"))
PAGES = sorted((ROOT / "pages").rglob("*.py"))  # none yet is fine
SCREEN = [path for path in (ROOT / "app.py", *PAGES) if path.exists()]
SCRIPTS = sorted((ROOT / "scripts").rglob("*.py"))
DATA = sorted((ROOT / "data").rglob("*.toml"))
FORM = ROOT / "pages" / "components" / "form" / "typed.py"

# A clock, a file system, chance, a log or a wire would make the same patient come out differently, or leave a trace.
IMPURE = {
    "asyncio", "datetime", "ftplib", "getpass", "http", "httpx", "locale", "logging", "multiprocessing", "os",
    "platform", "random", "requests", "secrets", "shelve", "shutil", "smtplib", "socket", "sqlite3", "subprocess",
    "tempfile", "threading", "time", "urllib", "uuid", "warnings", "webbrowser",
}  # fmt: skip
SCREEN_ONLY = {"streamlit", "plotly", "altair", "pages", "app"}
READS_FILES = {"load.py"}  # data/, once, at the start


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(source: str) -> set[str]:
    """Every module that a source imports, wherever in it, as a dotted name."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module or ''}.{alias.name}".strip(".") for alias in node.names}
            found |= {node.module} if node.module else set()
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("__import__", "importlib.import_module"):
            found |= {str(argument.value) for argument in node.args if isinstance(argument, ast.Constant)}
    return found


def roots(modules: Iterable[str]) -> set[str]:
    return {module.split(".")[0] for module in modules}


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import streamlit as st", {"streamlit"}),
        ("from os.path import join", {"os.path", "os.path.join"}),
        ("from pages import components", {"pages", "pages.components"}),
        ("def f():\n    import time", {"time"}),
        ("__import__('random')", {"random"}),
        ("import importlib\nimportlib.import_module('socket')", {"importlib", "socket"}),
    ],
)
def test_the_look_at_imports_notices(source, expected):
    assert imported(source) == expected


def test_there_is_a_core_to_look_at():
    assert len(CORE) >= 10
    assert DATA


@pytest.mark.parametrize("path", CORE, ids=short)
def test_the_core_knows_no_screen_no_clock_no_chance_and_no_wire(path):
    assert roots(imported(read(path))) & (SCREEN_ONLY | IMPURE) == set()


@pytest.mark.parametrize("path", [path for path in CORE if path.name not in READS_FILES], ids=short)
def test_only_the_loaders_read_files(path):
    source = read(path)
    assert "pathlib" not in roots(imported(source))
    assert not re.search(r"\b(open|print|input|eval|exec|compile)\(", re.sub(r"re\.compile\(", "", source))


@pytest.mark.parametrize("path", CORE, ids=short)
def test_the_core_keeps_nothing_between_two_patients(path):
    """No global that changes: nothing is rebound, nothing is cached."""
    source = read(path)
    assert not any(isinstance(node, ast.Global | ast.Nonlocal) for node in ast.walk(ast.parse(source)))
    assert not re.search(r"\b(lru_cache|cached_property|functools\.cache)\b|^@cache\b", source, re.MULTILINE)


@pytest.mark.parametrize("path", [*CORE, *SCRIPTS], ids=short)
def test_only_the_screen_imports_streamlit(path):
    assert "streamlit" not in roots(imported(read(path)))


def test_imports_go_one_way():
    """The contracts stand in pyproject.toml: pages, their components, lessons and readers, the answer, asking, content."""
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True) == 0


def test_every_module_stands_where_the_layout_says():
    known = {"app.py", "rls_logic", "pages", "tests", "scripts"}
    ignored = {".venv", ".git", "build", "dist"}
    strays = [
        short(path)
        for path in ROOT.rglob("*.py")
        if path.relative_to(ROOT).parts[0] not in known | ignored and ".venv" not in path.parts
    ]
    assert strays == []


def test_no_page_lies_directly_in_pages():
    """Streamlit would add each as a page of its own."""
    assert [short(path) for path in (ROOT / "pages").glob("*.py")] == []


@pytest.mark.parametrize("path", PAGES, ids=short)
def test_pages_use_shared_parts_and_shared_parts_use_the_core(path):
    modules = {module for module in imported(read(path)) if module.split(".")[0] == "pages"}
    allowed = {module for module in modules if module == "pages" or module.startswith("pages.components")}
    assert modules == allowed, "a page never imports a page"
    assert "app" not in roots(imported(read(path)))


@pytest.mark.parametrize("path", SCREEN, ids=short)
@pytest.mark.parametrize(
    "forbidden",
    [
        r"unsafe_allow_html",
        r"unsafe_allow_javascript",
        r"\bst\.html\b",
        r"\bst\.iframe\b",
        r"components\.v1|components\.v2",
        r"(?i)<\s*(style|script|div|span|br|b|i|img|link|iframe)\b",
        r"\bst\.(write_stream|chat_input|chat_message)\b",
        r"https?://(?!doi\.org/|pubmed\.ncbi\.nlm\.nih\.gov/)",
    ],
)
def test_the_screen_holds_no_markup_of_its_own_and_fetches_nothing(path, forbidden):
    assert not re.search(forbidden, read(path))


def test_the_icon_of_a_page_comes_with_the_app():
    """For a :material/ icon of a page the browser asks a font host for the favicon."""
    assert ":material/" not in read(ROOT / "app.py")


# A lecture steps on and a quiz counts its answers: where a lesson stands, never a patient value.
LESSON_STATE = {"pages/components/lecture.py", "pages/components/lesson.py"}
CHANCE = {"pages/components/lesson.py"}  # shuffles the order of made-up cases, nothing else


@pytest.mark.parametrize(
    "path", [path for path in SCREEN if path != FORM and short(path) not in LESSON_STATE], ids=short
)
def test_one_module_owns_what_was_typed(path):
    assert "session_state" not in read(path)


# What an address may hold: the id of a content record, so that a card or a made-up case can be linked to.
ADDRESSED = {"pages/evidence/then_and_now.py": "treatment", "pages/teaching/cases.py": "case"}


@pytest.mark.parametrize("path", SCREEN, ids=short)
def test_no_patient_value_reaches_an_address_a_log_or_a_file(path):
    source = read(path)
    if name := ADDRESSED.get(short(path)):
        source = source.replace(f'st.query_params.get("{name}"', "")
    chance = {"random"} if short(path) in CHANCE else set()
    assert roots(imported(read(path))) & (IMPURE - {"datetime"} - chance) == set()
    assert not re.search(
        r"\bst\.(query_params|cookies|login|secrets|connection)\b|\bprint\(|\bopen\(|write_text", source
    )


@pytest.mark.parametrize("path", sorted(ROOT.glob("requirements*.txt")), ids=short)
def test_a_requirements_file_names_no_package_registry(path):
    """Where packages come from is the deploying team's business; what they are is held by their hashes."""
    lines = read(path).splitlines()
    assert [line for line in lines if re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host", line)] == []
    pinned = [line for line in lines if line and not line.startswith((" ", "#"))]
    assert pinned
    assert [line for line in pinned if "==" not in line] == []
    assert len([line for line in lines if "--hash=sha256:" in line]) >= len(pinned)


TEXTS = [
    path
    for path in (
        *ROOT.glob("*"),
        *(ROOT / "scripts").rglob("*"),
        *(ROOT / ".ci").rglob("*"),
        *(ROOT / ".streamlit").rglob("*"),
    )
    if path.is_file() and path.suffix in ("", ".txt", ".toml", ".cfg", ".ini", ".sh", ".yml", ".yaml", ".md", ".in")
]


@pytest.mark.parametrize("path", TEXTS, ids=short)
def test_no_text_file_names_a_package_registry_host(path):
    hosts = r"(?i)pypi\.|pythonhosted\.org|anaconda\.org|jfrog|artifactory|/simple/|npmjs|nexus\b"
    assert re.findall(hosts, read(path)) == []


# Nobody can be told from the answers.


@pytest.mark.parametrize("model", [Patient, TreatmentUse], ids=lambda model: model.__name__)
def test_a_patient_has_no_field_for_an_identifier(model):
    identifying = (
        "name", "surname", "dob", "birth", "mrn", "nhs", "ssn", "hospital", "number", "postcode", "zip", "address",
        "phone", "mail", "initials", "date", "note", "comment", "text", "free",
    )  # fmt: skip
    words = {word for field in model.model_fields for word in field.split("_")}
    assert words & set(identifying) == set()


def test_the_only_text_that_a_patient_takes_is_a_medicine_name():
    """Every other field refuses text that is not on its list; a treatment is checked against data/ when read."""
    anything = "Jane Roe, born 1960"
    taken = []
    for field in Patient.model_fields:
        for value in (anything, (anything,)):
            try:
                Patient(**{field: value})
            except ValueError:
                continue
            taken.append(field)
    assert taken == []
    assert MedicineUse(name=anything).name == anything


# What the data say, and how.


def texts(value: object, place: str) -> Iterable[tuple[str, str]]:
    """Every text of a record, with where it stands."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from texts(item, f"{place}.{key}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from texts(item, f"{place}[{number}]")
    elif isinstance(value, str):
        yield place, value


MARKUP = {
    "a link": r"(?i)https?:|www\.|\]\(",
    "a tag": r"<\s*[A-Za-z/!]",
    "bold": r"\*\*|__",
    "italics": r"(?<!\w)_\w|(?<!\w)\*\w+\*",
    "code": r"`",
    "a formula": r"\$",
    "strike-through": r"~",
    "a colour or icon": r":\w+\[|:material/|:\w+:",
    "an entity": r"&\w+;|&#",
    "a heading or bullet": r"^\s*(#|[-*+] )",
    "a line break": r"\n",
    "an invisible sign": r"[\u200b-\u200f\u202a-\u202e\ufeff\x00-\x08]",
}


@pytest.mark.parametrize("path", DATA, ids=short)
def test_a_data_text_is_plain_text(path):
    found = [
        f"{place}: {kind}: {text[:60]}"
        for place, text in texts(tomllib.loads(read(path)), path.stem)
        for kind, pattern in MARKUP.items()
        if re.search(pattern, text)
    ]
    assert found == []


@pytest.mark.parametrize("path", DATA, ids=short)
def test_nothing_in_the_data_is_called_banned(path):
    words = r"(?i)\b(banned|forbidden|prohibited|best drug|drug of choice|best treatment|cure[sd]?)\b"
    assert [text for _, text in texts(tomllib.loads(read(path)), "") if re.search(words, text)] == []


def test_the_aasm_file_uses_no_word_that_is_not_aasms():
    words = r"(?i)first[- ]line|second[- ]line|first[- ]choice|contraindicat|banned"
    assert re.findall(words, read(ROOT / "data" / "guidance" / "aasm_2025.toml")) == []


@pytest.mark.parametrize("path", [path for path in DATA if path.name != "sources.toml"], ids=short)
def test_nobody_attaches_first_line_to_aasm_2025(path):
    """A title may hold the words; a record that cites AASM 2025 may not."""

    def records(value: object) -> Iterable[dict[str, object]]:
        if isinstance(value, dict):
            yield value
            for item in value.values():
                yield from records(item)
        elif isinstance(value, list):
            for item in value:
                yield from records(item)

    for record in records(tomllib.loads(read(path))):
        cite = record.get("cite")
        if isinstance(cite, dict) and cite.get("source") == "aasm_2025":
            assert not re.search(r"(?i)(first|second)[- ]line", str(record)), record.get("id")


# A clone is all that a stranger has.

NAMED_FILE = re.compile(r"(?<![\w.-])(?:[\w.-]+/)*[\w-]+\.(?:md|toml|csv|py|sh|txt|json|yml|yaml)\b(?!\()")
KEPT = [
    path
    for path in ROOT.rglob("*")
    if path.is_file()
    and path.suffix in {".py", ".toml", ".md", ".csv", ".sh"}
    and not {
        part for part in path.relative_to(ROOT).parts[:-1] if part.startswith(".") and part not in (".ci", ".streamlit")
    }
]
# Written by the app for the reader to keep, or invented in a test.
NOT_OURS = {"secrets.toml"}


@pytest.mark.parametrize("path", KEPT, ids=short)
def test_nothing_points_to_a_file_that_a_clone_does_not_have(path):
    """A file that a text names is one of the repository, by its path from the top or from where the text stands, or by its name."""
    names = {kept.name for kept in KEPT} | NOT_OURS
    source = read(path)
    named = set(NAMED_FILE.findall(source)) if path.suffix != ".py" else set(NAMED_FILE.findall(said_in(source)))
    lost = {
        name
        for name in named
        if not ((ROOT / name).exists() or (path.parent / name).exists() or ("/" not in name and name in names))
    }
    assert lost == set()
    assert "shared/" not in source or path.name == "test_architecture.py"


def said_in(source: str) -> str:
    """The comments and docstrings of a module: what it says to a reader."""
    tree = ast.parse(source)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    said = [ast.get_docstring(node) or "" for node in ast.walk(tree) if isinstance(node, documented)]
    comments = [
        token.string
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT
    ]
    return "\n".join([*said, *comments])


# What fits one head.

MOST_LINES, LONGEST_FUNCTION = 450, 50


@pytest.mark.parametrize("path", [*CORE, *SCREEN, *SCRIPTS], ids=short)
def test_a_module_and_a_function_can_be_read_at_once(path):
    source = read(path)
    assert len(source.splitlines()) <= MOST_LINES
    lengths = {
        node.name: (node.end_lineno or 0) - node.lineno + 1
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef)
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}
