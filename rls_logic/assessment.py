"""The result, with its own reasons, as live objects: records of the content, and the answers that the patient gave.

Frozen; it never leaves the process, and its repr shows no patient value. `note.py` puts it into words and plain data.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from rls_logic.asking.answered import Answers, Problem
from rls_logic.asking.answers import Answer
from rls_logic.asking.rules import Check
from rls_logic.content.conditions import Value
from rls_logic.content.inputs import Ask, Input
from rls_logic.content.shapes import Aggravator, Caution, Fact, Recommendation, Treatment
from rls_logic.content.vocabulary import Effect, FactKind, Ground, Outcome, Reason, Standing, State, Step, Taken
from rls_logic.patient import Patient

R = TypeVar("R", Caution, Fact, Aggravator)

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


@dataclass(frozen=True, slots=True, repr=False)
class Use:
    """How this patient takes or took a treatment. `treatment` is what was listed, such as a member of a graded group."""

    treatment: Treatment
    when: Taken
    outcome: Outcome | None
    reason: Reason | None
    settled_by: str = ""  # the list to complete, where the outcome or the reason is still open

    @property
    def name(self) -> str:
        return self.treatment.short

    @property
    def now(self) -> bool:
        """Still taken, tapered or not."""
        return self.when.still

    @property
    def failed(self) -> bool:
        return self.outcome in (Outcome.NOT_ENOUGH, Outcome.NOT_TOLERATED, Outcome.AUGMENTATION)

    @property
    def for_rls(self) -> bool:
        """Taken for RLS. An unknown reason is not read as RLS."""
        return self.reason is Reason.RLS


@dataclass(frozen=True, slots=True, repr=False)
class Because:
    """What decided where an option stands: the ground, and the cautions, uses or patient fields that it rests on."""

    ground: Ground
    cautions: tuple[Finding[Caution], ...] = ()
    uses: tuple[Use, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Option:
    """One recommendation as it stands for this patient.

    `because`: what decided that. `check`: does it apply. `cautions`: those true of the patient. `to_check`: those not known.
    `history_missing`: unanswered lists of what was taken, without which no option is known to be new. `held_by`: fields
    with conflicting or unreadable answers.
    """

    recommendation: Recommendation
    treatment: Treatment
    standing: Standing
    because: Because
    check: Check
    cautions: tuple[Finding[Caution], ...]
    to_check: tuple[Finding[Caution], ...]
    uses: tuple[Use, ...]
    history_missing: tuple[str, ...]
    held_by: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Option({self.id}, {self.standing})"

    @property
    def id(self) -> str:
        return self.recommendation.id

    @property
    def waits_for(self) -> tuple[str, ...]:
        """Patient fields that would settle whether it applies."""
        return self.check.missing

    @property
    def blocked_by(self) -> tuple[Finding[Caution], ...]:
        blocking = (Effect.NOT_FOR_THIS_PATIENT, Effect.NOT_NOW)
        return tuple(c for c in self.cautions if c.record.effect in blocking)

    @property
    def settle_first(self) -> tuple[Finding[Caution], ...]:
        return tuple(c for c in self.cautions if c.record.effect is Effect.SETTLE_FIRST)

    @property
    def adjust_dose(self) -> tuple[Finding[Caution], ...]:
        return tuple(c for c in self.cautions if c.record.effect is Effect.ADJUST_DOSE)

    @property
    def mentions(self) -> tuple[Finding[Caution], ...]:
        return tuple(c for c in self.cautions if c.record.effect is Effect.MENTION)

    @property
    def own(self) -> tuple[Finding[Caution], ...]:
        """Cautions that are true of this patient and not of everyone, those that come before the grade first."""
        mine = [c for c in self.cautions if c.record.applies_when.names and c not in self.blocked_by]
        return tuple(sorted(mine, key=lambda c: list(Effect).index(c.record.effect)))

    @property
    def always(self) -> tuple[Finding[Caution], ...]:
        """Cautions that come before the grade for everyone."""
        return tuple(c for c in self.settle_first if not c.record.applies_when.names)

    @property
    def graded_elsewhere(self) -> str:
        """What the grade is called where it was graded for other people than this patient."""
        return next((c.record.badge for c in self.cautions if c.record.badge), "")

    @property
    def check_first(self) -> tuple[Finding[Caution], ...]:
        return tuple(c for c in self.to_check if c.record.effect is not Effect.MENTION)

    @property
    def checks_for(self) -> tuple[str, ...]:
        """The patient fields that would settle what is to be checked first."""
        return tuple(dict.fromkeys([*(field for c in self.check_first for field in c.missing), *self.history_missing]))

    @property
    def taken_now(self) -> bool:
        return any(use.now for use in self.uses)


@dataclass(frozen=True, slots=True, repr=False)
class Current:
    """One thing that is taken now or was ended lately, and what to do about it, the most pressing line first.

    `option`: its recommendation for this patient, where there is one. `step`: what the lines come to. `cautions`: those that
    are true of this patient and speak against going on with it as it is.
    """

    use: Use
    option: Option | None
    step: Step | None
    cautions: tuple[Finding[Caution], ...]
    lines: tuple[Finding[Fact], ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """A patient field that is not known, and the options that wait for it or must be checked for it.

    `plan_lines`: how many lines on a medicine taken now wait for it. `urgent`: why it comes first in this patient.
    """

    field: str
    input: Input
    waiting: tuple[str, ...]
    checking: tuple[str, ...]
    plan_lines: int
    urgent: Ask | None


@dataclass(frozen=True, slots=True, repr=False)
class Assessment:
    """Everything the guidance says for one patient. `facts` are the sourced lines that hold, in their order.

    `current`: everything that is taken now or was ended lately, a block each.
    """

    state: State
    patient: Patient
    answers: Answers
    options: tuple[Option, ...]
    current: tuple[Current, ...]
    unknowns: tuple[Unknown, ...]
    facts: tuple[Finding[Fact], ...]
    aggravators: tuple[Finding[Aggravator], ...]
    unscreened_medicines: tuple[str, ...]
    fingerprint: str
    version: str

    @property
    def values(self) -> Mapping[str, Value]:
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
