"""Lists as Stripe gives them: newest first, by page, filtered by what the parameters name."""

from collections.abc import Callable, Iterable
from typing import Any

from payments.sandbox.errors import ApiError, missing

Thing = dict[str, Any]
RANGES: dict[str, Callable[[int, int], bool]] = {
    "gt": lambda value, limit: value > limit,
    "gte": lambda value, limit: value >= limit,
    "lt": lambda value, limit: value < limit,
    "lte": lambda value, limit: value <= limit,
}


def page_of(
    url: str, kind: str, things: Iterable[Thing], params: dict[str, Any], same: Iterable[str]
) -> Thing:
    """One page. ``same`` names the parameters that a thing's own value has to equal; ``created`` may be a range.

    Raises:
        ApiError: 400 for a limit out of bounds or a filter that the sandbox does not act on, 404 for an unknown cursor.
    """
    limit = params.get("limit", 10)
    if not 1 <= limit <= 100:
        raise ApiError(400, "Invalid integer: limit must be between 1 and 100", param="limit")
    wanted = {
        name: value for name, value in params.items() if name not in {"limit", "starting_after", "expand"}
    }
    found = list(things)
    if (created := wanted.pop("created", None)) is not None:
        found = [thing for thing in found if _is_within(thing["created"], created)]
    for name, value in wanted.items():
        if name not in same:
            raise ApiError(400, f"The sandbox does not know what {name} would do", param=name)
        found = [thing for thing in found if thing.get(name) == value]
    if after := params.get("starting_after"):
        ids = [thing["id"] for thing in found]
        if after not in ids:
            raise missing(kind, after)
        found = found[ids.index(after) + 1 :]
    return {"object": "list", "url": url, "has_more": len(found) > limit, "data": found[:limit]}


def _is_within(value: int, wanted: Any) -> bool:
    if isinstance(wanted, dict):
        return all(RANGES[name](value, int(limit)) for name, limit in wanted.items())
    return value == int(wanted)
