"""Everybody's own bookmarks, below ``workplace/bookmarks/``."""

from django.urls import path

from workplace.tools import views

urlpatterns = [
    path("", views.bookmarks, name="bookmarks"),
    path("<uuid:bookmark_id>/", views.bookmark, name="bookmark"),
    path("pages/<int:page_id>/", views.keep_page, name="keep_page"),
    path("tools/<int:page_id>/<uuid:tool_id>/", views.star_tool, name="star_tool"),
]
