"""Screens about knowledge in the Wagtail admin; ``wagtail_hooks`` mounts them under /admin/."""

from django.urls import path

from knowledge.reading import admin_views as reading
from knowledge.reports import views

urlpatterns = [
    path("knowledge/unhelpful/", views.Unhelpful.as_view(), name="knowledge_unhelpful"),
    path("knowledge/questions/", views.Questions.as_view(), name="knowledge_questions"),
    path("knowledge/reviews/", views.DueForReview.as_view(), name="knowledge_reviews"),
    path("knowledge/reading/", reading.Readings.as_view(), name="knowledge_readings"),
    path("knowledge/reading/<int:reading_id>/", reading.Readers.as_view(), name="knowledge_readers"),
    path(
        "knowledge/articles/<int:article_id>/votes/",
        views.ArticleVotesScreen.as_view(),
        name="knowledge_article_votes",
    ),
    path(
        "knowledge/articles/<int:article_id>/reviewed/", views.Reviewed.as_view(), name="knowledge_reviewed"
    ),
    path(
        "knowledge/articles/<int:page_id>/reading/",
        reading.PageReading.as_view(),
        name="knowledge_article_reading",
    ),
    path(
        "knowledge/pages/<int:page_id>/reading/",
        reading.PageReading.as_view(),
        name="knowledge_page_reading",
    ),
]
