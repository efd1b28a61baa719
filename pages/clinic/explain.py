"""Explain to the patient: one option of the consultation in plain words, to read together, print or hand out."""

from collections.abc import Callable

import streamlit as st

from pages.components import cite, frame, parts
from pages.components.form import patient_form
from rls_logic.assess import assess
from rls_logic.assessment import OFFERED, Option
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.shapes import Recommendation
from rls_logic.content.vocabulary import Confirmation, Standing, Told
from rls_logic.content.words import in_a_sentence
from rls_logic.lessons.explain import Reference, Sheet, sheet
from rls_logic.patient import Patient

knowledge, plain = frame.knowledge(), frame.knowledge().plain

WIDTH = 720  # a line that reads well, on paper too
WHENCE = "Where this comes from"


def page() -> None:
    with st.container(width=WIDTH):
        st.title("Explain to the patient", anchor=False)
        record = chosen()
        if record:
            show(sheet(record, knowledge.treatments[record.treatment], plain))


def chosen() -> Recommendation | None:
    """One of the options that the consultation shows, or the example while there is no consultation."""
    patient = patient_form.current(knowledge).patient
    options = {option.treatment.name: option for option in assess(patient, knowledge).options if is_shown(option)}
    if options:
        name = st.selectbox("Option from the consultation", list(options), key="explain_option")
        return options[name].recommendation
    nothing = knowledge.word(Told.NO_PATIENT) if patient == Patient() else "The consultation shows no option yet."
    st.info(f"{nothing} This page explains the options that it shows.", icon=":material/info:")
    st.page_link("pages/clinic/consult.py", label="Go to the consultation", icon=":material/arrow_back:")
    example = next(record for record in knowledge.main.recommendations if record.id == plain.example)
    name = knowledge.treatments[example.treatment].name
    return example if st.toggle(f"Show an example: {name}", key="explain_example") else None


def is_shown(option: Option) -> bool:
    """On offer, tried before, or advised against and taken now."""
    shown = option.standing in (*OFFERED, Standing.ALREADY_USED)
    return shown or (option.standing is Standing.ADVISED_AGAINST and option.taken_now)


def show(page: Sheet) -> None:
    lines = [f"## {page.title}"]
    for section in page.sections:
        lines.append(f"### {section.heading}")
        lines.append("\n".join(f"- {said.text}{marks(said.references)}" for said in section.said))
    st.markdown("\n\n".join(lines), anchors=False)
    st.markdown("\n".join([f"### {WHENCE}\n", *references(page, cite.confirmed)]), anchors=False)
    parts.download(
        "Download as text",
        lambda: text(page),
        "restless_legs.txt",
        help="To print, use Print in the menu at the top right. The light theme saves ink.",
    )


def marks(references: tuple[int, ...]) -> str:
    return f" :gray[:small[({', '.join(map(str, references))})]]" if references else ""


def references(page: Sheet, confirmed: Callable[[Confirmation, Knowledge], str]) -> list[str]:
    return [f"{number}. {whence(reference, confirmed)}" for number, reference in enumerate(page.references, 1)]


def whence(reference: Reference, confirmed: Callable[[Confirmation, Knowledge], str]) -> str:
    """A reference; `confirmed` says how it was confirmed, on screen or as plain text."""
    if cite.is_ours(reference.cite, knowledge):
        return f"{knowledge.sources[reference.cite.source].short}: {in_a_sentence(reference.cite.locator)}"
    return f"{cite.place(reference.cite, knowledge)}; {confirmed(reference.confirmed, knowledge)}"


def text(page: Sheet) -> str:
    """The sheet as plain text. It names the option and holds nothing else about the patient."""
    lines = [page.title, ""]
    for section in page.sections:
        lines += [section.heading, ""]
        for said in section.said:
            numbers = f" ({', '.join(map(str, said.references))})" if said.references else ""
            lines.append(f"- {said.text}{numbers}")
        lines.append("")
    lines += [WHENCE, "", *references(page, lambda level, content: content.word(level))]
    return "\n".join([*lines, "", f"Content {knowledge.version} ({knowledge.fingerprint})", ""])


page()
