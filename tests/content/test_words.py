"""How numbers are said: as they were typed, and never so short that they stand on the other side of a threshold."""

import math

import pytest

from rls_logic.asking.answered import Answers
from rls_logic.content.words import number, readable
from rls_logic.known import value_words
from rls_logic.read import read_patient


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (75, "75"),
        (75.0, "75"),
        (0.0, "0"),
        (100.0, "100"),
        (1000000.0, "1000000"),
        (2.247, "2.247"),
        (0.00001, "0.00001"),
        (100.00004, "100.00004"),
        (123456.789012, "123456.789012"),
        (math.nextafter(75, 76), "75.00000000000001"),
        (-1.5, "-1.5"),
    ],
)
def test_a_number_is_said_with_every_digit_that_it_has_and_no_other(value, said):
    assert number(value) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (75.0, "75"),
        (100.00004, "100.00004"),  # once cut to 100
        (99.9999999, "99.9999999"),
        (534.045393858, "534.0454"),
        (19.672131148, "19.67213"),
        (75.0000000001, "75.0000000001"),
        (math.nextafter(45, 0), "44.99999999999999"),
    ],
)
def test_a_computed_number_is_cut_but_never_to_a_rounder_one(value, said):
    assert readable(value) == said


@pytest.mark.parametrize("typed", ["100.00004", "99.99996", "75.004", "0.5"])
def test_a_value_is_shown_as_it_was_typed(knowledge, typed):
    patient = read_patient({"ferritin_ng_ml": typed}, knowledge).patient
    assert value_words("ferritin_ng_ml", patient.ferritin_ng_ml, knowledge) == f"{typed} ng/mL"


@pytest.mark.parametrize(
    ("typed", "ours"), [("168.525", 75), ("168.5250001", 75.000000045), ("224.6999999", 99.999999955)]
)
def test_a_ferritin_in_another_unit_is_said_on_the_side_of_the_threshold_where_it_stands(knowledge, typed, ours):
    reading = read_patient({"ferritin_ng_ml": typed}, knowledge, {"ferritin_ng_ml": "pmol/L"})
    assert reading.patient.ferritin_ng_ml == ours
    assert reading.notices[0].message == f"Ferritin: {typed} pmol/L read as {number(ours)} ng/mL."


def test_a_tsat_typed_as_a_fraction_is_offered_as_a_percentage_without_noise(knowledge):

    (problem,) = Answers(read_patient({"tsat_percent": "0.29"}, knowledge).patient, knowledge).problems
    assert problem.mend == "TSAT is a percentage: did you mean 29 %?"
