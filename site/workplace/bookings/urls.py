"""Appointments, below ``workplace/bookings/``."""

from django.urls import path

from workplace.bookings import changing, one, slots, views

urlpatterns = [
    path("", views.bookings, name="bookings"),
    path("find/", views.find_booking, name="find_booking"),
    path("waiting/<slug:slug>/", views.waiting, name="bookings_waiting"),
    path("over-capacity/", views.over_capacity, name="bookings_over_capacity"),
    path("weeks/<slug:slug>/", views.week, name="booking_week"),
    path("times/<int:slot_id>/", slots.slot, name="booking_slot"),
    path("<uuid:booking_uuid>/", one.booking, name="booking"),
    path("<uuid:booking_uuid>/move/", changing.move, name="booking_move"),
    path("<uuid:booking_uuid>/cancel/", changing.cancel, name="booking_cancel"),
    path("<uuid:booking_uuid>/refuse/", changing.refuse, name="booking_refuse"),
    path("<uuid:booking_uuid>/approve/", changing.approve, name="booking_approve"),
    path("<uuid:booking_uuid>/mark/", changing.mark, name="booking_mark"),
]
