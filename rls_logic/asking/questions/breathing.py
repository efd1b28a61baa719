"""Breathing in sleep and lungs."""

from rls_logic.asking.questions.registry import question


@question("Has untreated sleep apnoea")
def untreated_sleep_apnoea(sleep_apnoea: str) -> bool:
    return sleep_apnoea == "untreated"


@question("Has treated sleep apnoea")
def treated_sleep_apnoea(sleep_apnoea: str) -> bool:
    return sleep_apnoea == "treated"


@question("Has a lung disease with breathing impairment")
def lung_disease_present(lung_disease: bool) -> bool:
    return lung_disease


@question("Has asthma")
def asthma_present(asthma: bool) -> bool:
    return asthma
