"""Builds what browsers load: ``themes/assets`` with govuk-frontend, into ``var/assets``.

``python -m running.assets`` builds when an input changed. The npm packages are installed by their lock file
into ``var/npm``, so the checkout stays clean, and no package may run a script of its own.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from config.environment import ROOT
from running.node import Node, find_node
from running.steps import CannotRun, refuse, step

SOURCE = ROOT / "themes" / "assets"
MAPS = ROOT / "content_fixtures" / "maps"
PACKAGE_FILES = ("package.json", "package-lock.json", ".npmrc")
STAMP = ".built-from"


def digest(*paths: Path) -> str:
    """One hash over the names and contents of all files in ``paths`` (files or folders)."""
    total = hashlib.sha256()
    for path in paths:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file():
                total.update(str(file.relative_to(path.parent)).encode() + b"\0" + file.read_bytes())
    return total.hexdigest()


def build(var: Path) -> bool:
    """Bring ``var/assets`` up to date; the answer is whether anything had to be built.

    The new folder takes the old one's place when it is whole, so an interrupted build leaves the old one.

    Raises:
        CannotRun: when Node, the packages or the styles fail, with what they said.
    """
    target = var / "assets"
    wanted = digest(SOURCE, MAPS, Path(__file__))
    stamp = target / STAMP
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    node = find_node()
    packages = _install_packages(node, var / "npm")
    unfinished = var / "assets.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    with step("Building the styles of the three sites"):
        _compile_styles(node, packages, unfinished / "css")
    shutil.copytree(SOURCE / "js", unfinished / "js")
    shutil.copy2(packages / "govuk-frontend" / "dist" / "govuk" / "govuk-frontend.min.js", unfinished / "js")
    _copy_leaflet(packages / "leaflet" / "dist", unfinished)
    shutil.copytree(MAPS, unfinished / "maps")
    for folder in ("images", "fonts"):
        if (SOURCE / folder).is_dir():
            shutil.copytree(SOURCE / folder, unfinished / folder)
    (unfinished / STAMP).write_text(wanted)
    shutil.rmtree(target, ignore_errors=True)
    unfinished.rename(target)
    return True


def _install_packages(node: Node, folder: Path) -> Path:
    """Install the locked npm packages in ``folder``; the answer is its node_modules."""
    installed = folder / "node_modules"
    wanted = digest(*(SOURCE / name for name in PACKAGE_FILES))
    stamp = folder / STAMP
    if stamp.exists() and stamp.read_text() == wanted:
        return installed
    folder.mkdir(parents=True, exist_ok=True)
    for name in PACKAGE_FILES:
        shutil.copy2(SOURCE / name, folder)
    with step("Fetching govuk-frontend, Leaflet and the style compiler from npm"):
        arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        _run([*node.npm, *arguments], folder, "The npm packages could not be installed")
    stamp.write_text(wanted)
    return installed


def _copy_leaflet(built: Path, target: Path) -> None:
    """The map's script and the pictures that its styles name. Its source map stays behind, so its mention goes too:
    static files are only taken whole."""
    script = (built / "leaflet.js").read_text()
    kept = [line for line in script.splitlines() if not line.startswith("//# sourceMappingURL")]
    (target / "js" / "leaflet.js").write_text("\n".join(kept) + "\n")
    shutil.copytree(built / "images", target / "css" / "images")


def _compile_styles(node: Node, packages: Path, target: Path) -> None:
    entries = sorted(file for file in (SOURCE / "scss").glob("*.scss") if not file.name.startswith("_"))
    if not entries:
        raise CannotRun(f"{SOURCE.relative_to(ROOT)}/scss holds no styles to build.")
    pairs = [f"{entry}:{target / entry.stem}.css" for entry in entries]
    options = ["--style=compressed", "--no-source-map", "--quiet-deps", f"--load-path={packages}"]
    compiler = str(packages / "sass" / "sass.js")
    _run([*node.node, compiler, *options, *pairs], packages, "The styles could not be built")


def _run(command: list[str], folder: Path, failure: str) -> None:
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


if __name__ == "__main__":
    from config.environment import EnvironmentRefused, read_environment

    try:
        build(read_environment().var)
    except (CannotRun, EnvironmentRefused) as reason:
        sys.exit(refuse(str(reason)))
