"""From a change of content to a delivery for each subscription it concerns, in the transaction of the change.

A subscription hears of a page what its audience could read before, or can read now, and nothing else: what leaves its
audience is told as unpublished, with the addresses where it was; where it went to is not said.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from content.changes import Change
from content.models import ContentPage
from content.paths import path_above
from content.telling import addresses_of
from content_api.models import Subscription
from content_api.page_types import TYPE_NAMES
from content_api.webhooks.events import EventType, PageChanged
from content_api.webhooks.services import write_event
from content_api.webhooks.showing import pages_that_say_something_of

EVENTS: dict[str, EventType] = {
    "published": "content.published",
    "unpublished": "content.unpublished",
    "moved": "content.moved",
    "deleted": "content.deleted",
}


def tell_subscribers(change: Change) -> None:
    """Write a delivery for every subscription whose audience is concerned. A listener of ``content.changes``."""
    concerned = [
        one
        for one in Subscription.objects.filter(active=True).order_by("pk")
        if not one.keys.isdisjoint(change.before | change.after)
    ]
    if not concerned:
        return
    page = ContentPage.objects.select_related("locale").filter(pk=change.page_id).first()
    followers, showing = list(_followers(change)), list(pages_that_say_something_of(change))
    for subscription in concerned:
        _tell(subscription, change, page, followers, showing)


def _tell(
    subscription: Subscription,
    change: Change,
    page: ContentPage | None,
    followers: list[ContentPage],
    showing: list[ContentPage],
) -> None:
    keys = subscription.keys
    could, can = not keys.isdisjoint(change.before), not keys.isdisjoint(change.after)
    event = _event(change, could, can)
    own = [
        *(change.paths_before if could else ()),
        *(change.paths_after if can else ()),
    ]
    own += [
        path
        for follower in followers
        if _concerns(follower, keys, lost=could and not can)
        for path in addresses_of(follower)
    ]
    paths = list(dict.fromkeys(path for audience, path in own if audience == subscription.audience))
    if not paths:
        return
    above = [_above(path) for path in paths]
    shown_on = [
        path
        for one in showing
        if _concerns(one, keys, lost=False)
        for audience, path in addresses_of(one)
        if audience == subscription.audience
    ]
    write_event(
        subscription,
        event,
        PageChanged(
            id=change.page_id,
            translation_key=change.translation_key,
            kind=_kind(page),
            language=page.locale.language_code if page is not None and can else "",
            paths=list(dict.fromkeys([*paths, *above, *shown_on])),
            and_below=change.kind != "published" or change.before != change.after,
        ),
    )


def _event(change: Change, could: bool, can: bool) -> EventType:
    """What the change is to this audience, whatever it is to others."""
    if could and not can:
        return "content.deleted" if change.kind == "deleted" else "content.unpublished"
    if can and not could:
        return "content.published"
    return EVENTS[change.kind]


def _followers(change: Change) -> Iterator[ContentPage]:
    """The page's aliases and its translations, which may change with it."""
    found = ContentPage.objects.filter(live=True).filter(
        Q(translation_key=change.translation_key) | Q(alias_of=change.page_id)
    )
    yield from found.exclude(pk=change.page_id).select_related("locale")


def _concerns(follower: ContentPage, keys: frozenset[str], *, lost: bool) -> bool:
    """Whether the audience can read the follower or, where it lost the page, could have: it can read what is above."""
    if not keys.isdisjoint(follower.audience_keys):
        return True
    if not lost:
        return False
    above: Any = ContentPage.objects.filter(path=path_above(follower.path), live=True).first()
    return above is not None and not keys.isdisjoint(above.audience_keys)


def _kind(page: ContentPage | None) -> str:
    if page is None:
        return "page"
    return TYPE_NAMES.get(page.specific_class, page.specific_class._meta.model_name.removesuffix("page"))


def _above(path: str) -> str:
    """The address of the list a page is in: that of the page above it."""
    return path.rstrip("/").rpartition("/")[0] + "/"
