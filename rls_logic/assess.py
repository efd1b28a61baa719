"""Patient and knowledge in, assessment out. Pure: no clock, no files, no globals that change.

Unknown means two different things here. Unknown applicability: the option waits. Unknown exclusion: the option is
offered with "check first". Neither is ever read as a no.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import NamedTuple

from rls_logic.asking.answered import Answers, Problem
from rls_logic.asking.answers import NO, UNKNOWN, YES
from rls_logic.asking.facts_taken import screened
from rls_logic.asking.rules import Check
from rls_logic.assessment import OFFERED, Assessment, Because, Current, Finding, Option, R, Unknown, Use
from rls_logic.content.inputs import Ask
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.shapes import Caution, Fact, Guidance, Recommendation, Treatment, is_about
from rls_logic.content.vocabulary import (
    Certainty,
    Direction,
    Effect,
    FactKind,
    Ground,
    Reason,
    Slip,
    Standing,
    State,
    Step,
    Strength,
    Taken,
)
from rls_logic.patient import Patient

MENTION, LEGACY = Effect.MENTION, FactKind.LEGACY
HOLDS_OR_SETTLES = (Effect.NOT_FOR_THIS_PATIENT, Effect.NOT_NOW, Effect.SETTLE_FIRST)
FOR = (Direction.FOR, Direction.FOR_WITH_LIMITS)

STANDING_ORDER = {
    Standing.OPEN: 0,
    Standing.CHECK_FIRST: 0,
    Standing.OPEN_WITH_CARE: 0,
    Standing.ALREADY_USED: 1,
    Standing.WAITS: 2,
    Standing.NOT_NOW: 3,
    Standing.NOT_FOR_THIS_PATIENT: 4,
    Standing.ADVISED_AGAINST: 5,
}
STRENGTH_ORDER = {Strength.STRONG: 0, Strength.CONDITIONAL: 1, None: 2}
STEP_ORDER: dict[Step | None, int] = {**{step: place for place, step in enumerate(Step)}, None: len(Step)}
NOT_SAID = "not_said"
LEAST_URGENT = (1_000_000, "")
CERTAINTY_ORDER = {Certainty.HIGH: 0, Certainty.MODERATE: 1, Certainty.LOW: 2, Certainty.VERY_LOW: 3, None: 4}


def assess(patient: Patient, knowledge: Knowledge) -> Assessment:
    """What the guidance says for this patient, with every reason."""
    answers = Answers(patient, knowledge)
    options = options_of(patient, knowledge, answers)
    current = tuple(_current(_uses(patient, knowledge), options, knowledge, answers))
    facts = tuple(_facts(current, knowledge, answers))
    medicines = patient.other_medicines or ()
    return Assessment(
        state=_state(answers.problems, facts, options),
        patient=patient,
        answers=answers,
        options=options,
        current=current,
        unknowns=_unknowns(patient, options, current, knowledge, answers),
        facts=facts,
        aggravators=tuple(_holding(knowledge.aggravators, answers)),
        unscreened_medicines=tuple(m.name for m in medicines if not screened(m.name, knowledge)),
        fingerprint=knowledge.fingerprint,
        version=knowledge.version,
    )


def _holding(records: Iterable[R], answers: Answers) -> Iterable[Finding[R]]:
    for record in records:
        check = answers.of(record.id)
        if check.answer is YES:
            yield Finding(record, check)


def _facts(current: tuple[Current, ...], knowledge: Knowledge, answers: Answers) -> Iterable[Finding[Fact]]:
    """The lines that hold; of those on something taken, the ones that stand in its block."""
    told = {line.record.id for block in current for line in block.lines}
    return (f for f in _holding(knowledge.facts, answers) if f.record.kind is not LEGACY or f.record.id in told)


# Where a recommendation stands


class Found(NamedTuple):
    """What is known of one recommendation and this patient before it is decided where it stands.

    `effects`: of the cautions that are true; `excluding`: those that would exclude it and are not known.
    """

    recommendation: Recommendation
    check: Check
    cautions: tuple[Finding[Caution], ...]
    to_check: tuple[Finding[Caution], ...]
    uses: tuple[Use, ...]
    history_missing: tuple[str, ...]
    held_by: tuple[str, ...]
    effects: frozenset[Effect]
    excluding: tuple[Finding[Caution], ...]

    @property
    def advised(self) -> bool:
        return self.recommendation.direction in FOR

    @property
    def taken_elsewhere(self) -> bool:
        """Taken now, and not for RLS as far as is known: that prescriber's."""
        taken = [use for use in self.uses if use.now]
        return bool(taken) and not any(use.for_rls for use in taken)

    @property
    def used(self) -> bool:
        """Taken now, has failed before, or what happened is not known."""
        return any(use.now or use.failed or use.outcome is None for use in self.uses)


class Rung(NamedTuple):
    """One rung of the ladder: what must hold, where the option stands then, and on what ground."""

    holds: Callable[[Found], bool]
    standing: Standing
    ground: Ground


# The first rung that holds decides. A safety reason that is known beats everything that is not; what is not known waits;
# what the guidance advises against never turns into an option; what is held back beats what was taken before.
LADDER = (
    Rung(
        lambda f: f.advised and Effect.NOT_FOR_THIS_PATIENT in f.effects, Standing.NOT_FOR_THIS_PATIENT, Ground.SAFETY
    ),
    Rung(lambda f: f.advised and Effect.NOT_NOW in f.effects, Standing.NOT_NOW, Ground.SAFETY),
    Rung(lambda f: f.check.answer is UNKNOWN and bool(f.held_by), Standing.WAITS, Ground.HELD),
    Rung(lambda f: f.check.answer is UNKNOWN, Standing.WAITS, Ground.UNANSWERED),
    Rung(lambda f: not f.advised and f.taken_elsewhere, Standing.ALREADY_USED, Ground.TAKEN_ELSEWHERE),
    Rung(lambda f: not f.advised, Standing.ADVISED_AGAINST, Ground.DIRECTION),
    Rung(lambda f: bool(f.held_by), Standing.WAITS, Ground.HELD),
    Rung(lambda f: f.used, Standing.ALREADY_USED, Ground.USED),
    Rung(lambda f: Effect.SETTLE_FIRST in f.effects, Standing.OPEN_WITH_CARE, Ground.SETTLE_FIRST),
    Rung(lambda f: bool(f.excluding or f.history_missing), Standing.CHECK_FIRST, Ground.TO_CHECK),
    Rung(lambda f: True, Standing.OPEN, Ground.APPLIES),
)


def _option(found: Found, treatment: Treatment) -> Option:
    rung = next(rung for rung in LADDER if rung.holds(found))
    return Option(
        recommendation=found.recommendation,
        treatment=treatment,
        standing=rung.standing,
        because=_because(rung.ground, found),
        check=found.check,
        cautions=found.cautions,
        to_check=found.to_check,
        uses=found.uses,
        history_missing=found.history_missing,
        held_by=found.held_by,
    )


def _because(ground: Ground, found: Found) -> Because:
    """What the ground of a standing rests on: the cautions, uses or patient fields that decided it."""
    match ground:
        case Ground.HELD:
            return Because(ground, fields=found.held_by)
        case Ground.UNANSWERED:
            return Because(ground, fields=found.check.missing)
        case Ground.SAFETY:
            blocking = (Effect.NOT_FOR_THIS_PATIENT, Effect.NOT_NOW)
            return Because(ground, cautions=tuple(c for c in found.cautions if c.record.effect in blocking))
        case Ground.SETTLE_FIRST:
            settle = tuple(c for c in found.cautions if c.record.effect is Effect.SETTLE_FIRST)
            return Because(ground, cautions=settle)
        case Ground.TO_CHECK:
            return Because(ground, cautions=found.excluding, fields=found.history_missing)
        case Ground.USED | Ground.TAKEN_ELSEWHERE:
            return Because(ground, uses=found.uses)
        case _:
            return Because(ground)


def options_of(patient: Patient, knowledge: Knowledge, answers: Answers) -> tuple[Option, ...]:
    """Every recommendation of the main guidance that is, or may be, about this patient, in order."""
    uses = _uses(patient, knowledge)
    held = answers.held
    all_held = answers.hold_all
    history = _history_missing(patient, held)
    live = _live_cautions(knowledge, answers)
    against = _against_the_taken(uses, live, knowledge)
    main = knowledge.main
    options = []
    for record in main.recommendations:
        check = answers.of(record.id)
        if check.answer is NO:
            continue
        of_treatment = uses.get(record.treatment, ())
        taken = any(use.now for use in of_treatment)
        about = [live[c.id] for c in knowledge.cautions_about[record.treatment] if c.id in live]
        about = [f for f in about if not (f.record.instead if taken else f.record.of_the_taken)]
        if any(f.record.for_the_taken for f in about):
            about = [
                f for f in about if not (f.record.for_the_taken and _another_has_more_against_it(f, about, against))
            ]
        cautions = tuple([c for c in about if c.check.answer is YES])
        to_check = tuple([c for c in about if c.check.answer is UNKNOWN and not c.record.unasked])
        excluding = tuple([c for c in to_check if c.record.effect is not MENTION])
        history_missing = tuple(dict.fromkeys([*history, *(use.settled_by for use in of_treatment if use.settled_by)]))
        held_by: tuple[str, ...] = ()
        if held:
            named = {*check.missing, *history_missing, *(field for c in excluding for field in c.missing)}
            held_by = tuple(sorted((named & held) | all_held))
        effects = frozenset([c.record.effect for c in cautions])
        found = Found(record, check, cautions, to_check, of_treatment, history_missing, held_by, effects, excluding)
        options.append(_option(found, knowledge.treatments[record.treatment]))
    leading = frozenset(group.id for group in knowledge.treatment_classes.values() if group.leads)
    options.sort(key=lambda option: _order(option, main, leading))
    return tuple(options)


def _against_the_taken(
    uses: Mapping[str, tuple[Use, ...]], live: Mapping[str, Finding[Caution]], knowledge: Knowledge
) -> tuple[tuple[Finding[Caution], ...], ...]:
    """For each treatment taken now, the cautions that are true of it."""
    taken = [treatment for treatment, of_it in uses.items() if any(use.now for use in of_it)]
    found = [[live[c.id] for c in knowledge.cautions_about[treatment] if c.id in live] for treatment in taken]
    return tuple(tuple(f for f in of_it if f.check.answer is YES) for of_it in found)


def _another_has_more_against_it(
    caution: Finding[Caution], about: list[Finding[Caution]], against: tuple[tuple[Finding[Caution], ...], ...]
) -> bool:
    """Something speaks against one that is taken, of those that the caution is about, and not against this one."""
    return any(
        caution in of_it
        and any(
            (f.record.effect in HOLDS_OR_SETTLES or f.record.badge) and not f.record.instead and f not in about
            for f in of_it
        )
        for of_it in against
    )


def _live_cautions(knowledge: Knowledge, answers: Answers) -> dict[str, Finding[Caution]]:
    """The cautions that are true of the patient or not known, by id."""
    live = {}
    for caution in knowledge.cautions:
        check = answers.of(caution.id)
        if check.answer is not NO:
            live[caution.id] = Finding(caution, check)
    return live


def _order(option: Option, main: Guidance, leading: frozenset[str]) -> tuple[int | bool, ...]:
    """Standing, fit of the population, classes that lead (correctable iron), strength, certainty, the source's own order.

    What is offered is one group: neither an unanswered question nor a caution pushes a strong option below a weaker one.
    A treatment kept for after the others (opioids) comes last among those of its strength.
    """
    record = option.recommendation
    return (
        STANDING_ORDER[option.standing],
        record.population not in main.leads,
        leading.isdisjoint(option.treatment.classes),
        STRENGTH_ORDER[record.strength],
        option.treatment.after_others,
        CERTAINTY_ORDER[record.certainty],
        record.number,
    )


def _uses(patient: Patient, knowledge: Knowledge) -> dict[str, tuple[Use, ...]]:
    """Treatment id, or the graded group it belongs to, to how this patient takes or took it."""
    found: dict[str, list[Use]] = {}
    for use in patient.rls_treatments:
        treatment = knowledge.treatments[use.treatment]
        found.setdefault(treatment.part_of or treatment.id, []).append(
            Use(treatment, use.when, use.outcome, Reason.RLS, "" if use.outcome else "rls_treatments")
        )
    for medicine in patient.other_medicines or ():
        known = knowledge.medicine_by_name.get(medicine.name.strip().casefold())
        if known and known.treatment:
            treatment = knowledge.treatments[known.treatment]
            found.setdefault(treatment.part_of or treatment.id, []).append(
                Use(treatment, medicine.when, None, medicine.reason, "" if medicine.reason else "other_medicines")
            )
    return {treatment: tuple(uses) for treatment, uses in found.items()}


# What is taken now


def _current(
    uses: Mapping[str, tuple[Use, ...]], options: tuple[Option, ...], knowledge: Knowledge, answers: Answers
) -> Iterable[Current]:
    """A block for everything that is taken now, tapered or was ended lately, the most pressing first; one drug is one block."""
    taken: dict[str, Use] = {}
    for use in chain.from_iterable(uses.values()):
        if use.when is not Taken.BEFORE:
            taken.setdefault(use.treatment.id, use)
    if not taken:
        return ()
    of_treatment = {option.treatment.id: option for option in reversed(options)}
    lines = tuple(_holding((fact for fact in knowledge.facts if fact.kind is LEGACY), answers))
    live = _live_cautions(knowledge, answers)
    blocks = []
    for use in taken.values():
        about = [live[c.id] for c in knowledge.cautions_about[use.treatment.id] if c.id in live]
        against = [c for c in about if use.now and c.check.answer is YES and _against_going_on(c.record)]
        against.sort(key=lambda c: list(Effect).index(c.record.effect))
        blocks.append(_block(use, of_treatment.get(use.treatment.part_of or use.treatment.id), tuple(against), lines))
    return sorted(blocks, key=lambda block: STEP_ORDER[block.step])


def _against_going_on(caution: Caution) -> bool:
    """Whether a caution that is true is this patient's own and weighs on something that is taken already."""
    own = bool(caution.applies_when.names) and not (caution.instead or caution.start_only)
    return own and caution.effect in (Effect.NOT_FOR_THIS_PATIENT, Effect.NOT_NOW, Effect.SETTLE_FIRST)


def _block(
    use: Use, option: Option | None, cautions: tuple[Finding[Caution], ...], lines: tuple[Finding[Fact], ...]
) -> Current:
    """To keep it is said only where nothing asks for more: neither another line, nor a caution that is true of this patient."""
    said = [line for line in lines if _is_about_use(line.record, use)]
    steps = [line.record.step for line in said if line.record.step]
    if cautions:
        steps.append(Step.REVIEW)
    step = min(steps, key=STEP_ORDER.__getitem__, default=None)
    kept = [line for line in said if line.record.step is not Step.KEEP or step is Step.KEEP]
    return Current(use, option, step, cautions, tuple(sorted(kept, key=lambda line: line.record.step is not step)))


def _is_about_use(fact: Fact, use: Use) -> bool:
    return (
        use.when in fact.times
        and is_about(fact.about, use.treatment)
        and (not fact.outcomes or (use.outcome or NOT_SAID) in fact.outcomes)
        and (not fact.reasons or (use.reason or NOT_SAID) in fact.reasons)
    )


def _history_missing(patient: Patient, held: frozenset[str]) -> tuple[str, ...]:
    """Which lists are unanswered: until they are, no option is known to be new for this patient."""
    treatments = patient.rls_treatments or patient.no_rls_treatment
    missing = [] if treatments and "rls_treatments" not in held else ["rls_treatments"]
    if patient.other_medicines is None or "other_medicines" in held:
        missing.append("other_medicines")
    return tuple(missing)


# What is not known, and what the whole comes to


def _unknowns(
    patient: Patient,
    options: tuple[Option, ...],
    current: tuple[Current, ...],
    knowledge: Knowledge,
    answers: Answers,
) -> tuple[Unknown, ...]:
    """What is not known: first by the harm that an answer averts in this patient, then by what waits for it or is to be checked."""
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
    plan = Counter(_awaited_by_the_plan(current, knowledge, answers))
    for field in [f for f in (*waiting, *checking) if f in knowledge.inputs]:
        leader = knowledge.inputs[field].ask_with
        if leader in waiting or leader in checking:
            for table in (waiting, checking):
                table.setdefault(leader, {}).update(table.pop(field, {}))
    urgent = {ask.field: ask for ask in reversed(tuple(_urgent(knowledge, answers)))}
    found = [
        Unknown(
            field, item, tuple(waiting.get(field, ())), tuple(checking.get(field, ())), plan[field], urgent.get(field)
        )
        for field, item in knowledge.inputs.items()
        if (field in waiting or field in checking or field in plan or field in urgent)
        and field not in answers.held
        and (field in urgent or (item.ask and not _listed(field, patient)))
    ]
    found.sort(
        key=lambda u: (
            u.urgent.order if u.urgent else LEAST_URGENT,
            -max(len(u.waiting), min(u.plan_lines, 1)),
            -len(u.checking),
            -u.plan_lines,
            not u.input.core,
        )
    )
    return tuple(found)


def _urgent(knowledge: Knowledge, answers: Answers) -> Iterable[Ask]:
    """Questions that matter in this patient and are open: not answered, or answered and to be completed."""
    in_place = {fact.stands_for: fact.name for fact in knowledge.derived.values() if fact.stands_for}
    for ask in knowledge.asks:
        answered = answers.facts[in_place.get(ask.field, ask.field)] is not None
        if (ask.again or not answered) and answers.of(ask.id).answer is YES:
            yield ask


def _listed(field: str, patient: Patient) -> bool:
    """A list that was given is not asked for again because of what is not known of something in it."""
    return field in ("other_medicines", "rls_treatments") and bool(getattr(patient, field))


def _awaited_by_the_plan(current: tuple[Current, ...], knowledge: Knowledge, answers: Answers) -> Iterable[str]:
    """The one field that a line on a medicine taken now waits for, once a line."""
    for fact in knowledge.facts if current else ():
        if fact.kind is LEGACY and any(_is_about_use(fact, block.use) for block in current):
            missing = answers.of(fact.id).missing
            if len(missing) == 1 and knowledge.groups[knowledge.inputs[missing[0]].group].plan:
                yield missing[0]


def _state(problems: tuple[Problem, ...], facts: tuple[Finding[Fact], ...], options: tuple[Option, ...]) -> State:
    if any(problem.kind is Slip.CONTRADICTION for problem in problems):
        return State.CONFLICTING_INPUTS
    if any(finding.record.kind is FactKind.OUTSIDE_SCOPE for finding in facts):
        return State.OUTSIDE_SCOPE
    standings = {option.standing for option in options}
    if standings & {*OFFERED, Standing.ALREADY_USED}:
        return State.OPTIONS_TO_WEIGH
    if Standing.WAITS in standings:
        return State.NEEDS_MORE
    return State.OPTIONS_TO_WEIGH if standings - {Standing.ADVISED_AGAINST} else State.GUIDELINE_SILENT
