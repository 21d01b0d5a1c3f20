"""The explorer says who reads a page and by when it is looked over; usage is shown before a page goes."""

import datetime
import io

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.admin.views.pages.listing import ExplorableIndexView

from accounts.models import Role
from content.explorer import ExplorerView
from content.models import GuildhallDocument, GuildhallImage, ServicePage
from content.sections.services import set_section_editors
from forms_engine.editor.services import create_draft, new_document
from tests.factories import make_page, make_site, make_staff, signed_in

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def home():
    make_site("staff")
    return make_site("public")


def test_columns_for_readers_and_review(home):
    late = timezone.localdate() - DAY
    make_page(home, title="Late", review_by=late)
    make_page(home, title="Inside", audience="staff")
    shown = signed_in(make_staff(Role.EDITOR), "staff").get(f"/admin/pages/{home.pk}/").content.decode()
    assert "Look over by" in shown and f"{late:%d/%m/%Y} (overdue)" in shown
    assert "Everyone" in shown and "Staff" in shown


def test_they_cost_nothing_more_for_each_page(home, monkeypatch):
    """Wagtail asks some of its own for each of a listing's 50 lines; the two columns ask nothing, and pages that are not
    on the screen cost nothing."""
    browser, address = signed_in(make_staff(Role.EDITOR), "staff"), f"/admin/pages/{home.pk}/"

    def asked():
        browser.get(address)
        with CaptureQueriesContext(connection) as found:
            browser.get(address)
        return len(found)

    for number in range(60):
        make_page(home, review_by=timezone.localdate(), audience="staff" if number % 2 else "")
    with_columns = asked()
    for _ in range(8):
        make_page(home, review_by=timezone.localdate())
    assert asked() == with_columns
    monkeypatch.setattr(ExplorerView, "base_columns", ExplorableIndexView.base_columns)
    assert asked() == with_columns


def test_titles_stay_hidden(home):
    roads = make_page(home, title="Roads")
    make_page(home, title="qxdraftqx", live=False)
    person = make_staff()
    set_section_editors(section=roads, people=[person])
    assert "qxdraftqx" not in signed_in(person, "staff").get(f"/admin/pages/{home.pk}/").content.decode()


def test_usage_is_shown_before_a_page_goes(home):
    page = make_page(home, title="Needed")
    make_page(home, body=[("text", f'<p><a linktype="page" id="{page.pk}">x</a></p>')])
    browser = signed_in(make_staff(Role.PUBLISHER), "staff")
    for act in ("delete", "unpublish"):
        assert "referenced 1 time" in browser.get(f"/admin/pages/{page.pk}/{act}/").content.decode(), act


def picture():
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(out, "PNG")
    return GuildhallImage.objects.create(title="Bridge", file=ContentFile(out.getvalue(), "bridge.png"))


def test_usage_is_shown_before_a_picture_or_a_document_goes(home):
    """Wagtail counts what refers to it; the page that asks for sure says how often, and leads to where."""
    image = picture()
    document = GuildhallDocument.objects.create(title="Plan", file=ContentFile(b"words", "plan.txt"))
    make_page(
        home,
        title="Shows both",
        body=[
            ("picture", {"image": image, "caption": ""}),
            ("text", f'<p><a linktype="document" id="{document.pk}">x</a></p>'),
        ],
    )
    browser = signed_in(make_staff(Role.EDITOR, Role.PUBLISHER, is_superuser=True), "staff")
    for kind, one in (("images", image), ("documents", document)):
        asked = browser.get(
            f"/admin/{kind}/{one.pk}/delete/" if kind == "images" else f"/admin/{kind}/delete/{one.pk}/"
        ).content.decode()
        assert "referenced 1 time" in asked, kind
        assert "Shows both" in browser.get(f"/admin/{kind}/usage/{one.pk}/").content.decode()


def test_usage_is_shown_before_a_journey_goes(home):
    """A page keeps a journey's address and no key; Wagtail's index knows it all the same."""
    editor = make_staff(Role.EDITOR, Role.PUBLISHER, Role.JOURNEY_BUILDER)
    draft = create_draft(new_document("Get a skip permit", "apply", "roads"), user=editor)
    make_page(home, ServicePage, title="Skips", journey_slug=draft.slug)
    button = {"label": "Go", "page": None, "journey_slug": draft.slug}
    make_page(home, title="Rubble", body=[("action", button)])
    browser = signed_in(editor, "staff")
    at = reverse("wagtailsnippets_editor_journeydraft:usage", args=[draft.pk], urlconf="config.urls.staff")
    used = browser.get(at).content.decode()
    assert "Skips" in used and "Rubble" in used
    at = reverse("wagtailsnippets_editor_journeydraft:delete", args=[draft.pk], urlconf="config.urls.staff")
    assert "referenced 2 times" in browser.get(at).content.decode()
