"""/journeys/<slug>/…, on every host: the audience key of the journey decides who sees it."""

from django.urls import path, register_converter
from django.views.decorators.cache import never_cache

from forms_engine.journeys import (
    choosing_views,
    duplicate_views,
    index,
    phone_views,
    saving_views,
    views,
)
from forms_engine.journeys.wizard import journey_page


class StepConverter:
    """A page's or a group's key, or ``<group>/<n>/<page>`` (``runtime.steps``)."""

    regex = "[a-z0-9-]+(?:/[0-9]{1,3}/[a-z0-9-]+)?"

    def to_python(self, value: str) -> str:
        """As it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value


register_converter(StepConverter, "step")

urlpatterns = [
    path("journeys/", index.journey_index, name="journey_index"),
    path("journeys/<slug:slug>/", views.journey_start, name="journey_start"),
    path("journeys/<slug:slug>/check/", views.journey_check, name="journey_check"),
    path("journeys/<slug:slug>/payment/", views.journey_pay, name="journey_pay"),
    path("journeys/<slug:slug>/confirmation/", views.journey_confirmation, name="journey_confirmation"),
    path("journeys/<slug:slug>/done/", views.journey_forget, name="journey_forget"),
    path("journeys/<slug:slug>/duplicates/", duplicate_views.journey_duplicates, name="journey_duplicates"),
    path(
        "journeys/<slug:slug>/duplicates/code/",
        duplicate_views.journey_follow_code,
        name="journey_follow_code",
    ),
    path(
        "journeys/<slug:slug>/duplicates/<uuid:request_id>/",
        duplicate_views.journey_follow,
        name="journey_follow",
    ),
    path("journeys/<slug:slug>/time/", choosing_views.journey_time, name="journey_time"),
    path("journeys/<slug:slug>/following/", duplicate_views.journey_following, name="journey_following"),
    # Two parts after the journey's name, which no step has.
    path("journeys/<slug:slug>/saved/answers/", saving_views.journey_saved, name="journey_saved"),
    path("journeys/<slug:slug>/saved/idle/", saving_views.journey_idle, name="journey_idle"),
    path("journeys/<slug:slug>/saved/phone/", phone_views.journey_phone, name="journey_phone"),
    path("journeys/<slug:slug>/saved/find/", saving_views.journey_find_link, name="journey_find_link"),
    path(
        "journeys/<slug:slug>/saved/<uuid:key>/", saving_views.journey_saved_link, name="journey_saved_link"
    ),
    path(
        "journeys/<slug:slug>/drafts/<uuid:draft_id>/continue/",
        saving_views.draft_continue,
        name="draft_continue",
    ),
    path(
        "journeys/<slug:slug>/drafts/<uuid:draft_id>/delete/", saving_views.draft_delete, name="draft_delete"
    ),
    path("journeys/<slug:slug>/<step:step>/", never_cache(journey_page), name="journey_page"),
]
