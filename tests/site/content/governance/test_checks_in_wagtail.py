"""Our checks run in Wagtail's own panel: over the preview of whoever edits, and nowhere else."""

import json
import re

import pytest
from django.test import RequestFactory

from accounts.models import Role
from content.checks.in_wagtail import RULES
from content.models import StandardPage
from tests.factories import client, make_page, make_site, make_staff, signed_in

pytestmark = pytest.mark.django_db

HARD = (
    "The administration of discretionary reimbursement necessitates comprehensive verification of documentation, "
    "notwithstanding applications previously submitted by alternative organisational representatives. " * 8
)


@pytest.fixture
def home():
    make_site("staff")
    return make_site("public")


def preview(page, **attributes):
    """The preview as Wagtail's edit form asks for it."""
    page = StandardPage.objects.get(pk=page.pk)
    request = RequestFactory().get("/", headers={"host": "staff.localhost"})
    return page.make_preview_request(request, "", attributes).content.decode()


def test_the_preview_of_an_editor_carries_what_was_found_of_the_page_as_a_whole(home):
    page = make_page(home, title="REPORT A POTHOLE", summary="", body=[("text", f"<p>{HARD}</p>")])
    shown = preview(page, is_editing=True, in_preview_panel=True)
    assert re.search(r'<template id="gh-found" data-rules="([^"]*)"', shown)[1].split() == [
        "gh-reading-age",
        "gh-summary",
        "gh-title",
    ]
    assert "<wagtail-userbar>" in shown and "content/preview_checks" in shown
    good = make_page(
        home, title="Report a pothole", summary="Tell us where a road is damaged, and we mend it."
    )
    assert 'data-rules=""' in preview(good, is_editing=True)


def test_what_the_draft_says_now_counts(home):
    page = make_page(
        home, title="Report a pothole", summary="Tell us where a road is damaged, and we mend it."
    )
    draft = StandardPage.objects.get(pk=page.pk)
    draft.summary = ""
    shown = draft.make_preview_request(
        RequestFactory().get("/", headers={"host": "staff.localhost"}), "", {"is_editing": True}
    )
    assert 'data-rules="gh-summary"' in shown.content.decode()


def test_readers_get_nothing_of_it(home):
    page = make_page(home, slug="bins", title="BINS AND RECYCLING")
    for shown in (client().get("/bins/").content.decode(), preview(page)):
        assert "wagtail-userbar" not in shown and "gh-found" not in shown and "preview_checks" not in shown
    # Nor does somebody who edits, reading the page as it is published.
    editor = make_staff(Role.EDITOR)
    assert "wagtail-userbar" not in signed_in(editor, "public").get("/bins/").content.decode()


def test_the_edit_form_gives_wagtail_our_rules_and_words(home):
    page = make_page(home)
    form = signed_in(make_staff(Role.EDITOR), "staff").get(f"/admin/pages/{page.pk}/edit/").content.decode()
    told = json.loads(re.search(r'id="checker-axe-configuration"[^>]*>(.*?)</script>', form, re.DOTALL)[1])
    ours = {one.id for one in RULES}
    assert ours <= set(told["options"]["runOnly"]) and {"heading-order", "p-as-heading"} <= set(
        told["options"]["runOnly"]
    )
    assert {one["id"] for one in told["spec"]["rules"]} >= ours
    assert {one["id"] for one in told["spec"]["checks"]} >= ours
    assert (
        "click here"
        in next(one for one in told["spec"]["checks"] if one["id"] == "gh-link-words")["options"]["words"]
    )
    assert told["messages"]["gh-summary"]["help_text"].startswith("Say in 30 to 160 characters")
