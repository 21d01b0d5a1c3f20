"""Two customers are one person: who may say so, what it changes, and that it can be taken back exactly."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.roles import Role
from forms_engine.catalogue.models import Service
from forms_engine.requests.customers.merging import MergeRefused, merge, merges_for, merges_of, undo_merge
from forms_engine.requests.customers.selectors import customers_for, known_family, requests_of
from forms_engine.requests.models import Customer, CustomerMerge, Request
from forms_engine.requests.selectors import requests_for
from tests.factories import make_user
from tests.forms_engine.council import open_council
from tests.forms_engine.requests.contacts.people import BADGES, close, made, officer, practising, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def council():
    open_council()


@pytest.fixture
def ida():
    return officer()


def heads(*customers):
    return [Customer.objects.get(pk=one.pk).merged_into for one in customers]


def as_it_was():
    return sorted(Customer.objects.values_list("pk", "merged_into", "user", "name", "email", "mobile"))


def test_one_stands_for_both_and_nothing_is_moved(council, ida):
    first, second = sent(), sent()
    merge(ida, first.customer_id, second.customer_id, "Rang about both.")
    assert heads(first.customer, second.customer) == [None, first.customer]
    assert Request.objects.get(pk=second.pk).customer == second.customer
    found = Customer.objects.get(pk=second.customer_id)
    assert set(requests_of(ida, found)) == {first, second}
    assert [one.pk for one in known_family(ida, found)] == [first.customer_id, second.customer_id]


def test_undone_everything_is_exactly_as_it_was(ida):
    one, two, three, four = (made(ida, name) for name in "abcd")
    merge(ida, one.pk, two.pk, "x")
    before = as_it_was()
    kept = merge(ida, three.pk, one.pk, "x")
    assert kept.followed == [str(two.pk)]
    merge(ida, three.pk, four.pk, "x")
    undone = undo_merge(ida, kept.pk)
    assert (undone.undone_by, undone.undone_at is None) == (ida.user, False)
    assert heads(one, two, three, four) == [None, one, None, three]
    undo_merge(ida, merges_of(ida, three).filter(undone_at=None).get().pk)
    assert as_it_was() == before


def test_whom_it_was_merged_with_earlier_can_be_parted_first(ida):
    one, two, three = (made(ida, name) for name in "abc")
    first, second = merge(ida, one.pk, two.pk, "x"), merge(ida, three.pk, one.pk, "x")
    undo_merge(ida, first.pk)
    assert heads(one, two, three) == [three, None, None]
    undo_merge(ida, second.pk)
    assert heads(one, two, three) == [None, None, None]


def test_taken_back_twice_it_is_taken_back_once(ida):
    one, two = made(ida, "a"), made(ida, "b")
    first = merge(ida, one.pk, two.pk, "x")
    undone = undo_merge(ida, first.pk)
    again = merge(ida, one.pk, two.pk, "after all")
    assert undo_merge(officer(), first.pk).undone_by == undone.undone_by
    assert heads(two) == [one]
    assert again.pk != first.pk


def test_the_same_click_merges_once(ida):
    one, two = made(ida, "a"), made(ida, "b")
    assert merge(ida, one.pk, two.pk, "x") == merge(ida, one.pk, two.pk, "x")
    with pytest.raises(MergeRefused, match="merged already"):
        merge(officer(), one.pk, two.pk, "x")


def test_what_cannot_be_one_person_is_refused(ida):
    one, two = made(ida, "a"), made(ida, "b")
    Customer.objects.filter(pk=one.pk).update(user=make_user())
    three = made(ida, "c")
    Customer.objects.filter(pk=three.pk).update(user=make_user())
    merge(ida, two.pk, three.pk, "x")
    for kept, merged, why, words in [
        (one.pk, one.pk, "x", "same customer twice"),
        (one.pk, two.pk, " ", "Say how you know"),
        (one.pk, two.pk, "\x00", "Say how you know"),
        (one.pk, two.pk, "x" * 501, "500 letters"),
        (one.pk, two.pk, "x", "Each of them has an account"),
        (one.pk, uuid4(), "x", "no such customer"),
    ]:
        with pytest.raises(MergeRefused, match=words):
            merge(ida, kept, merged, why)
    assert CustomerMerge.objects.count() == 1


def test_practice_is_merged_with_practice_alone(ida):
    real, practice = made(ida), made(practising(ida))
    for me in (ida, practising(ida)):
        with pytest.raises(MergeRefused, match="no such customer"):
            merge(me, real.pk, practice.pk, "x")
    assert merge(practising(ida), made(practising(ida)).pk, practice.pk, "x")


def test_only_officers_merge_and_part(ida):
    one, two, three = (made(ida, name) for name in "abc")
    standing = merge(ida, one.pk, two.pk, "x")
    for somebody in (officer(Role.EDITOR), officer(Role.ADMINISTRATOR), officer(Role.COUNCILLOR)):
        with pytest.raises(MergeRefused):
            merge(somebody, one.pk, three.pk, "x")
        with pytest.raises(MergeRefused):
            undo_merge(somebody, standing.pk)
        assert not merges_for(somebody).exists()


def test_merging_needs_and_shows_nothing_of_closed_services(council, ida):
    """Ann has a blue badge, which is none of Ida's business, and a pothole, which is."""
    close(BADGES)
    pothole, secret = sent(), sent(**{"your-name": "Ann A"})
    Request.objects.filter(pk=secret.pk).update(service=Service.objects.get(slug=BADGES, locale=1))
    both = sent()
    Request.objects.filter(pk=both.pk).update(customer=secret.customer)  # by this one Ida knows of her
    merge(ida, pothole.customer_id, secret.customer_id, "One voice.")
    ann = Customer.objects.get(pk=pothole.customer_id)
    assert set(requests_of(ida, ann)) == {pothole, both}
    assert requests_for(ida).count() == 2
    badge_team = Service.objects.get(slug=BADGES, locale=1).team.slug
    case_officer = officer(Role.OFFICER, Role.RESTRICTED_CASE_OFFICER, team=badge_team)
    assert requests_of(case_officer, ann).count() == 3


def test_somebody_known_only_by_a_closed_service_cannot_be_merged_and_stays_unseen(council, ida):
    secret = sent()
    close()
    cy = made(ida)
    with pytest.raises(MergeRefused, match="no such customer"):
        merge(ida, cy.pk, secret.customer_id, "x")
    inside = officer(Role.OFFICER, Role.RESTRICTED_CASE_OFFICER, team="highways")
    hidden = merge(inside, secret.customer_id, cy.pk, "Told us so.")
    # Cy is there as before, and nothing says that he was merged, or with whom.
    assert known_family(ida, Customer.objects.get(pk=cy.pk)) == [cy]
    assert not merges_of(ida, cy).exists()
    assert not requests_of(ida, Customer.objects.get(pk=cy.pk)).exists()
    with pytest.raises(MergeRefused, match="no such merge"):
        undo_merge(ida, hidden.pk)
    # He can be merged on, below or above, without that showing either.
    dee = made(ida, "Dee")
    on = merge(ida, cy.pk, dee.pk, "x")
    assert set(known_family(ida, Customer.objects.get(pk=dee.pk))) == {cy, dee}
    assert undo_merge(ida, on.pk).undone_at
    assert customers_for(ida).count() == 2


def test_the_database_holds_that_whoever_stands_for_others_stands_alone(ida):
    one, two, three = (made(ida, name) for name in "abc")
    merge(ida, one.pk, two.pk, "x")
    for row, into in [(three, two), (one, three)]:
        with (
            pytest.raises(IntegrityError, match="merged into one that is merged itself"),
            transaction.atomic(),
        ):
            Customer.objects.filter(pk=row.pk).update(merged_into=into)
            with connection.cursor() as cursor:
                cursor.execute("set constraints all immediate")
    with pytest.raises(IntegrityError, match="customer_is_not_merged_into_itself"), transaction.atomic():
        Customer.objects.filter(pk=three.pk).update(merged_into=three)
