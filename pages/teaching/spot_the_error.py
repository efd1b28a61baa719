"""Spot the error: one audited statement of an AI-written page at a time. Right, outdated or wrong? Then the sources."""

from collections.abc import Mapping

import streamlit as st

from pages.components import frame, slide, stepper
from pages.components.cards import CONFIRMED, words
from pages.components.marks import label_text
from pages.components.reference import reference
from rls_logic.content.history import Claim
from rls_logic.content.vocabulary import Reply, Verdict
from rls_logic.lessons.spot import AUDITED, Score, score, shuffled

knowledge = frame.knowledge()
BOTH = "Both articles"
VERDICTS = {
    Verdict.SUPPORTED: "Right: a source says so",
    Verdict.SIMPLIFIED: "Right but incomplete",
    Verdict.OUTDATED: "Outdated: it was so once",
    Verdict.CONTRADICTED: "Wrong: the sources say otherwise",
    Verdict.UNSUPPORTED: "Unsupported: no source was found that says so",
}
TAKEN = {
    Verdict.SUPPORTED: "right",
    Verdict.SIMPLIFIED: "incomplete",
    Verdict.OUTDATED: "outdated",
    Verdict.CONTRADICTED: "wrong",
    Verdict.UNSUPPORTED: "unsupported",
}
NONE_YET: tuple[tuple[str, str], ...] = ()


@st.fragment
def lesson() -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        chosen = st.segmented_control(
            "Article",
            [BOTH, *knowledge.articles],
            format_func=lambda name: label_text(name.capitalize()),
            default=BOTH,
            required=True,
            key=stepper.key("spot_article"),
            on_change=stepper.go,
            kwargs={"spot_place": 0},
            label_visibility="collapsed",
            persist_state="session",
        )
        large = slide.toggle(stepper.key("large"))
    turn = stepper.at("spot_turn", 0)
    claims = shuffled((c for c in knowledge.claims if chosen in (BOTH, c.article)), turn)
    if not claims:
        st.info("No statement of an article has been audited yet.")
        return
    replies = {claim: Reply(reply) for claim, reply in stepper.at("spot_replies", NONE_YET)}
    claim = show_steps(claims, turn, large)
    reply = replies.get(claim.id)
    with st.container(border=True):
        show_statement(claim, large)
        if reply is None:
            show_replies(claim, replies)
        else:
            show_answer(claim, reply, large)
    if replies:
        size = f"{slide.LESS_LARGE} " if large else ""
        st.markdown(size + pattern(score(claims, replies), len(claims)), anchors=False)


def show_steps(claims: tuple[Claim, ...], turn: int, large: bool) -> Claim:
    last = len(claims) - 1
    place = min(stepper.at("spot_place", 0), last)
    with st.container(horizontal=True, vertical_alignment="center"):
        for label, to, shortcut in (
            ("Back", {"spot_place": max(place - 1, 0)}, "PageUp"),
            ("Next", {"spot_place": min(place + 1, last)}, "PageDown"),
            ("Shuffle", {"spot_turn": turn + 1, "spot_place": 0}, None),
            ("Start again", {"spot_turn": 0, "spot_place": 0, "spot_replies": NONE_YET}, None),
        ):
            st.button(
                label,
                key=stepper.key(f"spot_{label}"),
                on_click=stepper.go,
                kwargs=to,
                disabled=to == {"spot_place": place},
                shortcut=shortcut if large else None,
            )
        st.markdown(f"Statement **{place + 1}** of {len(claims)}", width="content")
    return claims[place]


def show_statement(claim: Claim, large: bool) -> None:
    st.markdown(f":small[:gray[{claim.article.capitalize()} article, in our words]]")
    st.markdown(f"{slide.LARGE if large else '##'} {claim.statement}", anchors=False)


def show_replies(claim: Claim, replies: Mapping[str, Reply]) -> None:
    with st.container(horizontal=True):
        for reply in Reply:
            given = (*replies.items(), (claim.id, reply))
            st.button(
                words(reply).capitalize(),
                key=stepper.key(f"spot_{reply}"),
                on_click=stepper.go,
                kwargs={"spot_replies": given},
            )


def show_answer(claim: Claim, reply: Reply, large: bool) -> None:
    same = AUDITED[claim.verdict] is reply
    mark = ":green-badge[:material/check: As the audit]" if same else ":orange-badge[:material/close: Not as the audit]"
    size = f"{slide.LESS_LARGE} " if large else ""
    lines = (
        f"{mark} You said: {words(reply)}. The audit: **{VERDICTS[claim.verdict]}.**",
        claim.reason,
        f"**Why it matters for a patient:** {claim.matters}",
    )
    st.markdown("\n\n".join(size + line for line in lines), anchors=False)
    st.markdown(sources(claim))


def sources(claim: Claim) -> str:
    found = [f"- {reference(cite, claim.confirmed, knowledge)}" for cite in claim.evidence]
    lines = found or [f"- No source was found. :gray[{CONFIRMED[claim.confirmed]}]"]
    cited = claim.cites or "nothing"
    return "\n".join(["**Sources**", "", *lines, "", f":small[:gray[The article itself cites {cited}.]]"])


def pattern(result: Score, total: int) -> str:
    """How many as the audit says, and the pattern of mistakes."""
    said = f"**{result.right} of {result.answered} as the audit says** ({total - result.answered} to go)."
    if not result.mistakes:
        return f"{said} No mistake so far."
    took = [
        f"{m.count} {TAKEN[m.verdict]} statement{'s' if m.count > 1 else ''} for {words(m.reply)}"
        for m in result.mistakes
    ]
    return f"{said} You took {'; '.join(took)}."


st.title("Spot the error", anchor=False)
st.markdown("What two AI-written pages say about RLS, each statement audited. Right, outdated or wrong?")
lesson()
