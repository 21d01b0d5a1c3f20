"""Pages, articles and files limited to some partner organisations."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from wagtail.models import Collection, Locale

from accounts.models import Role
from content.models import CollectionAudience, ContentPage, GuildhallDocument
from content.organisations import OrganisationsFormField
from partners.models import Organisation
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

pytestmark = pytest.mark.django_db

WORDS = "canary-for-alder"
LIMITED = {"audience": "partner", "organisations": ["alder"]}


@pytest.fixture
def home():
    return make_site("partner")


@pytest.fixture
def alder():
    return signed_in(make_partner("alder"), "partner")


@pytest.fixture
def birch():
    return signed_in(make_partner("birch"), "partner")


def test_a_page_limited_to_an_organisation_is_there_for_its_members_only(home, alder, birch):
    page = make_page(home, title=WORDS, slug="limited", show_in_menus=True, **LIMITED)
    below = make_page(page, title=WORDS, slug="below")
    for address in ("/limited/", "/limited/below/", f"/api/v1/pages/{page.pk}", f"/api/v1/pages/{below.pk}"):
        assert alder.get(address).status_code == 200, address
        assert birch.get(address).status_code == 404, address
    for address in ("/", "/api/v1/pages/"):
        assert WORDS in alder.get(address).content.decode(), address
        assert WORDS not in birch.get(address).content.decode(), address


def test_a_section_of_some_and_a_page_of_others_is_for_those_of_both(home):
    section = make_page(home, audience="partner", organisations=["alder", "birch"])
    page = make_page(section, audience="partner", organisations=["birch", "cedar"])
    assert page.audience_keys == ["partner:birch"]
    nobody = make_page(section, audience="partner", organisations=["cedar"])
    assert nobody.audience_keys == []
    assert make_page(section).audience_keys == ["partner:alder", "partner:birch"]


def test_a_limit_in_a_draft_changes_nothing_until_it_is_published(home):
    page = make_page(home)
    page.audience, page.organisations = "partner", ["alder"]
    revision = page.save_revision()
    assert ContentPage.objects.get(pk=page.pk).audience_keys == ["partner"]
    revision.publish()
    assert ContentPage.objects.get(pk=page.pk).audience_keys == ["partner:alder"]


def test_only_what_is_for_partners_can_be_limited(home):
    page = make_page(home)
    for audience in ("", "public", "staff"):
        with pytest.raises(ValidationError, match="Partner organisations"):
            publish(page, audience=audience, organisations=["alder"])
    with pytest.raises(IntegrityError), transaction.atomic():
        ContentPage.objects.filter(pk=page.pk).update(organisations=["alder"])
    # Should it ever be written past both, it is narrower, never wider.
    assert ContentPage(audience="", organisations=["alder"]).own_keys() == ("partner:alder",)
    assert ContentPage(audience="staff", organisations=["alder"]).own_keys() == ()


def test_a_translation_is_limited_with_its_original(home):
    welsh = Locale.objects.get_or_create(language_code="cy")[0]
    page = make_page(home)
    home.copy_for_translation(welsh)
    translated = page.copy_for_translation(welsh)
    publish(page, **LIMITED)
    assert ContentPage.objects.get(pk=translated.pk).audience_keys == ["partner:alder"]


def test_an_editor_limits_a_page_by_name_in_the_admin(home):
    Organisation.objects.create(slug="alder", name="Alder Care")
    page = make_page(home)
    editor = signed_in(make_staff(is_superuser=True), "staff")
    text = editor.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "Alder Care" in text
    assert 'name="organisations"' in text


def test_a_closed_organisation_stays_ticked_and_is_offered_nowhere_else():
    Organisation.objects.create(slug="alder", name="Alder Care")
    closed = Organisation.objects.create(slug="birch", name="Birch School", state=Organisation.State.CLOSED)
    field = OrganisationsFormField(required=False)
    fresh = field.widget.render("organisations", [])
    assert "Alder Care" in fresh
    assert closed.name not in fresh
    assert "Birch School (closed)" in field.widget.render("organisations", ["birch"])
    assert field.clean(["birch"]) == ["birch"]
    with pytest.raises(ValidationError):
        field.clean(["never-heard-of"])


def preview(page, mode):
    """What an editor is shown."""
    request = signed_in(make_staff(Role.PUBLISHER), "staff").get("/admin/").wsgi_request
    response = page.make_preview_request(original_request=request, preview_mode=mode)
    assert response.status_code == 200
    return response.content.decode()


def test_an_editor_previews_a_limited_page_as_each_of_its_organisations(home):
    for slug in ("alder", "birch"):
        Organisation.objects.create(slug=slug, name=slug.title())
    article = make_article(partner_guidance=f"<p>{WORDS}</p>", partner_guidance_organisations=["alder"])
    both = {"audience": "partner", "organisations": ["alder", "birch"]}
    page = make_page(home, title="Both", slug="both", body=[("article", article)], **both)
    assert page.preview_modes == [
        ("partner:alder", "Members of Alder"),
        ("partner:birch", "Members of Birch"),
    ]
    shown = {mode: preview(page, mode) for mode in ("partner:alder", "partner:birch", None, "")}
    assert all("Both" in text for text in shown.values())
    # What it shows of others is cut to what members of that organisation may read.
    assert {mode for mode, text in shown.items() if WORDS in text} == {"partner:alder", None}


def test_a_preview_is_offered_for_what_is_in_hand(home):
    Organisation.objects.create(slug="alder", name="Alder")
    page = make_page(home, title=WORDS)
    assert [mode for mode, _ in page.preview_modes] == [""]
    page.audience, page.organisations = "partner", ["alder"]
    assert [mode for mode, _ in page.preview_modes] == ["partner:alder"]
    assert WORDS in preview(page, "partner:alder")


def test_partner_guidance_can_be_for_some_and_the_answer_stays_everybodys(home, alder, birch):
    make_site("public")
    article = make_article(
        slug="a",
        public_answer="<p>For all</p>",
        partner_guidance=f"<p>{WORDS}</p>",
        partner_guidance_organisations=["alder"],
    )
    page = make_page(home, slug="embeds", body=[("article", article)])
    for address in ("/knowledge/a/", "/embeds/", "/api/v1/articles/a", f"/api/v1/pages/{page.pk}"):
        for browser, shown in ((alder, True), (birch, False)):
            text = browser.get(address).content.decode()
            assert (WORDS in text) == shown, address
            assert "For all" in text, address
    assert WORDS not in client().get("/knowledge/a/").content.decode()


def test_guidance_for_some_alone_makes_an_article_for_some(home, alder, birch):
    article = make_article(
        slug="a", title=WORDS, partner_guidance="<p>Words</p>", partner_guidance_organisations=["alder"]
    )
    assert article.audience_keys == ["partner:alder"]
    assert WORDS in alder.get("/knowledge/").content.decode()
    for address in ("/knowledge/", "/api/v1/articles/"):
        assert WORDS not in birch.get(address).content.decode(), address
    assert birch.get("/knowledge/a/").status_code == birch.get("/api/v1/articles/a").status_code == 404


def test_an_article_is_previewed_as_the_organisations_that_read_its_guidance(home):
    Organisation.objects.create(slug="alder", name="Alder")
    article = make_article(
        slug="a",
        public_answer="<p>For all</p>",
        partner_guidance=f"<p>{WORDS}</p>",
        partner_guidance_organisations=["alder"],
    )
    shown = {mode: WORDS in preview(article, mode) for mode, _ in article.preview_modes}
    assert shown == {"public": False, "staff": False, "partner": False, "partner:alder": True}


def test_files_of_a_collection_are_limited_with_it_and_those_below(alder, birch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    outer = Collection.get_first_root_node().add_child(name="Some")
    inner = outer.add_child(name="Fewer")
    CollectionAudience.objects.create(collection=outer, audience="partner", organisations=["alder"])
    CollectionAudience.objects.create(collection=inner, audience="partner")
    document = GuildhallDocument.objects.create(
        title="Plan", file=ContentFile(b"words", name="plan.txt"), collection=inner
    )
    assert alder.get(document.url).status_code == 200
    assert birch.get(document.url).status_code == 404


def test_a_collection_is_limited_only_where_it_is_for_partners():
    outer = Collection.get_first_root_node().add_child(name="Some")
    setting = CollectionAudience(collection=outer, audience="staff", organisations=["alder"])
    with pytest.raises(ValidationError):
        setting.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        setting.save()
