"""A directory's list: what is asked for, cut to what the one asking may read."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.languages.trees import plant
from content.models import DirectoryEntryPage, DirectoryPage
from tests.factories import client, make_page, make_site, make_staff, signed_in
from tests.themes.markup import Markup

pytestmark = pytest.mark.django_db

FACETS = [
    (
        "facet",
        {
            "key": "has",
            "label": "What it has",
            "values": [{"key": "cafe", "label": "Café"}, {"key": "parking", "label": "Blue Badge parking"}],
        },
    ),
    (
        "facet",
        {
            "key": "open",
            "label": "When it is open",
            "values": [{"key": "saturday", "label": "Saturday"}, {"key": "sunday", "label": "Sunday"}],
        },
    ),
]


def make_directory(home=None, **fields):
    home = home or make_site("public")
    return make_page(
        home,
        DirectoryPage,
        **{
            "title": "Find a library",
            "slug": "libraries",
            "entry_noun": "library",
            "entries_noun": "libraries",
            "facets": FACETS,
            "show_map": True,
            **fields,
        },
    )


def make_entry(directory, title, *values, **fields):
    return make_page(directory, DirectoryEntryPage, title=title, facet_values=list(values), **fields)


def shown(query="", browser=None, path="/libraries/", status=200):
    response = (browser or client()).get(f"{path}{query}")
    assert response.status_code == status, query
    return Markup(response.content.decode())


def titles(markup):
    return [
        link.text.strip()
        for link in markup.all("a")
        if any("gh-entry__title" in parent.attrs.get("class", "") for parent in link.parents)
    ]


def counts(markup):
    return {
        label.text.split("(")[0].strip(): int(label.text.split("(")[1].split(")")[0])
        for label in markup.all("label")
        if "govuk-checkboxes__label" in label.attrs.get("class", "")
    }


@pytest.fixture
def directory():
    cache.clear()
    found = make_directory()
    make_entry(found, "Marlford", "has:cafe", "has:parking", "open:saturday", postcode="ZZ1 1AA",
               address="Market Square\nMarlford", latitude=52.106, longitude=-1.904)  # fmt: skip
    make_entry(found, "Thornbeck", "has:cafe", "open:sunday", latitude=52.226, longitude=-1.987)
    make_entry(found, "Ébrook", "has:parking", "open:saturday")
    return found


def test_the_list_is_in_alphabetical_order_with_numbers_of_the_map(directory):
    page = shown()
    assert titles(page) == ["Ébrook", "Marlford", "Thornbeck"]
    numbers = [
        one.attrs.get("data-number")
        for one in page.all("li")
        if "gh-entry" in one.attrs.get("class", "").split()
    ]
    assert numbers == [None, "2", "3"]
    assert "3 libraries" in " ".join(page.one("h2", id="found").text.split())


def test_values_of_one_facet_add_up_and_facets_narrow_each_other(directory):
    assert titles(shown("?has=has:cafe&has=has:parking")) == ["Ébrook", "Marlford", "Thornbeck"]
    assert titles(shown("?has=has:cafe&has=open:saturday")) == ["Marlford"]


def test_counts_are_those_of_what_would_be_listed(directory):
    assert counts(shown()) == {"Café": 2, "Blue Badge parking": 2, "Saturday": 2, "Sunday": 1}
    # Of those with a café one is open on Saturdays and one on Sundays; the counts of its own facet stay.
    assert counts(shown("?has=has:cafe")) == {"Café": 2, "Blue Badge parking": 2, "Saturday": 1, "Sunday": 1}
    for query, label in (
        ("has=has:cafe&has=open:saturday", "Saturday"),
        ("has=has:parking&has=open:sunday", "Sunday"),
    ):
        listed = len(titles(shown(f"?{query}")))
        assert counts(shown(f"?{query.split('&')[0]}")).get(label, 0) == listed


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("marlford", ["Marlford"]),
        ("market sq", ["Marlford"]),
        ("the market", ["Marlford"]),
        ("zz1", ["Marlford"]),
        ("cafe", ["Marlford", "Thornbeck"]),
        ("parking marl", ["Marlford"]),
        ("nothing-such", []),
        ("';--", ["Ébrook", "Marlford", "Thornbeck"]),
        ("a & b | !(c", ["Marlford"]),
    ],
)
def test_words_are_looked_for_in_the_entries_and_in_what_they_have(directory, words, found):
    response = client().get("/libraries/", {"words": words})
    assert titles(Markup(response.content.decode())) == found


def test_letters_lead_somewhere_or_are_no_links(directory):
    page = shown()
    letters = {
        one.text.strip(): one.attrs.get("href")
        for one in [*page.all("a"), *page.all("span")]
        if "gh-letters__letter" in one.attrs.get("class", "")
    }
    assert letters["M"] == "?letter=m"
    assert letters["E"] == "?letter=e"
    assert letters["Z"] is None
    assert titles(shown("?letter=e")) == ["Ébrook"]
    # The other filters go along.
    assert "?has=has%3Acafe&letter=m" in client().get("/libraries/?has=has:cafe").content.decode().replace(
        "&amp;", "&"
    )


def test_the_nearest_come_first_with_their_distance_and_what_is_nowhere_last(directory):
    response = client().get("/libraries/", {"near": "zz2 2bb"})
    page = Markup(response.content.decode())
    assert titles(page) == ["Thornbeck", "Marlford", "Ébrook"]
    assert "miles" in response.content.decode()
    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("near", "problem"),
    [("nonsense", "Enter a full UK postcode"), ("ZZ9 9ZZ", "We do not know the postcode ZZ9 9ZZ")],
)
def test_a_postcode_that_cannot_be_used_is_an_error_beside_its_box(directory, near, problem):
    page = shown(f"?near={near}")
    assert problem in page.one("p", id="near-problem").text
    assert titles(page) == ["Ébrook", "Marlford", "Thornbeck"]


def test_a_gazetteer_that_is_away_is_said_so(directory, settings):
    settings.ADDRESS_LOOKUP = "tests.site.content.directories.test_directory.Away"
    assert "cannot look up postcodes at the moment" in shown("?near=ZZ1+1AA").one("p", id="near-problem").text


class Away:
    def by_postcode(self, postcode, patience):
        raise ConnectionError


def test_pages_of_twenty(directory):
    for number in range(20):
        make_entry(directory, f"Village {number:02}")
    first, second = shown(), shown("?page=2")
    assert len(titles(first)) == 20
    assert titles(second) == ["Village 17", "Village 18", "Village 19"]
    assert "21 to 23 of 23" in " ".join(second.one("h2", id="found").text.split())
    shown("?page=3", status=404)


@pytest.mark.parametrize(
    "query",
    ["?page=0", "?page=-1", "?page=x", "?page=99999999999999999999", "?has=has:gone", "?has=%FF", "?letter=%C3%9F",
     "?letter=", "?words=%20", "?words=" + "x" * 5000, "?near=" + "%F0%9F%98%80" * 50, "?has=&has=&a[b]=c"],
)  # fmt: skip
def test_what_nobody_can_answer_is_left_out_or_not_there(directory, query):
    response = client().get(f"/libraries/{query}")
    assert response.status_code in {200, 404}


def test_nobody_learns_of_an_entry_they_may_not_read(directory):
    make_entry(directory, "Staff library", "has:cafe", audience="staff", latitude=52.1, longitude=-1.9)
    for query in ("", "?words=staff", "?letter=s", "?has=has:cafe", "?near=ZZ1+1AA"):
        text = client().get(f"/libraries/{query}").content.decode()
        assert "Staff library" not in text
    assert counts(shown())["Café"] == 2
    page = shown()
    letters = [
        one.attrs.get("href") for one in page.all("a") if "gh-letters__letter" in one.attrs.get("class", "")
    ]
    assert "?letter=s" not in letters


def test_a_draft_is_not_there(directory):
    make_entry(directory, "Being written", "has:cafe", live=False)
    assert "Being written" not in titles(shown())


def test_queries_do_not_grow(directory):
    def asked():
        client().get("/libraries/?has=has:cafe&words=cafe")
        with CaptureQueriesContext(connection) as captured:
            assert client().get("/libraries/?has=has:cafe&words=cafe").status_code == 200
        return len(captured)

    before = asked()
    for number in range(30):
        make_entry(directory, f"Extra {number}", "has:cafe")
    assert asked() == before
    assert before <= 12


def test_in_welsh(directory):
    plant("cy")
    page = shown(path="/cy/libraries/", query="?has=open:saturday")
    assert titles(page) == ["Ébrook", "Marlford"]
    assert all(
        "/cy/libraries/" in link.attrs["href"] for link in page.all("a") if link.text.strip() == "Marlford"
    )


def test_on_the_intranet():
    directory = make_directory(make_site("staff"))
    make_entry(directory, "Meeting room", "has:cafe")
    browser = signed_in(make_staff(), "staff")
    assert titles(shown(browser=browser)) == ["Meeting room"]


def test_an_entry_shows_what_people_need(directory):
    entry = make_entry(
        directory, "Eastwold", "has:cafe", "open:sunday", summary="By the lake", address="1 Quay Road\nEastwold",
        postcode="ZZ3 2LS", latitude=52.1, longitude=-1.8, phone="0300 555 0242", email="east@marlshire.example",
        hours=[("hours", {"days": "Monday", "times": "9am to 5pm"})], website="https://www.marlshire.example/",
    )  # fmt: skip
    text = client().get(f"/libraries/{entry.slug}/").content.decode()
    for words in ("1 Quay Road", "ZZ3 2LS", "tel:03005550242", "mailto:east@marlshire.example", "9am to 5pm", "Café",
                  "What it has", 'data-latitude="52.1"', 'itemprop="postalCode"', "See them all"):  # fmt: skip
        assert words in text, words


def test_keys_are_given_once(directory):
    from django.core.exceptions import ValidationError

    directory.facets = [*FACETS, FACETS[0]]
    with pytest.raises(ValidationError, match="more than once: has, has:cafe, has:parking"):
        directory.clean()
