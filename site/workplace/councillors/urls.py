"""Addresses of councillors."""

from django.urls import path

from workplace.councillors import casework, officers, wards

urlpatterns = [
    path("", casework.casework_list, name="casework"),
    path("raise/", casework.casework_raise, name="casework_raise"),
    path("raise/<uuid:casework_id>/", casework.casework_journeys, name="casework_journeys"),
    path("follow/", casework.casework_follow, name="casework_follow"),
    path("wards/", wards.wards, name="wards"),
    path("<uuid:casework_id>/", casework.casework_one, name="casework_one"),
    path("<uuid:casework_id>/end/", casework.casework_end, name="casework_end"),
    path("<uuid:casework_id>/answer/", officers.casework_answer, name="casework_answer"),
]
