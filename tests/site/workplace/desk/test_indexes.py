"""However many requests there are, the desk's pages find theirs by an index."""

import pytest
from django.db import connection

from forms_engine.locations.models import Location
from forms_engine.requests.contacts.logging import log_contact
from forms_engine.requests.contacts.said import ContactSaid
from forms_engine.requests.models import Customer

pytestmark = pytest.mark.django_db

LARGE = ("requests_request", "requests_contact", "requests_customer", "locations_location")


def scanned(ask):
    """The large tables that what is asked reads from end to end although it is told to use an index if there is one."""
    said = []

    def note(execute, sql, params, many, context):
        if sql.startswith("SELECT") and any(f'"{table}"' in sql for table in LARGE):
            said.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        assert ask().status_code == 200
    assert said
    found = []
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        for sql, params in said:
            cursor.execute(f"explain {sql}", params)
            plan = "\n".join(row[0] for row in cursor.fetchall())
            found += [(table, sql) for table in LARGE if f"Seq Scan on {table} " in plan]
        cursor.execute("set local enable_seqscan = on")
    return found


def test_a_customers_page(officer, principal, ann, on_the_line, fill_queue):
    fill_queue(3)
    log_contact(principal, ContactSaid(service="blue-badge", customer=ann.pk))
    assert scanned(lambda: officer.get(f"/workplace/desk/customers/{ann.pk}/")) == []


def test_a_locations_page(officer, report):
    Location.objects.filter(pk=report.location_id).update(latitude=52.1, longitude=-1.9, uprn="100000001")
    assert scanned(lambda: officer.get(f"/workplace/desk/locations/{report.location_id}/")) == []


@pytest.fixture
def many(db):
    """So many that the planner has a choice to make, and knows it: with a handful, reading all of them is as good."""
    Customer.objects.bulk_create(
        Customer(name=f"Person {number}", email=f"p{number}@example.com") for number in range(3000)
    )
    with connection.cursor() as cursor:
        for table in LARGE:
            cursor.execute(f"analyze {table}")


@pytest.mark.parametrize("said", ["archer", "ann@example.com", "07700 900123", "ZZ1 1AA", "100000001"])
def test_what_is_found(officer, report, many, said):
    assert scanned(lambda: officer.post("/workplace/desk/", {"said": said})) == []
