"""One way to write each sign: what prints nothing is left out, digits of any script are plain digits, dashes and quotes are plain."""

import unicodedata
from typing import NamedTuple

# Fillers and selectors print nothing, whatever their category says.
PRINT_NOTHING = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0") | {chr(code) for code in range(0xFE00, 0xFE10)}
TURNS_LINES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LIKE = {
    **dict.fromkeys("‐‑‒–—―−﹣⁃", "-"),
    **dict.fromkeys("’‘‛´ʼ′ʹ＇", "'"),
    **dict.fromkeys("“”„‟«»″＂", '"'),
    **dict.fromkeys("≤⩽≦", "<="),
    **dict.fromkeys("≥⩾≧", ">="),
    **dict.fromkeys("﹤‹", "<"),
    **dict.fromkeys("﹥›", ">"),
    "٫": ".",
    "٬": ",",
    "،": ",",
    "、": ",",
    "٪": "%",
    "⁄": "/",
    "∕": "/",
    "×": "x",
    "\u2800": " ",
}
FULL_WIDTH, TO_PLAIN = range(0xFF01, 0xFF5F), 0xFEE0


class Folded(NamedTuple):
    """`invisible`: signs that print nothing were in it. `foreign`: digits or signs of another script."""

    text: str
    invisible: bool
    foreign: bool


def fold(text: str) -> Folded:
    """Signs that turn the line are left out as well: they change what is seen, never what was typed."""
    signs, invisible, foreign = [], False, False
    for sign in text:
        kind = unicodedata.category(sign)
        if kind == "Cf" or sign in PRINT_NOTHING:
            invisible = True
        elif kind in ("Zs", "Zl", "Zp") or sign.isspace():
            signs.append(" ")
        elif kind == "Nd" and not sign.isascii():
            signs.append(str(unicodedata.digit(sign)))
            foreign = True
        elif ord(sign) in FULL_WIDTH:
            signs.append(chr(ord(sign) - TO_PLAIN))
            foreign = True
        else:
            signs.append(LIKE.get(sign, sign))
    return Folded(" ".join("".join(signs).split()), invisible, foreign)


def without_accents(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def letters_and_digits(name: str) -> str:
    """What is left of a name when case, spaces, hyphens, apostrophes, accents and marks are taken away."""
    return "".join(sign for sign in without_accents(fold(name).text).casefold() if sign.isalnum())
