"""A journey builder who cannot program builds a journey in the admin, publishes it, and a resident completes it."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESKTOP, PHONE, RULES, sign_in
from tests.browser.test_journeys import follow, go_on, latest_mail, photo, press, shown_reference

pytestmark = [pytest.mark.browser, pytest.mark.thorough]


class Editor:
    """The admin as a builder uses it: by the names of buttons and fields alone."""

    def __init__(self, page, house, eye):
        self.page, self.house, self.eye = page, house, eye

    def look(self, name):
        """What axe says of our part of the screen (Wagtail's frame is Wagtail's), and whether anything broke."""
        self.page.wait_for_load_state()
        if self.eye.pictures:
            self.page.screenshot(path=self.eye.pictures / f"{name}.png", full_page=True)
        found = Axe().run(
            self.page,
            context={"include": [[".gh-screen, .gh-overview"]], "exclude": [["iframe"]]},
            options=RULES,
        )
        told = [
            f"{each['id']}: {[node['html'] for node in each['nodes']]}"
            for each in found.response["violations"]
        ]
        assert not told, f"{self.page.url}: {told}"
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, f"{self.page.url} scrolls sideways by {wide} px"
        assert not self.eye.errors, f"{self.page.url}: {self.eye.errors}"

    def new_journey(self, title, kind, service):
        self.page.goto(f"{self.house.staff}/admin/journeys/")
        follow(self.page, self.page.get_by_role("link", name=re.compile("Add journey", re.I)).first)
        self.page.get_by_label("Title").fill(title)
        self.page.get_by_label("Kind").select_option(label=kind)
        self.page.get_by_label("Service").select_option(label=service)
        press(self.page, "Create")
        self.overview = self.page.url

    def to_overview(self):
        self.page.goto(self.overview)

    def to(self, part):
        """One of the parts around the pages."""
        self.to_overview()
        follow(self.page, self.page.locator(".gh-around").get_by_role("link", name=part))

    def add_page(self, title, sort="It asks something"):
        self.to_overview()
        follow(self.page, self.page.get_by_role("link", name="Add a page", exact=True))
        self.page.get_by_label("Title").fill(title)
        self.page.get_by_label(sort).check()
        press(self.page, "Add the page")

    def add(self, what, label=None, **fields):
        """A question or text on the page that is shown; ``fields`` by their labels."""
        follow(self.page, self.page.get_by_role("link", name="Add a question or text"))
        follow(self.page, self.page.locator(".gh-kind").filter(has=self.page.get_by_text(what, exact=True)))
        if label is not None:
            self.page.get_by_label("Question", exact=True).fill(label)
        for name, value in fields.items():
            field = self.page.get_by_label(name.replace("_", " "), exact=True)
            field.set_checked(value) if isinstance(value, bool) else field.fill(value)
        self.save()

    def shown_when(self, question, answer):
        """The page that is shown only after an answer."""
        follow(self.page, self.page.get_by_role("link", name="Change when it is shown"))
        self.page.get_by_label("when all of these hold").check()
        self.page.get_by_label("Question", exact=True).select_option(label=question)
        # The answers to choose from come with the question.
        self.page.get_by_label("Answer").select_option(label=answer)
        self.look(f"condition-{answer}")
        self.save()

    def save(self):
        press(self.page, re.compile("^Save$"))


def test_a_builder_builds_a_journey_and_a_resident_completes_it(house, open_page):
    page, eye = open_page(DESKTOP)
    sign_in(page, house.staff, house, "editor")
    page.wait_for_url(f"{house.staff}/")
    editor = Editor(page, house, eye)
    build(editor)
    publish(editor)
    complete(house, *open_page(PHONE))


def build(editor):
    page = editor.page
    editor.new_journey("Get a skip permit", "Apply", "Recycling centres")
    editor.look("01-empty")

    editor.add_page("Do you live in Marlshire?")
    follow(page, page.get_by_role("link", name="Add a question or text"))
    editor.look("02-what-to-add")
    follow(page, page.locator(".gh-kind").filter(has=page.get_by_text("Yes or no", exact=True)))
    # The page's only question has the page's words.
    assert page.get_by_label("Question", exact=True).input_value() == "Do you live in Marlshire?"
    editor.look("03-question")
    editor.save()

    editor.add_page("You cannot get a permit from us", sort="The journey ends there")
    editor.add("Text", Text="Ask the council where you live.")
    editor.shown_when("Do you live in Marlshire?", "No")
    editor.look("04-exit-page")

    editor.add_page("Where will the skip stand?")
    follow(page, page.get_by_role("link", name="Add a question or text"))
    follow(page, page.locator(".gh-kind").filter(has=page.get_by_text("One choice", exact=True)))
    page.get_by_label("Paste a list").fill("On a road\nOn private land")
    editor.look("05-options")
    editor.save()

    editor.add_page("Which road?")
    editor.add("Short text")
    editor.shown_when("Where will the skip stand?", "On a road")

    editor.add_page("When does it come?")
    editor.add("Date")
    editor.add_page("For how many days?")
    editor.add("Number", Lowest="1", Highest="28")
    editor.add_page("What goes into it?")
    editor.add("Long text", Must_be_answered=False)
    editor.add_page("Show us the place")
    editor.add("File upload", "A photo of the place")
    editor.add_page("Who are you?")
    editor.add("Short text", "Your name")
    editor.add("Email address", "Your email address", Must_be_answered=False)
    editor.add_page("Do you agree?")
    editor.add("Declaration", None, What_they_agree_to="I will keep lights on the skip at night")

    editor.to("Fees")
    follow(page, page.get_by_role("link", name="Add a fee"))
    page.get_by_label("What it is for").fill("Skip permit")
    page.get_by_label("One amount").check()
    page.get_by_label("Pounds").first.fill("25.00")
    page.get_by_label("Ledger code").fill("4711")
    page.get_by_label("VAT code").fill("O")
    editor.look("06-fee")
    editor.save()
    assert "£25" in page.locator(".gh-amounts").inner_text()

    editor.to("Settings")
    page.get_by_label("What the answers are for").fill("To decide on the permit.")
    page.get_by_label("Lawful basis").fill("Public task: Highways Act 1980, section 139")
    page.get_by_label("Days a finished request is kept").fill("365")
    page.get_by_role("group", name="Where requests go").get_by_role("checkbox").first.check()
    page.get_by_label("Their name is the answer to").select_option(label="Your name")
    page.get_by_label("Their email address is the answer to").select_option(label="Your email address")
    editor.look("07-settings")
    editor.save()

    editor.to_overview()
    editor.look("08-overview")
    shown = page.locator(".gh-overview").inner_text()
    assert "10 pages" in shown and "Nothing to mend before publishing" in shown
    assert "Shown when the answer to “Do you live in Marlshire?” is “No”" in shown

    follow(page, page.get_by_role("link", name="Rehearse"))
    press(page, "Rehearse now")
    editor.look("09-rehearsal")
    assert "Every page was reached" in page.locator(".gh-screen").inner_text()


def publish(editor):
    page = editor.page
    editor.to_overview()
    page.get_by_role("button", name="More actions").click()
    press(page, "Publish")
    assert "error" not in page.locator(".messages").inner_text().lower()


def complete(house, page, eye):
    page.goto(f"{house.public}/journeys/get-a-skip-permit/")
    press(page, "Start now")
    page.get_by_label("No", exact=True).check()
    go_on(page)
    assert "Ask the council where you live." in page.locator("main").inner_text()
    follow(page, page.get_by_role("link", name="Back", exact=True))
    page.get_by_label("Yes").check()
    go_on(page)
    page.get_by_label("On private land").check()
    go_on(page)
    assert "When does it come?" in page.locator("h1").inner_text()
    follow(page, page.get_by_role("link", name="Back", exact=True))
    page.get_by_label("On a road").check()
    go_on(page)
    page.get_by_label("Which road?").fill("Sheep Street, Eastwold")
    go_on(page)
    for label, value in {"Day": "1", "Month": "6", "Year": "2031"}.items():
        page.get_by_label(label).fill(value)
    go_on(page)
    page.get_by_label("For how many days?").fill("40")
    go_on(page)
    assert page.title().startswith("Error:")
    page.get_by_label("For how many days?").fill("7")
    go_on(page)
    go_on(page)
    page.locator("input[type=file]").first.set_input_files(photo())
    go_on(page)
    page.get_by_label("Your name").fill("Ann Archer")
    page.get_by_label("Your email address").fill("ann.archer@example.com")
    go_on(page)
    page.get_by_label("I will keep lights on the skip at night").check()
    go_on(page)
    eye.look("20-check")
    assert "£25" in page.locator("main").inner_text()
    press(page, "Send and pay £25")
    page.wait_for_url(f"{house.sandbox}/**")
    page.get_by_role("button", name=re.compile("^Pay £25")).click()
    page.wait_for_url("**/confirmation/", timeout=30_000)
    page.locator(".govuk-panel").wait_for()
    eye.look("21-confirmation")
    assert shown_reference(page) in latest_mail(house, "You paid: £25")
