"""What the parts above are told when content changes, in the transaction of the change.

A listener writes rows (a webhook to deliver, a newer number for the page cache) and nothing else: it must not reach
outside, and if it fails the change fails with it. What only touches a draft is no change.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["published", "unpublished", "moved", "deleted"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change of what readers get.

    ``kind`` is the page's own; pages that change with it (below it, aliases, translations) are told of by the keys
    ``before`` and ``after``, the audience keys of the page before and after the change (empty: nobody could, can,
    read it). ``paths`` are the addresses affected, as (audience of the host, path beginning with a slash); an article
    has one on each host. ``paths_before`` and ``paths_after`` are those of them where it was and where it is: who may
    read the page only before, or only after, must not learn the others.
    """

    kind: Kind
    page_id: int
    translation_key: str
    before: frozenset[str]
    after: frozenset[str]
    paths: tuple[tuple[str, str], ...]
    paths_before: tuple[tuple[str, str], ...] = ()
    paths_after: tuple[tuple[str, str], ...] = ()


Listener = Callable[[Change], None]

_listeners: list[Listener] = []


def register(listener: Listener) -> None:
    """Tell ``listener`` of every change from now on."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(change: Change) -> None:
    """Tell everybody who asked, in the order in which they asked."""
    for listener in _listeners:
        listener(change)
