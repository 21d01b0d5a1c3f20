"""Letters to a team's mailbox, through a real mail server that answers as it is told, and letters that come back."""

import asyncio
import io
import uuid
from email import message_from_bytes
from email.policy import default
from unittest.mock import patch

import pytest
from aiosmtpd.controller import Controller
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from forms_engine.delivery import bounces
from forms_engine.delivery.connectors import email
from forms_engine.delivery.models import Delivery
from tests.forms_engine.delivering import deliver
from tests.forms_engine.delivery.telling import make_destination, tell

pytestmark = pytest.mark.django_db
BOX = "highways@team.example"


class MailServer:
    """Keeps what it took. ``at_rcpt`` and ``at_data`` are answers to give instead, one a try; "drop" takes the letter
    and hangs up without saying so."""

    def __init__(self):
        self.took, self.at_rcpt, self.at_data = [], [], []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.at_rcpt:
            return self.at_rcpt.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        answer = self.at_data.pop(0) if self.at_data else "250 OK"
        if answer == "stall":
            await asyncio.sleep(30)
        if answer == "drop" or answer.startswith("250"):
            self.took.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        if answer == "drop":
            server.transport.abort()
        return answer


class AnyPort(Controller):
    """On a port that the system picks."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def server(settings):
    handler = MailServer()
    controller = AnyPort(handler, hostname="127.0.0.1", port=0)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.BOUNCE_ADDRESS = "bounces@council.example"
    yield handler
    controller.stop()


def letter(taken):
    return message_from_bytes(taken[2], policy=default)


@pytest.fixture
def delivery():
    files = [{"id": "1", "name": "knee.jpg"}]
    return tell(make_destination("email", {"to": BOX}), files=files)


def test_a_letter_says_what_the_team_needs_and_leads_to_the_request(server, delivery, settings):
    deliver(delivery.id)
    ((sender, to, _),) = server.took
    sent = letter(server.took[0])
    assert to == [BOX] and bounces.delivery_named(sender) == delivery.id
    assert sent["Subject"] == "[K7W-Q3X-T9D4] Report a pothole"
    assert sent["Message-ID"] == f"<{delivery.id}@{settings.ENVIRONMENT.base_domain}>"
    assert sent["Auto-Submitted"] == "auto-generated" and sent["From"] == settings.DEFAULT_FROM_EMAIL
    text = sent.get_content()
    for words in (
        "Ann Archer",
        "High Street",
        "A road",
        "Sunday 22 November 2026, 10:00",
        "1 file came with it",
    ):
        assert words in text
    assert "/workplace/requests/K7W-Q3X-T9D4/" in text
    assert "My knee" not in text and "knee.jpg" not in text, "what is sensitive, and files, are on its page"
    assert not list(sent.iter_attachments())
    delivery.refresh_from_db()
    assert delivery.state == "delivered" and delivery.acknowledged_at is None


def test_a_mailbox_that_may_not_have_personal_data_gets_the_link_only(server):
    told = tell(
        make_destination("email", {"to": BOX}, takes_personal_data=False), title="A\r\nBcc: x@y.example"
    )
    deliver(told.id)
    sent = letter(server.took[0])
    assert "Bcc" not in sent and sent["Subject"] == "[K7W-Q3X-T9D4] A Bcc: x@y.example"
    for personal in ("Ann", "ann@", "+4477", "High Street", "A road"):
        assert personal not in sent.get_content()
    assert "/workplace/requests/K7W-Q3X-T9D4/" in sent.get_content()


def again(delivery):
    Delivery.objects.filter(id=delivery.id).update(next_at=timezone.now())
    deliver(delivery.id)
    delivery.refresh_from_db()
    return delivery.state


def test_tried_again_it_is_the_same_letter(server, delivery):
    """Put off, then taken by a server that hangs up before it says so, then taken again."""
    server.at_rcpt = ["451 Try later"]
    server.at_data = ["drop"]
    assert again(delivery) == "ready" and "451" in delivery.last_error
    assert again(delivery) == "ready" and "reached" in delivery.last_error
    assert again(delivery) == "delivered"
    first, second = server.took
    assert first == second


@pytest.mark.parametrize("where", ["at_rcpt", "at_data"])
def test_a_refusal_for_good_is_put_before_a_person_in_the_server_s_words(server, delivery, where):
    setattr(server, where, ["550 5.1.1 No such mailbox"])
    deliver(delivery.id)
    delivery.refresh_from_db()
    assert delivery.state == "dead" and "No such mailbox" in delivery.last_error
    assert delivery.attempts.get().status_code == 550


def test_a_server_that_is_away_or_stalls_may_come_back(server, delivery, settings, monkeypatch):
    monkeypatch.setattr(email, "LONGEST", 0.3)
    server.at_data = ["stall"]
    assert again(delivery) == "ready" and "reached" in delivery.last_error
    settings.EMAIL_PORT = 1
    assert again(delivery) == "ready" and "reached" in delivery.last_error


def test_wrong_credentials_are_the_setting_s_fault(server, delivery, settings):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "guildhall", "wrong"
    deliver(delivery.id)
    delivery.refresh_from_db()
    assert delivery.state == "dead" and delivery.attempts.get().fault == "setting"


def report(action="failed", status="5.1.1", diagnostic="smtp; 550 5.1.1 Ann Archer? No such user"):
    return f"""From: MAILER-DAEMON@mx.team.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

This is the mail system at host mx.team.example.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.team.example

Final-Recipient: rfc822; {BOX}
Action: {action}
Status: {status}
Diagnostic-Code: {diagnostic}

--b
Content-Type: message/rfc822

Subject: [K7W-Q3X-T9D4] Report a pothole

Action: failed
--b--
""".encode()


def come_back(raw, recipient):
    """What the mail server does; answers the exit status."""
    with patch("sys.stdin", io.TextIOWrapper(io.BytesIO(raw))):
        try:
            call_command("record_bounce", recipient, stdout=io.StringIO(), stderr=io.StringIO())
        except SystemExit as ended:
            return ended.code
    return 0


def test_a_letter_that_comes_back_is_put_before_a_person_with_the_reason(server, delivery):
    deliver(delivery.id)
    path = server.took[0][0]
    for harmless in (
        report("delayed", "4.4.1"),
        report("delivered", "2.0.0"),
        b"Subject: Out of office\n\nBack Monday",
    ):
        assert come_back(harmless, path) == 0
    delivery.refresh_from_db()
    assert delivery.state == "delivered"
    for _ in range(2):
        assert come_back(report(), path.upper()) == 0
    delivery.refresh_from_db()
    assert delivery.state == "dead" and delivery.delivered_at is None
    assert delivery.last_error.startswith("The letter came back. There is no such mailbox (5.1.1).")
    assert [attempt.succeeded for attempt in delivery.attempts.order_by("number")] == [True, False]


def test_nobody_declares_a_delivery_undelivered_who_has_not_had_its_letter(server, delivery):
    deliver(delivery.id)
    path = server.took[0][0]
    forged = path.replace(delivery.id.hex, uuid.uuid4().hex)
    for address in (
        forged,
        f"bounces+{delivery.id.hex}-{'0' * 16}@council.example",
        "bounces@council.example",
        "",
    ):
        assert come_back(report(), address) == 67
    delivery.refresh_from_db()
    assert delivery.state == "delivered"


def test_bounces_come_home_while_the_secret_key_is_changed(settings):
    settings.BOUNCE_ADDRESS = "bounces@council.example"
    delivery_id = uuid.uuid4()
    path = bounces.return_path(delivery_id)
    assert len(path.partition("@")[0]) <= 64
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another" * 10
    assert bounces.delivery_named(path) == delivery_id


@given(st.binary(max_size=400))
def test_whatever_comes_back_is_read_without_failing(raw):
    assert isinstance(bounces.reason_in(message_from_bytes(raw, policy=default)), str)
    with_it = report().replace(b"Status: 5.1.1", b"Status: " + raw.replace(b"\n", b""))
    assert isinstance(bounces.reason_in(message_from_bytes(with_it, policy=default)), str)
