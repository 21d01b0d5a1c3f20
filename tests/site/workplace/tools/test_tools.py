"""Tools by group with stars, and everybody's own bookmarks."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.closing import close_account
from accounts.models import Role
from content.links_checked.finding import links_in
from content.models import StandardPage
from tests.factories import (
    client,
    make_article,
    make_page,
    make_partner,
    make_site,
    make_staff,
    make_user,
    signed_in,
)
from workplace.models import Bookmark, ToolsPage
from workplace.tools import services

pytestmark = pytest.mark.django_db

OWN = "/workplace/bookmarks/"
TOOLS = [
    {"name": "Queues", "url": "/workplace/", "text": "What residents asked for.", "group": "Residents"},
    {"name": "Registers", "url": "https://registers.example.org/", "text": "", "group": "Services"},
    {"name": "Knowledge", "url": "/knowledge/", "text": "", "group": "Residents"},
]


@pytest.fixture
def home():
    make_site("public")
    make_site("partner")
    return make_site("staff")


def make_tools(home, tools=TOOLS):
    return make_page(home, ToolsPage, slug="tools", title="Tools", tools=[("tool", one) for one in tools])


@pytest.fixture
def page(home):
    return make_page(home, StandardPage, slug="rotas", title="Rotas")


@pytest.fixture
def person():
    return make_staff(name="Mina Member")


@pytest.fixture
def browser(person):
    return signed_in(person, "staff")


def text(browser, path):
    response = browser.get(path)
    assert response.status_code == 200
    return response.content.decode()


def own(person):
    return [(one.title, one.url) for one in Bookmark.objects.filter(user=person)]


def star(browser, tools, name, do="keep"):
    block = next(one for one in tools.tools if one.value["name"] == name)
    return browser.post(f"{OWN}tools/{tools.pk}/{block.id}/", {"do": do})


def test_tools_stand_by_group_with_where_they_lead(home, browser):
    make_tools(home)
    words = text(browser, "/tools/")
    words = words[words.index("<main") :]
    assert words.index("Residents</h2>") < words.index("Queues") < words.index("Knowledge")
    assert words.index("Knowledge") < words.index("Services</h2>") < words.index("Registers")
    assert "registers.example.org</p>" in words and "What residents asked for." in words
    assert "Star the tools you use" in words


def test_a_star_puts_a_tool_first_and_goes_again(home, browser, person):
    tools = make_tools(home)
    answer = star(browser, tools, "Knowledge")
    assert answer.status_code == 302 and answer.headers["Location"].startswith("/tools/#tool-")
    star(browser, tools, "Knowledge")
    assert own(person) == [("Knowledge", "/knowledge/")]
    words = text(browser, "/tools/")
    words = words[words.index("<main") :]
    assert words.index('id="own"') < words.index("Knowledge") < words.index("Residents</h2>")
    group = words[words.index("Residents</h2>") :]
    assert group.index("Knowledge") < group.index("Queues")
    assert group.count('aria-pressed="true"') == 1
    star(browser, tools, "Knowledge", "drop")
    star(browser, tools, "Knowledge", "drop")
    assert own(person) == []


def test_only_a_tool_that_is_there_is_starred(home, browser, person):
    tools = make_tools(home)
    unknown = "6c1b6f0e-3f0e-4f7e-9d56-1f6b1a2c3d4e"
    assert browser.post(f"{OWN}tools/{tools.pk}/{unknown}/").status_code == 404
    assert browser.post(f"{OWN}tools/{home.pk}/{unknown}/").status_code == 404
    assert browser.post(f"{OWN}tools/99999999999999999999/{unknown}/").status_code == 404
    tools.audience = "partner"
    tools.save_revision().publish()
    assert star(browser, tools, "Queues").status_code == 404
    assert own(person) == []


def test_a_tool_written_past_the_form_leads_nobody_astray(home, browser):
    make_tools(
        home, [*TOOLS, {"name": "Trap", "url": "javascript:alert(1)", "text": "", "group": "Services"}]
    )
    words = text(browser, "/tools/")
    assert "Trap" not in words and "javascript:" not in words


def test_a_page_is_kept_and_let_go_of(page, browser, person):
    assert "Bookmark this page" in text(browser, "/rotas/")
    answer = browser.post(
        f"{OWN}pages/{page.pk}/", {"do": "keep", "title": "Evil", "url": "https://evil.example/"}
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, "/rotas/")
    browser.post(f"{OWN}pages/{page.pk}/", {"do": "keep"})
    assert own(person) == [("Rotas", "/rotas/")]
    assert "Remove from your bookmarks" in text(browser, "/rotas/")
    browser.post(f"{OWN}pages/{page.pk}/", {"do": "drop"})
    browser.post(f"{OWN}pages/{page.pk}/", {"do": "drop"})
    assert own(person) == []


def test_an_article_is_kept_at_its_address_on_the_intranet(home, browser, person):
    article = make_article(slug="closing", title="Closing", staff_guidance="<p>x</p>")
    assert "Bookmark this page" in text(browser, "/knowledge/closing/")
    answer = browser.post(f"{OWN}pages/{article.pk}/", {"do": "keep"})
    assert answer.headers["Location"] == "/knowledge/closing/"
    assert own(person) == [("Closing", "/knowledge/closing/")]


def test_what_one_may_not_read_or_is_elsewhere_is_not_kept(home, page, browser, person):
    hidden = make_page(home, StandardPage, slug="x", title="Theirs", audience="partner")
    draft = make_page(home, StandardPage, slug="d", title="Draft", live=False)
    for pk in (hidden.pk, draft.pk, 987654321, 99999999999999999999):
        assert browser.post(f"{OWN}pages/{pk}/").status_code == 404
    from content.models import HomePage

    public = make_page(HomePage.objects.get(slug="home-public"), StandardPage, slug="p")
    assert browser.post(f"{OWN}pages/{public.pk}/").status_code == 404
    assert own(person) == []


def add(browser, title, url):
    return browser.post(OWN, {"title": title, "url": url}, follow=True).content.decode()


def test_an_address_is_written_down_once(home, browser, person):
    assert "is added" in add(browser, "Law", "https://www.gov.uk/law")
    assert "You have this address already, as “Law”" in add(browser, "The law", "HTTPS://www.gov.uk/law")
    assert "is added" in add(browser, "Queues", "http://staff.localhost/workplace/")
    assert own(person) == [("Law", "https://www.gov.uk/law"), ("Queues", "/workplace/")]
    words = text(browser, OWN)
    assert "https://www.gov.uk/law" in words


@pytest.mark.parametrize(
    ("title", "url", "said"),
    [
        ("x", "javascript:alert(1)", "Enter a path of the intranet"),
        ("x", "//evil.example/", "Enter a path of the intranet"),
        ("x", "", "Enter the address"),
        ("x", "/" + "a" * 2000, "at most 1000"),
        ("", "/a/", "Enter what you want to call it"),
        ("   ", "/a/", "Enter what you want to call it"),
        ("x" * 500, "/a/", "at most 120"),
        ("\x00", "/a/", "null characters"),
    ],
)
def test_what_is_no_address_is_said(home, browser, person, title, url, said):
    answer = browser.post(OWN, {"title": title, "url": url})
    assert answer.status_code == 422 and said in answer.content.decode().lower().replace(said.lower(), said)
    assert own(person) == []


def test_renamed_put_in_order_and_deleted(home, browser, person):
    for name in "abc":
        services.keep(person, name, f"/{name}/")
    a, b, c = Bookmark.objects.filter(user=person)
    browser.post(f"{OWN}{c.pk}/", {"do": "up"})
    assert [title for title, _ in own(person)] == ["a", "c", "b"]
    browser.post(f"{OWN}{a.pk}/", {"do": "down"})
    browser.post(f"{OWN}{a.pk}/", {"do": "down"})
    browser.post(f"{OWN}{a.pk}/", {"do": "down"})
    assert [title for title, _ in own(person)] == ["c", "b", "a"]
    assert 'value="b"' in text(browser, f"{OWN}{b.pk}/")
    browser.post(f"{OWN}{b.pk}/", {"do": "rename", "title": "  Bee  line "})
    assert ("Bee line", "/b/") in own(person)
    empty = browser.post(f"{OWN}{b.pk}/", {"do": "rename", "title": " "})
    assert empty.status_code == 422 and "Enter what you want to call it" in empty.content.decode()
    assert browser.post(f"{OWN}{b.pk}/", {"do": "delete"}).status_code == 302
    assert browser.post(f"{OWN}{b.pk}/", {"do": "delete"}).status_code == 302
    assert [title for title, _ in own(person)] == ["c", "a"]


def test_nobody_touches_anybody_elses(home, person):
    services.keep(person, "Mine", "/mine/")
    mine = Bookmark.objects.get()
    other = signed_in(make_staff(Role.ADMINISTRATOR, is_superuser=True), "staff")
    assert "Mine" not in text(other, OWN)
    assert other.get(f"{OWN}{mine.pk}/").status_code == 404
    for do in ("up", "down", "rename", "delete", "nonsense"):
        other.post(f"{OWN}{mine.pk}/", {"do": do, "title": "Theirs"})
    assert own(person) == [("Mine", "/mine/")]
    assert client("staff").get(OWN).status_code == 302
    assert signed_in(make_partner(), "partner").get(OWN).status_code == 404
    assert signed_in(person, "public").get(OWN).status_code == 404


def test_sixty_are_enough(page, browser, person):
    for number in range(services.MOST):
        services.keep(person, f"B{number}", f"/b{number}/")
    assert "the most there can be" in browser.post(f"{OWN}pages/{page.pk}/", follow=True).content.decode()
    answer = browser.post(OWN, {"title": "One more", "url": "/more/"})
    assert answer.status_code == 422 and "the most there can be" in answer.content.decode()
    assert services.keep(person, "Again", "/b0/").title == "B0"
    assert Bookmark.objects.count() == services.MOST


def queries(browser, path):
    browser.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(path).status_code == 200
    return len(captured)


def test_the_front_page_shows_them_for_one_query(home, browser, person):
    make_tools(home)
    plain = "select"
    before = queries(browser, "/")
    with CaptureQueriesContext(connection) as captured:
        browser.get("/")
    assert (
        len([one for one in captured if "workplace_bookmark" in one["sql"] and plain in one["sql"].lower()])
        == 1
    )
    for number in range(14):
        services.keep(person, f"Kept {number}", f"/kept{number}/")
    words = text(browser, "/")
    assert "Your bookmarks" in words and "Kept 11" in words and "Kept 12" not in words
    assert "All 14 bookmarks" in words
    assert queries(browser, "/") == before


def test_other_pages_ask_once_and_other_sites_never(page, browser, person):
    few = queries(browser, "/rotas/")
    for number in range(20):
        services.keep(person, f"Kept {number}", f"/kept{number}/")
    assert queries(browser, "/rotas/") == few
    with CaptureQueriesContext(connection) as captured:
        client().get("/")
        signed_in(make_partner(), "partner").get("/")
    assert not [one for one in captured if "workplace_bookmark" in one["sql"]]
    assert "Bookmark this page" not in client().get("/").content.decode()


def test_the_tools_page_costs_the_same_whatever_there_is(home, browser):
    tools = make_tools(home)
    few = queries(browser, "/tools/")
    tools.tools = [
        ("tool", {"name": f"T{n}", "url": f"/t{n}/", "text": "", "group": f"G{n % 7}"}) for n in range(40)
    ]
    tools.save_revision().publish()
    star(browser, ToolsPage.objects.get(), "T7")
    assert queries(browser, "/tools/") == few


def test_a_preview_has_nobodys_bookmarks(home, person):
    editor = make_staff(Role.EDITOR, is_superuser=True)
    services.keep(editor, "My own secret", "/secret/")
    tools = make_tools(home)
    browser = signed_in(editor, "staff")
    answer = browser.get(f"/admin/pages/{tools.pk}/view_draft/")
    assert answer.status_code == 200
    assert "Queues" in answer.content.decode() and "My own secret" not in answer.content.decode()


def test_it_is_translated_but_for_its_addresses(home):
    from wagtail.models import Locale
    from wagtail_localize.segments.extract import extract_segments

    Locale.objects.get_or_create(language_code="cy")
    said = [
        segment.string.data for segment in extract_segments(make_tools(home)) if hasattr(segment, "string")
    ]
    assert "Queues" in said and not [one for one in said if "/" in one]


def test_a_closed_account_keeps_nothing(home):
    resident = make_user(roles=(Role.RESIDENT,))
    services.keep(resident, "Left from their time here", "/x/")
    assert close_account(resident)
    assert not Bookmark.objects.exists()


def test_the_report_of_broken_links_looks_at_tools(home):
    found = {(one.kind, one.target) for one in links_in(make_tools(home))}
    assert {("address", one["url"]) for one in TOOLS} <= found
