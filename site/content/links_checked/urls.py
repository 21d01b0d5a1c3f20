"""Addresses of the broken-link report, below the admin's."""

from django.urls import path

from content.links_checked import admin_views as views

urlpatterns = [
    path("broken-links/", views.BrokenLinks.as_view(), name="broken_links"),
    path("broken-links/<int:page_id>/", views.LookAgain.as_view(), name="broken_links_look_again"),
]
