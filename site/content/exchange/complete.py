"""Whether there is anything in a folder to read: by the names of its files, without opening them."""

from pathlib import Path

from content.exchange.folder import path_of, trees
from content.exchange.known import pages_by_path
from content.exchange.remembered import remembered


def is_complete(folder: Path) -> bool:
    """Whether each page of a folder has been made, whatever has become of it since. A demonstration asks at every start."""
    pages = pages_by_path()
    for audience, base in trees(folder).items():
        known = pages.get(audience, {}).keys() | remembered(audience).keys()
        wanted = {path_of(file, base) for file in base.rglob("*.yaml")} - {""}
        if not wanted <= known:
            return False
    return True
