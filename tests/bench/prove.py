"""``make prove``: so many submissions an hour through the real doors, at their own pace whatever the house does (open loop),
with five back offices of which three are in trouble by turns; then the books are opened.

It says what was lost, what was doubled, how long residents waited and how long messages waited for their first try. A
minute of it says little and an hour of it a lot: ``PROVE_MINUTES`` (3), ``PROVE_RATE`` an hour (10,000). Nothing is cut
short and the database is as durable as in production. Run it on a machine that does nothing else.
"""

import json
import os
import statistics
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psycopg

from running.postgres import EmbeddedPostgres
from tests.faults.five import LINES, WEBHOOKS, FiveBackOffices
from tests.faults.proxy import FAULTS, Mode
from tests.live_house import LiveHouse, free_port

MINUTES = float(os.environ.get("PROVE_MINUTES", "3"))
AN_HOUR = int(os.environ.get("PROVE_RATE", "10000"))
SETTLES_WITHIN = float(os.environ.get("PROVE_SETTLE_MINUTES", "20")) * 60
TROUBLE_LASTS = 20.0  # seconds, then the next of them
IN_TROUBLE = ("lighting", "parks", "open311")  # the rest have no fault of their own: they must not suffer

FIRST_TRY_WITHIN = 10.0  # seconds, for 95 of 100
PAGES = {
    "danger": {"dangerous": "no"},
    "location": {"where": {"description": "High Street, Marlford"}},
    "damage": {"category": "road"},
    "photo": {},
    "about-you": {"your-name": "Ann Archer"},
}


@dataclass
class Told:
    """What the people who sent something saw."""

    references: list[str] = field(default_factory=list)
    steps: list[float] = field(default_factory=list)
    sends: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    begun_late: float = 0.0


def send_one(port: int, told: Told) -> None:
    """One report, page by page, as a program sends it. What breaks is tried again under the same key."""
    key = str(uuid.uuid4())
    with httpx.Client(
        base_url=f"http://127.0.0.1:{port}/api/v1/",
        headers={"Host": f"localhost:{port}"},
        timeout=30,
        trust_env=False,
    ) as http:

        def ask(method: str, path: str, took: list[float], **options: object) -> dict[str, str]:
            for wait in (0.0, 0.5, 1.0, 2.0, 4.0, 8.0):
                time.sleep(wait)
                began = time.monotonic()
                try:
                    answer = http.request(method, path, **options)  # type: ignore[arg-type]
                except httpx.TransportError as error:
                    told.failures[type(error).__name__] += 1
                    continue
                took.append(time.monotonic() - began)
                if answer.status_code < 300:
                    return dict(answer.json())
                told.failures[str(answer.status_code)] += 1
            raise RuntimeError(f"{method} {path.split('/')[0]} came to nothing")

        try:
            begun = ask("POST", "journeys/report-a-pothole/submissions", told.steps, json={})
            own = {"Authorization": f"Bearer {begun['token']}"}
            for step, answers in PAGES.items():
                path = f"submissions/{begun['id']}/pages/{step}"
                ask("PUT", path, told.steps, json={"answers": answers}, headers=own)
            own["Idempotency-Key"] = key
            sent = ask("POST", f"submissions/{begun['id']}/submit", told.sends, json={}, headers=own)
            told.references.append(sent["reference"])
        except RuntimeError as error:
            told.failures[str(error)] += 1


def at_their_own_pace(port: int, told: Told) -> None:
    """Begin one every so often for as long as was asked, whether or not those before have come through."""
    every, number = 3600 / AN_HOUR, int(MINUTES * 60 / 3600 * AN_HOUR)
    began = time.monotonic()
    with ThreadPoolExecutor(64) as people:
        for place in range(number):
            due = began + place * every
            time.sleep(max(0.0, due - time.monotonic()))
            told.begun_late = max(told.begun_late, time.monotonic() - due)
            people.submit(send_one, port, told)


def trouble(five: FiveBackOffices, over: threading.Event) -> None:
    """One fault after another, another one at each of the three."""
    number = 0
    while not over.is_set():
        for place, name in enumerate(IN_TROUBLE):
            five.proxy.set(name, FAULTS[(number + 3 * place) % len(FAULTS)])
        number += 1
        over.wait(TROUBLE_LASTS)
    for name in LINES:
        five.proxy.set(name, Mode.PASS)


def left(url: str) -> int:
    """How many messages the five are still owed."""
    with psycopg.connect(url) as database:
        row = database.execute(
            "select count(*) from delivery_delivery d join delivery_destination t on t.id = d.destination_id "
            "where t.slug = any(%s) and d.state <> 'delivered'",
            [list(LINES)],
        ).fetchone()
    return int(row[0]) if row else 0


def first_tries(url: str) -> dict[str, list[float]]:
    """For each destination, the seconds from a message's commit to its first try."""
    waited: dict[str, list[float]] = defaultdict(list)
    with psycopg.connect(url) as database:
        for name, seconds in database.execute(
            "select t.slug, extract(epoch from min(a.started_at) - d.created_at) from delivery_delivery d "
            "join delivery_destination t on t.id = d.destination_id join delivery_attempt a on a.delivery_id = d.id "
            "where t.slug = any(%s) group by t.slug, d.id",
            [list(LINES)],
        ):
            waited[name].append(float(seconds))
    return waited


def counted(five: FiveBackOffices, references: list[str]) -> tuple[int, int]:
    """How many messages never arrived, and how many were taken for two."""
    lost = doubled = 0
    for name in (*WEBHOOKS, "open311"):
        ids: dict[str, set[str]] = defaultdict(set)
        for arrival in five.receivers.book_of(name):
            if arrival["subject"] == "request.received":
                ids[arrival["about"]].add(arrival["id"])
        lost += sum(reference not in ids for reference in references)
        doubled += sum(len(found) - 1 for found in ids.values())
    letters = {arrival["id"] for arrival in five.receivers.book_of("mailbox")}
    lost += max(0, len(references) - len(letters))
    return lost, doubled


def percentiles(took: list[float]) -> str:
    """The middle, the 95th and 99th of 100, and the longest, in milliseconds."""
    if len(took) < 2:
        return "too few"
    cuts = statistics.quantiles(took, n=100, method="inclusive")
    return f"p50 {cuts[49] * 1000:.0f} ms, p95 {cuts[94] * 1000:.0f} ms, p99 {cuts[98] * 1000:.0f} ms, longest {max(took) * 1000:.0f} ms"


def main() -> int:
    """Run it; 0 where nothing was lost or doubled and first tries kept to their time."""
    with tempfile.TemporaryDirectory(prefix="guildhall-prove-") as folder, ExitStack() as stack:
        root = Path(folder)
        root.chmod(0o755)
        postgres = EmbeddedPostgres(root / "postgres", root / "socket", root / "postgres.log", settings={})
        postgres.prepare()
        server = postgres.child()
        server.start()
        stack.callback(server.wait_until_stopped)
        stack.callback(server.ask_to_stop)
        postgres.wait_until_ready(server)
        ports = {name: (free_port(), free_port()) for name in LINES}
        house = LiveHouse(
            root / "var", postgres.url, {"EMAIL_URL": f"smtp://127.0.0.1:{ports['mailbox'][0]}"}
        )
        stack.callback(house.close)
        five = stack.enter_context(FiveBackOffices(house, ports, root))
        print(f"{AN_HOUR:,} an hour for {MINUTES:g} minutes, trouble at {', '.join(IN_TROUBLE)}")
        told, over = Told(), threading.Event()
        worst = threading.Thread(target=trouble, args=(five, over))
        worst.start()
        at_their_own_pace(house.port, told)
        over.set()
        worst.join()
        began = time.monotonic()
        while (rest := left(postgres.url)) and time.monotonic() - began < SETTLES_WITHIN:
            time.sleep(2)
        return report(told, five, first_tries(postgres.url), rest, time.monotonic() - began)


def report(
    told: Told, five: FiveBackOffices, waited: dict[str, list[float]], rest: int, settled: float
) -> int:
    """Print the figures; 1 where a promise was not kept."""
    lost, doubled = counted(five, told.references)
    asked = int(MINUTES * 60 / 3600 * AN_HOUR)
    print(f"sent {len(told.references)} of {asked}, begun at most {told.begun_late * 1000:.0f} ms late")
    print(f"a page   {percentiles(told.steps)}")
    print(f"sending  {percentiles(told.sends)}")
    well = [seconds for name in waited if name not in IN_TROUBLE for seconds in waited[name]]
    every = [seconds for name in waited for seconds in waited[name]]
    print(f"first try, back offices without a fault  {percentiles(well)}")
    print(f"first try, all five                      {percentiles(every)}")
    print(f"lost {lost}, doubled {doubled}, still on their way {rest} after {settled:.0f} s")
    print(f"failed calls, tried again: {dict(told.failures)}; the proxy met {json.dumps(five.proxy.met())}")
    in_time = len(well) > 1 and statistics.quantiles(well, n=100, method="inclusive")[94] <= FIRST_TRY_WITHIN
    good = not lost and not doubled and not rest and in_time and len(told.references) == asked
    print("kept" if good else "NOT kept")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
