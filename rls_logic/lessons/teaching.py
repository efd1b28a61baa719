"""Teaching from the synthetic cases: picks marked against the live answer, what one changed answer moves, sheets and cards.

Pure, like `assess`. Nothing here decides anything: every mark is read from an `Assessment`, with the inputs that drove it.
A pick is a treatment, not a record: the list is the same for every case, so that it gives nothing away.
"""

import csv
import io
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rls_logic.asking.answers import NO, YES
from rls_logic.asking.rules import Check
from rls_logic.assess import assess
from rls_logic.assessment import STANDING_WORDS, Assessment, Finding, Option, TraceLine, Use, reasons, show_value
from rls_logic.content.cases import Case, Counterfactual, Teach
from rls_logic.content.conditions import Asked, Rule
from rls_logic.content.knowledge import Knowledge, is_about
from rls_logic.content.shapes import Aggravator, Caution, Fact, Input, Recommendation, Treatment
from rls_logic.content.types import LAST
from rls_logic.content.vocabulary import (
    Direction,
    Effect,
    FactKind,
    Mark,
    Outcome,
    SourceKind,
    Standing,
    State,
    Strength,
    Sure,
)
from rls_logic.content.words import CONFIRMED_WORDS, in_a_sentence, plural
from rls_logic.patient import Patient
from rls_logic.read import read_patient

MARK_WORDS = {
    Mark.FITS: "an option here",
    Mark.CARE: "an option with care, never as routine",
    Mark.TAKEN_NOW: "taken now, so not a new option: going on or changing is its own question",
    Mark.TRIED: "tried before, so not offered as new",
    Mark.WAITS: "waits for an answer",
    Mark.NOT_NOW: "not now",
    Mark.NOT_FOR_THIS_PATIENT: "not for this patient",
    Mark.AGAINST_STANDARD_USE: "advised against for standard use",
    Mark.AGAINST: "advised against",
    Mark.DOES_NOT_APPLY: "no recommendation applies to this patient",
    Mark.SILENT: "not addressed, which is not advice against",
}
COUNT_WORDS = {
    Mark.FITS: "open here",
    Mark.CARE: "with care",
    Mark.TAKEN_NOW: "taken now",
    Mark.TRIED: "tried before",
    Mark.WAITS: "waiting for an answer",
    Mark.NOT_NOW: "not now",
    Mark.NOT_FOR_THIS_PATIENT: "not for this patient",
    Mark.AGAINST_STANDARD_USE: "advised against for standard use",
    Mark.AGAINST: "advised against",
    Mark.DOES_NOT_APPLY: "without a recommendation for this patient",
    Mark.SILENT: "not addressed",
}
MISS_WORDS = {
    Mark.TRIED: "had been tried before",
    Mark.WAITS: "wait for an answer",
    Mark.NOT_NOW: "are held for a reason that can pass",
    Mark.NOT_FOR_THIS_PATIENT: "are not for this patient, for a lasting safety reason",
    Mark.AGAINST_STANDARD_USE: "are advised against for standard use",
    Mark.AGAINST: "are advised against",
    Mark.DOES_NOT_APPLY: "rest on a recommendation that is not about this patient",
}
STANDING_MARKS = {
    Standing.OPEN: Mark.FITS,
    Standing.CHECK_FIRST: Mark.FITS,
    Standing.OPEN_WITH_CARE: Mark.CARE,
    Standing.ALREADY_USED: Mark.TRIED,
    Standing.WAITS: Mark.WAITS,
    Standing.NOT_NOW: Mark.NOT_NOW,
    Standing.NOT_FOR_THIS_PATIENT: Mark.NOT_FOR_THIS_PATIENT,
}
# The list of picks, by class; whatever belongs to none of these comes last. A class that is graded as one counts as one.
GROUPS = (
    ("iron",),
    ("gabapentinoid",),
    ("dopamine_agonist", "ergot_dopamine_agonist", "levodopa"),
    ("opioid", "benzodiazepine", "antiepileptic"),
)
ALIKE = ("iron", "gabapentinoid")
LEGACY_SHOWN = 4
# What a changed answer may bring or take away, beside the options.
LINES = (
    FactKind.DO_NOT_MISS,
    FactKind.IRON_STOP,
    FactKind.IRON,
    FactKind.IRON_CAUSE,
    FactKind.LEGACY,
    FactKind.NOT_ADDRESSED,
)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A case that is made for teaching."""

    case: Case
    teach: Teach

    @property
    def id(self) -> str:
        return self.case.id


def lessons(cases: Iterable[Case]) -> tuple[Lesson, ...]:
    """The cases that teach, in the order they are taught."""
    found = [Lesson(case, case.teach) for case in cases if case.teach]
    return tuple(sorted(found, key=lambda lesson: lesson.teach.rank))


def patient_of(lesson: Lesson, knowledge: Knowledge, change: Mapping[str, Any] | None = None) -> Patient:
    """The patient of a lesson, with one answer changed if asked."""
    return read_patient({**lesson.case.patient, **(change or {})}, knowledge).patient


def answer_of(lesson: Lesson, knowledge: Knowledge, change: Mapping[str, Any] | None = None) -> Assessment:
    return assess(patient_of(lesson, knowledge, change), knowledge)


# The patient's answers, as they are shown


@dataclass(frozen=True, slots=True)
class Shown:
    """A patient's answers in words: what has a value, what is present, what was asked and is absent."""

    values: tuple[tuple[str, str], ...]
    present: tuple[str, ...]
    absent: tuple[str, ...]


def shown(patient: Patient, knowledge: Knowledge, withheld: Collection[str] = ()) -> Shown:
    """Every answer but those withheld, each with its unit and in the order of the form."""
    values: list[tuple[str, str]] = []
    present: list[str] = []
    absent: list[str] = []
    for name, item in knowledge.inputs.items():
        answer = getattr(patient, name)
        if name in withheld or answer is None:
            continue
        if name == "no_rls_treatment":
            values.append((knowledge.inputs["rls_treatments"].label, "none so far"))
        elif name == "rls_treatments":
            values += [(item.label, said)] if (said := _said(name, answer, knowledge)) else []
        elif answer == "none" or (answer is False and not item.alone):
            absent.append(item.label)
        elif answer is True and not item.alone:
            present.append(item.label)
        else:
            values.append((item.label, _said(name, answer, knowledge)))
    return Shown(tuple(values), tuple(present), tuple(absent))


def _said(name: str, answer: Any, knowledge: Knowledge) -> str:
    match name:
        case "rls_treatments":
            return "; ".join(_used(use.treatment, use.when, use.outcome, knowledge) for use in answer)
        case "other_medicines":
            return ", ".join(m.name + (f" (for {_spaced(m.reason)})" if m.reason else "") for m in answer) or "none"
        case "augmentation_signs":
            return ", ".join(_spaced(sign) for sign in answer) or "none"
    item: Input = knowledge.inputs[name]
    labels = {option.value: option.label for option in item.options}
    if str(answer) in labels:
        return labels[str(answer)]
    said = show_value(name, answer, knowledge)
    if answer == 1 and (item.unit or "").endswith("s"):
        return said.removesuffix("s")
    if item.unit and item.unit[0].isdigit():  # a scale: its range stands for the unit
        return f"{said.removesuffix(item.unit).strip()} (scale {item.unit})"
    return said.replace("m2", "m²")


def _used(treatment: str, when: str, outcome: Outcome | None, knowledge: Knowledge) -> str:
    said = f"{knowledge.treatments[treatment].short}, {'now' if when == 'now' else 'before'}"
    return f"{said}, {_spaced(outcome)}" if outcome else said


def _spaced(value: str) -> str:
    return "RLS" if value == "rls" else value.replace("_", " ")


def changed_words(lesson: Lesson, change: Counterfactual, knowledge: Knowledge) -> str:
    """The changed answer beside the one it replaces, both as shown: "Ferritin: 228 ng/mL, was 150 ng/mL"."""
    ((name, _),) = change.set.items()
    before = getattr(patient_of(lesson, knowledge), name)
    after = getattr(patient_of(lesson, knowledge, change.set), name)
    was = "not known" if before is None else _plain(name, before, knowledge)
    return f"{knowledge.inputs[name].label}: {_plain(name, after, knowledge)}, was {was}"


def _plain(name: str, answer: Any, knowledge: Knowledge) -> str:
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    said = _said(name, answer, knowledge)
    return said if isinstance(answer, float) or name in ("other_medicines", "rls_treatments") else in_a_sentence(said)


# Marking


@dataclass(frozen=True, slots=True)
class Why:
    """One reason: what is said of it, and the answers that drove it."""

    words: str
    lines: tuple[TraceLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    """One pick, what the live answer makes of it, and why. `option`: its recommendation for this patient, if any."""

    treatment: Treatment
    mark: Mark
    option: Option | None
    why: tuple[Why, ...]

    @property
    def missed(self) -> bool:
        return self.mark in MISS_WORDS


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Options that stand open and were not picked: a class of which none was picked, or one treatment.

    Only a strong recommendation counts as missed: a conditional one depends on what the patient values.
    """

    options: tuple[Option, ...]
    missed: bool


@dataclass(frozen=True, slots=True)
class Marking:
    picks: tuple[Marked, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def misses(self) -> int:
        return sum(pick.missed for pick in self.picks) + sum(group.missed for group in self.left_out)

    def marked(self, *marks: Mark) -> tuple[Marked, ...]:
        return tuple(pick for pick in self.picks if pick.mark in marks)


def choices(knowledge: Knowledge) -> tuple[tuple[str, tuple[Treatment, ...]], ...]:
    """Every treatment that the main guidance grades in anybody, and those it is silent on, by class."""
    graded = {record.treatment for record in knowledge.main.recommendations}
    offered = [t for t in knowledge.treatments.values() if t.id in graded or (t.ask_if_taken and not t.part_of)]
    groups: dict[tuple[str, ...], list[Treatment]] = {group: [] for group in (*GROUPS, ())}
    first = {r.treatment: r.number for r in reversed(knowledge.main.recommendations)}
    for treatment in sorted(offered, key=lambda t: first.get(t.id, LAST)):
        groups[next((g for g in GROUPS if set(g) & set(treatment.classes)), ())].append(treatment)
    return tuple((_group_label(group, knowledge), tuple(members)) for group, members in groups.items() if members)


def _group_label(group: tuple[str, ...], knowledge: Knowledge) -> str:
    labels = [knowledge.treatment_classes[name].label for name in group]
    return ", ".join([*labels[:1], *(in_a_sentence(label) for label in labels[1:])]) or "Others"


def mark(assessment: Assessment, picks: Collection[str], knowledge: Knowledge) -> Marking:
    """A learner's picks against the live answer, in the order of the list; then what stood open and was left out."""
    listed = [treatment for _, members in choices(knowledge) for treatment in members if treatment.id in picks]
    alike = {_alike(treatment) for treatment in listed}
    groups: dict[str, list[Option]] = {}
    for option in assessment.with_standing(Standing.OPEN, Standing.CHECK_FIRST):
        if option.recommendation.direction is Direction.FOR and _alike(option.treatment) not in alike:
            groups.setdefault(_alike(option.treatment), []).append(option)
    settled = _well_treated(assessment)
    return Marking(
        picks=tuple(_marked(treatment, assessment, knowledge) for treatment in listed),
        left_out=tuple(
            LeftOut(tuple(group), not settled and any(o.recommendation.strength is Strength.STRONG for o in group))
            for group in groups.values()
        ),
    )


def _alike(treatment: Treatment) -> str:
    return next((group for group in ALIKE if group in treatment.classes), treatment.id)


def _well_treated(assessment: Assessment) -> bool:
    """Whether something taken for RLS now helps: then nothing new has to be added."""
    return any(use.when == "now" and use.outcome is Outcome.HELPING for use in assessment.patient.rls_treatments)


def _marked(treatment: Treatment, assessment: Assessment, knowledge: Knowledge) -> Marked:
    option = next((o for o in assessment.options if o.treatment.id == treatment.id), None)
    if option is None:
        records = [r for r in knowledge.main.recommendations if r.treatment == treatment.id]
        found = Mark.DOES_NOT_APPLY if records else Mark.SILENT
        return Marked(treatment, found, None, _why_no_record(records, assessment, knowledge))
    return Marked(treatment, _mark_of(option), option, why(option, knowledge))


def _mark_of(option: Option) -> Mark:
    if option.taken_now and option.standing in (Standing.ALREADY_USED, Standing.ADVISED_AGAINST):
        return Mark.TAKEN_NOW
    if option.standing is Standing.ADVISED_AGAINST:
        standard = option.recommendation.direction is Direction.AGAINST_STANDARD_USE
        return Mark.AGAINST_STANDARD_USE if standard else Mark.AGAINST
    return STANDING_MARKS[option.standing]


def why(option: Option, knowledge: Knowledge) -> tuple[Why, ...]:
    """Why an option stands where it stands: its safety reason, its caution, or the answers that make it apply."""
    found = [Why(_use_words(use)) for use in option.uses]
    match option.standing:
        case Standing.WAITS:
            found.append(Why(_needs(option, knowledge)))
        case Standing.NOT_NOW | Standing.NOT_FOR_THIS_PATIENT:
            found += [_caution(c, knowledge) for c in option.blocked_by]
        case Standing.OPEN_WITH_CARE:
            found += [_caution(c, knowledge) for c in option.settle_first]
        case Standing.ADVISED_AGAINST | Standing.ALREADY_USED:
            record = option.recommendation
            if record.direction is not Direction.FOR:
                found.append(Why(record.statement, drivers(option.check, knowledge)))
                found += [Why(text) for text in (record.condition, record.remark) if text]
        case _:
            found.append(Why("", drivers(option.check, knowledge)))
            found += [Why(f"check first: {', '.join(option.check_words)}")] if option.check_words else []
    return tuple(found)


def _needs(option: Option, knowledge: Knowledge) -> str:
    fields = option.held_by or option.waits_for
    labels = dict.fromkeys(in_a_sentence(knowledge.inputs[field].label) for field in fields)
    return f"needs {' and '.join(labels)}"


def _caution(finding: Finding[Caution], knowledge: Knowledge) -> Why:
    until = f" (until {finding.record.until})" if finding.record.until else ""
    return Why(finding.record.short + until, drivers(finding.check, knowledge))


def _use_words(use: Use) -> str:
    said = f"{use.name}: {'taken now' if use.when == 'now' else 'tried before'}"
    said += f", {_spaced(use.outcome)}" if use.outcome else ""
    return said if use.reason is None or use.for_rls else f"{said}, for {_spaced(use.reason)}: that prescriber's"


def _why_no_record(records: Sequence[Recommendation], assessment: Assessment, knowledge: Knowledge) -> tuple[Why, ...]:
    """What keeps each record of a treatment from being about this patient."""
    found = {}
    for record in records:
        lines = drivers(assessment.answers.of(record.id), knowledge)
        found[lines] = Why(f"{record.cite.locator} is not about this patient", lines)
    return tuple(found.values())


def drivers(check: Check, knowledge: Knowledge) -> tuple[TraceLine, ...]:
    """The lines that settled an answer: what was met for a yes, what was not met for a no."""
    lines: dict[str, TraceLine] = {}

    def walk(part: Check) -> None:
        if isinstance(part.of, Asked):
            for line in reasons(part, knowledge):
                lines.setdefault(line.question, line)
        elif part.answer is NO and part.of.name:  # a term that does not hold needs none of its parts
            lines.setdefault(part.sentence, TraceLine(part.sentence, NO, "no", "", "", "", ""))
        else:
            for child in _settling(part, part.of):
                walk(child)

    walk(check)
    return tuple(lines.values())


def _settling(check: Check, rule: Rule) -> list[Check]:
    never = {id(node) for node in rule.none}
    if check.answer is NO:
        failed = [p for p in check.parts if (p.answer is YES) is (id(p.of) in never) and p.answer in (YES, NO)]
        some = {id(node) for node in rule.any}
        needed = [p for p in failed if id(p.of) not in some]
        return needed or failed
    return [p for p in check.parts if p.answer is check.answer and id(p.of) not in never]


def line_words(line: TraceLine) -> str:
    """One deciding answer: "Ferritin is at or below 75 ng/mL: no, 90 ng/mL"."""
    value = "" if line.value in ("yes", "no", line.answer.value) else f", {line.value}"
    return f"{line.question}: {line.answer.value}{value}"


def why_words(reason: Why) -> str:
    lines = "; ".join(line_words(line) for line in reason.lines)
    return f"{reason.words} ({lines})" if reason.words and lines else reason.words or lines


def verdict(marking: Marking, sure: Sure) -> str:
    """The picks of one case in a sentence, then what the stated confidence is worth."""
    if not marking.picks:
        said = "Nothing picked."
    else:
        counts = Counter(pick.mark for pick in marking.picks)
        said = ", ".join(f"{counts[found]} {COUNT_WORDS[found]}" for found in Mark if counts[found])
        said = f"{plural(len(marking.picks), 'pick')}: {said}."
    if missed := sum(group.missed for group in marking.left_out):
        said += f" {plural(missed, 'strong recommendation')} left out."
    if sure is Sure.CERTAIN and marking.misses:
        return f"{said} Certain, and not all of it held: worth finding out where the certainty came from."
    if sure is Sure.GUESSING and not marking.misses:
        return f"{said} A guess, and it held: see below whether for the right reason."
    return said


@dataclass(frozen=True, slots=True)
class Result:
    """One case as answered in this session."""

    lesson: Lesson
    marking: Marking
    sure: Sure


def pattern(results: Sequence[Result]) -> tuple[str, ...]:
    """The session in sentences: how much held, what the misses have in common, and what confidence was worth."""
    if not results:
        return ()
    picks = [pick for result in results for pick in result.marking.picks]
    fit = sum(pick.mark is Mark.FITS for pick in picks)
    care = sum(pick.mark is Mark.CARE for pick in picks)
    misses = sum(result.marking.misses for result in results)
    said = [
        f"{plural(len(results), 'case')} answered: {fit} of {plural(len(picks), 'pick')} stood open, {care} with care; "
        + (f"{plural(misses, 'miss')}." if misses else "no miss.")
    ]
    kinds: dict[str, Counter[str]] = {}
    for pick in (pick for pick in picks if pick.missed):
        words = f"picks that {MISS_WORDS[pick.mark]}"
        if pick.mark is Mark.WAITS:
            words = f"picks that wait for an answer ({pick.why[-1].words})"
        kinds.setdefault(words, Counter())[in_a_sentence(pick.treatment.short)] += 1
    for group in (group for result in results for group in result.marking.left_out if group.missed):
        name = " or ".join(in_a_sentence(option.treatment.short) for option in group.options)
        kinds.setdefault("strong recommendations left out", Counter())[name] += 1
    for words, names in sorted(kinds.items(), key=lambda kind: -kind[1].total()):
        listed = ", ".join(name if count == 1 else f"{name} {count} times" for name, count in names.most_common())
        said.append(f"{names.total()} of {plural(misses, 'miss')}: {words}: {listed}.")
    said += _confidence(results)
    return tuple(said)


def _confidence(results: Sequence[Result]) -> Iterable[str]:
    certain = [result for result in results if result.sure is Sure.CERTAIN]
    guessed = [result for result in results if result.sure is Sure.GUESSING]
    if certain:
        held = sum(not result.marking.misses for result in certain)
        yield f"Certain in {plural(len(certain), 'case')}: {held} of them without a miss."
    if guessed:
        held = sum(not result.marking.misses for result in guessed)
        yield f"Guessed in {plural(len(guessed), 'case')}: {held} of them without a miss."


# What moves


@dataclass(frozen=True, slots=True)
class Moved:
    """Treatments that moved together: from where, to where, and why they stand there now."""

    names: tuple[str, ...]
    was: str
    now: str
    why: str


@dataclass(frozen=True, slots=True)
class Moves:
    """What differs between two answers, and nothing else."""

    options: tuple[Moved, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        return not (self.options or self.gained or self.lost)


def moved(before: Assessment, after: Assessment, knowledge: Knowledge) -> Moves:
    """Only what moved: treatments whose standing or record changed, lines and cautions that came or went."""
    was, now = _by_treatment(before), _by_treatment(after)
    groups: dict[tuple[str, str, str], list[str]] = {}
    for name in dict.fromkeys((*now, *was)):
        old, new = was.get(name), now.get(name)
        if (old and (old.id, old.standing)) == (new and (new.id, new.standing)):
            continue
        reason = _why_now(new, knowledge) if new else ""
        treatment = knowledge.treatments[name].short
        key = _place(old, new, knowledge), _place(new, old, knowledge), reason
        groups.setdefault(key, []).append(treatment)
    said = [key[2] for key in groups]
    in_both = [
        o.treatment for name, o in was.items() if name in now and Standing.WAITS not in (o.standing, now[name].standing)
    ]
    old_lines, new_lines = _lines(before, said, in_both), _lines(after, said, in_both)
    return Moves(
        options=tuple(Moved(tuple(names), *key) for key, names in groups.items()),
        gained=tuple(line for line in new_lines if line not in old_lines),
        lost=tuple(line for line in old_lines if line not in new_lines),
    )


def _by_treatment(assessment: Assessment) -> dict[str, Option]:
    found: dict[str, Option] = {}
    for option in assessment.options:
        found.setdefault(option.treatment.id, option)
    return found


def _place(option: Option | None, other: Option | None, knowledge: Knowledge) -> str:
    """Where an option stands; with its record where another record speaks now."""
    words = STANDING_WORDS[option.standing] if option else "no recommendation applies"
    if option and other and option.id != other.id:
        return f"{words} ({option.recommendation.cite.locator}: {grade_words(option.recommendation)})"
    return words


def _why_now(option: Option, knowledge: Knowledge) -> str:
    if option.standing is Standing.WAITS:
        return _needs(option, knowledge)
    if option.standing in (Standing.NOT_NOW, Standing.NOT_FOR_THIS_PATIENT):
        return "; ".join(c.record.short for c in option.blocked_by)
    if option.standing is Standing.OPEN_WITH_CARE:
        return "; ".join(c.record.short for c in option.settle_first)
    return ""


def _lines(assessment: Assessment, said: Collection[str], in_both: Sequence[Treatment]) -> tuple[str, ...]:
    """The lines that a changed answer may bring or take away: doses and cautions only of what stands in both answers,
    and no caution that an option's move names already."""
    found: list[Finding[Fact] | Finding[Aggravator]] = [*assessment.of_kind(*LINES), *assessment.aggravators]
    doses = (f for f in assessment.of_kind(FactKind.DOSE) if any(is_about(f.record.about, t) for t in in_both))
    lines = [finding.record.short for finding in (*found, *doses)]
    for option in assessment.options:
        if option.treatment in in_both:
            cautions = [c.record.short for c in option.cautions if c.record.effect is not Effect.MENTION]
            lines += [f"{c} (a caution before the grade)" for c in cautions if not any(c in text for text in said)]
    return tuple(dict.fromkeys(lines))


def moved_lines(moves: Moves) -> tuple[str, ...]:
    """What moved, one line each, ready for a sheet, a card or a list."""
    if moves.nothing:
        return ("Nothing moves.",)
    said = []
    for group in moves.options:
        because = f": {group.why}" if group.why else ""
        said.append(_sentence(f"{', '.join(group.names)}: from {group.was} to {group.now}{because}"))
    said += [f"Now also: {_sentence(line)}" for line in moves.gained]
    return (*said, *(f"No longer: {_sentence(line)}" for line in moves.lost))


def _sentence(line: str) -> str:
    return line if line[-1] in ".?" else f"{line}."


# Words that sheets and cards share


def grade_words(record: Recommendation) -> str:
    """Strength with direction, then certainty, in words."""
    certainty = f", {_spaced(record.certainty)} certainty" if record.certainty else ""
    return f"{_spaced(record.strength or 'not graded')} {_spaced(record.direction)}{certainty}"


def source_words(teach: Teach, knowledge: Knowledge) -> str:
    """Where a learning point comes from and how it was confirmed."""
    source = knowledge.sources[teach.cite.source]
    confirmed = "" if source.kind is SourceKind.OURS else f"; {CONFIRMED_WORDS[teach.confirmed]}"
    return f"{source.short}, {in_a_sentence(teach.cite.locator)}{confirmed}"


def answer_lines(assessment: Assessment, knowledge: Knowledge) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The live answer in the reading order of the consultation: what it is about, and its lines."""
    said: list[tuple[str, tuple[str, ...]]] = []

    def say(label: str, lines: Iterable[str]) -> None:
        if listed := tuple(lines):
            said.append((label, listed))

    def facts(*kinds: FactKind) -> Iterable[str]:
        return (finding.record.short for finding in assessment.of_kind(*kinds))

    say("Do not miss", facts(FactKind.DO_NOT_MISS))
    if assessment.state is State.OUTSIDE_SCOPE:
        say("Scope", ["Outside this guidance: no treatment line is shown"])
    say("Ask next", (unknown.input.ask or unknown.input.label for unknown in assessment.unknowns[:3]))
    if assessment.state is not State.OUTSIDE_SCOPE:
        stops = tuple(facts(FactKind.IRON_STOP))
        say("Iron", stops or (*facts(FactKind.IRON_CAUSE), *facts(FactKind.IRON)))
    say("Aggravators", (finding.record.short for finding in assessment.aggravators))
    for label, standings in (
        ("Options to weigh (order is not preference)", (Standing.OPEN, Standing.CHECK_FIRST)),
        ("With care, never as routine", (Standing.OPEN_WITH_CARE,)),
        ("Already taken or tried", (Standing.ALREADY_USED,)),
        ("Waits", (Standing.WAITS,)),
        ("Not now", (Standing.NOT_NOW,)),
        ("Not for this patient", (Standing.NOT_FOR_THIS_PATIENT,)),
        ("Advised against", (Standing.ADVISED_AGAINST,)),
    ):
        say(label, _by_reason(assessment.with_standing(*standings), knowledge))
    say("On what is taken now", tuple(facts(FactKind.LEGACY))[:LEGACY_SHOWN])
    say("Not addressed", facts(FactKind.NOT_ADDRESSED))
    return tuple(said)


def _by_reason(options: Sequence[Option], knowledge: Knowledge) -> Iterable[str]:
    """Options with their grade; those of one grade and one reason together."""
    groups: dict[tuple[str, str], list[str]] = {}
    for option in options:
        record = option.recommendation
        asked = option.standing is not Standing.WAITS
        key = (grade_words(record) if asked else "", _why_now(option, knowledge))
        groups.setdefault(key, []).append(option.treatment.short)
    for (grade, reason), names in groups.items():
        said = ", ".join(dict.fromkeys(names)) + (f" ({grade})" if grade else "")
        yield f"{said}: {reason}" if reason else said


# Sheets and cards


def sheet(lesson: Lesson, knowledge: Knowledge, answers: bool, older: Sequence[str] = ()) -> str:
    """One case as a printable page of Markdown that also reads as plain text."""
    teach = lesson.teach
    patient = patient_of(lesson, knowledge)
    known = shown(patient, knowledge, () if answers else teach.withheld)
    parts = [
        f"# {teach.title}",
        f"Made-up patient, for teaching: case {lesson.id}. Content {knowledge.version} ({knowledge.fingerprint}).",
        teach.vignette,
        "## What is known",
        bullets([*(f"{label}: {value}" for label, value in known.values), *_present_and_absent(known)]),
        "## Learning objectives",
        bullets(teach.objectives),
    ]
    parts += _answers(lesson, knowledge, older) if answers else _blanks()
    parts += ["## Questions for discussion", bullets(teach.questions)]
    return "\n\n".join(parts) + "\n"


def bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _present_and_absent(known: Shown) -> Iterable[str]:
    if known.present:
        yield f"Present: {', '.join(in_a_sentence(label) for label in known.present)}"
    if known.absent:
        yield f"Asked and absent: {', '.join(in_a_sentence(label) for label in known.absent)}"


def _blanks() -> list[str]:
    line = "." * 60
    return [
        "## Your answer",
        f"Options to put on the table: {line}\n\nWhat waits, and for what: {line}\n\n"
        "How sure (guessing, fairly sure, certain): " + line[:20],
    ]


def _answers(lesson: Lesson, knowledge: Knowledge, older: Sequence[str]) -> list[str]:
    teach, assessment = lesson.teach, answer_of(lesson, knowledge)
    parts = [
        "## What the guidance says for this patient",
        "AASM 2025, with today's cautions. Supports and never replaces judgement.",
        "\n\n".join(f"{label}:\n\n{bullets(lines)}" for label, lines in answer_lines(assessment, knowledge)),
        "## Learning point",
        f"{teach.learning_point}\n\nSource: {source_words(teach, knowledge)}.",
        "## Change one answer",
    ]
    for change in teach.counterfactuals:
        moves = moved(assessment, answer_of(lesson, knowledge, change.set), knowledge)
        parts.append(f"{change.label} ({changed_words(lesson, change, knowledge)}):\n\n{bullets(moved_lines(moves))}")
    if older:
        parts += ["## What older guidance would have said", "History, never advice.", bullets(older)]
    return parts


def all_sheets(pages: Iterable[str]) -> str:
    return "\n\n---\n\n".join(page.rstrip() for page in pages) + "\n"


def cards(lesson: Lesson, knowledge: Knowledge) -> tuple[tuple[str, str, str], ...]:
    """Front, back and tags: one card on the case, one on each changed answer."""
    teach, assessment = lesson.teach, answer_of(lesson, knowledge)
    known = shown(assessment.patient, knowledge, teach.withheld)
    values = "; ".join([*(f"{label} {value}" for label, value in known.values), *_present_and_absent(known)])
    tags = f"rls aasm-2025 {lesson.id}"
    told = " ".join(f"{label}: {'; '.join(lines)}." for label, lines in answer_lines(assessment, knowledge))
    point = f"Learning point: {teach.learning_point} ({source_words(teach, knowledge)})"
    rows = [(f"{teach.vignette} {values}. Which options, and what waits?", f"{told} {point}", tags)]
    for change in teach.counterfactuals:
        moves = moved(assessment, answer_of(lesson, knowledge, change.set), knowledge)
        asked = (
            f"{teach.title}: {teach.vignette} {change.label} ({changed_words(lesson, change, knowledge)}): what moves?"
        )
        rows.append((asked, " ".join(moved_lines(moves)), tags))
    return tuple(rows)


def cards_csv(rows: Iterable[Sequence[str]]) -> str:
    """Three columns without a header row: front, back, tags (separated by spaces). Every field is quoted."""
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return text.getvalue()
