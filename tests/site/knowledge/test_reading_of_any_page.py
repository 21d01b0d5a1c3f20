"""The migration by which any page can have to be read: nothing of what is there is lost, both ways."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from knowledge.models import Receipt
from knowledge.reading.services import ask_to_read
from tests.factories import make_article, make_page, make_site, make_staff
from workplace.models import PolicyPage

pytestmark = pytest.mark.django_db

BEFORE, AFTER = "0005_receipt_says_when_it_was_asked", "0006_reading_of_any_page"


def ask(page):
    return ask_to_read(page, due_on=timezone.localdate() + timedelta(days=9), by=None, all_staff=True)


def migrate(name):
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
    MigrationExecutor(connection).migrate([("knowledge", name)])


def rows(table, column):
    with connection.cursor() as cursor:
        cursor.execute(f"select id, {column} from knowledge_{table}")
        return cursor.fetchall()


def test_readings_and_receipts_stay_as_they_are_both_ways():
    make_site("staff")
    article = make_article(slug="a", staff_guidance="<p>Rule</p>")
    reading = ask(article)
    receipt = Receipt.objects.create(page=article, user=make_staff(), revision=1, asked_at=reading.asked_at)
    migrate(BEFORE)
    assert rows("reading", "article_id") == [(reading.pk, article.pk)]
    assert rows("receipt", "article_id") == [(receipt.pk, article.pk)]
    with (
        pytest.raises(DatabaseError, match="never changes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("update knowledge_receipt set revision = 7")
    migrate(AFTER)
    assert rows("reading", "page_id") == [(reading.pk, article.pk)]
    assert Receipt.objects.get().page_id == article.pk
    for change in ("update knowledge_receipt set page_id = page_id + 1", "delete from knowledge_receipt"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


def test_it_does_not_go_back_over_what_only_it_can_hold():
    ask(make_page(make_site("staff"), PolicyPage, slug="p"))
    with pytest.raises(IntegrityError):
        migrate(BEFORE)
