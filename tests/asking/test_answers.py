"""Yes, no and unknown combine as Kleene's tables say, every row written out: Y yes, N no, U unknown."""

import doctest
from itertools import product

import pytest

from rls_logic.asking import answers
from rls_logic.asking.answers import Answer, all_of, any_of, at_least, negated, none_of

LETTER = {"Y": Answer.YES, "N": Answer.NO, "U": Answer.UNKNOWN}

ONE = """
     all any none
Y     Y   Y   N
N     N   N   Y
U     U   U   U
"""

TWO = """
     all any none at_least_2
YY    Y   Y   N    Y
YN    N   Y   N    N
YU    U   Y   N    U
NY    N   Y   N    N
NN    N   N   Y    N
NU    N   U   U    N
UY    U   Y   N    U
UN    N   U   U    N
UU    U   U   U    U
"""

THREE = """
     all any none at_least_2 at_least_3
YYY   Y   Y   N    Y          Y
YYN   N   Y   N    Y          N
YYU   U   Y   N    Y          U
YNY   N   Y   N    Y          N
YNN   N   Y   N    N          N
YNU   N   Y   N    U          N
YUY   U   Y   N    Y          U
YUN   N   Y   N    U          N
YUU   U   Y   N    U          U
NYY   N   Y   N    Y          N
NYN   N   Y   N    N          N
NYU   N   Y   N    U          N
NNY   N   Y   N    N          N
NNN   N   N   Y    N          N
NNU   N   U   U    N          N
NUY   N   Y   N    U          N
NUN   N   U   U    N          N
NUU   N   U   U    U          N
UYY   U   Y   N    Y          U
UYN   N   Y   N    U          N
UYU   U   Y   N    U          U
UNY   N   Y   N    U          N
UNN   N   U   U    N          N
UNU   N   U   U    U          N
UUY   U   Y   N    U          U
UUN   N   U   U    U          N
UUU   U   U   U    U          U
"""

COMBINE = {
    "all": all_of,
    "any": any_of,
    "none": none_of,
    "at_least_2": lambda given: at_least(2, given),
    "at_least_3": lambda given: at_least(3, given),
}


def rows(table: str) -> list[tuple[str, str, str]]:
    heads, *lines = (line.split() for line in table.strip().splitlines())
    return [(given, how, expected) for given, *cells in lines for how, expected in zip(heads, cells, strict=True)]


@pytest.mark.parametrize(("given", "how", "expected"), [row for table in (ONE, TWO, THREE) for row in rows(table)])
def test_the_truth_tables_hold(given, how, expected):
    assert COMBINE[how](LETTER[letter] for letter in given) is LETTER[expected]


@pytest.mark.parametrize(("table", "size"), [(ONE, 1), (TWO, 2), (THREE, 3)])
def test_the_truth_tables_are_whole(table, size):
    assert {given for given, _, _ in rows(table)} == {"".join(given) for given in product("YNU", repeat=size)}


@pytest.mark.parametrize(("how", "expected"), [("all", "Y"), ("any", "N"), ("none", "Y"), ("at_least_2", "N")])
def test_nothing_asked_is_settled(how, expected):
    assert COMBINE[how]([]) is LETTER[expected]


@pytest.mark.parametrize(("given", "expected"), [("Y", "N"), ("N", "Y"), ("U", "U")])
def test_the_opposite_of_unknown_is_unknown(given, expected):
    assert negated(LETTER[given]) is LETTER[expected]


@pytest.mark.parametrize(
    ("count", "given", "expected"), [(3, "YY", "N"), (3, "YU", "N"), (1, "UN", "U"), (1, "UY", "Y")]
)
def test_a_count_that_cannot_be_reached_is_a_no(count, given, expected):
    assert at_least(count, (LETTER[letter] for letter in given)) is LETTER[expected]


def test_the_examples_in_the_docstring_are_true():
    assert doctest.testmod(answers).failed == 0
    assert doctest.testmod(answers).attempted >= 3
