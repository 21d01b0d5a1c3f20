"""What a look-up's provider is, and which kinds of them this installation has.

A kind is registered by its dotted path in the setting ``LOOKUP_KINDS``; an administrator makes a look-up of it
(``LookupSource``) with settings of its own, and journeys name that look-up.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from django.conf import settings
from django.core.exceptions import ValidationError as Refused
from django.utils.module_loading import import_string
from pydantic import BaseModel, ConfigDict, ValidationError


class Provider(Protocol):
    """Where facts come from. It is asked in a thread of its own and touches no database of ours."""

    @property
    def inputs(self) -> type[BaseModel]:
        """What it is asked with. Input that does not fit gets the same answer as what is not there."""
        ...

    @property
    def outputs(self) -> type[BaseModel]:
        """What it answers."""
        ...

    def look_up(self, given: BaseModel, patience: float) -> BaseModel | None:
        """What is known, or None where there is nothing, with no word of why: somebody who tries numbers learns nothing
        from a number that exists. May raise anything when it fails, and has to fail within ``patience`` seconds."""
        ...


class NoSettings(BaseModel):
    """For a kind that needs none."""

    model_config = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of provider: its name in the database, what an administrator reads, its settings, and how one is built.
    Settings hold no secret: they name one of the operator's (``LOOKUP_SECRET_…``)."""

    name: str
    label: str
    build: Callable[[Any], Provider]
    settings: type[BaseModel] = NoSettings


@cache
def kinds(paths: tuple[str, ...] = ()) -> Mapping[str, Kind]:
    """Every registered kind, by name."""
    found: list[Kind] = [import_string(path) for path in paths or tuple(settings.LOOKUP_KINDS)]
    return {kind.name: kind for kind in found}


def build(kind: str, given: Any) -> Provider:
    """The provider of a kind with an administrator's settings.

    Raises:
        django.core.exceptions.ValidationError: where the kind is not there, or the settings will not do, in words.
    """
    found = kinds().get(kind)
    if found is None:
        raise Refused({"kind": f"There is no kind of look-up “{kind}”. Choose one of {', '.join(kinds())}."})
    try:
        return found.build(found.settings.model_validate(given))
    except ValidationError as error:
        raise Refused({"settings": [_words(one) for one in error.errors()]}) from error


def _words(error: Any) -> str:
    where = ".".join(str(part) for part in error["loc"])
    return f"{where}: {error['msg']}." if where else f"{error['msg']}."
