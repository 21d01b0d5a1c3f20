"""The front page of the extranet as the home of one organisation: how things stand there, its documents, news for it.

Whoever belongs to several reads what any of them may read, but a home is one organisation's: what is limited to another is
not on it, nor is anything of another's requests, people or queues.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from audiences.http import GuildhallRequest
from audiences.keys import PARTNER, PUBLIC, organisation_key
from audiences.principal import Principal
from content.blocks.documents import KINDS
from content.home import NewsItem, latest_news, of_site
from content.selectors import documents_shared_with
from forms_engine.requests.organisations import organisations_to_choose
from partners.overview import Overview, overview_of
from partners.selectors import organisation_names

DOCUMENTS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class OwnDocument:
    """A document that is shared with the organisation. ``is_limited``: with some organisations alone, this one among them."""

    title: str
    url: str
    kind: str
    size: int | None
    sent_at: datetime
    is_limited: bool


@dataclass(frozen=True, slots=True)
class OrganisationHome:
    """The home of an organisation. For whoever has not chosen one of several there is no ``overview``, and nothing that is one
    organisation's: ``choices``, slugs and names, are then what the page is for."""

    overview: Overview | None
    documents: list[OwnDocument]
    news: list[NewsItem]
    choices: list[tuple[str, str]]


def organisation_home(request: GuildhallRequest) -> OrganisationHome | None:
    """The home of the organisation that the one asking acts for; ``None`` for whoever is no member of any, an editor who looks
    at the page, say. A number of questions that does not grow."""
    principal = request.principal
    if principal.audience != PARTNER or principal.user is None:
        return None
    overview = overview_of(principal)
    reader = _as_member(principal)
    return OrganisationHome(
        overview=overview,
        documents=_documents(request, reader) if overview else [],
        news=latest_news(request, reader),
        choices=[] if overview else _choices(principal),
    )


def _as_member(principal: Principal) -> Principal:
    """The same person as a member of the organisation they act for alone; of none, before they have chosen."""
    own = {organisation_key(principal.organisation)} if principal.organisation else set()
    return replace(principal, keys=principal.keys & ({PUBLIC, PARTNER} | own))


def _documents(request: GuildhallRequest, reader: Principal) -> list[OwnDocument]:
    """Of what the pages of shared documents list: what is limited to this organisation first, then the newest."""
    pages = of_site(request, "SharedDocumentsPage", reader).select_related("collection")
    shared = documents_shared_with(reader, reader.organisation, [one.collection for one in pages])
    return [
        OwnDocument(
            title=one.title,
            url=one.url,
            kind=str(KINDS.get(one.file_extension.lower(), one.file_extension.upper())),
            size=one.file_size,
            sent_at=one.created_at,
            is_limited=one.is_limited,
        )
        for one in shared[:DOCUMENTS_SHOWN]
    ]


def _choices(principal: Principal) -> list[tuple[str, str]]:
    return list(organisation_names(organisations_to_choose(principal)).items())
