"""What can be wrong in the files beside: effects, timeline, plain words, exercise, cases, words, review."""

from tests.content.edits import Breakage, Edit, add, cells, replace, substitute

# effects.csv: a row, other cells in it, the column, and words of the mend.

CELLS = [
    ("a1-irls", {"estimate": "-4,18"}, "estimate", "write it with a point"),
    ("a1-irls", {"estimate": "\u22124.18"}, "estimate", "no plain number"),
    ("a1-irls", {"estimate": "1e1"}, "estimate", "no plain number"),
    ("a1-irls", {"estimate": "nan"}, "estimate", "no plain number"),
    ("a1-irls", {"estimate": "-4.18*"}, "estimate", "no plain number"),
    ("a1-irls", {"low": "about -6"}, "low", "no plain number"),
    ("a1-irls", {"participants": "1,163"}, "participants", "digits only"),
    ("a1-irls", {"participants": "431.0"}, "participants", "digits only"),
    ("a1-irls", {"trials": "two"}, "trials", "digits only"),
    ("a1-irls", {"treatment": "gabapentine"}, "treatment", "Did you mean 'gabapentin'?"),
    ("a5c-augmentation", {"comparator_treatment": "pramipexol"}, "comparator_treatment", "Did you mean 'pramipexole'?"),
    ("a5c-augmentation", {"comparator_treatment": ""}, "comparator_treatment", "names a treatment"),
    ("a1-irls", {"comparator": ""}, "comparator", "Name what it was compared with"),
    ("a1-irls", {"outcome": "irsl"}, "outcome", "irsl"),
    ("a1-irls", {"measure": ""}, "measure", "is missing"),
    ("a1-irls", {"estimate": ""}, "estimate", "Check the three"),
    ("a1-irls", {"unit": ""}, "unit", "Give a unit"),
    ("a1-irls", {"low": ""}, "interval", "low, high and interval together"),
    ("a1-irls", {"interval": ""}, "interval", "low, high and interval together"),
    ("a1-irls", {"estimate": "-1"}, "estimate", "between low and high"),
    ("a1-irls", {"low": "-2", "high": "-6"}, "estimate", "between low and high"),
    ("a1b-responder", {"low": "-1.18"}, "estimate", "above 0"),
    ("a10-irls", {"comparator_value": ""}, "values_unit", "both values and their unit"),
    ("a10c-dizziness", {"treatment_value": "200"}, "unit", "0 to 100"),
    ("a13-relapse", {"treatment_events": "99"}, "treatment_events", "more than treatment_n"),
    ("a1-irls", {"event": "get better"}, "event", "share of people in both groups"),
    ("a1-irls", {"computed": "yes"}, "computed", "Give both values"),
    ("a1-irls", {"computed": "maybe"}, "computed", "write yes, or leave the cell empty"),
    ("a1-irls", {"p": "0,03"}, "p", "0,03"),
    ("a1-irls", {"doi": "doi.org/10.1"}, "doi", "doi.org/10.1"),
    ("a1-irls", {"pmid": "PMID 1"}, "pmid", "PMID 1"),
    ("a1-irls", {"confirmed": "sure"}, "confirmed", "primary"),
    ("a1-irls", {"evidence": "Z9"}, "evidence", "Z9"),
    ("a1-irls", {"citation": ""}, "citation", "is missing"),
    ("a9c-plms", {"measure": "arms"}, "treatment_value", "figures of both groups"),
]  # fmt: skip

ROWS = "effects.csv"
NOTES, TIMELINE, PLAIN, EXERCISE = "effect_notes.toml", "timeline.toml", "plain.toml", "exercise.toml"
DIAGNOSIS, YEARS = "cases/diagnosis.toml", "cases/years.toml"

EVENT = """
[[events]]
id = "event-new"
year = 2020
lane = "trials"
title = "A trial"
statement = "It found something."
cite = { source = "aan_2016", locator = "Table" }
confirmed = "primary"
"""
LINE = (
    '[[lines]]\nid = "plain-test"\npart = "what"\ntext = "A test."\n'
    'cite = { source = "ours", locator = "A test" }\nconfirmed = "our_reading"\n'
)


def event(old: str, new: str) -> Edit:
    assert old in EVENT
    return add(TIMELINE, EVENT.replace(old, new, 1))


# Each: the edit, and what the message must hold.
BESIDE = {
    # effects.csv and effect_notes.toml
    "a misspelt column": (replace(ROWS, "estimate,", "estimat,"), "effects.csv > header > estimat: is no column here. Did you mean 'estimate'?"),
    "a column twice": (replace(ROWS, "pmid,confirmed", "pmid,pmid"), "effects.csv > header > pmid: must be there once."),
    "a cell too many": (replace(ROWS, "a1b-responder,A1b,", "a1b-responder,A1b,x,"), "row 'a1b-responder': has 42 cells instead of 41."),
    "a row twice": (replace(ROWS, "a1b-responder,A1b", "a1-irls,A1b"), "row 'a1-irls' > id: is already used."),
    "an id with a space": (replace(ROWS, "a1b-responder,A1b", "A1b responder,A1b"), "row 'A1b responder' > id"),
    "a quote inside a cell": (replace(ROWS, ',"Kushida', ',"Kus"hida'), "effects.csv: this is not valid CSV"),
    "an unknown table of notes": (replace(NOTES, "[[left_out]]", "[[leftout]]"), "effect_notes.toml > leftout: is not a table of this file."),
    "an unknown source of a note": (replace(NOTES, 'source = "dynamed_2014"', 'source = "dynamed_2041"'), "cite.source: 'dynamed_2041' is unknown. Did you mean"),
    "a yardstick twice": (replace(NOTES, 'id = "irls_cohort"', 'id = "irls_between_groups"'), "effect_notes.toml > thresholds 'irls_between_groups' > id: is already used."),
    "a yardstick without its value": (replace(NOTES, "value = 5\n", ""), "effect_notes.toml > thresholds 'irls_cohort' > value: is missing."),
    "a note for no page": (replace(NOTES, 'page = "augmentation"', 'page = "elsewhere"'), "effect_notes.toml > notes 'augmentation-what' > page"),
    # timeline.toml
    "an unknown source of an event": (event('"aan_2016"', '"aan_2061"'), "events 'event-new' > cite.source: 'aan_2061' is unknown. Did you mean"),
    "a lane that is not there": (event('"trials"', '"trial"'), "events 'event-new' > lane: Input should be 'trials', 'safety_signals' or 'guidance_and_licences'. It reads 'trial'."),
    "an event of no known level": (event('"primary"', '"sure"'), "events 'event-new' > confirmed: Input should be 'primary', 'secondary', 'our_reading' or 'awaiting_paper'. It reads 'sure'."),
    "a month that is not there": (event("year = 2020", "year = 2020\nmonth = 13"), "events 'event-new' > month: Input should be less than or equal to 12. It reads 13."),
    "a year far off": (event("year = 2020", "year = 202"), "events 'event-new' > year: Input should be greater than or equal to 1990. It reads 202."),
    "no year": (event("year = 2020\n", ""), "events 'event-new' > year: is missing. Every record needs it."),
    "a misspelt field of an event": (event("statement", "statment"), "events 'event-new' > statment: is not a field here. Did you mean 'statement'?"),
    "an event twice": (event('"event-new"', '"event-aan-2016"'), "events 'event-aan-2016' > id: is already used. Give each event its own id."),
    "a long title": (event('"A trial"', f'"{"A trial " * 9}"'), "events 'event-new' > title: String should have at most 64 characters."),
    "an unknown treatment of an event": (event("cite", 'about = { treatments = ["pramipexol"] }\ncite'), "events 'event-new' > about.treatments: 'pramipexol' is unknown. Did you mean 'pramipexole'?"),
    "an unknown class of an event": (event("cite", 'about = { classes = ["agonist"] }\ncite'), "events 'event-new' > about.classes: 'agonist' is unknown."),
    "another table in the timeline": (add(TIMELINE, "[extra]\nx = 1\n"), "timeline.toml > extra: is not a table of this file."),
    # plain.toml
    "a misspelt key of a line": (add(PLAIN, LINE + 'txt = "x"\n'), "plain.toml > lines 'plain-test' > txt: is not a field here."),
    "an unknown part": (add(PLAIN, LINE.replace('"what"', '"wat"')), "lines 'plain-test' > part: 'wat' is unknown. Did you mean 'what'?"),
    "an unknown source of a line": (add(PLAIN, LINE.replace('"ours"', '"aasm_2052"')), "cite.source: 'aasm_2052' is unknown. Did you mean 'aasm_2025'?"),
    "an unknown treatment of a line": (add(PLAIN, LINE + 'about = { treatments = ["pregabaline"] }\n'), "about.treatments: 'pregabaline' is unknown."),
    "an unknown class of a line": (add(PLAIN, LINE + 'about = { classes = ["iv_irn"] }\n'), "about.classes: 'iv_irn' is unknown."),
    "an unknown certainty": (add(PLAIN, LINE + 'certainty = "medium"\n'), "lines 'plain-test' > certainty"),
    "a line twice": (add(PLAIN, LINE + LINE), "lines 'plain-test' > id: is already used."),
    "a line that fits nothing": (add(PLAIN, LINE + 'about = { treatments = ["magnesium"] }\n'), "plain.toml > lines 'plain-test' > about: fits no recommendation."),
    "another table of plain words": (add(PLAIN, "[[sheets]]\nid = 'x'\n"), "plain.toml > sheets: is not a table of this file."),
    "an example that is none": (replace(PLAIN, 'example = "aasm-2025-02"', 'example = "aasm-2025-29"'), "plain.toml > example: 'aasm-2025-29' is no recommendation"),
    "a certainty without words": (substitute(PLAIN, 'certainty = "low"', 'certainty = "high"'), "parts 'sure' > needs: aasm-2025-08 has no line by certainty."),
    "a direction without words": (substitute(PLAIN, 'direction = "against_standard_use"', 'direction = "against"'), "parts 'says' > needs: aasm-2025-11 has no line by direction."),
    "a treatment without words": (substitute(PLAIN, r'treatments = \["valerian"\]', 'treatments = ["pregabalin"]'), "parts 'what' > needs: aasm-2025-18 has no line by about."),
    # exercise.toml
    "a misspelt key of the trial": (replace(EXERCISE, "began = 28", "begun = 28"), "exercise.toml > trial 'exercise-trial' > begun: is not a field here. Did you mean 'began'?"),
    "more who began than were randomised": (replace(EXERCISE, "began = 28", "began = 48"), "exercise.toml > trial 'exercise-trial' > began: does not lie between"),
    "an unknown source of the trial": (replace(EXERCISE, 'source = "aukerman_2006"', 'source = "aukermann_2006"'), "cite.source: 'aukermann_2006' is unknown. Did you mean 'aukerman_2006'?"),
    "a group named by an unknown question": (replace("outside.toml", 'named_by = ["pregnant"]', 'named_by = ["pregnnt"]'), "outside.toml > outside 'outside-pregnancy' > named_by"),
    "a group that nothing names": (replace("outside.toml", 'named_by = ["pregnant"]', "named_by = []"), "outside.toml > outside 'outside-pregnancy' > named_by"),
    "an unknown section": (replace(EXERCISE, 'section = "evidence"\nclaim = "x-1"', 'section = "evidnce"\nclaim = "x-1"'), "lines 'exercise-x-1' > section: 'evidnce' is unknown. Did you mean 'evidence'?"),
    "an unknown claim": (replace(EXERCISE, 'claim = "x-26"', 'claim = "x-99"'), "lines 'exercise-x-26' > claim: 'x-99' is unknown."),
    "a claim in two lines": (replace(EXERCISE, 'claim = "x-26"', 'claim = "x-1"'), "claim: 'x-1' has a line already."),
    "a claim with a text of its own": (replace(EXERCISE, 'claim = "x-26"', 'claim = "x-26"\ntext = "More."'), "lines 'exercise-x-26' > text: goes with no claim."),
    "a line that is nothing": (replace(EXERCISE, 'claim = "x-26"\n', ""), "lines 'exercise-x-26' > claim: is missing. Name a claim, or give text, cite and confirmed."),
    "a statement without its line": (replace(EXERCISE, '[[lines]]\nid = "exercise-x-26"\nrank = 160\nsection = "evidence"\nclaim = "x-26"\n', ""), "exercise.toml > lines: leave out claim 'x-26'."),
    "an unknown treatment of a measure": (replace(EXERCISE, 'treatment = "massage"', 'treatment = "masage"'), "measures 'massage' > treatment: 'masage' is unknown. Did you mean 'massage'?"),
    "an unknown measure": (replace(EXERCISE, 'measures = ["yoga"]', 'measures = ["joga"]'), "studies 'yoga-trial' > measures: 'joga' is unknown. Did you mean 'yoga'?"),
    "a row that the planner needs": (replace(EXERCISE, 'id = "no-day"', 'id = "noday"'), "rows: leave out 'no-day'. The planner needs it."),
    "an unknown row of an activity": (replace(EXERCISE, 'session = "session-lower"', 'session = "session-lowr"'), "activities 'none' > session: 'session-lowr' is unknown."),
    "a limit twice": (replace(EXERCISE, 'id = "heart_lung"', 'id = "unsteady"'), "limits 'unsteady' > id: is already used."),
    "a basis that nobody has": (replace(EXERCISE, 'basis = "as_in_the_trial"', 'basis = "trial"'), "rows 'session' > basis:"),
    "a misspelt table of exercise": (replace(EXERCISE, "[[limits]]", "[[limmits]]"), "exercise.toml > limmits: is not a table of this file. Did you mean 'limits'?"),
    "a table of exercise left out": (substitute(EXERCISE, r"(?s)\[unknown\].*", ""), "exercise.toml > unknown: is missing."),
    "a field in the wrong table": (add(EXERCISE, "label = 1\n"), "unknown record 1 > label: is not a field here."),
    # lessons among the cases
    "an unknown source of a lesson": (replace(DIAGNOSIS, 'source = "uptodate"', 'source = "uptodat"'), "cases/diagnosis.toml > cases 'criteria-uncertain' > teach.cite.source: 'uptodat' is unknown. Did"),
    "a place twice": (replace(DIAGNOSIS, "rank = 210", "rank = 170"), "cases/diagnosis.toml > cases 'not-rls' > teach.rank: 170 is already used."),
    "a number in a vignette": (replace(DIAGNOSIS, "wakes on some nights", "wakes on 3 nights"), "cases/diagnosis.toml > cases 'not-rls' > teach.vignette: holds a number."),
    "a number in a label": (replace(DIAGNOSIS, "If it were RLS after all", "If IRLS were 20"), "teach.counterfactuals.1.label: holds a number."),
    "something withheld that is not there": (replace(DIAGNOSIS, 'withheld = ["diagnosis", "course"]', 'withheld = ["diagnosis", "trimester"]'), "teach.withheld: 'trimester' is not"),
    "a change of no patient field": (replace(DIAGNOSIS, 'set = { diagnosis = "rls" }', 'set = { diagnose = "rls" }'), "counterfactuals.1.set.diagnose: is no patient field. Did you mean 'diagnosis'?"),
    "a change that Patient does not take": (replace(DIAGNOSIS, 'set = { diagnosis = "rls" }', 'set = { diagnosis = "cramps" }'), "teach.counterfactuals.1.set.diagnosis:"),
    "a change that is none": (replace(DIAGNOSIS, 'set = { diagnosis = "rls" }', 'set = { diagnosis = "plmd_only" }'), "is what the case has already."),
    "two changes at once": (replace(DIAGNOSIS, 'set = { diagnosis = "rls" }', 'set = { diagnosis = "rls", age_years = 5 }'), "teach.counterfactuals.0.set"),
    "a misspelt field of a lesson": (replace(DIAGNOSIS, "vignette =", "vignete ="), "teach.vignete: is not a field here. Did you mean 'vignette'?"),
    "a lesson without its title": (replace(DIAGNOSIS, 'title = "Kicks on a sleep study"\n', ""), "cases 'plmd-adult' > teach.title: is missing."),
    "a lesson without changes": (replace(DIAGNOSIS, "counterfactuals = [", "counterfactuals = []\nmore = ["), "cases 'plmd-adult' > teach"),
    "an unknown placeholder in a lesson": (replace(DIAGNOSIS, "gets no RLS grade.", "gets no RLS grade below {oral_celing}."), "no threshold is called 'oral_celing'. Did you mean 'oral_ceiling'?"),
    # other years among the cases
    "an unknown source of other years": (replace(YEARS, "efns_2012.offered", "efns_2102.offered"), "cases/years.toml > cases 'years-iron-low' > years.efns_2102: is no source of guidance. Did you mean 'efns_2012'"),
    "the main guidance among other years": (replace(YEARS, "efns_2012.offered", "aasm_2025.offered"), "cases 'years-iron-low' > years.aasm_2025: is what the others are compared with."),
    "an unknown treatment of other years": (replace(YEARS, '= ["dipyridamole"]', '= ["dipyridamol"]'), "insufficient: 'dipyridamol' is no treatment. Did you mean 'dipyrid"),
    "a treatment put twice": (replace(YEARS, 'insufficient = ["dipyridamole"]', 'insufficient = ["dipyridamole", "dipyridamole"]'), "years.world_sleep_2025.insufficient: 'dipyridamole' is in insufficient already."),
    "a misspelt way to put it": (replace(YEARS, "efns_2012.offered", "efns_2012.offerd"), "years.efns_2012.offerd: is not a field here. Did you mean 'offered'?"),
    "a way to put it that says nothing": (replace(YEARS, "efns_2012.offered", "efns_2012.silent"), "years.efns_2012.silent: is not a field here."),
}  # fmt: skip
BREAKAGES = {
    f"effects.csv: {row} {values}": Breakage(cells(ROWS, row, **values), ROWS, f"row '{row}'", column, mend)
    for row, values, column, mend in CELLS
}
BREAKAGES |= {kind: Breakage(edit, "", "", "", says) for kind, (edit, says) in BESIDE.items()}
