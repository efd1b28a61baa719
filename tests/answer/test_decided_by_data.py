"""What was once written in Python: each is changed in a copy of data/, and the answer follows."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from rls_logic import load_knowledge
from rls_logic.asking.derived import THRESHOLDS, derive
from rls_logic.asking.questions import QUESTIONS
from rls_logic.assess import assess
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.load import DATA, load
from rls_logic.content.vocabulary import Slip, Standing, State
from rls_logic.lessons.marking import choices
from rls_logic.moves import preview
from rls_logic.patient import Patient, TreatmentUse
from rls_logic.phrases import check_words
from rls_logic.years import through_the_years

KNOWLEDGE = load_knowledge()
ADULT = Patient(age_years=50, diagnosis="rls", sex="male", no_rls_treatment=True, other_medicines=())


@pytest.fixture
def changed(tmp_path: Path) -> Callable[..., Knowledge]:
    """The knowledge after one text is changed wherever it stands in data/."""

    def after(old: str, new: str) -> Knowledge:
        folder = shutil.copytree(DATA, tmp_path / "data", dirs_exist_ok=True)
        places = [path for path in folder.rglob("*.toml") if old in path.read_text(encoding="utf-8")]
        assert places, f"{old!r} no longer stands in data/: mend this test"
        for path in places:
            path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        return load_knowledge(folder)

    return after


def test_a_contradiction_is_one_whatever_it_is_called(changed):
    knowledge = changed('"male-and-pregnant"', '"range-of-sex-and-pregnancy"')
    found = assess(ADULT.model_copy(update={"pregnancy": "pregnant"}), knowledge)
    assert [(problem.id, problem.kind) for problem in found.problems] == [
        ("range-of-sex-and-pregnancy", Slip.CONTRADICTION)
    ]
    assert found.state is State.CONFLICTING_INPUTS


def test_a_number_out_of_range_is_no_contradiction():
    found = assess(ADULT.model_copy(update={"ferritin_ng_ml": 99_999}), KNOWLEDGE)
    assert [problem.kind for problem in found.problems] == [Slip.RANGE]
    assert found.state is State.OPTIONS_TO_WEIGH


def test_what_is_outside_scope_is_a_line_that_holds(changed):
    plmd = ADULT.model_copy(update={"diagnosis": "plmd_only"})
    assert assess(plmd, KNOWLEDGE).state is State.GUIDELINE_SILENT
    old = 'kind = "outside_scope"\napplies_when = { all = ["not_rls"] }'
    knowledge = changed(old, old.replace('all = ["not_rls"]', 'any = ["not_rls", "plmd_without_rls"]'))
    assert assess(plmd, knowledge).state is State.OUTSIDE_SCOPE


@pytest.mark.parametrize(
    ("answer", "record"),
    [
        ({"diagnosis": "not_rls"}, "outside-not-rls"),
        ({"suicidal_thoughts": "acute"}, "outside-acute-suicidal-thoughts"),
    ],
)
def test_what_is_outside_scope_says_why(answer, record):
    found = assess(ADULT.model_copy(update=answer), KNOWLEDGE)
    assert found.state is State.OUTSIDE_SCOPE
    assert record in [fact.record.id for fact in found.facts]


IN_DIALYSIS = ADULT.model_copy(update={"kidney_support": "haemodialysis", "ferritin_ng_ml": 150, "tsat_percent": 15})
IRON_LOW = ADULT.model_copy(
    update={"ferritin_ng_ml": 40, "tsat_percent": 15, "crcl_ml_min": 90, "kidney_support": "none"}
)


def test_which_population_leads_is_said_by_the_guidance(changed):
    def leading(knowledge: Knowledge) -> list[str]:
        options = assess(IN_DIALYSIS, knowledge).with_standing(Standing.OPEN, Standing.CHECK_FIRST)
        return [option.recommendation.population for option in options]

    esrd_first = sorted(leading(KNOWLEDGE), key=lambda population: population != "adults_rls_esrd")
    assert leading(KNOWLEDGE) == esrd_first
    knowledge = changed('leads = ["adults_rls_esrd"]\n', 'leads = ["adults_rls"]\n')
    assert leading(knowledge) == sorted(esrd_first, key=lambda population: population != "adults_rls")
    assert leading(knowledge) != esrd_first


def test_which_class_leads_is_said_by_the_class(changed):
    iron = {"ferric_carboxymaltose"}
    assert assess(IRON_LOW, KNOWLEDGE).options[0].treatment.id in iron
    knowledge = changed("leads = true\n", "")
    assert assess(IRON_LOW, knowledge).options[0].treatment.id not in iron


def test_which_classes_are_named_as_one_is_said_by_the_class(changed):
    unknown = next(u for u in assess(ADULT, KNOWLEDGE).unknowns if u.field == "kidney_support")

    def named(knowledge: Knowledge) -> str:
        return str(preview(assess(ADULT, knowledge), unknown, knowledge))

    label = 'label = "Alpha-2-delta ligands"\nrank = 30\nas_one = true\n'
    knowledge = changed(label, label.replace("as_one = true\n", ""))
    for group in knowledge.treatment_classes.values():
        assert group.as_one is (group.id in ("iron", "iv_iron"))
    assert "alpha-2-delta ligands" not in named(knowledge)


def test_under_which_heading_a_treatment_is_listed_is_said_by_its_class(changed):
    label = 'label = "Benzodiazepines"\nrank = 80\nlisted_under = "opioid"\n'
    assert "Opioids, benzodiazepines, antiepileptics" in dict(choices(KNOWLEDGE))
    knowledge = changed(label, label.replace('"opioid"', '"benzodiazepine"'))
    assert {"Opioids, antiepileptics", "Benzodiazepines"} <= dict(choices(knowledge)).keys()


def test_lines_count_for_what_is_asked_where_the_group_says_so(changed):
    taken = TreatmentUse(treatment="pramipexole", when="now")
    patient = ADULT.model_copy(update={"no_rls_treatment": None, "rls_treatments": (taken,)})

    def awaited(knowledge: Knowledge) -> set[str]:
        return {unknown.field for unknown in assess(patient, knowledge).unknowns if unknown.plan_lines}

    assert awaited(KNOWLEDGE)
    assert awaited(changed("plan = true\n", "")) == set()


def test_what_to_check_while_a_list_is_not_answered_is_a_record(changed):
    nothing_listed = ADULT.model_copy(update={"no_rls_treatment": None})
    knowledge = changed('short = "earlier treatments"', 'short = "what was tried"')
    option = assess(nothing_listed, knowledge).options[0]
    assert "what was tried" in check_words(option, knowledge)
    assert "unlisted-rls-treatments" in [entry.name for entry in KNOWLEDGE.cited]


def test_the_iron_limits_of_a_source_are_found_by_what_they_ask_about_and_not_by_their_words():
    name = "ferritin_at_or_below_oral_ceiling"
    told = replace(QUESTIONS[name], sentence="At most {oral_ceiling} ng/mL, for ferritin")
    loaded = load(DATA, QUESTIONS | {name: told}, THRESHOLDS, Patient)
    knowledge = replace(loaded, derived=derive(loaded))

    def limits(knowledge: Knowledge) -> set[tuple[str, str]]:
        years = through_the_years(IRON_LOW, knowledge)
        return {(guidance.source.id, line.threshold) for guidance, lines in years.iron for _, line in lines}

    assert ("aasm_2025", "75 ng/mL") in limits(KNOWLEDGE)
    assert limits(knowledge) == limits(KNOWLEDGE)
