"""Addresses of moving in, below the admin's."""

from django.urls import path

from content.moving_in import admin_tables as tables
from content.moving_in import admin_views as views

urlpatterns = [
    path("moving-in/", views.Moves.as_view(), name="moving_in"),
    path("moving-in/<int:move_id>/", views.OneMove.as_view(), name="move"),
    path("moving-in/<int:move_id>/lines/", tables.Lines.as_view(), name="move_lines"),
    path("moving-in/<int:move_id>/not-carried/", tables.Missing.as_view(), name="move_not_carried"),
    path("old-addresses/", tables.OldAddresses.as_view(), name="old_addresses"),
]
