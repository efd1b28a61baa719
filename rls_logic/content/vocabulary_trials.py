"""The closed lists of words about trial results: see vocabulary.py."""

from enum import StrEnum


class EstimateOutcome(StrEnum):
    """What an estimate in effects.csv is about. `ALL`: no trial was found on any of them."""

    IRLS = "irls"
    SEVERITY = "severity"
    RESPONDER = "responder"
    REMISSION = "remission"
    RELAPSE = "relapse"
    LIMB_MOVEMENTS = "limb_movements"
    SLEEP = "sleep"
    QUALITY_OF_LIFE = "quality_of_life"
    ADVERSE_EVENTS = "adverse_events"
    WITHDRAWAL = "withdrawal"
    AUGMENTATION = "augmentation"
    DOSE = "dose"
    PREFERENCE = "preference"
    ALL = "all"


class EstimateMeasure(StrEnum):
    MEAN_DIFFERENCE = "mean_difference"
    STANDARDISED_MEAN_DIFFERENCE = "standardised_mean_difference"
    RISK_RATIO = "risk_ratio"
    ODDS_RATIO = "odds_ratio"
    RISK_DIFFERENCE = "risk_difference"
    RATE = "rate"  # the figure of one group
    ARMS = "arms"  # the figures of both groups, without a difference
    NONE = "none"  # a result in words


class EstimateAgainst(StrEnum):
    """What the treatment was compared with."""

    PLACEBO = "placebo"
    SHAM = "sham"
    CONTROL = "control"
    ACTIVE = "active"
    BEFORE = "before"
    NONE = "none"
    NOT_STATED = "not_stated"


class EstimateCounts(StrEnum):
    """What trials and participants are counts of, where not of the trials of this estimate."""

    REVIEW = "review"
    NETWORK = "network"
    WHOLE_TRIAL = "whole_trial"
    STUDIES = "studies"


class EstimatePopulation(StrEnum):
    RLS = "rls"
    RLS_DIALYSIS = "rls_dialysis"
    CHILDREN = "children"


class EstimateDesign(StrEnum):
    META_ANALYSIS = "meta_analysis"
    NETWORK_META_ANALYSIS = "network_meta_analysis"
    TRIAL = "trial"
    CROSSOVER = "crossover"
    WITHDRAWAL_TRIAL = "withdrawal_trial"
    OPEN_TRIAL = "open_trial"
    UNCONTROLLED = "uncontrolled"
    COHORT = "cohort"
    REGISTRY = "registry"
    SURVEY = "survey"
    CHART_REVIEW = "chart_review"


class EstimateDirection(StrEnum):
    FAVOURS_TREATMENT = "favours_treatment"
    FAVOURS_COMPARATOR = "favours_comparator"
    NO_CLEAR_DIFFERENCE = "no_clear_difference"
    MIXED = "mixed"
    NOT_TESTED = "not_tested"
    UNCONTROLLED = "uncontrolled"
    NO_TRIAL = "no_trial"
    DOSE = "dose"
