"""How things are said: numbers, lists, names inside a sentence."""

from rls_logic.content.vocabulary import Confirmation

CONFIRMED_WORDS = {
    Confirmation.PRIMARY: "read in the source",
    Confirmation.SECONDARY: "read in a named summary",
    Confirmation.OUR_READING: "our own reading",
    Confirmation.AWAITING_PAPER: "not yet checked against the paper",
}


def number(value: float) -> str:
    """A number as a person writes it: 75, 2.247, never 75.0."""
    return format(value, ".10g")


def in_a_sentence(name: str) -> str:
    """A name inside a sentence: "oral iron", but "IV ferumoxytol" and "CrCl"."""
    first = name.partition(" ")[0]
    return name if any(letter.isupper() for letter in first[1:]) else name[0].lower() + name[1:]


def plural(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's' if noun[-1] != 's' else 'es'}"
