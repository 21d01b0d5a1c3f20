"""The Wagtail admin as an editor of content uses it: by the names of links, buttons and fields alone."""

import re
import time

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import RULES, sign_in
from tests.browser.test_journeys import follow, press

# Wagtail writes what its checks found to the browser's log, too.
SAID_BY_CHECKS = "axe.run results"
# Wagtail tries to save while one is writing, and answers 400 as long as the form is not whole.
NOT_WHOLE_YET = re.compile(r"400 \(Bad Request\).*/admin/pages/(add/|\d+/edit/)")
LONGEST_WAIT = 150  # the worker looks each minute


class Desk:
    """One editor's browser."""

    def __init__(self, page, house, eye, who="editor"):
        self.page, self.house, self.eye = page, house, eye
        sign_in(page, house.staff, house, who)
        page.wait_for_url(f"{house.staff}/")

    def look(self, name, ours=True, refused=False):
        """A picture; axe on our part of the screen (Wagtail's frame is Wagtail's); whether anything broke or scrolls sideways."""
        self.page.wait_for_load_state()
        if self.eye.pictures:
            self.page.screenshot(path=self.eye.pictures / f"{name}.png", full_page=True)
        if ours:
            context = {"include": [[".gh-upkeep"]], "exclude": [["iframe"]]}
            found = Axe().run(self.page, context=context, options=RULES).response["violations"]
            told = [f"{each['id']}: {[node['html'] for node in each['nodes']]}" for each in found]
            assert not told, f"{self.page.url}: {told}"
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, f"{self.page.url} scrolls sideways by {wide} px"
        # A form that is not taken answers 422, which the browser's console calls an error.
        meant = (SAID_BY_CHECKS, "422 (Unprocessable") if refused else (SAID_BY_CHECKS,)
        broken = [
            one
            for one in self.eye.errors
            if not any(words in one for words in meant) and not NOT_WHOLE_YET.search(one)
        ]
        self.eye.errors.clear()
        assert not broken, f"{self.page.url}: {broken}"

    def go(self, path):
        self.page.goto(f"{self.house.staff}/admin/{path}")

    def find(self, path):
        """The id of the public page at a path. Not by the admin's search: a house that has just been loaded indexes long."""
        found = self.page.request.get(f"{self.house.public}/api/v1/pages/find", params={"path": path})
        return found.json()["id"]

    def below(self, above, title):
        """The id of a page below another, drafts too, as the explorer lists it."""
        self.go(f"pages/{above}/")
        link = self.page.get_by_role(
            "link", name=re.compile(f"Edit '{re.escape(title)}'|^{re.escape(title)}$")
        ).first
        return int(re.search(r"/pages/(\d+)/", link.get_attribute("href"))[1])

    def new_page(self, above, title, summary, kind="standardpage", words=""):
        """A draft of a new page, kept; answers its id."""
        self.go(f"pages/add/content/{kind}/{above}/")
        self.page.locator("#id_title").fill(title)
        self.page.locator("#id_summary").fill(summary)
        if words:
            self.write(words)
        # The address follows the title a moment later; a form sent before has none.
        expect(self.page.locator("#id_slug")).not_to_have_value("")
        press(self.page, "Save draft")
        self.page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
        return int(re.search(r"/pages/(\d+)/edit", self.page.url)[1])

    def write(self, words):
        """A block of text at the end of the body, with these words."""
        self.page.get_by_role("button", name="Insert a block").last.click()
        self.page.get_by_role("option", name="Text", exact=True).first.click()
        box = self.page.locator(".public-DraftEditor-content").last
        box.click()
        self.page.keyboard.insert_text(words)
        # The editor writes them to the form's field a moment later; a form sent before holds none.
        field = self.page.locator("input[type=hidden]:has(~ [data-draftail-editor-wrapper])").last
        expect(field).to_have_value(re.compile(re.escape(words[:40])))

    def of_page(self, pk, name):
        """What the page's own menu offers under that name."""
        self.go(f"pages/{pk}/edit/")
        self.page.get_by_role("button", name="Actions", exact=True).first.click()
        follow(self.page, self.page.get_by_role("link", name=name, exact=True).first)

    def publish(self):
        """Whatever the edit form shows."""
        self.page.get_by_role("button", name="More actions").click()
        press(self.page, re.compile("^(Publish|Schedule to publish)$"))
        expect(self.page.locator(".messages")).to_contain_text(re.compile("published|scheduled", re.I))

    def choose(self, field, pk):
        """A page for a field. Wagtail's chooser is opened and closed; what it finds comes from a search index, which in a house that
        has just begun is minutes behind, so that the id is put where the chooser puts it."""
        self.page.get_by_role("button", name="Choose a page").first.click()
        box = self.page.get_by_role("dialog")
        expect(box.get_by_role("textbox").first).to_be_visible()
        box.get_by_role("button", name="Close").click()
        expect(box).to_have_count(0)
        self.page.locator(f"#id_{field}").evaluate("(input, id) => { input.value = id }", str(pk))

    def delete(self, *pages):
        """Leave nothing behind."""
        for pk in pages:
            self.go(f"pages/{pk}/delete/")
            press(self.page, re.compile("^Yes, delete"))


def status_of(reader, address):
    """What a reader's browser gets there now, from the server and no copy."""
    return reader.request.get(address, headers={"Cache-Control": "no-cache"}).status


def wait_until(reached):
    """Look again each second, as long as the worker may take."""
    end = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < end:
        if reached():
            return
        time.sleep(1)
    raise AssertionError("it did not happen")
