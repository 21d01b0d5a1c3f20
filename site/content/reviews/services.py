"""Somebody has looked a page over: the next day is set."""

import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from accounts.models import User
from content.models import ContentPage
from content.reviews.months import months_after

ACTION = "guildhall.looked_over"
USUAL_MONTHS = 12


class NotPublished(ValueError):
    """Only what readers get can be found right."""


def next_day(page: ContentPage, today: datetime.date) -> datetime.date:
    """By when the page is looked at again, if it is found right today."""
    return months_after(today, page.review_every or USUAL_MONTHS)


@transaction.atomic
def mark_looked_over(page: ContentPage, by: User, *, again_by: datetime.date | None = None) -> datetime.date:
    """Somebody has read the published page and it is still right: keep that in its history, and set the next day, in all
    its languages. A draft in progress is not touched, and cannot bring the old day back. Answers the next day.

    Raises:
        NotPublished: when it is not published.
    """
    rows = list(
        ContentPage.objects.select_for_update(of=("self",)).filter(translation_key=page.translation_key)
    )
    row = next(one for one in rows if one.pk == page.pk)
    if not row.live:
        raise NotPublished
    now = timezone.now().replace(microsecond=0)
    again = again_by or next_day(row, timezone.localdate(now))
    ContentPage.objects.filter(pk__in=[one.pk for one in rows]).update(review_by=again, looked_over_at=now)
    log(instance=row.specific, action=ACTION, user=by, data={"again_by": again.isoformat()})
    return again
