"""Was this helpful? Counted once a press, on the revision that was read, and nobody is known by it."""

from copy import deepcopy
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.throttle import Limit
from knowledge.models import Vote
from knowledge.votes.services import OF_ONE_ARTICLE, token_of
from tests.factories import (
    client,
    make_article,
    make_partner,
    make_site,
    make_staff,
    make_user,
    publish,
    signed_in,
)

pytestmark = pytest.mark.django_db

OF_NO_HELP = {"helpful": False, "audience": "public", "language": "en"}


@pytest.fixture(scope="module")
def made(file_transaction):
    for audience in ("public", "staff", "partner"):
        make_site(audience)
    return make_article(
        slug="a", public_answer="<p>Words</p>", staff_guidance="<p>Staff</p>", partner_guidance="<p>P</p>"
    )


@pytest.fixture
def article(made, db):
    return deepcopy(made)


def vote(browser, article, helpful="no", **more):
    data = {"helpful": helpful, "revision": article.live_revision_id}
    return browser.post(f"/knowledge/{article.slug}/helpful/", data, **more)


def test_the_cached_page_carries_the_form_and_nothing_of_its_reader(article):
    answer = client().get("/knowledge/a/")
    text = answer.content.decode()
    assert "Was this helpful?" in text
    assert f'name="revision" value="{article.live_revision_id}"' in text
    assert "csrf" not in text
    assert not answer.cookies
    assert answer.headers["Cache-Control"].startswith("public")


def test_yes_is_counted_and_thanked(article):
    answer = vote(client(), article, "yes")
    assert answer.headers["Location"] == "/knowledge/a/helpful/thanks/"
    kept = Vote.objects.get()
    assert (kept.helpful, kept.revision, kept.audience, kept.language) == (
        True,
        article.live_revision_id,
        "public",
        "en",
    )


def test_no_asks_why_without_a_cookie(article):
    browser = client()
    why = vote(browser, article).headers["Location"]
    page = browser.get(why)
    assert "no-store" in page.headers["Cache-Control"]
    assert "csrf" not in page.content.decode()
    data = {"vote": page.context["vote"], "reason": "not-found", "comment": "  How do I renew?  "}
    answer = browser.post("/knowledge/a/helpful/why/", data)
    assert answer.headers["Location"] == "/knowledge/a/helpful/thanks/"
    assert not browser.cookies
    kept = Vote.objects.get()
    assert (kept.helpful, kept.reason, kept.comment) == (False, "not-found", "How do I renew?")
    # Once only: the token opens nothing any more.
    browser.post("/knowledge/a/helpful/why/", data | {"comment": "Another"})
    kept.refresh_from_db()
    assert kept.comment == "How do I renew?"


def test_a_reason_is_asked_for_and_a_comment_has_its_length(article):
    browser = client()
    token = browser.get(vote(browser, article).headers["Location"]).context["vote"]
    empty = browser.post("/knowledge/a/helpful/why/", {"vote": token})
    assert "Choose what was wrong." in empty.content.decode()
    long = browser.post("/knowledge/a/helpful/why/", {"vote": token, "reason": "other", "comment": "x" * 501})
    assert "Use no more than 500 characters." in long.content.decode()
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        late = browser.post("/knowledge/a/helpful/why/", {"vote": token, "reason": "other", "comment": "x"})
        assert late.headers["Location"] == "/knowledge/a/helpful/thanks/"
    assert Vote.objects.get().comment == ""


@pytest.mark.parametrize("audience", ["staff", "partner"])
def test_each_site_counts_its_own(article, audience):
    person = make_staff() if audience == "staff" else make_partner()
    assert vote(signed_in(person, audience), article, "yes").status_code == 302
    assert Vote.objects.get().audience == audience


def test_a_vote_belongs_to_the_revision_that_was_read(article):
    other = make_article(slug="other", public_answer="<p>x</p>")
    read = article.live_revision_id
    newer = publish(article, public_answer="<p>Other words</p>")
    browser = client()
    browser.post("/knowledge/a/helpful/", {"helpful": "no", "revision": read})
    vote(browser, newer)
    # A draft nobody can have read, another page's revision, and nonsense count for what is published now.
    newer.public_answer = "<p>Draft</p>"
    draft = newer.save_revision()
    for number in (draft.pk, other.live_revision_id, "x", "9" * 30, ""):
        browser.post("/knowledge/a/helpful/", {"helpful": "no", "revision": number})
    kept = list(Vote.objects.order_by("pk").values_list("revision", flat=True))
    assert kept == [read, *[newer.live_revision_id] * 6]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
    ],
)
def test_another_site_cannot_vote(article, headers):
    assert vote(client(), article, headers=headers).status_code == 404
    assert not Vote.objects.exists()
    why = {
        "reason": "other",
        "vote": token_of(Vote.objects.create(article=article, revision=1, **OF_NO_HELP)),
    }
    assert client().post("/knowledge/a/helpful/why/", why, headers=headers).status_code == 404
    assert Vote.objects.get().reason == ""


def test_programs_that_say_so_are_not_counted(article):
    answer = vote(client(), article, headers={"User-Agent": "Mozilla/5.0 (compatible; ExampleBot/2.1)"})
    assert answer.status_code == 302
    assert not Vote.objects.exists()
    # Reading a link never votes.
    assert client().get("/knowledge/a/helpful/?helpful=no").status_code == 405
    assert not Vote.objects.exists()


def test_one_network_does_not_drown_the_others(article, monkeypatch):
    for _ in range(OF_ONE_ARTICLE.attempts):
        vote(client(), article, "yes")
    refused = vote(client(), article, "yes")
    assert refused.status_code == 429
    assert "not counted" in refused.content.decode()
    elsewhere = vote(client(), article, "yes", REMOTE_ADDR="192.0.2.9")
    assert elsewhere.status_code == 302
    # Whoever is signed in there has no more than their network.
    assert vote(signed_in(make_user()), article, "yes").status_code == 429
    # Staff share one network and are told apart.
    assert vote(signed_in(make_staff(), "staff"), article, "yes").status_code == 302
    # Nor is it counted on other articles, without end.
    monkeypatch.setattr(
        "knowledge.votes.services.OF_ALL", Limit(attempts=OF_ONE_ARTICLE.attempts, seconds=60)
    )
    other = make_article(slug="other", public_answer="<p>x</p>")
    assert vote(client(), other, "yes").status_code == 429


def test_nobody_votes_on_what_they_may_not_read(article):
    hidden = make_article(slug="hidden", title="Hidden", staff_guidance="<p>x</p>")
    for path in ("helpful/", "helpful/why/"):
        assert client().post(f"/knowledge/hidden/{path}", {"helpful": "no"}).status_code == 404
    assert client().get("/knowledge/hidden/helpful/thanks/").status_code == 404
    assert not Vote.objects.exists()
    assert hidden.live


def test_a_helpful_vote_has_no_reason(article):
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(
            article=article, revision=1, helpful=True, reason="other", audience="public", language="en"
        )


def test_what_is_kept_of_a_vote_is_not_who_cast_it():
    kept = {field.name for field in Vote._meta.get_fields()}
    assert kept == {
        *("id", "article", "revision", "helpful", "reason", "comment", "audience", "language", "cast_at"),
        *("settled_at", "settled_by"),
    }
