"""Parts of a document in the words of somebody who builds journeys. Tolerant: a draft may hold anything."""

from collections.abc import Mapping
from typing import Any

DEEPEST = 6


def value_words(value: Any, depth: int = 0) -> str:
    """A part that is neither text nor condition: yes and no for true and false, distances from today, lists with commas."""
    if value is None or value == "":
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int | float):
        return str(value)
    if depth > DEEPEST:
        return "…"
    if isinstance(value, list):
        return ", ".join(value_words(part, depth + 1) for part in value) or "nothing"
    if isinstance(value, dict) and value and set(value) <= {"years", "months", "days"}:
        return _distance(value)
    if isinstance(value, dict):
        said = (f"{key}: {value_words(part, depth + 1)}" for key, part in value.items())
        return ", ".join(said) or "nothing"
    return str(value)


def pence_words(pence: Any) -> str:
    """An amount in pence as pounds."""
    if isinstance(pence, int) and not isinstance(pence, bool):
        return f"{'-' if pence < 0 else ''}£{abs(pence) // 100:,}.{abs(pence) % 100:02d}"
    return value_words(pence)


def _distance(parts: Mapping[str, Any]) -> str:
    amounts = [(part, parts[part]) for part in ("years", "months", "days") if parts.get(part)]
    if not amounts or not all(isinstance(amount, int) for _, amount in amounts):
        return "today"
    past = all(amount < 0 for _, amount in amounts)
    said = " ".join(
        f"{abs(amount) if past else amount} {part if abs(amount) != 1 else part[:-1]}"
        for part, amount in amounts
    )
    return f"{said} {'ago' if past else 'from today'}"
