"""Addresses of the knowledge base. ``config`` mounts them at ``knowledge/`` on every host."""

from django.urls import path, re_path

from knowledge import views

urlpatterns = [
    path("", views.index, name="knowledge_index"),
    # Slugs may be in any script.
    re_path(r"^(?P<slug>[-\w]+)/$", views.article, name="knowledge_article"),
]
