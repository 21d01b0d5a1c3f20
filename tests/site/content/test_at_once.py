"""Two editors change at the same instant who may read."""

import pytest
from django.db import connection

from content.models import StandardPage
from tests.at_once import at_once
from tests.factories import make_page, make_site, publish

pytestmark = pytest.mark.usefixtures("committing_db")


def test_a_page_opened_while_its_section_is_closed_stays_closed(monkeypatch):
    section = make_page(make_site("public"), slug="policies")
    page = make_page(section, slug="pay", audience="staff")
    with connection.cursor() as cursor:
        # Writers wait for each other at the page cache's number, too; what this is about does not lean on that.
        cursor.execute(
            "create or replace function page_cache_note() returns trigger language plpgsql as 'begin return null; end'"
        )
    at_once(
        monkeypatch,
        "content.models.base.note_change",
        lambda: publish(section, audience="staff"),
        lambda: publish(page, audience=""),
    )
    assert StandardPage.objects.get(pk=page.pk).audience_keys == ["staff"]
