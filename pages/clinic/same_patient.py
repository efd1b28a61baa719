"""Same patient, other years: what each source would have put before the patient of the consultation."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from pages.components import cards, frame, matrix
from pages.components.cite import place
from pages.components.form import patient_form
from pages.components.parts import markdown_table, segmented, table
from rls_logic.asking.answers import UNKNOWN
from rls_logic.content.shapes import Guidance
from rls_logic.content.vocabulary import Effect, Put, Standing, State, Told, Voice
from rls_logic.content.words import in_a_sentence, plural
from rls_logic.known import value_words
from rls_logic.note import check_line_of, line_of
from rls_logic.patient import Patient
from rls_logic.trace import trace
from rls_logic.years import PatientHistory, PatientPosition, Years, clauses, through_the_years

knowledge = frame.knowledge()
EXAMPLE_YEAR = 2016
CAUTIONS_SHOWN = 3
VIEWS = ("Table", "List")


@frame.fragment
def page() -> None:
    st.title("Same patient, other years", anchor=False)
    st.markdown(
        "What each source would have put before this patient, by its own rules and thresholds. **Older columns are history, "
        "never advice**: today's cautions stand beside each of them."
    )
    patient = whose()
    if patient is None:
        return
    years = through_the_years(patient, knowledge)
    if years.assessment.state is State.CONFLICTING_INPUTS:
        st.error("Entries conflict. Mend them in the consultation first; what depends on them is left out here.")
    if years.assessment.state is State.OUTSIDE_SCOPE:
        st.warning("Outside this guidance: no source is run for this patient.")
        return
    st.markdown(f":small[{values(years)}]")
    if not years.rows:
        st.info("No source here speaks of this patient. Age and diagnosis come first.")
        return
    show_year(years)
    show_iron(years)
    show_all(years)
    show_reasons(years)


def whose() -> Patient | None:
    """The patient of the consultation; an example only where one is asked for."""
    patient = patient_form.current(knowledge).patient
    known = patient != Patient()
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.markdown("The patient of the consultation." if known else knowledge.word(Told.NO_PATIENT), width="content")
        st.page_link("pages/clinic/consult.py", label="Enter or change the patient", icon=":material/edit:")
    if known:
        return patient
    ordered = sorted((case for case in knowledge.cases if case.example), key=lambda case: case.example or 0)
    examples = {case.name: case for case in ordered}
    chosen = st.selectbox("A made-up patient", list(examples), index=None, placeholder="choose one", width=340)
    return Patient.model_validate(examples[chosen].patient) if chosen else None


def values(years: Years) -> str:
    """What is known of this patient, in a line."""
    known = {field: years.assessment.values.get(field) for field, item in knowledge.inputs.items() if item.core}
    said = [
        f"{in_a_sentence(knowledge.inputs[field].label)} {in_a_sentence(value_words(field, value, knowledge))}"
        for field, value in known.items()
        if value is not None and field != "no_rls_treatment"
    ]
    uses = [
        f"{in_a_sentence(knowledge.treatments[use.treatment].short)} {use.when}"
        for use in years.assessment.patient.rls_treatments
    ]
    return "Known: " + ("; ".join([*said, *uses]) or "nothing yet") + "."


def show_year(years: Years) -> None:
    st.markdown("## One year beside today")
    offered = sorted({source.source.year or 0 for source in years.sources if speaks(source, years)})
    # Not a slider: in the dark its own label has too little contrast.
    with st.container(horizontal=True, gap="medium"):
        year = segmented("Year", offered, default=EXAMPLE_YEAR if EXAMPLE_YEAR in offered else offered[0])
        view = segmented("View", VIEWS)
    sources = [s for s in years.sources if s.source.year == year and s.voice is not Voice.MAIN and speaks(s, years)]
    main = next(source for source in years.sources if source.voice is Voice.MAIN)
    shown = [*sources, main]
    every = [row for row in years.rows if any(speaks_itself(row, cell) for cell in row.cells if cell.guidance in shown)]
    st.markdown(finding(year, sources, every))
    taken = {use.treatment for use in years.assessment.patient.rls_treatments}
    first = [row for row in every if row.treatment.id in taken or any(row.differs(row.cell_of(s)) for s in sources)]
    rows = sorted(every, key=lambda row: row not in first)
    if first and len(first) < len(every):
        whole = st.toggle(f"All {len(every)} treatments", help="Off: what differs, and what is taken or was tried.")
        rows = rows if whole else first
    columns: dict[str, list[str]] = {"Treatment": [f"**{row.treatment.short}**" for row in rows]}
    for source in shown:
        heading = matrix.heading(source) if view == VIEWS[0] else source.source.short
        columns[heading] = [marked(row, row.cell_of(source)) + standing(row, source) for row in rows]
    columns["Today's cautions"] = [cautions(row) for row in rows]
    if view == VIEWS[0]:
        markdown_table(columns)
    else:
        st.markdown(paragraphs(columns))
    st.caption(
        f"≠ marks what differs from {main.source.short}. The rest of today's cautions stand at the end of this page."
    )


def paragraphs(columns: Mapping[str, Sequence[str]]) -> str:
    """The same table, one treatment a paragraph: for a phone."""
    said = []
    for name, *cells in zip(*columns.values(), strict=True):
        lines = (f"{column}: {cell}" for column, cell in zip(list(columns)[1:], cells, strict=True))
        said.append("  \n".join([name, *lines]))
    return "\n\n".join(said)


def speaks(source: Guidance, years: Years) -> bool:
    return any(visible(cell) for row in years.rows for cell in row.cells if cell.guidance is source)


def visible(cell: PatientPosition) -> bool:
    return bool(cell.outside) or (cell.record is not None and cell.put is not Put.DOES_NOT_APPLY)


def speaks_itself(row: PatientHistory, cell: PatientPosition) -> bool:
    """Whether a source has a word on this treatment, and not only on the group it belongs to."""
    return visible(cell) and (cell.record is None or cell.record.treatment != row.treatment.part_of)


def marked(row: PatientHistory, cell: PatientPosition) -> str:
    mark = "**≠** " if cell.guidance.voice is not Voice.MAIN and row.differs(cell) else ""
    return mark + matrix.put_words(cell, knowledge)


def standing(row: PatientHistory, source: Guidance) -> str:
    """How the option stands today, where that says more than that it is offered or advised against."""
    option = row.main.option if source.voice is Voice.MAIN else None
    told = option is None or option.standing in (Standing.OPEN, Standing.WAITS, Standing.ADVISED_AGAINST)
    return "" if option is None or told else f": {knowledge.word(option.standing)}"


def cautions(row: PatientHistory) -> str:
    """The first few of today's cautions: what holds the treatment back first, then the rest, then what to check."""
    checks = dict.fromkeys(finding.record.check for finding in row.to_check if finding.record.check)
    gravest = sorted(row.cautions, key=lambda finding: list(Effect).index(finding.record.effect))
    said = [finding.record.short for finding in gravest] + [f"check {check}" for check in checks]
    rest = len(said) - CAUTIONS_SHOWN
    return "; ".join(said[:CAUTIONS_SHOWN]) + (f"; {rest} more below" if rest > 0 else "") or "none recorded here"


def finding(year: int, sources: Sequence[Guidance], rows: Sequence[PatientHistory]) -> str:
    """One clause a source, each from its own cells: never a source's name over what another one put."""
    main = knowledge.main.source.short
    if not sources:
        for_, against = (sum(row.main.put is put for row in rows) for put in (Put.OFFERED, Put.ADVISED_AGAINST))
        return f"{year}: {main} has {plural(for_, 'recommendation')} for this patient and {against} against."
    lines = [
        f"- **{each.guidance.source.short}:** {matrix.clause_words(each, knowledge)}."
        for each in clauses(sources, rows)
    ]
    return "\n".join([f"{year}, beside {main}:", "", *lines])


def show_iron(years: Years) -> None:
    st.markdown("## Iron, source by source")
    rows = [
        {
            "Source": guidance.source.short,
            "For": knowledge.word(population, "short"),
            "Asks": line.question,
            "This patient": line.answer_words if line.answer is UNKNOWN else f"{line.value}: {line.answer}",
            "Where": cards.where(line, knowledge),
        }
        for guidance, lines in years.iron
        for population, line in lines
        if population in years.populations
    ]
    silent = [guidance.source.short for guidance, lines in years.iron if not lines]
    if rows:
        table(pd.DataFrame(rows), "Iron thresholds by source for this patient")
    st.caption(f"{cut_offs()} No iron threshold established here: {', '.join(silent)}.")


def cut_offs() -> str:
    """What the main guidance says of its own iron thresholds."""
    said = (practice for practice in knowledge.main.good_practice if practice.on_thresholds)
    return " ".join(f"{p.statement} ({place(p.cite, knowledge)}; {knowledge.word(p.confirmed)})" for p in said)


def show_all(years: Years) -> None:
    more = st.expander("Every source as one table", key="every_source", on_change="rerun")
    if not more.open:
        return
    with more:
        sources = [source for source in years.sources if speaks(source, years)]
        columns: dict[str, list[str]] = {"Treatment": [row.treatment.short for row in years.rows]}
        for source in sources:
            columns[source.source.short] = [
                ("≠ " if source.voice is not Voice.MAIN and row.differs(row.cell_of(source)) else "")
                + matrix.put_plain(row.cell_of(source), knowledge)
                for row in years.rows
            ]
        table(pd.DataFrame(columns), "Every treatment by every source")


def show_reasons(years: Years) -> None:
    st.markdown("## Why a source applies or not")
    names = {row.treatment.name: row for row in years.rows}
    row = names[st.selectbox("Treatment", list(names), filter_mode="contains")]
    said = []
    for cell in row.cells:
        if cell.record is None or cell.check is None:
            continue
        said.append(
            f"**{cell.guidance.source.short}** {matrix.put_words(cell, knowledge)}  \n"
            f"{matrix.record_lines(cell.record, knowledge)}\n\n{cards.trace_list(trace(cell.check, knowledge), knowledge)}"
        )
    safety = [cards.line_text(line_of(f, knowledge), knowledge) for f in row.cautions]
    safety += [cards.check_text(check_line_of(f, knowledge), knowledge) for f in row.to_check]
    said.append("**Today's cautions**\n\n" + ("\n".join(safety) or "None recorded here."))
    st.markdown("\n\n".join(said))


page()
