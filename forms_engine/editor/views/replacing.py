"""Find and replace over all journeys: what would change is shown first, and applied where it is ticked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages

from forms_engine.editor.forms import ReplaceForm
from forms_engine.editor.replacing import find, replace_in_drafts
from forms_engine.editor.views.screen import LifecycleScreen


class ReplaceView(LifecycleScreen):
    """Searching is a GET, so that it can be gone back to; replacing is a POST with the drafts chosen."""

    page_title = "Find and replace"
    header_icon = "search"
    template_name = "editor/replace.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask what to find; with that, every text that would change."""
        form = ReplaceForm(request.GET or None)
        if not request.GET or not form.is_valid():
            return self.show(form=form)
        given = form.cleaned_data
        try:
            found = find(given["search"], given["replace"], match_case=given["match_case"], user=self.user)
        except ValueError as refused:
            form.add_error("search", str(refused))
            return self.show(status=422, form=form)
        count = sum(len(one.replacements) for one in found)
        return self.show(form=form, found=found, searched=True, count=count)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Replace in the drafts ticked."""
        form = ReplaceForm(request.POST)
        if not form.is_valid():
            return self.show(status=422, form=form)
        given = form.cleaned_data
        outcome = replace_in_drafts(
            _chosen(request.POST.getlist("draft")),
            given["search"],
            given["replace"],
            match_case=given["match_case"],
            user=self.user,
        )
        changed = len(outcome.changed)
        if changed:
            messages.success(
                request,
                f"{changed} draft{' was' if changed == 1 else 's were'} changed. Publish what is ready.",
            )
        elif not outcome.left:
            messages.warning(request, "Nothing was ticked, so nothing was changed.")
        for draft, why in outcome.left:
            messages.error(request, f"{draft}: left as it was. {why}")
        return redirect("journey_replace")


def _chosen(values: list[str]) -> list[tuple[int, int | None]]:
    """Drafts and the revisions that were shown, from ``<draft>:<revision>``; anything else is no draft."""
    chosen: list[tuple[int, int | None]] = []
    for value in values:
        draft, _, revision = value.partition(":")
        if draft.isdecimal() and (revision.isdecimal() or not revision):
            chosen.append((int(draft), int(revision) if revision else None))
    return chosen
