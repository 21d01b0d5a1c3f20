"""The list of journeys, however many and however long."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forms_engine.editor.models import JourneyDraft
from forms_engine.editor.services import create_draft, save_document
from tests.forms_engine.editor.editors import admin_url, browser, builder, council_with, document, newest

pytestmark = pytest.mark.django_db


def long_document(questions=200):
    """A journey of so many questions, ten a page, each page but the first under a condition."""
    pages = [
        {
            "key": f"page-{page}",
            "title": {"en": f"Page {page}"},
            "blocks": [
                {
                    "key": f"question-{page}-{number}",
                    "type": "short_text",
                    "label": {"en": f"Question {number}?"},
                }
                for number in range(10)
            ],
        }
        | ({"show_when": {"question": f"question-{page - 1}-0", "answered": True}} if page else {})
        for page in range(questions // 10)
    ]
    return document(pages=pages, contact={})


def queries(client, address):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return caught


def test_the_list_asks_the_database_as_often_for_one_journey_as_for_twenty():
    council_with(user=builder())
    client = browser(builder())
    queries(client, admin_url("list"))
    one = len(queries(client, admin_url("list")))
    for number in range(19):
        create_draft(document(slug=f"journey-{number}"), user=builder())
    caught = queries(client, admin_url("list"))
    assert len(caught) == one
    assert not any('"document"' in query["sql"] for query in caught.captured_queries)


def test_the_list_says_what_is_wrong_and_who_edited_last():
    user = builder()
    council_with(user=user, retention_days=0)
    page = browser(builder()).get(admin_url("list")).content.decode()
    assert user.name in page
    assert "1 error" in page


def test_searching_finds_by_title():
    council_with()
    create_draft(document(slug="hire-a-hall", title={"en": "Hire a hall"}), user=None)
    page = browser(builder()).get(admin_url("list"), {"q": "hall"}).content.decode()
    assert "Hire a hall" in page and "Ask for a skip" not in page


def test_two_hundred_questions_are_saved_with_as_many_queries_as_two():
    def saving(draft):
        now = JourneyDraft.objects.get(pk=draft.pk)
        with CaptureQueriesContext(connection) as caught:
            save_document(now, newest(draft), user=None, expected_revision=now.latest_revision_id)
        return len(caught)

    small = council_with()
    long = create_draft(long_document() | {"slug": "long"}, user=None)
    assert long.errors == 0
    saving(small), saving(long)  # a first revision has none before it
    assert saving(long) == saving(small)
