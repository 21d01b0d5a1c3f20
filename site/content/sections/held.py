"""The pages of the sections somebody holds, drafts included: what the admin's screens are about."""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.http import Http404

from content.sections.reach import edits_everything, sections_held

if TYPE_CHECKING:
    from content.models import ContentPage


def held_pages(user: Any) -> "QuerySet[ContentPage]":
    """Every page, published or not, in the sections of this person; all pages for whoever holds the whole tree."""
    model: Any = apps.get_model("content", "ContentPage")
    pages: QuerySet[ContentPage] = model.objects.all()
    if edits_everything(user):
        return pages
    theirs = Q(pk__in=[])
    for section in sections_held(user):
        theirs |= Q(path__startswith=section.path)
    return pages.filter(theirs)


def page_held(user: Any, page_id: int, *, publishes: bool = False) -> "ContentPage":
    """A page that this person may change, or publish.

    Raises:
        Http404: where there is none, or it is not theirs: nothing is said of it, not even that it is there.
    """
    found = held_pages(user).filter(pk=page_id).first()
    if found is None:
        raise Http404
    page: ContentPage = found.specific
    permissions = page.permissions_for_user(user)
    if not (permissions.can_publish() if publishes else permissions.can_edit()):
        raise Http404
    return page


def sections_to_choose(user: Any) -> "list[ContentPage]":
    """The sections of the sites in which this person has pages, by title, for a filter: the pages right below a home."""
    model: Any = apps.get_model("content", "ContentPage")
    below_homes = model.objects.filter(depth=3).select_related("locale")
    if edits_everything(user):
        return list(below_homes.order_by("title"))
    theirs = Q(pk__in=[])
    for held in sections_held(user):
        # Theirs is the section, part of it, or all of the site.
        theirs |= Q(path=held.path[:12]) if held.depth >= 3 else Q(path__startswith=held.path)
    return list(below_homes.filter(theirs).order_by("title"))
