"""Pregnancy, planning and breastfeeding."""

from rls_logic.asking.questions.registry import question


@question("Is pregnant")
def pregnant(is_pregnant: bool) -> bool:
    return is_pregnant


@question("Is in the first trimester")
def first_trimester(trimester_name: str) -> bool:
    return trimester_name == "first"


@question("Is in the third trimester")
def third_trimester(trimester_name: str) -> bool:
    return trimester_name == "third"


@question("Is planning a pregnancy")
def planning_pregnancy(is_planning_pregnancy: bool) -> bool:
    return is_planning_pregnancy


@question("Is breastfeeding")
def breastfeeding(is_breastfeeding: bool) -> bool:
    return is_breastfeeding


@question("Could become or be pregnant")
def could_become_pregnant(could_become_pregnant: bool) -> bool:
    return could_become_pregnant


@question("Recorded as pregnant")
def recorded_as_pregnant(pregnancy: str) -> bool:
    return pregnancy == "pregnant"


@question("Recorded as breastfeeding")
def recorded_as_breastfeeding(pregnancy: str) -> bool:
    return pregnancy == "breastfeeding"


@question("Recorded as planning a pregnancy")
def recorded_as_planning(pregnancy: str) -> bool:
    return pregnancy == "planning"


@question("Recorded as possibly pregnant")
def recorded_as_possible(pregnancy: str) -> bool:
    return pregnancy == "possible"


@question("A trimester is recorded without a pregnancy")
def trimester_recorded_without_pregnancy(trimester_without_pregnancy: bool) -> bool:
    return trimester_without_pregnancy
