"""Addresses of shared drafts on the public host."""

from django.urls import path

from content.shared_drafts import views

urlpatterns = [
    path("drafts/<str:secret>/", views.shared_drafts, name="shared_drafts"),
    path("drafts/<str:secret>/<int:page_id>/", views.shared_draft, name="shared_draft"),
]
