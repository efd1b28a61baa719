"""What is taken or was: RLS treatments, each chosen once, and every other medicine."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import streamlit as st

from pages.components import frame
from pages.components.form.controls import Control, Number, Told, said, segments
from pages.components.form.typed import empty, empty_all, kept, label, listed, put, stored
from rls_logic.content.medicines import Medicine
from rls_logic.content.vocabulary import Outcome, Reason, Taken
from rls_logic.patient import Patient
from rls_logic.reading.list_of_medicines import read_as, says_none
from rls_logic.reading.names import treatment_by_name

NO_TREATMENT = "None so far"
NO_MEDICINE = "No other medicines"
PASTED_HEIGHT = 68  # pixels: two lines
LONGEST_PASTED = 2000


@cache
def exact_first(names: tuple[tuple[str, str], ...]) -> list[str]:
    """Labels in their order, but none before the label of a name that it contains: Enter takes the first that holds what was typed.

    `names`: each label with the name that stands for it when typed in full.
    """
    found: dict[str, None] = {}
    typed = [(shown, name.casefold()) for shown, name in names]

    def place(shown: str, within: frozenset[str]) -> None:
        said = shown.casefold()
        inside = [
            (len(name), other) for other, name in typed if name in said and other not in within and other not in found
        ]
        for _, other in sorted(inside):
            place(other, within | {other})
        found[shown] = None

    for shown, _ in names:
        if shown not in found:
            place(shown, frozenset({shown}))
    return list(found)


@cache
def inside(labels: tuple[str, ...], names: tuple[str, ...]) -> list[str]:
    """The names that stand in a label and are none of them."""
    said = [shown.casefold() for shown in labels]
    whole = set(said)
    return [name for name in names if name not in whole and any(name in shown for shown in said)]


@dataclass(frozen=True, slots=True)
class Treatments(Control):
    """RLS treatments now or before, each chosen once: then when, how it goes, and the dose of what is taken now."""

    treatments: Mapping[str, str]  # by label, the names and brands of each among them
    typed: Mapping[str, str]  # the name that a label stands for when it is typed in full
    elsewhere: Mapping[
        str, str
    ]  # medicines that are none of them, where a label holds such a name: typed in full it stands first
    names: Mapping[str, str]  # the label of each, by treatment
    times: Mapping[str, Taken]  # by label, the usual one first
    outcomes: Mapping[str, Outcome]  # by label
    doses: Mapping[str, Number]  # by treatment

    def chosen(self) -> list[str]:
        """Each listed treatment, once, whatever name it was chosen by."""
        return list(dict.fromkeys(self.treatments[name] for name in listed(self.id) if name in self.treatments))

    def when(self, treatment: str) -> Taken:
        return self.times.get(label(f"use_when_{treatment}") or "", next(iter(self.times.values())))

    def dose_of(self, treatment: str) -> Number | None:
        return self.doses.get(treatment) if self.when(treatment).still else None

    def draw(self) -> None:
        st.multiselect(
            self.item.label,
            [NO_TREATMENT, *exact_first(tuple((dict(self.typed) | dict(self.elsewhere)).items()))],
            placeholder="name or brand",
            wrap=True,
            accept_new_options=True,
            filter_mode="contains",
            select_all=False,
            on_change=self.by_its_name,
            **kept(self.id),
        )

    def draw_below(self) -> None:
        for treatment in self.chosen():
            self.draw_use(treatment)

    def draw_use(self, treatment: str) -> None:
        """One line for when it is taken, with its dose, and one for how it goes."""
        name, when = self.names[treatment], f"use_when_{treatment}"
        if stored(when) is None:
            put(when, next(iter(self.times)))
        dose, how = self.dose_of(treatment), f"{name}: how it goes"
        title = f"{name} :gray[:small[dose in {dose.item.unit}]]" if dose else name
        with st.container(gap="xxsmall"):
            with st.container(horizontal=True, gap="xsmall", vertical_alignment="bottom"):
                segments(title, list(self.times), {}, when, required=True)
                if dose:
                    dose.draw(within=True)
            segments(how, list(self.outcomes), {}, f"use_outcome_{treatment}", label_visibility="collapsed")

    def by_its_name(self) -> None:
        """A brand becomes the treatment that it is; what is no longer listed is forgotten. No entry is lost."""
        entries: dict[str, None] = {}
        for entry in listed(self.id):
            treatment = self.treatments.get(entry) or treatment_by_name(entry, frame.knowledge())
            if says_none(entry) or NO_TREATMENT.casefold().startswith(entry.casefold()):
                entries[NO_TREATMENT] = None
            else:
                entries[self.names[treatment] if treatment else entry] = None
        put(self.id, list(entries))
        chosen = self.chosen()
        for treatment in self.names:
            if treatment not in chosen:
                self.forget(treatment)

    def forget(self, treatment: str) -> None:
        empty(f"use_when_{treatment}")
        empty(f"use_outcome_{treatment}")
        if dose := self.doses.get(treatment):
            dose.clear()

    def read(self, told: Told) -> None:
        uses = []
        for treatment in self.chosen():
            outcome = self.outcomes.get(label(f"use_outcome_{treatment}") or "")
            uses.append({"treatment": treatment, "when": self.when(treatment), "outcome": outcome})
            if dose := self.dose_of(treatment):
                dose.read(told)
        told.answers[self.id] = uses
        told.not_listed[self.id] = [n for n in listed(self.id) if n not in self.treatments and n != NO_TREATMENT]
        told.answers["no_rls_treatment"] = NO_TREATMENT in listed(self.id) or None

    def write(self, patient: Patient) -> None:
        outcomes = {outcome: name for name, outcome in self.outcomes.items()}
        times = {when: name for name, when in self.times.items()}
        found = [NO_TREATMENT] if patient.no_rls_treatment else []
        for use in patient.rls_treatments:
            found.append(self.names[use.treatment])
            put(f"use_when_{use.treatment}", times[use.when])
            if use.outcome:
                put(f"use_outcome_{use.treatment}", outcomes[use.outcome])
        if found:
            put(self.id, found)
        for dose in self.doses.values():
            dose.write(patient)

    def clear(self) -> None:
        empty(self.id)
        for treatment in self.names:
            self.forget(treatment)

    def fields(self) -> tuple[str, ...]:
        return (self.id, "no_rls_treatment", *(dose.id for dose in self.doses.values()))


@dataclass(frozen=True, slots=True)
class Medicines(Control):
    """Names as typed or chosen, and for those where it changes advice what they are taken for."""

    known: Mapping[str, Medicine]  # by name
    reasons: Mapping[str, Reason]  # by label
    times: Mapping[str, Taken]  # by label, the usual one first

    def draw(self) -> None:
        item = self.item
        # Enter takes the first line that holds what was typed: the shortest is that name itself, where there is one.
        st.multiselect(
            item.label,
            [NO_MEDICINE, *sorted(self.known, key=lambda name: (len(name), name))],
            placeholder="type a name, then Enter",
            help=said(item.why, f"{item.includes}. Not: {item.excludes}."),
            accept_new_options=True,
            filter_mode="contains",
            select_all=False,
            **kept(self.id),
        )
        st.text_area(
            "Or type or paste a list",
            height=PASTED_HEIGHT,
            max_chars=LONGEST_PASTED,
            placeholder="one a line, or with commas",
            on_change=self.take_list,
            **kept(self.pasted),
        )
        for name in dict.fromkeys(part for entry in listed(self.id) for part in self.parts(entry)):
            medicine = self.known.get(name.casefold())
            if medicine and medicine.ask_reason:
                segments(f"{name}: taken for", list(self.reasons), {}, f"reason_{name}")
            if medicine and (medicine.ask_reason or medicine.treatment):
                segments(f"{name}: taken", list(self.times), {}, f"when_{name}")

    @property
    def pasted(self) -> str:
        return f"{self.id}_pasted"

    def take_list(self) -> None:
        """Each line becomes an entry, as it stands: it needs no Enter to count, and how it was read is said."""
        lines = [" ".join(line.split()) for line in (label(self.pasted) or "").splitlines()]
        put(self.id, list(dict.fromkeys([*listed(self.id), *filter(None, lines)])))
        put(self.pasted, "")

    def parts(self, entry: str) -> tuple[str, ...]:
        """The listed names that an entry is read as, each with questions of its own."""
        return (entry,) if entry.casefold() in self.known else read_as(entry, frame.knowledge())

    def read(self, told: Told) -> None:
        if chosen := listed(self.id):
            told.answers[self.id] = [
                {"name": entry, "each": {name: self.said_of(name) for name in self.parts(entry)}}
                for entry in chosen
                if entry != NO_MEDICINE
            ]

    def said_of(self, name: str) -> dict[str, object]:
        return {
            "reason": self.reasons.get(label(f"reason_{name}") or ""),
            "when": self.times.get(label(f"when_{name}") or ""),
        }

    def write(self, patient: Patient) -> None:
        if patient.other_medicines is None:
            return
        labels = {reason: name for name, reason in self.reasons.items()}
        times = {when: name for name, when in self.times.items()}
        put(self.id, [medicine.name for medicine in patient.other_medicines] or [NO_MEDICINE])
        for medicine in patient.other_medicines:
            if medicine.reason:
                put(f"reason_{medicine.name}", labels[medicine.reason])
            if medicine.when is not Taken.NOW:
                put(f"when_{medicine.name}", times[medicine.when])

    def clear(self) -> None:
        empty(self.id)
        empty(self.pasted, "")
        empty_all("reason_")
        empty_all("when_")

    def entered(self) -> int:
        return len(listed(self.id))
