"""Everything in data/, checked and frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from rls_logic.content.cases import Case
from rls_logic.content.cited import Awaiting, Entry
from rls_logic.content.conditions import Derived, Rule
from rls_logic.content.effects import Effect, EffectNotes
from rls_logic.content.exercise import Exercise
from rls_logic.content.history import Article, Claim, Event, Shift, SignOff
from rls_logic.content.inputs import Ask, Contradiction, Group, Input
from rls_logic.content.medicines import Medicine, MedicineClass
from rls_logic.content.plain import Plain
from rls_logic.content.shapes import (
    Aggravator,
    Caution,
    Fact,
    Guidance,
    Outside,
    Source,
    Term,
    Threshold,
    Treatment,
    TreatmentClass,
)
from rls_logic.content.vocabulary import Voice, table_of


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything in data/, checked and frozen. Built by `load.load` only, shared by all sessions.

    The mappings are read-only and keyed by id; `rules` holds the compiled `applies_when` of every record by its id.
    """

    inputs: Mapping[str, Input]
    groups: Mapping[str, Group]
    contradictions: tuple[Contradiction, ...]
    asks: tuple[Ask, ...]  # the most urgent first
    sources: Mapping[str, Source]
    treatment_classes: Mapping[str, TreatmentClass]
    treatments: Mapping[str, Treatment]
    guidance: Mapping[str, Guidance]
    outside: tuple[Outside, ...]  # groups that a record is not about unless it names them
    thresholds: Mapping[str, Threshold]  # the shared ones and those of the main guidance
    shared_thresholds: tuple[Threshold, ...]
    terms: Mapping[str, Term]
    cautions: tuple[Caution, ...]
    cautions_about: Mapping[str, tuple[Caution, ...]]  # by treatment id, in file order
    facts: tuple[Fact, ...]
    aggravators: tuple[Aggravator, ...]
    medicine_classes: Mapping[str, MedicineClass]
    medicines: tuple[Medicine, ...]
    medicine_by_name: Mapping[str, Medicine]
    shifts: Mapping[str, Shift]  # by treatment id
    articles: Mapping[str, Article]
    claims: tuple[Claim, ...]
    sign_offs: tuple[SignOff, ...]
    rules: Mapping[str, Rule]
    slots: int  # how many asked questions and rules were compiled
    words: Mapping[str, Mapping[str, str]]  # by table of words.toml, then by member
    fingerprint: str
    version: str
    cases: tuple[Case, ...]
    effects: tuple[Effect, ...]
    effect_notes: EffectNotes
    exercise: Exercise
    plain: Plain
    events: tuple[Event, ...]
    derived: Mapping[str, Derived] = field(
        default_factory=dict
    )  # what follows from answers, each after what it rests on
    medicine_by_key: Mapping[str, str] = field(default_factory=dict)  # a listed name by its letters and digits
    cited: tuple[Entry, ...] = ()
    waiting: tuple[Awaiting, ...] = ()

    def word(self, said: StrEnum, way: str = "") -> str:
        """What a member of a closed list is called on screen; `way` names another table of the same list, such as "count"."""
        table = table_of(type(said))
        return self.words[f"{table}_{way}" if way else table][said]

    @property
    def main(self) -> Guidance:
        """The guidance that the answers follow; every other source stands beside it."""
        return next(source for source in self.guidance.values() if source.voice is Voice.MAIN)
