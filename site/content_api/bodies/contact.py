"""How to reach somebody."""

from typing import Any, Literal

from pydantic import Field

from content_api.reading_context import Context
from content_api.schemas.base import Out


class ContactValue(Out):
    """Plain text; lines of an address are parted by line feeds. What there is none of is empty."""

    title: str
    phone: str = Field(examples=["0300 555 0142"])
    email: str
    address: str
    opening_hours: str


class ContactBlock(Out):
    """A team's phone number, address and hours."""

    type: Literal["contact"] = "contact"
    id: str
    value: ContactValue


def read_contact(context: Context, value: Any) -> ContactValue:
    """What is known of the team."""
    return ContactValue(**{name: value[name] or "" for name in ContactValue.model_fields})
