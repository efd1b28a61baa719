"""Icons and colours: what each means, the same on every page. Words are data (words.toml); shape and word carry the meaning.

Up is for, down is against; slanted is with limits, on a condition or for standard use only.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple, Protocol

from rls_logic.content.knowledge import Knowledge
from rls_logic.content.vocabulary import (
    Basis,
    Certainty,
    Direction,
    Family,
    Heading,
    Lane,
    Mark,
    Nothing,
    Put,
    Strength,
    Verdict,
)


class Look(NamedTuple):
    """A Material icon, and a colour of Streamlit's markdown; `whole`: the word takes the colour too."""

    icon: str
    colour: str
    whole: bool = False


class Sign(NamedTuple):
    """A mark in a figure, the same mark in a text, and its colour."""

    symbol: str
    sign: str
    colour: str


# A word that stands on two lists, such as "silent", has one look.
LOOKS: Mapping[StrEnum, Look] = {
    Direction.FOR: Look("arrow_upward", "green"),
    Direction.FOR_WITH_LIMITS: Look("north_east", "blue"),
    Direction.EFFICACY_ONLY: Look("check", "violet"),
    Direction.INSUFFICIENT: Look("question_mark", "gray"),
    Direction.AGAINST_STANDARD_USE: Look("south_east", "orange"),
    Direction.AGAINST: Look("arrow_downward", "red"),
    Nothing.BY_PRODUCT: Look("", "gray", whole=True),
    Nothing.SILENT: Look("remove", "gray", whole=True),
    Nothing.NOT_ESTABLISHED: Look("", "gray", whole=True),
    Nothing.NOT_ITS_TOPIC: Look("", "gray", whole=True),
    Put.OFFERED: Look("arrow_upward", "green"),
    Put.CONDITIONAL: Look("north_east", "blue"),
    Put.CONCLUDED: Look("check", "violet"),
    Put.ADVISED_AGAINST: Look("arrow_downward", "red"),
    Put.DOES_NOT_APPLY: Look("remove_circle_outline", "gray", whole=True),
    Mark.FITS: Look("check_circle", "green"),
    Mark.CARE: Look("warning", "orange"),
    Mark.TAKEN_NOW: Look("history", "blue"),
    Mark.TRIED: Look("history", "gray"),
    Mark.WAITS: Look("hourglass_empty", "gray"),
    Mark.NOT_NOW: Look("schedule", "orange"),
    Mark.NOT_FOR_THIS_PATIENT: Look("block", "red"),
    Verdict.SUPPORTED: Look("check_circle", "green"),
    Verdict.SIMPLIFIED: Look("contrast", "blue"),
    Verdict.OUTDATED: Look("history", "orange"),
    Verdict.CONTRADICTED: Look("cancel", "red"),
    Verdict.UNSUPPORTED: Look("help", "gray"),
    Basis.AS_IN_THE_TRIAL: Look("check", "green"),
    Basis.OURS: Look("edit", "blue"),
}
# Parts of an answer. A look of its own each: what a heading is called may be a word of another list too.
HEADS: Mapping[Heading, Look] = {
    Heading.DO_NOT_MISS: Look("priority_high", "red", whole=True),
    Heading.OUTSIDE_SCOPE: Look("block", "orange", whole=True),
    Heading.MIMICS: Look("alt_route", "orange"),
    Heading.ASK_NEXT: Look("help", "primary"),
    Heading.IRON: Look("water_drop", "primary"),
    Heading.IRON_ROUTE: Look("alt_route", "primary"),
    Heading.NAMED: Look("menu_book", "primary"),
    Heading.AGGRAVATORS: Look("trending_up", ""),
    Heading.NOT_SCREENED: Look("question_mark", ""),
}
HELD_BACK = LOOKS[Mark.NOT_FOR_THIS_PATIENT]
BEYOND = Look("add", "violet")  # ours, in no article
RIGHT, WRONG = Look("check", "green"), Look("close", "orange")  # a learner's answer

# The same colours in a figure, and those that a figure has besides.
GREEN, BLUE, ORANGE, RED, GRAY = "#1b7f56", "#3f74d1", "#b8651f", "#c0454f", "#6b7a80"
HEX = {"green": GREEN, "blue": BLUE, "orange": ORANGE, "red": RED, "gray": GRAY}
FAINT = "#8a979d"  # lines that only guide the eye, and what is lost
# In a figure the shape carries what the colour repeats, so that it reads in greyscale.
STRENGTHS = {Strength.STRONG: "diamond", Strength.CONDITIONAL: "circle-open"}
FAMILIES = {
    Family.GABAPENTINOID: ("diamond", GREEN),
    Family.DOPAMINE_AGONIST: ("circle", ORANGE),
    Family.LEVODOPA: ("square", RED),
    Family.OTHER: ("circle-open", GRAY),
    Family.PLACEBO: ("x-thin-open", GRAY),
}
LANES = {
    Lane.TRIALS: Sign("circle", "●", BLUE),
    Lane.SAFETY: Sign("triangle-up", "▲", ORANGE),
    Lane.GUIDANCE: Sign("square", "■", GREEN),
}
LINES = ("#2f7f9f", ORANGE, GREEN, "#9a4fb5", RED, GRAY)  # one a treatment, where several are drawn
ALL, EXERCISE, CONTROL = "#2a6f8f", "#0b6b5b", "#5d6b73"  # bars, dark enough for white words inside
ARTICLES = ("#0b7285", FAINT)


class Graded(Protocol):
    """A recommendation, or its line in an answer."""

    @property
    def direction(self) -> Direction: ...
    @property
    def strength(self) -> Strength | None: ...
    @property
    def certainty(self) -> Certainty | None: ...


def look_of(record: Graded) -> Look:
    """Direction and strength of a graded recommendation: steep is strong, slanted is conditional."""
    strong = record.strength is Strength.STRONG
    if record.direction is Direction.FOR:
        return LOOKS[Direction.FOR if strong else Direction.FOR_WITH_LIMITS]
    return LOOKS[Direction.AGAINST if strong else Direction.AGAINST_STANDARD_USE]


def icon(look: Look) -> str:
    sign = f":material/{look.icon}:"
    return f":{look.colour}[{sign}]" if look.colour else sign


def marked(look: Look, words: str) -> str:
    """The icon and its words; the words in the colour too where there is nothing behind them."""
    if not look.whole:
        return f"{icon(look)} {words}"
    sign = f":material/{look.icon}:" if look.icon else ""
    return f":{look.colour}[{f'{sign} {words}'.strip()}]"


def badge(said: StrEnum, knowledge: Knowledge) -> str:
    return badged(LOOKS[said], knowledge.word(said))


def badged(look: Look, words: str) -> str:
    return f":{look.colour}-badge[:material/{look.icon}: {words}]"


def label_text(label: str) -> str:
    """A segment, pill or tab label: in the dark a chosen one is legible only in its own text colour (see config.toml)."""
    return f":gray[{label}]"
