"""Where officers work; on the staff host only."""

from django.urls import path

from workplace import views

urlpatterns = [
    path("work/", views.queues, name="queues"),
    path("work/queues/<slug:slug>/", views.queue, name="queue"),
    path("work/requests/<str:reference>/", views.work_request, name="work_request"),
    path(
        "work/requests/<str:reference>/deliveries/<uuid:delivery_id>/resend/",
        views.work_resend,
        name="work_resend",
    ),
    path("work/requests/<str:reference>/files/<uuid:file_id>/", views.work_file, name="work_file"),
]
