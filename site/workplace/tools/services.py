"""Keeping an address at hand, and letting go of it again."""

from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet

from accounts.models import User
from workplace.models import Bookmark

MOST = 60  # bookmarks of one person
LONGEST_TITLE = 120


class TooMany(ValueError):
    """Somebody has as many bookmarks as anybody may have."""


class NoTitle(ValueError):
    """A bookmark needs a name."""


@transaction.atomic
def keep(user: User, title: str, url: str) -> Bookmark:
    """Keep an address, which ``addresses.address_in`` has seen to, as the last of the person's bookmarks. The same address
    twice is once, under its first name.

    Raises:
        TooMany: when they have as many as they may.
        NoTitle: when it has no name.
    """
    own = _own(user)
    if there := own.filter(url=url).first():
        return there
    if own.count() >= MOST:
        raise TooMany
    last = own.aggregate(last=Max("place"))["last"]
    return Bookmark.objects.create(
        user=user, title=_title(title), url=url, place=0 if last is None else last + 1
    )


@transaction.atomic
def rename(user: User, bookmark_id: UUID, title: str) -> Bookmark:
    """Call a bookmark something else.

    Raises:
        Bookmark.DoesNotExist: when it is not theirs.
        NoTitle: when nothing is left of the name.
    """
    bookmark = _own(user).get(pk=bookmark_id)
    bookmark.title = _title(title)
    bookmark.save(update_fields=["title"])
    return bookmark


@transaction.atomic
def move(user: User, bookmark_id: UUID, by: int) -> Bookmark:
    """Move a bookmark that many places down, or up where ``by`` is below 0; not beyond an end of the list.

    Raises:
        Bookmark.DoesNotExist: when it is not theirs.
    """
    found = list(_own(user))
    place = next((index for index, one in enumerate(found) if one.pk == bookmark_id), None)
    if place is None:
        raise Bookmark.DoesNotExist
    moved = found.pop(place)
    found.insert(max(0, place + by), moved)
    for index, one in enumerate(found):
        one.place = index
    Bookmark.objects.bulk_update(found, ["place"])
    return moved


@transaction.atomic
def let_go(user: User, bookmark_id: UUID) -> None:
    """Delete a bookmark; one that is gone already is no error."""
    _own(user).filter(pk=bookmark_id).delete()


@transaction.atomic
def let_go_of(user: User, url: str) -> None:
    """Delete the bookmark of this address, if there is one."""
    _own(user).filter(url=url).delete()


def forget(user: User) -> None:
    """Delete all that somebody kept: their account is closed for good."""
    Bookmark.objects.filter(user=user).delete()


def _own(user: User) -> QuerySet[Bookmark]:
    """The person's bookmarks, in their order. Nobody else changes them until the transaction ends."""
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    return Bookmark.objects.filter(user=user)


def _title(said: str) -> str:
    title = " ".join(said.replace("\0", "").split())[:LONGEST_TITLE]
    if not title:
        raise NoTitle
    return title
