"""Five back offices behind a fault proxy, for a house that runs: three take webhooks, one is an Open311 server, one a
mailbox."""

import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType

from tests.faults.proxy import FaultProxy
from tests.faults.receivers import Receivers
from tests.live_house import LiveHouse, free_port

# name -> what is spoken on its line
LINES = {"roads": "http", "lighting": "http", "parks": "http", "open311": "http", "mailbox": "smtp"}
WEBHOOKS = ("roads", "lighting", "parks")


class FiveBackOffices:
    """They, and the proxy before them. ``ports``: the one that the house knows and the one behind it. A context."""

    def __init__(self, house: LiveHouse, ports: dict[str, tuple[int, int]], folder: Path) -> None:
        self.receivers = Receivers(
            webhooks={name: ports[name][1] for name in WEBHOOKS},
            open311=ports["open311"][1],
            mailbox=ports["mailbox"][1],
            folder=folder / "books",
        )
        self._behind = self.receivers.start(_added(house, ports))
        lines = [(name, *ports[name], protocol) for name, protocol in LINES.items()]
        self.proxy = FaultProxy(free_port(), lines, folder / "proxy.log")

    def __enter__(self) -> "FiveBackOffices":
        self.proxy.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.proxy.__exit__()
        self._behind.terminate()
        self._behind.wait()


def _added(house: LiveHouse, ports: dict[str, tuple[int, int]]) -> dict[str, list[str]]:
    """Have the house know them; the webhooks' secrets."""
    contractor = {
        "url": f"http://127.0.0.1:{ports['open311'][0]}/v2",
        "service_code": "POTHOLE",
        "form": "json",
        "asks": "nothing",
    }
    told = [
        *([name, "webhook", {"url": f"http://127.0.0.1:{ports[name][0]}/in"}] for name in WEBHOOKS),
        ["mailbox", "email", {"to": "team@council.example"}],
        ["open311", "open311", contractor],
    ]
    said = subprocess.run(
        [sys.executable, "-m", "tests.faults.five_destinations", json.dumps(told)],
        env=house.told,
        capture_output=True,
        text=True,
    )
    if said.returncode:
        raise RuntimeError(said.stderr)
    return dict(json.loads(said.stdout.splitlines()[-1]))
