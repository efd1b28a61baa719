"""What records are made of: names, texts, numbers, references to other records, citations, conditions.

One kind of text and one kind of number for all of data/: what is no plain text or no plain number refuses the start.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, NamedTuple, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError

from rls_logic.content.refusal import closest
from rls_logic.content.vocabulary import Confirmation

T = TypeVar("T")
LAST = 1_000_000  # a record without a rank stands after those that have one
LARGEST = 1_000_000  # no number in any source is larger
EXCERPT = 60  # letters of a text in a message


class Context(NamedTuple):
    """What a record may refer to while it is checked. A record made without one, as tests do, refers to nothing."""

    ids: Mapping[str, Iterable[str]]  # by table
    patient: type[BaseModel]
    own: str  # the source that the file itself is, for guidance
    braced: dict[str, str]  # texts that hold a brace, with their file
    file: str


def wrong(field: str, problem: str, mend: str, record: str = "") -> PydanticCustomError:
    """What a validator raises; the loader adds file and record."""
    said = {"field": field, "problem": problem, "mend": mend, "record": record}
    return PydanticCustomError("wrong", "{problem} {mend}", said)


# Texts

# What a page would read as markup, as an address or as a formula.
MARKUP = {
    "an address": r"\w+://|www\.|mailto:|javascript:|\w@\w",
    "a link or an image": r"\][(\[:]|!\[",
    "a tag": r"<\s*[a-z/!]",
    "bold": r"\*\*|__",
    "italics": r"(?<!\w)_\w|(?<!\w)\*\w+\*",
    "code": r"`",
    "a formula": r"[$\\]",
    "a strike-through": r"~",
    "a colour or an icon": r":[\w+-]+\[|:material/|:[\w+-]+:",
    "an entity": r"&\w+;|&#",
    "a heading, a bullet or a quotation": r"^\s*(?:[#>]|[-*+] )",
}
MARKED = re.compile("|".join(MARKUP.values()), re.IGNORECASE)
SUSPECT = frozenset("*_`$\\~<&:@[]")  # without one of these, "www." or a sign to begin with, no text is marked up
SIGNS = "°±²³½×÷–—‘’“”…≤≥€£§"
LETTERS = "ßæœøłđðþÆŒØŁĐÐÞ"
# A micro sign stands before a unit and a Greek letter alone: next to Latin letters they could pass for one.
GREEK = re.compile(r"(?<![^\W\d_])(?:µ(?=(?:g|mol|L|m|V|A|s)\b)|[αβγδκμω](?![^\W\d_]))")


def clean(text: str, info: ValidationInfo) -> str:
    """The text, if all of it can be seen, nothing in it looks like something else, and no page reads markup in it."""
    if not (text.isascii() and text.isprintable()):
        _only_known_signs(text)
    if suspicious(text) and MARKED.search(text):
        kind = next(kind for kind, pattern in MARKUP.items() if re.search(pattern, text, re.IGNORECASE))
        raise wrong("", f"holds what a page reads as {kind}: {_excerpt(text)}.", "Write plain text.")
    if info.context and ("{" in text or "}" in text):
        info.context.braced[text] = info.context.file
    return text


def suspicious(text: str) -> bool:
    """A quick look before the long one."""
    return not SUSPECT.isdisjoint(text) or "www." in text.lower() or text.lstrip()[:1] in ("#", ">", "+", "-")


def _only_known_signs(text: str) -> None:
    if not unicodedata.is_normalized("NFC", text):
        raise wrong("", "holds a letter written as two signs.", "Type it anew as one (NFC).")
    for sign in GREEK.sub("", text):
        apart = unicodedata.normalize("NFD", sign)
        letter = sign in LETTERS or (len(apart) > 1 and apart[0].isascii() and apart[0].isalpha())
        if not (" " <= sign <= "~" or sign in SIGNS or letter):
            name = f"U+{ord(sign):04X} {unicodedata.name(sign, 'a control character')}"
            mend = "Type it anew: it cannot be seen, or it looks like another sign."
            raise wrong("", f"holds {name} in {_excerpt(text)}.", mend)


def _excerpt(text: str) -> str:
    return ascii(text if len(text) <= EXCERPT else f"{text[:EXCERPT]}...")


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=900), AfterValidator(clean)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=140), AfterValidator(clean)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=80)]
Doi = Annotated[str, StringConstraints(pattern=r"^10\.[0-9]{4,9}/[!-~]+$", max_length=120)]
Pmid = Annotated[str, StringConstraints(pattern=r"^[0-9]{6,9}$")]

# Numbers

Number = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0, le=LARGEST)]
Count = Annotated[int, Field(strict=True, ge=1, le=LARGEST)]
Rank = Annotated[int, Field(strict=True, ge=0, le=LAST)]
Year = Annotated[int, Field(strict=True, ge=1900, le=2100)]
Flag = Annotated[bool, Field(strict=True)]


def twice(records: Iterable[T], key: Callable[[T], object]) -> Iterable[tuple[T, T]]:
    """Every record whose key an earlier one has already, after that earlier one."""
    seen: dict[object, T] = {}
    for record in records:
        found = seen.setdefault(key(record), record)
        if found is not record:
            yield found, record


# Cells of a CSV file


def parted(cell: Any) -> Any:
    """Names in a cell stand apart by semicolons."""
    return tuple(part.strip() for part in cell.split(";")) if isinstance(cell, str) else cell


def yes(value: object) -> bool:
    if value not in ("yes", True):
        raise PydanticCustomError("yes", "is neither yes nor empty: write yes, or leave the cell empty")
    return True


Yes = Annotated[bool, BeforeValidator(yes)]

# References


def ref(*tables: str, called: str = "is unknown.", also: Iterable[str] = ()) -> AfterValidator:
    """The id of a record in one of these tables, or one of a few other words."""

    def known(name: str, info: ValidationInfo) -> str:
        if info.context is None or name in also or any(name in info.context.ids[table] for table in tables):
            return name
        among = [*(id for table in tables for id in info.context.ids[table]), *also]
        raise wrong("", f"'{name}' {called}", closest(name, among))

    return AfterValidator(known)


SourceId = Annotated[str, ref("sources")]
TreatmentId = Annotated[str, ref("treatments")]
ClassId = Annotated[str, ref("classes")]
FieldId = Annotated[str, ref("inputs", called="is no patient field.")]


def _own(source: str, info: ValidationInfo) -> str:
    """Left out, it is the source that the file itself is."""
    return source or (info.context.own if info.context else "")


# Tables


def by_id(records: Any) -> Any:
    return records if isinstance(records, Mapping) else {record.id: record for record in records}


def frozen(value: Any) -> Any:
    """Lists and tables of any depth, so that nobody can write to them."""
    if isinstance(value, Mapping):
        return MappingProxyType({name: frozen(item) for name, item in value.items()})
    return tuple(map(frozen, value)) if isinstance(value, list | tuple) else value


def given(answers: dict[str, Any], info: ValidationInfo) -> Mapping[str, Any]:
    """Answers whose every name is a patient field, every text plain and every number finite."""
    for field, value in answers.items():
        if info.context and field not in info.context.ids["inputs"]:
            raise wrong(field, "is no patient field.", closest(field, info.context.ids["inputs"]))
        for part in _parts(value):
            if isinstance(part, str):
                clean(part, info)
            elif isinstance(part, float) and not math.isfinite(part):
                raise wrong(field, "is no finite number.", "Write a number.")
    answered: Mapping[str, Any] = frozen(answers)
    return answered


def _parts(value: Any) -> Iterable[Any]:
    if isinstance(value, Mapping | list | tuple):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _parts(part)
    else:
        yield value


Frozen = Annotated[Mapping[str, T], AfterValidator(MappingProxyType)]
Keyed = Annotated[
    Mapping[str, T], BeforeValidator(by_id), AfterValidator(MappingProxyType)
]  # the records of a table, by id
Given = Annotated[dict[str, Any], AfterValidator(given)]  # answers by Patient field, as a clinician would give them

# Records


class Closed(BaseModel):
    """A record of data/. `noun`: what a message calls it. `shared`: no record of another table has its id either."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    noun: ClassVar[str] = "record"
    shared: ClassVar[bool] = False

    @property
    def order(self) -> tuple[Any, ...]:
        """Its place among its like: by rank where it has one, then by name; never by its place in the file."""
        return getattr(self, "rank", 0), getattr(self, "id", "") or getattr(self, "name", "")


class Cite(Closed):
    """Where in the source. `source` may be left out in a guidance file: it is that file's own source.

    `also`: where else, for a statement that rests on more than one work.
    """

    source: Annotated[str, AfterValidator(_own), ref("sources")] = Field(default="", validate_default=True)
    locator: Short
    also: tuple["Cite", ...] = ()

    @property
    def every(self) -> tuple["Cite", ...]:
        return (self, *self.also)


class Sourced(Closed):
    """A record with its source, where in it, and how it was confirmed."""

    shared: ClassVar[bool] = True

    id: Id
    cite: Cite
    confirmed: Confirmation


class When(Closed):
    """One level of all / any / none over names of questions or terms. `at_least` counts over `any`."""

    all: tuple[Id, ...] = ()
    any: tuple[Id, ...] = ()
    none: tuple[Id, ...] = ()
    at_least: Annotated[int, Field(strict=True, ge=2, le=20)] | None = None

    @model_validator(mode="after")
    def _once(self) -> Self:
        """A name that stands twice counts twice, or makes a condition that nobody can meet."""
        parts = {"all": self.all, "any": self.any, "none": self.none}
        for (first, name), (second, _) in twice([(p, n) for p, names in parts.items() for n in names], itemgetter(1)):
            raise wrong(second, f"'{name}' stands in {first} already.", "Name it once.")
        return self

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.all, *self.any, *self.none)


class About(Closed):
    """Which treatments something is about, by id or by class; `not_treatments` takes some out again."""

    treatments: tuple[TreatmentId, ...] = ()
    classes: tuple[ClassId, ...] = ()
    not_treatments: tuple[TreatmentId, ...] = ()


class Limit(Closed):
    """A number a single record compares with, cited by the record itself."""

    value: Number
    unit: Short
