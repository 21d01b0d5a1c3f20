"""Ways on from a page. One that leads where the reader may not go is left out, as on our own pages."""

from typing import Any, Literal

from pydantic import Field

from content_api.bodies.sections import way_of
from content_api.reading_context import Context
from content_api.schemas.base import Out, Readable, WayAnywhere


class TaskValue(Out):
    """``icon`` is a name of our own drawings, or empty: then ``kind`` decides."""

    label: str
    kind: Literal["apply", "book", "pay", "report", "find"]
    icon: str = Field(examples=["bin"])
    target: Readable


class TaskBlock(Out):
    """One of the things most people come for."""

    type: Literal["task"] = "task"
    id: str
    value: TaskValue


class ActionValue(Out):
    """Where the button leads: to a journey or a page; a call to action also to an address elsewhere, and it says what
    ``kind`` of task it is, which is empty for a button of a body."""

    label: str
    kind: Literal["", "apply", "book", "pay", "report", "find"] = ""
    target: WayAnywhere


class ActionBlock(Out):
    """A button."""

    type: Literal["action"] = "action"
    id: str
    value: ActionValue


class Card(Out):
    """A page worth going to. ``text`` may be empty."""

    title: str
    text: str
    target: Readable


class CardsValue(Out):
    """Those the reader may go to."""

    cards: list[Card]


class CardsBlock(Out):
    """Pages worth going to, with what each is about."""

    type: Literal["cards"] = "cards"
    id: str
    value: CardsValue


def read_task(context: Context, value: Any) -> TaskValue | None:
    """The task, or nothing where its page may not be seen."""
    target = _page(context, value["page"])
    if target is None:
        return None
    return TaskValue(label=value["label"], kind=value["kind"], icon=value["icon"] or "", target=target)


def read_action(context: Context, value: Any) -> ActionValue | None:
    """The button, or nothing where its page may not be seen."""
    target = way_of(context, value)
    if target is None:
        return None
    return ActionValue(label=value["label"], kind=value.get("kind") or "", target=target)


def read_cards(context: Context, value: Any) -> CardsValue | None:
    """The cards that lead somewhere, or nothing where none does."""
    cards = [
        Card(title=card["title"] or target.title, text=card["text"] or "", target=target)
        for card in value["cards"]
        if (target := _page(context, card["page"]))
    ]
    return CardsValue(cards=cards) if cards else None


def _page(context: Context, page: Any) -> Readable | None:
    return context.targets.page(page.pk) if page else None
