"""What is kept, what never is, and that a kept answer is the answer."""

import time
from functools import partial

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from accounts.models import Role
from content.models import ContentPage
from page_cache import store
from tests.factories import (
    client,
    host,
    make_article,
    make_page,
    make_partner,
    make_site,
    make_staff,
    make_user,
    publish,
    signed_in,
)

pytestmark = pytest.mark.django_db

PATHS = ["/", "/roads/", "/knowledge/", "/knowledge/potholes/", "/api/v1/pages/", "/api/v1/articles/"]


@pytest.fixture(scope="module")
def made(file_transaction):
    make_page(make_site("public"), slug="roads", title="Roads", show_in_menus=True)
    return make_article(slug="potholes", public_answer="<p>Tell us.</p>")


@pytest.fixture
def council(made, page_cache):
    """A page and an article."""


@pytest.mark.parametrize("path", PATHS)
def test_the_second_stranger_costs_two_questions(council, is_hit, path):
    first = client().get(path)
    assert first.status_code == 200
    assert is_hit(client(), path)
    second = client().get(path)
    assert second.content == first.content
    assert dict(second.headers) == dict(first.headers)


def test_a_kept_answer_carries_what_every_answer_carries(council, is_hit):
    client().get("/roads/")
    answer = client().get("/roads/")
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Language"] == "en"
    assert answer.headers["Cache-Control"] == "public, max-age=0, s-maxage=1"
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert not answer.cookies


@pytest.mark.parametrize("kept", [False, True])
@pytest.mark.parametrize("path", ["/roads/", "/api/v1/pages/"])
def test_who_has_it_gets_304(council, kept, path):
    etag = client().get(path).headers["ETag"]
    if not kept:
        store.caches["pages"].clear()
    answer = client().get(path, headers={"if-none-match": etag})
    assert answer.status_code == 304
    assert not answer.content
    assert answer.headers["ETag"] == etag
    assert answer.headers.get("Access-Control-Allow-Origin") == ("*" if path.startswith("/api") else None)
    assert client().get(path, headers={"if-none-match": '"another"'}).status_code == 200


def test_asking_with_a_condition_fills_the_cache_too(council, is_hit):
    client().get("/roads/", headers={"if-none-match": '"old"'})
    assert is_hit(client(), "/roads/")


def test_head_is_answered_from_what_get_kept(council):
    browser = client()
    browser.get("/roads/")
    answer = browser.head("/roads/")
    assert answer.status_code == 200
    assert answer.headers["ETag"]


def nothing_is_kept(page_cache) -> bool:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select count(*) from page_cache_answers")
        return cursor.fetchone()[0] == 0


def test_nothing_of_the_staff_and_partner_hosts_is_kept(council, made, page_cache):
    for audience in ("staff", "partner"):
        home = make_site(audience)
        make_page(home, slug="rota", title="Rota")
    publish(made, staff_guidance="<p>Canary</p>")
    staff, partner = signed_in(make_staff(Role.EDITOR), "staff"), signed_in(make_partner(), "partner")
    for browser in (staff, partner, client("staff"), client("partner")):
        for path in [*PATHS, "/rota/", "/account/sign-in/"]:
            browser.get(path)
    assert nothing_is_kept(page_cache)


def test_nothing_said_to_somebody_known_is_kept_or_given_to_them(council, page_cache, is_hit):
    resident = signed_in(make_user(name="Canary Jones"))
    for path in PATHS:
        resident.get(path)
    assert nothing_is_kept(page_cache)
    client().get("/roads/")
    assert b"Canary Jones" not in client().get("/roads/").content
    assert not is_hit(resident, "/roads/")
    assert resident.get("/roads/").headers["Cache-Control"] == "private, no-store"


def test_a_session_of_nobody_is_asked_for_anew(council, is_hit):
    """A cookie whose session ended may still stand for what was begun with it."""
    client().get("/roads/")
    browser = client()
    browser.cookies["sessionid"] = "gone"
    assert not is_hit(browser, "/roads/")


def test_who_shows_a_token_is_asked_for_anew(council, page_cache, is_hit):
    assert not is_hit(client(), "/api/v1/pages/", authorization="Bearer canary")
    assert nothing_is_kept(page_cache)


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere/",
        "/roads",
        "/account/sign-in/",
        "/requests/",
        "/roads/?utm_source=x",
        # Endlessly many names of one page.
        "/roads/?&&",
        "/roads/?=",
    ],
)
def test_only_whole_answers_that_everybody_gets_are_kept(council, page_cache, path):
    client().get(path)
    assert nothing_is_kept(page_cache)


def test_a_visitor_with_another_cookie_adds_nothing(council, page_cache):
    browser = client()
    browser.cookies["something"] = "theirs"
    browser.get("/roads/")
    assert nothing_is_kept(page_cache)


def test_posting_keeps_nothing(council, page_cache):
    client().post("/roads/")
    assert nothing_is_kept(page_cache)


def test_hosts_and_languages_are_kept_apart(council, page_cache, is_hit):
    port = Client(headers={"host": f"{host('public')}:8123"})
    assert port.get("/roads/").status_code == 200
    assert nothing_is_kept(page_cache)  # it is not a port of ours
    client().get("/roads/")
    assert not is_hit(port, "/roads/")
    assert not is_hit(client(), "/cy/knowledge/")


def test_what_is_asked_otherwise_or_made_by_another_build_is_kept_apart(council, is_hit, monkeypatch):
    topic = f"/knowledge/topics/{make_article(public_answer='<p>x</p>').get_parent().slug}/"
    for path in ("/roads/", topic):
        client().get(path)
        assert is_hit(client(), path)
    assert not is_hit(client(), f"{topic}?page=1")
    secure = client()
    monkeypatch.setattr(secure, "get", partial(secure.get, secure=True))
    assert not is_hit(secure, "/roads/")
    monkeypatch.setattr(store, "build_mark", lambda: "the build after this one")
    assert not is_hit(client(), "/roads/")


def test_a_switch_turns_it_off(council, settings, is_hit, page_cache):
    settings.PAGE_CACHE = False
    client().get("/roads/")
    assert not is_hit(client(), "/roads/")
    assert nothing_is_kept(page_cache)


@pytest.mark.parametrize("size", [store.LARGEST_BYTES, store.LARGEST_BYTES + 1])
def test_what_is_too_large_is_not_kept(page_cache, settings, size):
    settings.ALLOWED_HOSTS = ["testserver"]
    request = RequestFactory().get("/")
    store.keep(request, HttpResponse(b"x" * size), 1)
    assert (store.find(request, 1) is None) == (size > store.LARGEST_BYTES)


@pytest.mark.parametrize("spoiled", ["cookie", "vary", "private", "stream", "status"])
def test_an_answer_that_is_not_everybodys_says_so_and_is_left_alone(page_cache, spoiled, monkeypatch):
    """Each sign is enough by itself."""
    from django.http import StreamingHttpResponse

    from audiences.principal import Principal
    from page_cache.answers import shared
    from page_cache.middleware import PageCacheMiddleware

    def view(request):
        request.principal = Principal.public()
        made = StreamingHttpResponse([b"words"]) if spoiled == "stream" else HttpResponse("words")
        response = shared(made)
        if spoiled == "cookie":
            response.set_cookie("a", "b")
        elif spoiled == "vary":
            response.headers["Vary"] = "Cookie"
        elif spoiled == "private":
            response.headers["Cache-Control"] = "private, max-age=0, s-maxage=1"
        elif spoiled == "status":
            response.status_code = 404
        return response

    request = RequestFactory(headers={"host": host("public")}).get("/")
    request.host_audience = "public"
    PageCacheMiddleware(view)(request)
    assert nothing_is_kept(page_cache)


def test_a_process_asks_whether_something_changed_only_every_now_and_then(
    council, is_hit, settings, monkeypatch, django_assert_num_queries
):
    now = [time.monotonic()]
    monkeypatch.setattr("page_cache.freshness.monotonic", lambda: now[0])
    client().get("/roads/")
    assert is_hit(client(), "/roads/")
    settings.PAGE_CACHE_READ_EVERY = 0.05
    publish(ContentPage.objects.get(slug="roads").specific, title="Streets")
    now[0] += 0.04
    with django_assert_num_queries(0):
        assert b"Roads" in client().get("/roads/").content
    now[0] += 0.02
    assert b"Streets" in client().get("/roads/").content


def test_an_answer_kept_by_another_process_is_given_out(council):
    first = client().get("/roads/")
    store.in_process.clear()
    assert client().get("/roads/").content == first.content


def test_a_process_holds_no_more_than_it_may(monkeypatch):
    monkeypatch.setattr(store, "PROCESS_BYTES", 10)
    held = store.InProcess()
    for name in ("a", "b", "c"):
        held.put(name, store.Kept(1, None, (), b"four"))
        held.put(name, store.Kept(2, None, (), b"4444"))
    assert held.get("a") is None
    assert {held.get("b").number, held.get("c").number} == {2}
