"""SIGKILL at fourteen named points of paying, settling, refunding, booking and cancelling: within two minutes everybody who
was told so has their time and has paid for it once, whoever was to get money back has it once, and nothing else is taken
or held.

Real processes, one database. Parents book an appointment with a certificate by API and ask again until they are answered;
finance gives three of them their money back, two cancel and get it back by rule.
"""

import re
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from django.db import connections
from django.db.models import QuerySet
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from audiences.principal import Principal
from config.environment import ROOT
from forms_engine.booking.models import Booking, Place
from forms_engine.notices.models import Notice
from forms_engine.requests.models import Request
from payments import services
from payments.models import Charge, Refund
from tests.faults import owed
from tests.faults.kill_points.apps import OF_MONEY_AND_PLACES
from tests.live_house import LiveHouse
from tests.payments.conftest import who

pytestmark = pytest.mark.faults

CONVERGES_WITHIN = 120.0
PATIENCE = 90.0
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
        self.key = str(uuid.uuid4())
        self.reference = ""

    def ask(self, method: str, path: str, **options) -> dict:
        """An answer that is no breakdown; asked again until there is one."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                answer = self.http.request(method, path, **options)
            except httpx.TransportError:
                answer = None
            if answer is not None and answer.status_code in {200, 201}:
                return answer.json()
            said = "nothing" if answer is None else f"{answer.status_code} {answer.text}"
            assert answer is None or answer.status_code >= 500, f"{path}: {said}"
            assert time.monotonic() < deadline, f"gave up: {path} answered {said}"
            time.sleep(0.2)

    def fills_in(self) -> None:
        """From the start to where a time has to be chosen."""
        started = self.ask("POST", f"journeys/{JOURNEY}/submissions", json={})
        self.http.headers["Authorization"] = f"Bearer {started['token']}"
        self.at = f"submissions/{started['id']}"
        for page, answers in pages().items():
            self.ask("PUT", f"{self.at}/pages/{page}", json={"answers": answers})

    def books(self, which: int = 0) -> None:
        """Take the first time on offer (-1: the last), and send it."""
        wanted = self.ask("GET", f"{self.at}/slots")["slots"][which]
        held = self.ask("PUT", f"{self.at}/slot", json={"slot": wanted["id"]})
        self.chosen = held["slot"]["id"]
        self.reference = self.ask(
            "POST", f"{self.at}/submit", json={}, headers={"Idempotency-Key": self.key}
        )["reference"]

    def pays(self, sandbox: str) -> None:
        """Pay on Stripe's page and go away."""
        deadline = time.monotonic() + PATIENCE
        while not (url := self.ask("POST", f"{self.at}/payment")["url"]):
            assert time.monotonic() < deadline, "no page to pay on"
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


def has_come_to_rest(house) -> bool:
    return (
        not Request.objects.filter(state="awaiting-payment").exists()
        and not Refund.objects.exclude(state="succeeded").exists()
        and not owed.deliveries(house).exists()
        and not Notice.objects.exclude(state="sent").exists()
        # What a dead worker had begun has been done again, and has changed nothing.
        and not ProcrastinateJob.objects.filter(queue_name="payments", status__in=["todo", "doing"]).exists()
    )


# Asked in a process of its own, which may die of it: what a customer's press of the button calls.
CANCEL = """
import sys
import django
django.setup()
from forms_engine.requests import cancelling
cancelling.cancel_as_customer(sys.argv[1], user=None)
"""


@dataclass
class Story:
    """What is done by two people at a time, so that one process dies while another is busy."""

    house: LiveHouse
    finance: Principal
    ours: QuerySet[Charge]
    parents: dict[str, Parent]
    refunded: list[int] = field(default_factory=list)
    cancelled: list[str] = field(default_factory=list)

    def dies_at(self, point: str, armed: Path, act: Callable[[], object]) -> None:
        armed.write_text(point)
        act()
        until(lambda: not armed.exists(), PATIENCE, f"nothing came past “{point}”: it proves nothing")

    def book_and_pay(self) -> None:
        """The web server dies as somebody takes a time, sends their form, starts to pay or has paid."""
        for point, parent in self.parents.items():
            if point.startswith("settle:"):
                continue
            if point.startswith("webhook:"):
                parent.books()
                self.dies_at(point, self.house.armed, lambda: parent.pays(self.house.sandbox))  # noqa: B023
            else:
                self.dies_at(point, self.house.armed, parent.books)
                parent.pays(self.house.sandbox)

    def settle_and_give_back(self) -> None:
        """The worker dies as it hears of a payment or sends money back; whoever cancels dies as they do."""
        for point, parent in self.parents.items():
            if point.startswith("settle:"):
                parent.books(-1)  # in nobody's way
                self.dies_at(point, self.house.armed_too, lambda: parent.pays(self.house.sandbox))  # noqa: B023
        for point in OF_MONEY_AND_PLACES:
            if point.startswith("refund:"):
                self.dies_at(point, self.house.armed_too, self.refund_one)
            elif point.startswith("cancel:"):
                self.dies_at(point, self.house.armed_too, self.cancel_one)
                self.cancel(self.cancelled[-1])
        connections.close_all()

    def paid_one(self) -> Charge:
        paid = self.ours.filter(state="paid", refunds=None).exclude(owner_id__in=self.cancelled)
        until(paid.exists, CONVERGES_WITHIN, "nobody has paid")
        return paid.all()[0]

    def refund_one(self) -> None:
        charge = self.paid_one()
        services.ask_refund(self.finance, charge.pk, refundable_seen=FEE, reason="our_mistake")
        self.refunded.append(charge.pk)

    def cancel_one(self) -> None:
        charge = self.paid_one()
        self.refunded.append(charge.pk)
        self.cancelled.append(charge.owner_id)
        assert self.cancel(charge.owner_id) < 0, "nobody died"

    def cancel(self, request_id: str) -> int:
        command = [sys.executable, "-c", CANCEL, request_id]
        return subprocess.run(command, env=self.house.told, cwd=ROOT, start_new_session=True).returncode


def test_killed_at_each_point_of_money_and_places(house):
    # What the demonstration came with is not ours.
    ours = Charge.objects.exclude(owner_id__in=house.before)
    paid_before = len(paid_sessions(house))
    parents = {
        point: Parent(house.port)
        for point in OF_MONEY_AND_PLACES
        if not point.startswith(("refund:", "cancel:"))
    }
    story = Story(house, who("finance"), ours, parents)
    with ThreadPoolExecutor(2) as two:
        list(two.map(Parent.fills_in, parents.values()))
        acts = [two.submit(story.book_and_pay), two.submit(story.settle_and_give_back)]
    for act in acts:
        act.result()
    began = time.monotonic()
    until(lambda: has_come_to_rest(house), CONVERGES_WITHIN, "it has not come to rest")
    print(f"came to rest {time.monotonic() - began:.0f} s after the last kill")

    assert len(OF_MONEY_AND_PLACES) == 14
    requests = Request.objects.exclude(pk__in=house.before)
    ids = {reference: str(pk) for reference, pk in requests.values_list("reference", "pk")}
    assert set(ids) == {parent.reference for parent in parents.values()}
    # One letter of each kind to each, and everybody was told that they are booked.
    letters = Notice.objects.filter(state="sent", owner_id__in=ids.values())
    told = Counter(letters.values_list("owner_id", "subject", "channel"))
    assert set(told.values()) == {1}
    booked = letters.filter(subject="request.booked").values_list("owner_id", flat=True)
    assert sorted(booked) == sorted(ids.values())
    # Each has the very time that they chose, unless they gave it back, and nobody has or holds another.
    bookings = Booking.objects.filter(owner_type="request", owner_id__in=ids.values())
    assert dict(bookings.values_list("owner_id", "state")) == {
        owner: "cancelled" if owner in story.cancelled else "confirmed" for owner in ids.values()
    }
    taken = Place.objects.filter(booking__isnull=False).exclude(booking__owner_id__in=house.before)
    chosen = {ids[parent.reference]: parent.chosen for parent in parents.values()}
    assert dict(taken.values_list("booking__owner_id", "slot_id")) == {
        owner: slot for owner, slot in chosen.items() if owner not in story.cancelled
    }
    # Every pound once: as many paid sessions as charges, and one refund at Stripe for each that goes back.
    assert len(paid_sessions(house)) - paid_before == len(parents) == ours.count()
    assert not ours.exclude(needs_attention=[]).exists()
    assert set(ours.filter(state="refunded").values_list("pk", flat=True)) == set(story.refunded)
    assert [refund["amount"] for refund in journal_of(house)["refunds"]] == [FEE] * 5
    proof = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "verify_integrity"],
        env=house.told,
        capture_output=True,
        text=True,
    )
    assert proof.returncode == 0, proof.stdout + proof.stderr
