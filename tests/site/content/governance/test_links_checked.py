"""Links that lead nowhere: found on every page, whoever it is for, and asked about elsewhere with care."""

import datetime

import pytest
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from accounts.models import Role
from content.links_checked import inside, outside, services
from content.links_checked.finding import FoundLink, links_in, links_in_text
from content.models import BrokenLink, LinkedAddress, ServicePage, StandardPage
from content.sections.services import set_section_editors
from forms_engine.delivery.connectors.public_addresses import AddressRefused, NotReached
from tests.factories import host, make_page, make_site, make_staff, publish, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    make_site("staff")
    return make_site("public")


def link(page, words="words"):
    return f'<a linktype="page" id="{page.pk}">{words}</a>'


def text(*links):
    return [("text", "".join(f"<p>{one}</p>" for one in links))]


def broken():
    return {(row.url, row.why) for row in BrokenLink.objects.all()}


def test_links_are_found_wherever_they_stand(home):
    to, other = make_page(home), make_page(home)
    page = make_page(
        home,
        body=[
            (
                "text",
                f'<p>{link(to, "To it")} <a href="https://a.example/x">A</a> <a href="mailto:a@b.c">M</a></p>',
            ),
            ("details", {"summary": "More", "text": '<p><a linktype="document" id="7">Plan</a></p>'}),
            ("cards", {"cards": [{"page": other, "title": "A card", "text": ""}]}),
            ("action", {"label": "Report it", "journey_slug": "pothole", "page": None}),
        ],
    )
    assert links_in(page) == [
        FoundLink("page", str(to.pk), "To it"),
        FoundLink("address", "https://a.example/x", "A"),
        FoundLink("document", "7", "Plan"),
        FoundLink("page", str(other.pk), "A card"),
        FoundLink("journey", "pothole", "Report it"),
    ]
    service = make_page(home, ServicePage, journey_slug="old-journey")
    assert FoundLink("journey", "old-journey") in links_in(service)
    assert links_in_text("<p><a>no</a><a href='#x'>no</a><b>x</p>") == []


def test_what_is_broken_inside_and_since_when(home):
    gone, draft, closed = make_page(home), make_page(home, live=False), make_page(home, audience="staff")
    fine = make_page(home, slug="fine")
    page = make_page(
        home,
        body=[
            *text(link(gone), link(draft), link(closed), link(fine), '<a linktype="document" id="99">x</a>'),
            ("cards", {"cards": [{"page": gone, "title": "", "text": ""}]}),
            ("action", {"label": "Go", "journey_slug": "withdrawn", "page": None}),
        ],
    )
    inner = make_page(home, audience="staff", body=text(link(closed), link(gone, "private")))
    Page.objects.get(pk=gone.pk).delete()
    assert services.look_over_all() == 6
    assert broken() == {
        (f"page:{gone.pk}", inside.DELETED),
        (f"page:{draft.pk}", inside.NOT_PUBLISHED),
        (f"page:{closed.pk}", inside.NOT_FOR_ALL),
        ("document:99", inside.NO_DOCUMENT),
        ("journey:withdrawn", inside.NO_JOURNEY),
    }
    assert BrokenLink.objects.filter(page=inner).get().words == "private"
    long_ago = timezone.now() - datetime.timedelta(days=9)
    BrokenLink.objects.update(found_at=long_ago)
    draft.get_latest_revision().publish()
    services.look_over([page.pk])
    assert (f"page:{draft.pk}", inside.NOT_PUBLISHED) not in broken()
    assert set(BrokenLink.objects.values_list("found_at", flat=True)) == {long_ago}
    StandardPage.objects.get(pk=page.pk).unpublish()
    services.look_over_all()
    assert not BrokenLink.objects.filter(page=page).exists()


def test_addresses_of_ours_are_looked_up_not_asked(home):
    make_page(home, slug="fine", title="Fine")
    Redirect.add_redirect("/old/", "/fine/")
    page = make_page(
        home,
        body=text(
            '<a href="/fine/">a</a>',
            '<a href="/fine">b</a>',
            f'<a href="http://{host("public")}/fine/?x=1#y">c</a>',
            '<a href="/old/">d</a>',
            '<a href="/knowledge/">e</a>',
            '<a href="/nowhere/">f</a>',
            '<a href="http://[bad">g</a>',
        ),
    )
    services.look_over([page.pk])
    assert broken() == {("/nowhere/", inside.NO_ADDRESS)}
    assert set(LinkedAddress.objects.values_list("url", flat=True)) <= {"http://[bad"}


def answering(monkeypatch, answers):
    """Elsewhere answers so: by (method, url), or by url."""
    asked = []

    def call(method, url, ends):
        asked.append((method, url))
        answer = answers.get((method, url), answers.get(url, 200))
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, tuple) else (answer, "")

    monkeypatch.setattr(outside, "_call", call)
    monkeypatch.setattr(services.time, "sleep", lambda seconds: None)
    return asked


def test_elsewhere_is_asked_head_first_and_called_broken_with_reason(home, monkeypatch):
    urls = {
        name: f"https://{name}.example/"
        for name in ("ok", "gone", "shy", "moved", "down", "inner", "loop", "closed")
    }
    make_page(home, body=text(*(f'<a href="{url}">{name}</a>' for name, url in urls.items())))
    services.look_over_all()
    asked = answering(
        monkeypatch,
        {
            urls["gone"]: 404,
            ("HEAD", urls["shy"]): 405,
            urls["moved"]: (301, "/new"),
            "https://moved.example/new": 200,
            urls["down"]: NotReached("down.example did not answer in time."),
            urls["inner"]: AddressRefused("inner.example leads to an address that is not public."),
            urls["loop"]: (302, urls["loop"]),
            urls["closed"]: 403,
        },
    )
    assert services.ask_addresses() == 8
    assert ("GET", urls["shy"]) in asked and ("GET", urls["ok"]) not in asked
    services.look_over_all()
    assert {url for url, _why in broken()} == {urls["gone"], urls["inner"]}
    # Not again the same night; what did not answer is broken the second night, and mended when it answers.
    assert services.ask_addresses() == 0
    LinkedAddress.objects.update(asked_at=timezone.now() - datetime.timedelta(days=1))
    services.ask_addresses()
    services.look_over_all()
    assert {url for url, _why in broken()} == {urls["gone"], urls["inner"], urls["down"], urls["loop"]}
    answering(monkeypatch, {})
    services.ask_addresses(only=urls.values())
    services.look_over_all()
    assert broken() == set()


def test_each_host_is_asked_in_turn_and_with_pauses(monkeypatch):
    urls = [f"https://a.example/{n}" for n in range(3)] + ["https://b.example/"]
    LinkedAddress.objects.bulk_create(LinkedAddress(url=url) for url in urls)
    slept = []
    asked = answering(monkeypatch, {})
    monkeypatch.setattr(services.time, "sleep", slept.append)
    services.ask_addresses()
    assert {url for _method, url in asked[:2]} == {"https://a.example/0", "https://b.example/"}
    assert sum(1 for seconds in slept if seconds > 1) == 2


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://10.0.0.1/",
        "https://a.example:8443/",
        "https://user@a.example/",
        "file:///etc/passwd",
        "http://[bad",
        "https:///x",
    ],
)
def test_nothing_inside_is_ever_called(url):
    with pytest.raises(outside.Gone, match="cannot be asked"):
        outside.ask(url)


def test_nor_by_way_of_a_redirect(monkeypatch):
    really = outside._call

    def call(method, url, ends):
        return (302, "http://127.0.0.1/") if url == "https://out.example/" else really(method, url, ends)

    monkeypatch.setattr(outside, "_call", call)
    with pytest.raises(outside.Gone, match="not public"):
        outside.ask("https://out.example/")


def test_what_nobody_links_to_any_more_is_forgotten(home):
    page = make_page(home, body=text('<a href="https://a.example/">a</a>'))
    services.look_over_all()
    assert LinkedAddress.objects.count() == 1
    publish(page, body=[])
    services.look_over_all()
    assert not LinkedAddress.objects.exists()


def test_the_report_by_section_with_owner_and_as_a_file_and_for_whom(home, monkeypatch):
    roads, schools = make_page(home, title="Roads"), make_page(home, title="Schools")
    hidden = make_page(schools, title="qxdraftqx", live=False)
    make_page(roads, title="Potholes", owner_name="Highways", body=text(link(hidden, "qxwordsqx")))
    make_page(schools, title="qxotherqx", body=text(link(hidden)))
    services.look_over_all()
    person, whole = make_staff(), make_staff(Role.EDITOR)
    set_section_editors(section=roads, people=[person])
    theirs = signed_in(person, "staff").get("/admin/broken-links/").content.decode()
    assert "Potholes" in theirs and "Highways" in theirs and inside.NOT_PUBLISHED in theirs
    assert "qxotherqx" not in theirs and "qxdraftqx" not in theirs
    browser = signed_in(whole, "staff")
    every = browser.get("/admin/broken-links/").content.decode()
    assert "qxotherqx" in every and "qxdraftqx" in every
    only = browser.get("/admin/broken-links/", {"section": roads.pk, "export": "csv"}).content.decode()
    assert "Potholes" in only and "qxotherqx" not in only
    page = BrokenLink.objects.get(words="qxwordsqx").page
    hidden.get_latest_revision().publish()
    assert signed_in(person, "staff").post(f"/admin/broken-links/{page.pk}/").status_code == 302
    assert not BrokenLink.objects.filter(page=page).exists()
    assert signed_in(person, "staff").post(f"/admin/broken-links/{schools.pk}/").status_code == 404
    assert signed_in(make_staff(), "staff").get("/admin/broken-links/").status_code == 302


def test_a_batch_costs_the_same_whatever_it_links_to(home, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    targets = [make_page(home) for _ in range(6)]
    few = make_page(home, body=text(link(targets[0])))
    many = make_page(home, body=text(*map(link, targets)))
    services.look_over([few.pk])
    with CaptureQueriesContext(connection) as asked:
        services.look_over([few.pk])
    with django_assert_max_num_queries(len(asked)):
        services.look_over([many.pk])
