"""The outside page of docs/outside-page, built from a live house and looked at."""

import re
import runpy
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import httpx
import pytest

from tests.browser.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

BUILD = Path(__file__).parents[2] / "docs" / "outside-page" / "build.py"
PAGES = ["/", "/roads-and-transport/", "/roads-and-transport/report-a-pothole/"]


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing of it."""

    def log_message(self, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def served(tmp_path):
    """A folder, and where it is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield tmp_path, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_outside_page_is_built_from_the_api(house, open_page, served):
    folder, origin = served
    made = runpy.run_path(str(BUILD))
    made["build"](made["Api"](house.public), folder, PAGES)

    page, eye = open_page(PHONE)
    page.goto(f"{origin}/roads-and-transport-report-a-pothole.html")
    eye.look("outside-page")
    assert page.locator("h1").inner_text() == "Report a pothole"
    assert "How quickly do we repair potholes?" in page.locator(".article h2").all_inner_texts()
    assert "Set the category from the inspector" not in page.content()
    page.get_by_role("navigation").get_by_role("link", name="Roads and transport").click()
    eye.look("outside-section")
    assert page.url == f"{origin}/roads-and-transport.html"

    hrefs = {
        href
        for file in folder.glob("*.html")
        for href in re.findall(r'<a[^>]* href="([^"]+)"', file.read_text())
    }
    own = {href for href in hrefs if not urlsplit(href).scheme}
    assert own and all((folder / href).is_file() for href in own)
    for href in sorted(href for href in hrefs if href.startswith(house.public)):
        answer = httpx.get(href, follow_redirects=True, timeout=30)
        assert answer.status_code == 200, href
