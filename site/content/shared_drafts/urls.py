"""Addresses of sharing drafts, below the admin's."""

from django.urls import path

from content.shared_drafts import admin_views as views

urlpatterns = [
    path("shared-drafts/", views.SharedDrafts.as_view(), name="shared_draft_links"),
    path("shared-drafts/<uuid:shared_id>/", views.OneSharedDraft.as_view(), name="shared_draft_link"),
    path("shared-drafts/of-page/<int:page_id>/", views.Share.as_view(), name="share_page"),
    path("shared-drafts/of-release/<int:release_id>/", views.Share.as_view(), name="share_release"),
]
