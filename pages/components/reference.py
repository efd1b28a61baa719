"""Where a statement comes from, with a way to the work itself."""

from pages.components.cards import source_line
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.shapes import Source
from rls_logic.content.types import Cite
from rls_logic.content.vocabulary import Confirmation


def work_link(source: Source) -> str:
    """A link to the work by DOI or PMID, as markdown; nothing where neither is known."""
    if source.doi:
        return f"[doi {source.doi}](https://doi.org/{source.doi})"
    return f"[PMID {source.pmid}](https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/)" if source.pmid else ""


def reference(cite: Cite, confirmed: Confirmation, knowledge: Knowledge) -> str:
    """The source line of a record, then the link to its work."""
    return f"{source_line(cite, confirmed, knowledge)} {work_link(knowledge.sources[cite.source])}".rstrip()
