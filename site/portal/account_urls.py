"""The pages of a resident's account, and leaving nothing on a shared computer."""

from django.urls import path

from portal import details, finish, home, leaving, lists, own_data

urlpatterns = [
    path("account/", home.account, name="account"),
    path("account/requests/", lists.account_requests, name="account_requests"),
    path("account/bookings/", lists.account_bookings, name="account_bookings"),
    path("account/payments/", lists.account_payments, name="account_payments"),
    path("account/letters/", lists.account_letters, name="account_letters"),
    path("account/details/", details.account_details, name="account_details"),
    path("account/needs/", details.account_needs, name="account_needs"),
    path("account/preferences/", details.account_preferences, name="account_preferences"),
    path("account/export/", own_data.account_export, name="account_export"),
    path("account/delete/", leaving.account_delete, name="account_delete"),
    path("finish/", finish.finish, name="finish"),
]
