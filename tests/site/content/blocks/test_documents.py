"""Files on a page: what kind, how big, in which language; only those the reader may have."""

import pytest
from django.core.files.base import ContentFile
from wagtail.models import Collection

from content.models import CollectionAudience, GuildhallDocument, PublicationPage
from tests.factories import client, make_page, make_site, make_staff, signed_in
from tests.site.content.test_query_counts import queries

pytestmark = pytest.mark.django_db


def make_document(name, audience, *, title="Local plan", size=1_300_000):
    collection = Collection.get_first_root_node().add_child(name=f"{name} {audience}")
    CollectionAudience.objects.create(collection=collection, audience=audience)
    return GuildhallDocument.objects.create(
        title=title, file=ContentFile(b"x", name=name), collection=collection, file_size=size
    )


def block(document, **said):
    return {"document": document, "title": "", "language": "", **said}


def text_of(browser, path="/plan/"):
    return browser.get(path).content.decode()


def test_a_file_says_its_kind_its_size_and_its_language():
    home = make_site()
    plan, welsh = make_document("plan.pdf", "public"), make_document("cynllun.docx", "public", size=2048)
    make_page(
        home,
        slug="plan",
        body=[("documents", [block(plan), block(welsh, title="Cynllun lleol", language="cy")])],
    )
    shown = text_of(client())
    assert "Local plan" in shown
    assert "PDF · 1.2\xa0MB" in shown
    assert '<span lang="cy">Cynllun lleol</span>' in shown
    assert "Word document · 2.0\xa0KB" in shown
    assert "In Welsh" in shown


def test_a_file_for_staff_is_not_there_for_others_nor_is_a_list_without_files():
    home = make_site()
    secret = make_document("canary.pdf", "staff", title="Canary")
    make_page(home, slug="plan", body=[("documents", [block(secret)])])
    shown = text_of(client())
    assert "Canary" not in shown
    assert "canary" not in shown
    assert "gh-fetch" not in shown


def test_a_publication_lists_what_the_reader_may_have():
    secret, plan = make_document("canary.pdf", "staff", title="Canary"), make_document("plan.pdf", "public")
    documents = [("document", block(plan)), ("document", block(secret))]
    for audience in ("public", "staff"):
        page = make_page(make_site(audience), PublicationPage, slug="plan", documents=documents)
        page.kind = "plan"
        page.save_revision().publish()
    shown = text_of(client())
    assert "Download the document<" in shown
    assert "Canary" not in shown
    inside = text_of(signed_in(make_staff(), "staff"))
    assert "Download the documents<" in inside
    assert "Canary" in inside


def test_files_cost_no_more_when_there_are_more():
    home = make_site()
    files = [make_document(f"plan-{number}.pdf", "public") for number in range(6)]
    make_page(home, slug="one", body=[("documents", [block(files[0])])])
    make_page(home, slug="many", body=[("documents", [block(one) for one in files])])
    assert queries("/one/") == queries("/many/")
