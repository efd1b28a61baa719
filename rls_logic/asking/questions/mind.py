"""Mood, thinking, dependence and seizures."""

from rls_logic.asking.questions.registry import question


@question("Has acute suicidal thoughts")
def acute_suicidal_thoughts(suicidal_thoughts: str) -> bool:
    return suicidal_thoughts == "acute"


@question("Has passive suicidal thoughts")
def passive_suicidal_thoughts(suicidal_thoughts: str) -> bool:
    return suicidal_thoughts == "passive"


@question("Has depression")
def depression_present(depression: bool) -> bool:
    return depression


@question("Has psychosis or bipolar disorder")
def psychosis_or_bipolar_present(psychosis_or_bipolar: bool) -> bool:
    return psychosis_or_bipolar


@question("Has dementia")
def dementia_present(dementia: bool) -> bool:
    return dementia


@question("Has a substance use disorder")
def substance_use_disorder_present(substance_use_disorder: bool) -> bool:
    return substance_use_disorder


@question("Has an opioid use disorder in treatment")
def opioid_use_disorder_treated(opioid_use_disorder: str) -> bool:
    return opioid_use_disorder == "treated"


@question("Has an opioid use disorder without treatment")
def opioid_use_disorder_untreated(opioid_use_disorder: str) -> bool:
    return opioid_use_disorder == "untreated"


@question("Has a seizure disorder")
def seizure_disorder_present(seizure_disorder: bool) -> bool:
    return seizure_disorder


@question("Has or had an eating disorder")
def eating_disorder_present(eating_disorder: bool) -> bool:
    return eating_disorder
