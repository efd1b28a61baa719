"""A source's position in words: direction as shape and word, the source's own grade as text, and the kinds of nothing."""

from collections.abc import Iterable, Sequence

from pages.components import cite, marks
from pages.components.marks import HELD_BACK, LOOKS
from rls_logic.content.history import Shift
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.shapes import Guidance, Outside, Recommendation
from rls_logic.content.vocabulary import Direction, Nothing, Put
from rls_logic.content.words import in_a_sentence, listed
from rls_logic.years import Clause, History, PatientHistory, PatientPosition, Position, in_time_order


def said_words(said: Direction | Nothing, knowledge: Knowledge) -> str:
    return marks.marked(LOOKS[said], knowledge.word(said, "short"))


def cell(position: Position, knowledge: Knowledge) -> str:
    """Direction as shape and word, then the source's own grade."""
    word = said_words(position.said, knowledge)
    return f"{word} · **{position.as_printed}**{_through(position)}" if position.established else word


def plain_cell(position: Position, knowledge: Knowledge) -> str:
    word = knowledge.word(position.said)
    return f"{word}: {position.as_printed}{_through(position)}" if position.established else word


def _through(position: Position) -> str:
    return " (as a class)" if position.through else ""


def only_standard_use(found: PatientPosition) -> bool:
    """Weaker than advice against: the two never share a word."""
    return (
        found.put is Put.ADVISED_AGAINST
        and found.record is not None
        and found.record.direction is Direction.AGAINST_STANDARD_USE
    )


def held_back(found: PatientPosition) -> bool:
    """Whether a safety reason keeps today's recommendation from this patient: an arrow for it would read as an offer."""
    return found.put is Put.OFFERED and found.option is not None and bool(found.option.blocked_by)


def put_words(found: PatientPosition, knowledge: Knowledge) -> str:
    """What a source would have put before this patient, with its own grade where it applies."""
    if found.outside:
        return marks.marked(LOOKS[found.put], not_established(found.outside))
    word = marks.marked(LOOKS[found.put], knowledge.word(found.put, "short"))
    if found.record is None or found.put is Put.DOES_NOT_APPLY:
        return word
    if held_back(found):
        word = marks.marked(HELD_BACK, "held back")
    if only_standard_use(found):
        word = said_words(Direction.AGAINST_STANDARD_USE, knowledge)
    return f"{word} · {found.record.as_printed}"


def not_established(group: Outside) -> str:
    return f"not established {group.words}"


def put_plain(found: PatientPosition, knowledge: Knowledge) -> str:
    if found.outside:
        return not_established(found.outside)
    word = knowledge.word(found.put)
    if found.record is None or found.put is Put.DOES_NOT_APPLY:
        return word
    if held_back(found):
        word = "held back"
    if only_standard_use(found):
        word = knowledge.word(Direction.AGAINST_STANDARD_USE)
    return word if word == found.record.as_printed else f"{word}: {found.record.as_printed}"


def clause_words(each: Clause, knowledge: Knowledge) -> str:
    """What one source would have put before this patient, where that is not what today's guidance puts."""
    usual = tuple(row for row in each.lost if only_standard_use(row.main))
    rest = tuple(row for row in each.lost if row not in usual)
    parts = []
    for found, since in ((usual, ", today advised against for standard use"), (rest, ", today advised against")):
        parts += [f"{names(found)}{since}"] if found else []
    open_to = tuple(row for row in each.more if row.cell_of(each.guidance).put is Put.CONDITIONAL)
    more = tuple(row for row in each.more if row not in open_to)
    parts += [f"{'also ' if parts else ''}{names(more)}"] if more else []
    parts += [f"on a condition {names(open_to)}"] if open_to else []
    parts += (
        [f"concluded, without advice, that {names(each.concluded)} {verb(each.concluded, 'work')}"]
        if each.concluded
        else []
    )
    parts += [f"advised against {names(each.against)}"] if each.against else []
    instead = {put: found for put, found in each.gained.items() if put is not Put.INSUFFICIENT}
    parts += [f"{knowledge.word(put, 'instead')} {names(found)}" for put, found in instead.items()]
    parts += insufficient(each)
    if parts and each.forward:
        parts[0] = f"put forward {parts[0]}"
    apart = [f"{not_established(group)}: {names(found)}" for group, found in each.outside.items()]
    if not parts and len(each.outside) == 1:
        return not_established(next(iter(each.outside)))
    return "; ".join([*parts, *apart]) or "nothing that differs from today"


def insufficient(each: Clause) -> list[str]:
    """What it did not judge, in its own words, with what it adds."""
    said: dict[tuple[str, str], list[PatientHistory]] = {}
    for row in each.gained.get(Put.INSUFFICIENT, ()):
        if record := row.cell_of(each.guidance).record:
            said.setdefault((record.as_printed, record.remark or ""), []).append(row)
    adds = {remark: f" ({in_a_sentence(remark.rstrip('.'))})" for _, remark in said if remark}
    return [f"{printed}: {names(rows)}{adds.get(remark, '')}" for (printed, remark), rows in said.items()]


NAMED = 4


def names(rows: Sequence[PatientHistory]) -> str:
    """The first few by name, the rest by number."""
    said = [in_a_sentence(row.treatment.short) for row in rows]
    left = len(said) - NAMED
    return listed([*said[:NAMED], f"{left} more"] if left > 1 else said)


def verb(rows: Sequence[PatientHistory], word: str) -> str:
    return word if len(rows) != 1 else f"{word}s"


def heading(guidance: Guidance) -> str:
    """A source's name over its column, as a link to the work: it also lets a keyboard reach a table that scrolls."""
    return cite.linked(guidance.source.short, guidance.source)


def record_lines(record: Recommendation, knowledge: Knowledge) -> str:
    """A record in our words: statement, condition, what stays open, and its source."""
    parts = [record.statement]
    if record.condition:
        parts.append(f"Condition: {record.condition}")
    if record.unsettled:
        parts.append(f"Not settled here: {record.unsettled}")
    if record.remark:
        parts.append(f"Remark: {record.remark}")
    return " ".join([*parts, cite.source_line(record.cite, record.confirmed.weakest, knowledge)])


def also_line(record: Recommendation, knowledge: Knowledge) -> str:
    """A record on another outcome, or of one treatment over another."""
    pair = (record.treatment, record.over) if record.over else ()
    over = " over ".join(knowledge.treatments[name].short for name in pair) + ", " if pair else ""
    source = cite.source_line(record.cite, record.confirmed.weakest, knowledge)
    said = knowledge.word(record.direction)
    return f"- {over}{knowledge.word(record.outcome)}: {said}, **{record.as_printed}**. {source}"


def reasons(shift: Shift, knowledge: Knowledge, title: str) -> str:
    """Why guidance on a treatment changed, each reason with its source."""
    own = "each fact has its source; that it moved the grade is our reading, unless the source gives it as the reason"
    lines = [
        f"- **{knowledge.word(reason.kind)}.** {reason.statement} "
        f"{cite.source_line(reason.cite, reason.confirmed, knowledge)}"
        for reason in shift.reasons
    ]
    return "\n".join([f"**{title}** :gray[({own})]\n", *lines])


def older_line(line: History, knowledge: Knowledge) -> str:
    """One line for the consult page: what older guidance said where it differs, and who disagrees today."""
    parts = [
        f"**{heading}:** {'; '.join(f'{p.guidance.source.short} {plain_cell(p, knowledge)}' for p in found)}."
        for heading, found in (
            ("Older guidance differed", line.differing),
            ("Disagrees today", line.disagreeing_today),
        )
        if found
    ]
    return " ".join(parts)


def speaking(knowledge: Knowledge, lines: Iterable[History]) -> tuple[Guidance, ...]:
    """The sources that say something of at least one of these treatments, oldest first."""
    heard = {p.guidance.source.id for line in lines for p in line.positions if p.established}
    return tuple(source for source in in_time_order(knowledge) if source.source.id in heard)
