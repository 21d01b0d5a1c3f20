"""Builds what browsers load: ``themes/assets`` with govuk-frontend, into ``var/assets``.

``python -m running.assets`` builds when an input changed. The npm packages are installed by their lock file
into ``var/npm``, so the checkout stays clean, and no package may run a script of its own.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from config.environment import ROOT
from running import npm
from running.node import Node, find_node
from running.npm import STAMP, digest
from running.steps import CannotRun, refuse, step

SOURCE = ROOT / "themes" / "assets"
MAPS = ROOT / "content_fixtures" / "maps"
FETCHING = "Fetching govuk-frontend, Leaflet and the style compiler from npm"


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
    packages = npm.install(node, SOURCE, var / "npm", FETCHING)
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
    npm.run([*node.node, compiler, *options, *pairs], packages, "The styles could not be built")


if __name__ == "__main__":
    from config.environment import EnvironmentRefused, read_environment

    try:
        build(read_environment().var)
    except (CannotRun, EnvironmentRefused) as reason:
        sys.exit(refuse(str(reason)))
