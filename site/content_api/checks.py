"""A block without a schema is found when the house starts, not by the first program that asks for its page."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error
from wagtail.fields import StreamField

from content_api.bodies import FORMATS
from content_api.page_types import PAGE_TYPES


def blocks_have_schemas(*, app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Every block an editor can put on a page the API gives out has a schema and a reader."""
    errors: list[CheckMessage] = []
    for model in PAGE_TYPES.values():
        for field in model._meta.get_fields():
            if not isinstance(field, StreamField):
                continue
            for name in sorted(set(field.stream_block.child_blocks) - set(FORMATS)):
                errors.append(
                    Error(
                        f"The block “{name}” of {model.__name__}.{field.name} has no schema in the read API.",
                        hint="Give it one in content_api/bodies, and an entry in FORMATS.",
                        id="content_api.E001",
                    )
                )
    return errors
