"""Tables and fees."""

from typing import Any, Literal

from pydantic import Field

from content_api.reading_context import Context
from content_api.schemas.base import Out


class TableValue(Out):
    """Plain text. Every row has as many cells as ``head``; its first says what the row is about."""

    caption: str
    head: list[str] = Field(examples=[["School", "Places"]])
    rows: list[list[str]]


class TableBlock(Out):
    """A table."""

    type: Literal["table"] = "table"
    id: str
    value: TableValue


class Fee(Out):
    """What something costs, as it is written."""

    what: str
    amount: str = Field(examples=["£12.50"])


class FeesValue(Out):
    """Fees under a caption."""

    caption: str
    fees: list[Fee]


class FeesBlock(Out):
    """What things cost."""

    type: Literal["fees"] = "fees"
    id: str
    value: FeesValue


def read_table(context: Context, value: Any) -> TableValue:
    """The table."""
    return TableValue(caption=value["caption"], head=value["head"], rows=value["rows"])


def read_fees(context: Context, value: Any) -> FeesValue:
    """The fees."""
    return FeesValue(
        caption=value["caption"], fees=[Fee(what=row[0], amount=row[1]) for row in value["rows"]]
    )
