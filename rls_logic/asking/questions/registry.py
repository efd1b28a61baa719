"""How a question is declared: positional names are patient facts, keyword-only names are thresholds.

The engine answers UNKNOWN without calling the function when a fact is missing, so a body never sees None.
A body is one comparison, without `and`, `or`, `not` or `in`: combining is the data's job, so that unknowns can be settled early.
"""

import inspect
from collections.abc import Callable

from rls_logic.content.conditions import Question

QUESTIONS: dict[str, Question] = {}


def question(sentence: str) -> Callable[[Callable[..., bool]], Callable[..., bool]]:
    """Declare a yes/no question. `sentence` states the yes; a `{threshold}` in it is filled by the source that asks."""

    def declare(function: Callable[..., bool]) -> Callable[..., bool]:
        parameters = inspect.signature(function).parameters.values()
        name = function.__name__
        if name in QUESTIONS:
            raise ValueError(
                f"the question {name!r} is declared twice: {QUESTIONS[name].home} and {function.__module__}"
            )
        QUESTIONS[name] = Question(
            name=name,
            sentence=sentence,
            fields=tuple(p.name for p in parameters if p.kind is not p.KEYWORD_ONLY),
            threshold_names=tuple(p.name for p in parameters if p.kind is p.KEYWORD_ONLY),
            function=function,
            home=function.__module__,
        )
        return function

    return declare
