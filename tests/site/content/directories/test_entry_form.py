"""What an editor of an entry is offered, and what is found for them."""

import pytest
from django.core.cache import cache

from accounts.models import Role
from content.models import DirectoryEntryPage
from tests.factories import make_page, make_staff, signed_in
from tests.site.content.directories.test_directory import make_directory, make_entry
from tests.themes.markup import Markup

pytestmark = pytest.mark.django_db


def form(entry, **values):
    edit = DirectoryEntryPage.get_edit_handler()
    bound = edit.get_form_class()
    given = {"title": entry.title, "slug": entry.slug, "facet_values": entry.facet_values, "postcode": "",
             "hours-count": 0, "body-count": 0, "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0, **values}  # fmt: skip
    return bound(given, instance=entry, parent_page=entry.get_parent(), for_user=make_staff(Role.EDITOR))


@pytest.fixture
def entry():
    cache.clear()
    return make_entry(make_directory(), "Marlford", "has:cafe")


def test_values_are_ticked_by_their_labels(entry):
    entry.facet_values = ["has:cafe", "has:gone"]
    choices = form(entry).fields["facet_values"].choices
    assert [label for label, _values in choices] == [
        "What it has",
        "When it is open",
        "No longer in the directory",
    ]
    assert choices[0][1] == [("has:cafe", "Café"), ("has:parking", "Blue Badge parking")]


def test_where_it_is_is_found_from_its_postcode(entry):
    made = form(entry, postcode="zz11aa")
    assert made.is_valid(), made.errors
    assert made.cleaned_data["postcode"] == "ZZ1 1AA"
    assert made.cleaned_data["latitude"] == pytest.approx(52.106, abs=0.01)


def test_what_an_editor_said_stays(entry):
    made = form(entry, postcode="ZZ1 1AA", latitude="51.5", longitude="-1.5")
    assert made.is_valid(), made.errors
    assert (made.cleaned_data["latitude"], made.cleaned_data["longitude"]) == (51.5, -1.5)


def test_a_postcode_nobody_knows_is_kept_without_a_point(entry):
    made = form(entry, postcode="ZZ9 9ZZ")
    assert made.is_valid(), made.errors
    assert made.cleaned_data["latitude"] is None


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"postcode": "house"}, "postcode", "full UK postcode"),
        ({"latitude": "52"}, "longitude", "both latitude and longitude"),
        ({"facet_values": ["has:nonsense"]}, "facet_values", "has:nonsense"),
    ],
)
def test_what_is_wrong_is_said_where_it_is(entry, given, field, words):
    made = form(entry, **given)
    assert not made.is_valid()
    assert words in str(made.errors[field])


def test_the_page_in_the_admin_opens(entry):
    response = signed_in(make_staff(Role.ADMINISTRATOR), "staff").get(f"/admin/pages/{entry.pk}/edit/")
    assert response.status_code == 200
    ticked = [box.attrs.get("value") for box in Markup(response.content.decode()).all("input")
              if box.attrs.get("name") == "facet_values"]  # fmt: skip
    assert ticked == ["has:cafe", "has:parking", "open:saturday", "open:sunday"]


def test_a_new_entry_offers_the_values_of_the_directory_it_is_made_in(entry):
    directory = entry.get_parent()
    response = signed_in(make_staff(Role.ADMINISTRATOR), "staff").get(
        f"/admin/pages/add/content/directoryentrypage/{directory.pk}/"
    )
    assert response.status_code == 200
    assert "Blue Badge parking" in response.content.decode()
    assert make_page(directory, DirectoryEntryPage).facet_values == []
