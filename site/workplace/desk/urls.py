"""The desk, below ``workplace/desk/``."""

from django.urls import path

from workplace.desk import (
    chasing,
    customer,
    details,
    helpers,
    holding,
    identity,
    location,
    log,
    same_person,
    views,
)

urlpatterns = [
    path("", views.desk, name="desk"),
    path("log/", log.desk_log, name="desk_log"),
    path("begin/", log.desk_begin, name="desk_begin"),
    path("end/", log.desk_end, name="desk_end"),
    path("customers/new/", details.desk_new, name="desk_new"),
    path("customers/<uuid:customer_id>/", customer.desk_customer, name="desk_customer"),
    path("customers/<uuid:customer_id>/details/", details.desk_details, name="desk_details"),
    path("customers/<uuid:customer_id>/helpers/", helpers.desk_helpers, name="desk_helpers"),
    path("customers/<uuid:customer_id>/hold/", holding.desk_hold, name="desk_hold"),
    path("customers/<uuid:customer_id>/identity/", identity.desk_identity, name="desk_identity"),
    path(
        "customers/<uuid:customer_id>/same-as/<uuid:other_id>/",
        same_person.desk_compare,
        name="desk_compare",
    ),
    path("merges/<uuid:merge_id>/undo/", same_person.desk_undo_merge, name="desk_undo_merge"),
    path("requests/<str:reference>/", chasing.desk_chase, name="desk_chase"),
    path("locations/<int:location_id>/", location.desk_location, name="desk_location"),
    path("locations/<int:location_id>/lives-here/", details.desk_lives_here, name="desk_lives_here"),
]
