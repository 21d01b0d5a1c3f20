"""``manage.py record_bounce <recipient>``: how the mail server hands over a letter that came back (Postfix's pipe).

It answers by the exit status that mail servers know (sysexits.h), and writes no word of the letter anywhere.
"""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error

from forms_engine.delivery.bounces import NotABounce, record_bounce

LARGEST = 1024 * 1024  # bytes that are read; the report stands at the beginning
NO_USER, TRY_AGAIN = os.EX_NOUSER, os.EX_TEMPFAIL


class Command(BaseCommand):
    """Read one message on standard input and record what it says of a delivery."""

    help = (
        "Record a returned email (RFC 3464, on standard input) against the delivery that its address names."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What the mail server knows of the envelope."""
        parser.add_argument("recipient", help="The address it came to: Postfix's ${original_recipient}.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit with 0 when it is recorded or nothing is to be, 67 for an address of nobody's, 75 to be given it
        again."""
        raw = sys.stdin.buffer.read(LARGEST)
        try:
            self.stdout.write(record_bounce(raw, options["recipient"]))
        except NotABounce as error:
            self.stderr.write(str(error))
            sys.exit(NO_USER)
        except Error as error:
            self.stderr.write(f"the database is away ({type(error).__name__})")
            sys.exit(TRY_AGAIN)
