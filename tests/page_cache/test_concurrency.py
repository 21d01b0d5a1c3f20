"""A page made while something changes is never given out afterwards. Two real connections, each change really committed."""

import threading

import pytest
from django.core.cache import caches
from django.db import connections, transaction

from content.models import ContentPage
from page_cache import freshness, store
from tests.factories import client, make_page, make_site, publish

pytestmark = pytest.mark.usefixtures("committing_db")


@pytest.fixture
def page(committing_db, settings):
    settings.PAGE_CACHE = True
    caches["pages"].clear()
    store.in_process.clear()
    return make_page(make_site("public"), slug="roads", title="Before")


@pytest.fixture
def changed_while_made(page, monkeypatch):
    """Publish another title after a stranger's page has read the old one, and before it is kept."""
    read, go_on = threading.Event(), threading.Event()
    serve = ContentPage.serve

    def serve_slowly(self, request, *args, **kwargs):
        response = serve(self, request, *args, **kwargs).render()
        if threading.current_thread() is stranger:
            read.set()
            assert go_on.wait(30)
        return response

    def ask():
        try:
            answers.append(client().get("/roads/"))
        finally:
            connections.close_all()

    monkeypatch.setattr(ContentPage, "serve", serve_slowly)
    answers: list = []
    stranger = threading.Thread(target=ask)

    def run():
        stranger.start()
        assert read.wait(30)
        publish(page, title="After")
        go_on.set()
        stranger.join(30)
        assert b"Before" in answers[0].content
        return answers[0]

    return run


def test_a_page_made_while_it_changes_is_not_given_out(changed_while_made):
    answer = changed_while_made()
    # Nor kept by nginx, which would begin its second with it only now.
    assert answer.headers["Cache-Control"] == "no-store"
    assert b"After" in client().get("/roads/").content


def test_it_would_be_if_the_number_were_read_afterwards(changed_while_made, monkeypatch):
    """The race is there: without the number read first, the old page stays."""

    class ReadLate(int):
        """A number that has not changed, whatever it is held against."""

        def __ne__(self, other: object) -> bool:
            return False

    keep = store.keep
    monkeypatch.setattr("page_cache.middleware.number_for", lambda request: ReadLate(freshness.current()))
    monkeypatch.setattr(
        store, "keep", lambda request, response, number: keep(request, response, freshness.current())
    )
    changed_while_made()
    assert b"Before" in client().get("/roads/").content


def test_what_is_not_committed_is_not_seen_and_outdates_nothing(page):
    """Somebody asks while a change is under way: the page as it was is kept, and given out if the change fails."""
    number = freshness.current()

    class Undone(Exception):
        pass

    def ask(into):
        into.append((freshness.current(), client().get("/roads/").content))
        connections.close_all()

    seen: list = []
    with pytest.raises(Undone), transaction.atomic():
        publish(page, title="After")
        assert freshness.current() > number
        other = threading.Thread(target=ask, args=(seen,))
        other.start()
        other.join(30)
        raise Undone
    assert seen[0][0] == number
    assert b"Before" in seen[0][1]
    assert freshness.current() == number
    assert b"Before" in client().get("/roads/").content
