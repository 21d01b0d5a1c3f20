"""Shared documents: by collection, as far as the one asking may have them."""

import pytest
from django.core.files.base import ContentFile
from wagtail.models import Collection

from content.models import CollectionAudience, GuildhallDocument, SharedDocumentsPage
from partners.models import Organisation
from tests.factories import make_page, make_partner, make_site, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def below(place, name, audience="", organisations=()):
    made = Collection.objects.get(pk=place.pk).add_child(name=name)
    if audience:
        CollectionAudience.objects.create(
            collection=made, audience=audience, organisations=list(organisations)
        )
    return made


def document(place, title, name="plan.pdf", words=b"%PDF words"):
    return GuildhallDocument.objects.create(
        title=title, file=ContentFile(words, name), file_size=len(words), collection=place
    )


@pytest.fixture
def shelves():
    for slug in ("hale-house", "wold-care"):
        Organisation.objects.get_or_create(slug=slug, defaults={"name": slug})
    shared = below(Collection.get_first_root_node(), "Shared with partners", "partner")
    page = make_page(
        make_site("partner"), SharedDocumentsPage, slug="documents", title="Documents", collection=shared
    )
    document(shared, "For all")
    document(
        below(shared, "Contracts of Hale House", "partner", ["hale-house"]), "Hale contract", "contract.docx"
    )
    document(below(shared, "Contracts of Wold Care", "partner", ["wold-care"]), "Wold contract")
    document(below(shared, "Ours", "staff"), "Notes of ours")
    return page


def text(organisation):
    browser = signed_in(make_partner(organisation), "partner")
    response = browser.get("/documents/")
    assert response.status_code == 200
    return response.content.decode()


def test_each_has_what_is_for_them(shelves):
    hale, wold = text("hale-house"), text("wold-care")
    for words in ("For all", "Hale contract", "Contracts of Hale House", "Word document"):
        assert words in hale, words
    for words in ("Wold contract", "Contracts of Wold Care", "Notes of ours", "Ours"):
        assert words not in hale, words
    assert "Wold contract" in wold
    assert "Hale" not in wold


def test_kind_size_and_day_are_said(shelves):
    assert "PDF" in text("hale-house")
    assert "bytes" in text("hale-house")


def test_where_there_is_nothing_it_says_so(shelves):
    GuildhallDocument.objects.all().delete()
    assert "No documents are shared with you yet" in text("hale-house")


def test_the_newest_comes_first(shelves):
    document(shelves.collection, "Newer")
    page = text("hale-house")
    assert page.index("Newer") < page.index("For all")
