"""Addresses of the duty desk."""

from django.urls import path

from workplace.duty import thresholds, triage

urlpatterns = [
    path("", triage.duty, name="duty"),
    path("thresholds/", thresholds.thresholds, name="thresholds"),
    path("thresholds/<slug:service>/", thresholds.threshold, name="threshold"),
    path("<str:reference>/", triage.duty_decide, name="duty_decide"),
    path("<str:reference>/agree/", triage.duty_agree, name="duty_agree"),
]
