"""Draws the icons that phones show for the installed site from ``themes/assets/images/favicon.svg``.

``python -m running.icons`` after the drawing has changed, on a machine with the browser of the tests: nothing in the
product can draw an SVG. The pictures are committed; ``tests/themes/test_icons.py`` says when they are older than the
drawing.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from config.environment import ROOT

IMAGES = ROOT / "themes" / "assets" / "images"
FOLDER = IMAGES / "icons"
STAMP = FOLDER / "made-from.txt"
# Name, size, the share of it that the crest takes, the ground: a maskable icon is cut to any shape.
ICONS = (
    ("180.png", 180, 0.8, "#ffffff"),
    ("192.png", 192, 0.92, "transparent"),
    ("512.png", 512, 0.92, "transparent"),
    ("512-maskable.png", 512, 0.62, "#ffffff"),
)


def drawn_from() -> str:
    """What names the drawing as it is now."""
    return hashlib.sha256((IMAGES / "favicon.svg").read_bytes()).hexdigest()


def draw(browser_path: str | None = None) -> None:
    """Draw all icons anew."""
    from playwright.sync_api import sync_playwright

    FOLDER.mkdir(exist_ok=True)
    crest = (IMAGES / "favicon.svg").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path)
        page = browser.new_page()
        for name, size, share, ground in ICONS:
            page.set_viewport_size({"width": size, "height": size})
            page.set_content(
                f"<style>body{{margin:0;background:{ground};display:grid;place-items:center;height:100vh}}"
                f"svg{{height:{round(size * share)}px}}</style>{crest}"
            )
            page.screenshot(path=Path(FOLDER, name), omit_background=True)
        browser.close()
    STAMP.write_text(drawn_from() + "\n", encoding="utf-8")


if __name__ == "__main__":
    import os

    draw(os.environ.get("CHROMIUM"))
