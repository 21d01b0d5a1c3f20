"""SIGKILL at named points and at random moments: nothing is lost, nothing is doubled.

Real processes, one database: the web server, the worker, the payment sandbox and the example back office. A
resident walks each journey to its end like a person would (reload, press again); then the books have to balance.
"""

import json
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest

from config.environment import ROOT
from forms_engine.notices.models import Notice
from forms_engine.requests.models import Request
from payments.models import Charge
from tests.faults import owed
from tests.faults.kill_points.apps import POINTS
from tests.faults.resident import Resident

pytestmark = pytest.mark.faults

SEED = 20261122
MOMENTS = 50
# Leases (60 s), the rescue of a dead worker's jobs (35 s) and the minute's sweep, one after another, with room.
SETTLES_WITHIN = 240.0
# Whoever was killed while sending keeps both turns of the back office until his leases (60 s) are over; what was due with
# them goes first.
COMES_PAST_WITHIN = 150.0


def arrivals(house) -> list[dict]:
    return [json.loads(file.read_text()) for file in Path(house.var / "back-office").glob("*.json")]


def wait_until_settled(house) -> None:
    """Until everything that is owed has been delivered and sent, or for as long as it may take."""
    deadline = time.monotonic() + SETTLES_WITHIN
    while time.monotonic() < deadline:
        if not owed.deliveries(house).exists() and not Notice.objects.exclude(state="sent").exists():
            return
        time.sleep(1)


def check_books(house, references: list[str]) -> None:
    """Every reference that was shown is a request, once; every back office has it, once; every pound is there."""
    wait_until_settled(house)
    assert len(set(references)) == len(references)
    # The council came with some requests, none of them paid for.
    requests = Request.objects.exclude(id__in=house.before)
    assert set(requests.values_list("reference", flat=True)) == set(references)
    assert not Request.objects.filter(state="awaiting-payment").exists()
    assert not owed.deliveries(house).exists()
    got = [json.loads(arrival["body"])["data"]["reference"] for arrival in arrivals(house)]
    theirs = set(Request.objects.filter(id__in=house.before).values_list("reference", flat=True))
    assert sorted(reference for reference in got if reference not in theirs) == sorted(references)
    assert all(request.queue_id for request in requests)
    for request in requests:
        kinds = [entry.kind for entry in request.timeline.all()]
        assert len(kinds) == len(set(kinds)), f"{request.reference}: {kinds}"
        sent = list(
            Notice.objects.filter(owner_id=str(request.id), state="sent").values_list("subject", flat=True)
        )
        assert len(sent) == len(set(sent)) and "request.received" in sent
    journal = httpx.get(f"{house.sandbox}/_journal", timeout=10, trust_env=False).json()
    paid = [session for session in journal["sessions"] if session["payment_status"] == "paid"]
    assert len(paid) == Charge.objects.filter(state="paid").count() == Charge.objects.count()
    proof = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "verify_integrity"],
        env=house.told,
        capture_output=True,
        text=True,
    )
    assert proof.returncode == 0, proof.stdout + proof.stderr


@pytest.mark.parametrize("process", ["web", "worker"])
def test_killed_at_each_named_point(house, process):
    references = []
    for point, (where, *_rest) in POINTS.items():
        if process not in where:
            continue
        journey = (
            "apply-for-a-blue-badge"
            if point.split(":")[0] in {"pay", "webhook", "settle"}
            else "report-a-pothole"
        )
        house.armed.write_text(point)
        references.append(Resident(house.port, journey, vanish=True).walk())
        deadline = time.monotonic() + COMES_PAST_WITHIN
        while house.armed.exists() and time.monotonic() < deadline:
            time.sleep(0.2)
        assert not house.armed.exists(), f"nothing came past “{point}”: it proves nothing"
    check_books(house, references)


def test_killed_at_fifty_random_moments(house):
    draw = random.Random(SEED)
    references = []
    for number in range(MOMENTS):
        journey = draw.choice(["report-a-pothole", "apply-for-a-blue-badge"])
        victim = draw.choice(["web server", "worker"])
        killer = threading.Timer(draw.uniform(0.0, 1.5), house.kill, args=[victim])
        killer.start()
        try:
            references.append(Resident(house.port, journey, vanish=draw.random() < 0.5).walk())
        except AssertionError as error:
            raise AssertionError(f"moment {number} ({journey}, {victim} killed): {error}") from error
        killer.join()
    check_books(house, references)
