"""The explorer says who reads a page and by when it is looked over; usage is shown before a page goes."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Role
from content.sections.services import set_section_editors
from tests.factories import make_page, make_site, make_staff, signed_in

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def home():
    make_site("staff")
    return make_site("public")


def test_columns_for_readers_and_review(home):
    late = timezone.localdate() - DAY
    make_page(home, title="Late", review_by=late)
    make_page(home, title="Inside", audience="staff")
    shown = signed_in(make_staff(Role.EDITOR), "staff").get(f"/admin/pages/{home.pk}/").content.decode()
    assert "Look over by" in shown and f"{late:%d/%m/%Y} (overdue)" in shown
    assert "Everyone" in shown and "Staff" in shown


def test_they_cost_nothing_more_for_each_page(home):
    browser = signed_in(make_staff(Role.EDITOR), "staff")
    make_page(home)
    browser.get(f"/admin/pages/{home.pk}/")
    for _ in range(5):
        make_page(home, review_by=timezone.localdate(), audience="staff")
    with CaptureQueriesContext(connection) as six:
        browser.get(f"/admin/pages/{home.pk}/")
    asked = [one["sql"] for one in six.captured_queries]
    # Wagtail asks some of its own for each line; none of them is about readers.
    assert not [sql for sql in asked if "partners_organisation" in sql]


def test_titles_stay_hidden(home):
    roads = make_page(home, title="Roads")
    make_page(home, title="qxdraftqx", live=False)
    person = make_staff()
    set_section_editors(section=roads, people=[person])
    assert "qxdraftqx" not in signed_in(person, "staff").get(f"/admin/pages/{home.pk}/").content.decode()


def test_usage_is_shown_before_a_page_goes(home):
    page = make_page(home, title="Needed")
    make_page(home, body=[("text", f'<p><a linktype="page" id="{page.pk}">x</a></p>')])
    browser = signed_in(make_staff(Role.PUBLISHER), "staff")
    for act in ("delete", "unpublish"):
        assert "referenced 1 time" in browser.get(f"/admin/pages/{page.pk}/{act}/").content.decode(), act
