"""Moving in, in the admin: bringing, checking, making, what was not carried, taking back; for publishers alone."""

import csv
import io
import re
import zipfile

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Role
from content.models import ContentPage, Move, NewsIndexPage, NotCarried
from content.sections.services import set_section_editors
from content.tasks import move_in as job
from tests.factories import make_page, make_site, make_staff, signed_in
from tests.site.content.moving_in.moves import RULES, WOLD, begin, move_in

pytestmark = pytest.mark.django_db
AT = "/admin/moving-in/"


@pytest.fixture
def home():
    make_site("staff")
    home = make_site("public")
    make_page(home, NewsIndexPage, slug="news", title="News")
    return home


@pytest.fixture
def publisher():
    return signed_in(make_staff(Role.PUBLISHER), "staff")


def work():
    """What the worker would do."""
    while jobs := list(ProcrastinateJob.objects.filter(task_name="content.tasks.move_in", status="todo")):
        for one in jobs:
            ProcrastinateJob.objects.filter(pk=one.pk).update(status="succeeded")
            job.func(**one.args)


def crawl(name="crawl.csv"):
    return SimpleUploadedFile(name, (WOLD / "crawl.csv").read_bytes(), "text/csv")


def pages():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for one in (WOLD / "pages").iterdir():
            file.write(one, one.name)
    return SimpleUploadedFile("pages.zip", packed.getvalue(), "application/zip")


def text(answer):
    return answer.content.decode()


def test_the_whole_way(home, publisher, django_capture_on_commit_callbacks):
    assert "Bring a list" in text(publisher.get(AT))
    answer = publisher.post(AT, {"file": crawl(), "saved_pages": pages(), "under": home.pk, "rules": RULES})
    move = Move.objects.get()
    at = f"{AT}{move.pk}/"
    assert answer.status_code == 302 and answer["location"] == at
    assert "Being checked" in text(publisher.get(at)) and "Make the drafts" not in text(publisher.get(at))
    kept = [move.file.name, move.saved_pages.name]
    assert all(storages["private"].exists(one) and "crawl" not in one for one in kept)
    work()
    shown = text(publisher.get(at))
    assert "Checked" in shown and "Make the drafts" in shown and "What the check found" in shown
    assert "Pages" not in move.name and not ContentPage.objects.filter(slug="bin-days").exists()
    lines = text(publisher.get(f"{at}lines/"))
    assert "Becomes a draft" in lines and "It says the same as line 21" in lines
    with django_capture_on_commit_callbacks(execute=True):
        publisher.post(at, {"do": "go"})
        publisher.post(at, {"do": "go"})
        work()
    move.refresh_from_db()
    assert move.state == Move.State.DONE and not move.file
    assert not any(storages["private"].exists(one) for one in kept)
    shown = text(publisher.get(at))
    assert "Moved in" in shown and "Take the drafts back" in shown
    draft = ContentPage.objects.get(slug="bin-days")
    assert publisher.get(f"/admin/pages/{draft.pk}/edit/").status_code == 200
    assert "Moved in from https://www.wold.example/waste/bin-days.aspx" in text(
        publisher.get(f"/admin/pages/{draft.pk}/history/")
    )
    assert "Bin days" in text(publisher.get(f"{at}lines/?show=carried"))
    asked = text(publisher.post(at, {"do": "take_back"}))
    assert (
        "Take the drafts of “crawl.csv” back?" in asked
        and ContentPage.objects.filter(slug="bin-days").exists()
    )
    publisher.post(at, {"do": "take_back", "sure": "yes"})
    assert (
        "Taken back" in text(publisher.get(at)) and not ContentPage.objects.filter(slug="bin-days").exists()
    )


def test_what_is_wrong_with_the_form_is_said(home, publisher):
    for sent, words in (
        ({}, "Choose the list."),
        ({"file": SimpleUploadedFile("a.csv", b"")}, "The file is empty."),
        ({"file": crawl(), "under": 987654321}, "Choose a page of your sections."),
        ({"file": crawl(), "under": home.pk, "rules": "news"}, "Line 1: write the beginning"),
        ({"file": crawl(), "under": home.pk, "rules": "/a odd"}, "there is no type “odd”"),
        ({"file": crawl(), "under": home.pk, "host": "not a host"}, "Write the name of the old site"),
        ({"file": crawl(), "under": "a\0b"}, ""),
        ({"file": crawl(), "under": home.pk, "host": "a\0b.example"}, "Null characters"),
    ):
        answer = publisher.post(AT, sent)
        assert answer.status_code == 422 and words in text(answer), sent
    assert not Move.objects.exists()


def test_a_file_larger_than_the_web_server_lets_through(home, publisher, monkeypatch):
    monkeypatch.setattr("content.moving_in.forms.LARGEST", 100)
    assert "larger than 25 MB" in text(publisher.post(AT, {"file": crawl(), "under": home.pk}))


def test_a_file_that_is_no_list_can_be_thrown_away(home, publisher, django_capture_on_commit_callbacks):
    publisher.post(AT, {"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04xx"), "under": home.pk})
    work()
    move = Move.objects.get()
    at, kept = f"{AT}{move.pk}/", move.file.name
    shown = text(publisher.get(at))
    assert "Stopped" in shown and "Excel workbook" in shown and "Try again" in shown
    with django_capture_on_commit_callbacks(execute=True):
        assert publisher.post(at, {"do": "throw_away", "sure": "yes"})["location"] == AT
    assert not Move.objects.exists() and not storages["private"].exists(kept)
    assert publisher.get(at).status_code == 404


def test_a_zip_that_is_none_stops_it(home, publisher):
    publisher.post(
        AT, {"file": crawl(), "saved_pages": SimpleUploadedFile("a.zip", b"nothing"), "under": home.pk}
    )
    work()
    assert "no ZIP file" in Move.objects.get().why_not


def test_the_same_file_twice_is_one(home, publisher):
    for _time in range(2):
        publisher.post(AT, {"file": crawl(), "under": home.pk})
    assert Move.objects.count() == 1


def test_what_was_not_carried_is_ticked(home, publisher):
    move = move_in(home, WOLD / "crawl.csv", saved=WOLD / "pages", rules=RULES)
    at = f"{AT}{move.pk}/not-carried/"
    shown = text(publisher.get(at))
    assert "/images/tip.jpg" in shown and "The tip at Netherby" in shown
    picture = move.not_carried.get(address="/images/tip.jpg")
    for _time in range(2):
        answer = publisher.post(at, {"missing": picture.pk, "done": "1", "back": "what=picture"})
    assert answer["location"] == f"{at}?what=picture#missing-{picture.pk}"
    picture.refresh_from_db()
    assert picture.done_at and picture.done_by
    assert ">/images/tip.jpg" not in text(publisher.get(f"{at}?open=1"))
    assert "Not yet after all" in text(publisher.get(f"{at}?what=picture"))
    publisher.post(at, {"missing": picture.pk, "done": "0", "back": "//evil.example"})
    picture.refresh_from_db()
    assert picture.done_at is None
    for wrong in ("", "x", "987654321", "1\0", "9" * 40):
        assert publisher.post(at, {"missing": wrong, "done": "1"}).status_code == 404
    other = begin(home, "Address\nbroken\n")
    assert publisher.post(at, {"missing": other.not_carried.get().pk, "done": "1"}).status_code == 404


def test_files_work_nothing_out(home, publisher):
    move = move_in(home, 'Address,Title\n"=HYPERLINK(""x"")",@sum\n/a,-1+1\n')
    rows = list(csv.reader(text(publisher.get(f"{AT}{move.pk}/not-carried/?export=csv")).splitlines()))
    assert rows[1][3] == '\'=HYPERLINK("x")'
    rows = list(csv.reader(text(publisher.get(f"{AT}{move.pk}/lines/?export=csv")).splitlines()))
    assert rows[1][1].startswith("'=") and rows[2][2] == "'-1+1"


def test_long_lists_are_shown_in_parts(home, publisher, monkeypatch):
    monkeypatch.setattr("content.moving_in.admin_tables.PAGE", 10)
    move = begin(home, "Address\n" + "".join(f"/p{number}.pdf\n" for number in range(25)))
    for name in ("lines", "not-carried"):
        seen, query = 0, ""
        for _part in range(3):
            shown = text(publisher.get(f"{AT}{move.pk}/{name}/{query}"))
            seen += shown.count(".pdf</td>") + shown.count(".pdf<br>")
            more = re.search(r'href="(\?after=\d+)"', shown)
            query = more[1] if more else ""
        assert seen == 25 and not query
    assert publisher.get(f"{AT}{move.pk}/lines/?after=x&show=odd").status_code == 200
    assert publisher.get(f"{AT}{move.pk}/not-carried/?after={'9' * 30}&what=odd").status_code == 200


def test_the_screens_cost_the_same_however_long_the_list(home, publisher):
    def cost(count, start):
        text_of = "".join(
            f"/{start}{number},P,<img src=/a{number}.jpg>{number} words\n" for number in range(count)
        )
        move = move_in(home, f"Address,Title,Body\n{text_of}")
        found = []
        for name in ("", "lines/", "not-carried/"):
            publisher.get(f"{AT}{move.pk}/{name}")
            with CaptureQueriesContext(connection) as queries:
                assert publisher.get(f"{AT}{move.pk}/{name}").status_code == 200
            found.append(len(queries))
        return found

    assert cost(2, "a") == cost(9, "b")


def test_who_may(home):
    roads = make_page(home, title="Roads", slug="roads")
    other = make_page(home, title="Other", slug="other")
    theirs, elsewhere = begin(roads, "Address\n/a\n"), begin(other, "Address\n/qxsecret\n")
    person = make_staff()
    set_section_editors(section=roads, people=[person], may_publish=True)
    browser = signed_in(person, "staff")
    shown = text(browser.get(AT))
    assert f"{AT}{theirs.pk}/" in shown and f"{AT}{elsewhere.pk}/" not in shown
    assert browser.get(f"{AT}{theirs.pk}/").status_code == 200
    for name in ("", "lines/", "not-carried/"):
        assert browser.get(f"{AT}{elsewhere.pk}/{name}").status_code == 404
    assert browser.post(f"{AT}{elsewhere.pk}/", {"do": "go"}).status_code == 404
    assert browser.post(AT, {"file": crawl(), "under": other.pk}).status_code == 422
    assert browser.post(f"{AT}{theirs.pk}/", {"do": "odd"}).status_code == 404
    # Who edits, and who only reads the intranet.
    for nobody in (signed_in(make_staff(Role.EDITOR), "staff"), signed_in(make_staff(), "staff")):
        for address in (AT, f"{AT}{theirs.pk}/", "/admin/old-addresses/"):
            assert nobody.get(address).status_code in (302, 403)
        assert nobody.post(AT, {"file": crawl(), "under": roads.pk}).status_code in (302, 403)
    assert "Moving in" not in text(signed_in(make_staff(Role.EDITOR), "staff").get("/admin/"))
    assert "Moving in" in text(browser.get("/admin/"))
    assert not NotCarried.objects.filter(done_at__isnull=False).exists()
