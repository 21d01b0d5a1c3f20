"""Addresses under /admin/ that are the editor's own; Wagtail's for snippets are in ``viewsets``."""

from django.urls import URLPattern, URLResolver, include, path

from forms_engine.editor.editing import urls as editing
from forms_engine.editor.routing import urls as routing
from forms_engine.editor.views import journeys, practising, replacing, running

urlpatterns: list[URLPattern | URLResolver] = [
    path("journeys/import/", journeys.ImportView.as_view(), name="journey_import"),
    path("journeys/adopt/", journeys.AdoptView.as_view(), name="journey_adopt"),
    path("journeys/find-and-replace/", replacing.ReplaceView.as_view(), name="journey_replace"),
    path("journeys/<int:draft_id>/export/", journeys.ExportView.as_view(), name="journey_export"),
    path("journeys/<int:draft_id>/duplicate/", journeys.DuplicateView.as_view(), name="journey_duplicate"),
    path("journeys/<int:draft_id>/versions/", running.VersionsView.as_view(), name="journey_versions"),
    path(
        "journeys/<int:draft_id>/versions/<int:number>/",
        running.VersionView.as_view(),
        name="journey_version",
    ),
    path(
        "journeys/<int:draft_id>/versions/<int:number>/roll-back/",
        running.RollBackView.as_view(),
        name="journey_roll_back",
    ),
    path(
        "journeys/<int:draft_id>/versions/<int:number>/withdraw/",
        running.WithdrawView.as_view(),
        name="journey_withdraw",
    ),
    path("journeys/<int:draft_id>/pause/", running.PauseView.as_view(), name="journey_pause"),
    path("journeys/<int:draft_id>/resume/", running.ResumeView.as_view(), name="journey_resume"),
    path(
        "journeys/<int:draft_id>/translations/",
        running.TranslationsView.as_view(),
        name="journey_translations",
    ),
    path("journeys/<int:draft_id>/practice/", practising.PracticeView.as_view(), name="journey_practice"),
    path("journeys/<int:draft_id>/reviewed/", running.ReviewedView.as_view(), name="journey_reviewed"),
    path("journeys/<int:draft_id>/", include((editing.urlpatterns, "journey_editing"))),
    path("routing/", include(routing.urlpatterns)),
    path("question-sets/<int:set_id>/", include((editing.set_urlpatterns, "set_editing"))),
]
