"""Five back offices behind a network that does its worst, workers that die and a database that is pulled from under
everything: in the end every back office has every message exactly once by its id, in order for each request, and every
try said the same bytes. And the same run with a guard taken out does not: the books can tell.
"""

import random
import subprocess
import sys
import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Callable

import httpx
import pytest
from django.db import DatabaseError, InterfaceError, connection, connections

from accounts.roles import Role
from audiences.keys import PUBLIC, STAFF
from audiences.principal import Principal
from config.environment import ROOT
from forms_engine.delivery.models import Attempt, Delivery, Destination
from forms_engine.requests.models import Request
from forms_engine.requests.services import set_state
from forms_engine.requests.states import StateRefused
from running import house as processes
from tests.conftest import SERVER
from tests.factories import make_staff
from tests.faults.five import LINES, WEBHOOKS, FiveBackOffices
from tests.faults.kill_points.apps import POINTS
from tests.faults.proxy import FAULTS, Mode
from tests.live_house import LiveHouse, free_port

pytestmark = pytest.mark.faults

SEED = 20261122
PHASE = 6.0  # seconds that a destination is in one mode
REQUESTS_A_PHASE = 6
SETTLES_WITHIN = 150.0
DIES_AT = [point for point in POINTS if point.startswith("deliver:")]

PAGES = {
    "danger": {"dangerous": "no"},
    "location": {"where": {"description": "High Street, Marlford"}},
    "damage": {"category": "road"},
    "photo": {},
    "about-you": {"your-name": "Ann Archer"},
}


class Town:
    """The house, two workers, the proxy, the back offices behind it, and somebody who reports potholes."""

    def __init__(self, committing_db, folder) -> None:
        ports = {name: (free_port(), free_port()) for name in LINES}
        self.armed = folder / "kill-at"
        self.house = LiveHouse(
            folder / "var",
            committing_db.url,
            {
                "DJANGO_SETTINGS_MODULE": "tests.faults.hurried",
                "GUILDHALL_TEST_KILL_AT": str(self.armed),
                "EMAIL_URL": f"smtp://127.0.0.1:{ports['mailbox'][0]}",
            },
        )
        self.second_worker()
        self.five = FiveBackOffices(self.house, ports, folder).__enter__()
        self.proxy, self.receivers = self.five.proxy, self.five.receivers
        self.officer = Principal(
            make_staff("officer"), STAFF, frozenset({PUBLIC, STAFF}), frozenset({Role.OFFICER})
        )
        self.shown: list[str] = []
        self.random = random.Random(SEED)

    def second_worker(self) -> None:
        another = processes.worker(self.house.environment, self.house.told)
        another.name, another.log = "second worker", another.log.with_name("second-worker.log")
        another.lifeline = self.house.children["worker"].lifeline
        another.start()
        self.house.children["second worker"] = another

    def close(self) -> None:
        self.house.close()
        self.five.__exit__(None, None, None)

    # -- what people do ---------------------------------------------------------------------------------

    def report(self) -> str:
        """A program sends a report, and tries again as long as it hears nothing; the reference it is shown."""
        deadline, key = time.monotonic() + 90, str(uuid.uuid4())
        with httpx.Client(
            base_url=f"http://127.0.0.1:{self.house.port}/api/v1/",
            headers={"Host": f"localhost:{self.house.port}"},
            timeout=15,
            trust_env=False,
        ) as http:

            def ask(method, path, good, **options):
                while True:
                    try:
                        answer = http.request(method, path, **options)
                    except httpx.TransportError:
                        answer = None
                    if answer is not None and answer.status_code in good:
                        return answer.json()
                    said = answer.text if answer is not None else "nothing"
                    assert answer is None or answer.status_code >= 500, said
                    assert time.monotonic() < deadline, f"gave up: {path} answered {said}"
                    time.sleep(0.5)

            begun = ask("POST", "journeys/report-a-pothole/submissions", {201}, json={})
            own = {"headers": {"Authorization": f"Bearer {begun['token']}"}}
            for step, answers in PAGES.items():
                ask("PUT", f"submissions/{begun['id']}/pages/{step}", {200}, json={"answers": answers}, **own)
            own["headers"]["Idempotency-Key"] = key
            return ask("POST", f"submissions/{begun['id']}/submit", {201}, json={}, **own)["reference"]

    def work(self, reference: str) -> None:
        """An officer moves a request on, once or thrice: what its back offices then hear of."""
        for before, after in (
            ("received", "in-progress"),
            ("in-progress", "waiting"),
            ("waiting", "resolved"),
        ):
            deadline = time.monotonic() + 60
            while True:
                try:
                    found = Request.objects.get(reference=reference)
                    set_state(self.officer, found.id, to=after, message=f"Now {after}.", seen=before)
                except StateRefused:
                    pass  # it had been committed, and we were not told
                except (DatabaseError, InterfaceError):
                    connection.close()
                    if time.monotonic() > deadline:
                        raise
                    time.sleep(0.3)
                    continue
                break
            if self.random.random() < 0.3:
                return

    def people(self, how_many: int, over: float) -> threading.Thread:
        """So many reports, spread over so many seconds, each worked on at once."""
        went_wrong: list[Exception] = []

        def one() -> None:
            try:
                reference = self.report()
                self.shown.append(reference)
                self.work(reference)
            except Exception as error:  # noqa: BLE001 - said by the test, in its own thread
                went_wrong.append(error)
            finally:
                connections.close_all()

        def all_of_them() -> None:
            threads = []
            for _ in range(how_many):
                threads.append(threading.Thread(target=one))
                threads[-1].start()
                time.sleep(over / how_many)
            for thread in threads:
                thread.join()

        thread = threading.Thread(target=all_of_them)
        thread.went_wrong = went_wrong  # type: ignore[attr-defined]
        thread.start()
        return thread

    # -- what goes wrong --------------------------------------------------------------------------------

    def kill_a_worker(self) -> None:
        self.house.kill(self.random.choice(["worker", "second worker"]))

    def everything_passes(self) -> None:
        for name in LINES:
            self.proxy.set(name, Mode.PASS)

    def replace_workers(self, without: str) -> None:
        """Start the workers anew with a guard taken out ("" for none)."""
        for name in ("worker", "second worker"):
            child = self.house.children[name]
            child.environment = {**self.house.told, "GUILDHALL_TEST_WITHOUT": without}
            self.house.kill(name)

    # -- the books --------------------------------------------------------------------------------------

    def owed(self, since: set[str]):
        """What the five are owed, but for what was there before."""
        return Delivery.objects.filter(destination__slug__in=LINES).exclude(owner_id__in=since)

    def wait_until_settled(self, since: set[str], meanwhile: Callable[[], object] = lambda: None) -> None:
        """Wait until all is delivered, and do something each time that it is not."""
        deadline = time.monotonic() + SETTLES_WITHIN
        while (left := self.owed(since).exclude(state="delivered")).exists():
            if time.monotonic() > deadline:
                said = left.values_list(
                    "destination__slug", "state", "subject", "sequence", "attempts_made", "last_error"
                )
                raise AssertionError(f"not settled: {list(said.order_by('state')[:10])}")
            meanwhile()
            time.sleep(0.5)

    def check_so_far(self, since: set[str]) -> None:
        """Nothing is wrong yet that no waiting would mend: without a guard there is no need to wait for the rest."""
        self.check_books(since, so_far=True)
        dead = self.owed(since).filter(state="dead")
        said = list(dead.values_list("destination__slug", "subject", "sequence", "last_error")[:10])
        assert not said, f"given up: {said}"

    def check_books(self, since: set[str], *, so_far: bool = False) -> None:
        """Every message at every back office exactly once by its id, in order, the same bytes at each try; or, ``so_far``,
        only what no waiting would mend."""
        # The books first: whatever is in them is owed.
        books = {name: self.receivers.book_of(name) for name in LINES}
        owed = {str(one.id): one for one in self.owed(since).select_related("destination")}
        references = {str(one.id): one.reference for one in Request.objects.exclude(id__in=since)}
        assert set(references.values()) <= set(self.shown), "a request that nobody was shown a reference of"
        per_destination: dict[str, set[str]] = defaultdict(set)
        for one in owed.values():
            per_destination[one.destination.slug].add(str(one.id))
        for name in LINES:
            told = {row.owner_id for row in owed.values() if row.destination.slug == name}
            assert told == set(references), f"{name} is not owed every request"
            heard = self.check_book(name, books[name], owed, per_destination[name], references)
            missing = per_destination[name] - heard
            assert so_far or not missing, f"{name} never heard {len(missing)} of {len(per_destination[name])}"
        self.check_tries(owed)

    def check_tries(self, owed) -> None:
        """Each try said what its delivery says, and none began while the one before was still at it."""
        ended = {}
        for attempt in Attempt.objects.filter(delivery__in=owed).order_by("delivery_id", "number"):
            key = str(attempt.delivery_id)
            assert attempt.sha256 == owed[key].sha256
            assert not ended.get(key) or ended[key] <= attempt.started_at, f"two tried {key} at the same time"
            ended[key] = attempt.finished_at

    def check_book(self, name, book, owed, expected: set[str], references: dict[str, str]) -> set[str]:
        """The ids that it heard: each is known, and they came in order and said the same at each try."""
        first: dict[str, int] = {}
        bytes_of: dict[str, set[str]] = defaultdict(set)
        mine = set(references.values()) | set(references)
        by_reference = {
            references[one.owner_id]: key
            for key, one in owed.items()
            if one.subject == "request.received" and one.destination.slug == name
        }
        for place, arrival in enumerate(book):
            if arrival["about"] not in mine:
                continue
            key = arrival["id"].strip("<>").split("@")[0]
            if name == "open311" and arrival["subject"] == "request.received":
                # It has no idempotency: a second case is a second pothole.
                key = by_reference[arrival["about"]]
                assert key not in first, f"{name} filed {arrival['about']} twice"
            first.setdefault(key, place)
            bytes_of[key].add(arrival["sha256"])
        unknown = set(first) - expected
        assert not unknown, f"{name} heard {len(unknown)} messages under ids that nobody gave"
        for key, different in bytes_of.items():
            assert len(different) == 1, f"{name}: {key} said different things at different tries"
            if name in WEBHOOKS:
                assert different == {owed[key].sha256}
        in_order: dict[str, list[int]] = defaultdict(list)
        for key in sorted(first, key=first.__getitem__):
            in_order[owed[key].owner_id].append(owed[key].sequence)
        for owner, sequences in in_order.items():
            assert sequences == sorted(sequences), (
                f"{name} heard of {references[owner]} in the order {sequences}"
            )
        return set(first)


@pytest.fixture
def town(committing_db, tmp_path):
    with connection.cursor() as cursor:
        # The run's server commits when it pleases, and this one is going to be crashed.
        cursor.execute(f"alter database {committing_db.name} set synchronous_commit = on")
    connection.close()
    made = Town(committing_db, tmp_path)
    yield made
    made.close()


def run_phase(town: Town, modes: dict[str, Mode], people: int, *more) -> threading.Thread:
    """Set the modes, let people in, and do ``more`` spread over the phase."""
    for name, mode in modes.items():
        town.proxy.set(name, mode)
    thread = town.people(people, PHASE)
    ends = time.monotonic() + PHASE
    for act in more:
        time.sleep(PHASE / (len(more) + 1))
        act()
    time.sleep(max(0.0, ends - time.monotonic()))
    return thread


def test_five_back_offices_have_everything_exactly_once_and_in_order(town, request):
    came_with_it = {str(pk) for pk in Request.objects.values_list("pk", flat=True)}
    server = request.config.stash[SERVER]
    threads = []
    for number in range(len(FAULTS)):
        modes = {name: FAULTS[(number + place * 2) % len(FAULTS)] for place, name in enumerate(LINES)}
        more = [town.kill_a_worker]
        if number % 2 == 0:
            point = DIES_AT[number // 2 % len(DIES_AT)]
            more.append(lambda point=point: town.armed.write_text(point))
        if number == len(FAULTS) // 2:
            more.append(lambda: server.crash(2.0))
        threads.append(run_phase(town, modes, REQUESTS_A_PHASE, *more))
    # While a breaker is shut nothing is met: what each has not met yet, it meets now, one after another.
    for _ in range(2 * len(FAULTS)):
        missed = {name: modes for name in LINES if (modes := not_met(town, name))}
        if not missed:
            break
        connection.close()
        Destination.objects.filter(slug__in=LINES).update(shut_until=None, failures_in_row=0)
        threads.append(run_phase(town, {name: modes[0] for name, modes in missed.items()}, 2))
    missed = {name: modes for name in LINES if (modes := not_met(town, name))}
    assert not missed, f"{missed} were never met: it proves nothing"
    town.everything_passes()
    for thread in threads:
        thread.join()
        assert not thread.went_wrong, thread.went_wrong
    connection.close()
    town.wait_until_settled(came_with_it)
    town.check_books(came_with_it)
    met = town.proxy.met()
    assert Attempt.objects.filter(number__gt=1).exists()
    prove_integrity(town)
    print(
        f"\n{len(town.shown)} requests, {Delivery.objects.count()} deliveries, {Attempt.objects.count()} tries; met: {met}"
    )
    for without, (mode, wrong) in WITHOUT.items():
        print(f"without {without}: {fails_without(town, without, mode, wrong)}")


def not_met(town: Town, name: str) -> list[Mode]:
    """What nobody met on this line; that nobody listens cannot be counted."""
    met = town.proxy.met()[name]
    return [mode for mode in FAULTS if mode is not Mode.REFUSE and mode not in met]


def prove_integrity(town: Town) -> None:
    proof = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "verify_integrity"],
        env=town.house.told,
        capture_output=True,
        text=True,
    )
    assert proof.returncode == 0, proof.stdout + proof.stderr


# The guard that is taken out of the workers, what the network does then, and what the books say.
WITHOUT = {
    "lease": (Mode.AFTER_SILENCE, "at the same time|filed .* twice"),
    "stable id": (Mode.AFTER_SILENCE, "under ids|never heard"),
    "order": (Mode.RESET, "in the order|no case of ours"),
}


def fails_without(town: Town, guard: str, mode: Mode, wrong: str) -> str:
    """A short run without a guard; what the books said of it.

    Raises:
        pytest.fail: where they noticed nothing.
    """
    before = {str(pk) for pk in Request.objects.values_list("pk", flat=True)}
    town.replace_workers(guard)
    time.sleep(4)
    threads = [
        run_phase(town, {name: mode for name in LINES}, 6),
        run_phase(town, {name: Mode.SLOW for name in LINES}, 4),
    ]
    town.everything_passes()
    for thread in threads:
        thread.join()
    connection.close()
    try:
        with pytest.raises(AssertionError, match=wrong) as noticed:
            town.wait_until_settled(before, meanwhile=lambda: town.check_so_far(before))
            town.check_books(before)
    finally:
        town.replace_workers("")
    Destination.objects.filter(slug__in=LINES).update(shut_until=None, failures_in_row=0, paused_at=None)
    return str(noticed.value).splitlines()[0]
