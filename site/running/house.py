"""Which processes the demonstration is made of, and what each of them is told."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import socket
import sys
from base64 import b64encode
from collections.abc import Mapping, Sequence
from pathlib import Path

from config.environment import ROOT, Environment
from running.children import Child

PYTHON = sys.executable


def keep_secret_key(var: Path) -> str:
    """The demonstration's SECRET_KEY, made once and kept, so that sessions outlive a restart."""
    file = var / "secret-key"
    if not file.exists():
        unfinished = file.with_suffix(".unfinished")
        unfinished.touch(mode=0o600)
        unfinished.write_text(secrets.token_urlsafe(48))
        unfinished.rename(file)
    return file.read_text().strip()


def child_environment(
    environment: Environment, ports: Mapping[str, int], inherited: Mapping[str, str]
) -> dict[str, str]:
    """What every process of the house has in its environment: what we ``inherited``, and where to find each other."""
    key = environment.secret_key
    told = {
        **inherited,
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
        "PYTHONUNBUFFERED": "1",
        "GUILDHALL_MODE": "demo",
        "GUILDHALL_VAR": str(environment.var),
        "SECRET_KEY": key,
        "EXAMPLE_BACK_OFFICE_URL": f"http://127.0.0.1:{ports['back office']}/",
    }
    if "sandbox" in ports:
        derived = hmac.digest(key.encode(), b"guildhall.sandbox-webhook", hashlib.sha256)
        told["STRIPE_API"] = f"http://127.0.0.1:{ports['sandbox']}"
        told["STRIPE_WEBHOOK_SECRETS"] = f"whsec_{b64encode(derived).decode()}"
    return told


def payment_sandbox(environment: Environment, told: dict[str, str], port: int) -> Child:
    """The local stand-in for Stripe."""
    public = environment.public_port
    arguments = ["--port", str(port), "--state", str(environment.var / "sandbox.json")]
    arguments += ["--webhook-url", f"http://127.0.0.1:{public}/payments/stripe/webhook"]
    arguments += ["--webhook-host", f"{environment.base_domain}:{public}"]
    arguments += ["--webhook-secret", told["STRIPE_WEBHOOK_SECRETS"]]
    return _child("payment sandbox", ["payments.sandbox", *arguments], environment, told)


def example_back_office(
    environment: Environment, told: dict[str, str], port: int, signing_secrets: Sequence[str]
) -> Child:
    """The example receiver of signed webhooks."""
    arguments = ["--port", str(port), "--arrivals", str(environment.var / "back-office")]
    own = {**told, "EXAMPLE_BACK_OFFICE_SECRETS": ",".join(signing_secrets)}
    return _child("example back office", ["running.example_back_office", *arguments], environment, own)


def web_server(environment: Environment, told: dict[str, str], sockets: Sequence[socket.socket]) -> Child:
    """gunicorn on sockets that the supervisor keeps open, so that a restart loses no connection."""
    numbers = [listening.fileno() for listening in sockets]
    arguments = ["-c", "python:config.web_server", "config.wsgi:application"]
    for number in numbers:
        arguments += ["--bind", f"fd://{number}"]
    return _child("web server", ["gunicorn", *arguments], environment, told, numbers)


def worker(environment: Environment, told: dict[str, str]) -> Child:
    """The background worker."""
    log = environment.var / "log" / "worker.log"
    return Child("worker", [PYTHON, str(ROOT / "manage.py"), "worker"], log, told)


def _child(
    name: str,
    module_and_arguments: Sequence[str],
    environment: Environment,
    told: dict[str, str],
    inherited: Sequence[int] = (),
) -> Child:
    log = environment.var / "log" / f"{name.replace(' ', '-')}.log"
    return Child(name, [PYTHON, "-m", *module_and_arguments], log, told, inherited=inherited)
