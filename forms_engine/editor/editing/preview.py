"""A page of a draft as a resident would see it, whatever else is wrong with the draft, and whether anything leads to it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from forms_engine.definition.document import FORMAT, KINDS, Definition, Page
from forms_engine.definition.errors import DefinitionRefused, Finding
from forms_engine.definition.parse import parse_definition
from forms_engine.definition.sets import expand_sets
from forms_engine.editor.editing.as_resident import render_for_residents
from forms_engine.editor.editing.changes.blocks import OUTCOME, START
from forms_engine.editor.editing.changes.finding import (
    Document,
    NotThere,
    Part,
    addresses,
    english,
    find_part,
    group_of,
    is_group,
    objects,
)
from forms_engine.editor.editing.sentences import name_of
from forms_engine.editor.models import JourneyDraft
from forms_engine.editor.selectors import set_blocks
from forms_engine.journeys.context import content_blocks, fee_rows, page_caption
from forms_engine.journeys.forms import PageForm
from forms_engine.journeys.items_form import ItemsForm, listed_items
from forms_engine.runtime.evaluate import PageState, evaluate
from forms_engine.runtime.problems import Problem
from forms_engine.runtime.steps import with_page
from forms_engine.runtime.values import Answer

LANGUAGES = ("en", "cy")


def modes(draft: JourneyDraft) -> list[tuple[str, str]]:
    """What can be previewed: the start page, and every page by its address."""
    newest = draft.document if isinstance(draft.document, dict) else {}
    pages = [
        (
            address,
            f"{'– ' if group is not None else ''}{english(part.get('title')) or name_of(str(part.get('key')))}",
        )
        for address, part, group in addresses(newest)
    ]
    return [(START, "Start page"), *pages, (OUTCOME, "What happens next")]


def serve(draft: JourneyDraft, request: HttpRequest, mode: str) -> HttpResponse:
    """One of ``modes`` as a resident sees it: for Wagtail's preview panel."""
    document = draft.document if isinstance(draft.document, dict) else {}
    return show(request, document, set_blocks(document), mode or START, language=draft.locale.language_code)


def show(
    request: HttpRequest,
    document: Document,
    sets: Mapping[str, list[Any]],
    address: str,
    *,
    language: str = "en",
    data: QueryDict | None = None,
    with_errors: bool = False,
) -> HttpResponse:
    """A page of the draft. With ``data`` (sent from the preview itself) its answers are judged, with ``with_errors`` it
    is shown as to somebody who left everything empty.

    Raises:
        NotThere: where the draft has no such page.
    """
    try:
        if address in {START, OUTCOME}:
            definition = parse_definition(_lone(document, None, None))
        else:
            part = find_part(document, address)
            definition = parse_definition(expand_sets(_lone(document, part, group_of(document, part)), sets))
    except DefinitionRefused as refused:
        return _cannot_show(request, refused.findings)
    if address in {START, OUTCOME}:
        return _around(request, definition, address, language)
    if is_group(part):
        return _items(request, definition, language)
    page = definition.all_pages[0]
    return _page(request, definition, page, language, QueryDict() if with_errors else data)


def _lone(document: Document, part: Part | None, group: Part | None) -> Document:
    """A journey of this page alone: everything on it shown, whatever it depends on, and nothing else to stumble over."""
    page = part or {"key": "nothing", "title": {"en": "Nothing"}, "blocks": []}
    alone = {name: value for name, value in page.items() if name != "show_when"}
    if "blocks" in alone:
        alone["blocks"] = [_always(block) for block in objects(alone["blocks"])]
    if is_group(alone):
        alone = {**alone, "pages": [{**one, "blocks": []} for one in map(_always, objects(alone["pages"]))]}
        alone.pop("count", None)
    holder = alone
    if group is not None:
        holder = {
            "key": str(group.get("key")),
            "title": group.get("title"),
            "item": group.get("item"),
            "pages": [alone],
        }
    around = (
        {}
        if part
        else {name: document[name] for name in ("start", "outcome", "fees", "summary") if name in document}
    )
    kept = ("title", "sections", "lists", "service", "audience")
    return {
        **{name: document[name] for name in kept if name in document},
        **(
            {
                name: [_always(block) for block in objects(value)] if name in {"start", "outcome"} else value
                for name, value in around.items()
            }
        ),
        "format": FORMAT,
        "slug": "preview",
        "kind": document.get("kind") if document.get("kind") in KINDS else KINDS[0],
        "pages": [holder],
    }


def _always(block: Part) -> Part:
    return {name: value for name, value in block.items() if name != "show_when"}


def _page(
    request: HttpRequest, definition: Definition, page: Page, language: str, data: QueryDict | None
) -> HttpResponse:
    group = next(iter(definition.groups.values()), None)
    step = f"{group.key}/1/{page.key}" if group else page.key
    state = _state(definition, step, {group.key: [{}]} if group else {})

    def judge(given: dict[str, Answer]) -> tuple[Problem, ...]:
        return _state(definition, step, with_page({}, step, given)).problems

    form = PageForm(data, state=state, language=language, answers={}, judge=judge)
    if data is not None:
        form.is_valid()
    accepted = data is not None and not form.errors
    context = {
        "form": form,
        "blocks": form.blocks,
        "page_title": page.title.in_language(language),
        "caption": page_caption(definition, state, language),
        "heading_is_label": len(state.blocks) == 1 and bool(state.questions),
        "back_url": "#main-content",
        "alert": {"title": "These answers would be accepted.", "level": "information"} if accepted else None,
    }
    template = "journeys/exit.html" if page.exit else "journeys/page.html"
    return render_for_residents(request, definition, template, context, language)


def _items(request: HttpRequest, definition: Definition, language: str) -> HttpResponse:
    (group,) = definition.groups.values()
    answers: dict[str, Answer] = {group.key: [{}, {}]}
    evaluation = evaluate(definition, answers, timezone.localdate())
    state = evaluation.state_of(group.key)
    if state is None:
        raise NotThere(group.key)
    form = ItemsForm(state=state, language=language)
    context = {
        "form": form,
        "items": [(item, "#main-content") for item in listed_items(evaluation, state, language)],
        "page_title": group.title.in_language(language),
        "caption": page_caption(definition, state, language),
        "back_url": "#main-content",
    }
    return render_for_residents(request, definition, "journeys/items.html", context, language)


def _around(request: HttpRequest, definition: Definition, which: str, language: str) -> HttpResponse:
    blocks = definition.start if which == START else definition.outcome
    context = {
        "blocks": content_blocks(blocks, language),
        "fees": fee_rows(definition, language) if which == START else [],
        "is_start": which == START,
        "back_url": "#main-content",
    }
    return render_for_residents(request, definition, "editor/editing/preview_around.html", context, language)


def _state(definition: Definition, step: str, answers: dict[str, Answer]) -> PageState:
    state = evaluate(definition, answers, timezone.localdate()).state_of(step)
    if state is None:
        raise NotThere(step)
    return state


def _cannot_show(request: HttpRequest, findings: list[Finding]) -> HttpResponse:
    return render(request, "editor/editing/preview_refused.html", {"findings": findings})
