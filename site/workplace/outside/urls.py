"""Below ``/workplace/`` on the extranet."""

from django.urls import path

from workplace.outside import acting, one, queues

urlpatterns = [
    path("", queues.outside_queues, name="outside_queues"),
    path("queues/<slug:slug>/", queues.outside_queue, name="outside_queue"),
    path("queues/<slug:slug>/next/", queues.outside_next, name="outside_next"),
    path("requests/<str:reference>/", one.outside_request, name="outside_request"),
    path("requests/<str:reference>/files/<uuid:file_id>/", one.outside_file, name="outside_file"),
    path("requests/<str:reference>/take/", acting.outside_take, name="outside_take"),
    path("requests/<str:reference>/put-back/", acting.outside_put_back, name="outside_put_back"),
    path("requests/<str:reference>/photos/", acting.outside_photos, name="outside_photos"),
    path("requests/<str:reference>/update/", acting.outside_update, name="outside_update"),
    path("requests/<str:reference>/ask/", acting.outside_ask, name="outside_ask"),
    path("requests/<str:reference>/note/", acting.outside_note, name="outside_note"),
    path("requests/<str:reference>/hand-back/", acting.outside_hand_back, name="outside_hand_back"),
]
