"""Phone lines, below ``workplace/lines/``."""

from django.urls import path

from workplace.lines import keeping, views

urlpatterns = [
    path("", views.call_totals, name="call_totals"),
    path("<slug:slug>/", keeping.line, name="line"),
]
