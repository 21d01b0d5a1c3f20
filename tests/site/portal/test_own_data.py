"""A copy of one's data: one's own alone, after one has shown who one is, and kept by no cache."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.factories import client, make_user, signed_in, signed_in_long_ago
from tests.forms_engine.small_journey import main_of
from tests.site.portal import things

pytestmark = pytest.mark.django_db

PAGE = "/account/export/"


def downloaded(answer):
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    assert "no-store" in answer["Cache-Control"] and "attachment" in answer["Content-Disposition"]
    with ZipFile(BytesIO(answer.content)) as package:
        return json.loads(package.read("data.json")), package.read("index.html").decode()


def test_it_is_ones_own_and_nobody_elses(report, ann):
    things.sent(make_user(), title="A secret matter")
    browser = signed_in(ann)
    assert "One ZIP file" in main_of(browser.get(PAGE))
    said, page = downloaded(browser.post(PAGE))
    assert [one["reference"] for one in said["requests"]] == [report.reference]
    assert report.reference in page and "secret" not in page + json.dumps(said)


def test_a_look_gives_nothing_and_somebody_new_has_an_empty_one(council, ann):
    browser = signed_in(ann)
    assert browser.get(PAGE)["Content-Type"].startswith("text/html")
    assert downloaded(browser.post(PAGE))[0]["requests"] == []


def test_who_one_is_is_asked_again_first(report, ann):
    browser = signed_in_long_ago(ann)
    assert browser.get(PAGE)["Location"].startswith("/account/confirm/")
    assert browser.post(PAGE).status_code == 302
    assert client().get(PAGE)["Location"].startswith("/account/sign-in/")


def test_it_cannot_be_had_without_end(council, ann):
    browser = signed_in(ann)
    answers = [browser.post(PAGE).status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]
    assert signed_in(make_user()).post(PAGE).status_code == 200
