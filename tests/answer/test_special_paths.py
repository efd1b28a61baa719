"""The lists that many medicines share, typed by hand from the evidence, and the special paths, each with the case that shows it."""

import re
from collections.abc import Iterator

import pytest

from rls_logic.asking.facts_taken import screened
from rls_logic.assess import assess
from rls_logic.assessment import Assessment
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.vocabulary import Standing
from rls_logic.read import read_patient
from tests.answer.answered import BY_ID, CASES, KNOWLEDGE, assessed

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
    "reboxetine": "stopping-antidepressant",
    "risperidone": "stopping-antipsychotic",
    "pimavanserin": "stopping-antipsychotic",
    "lithium": "stopping-lithium",
}
# Section 4: tapered with the prescriber, never abruptly
NEVER_ABRUPTLY = {
    "pramipexole": "stopping-dopaminergic",
    "cabergoline": "stopping-dopaminergic",
    "levodopa/carbidopa": "stopping-dopaminergic",
    "lorazepam": "stopping-benzodiazepine",
    "butalbital/paracetamol/caffeine": "stopping-barbiturate",
    "lamotrigine": "stopping-antiepileptic",
    "pregabalin": "stopping-gabapentinoid",
    "morphine": "stopping-opioid",
    "kratom": "stopping-opioid-like",
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
    assert NEVER_ON_RLS_GROUNDS_ALONE[name] in facts_found(taking(name))


@pytest.mark.parametrize("name", NEVER_ABRUPTLY)
def test_what_must_not_end_abruptly_says_so(name: str):
    """And nothing is said of another class than the one that is taken."""
    said = {fact for fact in facts_found(taking(name)) if fact.startswith("stopping-")}
    assert said == {NEVER_ABRUPTLY[name]}


def test_without_such_medicines_nothing_is_said_on_ending_them():
    found = facts_found(taking("paracetamol"))
    assert not [fact for fact in found if fact.startswith("stopping-")]


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


# A child's answer, and what is not asked

MINORS = [case.id for case in CASES if 0 <= case.patient.get("age_years", 99) < 18 and not assessed(case.id).problems]
OF_ADULTS = re.compile(
    r"AASM[^.:;]{0,40} against\b|general adult grade|^Adults:|bupropion|gambling|pregnancy \(consensus"
)


def lines_shown(found: Assessment) -> Iterator[str]:
    """Every line of the answer, with its detail, but of options that only wait."""
    for option in found.options:
        if option.standing is not Standing.WAITS:
            yield from (
                text for c in option.cautions for text in (c.record.short, c.record.statement, c.record.badge or "")
            )
    for finding in (*found.facts, *found.aggravators, *(line for block in found.current for line in block.lines)):
        if finding.record.id not in ABOUT_WHAT_IS_TAKEN:
            yield from (finding.record.short, finding.record.statement)


# A child who takes a dopaminergic is asked at each visit what an adult is.
ABOUT_WHAT_IS_TAKEN = {"next-dopaminergic"}


@pytest.mark.parametrize("case_id", MINORS)
def test_no_word_of_adults_stands_in_the_answer_of_a_child(case_id: str):
    found = assessed(case_id)
    assert [line for line in lines_shown(found) if OF_ADULTS.search(line)] == []
    offered = [option for option in found.options if option.standing is not Standing.WAITS]
    assert [option.id for option in offered if "adult" in option.recommendation.population] == []


def asked_first(**answers: object) -> set[str]:
    """The questions that have a reason of their own to come first in this patient."""
    base = {"age_years": 45, "sex": "male", "diagnosis": "rls", "ferritin_ng_ml": 40, "tsat_percent": 15}
    given = {name: value for name, value in (base | answers).items() if value is not None}
    found = assess(read_patient(given, KNOWLEDGE).patient, KNOWLEDGE)
    return {unknown.field for unknown in found.unknowns if unknown.urgent}


FAILED = {"rls_treatments": [{"treatment": "ferrous_sulfate", "when": "before", "outcome": "not_enough"}]}


def test_what_chooses_the_route_of_iron_is_asked_only_while_there_is_a_choice():
    choice = {"severity", "malabsorption"}
    assert choice <= asked_first()
    assert not choice & asked_first(tsat_percent=45)
    assert not choice & asked_first(kidney_support="haemodialysis")
    assert not choice & asked_first(**FAILED)
    assert {"heart_failure_or_oedema", "inflammation"} <= asked_first(ferritin_ng_ml=180)
    assert not {"heart_failure_or_oedema", "inflammation"} & asked_first(ferritin_ng_ml=301)
    assert not {"heart_failure_or_oedema", "inflammation"} & asked_first(
        ferritin_ng_ml=180, kidney_support="haemodialysis"
    )


def test_overload_is_not_asked_first_soon_after_iv_iron():
    after = {"last_iv_iron": "ferric_carboxymaltose", "ferritin_ng_ml": 420, "tsat_percent": 30}
    assert "iron_overload" in asked_first(**after, last_iv_iron_weeks_ago=8)
    assert "iron_overload" not in asked_first(**after, last_iv_iron_weeks_ago=7.9)


def test_a_small_child_is_not_asked_about_alcohol_or_urges():
    agonist = {"rls_treatments": [{"treatment": "pramipexole", "when": "now"}]}
    asked = {"alcohol", "impulse_control_problem"}
    assert asked <= asked_first(**agonist, age_years=13, liver_disease=True)
    assert not asked & asked_first(**agonist, age_years=12.9, liver_disease=True)
