"""What came before contacts were counted gets the contacts that it would get now."""

from importlib import import_module

import pytest
from django.db import connection

from forms_engine.requests import messages
from forms_engine.requests.models import Contact
from forms_engine.requests.services import set_state
from tests.forms_engine.council import open_council
from tests.forms_engine.requests.contacts.people import officer, sent

pytestmark = pytest.mark.django_db

SAME = ("channel", "reason", "outcome", "service", "language", "customer", "location", "identity")


def test_the_upgrade_writes_what_the_house_writes():
    open_council()
    request = sent()
    messages.write_as_customer(request.id, "Anything new?", user=None)
    set_state(officer(), request.id, to="waiting", message="Which side?", seen="received")
    messages.write_as_customer(request.id, "The left one.", user=None)
    wanted = list(Contact.objects.order_by("entry_number").values_list("entry_number", *SAME))
    assert len(wanted) == 3
    Contact.objects.all().delete()
    upgrade = import_module("forms_engine.requests.migrations.0024_contacts_from_before").Migration
    for _ in range(2):  # run again, it writes nothing more
        with connection.cursor() as cursor:
            for operation in upgrade.operations:
                cursor.execute(operation.sql)
        assert list(Contact.objects.order_by("entry_number").values_list("entry_number", *SAME)) == wanted
