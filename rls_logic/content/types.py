"""What records are made of: names, texts, citations, conditions."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from rls_logic.content.vocabulary import Confirmation

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=80)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=900, strip_whitespace=True)]
Short = Annotated[str, StringConstraints(min_length=1, max_length=140, strip_whitespace=True)]
T = TypeVar("T")
Frozen = Annotated[Mapping[str, T], AfterValidator(MappingProxyType)]


def frozen(value: Any) -> Any:
    """Lists and tables of any depth, so that nobody can write to them."""
    if isinstance(value, dict):
        return MappingProxyType({name: frozen(item) for name, item in value.items()})
    return tuple(map(frozen, value)) if isinstance(value, list | tuple) else value


Given = Annotated[dict[str, Any], AfterValidator(frozen)]  # answers by Patient field, as a clinician would give them
LAST = 1_000_000  # a record without a rank stands after those that have one


class Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class Cite(Closed):
    """Where in the source. `source` may be left out in a guidance file: it is that file's own source."""

    source: Id = ""
    locator: Short


class Sourced(Closed):
    """A record with its source, where in it, and how it was confirmed."""

    id: Id
    cite: Cite
    confirmed: Confirmation


class When(Closed):
    """One level of all / any / none over names of questions or terms. `at_least` counts over `any`."""

    all: tuple[Id, ...] = ()
    any: tuple[Id, ...] = ()
    none: tuple[Id, ...] = ()
    at_least: Annotated[int, Field(ge=2)] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.all, *self.any, *self.none)


class About(Closed):
    """Which treatments something is about, by id or by class; `not_treatments` takes some out again."""

    treatments: tuple[Id, ...] = ()
    classes: tuple[Id, ...] = ()
    not_treatments: tuple[Id, ...] = ()


class Limit(Closed):
    """A number a single record compares with, cited by the record itself."""

    value: float
    unit: Short
