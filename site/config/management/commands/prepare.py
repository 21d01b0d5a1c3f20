"""``manage.py prepare``: what ``make run`` does to database and files before anything starts, in one process."""

import hashlib
import io
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from config.environment import ROOT
from forms_engine.delivery.models import Destination
from forms_engine.delivery.secrets import signing_secrets


class Command(BaseCommand):
    """Demo mode only. Its last line is JSON: the accounts, and the example back office's signing secrets."""

    help = "Bring the demonstration's database and static files up to date (used by make run)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to take some money."""
        parser.add_argument(
            "--takings",
            action="store_true",
            help="with a day's takings, from a sandbox that does not run yet",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do each step that is needed, saying so, then print the answer."""
        if not settings.ENVIRONMENT.demo:
            raise CommandError(
                "prepare is for the demonstration: in production run migrate and collectstatic."
            )
        self._step_if(
            _migrations_missing(), "Preparing the database (the first time, about a minute)", _migrate
        )
        passwords = settings.ENVIRONMENT.var / "demo-passwords.json"
        how_long = "" if passwords.exists() else " (the first time, a minute or two)"
        self._step_if(
            True,
            f"Loading Marlshire, the demonstration council{how_long}",
            lambda: _load_council(passwords, options["takings"]),
        )
        wanted = _static_files_digest()
        stamp = settings.ENVIRONMENT.var / "static.built-from"
        stale = not stamp.exists() or stamp.read_text() != wanted
        self._step_if(stale, "Collecting the static files", lambda: _collect(stamp, wanted))
        answer = {"accounts": json.loads(passwords.read_text()), "signing_secrets": _back_office_secrets()}
        self.stdout.write(json.dumps(answer))

    def _step_if(self, needed: bool, sentence: str, work: Callable[[], None]) -> None:
        if not needed:
            return
        self.stdout.write(f"• {sentence}")
        self.stdout.flush()
        began = time.monotonic()
        work()
        took = time.monotonic() - began
        if took >= 1:
            self.stdout.write(f"  done in {took:.0f} s")
            self.stdout.flush()


def _migrations_missing() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _migrate() -> None:
    call_command("migrate", interactive=False, verbosity=0, stdout=io.StringIO())
    call_command("createcachetable", verbosity=0)


def _load_council(passwords: Path, takings: bool) -> None:
    call_command("demo", passwords=str(passwords), takings=takings, stdout=io.StringIO())


def _static_files_digest() -> str:
    """Changes with the packages, which bring Wagtail's files, with what we built, and with our own apps' files."""
    total = hashlib.sha256((ROOT / "requirements.lock").read_bytes())
    for folder in (*settings.STATICFILES_DIRS, *sorted(ROOT.glob("*/*/static"))):
        for file in sorted(Path(folder).rglob("*")):
            if file.is_file():
                total.update(str(file.relative_to(folder)).encode() + file.read_bytes())
    return total.hexdigest()


def _collect(stamp: Path, wanted: str) -> None:
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0, stdout=io.StringIO())
    stamp.write_text(wanted)


def _back_office_secrets() -> list[str]:
    destinations = Destination.objects.filter(settings__url=settings.ENVIRONMENT.example_back_office_url)
    return [secret for destination in destinations for secret in signing_secrets(destination.id)]
