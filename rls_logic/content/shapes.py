"""The typed shape of what the answer is made from. Closed and frozen: a misspelt key refuses the start.

Every record names its source, where in it (`locator`) and how the fact was confirmed. Texts are our paraphrase.
`rank` is a record's place among its like, smallest first: the order of records in a file means nothing.
A `{threshold_id}` in a text is filled with that threshold's value when the data are loaded.
The last classes are whole files: what stands at the top of each, and in which tables.
"""

from operator import attrgetter
from types import MappingProxyType
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationInfo, model_validator

from rls_logic.content.types import (
    LAST,
    About,
    Cite,
    ClassId,
    Closed,
    Count,
    Doi,
    Flag,
    Frozen,
    Id,
    Keyed,
    Limit,
    Number,
    Pmid,
    Rank,
    Short,
    Sourced,
    Text,
    TreatmentId,
    When,
    Year,
    ref,
    twice,
    wrong,
)
from rls_logic.content.vocabulary import (
    Certainty,
    Confirmation,
    Direction,
    DosePart,
    Effect,
    FactKind,
    Outcome,
    Population,
    Reason,
    SourceKind,
    Step,
    Strength,
    Taken,
    Target,
    Voice,
)

Limits = Annotated[Frozen[Limit], Field(default_factory=lambda: MappingProxyType({}))]
MAIN_GUIDANCE = "aasm_2025"  # its file is the only one that may speak as the main voice


class Source(Closed):
    """A work we cite. `short` is what a line on screen says; `name` the full reference without DOI or PMID."""

    id: Id
    short: Short
    kind: SourceKind
    authors: Text
    title: Text
    year: Year | None = None
    journal: Short | None = None
    doi: Doi | None = None
    pmid: Pmid | None = None
    copy_dated: Short | None = None
    note: Text | None = None


class Threshold(Sourced):
    """A number a question compares with. `value` is in `unit`."""

    shared = False

    rank: Rank = LAST
    value: Number
    unit: Short
    statement: Text


class Term(Sourced):
    """A named combination of questions, usable like a question. `sentence` reads as a statement about the patient.

    `once_known`: never open, it is a no until it is known to be a yes. For what makes a line fall silent once it is known.
    """

    shared = False

    sentence: Short
    when: When
    once_known: Flag = False


class Posed(Closed):
    """A yes/no question about a patient: its name in conditions, and what its yes states."""

    question: Id
    sentence: Short


class TreatmentClass(Closed):
    """A class of treatments. Of several classes that a treatment belongs to, the first by `rank` counts.

    `as_one`: named and counted as one where all of its options are meant. `leads`: its options come first among those of
    one standing. `listed_under`: the class that heads them in a list of all treatments. `family`: its place on a chart.
    `augments`: taken for RLS, it can make it worse. `tried`, `failed`, `harmed`: questions about having taken one of the
    class; `helping`: about one that is taken now; `several`: about two or more of it taken now.
    """

    id: Id
    rank: Rank = LAST
    label: Short
    as_one: Flag = False
    leads: Flag = False
    listed_under: ClassId | None = None
    family: Rank | None = None
    dopaminergic: Flag = False
    augments: Flag = False
    tried: Posed | None = None
    failed: Posed | None = None
    harmed: Posed | None = None
    helping: Posed | None = None
    several: Posed | None = None


class Treatment(Sourced):
    """`name` as AASM names it; `short` for tight places. `part_of`: a member of a treatment that a record names.

    `stands_for`: a class whose products a source speaks of without naming one ("iron"); it speaks for each of them.
    `after_others`: kept for after the others, so last among options of one standing.
    """

    shared = False

    name: Short
    short: Short
    classes: tuple[ClassId, ...] = ()
    part_of: TreatmentId | None = None
    stands_for: ClassId | None = None
    us_label: Literal["rls", "other_use", "device_rls", "supplement", "not_a_medicine", "not_established"]
    us_label_note: Text
    dose: Annotated[str, ref("inputs")] | None = None  # the patient field that holds its daily dose
    dose_without_it: Posed | None = None  # asks whether a dose is typed and it is not taken now
    ask_if_taken: Flag = True
    after_others: Flag = False

    @model_validator(mode="after")
    def _no_part_of_itself(self) -> Self:
        if self.part_of == self.id:
            raise wrong("part_of", "is the treatment itself.", "Name the whole that it belongs to.")
        return self


def is_about(about: About, treatment: Treatment) -> bool:
    """Whether a caution or fact is about this treatment."""
    if treatment.id in about.not_treatments:
        return False
    return treatment.id in about.treatments or any(c in about.classes for c in treatment.classes)


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

    shared = True

    id: Id
    number: Count
    treatment: TreatmentId
    population: Population
    outcome: Target = Target.RLS_SYMPTOMS
    horizon: Literal["short_term", "long_term"] | None = None
    over: TreatmentId | None = None
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

    @property
    def order(self) -> tuple[Any, ...]:
        return (self.number,)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        rated = {"strength", "certainty"} if self.strength or self.certainty else {"grade"}
        if rated != self.confirmed.levels.keys() - {"direction", "condition"}:
            mend = f"Beside direction and condition it has {' and '.join(sorted(rated))}."
            raise wrong("confirmed", "does not match what the record rates.", mend)
        printed = f"{self.strength}, {self.certainty}".replace("_", " ")
        if self.strength and self.certainty and self.as_printed != printed:
            mend = f"With its strength and certainty it is '{printed}'."
            raise wrong("as_printed", f"reads '{self.as_printed}'.", mend)
        return self


class GoodPractice(Sourced):
    """A statement without a grade: AASM's good practice statement, or what another source says in passing.

    `on_thresholds`: it says what the source's own thresholds are worth.
    """

    statement: Text
    on_thresholds: Flag = False
    confirmed_note: Short | None = None


class Grade(Sourced):
    """One grade of a source: what it says, and what it does not say. `printed` is the grade as records print it."""

    rank: Rank = LAST
    printed: Short
    says: Text
    does_not_say: Text


class Guidance(Closed):
    """One source of recommendations, with its own grades and thresholds.

    `voice`: the main guidance, older guidance, or one that speaks beside it today. `rank` orders sources of one year.
    `stands_in`: the tables in which it has a column unasked, because it speaks of most of what stands there.
    `about`: what the source is about, where that is less than RLS treatment at large.
    `covers`: populations for which the whole text was read, so that a treatment without a record is one on which the
    source is silent. In any other population a missing record means "not established here".
    `leads`: populations whose records come before the general ones, because they are about fewer people.
    """

    source: Source
    voice: Voice
    rank: Rank = LAST
    stands_in: tuple[Literal["then_and_now", "other_measures"], ...] = ()
    grading: Text
    about: About = About()
    covers: tuple[Population, ...] = ()
    leads: tuple[Population, ...] = ()
    grades: tuple[Grade, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    good_practice: tuple[GoodPractice, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()

    @model_validator(mode="after")
    def _whole(self, info: ValidationInfo) -> Self:
        if not info.context:
            return self
        name = info.context.own
        if self.source.id != name:
            mend = f"It must be the file's own name, '{name}'."
            raise wrong("id", f"is '{self.source.id}'.", mend, "source")
        if (self.voice is Voice.MAIN) != (name == MAIN_GUIDANCE):
            raise wrong("voice", f"is '{self.voice}'.", f"Only {MAIN_GUIDANCE} is the main guidance.")
        if self.source.year is None:
            raise wrong("year", "is missing.", "Sources are lined up by year.", "source")
        for first, second in twice(self.recommendations, lambda record: record.number):
            problem = f"{second.number} is already the number of '{first.id}'."
            raise wrong("number", problem, "Give each its own.", f"recommendations '{second.id}'")
        return self


class Caution(Sourced):
    """A safety caution or exclusion. It never hides an option and never changes a grade.

    `short` is what the row says when it is true; `check` what to check while it is unknown. `instead`: it is about changing
    to this treatment from another, so it is silent on the one that is taken now; with `for_the_taken` also where something
    speaks against that one and not against this. `of_the_taken`: it is about one that is taken now, and about no other.
    `badge`: what the grade is called while the caution is true, where it was graded for other people. `unasked`: nobody is
    asked for it, it counts once it is known. `start_only`: it speaks of beginning it, so it is no reason to look again at what
    is taken.
    """

    rank: Rank = LAST
    about: About
    effect: Effect
    instead: Flag = False
    for_the_taken: Flag = False
    of_the_taken: Flag = False
    badge: Short | None = None
    unasked: Flag = False
    start_only: Flag = False
    applies_when: When = When()
    short: Short
    check: Short | None = None
    until: Short | None = None
    statement: Text
    thresholds: Limits

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not (self.about.treatments or self.about.classes):
            raise wrong("about", "names no treatment.", "Name treatments or classes.")
        if self.instead < self.for_the_taken or (self.instead and self.of_the_taken):
            raise wrong("instead", "goes with for_the_taken, and not with of_the_taken.", "Add or remove it.")
        if self.effect is not Effect.MENTION and not self.unasked and not self.check:
            raise wrong("check", "is missing.", "Say in two to four words what to check while it is unknown.")
        if self.unasked and self.check:
            raise wrong("check", "is never said of a caution that nobody is asked for.", "Remove one of the two.")
        if (self.effect is Effect.NOT_NOW) != bool(self.until):
            raise wrong("until", "goes with effect not_now, and only with it.", "Add or remove it.")
        return self


class Fact(Sourced):
    """A sourced line that is not a caution. `applies_when` left out: it holds for everyone it is about.

    `part`: which line of a dose card it is. A line on something taken (kind legacy) is about that treatment; `step` says what
    it asks for, and `times`, `outcomes` and `reasons` narrow it to how that one is taken, what came of it and what it is for.
    `alone`: while it holds, nothing but such lines is said.
    """

    rank: Rank = LAST
    kind: FactKind
    about: About = About()
    applies_when: When = When()
    alone: Flag = False
    part: DosePart | None = None
    step: Step | None = None
    times: tuple[Taken, ...] = (Taken.NOW, Taken.TAPERING)
    outcomes: tuple[Outcome | Literal["not_said"], ...] = ()
    reasons: tuple[Reason | Literal["not_said"], ...] = ()
    short: Short
    statement: Text
    thresholds: Limits

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if self.part and self.kind is not FactKind.DOSE:
            raise wrong("part", "goes with kind dose, and only with it.", "Change the kind, or remove it.")
        if self.kind is FactKind.LEGACY:
            if not (self.about.treatments or self.about.classes):
                raise wrong("about", "names no treatment.", "Say which treatment taken it is about.")
            return self
        for field in ("step", "times", "outcomes", "reasons"):
            if field in self.model_fields_set:
                raise wrong(field, "goes with kind legacy, and only with it.", "Change the kind, or remove it.")
        return self


class Aggravator(Sourced):
    """Something that may worsen RLS. `listed_by`: AASM's own list, or another source only."""

    rank: Rank = LAST
    listed_by: Literal["aasm", "other"]
    applies_when: When
    short: Short
    statement: Text


class Outside(Sourced):
    """A group of patients of whom a record says nothing unless it names them.

    `words` reads on after "not established". `named_by`: the questions that make a record one about the group.
    `keeps_against`: advice against a treatment stands for the group too.
    """

    rank: Rank = LAST
    words: Short
    about: About = About()
    applies_when: When
    named_by: Annotated[tuple[Id, ...], Field(min_length=1)]
    keeps_against: Flag = False

    def covers(self, treatment: Treatment) -> bool:
        return self.about == About() or is_about(self.about, treatment)

    def leaves_out(self, record: Recommendation) -> bool:
        """Whether the record is about other people."""
        against = record.direction in (Direction.AGAINST, Direction.AGAINST_STANDARD_USE)
        named = {*record.applies_when.all, *record.applies_when.any}
        return not named & set(self.named_by) and not (against and self.keeps_against)


class OutsideGroups(Closed):
    outside: tuple[Outside, ...]


class Sources(Closed):
    sources: Keyed[Source]

    @model_validator(mode="after")
    def _one_record_a_work(self) -> Self:
        for link in ("doi", "pmid"):
            works = [source for source in self.sources.values() if getattr(source, link)]
            for first, second in twice(works, attrgetter(link)):
                problem = f"is that of '{first.id}'."
                raise wrong(link, problem, "Keep one record a work.", f"sources '{second.id}'")
        return self


class Treatments(Closed):
    classes: Keyed[TreatmentClass]
    treatments: Keyed[Treatment]


class Terms(Closed):
    thresholds: Keyed[Threshold]
    terms: Keyed[Term]


class Cautions(Closed):
    cautions: tuple[Caution, ...]


class Facts(Closed):
    facts: tuple[Fact, ...]


class Aggravators(Closed):
    aggravators: tuple[Aggravator, ...]
