"""Which theme a request gets, and that pages of trouble need nothing to be shown."""

import datetime

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.utils import translation

from audiences.principal import Principal
from tests.themes.markup import Markup
from themes.context import theme, theme_for
from themes.templatetags.theme_tags import moment


def request_on(audience):
    request = RequestFactory().get("/")
    request.host_audience = audience
    return request


@pytest.mark.parametrize("audience", ["public", "staff", "partner"])
def test_the_host_decides(audience):
    found = theme(request_on(audience))["theme"]
    assert found.name == audience
    assert found.stylesheet == f"css/{audience}.css"


def test_a_request_without_a_host_gets_the_public_theme():
    assert theme(RequestFactory().get("/"))["theme"].name == "public"


def test_an_audience_nobody_knows_gets_the_public_theme():
    assert theme_for("../../etc").header == "theme/public/header.html"


def test_only_other_sites_lead_away_to_the_public_one():
    assert theme_for("public").public_origin == ""
    assert theme_for("staff").public_origin.startswith("http")


def test_home_is_in_the_language_in_use():
    assert theme_for("public").home_url == "/"
    with translation.override("cy"):
        assert theme_for("public").home_url == "/cy/"


@pytest.mark.parametrize("code", ["400", "500", "503"])
def test_a_page_of_trouble_leans_on_nothing(code):
    # No request, no context processors; and this test has no database to ask.
    html = render_to_string(f"errors/{code}.html")
    assert "0300 555 0142" in html
    assert Markup(html).one("h1")


@pytest.mark.parametrize("audience", ["public", "staff", "partner"])
@pytest.mark.parametrize("code", ["403", "403_csrf", "404"])
def test_the_other_error_pages_stand_without_a_principal(audience, code):
    # An error can come before anybody was asked who they are.
    html = render_to_string(f"errors/{code}.html", request=request_on(audience))
    markup = Markup(html)
    markup.check_references()
    assert markup.one("main").attrs["id"] == "main-content"
    assert f"css/{audience}.css" in html


def base(**context):
    request = request_on("public")
    template = Template('{% extends "layout/base.html" %}{% block title %}Test{% endblock %}')
    return Markup(template.render(Context({"request": request, **theme(request), **context})))


def test_the_page_says_its_language_and_direction():
    assert base().one("html").attrs["dir"] == "ltr"
    with override_settings(LANGUAGES=[("en", "English"), ("ar", "Arabic")]), translation.override("ar"):
        html = base().one("html")
    assert (html.attrs["lang"], html.attrs["dir"]) == ("ar", "rtl")


def test_the_first_thing_on_a_page_leads_past_everything_repeated():
    first = next(element for element in base().elements if element.tag == "a")
    assert first.attrs["href"] == "#main-content"


def test_the_title_ends_with_the_sites_name():
    assert base().one("title").text == "Test – Marlshire Council"


def test_languages_are_offered_only_where_a_page_has_them():
    assert not base().all("ul", class_="gh-languages")
    both = [
        {"code": "en", "name": "English", "url": "/x/", "current": True},
        {"code": "cy", "name": "Cymraeg", "url": "/cy/x/", "current": False},
    ]
    markup = base(translations=both)
    assert markup.one("a", hreflang="cy").attrs["href"] == "/cy/x/"


def test_without_alerts_there_is_no_region_for_them():
    assert not base().all("div", class_="gh-alert")
    assert not base().all("div", class_="gh-alerts")


def test_nobody_needs_a_token_to_read_a_public_page():
    assert not base().all("form"), "a form on a page for everybody makes it one nobody may keep"


def wayback(inner):
    return (
        Template("{% load theme_tags %}{% wayback %}" + inner + "{% endwayback %}").render(Context()).strip()
    )


def test_the_way_back_is_in_a_landmark():
    assert wayback('<a href="/">Back</a>') == '<nav aria-label="Back"><a href="/">Back</a></nav>'
    assert wayback('<nav aria-label="Breadcrumb"></nav>') == '<nav aria-label="Breadcrumb"></nav>'
    assert wayback(" ") == ""


@pytest.mark.parametrize(("hour", "shown"), [(0, "12:05am"), (9, "9:05am"), (12, "12:05pm"), (16, "4:05pm")])
def test_a_moment_reads_as_in_a_letter(hour, shown):
    then = datetime.datetime(2026, 1, 9, hour, 5, tzinfo=datetime.UTC)
    assert moment(then) == f"9 January 2026, {shown}"
    assert moment(then, "short") == f"9 Jan 2026, {shown}"


def test_a_moment_is_told_in_local_time():
    assert moment(datetime.datetime(2026, 7, 9, 23, 30, tzinfo=datetime.UTC)) == "10 July 2026, 12:30am"


def menu(audience, roles=frozenset()):
    request = request_on(audience)
    request.principal = Principal(user=None, audience=audience, keys=frozenset(), roles=frozenset(roles))
    source = "{% load menu_tags %}{% menu sections as items %}{% for i in items %}{{ i.title }}|{% endfor %}"
    sections = [{"title": "Section", "url": "/section/", "current": False}]
    context = Context({"request": request, **theme(request), "sections": sections})
    from django.conf import settings
    from django.urls import set_urlconf

    set_urlconf(settings.HOST_URLCONFS[audience])
    try:
        return Template(source).render(context).strip("|").split("|")
    finally:
        set_urlconf(None)


def test_the_public_menu_is_the_editors():
    assert menu("public") == ["Section"]


def test_the_intranets_menu_has_the_tools_a_person_may_use():
    assert menu("staff", {"officer"}) == [
        "Home",
        "Section",
        "Guidance",
        "Do it online",
        "Workplace",
        "Contact desk",
    ]
    # What else they work with is on the Workplace's page: the menu stays one line long.
    assert menu("staff", {"officer", "finance", "booking-officer"}) == menu("staff", {"officer"})
    everybody = ["Home", "Section", "Guidance", "Do it online", "My requests"]
    assert menu("staff", {"booking-officer"}) == [*everybody, "Bookings"]
    assert menu("staff", {"finance"}) == menu("staff", {"auditor"}) == [*everybody, "Finance"]
    assert menu("staff", {"editor"}) == [*everybody, "Admin"]
    assert menu("staff", {"councillor"}) == [*everybody, "Casework"]
    assert menu("staff", {"administrator"}) == [*everybody, "Partners", "Admin"]


def test_partners_find_their_guidance_and_no_tools_of_staff():
    assert menu("partner", {"officer", "administrator"}) == [
        "Home",
        "Section",
        "Guidance",
        "Do it online",
        "My requests",
        "Your organisation’s requests",
        "Your organisation",
    ]
