"""Links in rich text, as the one asking may follow them.

Wagtail turns ``<a linktype="page" id="7">`` into an address without knowing for whom. This handler knows the request
that is being answered: an address is relative on the reader's own site, an article opens on the reader's own site, and
a page the reader may not see leaves its words without a link. Outside a request it writes what the public may see.
"""

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.html import escape
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.rich_text.pages import PageLinkHandler

from audiences.current import current_request
from audiences.http import GuildhallRequest
from audiences.principal import Principal
from content.links import kept_for, link_to, look_up_translations, pages_linked_here
from content.selectors import pages
from content.shared_drafts.inside import all_inside
from content.shown_files import may_show

if TYPE_CHECKING:
    from content.models import ContentPage

# What has been looked up for the request at hand: the ids asked for, and the pages found.
ASKED, KNOWN = "rich_text_asked", "rich_text_pages"


class ReadersPageLinkHandler(PageLinkHandler):
    """``linktype="page"``, for the reader at hand."""

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, str]]) -> list[Any]:
        """The pages linked to, ``None`` for each the reader may not see."""
        request = current_request()
        wanted = {int(pk) for attrs in attrs_list if (pk := attrs.get("id", "")).isdecimal()}
        if request is None:
            by_id = {page.pk: page for page in pages(Principal.public()).filter(pk__in=wanted)}
        else:
            known = _linked(request, wanted)
            look_up_translations(request, [known[pk] for pk in wanted if pk in known])
            by_id = known | {pk: one.page for pk, one in all_inside(kept_for(request)).items()}
        return [
            by_id.get(int(pk)) if (pk := attrs.get("id", "")).isdecimal() else None for attrs in attrs_list
        ]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        """The opening tags."""
        return [_opening_tag(page) for page in cls.get_many(attrs_list)]


class ReadersDocumentLinkHandler(DocumentLinkHandler):
    """``linktype="document"``: the address has the file's name in it, so it is written for who may have the file."""

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, str]]) -> list[Any]:
        """The documents linked to, ``None`` for each the reader may not have."""
        return [found if found and may_show(found) else None for found in super().get_many(attrs_list)]


def _linked(request: GuildhallRequest, wanted: set[int]) -> "dict[int, ContentPage]":
    """The pages of these ids that the reader may see. The first text of an answer brings along what the others link to:
    a page of thirty texts asks no more than one of three."""
    kept = kept_for(request)
    asked: set[int] = kept.setdefault(ASKED, set())
    known: dict[int, ContentPage] = kept.setdefault(KNOWN, {})
    missing = wanted - asked
    if missing:
        chosen = Q(pk__in=missing)
        linked = None if asked else pages_linked_here(request)
        if linked is not None:
            chosen |= Q(pk__in=linked)
        found = pages(request.principal).filter(chosen).select_related("locale")
        known |= {page.pk: page for page in found}
        asked |= missing | known.keys()
    return known


def _opening_tag(page: Any) -> str:
    request = current_request()
    if page is None:
        return "<a>"
    if request is None:
        url = page.specific_deferred.get_url()
    else:
        link = link_to(request, page)
        url = link.url if link else None
    return f'<a href="{escape(url)}">' if url else "<a>"
