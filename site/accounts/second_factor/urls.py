"""Addresses of second factors, on the staff and partner hosts at ``account/second-factor/``."""

from django.urls import URLPattern, URLResolver, path

from accounts.second_factor import passkey_views, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.ask, name="second_factor"),
    path("set-up/", views.set_up, name="second_factor_set_up"),
    path("app/", views.app, name="second_factor_app"),
    path("app/remove/", views.remove_app, name="second_factor_remove_app"),
    path("passkey/", passkey_views.give, name="second_factor_passkey"),
    path("passkey/options/", passkey_views.options, name="second_factor_passkey_options"),
    path("passkey/make/", passkey_views.make, name="second_factor_make_passkey"),
    path("recovery-codes/", views.recovery_codes, name="second_factor_recovery_codes"),
    path("done/", views.done, name="second_factor_done"),
]
