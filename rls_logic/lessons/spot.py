"""Spot the error: what may be answered about an audited statement, the order of statements, and the pattern of mistakes."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rls_logic.content.history import Claim
from rls_logic.content.vocabulary import Reply, Verdict

AUDITED = {
    Verdict.SUPPORTED: Reply.RIGHT,
    Verdict.SIMPLIFIED: Reply.INCOMPLETE,
    Verdict.OUTDATED: Reply.OUTDATED,
    Verdict.CONTRADICTED: Reply.WRONG,
    Verdict.UNSUPPORTED: Reply.WRONG,
}


@dataclass(frozen=True, slots=True)
class Mistake:
    """Statements of one verdict that were taken for something else."""

    verdict: Verdict
    reply: Reply
    count: int


@dataclass(frozen=True, slots=True)
class Score:
    answered: int
    right: int
    mistakes: tuple[Mistake, ...]  # the most frequent first


def shuffled(claims: Iterable[Claim], turn: int) -> tuple[Claim, ...]:
    """The statements as the articles have them, or from turn 1 on in an order of that turn: the same every time."""
    if not turn:
        return tuple(claims)
    return tuple(sorted(claims, key=lambda claim: hashlib.sha256(f"{turn} {claim.id}".encode()).digest()))


def score(claims: Iterable[Claim], replies: Mapping[str, Reply]) -> Score:
    """How the replies to these statements compare with the audit."""
    given = [(claim.verdict, replies[claim.id]) for claim in claims if claim.id in replies]
    wrong = Counter((verdict, reply) for verdict, reply in given if AUDITED[verdict] is not reply)
    mistakes = tuple(Mistake(verdict, reply, count) for (verdict, reply), count in wrong.most_common())
    return Score(len(given), len(given) - wrong.total(), mistakes)
