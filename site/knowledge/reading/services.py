"""Asking people to read an article or another page, and taking their word that they did."""

import datetime
from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from accounts.models import User
from audiences.principal import Principal
from content.models import ContentPage
from forms_engine.catalogue.models import Team
from knowledge.reading import selectors
from knowledge.reading.models import Reading, Receipt
from partners.models import Organisation

DAYS_TO_READ_AGAIN = 14  # at least, after a change that has to be read again


class NotPublished(ValueError):
    """Nobody can be asked to read what is not published."""


class AskedNobody(ValueError):
    """Neither all staff nor a team nor an organisation was named."""


class NotAsked(LookupError):
    """The person is not asked to read this, or there is no such page for them."""


class HasChanged(ValueError):
    """Another revision has been published since the page was shown."""


@transaction.atomic
def ask_to_read(
    page: ContentPage,
    *,
    due_on: datetime.date,
    by: User | None,
    all_staff: bool = False,
    teams: Iterable[Team] = (),
    organisations: Iterable[Organisation] = (),
) -> Reading:
    """Ask these people to read the page by a day, or change what is asked of whom. Confirmations given already go on
    counting; after ``end_reading``, asking starts anew.

    Raises:
        NotPublished: when it is not published.
        AskedNobody: when nobody is named.
    """
    teams, organisations = list(teams), list(organisations)
    if not page.live:
        raise NotPublished
    if not (all_staff or teams or organisations):
        raise AskedNobody
    anew = {"asked_at": timezone.now(), "asked_revision": page.live_revision_id or 0, "ended_at": None}
    reading, _is_new = Reading.objects.select_for_update().get_or_create(
        page_id=page.pk, defaults={"due_on": due_on, **anew}
    )
    changes = {"all_staff": all_staff, "due_on": due_on, "asked_by": by}
    for name, value in {**changes, **(anew if reading.ended_at else {})}.items():
        setattr(reading, name, value)
    reading.save()
    reading.teams.set(teams)
    reading.organisations.set(organisations)
    return reading


def end_reading(reading: Reading) -> None:
    """Ask nobody any more. Receipts stay."""
    Reading.objects.filter(pk=reading.pk, ended_at=None).update(ended_at=timezone.now())


def page_published(page: Any) -> None:
    """Called whenever a page with the tick ``ask_again`` is saved: where its editor ticked that the change has to be read
    again, every confirmation lapses, once for that revision. The original decides, not its translations."""
    if not page.live or not page.ask_again or page.locale_id != Locale.get_default().pk:
        return
    reading = Reading.objects.select_for_update().filter(page=page.pk, ended_at=None).first()
    if reading is None or not page.live_revision_id or reading.asked_revision == page.live_revision_id:
        return
    reading.asked_revision = page.live_revision_id
    reading.asked_at = timezone.now()
    reading.due_on = max(reading.due_on, timezone.localdate() + datetime.timedelta(days=DAYS_TO_READ_AGAIN))
    reading.save(update_fields=["asked_revision", "asked_at", "due_on"])


@transaction.atomic
def confirm_read(principal: Principal, find: Callable[[], ContentPage | None], revision: int) -> Receipt:
    """Keep the person's word that they have read and understood a page as it was shown to them. Twice is once.

    Args:
        find: gives the page as readers have it at that moment, cut to what the person may read; asked once more when
            nobody can publish it any more.
        revision: the published revision that was on their screen.

    Raises:
        NotAsked: when they are not asked to read it, or may not.
        HasChanged: when the page is another one by now; nothing was kept.
    """
    page = find() if principal.user is not None else None
    asked = selectors.row_of(principal, page) if page else None
    if asked is None or principal.user is None:
        raise NotAsked
    # Publishing asks again on this row: who confirms at that moment is either before it or sees the change.
    reading = Reading.objects.select_for_update().get(pk=asked.pk)
    shown = find()
    if shown is None or selectors.revision_of(shown) != revision or reading.ended_at:
        raise HasChanged
    receipt, _new = Receipt.objects.get_or_create(
        page_id=reading.page_id, user=principal.user, revision=revision, asked_at=reading.asked_at
    )
    return receipt
