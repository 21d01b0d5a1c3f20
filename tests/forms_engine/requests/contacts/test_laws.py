"""What verify_integrity says where contacts and customers are not as they should be."""

import pytest
from django.db import connection

from forms_engine.requests.contacts.logging import ContactSaid, log_contact
from forms_engine.requests.customers.merging import merge
from forms_engine.requests.integrity import problems
from forms_engine.requests.models import Contact, CustomerMerge
from tests.forms_engine.council import open_council
from tests.forms_engine.requests.contacts.people import made, officer, sent

pytestmark = pytest.mark.django_db

BREAKS = {
    "a request that nobody counted": (
        "delete from requests_contact where entry_number = 1",
        "was received, but is counted as no contact",
    ),
    "an entry that is not there": (
        "update requests_contact set entry_number = 99 where outcome = 'request-chased'",
        "is said to be entry 99 of request",
    ),
    "another service than its request's": (
        "update requests_contact set service_id = (select id from catalogue_service where slug = 'blue-badge'"
        " order by id limit 1)",
        "may show to others than its request",
    ),
    "a chain": (
        "update requests_customer set merged_into_id = (select merged_id from requests_customermerge limit 1)"
        " where name = 'Third'",
        "who is merged into another",
    ),
    "merged by nobody": ("delete from requests_customermerge", "is merged, but nobody has merged them"),
}


@pytest.mark.parametrize(("broken", "said"), BREAKS.values(), ids=BREAKS)
def test_what_is_broken_is_named(broken, said):
    open_council()
    ida, request = officer(), sent()
    log_contact(ida, ContactSaid(request=request.reference, outcome="request-chased", reason="chase"))
    merge(ida, made(ida, "First").pk, made(ida, "Second").pk, "x")
    made(ida, "Third")
    assert list(problems()) == []
    assert Contact.objects.count() == 2 and CustomerMerge.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; set local session_replication_role = replica")
        cursor.execute(broken)
        cursor.execute("set local session_replication_role = origin")
    assert any(said in words for words in problems())
