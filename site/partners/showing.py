"""What the page of a request says where it was sent for a partner organisation."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from audiences.keys import PARTNER
from audiences.principal import Principal
from forms_engine.journeys.copying import may_copy
from forms_engine.requests.models import Request, TimelineEntry
from partners.selectors import organisation_names, people_ever_of

Entries = Iterable[tuple[TimelineEntry, str]]


@dataclass(frozen=True, slots=True)
class OfOrganisation:
    """Which organisation it was sent for, and whether to offer to begin another from it."""

    name: str
    may_copy: bool


def of_organisation(principal: Principal, request: Request) -> OfOrganisation | None:
    """The same for a request that the principal has found on the extranet; ``None`` for all else."""
    if principal.audience != PARTNER or not request.organisation:
        return None
    name = organisation_names([request.organisation]).get(request.organisation, request.organisation)
    return OfOrganisation(name, may_copy(principal, request))


def with_names(principal: Principal, request: Request, entries: Entries) -> list[tuple[TimelineEntry, str]]:
    """The entries of its timeline with what they are called to one of several people: what a colleague did bears their name,
    and not "you". People of the council have none here. One query, where a colleague did anything."""
    entries = list(entries)
    own = principal.user.pk if principal.user else None
    if principal.audience != PARTNER or not request.organisation:
        return entries
    said = {TimelineEntry.Kind.SUBMITTED.value, TimelineEntry.Kind.FROM_CUSTOMER.value}
    others = {
        each.actor_id for each, _title in entries if each.kind in said and each.actor_id not in {own, None}
    }
    names = (
        dict(people_ever_of([request.organisation]).filter(pk__in=others).values_list("pk", "name"))
        if others
        else {}
    )
    return [
        (entry, _called(entry, title, names, own) if entry.kind in said else title)
        for entry, title in entries
    ]


def _called(entry: TimelineEntry, title: str, names: dict[int, str], own: int | None) -> str:
    if entry.actor_id == own:
        return title
    is_sending = entry.kind == TimelineEntry.Kind.SUBMITTED
    if entry.actor_id is None:
        return _("A program of your organisation sent it") if is_sending else title
    name = names.get(entry.actor_id)
    if name is None:
        return title
    words = _("%(name)s sent it") if is_sending else _("%(name)s wrote to us")
    return words % {"name": name}
