"""The report of translations: what it says of each page, for whom, and what editors can do from it."""

import csv
import io

import pytest
from wagtail_localize.models import StringTranslation

from accounts.models import Role
from content.languages.status import State, counts, page_statuses
from content.languages.trees import plant
from content.models import ContentPage, StandardPage
from tests.factories import make_page, make_site, make_staff, publish, signed_in
from tests.site.content.languages.translating import begin, translate, welsh

pytestmark = pytest.mark.django_db

REPORT = "/admin/translations/"


@pytest.fixture
def home():
    make_site("staff", title="Intranet")
    made = make_site("public", title="Home")
    plant("cy")
    return made


def states():
    return {one.title: one.state for one in page_statuses(ContentPage.objects.all())}


def test_each_page_is_what_readers_get(home):
    pages = {
        name: make_page(home, slug=name, title=name, summary=f"About {name}")
        for name in ("never", "begun", "done", "part", "machine", "old", "back")
    }
    begin(pages["begun"])
    for name in ("done", "old", "back"):
        translate(pages[name], {name: f"{name} cy", f"About {name}": "Am"})
    translate(pages["part"], {"part": "rhan"})
    translate(pages["machine"], {"machine": "peiriant", "About machine": "Am"}, kind="machine")
    publish(pages["old"], summary="Something new")
    welsh(pages["back"]).specific.unpublish()
    make_page(home, slug="draft", title="draft", live=False)
    assert states() == {
        "Home": State.MISSING,
        "Intranet": State.MISSING,
        "never": State.MISSING,
        "begun": State.MISSING,
        "done": State.TRANSLATED,
        "part": State.PARTLY,
        "machine": State.MACHINE,
        "old": State.OUT_OF_DATE,
        "back": State.MISSING,
    }
    assert sum(counts(page_statuses(ContentPage.objects.all())).values()) == 9


def test_the_report_filters_counts_and_exports(home):
    section = make_page(home, slug="waste", title="Waste")
    make_page(section, slug="bins", title="=Bins()")
    done = make_page(home, slug="roads", title="Roads")
    translate(done, {"Roads": "Ffyrdd"})
    admin = signed_in(make_staff(Role.ADMINISTRATOR, is_superuser=True), "staff")
    shown = admin.get(REPORT).content.decode()
    assert "=Bins()" in shown and "Roads" in shown
    narrowed = admin.get(f"{REPORT}?section=Waste&state=missing").content.decode()
    assert "=Bins()" in narrowed and ">Roads</a>" not in narrowed
    file = admin.get(f"{REPORT}?export=csv&site=Home").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(file)))
    assert {row["title"]: row["state"] for row in rows} == {
        "Home": "missing",
        "Waste": "missing",
        "'=Bins()": "missing",
        "Roads": "translated",
    }


def test_it_is_for_those_who_may_open_the_admin_and_lists_what_they_may_edit(home):
    make_page(home, slug="waste", title="Waste")
    officer = signed_in(make_staff(Role.OFFICER), "staff")
    assert officer.get(REPORT, follow=True).status_code == 403


def test_a_machines_words_count_as_checked_once_somebody_who_may_publish_says_so(home, monkeypatch):
    page = make_page(home, slug="bins", title="Bins")
    row = translate(page, {"Bins": "Biniau"}, kind="machine")
    monkeypatch.setattr("django.db.transaction.on_commit", lambda run, **kwargs: run())
    editor = make_staff(Role.EDITOR)
    address = f"{REPORT}{row.pk}/checked/"
    assert signed_in(editor, "staff").post(address).status_code in {302, 403}
    assert StandardPage.objects.get(pk=row.pk).is_machine_made
    admin = make_staff(Role.ADMINISTRATOR, is_superuser=True)
    assert signed_in(admin, "staff").get(address).status_code == 405
    assert signed_in(admin, "staff").post(address).status_code == 302
    assert not StandardPage.objects.get(pk=row.pk).is_machine_made
    assert set(StringTranslation.objects.values_list("last_translated_by", flat=True)) == {admin.pk}


def test_a_machine_fills_what_is_missing_and_it_is_marked_as_machine_made(home, monkeypatch, settings):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator"
    }
    monkeypatch.setattr("django.db.transaction.on_commit", lambda run, **kwargs: run())
    page = make_page(home, slug="bins", title="Bins", summary="About bins")
    translation = begin(page)
    admin = signed_in(make_staff(is_superuser=True), "staff")
    address = f"/admin/localize/translate/{translation.pk}/machine_translate/"
    admin.post(address, {"next": "/admin/"})
    kinds = set(StringTranslation.objects.values_list("translation_type", flat=True))
    assert kinds == {"machine"}
    assert states()["Bins"] == State.MISSING  # a draft as yet
    translation.save_target(publish=True)
    assert states()["Bins"] == State.MACHINE
