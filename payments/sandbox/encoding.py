"""Stripe's way of putting nested values in a form: ``line_items[0][price_data][currency]=gbp``."""

import re
from typing import Any
from urllib.parse import parse_qsl

from payments.sandbox.errors import ApiError

KEY = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
PART = re.compile(r"\[([^\[\]]*)\]")


def decode(text: str) -> dict[str, Any]:
    """A form body or a query as nested dicts and lists; every leaf is a string.

    Raises:
        ApiError: a key that cannot be read, or that is used as two things at once.
    """
    root: dict[str, Any] = {}
    for key, value in parse_qsl(text, keep_blank_values=True, max_num_fields=1000):
        match = KEY.fullmatch(key)
        if not match:
            raise ApiError(400, f"Invalid parameter name: {key}", param=key)
        path = [match[1], *PART.findall(match[2])]
        _put(root, path, value, key)
    return _with_lists(root)


def _put(node: dict[str, Any], path: list[str], value: str, key: str) -> None:
    for step in path[:-1]:
        node = node.setdefault(step or str(len(node)), {})
        if not isinstance(node, dict):
            raise ApiError(400, f"Invalid parameter: {key} is given as two different things", param=key)
    last = path[-1] or str(len(node))
    if last in node:
        raise ApiError(400, f"Invalid parameter: {key} is given twice", param=key)
    node[last] = value


def _with_lists(node: Any) -> Any:
    """Turn dicts whose keys are 0, 1, 2 … into lists."""
    if not isinstance(node, dict):
        return node
    values = {key: _with_lists(value) for key, value in node.items()}
    if (
        values
        and all(key.isdigit() for key in values)
        and sorted(map(int, values)) == list(range(len(values)))
    ):
        return [values[str(index)] for index in range(len(values))]
    return values
