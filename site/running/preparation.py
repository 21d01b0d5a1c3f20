"""Runs ``manage.py prepare``: one Django start-up that brings database and files up to date."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass

from config.environment import ROOT, Environment
from running.catalogues import compile_catalogues
from running.steps import CannotRun


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the supervisor is told by it."""

    accounts: dict[str, str]  # e-mail address to password
    signing_secrets: list[str]  # of the example back office


def prepare(environment: Environment, told: dict[str, str], *, takings: bool = False) -> Prepared:
    """Compile the catalogues, migrate, load the council, collect the static files; progress goes straight to the
    terminal. ``takings``: with a day's takings, from the sandbox whose address is in ``told`` and which does not run yet.

    Raises:
        CannotRun: when it fails; what it said is in ``var/log/prepare.log``.
    """
    compile_catalogues(ROOT)
    log = environment.var / "log" / "prepare.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as errors:
        command = [sys.executable, str(ROOT / "manage.py"), "prepare", *(["--takings"] if takings else [])]
        process = subprocess.Popen(
            command, env=told, stdout=subprocess.PIPE, stderr=errors, text=True, start_new_session=True
        )
        try:
            answer = _relay(process)
            status = process.wait()
        except BaseException:
            process.terminate()
            process.wait()
            raise
    if status or answer is None:
        lines = [line for line in log.read_text(errors="replace").splitlines() if line.strip()]
        raise CannotRun(
            f"Preparing the database failed: {lines[-1] if lines else 'no reason given'} ({log})."
        )
    return Prepared(accounts=answer["accounts"], signing_secrets=answer["signing_secrets"])


def _relay(process: subprocess.Popen[str]) -> dict | None:
    """Pass its lines on to the terminal; the one that is JSON is its answer."""
    answer = None
    for line in process.stdout or ():
        if line.startswith("{"):
            answer = json.loads(line)
        else:
            print(line, end="", flush=True)
    return answer
