"""An answer as headed lines: the one way it is said. Pages, sheets, cards and whatever leaves the house are formats of it.

Here is the line: an `Assessment` holds live objects (compiled questions, records, the patient); a `Note` holds texts,
numbers, ids and closed words only, so that it has a JSON Schema and comes back from JSON as it was. It is made for one
reader and never logged: no repr here shows what it holds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from rls_logic.assessment import OFFERED, Assessment, Current, Finding, Option
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.shapes import Aggravator, Caution, Fact, is_about
from rls_logic.content.types import Cite
from rls_logic.content.vocabulary import (
    Certainty,
    Confirmation,
    Direction,
    DosePart,
    FactKind,
    Ground,
    Heading,
    Population,
    Standing,
    State,
    Step,
    Strength,
)
from rls_logic.known import IRON_TESTS, Known, known, unscreened_words, value_words
from rls_logic.moves import preview, preview_words
from rls_logic.phrases import because_words, fields_words, grade_words, unlisted, use_words
from rls_logic.trace import TraceLine, trace

ASKED = 3  # unknowns that are asked for
PLAN_LINES = 3  # lines on one thing taken now that the short form holds


@dataclass(frozen=True, slots=True, repr=False)
class Cited:
    """Where something is said, and how that was confirmed. `source` is the id, `short` the name."""

    source: str
    short: str
    locator: str
    confirmed: Confirmation


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """One line. `more`: the detail behind it; `trace`: which of this patient's answers made it hold, or left it open.

    `record`: the id of the record or patient field that it comes from. `until`: what would end it. `needs`: the labels
    of what is not known, for something to be checked first.
    """

    says: str
    record: str = ""
    more: str = ""
    until: str = ""
    needs: str = ""
    cite: Cited | None = None
    trace: tuple[TraceLine, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class DoseLine:
    """One line of a dose card: which part of it, and what is said."""

    part: DosePart
    line: Line


@dataclass(frozen=True, slots=True, repr=False)
class OptionDetail:
    """What stands one layer down: where it is printed, why it stands where it stands, dosing facts, licence."""

    statement: str
    as_printed: str
    cite: Cited
    levels: Mapping[str, Confirmation]
    trace: tuple[TraceLine, ...]
    card: tuple[DoseLine, ...]
    mentions: tuple[Line, ...]
    doses: tuple[Line, ...]
    more: tuple[Line, ...]
    licence: Line


@dataclass(frozen=True, slots=True, repr=False)
class OptionLine:
    """A recommendation for this patient: its grade, where it stands and why, and what comes before its grade.

    `group`: the class that it is shown and counted with. `because`: the ground in words, where it is more than the grade.
    `graded_elsewhere`: what the grade is called where it is not this patient's own. `blocked`: safety reasons; `own`: cautions
    that are true of this patient, never left out; `always`: those that everyone must settle; `checks`: what to check first;
    `uses`: how it is or was taken.
    """

    record: str
    treatment: str
    name: str
    short: str
    group: str
    population: Population
    direction: Direction
    strength: Strength | None
    certainty: Certainty | None
    grade: str
    standing: Standing
    ground: Ground
    because: str
    uses: tuple[str, ...]
    graded_elsewhere: str
    blocked: tuple[Line, ...]
    own: tuple[Line, ...]
    always: tuple[Line, ...]
    checks: tuple[Line, ...]
    condition: str
    remark: str
    detail: OptionDetail | None = None


@dataclass(frozen=True, slots=True, repr=False)
class TakenLine:
    """Something taken now or ended lately: how, what to do about it (`step`), the lines, and the cautions against going on.

    `option`: its recommendation, where there is one and it is taken for RLS.
    """

    treatment: str
    name: str
    use: str
    step: Step | None
    cautions: tuple[Line, ...]
    lines: tuple[Line, ...]
    option: OptionLine | None


@dataclass(frozen=True, slots=True, repr=False)
class Section:
    """A heading with its options, what is taken, or lines. `about`: what it speaks of."""

    heading: Heading
    options: tuple[OptionLine, ...] = ()
    taken: tuple[TakenLine, ...] = ()
    lines: tuple[Line, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Note:
    """The whole answer for one patient: what is known, what is said of it, and the content that it was made from."""

    state: State
    known: Known
    sections: tuple[Section, ...]
    version: str
    fingerprint: str

    def section(self, heading: Heading) -> Section:
        """The section of this heading, empty where nothing is to be said under it."""
        return next((section for section in self.sections if section.heading is heading), Section(heading))


def note(assessment: Assessment, knowledge: Knowledge, whole: bool = False) -> Note:
    """The answer as headed lines, in reading order; `whole`: with the layer below each line."""
    writer = _Writer(assessment, knowledge, whole)
    alone = [finding for finding in assessment.facts if finding.record.alone]
    sections = writer.only(alone) if alone else (*writer.first(), *writer.options(), *writer.rest())
    told = tuple(section for section in sections if section.lines or section.options or section.taken)
    patient = known(assessment.patient, knowledge)
    return Note(assessment.state, patient, told, assessment.version, assessment.fingerprint)


def option_line(option: Option, assessment: Assessment, knowledge: Knowledge) -> tuple[OptionLine, OptionDetail]:
    """One option, and the layer below its line."""
    writer = _Writer(assessment, knowledge, whole=True)
    return writer.option(option), writer.detail(option)


def line_of(
    finding: Finding[Fact] | Finding[Aggravator] | Finding[Caution], knowledge: Knowledge, whole: bool = True
) -> Line:
    """A record that holds for the patient."""
    record = finding.record
    return Line(
        says=record.short,
        record=record.id,
        more=record.statement,
        until=(record.until or "") if isinstance(record, Caution) else "",
        cite=cited(record.cite, record.confirmed, knowledge),
        trace=trace(finding.check, knowledge) if whole else (),
    )


def check_line_of(finding: Finding[Caution], knowledge: Knowledge, whole: bool = True) -> Line:
    """A caution of which it is not known whether it holds: what to check."""
    record = finding.record
    return Line(
        says=record.check or record.short,
        record=record.id,
        more=record.statement,
        needs=fields_words(finding.missing, knowledge, ", "),
        cite=cited(record.cite, record.confirmed, knowledge),
        trace=trace(finding.check, knowledge) if whole else (),
    )


def cited(cite: Cite, confirmed: Confirmation, knowledge: Knowledge) -> Cited:
    others = (f"{knowledge.sources[other.source].short}, {other.locator}" for other in cite.also)
    where = "; ".join([cite.locator, *others])
    return Cited(cite.source, knowledge.sources[cite.source].short, where, confirmed)


class _Writer:
    """Writes the lines of one assessment, each record once."""

    def __init__(self, assessment: Assessment, knowledge: Knowledge, whole: bool) -> None:
        self.assessment, self.knowledge, self.whole = assessment, knowledge, whole
        self.lines: dict[str, Line] = {}

    # Sections

    def only(self, alone: Iterable[Finding[Fact]]) -> Iterable[Section]:
        """Nothing but what stands alone: anything beside it would take the eye off it."""
        for heading, kind in (
            (Heading.DO_NOT_MISS, FactKind.DO_NOT_MISS),
            (Heading.OUTSIDE_SCOPE, FactKind.OUTSIDE_SCOPE),
        ):
            yield Section(heading, lines=tuple(self.line(f) for f in alone if f.record.kind is kind))

    def first(self) -> Iterable[Section]:
        """What comes before any option."""
        assessment = self.assessment
        yield Section(Heading.ENTRIES, lines=tuple(Line(p.message, p.id, p.mend) for p in assessment.problems))
        yield self.facts(Heading.DO_NOT_MISS, FactKind.DO_NOT_MISS)
        yield self.facts(Heading.OUTSIDE_SCOPE, FactKind.OUTSIDE_SCOPE)
        yield self.facts(Heading.MIMICS, FactKind.MIMIC)
        yield Section(Heading.TAKEN_NOW, taken=tuple(map(self.taken, assessment.current)))
        yield Section(Heading.ASK_NEXT, lines=tuple(self.asks()))
        yield self.iron()
        yield self.facts(Heading.IRON_ROUTE, FactKind.IRON_ROUTE)
        yield Section(Heading.AGGRAVATORS, lines=tuple(self.line(finding) for finding in assessment.aggravators))
        if count := len(assessment.unscreened_medicines):  # by number only: what was typed may name a person
            yield Section(Heading.NOT_SCREENED, lines=(Line(unscreened_words(count), "other_medicines"),))

    def asks(self) -> Iterable[Line]:
        """The unknowns that move the most, each as an action with what each outcome opens."""
        if self.assessment.state is State.CONFLICTING_INPUTS:  # mending the entries comes first
            return
        for unknown in self.assessment.unknowns[:ASKED]:
            if unknown.urgent:
                yield Line(unknown.urgent.asks, unknown.field, unknown.urgent.changes)
            else:
                moved = preview_words(preview(self.assessment, unknown, self.knowledge), self.knowledge)
                yield Line(unknown.input.label, unknown.field, moved or unknown.input.why.rstrip("."))

    def iron(self) -> Section:
        """Why no iron now, where there is a reason; else what may be the cause, and what the values open."""
        return self.facts(Heading.IRON, *self.iron_kinds()[0], about=self.iron_values())

    def iron_kinds(self) -> tuple[tuple[FactKind, ...], tuple[FactKind, ...]]:
        """What is said of iron, and what stays a layer below."""
        stop, others = (FactKind.IRON_STOP,), (FactKind.IRON_CAUSE, FactKind.IRON)
        if self.assessment.state is State.OUTSIDE_SCOPE:
            return (), (*stop, *others)
        return (stop, others) if self.assessment.of_kind(*stop) else (others, ())

    def iron_values(self) -> str:
        values = {**self.assessment.values, **self.assessment.answers.bounds}
        ferritin, tsat = (value_words(name, values[name], self.knowledge) for name in IRON_TESTS)
        patient = self.assessment.patient
        typed = patient.tsat_percent is not None or "tsat_percent" in patient.bounds
        computed = not typed and values["tsat_percent"] is not None
        return f"ferritin {ferritin}, TSAT {tsat}{' (computed)' if computed else ''}"

    def options(self) -> Iterable[Section]:
        # A treatment may have two records here (of everyone, and of end-stage renal disease); its block holds the first.
        in_blocks = {block.option.id for block in self.assessment.current if block.option}
        against = self.assessment.with_standing(Standing.ADVISED_AGAINST)
        waiting = self.assessment.with_standing(Standing.WAITS)
        used = self.assessment.with_standing(Standing.ALREADY_USED)
        yield self.offered()
        yield self.facts(Heading.NAMED, FactKind.NAMED)
        yield self.of(Heading.USED, (option for option in used if option.id not in in_blocks))
        yield self.of(Heading.WAITS, (o for o in waiting if o.recommendation.direction is Direction.FOR))
        for heading, standing in (
            (Heading.NOT_NOW, Standing.NOT_NOW),
            (Heading.NOT_FOR_THIS_PATIENT, Standing.NOT_FOR_THIS_PATIENT),
        ):
            held = self.assessment.with_standing(standing)
            yield self.of(heading, (option for option in held if option.id not in in_blocks))
        yield self.of(Heading.AGAINST, (option for option in against if option.id not in in_blocks))
        yield self.of(Heading.AGAINST_WAITS, (o for o in waiting if o.recommendation.direction is not Direction.FOR))

    def offered(self) -> Section:
        """What is offered, in order; said at the head where most of it needs something settled first."""
        offered = self.assessment.with_standing(*OFFERED)
        held = self.assessment.with_standing(Standing.NOT_NOW)
        settle = len(held) + sum(option.standing is Standing.OPEN_WITH_CARE for option in offered)
        about = self.knowledge.word(Heading.OPTIONS, "settle") if settle > (len(offered) + len(held)) / 2 else ""
        return replace(self.of(Heading.OPTIONS, offered), about=about)

    def rest(self) -> Iterable[Section]:
        yield self.facts(Heading.NOT_ADDRESSED, FactKind.NOT_ADDRESSED)
        yield self.facts(Heading.NEXT_VISIT, FactKind.NEXT_VISIT)
        yield self.facts(Heading.FIRST_STEPS, FactKind.FIRST_STEP)
        yield self.facts(Heading.IRON_DETAIL, *self.iron_kinds()[1])
        yield self.facts(Heading.CHANGING, FactKind.STOPPING)
        yield self.facts(Heading.HOSPITAL, FactKind.HOSPITAL)
        yield self.facts(Heading.SILENT, FactKind.SILENT)

    def facts(self, heading: Heading, *kinds: FactKind, about: str = "") -> Section:
        """The sourced lines that hold, kind after kind."""
        lines = tuple(self.line(finding) for kind in kinds for finding in self.assessment.of_kind(kind))
        return Section(heading, lines=lines, about=about)

    def of(self, heading: Heading, options: Iterable[Option]) -> Section:
        return Section(heading, options=tuple(self.option(option) for option in options))

    # Lines

    def line(self, finding: Finding[Fact] | Finding[Aggravator] | Finding[Caution]) -> Line:
        found = self.lines.get(finding.record.id)
        if found is None:
            found = self.lines[finding.record.id] = line_of(finding, self.knowledge, self.whole)
        return found

    def checks(self, option: Option) -> Iterable[Line]:
        """What is not known and would come before the grade: cautions, then lists that are not answered."""
        for finding in option.check_first:
            if finding.record.id not in self.lines:  # a caution holds or is not known: it has one line
                self.lines[finding.record.id] = check_line_of(finding, self.knowledge, self.whole)
            yield self.lines[finding.record.id]
        for missing in unlisted(option, self.knowledge):
            cite = cited(missing.cite, missing.confirmed, self.knowledge)
            yield Line(missing.short, missing.id, missing.statement, cite=cite)

    def taken(self, block: Current) -> TakenLine:
        option = block.option
        return TakenLine(
            treatment=block.use.treatment.id,
            name=block.use.name,
            use=use_words(block.use, self.knowledge),
            step=block.step,
            cautions=tuple(map(self.line, block.cautions)),
            lines=tuple(map(self.line, block.lines)),
            option=self.option(option) if option else None,
        )

    def option(self, option: Option) -> OptionLine:
        record, treatment, knowledge = option.recommendation, option.treatment, self.knowledge
        groups = (group for group in knowledge.treatment_classes.values() if group.id in treatment.classes)
        return OptionLine(
            record=record.id,
            treatment=treatment.id,
            name=treatment.name,
            short=treatment.short,
            group=next((group.label for group in groups if group.as_one), ""),
            population=record.population,
            direction=record.direction,
            strength=record.strength,
            certainty=record.certainty,
            grade=grade_words(record, knowledge),
            standing=option.standing,
            ground=option.because.ground,
            because=because_words(option, knowledge),
            uses=tuple(use_words(use, knowledge) for use in option.uses),
            graded_elsewhere=option.graded_elsewhere,
            blocked=tuple(map(self.line, option.blocked_by)),
            own=tuple(map(self.line, option.own)),
            always=tuple(map(self.line, option.always)),
            checks=tuple(self.checks(option)),
            condition=record.condition or "",
            remark=record.remark or "",
            detail=self.detail(option) if self.whole else None,
        )

    def card(self, about: Iterable[Finding[Fact]]) -> Iterable[DoseLine]:
        """The dose card, part after part; of one part, what is about fewer people comes first."""
        lines = list(about)
        for part in DosePart:
            yield from (DoseLine(part, self.line(f)) for f in lines if f.record.part is part)

    def detail(self, option: Option) -> OptionDetail:
        record, treatment = option.recommendation, option.treatment
        about = [f for f in self.assessment.facts if is_about(f.record.about, treatment)]
        doses = [f for f in about if f.record.kind is FactKind.DOSE and not f.record.part]
        more = [f for f in about if f.record.kind in (FactKind.DETAIL, FactKind.STOPPING)]
        licence = cited(treatment.cite, treatment.confirmed, self.knowledge)
        return OptionDetail(
            statement=record.statement,
            as_printed=record.as_printed,
            cite=cited(record.cite, record.confirmed.weakest, self.knowledge),
            levels=record.confirmed.levels,
            trace=trace(option.check, self.knowledge),
            card=tuple(self.card(about)),
            mentions=tuple(self.line(c) for c in option.mentions if c not in option.own),
            doses=tuple(map(self.line, doses)),
            more=tuple(map(self.line, more)),
            licence=Line(treatment.us_label_note, treatment.id, cite=licence),
        )
