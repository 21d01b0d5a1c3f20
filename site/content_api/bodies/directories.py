"""What directories are narrowed by, when an entry is open, and the further days of an event."""

import datetime
from typing import Any, Literal

from pydantic import Field

from content_api.reading_context import Context
from content_api.schemas.base import Out


class FacetOption(Out):
    """One thing an entry can have. Entries name it as ``facet:key``."""

    key: str = Field(examples=["cafe"])
    label: str


class FacetValue(Out):
    """One question by which a directory is narrowed. Keys are the same in every language."""

    key: str = Field(examples=["facilities"])
    label: str
    values: list[FacetOption]


class FacetBlock(Out):
    """A facet of a directory."""

    type: Literal["facet"] = "facet"
    id: str
    value: FacetValue


class HoursValue(Out):
    """As people say it."""

    days: str = Field(examples=["Monday to Friday"])
    times: str = Field(examples=["9am to 5pm"])


class HoursBlock(Out):
    """When it is open."""

    type: Literal["hours"] = "hours"
    id: str
    value: HoursValue


class DateBlock(Out):
    """A day."""

    type: Literal["date"] = "date"
    id: str
    value: datetime.date


def read_facet(context: Context, value: Any) -> FacetValue:
    """The facet with all its values."""
    options = [FacetOption(key=one["key"], label=one["label"]) for one in value["values"]]
    return FacetValue(key=value["key"], label=value["label"], values=options)


def read_hours(context: Context, value: Any) -> HoursValue:
    """The days and the times."""
    return HoursValue(days=value["days"], times=value["times"])


def read_date(context: Context, value: Any) -> datetime.date | None:
    """The day, if one was chosen."""
    return value or None
