"""Erasing a person: what they sent as soon as it may be, then what is known of them, and their account."""

import pytest

from accounts.models import User
from accounts.roles import Role
from audiences.admission import admit
from forms_engine.journeys.models import Submission
from forms_engine.journeys.services import submit
from forms_engine.requests.data_life import holds
from forms_engine.requests.data_life.people import ask_erasure, finish, finish_all
from forms_engine.requests.models import Customer, CustomerMerge, Erasure, Request
from tests.factories import make_staff, make_user, signed_in
from tests.forms_engine.council import open_council, started
from tests.forms_engine.requests.data_life.test_erasing import finish as finished

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(db):
    open_council()
    return make_user(name="Ann Archer", email="ann.archer@example.org", mobile="+447700900123")


def sent_by(user):
    return submit(started(principal=admit(user, "public")).id)


def test_what_may_not_be_erased_yet_is_named_and_erased_once_it_may(ann):
    over, under_way = finished(sent_by(ann)), sent_by(ann)
    customer = Customer.objects.get(user=ann)
    asked = ask_erasure(customer, Erasure.Asked.OFFICER, None)
    assert not finish(asked.pk)
    asked.refresh_from_db()
    assert [row["reference"] for row in asked.kept] == [under_way.reference]
    assert "unfinished" in asked.kept[0]["why"]
    assert Request.objects.get(pk=over.pk).erased_at
    customer.refresh_from_db()
    assert customer.name and User.objects.get(pk=ann.pk).is_active
    finished(under_way)
    assert finish_all() == 1
    customer.refresh_from_db()
    asked.refresh_from_db()
    assert (customer.name, customer.email, customer.user) == ("", "", None)
    assert asked.done_at and asked.kept == []
    gone = User.objects.get(pk=ann.pk)
    assert not gone.is_active and gone.name == "" and "ann" not in gone.email and gone.mobile is None


def test_a_deleted_account_is_closed_at_once_with_its_drafts(ann):
    browser = signed_in(ann)
    request = sent_by(ann)
    draft = started(principal=admit(ann, "public"))
    asked = ask_erasure(Customer.objects.get(user=ann), Erasure.Asked.ACCOUNT, ann)
    assert ask_erasure(Customer.objects.get(user=ann), Erasure.Asked.ACCOUNT, ann).pk == asked.pk
    assert browser.get("/account/").status_code in {302, 404}
    assert not User.objects.get(pk=ann.pk).is_active
    assert not Submission.objects.filter(pk=draft.pk).exists()
    # What is under way goes on, and its customer still hears of it.
    request.refresh_from_db()
    assert request.email and request.erased_at is None


def test_an_account_that_is_needed_at_work_stays(ann):
    officer = make_staff(Role.OFFICER, name="Olu Officer")
    customer = Customer.objects.create(user=officer, name="Olu Officer")
    assert finish(ask_erasure(customer, Erasure.Asked.OFFICER, None).pk)
    customer.refresh_from_db()
    assert (customer.name, customer.user) == ("", None)
    assert User.objects.get(pk=officer.pk).is_active


def test_a_family_of_rows_is_erased_as_one_and_held_as_one(ann):
    request = finished(sent_by(ann))
    head = Customer.objects.get(user=ann)
    other = Customer.objects.create(name="A. Archer", phone="01632 960 001")
    officer = make_staff(Role.OFFICER, Role.SERVICE_MANAGER)
    request.service.team.members.add(officer)
    CustomerMerge.objects.create(kept=head, merged=other, why="Ann Archer, the same", by=officer)
    Customer.objects.filter(pk=other.pk).update(merged_into=head)
    principal = admit(officer, "staff")
    held = holds.hold(principal, customer=Customer.objects.get(pk=head.pk), why="An inquest")
    asked = ask_erasure(Customer.objects.get(pk=other.pk), Erasure.Asked.OFFICER, officer)
    assert not finish(asked.pk)
    assert Request.objects.get(pk=request.pk).erased_at is None
    holds.lift(principal, held.pk)
    assert finish(asked.pk)
    assert set(Customer.objects.filter(pk__in=[head.pk, other.pk]).values_list("name", "phone")) == {("", "")}
    assert CustomerMerge.objects.get().why == "Erased."
