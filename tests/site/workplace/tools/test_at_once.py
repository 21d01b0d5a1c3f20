"""Two buttons pressed at the same instant."""

import pytest

from tests.at_once import at_once
from tests.factories import make_staff
from workplace.models import Bookmark
from workplace.tools import services

pytestmark = pytest.mark.usefixtures("committing_db")


def test_the_last_place_is_not_given_twice(monkeypatch):
    person = make_staff()
    for number in range(services.MOST - 1):
        services.keep(person, f"B{number}", f"/b{number}/")

    def keep(url):
        try:
            services.keep(person, "More", url)
        except services.TooMany:
            return False
        return True

    found = at_once(monkeypatch, "workplace.tools.services._title", lambda: keep("/x/"), lambda: keep("/y/"))
    assert sorted(found) == [False, True]
    assert Bookmark.objects.filter(user=person).count() == services.MOST
