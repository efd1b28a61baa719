"""The patient form: the one place that owns widget keys and reads session state.

`current` turns what is typed into a Patient; `show` draws the form. Answers live in this session only.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.components import frame
from pages.components.marks import label_text
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.shapes import Input
from rls_logic.content.vocabulary import FactKind, Outcome, Reason
from rls_logic.patient import Patient, TreatmentUse
from rls_logic.read import Reading, read_patient


def words(value: str | None) -> str:
    return value.replace("_", " ") if value else "pregnancy not known"


SEX_AND_PREGNANCY: Mapping[str, Mapping[str, object]] = {
    "Male": {"sex": "male", "pregnancy": "not_possible"},
    "Female, pregnancy not possible": {"sex": "female", "pregnancy": "not_possible"},
    "Female, pregnancy possible": {"sex": "female", "pregnancy": "possible"},
    "Female, pregnancy not known": {"sex": "female"},
    "Planning pregnancy": {"sex": "female", "pregnancy": "planning"},
    "Pregnant, trimester 1": {"sex": "female", "pregnancy": "pregnant", "trimester": 1},
    "Pregnant, trimester 2": {"sex": "female", "pregnancy": "pregnant", "trimester": 2},
    "Pregnant, trimester 3": {"sex": "female", "pregnancy": "pregnant", "trimester": 3},
    "Pregnant, trimester not known": {"sex": "female", "pregnancy": "pregnant"},
    "Breastfeeding": {"sex": "female", "pregnancy": "breastfeeding"},
    "Pregnancy not possible, sex not stated": {"pregnancy": "not_possible"},
}
# Only an import or an example can hold these; each is offered only while it is held, so that it can be mended.
CONFLICTS: Mapping[str, Mapping[str, object]] = {
    f"Conflict: {sex or 'sex not stated'}, {words(pregnancy)}{f', trimester {trimester}' if trimester else ''}": {
        name: value
        for name, value in (("sex", sex), ("pregnancy", pregnancy), ("trimester", trimester))
        if value is not None
    }
    for sex in ("male", "female", None)
    for pregnancy in ("not_possible", "possible", "planning", "pregnant", "breastfeeding", None)
    for trimester in (None, 1, 2, 3)
    if (sex, pregnancy, trimester) != (None, None, None)
}
PERSONS: Mapping[str, Mapping[str, object]] = {**CONFLICTS, **SEX_AND_PREGNANCY}

NO_TREATMENT = "None so far"
NO_MEDICINE = "No other medicines"
NO_OTHERS = "No others"
NOT_KNOWN = "?"
MOST_SEGMENTS = 4
YES_NO = {"Yes": True, "No": False}
SIGNS = {
    "earlier_onset": "Earlier onset",
    "more_intense": "More intense",
    "spread": "Spread",
    "shorter_relief": "Shorter relief",
    "dose_raised": "Dose raised",
}
OUTCOMES = {
    Outcome.HELPING: "Helping",
    Outcome.NOT_ENOUGH: "Not enough",
    Outcome.NOT_TOLERATED: "Not tolerated",
    Outcome.AUGMENTATION: "Augmentation",
}
REASONS = {
    Reason.RLS: "RLS",
    Reason.PARKINSON: "Parkinson",
    Reason.EPILEPSY: "Epilepsy",
    Reason.MOOD: "Mood",
    Reason.PROLACTIN: "Prolactin",
    Reason.PAIN: "Pain",
    Reason.ADDICTION_TREATMENT: "Addiction",
    Reason.OTHER: "Other",
}
UNITS = {
    "ferritin_ng_ml": ("ng/mL", "pmol/L"),
    "iron_ug_dl": ("ug/dL", "umol/L"),
    "creatinine_mg_dl": ("mg/dL", "umol/L"),
}
UNIT_LABELS = {"ug/dL": "µg/dL", "umol/L": "µmol/L", "ng/mL": "ng/mL (µg/L)"}
KEPT: Literal["session"] = "session"


def key(name: str) -> str:
    return f"patient_{name}"


def stored(name: str) -> object:
    return st.session_state.get(key(name))


def stored_text(name: str) -> str | None:
    """The chosen label, or None: an empty control must never read as the label "None"."""
    value = stored(name)
    return value if isinstance(value, str) else None


def put(name: str, value: object) -> None:
    st.session_state[key(name)] = value


def current(knowledge: Knowledge) -> Reading:
    """The patient as typed so far, read before anything is drawn so that the answer comes first."""
    answers: dict[str, object] = dict(PERSONS.get(stored_text("sex_and_pregnancy") or "", {}))
    taken = {
        treatment
        for label, (treatment, when) in _treatment_labels(knowledge).items()
        if when == "now" and label in _listed("rls_treatments")
    }
    hidden = {dose_field(treatment) for treatment in knowledge.treatments if treatment not in taken}
    for item in knowledge.inputs.values():
        if item.kind == "number" and item.id not in hidden:
            answers[item.id] = stored(item.id)
        elif item.kind == "choice" and item.id not in ("sex", "pregnancy", "trimester"):
            chosen: dict[str | None, str] = {option.label: option.value for option in item.options}
            answers[item.id] = chosen.get(stored_text(item.id))
    answers |= _yes_no(knowledge) | _treatments(knowledge) | _medicines()
    signs = _listed("augmentation_signs")
    if signs:
        answers["augmentation_signs"] = tuple(sign for sign, label in SIGNS.items() if label in signs)
    units = {name: _unit(name) for name in UNITS}
    units["tibc_ug_dl"] = units["iron_ug_dl"]
    return read_patient(answers, knowledge, units)


def _unit(name: str) -> str | None:
    labels: dict[str | None, str] = {UNIT_LABELS.get(unit, unit): unit for unit in UNITS[name]}
    return labels.get(stored_text(f"{name}_unit"))


def _listed(name: str) -> list[str]:
    value = stored(name)
    return [str(entry) for entry in value] if isinstance(value, Iterable) and not isinstance(value, str) else []


def _yes_no(knowledge: Knowledge) -> dict[str, object]:
    answers: dict[str, object] = {}
    for group in knowledge.groups:
        chosen = _listed(f"conditions_{group}")
        for item in _conditions(knowledge, group):
            if item.label in chosen:
                answers[item.id] = True
            elif NO_OTHERS in chosen:
                answers[item.id] = False
    for item in knowledge.inputs.values():
        if item.alone:
            answers[item.id] = YES_NO.get(stored_text(item.id) or "")
    return answers


def _conditions(knowledge: Knowledge, group: str) -> list[Input]:
    return [i for i in knowledge.inputs.values() if i.kind == "yes_no" and i.group == group and not (i.core or i.alone)]


def _treatment_labels(knowledge: Knowledge) -> dict[str, tuple[str, Literal["now", "before"]]]:
    taken = [t for t in knowledge.treatments.values() if t.ask_if_taken]
    times: tuple[Literal["now", "before"], ...] = ("now", "before")
    return {f"{t.short} · {when}": (t.id, when) for t in taken for when in times}


def _treatments(knowledge: Knowledge) -> dict[str, object]:
    labels, outcomes = _treatment_labels(knowledge), {label: outcome for outcome, label in OUTCOMES.items()}
    chosen = _listed("rls_treatments")
    uses = [
        TreatmentUse(
            treatment=labels[label][0],
            when=labels[label][1],
            outcome=outcomes.get(stored_text(f"outcome_{label}") or ""),
        )
        for label in chosen
        if label in labels
    ]
    return {"rls_treatments": tuple(uses), "no_rls_treatment": True if NO_TREATMENT in chosen else None}


def _medicines() -> dict[str, object]:
    chosen = _listed("other_medicines")
    if not chosen:
        return {}
    reasons = {label: reason for reason, label in REASONS.items()}
    names = [name for name in chosen if name != NO_MEDICINE]
    return {
        "other_medicines": [
            {"name": name, "reason": reasons.get(stored_text(f"reason_{name}") or "")} for name in names
        ]
    }


def clear() -> None:
    """Empties every control. Each is set to its own empty value: a key that is only deleted comes back from the browser."""
    inputs = frame.knowledge().inputs
    for name in list(st.session_state):
        value = st.session_state.get(name)
        base = str(name).removeprefix("patient_")
        if base == name or base in ("example", "clear", "more", "criteria"):
            continue
        number = base in inputs and inputs[base].kind == "number"
        st.session_state[name] = "" if number else [] if isinstance(value, list) else None


def fill(answers: Mapping[str, object], knowledge: Knowledge) -> None:
    """Puts a synthetic case into the form."""
    clear()
    patient = Patient.model_validate(answers)
    same = {f: getattr(patient, f) for f in ("sex", "pregnancy", "trimester")}
    if patient.sex == "male" and patient.pregnancy is None:
        same["pregnancy"] = "not_possible"
    for label, given in PERSONS.items():
        if all(given.get(name) == value for name, value in same.items()) and any(same.values()):
            put("sex_and_pregnancy", label)
    for item in knowledge.inputs.values():
        value = getattr(patient, item.id)
        if value is None:
            continue
        if item.alone:
            put(item.id, "Yes" if value else "No")
        elif item.kind == "number":
            put(item.id, format(value, ".10g"))
        elif item.kind == "choice" and item.options:
            put(item.id, next((option.label for option in item.options if option.value == value), None))
    _fill_conditions(patient, knowledge)
    _fill_medicines(patient, knowledge)
    if patient.augmentation_signs is not None:
        put("augmentation_signs", [SIGNS[sign] for sign in patient.augmentation_signs] or ["None"])


def _fill_conditions(patient: Patient, knowledge: Knowledge) -> None:
    for group in knowledge.groups:
        items = _conditions(knowledge, group)
        chosen = [item.label for item in items if getattr(patient, item.id) is True]
        settled = items and all(getattr(patient, item.id) is not None for item in items)
        if chosen or settled:
            put(f"conditions_{group}", [*chosen, NO_OTHERS] if settled else chosen)


def _fill_medicines(patient: Patient, knowledge: Knowledge) -> None:
    labels = {use: label for label, use in _treatment_labels(knowledge).items()}
    taken = [labels[use.treatment, use.when] for use in patient.rls_treatments]
    if taken or patient.no_rls_treatment:
        put("rls_treatments", [*([NO_TREATMENT] if patient.no_rls_treatment else []), *taken])
    for use in patient.rls_treatments:
        if use.outcome:
            put(f"outcome_{labels[use.treatment, use.when]}", OUTCOMES[use.outcome])
    if patient.other_medicines is not None:
        put("other_medicines", [medicine.name for medicine in patient.other_medicines] or [NO_MEDICINE])
        for medicine in patient.other_medicines:
            if medicine.reason:
                put(f"reason_{medicine.name}", REASONS[medicine.reason])


def _load_example() -> None:
    chosen = stored("example")
    case = next((case for case in frame.knowledge().cases if case.example and case.name == chosen), None)
    if case:
        fill(case.patient, frame.knowledge())


def show(knowledge: Knowledge) -> None:
    """Draws the form: the core at once, the rest when it is opened."""
    examples = sorted((case for case in frame.knowledge().cases if case.example), key=lambda case: case.example or 0)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown("#### Patient", anchors=False)
        with st.container(horizontal=True, width="content", gap="xsmall"):
            names = [case.name for case in examples] or ["No examples"]
            st.menu_button("Example", names, key=key("example"), on_click=_load_example, help="Made-up patients")
            st.button("Clear", key=key("clear"), on_click=clear, type="tertiary")
    _core(knowledge)
    # The label must not change: a new label is a new, closed section, while it is being filled.
    more = st.expander("More about this patient", key=key("more"), on_change="rerun")
    if more.open:
        with more:
            _more(knowledge)
    elif entered := _entered(knowledge):
        st.caption(f"{entered} more entered there.")


def side_by_side() -> DeltaGenerator:
    """A row of controls. Columns would look the same and cost an element each."""
    return st.container(horizontal=True, wrap=False, gap="small")


def _core(knowledge: Knowledge) -> None:
    with side_by_side():
        _number(knowledge, "age_years")
        st.selectbox(
            "Sex and pregnancy",
            [*SEX_AND_PREGNANCY, *(label for label in CONFLICTS if label == stored("sex_and_pregnancy"))],
            index=None,
            key=key("sex_and_pregnancy"),
            placeholder="not known",
            help=knowledge.inputs["pregnancy"].why,
            persist_state=KEPT,
        )
    _choice(knowledge, "diagnosis")
    helper = st.popover("Five criteria and mimics", key=key("criteria"), on_change="rerun", icon=":material/checklist:")
    if helper.open:
        with helper:
            _criteria(knowledge)
    with side_by_side():
        _number(knowledge, "ferritin_ng_ml", unit="")
        _unit_choice("ferritin_ng_ml", "Unit")
        _number(knowledge, "tsat_percent")
    with side_by_side():
        _number(knowledge, "crcl_ml_min")
        _number(knowledge, "egfr_ml_min")
    _choice(
        knowledge,
        "kidney_support",
        short={
            "No dialysis": "No",
            "Haemodialysis": "Haemo",
            "Peritoneal dialysis": "Peritoneal",
            "Working transplant": "Transplant",
        },
    )
    _choice(knowledge, "course", short={"Chronic persistent": "Chronic"})
    _rls_treatments(knowledge)


def _number(knowledge: Knowledge, name: str, unit: str | None = None) -> None:
    item = knowledge.inputs[name]
    shown = item.unit if unit is None else unit
    shown = (shown or "").replace("ug/dL", "µg/dL").replace("/1.73 m2", "")
    st.text_input(
        f"{item.label} ({shown})" if shown else item.label,
        key=key(name),
        placeholder="not known",
        help=" ".join(
            part for part in (item.why, item.includes and f"Includes: {item.includes}.", _range(item)) if part
        ),
        live=True,
        max_chars=40,
        autocomplete="off",
        persist_state=KEPT,
    )


def _range(item: Input) -> str:
    return f"Range {item.minimum:g} to {item.maximum:g} {item.unit}: {item.range_reason}."


def _unit_choice(name: str, label: str) -> None:
    options = [UNIT_LABELS.get(unit, unit) for unit in UNITS[name]]
    st.selectbox(
        label,
        options,
        index=None,
        key=key(f"{name}_unit"),
        placeholder=UNITS[name][0].replace("ug", "µg"),
        persist_state=KEPT,
    )


def _choice(knowledge: Knowledge, name: str, short: Mapping[str, str] | None = None) -> None:
    item, names = knowledge.inputs[name], short or {}
    st.segmented_control(
        item.label,
        [*(option.label for option in item.options), NOT_KNOWN],
        format_func=lambda label: label_text(names.get(label, label)),
        key=key(name),
        help=" ".join(part for part in (item.why, item.includes, item.excludes, "? is not known.") if part),
        persist_state=KEPT,
    )


def _segments(name: str, label: str, options: list[str], why: str) -> None:
    st.segmented_control(
        label,
        options,
        format_func=label_text,
        key=key(name),
        help=f"{why} ? is not known.",
        persist_state=KEPT,
    )


def dose_field(treatment: str) -> str:
    return f"{treatment}_dose_mg"


def _rls_treatments(knowledge: Knowledge) -> None:
    item = knowledge.inputs["rls_treatments"]
    st.multiselect(
        "RLS treatments, now or before",
        [NO_TREATMENT, *_treatment_labels(knowledge)],
        key=key("rls_treatments"),
        placeholder="not known",
        wrap=True,
        filter_mode="contains",
        select_all=False,
        help=item.why,
        persist_state=KEPT,
    )
    labels = _treatment_labels(knowledge)
    for label in _listed("rls_treatments"):
        if label not in labels:
            continue
        st.selectbox(
            f"{label}: what happened",
            list(OUTCOMES.values()),
            index=None,
            key=key(f"outcome_{label}"),
            placeholder="not known",
            persist_state=KEPT,
        )
        treatment, when = labels[label]
        if when == "now" and dose_field(treatment) in knowledge.inputs:
            _number(knowledge, dose_field(treatment))


def _more(knowledge: Knowledge) -> None:
    _other_medicines(knowledge)
    for group in knowledge.groups.values():
        fields = [
            i
            for i in knowledge.inputs.values()
            if i.group == group.id and not i.core and i.kind in ("number", "choice") and not i.id.endswith("_dose_mg")
        ]
        conditions = _conditions(knowledge, group.id)
        signs = group.id == "dopaminergic"
        if not (fields or conditions or signs):
            continue
        if not conditions:
            st.markdown(f"**{group.label}**")
        else:
            st.pills(
                f"**{group.label}**: tick what is present",
                [*(item.label for item in conditions), NO_OTHERS],
                format_func=label_text,
                selection_mode="multi",
                key=key(f"conditions_{group.id}"),
                help='Ticked is yes. The rest stay not known until "No others" is ticked. '
                + " ".join(f"{i.label}: {i.why}" for i in conditions),
                persist_state=KEPT,
            )
        if signs:
            item = knowledge.inputs["augmentation_signs"]
            st.pills(
                item.label,
                [*SIGNS.values(), "None"],
                format_func=label_text,
                selection_mode="multi",
                key=key(item.id),
                help=item.why,
                persist_state=KEPT,
            )
        for item in knowledge.inputs.values():
            if item.alone and item.group == group.id:
                _segments(item.id, item.label, [*YES_NO, NOT_KNOWN], item.why)
        for choice in (item for item in fields if item.kind == "choice"):
            if len(choice.options) > MOST_SEGMENTS:
                _long_choice(choice)
            else:
                _choice(knowledge, choice.id)
        numbers = [item.id for item in fields if item.kind == "number"]
        for at in range(0, len(numbers), 2):
            for column, name in zip(st.columns(2, gap="small"), numbers[at : at + 2], strict=False):
                with column:
                    _number(knowledge, name, unit="" if name in UNITS or name == "tibc_ug_dl" else None)
        for name in UNITS:
            if name in numbers:
                _unit_choice(name, "Unit of iron and TIBC" if name == "iron_ug_dl" else "Unit of creatinine")


def _long_choice(item: Input) -> None:
    labels = [option.label for option in item.options]
    st.selectbox(
        item.label,
        labels,
        index=None,
        key=key(item.id),
        placeholder="not known",
        help=item.why,
        persist_state=KEPT,
    )


def _other_medicines(knowledge: Knowledge) -> None:
    item = knowledge.inputs["other_medicines"]
    chosen = _listed("other_medicines")
    # Enter takes the first line of the list: no bulk entry there, and nothing that only resembles what was typed.
    st.multiselect(
        item.label,
        [NO_MEDICINE, *sorted(knowledge.medicine_by_name)],
        key=key("other_medicines"),
        placeholder="not known; type a name",
        help=f"{item.why} {item.includes}. Not: {item.excludes}.",
        accept_new_options=True,
        filter_mode="contains",
        select_all=False,
        persist_state=KEPT,
    )
    for name in chosen:
        medicine = knowledge.medicine_by_name.get(name.casefold())
        if medicine and medicine.ask_reason:
            st.pills(
                f"{name}: taken for",
                list(REASONS.values()),
                format_func=label_text,
                key=key(f"reason_{name}"),
                persist_state=KEPT,
            )


def _criteria(knowledge: Knowledge) -> None:
    lines = ["**RLS: all five**"]
    lines += [
        f"{n}. {f.statement}" for n, f in enumerate((f for f in knowledge.facts if f.kind is FactKind.CRITERION), 1)
    ]
    lines += ["", "**Mimics: what sets each apart**"]
    lines += [f"- **{f.short}**: {f.statement}" for f in knowledge.facts if f.kind is FactKind.MIMIC]
    st.markdown("\n".join(lines))


def _entered(knowledge: Knowledge) -> int:
    names = [i.id for i in knowledge.inputs.values() if not i.core and i.kind in ("number", "choice", "special")]
    names += [f"conditions_{group}" for group in knowledge.groups]
    return sum(1 for name in names if stored(name) not in (None, "", [], NOT_KNOWN))
