"""What cannot work is said in one sentence, with exit status 1 and no traceback: real processes."""

import os
import socket
import subprocess
import sys

import pytest

from config.environment import ROOT

PRODUCTION = {
    "GUILDHALL_MODE": "production",
    "SECRET_KEY": "k" * 60,
    "BASE_DOMAIN": "www.council.example",
    "DATABASE_URL": "postgresql://guildhall@db.internal/guildhall",
    "EMAIL_URL": "smtp://mail.internal:25",
    "STRIPE_SECRET_KEY": "sk_live_x",
    "STRIPE_WEBHOOK_SECRETS": "whsec_x",
}


def _run(command: list[str], tmp_path, **environment: str) -> subprocess.CompletedProcess:
    base = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
        "GUILDHALL_VAR": str(tmp_path / "var"),
    }
    return subprocess.run(
        [sys.executable, *command], env={**base, **environment}, capture_output=True, text=True, timeout=60
    )


def _only_says(done: subprocess.CompletedProcess, words: str) -> None:
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_busy_port(tmp_path):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        _only_says(_run(["-m", "running"], tmp_path, PORT=str(port)), f"Port {port} is in use")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://root@localhost/x", "must start with postgresql://"),
        ("postgresql://localhost", "names no database"),
        ("postgresql://u:hidden@127.0.0.1:1/x", "DATABASE_URL cannot be used"),
    ],
)
def test_a_database_that_cannot_be_used(tmp_path, free_port, url, words):
    done = _run(["-m", "running"], tmp_path, PORT=free_port, DATABASE_URL=url)
    _only_says(done, words)
    assert "hidden" not in done.stderr


def test_a_live_stripe_key(tmp_path, free_port):
    _only_says(
        _run(["-m", "running"], tmp_path, PORT=free_port, STRIPE_SECRET_KEY="sk_live_x"), "is a live key"
    )


def test_a_port_that_is_no_number(tmp_path):
    _only_says(_run(["-m", "running"], tmp_path, PORT="http"), "PORT is 'http'")


def test_a_second_start_while_one_runs(tmp_path, free_port):
    import fcntl

    (tmp_path / "var").mkdir()
    with (tmp_path / "var" / "run.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("as process 1 on http://localhost:8000/")
        lock.flush()
        _only_says(_run(["-m", "running"], tmp_path, PORT=free_port), "It is running already, as process 1")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"DATABASE_URL": ""}, "DATABASE_URL is not set"),
        ({"STRIPE_API": "http://127.0.0.1:9999"}, "the payment sandbox runs in demo mode only"),
        (
            {"EXAMPLE_BACK_OFFICE_URL": "http://127.0.0.1:9999"},
            "the example back office runs in demo mode only",
        ),
        ({"SECRET_KEY": "short"}, "SECRET_KEY must be set"),
        ({"EMAIL_URL": ""}, "EMAIL_URL is not set"),
        ({"STRIPE_WEBHOOK_SECRETS": ""}, "STRIPE_WEBHOOK_SECRETS is not set"),
    ],
)
def test_production_refuses_what_belongs_to_the_demonstration(tmp_path, changed, words):
    _only_says(_run([str(ROOT / "manage.py"), "check"], tmp_path, **{**PRODUCTION, **changed}), words)


def test_make_run_is_the_demonstration_only(tmp_path):
    _only_says(_run(["-m", "running"], tmp_path, **PRODUCTION), "make run is the demonstration")


@pytest.fixture
def free_port() -> str:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        return str(holder.getsockname()[1])
