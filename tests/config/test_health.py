"""Alive and ready, asked by address, before anything else is looked at."""

import pytest
from django.db import connection
from django.test import Client

from config import health


@pytest.fixture
def client():
    # As a load balancer asks: by address, not by one of our names.
    return Client(HTTP_HOST="10.0.0.7")


def test_live_needs_no_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        answer = client.get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_not_ready_without_a_worker(client):
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["checks"] == {
        "database": "ok",
        "migrations": "ok",
        "worker": "no worker has been heard of for a minute",
    }


@pytest.mark.django_db
def test_ready_with_a_worker(client):
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_workers (last_heartbeat) values (now() - interval '50 seconds')"
        )
    assert client.get("/health/ready").status_code == 200


@pytest.mark.django_db
def test_not_ready_with_a_worker_gone_silent(client):
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_workers (last_heartbeat) values (now() - interval '70 seconds')"
        )
    assert client.get("/health/ready").status_code == 503


@pytest.mark.django_db
def test_not_ready_before_the_migrations(client, monkeypatch):
    monkeypatch.setattr(health, "_migrated", False)
    with connection.cursor() as cursor:
        cursor.execute("delete from django_migrations where app = 'payments'")
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["checks"]["migrations"] == "not all applied"


def test_not_ready_without_the_database(client, committing_db, monkeypatch):
    connection.close()
    # Put back at once: monkeypatch itself is torn down after committing_db, and would name a database that is gone.
    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, "NAME", "no_such_database")
        answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["checks"] == {"database": "does not answer"}


def test_a_post_is_not_a_health_check(client):
    assert client.post("/health/live").status_code == 404
