"""Whatever is typed, the app either reads it exactly or says what it could not read and how to mend it.

A refused answer is unknown to the assessment, and nothing that rests on it is offered. `held` lists, by number and by
hand, the AASM recommendations that rest on the refused field for the patient below; all others stay on offer.
"""

import math
from typing import NamedTuple

import pytest
from pydantic import ValidationError

from rls_logic.asking.facts_taken import screened
from rls_logic.assess import assess
from rls_logic.assessment import OFFERED
from rls_logic.content.vocabulary import Effect, State
from rls_logic.patient import MedicineUse, Patient, TreatmentUse
from rls_logic.read import Reading, read_patient

# A man in whom everything an adult recommendation asks for is known and nothing forbids it.
TYPED = {
    "age_years": "58", "sex": "male", "pregnancy": "not_possible", "diagnosis": "rls", "course": "refractory",
    "ferritin_ng_ml": "60", "tsat_percent": "18", "crcl_ml_min": "80", "kidney_support": "none", "weight_kg": "80",
    "no_rls_treatment": True, "other_medicines": [],
    "iron_overload": False, "active_infection": False, "inflammation": False, "malabsorption": False,
    "low_phosphate": False, "iron_sample_morning_off_iron": True, "iron_test_age_months": "1", "last_iv_iron": "none",
    "iv_iron_reaction": "none", "low_iron_cause": "none_found", "impulse_control_problem": False,
    "augmentation_signs": (), "new_neurological_sign": False, "sleep_apnoea": "none", "lung_disease": False,
    "asthma": False, "sleeps_by_day": False, "safety_critical_work": False, "depression": False,
    "suicidal_thoughts": "none", "psychosis_or_bipolar": False, "dementia": False, "substance_use_disorder": False,
    "opioid_use_disorder": "none", "falls_or_frailty": False, "heart_failure_or_oedema": False,
    "unstable_coronary_or_low_bp": False, "long_qt": False, "past_angioedema": False, "seizure_disorder": False,
    "eating_disorder": False, "active_implant": False, "leg_site_problem": False, "leg_site_metal": False,
    "adhesive_reaction": False, "heart_valve_disease": False, "bleeding_risk": False, "liver_disease": False,
    "alcohol": "none", "caffeine": False,
}  # fmt: skip
WOMAN = {"sex": "female", "age_years": "30"}
NOTHING: set[int] = set()
EVERYTHING = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
IRON = {4, 5, 6, 7}
IV_IRON = {4, 5, 6}
ON_THE_KIDNEY = {1, 2, 3, 4, 5, 6, 7, 9}  # the ligands and opioids by clearance, all adult iron by ESRD
ON_PREGNANCY = {1, 2, 3, 4, 5, 6, 8, 9}  # every medicine, and IV iron in the first trimester
BY_IRON_AND_TIBC = {"tsat_percent": None}
BY_CREATININE = {"crcl_ml_min": None, "creatinine_mg_dl": "0.9"}
ON_PRAMIPEXOLE = {
    "no_rls_treatment": None,
    "rls_treatments": (TreatmentUse(treatment="pramipexole", when="now", outcome="helping"),),
}
BY_EGFR = {"crcl_ml_min": None}

PLAIN = "type digits only"
NO_UNIT = {"ferritin_ng_ml": None}


class Odd(NamedTuple):
    """What was typed over the patient above, and what must come of it.

    `fields`: unknown afterwards. `says`: words of the message, the field's label first. `mend`: words of what to do.
    """

    typed: dict[str, object]
    fields: tuple[str, ...]
    says: tuple[str, ...]
    mend: str
    held: set[int]
    units: dict[str, str | None] | None = None


REFUSED = {
    # numbers that are none
    "below zero": Odd({"ferritin_ng_ml": "-5"}, ("ferritin_ng_ml",), ("Ferritin", "below zero"), "minus", IRON),
    "below zero with a printed minus": Odd(
        {"ferritin_ng_ml": "−5"}, ("ferritin_ng_ml",), ("Ferritin", "below zero"), "minus", IRON
    ),
    "below zero as a number": Odd({"tsat_percent": -5.0}, ("tsat_percent",), ("TSAT", "below zero"), "minus", IRON),
    "an age below zero": Odd({"age_years": "-1"}, ("age_years",), ("Age", "below zero"), "minus", EVERYTHING),
    "NaN typed": Odd({"ferritin_ng_ml": "NaN"}, ("ferritin_ng_ml",), ("Ferritin", "not a number"), PLAIN, IRON),
    "NaN as a number": Odd(
        {"ferritin_ng_ml": math.nan}, ("ferritin_ng_ml",), ("Ferritin", "not a number"), "leave it empty", IRON
    ),
    "infinity typed": Odd({"tsat_percent": "inf"}, ("tsat_percent",), ("TSAT", "not a number"), PLAIN, IRON),
    "infinity as a number": Odd({"tsat_percent": math.inf}, ("tsat_percent",), ("TSAT", "not a number"), PLAIN, IRON),
    "minus infinity": Odd({"crcl_ml_min": "-Infinity"}, ("crcl_ml_min",), ("CrCl",), PLAIN, ON_THE_KIDNEY),
    "a word": Odd({"ferritin_ng_ml": "low"}, ("ferritin_ng_ml",), ("Ferritin", "plain number"), PLAIN, IRON),
    "a range": Odd({"tsat_percent": "15-20"}, ("tsat_percent",), ("TSAT", "plain number"), PLAIN, IRON),
    "two numbers": Odd({"ferritin_ng_ml": "75 80"}, ("ferritin_ng_ml",), ("Ferritin", "plain number"), PLAIN, IRON),
    "an about": Odd({"ferritin_ng_ml": "~75"}, ("ferritin_ng_ml",), ("Ferritin", "plain number"), PLAIN, IRON),
    "a number in powers of ten": Odd(
        {"ferritin_ng_ml": "1e3"}, ("ferritin_ng_ml",), ("Ferritin", "plain number"), PLAIN, IRON
    ),
    "a superscript": Odd({"ferritin_ng_ml": "8²"}, ("ferritin_ng_ml",), ("Ferritin", "plain number"), PLAIN, IRON),
    "digits grouped as Python does": Odd(
        {"ferritin_ng_ml": "1_0"}, ("ferritin_ng_ml",), ("Ferritin", "plain number"), PLAIN, IRON
    ),
    "a hexadecimal number": Odd(
        {"ferritin_ng_ml": "0x4B"}, ("ferritin_ng_ml",), ("Ferritin", "plain number"), PLAIN, IRON
    ),
    "a yes": Odd({"ferritin_ng_ml": True}, ("ferritin_ng_ml",), ("Ferritin", "plain number"), PLAIN, IRON),
    "a dot that may be either": Odd(
        {"ferritin_ng_ml": "1.200"}, ("ferritin_ng_ml",), ("Ferritin", "two ways"), "1200 or 1.200", IRON
    ),
    "a unit that cannot be": Odd({"ferritin_ng_ml": "82 mg"}, ("ferritin_ng_ml",), ("Ferritin", "82 mg"), "ng/mL or pmol/L", IRON),
    "a comma that may be either": Odd(
        {"ferritin_ng_ml": "1,200"}, ("ferritin_ng_ml",), ("Ferritin", "two ways"), "1200 or 1.200", IRON
    ),
    "two commas": Odd({"ferritin_ng_ml": "1,2,3"}, ("ferritin_ng_ml",), ("Ferritin", "plain number"), PLAIN, IRON),
    "a very long number": Odd({"ferritin_ng_ml": "9" * 400}, ("ferritin_ng_ml",), ("Ferritin", "too long"), PLAIN, IRON),
    "markup in a number": Odd(
        {"ferritin_ng_ml": "<b>75</b>"}, ("ferritin_ng_ml",), ("Ferritin", "plain number"), PLAIN, IRON
    ),
    # numbers that are absurd
    "an age of 210": Odd(
        {"age_years": "210"}, ("age_years",), ("Age", "210 years", "0 to 120"), "nobody has lived past 122", EVERYTHING
    ),
    "an absurd ferritin": Odd(
        {"ferritin_ng_ml": "10000.004"}, ("ferritin_ng_ml",), ("Ferritin", "10000.004 ng/mL", "1 to 10000"), "laboratories", IRON
    ),
    "a ferritin of zero": Odd(
        {"ferritin_ng_ml": "0"}, ("ferritin_ng_ml",), ("Ferritin", "0 ng/mL", "1 to 10000"), "laboratories", IRON
    ),
    "an enormous ferritin": Odd({"ferritin_ng_ml": "9" * 20}, ("ferritin_ng_ml",), ("Ferritin", "10000"), "laboratories", IRON),
    "a TSAT above 100": Odd({"tsat_percent": "100.004"}, ("tsat_percent",), ("TSAT", "1 to 100"), "percentage", IRON),
    "a TSAT as a fraction": Odd(
        {"tsat_percent": "0.18"}, ("tsat_percent",), ("TSAT", "0.18"), "did you mean 18 %?", IRON
    ),
    "a TSAT as an awkward fraction": Odd(
        {"tsat_percent": "0.29"}, ("tsat_percent",), ("TSAT", "0.29"), "did you mean 29 %?", IRON
    ),
    "an absurd clearance": Odd(
        {"crcl_ml_min": "900"}, ("crcl_ml_min",), ("CrCl", "900 mL/min", "0 to 250"), "plausible", ON_THE_KIDNEY
    ),
    "an absurd eGFR": Odd(
        BY_EGFR | {"egfr_ml_min": "900"}, ("egfr_ml_min", "kidney_function_ml_min"), ("eGFR", "0 to 200"), "plausible", ON_THE_KIDNEY
    ),
    "an absurd creatinine": Odd(
        BY_CREATININE | {"creatinine_mg_dl": "88"}, ("creatinine_mg_dl", "kidney_function_ml_min"),
        ("Creatinine", "0.2 to 20"), "laboratories", ON_THE_KIDNEY,
    ),
    "an absurd weight, where the clearance rests on it": Odd(
        BY_CREATININE | {"weight_kg": "900"}, ("weight_kg", "kidney_function_ml_min"),
        ("Weight", "900 kg", "2 to 350"), "plausible", ON_THE_KIDNEY,
    ),
    "an absurd weight, where nothing rests on it": Odd(
        {"weight_kg": "900"}, ("weight_kg",), ("Weight", "900 kg", "2 to 350"), "plausible", NOTHING
    ),
    "an absurd serum iron": Odd(
        BY_IRON_AND_TIBC | {"iron_ug_dl": "4", "tibc_ug_dl": "300"}, ("iron_ug_dl", "tsat_percent"),
        ("Serum iron", "5 to 500"), "laboratories", IRON,
    ),
    "an absurd TIBC": Odd(
        BY_IRON_AND_TIBC | {"iron_ug_dl": "60", "tibc_ug_dl": "900"}, ("tibc_ug_dl", "tsat_percent"),
        ("TIBC", "100 to 700"), "laboratories", IRON,
    ),
    "an IRLS total of 41": Odd(
        {"irls_total": "41"}, ("irls_total",), ("IRLS total: 41 is outside 0 to 40.",), "0 to 40", NOTHING
    ),
    "an absurd dose": Odd(
        ON_PRAMIPEXOLE | {"pramipexole_dose_mg": "1600"},
        ("pramipexole_dose_mg",), ("Dose of pramipexole", "1600 mg"), "plausib", NOTHING,
    ),
    "iron tests from another age": Odd(
        {"iron_test_age_months": "241"}, ("iron_test_age_months",), ("Age of the iron tests", "0 to 240"), "20 years", IRON
    ),
    # units
    "a ferritin that looks like pmol/L, with no unit chosen": Odd(
        {"ferritin_ng_ml": "1200"}, ("ferritin_ng_ml",), ("Ferritin", "looks like pmol/L"), "Choose the unit", IRON, NO_UNIT
    ),
}  # fmt: skip

# Answers that cannot both be right: both are named, and both are held.
CONFLICTING = {
    "male and pregnant": Odd(
        {"pregnancy": "pregnant"}, ("sex", "pregnancy"), ("Sex", "pregnan"), "pregnancy", EVERYTHING
    ),
    "male and breastfeeding": Odd(
        {"pregnancy": "breastfeeding"}, ("sex", "pregnancy"), ("Sex", "pregnan"), "pregnancy", EVERYTHING
    ),
    "male and possibly pregnant": Odd(
        {"pregnancy": "possible"}, ("sex", "pregnancy"), ("Sex", "pregnan"), "pregnancy", EVERYTHING
    ),
    "pregnant at 8": Odd(
        WOMAN | {"age_years": "8", "pregnancy": "pregnant"}, ("age_years", "pregnancy"), ("age", "Pregnan", "10"), "age",
        EVERYTHING,
    ),
    "pregnant at 70": Odd(
        WOMAN | {"age_years": "70", "pregnancy": "pregnant"}, ("age_years", "pregnancy"), ("age", "Pregnan", "60"), "age",
        EVERYTHING,
    ),
    "a trimester without a pregnancy": Odd(
        WOMAN | {"pregnancy": "not_possible", "trimester": "2"}, ("trimester", "pregnancy"), ("trimester", "pregnancy"),
        "clear the trimester", ON_PREGNANCY,
    ),
    "a trimester with pregnancy left empty": Odd(
        WOMAN | {"pregnancy": None, "trimester": "1"}, ("trimester", "pregnancy"), ("trimester", "pregnancy"),
        "clear the trimester", ON_PREGNANCY,
    ),
    "a trimester in a man": Odd(
        {"trimester": "3"}, ("trimester", "pregnancy"), ("trimester", "pregnancy"), "clear the trimester", ON_PREGNANCY
    ),
    "TSAT above what iron and TIBC give": Odd(  # 60 / 300 is 20 %
        {"tsat_percent": "23.004", "iron_ug_dl": "60", "tibc_ug_dl": "300"},
        ("tsat_percent", "iron_ug_dl", "tibc_ug_dl"), ("TSAT", "iron", "TIBC", "3"), "Check the three", IRON,
    ),
    "TSAT below what iron and TIBC give": Odd(
        {"tsat_percent": "16.996", "iron_ug_dl": "60", "tibc_ug_dl": "300"},
        ("tsat_percent", "iron_ug_dl", "tibc_ug_dl"), ("TSAT", "iron", "TIBC", "3"), "Check the three", IRON,
    ),
    "iron and TIBC in two units": Odd(
        {"iron_ug_dl": "10.7", "tibc_ug_dl": "300"},
        ("tsat_percent", "iron_ug_dl", "tibc_ug_dl"), ("TSAT", "iron", "TIBC"), "units", IRON,
    ),
    "more iron than can be bound": Odd(
        BY_IRON_AND_TIBC | {"iron_ug_dl": "310", "tibc_ug_dl": "250"}, ("iron_ug_dl", "tibc_ug_dl", "tsat_percent"),
        ("iron", "TIBC"), "check", IRON,
    ),
    "no treatment with a treatment": Odd(
        {"rls_treatments": (TreatmentUse(treatment="ropinirole", when="now"),)}, ("no_rls_treatment", "on_rls_treatment"),
        ("treatment is listed",), "Remove one", EVERYTHING,
    ),
    "dialysis with an eGFR of 90": Odd(
        {"kidney_support": "haemodialysis", "egfr_ml_min": "90", "crcl_ml_min": None},
        ("kidney_support", "egfr_ml_min", "kidney_function_ml_min", "dialysis_kind"), ("Dialysis", "eGFR", "60"), "eGFR",
        ON_THE_KIDNEY,
    ),
    "dialysis with a CrCl of 60": Odd(
        {"kidney_support": "peritoneal_dialysis", "crcl_ml_min": "60"},
        ("kidney_support", "crcl_ml_min", "kidney_function_ml_min", "dialysis_kind"), ("Dialysis", "CrCl", "60"), "CrCl",
        ON_THE_KIDNEY,
    ),
    "a CrCl of 90 with an eGFR of 12": Odd(
        {"crcl_ml_min": "90", "egfr_ml_min": "12"}, ("crcl_ml_min", "egfr_ml_min", "kidney_function_ml_min"), ("CrCl", "eGFR"), "Check both",
        ON_THE_KIDNEY,
    ),
    "a CrCl of 90 with a creatinine of 4": Odd(
        {"crcl_ml_min": "90", "creatinine_mg_dl": "4"}, ("crcl_ml_min", "creatinine_mg_dl", "kidney_function_ml_min"),
        ("CrCl", "creatinine"), "unit of creatinine", ON_THE_KIDNEY,
    ),
    "an eGFR of 90 with a creatinine of 6": Odd(
        BY_EGFR | {"egfr_ml_min": "90", "creatinine_mg_dl": "6"}, ("egfr_ml_min", "creatinine_mg_dl", "kidney_function_ml_min"),
        ("eGFR", "creatinine"), "unit of creatinine", ON_THE_KIDNEY,
    ),
    "breastfeeding at 70": Odd(
        WOMAN | {"age_years": "70", "pregnancy": "breastfeeding"}, ("age_years", "pregnancy"), ("age", "breastfeeding", "60"), "age",
        EVERYTHING,
    ),
    "no treatment with a medicine for RLS": Odd(
        {"other_medicines": [{"name": "Mirapex", "reason": "rls"}]}, ("no_rls_treatment", "on_rls_treatment"),
        ("other list", "for RLS"), "change what the medicine is for", EVERYTHING,
    ),
    "never IV iron, and weeks since": Odd(
        {"last_iv_iron_weeks_ago": "0"}, ("last_iv_iron", "last_iv_iron_weeks_ago"), ("IV iron", "weeks"), "clear the weeks", IRON
    ),
}  # fmt: skip

NO_MEDICINE = {
    "a person": "John Smith",
    "a person with a title": "Mr Jones",
    "a doctor": "Dr. Brown",
    "a person, family name first": "Smith, John",
    "a person in capitals": "JOHN SMITH",
    "a person with accents": "José Núñez",
    "a patient": "patient 7",
    "a hospital number": "MRN 778",
    "a long number": "9434765919",
    "a long number in groups": "943 476 5919",
    "a date of birth": "12/03/1960",
    "a date the other way round": "1960-03-12",
    "a very long text": "testamol " * 40,
    "one character too many": "x" * 41,
    "a tag": "<b>x</b>",
    "a script": "<script>alert(1)</script>",
    "a link": "[a](b)",
    "an address": "https://example.org/x",
    "an address without its scheme": "www.example.org",
    "a mail address": "jo@example.org",
    "a formula": "$x$",
    "bold": "**x**",
    "italics": "a _b_",
    "code": "`x`",
    "a heading": "# x",
    "a colour": ":red[x]",
    "an entity": "&amp;",
    "an image": "![x](y)",
    "a control character": "a\x00b",
    "text that runs the other way": "abc\u202etxet",
    "a formula for a spreadsheet": "=SUM(A1)",
}


def read(knowledge, typed, units=None) -> Reading:
    return read_patient(TYPED | typed, knowledge, units)


def offered(assessment) -> set[int]:
    return {option.recommendation.number for option in assessment.options if option.standing in OFFERED}


def rests_on(option, fields: tuple[str, ...]) -> list[str]:
    """Which conditions of this option (its own, or of a caution that can hold it) still ask for one of these fields."""
    checks = [("it applies", option.check.missing)]
    checks += [(c.record.id, c.missing) for c in option.to_check if c.record.effect is not Effect.MENTION]
    checks += [("what was taken", option.history_missing)]
    return [what for what, missing in checks if set(missing) & set(fields)]


def test_all_ten_adult_options_are_on_offer_before_anything_odd_is_typed(knowledge):
    assessment = assess(read(knowledge, {}).patient, knowledge)
    assert offered(assessment) == EVERYTHING
    assert assessment.state is State.OPTIONS_TO_WEIGH
    assert not assessment.problems


@pytest.mark.parametrize("kind", [*REFUSED, *CONFLICTING])
def test_an_odd_answer_is_refused_and_what_rests_on_it_is_not_offered(knowledge, kind):
    odd = (REFUSED | CONFLICTING)[kind]
    reading = read(knowledge, odd.typed, odd.units)
    assessment = assess(reading.patient, knowledge)

    problems = [p for p in (*reading.problems, *assessment.problems) if set(odd.fields[:1]) & set(p.fields)]
    assert len(problems) == 1, "said once, and only once"
    problem = problems[0]
    absent = [words for words in odd.says if words.casefold() not in problem.message.casefold()]
    assert not absent, problem.message
    assert odd.mend.casefold() in problem.mend.casefold()
    label = knowledge.inputs[odd.fields[0]].label
    if len(problem.fields) == 1:
        assert label in problem.message

    assert {field: assessment.values[field] for field in odd.fields} == dict.fromkeys(odd.fields)
    assert offered(assessment) == EVERYTHING - odd.held
    for option in assessment.options:
        if option.standing in OFFERED:
            assert rests_on(option, (*odd.fields, *problem.fields)) == [], option.id


@pytest.mark.parametrize("kind", CONFLICTING)
def test_conflicting_answers_are_called_that_and_both_are_named(knowledge, kind):
    odd = CONFLICTING[kind]
    assessment = assess(read(knowledge, odd.typed).patient, knowledge)
    assert assessment.state is State.CONFLICTING_INPUTS
    assert any(len(problem.fields) >= 2 and odd.fields[0] in problem.fields for problem in assessment.problems)


@pytest.mark.parametrize("kind", NO_MEDICINE)
def test_what_is_no_medicine_name_is_refused_and_never_repeated(knowledge, kind):
    text = NO_MEDICINE[kind]
    reading = read(knowledge, {"other_medicines": ["ibuprofen", text]})
    assert len(reading.problems) == 1
    problem = reading.problems[0]
    assert problem.fields == ("other_medicines",)
    assert "Other medicines" in problem.message
    assert problem.mend
    assert text.strip() not in problem.message + problem.mend
    assert text not in [m.name for m in reading.patient.other_medicines or ()]

    assessment = assess(reading.patient, knowledge)
    assert assessment.values["takes_opioid"] is None, "a list that could not be read whole is not a no"
    assert assessment.values["takes_nsaid"] is True, "the rest of the list is read"
    assert offered(assessment) == EVERYTHING, "it costs its own entry, which counts as one that is not screened"


@pytest.mark.parametrize(
    "typed", ["Testamol", "testamol xr", "Anti-X 5", "O'Hara's drops", "co-test (new)", "100 test", "Testamol 2.5%"]
)
def test_an_unknown_medicine_name_is_kept_and_listed_as_not_screened(knowledge, typed):
    reading = read(knowledge, {"other_medicines": [typed, "ibuprofen"]})
    assert reading.problems == ()
    assessment = assess(reading.patient, knowledge)
    assert assessment.unscreened_medicines == (typed,)
    assert assessment.values["takes_opioid"] is None, "what is not screened may be anything"
    assert assessment.values["takes_nsaid"] is True
    assert offered(assessment) == EVERYTHING, "it makes cautions unknown, never grades"
    dipyridamole = assessment.option("aasm-2025-08")
    assert "other_medicines" in dipyridamole.checks_for


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("ibuprofen", "takes_nsaid"),
        ("  Sinemet ", "takes_levodopa"),
        ("SINEMET", "takes_levodopa"),
        ("levodopa/carbidopa", "takes_levodopa"),
        ("half   sinemet", "takes_levodopa"),
    ],
)
def test_a_known_medicine_name_is_found_however_it_is_spaced_or_capitalised(knowledge, typed, taken):
    reading = read(knowledge, {"other_medicines": [typed]})
    assert reading.problems == ()
    assessment = assess(reading.patient, knowledge)
    assert assessment.unscreened_medicines == ()
    assert assessment.values[taken] is True


def test_every_name_in_the_list_of_medicines_can_be_typed(knowledge):
    names = [name for medicine in knowledge.medicines for name in (medicine.name, *medicine.also)]
    refused = []
    for typed in (spelt for name in names for spelt in (name, name.upper(), name.lower())):
        reading = read_patient({"other_medicines": [typed]}, knowledge)
        if reading.problems or [screened(m.name, knowledge) for m in reading.patient.other_medicines or ()] != [True]:
            refused.append(typed)
    assert refused == []


def test_too_many_medicines_are_refused(knowledge):
    reading = read(knowledge, {"other_medicines": ["ibuprofen"] * 41})
    assert [p.fields for p in reading.problems] == [("other_medicines",)]
    assert offered(assess(reading.patient, knowledge)) == NOTHING


# What is read, and exactly how.


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("ferritin_ng_ml", "75.004", 75.004),
        ("ferritin_ng_ml", "74.996", 74.996),
        ("ferritin_ng_ml", "75", 75.0),
        ("ferritin_ng_ml", "75.0", 75.0),
        ("ferritin_ng_ml", " 82 ", 82.0),
        ("ferritin_ng_ml", "\u00a082", 82.0),
        ("ferritin_ng_ml", "+82", 82.0),
        ("ferritin_ng_ml", "082", 82.0),
        ("ferritin_ng_ml", 82, 82.0),
        ("ferritin_ng_ml", 75.004, 75.004),
        ("ferritin_ng_ml", "1200", 1200.0),
        ("creatinine_mg_dl", ".9", 0.9),
        ("irls_total", "0", 0.0),
        ("irls_total", "40", 40.0),
        ("age_years", "120", 120.0),
    ],
)
def test_a_plain_number_is_kept_to_the_last_digit_without_a_word(knowledge, field, typed, value):
    reading = read(knowledge, {field: typed})
    assert getattr(reading.patient, field) == value
    assert (reading.problems, reading.notices) == ((), ())


def test_75_004_is_above_75(knowledge):
    at, above = (read(knowledge, {"ferritin_ng_ml": typed, "tsat_percent": "30"}).patient for typed in ("75", "75.004"))
    assert offered(assess(at, knowledge)) == EVERYTHING
    assert offered(assess(above, knowledge)) == EVERYTHING - {7}
    shown = {o.recommendation.number for o in assess(above, knowledge).options}
    assert 7 not in shown, "oral iron does not apply above 75"


@pytest.mark.parametrize(
    ("typed", "value", "words"),
    [("12,5", 12.5, ("12,5", "12.5")), ("0,9", 0.9, ("0,9", "0.9")), ("75,25", 75.25, ("75,25",))],
)
def test_a_decimal_comma_is_read_with_a_notice(knowledge, typed, value, words):
    reading = read(knowledge, {"tsat_percent": typed})
    assert reading.patient.tsat_percent == value
    assert reading.problems == ()
    assert [n.field for n in reading.notices] == ["tsat_percent"]
    assert [word for word in ("TSAT", *words) if word not in reading.notices[0].message] == []


@pytest.mark.parametrize(
    ("typed", "value"),
    # pmol/L divided by 2.247
    [("168.525", 75.0), ("224.7", 100.0), ("112.35", 50.0), ("449.4", 200.0), ("674.1", 300.0), ("22470", 10000.0)],
)
def test_ferritin_in_pmol_is_divided_by_2_247_and_said(knowledge, typed, value):
    reading = read(knowledge, {"ferritin_ng_ml": typed}, {"ferritin_ng_ml": "pmol/L"})
    assert reading.patient.ferritin_ng_ml == value
    assert reading.problems == ()
    assert [n.field for n in reading.notices] == ["ferritin_ng_ml"]
    for word in (typed, "pmol/L", "ng/mL", f"{value:g}"):
        assert word in reading.notices[0].message


@pytest.mark.parametrize("unit", ["ng/mL", "ug/L"])
def test_a_chosen_unit_settles_a_high_ferritin(knowledge, unit):
    reading = read(knowledge, {"ferritin_ng_ml": "1200"}, {"ferritin_ng_ml": unit})
    assert reading.patient.ferritin_ng_ml == 1200.0
    assert reading.problems == ()


@pytest.mark.parametrize(("typed", "asked"), [("1000", False), ("1000.004", True), ("1200", True), ("168", False)])
def test_only_a_ferritin_above_1000_is_asked_about_when_no_unit_is_chosen(knowledge, typed, asked):
    assert bool(read(knowledge, {"ferritin_ng_ml": typed}, NO_UNIT).problems) is asked


@pytest.mark.parametrize(
    ("iron", "tibc", "percent"),
    [
        # the same number in both units: the factor cancels, and an exact 20 or 45 stays exact
        ("12", "60", 20.0),
        ("6.1", "30.5", 20.0),
        ("9.9", "22", 45.0),
        ("18", "40", 45.0),
        ("16.2", "36", 45.0),
    ],
)
def test_tsat_from_iron_and_tibc_in_umol_does_not_slip_across_a_threshold(knowledge, iron, tibc, percent):
    typed = {"tsat_percent": None, "iron_ug_dl": iron, "tibc_ug_dl": tibc}
    reading = read(knowledge, typed, {"iron_ug_dl": "umol/L", "tibc_ug_dl": "umol/L"})
    assert reading.problems == ()
    assert assess(reading.patient, knowledge).values["tsat_percent"] == percent


@pytest.mark.parametrize(
    ("iron", "tibc", "percent"), [("64", "320", 20.0), ("90", "200", 45.0), ("64", "310", 100 * 64 / 310)]
)
def test_tsat_is_computed_from_iron_and_tibc(knowledge, iron, tibc, percent):
    reading = read(knowledge, {"tsat_percent": None, "iron_ug_dl": iron, "tibc_ug_dl": tibc})
    assert assess(reading.patient, knowledge).values["tsat_percent"] == pytest.approx(percent, abs=1e-9)


@pytest.mark.parametrize(
    ("typed", "units", "field", "value"),
    [
        ({"iron_ug_dl": "10.74"}, {"iron_ug_dl": "umol/L"}, "iron_ug_dl", 60.0),
        ({"tibc_ug_dl": "53.7"}, {"tibc_ug_dl": "umol/L"}, "tibc_ug_dl", 300.0),
        ({"creatinine_mg_dl": "88.4"}, {"creatinine_mg_dl": "umol/L"}, "creatinine_mg_dl", 1.0),
    ],
)
def test_other_units_are_converted(knowledge, typed, units, field, value):
    assert getattr(read(knowledge, typed, units).patient, field) == pytest.approx(value, abs=1e-9)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # Cockcroft-Gault: (140 - age) x kg / (72 x mg/dL), x 0.85 in women
        ({"age_years": "68", "weight_kg": "72", "creatinine_mg_dl": "1.2"}, 60.0),
        ({"age_years": "68", "weight_kg": "72", "creatinine_mg_dl": "1.2", "sex": "female"}, 51.0),
        ({"age_years": "80", "weight_kg": "36", "creatinine_mg_dl": "2"}, 15.0),
    ],
)
def test_a_clearance_is_computed_where_none_is_typed(knowledge, typed, expected):
    assessment = assess(read(knowledge, {"crcl_ml_min": None} | typed).patient, knowledge)
    assert assessment.values["kidney_function_ml_min"] == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("typed", [None, "", " ", "   ", "\t", "\n", "\u00a0"], ids=repr)
@pytest.mark.parametrize("field", ["ferritin_ng_ml", "age_years", "other_medicines"])
def test_an_empty_answer_is_not_known_and_no_mistake(knowledge, field, typed):
    reading = read(knowledge, {field: typed})
    assert reading.problems == ()
    assert getattr(reading.patient, field) is None
    assert reading.patient.unreadable == ()


def test_an_empty_line_among_the_medicines_is_passed_over(knowledge):
    reading = read(knowledge, {"other_medicines": ["ibuprofen", "", "  "]})
    assert reading.problems == ()
    assert [m.name for m in reading.patient.other_medicines] == ["ibuprofen"]


def test_an_empty_list_of_medicines_means_asked_and_none(knowledge):
    assert read(knowledge, {"other_medicines": []}).patient.other_medicines == ()


def test_a_field_that_nobody_asks_is_refused(knowledge):
    with pytest.raises(KeyError, match="blood_group"):
        read_patient({"blood_group": "A"}, knowledge)


def test_reading_nothing_gives_a_patient_of_whom_nothing_is_known(knowledge):
    assert read_patient({}, knowledge) == Reading(Patient())


# What was typed stays out of logs.

SECRET = "Jane Roe"


@pytest.mark.parametrize(
    "bad",
    [
        {"other_medicines": [SECRET]},
        {"other_medicines": [{"name": SECRET * 20}]},
        {"other_medicines": [{"name": SECRET, "reason": SECRET}]},
        {"other_medicines": [{"name": SECRET, "dose": SECRET}]},
        {"other_medicines": SECRET},
        {"rls_treatments": [{"treatment": SECRET, "when": SECRET}]},
        {"sex": SECRET},
        {"age_years": SECRET},
        {"ferritin_ng_ml": -82.125},
        {"ferritin_ng_ml": math.nan},
        {"ferritin_ng_ml": math.inf},
    ],
)
def test_a_validation_error_never_prints_what_was_typed(bad):
    with pytest.raises(ValidationError) as error:
        Patient(**bad)
    for shown in (str(error.value), repr(error.value)):
        assert SECRET not in shown
        assert "82.125" not in shown


def test_reading_a_bad_reason_never_prints_what_was_typed(knowledge):
    said = ""
    try:
        said = str(read(knowledge, {"other_medicines": [{"name": "ibuprofen", "reason": SECRET}]}).problems)
    except ValueError as error:
        said = str(error)
    assert said
    assert SECRET not in said


@pytest.mark.parametrize("show", [repr, str, "{}".format], ids=["repr", "str", "format"])
@pytest.mark.parametrize(
    "thing",
    [
        Patient(ferritin_ng_ml=82.125, other_medicines=(MedicineUse(name=SECRET),)),
        MedicineUse(name=SECRET),
        Reading(Patient(ferritin_ng_ml=82.125, other_medicines=(MedicineUse(name=SECRET),))),
    ],
    ids=lambda thing: type(thing).__name__,
)
def test_a_patient_shows_nothing_of_itself_in_a_log(thing, show):
    assert SECRET not in show(thing)
    assert "82.125" not in show(thing)


def test_an_assessment_shows_nothing_of_the_patient_in_a_log(knowledge):
    patient = Patient(ferritin_ng_ml=82.125, other_medicines=(MedicineUse(name=SECRET),))
    shown = repr(assess(patient, knowledge))
    assert SECRET not in shown
    assert "82.125" not in shown


def test_a_patient_cannot_be_changed():
    with pytest.raises(ValidationError):
        Patient().age_years = 50


def test_when_a_medicine_was_taken_is_read_and_left_out_is_now(knowledge):
    typed = [{"name": "oxycodone", "when": "stopped"}, {"name": "ibuprofen"}, {"name": "aspirin", "when": SECRET}]
    read_back = read(knowledge, {"other_medicines": typed}).patient.other_medicines
    assert [use.when for use in read_back] == ["stopped", "now", "now"]
