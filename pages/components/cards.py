"""How findings, options and their reasons look: markdown made from an assessment. Nothing is decided here."""

import re
from collections.abc import Iterable, Sequence

from rls_logic.asking.answers import Answer
from rls_logic.asking.rules import Check
from rls_logic.assessment import STANDING_WORDS, Assessment, Finding, Option, Use, confirmation_of, reasons, show_value
from rls_logic.content.knowledge import Knowledge, is_about
from rls_logic.content.shapes import Aggravator, Caution, Fact, Recommendation
from rls_logic.content.types import Cite
from rls_logic.content.vocabulary import (
    Certainty,
    Confirmation,
    Direction,
    FactKind,
    Outcome,
    Population,
    Reason,
    Standing,
    Strength,
)
from rls_logic.content.words import CONFIRMED_WORDS, in_a_sentence

CONFIRMED = CONFIRMED_WORDS | {Confirmation.AWAITING_PAPER: f":orange[{CONFIRMED_WORDS[Confirmation.AWAITING_PAPER]}]"}
OUTCOME_WORDS = {
    Outcome.HELPING: "helping",
    Outcome.NOT_ENOUGH: "not enough",
    Outcome.NOT_TOLERATED: "not tolerated",
    Outcome.AUGMENTATION: "augmentation",
}
REASON_WORDS = {
    Reason.RLS: "RLS",
    Reason.PARKINSON: "Parkinson disease",
    Reason.EPILEPSY: "epilepsy",
    Reason.MOOD: "mood",
    Reason.PROLACTIN: "prolactin",
    Reason.PAIN: "pain",
    Reason.ADDICTION_TREATMENT: "addiction treatment",
    Reason.OTHER: "another reason",
}
MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-!|~:$&^=])")


def plain(text: str) -> str:
    """Text that a person typed, shown as text: no mark in it is read as markdown."""
    return MARKS.sub(r"\\\1", text)


def words(value: str) -> str:
    return value.replace("_", " ")


def direction_words(record: Recommendation) -> str:
    return {
        Direction.FOR: "for",
        Direction.AGAINST: "against",
        Direction.AGAINST_STANDARD_USE: "against standard use",
    }.get(record.direction, words(record.direction))


def arrow(record: Recommendation) -> str:
    """Direction as a shape: up is for, down is against; steep is strong, slanted is conditional."""
    strong = record.strength is Strength.STRONG
    if record.direction is Direction.FOR:
        return ":green[:material/arrow_upward:]" if strong else ":blue[:material/north_east:]"
    return ":red[:material/arrow_downward:]" if strong else ":orange[:material/south_east:]"


def grade(record: Recommendation) -> str:
    """Strength with direction, then certainty: two separate badges, in words."""
    strong = record.strength is Strength.STRONG
    colour = ("green" if strong else "blue") if record.direction is Direction.FOR else ("red" if strong else "orange")
    strength = words(record.strength or "").capitalize()
    return f":{colour}-badge[{strength} {direction_words(record)}] :gray-badge[{certainty(record.certainty)}]"


def certainty(value: Certainty | None) -> str:
    return f"{words(value)} certainty" if value else "certainty not rated"


def source_line(cite: Cite, confirmed: Confirmation, knowledge: Knowledge) -> str:
    return f":gray[{knowledge.sources[cite.source].short}, {cite.locator}; {CONFIRMED[confirmed]}]"


def use_words(use: Use) -> str:
    when = "taking now" if use.when == "now" else "tried before"
    parts = [f"{use.name}: {when}"]
    if use.outcome:
        parts.append(OUTCOME_WORDS[use.outcome])
    elif use.when == "before":
        parts.append("what happened is not recorded")
    if use.reason is None:
        parts.append("ask what for")
    elif not use.for_rls:
        parts.append(f"for {REASON_WORDS[use.reason]}: that prescriber's")
    return ", ".join(parts)


def first_words(found: Iterable[str], room: int = 36) -> str:
    """The first few, as many as fit on a line of `room` characters, and how many more there are."""
    listed = list(found)
    shown = 1
    while shown < len(listed) and len(" · ".join(listed[: shown + 1])) <= room:
        shown += 1
    rest = len(listed) - shown
    return " · ".join(listed[:shown]) + (f" · +{rest}" if rest > 0 else "")


CLASS_LINES = ("iron", "gabapentinoid")


def by_class(options: Sequence[Option]) -> list[tuple[str | None, list[Option]]]:
    """Options in order, those of one class together: (class, its options), class None for runs of the rest."""
    groups: dict[str, list[Option]] = {}
    for option in options:
        group = next((c for c in CLASS_LINES if c in option.treatment.classes), option.id)
        groups.setdefault(group, []).append(option)
    found: list[tuple[str | None, list[Option]]] = []
    for group, members in groups.items():
        if group in CLASS_LINES and len(members) > 1:
            found.append((group, members))
        elif found and found[-1][0] is None:
            found[-1][1].extend(members)
        else:
            found.append((None, members))
    return found


def shared_words(options: Sequence[Option]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What every option of a class must settle, and must have checked, first."""
    cautions = [tuple(c.record.short for c in option.settle_first) for option in options]
    checks = [option.check_words for option in options]
    return tuple(w for w in cautions[0] if all(w in c for c in cautions)), tuple(
        w for w in checks[0] if all(w in c for c in checks)
    )


def class_line(group: str, options: Sequence[Option], knowledge: Knowledge) -> str:
    cautions, checks = shared_words(options)
    parts = []
    if cautions:
        parts.append(f":orange[with care:] {first_words(cautions, room=110)}")
    if checks:
        parts.append(f"check first: {first_words(checks, room=62)}")
    return f"**{knowledge.treatment_classes[group].label}** {'; '.join(parts)}"


def before_the_grade(option: Option, said: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())) -> str:
    """What the row says before its grade: use, safety reason, caution or check first. `said`: on the class line already."""
    record = option.recommendation
    parts = [use_words(use).removeprefix(f"{option.treatment.short}: ") for use in option.uses]
    if option.standing in (Standing.NOT_NOW, Standing.NOT_FOR_THIS_PATIENT):
        parts += [c.record.short + (f" (until {c.record.until})" if c.record.until else "") for c in option.blocked_by]
    elif record.direction is Direction.AGAINST_STANDARD_USE:
        parts.append("short-term use if the patient values it more")
    elif record.direction is not Direction.FOR:
        parts += [record.condition.rstrip(".")] if record.condition else []
    else:
        cautions = [c.record.short for c in option.settle_first if c.record.short not in said[0]]
        checks = [word for word in option.check_words if word not in said[1]]
        if cautions:
            parts.append(f":orange[with care:] {first_words(cautions, room=44)}")
        if checks:
            parts.append(f"check first: {first_words(checks, room=20 if cautions else 48)}")
    return "; ".join(parts)


def waits_words(options: Iterable[Option], knowledge: Knowledge) -> list[str]:
    """Options that wait, grouped by what they wait for."""
    groups: dict[str, list[str]] = {}
    for option in options:
        fields = option.held_by or option.waits_for
        labels = " and ".join(dict.fromkeys(in_a_sentence(knowledge.inputs[f].label) for f in fields))
        names = groups.setdefault(labels, [])
        if option.treatment.short not in names:
            names.append(option.treatment.short)
    return [f"{', '.join(names)} (needs {labels})" for labels, names in groups.items()]


def this_patient(check: Check, knowledge: Knowledge) -> str:
    """Which of this patient's values met which threshold, in one phrase."""
    said = []
    for line in reasons(check, knowledge):
        if line.answer is Answer.YES:
            threshold = f" (threshold {line.threshold}, {line.source})" if line.threshold else ""
            value = f": {line.value}" if line.value not in ("yes", "no") else ""
            said.append(f"{line.question}{value}{threshold}")
    return "; ".join(said)


def missing_words(fields: Iterable[str], knowledge: Knowledge) -> str:
    return ", ".join(dict.fromkeys(in_a_sentence(knowledge.inputs[f].label) for f in fields))


def trace(check: Check, knowledge: Knowledge) -> str:
    """The questions behind an answer as a table: question, answer, value, threshold, source, confirmation."""
    rows = ["| Question | Answer | This patient | Threshold | Source |", "|---|---|---|---|---|"]
    for line in reasons(check, knowledge):
        confirmed = CONFIRMED[Confirmation(line.confirmed)] if line.confirmed else ""
        source = f"{line.source}, {line.locator}; {confirmed}" if line.source else ""
        rows.append(f"| {line.question} | {line.answer} | {line.value} | {line.threshold} | {source} |")
    return "\n".join(rows)


def trace_lines(check: Check, knowledge: Knowledge) -> str:
    """The same as a list, for a page that must also fit a phone."""
    rows = []
    for line in reasons(check, knowledge):
        value = "" if line.value in ("yes", "no", "not known") else f" ({line.value})"
        where = (
            f" :gray[{line.source}, {line.locator}; {CONFIRMED[Confirmation(line.confirmed)]}]" if line.source else ""
        )
        answer = "not known" if line.answer is Answer.UNKNOWN else line.answer.value
        rows.append(f"- {line.question}: **{answer}**{value}{where}")
    return "\n".join(rows)


def finding_line(finding: Finding[Caution] | Finding[Fact] | Finding[Aggravator], knowledge: Knowledge) -> str:
    record = finding.record
    why = this_patient(finding.check, knowledge)
    because = f" *{why}.*" if why else ""
    return f"- **{record.short}** {record.statement}{because} {source_line(record.cite, record.confirmed, knowledge)}"


def unknown_line(finding: Finding[Caution], knowledge: Knowledge) -> str:
    record = finding.record
    missing = missing_words(finding.missing, knowledge)
    return f"- **{record.check or record.short}** (not known: {missing}) {record.statement} {source_line(record.cite, record.confirmed, knowledge)}"


def facts_about(option: Option, assessment: Assessment, *kinds: FactKind) -> list[Finding[Fact]]:
    return [f for f in assessment.facts if f.record.kind in kinds and is_about(f.record.about, option.treatment)]


def detail(option: Option, assessment: Assessment, knowledge: Knowledge) -> str:
    """Everything one click deeper: the recommendation, why it stands here, cautions, dosing, licence, sources."""
    record = option.recommendation
    levels = ", ".join(f"{part} {CONFIRMED[level]}" for part, level in record.confirmed.levels.items())
    source = knowledge.sources[record.cite.source]
    lines = [
        f"**{record.statement}** As printed: {record.as_printed}.",
        f":gray[{source.short}, {record.cite.locator};] [doi {source.doi}](https://doi.org/{source.doi}) "
        f":gray[{levels.capitalize()}.]",
    ]
    if record.condition:
        lines.append(f"Condition: {record.condition}")
    if record.remark:
        lines.append(f"Remark: {record.remark}")
    lines += [f"**Why it stands here: {STANDING_WORDS[option.standing]}**", trace(option.check, knowledge)]
    sections = [
        ("Settle before the grade", [finding_line(c, knowledge) for c in (*option.blocked_by, *option.settle_first)]),
        ("Check first", [unknown_line(c, knowledge) for c in option.check_first] + _history(option)),
        ("Also true of this patient or of everyone", [finding_line(c, knowledge) for c in option.mentions]),
        (
            "Dosing facts, not an RLS prescription",
            [finding_line(f, knowledge) for f in facts_about(option, assessment, FactKind.DOSE)],
        ),
        (
            "More",
            [finding_line(f, knowledge) for f in facts_about(option, assessment, FactKind.DETAIL, FactKind.STOPPING)],
        ),
    ]
    for title, found in sections:
        if found:
            lines += [f"**{title}**", "\n".join(found)]
    treatment = option.treatment
    lines.append(f"Licence: {treatment.us_label_note} {source_line(treatment.cite, treatment.confirmed, knowledge)}")
    return "\n\n".join(lines)


def row_name(option: Option) -> str:
    """A treatment's short name; the population is added where two records are about it."""
    special = {Population.ADULTS_RLS_ESRD: " (ESRD)", Population.ADULTS_PLMD: " (PLMD)"}.get(
        option.recommendation.population, ""
    )
    return f"{option.treatment.short}{special}"


def side_by_side(first: Option, second: Option, assessment: Assessment, knowledge: Knowledge) -> str:
    """Two options as a table, the same question in the same row."""

    def cells(option: Option) -> list[str]:
        record = option.recommendation
        return [
            grade(record),
            STANDING_WORDS[option.standing],
            record.condition or "none printed",
            "; ".join(c.record.short for c in (*option.blocked_by, *option.settle_first)) or "none known",
            ", ".join(option.check_words) or "nothing",
            "; ".join(c.record.short for c in option.mentions) or "none",
            "; ".join(f.record.short for f in facts_about(option, assessment, FactKind.DOSE)) or "not established here",
            option.treatment.us_label_note,
            f"{knowledge.sources[record.cite.source].short}, {record.cite.locator}; {CONFIRMED[record.confirmed.weakest]}",
        ]

    titles = [
        "Grade",
        "For this patient",
        "Condition",
        "Settle first",
        "Check first",
        "Also",
        "Dosing facts",
        "Licence",
        "Source",
    ]
    rows = zip(titles, cells(first), cells(second), strict=True)
    table = [f"| | {first.treatment.name} | {second.treatment.name} |", "|---|---|---|"]
    return "\n".join([*table, *(f"| **{title}** | {a} | {b} |" for title, a, b in rows)])


def _history(option: Option) -> list[str]:
    said = {
        "rls_treatments": "- **earlier treatments** (not known) Until they are listed, this may have been tried already. :gray[our own reading]",
        "other_medicines": "- **other medicines** (not known) Until they are listed, interactions are not ruled out. :gray[our own reading]",
    }
    return [said[field] for field in option.history_missing]


def weakest(option: Option) -> Confirmation:
    return confirmation_of(option.recommendation)


def iron_values(assessment: Assessment, knowledge: Knowledge) -> str:
    ferritin = show_value("ferritin_ng_ml", assessment.values["ferritin_ng_ml"], knowledge)
    tsat = show_value("tsat_percent", assessment.values["tsat_percent"], knowledge)
    computed = (
        " (computed)"
        if assessment.patient.tsat_percent is None and assessment.values["tsat_percent"] is not None
        else ""
    )
    return f"ferritin {ferritin}, TSAT {tsat}{computed}"
