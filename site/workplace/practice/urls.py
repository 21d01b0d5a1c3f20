"""Below ``/workplace/practice/``."""

from django.urls import path

from workplace.practice import views

urlpatterns = [
    path("", views.practice_home, name="practice"),
    path("turn/", views.practice_turn, name="practice_turn"),
    path("requests/<str:reference>/letters/", views.practice_letters, name="practice_letters"),
    path("requests/<str:reference>/pay/", views.practice_pay, name="practice_pay"),
]
