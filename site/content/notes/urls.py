"""Addresses of private notes, below the admin's."""

from django.urls import path

from content.notes import admin_views as views

urlpatterns = [path("notes/<int:page_id>/", views.Notes.as_view(), name="page_notes")]
