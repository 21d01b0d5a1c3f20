"""Words that stand out."""

from typing import Any, Literal

from content_api.reading_context import Context
from content_api.rich_text import RichText
from content_api.schemas.base import Out


class InsetValue(Out):
    """What the remark says."""

    text: RichText


class InsetBlock(Out):
    """A remark set off from the text around it."""

    type: Literal["inset"] = "inset"
    id: str
    value: InsetValue


class WarningValue(Out):
    """Plain text."""

    text: str


class WarningBlock(Out):
    """Something that goes badly for a reader who misses it."""

    type: Literal["warning"] = "warning"
    id: str
    value: WarningValue


class Step(Out):
    """One thing that happens."""

    title: str
    text: RichText


class StepsValue(Out):
    """In the order in which they happen."""

    steps: list[Step]


class StepsBlock(Out):
    """What happens, one thing after another."""

    type: Literal["steps"] = "steps"
    id: str
    value: StepsValue


def read_inset(context: Context, value: Any) -> InsetValue:
    """The remark."""
    return InsetValue(text=context.rich_text(value["text"].source))


def read_warning(context: Context, value: Any) -> WarningValue:
    """The warning."""
    return WarningValue(text=value["text"])


def read_steps(context: Context, value: Any) -> StepsValue:
    """Every step."""
    return StepsValue(
        steps=[
            Step(title=step["title"], text=context.rich_text(step["text"].source)) for step in value["steps"]
        ]
    )
