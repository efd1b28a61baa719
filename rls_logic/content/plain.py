"""The typed shape of data/plain.toml: plain words about one option, general information and nothing about the patient."""

from typing import Annotated, Literal

from rls_logic.content.shapes import Recommendation, Treatment, is_about
from rls_logic.content.types import LAST, About, Closed, Id, Rank, Short, Sourced, Text, ref
from rls_logic.content.vocabulary import Certainty, Direction, Population, Strength


class Part(Closed):
    """One heading of a sheet. `needs`: what its lines must name between them on every sheet.
    `empty`: what stands there when no line is known.
    """

    id: Id
    rank: Rank = LAST
    heading: Short
    needs: tuple[Literal["about", "population", "direction", "strength", "certainty"], ...] = ()
    empty: Text | None = None


class Line(Sourced):
    """A sentence or two. It stands on a sheet when it is about the treatment and agrees with the record's grade."""

    rank: Rank = LAST
    part: Annotated[str, ref("parts")]
    about: About = About()
    population: Population | None = None
    direction: Direction | None = None
    strength: Strength | None = None
    certainty: Certainty | None = None
    text: Text

    @property
    def of_the_record(self) -> bool:
        """It says what this very recommendation says, so the recommendation is its source as well."""
        return any(map(self.names, ("population", "direction", "strength", "certainty")))

    def names(self, field: str) -> bool:
        """Whether it is chosen by this field."""
        if field == "about":
            return bool(self.about.treatments or self.about.classes or self.about.not_treatments)
        return getattr(self, field) is not None

    def fits(self, record: Recommendation, treatment: Treatment) -> bool:
        return (not self.names("about") or is_about(self.about, treatment)) and all(
            wanted in (None, given)
            for wanted, given in (
                (self.population, record.population),
                (self.direction, record.direction),
                (self.strength, record.strength),
                (self.certainty, record.certainty),
            )
        )


class Plain(Closed):
    """`example`: the recommendation of the main guidance that stands for one when the consultation is empty."""

    example: Annotated[str, ref("main", called="is no recommendation of the main guidance.")]
    parts: tuple[Part, ...]
    lines: tuple[Line, ...]
