"""Spot the error: one audited statement of an AI-written page at a time. Right, outdated or wrong? Then the sources."""

from collections.abc import Hashable, Mapping

import streamlit as st

from pages.components import cite, frame, lecture, marks, parts
from rls_logic.content.history import Claim
from rls_logic.content.vocabulary import Reply
from rls_logic.content.words import capital, plural
from rls_logic.lessons.spot import AUDITED, Score, score, shuffled

knowledge = frame.knowledge()
BOTH = "Both articles"
NONE_YET: tuple[tuple[str, str], ...] = ()


@frame.fragment
def lesson() -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        chosen = parts.segmented(
            "Article",
            [BOTH, *sorted(knowledge.articles)],
            capital,
            hidden=True,
            key=lecture.key("spot_article"),
            on_change=lecture.go,
            kwargs={"spot_place": 0},
            persist_state="session",
        )
        large = lecture.projector()
    turn = lecture.at("spot_turn", 0)
    claims = shuffled((c for c in knowledge.claims if chosen in (BOTH, c.article)), turn)
    if not claims:
        st.info("No statement of an article has been audited yet.")
        return
    replies = {claim: Reply(reply) for claim, reply in lecture.at("spot_replies", NONE_YET)}
    claim = show_steps(claims, turn, large)
    reply = replies.get(claim.id)
    with st.container(border=True):
        show_statement(claim, large)
        if reply is None:
            show_replies(claim, replies)
        else:
            show_answer(claim, reply, large)
    if replies:
        size = f"{lecture.LESS_LARGE} " if large else ""
        st.markdown(size + pattern(score(claims, replies), len(claims)), anchors=False)


def show_steps(claims: tuple[Claim, ...], turn: int, large: bool) -> Claim:
    last = len(claims) - 1
    place = min(lecture.at("spot_place", 0), last)
    steps: tuple[tuple[str, dict[str, Hashable], str | None], ...] = (
        ("Back", {"spot_place": max(place - 1, 0)}, "PageUp"),
        ("Next", {"spot_place": min(place + 1, last)}, "PageDown"),
        ("Shuffle", {"spot_turn": turn + 1, "spot_place": 0}, None),
        ("Start again", {"spot_turn": 0, "spot_place": 0, "spot_replies": NONE_YET}, None),
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        for label, to, on_key in steps:
            stays = to == {"spot_place": place}
            lecture.step(label, f"spot_{label}", to, on_key if large else None, disabled=stays)
        st.markdown(f"Statement **{place + 1}** of {len(claims)}", width="content")
    return claims[place]


def show_statement(claim: Claim, large: bool) -> None:
    st.markdown(f":small[:gray[{knowledge.articles[claim.article].label}, in our words]]")
    st.markdown(f"{lecture.LARGE if large else '##'} {claim.statement}", anchors=False)


def show_replies(claim: Claim, replies: Mapping[str, Reply]) -> None:
    with st.container(horizontal=True):
        for reply in Reply:
            given = (*replies.items(), (claim.id, reply))
            lecture.step(capital(knowledge.word(reply)), f"spot_{reply}", {"spot_replies": given})


def show_answer(claim: Claim, reply: Reply, large: bool) -> None:
    same = AUDITED[claim.verdict] is reply
    mark = marks.badged(marks.RIGHT, "As the audit") if same else marks.badged(marks.WRONG, "Not as the audit")
    size = f"{lecture.LESS_LARGE} " if large else ""
    lines = (
        f"{mark} You said: {knowledge.word(reply)}. The audit: **{knowledge.word(claim.verdict, 'told')}.**",
        claim.reason,
        f"**Why it matters for a patient:** {claim.matters}",
    )
    st.markdown("\n\n".join(size + line for line in lines), anchors=False)
    st.markdown(sources(claim))


def sources(claim: Claim) -> str:
    found = [f"- {cite.reference(c, claim.confirmed, knowledge)}" for c in claim.evidence]
    lines = found or [f"- No source was found. :gray[{cite.confirmed(claim.confirmed, knowledge)}]"]
    cited = claim.cites or "nothing"
    return "\n".join(["**Sources**", "", *lines, "", f":small[:gray[The article itself cites {cited}.]]"])


def pattern(result: Score, total: int) -> str:
    """How many as the audit says, and the pattern of mistakes."""
    said = f"**{result.right} of {result.answered} as the audit says** ({total - result.answered} to go)."
    if not result.mistakes:
        return f"{said} No mistake so far."
    took = [
        f"{plural(m.count, knowledge.word(m.verdict, 'taken') + ' statement')} for {knowledge.word(m.reply)}"
        for m in result.mistakes
    ]
    return f"{said} You took {'; '.join(took)}."


st.title("Spot the error", anchor=False)
st.markdown("What two AI-written pages say about RLS, each statement audited. Right, outdated or wrong?")
lesson()
