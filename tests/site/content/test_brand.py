"""A council's brand: written in the admin, refused where it cannot be read, worn by every page and told in every letter."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from wagtail.models import Site

from accounts.models import Role
from content.models import Brand
from forms_engine.notices.texts import own_email, own_sms
from tests.factories import client, make_page, make_site, make_staff, signed_in

pytestmark = pytest.mark.django_db

NAME = "Harrow Vale County Council"


@pytest.fixture
def sites():
    for audience in ("public", "staff", "partner"):
        make_page(make_site(audience), slug="news")
    return {site.site_name: site for site in Site.objects.all()}


def make_brand(site, **fields):
    brand = Brand(site=site, **fields)
    brand.full_clean()
    brand.save()
    return brand


def sheet_of(browser, path="/news/"):
    found = re.search(r'href="(/brand/[0-9a-f]+\.css)"', browser.get(path).content.decode())
    return found and found[1]


def test_an_administrator_writes_it_and_every_page_wears_it(sites):
    browser = signed_in(make_staff(Role.ADMINISTRATOR), "staff")
    form = {
        "council_name": NAME,
        "names-count": "1",
        "names-0-deleted": "",
        "names-0-order": "0",
        "names-0-type": "name",
        "names-0-id": "",
        "names-0-value-language": "cy",
        "names-0-value-name": "Cyngor Sir Cwm Harrow",
        "logo": "",
        "brand_colour": "#1D3F72",
        "accent_colour": "",
        "typeface": "system",
    }
    address = f"/admin/settings/content/brand/{sites['public'].pk}/"
    refused = browser.post(address, {**form, "brand_colour": "#f0e040"}).content.decode()
    assert "The main colour on" in refused and "would do" in refused
    assert not Brand.objects.filter(brand_colour="#f0e040").exists()
    assert browser.post(address, form).status_code == 302
    assert Brand.objects.get().brand_colour == "#1d3f72"

    stranger = client()
    page = stranger.get("/news/").content.decode()
    assert f"– {NAME}</title>" in page
    assert (
        '<span class="gh-logo__name">Harrow Vale</span> <span class="gh-logo__kind">County Council</span>'
        in page
    )
    assert "Marlshire Council" not in page
    assert 'content="#1d3f72"' in page
    welsh = stranger.get("/cy/knowledge/").content.decode()
    assert "– Cyngor Sir Cwm Harrow</title>" in welsh


def test_the_sheet_has_an_address_of_its_own_and_is_kept_for_a_year(sites):
    brand = make_brand(sites["public"], brand_colour="#1d3f72")
    stranger = client()
    first = sheet_of(stranger)
    answer = stranger.get(first)
    assert answer.headers["Content-Type"] == "text/css"
    assert "immutable" in answer.headers["Cache-Control"]
    assert b"--gh-brand:#1d3f72;" in answer.content
    brand.brand_colour = "#5a1d72"
    brand.save()
    second = sheet_of(stranger)
    assert second != first
    assert stranger.get(first).status_code == 404
    assert b"#5a1d72" in stranger.get(second).content


def test_strangers_get_the_colours_of_a_sign_in_page_and_no_more(sites):
    make_brand(sites["staff"], brand_colour="#1d3f72")
    stranger = client("staff")
    assert stranger.get(sheet_of(stranger, "/account/sign-in/")).status_code == 200
    assert client("partner").get(sheet_of(stranger, "/account/sign-in/")).status_code == 404
    assert stranger.get("/brand/0123456789abcdef.css").status_code == 404


def test_each_site_has_its_own_look_and_all_have_one_name(sites):
    make_brand(sites["public"], council_name=NAME, brand_colour="#1d3f72")
    staff = signed_in(make_staff(Role.OFFICER), "staff")
    page = staff.get("/news/").content.decode()
    assert NAME in page and "Marlshire" not in page.replace("Marlshire is not a real place", "")
    assert sheet_of(staff) is None
    assert "Harrow Vale Partners" in client("partner").get("/account/sign-in/").content.decode()


def test_letters_are_signed_with_the_name_in_their_language(sites):
    told = {"title": "Grit", "due_on": None, "link": "https://x.example/", "reference": "ABC"}
    assert "Marlshire Council" in own_email("knowledge.reading-late", "en", told)[1]
    assert own_sms("request.cancelled", "cy", told).startswith("Cyngor Marlshire: ")
    make_brand(
        sites["public"],
        council_name=NAME,
        names=[("name", {"language": "cy", "name": "Cyngor Sir Cwm Harrow"})],
    )
    assert NAME in own_email("knowledge.reading-late", "en", told)[1]
    assert own_sms("request.cancelled", "cy", told).startswith("Cyngor Sir Cwm Harrow: ")
    # As Welsh has it after "gyda" and "i".
    assert "gyda Chyngor Sir Cwm Harrow" in own_sms("account.recovery-codes", "cy", {})
    assert "Marlshire" not in own_sms("account.recovery-codes", "en", {})


def test_no_letter_names_the_council_by_itself():
    from config.environment import ROOT

    for file in (ROOT / "forms_engine/notices/templates").rglob("*.txt"):
        assert "Marlshire" not in file.read_text(), file.name


@pytest.mark.parametrize("typed", ["red", "#fff", "#12345g", "123456", "#1234567", "url(x)", "\x00#12345"])
def test_what_is_no_colour_is_refused(sites, typed):
    with pytest.raises(ValidationError):
        make_brand(sites["public"], accent_colour=typed)


def test_a_page_of_trouble_knows_the_name_without_asking(sites, django_assert_num_queries):
    from django.template.loader import render_to_string

    make_brand(sites["public"], council_name=NAME)
    client().get("/news/")
    with django_assert_num_queries(0), translation.override("en"):
        assert f"– {NAME}</title>" in render_to_string("errors/500.html")


@pytest.fixture(autouse=True)
def _forget_the_name():
    from themes import council

    yield
    council._last_known = council.COUNCIL
