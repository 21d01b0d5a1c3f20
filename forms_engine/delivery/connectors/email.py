"""A letter to a team's mailbox, with a link to the request. Files are never attached."""

import smtplib
import socket
import threading
from contextlib import suppress
from email.utils import format_datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.validators import validate_email
from pydantic import Field, field_validator

from forms_engine.delivery.bounces import return_path
from forms_engine.delivery.connectors.email_words import text_of, title_of
from forms_engine.delivery.connectors.interface import Connector, ConnectorSettings
from forms_engine.delivery.connectors.outbound import LONGEST
from forms_engine.delivery.message import Message
from forms_engine.delivery.models import Delivery, Destination
from forms_engine.delivery.outcome import Fault, Outcome

SILENCE = 10.0  # seconds for one answer of the mail server


class EmailSettings(ConnectorSettings):
    """Whose mailbox."""

    to: str = Field(
        title="Mailbox",
        description="The email address of a team's mailbox, not of one person. Unless the destination may have personal "
        "data, the letter says only what kind of request it is, with a link to it.",
        max_length=254,
    )

    @field_validator("to")
    @classmethod
    def _is_address(cls, to: str) -> str:
        try:
            validate_email(to)
        except ValidationError as error:
            raise ValueError("write one email address, like team@council.example") from error
        return to


def render(destination: Destination, message: Message) -> str:
    """Subject, date and text, as they are sent: a letter without its envelope."""
    return f"Subject: {title_of(message)}\nDate: {format_datetime(message.at)}\n\n{text_of(message)}"


def send(delivery: Delivery) -> Outcome:
    """Hand the letter to the mail server. It is the same letter at every try, Message-ID included, so that a mailbox
    that knows the first shows no second."""
    to = EmailSettings(**delivery.destination.settings).to
    connection = get_connection(timeout=SILENCE)
    # Each answer has its limit; this is for all of them together, so that it is over before the lease is.
    cut = threading.Timer(LONGEST, _hang_up, args=(connection,))
    cut.start()
    try:
        _letter(delivery, to, connection).send()
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        return _refused(code, words, Fault.THIS_ONE)
    except (smtplib.SMTPAuthenticationError, smtplib.SMTPSenderRefused) as error:
        return _refused(error.smtp_code, error.smtp_error, Fault.SETTING)
    except smtplib.SMTPNotSupportedError:
        return Outcome(Fault.SETTING, "The mail server cannot do what EMAIL_URL asks of it.")
    except smtplib.SMTPResponseException as error:
        return _refused(error.smtp_code, error.smtp_error, Fault.THIS_ONE)
    except (smtplib.SMTPException, OSError) as error:
        return Outcome(Fault.PASSING, f"The mail server could not be reached ({type(error).__name__}).")
    finally:
        cut.cancel()
    return Outcome(None, f"Handed to the mail server for {to}.")


def _letter(delivery: Delivery, to: str, connection: Any) -> EmailMessage:
    head, _, text = delivery.body.partition("\n\n")
    written = dict(line.split(": ", 1) for line in head.splitlines())
    domain = settings.ENVIRONMENT.base_domain
    return EmailMessage(
        subject=written["Subject"],
        body=text,
        from_email=return_path(delivery.id),
        to=[to],
        connection=connection,
        headers={
            "From": settings.DEFAULT_FROM_EMAIL,
            "Date": written["Date"],
            "Message-ID": f"<{delivery.id}@{domain}>",
            # What is about one request stands together in the mailbox.
            "References": f"<{delivery.owner_type}-{delivery.owner_id}@{domain}>",
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )


def _refused(code: int, words: bytes | str, permanently: Fault) -> Outcome:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    detail = f"The mail server refused it ({code}): {' '.join(said.split())[:300]}"
    return Outcome(permanently if 500 <= code < 600 else Fault.PASSING, detail, status_code=max(code, 0))


def _hang_up(connection: Any) -> None:
    open_socket = getattr(getattr(connection, "connection", None), "sock", None)
    if open_socket is not None:
        with suppress(OSError):
            open_socket.shutdown(socket.SHUT_RDWR)


CONNECTOR = Connector(
    kind="email",
    label="A team’s mailbox (email)",
    settings=EmailSettings,
    render=render,
    send=send,
    replays=True,
    takes_mapping=False,
)
