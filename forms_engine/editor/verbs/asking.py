"""``journeys ask``: an "Ask a question" journey for every service that has no journey of its own."""

from argparse import ArgumentParser
from typing import Any, TextIO

from forms_engine.journeys.asking import NoQueue, publish_asking, services_without_journey

HELP = "Publish an “Ask a question” journey for every service that has no other (than to pay)."


def add_arguments(parser: ArgumentParser) -> None:
    """None: it is for all services."""


def run(out: TextIO, options: dict[str, Any]) -> None:
    """Publish what is missing, and say which service has no queue for questions to wait in."""
    for service in services_without_journey():
        try:
            out.write(f"{publish_asking(service).slug} is published.\n")
        except NoQueue as missing:
            out.write(f"{service.slug} has none. {missing}\n")
