"""What stands on a page: choosing what to add, and one block at a time."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from forms_engine.definition.question_types import QUESTION_TYPE
from forms_engine.editor.editing import embeds, overview
from forms_engine.editor.editing.changes import blocks
from forms_engine.editor.editing.changes.finding import (
    Document,
    NotThere,
    Part,
    english,
    find_part,
    is_question,
)
from forms_engine.editor.editing.changes.keys import key_from, question_keys
from forms_engine.editor.editing.changes.references import uses_of_question
from forms_engine.editor.editing.forms.page import ContentForm
from forms_engine.editor.editing.forms.question import QuestionForm
from forms_engine.editor.editing.memory import digest
from forms_engine.editor.editing.names import CONTENT, families, type_name
from forms_engine.editor.editing.places import Found
from forms_engine.editor.editing.screens import Crumb, EditScreen, Screen
from forms_engine.editor.editing.views.holders import TITLES, OnHolder


class AddBlock(OnHolder, Screen):
    """What to add: question types by family with what each is for, and content."""

    template_name = "editor/editing/add_block.html"
    page_title = "Add to the page"

    def crumbs(self) -> list[Crumb]:
        return [*self.holder_crumbs(), {"url": "", "label": "Add"}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Everything that can stand there."""
        blocks.holder_blocks(self.document, self.holder)
        only_content = self.holder in TITLES
        content = [
            (kind, name, about)
            for kind, (name, about) in CONTENT.items()
            if kind != "question_set" or not (only_content or self.home.is_set)
        ]
        context = self.get_context_data(
            holder=self.holder,
            families=[] if only_content else families(),
            content=content,
            back=self.holder_url(),
        )
        return render(request, self.template_name, context)


class _BlockScreen(OnHolder, EditScreen):
    """A form over one block."""

    template_name = "editor/editing/block.html"

    def block(self, document: Document) -> Part:
        """The block the form is over."""
        raise NotImplementedError

    def make_form(self, data: QueryDict | None) -> QuestionForm | ContentForm:
        """The form that fits the block."""
        block, languages = self.block(self.document), self.home.languages
        if is_question(block):
            lists = self.document.get("lists")
            return QuestionForm(
                data, before=block, languages=languages, lists=lists if isinstance(lists, dict) else {}
            )
        kind = str(block.get("type"))
        return ContentForm(data, before=block, languages=languages, choices=embeds.choices(kind, block))

    def next_url(self) -> str:
        """The page it stands on."""
        return self.holder_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        block = self.block(self.document)
        return super().get_context_data(
            **kwargs,
            holder=self.holder,
            kind=block.get("type"),
            type_name=type_name(block.get("type")),
            is_question=is_question(block),
            more_class="" if block.get("type") == "hidden" else "collapsed",
            is_known=is_question(block) or block.get("type") in CONTENT,
            back=self.holder_url(),
        )


class NewBlock(_BlockScreen):
    """A block that is not there yet."""

    saved = "Added."

    def block(self, document: Document) -> Part:
        """What it begins as."""
        kind = str(self.kwargs["kind"])
        if kind in QUESTION_TYPE:
            return {"type": kind, "label": self._suggested()}
        if kind in CONTENT:
            return {"type": kind}
        raise NotThere(kind)

    def _suggested(self) -> dict[str, str]:
        """The page's title, for the only question of a page: that is where a question belongs."""
        if self.holder in TITLES or self.home.is_set or blocks.holder_blocks(self.document, self.holder):
            return {}
        title = find_part(self.document, self.holder).get("title")
        return dict(title) if isinstance(title, dict) else {}

    def part(self, document: Document) -> Any:
        """Nothing that could change."""
        blocks.holder_blocks(document, self.holder)
        return None

    def apply(self, document: Document, form: QuestionForm | ContentForm) -> Document:
        """The document with the block at the end of the page."""
        block = form.block()
        if is_question(block):
            taken = question_keys(document) | set(self.home.known(document))
            block["key"] = key_from(english(block.get("label")), taken, "question")
        changed, self.number = blocks.add_block(document, self.holder, block)
        return changed

    def findings_here(self, found: list[Found]) -> list[Found]:
        """Those of the new block, once it is there."""
        wanted = {"holder": self.holder, "number": getattr(self, "number", -1)}
        return [one for one in found if one.place.screen == "block" and dict(one.place.parts) == wanted]

    def get_page_title(self) -> str:
        return f"Add: {type_name(self.kwargs['kind'])}"

    def crumbs(self) -> list[Crumb]:
        return [*self.holder_crumbs(), {"url": "", "label": self.get_page_title()}]


class BlockScreen(_BlockScreen):
    """A block that is there; ``?kind=`` shows a question as another type, which saving makes it."""

    @property
    def number(self) -> int:
        return int(self.kwargs["number"])

    def part(self, document: Document) -> Any:
        """The block but for its condition, which has a screen of its own."""
        return {**blocks.block_at(document, self.holder, self.number), "show_when": None}

    def block(self, document: Document) -> Part:
        """The block, as another type where that was chosen."""
        block = blocks.block_at(document, self.holder, self.number)
        kind = self.request.GET.get("kind", "")
        return blocks.changed_kind(block, kind) if kind in QUESTION_TYPE and is_question(block) else block

    def apply(self, document: Document, form: QuestionForm | ContentForm) -> Document:
        """The document with the block as the form has it."""
        block = form.block()
        now = blocks.block_at(document, self.holder, self.number).get("show_when")
        block.pop("show_when", None)
        if now is not None:
            block["show_when"] = now
        return blocks.replace_block(document, self.holder, self.number, block)

    def findings_here(self, found: list[Found]) -> list[Found]:
        """Those of the block."""
        wanted = {"holder": self.holder, "number": self.number}
        return [one for one in found if one.place.screen == "block" and dict(one.place.parts) == wanted]

    def get_page_title(self) -> str:
        block = blocks.block_at(self.document, self.holder, self.number)
        return english(block.get("label")) or type_name(block.get("type"))

    def crumbs(self) -> list[Crumb]:
        return [*self.holder_crumbs(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        block = blocks.block_at(self.document, self.holder, self.number)
        uses = uses_of_question(self.document, str(block.get("key"))) if is_question(block) else []
        places = {place.key: place for place in (self.atlas.place_of(use.place) for use in uses)}
        return super().get_context_data(
            **kwargs,
            number=self.number,
            blocks_seen=digest(blocks.holder_blocks(self.document, self.holder)),
            key=block.get("key"),
            was=type_name(block.get("type")),
            sentence=overview.shown_when(block.get("show_when"), self.home.known()),
            uses=list(places.values()),
            kept=block.get("kept"),
        )


class ChooseKind(OnHolder, Screen):
    """Which type a question becomes."""

    template_name = "editor/editing/add_block.html"
    page_title = "Change the type"

    def crumbs(self) -> list[Crumb]:
        return [*self.holder_crumbs(), {"url": "", "label": "Change the type"}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Every question type."""
        block = blocks.block_at(self.document, self.holder, kwargs["number"])
        if not is_question(block):
            raise NotThere(self.holder)
        url = self.home.url("block", holder=self.holder, number=kwargs["number"])
        context = self.get_context_data(
            holder=self.holder, families=families(), block_url=url, now=block["type"], back=url
        )
        return render(request, self.template_name, context)


class RemoveBlock(OnHolder, Screen):
    """Asks before a block goes, and says where its answer is used."""

    template_name = "editor/editing/remove.html"

    def crumbs(self) -> list[Crumb]:
        return [*self.holder_crumbs(), {"url": "", "label": "Remove"}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask; what nothing depends on is asked about as well, as a click is quickly made."""
        block = blocks.block_at(self.document, self.holder, kwargs["number"])
        uses = uses_of_question(self.document, str(block.get("key"))) if is_question(block) else []
        places = {place.key: place for place in (self.atlas.place_of(use.place) for use in uses)}
        context = self.get_context_data(
            title=english(block.get("label")) or type_name(block.get("type")),
            kind="question" if is_question(block) else "content",
            uses=list(places.values()),
            back=self.holder_url(),
            seen=digest(block),
        )
        return render(request, self.template_name, context)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Remove it."""
        number, seen = kwargs["number"], request.POST.get("seen", "")
        return overview.carry_out(
            request,
            self.home,
            lambda document: blocks.remove_block(document, self.holder, number),
            lambda document: digest(blocks.block_at(document, self.holder, number)) == seen,
            done="Removed. “Undo the last change” brings it back.",
            to=self.holder_url(),
        )
