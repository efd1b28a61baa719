"""How the lines of an answer look: markdown made from a `Note`. Nothing is decided here."""

import re
from collections.abc import Iterable, Sequence

from pages.components.cite import confirmed, doi_address, levels
from pages.components.marks import Graded, look_of
from rls_logic.asking.answers import YES
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.vocabulary import Certainty, Direction, Ground, Population
from rls_logic.content.words import in_a_sentence
from rls_logic.note import PLAN_LINES, Cited, Line, OptionDetail, OptionLine, TakenLine
from rls_logic.trace import TraceLine

MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-!|~:$&^=])")
EVERYBODYS = (("age_years",), ("has_rls",))  # what almost every line asks
Shared = tuple[tuple[str, ...], tuple[str, ...]]  # cautions to settle first, and what to check first


def plain(text: str) -> str:
    """Text that a person typed, shown as text: no mark in it is read as markdown."""
    return MARKS.sub(r"\\\1", text)


def grade(record: Graded, knowledge: Knowledge) -> str:
    """Strength with direction, then certainty: two separate badges, in words."""
    strength = knowledge.word(record.strength).capitalize() if record.strength else ""
    direction = knowledge.word(record.direction)
    elsewhere = getattr(record, "graded_elsewhere", "")
    colour = "gray" if elsewhere else look_of(record).colour
    said = f":{colour}-badge[{strength} {direction}] :gray-badge[{certainty(record.certainty, knowledge)}]"
    return f"{said} :gray-badge[{elsewhere}]" if elsewhere else said


def certainty(value: Certainty | None, knowledge: Knowledge) -> str:
    return f"{knowledge.word(value)} certainty" if value else "certainty not rated"


def cited(source: Cited, knowledge: Knowledge) -> str:
    return f":gray[{source.short}, {source.locator}; {confirmed(source.confirmed, knowledge)}]"


# Rows


def by_class(options: Sequence[OptionLine]) -> list[tuple[str, list[OptionLine]]]:
    """Options in order, those of one class together: (class, its options), and class "" for runs of the rest."""
    groups: dict[str, list[OptionLine]] = {}
    for option in options:
        groups.setdefault(option.group or option.record, []).append(option)
    found: list[tuple[str, list[OptionLine]]] = []
    for members in groups.values():
        group = members[0].group if len(members) > 1 else ""
        if not group and found and not found[-1][0]:
            found[-1][1].extend(members)
        else:
            found.append((group, members))
    return found


def shared_words(options: Sequence[OptionLine]) -> Shared:
    """What is true of this patient and every option of a class, what everyone must settle, and what must be checked first."""
    settle = [(*_words(option.own), *_words(option.always)) for option in options]
    checks = [_words(option.checks) for option in options]
    return _in_all(settle), _in_all(checks)


def _in_all(words: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(word for word in words[0] if all(word in each for each in words))


def _words(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.says for line in lines))


def class_line(group: str, shared: Shared) -> str:
    settle, checks = shared
    parts = [f":orange[{'; '.join(settle)}]"] if settle else []
    parts += [f"{len(checks)} to check first"] if checks else []
    return f"**{group}** {'; '.join(parts)}"


def before_the_grade(option: OptionLine, said: Shared = ((), ())) -> str:
    """What the row says before its grade: use, safety reason, caution or check first. `said`: on the class line already."""
    parts = [use.removeprefix(f"{option.short}: ") for use in option.uses]
    if option.ground is Ground.SAFETY:
        parts += [blocked_words(line) for line in option.blocked]
    elif option.direction is Direction.AGAINST_STANDARD_USE:
        remark = option.remark.rstrip(".")
        parts += [in_a_sentence(remark) if parts else remark] if remark else []
    elif option.direction is not Direction.FOR:
        parts += [option.condition.rstrip(".")] if option.condition else []
    else:
        parts += [f":orange[{word}]" for word in _words(option.own) if word not in said[0]]
        parts += [word for word in _words(option.always) if word not in said[0]]
        checks = [word for word in _words(option.checks) if word not in said[1]]
        parts += [f"{len(checks)} to check first"] if len(checks) > 1 else [f"check first: {word}" for word in checks]
    return "; ".join(parts)


def taken(taken: TakenLine, knowledge: Knowledge) -> str:
    """One thing taken now: how, its grade where there is one, what to do about it first, and the first lines."""
    head = f"**{taken.name}** {taken.use.removeprefix(f'{taken.name}: ')}"
    if taken.option and taken.option.ground is not Ground.TAKEN_ELSEWHERE:
        head += f" {grade(taken.option, knowledge)}"
    do = f"**{knowledge.word(taken.step)}.** " if taken.step else ""
    said = f"{do}{'. '.join(line.says for line in taken.lines[:PLAN_LINES])}{'.' if taken.lines else ''}"
    cautions = f"  \n:orange[{'; '.join(map(blocked_words, taken.cautions))}]" if taken.cautions else ""
    return f"{head}  \n{said}{cautions}"


def blocked_words(line: Line) -> str:
    return line.says + (f" (until {line.until})" if line.until else "")


def first_words(listed: Sequence[str], room: int) -> str:
    """The first few, as many as fit on a line of `room` characters, and how many more there are."""
    shown = 1
    while shown < len(listed) and len(" · ".join(listed[: shown + 1])) <= room:
        shown += 1
    rest = len(listed) - shown
    return " · ".join(listed[:shown]) + (f" · +{rest}" if rest > 0 else "")


def row_name(option: OptionLine, knowledge: Knowledge) -> str:
    """A treatment's short name; a population of its own is added, because two records may be about one treatment."""
    general = option.population is Population.ADULTS_RLS
    return option.short if general else f"{option.short} ({knowledge.word(option.population, 'short')})"


# Lines with their reasons


def line_text(line: Line, knowledge: Knowledge) -> str:
    """One line with the detail behind it, what made it hold for this patient, and its source."""
    why = this_patient(line.trace)
    because = f" *{why}.*" if why else ""
    return f"- **{line.says}** {line.more}{because}{_source(line, knowledge)}"


def check_texts(lines: Iterable[Line], knowledge: Knowledge) -> list[str]:
    """What is not known, each question once: cautions that wait for one answer stand behind it together."""
    said: dict[str, list[Line]] = {}
    for line in lines:
        said.setdefault(line.says, []).append(line)
    more = {
        says: "".join(f" {each.more}{_source(each, knowledge)}" for each in same[1:]) for says, same in said.items()
    }
    return [check_text(same[0], knowledge) + more[says] for says, same in said.items()]


def check_text(line: Line, knowledge: Knowledge) -> str:
    """What is not known and is to be checked first."""
    missing = f": {line.needs}" if line.needs else ""
    return f"- **{line.says}** (not known{missing}) {line.more}{_source(line, knowledge)}"


def _source(line: Line, knowledge: Knowledge) -> str:
    return f" {cited(line.cite, knowledge)}" if line.cite else ""


def this_patient(lines: Iterable[TraceLine]) -> str:
    """Which of this patient's values met which threshold, in one phrase; that it is an adult with RLS is plain from the page."""
    said = []
    for line in lines:
        if line.answer is YES and line.fields not in EVERYBODYS:
            threshold = f" (threshold {line.threshold}, {line.source})" if line.limit else ""
            said.append(f"{line.question}{f': {line.value}' if line.value else ''}{threshold}")
    return "; ".join(said)


def trace_table(lines: Iterable[TraceLine], knowledge: Knowledge) -> str:
    """The questions behind an answer: question, answer, value, threshold, source, confirmation."""
    rows = ["| Question | Answer | This patient | Threshold | Source |", "|---|---|---|---|---|"]
    for line in lines:
        value = line.value or line.answer_words
        rows.append(f"| {line.question} | {line.answer} | {value} | {line.threshold} | {where(line, knowledge)} |")
    return "\n".join(rows)


def trace_list(lines: Iterable[TraceLine], knowledge: Knowledge) -> str:
    """The same as a list, for a page that must also fit a phone."""
    rows = []
    for line in lines:
        source = f" :gray[{where(line, knowledge)}]" if line.limit else ""
        value = f" ({line.value})" if line.value else ""
        rows.append(f"- {line.question}: **{line.answer_words}**{value}{source}")
    return "\n".join(rows)


def where(line: TraceLine, knowledge: Knowledge) -> str:
    """Where the threshold of a line comes from, and how that was confirmed."""
    return f"{line.source}, {line.limit.locator}; {confirmed(line.limit.confirmed, knowledge)}" if line.limit else ""


def detail(option: OptionLine, below: OptionDetail, knowledge: Knowledge) -> str:
    """Everything one click deeper: the dose first, this patient's cautions, the recommendation, more; then why it stands here."""
    source = knowledge.sources[below.cite.source]
    link = f"[doi {source.doi}]({doi_address(source.doi)}) " if source.doi else ""
    sections = [
        (
            "Settle before the grade",
            [line_text(line, knowledge) for line in (*option.blocked, *option.own, *option.always)],
        ),
        ("Check first", check_texts(option.checks, knowledge)),
        ("True of everyone", [line_text(line, knowledge) for line in below.mentions]),
        ("Dosing facts, not an RLS prescription", [line_text(line, knowledge) for line in below.doses]),
        ("More", [line_text(line, knowledge) for line in below.more]),
    ]
    told = [[f"**{title}**", "\n".join(found)] if found else [] for title, found in sections]
    lines = [
        *dose_card(below, knowledge),
        *told[0],
        f"**{below.statement}** As printed: {below.as_printed}.",
        f":gray[{below.cite.short}, {below.cite.locator};] {link}:gray[{levels(below.levels, knowledge).capitalize()}.]",
    ]
    lines += [f"Condition: {option.condition}"] if option.condition else []
    lines += [f"Remark: {option.remark}"] if option.remark else []
    lines += [part for title in told[1:] for part in title]
    lines += [f"Licence: {below.licence.says}{_source(below.licence, knowledge)}"]
    lines += [f"**Why it stands here: {knowledge.word(option.standing)}**", trace_table(below.trace, knowledge)]
    return "\n\n".join(lines)


def dose_card(below: OptionDetail, knowledge: Knowledge) -> list[str]:
    """Start, step, usual range, time and first review, each with its source."""
    if not below.card:
        return []
    rows = [
        f"- {knowledge.word(dose.part)}: **{dose.line.says}**{_source(dose.line, knowledge)}" for dose in below.card
    ]
    return ["\n".join(rows)]


def side_by_side(pair: Sequence[tuple[OptionLine, OptionDetail]], knowledge: Knowledge) -> str:
    """Options as a table, the same question in the same row."""

    def said(lines: Iterable[Line], nothing: str) -> str:
        return "; ".join(line.says for line in lines) or nothing

    rows = {
        "Grade": [grade(option, knowledge) for option, _ in pair],
        "For this patient": [knowledge.word(option.standing) for option, _ in pair],
        "Condition": [option.condition or "none printed" for option, _ in pair],
        "Settle first": [said((*option.blocked, *option.own, *option.always), "none known") for option, _ in pair],
        "Check first": [", ".join(_words(option.checks)) or "nothing" for option, _ in pair],
        "Also": [said(below.mentions, "none") for _, below in pair],
        "Dosing facts": [said(below.doses, "not established here") for _, below in pair],
        "Licence": [below.licence.says for _, below in pair],
        "Source": [
            f"{below.cite.short}, {below.cite.locator}; {confirmed(below.cite.confirmed, knowledge)}"
            for _, below in pair
        ],
    }
    head = [f"| | {' | '.join(option.name for option, _ in pair)} |", "|---|" + "---|" * len(pair)]
    return "\n".join([*head, *(f"| **{title}** | {' | '.join(cells)} |" for title, cells in rows.items())])
