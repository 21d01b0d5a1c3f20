"""What themes show of themselves, on the staff host alone."""

from django.urls import path

from themes import views

urlpatterns = [path("components/", views.components, name="components")]
