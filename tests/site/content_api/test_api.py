"""The read API: shapes, errors, conditional answers."""

import pytest

from accounts.models import Role
from content.models import ServicePage
from tests.factories import client, make_article, make_page, make_site, make_staff, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def council():
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
    assert titles("limit=1&offset=1") == ["Roads"]
    assert titles("language=cy") == []


def test_a_page_with_its_body(council):
    page = client().get(f"/api/v1/pages/{council['service'].pk}").json()
    assert page["service"] == {
        "journey": "report-a-pothole",
        "phone": "0300 555 0142",
        "opening_hours": "",
        "lgsl": "",
    }
    heading, text, cards, article = page["body"]
    assert heading["value"] == "What you need"
    assert text["value"] == '<p>See <a href="/roads/">Roads</a></p>'
    assert cards["value"]["cards"][0]["page"] == {"title": "Roads", "url": "http://localhost/roads/"}
    assert article["value"]["public_answer"] == "<p>Because</p>"
    assert article["value"]["guidance"] == []


def test_articles(council):
    assert [one["slug"] for one in client().get("/api/v1/articles/").json()["items"]] == ["why"]
    article = client().get("/api/v1/articles/why").json()
    assert (article["title"], article["topic"], article["public_answer"]) == (
        "Why?",
        "Topic",
        "<p>Because</p>",
    )
    assert article["url"] == "http://localhost/knowledge/why/"
    make_site("staff")
    inside = signed_in(make_staff(Role.OFFICER), "staff").get("/api/v1/articles/why").json()
    assert [one["html"] for one in inside["guidance"]] == ["<p>Inside</p>"]


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
        ("nothing/here", 404),
        ("nothing/here/", 404),
    ],
)
def test_errors_are_problem_documents(council, path, status):
    response = client().get(f"/api/v1/{path}")
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == status


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


def test_the_contract_describes_every_address(council):
    contract = client().get("/api/v1/openapi.json").json()
    assert {
        "/api/v1/pages/",
        "/api/v1/pages/{page_id}",
        "/api/v1/articles/",
        "/api/v1/articles/{slug}",
    } <= set(contract["paths"])
    assert {"PageOut", "ArticleOut", "Problem"} <= set(contract["components"]["schemas"])


def test_the_api_only_reads(council):
    assert client().post("/api/v1/pages/", {}).status_code == 405
