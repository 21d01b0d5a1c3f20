"""Addresses of releases, below the admin's."""

from django.urls import path

from content.releases import admin_views as views

urlpatterns = [
    path("releases/", views.Releases.as_view(), name="releases"),
    path("releases/<int:release_id>/", views.OneRelease.as_view(), name="release"),
    path("releases/of-page/<int:page_id>/", views.PutIntoRelease.as_view(), name="put_into_release"),
]
