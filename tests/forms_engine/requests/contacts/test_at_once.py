"""Two clicks at the same moment."""

from uuid import uuid4

from forms_engine.requests.contacts import under_way
from forms_engine.requests.contacts.logging import ContactSaid, log_contact
from forms_engine.requests.models import Contact
from tests.at_once import at_once
from tests.forms_engine.council import open_council
from tests.forms_engine.requests.contacts.people import officer, sent

HERE = "forms_engine.requests.contacts"


def test_logged_twice_at_once_it_is_one_contact_and_one_entry(committing_db, monkeypatch):
    open_council()
    ida, request = officer(), sent()
    said = ContactSaid(request=request.reference, outcome="request-chased", reason="chase", id=uuid4())
    one, other = at_once(
        monkeypatch,
        f"{HERE}.logging.write_contact",
        lambda: log_contact(ida, said),
        lambda: log_contact(ida, said),
    )
    assert one == other
    assert request.timeline.filter(kind="contact").count() == 1


def test_logged_twice_at_once_about_nothing_it_is_one_contact(committing_db, monkeypatch):
    ida = officer()
    said = ContactSaid(id=uuid4())
    one, other = at_once(
        monkeypatch,
        f"{HERE}.logging.write_contact",
        lambda: log_contact(ida, said),
        lambda: log_contact(ida, said),
    )
    assert one == other
    assert Contact.objects.count() == 1


def test_begun_twice_at_once_the_officer_has_one_contact(committing_db, monkeypatch):
    ida = officer()
    at_once(
        monkeypatch,
        f"{HERE}.under_way._keep",
        lambda: under_way.begin(ida, "phone"),
        lambda: under_way.begin(ida, "desk"),
    )
    assert Contact.objects.filter(ended_at=None).count() == 1
    assert under_way.current(ida) is not None
