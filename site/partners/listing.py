"""The lists of an organisation's page of requests: a page at a time by a key, never by counting."""

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.translation import get_language

from accounts.models import User
from audiences.principal import Principal
from forms_engine.catalogue.selectors import definition_of
from forms_engine.cursors import read_place
from forms_engine.journeys.colleagues import drafts_of_colleagues
from forms_engine.requests.models import Request
from forms_engine.requests.organisations import requests_of_organisation
from forms_engine.requests.states import RequestState
from partners.models import Membership, Organisation

SHOWN_AT_ONCE = 50
DRAFTS_SHOWN = 50

# What a list can be narrowed to, by the word in its address.
SHOWN: dict[str, Q] = {
    "open": Q(finished_at=None),
    "answer": Q(state=RequestState.WAITING),
    "finished": Q(finished_at__isnull=False),
}


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; ``older`` is the key of the next one, "" on the last."""

    rows: list[Request]
    older: str
    is_first: bool


def page_of(principal: Principal, show: str, whose: str, after: str) -> Page:
    """A page of what was sent for the organisation that the principal acts for, from the key that an earlier page gave; a key
    that is none begins at the newest."""
    found = requests_of_organisation(principal).filter(SHOWN.get(show, Q()))
    if whose == "mine":
        found = found.filter(customer__user=principal.user)
    last = read_place(after)
    if last is not None:
        at, last_id = last
        found = found.filter(created_at__lte=at).exclude(created_at=at, id__lte=last_id)
    found = found.select_related("customer__user", "outcome").order_by("-created_at", "id")
    rows = list(found[: SHOWN_AT_ONCE + 1])
    shown = rows[:SHOWN_AT_ONCE]
    older = f"{shown[-1].created_at.isoformat()}_{shown[-1].id}" if len(rows) > SHOWN_AT_ONCE else ""
    return Page(shown, older, last is None)


@dataclass(frozen=True, slots=True)
class Begun:
    """A colleague's draft, as far as it is anybody's business: what it will be, whose, since when, and whether they have
    left."""

    id: UUID
    title: str
    writer: User
    at: datetime.datetime
    has_left: bool


def begun_by_colleagues(principal: Principal, organisation: Organisation) -> list[Begun]:
    """What colleagues have begun and not sent."""
    drafts = list(drafts_of_colleagues(principal)[:DRAFTS_SHOWN])
    there = set(
        Membership.objects.in_force()
        .filter(organisation=organisation, user__in=[draft.user_id for draft in drafts])
        .values_list("user_id", flat=True)
    )
    language = get_language() or "en"
    return [
        Begun(
            id=draft.id,
            title=definition_of(draft.version_id).title.in_language(language),
            writer=draft.user,
            at=draft.updated_at,
            has_left=draft.user_id not in there,
        )
        for draft in drafts
        if draft.user is not None
    ]
