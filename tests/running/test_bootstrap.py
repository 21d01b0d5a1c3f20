"""Making the environment: refusals, and taking up what was interrupted."""

import hashlib
import shutil
import subprocess
from types import SimpleNamespace

import pytest

from running import bootstrap
from running.steps import CannotRun


@pytest.fixture
def checkout(tmp_path):
    (tmp_path / "requirements.lock").write_text("django==5.2 \\\n    --hash=sha256:00\n")
    return tmp_path


def test_a_full_disk_is_refused_before_anything_is_made(checkout, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=300_000_000))
    with pytest.raises(CannotRun, match=r"has 0.3 GB free, and 1.2 GB are needed"):
        bootstrap.make_environment(checkout)
    assert not (checkout / ".venv").exists()


def test_an_environment_that_fits_the_lock_is_left_alone(checkout, monkeypatch):
    python = checkout / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    digest = hashlib.sha256((checkout / "requirements.lock").read_bytes()).hexdigest()
    (checkout / ".venv" / "installed-from").write_text(digest)
    monkeypatch.setattr(subprocess, "run", lambda *args, **options: pytest.fail("nothing needed to be run"))
    assert bootstrap.make_environment(checkout) == python


def test_a_failed_installation_says_why_and_is_tried_again(checkout, monkeypatch):
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / ".venv" / "bin" / "python").touch()
    ran = []

    def fail(command, **options):
        ran.append(command)
        return SimpleNamespace(
            returncode=1, stdout="", stderr="Collecting x\nERROR: no such version\nnotice: upgrade"
        )

    monkeypatch.setattr(subprocess, "run", fail)
    for _ in range(2):
        with pytest.raises(CannotRun, match="ERROR: no such version"):
            bootstrap.make_environment(checkout)
    assert len(ran) == 2
    assert "--require-hashes" in ran[0]


def test_an_old_python_is_refused_in_a_sentence(monkeypatch):
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(CannotRun, match=r"needs Python 3.11 or newer, and this is Python 3.9"):
        bootstrap.suitable_python()
