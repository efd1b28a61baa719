"""The result, with its own reasons. Frozen; screens, notes, cases and tests read this and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from rls_logic.asking.answered import Answers, Problem
from rls_logic.asking.answers import Answer
from rls_logic.asking.rules import Check
from rls_logic.content.conditions import Asked, LimitUse, type_of_value
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.shapes import Aggravator, Caution, Fact, Input, Recommendation, Treatment
from rls_logic.content.vocabulary import Confirmation, Effect, FactKind, Outcome, Reason, Standing, State
from rls_logic.content.words import number, readable
from rls_logic.patient import Patient

R = TypeVar("R", Caution, Fact, Aggravator)


STANDING_WORDS = {
    Standing.OPEN: "an option",
    Standing.CHECK_FIRST: "an option once checked",
    Standing.OPEN_WITH_CARE: "an option with care, never as routine",
    Standing.ALREADY_USED: "already taken or tried",
    Standing.WAITS: "waits for an answer",
    Standing.NOT_NOW: "not now",
    Standing.NOT_FOR_THIS_PATIENT: "not for this patient",
    Standing.ADVISED_AGAINST: "advised against",
}
HISTORY_WORDS = {"rls_treatments": "earlier treatments", "other_medicines": "other medicines"}
OFFERED = (Standing.OPEN, Standing.CHECK_FIRST, Standing.OPEN_WITH_CARE)


class Finding(NamedTuple, Generic[R]):
    """A record and how its condition was answered for this patient."""

    record: R
    check: Check

    @property
    def answer(self) -> Answer:
        return self.check.answer

    @property
    def missing(self) -> tuple[str, ...]:
        return self.check.missing


@dataclass(frozen=True, slots=True)
class Use:
    """How this patient takes or took a treatment. `name` is what was listed, such as a member of a graded group."""

    name: str
    when: str
    outcome: Outcome | None
    reason: Reason | None
    settled_by: str = ""  # the list to complete, where the outcome or the reason is still open

    @property
    def failed(self) -> bool:
        return self.outcome in (Outcome.NOT_ENOUGH, Outcome.NOT_TOLERATED, Outcome.AUGMENTATION)

    @property
    def for_rls(self) -> bool:
        """Taken for RLS. An unknown reason is not read as RLS."""
        return self.reason is Reason.RLS


@dataclass(frozen=True, slots=True)
class Option:
    """One recommendation as it stands for this patient.

    `check`: does it apply. `cautions`: those true of the patient. `to_check`: those still unknown.
    `waits_for`: patient fields that would settle whether it applies. `history_missing`: unanswered lists of what was
    taken, without which no option is known to be new. `held_by`: fields with conflicting or unreadable answers.
    """

    recommendation: Recommendation
    treatment: Treatment
    standing: Standing
    check: Check
    cautions: tuple[Finding[Caution], ...]
    to_check: tuple[Finding[Caution], ...]
    uses: tuple[Use, ...]
    waits_for: tuple[str, ...]
    history_missing: tuple[str, ...]
    held_by: tuple[str, ...]

    @property
    def id(self) -> str:
        return self.recommendation.id

    @property
    def blocked_by(self) -> tuple[Finding[Caution], ...]:
        blocking = (Effect.NOT_FOR_THIS_PATIENT, Effect.NOT_NOW)
        return tuple(c for c in self.cautions if c.record.effect in blocking)

    @property
    def settle_first(self) -> tuple[Finding[Caution], ...]:
        return tuple(c for c in self.cautions if c.record.effect is Effect.SETTLE_FIRST)

    @property
    def mentions(self) -> tuple[Finding[Caution], ...]:
        return tuple(c for c in self.cautions if c.record.effect is Effect.MENTION)

    @property
    def check_first(self) -> tuple[Finding[Caution], ...]:
        return tuple(c for c in self.to_check if c.record.effect is not Effect.MENTION)

    @property
    def check_words(self) -> tuple[str, ...]:
        """What to check first, most important first, each word once."""
        words = dict.fromkeys(c.record.check for c in self.check_first if c.record.check)
        return (*words, *(HISTORY_WORDS[field] for field in self.history_missing))

    @property
    def checks_for(self) -> tuple[str, ...]:
        """The patient fields that would settle what is to be checked first."""
        return tuple(dict.fromkeys([*(field for c in self.check_first for field in c.missing), *self.history_missing]))

    @property
    def taken_now(self) -> bool:
        return any(use.when == "now" for use in self.uses)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A patient field that is not known, and what waits for it. `moves` counts the options that it could move;
    `plan_lines`: how many lines on a dopaminergic taken now wait for it."""

    field: str
    input: Input
    waiting: tuple[str, ...]
    checking: tuple[str, ...]
    plan_lines: int

    @property
    def moves(self) -> int:
        return len(self.waiting) + len(self.checking)


@dataclass(frozen=True, slots=True)
class Preview:
    """What one outcome of an unknown would do: options by short name that it opens, clears of this check, cautions or holds."""

    label: str
    opens: tuple[str, ...]
    with_care: tuple[str, ...]
    holds: tuple[str, ...]
    against: tuple[str, ...]

    @property
    def changes_nothing(self) -> bool:
        return not (self.opens or self.with_care or self.holds or self.against)


@dataclass(frozen=True, slots=True, repr=False)  # it holds the patient: never into a log
class Assessment:
    """Everything the guidance says for one patient. `facts` are the sourced lines that hold, in file order."""

    state: State
    patient: Patient
    answers: Answers
    options: tuple[Option, ...]
    unknowns: tuple[Unknown, ...]
    facts: tuple[Finding[Fact], ...]
    aggravators: tuple[Finding[Aggravator], ...]
    unscreened_medicines: tuple[str, ...]
    fingerprint: str
    version: str

    @property
    def values(self) -> Mapping[str, type_of_value]:
        """Every fact about the patient by name, None where not known or held back."""
        return self.answers.values

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.answers.problems

    def with_standing(self, *standings: Standing) -> tuple[Option, ...]:
        return tuple(option for option in self.options if option.standing in standings)

    def of_kind(self, *kinds: FactKind) -> tuple[Finding[Fact], ...]:
        return tuple(finding for finding in self.facts if finding.record.kind in kinds)

    def option(self, record_id: str) -> Option | None:
        return next((option for option in self.options if option.id == record_id), None)


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One line of the trace: a question, this patient's answer and value, the threshold, and where it comes from."""

    question: str
    answer: Answer
    value: str
    threshold: str
    source: str
    locator: str
    confirmed: str


def confirmation_of(record: Recommendation | Caution | Fact | Aggravator) -> Confirmation:
    return record.confirmed.weakest if isinstance(record, Recommendation) else record.confirmed


def show_value(field: str, value: type_of_value, knowledge: Knowledge) -> str:
    """This patient's value in words, with its unit."""
    if value is None:
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    item = knowledge.inputs.get(field)
    if isinstance(value, str):
        labels = {option.value: option.label for option in item.options} if item else {}
        return labels.get(value, value.replace("_", " "))
    unit = item.unit if item and item.unit else UNIT_OF.get(field, "")
    return f"{readable(value)} {unit}".strip()


UNIT_OF = {
    "kidney_function_ml_min": "mL/min",
    "tsat_typed_percent": "%",
    "tsat_computed_percent": "%",
    "pramipexole_dose_mg": "mg",
    "ropinirole_dose_mg": "mg",
    "rotigotine_dose_mg": "mg/24 h",
}


def reasons(check: Check, knowledge: Knowledge) -> tuple[TraceLine, ...]:
    """Every question under a check, flat and in order, each once, as trace lines."""
    lines: dict[int, TraceLine] = {}

    def walk(part: Check) -> None:
        if isinstance(part.of, Asked):
            lines.setdefault(part.of.slot, _line(part, knowledge))
            return
        for child in part.parts:
            walk(child)

    walk(check)
    return tuple(lines.values())


def _line(check: Check, knowledge: Knowledge) -> TraceLine:
    limit: LimitUse | None = check.limits[0] if check.limits else None
    fields = {name: value for name, value in check.values if not isinstance(value, bool)}
    value = ", ".join(show_value(name, value, knowledge) for name, value in fields.items())
    return TraceLine(
        question=check.sentence,
        answer=check.answer,
        value=value or ("not known" if check.answer is Answer.UNKNOWN else check.answer.value),
        threshold=f"{number(limit.value)} {limit.unit}" if limit else "",
        source=knowledge.sources[limit.source].short if limit else "",
        locator=limit.locator if limit else "",
        confirmed=limit.confirmed if limit else "",
    )
