"""Where officers work; on the staff host only."""

from django.urls import path

from workplace import held_back, views

urlpatterns = [
    path("workplace/", views.queues, name="queues"),
    path("workplace/suspected/", held_back.suspected_list, name="suspected"),
    path("workplace/queues/<slug:slug>/", views.queue, name="queue"),
    path("workplace/requests/<str:reference>/", views.work_request, name="work_request"),
    path("workplace/requests/<str:reference>/held-back/", held_back.work_held_back, name="work_held_back"),
    path(
        "workplace/requests/<str:reference>/deliveries/<uuid:delivery_id>/resend/",
        views.work_resend,
        name="work_resend",
    ),
    path("workplace/requests/<str:reference>/files/<uuid:file_id>/", views.work_file, name="work_file"),
]
