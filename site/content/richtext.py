"""Links in rich text, as the one asking may follow them.

Wagtail turns ``<a linktype="page" id="7">`` into an address without knowing for whom. This handler knows the request
that is being answered: an address is relative on the reader's own site, an article opens on the reader's own site, and
a page the reader may not see leaves its words without a link. Outside a request it writes what the public may see.
"""

from typing import Any

from django.utils.html import escape
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.rich_text.pages import PageLinkHandler

from audiences.current import current_request
from audiences.principal import Principal
from content.links import link_to, look_up_translations
from content.selectors import pages
from content.shown_files import may_show


class ReadersPageLinkHandler(PageLinkHandler):
    """``linktype="page"``, for the reader at hand."""

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, str]]) -> list[Any]:
        """The pages linked to, ``None`` for each the reader may not see."""
        request = current_request()
        principal = request.principal if request else Principal.public()
        wanted = {attrs.get("id", "") for attrs in attrs_list}
        found = (
            pages(principal).filter(pk__in=[pk for pk in wanted if pk.isdecimal()]).select_related("locale")
        )
        by_id = {str(page.pk): page for page in found}
        if request:
            look_up_translations(request, by_id.values())
        return [by_id.get(attrs.get("id", "")) for attrs in attrs_list]

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
