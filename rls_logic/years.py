"""Lines guidance up by treatment and year, and runs the same patient through every source. Pure, like `assess`.

Directions are lined up, grades never: each source's own grade stays as printed. An absent record reads one of three
ways: the source was read whole and is silent; it is not established here; or the treatment is not its topic.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from rls_logic.asking.answered import Answers
from rls_logic.asking.answers import NO, UNKNOWN, YES, Answer
from rls_logic.asking.rules import Check
from rls_logic.assess import assess
from rls_logic.assessment import Assessment, Finding, Option
from rls_logic.content.history import Shift
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.shapes import Caution, Guidance, Outside, Recommendation, Treatment, is_about
from rls_logic.content.types import LAST
from rls_logic.content.vocabulary import (
    Change,
    Direction,
    Effect,
    Nothing,
    Population,
    Put,
    SourceKind,
    Target,
    Voice,
)
from rls_logic.known import IRON_TESTS
from rls_logic.patient import Patient
from rls_logic.trace import TraceLine, trace

# Which way a direction points. A conclusion on efficacy takes no side, and of the kinds of nothing only silence counts.
SIDE: Mapping[Direction | Nothing, Direction | Nothing] = {
    Direction.FOR: Direction.FOR,
    Direction.FOR_WITH_LIMITS: Direction.FOR,
    Direction.AGAINST: Direction.AGAINST,
    Direction.AGAINST_STANDARD_USE: Direction.AGAINST,
    Direction.INSUFFICIENT: Direction.INSUFFICIENT,
    Nothing.SILENT: Nothing.SILENT,
}


@dataclass(frozen=True, slots=True)
class Position:
    """What one source says about one treatment in one population.

    `records`: on RLS symptoms (or the population's own outcome), the leading one first. `also`: other outcomes and
    comparisons. `through`: the group or product class whose record speaks for it, where it has none of its own.
    """

    guidance: Guidance
    treatment: Treatment
    population: Population
    said: Direction | Nothing
    records: tuple[Recommendation, ...] = ()
    also: tuple[Recommendation, ...] = ()
    through: Treatment | None = None

    @property
    def as_printed(self) -> str:
        """The source's own grade or grades, unchanged."""
        return "; ".join(dict.fromkeys(record.as_printed for record in self.records))

    @property
    def established(self) -> bool:
        return isinstance(self.said, Direction)


def in_time_order(knowledge: Knowledge) -> tuple[Guidance, ...]:
    """Every source of guidance, oldest first."""
    return tuple(sorted(knowledge.guidance.values(), key=lambda g: (g.source.year or 0, g.rank, g.source.id)))


def speakers(treatment: Treatment, knowledge: Knowledge) -> tuple[Treatment, ...]:
    """Whose record speaks for a treatment: its own, then its group's, then that of its product class."""
    wider = [t for t in knowledge.treatments.values() if t.stands_for in treatment.classes and t is not treatment]
    wider.sort(key=lambda t: treatment.classes.index(t.stands_for or ""))
    group = [knowledge.treatments[treatment.part_of]] if treatment.part_of else []
    return (treatment, *group, *wider)


def position(guidance: Guidance, treatment: Treatment, population: Population, knowledge: Knowledge) -> Position:
    """What this source says about this treatment in this population."""
    of_population = [r for r in guidance.recommendations if r.population == population]
    also: tuple[Recommendation, ...] = ()
    for speaker in speakers(treatment, knowledge):
        records = [r for r in of_population if r.treatment == speaker.id]
        main = tuple(r for r in records if _leads(r))
        if speaker is treatment:
            compared = [r for r in of_population if r.over == treatment.id]
            also = (*(r for r in records if not _leads(r)), *compared)
        if main:
            through = None if speaker is treatment else speaker
            return Position(guidance, treatment, population, main[0].direction, main, also, through)
    return Position(guidance, treatment, population, _nothing(guidance, treatment, population, knowledge), (), also)


def _leads(record: Recommendation) -> bool:
    return record.outcome is Target.RLS_SYMPTOMS and record.over is None


def _nothing(guidance: Guidance, treatment: Treatment, population: Population, knowledge: Knowledge) -> Nothing:
    about = guidance.about
    if (about.classes or about.treatments) and not is_about(about, treatment):
        return Nothing.NOT_ITS_TOPIC
    members = {t.id for t in knowledge.treatments.values() if t.part_of == treatment.id}
    if any(r.treatment in members and r.population == population for r in guidance.recommendations):
        return Nothing.BY_PRODUCT
    return Nothing.SILENT if population in guidance.covers else Nothing.NOT_ESTABLISHED


@dataclass(frozen=True, slots=True)
class History:
    """One treatment through every source, oldest first."""

    treatment: Treatment
    positions: tuple[Position, ...]
    change: Change
    shift: Shift | None

    @property
    def main(self) -> Position:
        return next(p for p in self.positions if p.guidance.voice is Voice.MAIN)

    @property
    def older(self) -> tuple[Position, ...]:
        return tuple(p for p in self.positions if p.guidance.voice is Voice.OLDER)

    @property
    def differing(self) -> tuple[Position, ...]:
        """Older sources whose direction differs from that of the main guidance."""
        return tuple(p for p in self.older if differs(p, self.main))

    @property
    def disagreeing_today(self) -> tuple[Position, ...]:
        """Sources that speak beside the main guidance today, and say something else."""
        return tuple(p for p in self.positions if p.guidance.voice is Voice.TODAY and differs(p, self.main))


def differs(one: Position, main: Position) -> bool:
    """Whether a direction that a source took differs from the main guidance's. A conclusion on efficacy takes none."""
    return one.established and one.said in SIDE and SIDE.get(one.said) != SIDE.get(main.said, Nothing.SILENT)


def matrix(knowledge: Knowledge, population: Population) -> tuple[History, ...]:
    """Every treatment that any source speaks of in this population; the main guidance's own come first."""
    sources = in_time_order(knowledge)
    named = {r.treatment for g in sources for r in g.recommendations if r.population == population}
    histories = [
        history_of(treatment, population, knowledge)
        for treatment in knowledge.treatments.values()
        if treatment.id in named and not treatment.stands_for
    ]
    return tuple(sorted(histories, key=_place))


def _place(history: History) -> tuple[int, int, str]:
    main = history.main
    number = main.records[0].number if main.records and not main.through else LAST
    return number, -sum(p.established for p in history.positions), history.treatment.name


def history_of(treatment: Treatment, population: Population, knowledge: Knowledge) -> History:
    positions = tuple(position(g, treatment, population, knowledge) for g in in_time_order(knowledge))
    return History(treatment, positions, _change(positions), knowledge.shifts.get(treatment.id))


def _change(positions: Iterable[Position]) -> Change:
    listed = tuple(positions)
    main = next(p for p in listed if p.guidance.voice is Voice.MAIN)
    # A review concludes on efficacy: it advises nothing, so nothing it says was turned round.
    advising = [
        p for p in listed if p.guidance.voice is Voice.OLDER and p.guidance.source.kind is not SourceKind.REVIEW
    ]
    older = [SIDE[p.said] for p in advising if p.said in SIDE]
    now = SIDE.get(main.said, Nothing.SILENT)
    if now in (Direction.FOR, Direction.AGAINST):
        opposite = Direction.AGAINST if now is Direction.FOR else Direction.FOR
        if opposite in older:
            return Change.REVERSED
        if Direction.INSUFFICIENT in older:
            return Change.SETTLED
        return Change.NEW if older and now not in older else Change.NONE
    dropped = now is Nothing.SILENT and not {Direction.FOR, Direction.AGAINST}.isdisjoint(older)
    return Change.DROPPED if dropped else Change.NONE


# No advice on the treatment; and everything that puts nothing before the patient, either way.
UNSAID: frozenset[Put | Nothing] = frozenset({Put.CONCLUDED, *Nothing})
NOTHING_PUT = UNSAID | {Put.DOES_NOT_APPLY, Put.INSUFFICIENT}


@dataclass(frozen=True, slots=True)
class PatientPosition:
    """What one source says of one treatment for this patient. `check`: how its condition was answered.

    `option`: for the main guidance, the option as it stands today, with every safety reason. `outside`: the group that the patient
    belongs to and the source's records on this treatment are not about, so that nothing is established there.
    """

    guidance: Guidance
    treatment: Treatment
    put: Put | Nothing
    record: Recommendation | None = None
    check: Check | None = None
    option: Option | None = None
    outside: Outside | None = None


@dataclass(frozen=True, slots=True)
class PatientHistory:
    """One treatment for this patient through every source, oldest first, with today's cautions beside it."""

    treatment: Treatment
    cells: tuple[PatientPosition, ...]
    cautions: tuple[Finding[Caution], ...]  # true of this patient
    to_check: tuple[Finding[Caution], ...]  # not known, and no mere mention

    @property
    def main(self) -> PatientPosition:
        return next(cell for cell in self.cells if cell.guidance.voice is Voice.MAIN)

    def cell_of(self, source: Guidance) -> PatientPosition:
        return next(cell for cell in self.cells if cell.guidance is source)

    def differs(self, cell: PatientPosition) -> bool:
        """Whether a source would have put something else before this patient than the main guidance does."""
        return cell.put not in UNSAID and cell.put is not self.main.put and not {cell.put, self.main.put} <= NOTHING_PUT


@dataclass(frozen=True, slots=True)
class Clause:
    """What one source alone said of this patient, by what its own cells put: no other source's cell is in it.

    `lost`: put forward there and advised against today; `gained`: put forward today and not there, by the cell that says so.
    `more`: the rest that it put forward and today does not. `outside`: what is not established for this patient's group.
    """

    guidance: Guidance
    lost: tuple[PatientHistory, ...]
    more: tuple[PatientHistory, ...]
    against: tuple[PatientHistory, ...]
    concluded: tuple[PatientHistory, ...]
    gained: Mapping[Put | Nothing, tuple[PatientHistory, ...]]
    outside: Mapping[Outside, tuple[PatientHistory, ...]]

    @property
    def forward(self) -> tuple[PatientHistory, ...]:
        """What this very source put forward, and today's guidance does not."""
        return self.lost + self.more


FORWARD = (Put.OFFERED, Put.CONDITIONAL)
NOT_FORWARD = (Put.INSUFFICIENT, Put.ADVISED_AGAINST, Put.DOES_NOT_APPLY, Nothing.SILENT)


def clause(source: Guidance, rows: Iterable[PatientHistory], told: Collection[str] = ()) -> Clause:
    """One source's own words on these treatments. `told`: treatments that another source of the year put forward."""
    mine = [(row, row.cell_of(source)) for row in rows]
    lost, more, against, concluded = [], [], [], []
    gained: dict[Put | Nothing, list[PatientHistory]] = {}
    outside: dict[Outside, list[PatientHistory]] = {}
    for row, cell in mine:
        now = row.main.put
        held = bool(row.main.option and row.main.option.blocked_by)
        if cell.outside:
            outside.setdefault(cell.outside, []).append(row)
        elif cell.put in FORWARD:
            if now is Put.ADVISED_AGAINST:
                lost.append(row)
            elif row.differs(cell):
                more.append(row)
        elif cell.put is Put.CONCLUDED and now is Put.ADVISED_AGAINST:
            concluded.append(row)
        elif cell.put is Put.ADVISED_AGAINST and (row.differs(cell) or row.treatment.id in told):
            against.append(row)
        elif now is Put.OFFERED and not held and cell.put in NOT_FORWARD:
            gained.setdefault(cell.put, []).append(row)
    return Clause(
        source,
        tuple(lost),
        tuple(more),
        tuple(against),
        tuple(concluded),
        {put: tuple(found) for put, found in gained.items()},
        {group: tuple(found) for group, found in outside.items()},
    )


def clauses(sources: Iterable[Guidance], rows: Iterable[PatientHistory]) -> tuple[Clause, ...]:
    """One clause a source, for the sources of one year."""
    listed, found = tuple(rows), tuple(sources)
    told = {row.treatment.id for row in listed for cell in row.cells if cell.guidance in found and cell.put in FORWARD}
    return tuple(clause(source, listed, told) for source in found)


@dataclass(frozen=True, slots=True, repr=False)  # it holds the patient: never into a log
class Years:
    """The same patient through every source. `iron`: the iron thresholds of each source and how this patient meets them."""

    assessment: Assessment
    sources: tuple[Guidance, ...]
    rows: tuple[PatientHistory, ...]
    populations: tuple[Population, ...]  # those that this patient may belong to
    iron: tuple[tuple[Guidance, tuple[tuple[Population, TraceLine], ...]], ...]


def through_the_years(patient: Patient, knowledge: Knowledge) -> Years:
    """Answers this patient with each source's own rules and thresholds. Older answers are history, never advice."""
    assessment = assess(patient, knowledge)
    answers = assessment.answers
    sources = in_time_order(knowledge)
    named = {record.treatment for source in sources for record in source.recommendations}
    treatments = [t for t in knowledge.treatments.values() if t.id in named and not t.stands_for]
    outside = [group for group in knowledge.outside if answers.of(group.id).answer is YES]
    rows = []
    for treatment in treatments:
        cells = tuple(_cell(g, treatment, assessment, answers, knowledge, outside) for g in sources)
        if any(cell.record and cell.put is not Put.DOES_NOT_APPLY for cell in cells):
            found = [Finding(c, answers.of(c.id)) for c in knowledge.cautions_about[treatment.id]]
            shown = next((option for option in assessment.options if option.treatment is treatment), None)
            cautions = shown.cautions if shown else tuple(f for f in found if f.answer is YES)
            to_check = tuple(f for f in found if f.answer is UNKNOWN and f.record.effect is not Effect.MENTION)
            rows.append(PatientHistory(treatment, cells, cautions, to_check))
    rows.sort(key=lambda row: _row_place(row, assessment))
    iron = tuple(_iron(sources, answers, knowledge))
    return Years(assessment, sources, tuple(rows), _populations(assessment, knowledge), iron)


def _row_place(row: PatientHistory, assessment: Assessment) -> tuple[int, str]:
    shown = {option.treatment.id: place for place, option in reversed(list(enumerate(assessment.options)))}
    return shown.get(row.treatment.id, len(shown)), row.treatment.name


ANSWER_ORDER = {YES: 0, UNKNOWN: 1, NO: 2}


def _cell(
    guidance: Guidance,
    treatment: Treatment,
    assessment: Assessment,
    answers: Answers,
    knowledge: Knowledge,
    outside: Iterable[Outside],
) -> PatientPosition:
    populations = _populations(assessment, knowledge)
    groups = [] if guidance.voice is Voice.MAIN else [g for g in outside if g.covers(treatment)]
    left_out: Outside | None = None
    for speaker in speakers(treatment, knowledge):
        found = [r for r in guidance.recommendations if r.treatment == speaker.id and _leads(r)]
        records = [r for r in found if not any(group.leaves_out(r) for group in groups)]
        if found and not records:
            left_out = left_out or next(g for g in groups if any(g.leaves_out(r) for r in found))
        if records:
            checked = [(answers.of(r.id), r) for r in records]
            check, record = min(checked, key=lambda pair: (ANSWER_ORDER[pair[0].answer], pair[1].number))
            if check.answer is NO and not {r.population for r in records} & set(populations):
                continue  # it speaks of other people: to this patient it says nothing
            option = assessment.option(record.id) if guidance.voice is Voice.MAIN else None
            return PatientPosition(guidance, treatment, _put(check.answer, record), record, check, option)
    if left_out:
        return PatientPosition(guidance, treatment, Nothing.NOT_ESTABLISHED, outside=left_out)
    return PatientPosition(guidance, treatment, _nothing(guidance, treatment, populations[0], knowledge))


def _populations(assessment: Assessment, knowledge: Knowledge) -> tuple[Population, ...]:
    """The populations that this patient may belong to; one that leads, when it is known, stands for itself."""
    known = {option.recommendation.population for option in assessment.options if option.check.answer is YES}
    if leading := known.intersection(knowledge.main.leads):
        return tuple(leading)
    return tuple(sorted({option.recommendation.population for option in assessment.options})) or (
        Population.ADULTS_RLS,
    )


def _put(answer: Answer, record: Recommendation) -> Put:
    if answer is NO:
        return Put.DOES_NOT_APPLY
    if answer is UNKNOWN:
        return Put.WAITS
    if record.direction in (Direction.AGAINST, Direction.AGAINST_STANDARD_USE):
        return Put.ADVISED_AGAINST
    if record.direction is Direction.INSUFFICIENT:
        return Put.INSUFFICIENT
    if record.direction is Direction.EFFICACY_ONLY:
        return Put.CONCLUDED
    return Put.CONDITIONAL if record.unsettled else Put.OFFERED


def _iron(
    sources: Iterable[Guidance], answers: Answers, knowledge: Knowledge
) -> Iterable[tuple[Guidance, tuple[tuple[Population, TraceLine], ...]]]:
    for guidance in sources:
        lines: dict[tuple[str, str, str], tuple[Population, TraceLine]] = {}
        for record in guidance.recommendations:
            if "iron" in knowledge.treatments[record.treatment].classes:
                for node in knowledge.rules[record.id].nodes:  # every part, also behind one that settled it
                    for line in trace(answers.check(node), knowledge):
                        if line.limit and set(line.fields) <= set(IRON_TESTS):
                            lines[record.population, line.question, line.source] = (record.population, line)
        yield guidance, tuple(lines.values())
