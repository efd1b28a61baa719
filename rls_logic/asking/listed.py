"""Facts whose names stand in data/: of each class of medicines and treatments, and of each treatment with a dose."""

from collections.abc import Iterable

from rls_logic.asking.declared import TYPED, classes_of
from rls_logic.asking.facts_taken import any_failed
from rls_logic.asking.taken import Classes, Medicines, Uses, known_medicine, reasons_for, settled, taken_of
from rls_logic.content.conditions import Derived
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.vocabulary import Outcome, Reason, Taken
from rls_logic.patient import MedicineUse

ALL_TAKEN = ("rls_treatments", "other_medicines", "everything_taken_is_known")


def named_in_data(knowledge: Knowledge) -> Iterable[Derived]:
    classes = classes_of(knowledge)
    limit = knowledge.thresholds["cns_active_limit"].value
    for kind in knowledge.medicine_classes.values():
        yield takes(kind.id)
        for reason in kind.for_reasons:
            yield for_reason(kind.for_reason(reason), kind.id, reason, classes, knowledge.medicine_by_name)
            yield for_no_such_reason(kind.besides(reason), kind.id, reason, classes, knowledge.medicine_by_name)
        if kind.lingers:
            yield ended_lately(kind.ended_lately, kind.id, classes, knowledge.medicine_by_name)
        if kind.one_more:
            yield one_more(kind.one_more.question, kind.id, limit)
    for group in knowledge.treatment_classes.values():
        if group.tried:
            yield tried(group.tried.question, group.id, classes)
        if group.failed:
            yield failed(group.failed.question, group.id, classes)
        if group.harmed:
            yield harmed(group.harmed.question, group.id, classes)
        if group.helping:
            yield helping(group.helping.question, group.id, classes)
        if group.several:
            yield several(group.several.question, group.id, classes, knowledge.medicine_by_name)
    for treatment in knowledge.treatments.values():
        if treatment.dose:
            yield dose(treatment.dose, treatment.id)
        if treatment.dose and treatment.dose_without_it:
            yield dose_without_it(treatment.dose_without_it.question, treatment.dose, treatment.id)


def takes(group: str) -> Derived:
    def function(classes_taken: frozenset[str], everything_taken_is_known: bool | None) -> bool | None:
        return True if group in classes_taken else False if everything_taken_is_known else None

    return Derived(f"takes_{group}", ("classes_taken", "everything_taken_is_known"), (), function, patchy=True)


def for_reason(name: str, group: str, reason: Reason, classes_of: Classes, medicines: Medicines) -> Derived:
    def function(
        rls_treatments: Uses | None, other_medicines: tuple[MedicineUse, ...] | None, everything: bool | None
    ) -> bool | None:
        said = reasons_for(frozenset({group}), rls_treatments, other_medicines, classes_of, medicines)
        return settled(reason in said, everything and None not in said)

    return Derived(name, ALL_TAKEN, (), function, patchy=True)


def for_no_such_reason(name: str, group: str, reason: Reason, classes_of: Classes, medicines: Medicines) -> Derived:
    """One of the class is taken that is not known to be for this reason."""

    def function(
        rls_treatments: Uses | None, other_medicines: tuple[MedicineUse, ...] | None, everything: bool | None
    ) -> bool | None:
        said = reasons_for(frozenset({group}), rls_treatments, other_medicines, classes_of, medicines)
        return settled(any(each is not reason for each in said), everything)

    return Derived(name, ALL_TAKEN, (), function, patchy=True)


def ended_lately(name: str, group: str, classes_of: Classes, medicines: Medicines) -> Derived:
    def function(
        rls_treatments: Uses | None, other_medicines: tuple[MedicineUse, ...] | None, everything: bool | None
    ) -> bool | None:
        ended = [classes_of[use.treatment] for use in rls_treatments or () if use.when is Taken.STOPPED]
        for use in other_medicines or ():
            medicine = known_medicine(use.name, medicines)
            if medicine and use.when is Taken.STOPPED:
                ended.append(frozenset(medicine.classes))
        return settled(any(group in classes for classes in ended), everything)

    return Derived(name, ALL_TAKEN, (), function, patchy=True)


def one_more(name: str, group: str, limit: float) -> Derived:
    """With one more, of this class, so many act on the brain; those of the class do not count: it would stand in their place."""

    def function(taken: frozenset[tuple[str, frozenset[str]]], everything: bool | None) -> bool | None:
        others = [name for name, classes in taken if group not in classes]
        return settled(len([*others, group]) >= limit, everything)

    return Derived(name, ("cns_active_taken", "everything_taken_is_known"), (), function, patchy=True)


def tried(name: str, group: str, classes_of: Classes) -> Derived:
    def function(rls_treatments: Uses) -> bool:
        return any(group in classes_of[use.treatment] for use in rls_treatments)

    return Derived(name, ("rls_treatments",), (), function)


def failed(name: str, group: str, classes_of: Classes) -> Derived:
    def function(rls_treatments: Uses) -> bool | None:
        return any_failed(use for use in rls_treatments if group in classes_of[use.treatment])

    return Derived(name, ("rls_treatments",), (), function)


def harmed(name: str, group: str, classes_of: Classes) -> Derived:
    """One of the class was not tolerated, now or before."""

    def function(rls_treatments: Uses) -> bool | None:
        outcomes = [use.outcome for use in rls_treatments if group in classes_of[use.treatment]]
        return settled(Outcome.NOT_TOLERATED in outcomes, None not in outcomes)

    return Derived(name, ("rls_treatments",), (), function)


def helping(name: str, group: str, classes_of: Classes) -> Derived:
    def function(rls_treatments: Uses) -> bool | None:
        taken = [use for use in rls_treatments if use.when.still and group in classes_of[use.treatment]]
        return settled(any(use.outcome is Outcome.HELPING for use in taken), all(use.outcome for use in taken))

    return Derived(name, ("rls_treatments",), (), function)


def several(name: str, group: str, classes_of: Classes, medicines: Medicines) -> Derived:
    """Two or more of a class are taken now, for whatever reason; one that is on both lists is one."""

    def function(
        rls_treatments: Uses | None, other_medicines: tuple[MedicineUse, ...] | None, everything: bool | None
    ) -> bool | None:
        taken = taken_of(frozenset({group}), rls_treatments, other_medicines, classes_of, medicines)
        return settled(len(taken) > 1, everything)

    return Derived(name, ALL_TAKEN, (), function, patchy=True)


def dose(field: str, treatment: str) -> Derived:
    """The dose of a treatment taken now; none is taken of one that is not."""

    def function(rls_treatments: Uses | None, typed: float | None) -> float | None:
        if rls_treatments is None:
            return None
        return typed if taken_now(treatment, rls_treatments) else 0.0

    return Derived(field, ("rls_treatments", TYPED + field), (), function, patchy=True)


def dose_without_it(name: str, field: str, treatment: str) -> Derived:
    def function(rls_treatments: Uses | None, typed: float | None) -> bool:
        return typed is not None and rls_treatments is not None and not taken_now(treatment, rls_treatments)

    return Derived(name, ("rls_treatments", TYPED + field), (), function, patchy=True)


def taken_now(treatment: str, uses: Uses) -> bool:
    return any(use.treatment == treatment and use.when.still for use in uses)
