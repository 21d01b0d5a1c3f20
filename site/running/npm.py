"""Installing npm packages by a lock file, into a folder of ``var``, so that the checkout stays clean."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from running.node import Node
from running.steps import CannotRun, step

PACKAGE_FILES = ("package.json", "package-lock.json", ".npmrc")
STAMP = ".built-from"


def install(node: Node, source: Path, folder: Path, announcement: str) -> Path:
    """Install what ``source`` locks into ``folder``, unless it is there; the answer is its node_modules.

    No package may run a script of its own.

    Raises:
        CannotRun: when npm fails, with what it said.
    """
    installed = folder / "node_modules"
    wanted = digest(*(source / name for name in PACKAGE_FILES))
    stamp = folder / STAMP
    if stamp.exists() and stamp.read_text() == wanted:
        return installed
    folder.mkdir(parents=True, exist_ok=True)
    for name in PACKAGE_FILES:
        shutil.copy2(source / name, folder)
    with step(announcement):
        arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        run([*node.npm, *arguments], folder, "The npm packages could not be installed")
    stamp.write_text(wanted)
    return installed


def run(command: list[str], folder: Path, failure: str) -> None:
    """Run a command of Node's in ``folder``.

    Raises:
        CannotRun: when it fails: ``failure`` and the first lines of what it said.
    """
    # npm is a Node script: it looks for "node" on the PATH, where the wheel's is not.
    path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", os.defpath)])
    done = subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": path},
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        said = [line for line in (done.stderr or done.stdout).splitlines() if line.strip()]
        raise CannotRun(f"{failure}: {' '.join(said[:3]) or 'no reason was given.'}")


def digest(*paths: Path) -> str:
    """One hash over the names and contents of all files in ``paths`` (files or folders)."""
    total = hashlib.sha256()
    for path in paths:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file():
                total.update(str(file.relative_to(path.parent)).encode() + b"\0" + file.read_bytes())
    return total.hexdigest()
