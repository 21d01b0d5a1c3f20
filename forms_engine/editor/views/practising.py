"""Starting a practice run."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from forms_engine.definition.errors import DefinitionRefused
from forms_engine.editor import practice
from forms_engine.editor.texts import SOURCE_LANGUAGE
from forms_engine.editor.views.editing import show_refusal
from forms_engine.editor.views.screen import DraftScreen, edit_url


class PracticeView(DraftScreen):
    """Says what a practice run is, and starts one on the newest draft."""

    page_title = "Practice run"
    template_name = "editor/practice.html"

    def get(self, request: HttpRequest, draft_id: int) -> HttpResponse:
        """What it is."""
        return self.show(takes_fees=practice.takes_fees())

    def post(self, request: HttpRequest, draft_id: int) -> HttpResponse:
        """Prepare it and go there, or say what has to be put right."""
        if self.draft.locale.language_code != SOURCE_LANGUAGE:
            return redirect(edit_url(self.draft))
        try:
            version = practice.prepare(self.draft)
        except DefinitionRefused as refused:
            show_refusal(request, refused)
            return redirect(edit_url(self.draft))
        return redirect(reverse("journey_start", args=[version.journey.slug]))
