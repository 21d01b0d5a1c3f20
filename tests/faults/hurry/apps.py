"""Cuts the waiting short in every process that the test's settings are used in."""

import os
from datetime import timedelta
from importlib import import_module

from django.apps import AppConfig

# module, name, seconds (or what is waited for)
SHORTER = (
    ("forms_engine.delivery.retry", "DELAYS", (0.5, 1.0, 1.0, 1.5, 2.0)),
    ("forms_engine.delivery.retry", "LAST_DELAY", 2.5),
    ("forms_engine.delivery.claiming", "LEASE", timedelta(seconds=20)),
    ("forms_engine.delivery.breaker", "FIRST_REST", 1.0),
    ("forms_engine.delivery.breaker", "LONGEST_REST", 3.0),
    ("forms_engine.delivery.connectors.outbound", "LONGEST", 5.0),
    ("forms_engine.delivery.connectors.timed_network", "SILENCE", 2.0),
    ("forms_engine.delivery.connectors.email", "LONGEST", 5.0),
    ("forms_engine.delivery.connectors.email", "SILENCE", 2.0),
    ("forms_engine.delivery.open311.asking", "WITHIN", 3.0),
)


class HurryConfig(AppConfig):
    """Comes last in INSTALLED_APPS, so that every part has been loaded."""

    name = "tests.faults.hurry"
    label = "hurry"

    def ready(self) -> None:
        """Set the times, and take out the guard that a test wants to see missed, if it names one."""
        for module, name, value in SHORTER:
            before = getattr(import_module(module), name)
            assert type(before) is type(value) or isinstance(before, int | float), f"{module}.{name}"
            setattr(import_module(module), name, value)
        if guard := os.environ.get("GUILDHALL_TEST_WITHOUT"):
            GUARDS[guard]()


def _without_lease() -> None:
    """Whoever looks takes what is due, whether or not somebody has it."""
    import_module("forms_engine.delivery.claiming").LEASE = timedelta(0)


def _without_stable_id() -> None:
    """Each try goes out under a number of its own."""
    from copy import copy
    from uuid import uuid4

    webhook = import_module("forms_engine.delivery.connectors.webhook")
    real = webhook.CONNECTOR.send

    def send(delivery):  # type: ignore[no-untyped-def]
        under_another = copy(delivery)
        under_another.id = uuid4()
        return real(under_another)

    connectors = import_module("forms_engine.delivery.connectors").CONNECTORS
    object.__setattr__(connectors["webhook"], "send", send)


def _without_order() -> None:
    """What comes later does not wait for what came before."""
    claiming = import_module("forms_engine.delivery.claiming")
    real = claiming.unsettled_before
    claiming.unsettled_before = lambda: real().none()


GUARDS = {"lease": _without_lease, "stable id": _without_stable_id, "order": _without_order}
