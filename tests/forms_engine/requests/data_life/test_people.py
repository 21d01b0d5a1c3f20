"""Erasing a person: what they sent as soon as it may be, then what is known of them, and their account."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.addresses import Address
from accounts.models import AddressKind, User
from accounts.proved_addresses import open_account, prove
from accounts.roles import Role
from audiences.admission import admit
from forms_engine.journeys.models import Submission
from forms_engine.journeys.services import submit
from forms_engine.requests.data_life import holds, people
from forms_engine.requests.data_life.erasing import erase_request
from forms_engine.requests.data_life.people import ask_erasure, finish, finish_all
from forms_engine.requests.models import (
    ActingFor,
    Customer,
    CustomerMerge,
    Erasure,
    Follower,
    Request,
    Tombstone,
)
from forms_engine.rounds import RoundNotWhole
from tests.factories import leave, make_partner, make_staff, make_user, signed_in
from tests.forms_engine.council import open_council, started
from tests.forms_engine.requests.data_life.test_erasing import finish as finished

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(db):
    open_council()
    # As everybody is who made an account for themselves.
    address = Address(AddressKind.EMAIL, "ann.archer@example.org")
    made = open_account(address, "Ann Archer")
    made.mobile = "+447700900123"
    made.save()
    return prove(made, Address(AddressKind.MOBILE, "+447700900123"))


@pytest.fixture
def council_officer(db):
    return make_staff(Role.OFFICER)


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


def test_a_partners_member_keeps_their_account(ann):
    member = make_partner(name="Pat Partner")
    customer = Customer.objects.create(user=member, name="Pat Partner")
    ask_erasure(customer, Erasure.Asked.ACCOUNT, member)
    assert User.objects.get(pk=member.pk).is_active


def test_what_was_sent_for_an_organisation_stays_the_organisations(ann):
    member = make_partner(name="Pat Partner")
    sent = finished(submit(started(principal=admit(member, "partner")).id))
    assert sent.organisation
    leave(member)
    asked = ask_erasure(Customer.objects.get(user=member), Erasure.Asked.ACCOUNT, member)
    assert not finish(asked.pk)
    asked.refresh_from_db()
    assert asked.kept == [{"reference": sent.reference, "why": ["organisation"]}]
    assert Request.objects.get(pk=sent.pk).answers and not User.objects.get(pk=member.pk).is_active
    # Its time ends it, and then nothing of them is left.
    assert erase_request(sent.pk, Tombstone.Because.TIME) and finish(asked.pk)


def test_what_is_known_by_an_accounts_addresses_goes_with_it(ann, council_officer):
    request = sent_by(make_user(name="Bo Barker"))
    bo = request.customer
    said = {
        "relation": "friend",
        "consent": "spoken",
        "consent_words": "Bo rang.",
        "made_by": council_officer,
    }
    invited = [
        ActingFor.objects.create(
            customer=bo, helper_name="Ann", invited_at_address=address, token_hash=address, **said
        )
        for address in ("+447700900123", "somebody@example.org")
    ]
    for address in ("ann.archer@example.org", "somebody@example.org"):
        Follower.objects.create(request=request, email=address, verified_at=timezone.now())
    sent_by(ann)
    ask_erasure(Customer.objects.get(user=ann), Erasure.Asked.ACCOUNT, ann)
    assert list(Follower.objects.values_list("email", flat=True)) == ["somebody@example.org"]
    ended, stands = (ActingFor.objects.get(pk=one.pk) for one in invited)
    assert (ended.helper_name, ended.invited_at_address, ended.consent_words) == ("Erased.",) * 3
    assert ended.ended_at and stands.ended_at is None and stands.helper_name == "Ann"


def test_one_erasure_that_goes_wrong_holds_up_nobody_else(ann, monkeypatch, caplog):
    finished(sent_by(ann))
    wrong = ask_erasure(Customer.objects.get(user=ann), Erasure.Asked.OFFICER, None)
    right = ask_erasure(Customer.objects.create(name="Bo Barker"), Erasure.Asked.OFFICER, None)
    whole, words = people.finish, "Key (email)=(ann.archer@example.org) is no key"

    def broken(erasure_id):
        if erasure_id == wrong.pk:
            raise RuntimeError(words)
        return whole(erasure_id)

    monkeypatch.setattr(people, "finish", broken)
    with pytest.raises(RoundNotWhole):
        finish_all()
    assert "ann.archer" not in caplog.text and str(wrong.pk) in caplog.text
    right.refresh_from_db()
    assert right.done_at and not Erasure.objects.get(pk=wrong.pk).done_at


def test_a_family_of_rows_is_erased_as_one_and_held_as_one(ann):
    request = finished(sent_by(ann))
    head = Customer.objects.get(user=ann)
    other = Customer.objects.create(name="A. Archer", phone="01632 960 001")
    officer = make_staff(Role.OFFICER, Role.SERVICE_MANAGER)
    request.service.team.members.add(officer)
    CustomerMerge.objects.create(kept=head, merged=other, why="Ann Archer, the same", by=officer)
    # And of one that was taken back.
    nobody = Customer.objects.create(name="Bo Barker")
    undone = {"undone_by": officer, "undone_at": timezone.now()}
    CustomerMerge.objects.create(kept=other, merged=nobody, why="Archer or Barker", by=officer, **undone)
    Customer.objects.filter(pk=other.pk).update(merged_into=head)
    principal = admit(officer, "staff")
    held = holds.hold(principal, customer=Customer.objects.get(pk=head.pk), why="An inquest")
    asked = ask_erasure(Customer.objects.get(pk=other.pk), Erasure.Asked.OFFICER, officer)
    assert not finish(asked.pk)
    assert Request.objects.get(pk=request.pk).erased_at is None
    holds.lift(principal, held.pk)
    assert finish(asked.pk)
    assert set(Customer.objects.filter(pk__in=[head.pk, other.pk]).values_list("name", "phone")) == {("", "")}
    assert set(CustomerMerge.objects.values_list("why", flat=True)) == {"Erased."}
    assert Customer.objects.get(pk=nobody.pk).name == "Bo Barker"


def test_who_asked_an_officer_is_erased_by_one_command(ann, council_officer):
    over, under_way = finished(sent_by(ann)), sent_by(ann)
    said, who = StringIO(), ("--email", "Ann.Archer@example.org", "--by", council_officer.email.upper())
    call_command("erase_person", *who, stdout=said)
    assert f"{over.reference}: goes at once" in said.getvalue()
    assert f"{under_way.reference}: It is not finished" in said.getvalue()
    assert not Erasure.objects.exists(), "it was only looked at"
    for _ in range(2):
        call_command("erase_person", *who, "--yes", stdout=said)
    asked = Erasure.objects.get()
    assert (asked.asked, asked.asked_by) == (Erasure.Asked.OFFICER, council_officer)
    assert not finish(asked.pk) and Request.objects.get(pk=over.pk).erased_at
    with pytest.raises(CommandError, match="--by"):
        call_command("erase_person", *who[:3], "ann.archer@example.org", "--yes")
    with pytest.raises(CommandError, match="Nobody"):
        call_command("erase_person", "--mobile", "x", *who[2:], "--yes")
