"""Contacts about no request are kept for so long, and no longer; whoever is known by them alone is forgotten with them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forms_engine.locations.models import Location
from forms_engine.notices.models import Notice
from forms_engine.requests.data_life import contacts
from forms_engine.requests.models import Contact, Customer, CustomerChange, LegalHold, RetentionRule
from tests.factories import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make_staff()


def spoken(officer, customer=None, **fields):
    now = timezone.now()
    return Contact.objects.create(
        channel="phone", reason="question", outcome="answered", started_at=now, ended_at=now, officer=officer,
        customer=customer, note="Ann asked about her mother.", **fields,
    )  # fmt: skip


def known(officer):
    made = Customer.objects.create(name="Ann Archer", phone="01632 960 001")
    CustomerChange.objects.create(customer=made, changed={}, by=officer, made=True)
    return made


def after(months):
    return timezone.now() + timedelta(days=31 * months)


def said(contact):
    contact.refresh_from_db()
    return (contact.note, contact.customer_id)


def test_without_a_rule_nothing_goes_and_otherwise_by_the_longest(officer):
    made = spoken(officer)
    assert contacts.months_kept() is None and contacts.erase_due(after(1000)) == 0
    for months in (6, 24):
        RetentionRule.objects.create(
            months=months, because="Schedule", **({"service": service(officer)} if months == 6 else {})
        )
    assert contacts.months_kept() == 24
    assert contacts.erase_due(after(23)) == 0 and said(made)[0]
    assert contacts.erase_due(after(25)) == 1 and said(made) == ("", None)
    assert contacts.erase_due(after(25)) == 0 and Contact.objects.filter(outcome="answered").exists()


def service(officer):
    from forms_engine.catalogue.models import Service
    from tests.forms_engine.council import open_council

    open_council()
    return Service.objects.filter(locale__language_code="en").first()


def test_the_councils_own_setting_comes_first(officer, settings):
    settings.CONTACT_MONTHS = 3
    RetentionRule.objects.create(months=24, because="Schedule")
    made = spoken(officer)
    assert contacts.erase_due(after(2)) == 0 and contacts.erase_due(after(4)) == 1
    assert said(made) == ("", None)


def test_whoever_is_known_by_contacts_alone_is_forgotten_with_their_letters(officer, settings):
    settings.CONTACT_MONTHS = 3
    ann, where = known(officer), Location.objects.create(description="12 High Street")
    first, _second = spoken(officer, ann, location=where), spoken(officer, ann)
    Notice.objects.create(
        owner_type="contact", owner_id=str(first.pk), subject="contact.code", recipient="ann@example.org",
        state="sent", sent_at=timezone.now(),
    )  # fmt: skip
    assert contacts.erase_due(after(4)) == 2
    ann.refresh_from_db()
    assert (ann.name, ann.phone) == ("", "") and not Notice.objects.exists() and not ann.changes.exists()
    assert not Location.objects.filter(pk=where.pk).exists()


@pytest.mark.parametrize("held", ["themselves", "who stands for them", "lifted"])
def test_nothing_of_somebody_on_hold_goes(officer, settings, held):
    settings.CONTACT_MONTHS = 3
    ann = known(officer)
    about = ann
    if held == "who stands for them":
        about = Customer.objects.create(name="A. Archer")
        Customer.objects.filter(pk=ann.pk).update(merged_into=about)
    lifted = {"lifted_at": timezone.now(), "lifted_by": officer} if held == "lifted" else {}
    LegalHold.objects.create(customer=about, why="An inquest", by=officer, **lifted)
    hers, anybodys = spoken(officer, ann), spoken(officer)
    assert contacts.erase_due(after(4)) == (2 if lifted else 1)
    assert said(anybodys) == ("", None)
    assert bool(said(hers)[0]) == (not lifted)


def test_one_that_goes_on_and_one_about_a_request_are_left_alone(officer, settings):
    settings.CONTACT_MONTHS = 3
    made = spoken(officer)
    Contact.objects.filter(pk=made.pk).update(ended_at=None, outcome="")
    assert contacts.erase_due(after(4)) == 0 and said(made)[0]


def test_practice_is_kept_for_a_month(officer):
    made = spoken(officer, is_practice=True)
    assert contacts.erase_due(timezone.now() + timedelta(days=29)) == 0
    assert contacts.erase_due(timezone.now() + timedelta(days=31)) == 1 and said(made) == ("", None)
