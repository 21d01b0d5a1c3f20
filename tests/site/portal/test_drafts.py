"""Journeys under way in somebody's account: listed there alone, gone on with on any device, deleted at a wish."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from forms_engine.journeys.models import Submission
from tests.factories import client, make_staff, make_user, signed_in
from tests.forms_engine.small_journey import START, main_of, publish_skip, walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(council, ann):
    """What Ann has begun on another device."""
    publish_skip()
    walk(signed_in(ann), upto="size")
    return Submission.objects.get()


def test_what_was_begun_is_listed_with_its_days_and_gone_on_with_here(draft, ann):
    browser = signed_in(ann)
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        page = main_of(browser.get("/account/"))
        assert "Not sent yet" in page and "Hire a skip" in page and "20 days left" in page
        answer = browser.post(f"{START}drafts/{draft.id}/continue/")
    assert answer["Location"] == f"{START}size/"
    assert browser.get(answer["Location"]).status_code == 200


def test_what_was_not_answered_and_what_was_sent_is_not_listed(draft, ann):
    browser = signed_in(ann)
    browser.post("/journeys/report-a-pothole/")
    assert "Report a pothole" not in main_of(browser.get("/account/"))
    browser.post(f"{START}drafts/{draft.id}/continue/")
    browser.post(f"{START}size/", {"wizard-current_step": "size", "size": "small"})
    browser.post(f"{START}check/")
    page = main_of(browser.get("/account/"))
    assert "Not sent yet" not in page and page.count("Hire a skip") == 1


def test_nobody_else_sees_it_or_can_go_on_with_it_or_delete_it(draft):
    for browser in (signed_in(make_user()), client()):
        assert "Hire a skip" not in browser.get("/account/").content.decode()
        for what in ("continue", "delete"):
            assert browser.post(f"{START}drafts/{draft.id}/{what}/").status_code == 404
        assert browser.get(f"{START}drafts/{draft.id}/delete/").status_code == 404
    assert Submission.objects.exists()


def test_the_same_person_on_the_intranet_does_not_find_it(council):
    publish_skip()
    tom = make_staff()
    walk(signed_in(tom), upto="size")
    draft = Submission.objects.get()
    there = signed_in(tom, "staff")
    assert there.post(f"{START}drafts/{draft.id}/continue/").status_code == 404
    assert "Carry on" not in main_of(there.get(START))


def test_it_is_deleted_from_the_list_after_being_asked(draft, ann):
    browser = signed_in(ann)
    path = f"{START}drafts/{draft.id}/delete/"
    assert path in main_of(browser.get("/account/"))
    assert "Delete your answers?" in main_of(browser.get(path))
    browser.post(path)
    assert not Submission.objects.exists()


def test_going_on_needs_a_form_of_ours(draft, ann):
    browser = signed_in(ann)
    assert browser.get(f"{START}drafts/{draft.id}/continue/").status_code == 405


def test_the_list_costs_the_same_however_long_it_is(draft, ann, django_assert_max_num_queries):
    for _ in range(5):
        walk(signed_in(ann), upto="size")
    browser = signed_in(ann)
    with django_assert_max_num_queries(18):  # one of them the brand, once until it changes
        page = main_of(browser.get("/account/"))
    assert page.count("gh-draft-actions") == 6
