"""What was taken for RLS, and what happened."""

from rls_logic.asking.questions.registry import question


@question("Has signs of augmentation")
def augmentation_suspected(augmentation_on_treatment: bool) -> bool:
    return augmentation_on_treatment


@question("Has an impulse-control problem")
def impulse_control_problem_present(impulse_control_problem: bool) -> bool:
    return impulse_control_problem


@question("Takes a dopaminergic medicine for RLS")
def takes_dopaminergic_for_rls(dopaminergic_for_rls: bool) -> bool:
    return dopaminergic_for_rls


@question("Takes a dopaminergic medicine for another reason")
def takes_dopaminergic_for_another_reason(dopaminergic_for_another_reason: bool) -> bool:
    return dopaminergic_for_another_reason


@question("Takes a treatment for RLS now")
def on_rls_treatment(has_rls_treatment: bool) -> bool:
    return has_rls_treatment


@question("An earlier RLS treatment did not help enough, was not tolerated or augmented")
def earlier_treatment_has_failed(earlier_treatment_failed: bool) -> bool:
    return earlier_treatment_failed


@question("Takes or has tried an alpha-2-delta ligand")
def alpha2delta_already_tried(alpha2delta_tried: bool) -> bool:
    return alpha2delta_tried


@question('"No RLS treatment" is ticked')
def no_rls_treatment_ticked(no_rls_treatment: bool) -> bool:
    return no_rls_treatment


@question("Pramipexole is above {pramipexole_maximum_mg} mg")
def pramipexole_above_label_maximum(pramipexole_dose_mg: float, *, pramipexole_maximum_mg: float) -> bool:
    return pramipexole_dose_mg > pramipexole_maximum_mg


@question("Ropinirole is above {ropinirole_maximum_mg} mg")
def ropinirole_above_label_maximum(ropinirole_dose_mg: float, *, ropinirole_maximum_mg: float) -> bool:
    return ropinirole_dose_mg > ropinirole_maximum_mg


@question("Rotigotine is above {rotigotine_maximum_mg} mg/24 h")
def rotigotine_above_label_maximum(rotigotine_dose_mg: float, *, rotigotine_maximum_mg: float) -> bool:
    return rotigotine_dose_mg > rotigotine_maximum_mg


@question("An RLS treatment is listed")
def rls_treatment_recorded(any_rls_treatment_listed: bool) -> bool:
    return any_rls_treatment_listed


@question("A dose of pramipexole is typed and it is not taken now")
def pramipexole_dose_without_it(pramipexole_dose_typed_without_it: bool) -> bool:
    return pramipexole_dose_typed_without_it


@question("A dose of ropinirole is typed and it is not taken now")
def ropinirole_dose_without_it(ropinirole_dose_typed_without_it: bool) -> bool:
    return ropinirole_dose_typed_without_it


@question("A dose of rotigotine is typed and it is not taken now")
def rotigotine_dose_without_it(rotigotine_dose_typed_without_it: bool) -> bool:
    return rotigotine_dose_typed_without_it


@question("Ropinirole is above {ropinirole_haemodialysis_maximum_mg} mg")
def ropinirole_above_haemodialysis_maximum(
    ropinirole_dose_mg: float, *, ropinirole_haemodialysis_maximum_mg: float
) -> bool:
    return ropinirole_dose_mg > ropinirole_haemodialysis_maximum_mg
