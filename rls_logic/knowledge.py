"""The typed shape of everything in data/. Closed and frozen: a misspelt key refuses the start.

Every record names its source, where in it (`locator`) and how the fact was confirmed. Texts are our paraphrase.
`rank` is a record's place among its like, smallest first: the order of records in a file means nothing.
A `{threshold_id}` in a text is filled with that threshold's value when the data are loaded.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from rls_logic.rules import Rule

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=80)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=900, strip_whitespace=True)]
Short = Annotated[str, StringConstraints(min_length=1, max_length=140, strip_whitespace=True)]


T = TypeVar("T")
Frozen = Annotated[Mapping[str, T], AfterValidator(MappingProxyType)]


LAST = 1_000_000  # a record without a rank stands after those that have one


class Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class Confirmation(StrEnum):
    """How sure we are that a source says this, best first. See shared/evidence/README.md."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    OUR_READING = "our_reading"
    AWAITING_PAPER = "awaiting_paper"


CONFIRMED_WORDS = {
    Confirmation.PRIMARY: "read in the source",
    Confirmation.SECONDARY: "read in a named summary",
    Confirmation.OUR_READING: "our own reading",
    Confirmation.AWAITING_PAPER: "not yet checked against the paper",
}


class Direction(StrEnum):
    FOR = "for"
    FOR_WITH_LIMITS = "for_with_limits"
    EFFICACY_ONLY = "efficacy_only"
    AGAINST_STANDARD_USE = "against_standard_use"
    AGAINST = "against"
    INSUFFICIENT = "insufficient"


class Strength(StrEnum):
    STRONG = "strong"
    CONDITIONAL = "conditional"


class Certainty(StrEnum):
    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very_low"


class Source(Closed):
    """A work we cite. `short` is what a line on screen says; `name` the full reference without DOI or PMID."""

    id: Id
    short: Short
    kind: Literal[
        "guideline",
        "guideline_summary",
        "review",
        "trial",
        "cohort",
        "label",
        "regulator",
        "reference",
        "expert",
        "ours",
    ]
    authors: Text
    title: Text
    year: int | None = None
    journal: Short | None = None
    doi: Annotated[str, StringConstraints(pattern=r"^10\.\d{4,9}/\S+$")] | None = None
    pmid: Annotated[str, StringConstraints(pattern=r"^\d{6,9}$")] | None = None
    copy_dated: Short | None = None
    note: Text | None = None


class Cite(Closed):
    """Where in the source. `source` may be left out in a guidance file: it is that file's own source."""

    source: Id = ""
    locator: Short


class Sourced(Closed):
    """A record with its source, where in it, and how it was confirmed."""

    id: Id
    cite: Cite
    confirmed: Confirmation


class When(Closed):
    """One level of all / any / none over names of questions or terms. `at_least` counts over `any`."""

    all: tuple[Id, ...] = ()
    any: tuple[Id, ...] = ()
    none: tuple[Id, ...] = ()
    at_least: Annotated[int, Field(ge=2)] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.all, *self.any, *self.none)


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
    id: Id
    label: Short


class Treatment(Sourced):
    """`name` as AASM names it; `short` for tight places. `part_of`: a member of a treatment that a record names.

    `stands_for`: a class whose products a source speaks of without naming one ("iron"); it speaks for each of them.
    """

    name: Short
    short: Short
    classes: tuple[Id, ...] = ()
    part_of: Id | None = None
    stands_for: Id | None = None
    us_label: Literal["rls", "other_use", "device_rls", "supplement", "not_a_medicine", "not_established"]
    us_label_note: Text
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


class Outcome(StrEnum):
    """What a recommendation is about. Most speak of RLS symptoms; AAN 2016 grades each target apart."""

    RLS_SYMPTOMS = "rls_symptoms"
    LIMB_MOVEMENTS = "limb_movements"
    OBJECTIVE_SLEEP = "objective_sleep"
    SUBJECTIVE_SLEEP = "subjective_sleep"
    MOOD = "mood"
    QUALITY_OF_LIFE = "quality_of_life"
    AVOIDING_AUGMENTATION = "avoiding_augmentation"


Population = Literal["adults_rls", "adults_rls_esrd", "adults_plmd", "children_rls"]


class Recommendation(Closed):
    """One graded recommendation or conclusion, with the grade as its source prints it.

    `over`: the treatment it was compared with, where one is graded over another. `unsettled`: a condition that
    cannot be answered for a patient, because what the source prints about it is not established here.
    """

    id: Id
    number: int
    treatment: Id
    population: Population
    outcome: Outcome = Outcome.RLS_SYMPTOMS
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
    """A statement without a grade: AASM's good practice statement, or what another source says in passing."""

    statement: Text
    confirmed_note: Short | None = None


class About(Closed):
    """Which treatments something is about, by id or by class; `not_treatments` takes some out again."""

    treatments: tuple[Id, ...] = ()
    classes: tuple[Id, ...] = ()
    not_treatments: tuple[Id, ...] = ()


class Grade(Sourced):
    """One grade of a source: what it says, and what it does not say. `printed` is the grade as records print it."""

    rank: int = LAST
    printed: Short
    says: Text
    does_not_say: Text


class Guidance(Closed):
    """One source of recommendations, with its own grades and thresholds.

    `voice`: the main guidance, older guidance, or one that speaks beside it today. `rank` orders sources of one year.
    `about`: what the source is about, where that is less than RLS treatment at large.
    `covers`: populations for which the whole text was read, so that a treatment without a record is one on which the
    source is silent. In any other population a missing record means "not established here".
    """

    source: Source
    voice: Literal["main", "older", "today"]
    rank: int = LAST
    grading: Text
    about: About = About()
    covers: tuple[Population, ...] = ()
    grades: tuple[Grade, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    good_practice: tuple[GoodPractice, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()


class Effect(StrEnum):
    """What a caution does to an option's standing when it is true of the patient; when unknown: see `assess`."""

    NOT_FOR_THIS_PATIENT = "not_for_this_patient"  # a lasting safety reason
    NOT_NOW = "not_now"  # a reversible one; needs `until`
    SETTLE_FIRST = "settle_first"  # a caution that comes before the grade
    MENTION = "mention"  # shown with the option, moves nothing


class Limit(Closed):
    """A number a single record compares with, cited by the record itself."""

    value: float
    unit: Short


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


class FactKind(StrEnum):
    DO_NOT_MISS = "do_not_miss"
    IRON_STOP = "iron_stop"  # why no iron now; stands instead of the bands
    IRON = "iron"
    IRON_CAUSE = "iron_cause"
    DOSE = "dose"  # label dosing or kidney ceiling of a treatment; opened detail
    DETAIL = "detail"  # another fact about a treatment; opened detail
    LEGACY = "legacy"  # for a patient on a dopaminergic
    STOPPING = "stopping"
    FIRST_STEP = "first_step"
    NOT_ADDRESSED = "not_addressed"
    SILENT = "silent"
    NEXT_VISIT = "next_visit"
    CRITERION = "criterion"
    MIMIC = "mimic"
    HOSPITAL = "hospital"


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


class Input(Closed):
    """One patient field: what is asked, why, its unit and plausible range.

    kind: number (needs unit, minimum, maximum, range_reason) | choice (needs options) | yes_no | special (own widget)
    """

    id: Id
    rank: int = LAST
    label: Short
    kind: Literal["number", "choice", "yes_no", "special"]
    core: bool = False
    group: Id
    unit: Short | None = None
    minimum: float | None = None
    maximum: float | None = None
    range_reason: Short | None = None
    why: Text
    includes: Text | None = None
    excludes: Text | None = None
    ask: Short | None = None
    alone: bool = False  # a yes/no field asked on its own, because its "no" is the finding
    ask_with: Id | None = None  # asked together with another field while that is unknown too
    options: tuple[Option, ...] = ()
    outcomes: tuple[Supposed, ...] = ()


class Group(Closed):
    id: Id
    rank: int = LAST
    label: Short


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
    """One reason why guidance changed. The kinds are a fixed set: see `clinical_logic.md` section 7."""

    kind: Literal[
        "new_harm_evidence",
        "new_benefit_evidence",
        "different_outcome_or_comparator",
        "different_grading_method",
        "new_product_or_licence",
        "consensus",
    ]
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
    title: Short
    publisher: Short
    dated: Short
    note: Text


class Verdict(StrEnum):
    SUPPORTED = "supported"
    SIMPLIFIED = "simplified"
    OUTDATED = "outdated"
    CONTRADICTED = "contradicted"
    UNSUPPORTED = "unsupported"


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


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything in data/, checked and frozen. Built by `load.load_knowledge` only, shared by all sessions.

    The mappings are read-only and keyed by id; `rules` holds the compiled `applies_when` of every record by its id.
    """

    inputs: Mapping[str, Input]
    groups: Mapping[str, Group]
    contradictions: tuple[Contradiction, ...]
    sources: Mapping[str, Source]
    treatment_classes: Mapping[str, TreatmentClass]
    treatments: Mapping[str, Treatment]
    guidance: Mapping[str, Guidance]
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
    fingerprint: str
    version: str


def is_about(about: About, treatment: Treatment) -> bool:
    """Whether a caution or fact is about this treatment."""
    if treatment.id in about.not_treatments:
        return False
    return treatment.id in about.treatments or any(c in about.classes for c in treatment.classes)
