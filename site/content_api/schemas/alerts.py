"""Alerts."""

import datetime
from typing import Annotated, Literal

from pydantic import Field

from content_api.schemas.base import AddressTarget, ArticleTarget, InLanguage, Out, PageTarget


class AlertsQuery(InLanguage):
    """Where the alerts are to be shown."""

    page: int | None = Field(
        None,
        ge=1,
        le=2**31 - 1,
        description="The page they are for: an alert may be for one section only. Without it, those shown everywhere.",
    )


class AlertOut(Out):
    """An alert that is shown now. ``mark`` changes when it is published anew: who put away the old one has not put away
    the new one. ``fallback``: it is not in the language asked for."""

    id: int
    mark: str = Field(examples=["4-17"])
    level: Literal["information", "warning", "emergency", "mourning"]
    title: str
    text: str
    language: str
    fallback: bool
    target: Annotated[PageTarget | ArticleTarget | AddressTarget, Field(discriminator="kind")] | None
    dismissible: bool
    starts: datetime.datetime | None
    ends: datetime.datetime | None


class AlertList(Out):
    """The alerts to show together, the gravest first. ``next_change`` is when the next one begins or ends, if that is
    known."""

    items: list[AlertOut]
    next_change: datetime.datetime | None
