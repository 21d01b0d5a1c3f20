"""Releases as somebody at work may know of them."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from content.models import Release
from content.sections.held import held_pages
from content.sections.reach import edits_everything


def releases_for(user: Any) -> QuerySet[Release]:
    """The releases somebody made, and those with a page of their sections; all for whoever holds the whole tree."""
    found = Release.objects.select_related("made_by", "scheduled_by")
    if edits_everything(user):
        return found
    theirs = held_pages(user).values("pk")
    return found.filter(
        Q(made_by=user) | Q(pk__in=Release.objects.filter(pages__page__in=theirs).values("pk"))
    )


def release_for(user: Any, release_id: int) -> Release:
    """One of them.

    Raises:
        Http404: where there is none, or it is not for this person.
    """
    found = releases_for(user).filter(pk=release_id).first()
    if found is None:
        raise Http404
    return found


def open_releases_for(user: Any) -> QuerySet[Release]:
    """Those that a page can still be put into, the newest first."""
    return releases_for(user).filter(state__in=(Release.State.GATHERING, Release.State.FAILED))
