"""Finance, its approvers and auditors see money; nobody else does, on no host."""

import pytest

from accounts.roles import Role
from payments.models import Payout, ReconcileException, Refund, VatCode
from tests.factories import client, make_partner, make_staff, make_user, signed_in
from tests.site.workplace.finance.conftest import HOME, address, text

pytestmark = pytest.mark.django_db

READERS = {Role.FINANCE, Role.FINANCE_APPROVER, Role.AUDITOR}


@pytest.fixture
def paths(paid, finance):
    """Every page, and one of each thing."""
    refund = Refund.objects.create(
        charge=paid, attempt=paid.attempts.get(), amount_pence=1, reason="overpaid", state="proposed"
    )
    Payout.objects.create(
        provider_id="po_1", amount_pence=5, state="paid", is_automatic=False, made_at=paid.created_at,
        arrives_at=paid.created_at,
    )  # fmt: skip
    known = ReconcileException.objects.create(kind="orphan_refund", subject="re_1", amount_pence=5)
    lists = [
        "",
        "payments/",
        "payments/download/",
        "attention/",
        "refunds/",
        "disputes/",
        "counter-payments/",
    ]
    lists += ["payouts/", "payouts/download/", "exceptions/", "exceptions/download/"]
    ones = [f"refunds/{refund.uuid}/", "payouts/po_1/", "payouts/po_1/download/", f"exceptions/{known.pk}/"]
    return [*(HOME + path for path in lists + ones), address(paid)]


def test_only_they_are_let_in(paths, paid):
    for role in Role:
        if role in {Role.RESIDENT, Role.PARTNER_MEMBER, Role.PARTNER_MANAGER}:
            continue
        browser = signed_in(make_staff(role), "staff")
        expected = 200 if role in READERS else 403
        assert {path: browser.get(path).status_code for path in paths} == dict.fromkeys(paths, expected), role
    finance_elsewhere = make_staff(Role.FINANCE)
    assert {signed_in(finance_elsewhere, "public").get(path).status_code for path in paths} == {404}
    assert {signed_in(make_partner(), "partner").get(path).status_code for path in paths} == {404}
    for stranger in (client("staff"), signed_in(make_user(), "staff")):
        assert all(stranger.get(path)["Location"].startswith("/account/sign-in/") for path in paths)


def test_auditors_and_officers_change_nothing(paths, paid, auditor, officer):
    refund = Refund.objects.get()
    known = ReconcileException.objects.get()
    posts = [
        (address(paid) + "ask-stripe/", {}),
        (address(paid) + "refund/", {"seen": "12250", "how": "whole", "reason": "asked"}),
        (address(paid) + "seen-to/overpaid/", {"overpaid-note": "x"}),
        (f"{HOME}refunds/{refund.uuid}/", {"do": "take-up"}),
        (f"{HOME}refunds/{refund.uuid}/", {"do": "decline", "decline-note": "x"}),
        (f"{HOME}exceptions/{known.pk}/", {"do": "accept", "because": "x"}),
    ]
    for browser in (auditor, officer):
        for path, said in posts:
            assert browser.post(path, said).status_code == 403, path
    page = text(auditor.get(address(paid)))
    assert "Ask for a refund" not in page and "Ask Stripe now" not in page
    refund.refresh_from_db()
    assert refund.state == "proposed" and not known.events.exists()


def test_the_operations_page_shows_finance_money_and_nothing_else(
    paths, paid, finance, undelivered, live_worker
):
    page = text(finance.get("/workplace/operations/"))
    assert "Refunds that are proposed" in page and "could not be delivered" not in page
    assert "All destinations" not in page
    assert finance.get("/workplace/operations/deliveries/").status_code == 403
    assert finance.get("/workplace/operations/destinations/").status_code == 403


def test_vat_codes_are_finances_in_the_admin(finance, officer, auditor):
    listing = "/admin/snippets/payments/vatcode/"
    assert finance.get(listing).status_code == 200
    code = VatCode.objects.get(code="REDUCED")
    edit = f"{listing}edit/{code.pk}/"
    assert 'value="5' in finance.get(edit).content.decode()
    answer = finance.post(edit, {"name": "Reduced rate", "per_cent": "12.5"})
    assert answer.status_code == 302, text(answer)
    code.refresh_from_db()
    assert (code.code, code.rate_basis_points) == ("REDUCED", 1250)
    assert "There is such a code already" in text(
        finance.post(f"{listing}add/", {"code": "reduced", "name": "x", "per_cent": "1"})
    )
    assert finance.post(f"{listing}add/", {"code": "NEW", "name": "New", "per_cent": "0"}).status_code == 302
    assert finance.post(f"{listing}delete/{code.pk}/").status_code in {302, 403, 404}
    assert VatCode.objects.filter(pk=code.pk).exists()
    for other in (officer, auditor):
        assert other.get(listing).status_code == 302
