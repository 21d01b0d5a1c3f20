"""Where finance works, below ``workplace/finance/``."""

from django.urls import path

from workplace.finance import (
    anomalies,
    asking,
    counter,
    deciding,
    disputes,
    exceptions,
    payments,
    payouts,
    views,
)

urlpatterns = [
    path("", views.finance, name="finance"),
    path("payments/", payments.payments, name="finance_payments"),
    path("payments/download/", payments.download, name="finance_payments_csv"),
    path("payments/<uuid:uuid>/", payments.payment, name="finance_payment"),
    path("payments/<uuid:uuid>/refund/", asking.ask, name="finance_ask_refund"),
    path("payments/<uuid:uuid>/ask-stripe/", payments.ask_stripe, name="finance_ask_stripe"),
    path("payments/<uuid:uuid>/seen-to/<slug:flag>/", payments.seen_to, name="finance_seen_to"),
    path("attention/", payments.attention, name="finance_attention"),
    path("anomalies/", anomalies.anomalies, name="finance_anomalies"),
    path("refunds/", deciding.refunds, name="finance_refunds"),
    path("refunds/<uuid:uuid>/", deciding.refund, name="finance_refund"),
    path("disputes/", disputes.disputes, name="finance_disputes"),
    path("counter-payments/", counter.counter_payments, name="finance_counter"),
    path("counter-payments/<uuid:uuid>/", counter.counter_payment, name="finance_counter_payment"),
    path("payouts/", payouts.payouts, name="finance_payouts"),
    path("payouts/download/", payouts.download, name="finance_payouts_csv"),
    path("payouts/<str:provider_id>/", payouts.payout, name="finance_payout"),
    path("payouts/<str:provider_id>/download/", payouts.download_one, name="finance_payout_csv"),
    path("exceptions/", exceptions.exceptions, name="finance_exceptions"),
    path("exceptions/download/", exceptions.download, name="finance_exceptions_csv"),
    path("exceptions/<int:exception_id>/", exceptions.exception, name="finance_exception"),
]
