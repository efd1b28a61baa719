"""Every field of every shape: no number that is none, no text that cannot be seen or that a page would read as markup."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any, get_args, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from rls_logic.content.load import FILES
from rls_logic.content.types import MARKED, Context, Given, Short, Text, suspicious
from rls_logic.patient import Patient


def shapes() -> dict[str, type[BaseModel]]:
    """Every model that can stand in a file."""
    found: dict[str, type[BaseModel]] = {}

    def walk(kind: Any) -> None:
        if isinstance(kind, type) and issubclass(kind, BaseModel) and kind not in found.values():
            found[f"{kind.__module__.rpartition('.')[2]}.{kind.__qualname__}"] = kind
            for field in kind.model_fields.values():
                walk(field.annotation)
        for part in get_args(kind):
            walk(part)

    for shape in FILES.values():
        walk(shape)
    return found


SHAPES = shapes()
NOTHING: Mapping[str, Iterable[str]] = defaultdict(tuple)
CONTEXT = Context(NOTHING, Patient, "", {}, "a file")


def leaves(kind: Any) -> set[Any]:
    """What a field is made of in the end: float, str, an enum, ..."""
    parts = get_args(kind)
    return set().union(*(leaves(part) for part in parts)) if parts and get_origin(kind) is not None else {kind}


def fields(*wanted: type) -> list[tuple[str, Any, Any]]:
    return [
        (f"{name}.{field}", info.rebuild_annotation(), info.annotation)
        for name, shape in SHAPES.items()
        for field, info in shape.model_fields.items()
        if any(leaf in wanted for leaf in leaves(info.annotation)) and Any not in leaves(info.annotation)
    ]


def wrapped(kind: Any, value: object) -> object:
    """The value where the field takes it: in a list or a table of them, if it takes many."""
    if isinstance(get_origin(kind), type) and issubclass(get_origin(kind), tuple):
        return [value]
    if isinstance(get_origin(kind), type) and issubclass(get_origin(kind), Mapping):
        return {"x": wrapped(get_args(kind)[1], value)}
    return value


def takes(annotation: Any, kind: Any, value: object) -> bool:
    try:
        TypeAdapter(annotation).validate_python(wrapped(kind, value), context=CONTEXT)
    except ValidationError:
        return False
    return True


NUMBERS = fields(float, int, Decimal)
TEXTS = [
    found
    for found in fields(str)
    if not any(isinstance(leaf, type) and issubclass(leaf, Enum) for leaf in leaves(found[2]))
]


def test_there_are_shapes_to_look_at():
    assert len(SHAPES) > 50
    assert len([name for name, _, _ in NUMBERS]) > 30
    assert len(TEXTS) > 150


@pytest.mark.parametrize(("name", "annotation", "kind"), NUMBERS, ids=[name for name, _, _ in NUMBERS])
def test_a_number_is_a_finite_number_and_nothing_else(name, annotation, kind):
    whole = ("true", "18 ", "eighteen", "", "0x12", "1_000", "\u0661", "1e300", "-1e300", "nan", "-inf")
    wrong = (
        float("nan"),
        float("inf"),
        float("-inf"),
        True,
        False,
        1e300,
        -1e300,
        10**400,
        b"18",
        [18],
        {"x": 18},
        *whole,
    )
    assert [value for value in wrong if takes(annotation, kind, value)] == [], name


@pytest.mark.parametrize(("name", "annotation", "kind"), TEXTS, ids=[name for name, _, _ in TEXTS])
def test_a_text_is_plain_and_all_of_it_can_be_seen(name, annotation, kind):
    signs = "\u200b\u200d\u2060\ufeff\u00ad\u202e\u0007\u0000\u00a0\u3164\u2800\ue000\ufffe\ud83d\u043e\u03bf\u0301\n\t"
    marked = (
        "**a**",
        "[a](/a)",
        "![a](/a)",
        "<b>a</b>",
        "`a`",
        "http://a.b",
        "www.a.b",
        ":red[a]",
        ":material/a:",
        "$a$",
        "&amp;",
        "# a",
    )
    wrong = (*(f"a{sign}b" for sign in signs), *marked, "", " ", 5, True, "a" * 1000)
    assert [value for value in wrong if takes(annotation, kind, value)] == [], name


HIDDEN = ("Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp", "Mn", "Me")


@given(st.characters(categories=HIDDEN), st.sampled_from(["take {}care", "oxy{}codone", "{}a", "a{}"]))
def test_nothing_hides_in_a_text(sign, place):
    text = place.format(sign)
    assert not takes(Short, Short, text) or text.strip() == text.replace(sign, "").strip(), f"U+{ord(sign):04X}"


@given(st.characters(categories=("Lu", "Ll", "Lt", "Lm", "Lo"), max_codepoint=0x1FFFF))
def test_a_letter_inside_a_word_is_a_latin_one(letter):
    if takes(Text, Text, f"oxyc{letter}done"):
        assert "LATIN" in unicodedata.name(letter)
        assert letter.isascii() or not unicodedata.normalize("NFKD", letter).isascii()


@given(st.text(st.characters(codec="ascii", categories=("L", "N", "P", "Z", "S")), min_size=1, max_size=140))
def test_a_plain_text_is_taken_as_it_is(text):
    if re.fullmatch(r"[A-Za-z0-9 ,.;%()'+=?-]*", text) and text.strip() == text and not text.startswith(("- ", "+ ")):
        assert TypeAdapter(Short).validate_python(text, context=CONTEXT) == text


def test_what_a_source_may_print_is_taken():
    for text in (
        "Högl B, García-Borreguero D",
        "12 µg/dL",
        "α2δ ligand",
        "≤ 75 ng/mL ± 5",
        "“as printed” – page 3",
        "P < .001, HLA-B*1502",
        "Łódź, Ångström, Nguyễn",
    ):
        assert TypeAdapter(Text).validate_python(text, context=CONTEXT) == text


def test_given_answers_are_numbers_words_and_lists_of_them():
    known = CONTEXT._replace(ids=defaultdict(tuple, inputs=("age_years",)))
    wrong = (float("nan"), float("inf"), "a\u200bb", ["a\u200bb"], [{"name": "**a**"}], {"x": [float("nan")]})
    for value in wrong:
        with pytest.raises(ValidationError):
            TypeAdapter(Given).validate_python({"age_years": value}, context=known)
    assert TypeAdapter(Given).validate_python({"age_years": [1, "a"]}, context=known)["age_years"] == (1, "a")


@given(st.text(st.sampled_from("ab1 *_`$\\~<>&#:;@[](){}!-+./wW\u00b5"), max_size=12))
def test_the_quick_look_at_a_text_lets_no_markup_pass(text):
    assert not MARKED.search(text) or suspicious(text)
