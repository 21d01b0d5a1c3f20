"""Telling people, at least once, under one id, without holding up what they are told of."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from forms_engine.notices import sms, tasks, texts
from forms_engine.notices.bounces import came_back, wiped
from forms_engine.notices.calendars import Invitation, enclose
from forms_engine.notices.models import Notice
from forms_engine.notices.refusals import refused_for_good

logger = logging.getLogger(__name__)

ACCOUNTS = "account"  # the owner type of what the ground floor tells

LEASE = timedelta(seconds=60)
GIVE_UP_AFTER = timedelta(hours=72)
DELAYS = (10, 60, 300, 900, 3600)  # seconds; the last one repeats


def send_email(
    *,
    owner_type: str,
    owner_id: str,
    subject: str,
    recipient: str,
    context: Mapping[str, object],
    language: str = "en",
    secret: bool = False,
    forgets_recipient: bool = False,
    invitation: Invitation | None = None,
    service: int | None = None,
    unsubscribe: str = "",
) -> Notice | None:
    """Write an email in the caller's transaction; the worker sends it after commit.

    ``subject`` names what it tells and so the template ``notices/<subject>.txt``, or the letter in another language,
    ``notices/<language>/<subject>.txt``, where there is one. Its first line is the email's subject line. In its place
    stand an administrator's words for the ``service``, where they wrote some (``wordings``). Without a recipient nothing
    is written: nobody has to have an email address. An ``invitation`` goes with it for its reader's calendar. It ``forgets_recipient``, once sent or given up, where the address was given for this once.
    ``unsubscribe`` is the address that ends such emails at one click, for those that somebody asked for.
    """
    if not recipient:
        return None
    heading, body = texts.email_text(subject, language, context, service)
    return _write(
        owner_type=owner_type,
        owner_id=owner_id,
        subject=subject,
        recipient=recipient,
        heading=heading,
        body=body,
        secret=secret,
        forgets_recipient=forgets_recipient,
        calendar=invitation.text if invitation else "",
        calendar_method=invitation.method if invitation else "",
        unsubscribe=unsubscribe,
    )


def send_sms(
    *,
    owner_type: str,
    owner_id: str,
    subject: str,
    recipient: str,
    context: Mapping[str, object],
    language: str = "en",
    secret: bool = False,
    forgets_recipient: bool = False,
    service: int | None = None,
) -> Notice | None:
    """Write a text message in the caller's transaction, as ``send_email`` does an email. ``recipient`` is a number in
    E.164; the template is ``notices/<subject>.sms.txt``, all of it the text."""
    if not recipient:
        return None
    return _write(
        owner_type=owner_type,
        owner_id=owner_id,
        subject=subject,
        channel=Notice.Channel.SMS,
        recipient=recipient,
        body=texts.sms_text(subject, language, context, service),
        secret=secret,
        forgets_recipient=forgets_recipient,
    )


def send_account_message(
    *,
    owner_id: str,
    subject: str,
    channel: str,
    recipient: str,
    language: str,
    secret: bool,
    context: Mapping[str, object],
) -> None:
    """Write what the ground floor has to tell (``accounts.messages``)."""
    write = send_sms if channel == Notice.Channel.SMS else send_email
    write(
        owner_type=ACCOUNTS,
        owner_id=owner_id,
        subject=subject,
        recipient=recipient,
        context=context,
        language=language,
        secret=secret,
    )


def forget_account_messages() -> int:
    """Delete what the ground floor told more than a month ago: anybody can have a code sent to anybody, and their
    addresses are not ours to keep. Answers how many there were."""
    long_ago = timezone.now() - timedelta(days=30)
    over = Notice.objects.filter(owner_type=ACCOUNTS, created_at__lt=long_ago)
    return over.exclude(state=Notice.State.READY).delete()[0]


def _write(**fields: Any) -> Notice:
    notice = Notice.objects.create(**fields, next_at=timezone.now())
    tasks.send.defer(notice_id=str(notice.id))
    return notice


def send(notice_id: str) -> None:
    """Try to send one notice if it is due and nobody else has it."""
    notice = _claim(notice_id)
    if notice is None:
        return
    try:
        if notice.channel == Notice.Channel.SMS:
            provider_id = sms.provider().send(notice.recipient, notice.body, str(notice.id))
        else:
            provider_id = ""
            _as_email(notice).send()
    except Exception as error:
        # Recorded first, so that it is tried again and seen; what is not the other side's doing then goes on.
        _record_failure(notice, error)
        if not isinstance(error, OSError | SMTPException | sms.TemporaryFailure | sms.PermanentFailure):
            raise
    else:
        _record_sent(notice.id, provider_id)


def _as_email(notice: Notice) -> EmailMultiAlternatives:
    email = EmailMultiAlternatives(
        subject=notice.heading,
        body=notice.body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[notice.recipient],
        headers={
            "Message-ID": f"<{notice.id}@{settings.ENVIRONMENT.base_domain}>",
            "Auto-Submitted": "auto-generated",
            **_one_click(notice.unsubscribe),
        },
    )
    if notice.calendar:
        enclose(email, Invitation(notice.calendar_method, notice.calendar))
    return email


def _one_click(address: str) -> dict[str, str]:
    """What mail programs need to offer their own button that ends such emails (RFC 8058)."""
    if not address:
        return {}
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


@transaction.atomic
def _claim(notice_id: str) -> Notice | None:
    now = timezone.now()
    notice = (
        Notice.objects.select_for_update(skip_locked=True)
        .filter(Q(leased_until=None) | Q(leased_until__lt=now), id=notice_id, state=Notice.State.READY)
        .filter(next_at__lte=now)
        .first()
    )
    if notice is not None:
        notice.leased_until = now + LEASE
        notice.attempts_made += 1
        notice.save(update_fields=["leased_until", "attempts_made"])
    return notice


def _record_failure(notice: Notice, error: Exception) -> None:
    """Have it tried again; or no more, where nobody takes it or it has been tried for three days."""
    why, now = refused_for_good(error), timezone.now()
    if isinstance(error, sms.NoProvider):
        _give_up(notice, type(error).__name__)
    elif why or now - notice.created_at > GIVE_UP_AFTER:
        came_back(
            notice.id,
            why or f"Not taken for three days ({type(error).__name__})",
            permanent=True,
            attempt=notice.attempts_made,
        )
    else:
        _try_again(notice, type(error).__name__, now)


@transaction.atomic
def _try_again(notice: Notice, error: str, now: datetime) -> None:
    delay = DELAYS[min(notice.attempts_made, len(DELAYS)) - 1]
    due = now + timedelta(seconds=delay)
    if _mine(notice).update(leased_until=None, last_error=error, next_at=due):
        tasks.send.configure(schedule_at=due).defer(notice_id=str(notice.id))


def _give_up(notice: Notice, error: str) -> None:
    """Nothing is wrong with its address: whoever it is about is not asked to see to that."""
    over: dict[str, Any] = {"leased_until": None, "last_error": error, "next_at": None}
    if _mine(notice).update(state=Notice.State.DEAD, **over, **wiped(notice)):
        logger.error("notice %s could not be sent", notice.id)


def _mine(notice: Notice) -> QuerySet[Notice]:
    """The notice, unless our lease ran out and somebody else took it over: their word counts then."""
    return Notice.objects.filter(id=notice.id, state=Notice.State.READY, attempts_made=notice.attempts_made)


@transaction.atomic
def _record_sent(notice_id: UUID, provider_id: str) -> None:
    """It is sent, also where somebody else took it over meanwhile: ours is the better news."""
    notice = Notice.objects.select_for_update().filter(id=notice_id).first()
    if notice is None or notice.state != Notice.State.READY:
        return  # its owner may have been erased while it was on its way
    Notice.objects.filter(id=notice_id).update(
        state=Notice.State.SENT,
        sent_at=timezone.now(),
        next_at=None,
        leased_until=None,
        last_error="",
        provider_id=provider_id,
        **wiped(notice),
    )


def sweep(limit: int = 500) -> int:
    """Send off again what is overdue by more than its lease; answers how many there were."""
    now = timezone.now()
    ids = list(
        Notice.objects.filter(Q(leased_until=None) | Q(leased_until__lt=now))
        .filter(state=Notice.State.READY, next_at__lt=now - LEASE)
        .order_by("next_at")
        .values_list("id", flat=True)[:limit]
    )
    for notice_id in ids:
        tasks.send.defer(notice_id=str(notice_id))
    return len(ids)
