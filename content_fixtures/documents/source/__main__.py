"""``python -m content_fixtures.documents.source [--html] [name …]``: set the named documents, or all of them."""

import sys
from pathlib import Path

from .paper import html_of
from .papers_read import read_paper
from .printing import FOLDER, Press

PAPERS = Path(__file__).parent / "papers"


def main(arguments: list[str]) -> None:
    """Set what the command line names."""
    names = [name for name in arguments if not name.startswith("-")]
    names = names or sorted(file.stem for file in PAPERS.glob("*.yaml"))
    pages = {name: html_of(read_paper(PAPERS / f"{name}.yaml")) for name in names}
    if "--html" in arguments:
        for name, page in pages.items():
            (FOLDER / f"{name}.html").write_text(page, encoding="utf-8")
        return
    with Press() as press:
        for name, page in pages.items():
            path = press.print(name, page)
            sys.stdout.write(f"{path} {path.stat().st_size // 1024} KB\n")


main(sys.argv[1:])
