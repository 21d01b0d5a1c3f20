"""Colleagues with entries, and the list of the directory."""

from io import BytesIO

import pytest
from PIL import Image

from accounts.models import Role
from forms_engine.catalogue.models import Team
from tests.factories import make_page, make_site, make_staff, signed_in
from workplace.models import PeoplePage, Profile
from workplace.people.skills import skills_named


def make_colleague(name, *roles, skills=(), **fields):
    """Somebody who works here, with an entry."""
    entry = Profile.objects.create(user=make_staff(*roles, name=name), **fields)
    entry.skills.set(skills_named(skills))
    return entry


def leave(entry, **fields):
    """Close the account, as whoever manages it does on the last day."""
    entry.user.is_active = False
    entry.user.save()
    for name, value in fields.items():
        setattr(entry, name, value)
    entry.save()
    return entry


def picture(size=(60, 40), kind="PNG", **kwargs):
    """A picture's bytes."""
    made = BytesIO()
    Image.new("RGB", size, "teal").save(made, kind, **kwargs)
    return made.getvalue()


def at_work(entry):
    """That person's browser on the intranet."""
    return signed_in(entry.user, "staff")


def text_of(response):
    return response.content.decode().replace("&#x27;", "'")


@pytest.fixture
def directory(db):
    """The page of the list, at ``/people/``."""
    return make_page(make_site("staff"), PeoplePage, title="People", slug="people")


@pytest.fixture
def highways(db):
    return Team.objects.create(slug="highways", name="Highways maintenance")


@pytest.fixture
def asker(db):
    """A colleague like any other."""
    return make_colleague("Zoe Quill")


@pytest.fixture
def browser(directory, asker):
    return at_work(asker)


@pytest.fixture
def search(browser):
    """Who is found, by name and in order, and the page."""

    def found(words="", **narrowed):
        response = browser.post("/people/", {"words": words, **narrowed}, follow=True)
        assert response.status_code == 200, response.redirect_chain
        listing = response.context["listing"]
        return [row.entry.name for row in listing.rows]

    return found


@pytest.fixture
def administrator(db):
    return make_colleague("Ada Admin", Role.ADMINISTRATOR)
