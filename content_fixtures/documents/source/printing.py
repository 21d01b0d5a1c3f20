"""PDFs out of HTML, printed by Chromium: tagged, with a title, a language and an outline of their headings."""

import shutil
from pathlib import Path
from types import TracebackType

from playwright.sync_api import Browser, Playwright, sync_playwright

from .packed import pack

FOLDER = Path(__file__).resolve().parent.parent
FOOT = (
    '<div style="width:100%;margin:0 18mm;font:8pt Liberation Sans,Arial,sans-serif;color:#3c484b;text-align:right">'
    'Page <span class="pageNumber"></span> of <span class="totalPages"></span></div>'
)


class Press:
    """One Chromium for all that is printed in one run; it reaches no network."""

    _playwright: Playwright
    _browser: Browser

    def __enter__(self) -> "Press":
        chromium = next(
            path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))
        )
        self._playwright = sync_playwright().start()
        self._browser = self._playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._browser.close()
        self._playwright.stop()

    def print(self, name: str, html: str, folder: Path = FOLDER) -> Path:
        """Write ``name``.pdf."""
        page = self._browser.new_page(offline=True)
        page.set_content(html)
        path = folder / f"{name}.pdf"
        page.pdf(
            path=path,
            format="A4",
            tagged=True,
            outline=True,
            display_header_footer=True,
            header_template="<span></span>",
            footer_template=FOOT,
            margin={"top": "18mm", "bottom": "20mm", "left": "18mm", "right": "18mm"},
            print_background=True,
        )
        page.close()
        pack(path)
        return path
