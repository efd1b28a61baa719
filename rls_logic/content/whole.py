"""What no record can show alone: every recommendation has a whole sheet, every statement its line, every sign-off its record."""

from collections.abc import Iterable, Mapping

from rls_logic.content.cases import Case, Cases
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.refusal import closest, refuse
from rls_logic.content.types import LAST, twice


def check(knowledge: Knowledge, cases: Mapping[str, Cases]) -> None:
    """Refuses the first thing that does not fit between records. `cases`: by file."""
    _sheets(knowledge)
    _lines_of_the_article(knowledge)
    _places(knowledge)
    _lessons(cases)
    _years(knowledge)
    _sign_offs(knowledge)


def _sheets(knowledge: Knowledge) -> None:
    """Every recommendation has a whole sheet, and every line stands on one."""
    file, plain = "plain.toml", knowledge.plain
    unused = {line.id for line in plain.lines}
    for record in knowledge.main.recommendations:
        treatment = knowledge.treatments[record.treatment]
        fitting = [line for line in plain.lines if line.fits(record, treatment)]
        unused -= {line.id for line in fitting}
        for part in plain.parts:
            for need in part.needs:
                if not any(line.part == part.id and line.names(need) for line in fitting):
                    refuse(file, f"parts '{part.id}'", "needs", f"{record.id} has no line by {need}.", "Write one.")
    for name in sorted(unused):
        refuse(file, f"lines '{name}'", "about", "fits no recommendation.", "Mend it or take it out.")


def _lines_of_the_article(knowledge: Knowledge) -> None:
    """Of an article that the exercise page uses, every statement has its line."""
    used = {line.claim for line in knowledge.exercise.lines}
    articles = {claim.article for claim in knowledge.claims if claim.id in used}
    for claim in knowledge.claims:
        if claim.article in articles and claim.id not in used:
            problem = f"leave out claim '{claim.id}'."
            refuse("exercise.toml", "", "lines", problem, "Every statement of the article has a line.")


def _places(knowledge: Knowledge) -> None:
    """Sources of one year are told apart by their rank."""
    ranked = [source for source in knowledge.guidance.values() if source.rank != LAST]
    for first, second in twice(ranked, lambda source: (source.source.year, source.rank)):
        problem = f"{second.rank} is already the rank of {first.source.id} in {first.source.year}."
        refuse(f"guidance/{second.source.id}.toml", "", "rank", problem, "Give each source of a year its own.")


def _lessons(files: Mapping[str, Cases]) -> None:
    """Lessons and examples each have a place of their own."""
    placed = [(file, case) for file, holds in files.items() for case in holds.cases]
    lessons = [(file, case, case.teach.rank) for file, case in placed if case.teach]
    _once("teach.rank", lessons, "Give each lesson its own place.")
    _once("example", [(f, case, case.example) for f, case in placed if case.example], "Give each its own place.")


def _once(field: str, placed: Iterable[tuple[str, Case, int]], mend: str) -> None:
    for _, (file, case, place) in twice(placed, lambda found: found[2]):
        refuse(file, f"cases '{case.id}'", field, f"{place} is already used.", mend)


def _years(knowledge: Knowledge) -> None:
    """Nothing is dated after the content itself."""
    latest = int(knowledge.version.partition(".")[0])
    dated = [("timeline.toml", f"events '{event.id}'", event.year) for event in knowledge.events]
    for name, source in knowledge.sources.items():
        file, place = (
            (f"guidance/{name}.toml", "source") if name in knowledge.guidance else ("sources.toml", f"sources '{name}'")
        )
        dated.append((file, place, source.year or 0))
    for file, place, year in dated:
        if year > latest:
            problem = f"{year} lies after the content version {knowledge.version}."
            refuse(file, place, "year", problem, "Correct it, or raise the version in review.toml.")


def _sign_offs(knowledge: Knowledge) -> None:
    """A sign-off names a record that cites something, and a day on which what it cites was out."""
    cites = {entry.name: entry.cites for entry in knowledge.cited}
    for sign_off in knowledge.sign_offs:
        place = f"sign_offs '{sign_off.record}'"
        if sign_off.record not in cites:
            mend = closest(sign_off.record, cites)
            refuse("review.toml", place, "record", f"'{sign_off.record}' is unknown.", mend)
        years = [knowledge.sources[cite.source].year or 0 for cite in cites[sign_off.record]]
        if int(sign_off.checked_on[:4]) < max(years, default=0):
            problem = f"{sign_off.checked_on} lies before its source came out in {max(years)}."
            refuse("review.toml", place, "checked_on", problem, "Correct the day.")
