"""What facts read from the two lists of what is taken: RLS treatments by id, other medicines by the name that was typed."""

from collections.abc import Iterable, Mapping

from rls_logic.content.medicines import Medicine
from rls_logic.content.vocabulary import Reason
from rls_logic.patient import MedicineUse, TreatmentUse

Classes = Mapping[str, frozenset[str]]
Medicines = Mapping[str, Medicine]
Uses = tuple[TreatmentUse, ...]


def settled(found: bool, known: bool | None) -> bool | None:
    """Yes when found; no only when everything that could hold it is known."""
    return True if found else False if known else None


def known_medicine(name: str, medicines: Medicines) -> Medicine | None:
    return medicines.get(name.strip().casefold())


def ingredients(product: Medicine, medicines: Medicines) -> Iterable[Medicine]:
    """The medicines in a product that is named by them, as far as each is listed by itself."""
    parts = (known_medicine(part, medicines) for part in product.name.split("/"))
    return (part for part in parts if part)


def reasons_for(
    groups: frozenset[str],
    rls_treatments: Uses | None,
    other_medicines: tuple[MedicineUse, ...] | None,
    classes_of: Classes,
    medicines: Medicines,
) -> tuple[Reason | None, ...]:
    """Why each medicine of some classes is taken now; None where that was not said."""
    for_rls = [
        Reason.RLS
        for use in rls_treatments or ()
        if use.when.still and not groups.isdisjoint(classes_of[use.treatment])
    ]
    known = [(known_medicine(use.name, medicines), use.reason) for use in other_medicines or () if use.when.still]
    said = [reason for medicine, reason in known if medicine and not groups.isdisjoint(medicine.classes)]
    return (*for_rls, *said)


def taken_of(
    groups: frozenset[str],
    rls_treatments: Uses | None,
    other_medicines: tuple[MedicineUse, ...] | None,
    classes_of: Classes,
    medicines: Medicines,
) -> Classes:
    """Each medicine of some classes that is taken now, with its classes. One that is listed twice is one; two in one tablet are two."""
    taken = {use.treatment: classes_of[use.treatment] for use in rls_treatments or () if use.when.still}
    for use in other_medicines or ():
        product = known_medicine(use.name, medicines)
        if product and use.when.still:
            parts = [part for part in ingredients(product, medicines) if not groups.isdisjoint(part.classes)]
            for medicine in parts or [product]:
                if medicine.treatment not in taken:
                    taken[medicine.name] = frozenset(medicine.classes)
    return {name: classes for name, classes in taken.items() if not groups.isdisjoint(classes)}
