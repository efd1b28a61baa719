"""How things are said: numbers, lists, names inside a sentence."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Self

from pydantic import RootModel, model_validator

from rls_logic.content.refusal import closest
from rls_logic.content.types import Frozen, Text, wrong
from rls_logic.content.vocabulary import KINDS

PRINTED_DIGITS, COMPUTED_DIGITS = 9, 7  # no laboratory prints more than nine; what is computed needs no more than seven


class Words(RootModel[Frozen[Frozen[Text]]]):
    """data/words.toml: every table belongs to a closed list and names each of its members, but for a second way to say some."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        for table, said in self.root.items():
            kind = KINDS.get(table)
            base = kind or next((found for name, found in KINDS.items() if table.startswith(f"{name}_")), None)
            if base is None:
                raise wrong("", "is no list of words.", closest(table, KINDS), table)
            members = [member.value for member in base]
            for name in said:
                if name not in members:
                    raise wrong(name, "is no member of this list.", closest(name, members), table)
            for name in members if kind else ():
                if name not in said:
                    raise wrong(name, "is missing.", "Every member has its words.", table)
        return self


def number(value: float) -> str:
    """A number as a person writes it, every digit of it: 75, 0.125, 100.00004, never 75.0."""
    exact = Decimal(repr(value))
    return format(exact.normalize() if exact else Decimal(0), "f")


def readable(value: float) -> str:
    """A number that may have been computed: longer than any that is typed, it is cut to seven digits.

    Never to fewer: 75.0000000001 must not read as 75, which is a threshold and on its other side.
    """
    short = float(f"{value:.{COMPUTED_DIGITS}g}")
    return number(short if digits(value) > PRINTED_DIGITS and digits(short) == COMPUTED_DIGITS else value)


def digits(value: float) -> int:
    """How many digits it takes to write a number, leading and trailing zeros aside."""
    return len(Decimal(repr(value)).normalize().as_tuple().digits)


def in_a_sentence(name: str) -> str:
    """A name inside a sentence: "oral iron", but "IV ferumoxytol" and "CrCl"."""
    first = name.partition(" ")[0]
    return name if any(letter.isupper() for letter in first[1:]) else name[0].lower() + name[1:]


def plural(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's' if noun[-1] != 's' else 'es'}"


def capital(text: str) -> str:
    """With a capital first letter, the others as they are."""
    return text[:1].upper() + text[1:]


def listed(names: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
