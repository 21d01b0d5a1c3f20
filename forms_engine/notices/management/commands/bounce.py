"""``manage.py bounce``: take in an email that a mail server sent back, from standard input."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from forms_engine.notices.bounces import came_back
from forms_engine.notices.delivery_reports import LARGEST, read_report


class Command(BaseCommand):
    """The mail server pipes each email to the address that we send from into this. What is no report about an email of
    ours changes nothing, and is no error: anything may come to that address."""

    stealth_options = ("stdin",)
    help = (
        "Read one email from standard input; where it says that one of ours did not arrive, write that down."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Say in one line what was done, without a name or an address."""
        stream = options.get("stdin") or sys.stdin.buffer
        report = read_report(stream.read(LARGEST))
        if report is None:
            self.stdout.write("Not a report about an email of ours: nothing was done.")
            return
        if report.is_permanent is None:
            self.stdout.write(f"Notice {report.notice_id} was taken: nothing to do.")
            return
        if came_back(report.notice_id, report.why, permanent=report.is_permanent):
            self.stdout.write(f"Notice {report.notice_id} did not arrive: {report.why}.")
        else:
            self.stdout.write(f"Notice {report.notice_id}: nothing to do.")
