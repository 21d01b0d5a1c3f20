"""Telling the parts above what a save, a move or a removal changed for readers (``content.changes``)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from wagtail.models import Page, Site

from content.changes import Change, Kind, tell

# What is saved by these names alone belongs to drafts and locks: readers get the same as before.
NO_CHANGE = frozenset(
    {
        "wagtail_admin_comments",
        "draft_title",
        "go_live_at",
        "expire_at",
        "has_unpublished_changes",
        "latest_revision",
        "latest_revision_created_at",
        "locked",
        "locked_at",
        "locked_by",
        "owner",
    }
)


@dataclass(frozen=True, slots=True)
class State:
    """What readers can get of a page: who (nobody, while it is not published) and where."""

    keys: frozenset[str] = frozenset()
    paths: tuple[tuple[str, str], ...] = ()


def state_of(page_id: int | None, model: Any = None) -> State:
    """The state of a page as the database has it now; of a page that is not there, or is a draft, the empty one.

    ``model``: the page's own, where the one asking knows it, which saves asking for it.
    """
    model = model or apps.get_model("content", "ContentPage")
    found = model.objects.filter(pk=page_id, live=True).first() if page_id else None
    return State(frozenset(found.audience_keys), addresses_of(found)) if found else State()


def changes_what_is_read(update_fields: Iterable[str] | None) -> bool:
    """Whether saving these fields (all, if ``None``) can change what readers get."""
    return update_fields is None or not NO_CHANGE.issuperset(update_fields)


def audience_of_site(page: Page) -> str:
    """The audience of the host a page is found at; "" for one outside every site."""
    for root in Site.get_site_root_paths():
        if page.url_path.startswith(root.root_path):
            return settings.ENVIRONMENT.hosts.get(urlsplit(root.root_url).hostname or "", "")
    return ""


def addresses_of(page: Page) -> tuple[tuple[str, str], ...]:
    """Where a page is found: audience of the host, path. A page outside every site is mounted on all of them."""
    parts = page.specific.get_url_parts()
    if parts is None or not parts[2]:
        return ()
    hosts = settings.ENVIRONMENT.hosts
    if not any(page.url_path.startswith(root.root_path) for root in Site.get_site_root_paths()):
        return tuple((audience, parts[2]) for audience in sorted(hosts.values()))
    audience = hosts.get(urlsplit(parts[1]).hostname or "")
    return ((audience, parts[2]),) if audience else ()


def tell_of(page: Page, before: State, after: State, *, moved: bool = False) -> None:
    """Tell of one page, if readers got something before or do now. ``moved``: nothing but its place has changed."""
    if before == State() == after:
        return
    kind: Kind = "published"
    if after == State():
        kind = "unpublished"
    elif moved and before != State():
        kind = "moved"
    _tell(page, kind, before, after)


def tell_of_removal(page: Page, before: State) -> None:
    """Tell that a page is being deleted, if readers could get it."""
    if before != State():
        _tell(page, "deleted", before, State())


def _tell(page: Page, kind: Kind, before: State, after: State) -> None:
    tell(
        Change(
            kind=kind,
            page_id=page.pk,
            translation_key=str(page.translation_key),
            before=before.keys,
            after=after.keys,
            paths=tuple(dict.fromkeys((*before.paths, *after.paths))),
            paths_before=before.paths,
            paths_after=after.paths,
        )
    )
