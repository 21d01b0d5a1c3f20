"""Erasing a person: their requests as soon as each may be, then what is known of them, and their account."""

from functools import partial
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.closing import close_account
from accounts.models import User
from accounts.proved_addresses import proved_addresses
from forms_engine.notices import erasing as notices
from forms_engine.notices.services import ACCOUNTS
from forms_engine.requests import claiming_all, following, tasks
from forms_engine.requests.contacts import identity
from forms_engine.requests.customers.groups import family_of, group_of, head_id
from forms_engine.requests.data_life import filing, kept, owners, rows
from forms_engine.requests.helping import telling as helping
from forms_engine.requests.models import (
    ActingFor,
    Contact,
    Customer,
    CustomerMerge,
    Erasure,
    Follower,
    LegalHold,
    Request,
)
from forms_engine.rounds import going_on

# Why somebody was forgotten who did not ask.
BY_TIME = "time"


@transaction.atomic
def ask_erasure(customer: Customer, asked: Erasure.Asked, by: User | None) -> Erasure:
    """Write down that somebody wants their data erased, and have the worker begin with it after commit. Asked again before
    it is done, it is the same.

    Where they delete their account it is closed here and now, with the drafts in it: they are signed out everywhere and
    nobody signs in to it again. What is under way still reaches them by the address on each request.
    """
    customer = _locked(customer.pk)
    family = family_of(customer)
    erasure = Erasure.objects.filter(customer__in=family, done_at=None).order_by("asked_at").first()
    if erasure is None:
        erasure = Erasure.objects.create(customer=customer, asked=asked, asked_by=by)
    if asked == Erasure.Asked.ACCOUNT:
        owners.tell_of_person(family)
        for account in User.objects.filter(customer__in=family):
            _close(account)
    tasks.finish_erasure.defer(erasure_id=str(erasure.pk))
    return erasure


def begin(erasure_id: UUID) -> bool:
    """Erase what may be erased now; answers whether nothing is left. What is left is asked again after a restored backup,
    too (``filing``).

    Raises:
        OSError: when that cannot be written down; all that may be erased is.
    """
    is_done = finish(erasure_id)
    if not is_done:
        asked = Erasure.objects.get(pk=erasure_id)
        filing.note_asked(asked.customer_id, asked.asked)
    return is_done


def finish(erasure_id: UUID) -> bool:
    """Erase what may be erased of an erasure that was asked for, each request in a transaction of its own; answers whether
    nothing is left. What has to be kept is written down with why, and tried again the next night. What they sent for an
    organisation is the organisation's: it is erased when its time is over, and not because its sender wishes so."""
    from forms_engine.requests.data_life.erasing import erase_request
    from forms_engine.requests.models import Tombstone

    erasure = Erasure.objects.select_related("customer").get(pk=erasure_id)
    if erasure.done_at is not None:
        return True
    left: list[dict[str, object]] = []
    theirs = Request.objects.filter(customer__in=family_of(erasure.customer), erased_at=None)
    for request_id, reference, organisation in theirs.order_by("pk").values_list(
        "pk", "reference", "organisation"
    ):
        if organisation:
            left.append({"reference": reference, "why": ["organisation"]})
            continue
        try:
            erase_request(request_id, Tombstone.Because.ASKED)
        except kept.Kept as why:
            left.append({"reference": reference, "why": why.reasons})
    if not left:
        try:
            erase_person(erasure)
            return True
        except kept.Kept as why:
            left.append({"why": why.reasons})
    Erasure.objects.filter(pk=erasure.pk).update(kept=left)
    return False


def finish_all() -> int:
    """Go on with every erasure that is not done; answers how many are done now. One that something goes wrong with holds
    nobody else up.

    Raises:
        RoundNotWhole: when some could not go on.
    """
    to_do = Erasure.objects.filter(done_at=None).order_by("asked_at").values_list("pk", flat=True)
    with going_on("erasures that were asked for") as attempt:
        return sum(attempt(one, partial(finish, one)) for one in list(to_do))


@transaction.atomic
def erase_person(erasure: Erasure) -> None:
    """Erase what is known of a person none of whose requests is left, in every row of theirs, and close their account.

    Raises:
        kept.Kept: when a request came in meanwhile, or they are on legal hold. Nothing is changed.
    """
    _erase(_locked(erasure.customer_id), erasure.asked)
    Erasure.objects.filter(pk=erasure.pk).update(done_at=timezone.now(), kept=[])


@transaction.atomic
def forget_if_nothing_is_left(customer_id: UUID) -> bool:
    """After a request of theirs was erased by time: forget a person who has no account, nobody acting for them, and nothing
    else with us; answers whether they are forgotten."""
    customer = _locked(customer_id)
    family = family_of(customer)
    others = (
        User.objects.filter(customer__in=family),
        Request.objects.filter(customer__in=family, erased_at=None),
        Contact.objects.filter(customer__in=family),
        ActingFor.objects.filter(customer__in=family, ended_at=None),
        LegalHold.objects.filter(customer__in=family, lifted_at=None),
        Follower.objects.filter(customer__in=family, stopped_at=None),
    )
    if any(rows_.exists() for rows_ in others):
        return False
    _erase(customer, BY_TIME)
    return True


def forget(customer_id: UUID) -> int:
    """The same for a round of the worker's: whoever has to be kept is, and 0 is answered."""
    try:
        return int(forget_if_nothing_is_left(customer_id))
    except kept.Kept:
        return 0


def _locked(customer_id: UUID) -> Customer:
    """A customer, once the row that stands for all of theirs is locked: whoever changes a group holds that."""
    head = head_id(Customer.objects.get(pk=customer_id))
    list(Customer.objects.select_for_update(of=("self",)).filter(pk=head))
    return Customer.objects.get(pk=customer_id)


def _erase(customer: Customer, asked: str) -> None:
    family = family_of(customer)
    _empty_history(customer, asked)
    owners.tell_of_person(family)
    accounts = list(User.objects.filter(customer__in=family))
    _erase_traces(family, accounts)
    places = {one for one in group_of(customer).values_list("location_id", flat=True) if one}
    contacts = Contact.objects.filter(customer__in=family)
    places |= set(contacts.filter(location__isnull=False).values_list("location", flat=True))
    contacts.update(note="", signposted_to="", customer=None, location=None)
    group_of(customer).update(
        user=None, name="", email="", mobile="", phone="", language="", needs="", access_needs=[],
        interpreter_language="", contact_by="", declines=[], location=None,
    )  # fmt: skip
    for account in accounts:
        _close(account)
    rows.delete_locations(places)
    tasks.write_down_erased.defer()


def _close(account: User) -> None:
    addresses = [one for one in (account.email, account.mobile) if one]
    theirs = [one.value for one in proved_addresses(account)]
    if close_account(account):
        # What was sent about signing in, what they follow by these addresses without having said who they are, and what
        # they were asked to help with: by nobody's id, so by the address.
        notices.delete_to(ACCOUNTS, addresses)
        unnamed = Follower.objects.filter(customer=None)
        _erase_followers(unnamed.filter(Q(email__in=theirs) | Q(mobile__in=theirs)))
        _erase_agreements(ActingFor.objects.filter(helper=None, invited_at_address__in=theirs))


def _empty_history(customer: Customer, asked: str) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select requests_erase_customer(%s, %s)", [customer.pk, asked])
    except IntegrityError as refused:
        held = LegalHold.objects.filter(customer__in=group_of(customer), lifted_at=None).exists()
        raise kept.Kept(["hold" if held else "unfinished"]) from refused


def _erase_traces(family: list[UUID], accounts: list[User]) -> None:
    _erase_followers(Follower.objects.filter(customer__in=family))
    contacts = Contact.objects.filter(customer__in=family).values_list("pk", flat=True)
    notices.delete(identity.OWNER_TYPE, [str(one) for one in contacts])
    # Of those that were undone, too: it was said of both.
    CustomerMerge.objects.filter(Q(merged__in=family) | Q(kept__in=family)).update(why=rows.ERASED)
    notices.delete(claiming_all.CUSTOMER, [str(one) for one in family])
    _erase_agreements(ActingFor.objects.filter(Q(customer__in=family) | Q(helper__in=accounts)))


def _erase_followers(found: QuerySet[Follower]) -> None:
    notices.delete(following.OWNER_TYPE, [str(one) for one in found.values_list("pk", flat=True)])
    found.delete()


def _erase_agreements(found: QuerySet[ActingFor]) -> None:
    """That somebody was let act for somebody else, how and until when stays written down; not who."""
    for agreed in found:
        notices.delete(helping.OWNER_TYPE, [str(agreed.pk)])
        agreed.helper_name = agreed.invited_at_address = rows.ERASED
        agreed.consent_words = rows.ERASED if agreed.consent_words else ""
        agreed.ended_at = agreed.ended_at or timezone.now()
        agreed.save()
