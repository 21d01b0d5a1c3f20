"""The address of retiring a page, below the admin's."""

from django.urls import path

from content.retiring import admin_views as views

urlpatterns = [path("retire/<int:page_id>/", views.Retire.as_view(), name="retire_page")]
