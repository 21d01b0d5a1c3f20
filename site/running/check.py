"""``make check``: everything that can be said about the code without running the product."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from config.environment import ROOT
from running.steps import say
from running.tracked_files import complaints

PYTHON = sys.executable

CHECKS: tuple[tuple[str, Sequence[str]], ...] = (
    ("Style", (PYTHON, "-m", "ruff", "check", ".")),
    ("Layout", (PYTHON, "-m", "ruff", "format", "--check", "--quiet", ".")),
    ("Types", (PYTHON, "-m", "mypy", "--no-error-summary")),
    ("Who imports whom", (PYTHON, "-c", "from importlinter.cli import lint_imports_command as lint; lint()")),
    ("Django's own checks", (PYTHON, "manage.py", "check", "--fail-level", "WARNING")),
    ("Translations", (PYTHON, "manage.py", "messages", "check")),
    ("Migrations", (PYTHON, "-W", "ignore", "manage.py", "makemigrations", "--check", "--dry-run")),
)


def main() -> int:
    """Run all checks, also after one has failed; the answer is 1 if any did."""
    with tempfile.TemporaryDirectory() as var:
        Path(var, "assets").mkdir()
        # The code is looked at, nothing is connected to: any database name will do.
        given = {"GUILDHALL_MODE": "demo", "GUILDHALL_VAR": var, "DATABASE_URL": "postgresql:///check"}
        failed = [name for name, command in CHECKS if not _passes(name, command, {**os.environ, **given})]
    found = complaints(ROOT)
    say(f"{'✗' if found else '✓'} What git tracks")
    for complaint in found:
        say(f"  {complaint}")
    if found:
        failed.append("What git tracks")
    say(f"\nFailed: {', '.join(failed)}." if failed else "\nAll checks passed.")
    return 1 if failed else 0


def _passes(name: str, command: Sequence[str], environment: Mapping[str, str]) -> bool:
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    say(f"{'✗' if done.returncode else '✓'} {name}")
    if done.returncode:
        say(done.stdout.strip())
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
