"""Every closed list of words that the app knows. What each is called on screen stands in data/words.toml."""

import re
from enum import StrEnum

from rls_logic.content import vocabulary_trials


class Confirmation(StrEnum):
    """How sure we are that a source says this, best first."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    OUR_READING = "our_reading"
    AWAITING_PAPER = "awaiting_paper"


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


class Target(StrEnum):
    """What a recommendation is about. Most speak of RLS symptoms; AAN 2016 grades each target apart."""

    RLS_SYMPTOMS = "rls_symptoms"
    LIMB_MOVEMENTS = "limb_movements"
    OBJECTIVE_SLEEP = "objective_sleep"
    SUBJECTIVE_SLEEP = "subjective_sleep"
    MOOD = "mood"
    QUALITY_OF_LIFE = "quality_of_life"
    AVOIDING_AUGMENTATION = "avoiding_augmentation"


class Effect(StrEnum):
    """What a caution does to an option's standing when it is true of the patient; when unknown: see `assess`."""

    NOT_FOR_THIS_PATIENT = "not_for_this_patient"  # a lasting safety reason
    NOT_NOW = "not_now"  # a reversible one; needs `until`
    SETTLE_FIRST = "settle_first"  # a caution that comes before the grade
    ADJUST_DOSE = "adjust_dose"  # changes the dose only: it stands on the row and moves nothing
    MENTION = "mention"  # shown with the option, moves nothing


class FactKind(StrEnum):
    DO_NOT_MISS = "do_not_miss"
    OUTSIDE_SCOPE = "outside_scope"  # why no recommendation is about this patient: it decides the state
    IRON_STOP = "iron_stop"  # why no iron now; stands instead of the bands
    IRON = "iron"
    IRON_CAUSE = "iron_cause"
    IRON_ROUTE = "iron_route"  # what speaks for iron by mouth, and for iron by vein
    DOSE = "dose"  # label dosing or kidney ceiling of a treatment; opened detail
    DETAIL = "detail"  # another fact about a treatment; opened detail
    LEGACY = "legacy"  # what to do about a treatment that is taken now, tapered or was ended lately
    NAMED = "named"  # what other sources name for a person of whom the guideline graded nothing
    STOPPING = "stopping"
    FIRST_STEP = "first_step"
    NOT_ADDRESSED = "not_addressed"
    SILENT = "silent"
    NEXT_VISIT = "next_visit"
    CRITERION = "criterion"
    MIMIC = "mimic"
    HOSPITAL = "hospital"


class DosePart(StrEnum):
    """The lines of a dose card, in order."""

    START = "start"
    STEP = "step"
    USUAL = "usual"
    LIMIT = "limit"  # what the kidney, the age or the weight does to it
    TIME = "time"
    REVIEW = "review"


class Step(StrEnum):
    """What to do about something that is taken now: the most pressing first."""

    REDUCE = "reduce"  # promptly, under supervision
    CHANGE_OVER = "change_over"
    REVIEW = "review"  # something speaks against it in this patient
    RESTART_LOW = "restart_low"  # ended too fast
    OPTIMISE = "optimise"  # dose and time before another treatment
    ASK = "ask"
    PRESCRIBER = "prescriber"  # taken for something else
    KEEP = "keep"


class Verdict(StrEnum):
    SUPPORTED = "supported"
    SIMPLIFIED = "simplified"
    OUTDATED = "outdated"
    CONTRADICTED = "contradicted"
    UNSUPPORTED = "unsupported"


class Slip(StrEnum):
    """What is wrong with an entry: it cannot be read, is beyond any plausible range, or contradicts another."""

    TYPED = "typed"
    RANGE = "range"
    CONTRADICTION = "contradiction"


class State(StrEnum):
    CONFLICTING_INPUTS = "conflicting_inputs"
    OUTSIDE_SCOPE = "outside_scope"
    NEEDS_MORE = "needs_more"
    GUIDELINE_SILENT = "guideline_silent"
    OPTIONS_TO_WEIGH = "options_to_weigh"


class Standing(StrEnum):
    """Where an option stands for this patient: see the ladder in `assess`."""

    OPEN = "open"
    CHECK_FIRST = "check_first"
    OPEN_WITH_CARE = "open_with_care"
    ALREADY_USED = "already_used"
    WAITS = "waits"
    NOT_NOW = "not_now"
    NOT_FOR_THIS_PATIENT = "not_for_this_patient"
    ADVISED_AGAINST = "advised_against"


class Ground(StrEnum):
    """What decided where an option stands: see the ladder in `assess`."""

    HELD = "held"  # an entry that it rests on conflicts or cannot be read
    UNANSWERED = "unanswered"  # whether it is about this patient is not known
    TAKEN_ELSEWHERE = "taken_elsewhere"  # advised against for RLS, and taken for something else
    DIRECTION = "direction"  # the guidance's own direction
    SAFETY = "safety"  # a reason that it is not, or not now, for this patient
    USED = "used"
    SETTLE_FIRST = "settle_first"  # a caution that comes before the grade
    TO_CHECK = "to_check"  # an exclusion or what was taken before is not known
    APPLIES = "applies"  # nothing stands against it


class Told(StrEnum):
    """What a page says about the patient as a whole."""

    LOST = "lost"  # the session that held the patient is gone
    NO_PATIENT = "no_patient"
    TRANSLATED = "translated"  # a browser that may translate
    RELOAD = "reload"
    UNFINISHED = "unfinished"  # an entry that is only the beginning of a number


class Heading(StrEnum):
    """What a part of an answer is about, in reading order."""

    ENTRIES = "entries"
    DO_NOT_MISS = "do_not_miss"
    OUTSIDE_SCOPE = "outside_scope"
    MIMICS = "mimics"
    TAKEN_NOW = "taken_now"  # what is taken, and what to do about it
    ASK_NEXT = "ask_next"
    IRON = "iron"
    IRON_ROUTE = "iron_route"
    AGGRAVATORS = "aggravators"
    NOT_SCREENED = "not_screened"
    OPTIONS = "options"
    NAMED = "named"  # by other sources, where the guideline graded nothing
    USED = "used"
    WAITS = "waits"
    NOT_NOW = "not_now"
    NOT_FOR_THIS_PATIENT = "not_for_this_patient"
    AGAINST = "against"
    AGAINST_WAITS = "against_waits"  # advice against it, if an answer that is not known makes it apply
    NOT_ADDRESSED = "not_addressed"
    NEXT_VISIT = "next_visit"
    FIRST_STEPS = "first_steps"
    IRON_DETAIL = "iron_detail"  # what the values would open, were there no reason against iron
    CHANGING = "changing"
    HOSPITAL = "hospital"
    SILENT = "silent"


class Turn(StrEnum):
    """What an answer that is not known yet would do to an option."""

    OPENS = "opens"
    WITH_CARE = "with_care"
    HOLDS = "holds"
    AGAINST = "against"


class Taken(StrEnum):
    """When a treatment or medicine is or was taken. What is tapered is still taken."""

    NOW = "now"
    TAPERING = "tapering"
    STOPPED = "stopped"  # within weeks
    BEFORE = "before"

    @property
    def still(self) -> bool:
        return self in (Taken.NOW, Taken.TAPERING)


class Outcome(StrEnum):
    """What happened on a treatment."""

    HELPING = "helping"
    NOT_ENOUGH = "not_enough"
    NOT_TOLERATED = "not_tolerated"
    AUGMENTATION = "augmentation"

    @property
    def failed(self) -> bool:
        return self is not Outcome.HELPING


class Reason(StrEnum):
    """Why a medicine is taken, where that changes advice."""

    RLS = "rls"
    PARKINSON = "parkinson"
    EPILEPSY = "epilepsy"
    MOOD = "mood"
    PROLACTIN = "prolactin"
    PAIN = "pain"
    ADDICTION_TREATMENT = "addiction_treatment"
    OTHER = "other"


class Nothing(StrEnum):
    """Why a source has no word of its own on a treatment: there are four ways of saying nothing."""

    BY_PRODUCT = "by_product"  # it speaks of members of the group, not of the group
    SILENT = "silent"
    NOT_ESTABLISHED = "not_established"
    NOT_ITS_TOPIC = "not_its_topic"


class Change(StrEnum):
    """How the main guidance stands to the older sources. `NONE`: nothing to compare, or the same direction."""

    REVERSED = "reversed"
    NEW = "new"
    SETTLED = "settled"  # from insufficient evidence to a direction
    DROPPED = "dropped"  # the main guidance says nothing any more
    NONE = "none"


class Put(StrEnum):
    """What a source that speaks of a treatment would have put before this patient."""

    OFFERED = "offered"
    CONDITIONAL = "conditional"  # for, under a condition that cannot be answered here
    CONCLUDED = "concluded"  # a review's conclusion that it works: no advice, so it never differs from advice
    WAITS = "waits"
    ADVISED_AGAINST = "advised_against"
    INSUFFICIENT = "insufficient"
    DOES_NOT_APPLY = "does_not_apply"


class Lane(StrEnum):
    """What an event is, in the order in which the lanes stand."""

    TRIALS = "trials"
    SAFETY = "safety_signals"
    GUIDANCE = "guidance_and_licences"


class Basis(StrEnum):
    """What a row of the plan rests on."""

    AS_IN_THE_TRIAL = "as_in_the_trial"
    OURS = "ours"
    UNSUPPORTED = "unsupported"


class Reply(StrEnum):
    """What a learner may answer. No source and sources that say otherwise are one answer: neither may be relied on."""

    RIGHT = "right"
    INCOMPLETE = "right_but_incomplete"
    OUTDATED = "outdated"
    WRONG = "wrong_or_unsupported"


class Sure(StrEnum):
    """How sure a learner says to be, before the reveal."""

    GUESSING = "guessing"
    FAIRLY_SURE = "fairly_sure"
    CERTAIN = "certain"


class Left(StrEnum):
    """What an option that stands open and was not picked comes to. Only a strong recommendation can be missed."""

    MISSED = "missed"
    NOT_NEEDED = "not_needed"  # strong, and what is taken now helps
    A_MATTER_OF_VALUES = "a_matter_of_values"  # conditional


class Mark(StrEnum):
    """What the live answer makes of one pick."""

    FITS = "fits"
    CARE = "care"
    TAKEN_NOW = "taken_now"
    TRIED = "tried"
    WAITS = "waits"
    NOT_NOW = "not_now"
    NOT_FOR_THIS_PATIENT = "not_for_this_patient"
    AGAINST_STANDARD_USE = "against_standard_use"
    AGAINST = "against"
    DOES_NOT_APPLY = "does_not_apply"  # graded, but no record is about this patient
    SILENT = "silent"


class Population(StrEnum):
    """Whom a recommendation is about, as its row is headed; `applies_when` decides."""

    ADULTS_RLS = "adults_rls"
    ADULTS_RLS_ESRD = "adults_rls_esrd"
    ADULTS_PLMD = "adults_plmd"
    CHILDREN_RLS = "children_rls"


class Voice(StrEnum):
    """The main guidance, older guidance, or a source that speaks beside the main one today."""

    MAIN = "main"
    OLDER = "older"
    TODAY = "today"


class SourceKind(StrEnum):
    GUIDELINE = "guideline"
    GUIDELINE_SUMMARY = "guideline_summary"
    REVIEW = "review"
    TRIAL = "trial"
    COHORT = "cohort"
    LABEL = "label"
    REGULATOR = "regulator"
    REFERENCE = "reference"
    EXPERT = "expert"
    OURS = "ours"


class ShiftReason(StrEnum):
    """Why guidance on a treatment changed. The kinds are a fixed set."""

    NEW_HARM_EVIDENCE = "new_harm_evidence"
    NEW_BENEFIT_EVIDENCE = "new_benefit_evidence"
    DIFFERENT_OUTCOME_OR_COMPARATOR = "different_outcome_or_comparator"
    DIFFERENT_GRADING_METHOD = "different_grading_method"
    NEW_PRODUCT_OR_LICENCE = "new_product_or_licence"
    CONSENSUS = "consensus"


class Family(StrEnum):
    """What a chart groups a treatment under: the first of these classes that it belongs to."""

    GABAPENTINOID = "gabapentinoid"
    IRON = "iron"
    OPIOID = "opioid"
    DEVICE = "device"
    DOPAMINE_AGONIST = "dopamine_agonist"
    LEVODOPA = "levodopa"
    ERGOT_DOPAMINE_AGONIST = "ergot_dopamine_agonist"
    OTHER = "other"
    PLACEBO = "placebo"


def table_of(kind: type[StrEnum]) -> str:
    """The table of data/words.toml that says what the members of a list are called: FactKind is `fact_kind`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


HOMES = (__name__, vocabulary_trials.__name__)
KINDS = {table_of(kind): kind for kind in StrEnum.__subclasses__() if kind.__module__ in HOMES}
