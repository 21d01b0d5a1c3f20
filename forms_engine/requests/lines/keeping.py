"""The lines themselves: adding one, and changing what is known of it. None is deleted: its calls and contacts name it."""

from dataclasses import dataclass

from django.db import transaction

from audiences.principal import Principal
from forms_engine.catalogue.models import Service, Team
from forms_engine.requests.lines.access import may_import
from forms_engine.requests.models import Line
from forms_engine.requests.states import NotAllowed


class LineExists(ValueError):
    """There is another line of that name in the telephone system's file."""


@dataclass(frozen=True, slots=True)
class LineSaid:
    """What is known of a line: no ``service`` for one that takes everything, no ``team`` for one that nobody is named for."""

    name: str
    phone: str = ""
    service: Service | None = None
    team: Team | None = None
    is_live: bool = True


@transaction.atomic
def add_line(principal: Principal, slug: str, said: LineSaid) -> Line:
    """Add a line; ``slug`` is what the telephone system's file calls it, for good. The same click again adds nothing a second
    time.

    Raises:
        NotAllowed: for those who do not keep lines.
        LineExists: where another line is called that.
    """
    _check(principal)
    wanted = _values(said)
    line, is_new = Line.objects.get_or_create(slug=slug, defaults=wanted)
    if not is_new and {name: getattr(line, name) for name in wanted} != wanted:
        raise LineExists(f"There is a line called {slug} already: {line.name}.")
    return line


@transaction.atomic
def change_line(principal: Principal, slug: str, said: LineSaid) -> Line:
    """Change what is known of a line.

    Raises:
        NotAllowed: for those who do not keep lines.
        Line.DoesNotExist: where there is none.
    """
    _check(principal)
    line = Line.objects.select_for_update(of=("self",)).get(slug=slug)
    for name, value in _values(said).items():
        setattr(line, name, value)
    line.save()
    return line


def _check(principal: Principal) -> None:
    if not may_import(principal):
        raise NotAllowed("You may not change phone lines.")


def _values(said: LineSaid) -> dict[str, object]:
    return {
        "name": said.name,
        "phone": said.phone,
        "service": said.service,
        "team": said.team,
        "is_live": said.is_live,
    }
