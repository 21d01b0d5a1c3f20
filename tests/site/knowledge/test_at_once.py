"""What readers say at the same instant as somebody else does something."""

from datetime import timedelta

import pytest
from django.utils import timezone

from knowledge.models import Receipt, Vote
from knowledge.reading.services import ask_to_read
from knowledge.votes.services import OF_ONE_ARTICLE
from tests.at_once import at_once
from tests.factories import client, make_article, make_site, make_staff, publish, signed_in

pytestmark = pytest.mark.usefixtures("committing_db")


def test_the_last_vote_a_network_has_is_not_cast_twice(monkeypatch):
    make_site("public")
    make_article(slug="a", public_answer="<p>x</p>")

    def vote():
        return client().post("/knowledge/a/helpful/", {"helpful": "yes"}).status_code

    for _ in range(OF_ONE_ARTICLE.attempts - 1):
        vote()
    assert sorted(at_once(monkeypatch, "accounts.throttle._take_one", vote, vote)) == [302, 429]
    assert Vote.objects.count() == OF_ONE_ARTICLE.attempts


def test_who_confirms_while_it_changes_has_not_confirmed_the_change(monkeypatch):
    make_site("staff")
    article = make_article(slug="a", staff_guidance="<p>Old rule</p>")
    ask_to_read(article, due_on=timezone.localdate() + timedelta(days=9), by=None, all_staff=True)
    reader = signed_in(make_staff(), "staff")
    word = {"revision": article.live_revision_id, "understood": "yes"}
    _published, answer = at_once(
        monkeypatch,
        "knowledge.models.Reading.save",
        lambda: publish(article, staff_guidance="<p>New rule</p>", ask_again=True),
        lambda: reader.post("/knowledge/a/read/", word, follow=True),
    )
    assert "has changed since you opened it" in answer.content.decode()
    assert not Receipt.objects.exists()
