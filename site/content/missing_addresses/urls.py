"""Addresses of the report of missing addresses, below the admin's."""

from django.urls import path

from content.missing_addresses import admin_views as views

urlpatterns = [
    path("addresses-still-asked-for/", views.StillAskedFor.as_view(), name="addresses_still_asked_for"),
    path("addresses-still-asked-for/lead-on/", views.LeadOn.as_view(), name="lead_address_on"),
]
