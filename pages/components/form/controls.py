"""A control a kind. Each draws itself, reads what is typed into `Told`, writes a patient into the form and clears itself.

Labels, units, options and order come from data/; nothing here knows a clinical rule.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import streamlit as st

from pages.components.form.typed import empty, kept, label, listed, put, stored
from pages.components.marks import label_text
from rls_logic.content.inputs import Group, Input
from rls_logic.content.words import in_a_sentence, number
from rls_logic.patient import Patient

UNSET = "choose"
NONE = "None"
NO_OTHERS = "No others"
PRESENT, ABSENT = MARKED = ("Present", "Asked and absent")
MOST_SEGMENTS, MOST_PILLS = 4, 6
# Pixels of a number: four stand in a row of the core, three in one of a group; where the form is narrow they wrap.
SHORT_UNIT = 3
NARROW, WIDTH, DOSE_WIDTH, GROUP_WIDTH = 50, 72, 60, 100
PAUSE = "1s"  # of typing, after which a number counts: half of one must not be read


class Told(NamedTuple):
    """What the form says: answers by patient field, the unit chosen for a number, and the entries that no option stands for."""

    answers: dict[str, object]
    units: dict[str, str | None]
    not_listed: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Control(ABC):
    """One question of the form. `id`: the name of its main widget. `item`: the input in whose place it stands."""

    id: str
    item: Input

    @abstractmethod
    def draw(self) -> None: ...

    def draw_below(self) -> None:
        """What an answer unfolds, in rows of its own."""
        return

    @abstractmethod
    def read(self, told: Told) -> None: ...

    @abstractmethod
    def write(self, patient: Patient) -> None:
        """Into an empty form: what is not known is left out."""

    def clear(self) -> None:
        empty(self.id)

    def entered(self) -> int:
        """How many answers it holds."""
        return int(stored(self.id) not in (None, "", []))

    def fields(self) -> tuple[str, ...]:
        """The patient fields that it asks for."""
        return (self.item.id,)


def said(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)


def help_of(item: Input) -> str | None:
    """In the core only where the label cannot say it: each mark is one more stop on the way."""
    if item.core and not (item.includes or item.excludes):
        return None
    return said(
        item.why, item.includes and f"{item.includes}.", item.excludes and f"Not: {in_a_sentence(item.excludes)}."
    )


def segments(title: str, labels: Sequence[str], words: Mapping[str, str], name: str, **how: Any) -> None:
    """One of a few, each a tap; a second tap takes it back. What is not chosen is not known."""
    st.segmented_control(
        title,
        labels,
        format_func=lambda option: label_text(words.get(option) or option),
        wrap=True,
        **how,
        **kept(name),
    )


class Number(Control):
    """A number typed as text, so that `read_patient` alone judges it. Its unit stands in the empty field."""

    def draw(self, *, within: bool = False) -> None:
        """`within`: beside what names it, in little room."""
        item = self.item
        unit = item.unit_short or item.unit or ""
        unit, short = unit.partition(" ")[0].partition("/")[0] if within else unit, len(unit) in (2, SHORT_UNIT)
        st.text_input(
            item.short or item.label,
            placeholder=unit,
            help=None if within else help_of(item),
            label_visibility="collapsed" if within else "visible",
            width=DOSE_WIDTH if within else GROUP_WIDTH if not item.core else NARROW if short else WIDTH,
            live=PAUSE,
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
        segments(self.item.unit_choice or "", [unit.label for unit in self.item.units], {}, self.id)

    def read(self, told: Told) -> None:
        units = {unit.label: unit.unit for unit in self.item.units}
        told.units[self.item.id] = units.get(label(self.id) or "")

    def write(self, patient: Patient) -> None:
        """A patient's numbers are in our own units."""

    def entered(self) -> int:
        return 0


@dataclass(frozen=True, slots=True)
class Choice(Control):
    """One of a few options: segments, pills where they are more, a list where they are many."""

    values: Mapping[str, object]  # by label

    def draw(self) -> None:
        item, labels = self.item, list(self.values)
        title = item.short or item.label
        if len(labels) > MOST_PILLS:
            st.selectbox(title, labels, index=None, placeholder=UNSET, help=help_of(item), **kept(self.id))
            return
        short = {option.label: option.short for option in item.options if option.short}
        if len(labels) > MOST_SEGMENTS:
            words = lambda name: label_text(short.get(name) or name)  # noqa: E731
            st.pills(title, labels, format_func=words, help=help_of(item), wrap=True, **kept(self.id))
            return
        segments(title, labels, short, self.id, help=help_of(item))

    def read(self, told: Told) -> None:
        told.answers[self.id] = self.values.get(label(self.id) or "")

    def write(self, patient: Patient) -> None:
        value = getattr(patient, self.id)
        for name, meant in self.values.items():
            if value is not None and str(value) == str(meant):
                put(self.id, name)


@dataclass(frozen=True, slots=True)
class Unfolding(Choice):
    """No, or yes: then which of the others. Yes alone is not known yet."""

    yes: str = "Yes"

    @property
    def which(self) -> str:
        return f"{self.id}_which"

    def draw(self) -> None:
        no, short = self.item.options[0], {self.item.options[0].label: self.item.options[0].short or ""}
        segments(self.item.short or self.item.label, [no.label, self.yes], short, self.id, help=help_of(self.item))

    def draw_below(self) -> None:
        if label(self.id) == self.yes:
            short = {option.label: option.short or "" for option in self.item.options}
            segments(
                f"{self.item.label}: which", list(self.values)[1:], short, self.which, label_visibility="collapsed"
            )

    def read(self, told: Told) -> None:
        chosen = label(self.which) if label(self.id) == self.yes else label(self.id)
        told.answers[self.id] = self.values.get(chosen or "")

    def write(self, patient: Patient) -> None:
        value = getattr(patient, self.id)
        name = next((name for name, meant in self.values.items() if meant == value), None)
        if name:
            first = name == self.item.options[0].label
            put(self.id, name if first else self.yes)
            put(self.which, None if first else name)

    def clear(self) -> None:
        empty(self.id)
        empty(self.which)


@dataclass(frozen=True, slots=True)
class Conditions(Control):
    """The yes/no fields of a group: a tap marks one as present, or as asked and absent; the rest is not known.

    "No others" answers the rest at once.
    """

    group: Group
    items: tuple[Input, ...]

    @property
    def absent(self) -> str:
        return f"absent_{self.group.id}"

    @property
    def marking(self) -> str:
        return f"marking_{self.group.id}"

    def draw(self) -> None:
        if stored(self.marking) is None:
            put(self.marking, PRESENT)
        words = {item.label: item.short or item.label for item in self.items}
        title = f"{self.group.label}: what a tap marks"
        segments(title, MARKED, {}, self.marking, required=True, label_visibility="collapsed")
        present = stored(self.marking) != ABSENT
        st.pills(
            f"{self.group.label}: {in_a_sentence(PRESENT if present else ABSENT)}",
            [*words, NO_OTHERS] if present else list(words),
            format_func=lambda name: label_text(words.get(name) or str(name)),
            selection_mode="multi",
            label_visibility="collapsed",
            on_change=self.never_both,
            args=(present,),
            wrap=True,
            **kept(self.id if present else self.absent),
        )
        other = listed(self.absent if present else self.id)
        if names := [in_a_sentence(words.get(name, name)) for name in other]:
            st.caption(f"{ABSENT if present else PRESENT}: {', '.join(names)}.")

    def never_both(self, present: bool) -> None:
        """What is marked last counts."""
        last, before = (self.id, self.absent) if present else (self.absent, self.id)
        put(before, [name for name in listed(before) if name not in listed(last)])

    def read(self, told: Told) -> None:
        ticked, absent = listed(self.id), listed(self.absent)
        for item in self.items:
            asked = item.label in absent or NO_OTHERS in ticked
            told.answers[item.id] = True if item.label in ticked else False if asked else None

    def write(self, patient: Patient) -> None:
        answers = {item.label: getattr(patient, item.id) for item in self.items}
        present = [name for name, answer in answers.items() if answer]
        absent = [name for name, answer in answers.items() if answer is False]
        whole = None not in answers.values()
        put(self.id, [*present, NO_OTHERS] if whole else present)
        put(self.absent, [] if whole else absent)

    def clear(self) -> None:
        for name in (self.id, self.absent):
            empty(name)
        empty(self.marking)

    def entered(self) -> int:
        return len(listed(self.id)) + len(listed(self.absent))

    def fields(self) -> tuple[str, ...]:
        return tuple(item.id for item in self.items)


class Signs(Control):
    """Any of some options, or none of them, which is an answer too."""

    def draw(self) -> None:
        signs, why = [option.label for option in self.item.options], help_of(self.item)
        title, options = self.item.short or self.item.label, [*signs, NONE]
        st.pills(title, options, format_func=label_text, selection_mode="multi", help=why, wrap=True, **kept(self.id))

    def read(self, told: Told) -> None:
        if ticked := listed(self.id):
            told.answers[self.id] = tuple(option.value for option in self.item.options if option.label in ticked)

    def write(self, patient: Patient) -> None:
        present = getattr(patient, self.id)
        if present is not None:
            put(self.id, [option.label for option in self.item.options if option.value in present] or [NONE])
