"""Wraps the functions that matter so that the process can be killed just before or just after them."""

import importlib
import os
import signal
from functools import wraps
from pathlib import Path

from django.apps import AppConfig

# name -> (process, module, function, when)
POINTS = {
    "submit: request written, not committed": (
        "web",
        "forms_engine.journeys.services",
        "open_request",
        "after",
    ),
    "submit: committed, no answer sent": ("web", "forms_engine.journeys.services", "submit", "after"),
    "page: answers judged, not kept": ("web", "forms_engine.journeys.services", "answer_page", "before"),
    "page: answers kept, no answer sent": ("web", "forms_engine.journeys.services", "answer_page", "after"),
    "pay: attempt written, Stripe not called": ("web", "payments.gateway", "create_session", "before"),
    "pay: Stripe called, its session not kept": ("web", "payments.gateway", "create_session", "after"),
    "webhook: received, not kept": ("web", "payments.webhooks", "receive", "before"),
    "webhook: kept, no answer sent": ("web", "payments.webhooks", "receive", "after"),
    "settle: paid and received, not committed": ("worker or web", "payments.owners", "tell_paid", "after"),
    "deliver: claimed, not sent": ("worker", "forms_engine.delivery.dispatcher", "claim", "after"),
    "deliver: sent, not recorded": ("worker", "forms_engine.delivery.sending", "record", "before"),
    "deliver: recorded, its destination not told": (
        "worker",
        "forms_engine.delivery.sending",
        "record",
        "after",
    ),
    "notice: claimed, not sent": ("worker", "forms_engine.notices.services", "_claim", "after"),
    "notice: sent, not recorded": ("worker", "forms_engine.notices.services", "_record_sent", "before"),
}

# Paying, settling, refunding and booking, in the order in which one test comes past them.
OF_MONEY_AND_PLACES = {
    "book: place taken, not committed": ("web", "forms_engine.booking.claiming", "take", "after"),
    "book: held, no answer sent": ("web", "forms_engine.booking.holding", "hold", "after"),
    "book: the request has it, not committed": (
        "web",
        "forms_engine.booking.confirming",
        "take_over",
        "after",
    ),
    **{
        point: POINTS[point]
        for point in (
            "pay: attempt written, Stripe not called",
            "pay: Stripe called, its session not kept",
            "webhook: kept, no answer sent",
        )
    },
    "settle: Stripe asked, nothing recorded": (
        "worker or web",
        "payments.gateway",
        "retrieve_session",
        "after",
    ),
    "settle: place confirmed, not committed": (
        "worker or web",
        "forms_engine.booking.confirming",
        "paid",
        "after",
    ),
    "settle: committed, not finished": ("worker or web", "payments.settlement", "record", "after"),
    "refund: approved, Stripe not called": ("worker", "payments.gateway", "create_refund", "before"),
    "refund: Stripe called, nothing recorded": ("worker", "payments.gateway", "create_refund", "after"),
    "refund: recorded, not committed": ("worker", "payments.owners", "tell_refunded", "after"),
    "cancel: place free and refund on its way, not committed": (
        "whoever is asked",
        "payments.services",
        "give_back_by_rule",
        "after",
    ),
    "cancel: committed, no answer sent": (
        "whoever is asked",
        "forms_engine.requests.cancelling",
        "cancel_as_customer",
        "after",
    ),
}


def armed_files() -> tuple[Path, Path]:
    """Two files whose text names a point to die at; each is gone once that has happened."""
    armed = Path(os.environ["GUILDHALL_TEST_KILL_AT"])
    return armed, armed.with_name(f"{armed.name}-too")


def _die_if_armed(point: str) -> None:
    for armed in armed_files():
        try:
            if armed.read_text() != point:
                continue
            # Only one process gets to move it away, so it happens once.
            armed.rename(armed.with_suffix(f".{os.getpid()}"))
        except FileNotFoundError:
            continue
        os.killpg(os.getpgid(0), signal.SIGKILL)


def _wrap(point: str, module_name: str, function_name: str, when: str) -> None:
    module = importlib.import_module(module_name)
    function = getattr(module, function_name)

    @wraps(function)
    def wrapped(*args, **kwargs):
        if when == "before":
            _die_if_armed(point)
        answer = function(*args, **kwargs)
        if when == "after":
            _die_if_armed(point)
        return answer

    setattr(module, function_name, wrapped)


class KillPointsConfig(AppConfig):
    """Comes last in INSTALLED_APPS, so that every part has been loaded."""

    name = "tests.faults.kill_points"
    label = "kill_points"

    def ready(self) -> None:
        """Wrap them all; nothing happens until a point is armed."""
        for point, (_process, module, function, when) in {**POINTS, **OF_MONEY_AND_PLACES}.items():
            _wrap(point, module, function, when)
