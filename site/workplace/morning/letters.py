"""Writing the morning's email: once on each working day, to every officer for whom something waits and who wants it."""

from datetime import date, datetime, time
from functools import partial

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import RoleGrant, User
from audiences.admission import admit
from audiences.keys import STAFF
from audiences.principal import Principal
from forms_engine.catalogue.selectors import absence_of
from forms_engine.notices.models import Notice
from forms_engine.notices.services import send_email
from forms_engine.requests.selectors import OFFICER_ROLES, is_officer
from forms_engine.requests.working_days import council_days
from forms_engine.rounds import going_on
from workplace.models import NoMorningLetter
from workplace.morning.waiting import waits_for

SUBJECT = "work.morning"
URLS = "config.urls.staff"  # the worker has none of its own
BEGINS, ENDS = time(7, 30), time(10)  # a worker that was down makes up for it as long as it is morning


def write_letters(now: datetime) -> int:
    """Write to everybody for whom something waits, by the council's own clock and on its working days. Called as often as
    you like, each gets one letter a day; answers how many.

    Raises:
        RoundNotWhole: when some could not be written.
    """
    local = timezone.localtime(now)
    if not BEGINS <= local.time() < ENDS or not council_days().is_working_day(local.date()):
        return 0
    officers = RoleGrant.objects.filter(role__in=OFFICER_ROLES).values("user")
    people = User.objects.filter(pk__in=officers, is_staff=True, is_active=True).exclude(email=None)
    wanted = people.exclude(pk__in=NoMorningLetter.objects.values("user")).order_by("pk")
    with going_on("morning letters") as attempt:
        return sum(
            attempt(pk, partial(_write, pk, local.date(), now))
            for pk in list(wanted.values_list("pk", flat=True))
        )


@transaction.atomic
def _write(person_id: int, day: date, now: datetime) -> int:
    # Of two workers at once the second waits here, and finds the letter.
    person = User.objects.select_for_update().get(pk=person_id)
    owner_id = f"{person.pk}:{day.isoformat()}"
    if Notice.objects.filter(owner_type=SUBJECT, owner_id=owner_id).exists() or absence_of(person, now):
        return 0
    principal = admit(person, STAFF)
    lines = waits_for(principal) if principal else []
    if not lines:
        return 0
    letter = send_email(
        owner_type=SUBJECT,
        owner_id=owner_id,
        subject=SUBJECT,
        recipient=person.email or "",
        context={"lines": lines, "link": _link("queues"), "switch": _link("morning_letter")},
    )
    return int(letter is not None)


def wants_letter(principal: Principal) -> bool:
    """Whether this officer gets the letter when something waits."""
    return is_officer(principal) and not NoMorningLetter.objects.filter(user=principal.user).exists()


def switch(principal: Principal, *, on: bool) -> None:
    """Turn one's own letter on or off; said again, it is the same. Nobody but officers has one."""
    if not is_officer(principal) or principal.user is None:
        return
    if on:
        NoMorningLetter.objects.filter(user=principal.user).delete()
    else:
        NoMorningLetter.objects.get_or_create(user=principal.user)


def _link(name: str) -> str:
    return f"{settings.ENVIRONMENT.origin('staff')}{reverse(name, urlconf=URLS)}"
