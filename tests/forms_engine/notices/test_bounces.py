"""Notices that do not arrive: refused as they are sent, given up, or sent back later."""

import io
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import call_command

from forms_engine.notices import bounces, owners, services, sms
from forms_engine.notices.delivery_reports import read_report
from forms_engine.notices.models import Notice

pytestmark = pytest.mark.django_db

WHO = "ann@example.com"


@pytest.fixture
def heard(monkeypatch):
    """What the owner of notices of type "thing" is told."""
    monkeypatch.setattr(owners, "_registered", {})
    said = []
    owners.when_it_comes_back("thing", lambda notice, why: said.append((notice.id, notice.recipient, why)))
    return said


def written(**changes):
    said = {
        "owner_type": "thing",
        "owner_id": "1",
        "subject": "account.sign-in-code",
        "recipient": WHO,
        "context": {"code": "123 456", "minutes": 15},
        **changes,
    }
    return services.send_email(**said)


def sent(**changes):
    notice = written(**changes)
    services.send(str(notice.id))
    notice.refresh_from_db()
    assert notice.state == Notice.State.SENT
    return notice


def tried(monkeypatch, error, **changes):
    notice = written(**changes)
    refuses(monkeypatch, error)
    services.send(str(notice.id))
    notice.refresh_from_db()
    return notice


def refuses(monkeypatch, error):
    def send(self):
        raise error

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", send)


def refused(code, text=b""):
    return SMTPRecipientsRefused({WHO: (code, text)})


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (refused(550, b"5.1.1 <ann@example.com> unknown"), "Refused: 550 5.1.1, there is no such mailbox"),
        (refused(552, b"5.2.2 full"), "Refused: 552 5.2.2, the mailbox is full"),
        (refused(553, b"go away ann"), "Refused: 553"),
        (
            SMTPDataError(554, b"5.7.1 spam, says ann"),
            "Refused: 554 5.7.1, its mail server does not let us deliver",
        ),
    ],
)
def test_what_is_refused_for_good_is_over_at_once_and_its_owner_told(monkeypatch, heard, error, why):
    notice = tried(monkeypatch, error)
    assert (notice.state, notice.last_error, notice.sent_at, notice.next_at) == (
        Notice.State.DEAD,
        why,
        None,
        None,
    )
    assert notice.came_back_at and heard == [(notice.id, WHO, why)]
    assert "ann" not in notice.last_error
    services.send(str(notice.id))
    assert len(heard) == 1


@pytest.mark.parametrize(
    "error", [refused(450, b"4.2.1 later"), SMTPDataError(451, b"4.3.0"), SMTPServerDisconnected(), OSError()]
)
def test_what_may_be_taken_later_is_tried_again_and_nobody_told(monkeypatch, heard, error):
    notice = tried(monkeypatch, error)
    assert (notice.state, notice.came_back_at, heard) == (Notice.State.READY, None, [])
    assert notice.next_at > notice.created_at and notice.leased_until is None


def test_what_is_erased_while_it_is_on_its_way_is_no_failure(monkeypatch):
    notice = written()
    monkeypatch.setattr(
        "django.core.mail.EmailMultiAlternatives.send", lambda self: Notice.objects.all().delete()
    )
    services.send(str(notice.id))
    assert not Notice.objects.exists()


def test_what_nobody_takes_for_three_days_is_over_and_its_owner_told(monkeypatch, heard):
    notice = written()
    Notice.objects.update(created_at=notice.created_at - timedelta(hours=73))
    refuses(monkeypatch, OSError())
    services.send(str(notice.id))
    notice.refresh_from_db()
    assert notice.state == Notice.State.DEAD
    assert heard == [(notice.id, WHO, "Not taken for three days (OSError)")]


def test_a_number_that_is_refused_comes_back_and_a_missing_provider_is_nobodys_address(
    settings, monkeypatch, heard
):
    class Refusing:
        def send(self, to, text, id):
            raise sms.PermanentFailure

    settings.SMS_PROVIDER = "council.Refusing"
    monkeypatch.setattr(sms, "import_string", lambda path: Refusing)
    said = {
        "owner_type": "thing",
        "owner_id": "1",
        "subject": "account.sign-in-code",
        "recipient": "+447700900123",
    }
    text = {**said, "context": {"code": "1", "minutes": 1}, "secret": True, "forgets_recipient": True}
    notice = services.send_sms(**text)
    services.send(str(notice.id))
    notice.refresh_from_db()
    assert (notice.state, notice.body, notice.recipient) == (Notice.State.DEAD, "", "")
    assert heard == [(notice.id, "+447700900123", "The provider of text messages does not take this number")]
    settings.SMS_PROVIDER = ""
    other = services.send_sms(**text)
    services.send(str(other.id))
    other.refresh_from_db()
    assert (other.state, other.last_error, other.body) == (Notice.State.DEAD, "NoProvider", "") and len(
        heard
    ) == 1


def test_said_again_or_of_nothing_of_ours_it_changes_nothing(heard):
    notice = sent()
    assert bounces.came_back(notice.id, "No such mailbox", permanent=True)
    assert not bounces.came_back(str(notice.id), "Another reason", permanent=True)
    assert not bounces.came_back(uuid4(), "No such mailbox", permanent=True)
    notice.refresh_from_db()
    assert (notice.state, notice.last_error) == (Notice.State.DEAD, "No such mailbox") and len(heard) == 1


def test_what_may_still_arrive_is_noted_only(heard):
    notice = sent()
    assert not bounces.came_back(notice.id, "Not taken yet\x00" + "x" * 300, permanent=False)
    notice.refresh_from_db()
    assert notice.state == Notice.State.SENT and notice.sent_at and len(notice.last_error) == 200
    assert not heard


def test_what_was_written_in_practice_never_comes_back(heard):
    notice = written()
    Notice.objects.update(state=Notice.State.PRACTICE)
    assert not bounces.came_back(notice.id, "No such mailbox", permanent=True) and not heard


def test_an_owner_that_cannot_be_told_keeps_it_from_being_written_down(heard):
    def fails(notice, why):
        raise ZeroDivisionError

    owners.when_it_comes_back("thing", fails)
    notice = sent()
    with pytest.raises(ZeroDivisionError):
        bounces.came_back(notice.id, "No such mailbox", permanent=True)
    notice.refresh_from_db()
    assert notice.state == Notice.State.SENT


def test_of_two_who_say_it_at_once_the_owner_hears_one(heard):
    notice = sent()

    def other_says_it_first(told, why):
        Notice.objects.filter(id=told.id).update(state=Notice.State.DEAD, sent_at=None)

    owners.when_it_comes_back("thing", other_says_it_first)
    assert not bounces.came_back(notice.id, "No such mailbox", permanent=True)


REPORT = """From: MAILER-DAEMON@mail.example
To: noreply@marlshire.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

Somebody's words about <ann@example.com>.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; ann@example.com
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {diagnostic}

--B
Content-Type: {kind}

{returned}
--B--
"""


def report(
    notice_id, *, action="failed", status="5.1.1", diagnostic="550 unknown", kind="message/rfc822", headers=""
):
    domain = settings.ENVIRONMENT.base_domain
    returned = headers or f"From: noreply@x\nMessage-ID: <{notice_id}@{domain}>\nSubject: Yours\n\nBody\n"
    text = REPORT.format(action=action, status=status, diagnostic=diagnostic, kind=kind, returned=returned)
    return text.replace("\n", "\r\n").encode()


def piped(raw):
    out = io.StringIO()
    call_command("bounce", stdin=io.BytesIO(raw), stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_an_email_that_is_sent_back_is_found_by_its_message_id(heard, kind):
    notice = sent()
    assert "did not arrive: Sent back: 5.1.1, there is no such mailbox" in piped(report(notice.id, kind=kind))
    notice.refresh_from_db()
    assert notice.state == Notice.State.DEAD and notice.came_back_at
    assert heard == [(notice.id, WHO, "Sent back: 5.1.1, there is no such mailbox")]
    assert "nothing to do" in piped(report(notice.id, kind=kind)) and len(heard) == 1
    assert WHO not in piped(report(notice.id))


def test_one_that_is_late_is_noted_and_one_that_arrived_is_not(heard):
    notice = sent()
    piped(report(notice.id, action="delayed", status="4.4.1"))
    notice.refresh_from_db()
    assert (notice.state, notice.last_error) == (Notice.State.SENT, "Not taken yet: 4.4.1")
    assert "was taken" in piped(report(notice.id, action="delivered", status="2.0.0"))
    assert not heard
    # Given up by a server after days of trying: over, whatever its code begins with.
    piped(report(notice.id, action="failed", status="4.4.7"))
    assert heard == [(notice.id, WHO, "Sent back: 4.4.7")]


def test_the_header_that_answers_ours_is_enough_where_nothing_was_returned(heard):
    notice = sent()
    raw = report(uuid4(), headers="Subject: no id\n\nx")
    assert read_report(raw) is None
    ours = f"In-Reply-To: <{notice.id}@{settings.ENVIRONMENT.base_domain}>\r\nSubject: Undelivered".encode()
    piped(raw.replace(b"Subject: Undelivered", ours))
    assert len(heard) == 1


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff" * 1000,
        b"Subject: Hello\n\nI am away until Monday.",
        b"Content-Type: multipart/report; report-type=delivery-status\n\nnothing in it",
        b"Content-Type: multipart/report; report-type=disposition-notification; boundary=B\n\n--B\n\n--B--",
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=B\n\n--B\n"
        b"Content-Type: message/delivery-status\n\n\n--B\nContent-Type: message/rfc822\n\n--B--",
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=\xff\n\n--\xff\n\nx",
    ],
)
def test_anything_else_that_comes_to_the_address_is_no_error(heard, raw):
    notice = sent()
    assert "nothing was done" in piped(raw)
    notice.refresh_from_db()
    assert notice.state == Notice.State.SENT and not heard


def test_a_report_about_an_email_of_somebody_else_is_none(heard):
    notice = sent()
    elsewhere = f"Message-ID: <{notice.id}@elsewhere.example>\n\nx"
    assert "nothing was done" in piped(report(notice.id, headers=elsewhere))
    assert "nothing to do" in piped(report(uuid4()))
    assert "nothing was done" in piped(report(notice.id, action="considered"))
    assert not heard
