"""An audited statement of an AI-written article: its verdict, why, and where it was looked up. In full, in brief and as a table."""

from collections.abc import Iterable

import pandas as pd

from pages.components import cite, marks
from pages.components.cards import plain
from rls_logic.content.history import Claim
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.vocabulary import Verdict

WORST_FIRST = (
    Verdict.CONTRADICTED,
    Verdict.OUTDATED,
    Verdict.SIMPLIFIED,
    Verdict.UNSUPPORTED,
    Verdict.SUPPORTED,
)


def in_full(claim: Claim, knowledge: Knowledge) -> str:
    cites = f"It cites {plain(claim.cites)}." if claim.cites else "It gives no reference."
    found = "; ".join(
        f"{plain(cite.place(c, knowledge))} {cite.work_link(knowledge.sources[c.source])}".rstrip()
        for c in claim.evidence
    )
    return "  \n".join(
        [
            f"{marks.badge(claim.verdict, knowledge)} **{plain(claim.statement)}**",
            f":gray[{knowledge.articles[claim.article].label}, {claim.id.upper()}. {cites}]",
            plain(claim.reason),
            f"*Why it matters:* {plain(claim.matters)}",
            f":gray[Sources:] {found or 'none found'} :gray[({cite.confirmed(claim.confirmed, knowledge)})]",
        ]
    )


def in_brief(claim: Claim, knowledge: Knowledge) -> str:
    looked = places(claim, knowledge) or "No source found"
    return (
        f"{marks.badge(claim.verdict, knowledge)} **{claim.statement}** {claim.reason} "
        f":gray[{looked}; {cite.confirmed(claim.confirmed, knowledge)}]"
    )


def places(claim: Claim, knowledge: Knowledge) -> str:
    return "; ".join(cite.place(c, knowledge) for c in claim.evidence)


def table(claims: Iterable[Claim], knowledge: Knowledge) -> pd.DataFrame:
    columns = (
        "id", "article", "statement", "article_cites", "verdict", "reason", "why_it_matters", "treatments", "sources",
        "links", "confirmed",
    )  # fmt: skip
    return pd.DataFrame([_row(claim, knowledge) for claim in claims], columns=columns)


def _row(claim: Claim, knowledge: Knowledge) -> tuple[str, ...]:
    works = [knowledge.sources[c.source] for c in claim.evidence]
    links = filter(None, dict.fromkeys(work.doi or work.pmid for work in works))
    return (
        claim.id,
        knowledge.articles[claim.article].label,
        claim.statement,
        claim.cites or "no reference",
        claim.verdict.value,
        claim.reason,
        claim.matters,
        "; ".join(knowledge.treatments[t].name for t in claim.treatments),
        places(claim, knowledge) or "none found",
        "; ".join(links),
        claim.confirmed.value,
    )
