"""Checks parameters against the SDK's own types, so that the sandbox cannot be laxer than the SDK knows Stripe to be."""

import types
import typing
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any, Literal, NotRequired, Required, Union, get_args, get_origin

from stripe import RequestOptions

from payments.sandbox.errors import ApiError

# The SDK's option keys travel as headers, never as parameters.
OPTIONS = frozenset(RequestOptions.__annotations__)
LEAVES = frozenset({str, int, bool, float, Decimal})


@cache
def fields_of(params: type) -> dict[str, Any]:
    """The parameters a TypedDict of the SDK knows, and their types."""
    # The base class of options names types that only its own module knows.
    hints = typing.get_type_hints(
        params, localns={"StripeContext": Any, "Mapping": Mapping}, include_extras=True
    )
    return {name: hint for name, hint in hints.items() if name not in OPTIONS}


def check(values: dict[str, Any], params: type, prefix: str = "") -> dict[str, Any]:
    """The values (strings, as decoded) as the types that ``params`` asks for.

    Raises:
        ApiError: a parameter the SDK does not know, or a value that is not of its type.
    """
    fields = fields_of(params)
    checked = {}
    for name, value in values.items():
        path = f"{prefix}[{name}]" if prefix else name
        if name not in fields:
            raise ApiError(400, f"Received unknown parameter: {path}", code="parameter_unknown", param=path)
        checked[name] = _as(value, fields[name], path)
    return checked


def _as(value: Any, hint: Any, path: str) -> Any:
    origin = get_origin(hint)
    if origin in {NotRequired, Required, typing.NotRequired, typing.Required, typing.Annotated}:
        return _as(value, get_args(hint)[0], path)
    if origin in {Union, types.UnionType}:
        return _as_one_of(value, get_args(hint), path)
    if origin is Literal:
        if value in get_args(hint):
            return value
        raise _invalid(path, value, "one of " + ", ".join(map(str, get_args(hint))))
    if origin is list:
        if not isinstance(value, list):
            raise _invalid(path, value, "an array")
        return [_as(item, get_args(hint)[0], f"{path}[{index}]") for index, item in enumerate(value)]
    if origin is dict:
        if not isinstance(value, dict):
            raise _invalid(path, value, "a hash")
        return {key: _as(item, get_args(hint)[1], f"{path}[{key}]") for key, item in value.items()}
    if isinstance(hint, type) and issubclass(hint, dict):  # a TypedDict, by whichever module made it
        if not isinstance(value, dict):
            raise _invalid(path, value, "a hash")
        return check(value, hint, path)
    return _as_leaf(value, hint, path)


def _as_one_of(value: Any, hints: tuple[Any, ...], path: str) -> Any:
    # "one of these, or any string" is how the SDK leaves room for the future; Stripe itself knows its words.
    has_words = any(get_origin(hint) is Literal and get_args(hint) != ("",) for hint in hints)
    refusals = []
    for hint in hints:
        if hint is type(None) or (hint is str and has_words):
            continue
        try:
            return _as(value, hint, path)
        except ApiError as refusal:
            refusals.append(refusal)
    # The refusal that got deepest says most: `[price_data][x] unknown` rather than `not a string`.
    raise max(refusals, key=lambda refusal: len(refusal.body["error"].get("param", "")))


def _as_leaf(value: Any, hint: Any, path: str) -> Any:
    if not isinstance(value, str) or hint not in LEAVES:
        raise _invalid(path, value, "what this parameter takes")
    if hint is bool:
        if value not in {"true", "false"}:
            raise _invalid(path, value, "true or false")
        return value == "true"
    if hint is int:
        if not value.removeprefix("-").isascii() or not value.removeprefix("-").isdigit():
            raise _invalid(path, value, "an integer")
        return int(value)
    return value


def _invalid(path: str, value: Any, wanted: str) -> ApiError:
    return ApiError(400, f"Invalid {path}: {value!r} is not {wanted}", code="parameter_invalid", param=path)
