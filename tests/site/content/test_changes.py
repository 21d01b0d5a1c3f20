"""What the parts above are told when content changes, in the transaction of the change."""

import pytest
from django.db import transaction
from django.utils import timezone

from content import changes
from content.changes import Change
from content.models import StandardPage
from tests.factories import make_article, make_page, make_site, publish

pytestmark = pytest.mark.django_db

PUBLIC, STAFF = frozenset({"public"}), frozenset({"staff"})


@pytest.fixture
def told(monkeypatch):
    """Every change from now on."""
    heard: list[Change] = []
    monkeypatch.setattr(changes, "_listeners", [heard.append])
    return heard


@pytest.fixture
def roads(told):
    page = make_page(make_site("public"), slug="roads")
    told.clear()
    return page


def heard(told, page):
    """What was told of one page: kind, before, after, paths."""
    return [(one.kind, one.before, one.after, one.paths) for one in told if one.page_id == page.pk]


HERE = (("public", "/roads/"),)


def test_publishing_a_new_page(told):
    page = make_page(make_site("public"), slug="roads")
    assert heard(told, page) == [("published", frozenset(), PUBLIC, HERE)]


def test_a_draft_is_no_change(told, roads):
    roads.title = "Not yet"
    roads.save_revision()
    make_page(roads, live=False)
    roads.locked = True
    roads.save(update_fields=["locked"])
    assert told == []


def test_publishing_again_and_taking_down(told, roads):
    roads = publish(roads, title="Streets")
    roads.unpublish()
    assert heard(told, roads) == [
        ("published", PUBLIC, PUBLIC, HERE),
        ("unpublished", PUBLIC, frozenset(), HERE),
    ]


def test_a_new_slug_tells_of_both_addresses(told, roads):
    publish(roads, slug="streets")
    assert heard(told, roads) == [
        ("published", PUBLIC, PUBLIC, (("public", "/roads/"), ("public", "/streets/")))
    ]


def test_narrowing_the_audience(told, roads):
    publish(roads, audience="staff")
    assert heard(told, roads) == [("published", PUBLIC, STAFF, HERE)]


def test_moving(told, roads):
    there = make_page(roads.get_parent().specific, slug="travel")
    told.clear()
    StandardPage.objects.get(pk=roads.pk).move(there, "last-child")
    assert heard(told, roads) == [
        ("moved", PUBLIC, PUBLIC, (("public", "/roads/"), ("public", "/travel/roads/")))
    ]


def test_deleting_tells_of_everything_below(told, roads):
    lane = make_page(roads, slug="lane")
    draft = make_page(roads, live=False)
    told.clear()
    type(roads).objects.get(pk=roads.pk).delete()
    assert {one.page_id: one.kind for one in told} == {roads.pk: "deleted", lane.pk: "deleted"}
    assert draft.pk not in {one.page_id for one in told}
    assert all(one.after == frozenset() for one in told)


def test_an_article_has_an_address_on_each_host(told):
    make_site("public")
    article = make_article(slug="potholes", public_answer="<p>Ring us.</p>")
    paths = heard(told, article)[-1][3]
    assert set(paths) == {(audience, "/knowledge/potholes/") for audience in ("public", "staff", "partner")}


def test_an_expiry_is_told_when_it_happens(told, roads):
    from django.core.management import call_command

    roads.expire_at = timezone.now() - timezone.timedelta(minutes=1)
    roads.save_revision().publish()
    StandardPage.objects.filter(pk=roads.pk).update(live=True, expired=False, expire_at=timezone.now())
    told.clear()
    call_command("publish_scheduled")
    assert [kind for kind, *_ in heard(told, roads)] == ["unpublished"]


def test_a_listener_that_fails_fails_the_change(roads, monkeypatch):
    class Full(Exception):
        pass

    def fail(change):
        raise Full

    monkeypatch.setattr(changes, "_listeners", [fail])
    with pytest.raises(Full), transaction.atomic():
        publish(roads, title="Streets")
    assert StandardPage.objects.get(pk=roads.pk).title != "Streets"
