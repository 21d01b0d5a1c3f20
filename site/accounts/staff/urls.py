"""Addresses of work accounts. ``config`` mounts them at ``account/work/`` on the staff host, outside the languages:
the provider knows one address."""

from django.urls import path

from accounts.staff import views

urlpatterns = [
    path("", views.start, name="staff_openid_start"),
    path("callback/", views.callback, name="staff_openid_callback"),
]
