"""Addresses of the knowledge base. ``config`` mounts them at ``knowledge/`` on every host."""

from django.urls import path, re_path

from knowledge import views
from knowledge.reading import views as reading
from knowledge.votes import views as votes

# Slugs may be in any script. What comes before an article is reserved in ``ArticlePage.RESERVED_SLUGS``.
SLUG = r"(?P<slug>[-\w]+)/"

urlpatterns = [
    path("", views.index, name="knowledge_index"),
    re_path(r"^a-to-z/(?P<letter>[a-z]|0-9)/$", views.a_to_z, name="knowledge_letter"),
    path("reading/", reading.reading_list, name="knowledge_reading"),
    path("reading/<int:page_id>/", reading.confirm_page, name="confirm_page"),
    re_path(rf"^topics/{SLUG}$", views.topic, name="knowledge_topic"),
    re_path(rf"^{SLUG}$", views.article, name="knowledge_article"),
    re_path(rf"^{SLUG}helpful/$", votes.vote, name="knowledge_vote"),
    re_path(rf"^{SLUG}helpful/why/$", votes.why, name="knowledge_why"),
    re_path(rf"^{SLUG}helpful/thanks/$", votes.thanks, name="knowledge_thanks"),
    re_path(rf"^{SLUG}read/$", reading.confirm, name="knowledge_confirm"),
]
