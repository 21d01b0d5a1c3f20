"""Below ``/workplace/glass/``, on the staff host only."""

from django.urls import path

from workplace.glass import asking, reading, reviewing

urlpatterns = [
    path("", asking.break_glass, name="break_glass"),
    path("reviews/", reviewing.glass_reviews, name="glass_reviews"),
    path("reviews/<uuid:glass_id>/", reviewing.glass_review, name="glass_review"),
    path("requests/<str:reference>/", reading.glass_request, name="glass_request"),
    path("requests/<str:reference>/close/", reading.glass_close, name="glass_close"),
    path("requests/<str:reference>/files/<uuid:file_id>/", reading.glass_file, name="glass_file"),
    path("requests/<str:reference>/letters/<uuid:letter_id>/", reading.glass_letter, name="glass_letter"),
]
