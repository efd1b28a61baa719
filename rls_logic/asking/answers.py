"""Yes, no and unknown, and how they combine (Kleene logic).

An unknown never counts as a no. A combination is settled as soon as what is known settles it:

>>> all_of([Answer.NO, Answer.UNKNOWN]).value
'no'
>>> any_of([Answer.YES, Answer.UNKNOWN]).value
'yes'
>>> any_of([Answer.NO, Answer.UNKNOWN]).value
'unknown'
"""

from collections.abc import Iterable
from enum import StrEnum


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


# Looked up once: an enum member costs five times a plain name, and an assessment asks for thousands.
YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


def negated(answer: Answer) -> Answer:
    if answer is UNKNOWN:
        return answer
    return NO if answer is YES else YES


def all_of(answers: Iterable[Answer]) -> Answer:
    """YES when every answer is yes; an empty list is YES (nothing was asked)."""
    result = YES
    for answer in answers:
        if answer is NO:
            return NO
        if answer is UNKNOWN:
            result = UNKNOWN
    return result


def at_least(count: int, answers: Iterable[Answer]) -> Answer:
    """YES when at least `count` answers are yes, NO when even the unknown ones could not reach it."""
    yes = unknown = 0
    for answer in answers:
        if answer is YES:
            yes += 1
        elif answer is UNKNOWN:
            unknown += 1
    if yes >= count:
        return YES
    return UNKNOWN if yes + unknown >= count else NO


def any_of(answers: Iterable[Answer]) -> Answer:
    """YES when one answer is yes; an empty list is NO."""
    return at_least(1, answers)


def none_of(answers: Iterable[Answer]) -> Answer:
    """YES when every answer is no; an empty list is YES."""
    return negated(any_of(answers))
