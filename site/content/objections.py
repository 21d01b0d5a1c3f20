"""Why a page cannot go just now: what the parts above know of it and this part does not, such as a journey that shows it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from content.models import ContentPage

Objection = Callable[["ContentPage"], str]

_objections: list[Objection] = []


def register(objection: Objection) -> None:
    """Ask ``objection`` from now on before a page is taken down. It answers why not, in words; "" where nothing is
    against it."""
    if objection not in _objections:
        _objections.append(objection)


def why_not_take_down(page: "ContentPage") -> str:
    """The first reason against it, in words; "" where there is none."""
    return next(filter(None, (ask(page) for ask in _objections)), "")
