"""Written once: one edit shows at all five doors; and an article stays where a live journey shows it."""

import json

import pytest
from django.test import override_settings
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from accounts.models import Role
from content.models import StandardPage
from demo.services_and_journeys import FIXTURES
from forms_engine.editor.exchange import adopt_all
from forms_engine.editor.models import JourneyDraft
from forms_engine.editor.services import save_document
from forms_engine.journeys.offer import publish as publish_journey
from knowledge.models import ArticlePage
from knowledge.usage import uses_of
from tests.factories import (
    client,
    make_article,
    make_page,
    make_partner,
    make_site,
    make_staff,
    publish,
    signed_in,
)
from tests.forms_engine.council import open_council

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article(slug="how-deep", title="How deep?", public_answer="<p>Forty millimetres.</p>")


@pytest.fixture
def journey(article):
    """The pothole journey, live, its first page showing the article."""
    open_council()
    document = json.loads((FIXTURES / "journeys" / "report-a-pothole.json").read_text())
    document["pages"][0]["blocks"].insert(0, {"type": "article", "article": article.slug})
    publish_journey(document)
    return document


@pytest.fixture
def editor():
    return signed_in(make_staff(Role.PUBLISHER), "staff")


def journey_page():
    browser = client()
    start = browser.post("/journeys/report-a-pothole/", follow=True)
    return start.content.decode()


def test_one_edit_shows_on_three_sites_in_the_api_and_in_a_journey(article, journey):
    for audience in ("public", "staff", "partner"):
        make_page(make_site(audience), StandardPage, slug="page", body=[("article", article)])
    staff, partner = signed_in(make_staff(), "staff"), signed_in(make_partner(), "partner")

    def doors():
        return [
            client().get("/page/").content.decode(),
            staff.get("/page/").content.decode(),
            partner.get("/page/").content.decode(),
            client().get("/api/v1/articles/how-deep").content.decode(),
            journey_page(),
        ]

    assert all("Forty millimetres" in text for text in doors())
    publish(article, public_answer="<p>Fifty millimetres.</p>")
    assert all("Fifty millimetres" in text and "Forty" not in text for text in doors())


def test_the_editor_sees_where_an_article_is_used(article, journey, editor):
    make_site("public")
    home = make_site("staff")
    make_page(home, StandardPage, title="Shows it", body=[("article", article)])
    make_page(
        home,
        StandardPage,
        title="Links to it",
        body=[("text", f'<p><a linktype="page" id="{article.pk}">x</a></p>')],
    )
    adopt_all()
    other = JourneyDraft.objects.get(slug="apply-for-a-blue-badge", locale__language_code="en")
    document = other.get_latest_revision_as_object().document
    document["pages"][0]["blocks"].append({"type": "article", "article": article.slug})
    save_document(other, document, user=None, expected_revision=other.latest_revision_id)

    with override_settings(ROOT_URLCONF="config.urls.staff"):
        found = {(use.kind, use.title, use.how, use.state) for use in uses_of(article)}
    assert ("page", "Shows it", "shows", "live") in found
    assert ("page", "Links to it", "links", "live") in found
    assert ("journey", "Report a pothole", "shows", "live") in found
    assert {use[3] for use in found if use[1] == "Apply for a Blue Badge"} == {"draft"}
    text = editor.get(reverse("wagtailadmin_pages:edit", args=[article.pk], urlconf="config.urls.staff"))
    assert "Shows it" in text.content.decode()
    assert "a journey that shows it" in text.content.decode()


def admin(name, *args):
    return reverse(f"wagtailadmin_pages:{name}", args=args, urlconf="config.urls.staff")


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_what_a_live_journey_shows_stays(article, journey, editor, action):
    answer = editor.post(admin(action, article.pk), follow=True)
    assert "Take it out of the journey first" in answer.content.decode()
    assert ArticlePage.objects.get(pk=article.pk).live


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_so_it_does_in_bulk_and_with_its_topic(article, journey, editor, action):
    topic = article.get_parent()
    address = reverse(
        "wagtail_bulk_action", args=["wagtailcore", "page", action], urlconf="config.urls.staff"
    )
    for page in (article, topic):
        editor.post(f"{address}?id={page.pk}&next=/admin/", {"include_descendants": "on"}, follow=True)
        assert ArticlePage.objects.get(pk=article.pk).live
    editor.post(admin("unpublish", topic.pk), {"include_descendants": "on"})
    assert ArticlePage.objects.get(pk=article.pk).live


def test_what_no_journey_shows_can_go(article, editor):
    assert editor.post(admin("unpublish", article.pk)).status_code == 302
    assert not ArticlePage.objects.get(pk=article.pk).live


def test_its_address_stays_while_a_live_journey_shows_it(article, journey, editor):
    refused = editor.post(admin("edit", article.pk), edited(article, slug="other"))
    assert "A live journey shows this article by its address" in refused.content.decode()
    editor.post(admin("edit", article.pk), edited(article, title="Another title"))
    now = ArticlePage.objects.get(pk=article.pk)
    assert (now.slug, now.title) == ("how-deep", "Another title")


def edited(article, **changes):
    """What the edit form sends to publish the article with these changes."""
    texts = ("public_answer", "staff_script", "staff_guidance", "partner_guidance")
    fields = {
        "title": article.title,
        "slug": article.slug,
        "summary": article.summary,
        **{name: rich_text(getattr(article, name)) for name in texts},
        "related": streamfield([]),
        "services": [],
        "audience": "",
        "review_months": 12,
        "comments": inline_formset([]),
        "action-publish": "publish",
    }
    return nested_form_data(fields | changes)
