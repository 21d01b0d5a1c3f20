"""Officer mode, below ``workplace/officer/``."""

from django.urls import path

from workplace.officer import done, drafts, start, time
from workplace.officer.screen import officer_screen

urlpatterns = [
    path("", start.officer_journeys, name="officer_journeys"),
    path("code/", drafts.officer_draft, name="officer_draft"),
    path("journeys/<slug:slug>/", start.officer_journey, name="officer_journey"),
    path("journeys/<slug:slug>/<uuid:submission_id>/", officer_screen, name="officer_screen"),
    path("journeys/<slug:slug>/<uuid:submission_id>/time/", time.officer_time, name="officer_time"),
    path("journeys/<slug:slug>/<uuid:submission_id>/done/", done.officer_done, name="officer_done"),
    path(
        "journeys/<slug:slug>/<uuid:submission_id>/delete/",
        drafts.officer_delete,
        name="officer_delete",
    ),
]
