"""Everything that public pages read is watched: the demonstration council is asked, page by page.

A table that a page reads and nobody watches would let an old page be given out for ever. Whoever makes a public page
read another table is told here, and watches it in the migration that makes it (``page_cache.watching.Watch``), or says
below why no change of it can show.
"""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page

from content.models import Alert, SiteFacts
from forms_engine.catalogue.models import Journey
from knowledge.models import ArticlePage
from page_cache.answers import PUBLIC_PAGE
from tests.factories import client

pytestmark = pytest.mark.django_db

HARMLESS = {
    "page_cache_freshness": "the number itself",
    "page_cache_answers": "what is kept",
    "shared_cache": "derived from watched tables",
    "wagtailcore_referenceindex": "says early what to look up; what it does not know of is looked up by itself",
    "django_content_type": "says which table a page's own words are in; a row never changes",
    "wagtailcore_revision": "a page in hand names its revision; what is published is in its own tables",
}

READ = re.compile(r'(?:FROM|JOIN)\s+"?([a-z_0-9]+)"?', re.IGNORECASE)


def watched() -> dict[str, set[str]]:
    """Table to the kinds of statement that are looked at."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select tgrelid::regclass::text, tgname from pg_trigger where tgname like 'page\\_cache\\_%'"
        )
        found: dict[str, set[str]] = {}
        for table, name in cursor.fetchall():
            found.setdefault(table, set()).add(name.removeprefix("page_cache_"))
        return found


def public_addresses() -> list[str]:
    """Every address of the public site whose answers may be kept, as far as the demonstration has them."""
    paths = [page.get_url_parts()[2] for page in Page.objects.live().specific() if page.get_url_parts()]
    articles = ArticlePage.objects.live()[:2]
    return sorted(
        {
            *paths,
            *(f"/cy{path}" for path in paths[:4]),
            "/knowledge/",
            "/journeys/",
            "/api/v1/pages/",
            "/api/v1/articles/",
            *(f"/api/v1/pages/{page.pk}" for page in Page.objects.live()[:8]),
            *(f"/api/v1/articles/{article.slug}" for article in articles),
            *(
                f"/api/v1/{name}"
                for name in ("alerts/", "navigation", "navigation/", "site", "site/", "settings/")
            ),
            *(f"/journeys/{journey.slug}/" for journey in Journey.objects.all()[:3]),
        }
    )


def test_every_table_that_public_pages_read_is_watched(whole_council, db, settings):
    section = Page.objects.live().filter(depth=3).first()
    Alert.objects.create(title="Snow", locale=Locale.get_default(), section_id=section.pk)
    for page in Page.objects.filter(depth=2):
        for site in page.sites_rooted_here.all():
            links = [("page", page.get_children().first().specific)]
            SiteFacts.objects.update_or_create(site=site, defaults={"footer_links": links})
    settings.PAGE_CACHE = True
    read: dict[str, str] = {}
    kept = 0
    for path in public_addresses():
        # Django remembers so many and no more: what is asked after that would be looked at by nobody.
        connection.queries_log.clear()
        with CaptureQueriesContext(connection) as asked:
            answer = client().get(path)
        if answer.headers.get("Cache-Control") != PUBLIC_PAGE:
            continue
        kept += 1
        for query in asked:
            for table in READ.findall(query["sql"]):
                read.setdefault(table, path)
    tables = set(connection.introspection.table_names())
    looked_at = watched()
    unwatched = {
        table: path for table, path in read.items() if table in tables - HARMLESS.keys() - looked_at.keys()
    }
    assert not unwatched, "public pages read these, and no change of them would be noticed"
    assert kept > 25
    assert {"wagtailcore_page", "content_alert", "content_sitefacts", "wagtailcore_site"} <= read.keys()


def test_what_is_watched_is_watched_for_whatever_happens_to_it():
    partly = {
        table: events for table, events in watched().items() if events != {"insert", "update", "delete"}
    }
    # A new size of a picture shows nothing new.
    assert partly == {"content_guildhallrendition": {"update", "delete"}}
