"""Letters to those who answer for pages: two weeks before the day, on the day, and each month after it.

A step that the worker slept through is not made up for: who is reminded late gets the step that has come by then. Each
step is written down with its letter, so that it is never written twice.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from itertools import count

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from content.models import ContentPage, ReviewReminder
from content.reviews.months import months_after
from content.reviews.selectors import reviewed_here
from forms_engine.notices.services import send_email

OWNER_TYPE = "content.review"
BEFORE = datetime.timedelta(days=14)
MOST_IN_A_LETTER = 50


@dataclass(frozen=True, slots=True)
class _Due:
    page: ContentPage
    step: int
    has_account: bool


def step_on(today: datetime.date, review_by: datetime.date) -> int | None:
    """The last step that has come: -1 from two weeks before, 0 from the day, 1 from a month after, and so on."""
    if today < review_by - BEFORE:
        return None
    if today < review_by:
        return -1
    return next(months for months in count() if today < months_after(review_by, months + 1))


def write_to_owners(today: datetime.date) -> int:
    """Write to everybody who answers for pages whose next step has come: one letter a person, with all of theirs. Answers
    how many letters were written."""
    return sum(_write(recipient, due, today) for recipient, due in _by_recipient(today).items())


def _by_recipient(today: datetime.date) -> dict[str, list[_Due]]:
    pages = reviewed_here(ContentPage.objects.filter(review_by__lte=today + BEFORE))
    told = set(
        ReviewReminder.objects.filter(page__in=pages.values("pk")).values_list("page", "review_by", "step")
    )
    found: dict[str, list[_Due]] = defaultdict(list)
    for page in pages.select_related("content_owner").order_by("review_by", "pk"):
        assert page.review_by is not None
        step, account = step_on(today, page.review_by), page.content_owner
        active = account.email if account and account.is_active else None
        # Somebody named beside an account is who looks after it day by day.
        recipient = page.owner_email or active
        if recipient and step is not None and (page.pk, page.review_by, step) not in told:
            found[recipient].append(_Due(page, step, recipient == active))
    return found


def _write(recipient: str, due: list[_Due], today: datetime.date) -> bool:
    listed = due[:MOST_IN_A_LETTER]
    try:
        with transaction.atomic():
            ReviewReminder.objects.bulk_create(
                ReviewReminder(page=one.page, review_by=one.page.review_by, step=one.step) for one in due
            )
            send_email(
                owner_type=OWNER_TYPE,
                owner_id=f"{due[0].page.pk}:{today.isoformat()}",
                subject="content.review-due",
                recipient=recipient,
                context={
                    "pages": [
                        {
                            "title": one.page.title,
                            "review_by": one.page.review_by,
                            "is_late": one.step > 0,
                            "link": _link(one),
                        }
                        for one in listed
                    ],
                    "number": len(due),
                    "more": len(due) - len(listed),
                    "has_account": due[0].has_account,
                },
            )
    except IntegrityError:
        # Another worker was quicker.
        return False
    return True


def _link(one: _Due) -> str:
    """Where its owner reads it: with an account where they say so, without one where everybody reads it."""
    if not one.has_account:
        return one.page.specific.full_url or ""
    path = reverse("page_looked_over", args=[one.page.pk], urlconf=settings.HOST_URLCONFS["staff"])
    return f"{settings.ENVIRONMENT.origin('staff')}{path}"
