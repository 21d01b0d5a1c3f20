"""Contact details: written by who may, shown on that site, in its reader's language."""

import pytest
from wagtail.models import ModelLogEntry, Site

from accounts.models import Role
from content.models import SiteFacts
from tests.factories import client, make_page, make_site, make_staff, signed_in
from themes.council import COUNCIL

pytestmark = pytest.mark.django_db


@pytest.fixture
def sites():
    for audience in ("public", "staff"):
        make_page(make_site(audience), slug="news")
    return {site.site_name: site for site in Site.objects.all()}


def stream(name, *blocks):
    """A StreamField in a posted form."""
    posted = {f"{name}-count": str(len(blocks))}
    for n, (kind, value) in enumerate(blocks):
        posted |= {
            f"{name}-{n}-deleted": "",
            f"{name}-{n}-order": str(n),
            f"{name}-{n}-type": kind,
            f"{name}-{n}-id": "",
        }
        parts = value.items() if isinstance(value, dict) else [("", value)]
        posted |= {f"{name}-{n}-value{'-' if part else ''}{part}": one for part, one in parts}
    return posted


def save(browser, site, **fields):
    empty = {"phone": "", "opening_hours": "", "out_of_hours_phone": "", "email": "", "address": ""}
    streams = {**stream("words"), **stream("social_links"), **stream("footer_links")}
    return browser.post(f"/admin/settings/content/sitefacts/{site.pk}/", {**empty, **streams, **fields})


def test_what_a_publisher_writes_is_on_that_site_alone_and_in_its_history(sites):
    publisher = make_staff(Role.PUBLISHER)
    page = Site.objects.get(site_name="public").root_page.get_children().first()
    save(
        signed_in(publisher, "staff"),
        sites["public"],
        phone="0300 555 0177",
        opening_hours="Every day, 8am to 8pm",
        email="hello@marlshire.example",
        **stream(
            "words", ("words", {"language": "cy", "opening_hours": "Bob dydd, 8am i 8pm", "address": ""})
        ),
        **stream("social_links", ("link", {"name": "Fediverse", "url": "https://social.example/@marlshire"})),
        **stream(
            "footer_links",
            ("page", str(page.pk)),
            ("link", {"name": "Elections", "url": "https://vote.example/"}),
        ),
    )
    shown = client().get("/news/").content.decode()
    for words in ("0300 555 0177", "tel:03005550177", "Every day, 8am to 8pm", "hello@marlshire.example"):
        assert words in shown
    assert 'href="https://social.example/@marlshire"' in shown
    assert 'href="https://vote.example/"' in shown
    assert shown.count('href="/news/"') >= 1
    welsh = client().get("/cy/knowledge/").content.decode()
    assert "Bob dydd, 8am i 8pm" in welsh
    assert "0300 555 0177" in welsh

    staff = signed_in(make_staff(Role.OFFICER), "staff").get("/news/").content.decode()
    assert "0300 555 0177" not in staff
    assert COUNCIL.phone in staff

    entry = ModelLogEntry.objects.for_instance(SiteFacts.objects.get(site=sites["public"])).get()
    assert (entry.action, entry.user) == ("wagtail.edit", publisher)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.OFFICER, Role.JOURNEY_BUILDER])
def test_who_may_not_write_them_cannot(sites, role):
    save(signed_in(make_staff(role), "staff"), sites["public"], phone="0300 555 0177")
    assert "0300 555 0177" not in client().get("/news/").content.decode()


def test_what_is_left_empty_is_as_the_code_has_it(sites):
    SiteFacts.objects.create(site=sites["public"], email="hello@marlshire.example")
    shown = client().get("/news/").content.decode()
    assert COUNCIL.phone in shown
    assert str(COUNCIL.hours) in shown
