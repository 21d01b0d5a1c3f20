"""The pages of updates by email."""

from django.urls import path

from portal.updates import in_account, views

urlpatterns = [
    path("updates/", views.updates, name="updates"),
    path("updates/asked/", views.updates_asked, name="updates_asked"),
    path("updates/confirm/<str:token>/", views.updates_confirm, name="updates_confirm"),
    path("updates/choices/<str:token>/", views.updates_choices, name="updates_choices"),
    path("updates/stop/<str:token>/", views.updates_stop, name="updates_stop"),
    path("account/updates/", in_account.account_updates, name="account_updates"),
]
