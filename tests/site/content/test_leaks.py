"""Nothing leaks. Each audience's text carries a word of its own; every surface is searched for every word."""

import pytest

from accounts.models import Role
from content.models import ServicePage, StandardPage
from tests.factories import (
    client,
    make_article,
    make_page,
    make_partner,
    make_site,
    make_staff,
    publish,
    signed_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.leaks]

CANARIES = {
    "public": "canary-of-the-public",
    "staff": "canary-of-the-staff",
    "partner": "canary-of-the-partners",
}
DRAFT = "canary-of-the-draft"

SEES = {"public": {"public"}, "staff": {"public", "staff"}, "partner": {"public", "partner"}}


@pytest.fixture
def council():
    """Three sites; on each a page per audience, and everywhere the one article, embedded and linked to."""
    sites = {audience: make_site(audience) for audience in CANARIES}
    article = make_article(
        title="A question",
        slug="a-question",
        public_answer=f"<p>{CANARIES['public']}</p>",
        staff_guidance=f"<p>{CANARIES['staff']}</p>",
        partner_guidance=f"<p>{CANARIES['partner']}</p>",
    )
    hidden = make_article(title=f"Title {CANARIES['staff']}", slug="hidden", staff_guidance="<p>Words</p>")
    made = [article, hidden, *sites.values()]
    for audience, home in sites.items():
        for inner, word in CANARIES.items():
            body = [
                ("heading", "Body"),
                ("article", article),
                ("article", hidden),
                ("text", f'<p>See <a linktype="page" id="{hidden.pk}">this</a></p>'),
            ]
            page = make_page(
                home,
                StandardPage,
                title=f"Section {word} {audience}",
                slug=f"section-{inner}",
                audience=inner,
                show_in_menus=True,
                summary=f"Summary {word}" if inner != audience else "",
                body=body,
            )
            made.append(page)
            made.append(make_page(page, ServicePage, title=f"Service {word}", slug="service", body=body))
        draft = make_page(
            home, StandardPage, title=f"Page {DRAFT}", slug="draft", live=False, show_in_menus=True
        )
        live_with_draft = make_page(home, StandardPage, title="Live", slug="live")
        live_with_draft.title = f"New title {DRAFT}"
        live_with_draft.save_revision()
        made += [draft, live_with_draft]
        publish(
            home,
            top_tasks=[
                ("task", {"label": "Go", "kind": "find", "page": page})
                for page in home.get_children().specific()
            ],
        )
    return made


def browsers():
    return {
        "public": [client("public"), signed_in(make_staff(Role.ADMINISTRATOR, is_superuser=True), "public")],
        "staff": [
            signed_in(make_staff(Role.OFFICER), "staff"),
            signed_in(make_staff(is_superuser=True), "staff"),
        ],
        "partner": [signed_in(make_partner(is_superuser=True), "partner")],
    }


def surfaces(made):
    """Every address a reader could try, guessed ones included."""
    yield from [
        "/",
        "/knowledge/",
        "/knowledge/a-question/",
        "/knowledge/hidden/",
        "/no/such/page/",
        "/draft/",
        "/live/",
    ]
    for audience in CANARIES:
        yield from [f"/section-{audience}/", f"/section-{audience}/service/"]
    yield from ["/api/v1/pages/?limit=100", "/api/v1/articles/?limit=100", "/api/v1/openapi.json"]
    yield from ["/api/v1/articles/a-question", "/api/v1/articles/hidden"]
    yield from [f"/api/v1/pages/{page.pk}" for page in made]
    yield from [f"/api/v1/pages/?parent={page.pk}" for page in made]


@pytest.mark.parametrize("audience", ["public", "staff", "partner"])
def test_no_address_shows_another_audiences_words(council, audience):
    seen = set()
    for browser in browsers()[audience]:
        for address in surfaces(council):
            response = browser.get(address)
            assert response.status_code in {200, 404}, address
            text = response.content.decode() + str(response.headers)
            found = {name for name, word in CANARIES.items() if word in text}
            assert found <= SEES[audience], address
            assert DRAFT not in text, address
            seen |= found
    # The search would find a word if it were there.
    assert seen == SEES[audience]


def test_what_may_not_be_read_looks_like_what_is_not_there(council):
    there, nowhere = client().get("/section-staff/"), client().get("/section-nowhere/")
    assert there.status_code == nowhere.status_code == 404
    assert there.content.decode().replace("staff", "") == nowhere.content.decode().replace("nowhere", "")
    assert client().get("/knowledge/hidden/").status_code == 404


def test_a_link_to_a_hidden_page_leaves_its_words_without_an_address(council):
    text = client().get("/section-public/").content.decode()
    assert "/knowledge/hidden/" not in text
    assert "<a>this</a>" in text
    staff = signed_in(make_staff(), "staff").get("/section-staff/").content.decode()
    assert 'href="/knowledge/hidden/"' in staff


def test_rich_text_outside_a_request_links_to_what_is_public_only(council):
    from wagtail.rich_text import expand_db_html

    hidden = next(page for page in council if page.slug == "hidden")
    shown = next(page for page in council if page.slug == "a-question")
    assert expand_db_html(f'<a linktype="page" id="{hidden.pk}">x</a>') == "<a>x</a>"
    assert "/knowledge/a-question/" in expand_db_html(f'<a linktype="page" id="{shown.pk}">x</a>')


def test_a_closed_section_is_gone_from_the_public_site_at_once(council):
    section = next(
        page for page in council if page.slug == "section-public" and page.get_parent().slug == "home-public"
    )
    assert client().get("/section-public/service/").status_code == 200
    publish(section, audience="staff")
    assert client().get("/section-public/service/").status_code == 404
    assert "/section-public/" not in client().get("/").content.decode()


def test_a_page_that_is_not_ours_is_not_served():
    from wagtail.models import Page

    home = make_site("public")
    home.add_child(instance=Page(title="Plain", slug="plain"))
    assert client().get("/plain/").status_code == 404
