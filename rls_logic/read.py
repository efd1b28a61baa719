"""What a clinician typed, into a Patient: nothing guessed, nothing lost, every refusal names the field and the mend."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rls_logic.asking.answered import Problem
from rls_logic.content.inputs import Input
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.vocabulary import Reason, Slip, Taken
from rls_logic.content.words import number, readable
from rls_logic.patient import MedicineUse, Patient

REASONS = {reason.value: reason for reason in Reason}
TIMES = {time.value: time for time in Taken}
LONGEST_NUMBER = 20
LONGEST_NAME = 40
MOST_MEDICINES = 40

PLAIN = re.compile(r"[+]?(\d+\.?\d*|\.\d+)", re.ASCII)
DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}", re.ASCII)
GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
NAME = re.compile(r"[^\W_](?:[^\W_]|[ \-/+'().,%])*", re.UNICODE)
TITLE = re.compile(r"\b(mr|mrs|ms|miss|dr|prof|patient|name|dob|born|nhs|mrn)\b", re.IGNORECASE)
DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}", re.ASCII)
ADDRESS = re.compile(r"[^\W\d_]\.[^\W\d_]{2,}")
MOST_DIGITS = 5


def looks_like_a_person(name: str) -> bool:
    """Two or three words that each begin with a capital, a title, a date or a long number."""
    listed = name.replace(",", " ").split()
    capitalised = all(word[0].isupper() and len(word) > 1 and not any(c.isdigit() for c in word) for word in listed)
    digits = sum(c.isdigit() for c in name)
    long_number = digits >= MOST_DIGITS
    return bool((len(listed) in (2, 3) and capitalised) or TITLE.search(name) or DATE.search(name) or long_number)


@dataclass(frozen=True, slots=True, repr=False)
class Notice:
    """How something typed was read, when it was not read exactly as typed."""

    field: str
    message: str


@dataclass(frozen=True, slots=True, repr=False)  # it holds what was typed: never into a log
class Reading:
    patient: Patient
    problems: tuple[Problem, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(slots=True)
class _Page:
    problems: list[Problem] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)

    def refuse(self, name: str, message: str, mend: str) -> None:
        problem = Problem(f"typed-{name}", Slip.TYPED, (name,), message, mend)
        if problem not in self.problems:
            self.problems.append(problem)
        self.unreadable.append(name)


def read_patient(
    answers: Mapping[str, object], knowledge: Knowledge, units: Mapping[str, str | None] | None = None
) -> Reading:
    """Answers by Patient field name into a Patient, with what was refused and how anything was read.

    Numbers may be text as typed. `units` may name one of a field's units, such as "ferritin_ng_ml": "pmol/L"; None means
    that none was chosen. A refused answer leaves its field unknown and listed as unreadable.
    """
    page, chosen = _Page(), units or {}
    values: dict[str, object] = {}
    for name, answer in answers.items():
        item = knowledge.inputs.get(name)
        if item is None:
            raise KeyError(f"{name!r} is no patient field")
        if answer is None or (isinstance(answer, str) and not answer.strip()):
            continue
        if item.kind == "number":
            typed = read_number(answer, item, page)
            value = None if typed is None else _in_our_unit(item, typed, chosen, page)
            if value is not None:
                values[name] = value
        elif name == "other_medicines":
            values[name] = tuple(_medicines(answer, knowledge, page))
        else:
            values[name] = answer
    patient = Patient.model_validate(values).with_unreadable(page.unreadable)
    return Reading(patient, tuple(page.problems), tuple(page.notices))


def read_number(answer: object, item: Input, page: _Page) -> float | None:
    """A finite number of zero or more, or None with a problem written on the page."""
    text = str(answer).strip() if not isinstance(answer, str) else answer.strip().replace("\u00a0", " ")
    label, example = item.label, "type digits only, such as 82"
    if len(text) > LONGEST_NUMBER:
        page.refuse(item.id, f"{label}: this is too long for a number.", f"Please {example}.")
    elif text.lower().lstrip("+-") in ("nan", "inf", "infinity"):
        page.refuse(
            item.id, f"{label}: '{text}' is not a number.", f"Please {example}, or leave it empty if not known."
        )
    elif text.startswith(("-", "\u2212")):
        page.refuse(item.id, f"{label} cannot be below zero.", "Remove the minus sign or correct the value.")
    elif text.startswith(("<", ">")):
        page.refuse(
            item.id, f"{label}: '<' and '>' are not read.", "Type the number the laboratory printed after the sign."
        )
    elif DECIMAL_COMMA.fullmatch(text):
        value = float(text.replace(",", "."))
        page.notices.append(Notice(item.id, f"{label}: {text} read as {number(value)}."))
        return value
    elif GROUPED.fullmatch(text):
        whole, decimal = (
            text.replace(",", ""),
            text.replace(",", ".", 1) if text.count(",") == 1 and "." not in text else None,
        )
        asked = f"{whole} or {decimal}" if decimal else whole
        page.refuse(
            item.id, f"{label}: {text} can be read in two ways.", f"Did you mean {asked}? Type it without the comma."
        )
    elif not PLAIN.fullmatch(text):
        page.refuse(item.id, f"{label}: this is not a plain number.", f"Please {example}, without unit or text.")
    else:
        value = float(text)
        if math.isfinite(value):
            return value
        page.refuse(item.id, f"{label}: this number is too large.", f"Please {example}.")
    return None


def _in_our_unit(item: Input, typed: float, chosen: Mapping[str, str | None], page: _Page) -> float | None:
    unit = chosen.get(item.id) or chosen.get(item.unit_as or "")
    other = next((other for other in item.units if other.unit == unit), None)
    # Nine decimals take off what the division adds (75.00000000000001), and no laboratory's digit.
    value = typed if other is None or other.per_ours == 1 else round(typed / other.per_ours, 9)
    doubt = item.unit_doubt
    if doubt and other and value is not typed:
        message = f"{item.label}: {number(typed)} {unit} read as {readable(value)} {item.unit}."
        page.notices.append(Notice(item.id, message))
    if doubt and item.id in chosen and unit is None and typed > doubt.above:
        likely = item.units[1]
        supposed = f"that would be {number(round(typed / likely.per_ours, 1))} {item.unit}"
        message = f"{number(typed)} is very high for {item.unit} and looks like {likely.unit} ({supposed})."
        page.refuse(item.id, f"{item.label}: {message}", doubt.mend)
        return None
    return value


def _medicines(answer: object, knowledge: Knowledge, page: _Page) -> Iterable[MedicineUse]:
    """Names, or names with a reason and when. A name that may identify a person, or is no name at all, is refused."""
    listed = list(answer) if isinstance(answer, Iterable) and not isinstance(answer, str) else [str(answer)]
    if len(listed) > MOST_MEDICINES:
        page.refuse(
            "other_medicines", f"Other medicines: more than {MOST_MEDICINES} are listed.", "List those taken now."
        )
        return
    for entry in listed:
        if isinstance(entry, MedicineUse):
            name, reason, when = entry.name, entry.reason, entry.when
        elif isinstance(entry, Mapping):
            name, reason = str(entry["name"]), REASONS.get(str(entry.get("reason")))
            when = TIMES.get(str(entry.get("when")), Taken.NOW)
        else:
            name, reason, when = str(entry), None, Taken.NOW
        name = " ".join(name.split())
        if not name:
            continue
        refusal = name_problem(name, knowledge)
        if refusal:
            page.refuse("other_medicines", *refusal)
        else:
            yield MedicineUse(name=name, reason=reason, when=when)


def name_problem(name: str, knowledge: Knowledge) -> tuple[str, str] | None:
    """Why a text cannot stand in the medicine list, and the mend; None when it can. The text itself is never repeated."""
    if name.casefold() in knowledge.medicine_by_name:
        return None
    if len(name) > LONGEST_NAME:
        return (
            "Other medicines: one entry is too long for a medicine name.",
            "Type one name an entry, without dose or notes.",
        )
    if not NAME.fullmatch(name) or ADDRESS.search(name):
        return "Other medicines: one entry holds signs that no medicine name has.", "Type letters and digits only."
    if looks_like_a_person(name):
        return (
            "Other medicines: one entry looks like a person's name or number.",
            "Do not enter identifiers. If it is a medicine, type it in lower case.",
        )
    return None
