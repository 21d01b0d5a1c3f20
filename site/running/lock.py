"""``make lock``: resolve all dependencies anew and write both lock files, neither of which holds an address."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from config.environment import ROOT
from running.assets import SOURCE
from running.node import find_node
from running.steps import CannotRun, refuse, step

# What the tests of staff sign-in meet; only they install it.
OPENID_PROVIDER = ROOT / "tests" / "openid_provider"


def lock_python() -> None:
    """Resolve pyproject.toml for every platform into requirements.lock, with hashes, by way of uv."""
    with tempfile.TemporaryDirectory() as folder:
        environment = Path(folder)
        _run([sys.executable, "-m", "venv", str(environment)], ROOT)
        _run([str(environment / "bin" / "pip"), "install", "--quiet", "uv"], ROOT)
        uv = [str(environment / "bin" / "uv"), "pip", "compile", "pyproject.toml", "--quiet", "--upgrade"]
        groups = ["--group", "local", "--group", "dev"]
        shape = ["--universal", "--python-version", "3.11", "--generate-hashes"]
        bare = ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
        _run([*uv, *groups, *shape, *bare, "--output-file", "requirements.lock"], ROOT)


def lock_node(source: Path) -> None:
    """Resolve package.json into package-lock.json; npm writes funding addresses into it, which are taken out."""
    npm = [*find_node().npm, "install", "--package-lock-only", "--ignore-scripts", "--no-audit"]
    _run(npm, source)
    lock_file = source / "package-lock.json"
    lock = json.loads(lock_file.read_text())
    for package in lock["packages"].values():
        package.pop("funding", None)
        package.pop("resolved", None)
    lock_file.write_text(json.dumps(lock, indent=2) + "\n")


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise CannotRun(f"{' '.join(command[:4])} failed: {done.stderr.strip()[-2000:]}")


if __name__ == "__main__":
    try:
        with step("Resolving the Python packages"):
            lock_python()
        with step("Resolving the npm packages"):
            lock_node(SOURCE)
            lock_node(OPENID_PROVIDER)
    except CannotRun as reason:
        sys.exit(refuse(reason))
