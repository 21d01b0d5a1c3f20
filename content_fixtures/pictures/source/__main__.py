"""``python -m content_fixtures.pictures.source [--svg] [name …]``: draw the named pictures, or all of them."""

import sys
from importlib import import_module
from pathlib import Path

from .render import FOLDER, render
from .svg import Art


def main(arguments: list[str]) -> None:
    """Draw what the command line names."""
    names = [name for name in arguments if not name.startswith("-")] or sorted(
        path.stem.replace("_", "-") for path in (Path(__file__).parent / "scenes").glob("[a-z]*.py")
    )
    for name in names:
        art = Art(name)
        import_module(f".scenes.{name.replace('-', '_')}", __package__).draw(art)
        if "--svg" in arguments:
            path = FOLDER / f"{name}.svg"
            path.write_text(art.svg())
        else:
            path = render(name, art.svg())
        sys.stdout.write(f"{path} {path.stat().st_size // 1024} KB\n")


main(sys.argv[1:])
