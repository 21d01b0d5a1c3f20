"""Who PostgreSQL runs as. It refuses to run as root, and root is who many containers and servers start us as.

An ordinary user runs it as himself. Root hands it to an unprivileged account, which then owns the data. Where
that account cannot reach the data or the binaries because a folder above them is closed (a checkout in
/root, say), it is given the one capability to pass closed folders; nothing on the machine is opened up.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from running.steps import CannotRun

CANDIDATES = ("postgres", "nobody")
REFUSES_ROOT = "PostgreSQL refuses to run as root,"
WAY_OUT = "start Guildhall as an ordinary user, or set DATABASE_URL to a database of yours."


@dataclass(frozen=True, slots=True)
class Account:
    """How to start a program so that PostgreSQL accepts its user."""

    uid: int
    gid: int
    prefix: tuple[str, ...] = ()  # the words before a command that make it run as this account

    def command(self, *words: str | Path) -> list[str]:
        """The whole command line that runs ``words`` as this account."""
        return [*self.prefix, *(str(word) for word in words)]

    def own(self, folder: Path) -> None:
        """Make ``folder`` with all above it, and give it to this account, closed to everybody else."""
        folder.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)


def choose_account(postgres: Path, folder: Path) -> Account:
    """An account that may run the ``postgres`` binary and keep its data in ``folder``.

    Raises:
        CannotRun: when we are root and no unprivileged account can be used, or the data is another user's.
    """
    owner = folder.stat() if folder.exists() else None
    if os.geteuid() != 0:
        if owner and owner.st_uid != os.geteuid():
            raise CannotRun(
                f"{folder} belongs to another user: start Guildhall as that user, or move it away."
            )
        return Account(os.geteuid(), os.getegid())
    if owner and owner.st_uid != 0:
        uid, gid = owner.st_uid, owner.st_gid  # whoever made the data keeps it
    else:
        uid, gid = _unprivileged()
    if not shutil.which("setpriv"):
        raise CannotRun(
            f"{REFUSES_ROOT} and this machine has no setpriv to start it as somebody else: {WAY_OUT}"
        )
    become = ("setpriv", f"--reuid={uid}", f"--regid={gid}", "--clear-groups")
    pass_closed_folders = ("--inh-caps=+dac_override", "--ambient-caps=+dac_override")
    for account in (Account(uid, gid, become), Account(uid, gid, (*become, *pass_closed_folders))):
        account.own(folder)
        if _can(account, str(postgres), "--version") and _can(account, "ls", str(folder)):
            return account
    raise CannotRun(f"{REFUSES_ROOT} and user {uid} cannot enter {folder}: {WAY_OUT}")


def _unprivileged() -> tuple[int, int]:
    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return entry.pw_uid, entry.pw_gid
    raise CannotRun(f"{REFUSES_ROOT} and this machine has no account to run it as: {WAY_OUT}")


def _can(account: Account, *words: str) -> bool:
    return subprocess.run(account.command(*words), capture_output=True, cwd="/").returncode == 0
