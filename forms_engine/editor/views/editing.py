"""Wagtail's edit view of a journey: its pages (``editing``), and saving, approval, schedule and publishing around them."""

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.views.generic import RevisionsRevertMixin
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import DeleteView, EditView, UnpublishView, WorkflowActionView

from forms_engine.definition.errors import DefinitionRefused
from forms_engine.editor.models import JourneyDraft
from forms_engine.editor.services import keep, locked, stale

MOST_SHOWN = 10


def show_refusal(request: HttpRequest, refused: DefinitionRefused) -> None:
    """Say why a journey was not published, above the next page."""
    count = len(refused.findings)
    messages.error(
        request, f"Not published: there {'is 1 fault' if count == 1 else f'are {count} faults'} to put right."
    )
    for finding in refused.findings[:MOST_SHOWN]:
        messages.error(request, str(finding))
    if count > MOST_SHOWN:
        messages.error(request, f"And {count - MOST_SHOWN} more.")


class JourneyEditView(EditView):
    """Nothing is saved or published from a page that shows another revision than the newest."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The screens in ``editing`` save what is edited on them; there is nothing here to save by itself."""
        super().setup(request, *args, **kwargs)
        self.autosave_enabled = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, with what needs to be known first."""
        row = self.live_object
        if row.publish_failed_at is not None:
            messages.error(
                request, "This was to be published, and could not be. What people see has not changed."
            )
            for line in row.publish_findings[:MOST_SHOWN]:
                messages.error(request, line)
        if row.journey is not None and row.journey.is_paused:
            messages.warning(request, "Paused: people read the pause’s message instead of this journey.")
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """What else can be done with the journey."""
        screens = [
            ("journey_versions", "Versions", "history"),
            ("journey_translations", "Translations", "globe"),
            ("journey_practice", "Practice run", "mobile-alt"),
            ("journey_pause", "Pause", "no-view"),
            ("journey_duplicate", "Duplicate", "copy"),
            ("journey_export", "Export", "download"),
        ]
        if self.object.journey_id is None:
            screens = [one for one in screens if one[0] not in {"journey_versions", "journey_pause"}]
        ours = [
            Button(label, url=reverse(name, args=[self.object.pk]), icon_name=icon, priority=number)
            for number, (name, label, icon) in enumerate(screens, start=50)
        ]
        return [*super().header_more_buttons, *ours]

    def get_delete_url(self) -> str | None:
        """Deleting is for what was never published."""
        url: str | None = None if self.object.journey_id else super().get_delete_url()
        return url

    def is_valid(self, form: Any) -> bool:
        """Refuse a stale page, saying who changed the journey meanwhile and how."""
        if self.is_out_of_date and self.action != "cancel-workflow":
            self.produced_error_code = "invalid_revision"
            shown = self.request.POST.get("loaded_revision_id", "")
            found = stale(self.live_object, int(shown) if shown.isdecimal() else None)
            changes = "; ".join(str(change) for change in found.changes[:3])
            self.produced_error_message = (
                f"{found}{f' ({changes})' if changes else ''} Look at it as it is now, then try again."
            )
            return False
        return bool(super().is_valid(form))

    def save_instance(self) -> JourneyDraft:
        """Save under the row's lock, unless somebody was quicker."""
        if locked(self.object).latest_revision_id != self.object.latest_revision_id:
            raise PermissionDenied("Somebody has changed this journey this very moment. Try again.")
        instance: JourneyDraft = super().save_instance()
        return instance

    def publish_action(self) -> HttpResponse | None:
        """Publish, or say what has to be put right."""
        return self._unless_refused(super().publish_action)

    def workflow_action_action(self) -> HttpResponse | None:
        """The same for approving, which may publish."""
        return self._unless_refused(super().workflow_action_action)

    def _unless_refused(self, act: Any) -> HttpResponse | None:
        try:
            with transaction.atomic():
                response: HttpResponse | None = act()
                return response
        except DefinitionRefused as refused:
            show_refusal(self.request, refused)
            return redirect(self.get_edit_url())


class JourneyRevertView(RevisionsRevertMixin, JourneyEditView):
    """An earlier revision, to be made the newest again."""

    view_name = "revisions_revert"

    def is_valid(self, form: Any) -> bool:
        """What is shown is an earlier revision on purpose: Wagtail's own checks alone."""
        return bool(super(JourneyEditView, self).is_valid(form))

    def save_instance(self) -> JourneyDraft:
        """The earlier document as a new revision."""
        row = locked(self.object)
        kept = keep(
            row, self.revision.as_object().document, user=self.request.user, previous_revision=self.revision
        )
        self.has_content_changes = True
        self.new_revision = kept.latest_revision
        return kept


class JourneyWorkflowActionView(WorkflowActionView):
    """Approving from the dashboard: publishing may be refused there as well."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Act, or say what has to be put right."""
        try:
            with transaction.atomic():
                response: HttpResponse = super().post(request, *args, **kwargs)
                return response
        except DefinitionRefused as refused:
            show_refusal(request, refused)
            if request.headers.get("x-requested-with") == "XMLHttpRequest":
                shown: HttpResponse = self.render_modal_json(
                    request, {"step": "success", "redirect": self.redirect_url}
                )
                return shown
            return redirect(self.redirect_url)


class JourneyDeleteView(DeleteView):
    """Deletes drafts that were never published: a published journey's draft holds its history."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send away whoever tries."""
        if self.object.journey_id is not None:
            messages.error(request, "A journey that has been published is not deleted. Unpublish it instead.")
            return redirect(self.get_success_url())
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response


class JourneyUnpublishView(UnpublishView):
    """Takes a journey off offer; Wagtail's own view would only mark the row."""

    def unpublish(self) -> HttpResponse | None:
        """Do it, or say why not."""
        try:
            self.object.unpublish(user=self.request.user)
        except DefinitionRefused as refused:
            show_refusal(self.request, refused)
            return redirect(self.edit_url_name, self.object.pk)
        return None
