"""Letters to print."""

from django.urls import path

from workplace.letters import printing

urlpatterns = [
    path("", printing.letters_to_print, name="letters_to_print"),
    path("<uuid:letter_id>/posted/", printing.letter_posted, name="letter_posted"),
]
