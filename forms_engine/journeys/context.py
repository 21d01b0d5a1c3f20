"""What every page of a journey shows: its name, its service and where to get help."""

from itertools import groupby
from typing import Any

from forms_engine.catalogue.models import JourneyVersion
from forms_engine.catalogue.selectors import definition_of
from forms_engine.catalogue.words import words_in
from forms_engine.definition.document import Content, Definition, FeeLine
from forms_engine.runtime.evaluate import PageState
from forms_engine.runtime.summary import SummaryRow


def journey_context(version: JourneyVersion, language: str) -> dict[str, Any]:
    """The part of a template's context that all pages of a journey share."""
    definition = definition_of(version.pk)
    service = version.journey.service
    words = words_in(service, language)
    return {
        "journey": {
            "slug": definition.slug,
            "kind": definition.kind,
            "title": definition.title.in_language(language),
            "summary": definition.summary.in_language(language),
        },
        "service": words,
        "help_phone": service.phone,
        "help_hours": words.opening_hours,
    }


def page_caption(definition: Definition, state: PageState, language: str) -> str:
    """What stands above a page's heading: its section and item, or else the journey's title."""
    section = state.page.section or (state.group.section if state.group else "")
    words = definition.sections.get(section)
    parts = [words.in_language(language) if words else "", item_caption(state, language)]
    return " – ".join(filter(None, parts)) or definition.title.in_language(language)


def item_caption(state: PageState, language: str) -> str:
    """Which item a page is about: "Child 2"; nothing where it is about none."""
    if state.group is None or not state.item:
        return ""
    return f"{state.group.item.in_language(language)} {state.item}"


def answer_sections(definition: Definition, rows: list[SummaryRow], language: str) -> list[dict[str, Any]]:
    """Check-your-answers' rows under their headings: one run for each item of a group and for each section, in the order
    asked. ``title`` is empty for pages that stand under no heading."""
    found: list[dict[str, Any]] = []
    for (group, item, section), run in groupby(rows, key=lambda row: (row.group, row.item, row.section)):
        words = definition.sections.get(section)
        parts = [words.in_language(language) if words else ""]
        if group:
            parts.append(f"{definition.groups[group].item.in_language(language)} {item}")
        found.append(
            {"title": " – ".join(filter(None, parts)), "group": group, "item": item, "rows": list(run)}
        )
    return found


def content_blocks(blocks: tuple[Content, ...], language: str) -> list[dict[str, Any]]:
    """Content in one language, in the shape that ``journeys/_content.html`` shows."""
    return [content_block(block, language) for block in blocks]


def content_block(block: Content, language: str) -> dict[str, Any]:
    """One piece of content in one language."""
    return {
        "content": block.type,
        "text": block.text.in_language(language),
        "title": block.title.in_language(language),
        "image": block.image,
        "alt": block.alt.in_language(language),
        "article": block.article,
    }


def possible_amounts(line: FeeLine) -> tuple[int, ...]:
    """What one unit of a line can cost, in pence, without concessions: its amount, or its table's, least first."""
    if line.amount_pence is not None:
        return (line.amount_pence,)
    return tuple(sorted({row.amount_pence for row in line.rows}))


def fee_rows(definition: Definition, language: str) -> list[dict[str, Any]]:
    """What the journey can cost, for its start page: every line, those under a condition marked."""
    return [
        {
            "label": line.label.in_language(language),
            "amounts_pence": possible_amounts(line),
            "per_unit": bool(line.per),
            "sometimes": line.when is not None or bool(line.concessions),
        }
        for line in definition.fees
    ]
