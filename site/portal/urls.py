"""Personal pages: a resident's on the public host; what staff and partners sent themselves, on theirs."""

from django.urls import path

from portal import (
    account_urls,
    acting,
    appointment,
    correcting,
    feedback,
    following,
    from_back_offices,
    helping_urls,
    own,
    printing,
    views,
)
from portal.updates import urls as updates_urls

# One request, for whoever sent it.
one_request = [
    path("requests/<str:reference>/", views.request_page, name="request"),
    path("requests/<str:reference>/pay/", views.request_pay, name="request_pay"),
    path("requests/<str:reference>/message/", acting.request_write, name="request_write"),
    path("requests/<str:reference>/correct/", correcting.request_correct, name="request_correct"),
    path(
        "requests/<str:reference>/correct/<path:step>/",
        correcting.request_correct_page,
        name="request_correct_page",
    ),
    path("requests/<str:reference>/booking/", appointment.request_booking, name="request_booking"),
    path(
        "requests/<str:reference>/booking/confirm/",
        appointment.request_booking_confirm,
        name="request_booking_confirm",
    ),
    path("requests/<str:reference>/cancel/", acting.request_cancel, name="request_cancel"),
    path("requests/<str:reference>/next-stage/", acting.request_next_stage, name="request_next_stage"),
    path(
        "requests/<str:reference>/letters/<uuid:letter_id>/",
        from_back_offices.request_letter,
        name="request_letter",
    ),
    path("requests/<str:reference>/files/<uuid:file_id>/", views.request_file, name="request_file"),
    path("requests/<str:reference>/print/", printing.request_print, name="request_print"),
]

urlpatterns = [
    *account_urls.urlpatterns,
    *helping_urls.urlpatterns,
    *updates_urls.urlpatterns,
    path("following/<uuid:follower_id>/", following.following, name="following"),
    path("requests/", views.find_request, name="find_request"),
    path("requests/<str:reference>/code/", views.request_code, name="request_code"),
    path("feedback/<str:token>/", feedback.feedback, name="feedback"),
    path("requests/<str:reference>/feedback/", feedback.request_feedback, name="request_feedback"),
    path("requests/<str:reference>/claim/", from_back_offices.request_claim, name="request_claim"),
    *one_request,
]

# Below ``/requests/`` on the intranet and the extranet: no code and no link of a letter opens anything there.
at_work_urlpatterns = [path("requests/", own.own_list, name="own_requests"), *one_request]
