"""The typed shape of everything in data/. Closed and frozen: a misspelt key refuses the start.

Every record names its source, where in it (`locator`) and how the fact was confirmed. Texts are our paraphrase.
`rank` is a record's place among its like, smallest first: the order of records in a file means nothing.
A `{threshold_id}` in a text is filled with that threshold's value when the data are loaded.
"""

from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from rls_logic.content.types import LAST, About, Cite, Closed, Frozen, Id, Limit, Short, Sourced, Text, When
from rls_logic.content.vocabulary import (
    Certainty,
    Confirmation,
    Direction,
    Effect,
    FactKind,
    Population,
    ShiftReason,
    SourceKind,
    Strength,
    Target,
    Verdict,
    Voice,
)


class Source(Closed):
    """A work we cite. `short` is what a line on screen says; `name` the full reference without DOI or PMID."""

    id: Id
    short: Short
    kind: SourceKind
    authors: Text
    title: Text
    year: int | None = None
    journal: Short | None = None
    doi: Annotated[str, StringConstraints(pattern=r"^10\.\d{4,9}/\S+$")] | None = None
    pmid: Annotated[str, StringConstraints(pattern=r"^\d{6,9}$")] | None = None
    copy_dated: Short | None = None
    note: Text | None = None


class Threshold(Sourced):
    """A number a question compares with. `value` is in `unit`."""

    value: float
    unit: Short
    statement: Text


class Term(Sourced):
    """A named combination of questions, usable like a question. `sentence` reads as a statement about the patient."""

    sentence: Short
    when: When


class TreatmentClass(Closed):
    """A class of treatments. Of several classes that a treatment belongs to, the first by `rank` counts.

    `as_one`: named and counted as one where all of its options are meant. `leads`: its options come first among those of
    one standing. `listed_under`: the class that heads them in a list of all treatments. `family`: its place on a chart.
    """

    id: Id
    rank: int = LAST
    label: Short
    as_one: bool = False
    leads: bool = False
    listed_under: Id | None = None
    family: int | None = None


class Treatment(Sourced):
    """`name` as AASM names it; `short` for tight places. `part_of`: a member of a treatment that a record names.

    `stands_for`: a class whose products a source speaks of without naming one ("iron"); it speaks for each of them.
    `after_others`: kept for after the others, so last among options of one standing.
    """

    name: Short
    short: Short
    classes: tuple[Id, ...] = ()
    part_of: Id | None = None
    stands_for: Id | None = None
    us_label: Literal["rls", "other_use", "device_rls", "supplement", "not_a_medicine", "not_established"]
    us_label_note: Text
    dose: Id | None = None  # the patient field that holds its daily dose
    ask_if_taken: bool = True
    after_others: bool = False


class ConfirmedRecommendation(Closed):
    """One confirmation level a part; the record's own level is the weakest of them.

    A source that rates strength and certainty confirms both; one that prints a grade of its own confirms `grade`.
    """

    direction: Confirmation
    strength: Confirmation | None = None
    certainty: Confirmation | None = None
    grade: Confirmation | None = None
    condition: Confirmation

    @property
    def levels(self) -> dict[str, Confirmation]:
        """Each part that the source has, and how it was confirmed."""
        return {part: level for part, level in self.__dict__.items() if level is not None}

    @property
    def weakest(self) -> Confirmation:
        return max(self.levels.values(), key=list(Confirmation).index)


class Recommendation(Closed):
    """One graded recommendation or conclusion, with the grade as its source prints it.

    `over`: the treatment it was compared with, where one is graded over another. `unsettled`: a condition that
    cannot be answered for a patient, because what the source prints about it is not established here.
    """

    id: Id
    number: int
    treatment: Id
    population: Population
    outcome: Target = Target.RLS_SYMPTOMS
    horizon: Literal["short_term", "long_term"] | None = None
    over: Id | None = None
    direction: Direction
    strength: Strength | None = None
    certainty: Certainty | None = None
    as_printed: Short
    statement: Text
    condition: Text | None = None
    applies_when: When
    unsettled: Text | None = None
    remark: Text | None = None
    cite: Cite
    confirmed: ConfirmedRecommendation


class GoodPractice(Sourced):
    """A statement without a grade: AASM's good practice statement, or what another source says in passing.

    `on_thresholds`: it says what the source's own thresholds are worth.
    """

    statement: Text
    on_thresholds: bool = False
    confirmed_note: Short | None = None


class Grade(Sourced):
    """One grade of a source: what it says, and what it does not say. `printed` is the grade as records print it."""

    rank: int = LAST
    printed: Short
    says: Text
    does_not_say: Text


class Guidance(Closed):
    """One source of recommendations, with its own grades and thresholds.

    `stands_in`: the tables in which it has a column unasked, because it speaks of most of what stands there; `voice`: the main guidance, older guidance, or one that speaks beside it today. `rank` orders sources of one year.
    `about`: what the source is about, where that is less than RLS treatment at large.
    `covers`: populations for which the whole text was read, so that a treatment without a record is one on which the
    source is silent. In any other population a missing record means "not established here".
    `leads`: populations whose records come before the general ones, because they are about fewer people.
    """

    source: Source
    voice: Voice
    rank: int = LAST
    stands_in: tuple[Literal["then_and_now", "other_measures"], ...] = ()
    grading: Text
    about: About = About()
    covers: tuple[Population, ...] = ()
    leads: tuple[Population, ...] = ()
    grades: tuple[Grade, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    good_practice: tuple[GoodPractice, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()


class Caution(Sourced):
    """A safety caution or exclusion. It never hides an option and never changes a grade.

    `short` is what the row says when it is true; `check` what to check while it is unknown.
    """

    rank: int = LAST
    about: About
    effect: Effect
    applies_when: When = When()
    short: Short
    check: Short | None = None
    until: Short | None = None
    statement: Text
    thresholds: Frozen[Limit] = Field(default_factory=lambda: MappingProxyType({}))


class Fact(Sourced):
    """A sourced line that is not a caution. `applies_when` left out: it holds for everyone it is about."""

    rank: int = LAST
    kind: FactKind
    about: About = About()
    applies_when: When = When()
    short: Short
    statement: Text
    thresholds: Frozen[Limit] = Field(default_factory=lambda: MappingProxyType({}))


class Aggravator(Sourced):
    """Something that may worsen RLS. `listed_by`: AASM's own list, or another source only."""

    rank: int = LAST
    listed_by: Literal["aasm", "other"]
    applies_when: When
    short: Short
    statement: Text


class Supposed(Closed):
    """One thing an unknown may turn out to be, for the preview: example answers to set."""

    label: Short
    set: Frozen[str | float | bool]


class Option(Closed):
    """One choice of a choice field."""

    value: Id
    label: Short
    short: Short | None = None  # where there is little room


class Unit(Closed):
    """A unit that a number may be typed in. `per_ours`: how many of it make one of the field's own unit."""

    unit: Short
    label: Short
    per_ours: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 1


class UnitDoubt(Closed):
    """Above this number, in the field's own unit, one typed without a choice of unit may be in the other: it is asked for."""

    above: float
    mend: Text


class Together(Closed):
    """One control for several fields. A combination that no choice says is a conflict; `unknown`: how one says "not known"."""

    id: Id
    label: Short
    choices: tuple[Supposed, ...]
    unknown: Frozen[Short]

    @property
    def fields(self) -> tuple[str, ...]:
        """In the order in which the choices name them."""
        return tuple(dict.fromkeys(field for choice in self.choices for field in choice.set))


class Unlisted(Sourced):
    """What to check first with every option while a list is not answered."""

    short: Short
    statement: Text


class Input(Closed):
    """One patient field: what is asked, why, its unit and plausible range.

    kind: number (needs unit, minimum, maximum, range_reason) | choice (needs options) | yes_no | special (own widget)
    `short` and `unit_short` stand where there is little room.
    """

    id: Id
    rank: int = LAST
    label: Short
    kind: Literal["number", "choice", "yes_no", "special"]
    core: bool = False
    group: Id
    unit: Short | None = None
    unit_short: Short | None = None
    unit_choice: Short | None = None  # label of the control that chooses one of `units`
    unit_as: Id | None = None  # typed in the unit that is chosen for this field
    units: tuple[Unit, ...] = ()
    unit_doubt: UnitDoubt | None = None
    minimum: float | None = None
    maximum: float | None = None
    range_reason: Short | None = None
    why: Text
    includes: Text | None = None
    excludes: Text | None = None
    ask: Short | None = None
    alone: bool = False  # a yes/no field asked on its own, because its "no" is the finding
    ask_with: Id | None = None  # asked together with another field while that is unknown too
    beside: bool = False  # in the row of the control before it
    options: tuple[Option, ...] = ()
    together: Together | None = None
    outcomes: tuple[Supposed, ...] = ()
    unlisted: Unlisted | None = None


class Group(Closed):
    """`plan`: its fields decide what to do about a medicine taken now, so lines that wait for one of them count."""

    id: Id
    rank: int = LAST
    label: Short
    plan: bool = False


class Contradiction(Closed):
    """Answers that cannot both be right. Both fields are named and held back until mended."""

    id: Id
    fields: tuple[Id, ...]
    applies_when: When
    message: Text
    mend: Text
    thresholds: Frozen[Limit] = Field(default_factory=lambda: MappingProxyType({}))


class MedicineClass(Closed):
    id: Id
    label: Short


class Medicine(Closed):
    """A medicine name a clinician types. Naming and class only; no clinical claim rides on it."""

    name: Short
    also: tuple[Short, ...] = ()
    classes: tuple[Id, ...] = ()
    treatment: Id | None = None
    ask_reason: bool = False


class Because(Closed):
    """One reason why guidance changed."""

    kind: ShiftReason
    statement: Text
    cite: Cite
    confirmed: Confirmation


class Shift(Closed):
    """What changed for one treatment between the older sources and the main guidance, and why."""

    treatment: Id
    changed: Text
    reasons: tuple[Because, ...]


class Article(Closed):
    """An AI-written article that the project started from. It is audited, and never a source."""

    id: Id
    label: Short
    title: Short
    publisher: Short
    dated: Short
    note: Text


class Claim(Closed):
    """One factual statement of an article, in our words, and what the sources say about it.

    `cites`: the reference that the article itself gives. `evidence`: where we looked it up; empty is "none found".
    `matters`: why it matters for a patient.
    """

    id: Id
    number: int
    article: Id
    statement: Text
    cites: Short | None = None
    verdict: Verdict
    reason: Text
    matters: Text
    treatments: tuple[Id, ...] = ()
    evidence: tuple[Cite, ...] = ()
    confirmed: Confirmation


class SignOff(Closed):
    """A team's record that somebody checked a record against the paper."""

    record: Id
    checked_by: Short
    checked_on: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    locator: Short
