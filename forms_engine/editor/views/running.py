"""A published journey's running: its versions, pausing it, and agreeing to its translations."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from wagtail.admin import messages

from forms_engine.catalogue.lifecycle import StillLive
from forms_engine.catalogue.models import Journey, JourneyVersion
from forms_engine.definition.errors import DefinitionRefused
from forms_engine.editor import publishing
from forms_engine.editor.comparison import compare
from forms_engine.editor.forms import PauseForm
from forms_engine.editor.selectors import versions_of
from forms_engine.editor.services import DraftLocked, DraftRefused
from forms_engine.editor.texts import SOURCE_LANGUAGE
from forms_engine.editor.translating import mark_reviewed, translations_of
from forms_engine.editor.views.editing import show_refusal
from forms_engine.editor.views.screen import DraftScreen, edit_url


class PublishedScreen(DraftScreen):
    """A page about a journey that has been published."""

    @property
    def journey(self) -> Journey:
        """What it was published as.

        Raises:
            Http404: when it was not.
        """
        if self.draft.journey is None:
            raise Http404
        return self.draft.journey

    def version(self, number: int) -> JourneyVersion:
        """One of its versions.

        Raises:
            Http404: when there is none of that number.
        """
        found: JourneyVersion = get_object_or_404(self.journey.versions, number=number)
        return found


class VersionsView(PublishedScreen):
    """Every version that was published, newest first, with how many people are on it."""

    page_title = "Versions"
    template_name = "editor/versions.html"

    def get(self, request: HttpRequest, draft_id: int) -> HttpResponse:
        """The list."""
        return self.show(versions=versions_of(self.journey))


class VersionView(PublishedScreen):
    """One version beside the live one: what rolling back to it would change."""

    page_title = "Version"
    template_name = "editor/version.html"

    def get(self, request: HttpRequest, draft_id: int, number: int) -> HttpResponse:
        """What is different."""
        shown = self.version(number)
        live = self.journey.versions.filter(withdrawn_at=None).order_by("-number").first()
        changes = compare(live.document, shown.document) if live else []
        return self.show(version=shown, live=live, changes=changes)


class RollBackView(PublishedScreen):
    """Publishes an earlier version's document again."""

    permission = "publish"

    def post(self, request: HttpRequest, draft_id: int, number: int) -> HttpResponse:
        """Do it, or say why not."""
        try:
            version = publishing.roll_back(self.draft, self.version(number), self.user)
        except DefinitionRefused as refused:
            show_refusal(request, refused)
        except (DraftLocked, DraftRefused) as refused:
            messages.error(request, str(refused))
        else:
            messages.success(
                request,
                f"Version {number} is live again, as version {version.number}. The draft says the same.",
            )
        return redirect("journey_versions", draft_id=draft_id)


class WithdrawView(PublishedScreen):
    """Withdraws a version that is no longer live."""

    permission = "publish"

    def post(self, request: HttpRequest, draft_id: int, number: int) -> HttpResponse:
        """Do it, or say why not."""
        try:
            publishing.withdraw(self.version(number), draft=self.draft, user=self.user)
        except StillLive:
            messages.error(
                request, "This version is live. Publish or roll back to another, or unpublish the journey."
            )
        else:
            messages.success(
                request, f"Version {number} is withdrawn. Those who were on it move on to the live one."
            )
        return redirect("journey_versions", draft_id=draft_id)


class PauseView(PublishedScreen):
    """Stops a journey now, with a message."""

    permission = "publish"
    page_title = "Pause"
    template_name = "editor/pause.html"

    def get(self, request: HttpRequest, draft_id: int) -> HttpResponse:
        """Ask for the message."""
        said = self.journey.paused_message
        filled = {"english": said.get("en", ""), "welsh": said.get("cy", "")} if said else {}
        return self.show(form=PauseForm(initial=filled), journey=self.journey)

    def post(self, request: HttpRequest, draft_id: int) -> HttpResponse:
        """Pause it, or change the message."""
        form = PauseForm(request.POST)
        if not form.is_valid():
            return self.show(status=422, form=form, journey=self.journey)
        publishing.pause(self.draft, form.message(), user=self.user)
        return redirect(edit_url(self.draft))


class ResumeView(PublishedScreen):
    """Lets a paused journey go on."""

    permission = "publish"

    def post(self, request: HttpRequest, draft_id: int) -> HttpResponse:
        """Do it."""
        publishing.resume(self.draft, user=self.user)
        messages.success(request, "People can use this journey again.")
        return redirect(edit_url(self.draft))


class ReviewedView(PublishedScreen):
    """A translator agrees to a translation as it is published."""

    permission = "publish"

    def post(self, request: HttpRequest, draft_id: int) -> HttpResponse:
        """Do it, or say why not."""
        try:
            mark_reviewed(self.draft, user=self.user)
        except DefinitionRefused as refused:
            show_refusal(request, refused)
        except ValueError as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Marked as reviewed. Changing any of its texts takes this back.")
        return redirect("journey_translations", draft_id=draft_id)


class TranslationsView(DraftScreen):
    """The languages a journey is in, and where each stands."""

    page_title = "Translations"
    template_name = "editor/translations.html"

    def get(self, request: HttpRequest, draft_id: int) -> HttpResponse:
        """The list."""
        rows = [(state, edit_url(state.row)) for state in translations_of(self.draft)]
        submit = reverse(
            "wagtail_localize:submit_snippet_translation", args=["editor", "journeydraft", self.draft.pk]
        )
        is_source = self.draft.locale.language_code == SOURCE_LANGUAGE
        may_submit = is_source and request.user.has_perm("wagtail_localize.submit_translation")
        return self.show(rows=rows, submit_url=submit if may_submit else "")
