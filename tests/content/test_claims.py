"""The audit of the two AI-written articles: all 47 statements, each with its verdict and with what it rests on.

Verdicts are typed from the sources that each claim cites.
"""

import re
from collections import Counter

import pytest

from rls_logic.content.history import Claim
from rls_logic.content.vocabulary import Confirmation, Direction, Strength

VERDICTS = {
    "m-g1": "contradicted",  # the four strong recommendations are missing
    "m-g2": "supported",
    "m-g3": "supported",
    "m-g4": "simplified",  # "recommended" of a conditional recommendation
    "m-g5": "supported",
    "m-g6": "simplified",  # the remark is dropped
    "m-g7": "simplified",  # cabergoline is strong, valerian missing
    "m-g8": "simplified",  # the condition on iron sucrose is dropped
    "m-g9": "supported",
    "m-r1": "supported",
    "m-r2": "supported",
    "m-r3": "simplified",
    "m-r4": "simplified",
    "m-r5": "outdated",
    "m-r6": "outdated",
    "m-r7": "simplified",
    "m-r8": "supported",
    "m-r9": "supported",
    "m-r10": "unsupported",  # beside its own banner, pending human review
    "x-1": "contradicted",
    "x-2": "contradicted",
    "x-3": "supported",
    "x-4": "unsupported",
    "x-5": "simplified",
    "x-6": "simplified",
    "x-7": "supported",
    "x-8": "simplified",
    "x-9": "simplified",
    "x-10": "unsupported",
    "x-11": "simplified",
    "x-12": "simplified",
    "x-13": "simplified",
    "x-14": "unsupported",
    "x-15": "unsupported",
    "x-16": "unsupported",
    "x-17": "unsupported",
    "x-18": "unsupported",
    "x-19": "unsupported",
    "x-20": "contradicted",
    "x-21": "simplified",
    "x-22": "simplified",
    "x-23": "simplified",
    "x-24": "simplified",
    "x-25": "supported",
    "x-26": "contradicted",
    "x-27": "supported",
    "x-28": "supported",
}
# The audit's "cites" column, by what the article's own list holds; no entry: the article gives no reference.
OWN_OVERVIEW = {f"m-g{n}" for n in range(1, 10)} | {
    "x-4",
    "x-5",
    "x-7",
    *(f"x-{n}" for n in (9, 10, 11, 17, 18, 19, 20, 21)),
}
NO_REFERENCE = {"m-r1", "m-r10", "x-2", "x-12", "x-13", "x-14", "x-16", "x-22", "x-23", "x-24", "x-25", "x-26", "x-27"}
# They rest on a cell of AASM 2025 marked W, or on the 2021 review's abstract, which nobody has re-read.
AWAITING = {"m-g2", "m-g3", "m-g4", "m-g5", "m-g6", "m-g7", "m-g8", "m-g9", "m-r2"}
# What each of the worst must say, plainly.
WORST = {
    "m-g1": ["four strong recommendations", "gabapentin enacarbil", "pregabalin", "ferric carboxymaltose", "invented"],
    "m-g6": ["conditionally", "drops the remark"],
    "m-g7": ["cabergoline", "strong, not conditional", "only strong one against", "Valerian"],
    "m-g8": ["condition on iron sucrose is dropped", "ferritin below 200 ng/mL", "TSAT below 20 %"],
    "m-r1": ["invented term RESLEG", "REM sleep is not among them"],
    "m-r5": ["position once", "against their standard use", "augmentation"],
    "x-1": ["28 began", "23 finished", "before exercise is prescribed routinely"],
    "x-4": ["AASM 2025 is silent", "not AASM but the publisher's own page"],
    "x-5": ["German guideline of 2022", "AASM 2025 is silent"],
    "x-9": ["pilot crossover in 8 people"],
    "x-11": ["55 %", "56 %", "not a trial"],
    "x-12": ["56 %", "accelerometer", "Neither is a trial"],
    "x-13": ["animal data", "nothing shown in people with RLS"],
    "x-20": ["75 ng/mL", "TSAT below 20 %", "entry limits of old trials", "not been empirically tested"],
    "x-22": ["abrupt change", "almost always"],
    "x-23": ["No trial has tested it"],
    "x-24": ["first 24 hours and gone by 48"],
    "x-26": ["no recommendation on exercise in primary RLS", "haemodialysis only"],
}


@pytest.fixture
def claims(knowledge) -> dict[str, Claim]:
    return {claim.id: claim for claim in knowledge.claims}


def test_every_statement_of_the_audit_is_there_once(knowledge):
    assert len(VERDICTS) == 47
    assert sorted(claim.id for claim in knowledge.claims) == sorted(VERDICTS)
    numbers = {"management": list(range(1, 20)), "exercise": list(range(1, 29))}
    for article, expected in numbers.items():
        assert [claim.number for claim in knowledge.claims if claim.article == article] == expected
    assert {claim.id: claim.article for claim in knowledge.claims} == {
        name: "exercise" if name.startswith("x-") else "management" for name in VERDICTS
    }


@pytest.mark.parametrize("name", VERDICTS)
def test_the_verdict_is_the_audits(claims, name):
    assert claims[name].verdict == VERDICTS[name]


def test_the_counts(knowledge):
    assert Counter(claim.verdict.value for claim in knowledge.claims) == {
        "supported": 13, "simplified": 18, "outdated": 2, "contradicted": 5, "unsupported": 9,
    }  # fmt: skip


@pytest.mark.parametrize("name", VERDICTS)
def test_a_verdict_rests_on_a_source_or_says_that_none_was_found(claims, knowledge, name):
    claim = claims[name]
    if claim.evidence:
        assert {cite.source for cite in claim.evidence} <= set(knowledge.sources)
    else:
        assert claim.verdict == "unsupported"
        assert re.search(r"not found|none was found|no other source was found", claim.reason, re.IGNORECASE)


def test_no_article_is_a_source(knowledge):
    assert [
        s.id for s in knowledge.sources.values() if re.search("oracle", f"{s.authors} {s.title}", re.IGNORECASE)
    ] == []
    assert set(knowledge.articles) & set(knowledge.sources) == set()


@pytest.mark.parametrize("name", VERDICTS)
def test_what_the_article_cites_is_named_and_its_own_overview_is_never_called_aasm(claims, name):
    cites = claims[name].cites
    assert (cites is None) == (name in NO_REFERENCE)
    assert ("publisher's own topic overview" in (cites or "")) == (name in OWN_OVERVIEW)


def test_the_missing_reference_is_named(claims, knowledge):
    assert "not listed" in (claims["m-r9"].cites or "")
    assert "not listed" in (claims["m-r7"].cites or "")
    assert claims["m-r9"].evidence[0].source == "opioids_2018"
    assert "Silber 2018" in knowledge.articles["management"].note


@pytest.mark.parametrize("name", VERDICTS)
def test_a_verdict_that_rests_on_an_unread_cell_says_so(claims, name):
    assert (claims[name].confirmed is Confirmation.AWAITING_PAPER) == (name in AWAITING)


@pytest.mark.parametrize("name", WORST)
def test_the_worst_are_said_plainly(claims, name):
    absent = [words for words in WORST[name] if words not in claims[name].reason]
    assert absent == []


def test_the_structural_defects_are_named(knowledge):
    notes = {article.id: article.note for article in knowledge.articles.values()}
    assert set(notes) == {"management", "exercise"}
    for note in notes.values():
        assert "pending human review" in note
        assert "publisher's own topic overview, not AASM" in note
    assert "all four strong recommendations" in notes["management"]
    assert "invented term" in notes["management"]


def test_what_is_said_of_aasm_is_what_the_guideline_file_says(claims, knowledge):
    records = {record.number: record for record in knowledge.guidance["aasm_2025"].recommendations}
    strong_for = [
        r.treatment for r in records.values() if (r.strength, r.direction) == (Strength.STRONG, Direction.FOR)
    ]
    assert sorted(strong_for) == ["ferric_carboxymaltose", "gabapentin", "gabapentin_enacarbil", "pregabalin"]
    assert set(strong_for) < set(claims["m-g1"].treatments)
    strong_against = [
        r.treatment for r in records.values() if r.strength is Strength.STRONG and r.direction is Direction.AGAINST
    ]
    assert strong_against == ["cabergoline"]
    assert "cabergoline" in claims["m-g7"].treatments
    grades = {
        "m-g2": (7, "conditional, moderate"),
        "m-g3": (8, "conditional, low"),
        "m-g5": (10, "conditional, moderate"),
        "m-g9": (28, "conditional, very low"),
    }
    for name, (number, printed) in grades.items():
        assert records[number].as_printed == printed
        assert f"{printed} certainty" in claims[name].reason
    assert knowledge.guidance["aasm_2025"].thresholds[0].value == 75


@pytest.mark.parametrize("name", VERDICTS)
def test_the_patient_is_spoken_of_in_one_sentence_and_nothing_is_overstated(claims, name):
    claim = claims[name]
    assert claim.matters.count(". ") == 0
    said = f"{claim.reason} {claim.matters}"
    assert not re.search(
        r"(?i)\bban(ned)?\b|best drug|contraindicated by AASM|AASM 2025[^.;]*(first|second)[- ]line", said
    )
