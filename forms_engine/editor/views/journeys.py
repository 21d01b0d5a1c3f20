"""Journeys in and out: adding, importing, exporting, duplicating, and making drafts of what is published."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages

from forms_engine.definition.errors import DefinitionRefused
from forms_engine.editor.exchange import adopt_all, duplicate, export_file, import_file
from forms_engine.editor.forms import ImportForm, NewJourneyForm
from forms_engine.editor.services import DraftRefused, create_draft, new_document
from forms_engine.editor.views.screen import DraftScreen, LifecycleScreen, edit_url, list_url


class AddJourneyView(LifecycleScreen):
    """A new journey, from its name."""

    permission = "add"
    page_title = "New journey"
    template_name = "editor/form.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the name."""
        return self.show(form=NewJourneyForm(), button="Create")

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make the draft."""
        form = NewJourneyForm(request.POST)
        if not form.is_valid():
            return self.show(status=422, form=form, button="Create")
        given = form.cleaned_data
        document = new_document(given["title"], given["kind"], given["service"].slug)
        draft = create_draft(document, user=self.user)
        messages.success(request, f"“{draft}” is made. Add its pages.")
        return redirect(edit_url(draft))


class ImportView(LifecycleScreen):
    """A draft from a file. What could not be taken over is shown once, and kept in the draft's findings."""

    permission = "add"
    page_title = "Import a journey"
    template_name = "editor/form.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the file."""
        return self.show(form=ImportForm(), button="Import")

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make the draft, or say why nothing can be made of the file."""
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(status=422, form=form, button="Import")
        try:
            made = import_file(form.cleaned_data["file"].read(), user=self.user)
        except DefinitionRefused as refused:
            return self.show(status=422, form=form, button="Import", findings=refused.findings)
        except DraftRefused as refused:
            form.add_error("file", str(refused))
            return self.show(status=422, form=form, button="Import")
        messages.success(request, f"“{made.draft}” is imported as a draft.")
        if not made.findings:
            return redirect(edit_url(made.draft))
        self.template_name = "editor/imported.html"
        return self.show(draft=made.draft, findings=made.findings, edit_url=edit_url(made.draft))


class ExportView(DraftScreen):
    """The newest draft as a file."""

    def get(self, request: HttpRequest, draft_id: int) -> HttpResponse:
        """The canonical document."""
        return HttpResponse(
            export_file(self.draft),
            content_type="application/json",
            headers={"Content-Disposition": f'attachment; filename="{self.draft.slug}.json"'},
        )


class DuplicateView(DraftScreen):
    """A copy under another address."""

    permission = "add"
    page_title = "Duplicate"
    template_name = "editor/duplicate.html"

    def get(self, request: HttpRequest, draft_id: int) -> HttpResponse:
        """Say what a copy is."""
        return self.show()

    def post(self, request: HttpRequest, draft_id: int) -> HttpResponse:
        """Make the copy and go to it."""
        copied = duplicate(self.draft, user=self.user)
        messages.success(request, f"“{copied}” is made. Give it a name of its own.")
        return redirect(edit_url(copied))


class AdoptView(LifecycleScreen):
    """Drafts for published journeys that have none, such as those loaded by a command."""

    permission = "add"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Make them."""
        made = adopt_all()
        messages.success(request, f"{len(made)} journey{'' if len(made) == 1 else 's'} can be edited now.")
        return redirect(list_url())
