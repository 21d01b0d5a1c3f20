"""What goes out to translators as a PO file and comes back: of a page, of a journey, and what nobody should send."""

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation

from content.languages.trees import plant
from tests.factories import make_page, make_site, make_staff, signed_in
from tests.forms_engine.editor.editors import council_with
from tests.site.content.languages.translating import begin, welsh

pytestmark = pytest.mark.django_db


@pytest.fixture
def translator():
    return signed_in(make_staff(is_superuser=True), "staff")


def begun_page():
    home = make_site("public")
    plant("cy")
    page = make_page(home, slug="bins", title="Bins", body=[("text", "<p>Green on <b>Monday</b></p>")])
    return page, begin(page)


def begun_journey():
    Locale.objects.get_or_create(language_code="cy")
    draft = council_with()
    return draft, begin(draft)


def download(browser, translation):
    response = browser.get(f"/admin/localize/translate/{translation.pk}/pofile/download/")
    assert response.status_code == 200
    return polib.pofile(response.content.decode() + "\n")


def send(browser, translation, content):
    file = SimpleUploadedFile("cy.po", content if isinstance(content, bytes) else str(content).encode())
    address = f"/admin/localize/translate/{translation.pk}/pofile/upload/"
    response = browser.post(address, {"file": file, "next": "/admin/"}, follow=True)
    return " ".join(str(message) for message in response.context["messages"])


@pytest.mark.parametrize("begun", [begun_page, begun_journey])
def test_texts_go_out_and_come_back(translator, begun, django_capture_on_commit_callbacks):
    source, translation = begun()
    file = download(translator, translation)
    assert len(file) > 1
    for entry in file:
        entry.msgstr = f"cy {entry.msgid}" if entry.msgctxt != "slug" else entry.msgid
    assert "Success" in send(translator, translation, file)
    again = download(translator, translation)
    assert {entry.msgctxt: entry.msgstr for entry in again} == {entry.msgctxt: entry.msgstr for entry in file}
    with django_capture_on_commit_callbacks(execute=True):
        Translation.objects.get(pk=translation.pk).save_target(publish=True)
    if begun is begun_page:
        row = welsh(source).specific
        assert row.title == "cy Bins" and "cy Green on <b>Monday</b>" in str(row.body)
        assert (row.text_language, row.untranslated) == ("cy", [])


def test_a_file_nobody_should_send_changes_nothing_and_says_why(translator):
    page, translation = begun_page()
    file = download(translator, translation)
    for entry in file:
        entry.msgstr = "Drwg"
    without_header = polib.pofile(str(file) + "\n")
    del without_header.metadata["X-WagtailLocalize-TranslationID"]
    other = begin(
        make_page(welsh(page).get_parent().get_translation(page.locale), slug="other", title="Other")
    )
    files = {
        "nothing": b"",
        "no PO file": b"\x89PNG\r\n\x1a\n" * 20,
        "another encoding": str(file).replace("Drwg", "Drŵg").encode("utf-16"),
        "no header": str(without_header).encode(),
        "the name of a file": b"/etc/passwd",
        "another page's": str(download(translator, other)).encode(),
        "too large": b"#" * 2_000_001,
    }
    for what, content in files.items():
        said = send(translator, translation, content)
        assert said and "Success" not in said, what
        assert not StringTranslation.objects.exists(), what
    address = f"/admin/localize/translate/{translation.pk}/pofile/upload/"
    assert translator.post(address, {"next": "/admin/"}).status_code == 302


def test_markup_a_translator_may_not_add_reaches_no_reader(translator, django_capture_on_commit_callbacks):
    page, translation = begun_page()
    file = download(translator, translation)
    for entry in file:
        if "Green" in entry.msgid:
            entry.msgstr = "<script>alert(1)</script>"
    send(translator, translation, file)
    with django_capture_on_commit_callbacks(execute=True):
        Translation.objects.get(pk=translation.pk).save_target(publish=True)
    assert "<script>" not in str(welsh(page).specific.body)


def test_a_stranger_to_the_page_may_send_nothing(translator):
    _page, translation = begun_page()
    file = download(translator, translation)
    outsider = signed_in(make_staff(), "staff")
    address = f"/admin/localize/translate/{translation.pk}/pofile/upload/"
    response = outsider.post(address, {"file": SimpleUploadedFile("cy.po", str(file).encode())})
    assert response.status_code in {302, 403}
    assert not StringTranslation.objects.exists()
