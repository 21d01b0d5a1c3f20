"""SIGKILL at twelve named points of paying, settling, refunding and booking: within two minutes everybody who was told so
has their time and has paid for it once, whoever was to get money back has it once, and nothing else is taken or held.

Real processes, one database. Parents book an appointment with a certificate by API and ask again until they are answered;
finance gives three of them their money back.
"""

import re
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest
from django.utils import timezone

from config.environment import ROOT
from forms_engine.booking.models import Booking, Place
from forms_engine.delivery.models import Delivery
from forms_engine.notices.models import Notice
from forms_engine.requests.models import Request
from payments import services
from payments.models import Charge, Refund
from tests.faults.kill_points.apps import OF_MONEY_AND_PLACES
from tests.faults.test_kill import house
from tests.payments.conftest import who

__all__ = ["house"]

pytestmark = pytest.mark.faults

CONVERGES_WITHIN = 120.0
PATIENCE = 60.0
JOURNEY = "book-an-appointment-to-register-a-birth"
FEE = 1250


def pages() -> dict[str, dict[str, object]]:
    born = timezone.localdate() - timedelta(days=7)
    return {
        "born-here": {"born-here": "yes"},
        "baby": {"baby-born": born.isoformat(), "hospital": "Marlford General", "how-many": "1"},
        "who-comes": {"who-comes": "married"},
        "certificates": {"copies": 1},
        "needs": {"needs": ["none"]},
        "full-name": {"full-name": "Ann Archer"},
        "contact-details": {"email": f"{uuid.uuid4().hex[:8]}@example.com", "phone": "01632 960001"},
    }


class Parent:
    """A program that books for one family, and asks the same again as long as it hears nothing."""

    def __init__(self, port: int) -> None:
        self.http = httpx.Client(
            base_url=f"http://127.0.0.1:{port}/api/v1/",
            headers={"Host": f"localhost:{port}"},
            timeout=15,
            trust_env=False,
        )
        self.key, self.deadline = str(uuid.uuid4()), time.monotonic() + PATIENCE
        self.reference = ""

    def ask(self, method: str, path: str, **options) -> dict:
        """An answer that is no breakdown; asked again until there is one."""
        while True:
            try:
                answer = self.http.request(method, path, **options)
            except httpx.TransportError:
                answer = None
            if answer is not None and answer.status_code in {200, 201}:
                return answer.json()
            said = "nothing" if answer is None else f"{answer.status_code} {answer.text}"
            assert answer is None or answer.status_code >= 500, f"{path}: {said}"
            assert time.monotonic() < self.deadline, f"gave up: {path} answered {said}"
            time.sleep(0.2)

    def fills_in(self) -> None:
        """From the start to where a time has to be chosen."""
        started = self.ask("POST", f"journeys/{JOURNEY}/submissions", json={})
        self.http.headers["Authorization"] = f"Bearer {started['token']}"
        self.at = f"submissions/{started['id']}"
        for page, answers in pages().items():
            self.ask("PUT", f"{self.at}/pages/{page}", json={"answers": answers})

    def books(self) -> None:
        """Take the first time on offer, and send it."""
        first = self.ask("GET", f"{self.at}/slots")["slots"][0]
        held = self.ask("PUT", f"{self.at}/slot", json={"slot": first["id"]})
        self.chosen = held["slot"]["id"]
        self.reference = self.ask(
            "POST", f"{self.at}/submit", json={}, headers={"Idempotency-Key": self.key}
        )["reference"]

    def pays(self, sandbox: str) -> None:
        """Pay on Stripe's page and go away."""
        while not (url := self.ask("POST", f"{self.at}/payment")["url"]):
            assert time.monotonic() < self.deadline, "no page to pay on"
            time.sleep(0.2)
        session = re.search(r"cs_\w+", url)
        assert session
        httpx.post(f"{sandbox}/_sessions/{session[0]}/pay", json={}, timeout=10, trust_env=False)


def until(true: Callable[[], bool], seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, what
        time.sleep(0.2)


def journal_of(house) -> dict:
    return httpx.get(f"{house.sandbox}/_journal", timeout=10, trust_env=False).json()


def paid_sessions(house) -> list[dict]:
    return [one for one in journal_of(house)["sessions"] if one["payment_status"] == "paid"]


def has_come_to_rest() -> bool:
    return (
        not Request.objects.filter(state="awaiting-payment").exists()
        and not Refund.objects.exclude(state="succeeded").exists()
        and not Delivery.objects.exclude(state="delivered").exists()
        and not Notice.objects.exclude(state="sent").exists()
    )


def test_killed_at_twelve_points_of_money_and_places(house):
    # What the demonstration came with is not ours.
    before = [str(pk) for pk in Request.objects.values_list("pk", flat=True)]
    ours = Charge.objects.exclude(owner_id__in=before)
    paid_before = len(paid_sessions(house))
    finance, parents, refunded = who("finance"), [], []
    for point in OF_MONEY_AND_PLACES:
        if point.startswith("refund:"):
            unrefunded = ours.filter(state="paid", refunds=None)
            until(unrefunded.exists, PATIENCE, "nobody has paid")
            charge = unrefunded.all()[0]
            house.armed.write_text(point)
            services.ask_refund(finance, charge.pk, refundable_seen=FEE, reason="our_mistake")
            refunded.append(charge.pk)
        else:
            parent = Parent(house.port)
            parent.fills_in()
            parents.append(parent)
            dies_before_paying = point.startswith(("book:", "pay:"))
            if not dies_before_paying:
                parent.books()
            house.armed.write_text(point)
            if dies_before_paying:
                parent.books()
            parent.pays(house.sandbox)
        until(lambda: not house.armed.exists(), PATIENCE, f"nothing came past “{point}”: it proves nothing")
    began = time.monotonic()
    until(has_come_to_rest, CONVERGES_WITHIN, "it has not come to rest")
    print(f"came to rest {time.monotonic() - began:.0f} s after the last kill")

    assert len(OF_MONEY_AND_PLACES) == 12
    requests = Request.objects.exclude(pk__in=before)
    ids = {reference: str(pk) for reference, pk in requests.values_list("reference", "pk")}
    assert set(ids) == {parent.reference for parent in parents}
    booked = Notice.objects.filter(subject="request.booked", state="sent", owner_id__in=ids.values())
    assert sorted(booked.values_list("owner_id", flat=True)) == sorted(ids.values())
    # Each has the very time that they chose, and nobody has or holds another.
    taken = Place.objects.filter(booking__isnull=False).exclude(booking__owner_id__in=before)
    assert dict(taken.values_list("booking__owner_id", "slot_id")) == {
        ids[parent.reference]: parent.chosen for parent in parents
    }
    bookings = Booking.objects.filter(owner_type="request", owner_id__in=ids.values())
    assert set(bookings.values_list("state", flat=True)) == {"confirmed"}
    # Every pound once: as many paid sessions as charges, and one refund at Stripe for each that finance asked for.
    assert len(paid_sessions(house)) - paid_before == len(parents) == ours.count()
    assert not ours.exclude(needs_attention=[]).exists()
    assert set(ours.filter(state="refunded").values_list("pk", flat=True)) == set(refunded)
    assert [refund["amount"] for refund in journal_of(house)["refunds"]] == [FEE] * len(refunded)
    proof = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "verify_integrity"],
        env=house.told,
        capture_output=True,
        text=True,
    )
    assert proof.returncode == 0, proof.stdout + proof.stderr
