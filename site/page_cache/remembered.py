"""What every page shows alike (menu, alerts, contact details), remembered in each process until something changes.

Exact like the page cache, and for every host: what is remembered is labelled with the number that was read before it was
looked up, and used by requests that read the same number. It is read once a request, in place of all of them.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from page_cache import freshness

T = TypeVar("T")

MOST = 512

_known: OrderedDict[tuple[int, Hashable], Any] = OrderedDict()
_lock = Lock()


def number_for(request: Any) -> int:
    """The number as it was when this request first asked."""
    known: int | None = getattr(request, "freshness_number", None)
    if known is None:
        known = request.freshness_number = freshness.current()
    return known


def remembered(request: Any, what: Hashable, look_up: Callable[[], T]) -> T:
    """What ``look_up`` answers, asked only where it is not known.

    Args:
        what: names it, with everything it depends on besides watched tables: the reader's keys, the language, the site.
        look_up: reads watched tables only. What it answers is shared by all threads, so nobody may change it.
    """
    label = (number_for(request), what)
    with _lock:
        if label in _known:
            _known.move_to_end(label)
            return _known[label]
    answer = look_up()
    with _lock:
        _known[label] = answer
        while len(_known) > MOST:
            _known.popitem(last=False)
    return answer
