"""The demonstration council, loaded once for a run: every live house begins as a copy of it.

Loading it takes a minute of a processor. Each process with browser walks has a house of its own, as walks leave
requests and pages behind, and starting a house loads what is missing and writes its addresses down anew.
"""

import fcntl
import shutil
import threading
from pathlib import Path

from running.steps import CannotRun
from tests.databases import TEMPLATE, create, url_of, wait_for_template
from tests.live_house import free_port, prepare_house

DATABASE = "template_marlshire"


def load_once(house: Path) -> Path:
    """The folder of a house that was prepared on ``DATABASE`` and never started. Who comes first loads, others wait.

    Raises:
        CannotRun, RuntimeError: when it cannot be loaded.
    """
    folder, unfinished = house / "marlshire", house / "marlshire.unfinished"
    with (house / "marlshire.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        # What is kept of an earlier run is being copied until then: the folder after the database it belongs to.
        wait_for_template(house)
        if not folder.exists():
            shutil.rmtree(unfinished, ignore_errors=True)
            create(house, DATABASE, TEMPLATE)
            prepare_house(unfinished, url_of(house, DATABASE), free_port())
            # Every house picks ports of its own.
            (unfinished / "ports.json").unlink()
            unfinished.rename(folder)
    return folder


def load_meanwhile(house: Path) -> None:
    """Begin to load while other tests run, so that no walk waits for it. Who asks for it is told of what went wrong."""

    def load() -> None:
        try:
            load_once(house)
        except (CannotRun, RuntimeError, OSError):
            return

    threading.Thread(target=load, daemon=True).start()
