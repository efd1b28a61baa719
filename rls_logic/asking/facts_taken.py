"""What follows from what a patient takes or took. How facts are declared: declared.py."""

from collections.abc import Iterable

from rls_logic.asking.declared import fact
from rls_logic.asking.taken import Classes, Medicines, Uses, known_medicine, reasons_for, settled, taken_of
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.vocabulary import Outcome, Reason
from rls_logic.patient import MedicineUse, TreatmentUse


@fact(stands_for="rls_treatments")
def rls_treatments(typed_rls_treatments: Uses | None, no_rls_treatment: bool | None) -> Uses | None:
    """An empty list is no answer: that there are none is ticked."""
    return typed_rls_treatments or (() if no_rls_treatment else None)


@fact("An RLS treatment is listed", patchy=True)
def rls_treatment_recorded(typed_rls_treatments: Uses | None) -> bool:
    return bool(typed_rls_treatments)


@fact("Takes a treatment for RLS now")
def on_rls_treatment(rls_treatments: Uses) -> bool:
    return any(use.when.still for use in rls_treatments)


@fact("An earlier RLS treatment did not help enough, was not tolerated or augmented")
def earlier_treatment_has_failed(rls_treatments: Uses) -> bool | None:
    return any_failed(rls_treatments)


@fact("Has signs of augmentation", patchy=True)
def augmentation_suspected(
    augmentation_signs: tuple[str, ...] | None,
    rls_treatments: Uses | None,
    *,
    classes_of: Classes,
    augmenting: frozenset[str],
) -> bool | None:
    watched = [u for u in rls_treatments or () if u.when.still and not augmenting.isdisjoint(classes_of[u.treatment])]
    reported = any(use.outcome is Outcome.AUGMENTATION for use in watched)
    denied = augmentation_signs is not None and rls_treatments is not None and all(use.outcome for use in watched)
    return settled(reported or bool(augmentation_signs), denied)


@fact()
def unscreened_medicine_count(other_medicines: tuple[MedicineUse, ...], *, medicines: Medicines) -> int:
    return sum(known_medicine(use.name, medicines) is None for use in other_medicines)


@fact(patchy=True)
def medicine_list_complete(medicine_list_incomplete: bool | None) -> bool | None:
    """A list is read as complete unless it is said not to be; then it rules nothing out."""
    return None if medicine_list_incomplete else True


@fact()
def all_medicines_screened(medicine_list_complete: bool, unscreened_medicine_count: int) -> bool | None:
    return None if unscreened_medicine_count else True


@fact()
def everything_taken_is_known(rls_treatments: Uses, all_medicines_screened: bool) -> bool:
    return True


@fact(patchy=True)
def classes_taken(
    rls_treatments: Uses | None,
    other_medicines: tuple[MedicineUse, ...] | None,
    *,
    classes_of: Classes,
    medicines: Medicines,
) -> frozenset[str]:
    """The classes of everything taken now, as far as it is listed and screened."""
    taken = [classes_of[use.treatment] for use in rls_treatments or () if use.when.still]
    known = [known_medicine(use.name, medicines) for use in other_medicines or () if use.when.still]
    return frozenset().union(*taken, *(medicine.classes for medicine in known if medicine))


@fact(patchy=True)
def reasons_for_dopaminergics(
    rls_treatments: Uses | None,
    other_medicines: tuple[MedicineUse, ...] | None,
    *,
    classes_of: Classes,
    medicines: Medicines,
    dopaminergic: frozenset[str],
) -> tuple[Reason | None, ...]:
    """Why each dopaminergic is taken now; None where that was not said."""
    return reasons_for(dopaminergic, rls_treatments, other_medicines, classes_of, medicines)


@fact("Takes a dopaminergic medicine for RLS", patchy=True)
def takes_dopaminergic_for_rls(
    everything_taken_is_known: bool | None, reasons_for_dopaminergics: tuple[Reason | None, ...]
) -> bool | None:
    known = everything_taken_is_known and None not in reasons_for_dopaminergics
    return settled(Reason.RLS in reasons_for_dopaminergics, known)


@fact("Takes a dopaminergic medicine for another reason", patchy=True)
def takes_dopaminergic_for_another_reason(
    everything_taken_is_known: bool | None, reasons_for_dopaminergics: tuple[Reason | None, ...]
) -> bool | None:
    known = everything_taken_is_known and None not in reasons_for_dopaminergics
    return settled(any(reason not in (None, Reason.RLS) for reason in reasons_for_dopaminergics), known)


@fact("Whether the dopaminergic is taken every night is not known", patchy=True)
def dopaminergic_use_not_known(dopaminergic_use: str | None) -> bool:
    return dopaminergic_use is None


@fact("The gabapentin dose is not known", patchy=True)
def gabapentin_dose_not_known(typed_gabapentin_dose_mg: float | None) -> bool:
    return typed_gabapentin_dose_mg is None


@fact("The pregabalin dose is not known", patchy=True)
def pregabalin_dose_not_known(typed_pregabalin_dose_mg: float | None) -> bool:
    return typed_pregabalin_dose_mg is None


@fact("The enacarbil dose is not known", patchy=True)
def gabapentin_enacarbil_dose_not_known(typed_gabapentin_enacarbil_dose_mg: float | None) -> bool:
    return typed_gabapentin_enacarbil_dose_mg is None


@fact("A dopaminergic is listed, and not what it is for", patchy=True)
def dopaminergic_without_reason(reasons_for_dopaminergics: tuple[Reason | None, ...]) -> bool:
    return None in reasons_for_dopaminergics


@fact("Augmentation is what came of an RLS treatment taken now", patchy=True)
def augmentation_reported(typed_rls_treatments: Uses | None) -> bool:
    return any(use.outcome is Outcome.AUGMENTATION for use in typed_rls_treatments or () if use.when.still)


@fact("What came of an RLS treatment taken now is not recorded", patchy=True)
def outcome_not_recorded(typed_rls_treatments: Uses | None) -> bool:
    return any(use.outcome is None for use in typed_rls_treatments or () if use.when.still)


@fact(patchy=True)
def cns_active_taken(
    rls_treatments: Uses | None,
    other_medicines: tuple[MedicineUse, ...] | None,
    *,
    classes_of: Classes,
    medicines: Medicines,
    cns_active: frozenset[str],
) -> frozenset[tuple[str, frozenset[str]]]:
    """Each medicine taken now that acts on the brain, with its classes, as far as listed."""
    return frozenset(taken_of(cns_active, rls_treatments, other_medicines, classes_of, medicines).items())


@fact("Takes so many medicines that act on the brain that the count alone is a risk", patchy=True)
def many_cns_active(
    cns_active_taken: frozenset[tuple[str, frozenset[str]]],
    everything_taken_is_known: bool | None,
    *,
    cns_active_limit: float,
) -> bool | None:
    return settled(len(cns_active_taken) >= cns_active_limit, everything_taken_is_known)


@fact("Takes a dopaminergic medicine for Parkinson disease", patchy=True)
def takes_dopaminergic_for_parkinson(
    everything_taken_is_known: bool | None, reasons_for_dopaminergics: tuple[Reason | None, ...]
) -> bool | None:
    known = everything_taken_is_known and None not in reasons_for_dopaminergics
    return settled(Reason.PARKINSON in reasons_for_dopaminergics, known)


def any_failed(uses: Iterable[TreatmentUse]) -> bool | None:
    outcomes = [use.outcome for use in uses]
    return settled(any(outcome.failed for outcome in outcomes if outcome), None not in outcomes)


def screened(name: str, knowledge: Knowledge) -> bool:
    return known_medicine(name, knowledge.medicine_by_name) is not None
