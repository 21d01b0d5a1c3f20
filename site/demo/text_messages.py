"""The demonstration's text messages: nothing leaves the computer, each is put into the mailbox beside the emails."""

import secrets
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime

from demo.mailbox import TEXT_MESSAGE, folder


class Sandbox:
    """A provider that takes every message at once."""

    def send(self, to: str, text: str, id: str) -> str:
        """Write the message to a file of the mailbox. Its id there is ours."""
        now = datetime.now(UTC)
        message = EmailMessage()
        message["From"] = "Marlshire"
        message["To"] = to
        message["Date"] = format_datetime(now)
        message["Message-ID"] = f"<{id}@text-messages>"
        message[TEXT_MESSAGE] = "yes"
        message.set_content(text)
        folder().mkdir(parents=True, exist_ok=True)
        # Named as Django names its mail files, so that both are listed by time.
        name = f"{now.astimezone():%Y%m%d-%H%M%S}-{secrets.randbelow(10**12)}.log"
        (folder() / name).write_bytes(message.as_bytes() + b"\n")
        return f"sandbox-{id}"
