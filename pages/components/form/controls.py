"""A control a kind. Each draws itself, reads what is typed into `Told`, writes a patient into the form and clears itself.

Labels, units, options and order come from data/; nothing here knows a clinical rule.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import streamlit as st

from pages.components.form.typed import empty, empty_all, kept, label, listed, put, stored
from pages.components.marks import label_text
from rls_logic.content.inputs import Group, Input, Together
from rls_logic.content.medicines import Medicine
from rls_logic.content.vocabulary import Outcome, Reason, Taken
from rls_logic.content.words import number
from rls_logic.patient import Patient

EMPTY = "not known"
NOT_KNOWN = "?"
NONE = "None"
NO_OTHERS = "No others"
NO_TREATMENT = "None so far"
NO_MEDICINE = "No other medicines"
MOST_SEGMENTS = 4


class Told(NamedTuple):
    """What the form says: answers by patient field, and the unit chosen for a number, by its field."""

    answers: dict[str, object]
    units: dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Control(ABC):
    """One question of the form. `id`: the name of its main widget. `item`: the input in whose place it stands."""

    id: str
    item: Input

    @abstractmethod
    def draw(self) -> None: ...

    @abstractmethod
    def read(self, told: Told) -> None: ...

    @abstractmethod
    def write(self, patient: Patient) -> None:
        """Into an empty form: what is not known is left out."""

    def clear(self) -> None:
        empty(self.id)


def said(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)


class Number(Control):
    """A number typed as text, so that `read_patient` alone judges it. Where a unit can be chosen, the label has none."""

    def draw(self) -> None:
        item = self.item
        unit = None if item.units else item.unit_short or item.unit
        includes = item.includes and f"Includes: {item.includes}."
        limits = f"Range {item.minimum:g} to {item.maximum:g} {item.unit}: {item.range_reason}."
        st.text_input(
            f"{item.label} ({unit})" if unit else item.label,
            placeholder=EMPTY,
            help=said(item.why, includes, limits),
            live=True,
            max_chars=40,
            autocomplete="off",
            **kept(self.id),
        )

    def read(self, told: Told) -> None:
        told.answers[self.id] = stored(self.id)

    def write(self, patient: Patient) -> None:
        value = getattr(patient, self.id)
        if value is not None:
            put(self.id, number(value))

    def clear(self) -> None:
        empty(self.id, "")


class UnitChoice(Control):
    """The unit on the report, for a number and for every other that is typed in the same one."""

    def draw(self) -> None:
        units, usual = [unit.label for unit in self.item.units], self.item.unit_short or self.item.unit
        st.selectbox(self.item.unit_choice or "", units, index=None, placeholder=usual, **kept(self.id))

    def read(self, told: Told) -> None:
        units = {unit.label: unit.unit for unit in self.item.units}
        told.units[self.item.id] = units.get(label(self.id) or "")

    def write(self, patient: Patient) -> None:
        """A patient's numbers are in our own units."""


@dataclass(frozen=True, slots=True)
class Choice(Control):
    """One of a few options: segments, the last of them for "not known"; a list where there are many."""

    values: Mapping[str, object]  # by label

    def draw(self) -> None:
        item, labels = self.item, list(self.values)
        if len(labels) > MOST_SEGMENTS:
            st.selectbox(item.label, labels, index=None, placeholder=EMPTY, help=item.why, **kept(self.id))
            return
        short = {option.label: option.short for option in item.options if option.short}
        st.segmented_control(
            item.label,
            [*labels, NOT_KNOWN],
            format_func=lambda name: label_text(short.get(name) or name),
            help=said(item.why, item.includes, item.excludes, f"{NOT_KNOWN} is not known."),
            **kept(self.id),
        )

    def read(self, told: Told) -> None:
        told.answers[self.id] = self.values.get(label(self.id) or "")

    def write(self, patient: Patient) -> None:
        value = getattr(patient, self.id)
        for name, meant in self.values.items():
            if value is not None and value == meant:
                put(self.id, name)


@dataclass(frozen=True, slots=True)
class Joint(Control):
    """One list whose choices each answer several fields: sex, pregnancy and trimester.

    What no choice says is a conflict: only an import or an example can hold one. It is offered while it is held, to be mended.
    """

    together: Together
    inputs: Mapping[str, Input]

    def draw(self) -> None:
        choices, held = [choice.label for choice in self.together.choices], label(self.id)
        if held and held not in choices:
            choices.append(held)
        title, why = self.together.label, self.item.why
        st.selectbox(title, choices, index=None, placeholder=EMPTY, help=why, **kept(self.id))

    def read(self, told: Told) -> None:
        if held := label(self.id):
            choices = {choice.label: choice.set for choice in self.together.choices}
            told.answers.update(choices[held] if held in choices else self.conflicts().get(held, {}))

    def write(self, patient: Patient) -> None:
        held = {field: value for field in self.together.fields if (value := getattr(patient, field)) is not None}
        if held.get("sex") == "male":  # a man needs no second answer
            held.setdefault("pregnancy", "not_possible")
        same = [choice.label for choice in self.together.choices if choice.set == held]
        same += [name for name, meant in self.conflicts().items() if meant == {f: str(v) for f, v in held.items()}]
        if held:
            put(self.id, same[0])

    def conflicts(self) -> dict[str, dict[str, str]]:
        """Every combination of answers, by what it is called when no choice says it."""
        found = {}
        fields, unknown = self.together.fields, self.together.unknown
        for options in product(*((None, *self.inputs[field].options) for field in fields)):
            pairs = list(zip(fields, options, strict=True))
            words = [(o.short or o.label).lower() if o else unknown.get(field) for field, o in pairs]
            found[f"Conflict: {', '.join(word for word in words if word)}"] = {f: o.value for f, o in pairs if o}
        return found


@dataclass(frozen=True, slots=True)
class Conditions(Control):
    """The yes/no fields of a group: ticked is yes, and the rest is not known until "No others" is ticked."""

    group: Group
    items: tuple[Input, ...]

    def draw(self) -> None:
        whys = (f"{item.label}: {item.why}" for item in self.items)
        st.pills(
            f"**{self.group.label}**: tick what is present",
            [*(item.label for item in self.items), NO_OTHERS],
            format_func=label_text,
            selection_mode="multi",
            help=said(f'Ticked is yes. The rest stay not known until "{NO_OTHERS}" is ticked.', *whys),
            **kept(self.id),
        )

    def read(self, told: Told) -> None:
        ticked = listed(self.id)
        rest = False if NO_OTHERS in ticked else None
        told.answers.update({item.id: item.label in ticked or rest for item in self.items})

    def write(self, patient: Patient) -> None:
        answers = {item.label: getattr(patient, item.id) for item in self.items}
        ticked = [name for name, present in answers.items() if present]
        if None not in answers.values():
            ticked.append(NO_OTHERS)
        if ticked:
            put(self.id, ticked)


class Signs(Control):
    """Any of some options, or none of them, which is an answer too."""

    def draw(self) -> None:
        signs, why = [option.label for option in self.item.options], self.item.why
        title, options = self.item.label, [*signs, NONE]
        st.pills(title, options, format_func=label_text, selection_mode="multi", help=why, **kept(self.id))

    def read(self, told: Told) -> None:
        if ticked := listed(self.id):
            told.answers[self.id] = tuple(option.value for option in self.item.options if option.label in ticked)

    def write(self, patient: Patient) -> None:
        present = getattr(patient, self.id)
        if present is not None:
            put(self.id, [option.label for option in self.item.options if option.value in present] or [NONE])


@dataclass(frozen=True, slots=True)
class Treatments(Control):
    """RLS treatments now or before: what happened on each, and the dose of what is taken now."""

    uses: Mapping[str, tuple[str, str]]  # treatment and time, by label
    outcomes: Mapping[str, Outcome]  # by label
    doses: Mapping[str, Number]  # by treatment

    def chosen(self) -> list[tuple[str, Number | None]]:
        """Each listed use, with the dose that is asked for it."""
        uses = ((name, *self.uses[name]) for name in listed(self.id) if name in self.uses)
        return [(name, self.doses.get(treatment) if Taken(when).still else None) for name, treatment, when in uses]

    def draw(self) -> None:
        st.multiselect(
            self.item.label,
            [NO_TREATMENT, *self.uses],
            placeholder=EMPTY,
            wrap=True,
            filter_mode="contains",
            select_all=False,
            help=self.item.why,
            **kept(self.id),
        )
        for name, dose in self.chosen():
            title, how = f"{name}: what happened", kept(f"outcome_{name}")
            st.selectbox(title, list(self.outcomes), index=None, placeholder=EMPTY, **how)
            if dose:
                dose.draw()

    def read(self, told: Told) -> None:
        uses = []
        for name, dose in self.chosen():
            treatment, when = self.uses[name]
            outcome = self.outcomes.get(label(f"outcome_{name}") or "")
            uses.append({"treatment": treatment, "when": when, "outcome": outcome})
            if dose:
                dose.read(told)
        told.answers[self.id] = uses
        told.answers["no_rls_treatment"] = NO_TREATMENT in listed(self.id) or None

    def write(self, patient: Patient) -> None:
        labels = {use: name for name, use in self.uses.items()}
        outcomes = {outcome: name for name, outcome in self.outcomes.items()}
        found = [NO_TREATMENT] if patient.no_rls_treatment else []
        for use in patient.rls_treatments:
            found.append(name := labels[use.treatment, use.when])
            if use.outcome:
                put(f"outcome_{name}", outcomes[use.outcome])
        if found:
            put(self.id, found)
        for dose in self.doses.values():
            dose.write(patient)

    def clear(self) -> None:
        empty(self.id)
        empty_all("outcome_")
        for dose in self.doses.values():
            dose.clear()


@dataclass(frozen=True, slots=True)
class Medicines(Control):
    """Names as typed or chosen, and for those where it changes advice what they are taken for."""

    known: Mapping[str, Medicine]  # by name
    reasons: Mapping[str, Reason]  # by label
    times: Mapping[str, Taken]  # by label, the usual one first

    def draw(self) -> None:
        item = self.item
        # Enter takes the first line of the list: no bulk entry there, and nothing that only resembles what was typed.
        st.multiselect(
            item.label,
            [NO_MEDICINE, *sorted(self.known)],
            placeholder=f"{EMPTY}; type a name",
            help=f"{item.why} {item.includes}. Not: {item.excludes}.",
            accept_new_options=True,
            filter_mode="contains",
            select_all=False,
            **kept(self.id),
        )
        for name in listed(self.id):
            medicine = self.known.get(name.casefold())
            if medicine and medicine.ask_reason:
                title, how = f"{name}: taken for", kept(f"reason_{name}")
                st.pills(title, list(self.reasons), format_func=label_text, **how)
            if medicine and (medicine.ask_reason or medicine.treatment):
                title, how = f"{name}: taken now?", kept(f"when_{name}")
                st.selectbox(title, list(self.times), index=None, placeholder=next(iter(self.times)), **how)

    def read(self, told: Told) -> None:
        if chosen := listed(self.id):
            told.answers[self.id] = [
                {
                    "name": name,
                    "reason": self.reasons.get(label(f"reason_{name}") or ""),
                    "when": self.times.get(label(f"when_{name}") or ""),
                }
                for name in chosen
                if name != NO_MEDICINE
            ]

    def write(self, patient: Patient) -> None:
        if patient.other_medicines is None:
            return
        labels = {reason: name for name, reason in self.reasons.items()}
        put(self.id, [medicine.name for medicine in patient.other_medicines] or [NO_MEDICINE])
        for medicine in patient.other_medicines:
            if medicine.reason:
                put(f"reason_{medicine.name}", labels[medicine.reason])
            if medicine.when is not Taken.NOW:
                put(f"when_{medicine.name}", next(name for name, when in self.times.items() if when is medicine.when))

    def clear(self) -> None:
        empty(self.id)
        empty_all("reason_")
        empty_all("when_")
