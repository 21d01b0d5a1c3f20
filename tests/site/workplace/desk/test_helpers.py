"""Officers write down who may act for a customer, and how that was agreed; and end it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from forms_engine.catalogue.models import Service
from forms_engine.notices.models import Notice
from forms_engine.requests.helping.accepting import accept
from forms_engine.requests.helping.ending import end
from forms_engine.requests.helping.inviting import invite
from forms_engine.requests.helping.recording import record
from forms_engine.requests.helping.refused import HelpRefused
from forms_engine.requests.models import ActingFor, Customer, CustomerChange
from forms_engine.requests.selectors import requests_for
from tests.factories import make_staff, signed_in
from tests.forms_engine.requests.helping.people import acting, asked, newest_token, resident
from tests.forms_engine.requests.makers import make_service, sent

pytestmark = pytest.mark.django_db

SAID = {
    "consent": "spoken",
    "consent_words": "Rang, identity checked with a code",
    "name": "Hal Helper",
    "address": "hal@example.org",
    "relation": "family",
    "language": "en",
}


def page(customer):
    return f"/workplace/desk/customers/{customer.pk}/helpers/"


def text(answer):
    return answer.content.decode()


def recorded(principal, customer, *, consent="spoken", consent_words="By phone", **said):
    return record(principal, customer.pk, asked(**said), consent=consent, consent_words=consent_words)


def refused(*args, **kwargs):
    with pytest.raises(HelpRefused) as error:
        recorded(*args, **kwargs)
    return error.value.code


def test_written_down_accepted_used_and_ended(officer, ida, ann, report):
    assert "Who may act for them" in text(officer.get(f"/workplace/desk/customers/{ann.pk}/"))
    assert officer.post(page(ann), SAID)["Location"] == page(ann)
    made = ActingFor.objects.get()
    assert (made.customer, made.made_by, made.consent) == (ann, ida, "spoken")
    change = CustomerChange.objects.get(customer=ann)
    assert (change.by, change.changed) == (ida, {"helper": ["", "Family"]})
    assert Notice.objects.get(subject="helping.recorded").recipient == ann.email
    shown = text(officer.get(page(ann)))
    assert "Has not answered yet" in shown and "identity checked with a code" in shown
    hal = resident("Hal Account", "hal@example.org")
    accept(hal, newest_token())
    assert list(requests_for(acting(hal, made))) == [report]
    assert "signs in as Hal Account" in text(officer.get(page(ann)))
    assert officer.post(page(ann), {"end": str(made.pk)})["Location"] == page(ann)
    assert not requests_for(acting(hal, made)).exists()
    made.refresh_from_db()
    assert made.ended_by == ida and "Ended" in text(officer.get(page(ann)))
    assert Notice.objects.filter(subject="helping.ended").count() == 2


def test_the_same_click_writes_it_down_once(officer, ann):
    officer.post(page(ann), SAID)
    officer.post(page(ann), SAID)
    assert ActingFor.objects.count() == Notice.objects.filter(subject="helping.invited").count() == 1
    assert CustomerChange.objects.filter(customer=ann).count() == 1
    assert Notice.objects.filter(subject="helping.recorded").count() == 1, "she is told once"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"consent": "account"}, "Choose how the customer agreed"),
        ({"consent_words": " "}, "Write down how the customer agreed"),
        ({"consent_words": "x" * 501}, "There is a problem"),
        ({"name": ""}, "Enter the helper"),
        ({"address": "nobody"}, "Enter an email address"),
        ({"relation": "boss"}, "Choose who they are to the customer"),
        ({"services": ["0"]}, "Choose from the list"),
        ({"last_day_day": "1", "last_day_month": "1", "last_day_year": "2001"}, "today or later"),
    ],
)
def test_what_cannot_be_kept_is_said(officer, ann, typed, words):
    answer = officer.post(page(ann), SAID | typed)
    assert answer.status_code == 200 and (words in text(answer) or "govuk-error-message" in text(answer))
    assert not ActingFor.objects.exists()


def test_without_saying_how_they_agreed_nothing_is_written(principal, ann):
    assert refused(principal, ann, consent="account") == "consent"
    assert refused(principal, ann, consent_words="\x00 ") == "consent-words"
    assert refused(principal, ann, last_day=timezone.localdate() - timedelta(days=1)) == "last-day"


def test_of_a_customer_or_a_service_that_an_officer_may_not_know_of_nothing(officer, principal, ann, hide):
    secret = make_service("safety", Service.Openness.RESTRICTED)
    assert refused(principal, ann, services=[secret]) == "services"
    unknown = sent(service=secret).customer
    assert refused(principal, unknown) == "not-yours"
    assert officer.get(page(unknown)).status_code == officer.post(page(unknown), SAID).status_code == 404
    hide()
    assert officer.get(page(ann)).status_code == 404


def test_an_agreement_for_such_a_service_alone_is_not_there_for_them(officer, principal, ann):
    pia = resident("Pia Person", "pia@example.org")
    Customer.objects.filter(pk=ann.pk).update(user=pia.user)
    secret, trees = make_service("safety", Service.Openness.RESTRICTED), make_service("trees")
    hidden = invite(pia, asked(name="Sy Secret", services=[secret]))
    half = invite(pia, asked(name="Hal Half", to="half@example.org", services=[secret, trees]))
    shown = text(officer.get(page(ann)))
    assert "Sy Secret" not in shown and "Hal Half" in shown
    assert "Trees" in shown and "Safety" not in shown
    assert officer.post(page(ann), {"end": str(hidden.pk)}).status_code == 404
    with pytest.raises(HelpRefused):
        end(principal, hidden.pk)
    assert end(principal, half.pk).ended_by == principal.user


@pytest.mark.parametrize("typed", ["nonsense", "", "6c1b6f0e-3f0e-4f7e-9d56-1f6b1a2c3d4e"])
def test_ending_what_is_not_there(officer, ann, typed):
    assert officer.post(page(ann), {"end": typed}).status_code == 404


def test_nobody_is_made_up_and_only_officers_come_in(principal, ann):
    made_up = Customer.objects.create(name="Test", is_practice=True)
    assert refused(principal, made_up) == "not-yours"
    assert signed_in(make_staff(Role.EDITOR), "staff").get(page(ann)).status_code == 403
