"""What is known of a patient, in words: every value with its unit, never rounded across a threshold."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from rls_logic.asking.facts_taken import screened
from rls_logic.content.conditions import Value
from rls_logic.content.inputs import Input
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.words import in_a_sentence, plural, readable
from rls_logic.patient import Bound, MedicineUse, Patient, TreatmentUse

# The tests that iron rules are about, in the order in which they are said.
IRON_TESTS = ("ferritin_ng_ml", "tsat_percent")
# Derived facts that are measured as a field is: they have its unit.
MEASURED_AS = {
    "kidney_function_ml_min": "crcl_ml_min",
    "typed_tsat_percent": "tsat_percent",
    "tsat_computed_percent": "tsat_percent",
}


@dataclass(frozen=True, slots=True, repr=False)
class Known:
    """A patient's answers in words: what has a value, what is present, what was asked and is absent."""

    values: tuple[tuple[str, str], ...]
    present: tuple[str, ...]
    absent: tuple[str, ...]


def known(patient: Patient, knowledge: Knowledge, withheld: Collection[str] = ()) -> Known:
    """Every answer but those withheld, each with its unit and in the order of the form."""
    values: list[tuple[str, str]] = []
    present: list[str] = []
    absent: list[str] = []
    bounds = patient.bounds
    for name, item in knowledge.inputs.items():
        answer = bounds[name] if name in bounds else getattr(patient, name)
        if name in withheld or answer is None:
            continue
        if name == "no_rls_treatment":
            values.append((knowledge.inputs["rls_treatments"].label, "none so far"))
        elif name == "rls_treatments":
            values += [(item.label, answer_words(name, answer, knowledge))] if answer else []
        elif answer == "none" or (answer is False and not item.alone):
            absent.append(item.label)
        elif answer is True and not item.alone:
            present.append(item.label)
        else:
            values.append((item.label, answer_words(name, answer, knowledge)))
    return Known(tuple(values), tuple(present), tuple(absent))


def answer_words(name: str, answer: Any, knowledge: Knowledge) -> str:
    """One answer of a patient, by the name of its field."""
    item = knowledge.inputs[name]
    match name:
        case "rls_treatments":
            return "; ".join(_treatment_words(answer, knowledge))
        case "other_medicines":
            return ", ".join(_medicine_words(answer, knowledge)) or "none"
        case "augmentation_signs":
            labels = {option.value: in_a_sentence(option.label) for option in item.options}
            return ", ".join(labels[sign] for sign in answer) or "none"
    labels = {option.value: option.label for option in item.options}
    return labels.get(str(answer)) or _scaled(answer, item, value_words(name, answer, knowledge))


def _treatment_words(uses: Iterable[TreatmentUse], knowledge: Knowledge) -> Iterable[str]:
    for use in uses:
        outcome = f", {knowledge.word(use.outcome)}" if use.outcome else ""
        yield f"{knowledge.treatments[use.treatment].short}, {use.when}{outcome}"


def _medicine_words(uses: Iterable[MedicineUse], knowledge: Knowledge) -> Iterable[str]:
    """Medicines that are known here by name, the others by number: what was typed may name a person."""
    unscreened = 0
    for use in uses:
        if screened(use.name, knowledge):
            yield use.name + (f" (for {knowledge.word(use.reason)})" if use.reason else "")
        else:
            unscreened += 1
    if unscreened:
        yield unscreened_words(unscreened)


def unscreened_words(count: int) -> str:
    return f"{plural(count, 'medicine')} not known here"


def _scaled(answer: Any, item: Input, said: str) -> str:
    if answer == 1 and (item.unit or "").endswith("s"):
        return said.removesuffix("s")
    if item.unit and item.unit[0].isdigit():  # a scale: its range stands for the unit
        return f"{said.removesuffix(item.unit).strip()} (scale {item.unit})"
    return said.replace("m2", "m²")


def value_words(field: str, value: Value | Bound, knowledge: Knowledge) -> str:
    """The value of a patient field, or of a fact that follows from some, with its unit."""
    if value is None:
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    item = knowledge.inputs.get(MEASURED_AS.get(field, field))
    if isinstance(value, str):
        labels = {option.value: option.label for option in item.options} if item else {}
        return labels.get(value, value.replace("_", " "))
    said = value.said if isinstance(value, Bound) else readable(value)
    return f"{said} {item.unit or ''}".strip() if item else said
