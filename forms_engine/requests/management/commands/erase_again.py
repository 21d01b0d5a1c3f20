"""``manage.py erase_again``: after a backup was restored, erase again what had been erased since it was made."""

from typing import Any

from django.core.management.base import BaseCommand

from forms_engine.requests.data_life.again import erase_again
from forms_engine.requests.data_life.filing import where, write_down


class Command(BaseCommand):
    """Erases only what the file outside the database says was erased before."""

    help = "Erase again whatever was erased before and has come back with a backup (docs/data-life.md)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was found. Run it before anybody works with a restored database."""
        if not where().exists():
            self.stdout.write(f"{where()} is not there: nothing is known to have been erased.")
            return
        done = erase_again()
        write_down()
        requests = "1 request" if done.requests == 1 else f"{done.requests} requests"
        people = "1 person" if done.people == 1 else f"{done.people} people"
        self.stdout.write(f"{requests} and {people} had come back and are erased again.")
        for one in done.kept:
            self.stdout.write(f"Not erased: {one}")
