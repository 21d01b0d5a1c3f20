"""The matrix: whoever asks, wherever they ask, sees what is for them and nothing else."""

import pytest
from wagtail.models import get_page_models

from content.models import ContentPage
from tests.leaks.askers import NAMES
from tests.leaks.asking import ask
from tests.leaks.surfaces import NOT_THERE_YET, SURFACES

pytestmark = pytest.mark.leaks  # its council takes long to make

# Those who differ from somebody else in how they ask, and not in who they are: what they try is tried where a session or
# a header could make a difference.
BY_OTHER_MEANS = {
    "forger",
    "officer-with-a-staff-cookie-everywhere",
    "partner-with-a-partner-cookie-everywhere",
}
WHERE_MEANS_COUNT = {"page", "content API", "document", "preview", "cached copy"}
# Surfaces on which no single word is asked for by name (``Secret.at``), with somebody who must come across some there: a
# surface that shows nothing to anybody would be green for the wrong reason.
SEEN_BY = {
    "alias": "partner-of-A",
    "redirect": "anonymous",
    "preview": "editor",
    "admin lists": "editor",
    "Wagtail API v3": "editor",
    "cached copy": "anonymous",
}
FEW = 3


def cells():
    """Every asker on every surface, by the name of the test."""
    for asker in NAMES:
        for surface in SURFACES:
            if asker not in BY_OTHER_MEANS or surface in WHERE_MEANS_COUNT:
                yield pytest.param(asker, surface, id=f"{asker}-{surface.replace(' ', '-')}")


@pytest.mark.parametrize(("asker", "surface"), list(cells()))
def test_matrix(world, askers, asker, surface):
    report = ask(world, askers, asker, surface)
    assert report.leaks == []
    assert report.missing == []
    assert report.broken == []
    if SEEN_BY.get(surface) == asker:
        assert len(report.seen) >= FEW


def test_on_every_surface_somebody_must_come_across_something(world):
    asked_for = {surface for secret in world.secrets.values() for surface in secret.at}
    assert set(SURFACES) - asked_for - set(SEEN_BY) == set()


# Types of page that the matrix' council has none of, and why.
NOT_IN_IT = {
    "PeoplePage": "it answers on the intranet alone, and lists accounts: tests/site/workplace/people",
}


def test_every_type_of_page_is_in_it(world):
    types = {one.__name__ for one in get_page_models() if issubclass(one, ContentPage)} - {"ContentPage"}
    there = {type(page.specific).__name__ for page in ContentPage.objects.all()}
    assert types - there == NOT_IN_IT.keys(), (
        "make one in the council, with words that only some may come across"
    )


@pytest.mark.parametrize("surface", NOT_THERE_YET)
def test_nothing_answers_where_a_surface_is_not_built_yet(world, askers, surface):
    for name, host in (("anonymous", "public"), ("officer", "staff"), ("partner-of-A", "partner")):
        browser = askers[name].browser(host)
        answered = [
            address
            for address in NOT_THERE_YET[surface]
            if browser.get(address, follow=True).status_code != 404
        ]
        assert answered == [], "give this surface its line in SURFACES"
