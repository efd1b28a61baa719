"""What differs between two answers: what settling an unknown would move, and what one changed answer moved."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rls_logic.asking.answered import Answers
from rls_logic.assess import options_of
from rls_logic.assessment import Assessment, Finding, Option, Unknown
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.shapes import Aggravator, Fact, Treatment, is_about
from rls_logic.content.vocabulary import Effect, FactKind, Standing, Turn
from rls_logic.phrases import because_words, grade_words, grouped

TURNS = {
    Standing.OPEN: Turn.OPENS,
    Standing.CHECK_FIRST: Turn.OPENS,
    Standing.OPEN_WITH_CARE: Turn.WITH_CARE,
    Standing.NOT_NOW: Turn.HOLDS,
    Standing.NOT_FOR_THIS_PATIENT: Turn.HOLDS,
    Standing.ADVISED_AGAINST: Turn.AGAINST,
}
# What a changed answer may bring or take away, beside the options.
LINES = (
    FactKind.DO_NOT_MISS,
    FactKind.OUTSIDE_SCOPE,
    FactKind.IRON_STOP,
    FactKind.IRON,
    FactKind.IRON_CAUSE,
    FactKind.LEGACY,
    FactKind.NOT_ADDRESSED,
)


def _pairs(
    before: Iterable[Option], after: Iterable[Option], by: Callable[[Option], str]
) -> Iterator[tuple[Option | None, Option | None]]:
    """The first option of each name, before and after, where its record or its standing differs."""
    was = {by(option): option for option in reversed(tuple(before))}
    now = {by(option): option for option in reversed(tuple(after))}
    for name in dict.fromkeys((*map(by, after), *map(by, before))):
        old, new = was.get(name), now.get(name)
        if (old and (old.id, old.standing)) != (new and (new.id, new.standing)):
            yield old, new


# What settling an unknown would move


@dataclass(frozen=True, slots=True)
class Preview:
    """What one outcome of an unknown would do: the options by short name, a class named once, by what happens to them."""

    label: str
    turns: tuple[tuple[Turn, tuple[str, ...]], ...]


def preview(assessment: Assessment, unknown: Unknown, knowledge: Knowledge) -> tuple[Preview, ...]:
    """What each outcome of an unknown would open, put behind a caution, or hold; only options that move are named."""
    found = []
    for outcome in unknown.input.outcomes:
        supposed = assessment.patient.model_copy(update=dict(outcome.set))
        after = options_of(supposed, knowledge, Answers(supposed, knowledge))
        moved: dict[Turn, list[Option]] = {turn: [] for turn in Turn}
        for _, option in _pairs(assessment.options, after, lambda option: option.id):
            if option and option.standing in TURNS:
                moved[TURNS[option.standing]].append(option)
        turns = tuple((turn, grouped(options, after, knowledge)) for turn, options in moved.items() if options)
        found.append(Preview(outcome.label, turns))
    return tuple(found)


def preview_words(previews: Iterable[Preview], knowledge: Knowledge) -> str:
    """Each outcome that moves something: "low opens oral iron and holds gabapentin; normal opens ..."."""
    said = []
    for outcome in previews:
        parts = [f"{knowledge.word(turn)} {', '.join(names)}" for turn, names in outcome.turns]
        said += [f"if {outcome.label}: {'; '.join(parts)}"] if parts else []
    return "; ".join(said)


# What one changed answer moved


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


def moves(before: Assessment, after: Assessment, knowledge: Knowledge) -> Moves:
    """Only what moved: treatments whose standing or record changed, lines and cautions that came or went."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for old, new in _pairs(before.options, after.options, lambda option: option.treatment.id):
        reason = because_words(new, knowledge) if new else ""
        key = _place(old, new, knowledge), _place(new, old, knowledge), reason
        groups.setdefault(key, []).extend(option.treatment.short for option in (new or old,) if option)
    said = [reason for _, _, reason in groups]
    in_both = tuple(_in_both(before, after))
    old_lines, new_lines = _lines(before, said, in_both), _lines(after, said, in_both)
    return Moves(
        options=tuple(Moved(tuple(names), *key) for key, names in groups.items()),
        gained=tuple(line for line in new_lines if line not in old_lines),
        lost=tuple(line for line in old_lines if line not in new_lines),
    )


def _place(option: Option | None, other: Option | None, knowledge: Knowledge) -> str:
    """Where an option stands; with its record where another record speaks now."""
    words = knowledge.word(option.standing) if option else "no recommendation applies"
    if option and other and option.id != other.id:
        return f"{words} ({option.recommendation.cite.locator}: {grade_words(option.recommendation, knowledge)})"
    return words


def _in_both(before: Assessment, after: Assessment) -> Iterator[Treatment]:
    """Treatments whose leading option waits in neither answer."""
    leading = [{o.treatment.id: o for o in reversed(assessment.options)} for assessment in (before, after)]
    for name, option in leading[0].items():
        other = leading[1].get(name)
        if other and Standing.WAITS not in (option.standing, other.standing):
            yield option.treatment


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


def moved_lines(found: Moves) -> tuple[str, ...]:
    """What moved, one line each, ready for a sheet, a card or a list."""
    if found.nothing:
        return ("Nothing moves.",)
    said = []
    for group in found.options:
        because = f": {group.why}" if group.why else ""
        said.append(_sentence(f"{', '.join(group.names)}: from {group.was} to {group.now}{because}"))
    said += [f"Now also: {_sentence(line)}" for line in found.gained]
    return (*said, *(f"No longer: {_sentence(line)}" for line in found.lost))


def _sentence(line: str) -> str:
    return line if line[-1] in ".?" else f"{line}."
