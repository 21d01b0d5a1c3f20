"""What managers read, below ``workplace/measures/``."""

from django.urls import path

from workplace.measures import views

urlpatterns = [
    path("", views.measures, name="measures"),
    path("measures.csv", views.measures_csv, name="measures_csv"),
    path("journeys.csv", views.journeys_csv, name="measures_journeys_csv"),
    path("definitions/", views.definitions, name="measures_definitions"),
]
