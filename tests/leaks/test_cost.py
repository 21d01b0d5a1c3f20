"""Three thousand restricted pages cost what ten do: the same number of queries, found by index."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from audiences.principal import Principal
from content.audience import rewrite_audience_keys
from content.models import ContentPage, StandardPage
from content.selectors import pages
from tests.factories import client, make_page, make_site, publish

pytestmark = pytest.mark.django_db

MANY = 3_000

# Copies of a page, with the rows its type needs, written as fast as the database can: all below one parent.
COPY_PAGES = """
with numbers as (select generate_series(%(first)s, %(last)s) as n),
made as (
    insert into wagtailcore_page ({page_columns})
    select {page_values} from wagtailcore_page p, numbers where p.id = %(original)s
    returning id, path
),
ours as (
    insert into content_contentpage (page_ptr_id, {ours})
    select made.id, {ours} from made, content_contentpage where page_ptr_id = %(original)s
    returning page_ptr_id
)
insert into content_standardpage (contentpage_ptr_id, {standard})
select ours.page_ptr_id, {standard} from ours, content_standardpage where contentpage_ptr_id = %(original)s
"""
# What differs between the copies. Page numbers in base 36, as treebeard writes them, are taken from ten thousand on.
OF_A_COPY = {
    "path": "substr(p.path, 1, length(p.path) - 4) || lpad(to_hex(4096 + n), 4, '0')",
    "slug": "p.slug || n",
    "url_path": "rtrim(p.url_path, '/') || n || '/'",
    "translation_key": "gen_random_uuid()",
}


def columns(model, *without):
    return [field.column for field in model._meta.local_concrete_fields if field.column not in without]


def add_copies(original, number, *, after=0):
    """``number`` more pages like ``original`` beside it; ``after`` says how many there are already."""
    names = columns(Page, "id")
    sql = COPY_PAGES.format(
        page_columns=", ".join(names),
        page_values=", ".join(OF_A_COPY.get(name, f"p.{name}") for name in names),
        ours=", ".join(columns(ContentPage, "page_ptr_id")),
        standard=", ".join(columns(StandardPage, "contentpage_ptr_id")),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, {"first": after + 1, "last": after + number, "original": original.pk})
        cursor.execute("analyze content_contentpage, wagtailcore_page")


@pytest.fixture
def section():
    return make_page(
        make_site("public"), title="Policies", slug="policies", audience="public", show_in_menus=True
    )


def queries_of(address):
    browser = client()
    browser.get(address)
    with CaptureQueriesContext(connection) as made:
        assert browser.get(address).status_code == 200
    return len(made)


def test_reading_costs_the_same_with_thousands_of_restricted_pages(section, settings):
    settings.PAGE_CACHE = False
    closed = make_page(section, audience="staff")
    addresses = ["/", "/policies/", "/api/v1/pages/", "/sitemap-pages-1.xml"]
    before = [queries_of(address) for address in addresses]
    add_copies(closed, MANY)
    assert ContentPage.objects.filter(audience_keys=["staff"]).count() > MANY
    assert [queries_of(address) for address in addresses] == before


def rows_touched(address):
    """How many rows of pages the database looks at for an answer, and how many it hands over at most in one question:
    every query of the request run once more with its plan counted."""
    browser = client()
    browser.get(address)
    with CaptureQueriesContext(connection) as made:
        assert browser.get(address).status_code == 200
    asked = [
        one["sql"] for one in made if one["sql"].startswith("SELECT") and "content_contentpage" in one["sql"]
    ]
    touched = handed = 0
    with connection.cursor() as cursor:
        for sql in asked:
            cursor.execute("explain (analyze, format json) " + sql.replace("%", "%%"))
            plan = cursor.fetchone()[0][0]["Plan"]
            touched += sum(_looked_at(node) for node in _nodes(plan))
            handed = max(handed, plan["Actual Rows"])
    return touched, handed


def _nodes(plan):
    return [plan, *(inner for below in plan.get("Plans", ()) for inner in _nodes(below))]


def _looked_at(node):
    if node.get("Relation Name") != "content_contentpage":
        return 0
    return (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]


def test_restricted_pages_are_not_even_looked_at(section, settings):
    settings.PAGE_CACHE = False
    closed = make_page(section, audience="staff")
    add_copies(closed, 10)
    addresses = ["/", "/policies/", "/api/v1/pages/", "/sitemap-pages-1.xml"]
    before = [rows_touched(address)[0] for address in addresses]
    add_copies(closed, MANY, after=10)
    assert [rows_touched(address)[0] for address in addresses] == pytest.approx(before, abs=20)


def test_lists_hand_over_a_page_of_what_there_is(section, settings):
    settings.PAGE_CACHE = False
    add_copies(make_page(section), MANY)
    for address, most in (("/api/v1/pages/", 21), ("/api/v1/pages/?limit=100&after=200", 101)):
        assert rows_touched(address)[1] <= most


def test_what_the_public_may_read_is_found_by_index(section):
    add_copies(make_page(section, audience="staff"), MANY)
    found = pages(Principal.public())
    plan = found.explain()
    assert "contentpage_audience_keys" in plan
    assert "Seq Scan on content_contentpage" not in plan


def test_opening_and_closing_a_large_section_is_a_bounded_number_of_statements(
    section, django_assert_max_num_queries
):
    add_copies(make_page(section), MANY)
    below = ContentPage.objects.filter(path__startswith=section.path)
    with CaptureQueriesContext(connection) as few:
        rewrite_audience_keys(make_page(make_site("staff")).path)
    ContentPage.objects.filter(pk=section.pk).update(audience="staff", own_audience_keys=["staff"])
    with django_assert_max_num_queries(len(few) + 6):
        rewrite_audience_keys(section.path)
    assert below.exclude(audience_keys=["staff"]).count() == 0
    publish(StandardPage.objects.get(pk=section.pk), audience="public")
    assert below.exclude(audience_keys=["public"]).count() == 0
