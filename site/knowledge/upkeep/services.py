"""Keeping articles right: the review, and the weekly letter to those whose articles are due."""

import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from forms_engine.notices.models import Notice
from forms_engine.notices.services import send_email
from knowledge.models import ArticlePage
from knowledge.upkeep import selectors
from knowledge.upkeep.cycle import months_after
from knowledge.upkeep.models import Review

OWNER_TYPE = "knowledge.review"


class NotPublished(ValueError):
    """Only what readers get can be found right."""


@transaction.atomic
def mark_reviewed(article: ArticlePage, by: User | None) -> Review:
    """Somebody has read the published article and it is still right: keep that, and set the next date by its cycle. A
    draft in progress is not touched.

    Raises:
        NotPublished: when it is not published.
    """
    row = ArticlePage.objects.select_for_update(of=("self",)).get(pk=article.pk)
    if not row.live:
        raise NotPublished
    today = timezone.localdate()
    next_on = months_after(today, row.review_months)
    ArticlePage.objects.filter(pk=row.pk).update(review_by=next_on, last_reviewed_on=today)
    return Review.objects.create(
        article=row, revision=row.live_revision_id or 0, reviewed_by=by, next_on=next_on
    )


def write_to_owners(today: datetime.date) -> int:
    """Write to everybody who owns articles that are due or overdue: one letter a person and week, however often this is
    called. Answers how many letters were written."""
    year, week, _day = today.isocalendar()
    written = 0
    for owner, articles in selectors.due_by_owner(today):
        if owner is None or not owner.email or not owner.is_active:
            continue
        key = f"{owner.pk}:{year}-{week}"
        with transaction.atomic():
            # Two workers at the same moment: the second waits for the person's row and finds the letter.
            User.objects.select_for_update().get(pk=owner.pk)
            if Notice.objects.filter(owner_type=OWNER_TYPE, owner_id=key).exists():
                continue
            context = {
                "articles": [
                    {
                        "title": one.title,
                        "review_by": one.review_by,
                        "is_late": one.is_late,
                        "link": _link(one.id),
                    }
                    for one in articles
                ]
            }
            send_email(
                owner_type=OWNER_TYPE,
                owner_id=key,
                subject="knowledge.review-due",
                recipient=owner.email,
                context=context,
            )
            written += 1
    return written


def _link(article_id: int) -> str:
    path = reverse("wagtailadmin_pages:edit", args=[article_id], urlconf=settings.HOST_URLCONFS["staff"])
    return f"{settings.ENVIRONMENT.origin('staff')}{path}"
