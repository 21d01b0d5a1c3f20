"""Addresses of the demonstration. ``config`` mounts them on the public host in demo mode alone."""

from django.urls import path

from demo import views

urlpatterns = [
    path("_mail/", views.mailbox, name="demo_mailbox"),
    path("_mail/<str:letter_id>/", views.letter, name="demo_letter"),
]
