"""The private notes of a page, in the admin."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages

from content.admin_screens import Screen
from content.notes import services
from content.sections.held import page_held

MOST_SHOWN = 100


class NoteForm(forms.Form):
    """One more note."""

    text = forms.CharField(
        label="Note", max_length=services.LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )


class Notes(Screen):
    """What those who edit a page tell each other about it."""

    page_title = "Notes"
    header_icon = "comment"
    template_name = "content/admin/governance/notes.html"

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Open and done."""
        return self._shown(page_held(self.user, page_id), NoteForm())

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """One more, or one is done."""
        page = page_held(self.user, page_id)
        if done := request.POST.get("done", ""):
            if not done.isdecimal() or len(done) > 15:
                raise Http404
            if services.settle(page, int(done), self.user):
                messages.success(request, "The note is done with.")
            return redirect("page_notes", page.pk)
        form = NoteForm(request.POST)
        if not form.is_valid():
            return self._shown(page, form, status=422)
        services.write_note(page, form.cleaned_data["text"], self.user)
        messages.success(request, "The note is there for whoever edits the page next.")
        return redirect("page_notes", page.pk)

    def _shown(self, page: Any, form: NoteForm, status: int = 200) -> HttpResponse:
        return self.show(
            status=status,
            page=page,
            form=form,
            notes=services.open_notes(page)[:MOST_SHOWN],
            done=services.done_notes(page)[:MOST_SHOWN],
        )
