"""Heart, falls, allergy and the stimulator site."""

from rls_logic.asking.questions.registry import question


@question("Has had falls or is frail")
def falls_or_frailty_present(falls_or_frailty: bool) -> bool:
    return falls_or_frailty


@question("Has heart failure or oedema")
def heart_failure_or_oedema_present(heart_failure_or_oedema: bool) -> bool:
    return heart_failure_or_oedema


@question("Has unstable coronary disease or low blood pressure")
def unstable_coronary_or_low_bp_present(unstable_coronary_or_low_bp: bool) -> bool:
    return unstable_coronary_or_low_bp


@question("Has a long QT interval")
def long_qt_present(long_qt: bool) -> bool:
    return long_qt


@question("Has had angioedema")
def past_angioedema_present(past_angioedema: bool) -> bool:
    return past_angioedema


@question("Has an active implanted device")
def active_implant_present(active_implant: bool) -> bool:
    return active_implant


@question("Has metal (other than a knee replacement) or broken skin at the leg site")
def leg_site_problem_present(leg_site_problem: bool) -> bool:
    return leg_site_problem
