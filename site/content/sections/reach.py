"""What somebody at work in Wagtail's admin may know of pages that are not theirs to edit.

Wagtail asks for a right wherever a page is changed. Where it offers pages to choose from, or names one in a message, it
takes it that everybody in the admin may know of every page. Here an editor of a section knows the drafts of their own
section, what their audience keys let them read elsewhere, and the names of the pages above their section, by which they
get to it. Whoever holds the whole tree knows all of it.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from audiences.current import current_request
from audiences.http import GuildhallRequest
from audiences.keys import STAFF
from audiences.selectors import may_read, visible_to
from content.paths import paths_above

ADMIN = "/admin/"

if TYPE_CHECKING:
    from content.models import ContentPage


def is_at_work(request: GuildhallRequest) -> bool:
    """Whether the request is to Wagtail's admin."""
    return request.host_audience == STAFF and request.path.startswith(ADMIN)


def sections_held(user: Any) -> list[Page]:
    """The pages a right of this person begins at; asked for once a request."""
    policy: Any = policy_registry.get_by_type(Page)
    return list(
        {grant.page_id: grant.page for grant in policy.get_cached_permissions_for_user(user)}.values()
    )


def edits_everything(user: Any) -> bool:
    """Whether this person's rights begin at the root of the tree."""
    return bool(user.is_active) and (
        bool(user.is_superuser) or any(page.depth == 1 for page in sections_held(user))
    )


def edits(user: Any, page: Page) -> bool:
    """Whether the page lies in a section of this person's."""
    return edits_everything(user) or any(page.path.startswith(held.path) for held in sections_held(user))


def leads_to(user: Any, page: Page) -> bool:
    """Whether the page lies above a section of this person's."""
    return any(held.path.startswith(page.path) for held in sections_held(user))


def known_pages(request: GuildhallRequest, pages: QuerySet[Any]) -> QuerySet[Any]:
    """Those of ``pages`` that the person at work may know of, the ones above their sections included."""
    if edits_everything(request.user):
        return pages
    held = [page.path for page in sections_held(request.user)]
    theirs = Q(path__in=[above for path in held for above in paths_above(path)])
    for path in held:
        theirs |= Q(path__startswith=path)
    model: Any = apps.get_model("content", "ContentPage")
    read = visible_to(request.principal, model.objects.live())
    known = Page.objects.filter(theirs | Q(pk__in=read.values("pk")))
    # As a list of ids: search engines know no conditions on other tables.
    return pages.filter(pk__in=known.values_list("pk", flat=True))


def knows_all(request: GuildhallRequest, page_ids: Iterable[int], *, by_name: bool = False) -> bool:
    """Whether the person at work may know of all these pages, as far as there are such pages. ``by_name``: it is enough
    to know that the page is there, as for one above their section."""
    if edits_everything(request.user):
        return True
    found = Page.objects.filter(pk__in=list(page_ids)).specific()
    return all(_knows(request, page, by_name=by_name) for page in found)


def title_at_work(page: "ContentPage") -> str:
    """What the page is called in the admin: as its draft has it for those who edit it, as readers have it for others."""
    request = current_request()
    if request is None or edits(request.user, page):
        return page.draft_title or page.title
    if _reads(request, page) or leads_to(request.user, page):
        return page.title
    # Asked last, as it costs a query: somebody can be asked to approve what is not in their section.
    if page.permissions_for_user(request.user).can_edit():
        return page.draft_title or page.title
    return _("A page that is not for you")


def only_as_known(request: GuildhallRequest, page: "ContentPage") -> None:
    """Wagtail's admin finds what an address leads to that an editor has typed as a link, and says its draft's title: here
    the page is given the title that readers have.

    Raises:
        Http404: where the person at work may not know of the page.
    """
    if not _knows(request, page, by_name=False):
        raise Http404
    if not edits(request.user, page):
        page.draft_title = page.title


def _knows(request: GuildhallRequest, page: Any, *, by_name: bool) -> bool:
    return (
        edits(request.user, page)
        or _reads(request, page)
        or (by_name and leads_to(request.user, page))
        or page.permissions_for_user(request.user).can_edit()
    )


def _reads(request: GuildhallRequest, page: Any) -> bool:
    return page.live and hasattr(page, "audience_keys") and may_read(request.principal, page)
