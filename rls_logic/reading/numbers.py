"""One number as it is typed or pasted: sign, digits, unit, flag. It is read exactly, asked about, or refused with its mend."""

import math
import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from rls_logic.content.inputs import Input, TypedUnit, Unit
from rls_logic.content.words import number, readable
from rls_logic.patient import Bound
from rls_logic.reading.page import Page, shown
from rls_logic.reading.text import fold

LONGEST = 60
TOO_MANY_DIGITS = r"[\d.,]{21}"
EXAMPLE = "type digits only, such as 82"
OR_EMPTY = "or leave it empty if not known"

NOT_KNOWN = frozenset(
    (
        "na", "n/a", "n.a", "n/k", "nk", "unk", "unkn", "unknown", "unavailable", "pending", "awaited", "awaiting", "tbc", "tba", "tbd",
        "nd", "n/d", "notdone", "none", "nil", "not known", "not known yet", "not yet known", "not available", "awaiting result",
        "awaiting results", "result awaited", "results awaited", "result pending", "results pending", "pending result", "unsure",
        "to be confirmed", "not done", "not yet done", "not tested", "not measured", "not taken", "not checked", "no result",
        "no value", "don't know", "dont know", "not sure", "no idea", "to follow", "missing", "not recorded", "not given", "not yet back", "not back", "not back yet", "haemolysed", "hemolysed", "hemolyzed",
        "insufficient", "lab error", "sample lost", "not performed", "declined", "refused", "see letter",
    )
)  # fmt: skip
MARKS_OF_NOTHING = re.compile(r"[-?/.x\s]*[-?][-?/.x\s]*|x+|/+")
BEGINNING = re.compile(r"(?:<=?|>=?|=)|[+.]|(?:<=?|>=?|=)?\s*\d*[,']")
SIGNS = {
    "<": "<", "<=": "≤", "=<": "≤", ">": ">", ">=": "≥", "=>": "≥", "less than": "<", "lower than": "<", "fewer than": "<",
    "under": "<", "below": "<", "up to": "≤", "at most": "≤", "no more than": "≤", "not more than": "≤", "maximum": "≤",
    "more than": ">", "greater than": ">", "higher than": ">", "over": ">", "above": ">", "at least": "≥", "from": "≥",
    "no less than": "≥", "not less than": "≥", "minimum": "≥", "less than or equal to": "≤", "greater than or equal to": "≥",
    "more than or equal to": "≥", "gt": ">", "lt": "<", "gte": "≥", "lte": "≤", "< or =": "≤", "> or =": "≥",
}  # fmt: skip
AFTER = {
    "+": "≥", "plus": "≥", "or more": "≥", "or above": "≥", "or over": "≥", "or higher": "≥", "or greater": "≥", "and over": "≥",
    "and above": "≥", "and more": "≥", "and up": "≥", "or less": "≤", "or below": "≤", "or under": "≤", "or lower": "≤",
    "or fewer": "≤", "and under": "≤", "and below": "≤",
}  # fmt: skip
SIGN = re.compile("(" + "|".join(re.escape(s) for s in sorted(SIGNS, key=len, reverse=True)) + r")(?=[\s\d.+]|$)\s*")
SIGN_AFTER = re.compile(
    r"(?:^|\s|(?<=[^\s]))(" + "|".join(re.escape(s) for s in sorted(AFTER, key=len, reverse=True)) + r")$"
)
SIGN_NEXT = re.compile("(" + "|".join(re.escape(s) for s in sorted(AFTER, key=len, reverse=True)) + r")(?=\s|$)")
FLAG = r"(?:hh|ll|h|l|hi|lo|high|low|normal|n|abnormal|[*†‡#!↑↓]+)"
FLAG_BEFORE = re.compile(rf"[(\[]?{FLAG}[)\]]?[\s:]*(?=[<>\d.])")
FLAG_AFTER = re.compile(rf"(?:^|[\s,;(\[]|(?<=[\d%*]))[(\[]?\s*{FLAG}\s*[)\]]?$|[*†‡#!↑↓]+$")
FLAG_NEXT = re.compile(rf"[(\[]?\s*{FLAG}\s*[)\]]?(?=\s|$)")
DIGITS = re.compile(r"\+?(\d[\d.,'·]*(?: \d{3}(?![\d])[\d.,'·]*)*|[.·]\d+)(.*)", re.ASCII)

PLAIN = re.compile(r"\d+\.?\d*|\.\d+", re.ASCII)
THREE_AFTER_A_MARK = re.compile(r"(\d{1,3})([.,' ])(\d{3})", re.ASCII)
DECIMAL_COMMA = re.compile(r"\d+,\d+", re.ASCII)
GROUPED = re.compile(r"\d{1,3}(?P<mark>[,' ])\d{3}(?:(?P=mark)\d{3})*(?:\.\d+)?|\d{1,3}\.\d{3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:\.\d{3})+,\d+", re.ASCII)  # fmt: skip
MOST_AMBIGUOUS_DECIMALS = 3


class Parts(NamedTuple):
    """A number in pieces. `noted`: it was not typed as plainly as it was read."""

    sign: str
    digits: str
    unit: str
    noted: bool
    flag: bool


def read_number(answer: object, item: Input, chosen: Mapping[str, str | None], page: Page) -> float | Bound | None:
    """A number of zero or more in the field's own unit, or the side of it that is known; None with the reason on the page.

    `chosen`: the unit that was chosen beside a field; None where one was asked for and none was chosen.
    """
    if isinstance(answer, int | float) and not isinstance(answer, bool) and math.isfinite(answer) and answer >= 0:
        parts = Parts("", number(float(answer)), "", noted=False, flag=False)
        return _in_our_unit(parts, float(answer), number(float(answer)), item, chosen, page)
    typed = fold(str(answer))
    told = shown(typed.text if typed.invisible else str(answer))
    parts_or_none = _parts(typed.text.casefold(), told, item, page)
    if parts_or_none is None:
        return None
    parts = parts_or_none._replace(noted=parts_or_none.noted or typed.invisible or typed.foreign)
    value = _value(parts, told, item, chosen, page)
    if value is None:
        return None
    return _in_our_unit(
        parts, value, f"{told} (with a sign that cannot be seen)" if typed.invisible else told, item, chosen, page
    )


def _parts(text: str, told: str, item: Input, page: Page) -> Parts | None:
    label = item.label
    bare = text.strip(" .()[]*\"'")
    if len(text) > LONGEST or re.search(TOO_MANY_DIGITS, text):
        page.refuse(item.id, f"{label}: {told} is too long for a number.", f"Please {EXAMPLE}.")
    elif text.lstrip("+-") in ("nan", "inf", "infinity"):
        page.refuse(item.id, f"{label}: {told} is not a number.", f"Please {EXAMPLE}, {OR_EMPTY}.")
    elif not text:
        return None
    elif BEGINNING.fullmatch(text):
        page.wait(item.id)
    elif bare in NOT_KNOWN or MARKS_OF_NOTHING.fullmatch(text):
        zero = " If it is zero, type 0." if bare in ("none", "nil") else ""
        page.say(item.id, f"{label}: {told} read as not known.{zero}", "Leave it empty if it is not known.")
    elif re.match(r"-\s*[.\d]", text):
        page.refuse(item.id, f"{label} cannot be below zero: {told}.", "Remove the minus sign or correct the value.")
    else:
        found = _pieces(text, item)
        if found is None:
            page.refuse(item.id, f"{label}: {told} is not a plain number.", f"Please {EXAMPLE}, {OR_EMPTY}.")
        return found
    return None


def _pieces(text: str, item: Input) -> Parts | None:
    """What stands around the digits; None where that leaves no number."""
    noted = flag = False
    title = item.label.casefold()
    if text.startswith(title):
        text, noted = text[len(title) :].lstrip(" :="), True
    if found := FLAG_BEFORE.match(text):
        text, flag = text[found.end() :], True
    sign = ""
    if found := SIGN.match(text):
        sign, text = SIGNS[found[1]], text[found.end() :]
    digits = DIGITS.fullmatch(text)
    if digits is None:
        return None
    said, rest = digits[1].rstrip("',"), digits[2].strip(" ;,:")
    while unit_of(rest, item) is None and (found := FLAG_NEXT.match(rest) or FLAG_AFTER.search(rest)):
        rest, flag = (rest[: found.start()] + " " + rest[found.end() :]).strip(" ;,:"), True
    if found := SIGN_NEXT.match(rest) or SIGN_AFTER.search(rest):
        if sign:
            return None
        sign, rest = AFTER[found[1]], (rest[: found.start()] + " " + rest[found.end() :]).strip(" ;,:")
    if len(rest) > 1 and rest[0] + rest[-1] in ("()", "[]"):
        rest = rest[1:-1].strip()
    return Parts(sign, said, rest.rstrip(". "), noted=noted or flag, flag=flag)


def _value(parts: Parts, told: str, item: Input, chosen: Mapping[str, str | None], page: Page) -> float | None:
    digits, label = parts.digits.replace("·", "."), item.label
    if digits.count(".") > 1 and not GROUPED.fullmatch(digits):
        digits = ""
    asked = _two_ways(digits, item)
    if asked:
        page.refuse(item.id, f"{label}: {told} can be read in two ways.", asked)
        return None
    if DECIMAL_COMMA.fullmatch(digits):
        digits = digits.replace(",", ".")
    if not PLAIN.fullmatch(digits) or (any(c.isdigit() for c in parts.unit) and unit_of(parts.unit, item) is None):
        page.refuse(item.id, f"{label}: {told} is not a plain number.", f"Please {EXAMPLE}, {OR_EMPTY}.")
        return None
    value = float(digits)
    if math.isfinite(value):
        return value
    page.refuse(item.id, f"{label}: {told} is too large.", f"Please {EXAMPLE}.")
    return None


def _two_ways(digits: str, item: Input) -> str:
    """A question with both readings of a mark that may group or divide; empty where only one can be meant.

    A field that has three decimals reads a dot or a comma as that; after a zero nothing is grouped. A dot stands for decimals
    where the number without it could be no value of the field, and nobody would write such decimals out.
    """
    if found := THREE_AFTER_A_MARK.fullmatch(digits):
        before, mark, after = found.groups()
        whole = float(before + after)
        possible = any(item.minimum <= whole / unit.per_ours <= item.maximum for unit in _units(item))  # type: ignore[operator]
        exact = mark in ".," and (before.startswith("0") or item.decimals >= MOST_AMBIGUOUS_DECIMALS)
        likely = mark == "." and len(before) > 1 and not after.endswith("0") and not possible
        decimal = number(float(f"{before}.{after}"))
        asked = f"Did you mean {before}{after} or {before}.{after}? Type {before}{after} or {decimal}."
        return "" if exact or likely else asked
    if GROUPED.fullmatch(digits):
        comma_divides = re.search(r"\.\d{3}.*,\d+$|\.\d{3}\.\d{3}", digits)
        plain = digits.replace(".", "").replace(",", ".") if comma_divides else re.sub("[,' ]", "", digits)
        return f"Did you mean {plain}? Type it without the mark that groups."
    return ""


def _units(item: Input) -> tuple[Unit | TypedUnit, ...]:
    own = item.units or (Unit(unit=item.unit or "", label=item.unit or ""),)
    return (*own, *item.typed_units)


def unit_of(text: str, item: Input) -> Unit | TypedUnit | None:
    """The unit of the field that is written so."""
    said = spelt(text)
    for unit in _units(item):
        also = (
            unit.also if isinstance(unit, TypedUnit) else item.unit_also if unit.per_ours == 1 else item.other_unit_also
        )
        if said in {spelt(name) for name in (unit.unit, *also)}:
            return unit
    return None


LONG_UNITS = [
    (re.compile(pattern), short)
    for pattern, short in {
        r"nano(?=gram|mol)": "n", r"pico(?=gram|mol)": "p", r"micro(?=gram|mol)|mc(?=g)": "u", r"milli(?=gram|mol|lit)": "m", r"deci(?=lit)": "d",
        r"gram(?:me)?s?": "g", r"moles?|mols": "mol", r"lit(?:re|er)s?|ltr": "l",
    }.items()
]  # fmt: skip


def spelt(unit: str) -> str:
    """A unit in one spelling: mcg, micrograms, either micro sign; spaces, dots and case make no difference."""
    text = unicodedata.normalize("NFKC", fold(unit).text).casefold().replace("μ", "u")
    for pattern, short in LONG_UNITS:
        text = pattern.sub(short, text)
    return re.sub(r"[\s.^]", "", re.sub(r"\bper\b(?! ?cent)", "/", text))


def _in_our_unit(
    parts: Parts, typed: float, told: str, item: Input, chosen: Mapping[str, str | None], page: Page
) -> float | Bound | None:
    key = item.id if item.id in chosen else item.unit_as or ""
    beside = chosen.get(key)
    boxed = unit_of(beside, item) if beside else None
    unit = unit_of(parts.unit, item) if parts.unit else boxed
    if parts.unit and unit is None:
        _refuse_unit(parts, told, item, page)
        return None
    if parts.unit and boxed and unit is not None and boxed.unit != unit.unit:
        mend = f"Take the unit away, or choose {unit.unit}."
        page.refuse(item.id, f"{item.label}: {told} is typed, and {boxed.unit} is chosen beside it.", mend)
        return None
    # Nine decimals take off what the division adds (75.00000000000001), and no laboratory's digit.
    value = typed if unit is None or unit.per_ours == 1 else round(typed / unit.per_ours, 9)
    supposed = _about(value, item)
    if isinstance(unit, TypedUnit) and unit.ask:
        page.refuse(
            item.id,
            f"{item.label}: {told} looks like {unit.unit}, not {item.unit}.",
            f"Did you mean {supposed}? Type it so.",
        )
        return None
    if unit is None and key in chosen and beside is None and _doubted(typed, told, item, page):
        return None
    given = told if parts.unit or unit is None or unit.per_ours == 1 else f"{told} {unit.unit}"
    if parts.sign:
        return _side(parts.sign, value, given, item, page)
    if value != typed:
        page.say(item.id, f"{item.label}: {given} read as {readable(value)} {item.unit}.")
    elif parts.noted or "," in parts.digits or "·" in parts.digits:
        flag = " The flag is not kept." if parts.flag else ""
        page.say(item.id, f"{item.label}: {given} read as {number(value)}.{flag}")
    return value


def _about(value: float, item: Input) -> str:
    """A converted number for a reader; what is kept is exact."""
    short = float(f"{value:.4g}")
    return f"{'' if short == value else 'about '}{number(short)} {item.unit}"


def _refuse_unit(parts: Parts, told: str, item: Input, page: Page) -> None:
    taken = " or ".join(
        dict.fromkeys(unit.unit for unit in _units(item) if not (isinstance(unit, TypedUnit) and unit.ask))
    )
    message = f"{item.label}: in {told}, {shown(parts.unit)} is not one of its units."
    page.refuse(item.id, message, f"Please {EXAMPLE}, or with one of its units: {taken}.")


def _doubted(typed: float, told: str, item: Input, page: Page) -> bool:
    """A number that may be in another unit is asked about while no unit is chosen."""
    doubt = item.unit_doubt
    if doubt is None or typed <= doubt.above:
        return False
    likely = item.units[1]
    supposed = f"that would be {number(round(typed / likely.per_ours, 1))} {item.unit}"
    message = f"{told} is very high for {item.unit} and looks like {likely.unit} ({supposed})."
    page.refuse(item.id, f"{item.label}: {message}", doubt.mend)
    return True


def _side(sign: str, limit: float, told: str, item: Input, page: Page) -> Bound | None:
    """The side that a laboratory printed. It must leave something of the field's range."""
    least, most = float(item.minimum or 0), float(item.maximum or 0)
    below = sign in "<≤"
    if not least <= limit <= most or (sign == "<" and limit <= least):
        span = f"{number(least)} to {number(most)}"
        page.refuse(item.id, f"{item.label}: {told} is outside {span}.", f"Check it: {item.range_reason}.")
        return None
    if below:
        most = math.nextafter(limit, -math.inf) if sign == "<" else limit
    else:
        least = math.nextafter(limit, math.inf) if sign == ">" else limit
    said = f"{sign}{readable(limit)}"
    same = told.replace(" ", "") == said
    read = f"{told} is read as a side" if same else f"{told} read as {said} {item.unit}"
    page.say(
        item.id, f"{item.label}: {read}, not as {readable(limit)}: it settles only what holds for all of that side."
    )
    return Bound(least, max(least, most), said)
