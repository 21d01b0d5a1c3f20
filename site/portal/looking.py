"""What is new to somebody since they last looked at a request of theirs."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from audiences.principal import Principal
from forms_engine.requests.models import Request, TimelineEntry
from portal.models import Look

# What the team, or a back office, has written or added.
FROM_THE_TEAM = (
    TimelineEntry.Kind.TO_CUSTOMER,
    TimelineEntry.Kind.SAID,
    TimelineEntry.Kind.SAID_LATE,
    TimelineEntry.Kind.FILE_ADDED,
)


def note_look(user: User | None, request: Request) -> None:
    """Remember that a request's page, with all that its customer is shown, was shown to somebody who is signed in. One
    query where nothing is new; for whoever opened it with a code it does nothing."""
    if user is None:
        return
    shown = request.timeline.filter(shown_to_customer=True).order_by("-number").values("number")[:1]
    seen = Look.objects.filter(request=OuterRef("pk"), user=user).values("entry_number")[:1]
    numbers = Request.objects.filter(pk=request.pk).values_list(
        Coalesce(Subquery(shown), 0), Coalesce(Subquery(seen), 0)
    )
    newest, before = numbers[0]
    if newest > before:
        Look.objects.bulk_create(
            [Look(request=request, user=user, entry_number=newest)],
            update_conflicts=True,
            unique_fields=["request", "user"],
            update_fields=["entry_number"],
        )


def new_messages(principal: Principal, requests: QuerySet[Request, Any]) -> QuerySet[TimelineEntry]:
    """What the team wrote about these requests that the principal has not seen on their pages, the newest first; a row for
    each request. The caller has found the requests through a selector."""
    seen = Look.objects.filter(request=OuterRef("request"), user=principal.user).values("entry_number")[:1]
    told = TimelineEntry.objects.filter(
        request__in=requests,
        kind__in=FROM_THE_TEAM,
        shown_to_customer=True,
        number__gt=Coalesce(Subquery(seen), 0),
    )
    newest = told.order_by("request", "-number").distinct("request").values("pk")
    return TimelineEntry.objects.filter(pk__in=newest).select_related("request").order_by("-at", "-pk")
