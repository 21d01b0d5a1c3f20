"""What an import has to say: findings, and what it keeps."""

import re
from collections.abc import Mapping
from typing import Any

from forms_engine.definition.errors import Finding

KEPT = "kept-from-import"
MOST_NAMED = 8
# Keys and passwords of other systems, which a published definition must not carry on.
SECRET = re.compile(r"api_?key|hmac|jwt_?key|secret|password|(?:^|_)token$|sharedkey", re.IGNORECASE)
LEFT_OUT = "left out: a secret"


class Notes:
    """Collects findings; ``keep`` also puts what has no equal where it belongs."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def error(self, rule: str, place: str, message: str) -> None:
        """Something that has to be mended before the journey can be published."""
        self.findings.append(Finding(rule, place, message))

    def warn(self, rule: str, place: str, message: str) -> None:
        """Something that should be looked at."""
        self.findings.append(Finding(rule, place, message, "warning"))

    def keep(self, owner: dict[str, Any], parts: Mapping[str, Any], place: str) -> None:
        """Put what has no equal in ``owner["kept"]`` and say so. Empty parts say nothing and are not kept."""
        self.say_kept(self.put(owner, parts), place)

    def put(self, owner: dict[str, Any], parts: Mapping[str, Any]) -> list[str]:
        """Put what has no equal in ``owner["kept"]``, and answer what to say of it."""
        parts = {name: value for name, value in parts.items() if not _is_empty(value)}
        if not parts:
            return []
        hidden: list[str] = []
        kept = owner.setdefault("kept", {})
        for name, value in parts.items():
            value = _without_secrets(name, value, hidden)
            if isinstance(kept.get(name), list) and isinstance(value, list):
                kept[name] = [*kept[name], *value]
            elif isinstance(kept.get(name), dict) and isinstance(value, dict):
                kept[name] = {**kept[name], **value}
            else:
                kept[name] = value
        for name in dict.fromkeys(hidden):
            self.warn(
                "secret-left-out",
                "kept",
                f"Set up “{name[:60]}” on the destination: this secret was not imported.",
            )
        return [word for name, value in parts.items() for word in _named(name, value)]

    def say_kept(self, names: list[str], place: str) -> None:
        """Report what was kept at a place."""
        if names := list(dict.fromkeys(names)):
            more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
            named = ", ".join(names[:MOST_NAMED])
            self.warn(KEPT, place, f"Use or remove what is kept here, as it has no equal: {named}{more}.")


def _named(name: str, value: Any) -> list[str]:
    """What is kept, an object by its parts."""
    if isinstance(value, dict) and len(value) <= MOST_NAMED:
        return [f"{name[:60]}.{part[:60]}" for part, inner in value.items() if not _is_empty(inner)]
    return [name[:60]]


def _is_empty(value: Any) -> bool:
    return value is None or value == "" or value == {} or value == []


def _without_secrets(name: str, value: Any, hidden: list[str]) -> Any:
    if isinstance(value, dict):
        if SECRET.search(name):
            hidden.append(name)
            return LEFT_OUT
        return {part: _without_secrets(part, inner, hidden) for part, inner in value.items()}
    if isinstance(value, list):
        return [_without_secrets(name, inner, hidden) for inner in value]
    if isinstance(value, str) and value and SECRET.search(name):
        hidden.append(name)
        return LEFT_OUT
    return value
