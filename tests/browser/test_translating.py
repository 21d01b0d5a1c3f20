"""An editor translates a page and a journey to Welsh in the admin and publishes them; a reader finds both under /cy/."""

import re

import pytest

from tests.browser.conftest import DESKTOP, PHONE, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.thorough]


def translate(page, words):
    """In wagtail-localize's editor: type the Welsh for each English text, as it is shown, and publish."""
    for english, welsh in words.items():
        segment = page.locator("li").filter(has=page.get_by_text(english, exact=True)).last
        segment.get_by_text("Translate", exact=True).click()
        box = page.locator("textarea").first
        box.fill(welsh)
        box.press("Enter")
        page.get_by_text(welsh, exact=True).first.wait_for()
    page.get_by_role("button", name=re.compile("Publish in")).click()
    page.get_by_text(re.compile("Published", re.I)).first.wait_for()


def begin(page):
    """wagtail-localize's question which languages: Welsh."""
    page.get_by_label(re.compile("Cymraeg|Welsh")).check()
    page.locator("form").get_by_role("button", name=re.compile("Submit")).click()
    page.locator(".js-translation-editor").wait_for()


def test_an_editor_translates_a_page_and_a_journey_and_a_reader_sees_them(house, open_page):
    editor, _ = open_page(DESKTOP)
    reader, look = open_page(PHONE)
    reader.goto(f"{house.public}/cy/your-council/have-your-say/")
    assert reader.get_by_text("Nid yw’r dudalen hon ar gael yn Gymraeg eto").is_visible()
    assert reader.locator("h1").get_attribute("lang") == "en"
    look.look("missing")

    sign_in(editor, house.staff, house, "editor")
    editor.goto(f"{house.staff}/admin/translations/?state=missing")
    row = editor.get_by_role("row").filter(has=editor.get_by_role("link", name="Have your say", exact=True))
    row.get_by_role("link", name=re.compile("^Translate")).click()
    begin(editor)
    translate(
        editor,
        {
            "Have your say": "Dweud eich dweud",
            "Consultations that are open now, what came of the last ones, and how to be asked.": "Ymgynghoriadau sydd ar agor nawr, beth ddaeth o’r rhai diwethaf, a sut i gael eich holi.",
        },
    )
    reader.reload()
    assert reader.locator("h1").inner_text() == "Dweud eich dweud"
    assert reader.get_by_text("Nid yw rhannau o’r dudalen hon ar gael yn Gymraeg eto").is_visible()
    look.look("translated")
    reader.get_by_role("link", name="English").click()
    assert reader.locator("h1").inner_text() == "Have your say"
    assert reader.url.endswith("/your-council/have-your-say/") and "/cy/" not in reader.url

    reader.goto(f"{house.public}/cy/journeys/make-a-complaint/")
    assert reader.get_by_text("Nid yw’r dudalen hon ar gael yn Gymraeg eto").is_visible()
    look.look("journey missing")
    editor.goto(f"{house.staff}/admin/journeys/")
    editor.get_by_role("link", name="Make a complaint or give a compliment", exact=True).first.click()
    editor.get_by_role("button", name="Actions", exact=True).first.click()
    editor.get_by_role("link", name="Translations", exact=True).first.click()
    editor.get_by_role("link", name="Translate this journey").click()
    begin(editor)
    translate(editor, {"Make a complaint or give a compliment": "Gwneud cwyn neu roi canmoliaeth"})
    reader.reload()
    assert reader.locator("h1").inner_text() == "Gwneud cwyn neu roi canmoliaeth"
    assert reader.locator("html").get_attribute("lang") == "cy"
    look.look("journey")
