"""What editors have left behind on a working day: notes, a release being gathered, a draft shared with somebody, links that
lead nowhere and addresses that are still asked for. Reports are not empty with it."""

import uuid
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audiences.keys import PUBLIC
from content.exchange.known import pages_by_path
from content.links_checked.services import BROKEN_AFTER, look_over
from content.models import (
    BrokenLink,
    ContentPage,
    LinkedAddress,
    MissingAddress,
    PageNote,
    Release,
    SharedDraft,
)
from content.notes.services import settle, write_note
from content.releases.gathering import gather, start
from content.shared_drafts.services import share
from demo.fixtures import yaml_of


class Marlshire:
    """Pages by what the fixture calls them. One that somebody has moved or deleted is not found."""

    def __init__(self) -> None:
        self._ids = pages_by_path()

    def page(self, path: str, site: str = PUBLIC) -> ContentPage | None:
        """The page at a path of a site, as its own type."""
        number = self._ids.get(site, {}).get(path)
        return ContentPage.objects.get(pk=number).specific if number else None


@transaction.atomic
def load_governance() -> int:
    """Make each kind of thing where there is none of it. Returns how many things were made."""
    said, places = yaml_of("governance.yaml"), Marlshire()
    return (
        _notes(said["notes"], places)
        + _release(said["release"], places)
        + _shared_draft(said["shared_draft"], places)
        + _links(said["links"], places)
        + _addresses(said["addresses"])
    )


def _notes(said: list[dict[str, Any]], places: Marlshire) -> int:
    if PageNote.objects.exists():
        return 0
    made = 0
    for one in said:
        page = places.page(one["page"], one.get("site", PUBLIC))
        if page is None:
            continue
        by = _person(one["by"])
        note = write_note(page, one["text"], by)
        if "done_days_ago" in one:
            settle(page, note.pk, by)
            PageNote.objects.filter(pk=note.pk).update(done_at=_days_ago(one["done_days_ago"]))
        PageNote.objects.filter(pk=note.pk).update(at=_days_ago(one["days_ago"]))
        made += 1
    return made


def _release(said: dict[str, Any], places: Marlshire) -> int:
    if Release.objects.exists():
        return 0
    by = _person(said["by"])
    release = start(name=said["name"], by=by)
    for one in said["pages"]:
        page = places.page(one["page"])
        if page is None:
            continue
        if not one.get("take_down") and not page.has_unpublished_changes:
            page.summary = one["summary"]
            page.save_revision(user=by)
        gather(release, page, take_down=bool(one.get("take_down")))
    Release.objects.filter(pk=release.pk).update(made_at=_days_ago(said["days_ago"]))
    return 1


def _shared_draft(said: dict[str, Any], places: Marlshire) -> int:
    pages = [page for path in said["pages"] if (page := places.page(path))]
    if SharedDraft.objects.exists() or not pages:
        return 0
    # The secret is shown once, to whoever makes a link: nobody is there to see this one.
    made, _secret = share(
        id=uuid.uuid4(), name=said["name"], pages=pages, by=_person(said["by"]), days=int(said["days"])
    )
    made_at = _days_ago(said["days_ago"])
    SharedDraft.objects.filter(pk=made.pk).update(
        made_at=made_at,
        expires_at=made_at + timedelta(days=int(said["days"])),
        opened_at=_days_ago(said["opened_days_ago"]),
    )
    return 1


def _links(said: list[dict[str, Any]], places: Marlshire) -> int:
    if BrokenLink.objects.exists() or LinkedAddress.objects.exists():
        return 0
    for one in said:
        if page := places.page(one["page"]):
            # As the job of the night would have found it; it asks again, and mends what answers.
            LinkedAddress.objects.create(
                url=one["url"], why=one["why"], failures=BROKEN_AFTER, asked_at=timezone.now()
            )
            look_over([page.pk])
            BrokenLink.objects.filter(page=page, url=one["url"]).update(found_at=_days_ago(one["days_ago"]))
    return BrokenLink.objects.count()


def _addresses(said: list[dict[str, Any]]) -> int:
    if MissingAddress.objects.exists():
        return 0
    today = timezone.localdate()
    rows = [
        MissingAddress(
            audience=one.get("site", PUBLIC),
            path=one["path"],
            day=today - timedelta(days=ago),
            times=int(times),
        )
        for one in said
        for ago, times in enumerate(one["a_day"])
    ]
    return len(MissingAddress.objects.bulk_create(rows))


def _person(email: str) -> User:
    return User.objects.get(email=email)


def _days_ago(days: str) -> Any:
    return timezone.now() - timedelta(days=int(days))
