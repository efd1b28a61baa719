"""Short phrases that every way of saying an answer shares. Each reads data; none decides anything."""

from collections.abc import Iterable, Sequence

from rls_logic.assessment import Option, Use
from rls_logic.content.inputs import Unlisted
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.shapes import Recommendation
from rls_logic.content.vocabulary import Ground
from rls_logic.content.words import in_a_sentence


def grade_words(record: Recommendation, knowledge: Knowledge) -> str:
    """Strength with direction, then certainty: "strong for, moderate certainty"."""
    strength = knowledge.word(record.strength) if record.strength else "not graded"
    certainty = f", {knowledge.word(record.certainty)} certainty" if record.certainty else ""
    return f"{strength} {knowledge.word(record.direction)}{certainty}"


def because_words(option: Option, knowledge: Knowledge) -> str:
    """What decided where an option stands, where that is more than its grade; else nothing."""
    because = option.because
    match because.ground:
        case Ground.HELD | Ground.UNANSWERED:
            return f"needs {fields_words(because.fields, knowledge)}"
        case Ground.SAFETY | Ground.SETTLE_FIRST:
            return "; ".join(finding.record.short for finding in because.cautions)
        case _:
            return ""


def fields_words(fields: Iterable[str], knowledge: Knowledge, joined: str = " and ") -> str:
    """Patient fields by their labels, each once."""
    return joined.join(dict.fromkeys(in_a_sentence(knowledge.inputs[field].label) for field in fields))


def use_words(use: Use, knowledge: Knowledge) -> str:
    """How a treatment is or was taken, what came of it, and for what if not for RLS."""
    parts = [f"{use.name}: {knowledge.word(use.when)}"]
    if use.outcome:
        parts.append(knowledge.word(use.outcome))
    elif not use.now:
        parts.append("what happened is not recorded")
    if use.reason is None:
        parts.append("ask what for")
    elif not use.for_rls:
        parts.append(f"for {knowledge.word(use.reason)}: that prescriber's")
    return ", ".join(parts)


def unlisted(option: Option, knowledge: Knowledge) -> tuple[Unlisted, ...]:
    """What is to be checked first because a list is not answered."""
    found = (knowledge.inputs[field].unlisted for field in option.history_missing)
    return tuple(record for record in found if record)


def check_words(option: Option, knowledge: Knowledge) -> tuple[str, ...]:
    """What to check first, most important first, each word once."""
    cautions = (c.record.check for c in option.check_first if c.record.check)
    return tuple(dict.fromkeys((*cautions, *(record.short for record in unlisted(option, knowledge)))))


def grouped(options: Iterable[Option], among: Sequence[Option], knowledge: Knowledge) -> tuple[str, ...]:
    """Short names, with a class named once where all of its options are meant."""
    left = {option.id: option for option in options}
    members = {
        group.id: {option.id for option in among if group.id in option.treatment.classes}
        for group in knowledge.treatment_classes.values()
        if group.as_one
    }
    names = []
    for place, (group, found) in enumerate(members.items()):
        narrower = list(members.values())[place + 1 :]
        if len(found) > 1 and found <= left.keys() and found not in narrower:
            names.append(in_a_sentence(knowledge.treatment_classes[group].label))
            left = {option_id: option for option_id, option in left.items() if option_id not in found}
    return (*names, *(in_a_sentence(option.treatment.short) for option in left.values()))
