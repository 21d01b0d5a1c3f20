"""What needs a person now, below ``workplace/operations/``."""

from django.urls import path

from workplace.operations import attention, back_offices, said, views

urlpatterns = [
    path("", views.operations, name="operations"),
    path("letters/", views.unsent_letters, name="unsent_letters"),
    path("messages/", said.said, name="said"),
    path("messages/<uuid:inbound_id>/", said.see_to, name="see_to_said"),
    path("deliveries/", attention.attention, name="attention"),
    path("deliveries/do/", attention.attention_many, name="attention_many"),
    path("deliveries/<uuid:delivery_id>/", attention.attention_one, name="attention_one"),
    path("destinations/", back_offices.back_offices, name="back_offices"),
    path("destinations/<slug:slug>/", back_offices.back_office, name="back_office"),
    path("destinations/<slug:slug>/resume/", back_offices.resume_back_office, name="resume_back_office"),
]
