"""The read API: shapes, errors, conditional answers."""

from copy import deepcopy
from urllib.parse import urljoin

import pytest

from accounts.models import Role
from content.models import ServicePage
from tests.factories import client, make_article, make_page, make_site, make_staff, publish, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(file_transaction):
    home = make_site("public", title="Home")
    section = make_page(home, title="Roads", slug="roads")
    article = make_article(
        title="Why?", slug="why", public_answer="<p>Because</p>", staff_guidance="<p>Inside</p>"
    )
    service = make_page(
        section,
        ServicePage,
        title="Report",
        slug="report",
        summary="Tell us",
        journey_slug="report-a-pothole",
        phone="0300 555 0142",
        body=[
            ("heading", "What you need"),
            ("text", f'<p>See <a linktype="page" id="{section.pk}">Roads</a></p>'),
            ("cards", {"cards": [{"page": section, "title": "", "text": "All of it"}]}),
            ("article", article),
        ],
    )
    return {"home": home, "section": section, "service": service, "article": article}


@pytest.fixture
def council(made, db):
    return deepcopy(made)


def test_a_list_of_pages(council):
    answer = client().get("/api/v1/pages/").json()
    assert answer["count"] == 3
    assert [page["title"] for page in answer["items"]] == ["Home", "Roads", "Report"]
    assert answer["items"][2]["url"] == "http://localhost/roads/report/"
    assert answer["items"][2]["type"] == "service"


def test_filters_and_windows(council):
    def titles(query):
        return [page["title"] for page in client().get(f"/api/v1/pages/?{query}").json()["items"]]

    assert titles("type=service") == ["Report"]
    assert titles(f"parent={council['home'].pk}") == ["Roads"]
    assert titles("parent=999999") == []
    assert titles(f"section={council['home'].pk}") == ["Roads", "Report"]
    assert titles(f"section={council['service'].pk}") == []
    assert titles("path=/roads/report/") == ["Report"]
    assert titles("path=/roads/other/") == []
    assert titles("language=cy") == []
    published = council["service"].last_published_at.isoformat().replace("+00:00", "Z")
    assert titles(f"updated_since={published}") == ["Report"]


def test_a_window_goes_on_where_the_last_one_ended_whatever_comes_and_goes(council):
    first = client().get("/api/v1/pages/?limit=1").json()
    assert ([page["title"] for page in first["items"]], first["count"]) == (["Home"], 3)
    make_page(publish(council["home"], title="Home again"), title="New", slug="new")
    second = client().get(f"/api/v1/pages/?limit=2&after={first['next']}").json()
    assert [page["title"] for page in second["items"]] == ["Roads", "Report"]
    third = client().get(f"/api/v1/pages/?limit=2&after={second['next']}").json()
    assert ([page["title"] for page in third["items"]], third["next"]) == (["New"], None)


def test_a_page_with_its_body(council):
    page = client().get(f"/api/v1/pages/{council['service'].pk}").json()
    journey = {
        "kind": "journey",
        "journey": "report-a-pothole",
        "url": "http://localhost/journeys/report-a-pothole/",
    }
    assert page["service"]["journey"] == journey
    assert page["service"]["phone"] == "0300 555 0142"
    heading, text, cards, article = page["body"]
    assert heading["value"] == {"text": "What you need", "level": 2, "anchor": "what-you-need"}
    [paragraph] = text["value"]["nodes"]
    assert paragraph["content"][1]["target"]["url"] == "http://localhost/roads/"
    assert cards["value"]["cards"][0]["title"] == "Roads"
    assert article["value"]["public_answer"]["nodes"][0]["content"][0]["text"] == "Because"
    assert article["value"]["guidance"] == []
    assert client().get("/api/v1/pages/find?path=/roads/report/").json() == page


def test_rich_text_comes_as_html_too_where_it_is_asked_for(council):
    page = client().get(f"/api/v1/pages/{council['service'].pk}?rich_text=html").json()
    assert page["body"][1]["value"]["html"] == '<p>See <a href="/roads/">Roads</a></p>'


def test_articles(council):
    assert [one["slug"] for one in client().get("/api/v1/articles/").json()["items"]] == ["why"]
    assert client().get("/api/v1/articles/?topic=topic").json()["count"] == 1
    assert client().get("/api/v1/articles/?topic=nothing").json()["count"] == 0
    article = client().get("/api/v1/articles/why?rich_text=html").json()
    assert (article["title"], article["topic"], article["public_answer"]["html"]) == (
        "Why?",
        "Topic",
        "<p>Because</p>",
    )
    assert article["url"] == "http://localhost/knowledge/why/"
    make_site("staff")
    inside = signed_in(make_staff(Role.OFFICER), "staff").get("/api/v1/articles/why?rich_text=html").json()
    assert [one["text"]["html"] for one in inside["guidance"]] == ["<p>Inside</p>"]


def test_what_is_not_translated_says_so(council):
    article = client().get("/api/v1/articles/why?language=cy").json()
    assert (article["language"], article["fallback"]) == ("en", True)
    page = client().get(f"/api/v1/pages/{council['section'].pk}?language=cy").json()
    assert (page["title"], page["language"], page["fallback"]) == ("Roads", "en", True)
    navigation = client().get("/api/v1/navigation/?language=cy").json()
    assert (navigation["language"], navigation["fallback"]) == ("en", True)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("pages/999999", 404),
        ("articles/nothing", 404),
        ("pages/?limit=0", 422),
        ("pages/?limit=101", 422),
        ("pages/?type=secret", 422),
        ("pages/?keys=staff", 422),
        ("articles/?audience=staff", 422),
        ("articles/?language=%27", 422),
        ("articles/why?audience=staff", 422),
        ("pages/?after=-1", 422),
        ("pages/?after=99999999999", 422),
        ("pages/?updated_since=yesterday", 422),
        ("pages/?path=roads", 422),
        ("pages/find", 422),
        ("pages/find?path=/nothing/", 404),
        ("pages/99999999999999999999", 404),
        ("navigation/?language=Welsh", 422),
        ("alerts/?page=999999", 404),
        ("previews/nothing", 404),
        ("nothing/here", 404),
        ("nothing/here/", 404),
        ("pages/?language=xx", 422),
        ("site/?language=xx", 422),
        ("articles/why?language=cy-unheard-of", 422),
        ("openapi.json?fresh=1", 422),
        ("../v2/", 404),
        ("..", 404),
        ("", 404),
        ("../../api", 404),
    ],
)
def test_errors_are_problem_documents(council, path, status):
    response = client().get(urljoin("/api/v1/", path))
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == status
    # A page of another site may read why.
    assert response["Access-Control-Allow-Origin"] == "*"


def test_who_has_it_already_gets_304(council):
    first = client().get("/api/v1/articles/why")
    assert first["Cache-Control"] == "public, max-age=0, s-maxage=1"
    second = client().get("/api/v1/articles/why", headers={"If-None-Match": first["ETag"]})
    assert (second.status_code, second.content) == (304, b"")
    council["article"].public_answer = "<p>Because of that</p>"
    council["article"].save_revision().publish()
    third = client().get("/api/v1/articles/why", headers={"If-None-Match": first["ETag"]})
    assert third.status_code == 200


def test_staff_answers_are_never_kept(council):
    make_site("staff")
    response = signed_in(make_staff(), "staff").get("/api/v1/articles/why")
    assert response["Cache-Control"] == "private, no-store"
    assert "Cookie" in response["Vary"]


def test_head_is_get_without_the_body(council):
    got, headed = client().get("/api/v1/pages/"), client().head("/api/v1/pages/")
    assert (headed.status_code, headed.content) == (200, b"")
    assert headed["ETag"] == got["ETag"]
    assert headed["Content-Length"] == str(len(got.content))
    assert client().head("/api/v1/pages/999999").status_code == 404


def test_pages_of_other_sites_may_read_the_public_host_alone(council):
    response = client().get("/api/v1/pages/", headers={"Origin": "https://elsewhere.example"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    again = client().get("/api/v1/pages/", headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again["Access-Control-Allow-Origin"]) == (304, "*")
    assert "Content-Language" not in response  # each thing in it says its own
    # Before a page sends the ETag itself, its browser asks.
    asked = client().options("/api/v1/pages/", headers={"Origin": "https://elsewhere.example"})
    assert (asked.status_code, asked["Access-Control-Allow-Origin"]) == (204, "*")
    assert asked["Access-Control-Allow-Headers"] == "If-None-Match"
    make_site("staff")
    officer = signed_in(make_staff(), "staff")
    assert "Access-Control-Allow-Origin" not in officer.options("/api/v1/pages/")
    inside = officer.get("/api/v1/pages/")
    assert "Access-Control-Allow-Origin" not in inside
    assert {"Authorization", "Cookie"} <= {one.strip() for one in inside["Vary"].split(",")}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_api_only_reads(council, method):
    response = getattr(client(), method)("/api/v1/pages/")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert response["Content-Type"] == "application/problem+json"
