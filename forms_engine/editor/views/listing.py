"""The list of journeys. Its number of queries does not grow with theirs: no document is opened for it."""

from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast
from django.urls import reverse
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Revision, WorkflowState

from forms_engine.catalogue.models import JourneyVersion, Service
from forms_engine.editor.exchange import without_draft
from forms_engine.editor.models import JourneyDraft
from forms_engine.editor.texts import SOURCE_LANGUAGE
from forms_engine.editor.views.plain_index import PlainIndexView

WIDE = "editor-wide"  # not shown on a small screen


def listed() -> QuerySet[JourneyDraft]:
    """Every journey in English with what its row shows; documents and revisions' contents stay in the database."""
    own = {
        "base_content_type": ContentType.objects.get_for_model(JourneyDraft),
        "object_id": Cast(OuterRef("pk"), CharField()),
    }
    live = JourneyVersion.objects.filter(journey=OuterRef("journey"), withdrawn_at=None).order_by("-number")
    return (
        JourneyDraft.objects.filter(locale__language_code=SOURCE_LANGUAGE)
        .select_related("journey")
        .defer("document", "publish_findings")
        .annotate(
            version_number=Subquery(live.values("number")[:1]),
            is_scheduled=Exists(Revision.objects.filter(approved_go_live_at__isnull=False, **own)),
            is_in_review=Exists(WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS, **own)),
            edited_by=F("latest_revision__user__name"),
            edited_at=F("latest_revision__created_at"),
        )
    )


def state_of(draft: Any) -> str:
    """What is going on with a row of ``listed``, in a few words; the most urgent first."""
    said = []
    if draft.publish_failed_at:
        said.append("not published on its day")
    if draft.journey and draft.journey.is_paused:
        said.append("paused")
    elif draft.live:
        said.append("live")
    if draft.is_in_review:
        said.append("in review")
    if draft.is_scheduled:
        said.append("scheduled")
    elif draft.has_unpublished_changes or not draft.live:
        said.append("draft")
    return " + ".join(said)


class JourneyIndexView(PlainIndexView):
    """Journeys by title: whose they are, where they stand, who edited them last, what is wrong with them."""

    page_title = "Journeys"
    search_fields = ["title", "slug", "service_slug"]
    search_backend_name = None
    default_ordering = "title"
    list_filter = ["kind"]

    def get_base_queryset(self) -> QuerySet[JourneyDraft]:
        """The rows."""
        return listed()

    @cached_property
    def service_names(self) -> dict[str, str]:
        """What services are called, by slug."""
        services = Service.objects.filter(locale__language_code=SOURCE_LANGUAGE)
        return dict(services.values_list("slug", "name"))

    @cached_property
    def list_display(self) -> list[str | Column]:
        """The title, and what is said of it."""
        return [
            "title",
            Column(
                "service",
                label="Service",
                accessor=lambda draft: self.service_names.get(draft.service_slug, draft.service_slug),
                sort_key="service_slug",
                classname=WIDE,
            ),
            Column("kind", label="Kind", sort_key="kind", classname=WIDE),
            StatusTagColumn("state", label="State", accessor=state_of, primary=lambda draft: draft.live),
            Column("version_number", label="Version", classname=WIDE),
            Column("errors", label="Faults", accessor=_faults, sort_key="errors"),
            Column("edited_by", label="Edited by", classname=WIDE),
            DateColumn("edited_at", label="Edited", sort_key="edited_at", classname=WIDE),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Besides adding one: from a file."""
        buttons = list(super().header_buttons)
        if self.user_has_permission("add"):
            buttons.append(HeaderButton("Import", url=reverse("journey_import"), icon_name="upload"))
        if self.user_has_permission("change"):
            buttons.append(
                HeaderButton("Find and replace", url=reverse("journey_replace"), icon_name="search")
            )
        return buttons

    def get_delete_url(self, instance: JourneyDraft) -> str | None:
        """Deleting is for what was never published."""
        url: str | None = None if instance.journey_id else super().get_delete_url(instance)
        return url

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """How many published journeys cannot be edited yet, as they have no draft."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        context["without_draft"] = without_draft().count() if self.user_has_permission("add") else 0
        return context


def _faults(draft: JourneyDraft) -> str:
    if not draft.errors and not draft.warnings:
        return "None"
    parts = [(draft.errors, "error"), (draft.warnings, "warning")]
    return ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in parts if count)
