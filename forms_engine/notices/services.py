"""Telling people, at least once, under one id, without holding up what they are told of."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from smtplib import SMTPException
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation

from forms_engine.notices import sms, tasks
from forms_engine.notices.calendars import Invitation, enclose
from forms_engine.notices.models import Notice

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
) -> Notice | None:
    """Write an email in the caller's transaction; the worker sends it after commit.

    ``subject`` names what it tells and so the template ``notices/<subject>.txt``, or the letter in another language,
    ``notices/<language>/<subject>.txt``, where there is one. Its first line is the email's subject line. Without a
    recipient nothing is written: nobody has to have an email address. An ``invitation`` goes with it for its reader's
    calendar. It ``forgets_recipient``, once sent or given up, where the address was given for this once.
    """
    if not recipient:
        return None
    heading, _, body = _text(f"{subject}.txt", language, context).strip().partition("\n")
    return _write(
        owner_type=owner_type,
        owner_id=owner_id,
        subject=subject,
        recipient=recipient,
        heading=heading.strip(),
        body=body.strip() + "\n",
        secret=secret,
        forgets_recipient=forgets_recipient,
        calendar=invitation.text if invitation else "",
        calendar_method=invitation.method if invitation else "",
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
        body=" ".join(_text(f"{subject}.sms.txt", language, context).split()),
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


def _text(template: str, language: str, context: Mapping[str, object]) -> str:
    """The template's text in a language, or in English where it has no twin in that."""
    twins = [f"notices/{language.split('-')[0]}/{template}", f"notices/{template}"]
    with translation.override(language):
        return render_to_string(twins, dict(context))


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
    except sms.PermanentFailure as error:
        _record(notice.id, notice.attempts_made, error=type(error).__name__, hopeless=True)
    except Exception as error:
        # Recorded first, so that it is tried again and seen; what is not the other side's doing then goes on.
        _record(notice.id, notice.attempts_made, error=type(error).__name__)
        if not isinstance(error, OSError | SMTPException | sms.TemporaryFailure):
            raise
    else:
        _record(notice.id, notice.attempts_made, provider_id=provider_id)


def _as_email(notice: Notice) -> EmailMultiAlternatives:
    email = EmailMultiAlternatives(
        subject=notice.heading,
        body=notice.body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[notice.recipient],
        headers={
            "Message-ID": f"<{notice.id}@{settings.ENVIRONMENT.base_domain}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    if notice.calendar:
        enclose(email, Invitation(notice.calendar_method, notice.calendar))
    return email


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


@transaction.atomic
def _record(
    notice_id: UUID, attempt: int, error: str = "", *, hopeless: bool = False, provider_id: str = ""
) -> None:
    now = timezone.now()
    notice = Notice.objects.select_for_update().get(id=notice_id)
    taken_over = notice.attempts_made != attempt
    if notice.state != Notice.State.READY or (taken_over and error):
        # Our lease ran out and somebody else took it over: their word counts, unless ours is the better news.
        return
    notice.leased_until = None
    notice.last_error = error
    if not error:
        notice.state, notice.sent_at, notice.next_at = Notice.State.SENT, now, None
        notice.provider_id = provider_id
    elif hopeless or now - notice.created_at > GIVE_UP_AFTER:
        notice.state, notice.next_at = Notice.State.DEAD, None
        logger.error("notice %s could not be sent", notice.id)
    else:
        delay = DELAYS[min(notice.attempts_made, len(DELAYS)) - 1]
        notice.next_at = now + timedelta(seconds=delay)
        tasks.send.configure(schedule_at=notice.next_at).defer(notice_id=str(notice.id))
    if notice.secret and notice.state != Notice.State.READY:
        notice.body = ""
    if notice.forgets_recipient and notice.state != Notice.State.READY:
        notice.recipient = ""
    notice.save()


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
