"""VAT within prices, and the books' own rules."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from payments import ledger
from payments.models import ChargeLine, LedgerBatch, LedgerEntry, VatCode
from payments.services import LineSpec
from payments.vat import vat_within


@pytest.mark.parametrize(
    ("amount", "rate", "vat"), [(1200, 2000, 200), (100, 2000, 17), (105, 500, 5), (3, 2000, 1), (99, 0, 0)]
)
def test_vat_is_within_the_price(amount, rate, vat):
    assert vat_within(amount, rate) == vat


@given(amount=st.integers(0, 10**9), rate=st.integers(0, 10_000))
def test_vat_is_the_nearest_penny(amount, rate):
    exact = amount * rate / (10_000 + rate)
    assert abs(vat_within(amount, rate) - exact) <= 0.5 + 1e-6


@pytest.mark.django_db
class TestTheBooks:
    def test_a_line_keeps_the_rate_it_arose_with(self, new_charge):
        VatCode.objects.update_or_create(code="STANDARD", defaults={"rate_basis_points": 2000})
        charge = new_charge(lines=[LineSpec("x", "X", 1200, "7100", "standard")])
        VatCode.objects.filter(code="STANDARD").update(rate_basis_points=2500)
        line = charge.lines.get()
        assert (line.vat_rate_basis_points, line.vat_pence, line.net_pence) == (2000, 200, 1000)
        for change in ({"vat_pence": 1}, {"vat_code": "ZERO"}, {"ledger_code": "1"}):
            with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
                ChargeLine.objects.update(**change)

    def test_a_batch_balances_and_is_posted_once(self):
        entries = [(ledger.plain("bank"), 5), (ledger.plain("cash"), -5)]
        assert ledger.post("test:1", timezone.now(), entries)
        assert not ledger.post("test:1", timezone.now(), entries)
        assert LedgerEntry.objects.count() == 2
        with pytest.raises(ValueError):
            ledger.post("test:2", timezone.now(), entries[:1])

    def test_the_database_refuses_what_does_not_balance_or_changes_history(self):
        ledger.post("test:1", timezone.now(), [(ledger.plain("bank"), 5), (ledger.plain("cash"), -5)])
        with pytest.raises(IntegrityError, match="come to"), transaction.atomic():
            batch = LedgerBatch.objects.create(key="test:2", happened_at=timezone.now())
            LedgerEntry.objects.create(batch=batch, account="bank", amount_pence=1)
            LedgerEntry.objects.create(batch=batch, account="cash", amount_pence=1)
            connection.check_constraints()
        for change in (
            lambda: LedgerEntry.objects.update(amount_pence=1),
            lambda: LedgerEntry.objects.all().delete(),
            lambda: LedgerBatch.objects.update(key="other"),
        ):
            with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic():
                change()
