"""What blocks stand on: a page, or the texts before a journey starts and after it is sent, which have a screen here."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from forms_engine.editor.editing import overview
from forms_engine.editor.editing.changes import blocks
from forms_engine.editor.editing.changes.blocks import OUTCOME, START
from forms_engine.editor.editing.changes.finding import Document, find_part
from forms_engine.editor.editing.memory import digest
from forms_engine.editor.editing.screens import Crumb, Screen
from forms_engine.editor.editing.views.pages import title_of

TITLES = {START: "Start page", OUTCOME: "What happens next"}


class OnHolder:
    """What stands on a page, or in the texts before and after the journey."""

    home: Any
    kwargs: dict[str, Any]
    document: Document

    @property
    def holder(self) -> str:
        return str(self.kwargs["holder"])

    def holder_url(self) -> str:
        """The screen that lists what stands there."""
        if self.home.is_set:
            return str(self.home.overview_url)
        if self.holder in TITLES:
            return str(self.home.url("texts", holder=self.holder))
        return str(self.home.url("page", address=self.holder))

    def holder_crumbs(self) -> list[Crumb]:
        """The way there."""
        if self.home.is_set:
            return []
        title = TITLES.get(self.holder) or title_of(find_part(self.document, self.holder))
        return [{"url": self.holder_url(), "label": title}]


class TextsScreen(OnHolder, Screen):
    """What stands on the start page, or on what happens next."""

    template_name = "editor/editing/texts.html"

    def get_page_title(self) -> str:
        return TITLES[self.holder]

    def crumbs(self) -> list[Crumb]:
        return [{"url": "", "label": TITLES[self.holder]}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The blocks there."""
        if self.holder not in TITLES:
            return redirect(self.holder_url())
        found = self.atlas.findings(self.home.findings())
        here = [
            one
            for one in found
            if one.place.page == self.holder or one.place.parts.get("holder") == self.holder
        ]
        context = self.get_context_data(
            holder=self.holder,
            blocks=overview.block_rows(self.home, self.document, self.holder, here),
            found=here,
            seen=digest(blocks.holder_blocks(self.document, self.holder)),
        )
        return render(request, self.template_name, context)
