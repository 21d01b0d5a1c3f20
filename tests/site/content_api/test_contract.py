"""The contract: it is valid, complete, tells the truth about every answer, and costs the same however much there is."""

import json
from typing import Any
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from wagtail import blocks
from wagtail.fields import StreamField

from content.models import StandardPage
from content_api.checks import blocks_have_schemas
from tests.factories import client, make_article, make_page
from tests.site.content_api.marlshire import make_marlshire

pytestmark = pytest.mark.django_db

PATHS = {
    "/api/v1/pages/",
    "/api/v1/pages/find",
    "/api/v1/pages/{page_id}",
    "/api/v1/articles/",
    "/api/v1/articles/{slug}",
    "/api/v1/topics/",
    "/api/v1/navigation/",
    "/api/v1/alerts/",
    "/api/v1/site/",
    "/api/v1/previews/{token}",
}


@pytest.fixture
def contract() -> dict[str, Any]:
    return client().get("/api/v1/openapi.json").json()


def test_it_is_valid_openapi_and_made_once(contract, settings):
    """It takes half a second to make, and anybody may ask for it."""
    validate(contract)
    from config.api import api

    settings.PAGE_CACHE = True
    client().get("/api/v1/openapi.json")
    with mock.patch.object(api, "get_openapi_schema", side_effect=AssertionError):
        again = client().get("/api/v1/openapi.json")
    assert again.json() == contract
    assert again["ETag"]


def test_it_describes_every_address_with_who_may_ask(contract):
    assert set(contract["paths"]) >= PATHS
    for path in PATHS:
        operation = contract["paths"][path]["get"]
        assert operation["security"], path
        assert operation["tags"] and operation["summary"] and operation["description"]
        assert operation["responses"]["200"]["content"]["application/json"]
        for status, answer in operation["responses"].items():
            if status != "200":
                assert list(answer["content"]) == ["application/problem+json"]
    assert {"readingToken", "session"} <= set(contract["components"]["securitySchemes"])


def test_no_two_models_share_a_name():
    """ninja writes one of them over the other without a word."""
    from config.api import api

    named: dict[str, set[str]] = {}

    def note(model: Any) -> None:
        if not isinstance(model, type) or not hasattr(model, "model_fields"):
            for argument in getattr(model, "__args__", ()):
                note(argument)
            return
        where = f"{model.__module__}.{model.__qualname__}"
        if where in named.setdefault(model.__name__, set()):
            return
        named[model.__name__].add(where)
        for field in model.model_fields.values():
            note(field.annotation)

    for _prefix, router in api._routers:
        for view in router.path_operations.values():
            for operation in view.operations:
                for answer in operation.response_models.values():
                    if answer is not None and hasattr(answer, "model_fields"):
                        note(answer.model_fields["response"].annotation)
    assert {name: where for name, where in named.items() if len(where) > 1} == {}


def test_the_answers_are_as_the_contract_says(contract):
    council = make_marlshire()
    asked = {
        "/api/v1/pages/": "pages/",
        "/api/v1/pages/{page_id}": f"pages/{council.every_block['public'].pk}",
        "/api/v1/articles/{slug}": "articles/who-mends-a-road",
        "/api/v1/topics/": "topics/",
        "/api/v1/navigation/": "navigation/",
        "/api/v1/site/": "site/",
    }
    for path, address in asked.items():
        schema = contract["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        whole = {**schema, "components": contract["components"]}
        Draft202012Validator(whole).validate(client().get(f"/api/v1/{address}").json())


def test_a_schema_stands_alone_for_who_generates_code():
    for name in ("page", "article", "navigation", "alerts", "site"):
        schema = client().get(f"/api/v1/schemas/{name}.json").json()
        Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert client().get("/api/v1/schemas/other.json").status_code == 404


def test_a_block_without_a_schema_is_found(monkeypatch):
    assert blocks_have_schemas(app_configs=None) == []
    field = StandardPage._meta.get_field("body")
    assert isinstance(field, StreamField)
    monkeypatch.setitem(field.stream_block.child_blocks, "map", blocks.CharBlock())
    [error] = blocks_have_schemas(app_configs=None)
    assert "“map”" in error.msg


def queries(path: str) -> int:
    client().get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client().get(path).status_code == 200
    return len(captured)


def test_queries_do_not_grow_with_what_there_is_to_say(settings):
    settings.PAGE_CACHE = False
    council = make_marlshire()
    page = council.every_block["public"]
    paths = [
        f"/api/v1/pages/{page.pk}",
        "/api/v1/pages/",
        "/api/v1/articles/",
        "/api/v1/topics/",
        "/api/v1/navigation/",
        "/api/v1/alerts/",
        "/api/v1/site/",
    ]
    before = {path: queries(path) for path in paths}
    roads = StandardPage.objects.get(slug="roads", path__startswith=council.homes["public"].path)
    more = [make_page(roads, slug=f"more-{number}", show_in_menus=True) for number in range(5)]
    articles = [make_article(slug=f"more-{number}", public_answer="<p>x</p>") for number in range(5)]
    links = "".join(f'<a linktype="page" id="{one.pk}">x</a>' for one in [*more, *articles])
    raw = list(page.body.raw_data)
    for number, one in enumerate(articles):
        raw.append({"type": "article", "value": one.pk, "id": f"a{number}"})
        raw.append({"type": "text", "value": f"<p>{links}</p>", "id": f"t{number}"})
    page.body = json.loads(json.dumps(raw))
    page.save_revision().publish()
    assert {path: queries(path) for path in paths} == before
    assert max(before.values()) <= 25
