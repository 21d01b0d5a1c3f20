"""Decoding a file: JSON or YAML, within limits, into plain JSON values."""

import json
import math
import re
from typing import Any

import yaml

from forms_engine.definition.errors import DefinitionRefused, Finding

LARGEST_JSON = 10 * 1024 * 1024  # bytes
LARGEST_YAML = 2 * 1024 * 1024  # bytes: a reader of YAML is far slower than one of JSON
MOST_NODES = 500_000
DEEPEST = 36  # a whole source may have to stand in ``kept``, which nests 40 deep at most
LONGEST_STRING = 200_000  # characters
LARGEST_NUMBER = 10**400  # beyond any float, so that what was a float may come back as a whole number


def read_source(content: bytes) -> Any:
    """What a file holds, as plain JSON values that ``plain`` has looked over.

    Raises:
        DefinitionRefused: in one sentence, when it is neither JSON nor YAML, or beyond the limits.
    """
    if len(content) > LARGEST_JSON:
        raise refused("too-large", "Split this file: it is larger than 10 MB.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refused("not-text", "Save this file as UTF-8: it is in another encoding.") from None
    try:
        return plain(_json(text))
    except DefinitionRefused:
        raise
    except (json.JSONDecodeError, _NotJson) as error:
        if text.lstrip()[:1] in {"{", "["}:
            raise refused("not-json", f"Mend the JSON: {error}.") from None
    except RecursionError:
        raise refused("too-deep", "Nest this less deeply: no journey is like that.") from None
    except ValueError:
        raise refused("not-json", "Mend the JSON: it holds a number of thousands of digits.") from None
    return plain(_yaml(text))


def plain(value: Any) -> Any:
    """A copy made of objects with string keys, lists, strings, finite numbers, true, false and null, without characters
    that a database cannot hold. Nothing in it is shared, however the original was made.

    Raises:
        DefinitionRefused: when it is too deep, too large, or holds something else.
    """
    return _Plain().copy(value, 0)


def refused(rule: str, message: str, place: str = "") -> DefinitionRefused:
    """A refusal for one reason."""
    return DefinitionRefused([Finding(rule, place, message)])


class _NotJson(Exception):
    pass


def _json(text: str) -> Any:
    def unknown(constant: str) -> Any:
        raise _NotJson(f"{constant} is not a number")

    return json.loads(text, parse_constant=unknown, object_pairs_hook=_without_duplicates)


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        raise _twice(next(key for key, _ in pairs if key in seen or seen.add(key)))  # type: ignore[func-returns-value]
    return found


def _twice(name: str) -> DefinitionRefused:
    return refused(
        "duplicate-key", f"Give each part of an object its own name: “{name[:60]}” is there twice."
    )


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML 1.2's core schema, as the JavaScript reader of these files has it: "Yes" is a text, 12:30 is one too, and
    there is no merging of one object into another, by which a small file can be made to grow without end."""

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """Merge nothing."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """An object whose names are all there once."""
        names = [name.value for name, _ in node.value if isinstance(name, yaml.ScalarNode)]
        if len(set(names)) != len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise _twice(str(twice))
        found: dict[Any, Any] = super().construct_mapping(node, deep)
        return found


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z"), _first)


def _whole(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> int:
    # YAML 1.2 reads 012 as twelve, and PyYAML as ten.
    return int(str(node.value).replace("_", ""), 10)


_Loader.add_constructor("tag:yaml.org,2002:int", _whole)


def _yaml(text: str) -> Any:
    if len(text) > LARGEST_YAML:
        raise refused("too-large", "Save this file as JSON: YAML is read up to 2 MB.")
    depth = 0
    try:
        # Looked over first, event by event: nothing is built from a file that nests too deep for it.
        for event in yaml.parse(text, Loader=_Loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                raise refused("too-deep", "Nest this less deeply: no journey is like that.")
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader, with fewer types still
    except DefinitionRefused:
        raise
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        raise refused(
            "not-yaml", f"This is neither JSON nor YAML{where}: open it in its own editor and save it."
        ) from None
    except (ValueError, TypeError, RecursionError, OverflowError):
        raise refused("not-yaml", "This is neither JSON nor YAML that can be read.") from None


_BAD = re.compile("[\x00\ud800-\udfff]")


class _Plain:
    def __init__(self) -> None:
        self._left = MOST_NODES

    def copy(self, value: Any, depth: int) -> Any:
        self._left -= 1
        if self._left < 0:
            raise refused("too-large", f"Split this: it has more than {MOST_NODES} parts.")
        if depth > DEEPEST:
            raise refused("too-deep", f"Nest this less deeply: {DEEPEST} levels is the most.")
        match value:
            case None | bool():
                return value
            case str():
                return self._string(value)
            case int():
                return value if abs(value) < LARGEST_NUMBER else self._string(str(value)[:40])
            case float():
                return value if math.isfinite(value) else str(value)
            case dict():
                return {self._string(_key(key)): self.copy(part, depth + 1) for key, part in value.items()}
            case list() | tuple():
                return [self.copy(part, depth + 1) for part in value]
        raise refused("not-json", f"Write this as JSON: it holds a {type(value).__name__[:40]}.")

    def _string(self, value: str) -> str:
        if len(value) > LONGEST_STRING:
            raise refused("too-long", f"Shorten this text: {LONGEST_STRING} characters is the most.")
        return _BAD.sub("\ufffd", value)


def _key(key: Any) -> str:
    if isinstance(key, bool) or key is None:
        return {True: "true", False: "false", None: "null"}[key]
    if isinstance(key, str | int | float):
        return str(key)[:1000]
    raise refused("not-json", "Name the parts of an object with texts.")
