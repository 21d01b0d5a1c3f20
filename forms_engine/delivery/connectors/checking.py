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


def _words(error: Any) -> str:
    where = ".".join(str(part) for part in error["loc"])
    return f"{where}: {error['msg']}." if where else f"{error['msg']}."
