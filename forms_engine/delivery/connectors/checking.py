"""Checking a destination's settings before they are kept: by an administrator, or from a file."""

from typing import Any

from django.core.exceptions import ValidationError as Refused
from pydantic import ValidationError

from forms_engine.delivery.connectors import CONNECTORS


def checked_settings(kind: str, settings: Any, *, typed: bool = False) -> dict[str, Any]:
    """The settings as the connector of that kind has them. Where they are ``typed`` in by somebody of this
    installation, and not brought from another, they are also held against what its operator allows.

    Raises:
        Refused: naming each setting that will not do, in words for whoever wrote it.
    """
    connector = CONNECTORS.get(kind)
    if connector is None:
        raise Refused({"kind": f"There is no connector “{kind}”. Choose one of {', '.join(CONNECTORS)}."})
    try:
        return connector.settings.model_validate(settings, context={"typed": typed}).model_dump(mode="json")
    except ValidationError as error:
        raise Refused({"settings": [_words(one) for one in error.errors()]}) from error


def what_is_wrong(kind: str, settings: Any) -> str:
    """What of a destination's settings will not do any more, in a sentence; "" where all of them do. They were right
    when they were kept: a connector may have learned since to ask for more."""
    try:
        checked_settings(kind, settings)
    except Refused as refused:
        return " ".join(refused.messages)
    return ""


def _words(error: Any) -> str:
    where = ".".join(str(part) for part in error["loc"])
    said = str(error["msg"]).removeprefix("Value error, ").rstrip(".")
    return f"{where}: {said}." if where else f"{said}."
