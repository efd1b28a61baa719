"""Picks of a learner, marked against the live answer with the inputs that drove each mark, and what they have in common.

Nothing here decides anything. A pick is a treatment, not a record: the list is the same for every case, so that it gives
nothing away.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rls_logic.assess import assess
from rls_logic.assessment import Assessment, Finding, Option
from rls_logic.content.cases import Case, Teach
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.shapes import Caution, Recommendation, Treatment
from rls_logic.content.types import LAST
from rls_logic.content.vocabulary import Direction, Ground, Left, Mark, Outcome, Standing, Strength, Sure
from rls_logic.content.words import in_a_sentence, plural
from rls_logic.patient import Patient
from rls_logic.phrases import because_words, check_words, use_words
from rls_logic.read import read_patient
from rls_logic.trace import TraceLine, drivers

STANDING_MARKS = {
    Standing.OPEN: Mark.FITS,
    Standing.CHECK_FIRST: Mark.FITS,
    Standing.OPEN_WITH_CARE: Mark.CARE,
    Standing.ALREADY_USED: Mark.TRIED,
    Standing.WAITS: Mark.WAITS,
    Standing.NOT_NOW: Mark.NOT_NOW,
    Standing.NOT_FOR_THIS_PATIENT: Mark.NOT_FOR_THIS_PATIENT,
}
NO_MISS = (Mark.FITS, Mark.CARE, Mark.TAKEN_NOW, Mark.SILENT)


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


# The list of picks


def choices(knowledge: Knowledge) -> tuple[tuple[str, tuple[Treatment, ...]], ...]:
    """Every treatment that the main guidance grades in anybody, and those it is silent on, by class; then the others."""
    first = {record.treatment: record.number for record in reversed(knowledge.main.recommendations)}
    offered = [t for t in knowledge.treatments.values() if t.id in first or (t.ask_if_taken and not t.part_of)]
    under = {group.id: group.listed_under for group in knowledge.treatment_classes.values() if group.listed_under}
    groups: dict[str, list[Treatment]] = {head: [] for head in (*under.values(), "")}
    for treatment in sorted(offered, key=lambda t: first.get(t.id, LAST)):
        head = next((under[group] for group in under if group in treatment.classes), "")
        groups[head].append(treatment)
    labels = {
        head: [knowledge.treatment_classes[group].label for group in under if under[group] == head] for head in groups
    }
    return tuple((_listed(labels[head]) or "Others", tuple(members)) for head, members in groups.items() if members)


def _listed(labels: Sequence[str]) -> str:
    return ", ".join([*labels[:1], *map(in_a_sentence, labels[1:])])


# Marks


@dataclass(frozen=True, slots=True, repr=False)
class Why:
    """One reason: what is said of it, and the answers that drove it."""

    words: str
    lines: tuple[TraceLine, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Marked:
    """One pick, what the live answer makes of it, and why. `option`: its recommendation for this patient, if any."""

    treatment: Treatment
    mark: Mark
    option: Option | None
    why: tuple[Why, ...]

    @property
    def missed(self) -> bool:
        return self.mark not in NO_MISS


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Options that stand open and were not picked: a class of which none was picked, or one treatment."""

    options: tuple[Option, ...]
    what: Left

    @property
    def missed(self) -> bool:
        return self.what is Left.MISSED


@dataclass(frozen=True, slots=True)
class Marking:
    picks: tuple[Marked, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def misses(self) -> int:
        return sum(pick.missed for pick in self.picks) + sum(group.missed for group in self.left_out)


def mark(assessment: Assessment, picks: Collection[str], knowledge: Knowledge) -> Marking:
    """A learner's picks against the live answer, in the order of the list; then what stood open and was left out."""
    listed = [treatment for _, members in choices(knowledge) for treatment in members if treatment.id in picks]
    counted = {_counted_as(treatment, knowledge) for treatment in listed}
    groups: dict[str, list[Option]] = {}
    for option in assessment.with_standing(Standing.OPEN, Standing.CHECK_FIRST):
        counts_as = _counted_as(option.treatment, knowledge)
        if option.recommendation.direction is Direction.FOR and counts_as not in counted:
            groups.setdefault(counts_as, []).append(option)
    strong_left = Left.NOT_NEEDED if _well_treated(assessment) else Left.MISSED
    return Marking(
        picks=tuple(_marked(treatment, assessment, knowledge) for treatment in listed),
        left_out=tuple(
            LeftOut(tuple(group), strong_left if any(map(_strong, group)) else Left.A_MATTER_OF_VALUES)
            for group in groups.values()
        ),
    )


def _strong(option: Option) -> bool:
    return option.recommendation.strength is Strength.STRONG


def _counted_as(treatment: Treatment, knowledge: Knowledge) -> str:
    """The class that counts as one, else the treatment itself."""
    alike = (group.id for group in knowledge.treatment_classes.values() if group.as_one)
    return next((group for group in alike if group in treatment.classes), treatment.id)


def _well_treated(assessment: Assessment) -> bool:
    """Whether something taken for RLS now helps: then nothing new has to be added."""
    return any(use.when == "now" and use.outcome is Outcome.HELPING for use in assessment.patient.rls_treatments)


def _marked(treatment: Treatment, assessment: Assessment, knowledge: Knowledge) -> Marked:
    option = next((o for o in assessment.options if o.treatment.id == treatment.id), None)
    if option:
        found, reasons = _mark_of(option), why(option, knowledge)
    else:
        records = [r for r in knowledge.main.recommendations if r.treatment == treatment.id]
        found = Mark.DOES_NOT_APPLY if records else Mark.SILENT
        reasons = _why_no_record(records, assessment, knowledge)
    return Marked(treatment, found, option, reasons)


def _mark_of(option: Option) -> Mark:
    if option.taken_now and option.standing in (Standing.ALREADY_USED, Standing.ADVISED_AGAINST):
        return Mark.TAKEN_NOW
    if option.standing is Standing.ADVISED_AGAINST:
        standard = option.recommendation.direction is Direction.AGAINST_STANDARD_USE
        return Mark.AGAINST_STANDARD_USE if standard else Mark.AGAINST
    return STANDING_MARKS[option.standing]


def why(option: Option, knowledge: Knowledge) -> tuple[Why, ...]:
    """Why an option stands where it stands: how it is or was taken, then what decided it."""
    found = [Why(use_words(use, knowledge)) for use in option.uses]
    because, record = option.because, option.recommendation
    match because.ground:
        case Ground.HELD | Ground.UNANSWERED:
            found.append(Why(because_words(option, knowledge)))
        case Ground.SAFETY | Ground.SETTLE_FIRST:
            found += [_caution(finding, knowledge) for finding in because.cautions]
        case Ground.DIRECTION | Ground.TAKEN_ELSEWHERE:
            found.append(Why(record.statement, drivers(option.check, knowledge)))
            found += [Why(text) for text in (record.condition, record.remark) if text]
        case Ground.TO_CHECK | Ground.APPLIES:
            found.append(Why("", drivers(option.check, knowledge)))
            checks = check_words(option, knowledge)
            found += [Why(f"check first: {', '.join(checks)}")] if checks else []
    return tuple(found)


def _caution(finding: Finding[Caution], knowledge: Knowledge) -> Why:
    until = f" (until {finding.record.until})" if finding.record.until else ""
    return Why(finding.record.short + until, drivers(finding.check, knowledge))


def _why_no_record(records: Sequence[Recommendation], assessment: Assessment, knowledge: Knowledge) -> tuple[Why, ...]:
    """What keeps each record of a treatment from being about this patient."""
    found = {}
    for record in records:
        lines = drivers(assessment.answers.of(record.id), knowledge)
        found[lines] = Why(f"{record.cite.locator} is not about this patient", lines)
    return tuple(found.values())


def line_words(line: TraceLine) -> str:
    """One deciding answer: "Ferritin is at or below 75 ng/mL: no, 90 ng/mL"."""
    return f"{line.question}: {line.answer.value}{f', {line.value}' if line.value else ''}"


def why_words(reason: Why) -> str:
    lines = "; ".join(line_words(line) for line in reason.lines)
    return f"{reason.words} ({lines})" if reason.words and lines else reason.words or lines


# What the marks come to


def verdict(marking: Marking, sure: Sure, knowledge: Knowledge) -> str:
    """The picks of one case in a sentence, then what the stated confidence is worth."""
    if not marking.picks:
        said = "Nothing picked."
    else:
        counts = Counter(pick.mark for pick in marking.picks)
        said = ", ".join(f"{counts[found]} {knowledge.word(found, 'count')}" for found in Mark if counts[found])
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


def pattern(results: Sequence[Result], knowledge: Knowledge) -> tuple[str, ...]:
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
    for words, names in sorted(_missed(results, knowledge).items(), key=lambda kind: -kind[1].total()):
        listed = ", ".join(name if count == 1 else f"{name} {count} times" for name, count in names.most_common())
        said.append(f"{names.total()} of {plural(misses, 'miss')}: {words}: {listed}.")
    return (*said, *_confidence(results))


def _missed(results: Sequence[Result], knowledge: Knowledge) -> dict[str, Counter[str]]:
    """Misses of one kind together: what they have in common, and the names."""
    kinds: dict[str, Counter[str]] = {}
    for pick in (pick for result in results for pick in result.marking.picks if pick.missed):
        words = f"picks that {knowledge.word(pick.mark, 'miss')}"
        if pick.mark is Mark.WAITS:
            words += f" ({pick.why[-1].words})"
        kinds.setdefault(words, Counter())[in_a_sentence(pick.treatment.short)] += 1
    for group in (group for result in results for group in result.marking.left_out if group.missed):
        name = " or ".join(in_a_sentence(option.treatment.short) for option in group.options)
        kinds.setdefault("strong recommendations left out", Counter())[name] += 1
    return kinds


def _confidence(results: Sequence[Result]) -> Iterable[str]:
    for sure, said in ((Sure.CERTAIN, "Certain"), (Sure.GUESSING, "Guessed")):
        if stated := [result for result in results if result.sure is sure]:
            held = sum(not result.marking.misses for result in stated)
            yield f"{said} in {plural(len(stated), 'case')}: {held} of them without a miss."
