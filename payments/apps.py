"""Django's entry for the payments part."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """Charges, attempts, settle; `sandbox/` is a separate program that stands in for Stripe."""

    name = "payments"
    verbose_name = "Payments"
