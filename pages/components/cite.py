"""Where a statement comes from: the one line of source and confirmation, and the way to the work itself."""

from collections.abc import Mapping
from typing import Protocol

from rls_logic.content.knowledge import Knowledge
from rls_logic.content.shapes import Source
from rls_logic.content.types import Cite
from rls_logic.content.vocabulary import Confirmation, SourceKind
from rls_logic.content.words import listed


class Work(Protocol):
    """A source, or a record that names its work itself."""

    @property
    def doi(self) -> str | None: ...
    @property
    def pmid(self) -> str | None: ...


def confirmed(level: Confirmation, knowledge: Knowledge) -> str:
    """How a fact was confirmed, in words; what waits for the paper stands out."""
    words = knowledge.word(level)
    return f":orange[{words}]" if level is Confirmation.AWAITING_PAPER else words


def levels(parts: Mapping[str, Confirmation], knowledge: Knowledge) -> str:
    """How a record was confirmed: one phrase where all of it was confirmed alike, else the parts of each level together."""
    by_level: dict[Confirmation, list[str]] = {}
    for part, level in parts.items():
        by_level.setdefault(level, []).append(part)
    if len(by_level) == 1:
        return confirmed(next(iter(by_level)), knowledge)
    return ", ".join(f"{listed(same)} {confirmed(level, knowledge)}" for level, same in by_level.items())


def place(cite: Cite, knowledge: Knowledge) -> str:
    """Source and where in it, as plain text."""
    return "; ".join(f"{knowledge.sources[each.source].short}, {each.locator}" for each in cite.every)


def source_line(cite: Cite, level: Confirmation, knowledge: Knowledge) -> str:
    return f":gray[{place(cite, knowledge)}; {confirmed(level, knowledge)}]"


def is_ours(cite: Cite, knowledge: Knowledge) -> bool:
    return knowledge.sources[cite.source].kind is SourceKind.OURS


def source_of(cite: Cite, level: Confirmation, knowledge: Knowledge) -> str:
    """The source line; of our own lines the place says nothing."""
    return f":gray[{confirmed(level, knowledge)}]" if is_ours(cite, knowledge) else source_line(cite, level, knowledge)


def reference(cite: Cite, level: Confirmation, knowledge: Knowledge) -> str:
    """The source line, then the link to its work."""
    return f"{source_line(cite, level, knowledge)} {work_link(knowledge.sources[cite.source])}".rstrip()


def address(work: Work) -> str:
    """Where the work is; empty where neither DOI nor PMID is known."""
    return doi_address(work.doi) if work.doi else pmid_address(work.pmid) if work.pmid else ""


def doi_address(doi: str) -> str:
    return f"https://doi.org/{doi}"


def pmid_address(pmid: str) -> str:
    return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"


def linked(text: str, work: Work) -> str:
    """The text as a link to the work, where one is known."""
    found = address(work)
    return f"[{text}]({found})" if found else text


def work_link(source: Source) -> str:
    """A link by DOI or PMID that says which; nothing where neither is known."""
    number = f"doi {source.doi}" if source.doi else f"PMID {source.pmid}"
    return linked(number, source) if address(source) else ""


def work_links(source: Source) -> list[str]:
    """Every link to the work, each on a line of its own length."""
    found = [f"[doi\N{NO-BREAK SPACE}{source.doi}]({doi_address(source.doi)})"] if source.doi else []
    return found + ([f"[PMID\N{NO-BREAK SPACE}{source.pmid}]({pmid_address(source.pmid)})"] if source.pmid else [])
