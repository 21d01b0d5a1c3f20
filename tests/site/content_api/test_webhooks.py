"""Webhooks: who hears of which change, in which order, and nothing of what others read."""

import json
from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from accounts.models import Role
from content_api.models import Subscription
from content_api.webhooks import services
from content_api.webhooks.events import Event
from forms_engine.delivery.models import Delivery
from tests.factories import make_article, make_page, make_site, make_staff, publish, signed_in
from tests.forms_engine.delivering import deliver

pytestmark = pytest.mark.django_db


def subscription(audience="public", **fields):
    return services.subscribe(
        name=f"Front end {audience}", url="https://127.0.0.1/hook", audience=audience, **fields
    )


def told(one):
    """What a subscription was told, oldest first, each checked against its schema."""
    found = [
        Event.model_validate(json.loads(body))
        for body in Delivery.objects.filter(destination=one.destination).values_list("body", flat=True)
    ]
    found.sort(key=lambda event: event.sequence)
    assert [event.sequence for event in found] == list(range(1, len(found) + 1))
    return found


def last(one):
    return told(one)[-1] if told(one) else None


@pytest.fixture
def home():
    return make_site("public")


def test_a_publish_is_told_with_the_lists_it_is_in(home):
    section = make_page(home, title="Roads", slug="roads")
    front, inside = subscription(), subscription("staff")
    page = make_page(section, title="Gritting", slug="gritting")
    # Staff may read it, and have no such address on their own host.
    assert told(inside) == []
    event = last(front)
    assert (event.type, event.data.id, event.data.kind) == ("content.published", page.pk, "standard")
    assert set(event.data.paths) == {"/roads/gritting/", "/roads/"}
    assert Delivery.objects.get(pk=Delivery.objects.latest("created_at").pk).state == Delivery.State.READY


def test_a_draft_is_no_news(home):
    page = make_page(home, title="Roads", slug="roads")
    front = subscription()
    page.title = "Not yet"
    page.save_revision()
    make_page(home, title="New", slug="new", live=False)
    assert told(front) == []


def test_leaving_the_audience_is_told_as_unpublished_and_only_where_it_was(home):
    inside = make_page(home, title="Secret section", slug="secret-section", audience="staff")
    page = make_page(home, title="Roads", slug="roads")
    front = subscription()
    page.move(inside, pos="last-child")
    event = last(front)
    assert event.type == "content.unpublished"
    assert set(event.data.paths) == {"/roads/", "/"}
    assert event.data.language == ""
    assert "secret" not in Delivery.objects.latest("created_at").body


def test_narrowing_a_page_reaches_everything_below_it(home):
    page = make_page(home, title="Roads", slug="roads")
    make_page(page, title="Gritting", slug="gritting")
    front = subscription()
    publish(page, audience="staff")
    event = last(front)
    assert (event.type, event.data.and_below) == ("content.unpublished", True)
    publish(page, audience="public")
    assert last(front).type == "content.published"


def test_what_others_read_is_never_told(home):
    make_site("staff")
    make_article(title="Topics are everybody's", slug="other", public_answer="<p>x</p>")
    front, inside = subscription(), subscription("staff")
    page = make_page(home, title="Canary", slug="canary", audience="staff")
    publish(page, title="Canary again")
    article = make_article(title="Canary", slug="canary-article", staff_guidance="<p>Canary</p>")
    page.delete()
    assert told(front) == []
    assert last(inside).data.id == article.pk
    assert "/knowledge/canary-article/" in last(inside).data.paths


def test_an_article_is_told_on_every_host_by_its_own_readers(home):
    make_site("staff")
    front, inside = subscription(), subscription("staff")
    article = make_article(title="Why", slug="why", public_answer="<p>x</p>", staff_guidance="<p>y</p>")
    assert "/knowledge/why/" in last(front).data.paths
    assert last(inside).data.kind == "article"
    publish(article, public_answer="")
    assert last(front).type == "content.unpublished"
    assert last(inside).type == "content.published"


def test_pages_that_show_an_article_or_link_to_what_goes_are_among_the_paths(home):
    article = make_article(slug="potholes", public_answer="<p>x</p>")
    about = make_page(home, title="About", slug="about")
    link = f'<p><a linktype="page" id="{about.pk}">About</a></p>'
    make_page(home, title="Roads", slug="roads", body=[("article", article), ("text", link)])
    make_page(home, title="Ours", slug="ours", audience="staff", body=[("article", article)])
    front = subscription()
    publish(article, public_answer="<p>y</p>")
    assert set(last(front).data.paths) == {"/knowledge/potholes/", "/knowledge/", "/roads/"}
    # Its words are not on the page that links to it, but the link is, until it leads nowhere.
    publish(about, summary="New")
    assert set(last(front).data.paths) == {"/about/", "/"}
    about.unpublish()
    assert set(last(front).data.paths) == {"/about/", "/", "/roads/"}


def test_deleting_and_taking_down(home):
    page = make_page(home, title="Roads", slug="roads")
    front = subscription()
    page.unpublish()
    assert last(front).type == "content.unpublished"
    page = make_page(home, title="Bins", slug="bins")
    page.delete()
    assert (last(front).type, last(front).data.id) == ("content.deleted", page.pk or last(front).data.id)


def test_one_organisation_hears_of_its_own(home):
    partners = make_site("partner")
    from tests.factories import make_partner

    make_partner("hale-house")
    every, hale = subscription("partner"), None
    hale = services.subscribe(
        name="Hale House", url="https://127.0.0.1/hook", audience="partner", organisation="hale-house"
    )
    make_page(partners, title="For Hale", slug="for-hale", audience="partner", organisations=["hale-house"])
    assert told(every) == []
    assert "/for-hale/" in last(hale).data.paths


def test_translations_and_aliases_are_among_the_paths(home):
    home.copy_for_translation(Locale.objects.get_or_create(language_code="cy")[0], alias=True)
    page = make_page(home, title="Roads", slug="roads")
    for slug, audience in (("other", ""), ("closed", "staff")):
        page.create_alias(
            parent=make_page(home, slug=slug, audience=audience), update_slug=f"roads-in-{slug}"
        )
    front = subscription()
    publish(page, title="Roads again")
    paths = {path for event in told(front) for path in event.data.paths}
    assert {"/roads/", "/other/roads-in-other/", "/cy/roads/"} <= paths
    # But for those its readers could not open.
    assert not [path for path in paths if "closed" in path]


def test_a_change_that_is_rolled_back_is_not_told_and_leaves_no_gap(home):
    from django.db import transaction

    front = subscription()
    with pytest.raises(RuntimeError), transaction.atomic():
        make_page(home, title="Roads", slug="roads")
        raise RuntimeError
    make_page(home, title="Bins", slug="bins")
    assert [event.sequence for event in told(front)] == [1]


def test_it_arrives_signed_and_the_same_at_every_try(home, monkeypatch):
    from standardwebhooks import Webhook

    from forms_engine.delivery.connectors import outbound
    from forms_engine.delivery.secrets import signing_secrets

    sent = []

    def post(url, body, headers):
        sent.append((body, headers))
        return (500 if len(sent) == 1 else 204), {}, b""

    monkeypatch.setattr(outbound, "post", post)
    front = subscription()
    make_page(home, title="Roads", slug="roads")
    waiting = Delivery.objects.get(destination=front.destination)
    deliver(waiting.pk)
    Delivery.objects.update(next_at=timezone.now())
    deliver(waiting.pk)
    waiting.refresh_from_db()
    assert waiting.state == Delivery.State.DELIVERED
    (first, one), (second, other) = sent
    assert (first, one["webhook-id"]) == (second, other["webhook-id"])
    told_of = Webhook(signing_secrets(front.destination_id)[0]).verify(second, other)
    assert told_of["data"]["paths"] == ["/roads/", "/"]


def test_outside_the_demonstration_they_are_sent_over_https_alone(settings):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, demo=False)
    with pytest.raises(services.UrlRefused, match="https"):
        services.subscribe(name="Plain", url="http://127.0.0.1/hook", audience="public")


def test_administrators_add_try_stop_and_send_again(home):
    make_site("staff")
    admin = signed_in(make_staff(Role.ADMINISTRATOR), "staff")

    def url(name, *args):
        return reverse(name, args=args, urlconf="config.urls.staff")

    data = {"name": "Site", "url": "https://127.0.0.1/hook", "audience": "public"}
    assert (
        admin.post(url("content_subscriptions"), {**data, "url": "https://elsewhere.example/"}).status_code
        == 200
    )
    assert not Subscription.objects.exists()
    admin.post(url("content_subscriptions"), data)
    one = Subscription.objects.get()
    admin.post(url("change_content_subscription", one.pk), {"action": "test"})
    assert last(one).type == "content.test"
    Delivery.objects.update(state=Delivery.State.DEAD, dead_at=timezone.now(), last_error="Answered 404.")
    page = admin.get(url("content_subscription", one.pk)).content.decode()
    assert "Answered 404." in page and "whsec_" in page
    # A delivery is sent again from its own page, not from another's.
    for whose, state in ((subscription("staff"), "DEAD"), (one, "READY")):
        admin.post(url("resend_content_delivery", whose.pk, Delivery.objects.get().pk))
        assert Delivery.objects.get().state == Delivery.State[state]
    admin.post(url("change_content_subscription", one.pk), {"action": "stop"})
    make_page(home, title="Bins", slug="bins")
    assert len(told(one)) == 1
    editor = signed_in(make_staff(Role.EDITOR), "staff")
    assert editor.get(url("content_subscription", one.pk)).status_code in {302, 403}
