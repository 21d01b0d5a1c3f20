"""Images and documents are for those their collection is for."""

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Collection

from accounts.models import Role
from audiences.middleware import NEVER_KEEP
from content.models import CollectionAudience, GuildhallDocument, GuildhallImage
from content.selectors import collection_keys
from tests.factories import client, make_partner, make_staff, make_user, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def collection(*audiences):
    """A collection under one per audience but the last, which is its own; None says nothing."""
    place = Collection.get_first_root_node()
    for number, audience in enumerate(audiences):
        place = Collection.objects.get(pk=place.pk).add_child(name=f"{audience} {number}")
        if audience:
            CollectionAudience.objects.create(collection=place, audience=audience)
    return place


def picture(place):
    data = io.BytesIO()
    Image.new("RGB", (40, 40), "navy").save(data, "PNG")
    return GuildhallImage.objects.create(
        title="Picture", file=ContentFile(data.getvalue(), "picture.png"), collection=place
    )


def document(place):
    return GuildhallDocument.objects.create(
        title="Form", file=ContentFile(b"words", "form.txt"), collection=place
    )


@pytest.mark.parametrize(
    ("audiences", "expected"),
    [
        ([None], ("staff",)),
        (["public"], ("public",)),
        (["public", None], ("public",)),
        (["public", "partner"], ("partner",)),
        (["staff", "public"], ("staff",)),
        (["staff", "partner"], ()),
    ],
)
def test_a_collection_is_cut_with_those_above_and_staffs_where_none_says(audiences, expected):
    assert collection_keys(collection(*audiences)) == expected


def readers():
    return {
        "public": client(),
        "public, signed in": signed_in(make_user()),
        "staff": signed_in(make_staff(Role.OFFICER), "staff"),
        "editor": signed_in(make_staff(Role.EDITOR), "staff"),
        "editor, on the public site": signed_in(make_staff(Role.EDITOR)),
        "partner": signed_in(make_partner(), "partner"),
    }


@pytest.mark.parametrize(
    ("audience", "may"),
    [
        (
            "public",
            {"public", "public, signed in", "staff", "editor", "editor, on the public site", "partner"},
        ),
        ("staff", {"staff", "editor"}),
        (None, {"staff", "editor"}),
        ("partner", {"partner", "editor"}),
    ],
)
def test_who_gets_a_file(audience, may):
    place = collection(audience)
    image, paper = picture(place), document(place)
    addresses = [image.get_rendition("width-20").url, paper.url]
    for who, browser in readers().items():
        for address in addresses:
            response = browser.get(address)
            assert response.status_code == (200 if who in may else 404), (who, address)
            if response.status_code == 200:
                assert response["X-Content-Type-Options"] == "nosniff"
                browsers = 3600 if address == addresses[0] else 0
                kept = f"public, max-age={browsers}, s-maxage=1" if who == "public" else NEVER_KEEP
                assert response["Cache-Control"] == kept, (who, address)


def test_originals_stay_inside():
    image = picture(collection("public"))
    assert client().get(image.file.url).status_code == 404
    assert signed_in(make_staff(Role.EDITOR), "staff").get(image.file.url).status_code == 200


def test_closing_a_collection_closes_its_files():
    place = collection("public")
    address = picture(place).get_rendition("width-20").url
    assert client().get(address).status_code == 200
    CollectionAudience.objects.update(audience="staff")
    assert client().get(address).status_code == 404


@pytest.mark.parametrize("name", ["../secret-key", "documents/form.txt", "images/none.png", ""])
def test_only_pictures_have_an_address_in_media(name):
    document(collection("public"))
    assert client().get(f"/media/{name}").status_code == 404
