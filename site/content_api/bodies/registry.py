"""Which block has which schema and which reader. A block without one is found by a system check."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel

from content_api.bodies import (
    articles,
    contact,
    directories,
    documents,
    links,
    media,
    notices,
    sections,
    tables,
    text,
    tools,
)
from content_api.reading_context import Context

Read = Callable[[Context, Any], BaseModel | date | None]


@dataclass(frozen=True, slots=True)
class Format:
    """The schema of a block, and what makes its ``value``; ``None`` leaves the block out."""

    schema: type[BaseModel]
    read: Read


FORMATS: dict[str, Format] = {
    "heading": Format(text.HeadingBlock, text.read_heading),
    "text": Format(text.TextBlock, text.read_text),
    "details": Format(text.DetailsBlock, text.read_details),
    "quotation": Format(text.QuotationBlock, text.read_quotation),
    "inset": Format(notices.InsetBlock, notices.read_inset),
    "warning": Format(notices.WarningBlock, notices.read_warning),
    "steps": Format(notices.StepsBlock, notices.read_steps),
    "action": Format(links.ActionBlock, links.read_action),
    "cards": Format(links.CardsBlock, links.read_cards),
    "task": Format(links.TaskBlock, links.read_task),
    "contact": Format(contact.ContactBlock, contact.read_contact),
    "picture": Format(media.PictureBlock, media.read_picture),
    "article": Format(articles.ArticleBlock, articles.read_article),
    "table": Format(tables.TableBlock, tables.read_table),
    "fees": Format(tables.FeesBlock, tables.read_fees),
    "document": Format(documents.DocumentBlock, documents.read_document),
    "documents": Format(documents.DocumentsBlock, documents.read_documents),
    "group": Format(sections.GroupBlock, sections.read_group),
    "step": Format(sections.StepBlock, sections.read_step),
    "facet": Format(directories.FacetBlock, directories.read_facet),
    "hours": Format(directories.HoursBlock, directories.read_hours),
    "date": Format(directories.DateBlock, directories.read_date),
    "tool": Format(tools.ToolBlock, tools.read_tool),
}
