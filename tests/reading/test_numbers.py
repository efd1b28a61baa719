"""Numbers as people type and paste them: read exactly, said, asked about or refused, and never read wrongly in silence."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rls_logic.asking.answered import Answers, Problem
from rls_logic.content.words import number
from rls_logic.patient import Bound
from rls_logic.read import Reading, read_patient
from tests.reading.number_spellings import ASKED, NOT_KNOWN, REFUSED, TABLE, UNFINISHED, Said, Side
from tests.strategies import KNOWLEDGE, NUMBERS

MOST_SHOWN = 40


def typed(field: str, text: object, units: dict[str, str | None] | None = None) -> tuple[Reading, list[Problem]]:
    """A reading, and everything that is wrong with it, range included."""
    reading = read_patient({field: text}, KNOWLEDGE, units)
    return reading, [*reading.problems, *Answers(reading.patient, KNOWLEDGE).problems]


@pytest.mark.parametrize(("field", "text", "comes_to"), TABLE)
def test_a_number_is_read_asked_about_or_refused(field, text, comes_to):
    reading, problems = typed(field, text)
    value, bound = getattr(reading.patient, field), reading.patient.bounds.get(field)
    if comes_to in (ASKED, REFUSED):
        (problem,) = problems
        assert ("id you mean" in problem.mend) is (comes_to == ASKED), problem.mend
        assert problem.fields == (field,)
        assert KNOWLEDGE.inputs[field].label in problem.message
        assert problem.mend
        assert Answers(reading.patient, KNOWLEDGE).facts[field] is None
        return
    assert problems == []
    if comes_to == UNFINISHED:
        assert (value, bound, reading.unfinished, reading.patient.unreadable) == (None, None, (field,), (field,))
        assert reading.notices == ()
    elif comes_to == NOT_KNOWN:
        assert (value, bound, reading.patient.unreadable, len(reading.notices)) == (None, None, (), 1)
    elif isinstance(comes_to, Side):
        assert (value, bound.said, len(reading.notices)) == (None, comes_to.words, 1)
    elif isinstance(comes_to, Said):
        assert (value, len(reading.notices)) == (comes_to.number, 1)
    else:
        assert (value, bound, reading.notices) == (float(comes_to), None, ())


def test_how_many_spellings_are_read_asked_about_and_refused(capsys):
    kinds = {float: "read", int: "read", Said: "read and said", Side: "kept as a side"}
    counts = Counter(kinds.get(type(comes_to), comes_to) for _, _, comes_to in TABLE)
    with capsys.disabled():
        print(f"\nnumber spellings: {len(TABLE)}: {dict(counts)}")
    assert len(TABLE) >= 150


@pytest.mark.parametrize(("field", "text"), [(f, t) for f, t, comes_to in TABLE if comes_to == REFUSED and t.strip()])
def test_a_message_speaks_of_what_was_typed(field, text):
    _, (problem,) = typed(field, text)
    repeated = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:MOST_SHOWN]
    as_number = number(float(text)) if problem.id.startswith("range-") else repeated
    assert repeated in problem.message or as_number in problem.message


@pytest.mark.parametrize("sign", ["<", ">", "≤", "≥"])
@pytest.mark.parametrize("field", sorted(NUMBERS))
def test_the_sign_of_a_laboratory_is_never_lost(field, sign):
    item = KNOWLEDGE.inputs[field]
    middle = number(float(round((item.minimum + item.maximum) / 2)))
    reading, problems = typed(field, f"{sign}{middle}")
    assert problems == []
    bound = reading.patient.bounds[field]
    assert getattr(reading.patient, field) is None
    limit = float(middle)
    assert (bound.least <= limit <= bound.most) is (sign in "≤≥")
    assert (bound.most > limit) is (sign in ">≥")


@pytest.mark.parametrize("field", [item.id for item in KNOWLEDGE.inputs.values() if item.kind == "number"])
def test_every_field_takes_its_own_unit_in_any_case_with_or_without_a_space(field):
    item = KNOWLEDGE.inputs[field]
    value = number(float(item.maximum))
    for unit in (item.unit, item.unit_short or item.unit):
        if unit[0].isdigit():  # a scale
            continue
        for text in (f"{value} {unit}", f"{value}{unit}", f"{value} {unit.upper()}", f"{value} {unit.lower()}"):
            reading, problems = typed(field, text)
            assert (getattr(reading.patient, field), problems, reading.notices) == (item.maximum, [], ()), text


@pytest.mark.parametrize("item", [i for i in KNOWLEDGE.inputs.values() if len(i.units) > 1], ids=lambda item: item.id)
def test_every_other_unit_is_converted_and_said(item):
    for unit in item.units[1:]:
        text = f"{number(round(item.maximum * unit.per_ours / 2, 2))} {unit.label}"
        reading, problems = typed(item.id, text)
        assert problems == []
        assert getattr(reading.patient, item.id) == pytest.approx(item.maximum / 2, rel=1e-2)
        assert text in reading.notices[0].message


def test_a_unit_typed_against_the_chosen_one_is_asked_about_and_one_that_agrees_is_taken():
    _, (problem,) = typed("ferritin_ng_ml", "45 ng/mL", {"ferritin_ng_ml": "pmol/L"})
    assert "pmol/L" in problem.message
    reading, problems = typed("ferritin_ng_ml", "1200 ng/mL", {"ferritin_ng_ml": None})
    assert (reading.patient.ferritin_ng_ml, problems) == (1200, [])
    reading, _ = typed("ferritin_ng_ml", "<22.47", {"ferritin_ng_ml": "pmol/L"})
    assert reading.patient.bounds["ferritin_ng_ml"].said == "<10"


def test_a_field_that_is_being_typed_is_held_without_a_word():
    reading = read_patient({"ferritin_ng_ml": "1", "age_years": "50"}, KNOWLEDGE, typing=("ferritin_ng_ml",))
    assert (reading.patient.ferritin_ng_ml, reading.patient.age_years) == (None, 50)
    assert (reading.problems, reading.notices) == ((), ())
    assert reading.unfinished == reading.patient.unreadable == ("ferritin_ng_ml",)


def test_what_was_typed_reaches_no_log():
    reading, problems = typed("ferritin_ng_ml", "Jane Roe 82.125")
    side, _ = typed("ferritin_ng_ml", "<82.125")
    shown = repr(reading) + repr(problems) + repr(reading.notices) + repr(side.patient) + repr(side.patient.bounds)
    assert "Jane" not in shown
    assert "82.125" not in shown


@given(
    field=st.sampled_from(NUMBERS),
    text=st.text(max_size=80) | st.text("0123456789.,<>≤≥ '+-eLHngmlµ/%\u200b", max_size=14),
)
def test_any_text_is_read_without_an_error_and_a_number_only_where_digits_are(field, text):
    reading, problems = typed(field, text)
    value, bound = getattr(reading.patient, field), reading.patient.bounds.get(field)
    if value is not None or bound is not None:
        assert any(sign.isdigit() for sign in text)
    elif text.strip():
        quiet = not (problems or reading.notices or reading.unfinished)
        assert (
            not quiet
            or not text.strip("\u200b\u200e \t\n")
            or not any(s.isprintable() and not s.isspace() for s in text)
        )


@given(data=st.data(), field=st.sampled_from(NUMBERS))
def test_a_number_that_we_print_reads_back_the_same(data, field):
    item = KNOWLEDGE.inputs[field]
    value = data.draw(st.integers(int(item.minimum) + 1, int(item.maximum))) + data.draw(
        st.sampled_from((0, 0.5, 0.25, 0.75))
    )
    reading, problems = typed(field, number(float(value)))
    assert problems or getattr(reading.patient, field) == value
    assert reading.notices == ()


@given(
    row=st.sampled_from(TABLE),
    signs=st.lists(st.sampled_from("\u200b\u200c\u200d\ufeff\u00ad\u200e\u200f\u2060"), min_size=1, max_size=4),
    place=st.integers(0, 20),
)
def test_signs_that_cannot_be_seen_change_no_value(row, signs, place):
    field, text, _ = row
    with_signs = text[:place] + "".join(signs) + text[place:]
    (plain, problems), (marked, marked_problems) = typed(field, text), typed(field, with_signs)
    assert getattr(plain.patient, field) == getattr(marked.patient, field)
    assert plain.patient.bounds == marked.patient.bounds
    assert [p.id for p in problems] == [p.id for p in marked_problems]


def test_a_bound_hides_its_values():
    assert "15" not in repr(Bound(0.0, 15.0, "<15"))
