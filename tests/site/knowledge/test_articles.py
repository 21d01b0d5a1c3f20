"""One article, three hosts."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Locale, Page

from accounts.models import Role
from audiences.admission import for_preview
from audiences.principal import Principal
from knowledge import selectors
from knowledge.models import ArticlePage
from tests.factories import (
    client,
    host,
    make_article,
    make_page,
    make_request,
    make_site,
    make_staff,
    publish,
    signed_in,
)

pytestmark = pytest.mark.django_db

TEXTS = {
    "public_answer": "<p>For all</p>",
    "staff_guidance": "<p>For staff</p>",
    "partner_guidance": "<p>For partners</p>",
}


@pytest.fixture
def sites():
    return {audience: make_site(audience) for audience in ("public", "staff", "partner")}


@pytest.mark.parametrize(
    ("audience", "guidance"),
    [("public", []), ("staff", ["<p>For staff</p>"]), ("partner", ["<p>For partners</p>"])],
)
def test_what_each_audience_gets(audience, guidance):
    article = make_article(slug="a", **TEXTS)
    view = selectors.article_view(for_preview(audience), article)
    assert view.public_answer == "<p>For all</p>"
    assert [one.html for one in view.guidance] == guidance


def test_the_worker_gets_the_public_answer():
    make_article(slug="a", **TEXTS)
    view = selectors.find_article(Principal.public(), "a", "en")
    assert view.public_answer == "<p>For all</p>"
    assert not view.guidance


def test_who_has_no_keys_gets_nothing():
    make_article(slug="a", **TEXTS)
    assert selectors.find_article(Principal.nobody("staff"), "a", "en") is None
    assert selectors.topics(Principal.nobody("staff"), "en") == []


def test_a_topic_without_articles_for_the_reader_is_not_shown():
    make_article(slug="a", staff_guidance="<p>For staff</p>")
    assert selectors.topics(Principal.public(), "en") == []
    assert [topic.title for topic in selectors.topics(for_preview("staff"), "en")] == ["Topic"]


def test_an_articles_address_is_on_the_readers_own_site(sites):
    article = make_article(slug="a", **TEXTS)
    for audience in sites:
        request = make_request(audience, for_preview(audience))
        assert article.get_url(request) == "/knowledge/a/"
        assert article.get_full_url(request) == f"http://{host(audience)}/knowledge/a/"
    assert article.get_full_url() == f"http://{host('public')}/knowledge/a/"


def test_an_article_in_welsh_answers_in_welsh_and_the_original_elsewhere(sites):
    welsh = Locale.objects.get_or_create(language_code="cy")[0]
    article = make_article(slug="a", title="English", **TEXTS)
    make_article(slug="b", title="Only English", **TEXTS)
    article.get_parent().get_parent().copy_for_translation(welsh)
    article.get_parent().copy_for_translation(welsh)
    publish(article.copy_for_translation(welsh), title="Cymraeg")
    assert "Cymraeg" in client().get("/cy/knowledge/a/").content.decode()
    assert "English" in client().get("/knowledge/a/").content.decode()
    assert "Only English" in client().get("/cy/knowledge/b/").content.decode()


def test_one_address_one_article():
    make_article(slug="same", **TEXTS)
    topic = make_page(
        make_article(slug="x").get_parent().get_parent(), type(make_article(slug="y").get_parent().specific)
    )
    second = ArticlePage(title="Second", slug="same", locale=Locale.get_default(), **TEXTS)
    with pytest.raises(ValidationError):
        topic.add_child(instance=second)


def test_wagtail_itself_serves_no_article(sites):
    article = make_article(slug="a", **TEXTS)
    assert client().get(article.url_path).status_code == 404


@pytest.mark.parametrize(
    ("mode", "shown"), [("public", {"all"}), ("staff", {"all", "staff"}), ("partner", {"all", "partners"})]
)
def test_an_editor_previews_an_article_as_each_audience_sees_it(sites, mode, shown):
    article = make_article(slug="a", **TEXTS)
    editor = signed_in(make_staff(Role.PUBLISHER), "staff")
    request = editor.get("/admin/").wsgi_request
    response = article.make_preview_request(original_request=request, preview_mode=mode)
    assert response.status_code == 200
    text = response.content.decode()
    assert {who for who in ("all", "staff", "partners") if f"For {who}" in text} == shown
    # The editor's session is as it was.
    assert editor.get("/admin/").status_code == 200


def test_a_page_is_previewed_with_its_own_hosts_keys(sites):
    page = make_page(sites["partner"], body=[("article", make_article(slug="a", **TEXTS))])
    editor = signed_in(make_staff(Role.PUBLISHER), "staff")
    request = editor.get("/admin/").wsgi_request
    text = page.make_preview_request(original_request=request).content.decode()
    assert "For partners" in text
    assert "For staff" not in text


def test_the_knowledge_base_is_outside_every_site(sites):
    make_article(slug="a", **TEXTS)
    root = Page.objects.get(slug="knowledge", depth=2)
    assert not any(root.is_descendant_of(home) for home in sites.values())
    assert reverse("knowledge_index", urlconf="config.urls.public") == "/knowledge/"
