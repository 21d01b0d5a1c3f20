"""One live house for all browser walks of a process, and what a walk needs."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests import marlshire
from tests.databases import clone, url_of
from tests.live_house import LiveHouse

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 375, "height": 740}

# As long as for everything else in a walk: a machine with much to do answers late, and no walk asserts a time.
expect.set_options(timeout=15_000)

# WCAG 2.0 to 2.2, A and AA, and axe's best practices with them.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # Every rule is run; what it passes, which nobody reads, is not described element by element.
    "resultTypes": ["violations"],
}


@pytest.fixture(scope="session")
def house(browser, tmp_path_factory, openid_process):
    """The whole demonstration council in processes of its own, with an OpenID provider for its staff. Walks leave
    their requests behind."""
    from tests.conftest import HOUSE

    loaded = marlshire.load_once(HOUSE)
    with clone(HOUSE, marlshire.DATABASE) as name:
        live = LiveHouse(
            tmp_path_factory.mktemp("live") / "var", url_of(HOUSE, name), openid_process.environment, loaded
        )
        openid_process.expect(f"{live.staff}/account/work/callback/")
        yield live
        live.close()


class Eye:
    """Looks at a page as a machine can: axe's rules, no sideways scrolling, nothing blocked or broken.

    axe needs timers, which a browser without JavaScript has none of. There, the very bytes of the page are looked at
    in a twin: a page that runs scripts but is given none of ours.
    """

    def __init__(self, page, twin, pictures: Path | None) -> None:
        self.page, self.twin, self.pictures, self.errors = page, twin, pictures, []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda line: self._note(line) if line.type == "error" else None)

    def _note(self, line) -> None:
        self.errors.append(f"{line.text} ({line.location.get('url', '')})")

    def look(self, name: str, *, refused: bool = False) -> None:
        """Check the page that is shown now; keep a picture where BROWSER_PICTURES names a folder. ``refused``: it says that
        a form was not taken, by a status that the browser's console calls an error."""
        if refused:
            said = [one for one in self.errors if "422 (Unprocessable Entity)" in one]
            assert said, f"{self.page.url} was not refused"
            self.errors = [one for one in self.errors if one not in said]
        # The click before returns when the new page has begun; between two pages there is an empty one.
        self.page.wait_for_load_state()
        self.page.locator("h1").first.wait_for()
        if self.pictures:
            self.page.screenshot(path=self.pictures / f"{name}.png", full_page=True)
        page = self._scripted()
        found = Axe().run(page, options=RULES).response["violations"]
        told = [f"{each['id']}: {[node['html'] for node in each['nodes']]}" for each in found]
        assert not told, f"{self.page.url}: {told}"
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} scrolls sideways by {wide} px"
        assert not self.errors, f"{self.page.url}: {self.errors}"

    def _scripted(self):
        if self.twin is None:
            return self.page
        address, content = self.page.url, self.page.content()
        self.twin.unroute_all()
        self.twin.route("**/*.js", lambda route: route.abort())
        self.twin.route(address, lambda route: route.fulfill(body=content, content_type="text/html"))
        self.twin.goto(address)
        return self.twin


@pytest.fixture
def open_page(browser, request):
    """``open_page(size, javascript=True)`` gives a page of a fresh browser profile and its Eye."""
    contexts = []
    folder = os.environ.get("BROWSER_PICTURES")

    def opened(size, javascript=True):
        # A worker would answer in front of what a walk puts in a page's way.
        context = browser.new_context(viewport=size, java_script_enabled=javascript, service_workers="block")
        contexts.append(context)
        page, twin = context.new_page(), None
        if not javascript:
            contexts.append(browser.new_context(viewport=size))
            twin = contexts[-1].new_page()
        page.set_default_timeout(15_000)
        pictures = None
        if folder:
            pictures = Path(folder) / request.node.name.replace("/", "-")
            pictures.mkdir(parents=True, exist_ok=True)
        return page, Eye(page, twin, pictures)

    yield opened
    for context in contexts:
        context.close()


def sign_in(page, origin: str, house, who: str) -> None:
    """Sign one of the demonstration's people in on a host."""
    address = f"{who}@marlshire.example"
    page.goto(f"{origin}/account/sign-in/")
    page.get_by_label("Email address").fill(address)
    page.locator("input[type=password]").fill(house.prepared.accounts[address])
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name="Sign in").click()
