"""The list of other medicines as it is typed or pasted: each part by its listed name, or kept as not screened, or set aside."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rls_logic.asking.answered import Problem
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.vocabulary import Reason, Slip, Taken
from rls_logic.content.words import listed
from rls_logic.patient import MedicineUse
from rls_logic.reading.names import close_to, only_around, plain, recognised, treatment_names, within
from rls_logic.reading.page import Page, shown
from rls_logic.reading.text import TURNS_LINES, letters_and_digits

FIELD, TITLE_OF_LIST = "other_medicines", "Other medicines"
REASONS = {reason.value: reason for reason in Reason}
TIMES = {time.value: time for time in Taken}
LONGEST_NAME, LONGEST_WITH_A_NAME, LONGEST_ENTRY = 40, 90, 2000
MOST_MEDICINES = 40
PERSON = "looks like a person's name or number"
NO_IDENTIFIERS = "Do not enter identifiers. If it is a medicine, type it in lower case."
SET_ASIDE = "an entry that was set aside"  # in the place of what may name a person: it counts as not screened
NOT_SAID = "more that is not known"

NO_MEDICINES = frozenset(
    letters_and_digits(said)
    for said in (
        "none", "nil", "no", "nothing", "no other medicines", "no other medicine", "no other medications", "no other medication",
        "no medicines", "no medicine", "no medication", "no medications", "no meds", "no other meds", "no other", "no others",
        "no other drugs", "no drugs", "none taken", "takes none", "takes nothing", "nothing else", "nil regular", "nil else", "none other",
        "no regular medicines", "no regular medication", "no regular medications", "no regular meds", "none at present", "none currently",
        "no current medicines", "no current medication", "no current medications", "not on any medication", "not on any medicines",
        "nil meds", "nil medications", "nil medication", "none known", "0", "zero", "not taking any", "no medicines taken", "none so far", "no known medicines", "no known medications", "denies any", "not taking anything", "no prescribed medicines", "no prescription medicines",
    )
)  # fmt: skip
NOT_KNOWN = frozenset(
    letters_and_digits(said)
    for said in (
        "unknown", "not known", "unsure", "not sure", "don't know", "dont know", "does not know", "n/k", "nk", "tbc", "tba", "tbd",
        "pending", "to be confirmed", "not recorded", "unclear", "unk", "not available", "na", "not yet known", "no list", "list not available",
        "not asked", "awaiting list", "list pending", "to follow", "unobtainable", "can't remember", "cannot remember",
    )
)  # fmt: skip
NAME = re.compile(r"[^\W_](?:[^\W_]|[ \-/+'().,%#:&])*", re.UNICODE)
ENTITY = re.compile(r"&#?\w+;")
TITLE = re.compile(
    r"^(?:mr|mrs|ms|miss|dr|prof|sir)\b\.?\s|\b(?:patient|name|dob|born|nhs|mrn|hosp(?:ital)? no)\b", re.IGNORECASE
)
DATE = re.compile(r"\b\d{1,2}[-/.]\d{1,2}[-/.](?:\d{2}|\d{4})\b|\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b", re.ASCII)
ADDRESS = re.compile(r"[^\W\d_]\.[^\W\d_]{2,}")
MOST_DIGITS = 7
# What says that a medicine is not taken: the line is kept as it is typed, and nothing in it is read.
NOT_TAKEN = re.compile(
    r"\b(?:no(?!\.)|not|never|none|stop|stopped|stopping|discontinued|ceased|ended|finished|completed|previous|previously|past|former|formerly|"
    r"allerg\w*|intoleran\w*|intolerant|reaction|rash|declin\w*|refus\w*|until|off|held|hold|paused|omit\w*|failed|tried|used to|"
    r"avoid\w*|without|except|history|hx|withdrawn|weaned|cancel\w*|contraindicated|instead|planned|consider\w*)\b",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"\s*[()\[\]]\s*")
A_NAME_AFTER = re.compile(r"\s[A-Z][\w'-]+\s+[A-Z][\w'-]+")
PARTS = re.compile(r"[\n\r\t;|•·▪◦‣●○]+")
COMMAS = re.compile(r",(?!\d)|(?<!\d),")
JOINED = re.compile(r"\s+(?:and|with|plus)\s+|\s*[+&]\s*|\s*/\s*(?!\d)|\s+-\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, repr=False)
class Part:
    """One medicine of an entry. `known`: its name is a listed one."""

    name: str
    known: bool


def read_medicines(answer: object, knowledge: Knowledge, page: Page) -> tuple[MedicineUse, ...] | None:
    """Names, or names with a reason and when. () is "takes none", None "not known".

    What may identify a person, or is no name at all, costs its own entry: it counts as one medicine that nobody screened.
    """
    entries = list(answer) if isinstance(answer, Iterable) and not isinstance(answer, str | Mapping) else [answer]
    found: list[MedicineUse] = []
    said_none = said_unknown = False
    for entry in entries:
        typed, reason, when = _entry(entry)
        key = letters_and_digits(typed)
        if not typed.strip():
            continue
        if key in NO_MEDICINES:
            said_none = True
        elif key in NOT_KNOWN or not (key or set(typed) - set("?- .–—/")):
            said_unknown = True
        else:
            for part in _parts(typed, knowledge, page):
                why, time = _said_of(part.name, entry, reason, when)
                found.append(MedicineUse(name=part.name, reason=why, when=time))
    if len(found) > MOST_MEDICINES:
        page.refuse(FIELD, f"{TITLE_OF_LIST}: more than {MOST_MEDICINES} are listed.", "List those taken now.")
        return None
    if said_unknown and not (found or said_none):
        page.say(FIELD, f"{TITLE_OF_LIST}: read as not known.", "List them, or leave the list empty.")
        return None
    if said_unknown:
        page.say(
            FIELD, f"{TITLE_OF_LIST}: one entry says that more is not known. It counts as one that is not screened."
        )
        found.append(MedicineUse(name=NOT_SAID))
    if said_none and found:
        page.say(
            FIELD,
            f"{TITLE_OF_LIST}: one entry says none, and others are listed. Those are read.",
            "Remove one of the two.",
        )
    return tuple(found)


def says_none(typed: str) -> bool:
    return letters_and_digits(typed) in NO_MEDICINES


def not_a_treatment(field: str, label: str, entries: Iterable[str], knowledge: Knowledge) -> list[Problem]:
    """Entries among RLS treatments that are none. What is no listed medicine may name a person, and is not repeated."""
    names = treatment_names(knowledge)
    keys = {letters_and_digits(name): name for name in names}
    problems: list[Problem] = []
    for entry in entries:
        known = " ".join(dict.fromkeys(recognised(plain(entry), knowledge.medicine_by_key)))
        close = [] if known else close_to(plain(entry), keys)
        meant = dict.fromkeys(knowledge.treatments[names[name]].short for name in close)
        message = f"{label}: {known or 'one entry'} is no RLS treatment listed here, and is not counted."
        mend = f"Did you mean {' or '.join(meant)}?" if meant else "Remove it here, and list it under other medicines."
        problem = Problem(f"typed-{field}", Slip.TYPED, (field,), message, mend)
        problems += [problem] if problem not in problems else []
    return problems


def read_as(typed: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The listed names that an entry comes to, for a form that asks something of each."""
    return tuple(part.name for part in _parts(typed, knowledge, Page()) if part.known)


def _said_of(name: str, entry: object, reason: Reason | None, when: Taken) -> tuple[Reason | None, Taken]:
    """What an entry says of one of its medicines, where it says it of each; else what it says of all."""
    each = entry.get("each", {}) if isinstance(entry, Mapping) else {}
    if name not in each:
        return reason, when
    return REASONS.get(str(each[name].get("reason"))), TIMES.get(str(each[name].get("when")), Taken.NOW)


def _entry(entry: object) -> tuple[str, Reason | None, Taken]:
    if isinstance(entry, MedicineUse):
        return entry.name, entry.reason, entry.when
    if isinstance(entry, Mapping):
        reason, when = REASONS.get(str(entry.get("reason"))), TIMES.get(str(entry.get("when")), Taken.NOW)
        return str(entry["name"]), reason, when
    return str(entry), None, Taken.NOW


def _parts(typed: str, knowledge: Knowledge, page: Page) -> list[Part]:
    """One entry as its medicines, each said where it was not typed as it is listed."""
    exact = " ".join(typed.split())
    if exact.casefold() in knowledge.medicine_by_name:
        return [Part(exact, known=True)]
    if len(typed) > LONGEST_ENTRY:
        return [_set_aside("is too long for medicine names", "Type one name an entry, without dose or notes.", page)]
    parts: list[Part] = []
    for line in filter(str.strip, PARTS.split(typed) if not ENTITY.search(typed) else [typed]):
        parts += _of_line(line, knowledge, page)
    # Two names of one medicine in one entry are one, by the first.
    named = {knowledge.medicine_by_name[part.name.casefold()].name: part.name for part in reversed(parts) if part.known}
    known = list(reversed(named.values()))
    others = [part for part in parts if not part.known]
    if known and [letters_and_digits(typed)] != [letters_and_digits(name) for name in known]:
        page.say(FIELD, f"{TITLE_OF_LIST}: {shown(typed)} read as {listed(known)}.")
    return [*(Part(name, known=True) for name in known), *others]


def _of_line(line: str, knowledge: Knowledge, page: Page) -> list[Part]:
    keys = knowledge.medicine_by_key
    whole = recognised(plain(line), keys) or _in_brackets(plain(line), keys)
    if whole:
        return [Part(name, known=True) for name in whole]
    pieces = [piece for piece in map(plain, COMMAS.split(line)) if piece]
    if pieces and NOT_TAKEN.search(pieces[0]):
        return [_unknown(line, keys, page)]
    read = [_of_piece(piece, keys) for piece in pieces]
    if not any(read):
        return [_unknown(line, keys, page)] if len(pieces) <= 1 or _personal(plain(line)) else _each(pieces, keys, page)
    parts: list[Part] = []
    for piece, names in zip(pieces, read, strict=True):
        if names:
            parts += [part for part in names if part.known]
            parts += [_unknown(part.name, keys, page) for part in names if not part.known]
        elif parts and NOT_TAKEN.search(piece) and not within(piece, keys):
            parts.append(_unknown(f"{parts.pop().name} {piece}", keys, page))  # it is said of the name before it
        elif not (parts and only_around(piece)):
            parts.append(_unknown(piece, keys, page))
    return parts


def _in_brackets(line: str, keys: Mapping[str, str]) -> list[str]:
    """A name with another name of it in brackets; nothing where the brackets hold anything else."""
    inside = [part for part in BRACKETS.split(line) if part]
    read = [recognised(part, keys) for part in inside]
    good = len(inside) > 1 and all(names or only_around(part) for names, part in zip(read, inside, strict=True))
    return [name for names in read for name in names] if good else []


def _each(pieces: Iterable[str], keys: Mapping[str, str], page: Page) -> list[Part]:
    return [_unknown(piece, keys, page) for piece in pieces]


def _of_piece(piece: str, keys: Mapping[str, str]) -> list[Part]:
    """A piece between commas: listed names, or some that "and", "+" or a slash joins; nothing where none of it is listed."""
    names = recognised(piece, keys) or _in_brackets(piece, keys)
    if names:
        return [Part(name, known=True) for name in names]
    if NOT_TAKEN.search(piece):
        return []
    halves = [half for half in (plain(half) for half in JOINED.split(piece)) if half]
    read = [recognised(half, keys) for half in halves]
    if len(halves) < 2 or not read[0]:  # noqa: PLR2004 - one half is no list
        return []
    parts: list[Part] = []
    for half, found in zip(halves, read, strict=True):
        if found:
            parts += [Part(name, known=True) for name in found]
        elif not only_around(half):
            parts.append(Part(half, known=False))
    return parts


def _unknown(text: str, keys: Mapping[str, str], page: Page) -> Part:
    """What is no listed name: kept as not screened, with what may have been meant, or set aside."""
    name = plain(text)
    if not name or not NAME.fullmatch(name) or ENTITY.search(text) or TURNS_LINES & set(text) or ADDRESS.search(name):
        return _set_aside("holds signs that no medicine name has", "Type letters and digits only.", page)
    if _personal(name):
        return _set_aside(PERSON, NO_IDENTIFIERS, page)
    meant = close_to(name, keys)
    if len(name) > (LONGEST_WITH_A_NAME if meant else LONGEST_NAME):
        return _set_aside("is too long for a medicine name", "Type one name an entry, without dose or notes.", page)
    if meant and A_NAME_AFTER.search(name):
        return _set_aside(PERSON, NO_IDENTIFIERS, page)
    if meant:
        asked = " or ".join(meant)
        page.say(
            FIELD, f"{TITLE_OF_LIST}: {shown(name)} is not known here, so it is not screened.", f"Did you mean {asked}?"
        )
    return Part(name, known=False)


def _personal(name: str) -> bool:
    """Two or three words that each begin with a capital, a title, a date or a long number."""
    said = name.replace(",", " ").split()
    capitalised = all(word[0].isupper() and len(word) > 1 and not any(c.isdigit() for c in word) for word in said)
    digits = sum(c.isdigit() for c in name)
    several = len(said) in (2, 3)
    return bool((several and capitalised) or TITLE.search(name) or DATE.search(name) or digits >= MOST_DIGITS)


def _set_aside(why: str, mend: str, page: Page) -> Part:
    """The text itself is never repeated. The rest of the list is read, so no field is held for it."""
    message = f"{TITLE_OF_LIST}: one entry {why}. It is not kept, and counts as one medicine that is not screened."
    problem = Problem(f"typed-{FIELD}", Slip.TYPED, (FIELD,), message, mend)
    if problem not in page.problems:  # what is said of one is said once of several
        page.problems.append(problem)
    return Part(SET_ASIDE, known=False)
