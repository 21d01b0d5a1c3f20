"""Steps: where on the path something is asked. A page's key; ``<group>/<n>/<page>`` for a page about item n (from 1); a
group's key for the page that lists its items."""

import re
from collections.abc import Mapping

from forms_engine.definition.question_types import MOST_ITEMS
from forms_engine.runtime.values import Answer

_ITEM_STEP = re.compile(r"([a-z0-9-]+)/([1-9][0-9]{0,2})/([a-z0-9-]+)\Z", re.ASCII)


def item_of(step: str) -> tuple[str, int] | None:
    """The group and the item's number (from 1) that a step is about; None where it is about no item."""
    found = _ITEM_STEP.match(step)
    return (found[1], int(found[2])) if found and int(found[2]) <= MOST_ITEMS else None


def with_page(answers: Mapping[str, Answer], step: str, given: Mapping[str, Answer]) -> dict[str, Answer]:
    """The whole answer set with one page's answers put in; None takes one out. Nothing else changes: answers of other
    pages, of other items and of a branch left behind all stay. ``answers`` itself is not changed."""
    item = item_of(step)
    if item is None:
        return _merged(answers, given)
    group, number = item
    items = items_of(answers, group)
    items += [{} for _ in range(number - len(items))]
    items[number - 1] = _merged(items[number - 1], given)
    return {**answers, group: items}


def with_new_item(answers: Mapping[str, Answer], group: str, at_least: int = 0) -> dict[str, Answer]:
    """The answer set with one more, empty item; ``at_least`` so many were there before, answered or not."""
    items = items_of(answers, group)
    items += [{} for _ in range(at_least - len(items))]
    return {**answers, group: [*items, {}]}


def without_item(answers: Mapping[str, Answer], group: str, number: int) -> dict[str, Answer]:
    """The answer set without item ``number`` (from 1); those after it move up."""
    items = items_of(answers, group)
    return {**answers, group: items[: number - 1] + items[number:]}


def items_of(answers: Mapping[str, Answer], group: str) -> list[dict[str, Answer]]:
    """The items kept for a group; what is no item becomes an empty one."""
    given = answers.get(group)
    if not isinstance(given, list):
        return []
    return [dict(one) if isinstance(one, Mapping) else {} for one in given[:MOST_ITEMS]]


def _merged(answers: Mapping[str, Answer], given: Mapping[str, Answer]) -> dict[str, Answer]:
    return {key: answer for key, answer in {**answers, **given}.items() if answer is not None}
