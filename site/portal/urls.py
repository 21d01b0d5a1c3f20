"""The public host's personal pages."""

from django.urls import path

from portal import views

urlpatterns = [
    path("account/", views.account, name="account"),
    path("requests/", views.find_request, name="find_request"),
    path("requests/<str:reference>/", views.request_page, name="request"),
    path("requests/<str:reference>/code/", views.request_code, name="request_code"),
    path("requests/<str:reference>/pay/", views.request_pay, name="request_pay"),
    path("requests/<str:reference>/files/<uuid:file_id>/", views.request_file, name="request_file"),
]
