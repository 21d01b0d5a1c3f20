"""Who may see which contacts: default deny, and nothing of a closed service shows outside its team, counts included."""

from dataclasses import replace

import pytest

from accounts.roles import Role
from audiences.admission import admit
from audiences.principal import Principal
from forms_engine.catalogue.models import Service
from forms_engine.requests.contacts.logging import ContactSaid, log_contact
from forms_engine.requests.contacts.selectors import contacts_about, contacts_at, contacts_for, contacts_of
from forms_engine.requests.models import Contact
from tests.factories import make_partner, make_user
from tests.forms_engine.council import open_council
from tests.forms_engine.requests.contacts.people import (
    HIGHWAYS,
    close,
    made,
    officer,
    practising,
    sent,
    sent_for,
)

pytestmark = pytest.mark.django_db

CASE_OFFICER = (Role.OFFICER, Role.RESTRICTED_CASE_OFFICER)


@pytest.fixture(scope="module", autouse=True)
def council(file_transaction):
    open_council()


@pytest.mark.parametrize(
    ("openness", "roles", "team", "sees"),
    [
        (Service.Openness.OPEN, (Role.OFFICER,), "", True),
        (Service.Openness.TEAM_ONLY, (Role.OFFICER,), "", False),
        (Service.Openness.TEAM_ONLY, (Role.OFFICER,), "highways", True),
        (Service.Openness.RESTRICTED, CASE_OFFICER, "", False),
        (Service.Openness.RESTRICTED, (Role.OFFICER,), "highways", False),
        (Service.Openness.RESTRICTED, (Role.SERVICE_MANAGER,), "highways", False),
        (Service.Openness.RESTRICTED, CASE_OFFICER, "highways", True),
    ],
)
def test_contacts_show_to_those_who_may_see_their_services_requests(openness, roles, team, sees):
    request, whoever = sent(), officer()
    logged = log_contact(whoever, ContactSaid(service=HIGHWAYS, note="About somebody"))
    close(openness=openness)
    reader = officer(*roles, team=team)
    assert contacts_for(reader).count() == (2 if sees else 0)
    assert contacts_of(reader, request.customer).exists() is sees
    assert contacts_at(reader, request.location).exists() is sees
    assert contacts_about(reader, request.id).exists() is sees
    assert contacts_for(reader).filter(pk=logged.pk).exists() is sees


def test_one_about_no_service_shows_to_every_officer_and_to_nobody_else():
    ida = officer()
    cy = made(ida)
    log_contact(ida, ContactSaid(customer=cy.id))
    for reader in (officer(), officer(Role.TEAM_LEAD), officer(Role.SERVICE_MANAGER)):
        assert contacts_for(reader).count() == 1
        assert contacts_of(reader, cy).count() == 1
    member = admit(make_partner("hale-house"), "partner")
    resident = admit(make_user(), "public")
    for nobody in (
        Principal.public(),
        resident,
        member,
        replace(member, roles=frozenset({Role.OFFICER})),
        replace(resident, roles=frozenset({Role.OFFICER})),
        replace(ida, keys=frozenset()),
        officer(Role.EDITOR),
        officer(Role.ADMINISTRATOR),
        officer(Role.COUNCILLOR),
    ):
        assert not contacts_for(nobody).exists()
        assert not contacts_of(nobody, cy).exists()


def test_whoever_logged_it_sees_no_more_of_it_than_others():
    close()
    ida = officer()
    log_contact(ida, ContactSaid(service=HIGHWAYS))
    assert not contacts_for(ida).exists()


def test_practice_and_the_rest_show_apart():
    ida = officer()
    log_contact(ida, ContactSaid())
    log_contact(practising(ida), ContactSaid())
    sent_for(practising(ida))
    assert contacts_for(ida).count() == 1
    assert contacts_for(practising(ida)).count() == 2
    assert Contact.objects.count() == 3


def test_as_many_queries_however_many(django_assert_num_queries):
    ida, request = officer(), sent()
    for _ in range(5):
        log_contact(ida, ContactSaid(request=request.reference, outcome="request-chased", reason="chase"))
    with django_assert_num_queries(2):
        found = list(contacts_of(ida, request.customer))
        assert {str(one.service) + str(one.officer) + str(one.request) for one in found}
    assert len(found) == 6
