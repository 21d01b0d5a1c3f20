"""Queues and lists, below ``workplace/``."""

from django.urls import path

from workplace import home
from workplace.queues import assigned, keyboard, lists, many, saving

urlpatterns = [
    path("", home.home, name="queues"),
    path("everything/", lists.everything, name="queue_all"),
    path("many/", many.queue_many, name="queue_many"),
    path("keys/", keyboard.queue_keys, name="queue_keys"),
    path("saved-lists/", saving.saved_views, name="saved_views"),
    path("saved-lists/<uuid:view_id>/", saving.saved_view, name="saved_view"),
    path("queues/<slug:slug>/", lists.queue, name="queue"),
    path("queues/<slug:slug>/next/", assigned.queue_next, name="queue_next"),
    path("requests/<str:reference>/take/", assigned.work_take, name="work_take"),
    path("requests/<str:reference>/give/", assigned.work_give, name="work_give"),
    path("requests/<str:reference>/put-back/", assigned.work_put_back, name="work_put_back"),
]
