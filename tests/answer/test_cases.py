"""The synthetic cases in data/cases, each against what the evidence says must come back, and what they leave uncovered.

A failing case means that the app and the documents disagree: read `because` first. The expectation is changed only when
the evidence or the design changes, never because the app answers otherwise.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

import pytest

from rls_logic import load_knowledge
from rls_logic.asking.answers import Answer
from rls_logic.asking.facts import screened
from rls_logic.asking.rules import Asker
from rls_logic.assess import assess
from rls_logic.assessment import OFFERED, Assessment
from rls_logic.content.cases import Case, Expected
from rls_logic.content.conditions import Asked, Rule
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.shapes import MAIN_GUIDANCE
from rls_logic.content.types import When
from rls_logic.content.vocabulary import FactKind, Standing, State
from rls_logic.patient import Patient
from rls_logic.read import read_patient
from tests import asked

KNOWLEDGE = load_knowledge()  # not the fixture: the cases are the parameters
CASES = KNOWLEDGE.cases
BY_ID = {case.id: case for case in CASES}
STANDINGS = tuple(standing.value for standing in Standing)
RECORDS = KNOWLEDGE.guidance[MAIN_GUIDANCE].recommendations
every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)


@cache
def patient_of(case_id: str) -> Patient:
    return read_patient(BY_ID[case_id].patient, KNOWLEDGE).patient


@cache
def assessed(case_id: str) -> Assessment:
    return assess(patient_of(case_id), KNOWLEDGE)


@cache
def asker_of(case_id: str) -> Asker:
    return asked.asker_of(patient_of(case_id), KNOWLEDGE)


def answered(case_id: str, record_id: str) -> Answer:
    return asker_of(case_id).check(KNOWLEDGE.rules[record_id]).answer


def in_words(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "nothing"


# What each case must bring back


def differences(case: Case) -> Iterator[str]:
    """What was expected and what came instead, one line a difference."""
    expect, found = case.expect, assessed(case.id)
    standing = {option.id: option.standing.value for option in found.options}
    shown = {c.record.id for option in found.options for c in option.cautions}
    facts = {f.record.id for f in found.facts}
    aggravators = {f.record.id for f in found.aggravators}
    problems = {problem.id for problem in found.problems}
    asked = [unknown.field for unknown in found.unknowns[:3]]

    if expect.state is not None and found.state != expect.state:
        yield f"state: expected {expect.state}, came {found.state}"
    for name in STANDINGS:
        for record in getattr(expect, name):
            if standing.get(record) != name:
                yield f"{record}: expected {name}, came {standing.get(record, 'not shown')}{why(found, record)}"
    for record in expect.not_shown:
        if record in standing:
            yield f"{record}: expected not shown, came {standing[record]}"
    for label, wanted, came in (
        ("cautions", expect.cautions, shown),
        ("facts", expect.facts, facts),
        ("aggravators", expect.aggravators, aggravators),
    ):
        if not came.issuperset(wanted):
            yield f"{label}: expected and missing: {in_words(set(wanted) - came)}"
    for label, unwanted, came in (
        ("cautions", expect.no_cautions, shown),
        ("facts", expect.no_facts, facts),
        ("aggravators", expect.no_aggravators, aggravators),
    ):
        if came.intersection(unwanted):
            yield f"{label}: shown and must not be: {in_words(came.intersection(unwanted))}"
    if "problems" in expect.model_fields_set and problems != set(expect.problems):
        yield f"problems: expected {in_words(expect.problems)}, came {in_words(problems)}"
    if not set(asked).issuperset(expect.ask):
        yield f"ask next: expected {in_words(expect.ask)} among the first three, came {', '.join(asked) or 'nothing'}"
    first = found.options[0].id if found.options else "nothing"
    if expect.first is not None and first != expect.first:
        yield f"first option: expected {expect.first}, came {first}"


def why(found: Assessment, record: str) -> str:
    """The reasons the app gives for a standing, for the failure message."""
    option = found.option(record)
    if option is None:
        return ""
    parts = {
        "cautions": [c.record.id for c in option.cautions if c.record.effect != "mention"],
        "to check": option.checks_for,
        "waits for": option.waits_for,
        "held by": option.held_by,
    }
    return "".join(f"; {label}: {', '.join(values)}" for label, values in parts.items() if values)


@every_case
def test_the_case_brings_back_what_the_evidence_says(case: Case):
    found = list(differences(case))
    lines = "\n  ".join(found)
    assert not found, f"{case.name} ({case.id})\n  because: {case.because}\n  {lines}"


@every_case
def test_the_answers_are_read_without_refusal(case: Case):
    reading = read_patient(case.patient, KNOWLEDGE)
    assert [p.message for p in reading.problems] == []
    assert [n.message for n in reading.notices] == []
    unscreened = case.id == "medicine-not-screened"
    assert bool(assessed(case.id).unscreened_medicines) is unscreened


@every_case
def test_the_case_names_only_what_exists(case: Case):
    expect = case.expect
    records = {record.id for record in RECORDS}
    wanted = {
        "a recommendation": ({r for name in (*STANDINGS, "not_shown") for r in getattr(expect, name)}, records),
        "the first": ({expect.first} - {None}, records),
        "a caution": ({*expect.cautions, *expect.no_cautions}, {c.id for c in KNOWLEDGE.cautions}),
        "a fact": ({*expect.facts, *expect.no_facts}, {f.id for f in KNOWLEDGE.facts}),
        "an aggravator": ({*expect.aggravators, *expect.no_aggravators}, {a.id for a in KNOWLEDGE.aggravators}),
        "a field": (set(expect.ask), set(KNOWLEDGE.inputs)),
        "a state": ({expect.state} - {None}, {state.value for state in State}),
        "a problem": (
            set(expect.problems),
            {c.id for c in KNOWLEDGE.contradictions} | {f"range-{field}" for field in KNOWLEDGE.inputs},
        ),
    }
    for label, (names, known) in wanted.items():
        assert names <= known, f"{case.id}: {in_words(names - known)} is not {label} in data/"


@every_case
def test_an_expectation_does_not_contradict_itself(case: Case):
    expect = case.expect
    placed = [record for name in (*STANDINGS, "not_shown") for record in getattr(expect, name)]
    assert len(placed) == len(set(placed)), "a record is expected in two places"
    for kind in ("cautions", "facts", "aggravators"):
        assert not set(getattr(expect, kind)) & set(getattr(expect, f"no_{kind}"))


@every_case
def test_the_names_are_short_enough_to_choose_from(case: Case):
    assert len(case.name) <= (45 if case.example else 100)


@every_case
def test_nothing_is_asked_that_was_answered(case: Case):
    patient = patient_of(case.id)
    answered_fields = {field for field in KNOWLEDGE.inputs if getattr(patient, field) is not None}
    reopened = {"rls_treatments", "other_medicines"}  # a missing outcome, an unscreened name or a reason not given
    if patient.pregnancy == "possible":
        reopened.add("pregnancy")
    if patient.diagnosis == "uncertain":
        reopened.add("diagnosis")
    asked = {unknown.field for unknown in assessed(case.id).unknowns}
    assert not (asked & answered_fields) - reopened, f"{case.name}: asks again for what was answered"


@every_case
def test_an_opioid_is_never_plainly_open_and_comes_after_the_others(case: Case):
    """Section 6: never plainly open; open with care, after the others."""
    offered = assessed(case.id).with_standing(*OFFERED)
    opioids = [n for n, option in enumerate(offered) if option.treatment.id == "opioids"]
    assert all(offered[n].standing is Standing.OPEN_WITH_CARE for n in opioids)
    assert all(n == len(offered) - 1 for n in opioids)


# The examples of the consult page


def test_six_examples_in_their_places():
    assert sorted(case.example for case in CASES if case.example) == [1, 2, 3, 4, 5, 6]


# Coverage: no rule of the app is left without a patient in whom it holds and one in whom it does not


def named(expectations: str) -> set[str]:
    return {record for case in CASES for record in getattr(case.expect, expectations)}


def records_expected_to_apply(expect: Expected) -> set[str]:
    return {record for name in STANDINGS if name != "waits" for record in getattr(expect, name)}


@pytest.mark.parametrize("record", [record.id for record in RECORDS])
def test_every_recommendation_stands_for_somebody_and_not_for_somebody_else(record: str):
    assert any(record in records_expected_to_apply(case.expect) for case in CASES), "no case expects it to apply"
    assert record in named("not_shown"), "no case expects it to be absent"


@pytest.mark.parametrize("caution", [caution.id for caution in KNOWLEDGE.cautions])
def test_every_caution_is_true_of_somebody(caution: str):
    assert caution in named("cautions"), "no case expects this caution"


@pytest.mark.parametrize("caution", [c.id for c in KNOWLEDGE.cautions if c.applies_when != When()])
def test_every_caution_is_ruled_out_for_somebody(caution: str):
    assert any(answered(case.id, caution) is Answer.NO for case in CASES), "no case answers it with no"


COVERED_KINDS = (
    FactKind.DO_NOT_MISS,
    FactKind.IRON,
    FactKind.IRON_CAUSE,
    FactKind.LEGACY,
    FactKind.STOPPING,
    FactKind.NOT_ADDRESSED,
)


@pytest.mark.parametrize("fact", [f.id for f in KNOWLEDGE.facts if f.kind in COVERED_KINDS])
def test_every_fact_that_leads_the_answer_is_expected_of_somebody(fact: str):
    assert fact in named("facts"), "no case expects this fact"


@pytest.mark.parametrize(
    "fact", [f.id for f in KNOWLEDGE.facts if f.kind in COVERED_KINDS and f.applies_when != When()]
)
def test_every_fact_that_leads_the_answer_is_ruled_out_for_somebody(fact: str):
    assert any(answered(case.id, fact) is Answer.NO for case in CASES), "no case answers it with no"


@pytest.mark.parametrize("aggravator", [a.id for a in KNOWLEDGE.aggravators])
def test_every_aggravator_is_found_in_somebody_and_not_in_somebody_else(aggravator: str):
    assert aggravator in named("aggravators"), "no case expects this aggravator"
    assert any(answered(case.id, aggravator) is Answer.NO for case in CASES), "no case answers it with no"


@pytest.mark.parametrize("contradiction", [c.id for c in KNOWLEDGE.contradictions])
def test_every_contradiction_is_named_in_somebody_and_not_in_somebody_else(contradiction: str):
    assert contradiction in named("problems"), "no case expects this contradiction"
    assert any(answered(case.id, contradiction) is Answer.NO and not assessed(case.id).problems for case in CASES), (
        "no case without problems answers it with no"
    )


def test_every_standing_and_every_state_is_expected():
    assert {name for case in CASES for name in STANDINGS if getattr(case.expect, name)} == set(STANDINGS)
    assert {case.expect.state for case in CASES} - {None} == {state.value for state in State}


# Thresholds: for each number that a rule compares with, patients at it, just below it and just above it

# A question over two facts compares their difference.
MEASURES = {"tsat_disagrees_with_iron": lambda typed, computed: abs(typed - computed)}

# "question at value": why no patient stands on that side. The IRLS is whole: its neighbours are 20 and 22.
NO_PATIENT_POSSIBLE = {
    "weeks_since_iv_iron_recorded at 0": {"below": "no number of weeks is below 0"},
    "irls_severe at 21": {"below": "whole points: 20 has a case", "above": "whole points: 22 has a case"},
}


def thresholds_in_rules() -> dict[str, tuple[Asked, float]]:
    """Every question with a number, as some rule asks it: "ferritin_below_child_ceiling at 50"."""
    found: dict[str, tuple[Asked, float]] = {}

    def walk(node: Asked | Rule) -> None:
        if isinstance(node, Rule):
            for part in node.nodes:
                walk(part)
        for limit in node.limits if isinstance(node, Asked) else ():
            found[f"{node.name} at {limit.value:g}"] = (node, limit.value)

    for rule in KNOWLEDGE.rules.values():
        walk(rule)
    return found


THRESHOLDS = thresholds_in_rules()


@cache
def measured(question: str, fields: tuple[str, ...]) -> tuple[float, ...]:
    """What the cases give this question to compare, contradictions and all: the numbers as typed or computed."""
    values = (tuple(asked.facts(patient_of(case.id), KNOWLEDGE)[field] for field in fields) for case in CASES)
    known = [numbers for numbers in values if None not in numbers]
    return tuple(MEASURES.get(question, lambda value: value)(*numbers) for numbers in known)


@pytest.mark.parametrize("threshold", sorted(THRESHOLDS))
def test_every_threshold_has_patients_at_it_and_on_either_side(threshold: str):
    asked, limit = THRESHOLDS[threshold]
    assert asked.question.name in MEASURES or len(asked.question.fields) == 1
    near = max(0.01 * limit, 0.01) + 1e-9
    sides: dict[str, bool] = defaultdict(bool)
    for value in measured(asked.question.name, asked.question.fields):
        distance = value - limit
        sides["at"] |= abs(distance) < 1e-9
        sides["below"] |= -near <= distance <= -1e-9
        sides["above"] |= 1e-9 <= distance <= near
    excused = NO_PATIENT_POSSIBLE.get(threshold, {})
    missing = [side for side in ("at", "below", "above") if not sides[side] and side not in excused]
    assert not missing, f"{asked.sentence}: no case stands {in_words(missing)} {limit:g}"
    assert not [side for side in excused if sides[side]], "an excuse that is no longer needed"


def test_the_excused_thresholds_are_asked_by_a_rule():
    assert set(NO_PATIENT_POSSIBLE) <= set(THRESHOLDS)


# Lists in the evidence that many medicines share: one name a class, typed by hand from it. The cases need not repeat them.

BASE_CASE = "two-sedating-classes-at-70"
SEDATIVES = {
    "benzodiazepine": "lorazepam",
    "z-drug": "zolpidem",
    "barbiturate": "butalbital/paracetamol/caffeine",
    "sedating muscle relaxant": "tizanidine",
    "sodium oxybate": "sodium oxybate",
    "sedating antihistamine": "hydroxyzine",
}
# Beers 2023, three or more medicines acting on the brain (OL4)
ACTING_ON_THE_BRAIN = {
    "opioid": "oxycodone",
    "benzodiazepine": "lorazepam",
    "z-drug": "zolpidem",
    "antipsychotic": "risperidone",
    "SSRI": "sertraline",
    "SNRI": "duloxetine",
    "tricyclic": "nortriptyline",
    "mirtazapine": "mirtazapine",
    "muscle relaxant": "baclofen",
    "alpha-2-delta ligand": "gabapentin",
}
# Section 4: never on RLS grounds alone
NEVER_ON_RLS_GROUNDS_ALONE = {
    "sertraline": "stopping-antidepressant",
    "duloxetine": "stopping-antidepressant",
    "nortriptyline": "stopping-antidepressant",
    "mirtazapine": "stopping-antidepressant",
    "trazodone": "stopping-antidepressant",
    "bupropion": "stopping-antidepressant",
    "phenelzine": "stopping-antidepressant",
    "risperidone": "stopping-antipsychotic",
    "lithium": "stopping-lithium",
}
# Section 4: tapered with the prescriber, never abruptly
NEVER_ABRUPTLY = {
    "pramipexole": ("dnm-not-abruptly-dopaminergic", "stopping-dopaminergic"),
    "cabergoline": ("dnm-not-abruptly-dopaminergic", "stopping-dopaminergic"),
    "levodopa/carbidopa": ("dnm-not-abruptly-dopaminergic", "stopping-dopaminergic"),
    "lorazepam": ("dnm-not-abruptly-seizure-risk", "stopping-benzodiazepine"),
    "butalbital/paracetamol/caffeine": ("dnm-not-abruptly-seizure-risk", "stopping-barbiturate"),
    "lamotrigine": ("dnm-not-abruptly-seizure-risk", "stopping-antiepileptic"),
    "pregabalin": ("dnm-not-abruptly-gabapentinoid-opioid", "stopping-gabapentinoid"),
    "morphine": ("dnm-not-abruptly-gabapentinoid-opioid", "stopping-opioid"),
}


def taking(*names: str, age: float = 70) -> Assessment:
    answers = BY_ID[BASE_CASE].patient | {"age_years": age, "other_medicines": [{"name": name} for name in names]}
    return assess(read_patient(answers, KNOWLEDGE).patient, KNOWLEDGE)


def cautions_of(found: Assessment) -> set[str]:
    return {c.record.id for option in found.options for c in option.cautions}


def facts_found(found: Assessment) -> set[str]:
    return {finding.record.id for finding in found.facts}


@pytest.mark.parametrize("name", SEDATIVES.values(), ids=SEDATIVES)
def test_every_sedative_counts_with_a_ligand_and_with_an_opioid(name: str):
    assert {"caution-gabapentinoid-sedatives", "caution-opioid-sedatives"} <= cautions_of(taking(name))


def test_an_opioid_counts_with_a_ligand_and_an_antidepressant_does_not():
    assert "caution-gabapentinoid-sedatives" in cautions_of(taking("morphine"))
    assert "caution-gabapentinoid-sedatives" not in cautions_of(taking("sertraline"))


@pytest.mark.parametrize("kind", ACTING_ON_THE_BRAIN)
def test_every_class_acting_on_the_brain_counts_towards_three(kind: str):
    """A ligand would be the third after two others; a benzodiazepine is one of three that are taken."""
    third, three = "caution-gabapentinoid-third-sedating-class", "caution-benzodiazepine-three-sedating-classes"
    others = [name for other, name in ACTING_ON_THE_BRAIN.items() if other not in (kind, "alpha-2-delta ligand")]
    name = ACTING_ON_THE_BRAIN[kind]
    assert third not in cautions_of(taking(name))
    assert (third in cautions_of(taking(name, others[0]))) is (kind != "alpha-2-delta ligand")
    assert three not in cautions_of(taking(name, others[0]))
    assert three in cautions_of(taking(name, others[0], others[1]))
    assert not {third, three} & cautions_of(taking(name, others[0], others[1], age=50))


@pytest.mark.parametrize("name", NEVER_ON_RLS_GROUNDS_ALONE)
def test_a_psychotropic_is_never_changed_on_rls_grounds_alone(name: str):
    assert {"dnm-not-abruptly-psychotropic", NEVER_ON_RLS_GROUNDS_ALONE[name]} <= facts_found(taking(name))


@pytest.mark.parametrize("name", NEVER_ABRUPTLY)
def test_what_must_not_end_abruptly_says_so(name: str):
    found = facts_found(taking(name))
    assert found.issuperset(NEVER_ABRUPTLY[name])
    assert "dnm-not-abruptly-psychotropic" not in found


def test_without_such_medicines_nothing_is_said_on_ending_them():
    found = facts_found(taking("paracetamol"))
    assert not [fact for fact in found if fact.startswith(("dnm-not-abruptly", "stopping-"))]


# The special paths, each with the case that shows it

PATHS = {
    # section 1
    "nothing at all entered": "nothing-entered",
    "TSAT computed from iron and TIBC": "iron-tsat-computed",
    "TSAT typed as a fraction": "tsat-as-a-fraction",
    "a medicine that is not screened": "medicine-not-screened",
    "CrCl computed, whatever the eGFR": "small-old-woman-crcl-computed",
    "only an eGFR": "egfr-22-only",
    "contradiction: male and pregnant": "male-and-pregnant",
    "contradiction: TSAT against iron and TIBC": "tsat-disagrees-with-iron",
    "contradiction: no treatment with a treatment": "none-so-far-with-a-treatment",
    "contradiction: eGFR 90 with dialysis": "dialysis-with-egfr-90",
    "contradiction: CrCl with dialysis": "dialysis-with-crcl-90",
    "contradiction: trimester without pregnancy": "trimester-without-pregnancy",
    "contradiction: never IV iron, with weeks": "never-iv-iron-with-weeks",
    "contradiction: pregnant too old": "pregnant-at-72",
    "contradiction: pregnant too young": "pregnant-at-7",
    "contradiction: computed CrCl with dialysis": "dialysis-with-computed-crcl",
    "contradiction: iron above TIBC": "iron-above-tibc",
    "contradiction: a dose without its medicine": "pramipexole-dose-without-it",
    # section 2
    "standing: open, all exclusions known absent": "new-untreated-iron-low",
    "standing: check first, only the core filled": "core-only-adult",
    "standing: open with care": "copd",
    "standing: waits": "iron-tests-not-done",
    "standing: not now": "iron-active-infection",
    "standing: not for this patient": "iron-haemochromatosis",
    "standing: advised against": "man-iron-replete-all-known",
    "standing: already used": "gabapentin-now-not-enough",
    # section 3
    "new weakness or a sensory level": "new-neurological-sign",
    # section 5
    "iron: ferritin <= 75": "iron-ferritin-50-tsat-30",
    "iron: 75-100": "iron-ferritin-90-tsat-25",
    "iron: 75-100 and TSAT < 20, two limbs": "iron-both-limbs-conflict",
    "iron: 100-300 and TSAT < 20": "iron-ferritin-180-tsat-15",
    "iron: > 300 and TSAT < 20": "iron-ferritin-420-tsat-12",
    "iron: ferritin without TSAT": "iron-ferritin-40-tsat-unknown",
    "iron: TSAT without ferritin": "iron-tsat-15-ferritin-unknown",
    "iron: ferritin above 100 without TSAT": "iron-ferritin-150-tsat-unknown",
    "iron: TSAT >= 45": "iron-tsat-52",
    "iron: known overload": "iron-haemochromatosis",
    "iron: stale": "iron-tests-14-months-old",
    "iron: ageing": "iron-tests-9-months-old",
    "iron: off-protocol sample": "iron-sample-in-the-afternoon-on-tablets",
    "iron: within 8 weeks of IV iron": "iron-fcm-five-weeks-ago",
    "iron: reaction to FCM": "iron-reaction-to-fcm",
    "iron: reaction to dextran": "iron-reaction-to-dextran",
    "iron: reaction to ferumoxytol": "iron-reaction-to-ferumoxytol",
    "iron: reaction to another product": "iron-reaction-to-another-product",
    "iron: active infection": "iron-active-infection",
    "iron: first trimester": "pregnant-first-trimester",
    "iron: low phosphate": "iron-low-phosphate",
    "iron: malabsorption, under 50 kg": "iron-gastric-bypass-low-weight",
    "iron: oral failed": "iron-oral-failed",
    "iron: oral not tolerated, inflammation": "iron-oral-not-tolerated",
    "iron cause: man": "iron-cause-man",
    "iron cause: after the menopause": "iron-cause-after-menopause",
    # section 6
    "haemodialysis, rule met": "haemodialysis-ferritin-150",
    "haemodialysis, ferritin 228 and TSAT 18, conflict": "haemodialysis-ferritin-228-tsat-18",
    "haemodialysis, rule not met, no conflict": "haemodialysis-ferritin-350-tsat-30",
    "peritoneal dialysis": "peritoneal-dialysis",
    "CrCl < 15 without dialysis": "crcl-9-without-dialysis",
    "working transplant": "working-transplant",
    "working transplant below 15": "working-transplant-crcl-13",
    "vitamin C in ESRD": "haemodialysis-ferritin-150",
    "renal band edge 60": "crcl-60",
    "renal band 59": "crcl-59",
    "renal band edge 30": "crcl-30",
    "renal band 29": "crcl-29",
    "renal band edge 15": "crcl-15",
    "renal band 14": "crcl-14",
    "pregnancy, trimester 1": "pregnant-first-trimester",
    "pregnancy, trimester 2": "pregnant-second-trimester-ferritin-20",
    "pregnancy, trimester 3": "pregnant-third-trimester-refractory",
    "pregnancy, trimester unknown": "pregnant-trimester-unknown",
    "planning a pregnancy": "planning-pregnancy",
    "breastfeeding": "breastfeeding",
    "possible pregnancy": "pregnancy-possible",
    "pregnant on valproate": "pregnant-on-valproate",
    "planning on carbamazepine": "planning-on-carbamazepine",
    "child, ferritin 49": "child-ferritin-49",
    "child, ferritin 50": "child-ferritin-50",
    "child, ferritin 51": "child-ferritin-51-tsat-12",
    "child, TSAT as a safety value": "child-tsat-50",
    "child, pregnant": "adolescent-pregnant",
    "PLMD without RLS": "plmd-adult",
    "PLMD in a child": "child-plmd",
    "criteria uncertain": "criteria-uncertain",
    "not RLS": "not-rls",
    "intermittent": "intermittent",
    "chronic persistent": "core-only-adult",
    "refractory": "refractory",
    "pramipexole, stable": "pramipexole-stable",
    "pramipexole, augmentation": "pramipexole-augmentation",
    "pramipexole, impulse problem": "pramipexole-impulse-problem",
    "pramipexole, not asked": "pramipexole-signs-not-asked",
    "pramipexole, above the label maximum": "pramipexole-above-label-maximum",
    "ropinirole, content": "ropinirole-content",
    "rotigotine": "rotigotine-patch-asthma",
    "levodopa": "levodopa-daily-with-iron",
    "cabergoline for RLS": "cabergoline-for-rls",
    "tramadol now": "tramadol-now-augmenting",
    "alpha-2-delta current": "gabapentin-now-not-enough",
    "alpha-2-delta tried": "pregabalin-tried-not-tolerated",
    "Parkinson disease": "parkinson-on-levodopa",
    "prolactinoma on cabergoline": "cabergoline-for-prolactinoma",
    "epilepsy on valproate": "epilepsy-on-valproate",
    "clonazepam": "clonazepam-for-rls",
    "bupropion for depression": "bupropion-for-depression",
    "depression on an SSRI": "depression-on-sertraline",
    "passive suicidal thoughts": "passive-suicidal-thoughts",
    "acute suicidal thoughts": "acute-suicidal-thoughts",
    "opioids, refractory": "refractory",
    "opioids, not refractory": "opioid-not-refractory",
    "opioids with a benzodiazepine": "opioid-with-diazepam",
    "opioids with untreated apnoea": "opioid-untreated-apnoea",
    "opioid use disorder, treated; methadone and long QT": "opioid-use-disorder-on-methadone",
    "opioid use disorder, untreated": "opioid-use-disorder-untreated",
    "breathing risk on alpha-2-delta": "copd",
    "older, falls, dementia": "older-frail-dementia",
    "psychosis with an antipsychotic, lithium": "psychosis-on-olanzapine-and-lithium",
    "daytime sleeper, safety-critical work": "night-shift-worker",
    "stimulator: implant and seizures": "stimulator-pacemaker",
    "stimulator: leg site": "stimulator-leg-ulcer",
    "dipyridamole: anticoagulant, asthma, coronary": "dipyridamole-with-everything-against",
    "exacerbating, AASM's list": "aggravators-many",
    "exacerbating, other sources": "aggravators-other-sources",
}


@pytest.mark.parametrize("path", PATHS)
def test_every_special_path_has_its_case(path: str):
    assert PATHS[path] in BY_ID


def test_a_name_that_is_not_screened_is_listed():
    case = BY_ID["medicine-not-screened"]
    name = case.patient["other_medicines"][0]["name"]
    assert not screened(name, KNOWLEDGE)
    assert assessed(case.id).unscreened_medicines == (name,)


def test_the_fixture_and_the_cases_read_the_same_data(knowledge: Knowledge):
    assert knowledge.fingerprint == KNOWLEDGE.fingerprint
