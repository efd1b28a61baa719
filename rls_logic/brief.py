"""The short form of an answer, as text: what a sheet, a card and the reveal of a case say."""

from collections.abc import Iterable

from rls_logic.content.knowledge import Knowledge
from rls_logic.content.vocabulary import Heading, Population, Standing
from rls_logic.note import PLAN_LINES, Note, OptionLine, Section, TakenLine

BRIEF = tuple(Heading)[: tuple(Heading).index(Heading.NOT_ADDRESSED) + 1]


def brief(said: Note, knowledge: Knowledge) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The short form of an answer: what each part is about, and its lines."""
    return tuple(
        (heading_words(section, knowledge), section_lines(section, knowledge))
        for section in said.sections
        if section.heading in BRIEF
    )


def heading_words(section: Section, knowledge: Knowledge) -> str:
    """What a section is about; an aside in brackets."""
    aside = section.about or knowledge.words["heading_aside"].get(section.heading, "")
    return knowledge.word(section.heading) + (f" ({aside})" if aside else "")


def section_lines(section: Section, knowledge: Knowledge) -> tuple[str, ...]:
    """The short form of a section: a line each, options of one grade and one reason together."""
    said = [
        ", ".join(names) + (f" ({grade})" if grade else "") + (f": {because}" if because else "")
        for names, grade, because in by_reason(section.options, knowledge)
    ]
    said += [line for taken in section.taken for line in taken_words(taken)]
    return (*said, *(line.says for line in section.lines))


def taken_words(taken: TakenLine) -> tuple[str, ...]:
    """What is said of something taken now: how, then what to do about it."""
    shown = (*taken.lines[:PLAN_LINES], *taken.cautions)
    return (taken.use, *(line.says for line in shown))


def by_reason(options: Iterable[OptionLine], knowledge: Knowledge) -> tuple[tuple[tuple[str, ...], str, str], ...]:
    """Names, grade and reason: options of one grade and one reason together. One that waits has no grade yet."""
    groups: dict[tuple[str, str], dict[str, None]] = {}
    for option in options:
        grade = "" if option.standing is Standing.WAITS else option.grade
        grade += f" ({option.graded_elsewhere})" if grade and option.graded_elsewhere else ""
        groups.setdefault((grade, option.because), {})[_name(option, knowledge)] = None
    return tuple((tuple(names), grade, because) for (grade, because), names in groups.items())


def _name(option: OptionLine, knowledge: Knowledge) -> str:
    """One that waits may stand beside a general record on the same treatment, so its population is named."""
    waits = option.standing is Standing.WAITS and option.population is Population.ADULTS_RLS_ESRD
    return f"{option.short} ({knowledge.word(option.population, 'short')})" if waits else option.short
