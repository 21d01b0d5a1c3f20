"""/journeys/<slug>/…, on every host: the audience key of the journey decides who sees it."""

from django.urls import path
from django.views.decorators.cache import never_cache

from forms_engine.journeys import views
from forms_engine.journeys.wizard import journey_page

urlpatterns = [
    path("journeys/<slug:slug>/", views.journey_start, name="journey_start"),
    path("journeys/<slug:slug>/check/", views.journey_check, name="journey_check"),
    path("journeys/<slug:slug>/payment/", views.journey_pay, name="journey_pay"),
    path("journeys/<slug:slug>/confirmation/", views.journey_confirmation, name="journey_confirmation"),
    path("journeys/<slug:slug>/done/", views.journey_forget, name="journey_forget"),
    path("journeys/<slug:slug>/<slug:step>/", never_cache(journey_page), name="journey_page"),
]
