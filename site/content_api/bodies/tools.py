"""The systems that people work with."""

from typing import Any, Literal

from pydantic import Field

from content_api.reading_context import Context
from content_api.schemas.base import Out
from workplace.tools.addresses import HTTPS, may_be_address


class ToolValue(Out):
    """``url`` is a path of the intranet, or a whole address elsewhere. Tools of one group stand together."""

    name: str
    url: str = Field(examples=["/workplace/"])
    text: str
    group: str


class ToolBlock(Out):
    """A system people work with."""

    type: Literal["tool"] = "tool"
    id: str
    value: ToolValue


def read_tool(context: Context, value: Any) -> ToolValue | None:
    """The tool, or nothing where its address is none that may be given."""
    if not may_be_address(value["url"], HTTPS):
        return None
    return ToolValue(name=value["name"], url=value["url"], text=value["text"] or "", group=value["group"])
