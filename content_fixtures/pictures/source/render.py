"""Pictures out of scenes: an SVG sheet, printed by Chromium, kept as a JPEG that is light enough for a page."""

import io
import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from .svg import HEIGHT, WIDTH

FOLDER = Path(__file__).resolve().parent.parent
HEAVIEST = 220 * 1024
QUALITIES = (84, 80, 76, 72, 68, 64, 60)


def render(name: str, svg: str, folder: Path = FOLDER) -> Path:
    """Write ``name``.jpg: the best quality that is not too heavy."""
    image = Image.open(io.BytesIO(_photograph(svg))).convert("RGB")
    path = folder / f"{name}.jpg"
    for quality in QUALITIES:
        image.save(path, "JPEG", quality=quality, optimize=True, progressive=True)
        if path.stat().st_size <= HEAVIEST:
            break
    return path


def _photograph(svg: str) -> bytes:
    chromium = next(
        path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))
    )
    arguments = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{svg}")
        taken = page.screenshot(timeout=120_000)
        browser.close()
    return taken
