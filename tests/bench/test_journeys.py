"""What the journey engine costs, as ratios taken in one run (``make bench``). Nothing here asserts a time: a figure that
misses its budget is printed as such. Query counts are asserted in the tests of each part."""

import json
import time
from collections.abc import Callable
from datetime import date

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.test import Client, override_settings
from django.urls import path

from config.urls.public import urlpatterns as public_urls
from forms_engine.definition.lint import lint
from forms_engine.definition.parse import parse_definition
from forms_engine.journeys.offer import publish
from forms_engine.runtime.evaluate import evaluate
from tests.bench.table import Row, report
from tests.forms_engine.council import open_council

pytestmark = pytest.mark.bench

TODAY = date(2027, 3, 1)
PAGES = 100  # of two questions each
ANSWERS = {
    key: answer
    for n in range(PAGES)
    for key, answer in ((f"name-{n}", "Something for this one"), (f"kind-{n}", "first"))
}


def empty_view(request: HttpRequest) -> HttpResponse:
    """A view that does nothing but read and keep its session: what everything else is compared with."""
    request.session["seen"] = request.session.get("seen", 0) + 1
    return HttpResponse()


urlpatterns = [path("empty/", empty_view), *public_urls]


def big_journey() -> dict[str, object]:
    """200 questions on 100 pages, 80 conditions."""
    pages, conditions = [], {}
    for n in range(PAGES):
        pages.append(
            {
                "key": f"page-{n}",
                "title": {"en": f"About thing number {n}"},
                "blocks": [
                    {
                        "key": f"name-{n}",
                        "type": "short_text",
                        "label": {"en": f"What is the name of thing number {n}?"},
                        "hint": {"en": "As it is on the letter that we sent you."},
                    },
                    {
                        "key": f"kind-{n}",
                        "type": "radios",
                        "label": {"en": "Which of these is it?"},
                        "options": [
                            {"key": key, "label": {"en": f"The {key} kind"}}
                            for key in ("first", "second", "third")
                        ],
                    },
                ],
            }
        )
        if 0 < n <= 80:
            conditions[f"condition-{n}"] = {
                "any": [
                    {"question": f"kind-{n - 1}", "one_of": ["first", "second"]},
                    {"question": f"name-{n - 1}", "is": "nothing"},
                ]
            }
            pages[-1]["show_when"] = {"condition": f"condition-{n}"}
    return {
        "format": "guildhall-journey/1",
        "slug": "big",
        "kind": "apply",
        "title": {"en": "A big journey"},
        "service": "blue-badge",
        "routes": ["blue-badge"],
        "retention_days": 30,
        "conditions": conditions,
        "pages": pages,
    }


def best_of(repeats: int, run: Callable[[], object]) -> float:
    """The shortest of several runs, in seconds: what the machine can do when nothing else is in the way."""
    shortest = float("inf")
    for _ in range(repeats):
        began = time.perf_counter()
        run()
        shortest = min(shortest, time.perf_counter() - began)
    return shortest


def test_evaluate_against_reading_the_definition():
    document = big_journey()
    text, definition = json.dumps(document), parse_definition(document)
    assert evaluate(definition, ANSWERS, TODAY).can_submit
    reading = best_of(300, lambda: json.loads(text))
    evaluating = best_of(300, lambda: evaluate(definition, ANSWERS, TODAY))
    linting = best_of(3, lambda: lint(document))
    report(
        Row("evaluate(), 200 questions, 80 conditions", evaluating / reading, "json.loads of it", 2.0),
        Row("lint(), the same", linting / reading, "json.loads of it", None),
    )


def _as_in_production(template: Template, context: Context) -> str:
    return template.nodelist.render(context)


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__, HOST_URLCONFS={"public": __name__})
@pytest.mark.parametrize("slug", ["report-a-pothole", "big"])
def test_a_journeys_page_against_an_empty_view(slug, monkeypatch):
    # Django's test client has every template copy its context for it, which no visitor pays for.
    monkeypatch.setattr(Template, "_render", _as_in_production)
    client = Client(headers={"host": "localhost"})
    open_council()
    publish(big_journey())
    client.get("/empty/")
    empty = best_of(200, lambda: client.get("/empty/"))
    first = client.post(f"/journeys/{slug}/").url
    answer = {"dangerous": "no"} if slug != "big" else {"name-0": "Something", "kind-0": "first"}
    token = {"wizard-current_step": first.rstrip("/").rpartition("/")[2]}
    after = client.post(first, {**answer, **token})
    assert after.status_code == 302, after.content
    posting = best_of(60, lambda: client.post(first, {**answer, **token}))
    getting = best_of(60, lambda: client.get(after.url))
    report(
        Row(f"{slug}: a page's POST to its redirect", posting / empty, "an empty view with a session", 6.0),
        Row(f"{slug}: the GET after it", getting / empty, "an empty view with a session", 8.0),
    )
