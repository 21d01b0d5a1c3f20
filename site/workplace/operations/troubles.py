"""Everything that needs a person now, as far as one principal may know of it. Each kind is one small function."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.db.models import Count, Exists, F, Min, OuterRef
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from accounts.roles import Role
from audiences.principal import Principal
from forms_engine.files.models import StoredFile
from forms_engine.journeys.models import CannotSend
from forms_engine.journeys.selectors import sendings_that_failed
from forms_engine.notices import wordings
from forms_engine.notices.models import Notice
from forms_engine.requests.data_life.retention import standing_still
from forms_engine.requests.inward.for_people import messages_for
from forms_engine.requests.models import Request, RequestFile
from forms_engine.requests.need_to_know.reviewing import late_for, late_in_the_house
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.rerouting import reruns_to_see_to
from forms_engine.requests.routing import waiting_to_be_routed
from forms_engine.requests.seeing_to import LEADING_ROLES, about_requests_open_to, sees_to_anything
from forms_engine.requests.selectors import MOST_COUNTED, known_to, of_services_open_to, requests_for
from forms_engine.requests.states import FINISHED, RequestState
from workplace.finance.troubles import money_troubles
from workplace.operations import delivery_troubles
from workplace.operations.trouble import (
    SCAN_TAKES,
    SHOWN_FOR,
    WORKER_SILENCE,
    Trouble,
    counted,
)

ANSWERED_WITHIN = timedelta(days=3)


def troubles_for(principal: Principal) -> list[Trouble]:
    """Everything for this principal: the urgent first, then what has waited longest."""
    now = timezone.now()
    # Finance and auditors see what is of money, and nothing of what others see to.
    kinds = KINDS if sees_to_anything(principal) else (_no_worker, money_troubles)
    found = [trouble for kind in kinds for trouble in kind(principal, now)]
    return sorted(found, key=lambda trouble: (not trouble.urgent, trouble.since or now))


def _no_worker(principal: Principal, now: datetime) -> Iterator[Trouble]:
    if ProcrastinateWorker.objects.filter(last_heartbeat__gte=now - WORKER_SILENCE).exists():
        return
    last = ProcrastinateWorker.objects.order_by("-last_heartbeat").values_list("last_heartbeat", flat=True)
    yield Trouble(
        "No worker is running: nothing is delivered, and no letter is sent",
        None,
        last.first(),
        "Ask the operator to start a worker (manage.py worker). Nothing is lost meanwhile.",
        urgent=True,
    )


def _not_routed(principal: Principal, now: datetime) -> Iterator[Trouble]:
    found = waiting_to_be_routed(principal)
    if found is None:
        return
    queue, waiting = found
    how_many = waiting[: MOST_COUNTED + 1].count()
    if how_many:
        yield Trouble(
            "Requests that no route and no rule is for",
            how_many,
            waiting.aggregate(since=Min("created_at"))["since"],
            "Hand them on, and ask an administrator for a routing rule so that the next ones find their way.",
            reverse("queue", args=[queue.slug]),
            f"See {queue.name}",
            queue.team.name,
        )


def _files(principal: Principal, now: datetime) -> Iterator[Trouble]:
    kept = RequestFile.objects.filter(
        Exists(Request.objects.filter(known_to(principal), id=OuterRef("request_id")))
    )
    late = kept.filter(file__scan_state=StoredFile.ScanState.WAITING, file__created_at__lt=now - SCAN_TAKES)
    yield from counted(
        late,
        "file__created_at",
        "Files that nobody has scanned for viruses",
        "Nobody can open them meanwhile. Ask the operator whether the virus scanner (clamd) is running.",
    )
    failed = kept.filter(file__scan_state=StoredFile.ScanState.FAILED).exclude(request__state__in=FINISHED)
    yield from counted(
        failed,
        "file__created_at",
        "Files that could not be scanned",
        "Ask whoever sent them for another copy.",
    )
    infected = kept.filter(deleted_at__gt=now - SHOWN_FOR).exclude(request__state__in=FINISHED)
    yield from counted(
        infected,
        "deleted_at",
        "Files deleted because of a virus, lately",
        "Their senders were asked for clean copies. The requests go on without them.",
    )


def _letters(principal: Principal, now: datetime) -> Iterator[Trouble]:
    failed = Notice.objects.filter(state=Notice.State.DEAD, created_at__gt=now - SHOWN_FOR)
    yield from counted(
        about_requests_open_to(principal, failed),
        "created_at",
        "Emails and text messages that could not be sent",
        "Each was tried for three days, or its address takes nothing. Tell those people another way.",
        reverse("unsent_letters"),
        "See whom they were for",
    )
    if Role.ADMINISTRATOR in principal.roles:
        yield from counted(
            failed.exclude(owner_type=OWNER_TYPE),
            "created_at",
            "Emails and text messages that could not be sent, about no request",
            "Sign-in codes, invitations and letters to staff. Their addresses take nothing, or the mail server is away.",
        )


def _wordings(principal: Principal, now: datetime) -> Iterator[Trouble]:
    """Few, and written by administrators: there is nothing to count in the database."""
    broken = wordings.broken() if Role.ADMINISTRATOR in principal.roles else []
    if broken:
        yield Trouble(
            "Wordings of messages to residents that cannot be sent as they are",
            len(broken),
            None,
            "Our own texts are sent in their place. Open each and save it: it says what is wrong.",
            reverse("wordings:index"),
            "See which",
        )


def _said_by_back_offices(principal: Principal, now: datetime) -> Iterator[Trouble]:
    yield from counted(
        messages_for(principal, now).order_by(),
        "received_at",
        "Messages of back offices that we could not follow",
        "They use a status or name a case that we do not know, or ask for what this request cannot take.",
        reverse("said"),
        "Read them",
    )


def _overdue(principal: Principal, now: datetime) -> Iterator[Trouble]:
    late = requests_for(principal).filter(
        due_on__lt=timezone.localdate(now), finished_at=None, received_at__isnull=False
    )
    yield from counted(
        late,
        "received_at",
        "Requests past the day that we promised",
        "Answer them first. Their customers were told when to expect an answer.",
        reverse("queues"),
        "See your work queues",
    )


def _customers_wait(principal: Principal, now: datetime) -> Iterator[Trouble]:
    written = requests_for(principal).filter(customer_wrote_at__lt=now - ANSWERED_WITHIN, finished_at=None)
    yield from counted(
        written,
        "customer_wrote_at",
        "Messages from customers that nobody has answered for three days",
        "Answer them: their requests say “New message” in their queues.",
        reverse("queues"),
        "See your work queues",
    )
    paid = requests_for(principal).filter(
        state=RequestState.CANCELLED,
        fee_pence__gt=0,
        received_at__isnull=False,
        finished_at__gt=now - SHOWN_FOR,
    )
    yield from counted(
        paid,
        "finished_at",
        "Requests that were cancelled after they were paid for",
        "Decide whether to pay the money back, and tell finance.",
    )


def _urgent(principal: Principal, now: datetime) -> Iterator[Trouble]:
    unread = (
        requests_for(principal)
        .filter(urgent_alerts__isnull=False, first_read_at=None)
        .filter(state__in=[RequestState.RECEIVED, RequestState.SUSPECTED])
        .distinct()
    )
    yield from counted(
        unread,
        "received_at",
        "Urgent requests that nobody has opened",
        "Open them now: somebody may be in danger.",
        reverse("queues"),
        "See your work queues",
        urgent=True,
    )


def _cannot_be_sent(principal: Principal, now: datetime) -> Iterator[Trouble]:
    if principal.roles.isdisjoint({Role.ADMINISTRATOR, Role.JOURNEY_BUILDER, *LEADING_ROLES}):
        return
    failed = sendings_that_failed().filter(
        of_services_open_to(principal, "submission__version__journey__service")
    )
    # One line for a mistake, however many people met it.
    mistakes = failed.order_by("reason", "detail").values(
        "reason",
        "detail",
        journey=F("submission__version__journey__slug"),
        number=F("submission__version__number"),
    )
    for row in mistakes.annotate(people=Count("id"), since=Min("first_at")):
        where = f" Where: {row['detail']}" if row["detail"] else ""
        yield Trouble(
            f"{row['journey']}, version {row['number']}: somebody pressed Send and we could not take it",
            row["people"],
            row["since"],
            f"{CannotSend.Reason(row['reason']).label}. Their answers are kept. Withdraw the version or mend what is "
            f"wrong; then they can send it.{where}",
            urgent=True,
        )


def _reruns(principal: Principal, now: datetime) -> Iterator[Trouble]:
    if Role.ADMINISTRATOR not in principal.roles:
        return
    yield from counted(
        reruns_to_see_to(now - SHOWN_FOR),
        "finished_at",
        "Rules applied again that stopped, or passed requests over, lately",
        "Whoever asked may not any more, or something went wrong with some requests. See why, and apply them again.",
        reverse("routing_reruns"),
        "See what was done",
    )


def _failed_jobs(principal: Principal, now: datetime) -> Iterator[Trouble]:
    if Role.ADMINISTRATOR not in principal.roles:
        return
    failed = ProcrastinateJob.objects.filter(status="failed")
    lately = failed.filter(scheduled_at__gt=now - SHOWN_FOR) | failed.filter(scheduled_at=None)
    yield from counted(
        lately,
        "scheduled_at",
        "Background jobs that failed",
        "Ask the operator to look in the worker's log. It names what failed; the next round tries that again.",
    )


def _broken_glass(principal: Principal, now: datetime) -> Iterator[Trouble]:
    yield from counted(
        late_for(principal, now),
        "at",
        "People who read requests of your team in an emergency, not reviewed for three days",
        "Say of each whether it was right.",
        reverse("glass_reviews"),
        "Review them",
    )
    # What was read, and of which service, is not an administrator's to know.
    yield from counted(
        late_in_the_house(principal, now),
        "at",
        "Requests read in an emergency, which no team lead has reviewed for three days",
        "Remind the leads of the teams whose services are not open. If a restricted service’s lead is no restricted-case "
        "officer, nobody there can review.",
    )


def _kept_too_long(principal: Principal, now: datetime) -> Iterator[Trouble]:
    yield from counted(
        standing_still(requests_for(principal), now),
        "finished_at",
        "Requests kept longer than their retention rule says",
        "Something keeps each of them: a legal hold, a payment, a delivery. They are erased once nothing does.",
        reverse("kept"),
        "See what keeps them",
    )


KINDS: tuple[Callable[[Principal, datetime], Iterator[Trouble]], ...] = (
    _no_worker,
    _urgent,
    _broken_glass,
    delivery_troubles.held_but_received,
    delivery_troubles.dead_letters,
    delivery_troubles.silence,
    _not_routed,
    delivery_troubles.does_not_answer,
    delivery_troubles.settings_will_not_do,
    delivery_troubles.cases_nobody_asks_about,
    delivery_troubles.stopped_destinations,
    delivery_troubles.standing_still,
    delivery_troubles.leases_over,
    money_troubles,
    _files,
    _letters,
    _wordings,
    _said_by_back_offices,
    _overdue,
    _customers_wait,
    _cannot_be_sent,
    _reruns,
    _kept_too_long,
    _failed_jobs,
)
