"""Addresses of looking pages over, below the admin's."""

from django.urls import path

from content.reviews import admin_views as views

urlpatterns = [
    path("pages-to-look-over/", views.PagesToLookOver.as_view(), name="pages_to_look_over"),
    path("pages-to-look-over/<int:page_id>/", views.LookedOver.as_view(), name="page_looked_over"),
]
