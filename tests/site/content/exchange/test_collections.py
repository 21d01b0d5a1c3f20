"""Documents of one organisation lie in a collection inside that of all partners, in files as in the house."""

import pytest
from wagtail.models import Collection

from content.exchange.libraries import collection, name_of
from content.exchange.reading import read_into_house
from content.exchange.writing import write_house
from content.exchange.yaml_files import load
from content.models import GuildhallDocument
from content.selectors import collection_keys
from tests.factories import make_staff
from tests.site.content.exchange.folders import make_folder, page, write

pytestmark = pytest.mark.django_db

INNER = {
    "title": "Contract",
    "collection": "Partners / Hale House Care",
    "audience": "partner",
    "organisations": ["hale-house-care"],
}
OUTER = {"title": "Guide", "collection": "Partners", "audience": "partner"}


@pytest.fixture
def folder(tmp_path, settings):
    """A page that lists documents, one of them one organisation's own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    make_staff()
    found = make_folder(
        tmp_path / "in", {"documents": page("Documents", type="shared-documents")}, site="partner"
    )
    (found / "documents").mkdir()
    for name in ("contract.txt", "guide.txt"):
        (found / "documents" / name).write_text("Words.")
    write(found / "documents/documents.yaml", {"contract.txt": INNER, "guide.txt": OUTER})
    return found


def test_it_lies_inside_and_only_its_organisation_may_have_it(folder):
    assert read_into_house(folder).documents == 2
    contract, guide = (GuildhallDocument.objects.get(title=title) for title in ("Contract", "Guide"))
    assert contract.collection.get_parent() == guide.collection
    assert (name_of(contract.collection), name_of(guide.collection)) == (INNER["collection"], "Partners")
    assert set(collection_keys(guide.collection)) == {"partner"}
    assert set(collection_keys(contract.collection)) == {"partner:hale-house-care"}
    assert read_into_house(folder).documents == 0


def test_it_is_written_as_it_was_read(folder, tmp_path):
    read_into_house(folder)
    write_house(tmp_path / "out")
    assert load(tmp_path / "out/documents/documents.yaml") == {"contract.txt": INNER, "guide.txt": OUTER}


def test_one_of_the_same_name_elsewhere_is_another():
    other = Collection.get_first_root_node().add_child(name="Hale House Care")
    inner = collection("Partners / Hale House Care", "partner", ["hale-house-care"])
    assert inner != other
    assert collection("Partners / Hale House Care", "partner") == inner
    assert collection("Hale House Care") == other
