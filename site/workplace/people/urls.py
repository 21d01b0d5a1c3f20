"""The people directory's pages of people and teams; its list is a page of the intranet's (``models.PeoplePage``)."""

from django.urls import path

from workplace.people import editing, views

urlpatterns = [
    path("own/", views.own, name="own_entry"),
    path("keeping/", views.keeping, name="keeping_people"),
    path("teams/<slug:slug>/", views.team, name="colleagues_team"),
    path("<uuid:person>/", views.person, name="colleague"),
    path("<uuid:person>/photo/", views.photo, name="colleague_photo"),
    path("<uuid:person>/change/", editing.change, name="change_colleague"),
    path("<uuid:person>/confirm/", views.confirm, name="confirm_colleague"),
    path("<uuid:person>/hide/", views.hide, name="hide_colleague"),
    path("<uuid:person>/taken-over/", editing.taken_over, name="taken_over"),
]
