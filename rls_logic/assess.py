"""Patient and knowledge in, assessment out. Pure: no clock, no files, no globals that change.

Unknown means two different things here. Unknown applicability: the option waits. Unknown exclusion: the option is
offered with "check first". Neither is ever read as a no.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from rls_logic.asking.answered import Answers, Problem
from rls_logic.asking.answers import NO, UNKNOWN, YES, Answer
from rls_logic.asking.facts import screened
from rls_logic.assessment import OFFERED, Assessment, Finding, Option, Preview, R, Unknown, Use
from rls_logic.content.conditions import type_of_value
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.shapes import Caution, Recommendation
from rls_logic.content.vocabulary import (
    Certainty,
    Direction,
    Effect,
    FactKind,
    Population,
    Reason,
    Standing,
    State,
    Strength,
)
from rls_logic.content.words import in_a_sentence
from rls_logic.patient import Patient

MENTION, LEGACY = Effect.MENTION, FactKind.LEGACY
FOR = (Direction.FOR, Direction.FOR_WITH_LIMITS)

STANDING_ORDER = {
    Standing.OPEN: 0,
    Standing.CHECK_FIRST: 0,
    Standing.OPEN_WITH_CARE: 1,
    Standing.ALREADY_USED: 2,
    Standing.WAITS: 3,
    Standing.NOT_NOW: 4,
    Standing.NOT_FOR_THIS_PATIENT: 5,
    Standing.ADVISED_AGAINST: 6,
}
STRENGTH_ORDER = {Strength.STRONG: 0, Strength.CONDITIONAL: 1, None: 2}
CERTAINTY_ORDER = {Certainty.HIGH: 0, Certainty.MODERATE: 1, Certainty.LOW: 2, Certainty.VERY_LOW: 3, None: 4}


def assess(patient: Patient, knowledge: Knowledge) -> Assessment:
    """What the guidance says for this patient, with every reason."""
    answers = Answers(patient, knowledge)
    options = _options(patient, knowledge, answers)
    facts = tuple(_holding(knowledge.facts, answers))
    medicines = patient.other_medicines or ()
    return Assessment(
        state=_state(answers.problems, answers.values, options),
        patient=patient,
        answers=answers,
        options=options,
        unknowns=_unknowns(options, knowledge, answers),
        facts=facts,
        aggravators=tuple(_holding(knowledge.aggravators, answers)),
        unscreened_medicines=tuple(m.name for m in medicines if not screened(m.name, knowledge)),
        fingerprint=knowledge.fingerprint,
        version=knowledge.version,
    )


def _holding(records: tuple[R, ...], answers: Answers) -> Iterable[Finding[R]]:
    for record in records:
        check = answers.of(record.id)
        if check.answer is YES:
            yield Finding(record, check)


def _options(patient: Patient, knowledge: Knowledge, answers: Answers) -> tuple[Option, ...]:
    uses = _uses(patient, knowledge)
    held, of = answers.held, answers.of
    history = _history_missing(patient, held)
    live: dict[str, Finding[Caution] | None] = {}
    for caution in knowledge.cautions:
        answered = of(caution.id)
        live[caution.id] = None if answered.answer is NO else Finding(caution, answered)
    found = []
    for record in knowledge.main.recommendations:
        check = of(record.id)
        if check.answer is NO:
            continue
        cautions: list[Finding[Caution]] = []
        to_check: list[Finding[Caution]] = []
        for caution in knowledge.cautions_about[record.treatment]:
            finding = live[caution.id]
            if finding is not None:
                (cautions if finding.check.answer is YES else to_check).append(finding)
        excluding = [c for c in to_check if c.record.effect is not MENTION]
        of_treatment = uses.get(record.treatment, ())
        missing_history = tuple(dict.fromkeys([*history, *(use.settled_by for use in of_treatment if use.settled_by)]))
        held_by: tuple[str, ...] = ()
        if held:
            named = {*check.missing, *missing_history, *(field for c in excluding for field in c.missing)}
            held_by = tuple(sorted(named & held))
        found.append(
            Option(
                recommendation=record,
                treatment=knowledge.treatments[record.treatment],
                standing=_standing(
                    record, check.answer, cautions, bool(excluding or missing_history), of_treatment, bool(held_by)
                ),
                check=check,
                cautions=tuple(cautions),
                to_check=tuple(to_check),
                uses=of_treatment,
                waits_for=check.missing,
                history_missing=missing_history,
                held_by=held_by,
            )
        )
    found.sort(key=order)
    return tuple(found)


def _standing(
    record: Recommendation,
    applies: Answer,
    cautions: list[Finding[Caution]],
    unknown_exclusion: bool,
    uses: tuple[Use, ...],
    held: bool,
) -> Standing:
    effects = {c.record.effect for c in cautions}
    if applies is UNKNOWN:
        return Standing.WAITS
    if record.direction not in FOR:
        taken = [use for use in uses if use.when == "now"]
        elsewhere = bool(taken) and not any(use.for_rls for use in taken)
        return Standing.ALREADY_USED if elsewhere else Standing.ADVISED_AGAINST
    if Effect.NOT_FOR_THIS_PATIENT in effects:
        return Standing.NOT_FOR_THIS_PATIENT
    if Effect.NOT_NOW in effects:
        return Standing.NOT_NOW
    if held:
        return Standing.WAITS
    if any(use.when == "now" or use.failed or use.outcome is None for use in uses):
        return Standing.ALREADY_USED
    if Effect.SETTLE_FIRST in effects:
        return Standing.OPEN_WITH_CARE
    return Standing.CHECK_FIRST if unknown_exclusion else Standing.OPEN


def order(option: Option) -> tuple[int | bool, ...]:
    """Standing, fit of the population, correctable iron, strength, certainty, the source's own order.

    "Open" and "check first" are one group: an unanswered question must not push a strong option below a conditional one.
    A treatment kept for after the others (opioids) comes last of its group.
    """
    record = option.recommendation
    return (
        STANDING_ORDER[option.standing],
        record.population != Population.ADULTS_RLS_ESRD,
        option.treatment.after_others,
        "iron" not in option.treatment.classes,
        STRENGTH_ORDER[record.strength],
        CERTAINTY_ORDER[record.certainty],
        record.number,
    )


def _uses(patient: Patient, knowledge: Knowledge) -> dict[str, tuple[Use, ...]]:
    """Treatment id, or the graded group it belongs to, to how this patient takes or took it."""
    found: dict[str, list[Use]] = {}
    for use in patient.rls_treatments:
        treatment = knowledge.treatments[use.treatment]
        found.setdefault(treatment.part_of or treatment.id, []).append(
            Use(treatment.short, use.when, use.outcome, Reason.RLS, "" if use.outcome else "rls_treatments")
        )
    for medicine in patient.other_medicines or ():
        known = knowledge.medicine_by_name.get(medicine.name.strip().casefold())
        if known and known.treatment:
            treatment = knowledge.treatments[known.treatment]
            found.setdefault(treatment.part_of or treatment.id, []).append(
                Use(treatment.short, "now", None, medicine.reason, "" if medicine.reason else "other_medicines")
            )
    return {treatment: tuple(uses) for treatment, uses in found.items()}


def _history_missing(patient: Patient, held: frozenset[str]) -> tuple[str, ...]:
    """Which lists are unanswered: until they are, no option is known to be new for this patient."""
    treatments = patient.rls_treatments or patient.no_rls_treatment
    missing = [] if treatments and "rls_treatments" not in held else ["rls_treatments"]
    if patient.other_medicines is None or "other_medicines" in held:
        missing.append("other_medicines")
    return tuple(missing)


def _unknowns(options: tuple[Option, ...], knowledge: Knowledge, answers: Answers) -> tuple[Unknown, ...]:
    """What is not known, most useful first: what options or the plan wait for, then what must be checked first."""
    waiting: dict[str, dict[str, None]] = {}
    checking: dict[str, dict[str, None]] = {}
    for option in options:
        if option.standing is Standing.ADVISED_AGAINST:
            continue
        for field in option.waits_for:
            waiting.setdefault(field, {})[option.id] = None
        if option.standing in (*OFFERED, Standing.ALREADY_USED):
            for field in option.checks_for:
                checking.setdefault(field, {})[option.id] = None
    plan = Counter(
        check.missing[0]
        for fact in knowledge.facts
        if fact.kind is LEGACY
        and len((check := answers.of(fact.id)).missing) == 1
        and knowledge.inputs[check.missing[0]].group == "dopaminergic"
    )
    for field in [f for f in (*waiting, *checking) if f in knowledge.inputs]:
        leader = knowledge.inputs[field].ask_with
        if leader in waiting or leader in checking:
            for table in (waiting, checking):
                table.setdefault(leader, {}).update(table.pop(field, {}))
    found = [
        Unknown(field, item, tuple(waiting.get(field, ())), tuple(checking.get(field, ())), plan[field])
        for field, item in knowledge.inputs.items()
        if (field in waiting or field in checking or field in plan) and field not in answers.held and item.ask
    ]
    found.sort(
        key=lambda u: (-max(len(u.waiting), min(u.plan_lines, 1)), -len(u.checking), -u.plan_lines, not u.input.core)
    )
    return tuple(found)


def _state(problems: tuple[Problem, ...], values: Mapping[str, type_of_value], options: tuple[Option, ...]) -> State:
    if any(not problem.id.startswith("range-") for problem in problems):
        return State.CONFLICTING_INPUTS
    if values["diagnosis"] == "not_rls" or values["suicidal_thoughts"] == "acute":
        return State.OUTSIDE_SCOPE
    if any(
        option.standing is not Standing.WAITS and option.standing is not Standing.ADVISED_AGAINST for option in options
    ):
        return State.OPTIONS_TO_WEIGH
    if any(option.standing is Standing.WAITS for option in options):
        return State.NEEDS_MORE
    return State.GUIDELINE_SILENT


def preview(assessment: Assessment, unknown: Unknown, knowledge: Knowledge) -> tuple[Preview, ...]:
    """What each outcome of an unknown would open, put behind a caution, or hold; only options that move are named."""
    before = {option.id: option.standing for option in assessment.options}
    found = []
    for outcome in unknown.input.outcomes:
        supposed = assessment.patient.model_copy(update=dict(outcome.set))
        after = _options(supposed, knowledge, Answers(supposed, knowledge))
        moved = [option for option in after if before.get(option.id) is not option.standing]

        def names(
            *standings: Standing, moved: list[Option] = moved, after: tuple[Option, ...] = after
        ) -> tuple[str, ...]:
            return grouped([o for o in moved if o.standing in standings], after, knowledge)

        found.append(
            Preview(
                label=outcome.label,
                opens=names(Standing.OPEN, Standing.CHECK_FIRST),
                with_care=names(Standing.OPEN_WITH_CARE),
                holds=names(Standing.NOT_NOW, Standing.NOT_FOR_THIS_PATIENT),
                against=names(Standing.ADVISED_AGAINST),
            )
        )
    return tuple(found)


def grouped(options: list[Option], among: tuple[Option, ...], knowledge: Knowledge) -> tuple[str, ...]:
    """Short names, with a class named once where all of its options are meant."""
    left = {option.id: option for option in options}
    names = []
    for group in ("iron", "iv_iron", "gabapentinoid"):
        members = [o.id for o in among if group in o.treatment.classes]
        if group == "iron" and not any("oral_iron" in o.treatment.classes for o in among):
            continue
        if len(members) > 1 and all(member in left for member in members):
            names.append(in_a_sentence(knowledge.treatment_classes[group].label))
            for member in members:
                del left[member]
    return (*names, *(in_a_sentence(option.treatment.short) for option in left.values()))
