"""What somebody may not read is, for them, not there: its address, links to it, and the place where it was.

That no surface shows a word of it to anybody it is not for is the leak matrix's (``tests/leaks``).
"""

import pytest
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from content.models import ServicePage
from tests.factories import client, make_article, make_page, make_site, make_staff, publish, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return make_site("public")


@pytest.fixture
def hidden():
    return make_article(title="Hidden", slug="hidden", staff_guidance="<p>Words</p>")


def test_it_is_answered_like_what_is_not_there(home, hidden):
    make_page(home, slug="section-staff", audience="staff")
    there, nowhere = client().get("/section-staff/"), client().get("/section-nowhere/")
    assert there.status_code == nowhere.status_code == 404
    assert there.content.decode().replace("staff", "") == nowhere.content.decode().replace("nowhere", "")
    assert client().get("/knowledge/hidden/").status_code == 404


def test_a_link_to_it_leaves_its_words_without_an_address(home, hidden):
    body = [("text", f'<p>See <a linktype="page" id="{hidden.pk}">this</a></p>')]
    make_page(home, slug="open", body=body)
    make_page(make_site("staff"), slug="open", body=body)
    text = client().get("/open/").content.decode()
    assert "/knowledge/hidden/" not in text
    assert "<a>this</a>" in text
    assert 'href="/knowledge/hidden/"' in signed_in(make_staff(), "staff").get("/open/").content.decode()


def test_rich_text_outside_a_request_links_to_what_is_public_only(home, hidden):
    shown = make_article(title="A question", slug="a-question", public_answer="<p>Words</p>")
    assert expand_db_html(f'<a linktype="page" id="{hidden.pk}">x</a>') == "<a>x</a>"
    assert "/knowledge/a-question/" in expand_db_html(f'<a linktype="page" id="{shown.pk}">x</a>')


def test_a_closed_section_is_gone_at_once_with_all_below(home):
    section = make_page(home, slug="section", show_in_menus=True)
    make_page(section, ServicePage, slug="service")
    assert client().get("/section/service/").status_code == 200
    assert "/section/" in client().get("/").content.decode()
    publish(section, audience="staff")
    assert client().get("/section/service/").status_code == 404
    assert "/section/" not in client().get("/").content.decode()


def test_a_page_that_is_not_ours_is_not_served(home):
    Page.objects.get(pk=home.pk).add_child(instance=Page(title="Plain", slug="plain"))
    assert client().get("/plain/").status_code == 404
