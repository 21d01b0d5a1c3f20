"""Pictures and knowledge articles on a page of a journey, and whom to call when something goes wrong there."""

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Collection

from content.models import CollectionAudience, GuildhallImage
from forms_engine.catalogue.models import Service
from forms_engine.journeys.articles import articles_to_choose
from forms_engine.journeys.offer import publish as publish_journey
from tests.factories import client, make_article, make_site, make_staff, publish, signed_in
from tests.forms_engine.council import open_council
from tests.forms_engine.small_journey import question, skip_journey, text

pytestmark = pytest.mark.django_db

START = "/journeys/hire-a-skip/"


@pytest.fixture(autouse=True)
def council(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for audience in ("public", "staff", "partner"):
        make_site(audience)
    open_council()


def picture(audience):
    place = Collection.get_first_root_node().add_child(name=audience)
    CollectionAudience.objects.create(collection=place, audience=audience)
    data = io.BytesIO()
    Image.new("RGB", (40, 40), "navy").save(data, "PNG")
    return GuildhallImage.objects.create(
        title="Skip", file=ContentFile(data.getvalue(), "skip.png"), collection=place
    )


def publish_with(*content):
    page = {"key": "about", "title": text("About"), "blocks": [*content, question("name", "short_text")]}
    publish_journey(skip_journey(pages=[page], start=list(content)))


def shown(browser):
    browser.post(START)
    page = browser.get(f"{START}about/")
    assert page.status_code == 200
    return page.content.decode().split("<main")[1].split("</main>")[0]


def test_an_article_is_shown_as_it_is_now(council):
    article = make_article(slug="skips", title="What may go in?", public_answer="<p>No batteries</p>")
    publish_with({"type": "article", "article": "skips"})
    browser = client()
    assert "No batteries" in shown(browser)
    publish(article, public_answer="<p>Batteries too</p>")
    page = shown(browser)
    assert "Batteries too" in page and "No batteries" not in page
    assert "Batteries too" in browser.get(START).content.decode(), "on the start page too"


def test_each_site_shows_as_much_of_an_article_as_it_may():
    make_article(slug="skips", public_answer="<p>For all</p>", staff_guidance="<p>For staff</p>")
    publish_with({"type": "article", "article": "skips"})
    assert "For staff" not in shown(client())
    assert "For staff" in shown(signed_in(make_staff(), "staff"))


@pytest.mark.parametrize("fields", [None, {"staff_guidance": "<p>Secret</p>"}])
def test_an_article_that_is_not_there_for_somebody_leaves_nothing(fields):
    if fields:
        make_article(slug="skips", title="Hidden title", **fields)
    publish_with({"type": "article", "article": "skips"})
    page = shown(client())
    assert "Hidden title" not in page and "Secret" not in page and "gh-answer" not in page


def test_a_picture_has_its_words():
    image = picture("public")
    alt, caption = text("A yellow skip", cy="Sgip melyn"), text("Six cubic yards")
    publish_with({"type": "image", "image": image.pk, "alt": alt, "text": caption})
    page = shown(client())
    assert 'alt="A yellow skip"' in page and "Six cubic yards" in page


def test_a_picture_that_is_not_for_everyone_is_not_named_to_everyone():
    image = picture("staff")
    publish_with({"type": "image", "image": image.pk, "alt": text("A secret depot")})
    assert "A secret depot" not in shown(client())
    assert "A secret depot" in shown(signed_in(make_staff(), "staff"))


def test_a_picture_that_was_deleted_leaves_nothing():
    publish_with({"type": "image", "image": 4711, "alt": text("Gone")})
    assert "Gone" not in shown(client())


def test_editors_choose_among_published_articles():
    make_article(slug="skips", title="B skips", public_answer="<p>x</p>")
    make_article(slug="bins", title="A bins", public_answer="<p>x</p>")
    assert articles_to_choose(10) == [("bins", "A bins"), ("skips", "B skips")]
    assert len(articles_to_choose(1)) == 1


@pytest.fixture
def own_number():
    publish_with()
    Service.objects.filter(slug="highways-maintenance").update(
        phone="0300 555 0777", opening_hours="Every day, 6am to 10pm"
    )


def test_every_page_of_a_journey_shows_its_services_number_and_hours(own_number):
    browser = client()
    for page in (browser.get(START).content.decode(), shown(browser)):
        assert "0300 555 0777" in page and "Every day, 6am to 10pm" in page


def test_so_does_an_error_on_the_way(own_number, monkeypatch):
    browser = client()
    checking = type(browser)(enforce_csrf_checks=True, headers={"host": "localhost"})
    refused = checking.post(START)
    assert refused.status_code == 403 and "0300 555 0777" in refused.content.decode()

    def broken(*args, **kwargs):
        raise RuntimeError("broken")

    browser.raise_request_exception = False
    monkeypatch.setattr("forms_engine.journeys.views.journey_context", broken)
    failed = browser.get(START)
    assert failed.status_code == 500
    assert "0300 555 0777" in failed.content.decode() and "6am to 10pm" in failed.content.decode()


def test_an_error_elsewhere_or_about_a_journey_of_others_shows_the_councils_number(own_number):
    from forms_engine.catalogue.models import Journey

    Journey.objects.filter(slug="hire-a-skip").update(audience_keys=["staff"])
    for path in (START, "/nowhere/", "/journeys/no-such-journey/"):
        page = client().get(path)
        assert page.status_code == 404
        assert "0300 555 0142" in page.content.decode() and "0300 555 0777" not in page.content.decode()
