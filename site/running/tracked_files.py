"""What may never be in a file that git tracks: secrets, places of one machine, addresses of package registries.

Also, that git tracks our sources at all: common ignore files drop a folder named ``site``.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

SOURCES = ("site", "forms_engine", "payments", "themes", "content_fixtures", "tests", "docs")
LOCK_FILES = re.compile(r"(^|/)(requirements[^/]*\.(lock|txt)|package-lock\.json|[^/]+\.lock)$")

SECRETS = {
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "a live Stripe key": re.compile(r"\b[sr]k_live_[A-Za-z0-9]{10,}"),
    "a cloud access key": re.compile(r"\bAKIA[0-9A-Z]{16}\b"),
    "an access token": re.compile(
        r"\b(gh[pousr]_[A-Za-z0-9]{30,}|glpat-[\w-]{20,}|xox[abprs]-[\w-]{10,}|npm_[A-Za-z0-9]{30,})"
    ),
}
# Spelled so that this file does not hold them itself.
REGISTRIES = re.compile(
    r"registry\.npmjs"
    + r"\.org|files\.pythonhosted"
    + r"\.org|pypi\.org"
    + r"/simple|--(extra-)?index"
    + "-url"
)
HOMES = re.compile(r"(?<![\w.])/(root|home/[a-z][\w-]*|Users/[A-Za-z][\w-]*)/")
ADDRESS = re.compile(r"[a-z+]+://", re.IGNORECASE)


def complaints(root: Path) -> list[str]:
    """One sentence for each thing found; none in a folder that is no git checkout, an unpacked release say."""
    listed = _git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    if listed is None:
        return []
    names = [name for name in listed.split("\0") if name and (root / name).is_file()]
    found = list(_ignored_sources(root))
    for name in names:
        content = (root / name).read_bytes()
        if b"\0" not in content[:8000]:
            found += look_into(name, content.decode(errors="replace"), str(root))
    return found


def look_into(name: str, text: str, root: str) -> list[str]:
    """What is wrong with one text file.

    Args:
        name: its path in the checkout.
        root: where the checkout lies on this machine, which nobody else needs to know.
    """
    found = []
    if LOCK_FILES.search(name) and (address := ADDRESS.search(text)):
        found.append(
            f"{name} holds an address ({address.group()}…): lock files name versions and hashes only."
        )
    for number, line in enumerate(text.splitlines(), start=1):
        where = f"{name}:{number}"
        found += [f"{where} holds {what}." for what, pattern in SECRETS.items() if pattern.search(line)]
        if REGISTRIES.search(line):
            found.append(f"{where} names a package registry.")
        if HOMES.search(line) or root in line:
            found.append(f"{where} names a folder of one machine.")
    return found


def _ignored_sources(root: Path) -> Iterator[str]:
    ignored = (
        _git(root, "ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--", *SOURCES) or ""
    )
    for name in ignored.split("\0"):
        # Compiled translations are made from the catalogue that is tracked beside them.
        made = name.endswith(".mo") or "__pycache__" in name or "node_modules" in name
        if name and not made:
            yield f"{name} is ignored by git, and with it lost to everybody else."


def _git(root: Path, *arguments: str) -> str | None:
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True)
    return done.stdout if done.returncode == 0 else None
