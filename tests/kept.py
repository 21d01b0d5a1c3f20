"""What every run would make the same: the cluster with the migrated template and the loaded council, kept for the next run.

It lies in ``var/tests`` under a name made of everything it comes of, the day included (the council's requests are of the
morning it is loaded on). When one of them changes, the next run makes its own. Migrating and loading take a processor two
minutes, and the targets of ``.ci/run`` want it four times over.
"""

import contextlib
import hashlib
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from config.environment import ROOT

KEPT = ROOT / "var" / "tests"

# All that is installed, and all that reads, makes or loads.
COMES_OF_FOLDERS = ("site", "forms_engine", "payments", "search", "themes", "content_fixtures")
COMES_OF_FILES = (
    "requirements.lock",
    "tests/databases.py",
    "tests/kept.py",
    "tests/live_house.py",
    "tests/marlshire.py",
)

# What is compiled or found again by itself is not what anything comes of.
LEFT_OUT = {"__pycache__"}
COMPILED = {".mo", ".pyc"}


def name_of_now() -> str:
    """The name of what would be made now."""
    digest = hashlib.sha256(f"{sys.version} {datetime.now(UTC):%Y-%m-%d}".encode())
    files = [ROOT / name for name in COMES_OF_FILES]
    for folder in COMES_OF_FOLDERS:
        files += (path for path in (ROOT / folder).rglob("*") if path.is_file())
    for path in sorted(files):
        if path.suffix in COMPILED or not LEFT_OUT.isdisjoint(path.parts):
            continue
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:20]


def take(name: str, house: Path) -> bool:
    """Put what is kept under this name into the house of a run, with its owners. Answers whether there was any."""
    try:
        for part in ("postgres", "marlshire"):
            _copy(KEPT / name / part, house / part)
    except (OSError, subprocess.CalledProcessError):
        for part in ("postgres", "marlshire"):
            shutil.rmtree(house / part, ignore_errors=True)
        return False
    return True


def keep(name: str, house: Path) -> None:
    """Keep what this run has made, in place of what was kept before. Its server has been stopped in good order.

    Nothing is kept of a run that did not load the council, or whose files have changed meanwhile.
    """
    if (KEPT / name).exists() or not (house / "marlshire").exists() or name != name_of_now():
        return
    unfinished = KEPT / f"{name}.{house.name}"
    unfinished.mkdir(parents=True)
    try:
        for part in ("postgres", "marlshire"):
            _copy(house / part, unfinished / part)
        others = [path for path in KEPT.iterdir() if path.name != name and not path.suffix]
        # Another run may have been first: one is as good as the other.
        with contextlib.suppress(OSError):
            unfinished.rename(KEPT / name)
        for other in others:
            shutil.rmtree(other, ignore_errors=True)
    except (OSError, subprocess.CalledProcessError) as error:
        # No test has failed for it, and the next run is as slow as this one was.
        print(f"What this run has made could not be kept for the next: {error}", file=sys.stderr)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _copy(source: Path, to: Path) -> None:
    """With owners and modes: the server's folder belongs to the account it runs as."""
    if not source.is_dir():
        raise FileNotFoundError(source)
    subprocess.run(["cp", "-a", str(source), str(to)], check=True, capture_output=True)
