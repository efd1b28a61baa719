"""Names of medicines as they are typed and pasted: read as what they are, asked about, kept as not screened or set aside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rls_logic.asking.taken import known_medicine
from rls_logic.assess import assess
from rls_logic.read import Reading, read_patient
from rls_logic.reading.list_of_medicines import SET_ASIDE as PLACE
from rls_logic.reading.list_of_medicines import read_as
from rls_logic.reading.names import matches, treatment_by_name, treatment_names
from tests.reading.medicine_spellings import NOT_SCREENED, OFFERED, READ, SET_ASIDE, pairs
from tests.strategies import KNOWLEDGE

NAMES = KNOWLEDGE.medicine_by_name
LISTED = sorted({name for m in KNOWLEDGE.medicines for name in (m.name, *m.also)})


def typed(*entries: object) -> Reading:
    return read_patient({"other_medicines": list(entries)}, KNOWLEDGE)


def generic(reading: Reading) -> list[str]:
    """The generic name of each medicine that was read; a question mark for what is not known."""
    known = [known_medicine(use.name, NAMES) for use in reading.patient.other_medicines or ()]
    return [medicine.name if medicine else "?" for medicine in known]


def same(name: str) -> str:
    """The generic name under which the list has this one."""
    return NAMES[name.casefold()].name


@pytest.mark.parametrize(("text", "names"), pairs(READ))
def test_a_name_with_whatever_stands_around_it_is_read(text, names):
    reading = typed(text)
    assert generic(reading) == [same(name) for name in names]
    assert reading.problems == ()
    as_typed = text.strip().casefold() in NAMES
    assert as_typed or reading.notices or len(names) == 1


@pytest.mark.parametrize(("text", "names"), pairs(OFFERED))
def test_what_only_comes_close_is_asked_about_and_never_taken(text, names):
    reading = typed(text)
    assert generic(reading) == ["?"]
    (notice,) = reading.notices
    assert "not screened" in notice.message
    offered = notice.mend.removeprefix("Did you mean ").removesuffix("?").split(" or ")
    assert {same(name) for name in names} <= {same(name) for name in offered}
    assert reading.patient.unreadable == ()


@pytest.mark.parametrize("text", NOT_SCREENED.strip("\n").split("\n"))
def test_what_is_not_known_is_kept_as_it_was_typed(text):
    reading = typed(text)
    assert [use.name for use in reading.patient.other_medicines] == [text]
    assert generic(reading) == ["?"]
    assert reading.problems == ()


@pytest.mark.parametrize("text", SET_ASIDE.strip("\n").split("\n"))
def test_what_may_name_a_person_costs_its_own_entry_and_no_more(text):
    reading = typed("ibuprofen", text, "tramadol")
    assert generic(reading) == ["ibuprofen", "?", "tramadol"]
    assert [use.name for use in reading.patient.other_medicines][1] == PLACE
    (problem,) = reading.problems
    assert problem.mend
    assert text not in problem.message + problem.mend
    assert reading.patient.unreadable == ()
    found = assess(reading.patient, KNOWLEDGE)
    assert found.values["takes_opioid"] is True
    assert found.values["takes_ssri"] is None, "what was set aside may be anything"


def test_how_many_spellings_are_read_asked_about_and_set_aside(capsys):
    """The share that is read, asked and refused, and that nothing is read wrongly in silence."""
    counts = {
        "read as the listed name": len(pairs(READ)),
        "asked about": len(pairs(OFFERED)),
        "kept, not screened": len(NOT_SCREENED.strip().split("\n")),
        "set aside": len(SET_ASIDE.strip().split("\n")),
    }
    with capsys.disabled():
        print(f"\nmedicine spellings: {sum(counts.values())}: {counts}")
    assert sum(counts.values()) >= 400
    silent = [
        text
        for text, names in pairs(READ)
        if not typed(text).notices and generic(typed(text)) != [same(name) for name in names]
    ]
    assert silent == []


@pytest.mark.parametrize(
    "said",
    ["none", "None", "nil", "NIL", "no", "No other medicines", "nothing", "no medication", "none.", "0", "no meds"],
)
def test_none_means_none(said):
    assert typed(said).patient.other_medicines == ()
    assert (
        assess(
            read_patient({"no_rls_treatment": True, "other_medicines": [said]}, KNOWLEDGE).patient, KNOWLEDGE
        ).values["takes_opioid"]
        is False
    )


@pytest.mark.parametrize(
    "said", ["unknown", "not known", "?", "-", "--", "n/k", "tbc", "don't know", "???", "Unknown."]
)
def test_unknown_means_not_known_and_is_said(said):
    reading = typed(said)
    assert reading.patient.other_medicines is None
    assert reading.patient.unreadable == ()
    assert [notice.field for notice in reading.notices] == ["other_medicines"]


def test_none_beside_a_name_is_said_and_unknown_beside_a_name_counts_as_one_more():
    both = typed("none", "gabapentin")
    assert (generic(both), len(both.notices)) == (["gabapentin"], 1)
    more = typed("unknown", "gabapentin")
    assert (generic(more), len(more.notices)) == (["gabapentin", "?"], 1)


def test_a_form_can_ask_what_an_entry_comes_to():
    assert read_as("lyrica 75mg bd, testamol, Mirapex", KNOWLEDGE) == ("Lyrica", "Mirapex")
    assert read_as("gabapentn", KNOWLEDGE) == ()


def test_a_pasted_list_becomes_its_parts():
    pasted = "1. Sertraline 50 mg OM\n2. Ramipril 5mg\n3) Testamol 10mg\n• tramadol mr 100mg bd\n- gabapentn\n\n"
    reading = typed(pasted)
    assert generic(reading) == ["sertraline", "ramipril", "tramadol", "?", "?"]
    assert "Did you mean gabapentin?" in [notice.mend for notice in reading.notices]


def test_reason_and_time_go_with_every_part():
    entry = {"name": "Mirapex 0.25 mg, sertraline", "reason": "rls", "when": "stopped"}
    assert [(use.reason, use.when) for use in typed(entry).patient.other_medicines] == [("rls", "stopped")] * 2


def test_every_listed_name_is_itself_however_it_is_typed():
    wrong = []
    for name in LISTED:
        for text in (name, name.upper(), f"  {name} ", f"{name}\u200b", f"• {name}"):
            reading = typed(text)
            if generic(reading) != [same(name)] or reading.problems:
                wrong.append(text)
    assert wrong == []


@pytest.mark.parametrize("name", LISTED[::40])
def test_every_listed_name_is_read_with_dose_and_timing(name):
    assert same(name) in generic(typed(f"{name} 50 mg bd"))


def test_what_is_typed_in_full_comes_first_in_a_picker():
    names = list(NAMES)
    wrong = [name for name in names[::11] if matches(name, names)[0] != name]
    assert wrong == []
    for name in ("morphine", "iron", "tramadol", "levodopa", "orap", "soma", "perphenazine", "codeine", "omeprazole"):
        assert matches(name, names)[0] == name


def test_a_picker_ranks_the_start_of_a_name_before_a_word_in_it_before_any_part():
    names = ["buspirone", "polysaccharide iron", "iron sucrose", "iron", "Iron fumarate"]
    assert matches("iron", names) == ["iron", "Iron fumarate", "iron sucrose", "polysaccharide iron", "buspirone"]
    assert matches("IR", names)[-1] == "buspirone"
    assert matches("", names) == []


@pytest.mark.parametrize(
    ("text", "treatment"),
    [
        ("lyrica", "pregabalin"), ("horizant", "gabapentin_enacarbil"), ("neupro", "rotigotine"), ("requip", "ropinirole"),
        ("Lyrica 75mg bd", "pregabalin"), ("Neupro patch", "rotigotine"), ("Sinemet 25/100", "levodopa"), ("gabapentin", "gabapentin"),
        ("IV FCM", "ferric_carboxymaltose"), ("Transdermal rotigotine", "rotigotine"), ("Mirapex®", "pramipexole"),
        ("sertraline", None), ("testamol", None), ("gabapentn", None), ("lyrica, neupro", None), ("", None),
    ],
)  # fmt: skip
def test_a_brand_stands_for_its_treatment(text, treatment):
    assert treatment_by_name(text, KNOWLEDGE) == treatment


def test_the_first_picker_knows_every_name_of_a_treatment():
    names = treatment_names(KNOWLEDGE)
    assert {names["Lyrica"], names["pregabalin"], names["Pregabalin"]} == {"pregabalin"}
    assert set(names.values()) == set(KNOWLEDGE.treatments)


def test_one_drug_on_both_lists_is_one_drug():
    answers = {
        "age_years": 50,
        "diagnosis": "rls",
        "rls_treatments": [{"treatment": "pramipexole", "when": "now", "outcome": "helping"}],
        "other_medicines": ["Mirapex 0.25mg nocte"],
    }
    found = assess(read_patient(answers, KNOWLEDGE).patient, KNOWLEDGE)
    assert [block.use.treatment.id for block in found.current] == ["pramipexole"]
    assert found.values["two_dopamine_agonists_now"] is False


@given(text=st.text(max_size=120))
def test_any_text_is_read_without_an_error(text):
    reading = typed(text)
    assert reading.patient.unreadable == ()


@given(
    name=st.sampled_from(LISTED),
    signs=st.lists(st.sampled_from("\u200b\u200c\u200d\ufeff\u00ad\u200e\u200f\u2060"), max_size=4),
    place=st.integers(0, 40),
)
def test_signs_that_cannot_be_seen_change_no_name(name, signs, place):
    text = name[:place] + "".join(signs) + name[place:]
    assert generic(typed(text)) == [same(name)]
