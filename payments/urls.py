"""Addresses of payments. `webhook_urlpatterns` has no language prefix; all live on the public host only."""

from django.urls import path

from payments import views

webhook_urlpatterns = [path("payments/stripe/webhook", views.stripe_webhook, name="stripe_webhook")]

urlpatterns = [
    path("payments/return/<str:token>/", views.payment_return, name="payment_return"),
    path("payments/pay/", views.payment_code, name="payment_code"),
    path("payments/pay/<str:token>/", views.payment_link, name="payment_link"),
    path("payments/receipt/<str:token>/", views.payment_receipt, name="payment_receipt"),
]
