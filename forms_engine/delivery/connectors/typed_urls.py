"""Addresses that administrators type in for a destination."""

from pydantic_core.core_schema import ValidationInfo

from forms_engine.delivery.connectors import outbound


def allowed_when_typed(url: str, info: ValidationInfo) -> str:
    """A validator of a connector's settings: holds an address against what the operator allows when it is typed in, so
    that it is said at once. A list that changes later is the business of sending.

    Raises:
        ValueError: when it is not allowed; the message says why.
    """
    if info.context and info.context.get("typed"):
        try:
            outbound.check(url)
        except outbound.AddressRefused as error:
            raise ValueError(str(error)) from error
    return url
