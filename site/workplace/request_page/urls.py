"""A request's page, below its reference."""

from django.urls import path

from workplace.request_page import as_customer, asking, deliveries, files, page, taking_out

urlpatterns = [
    path("", page.work_request, name="work_request"),
    path("ask/", asking.work_ask, name="work_ask"),
    path("split/", taking_out.work_split, name="work_split"),
    path("as-customer/", as_customer.work_as_customer, name="work_as_customer"),
    path("files/", files.work_add_files, name="work_add_files"),
    path("files/<uuid:file_id>/", files.work_file, name="work_file"),
    path("deliveries/<uuid:delivery_id>/resend/", deliveries.work_resend, name="work_resend"),
]
