"""Legal holds: nothing of a request, or of a person, is erased while one stands."""

from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from audiences.principal import Principal
from forms_engine.requests.customers.groups import family_of, head_id
from forms_engine.requests.customers.selectors import customers_for
from forms_engine.requests.models import Customer, LegalHold, Request, TimelineEntry
from forms_engine.requests.selectors import is_officer, requests_for
from forms_engine.requests.telling import write_entry

LONGEST = 500


class HoldRefused(ValueError):
    """It cannot be held, or the hold not be lifted; the message says what to do."""


def may_hold(principal: Principal) -> bool:
    """Whether this principal may put things on hold: service managers, what they see themselves. An administrator keeps the
    rules and sees no request; one who is an officer besides may."""
    may = not principal.roles.isdisjoint({Role.ADMINISTRATOR, Role.SERVICE_MANAGER})
    return principal.user is not None and is_officer(principal) and may


@transaction.atomic
def hold(
    principal: Principal, *, request: Request | None = None, customer: Customer | None = None, why: str
) -> LegalHold:
    """Put a request, or everything of a customer, on hold. Held already, the hold that stands is answered.

    Raises:
        HoldRefused: when the principal may not, may not see it, or says no reason.
    """
    user = _allowed(principal)
    why = why.replace("\x00", "").strip()
    if not why or len(why) > LONGEST:
        raise HoldRefused(f"Say why, in {LONGEST} letters at most.")
    if request is not None:
        return _hold_request(principal, user, request, why)
    if customer is None or not customers_for(principal).filter(pk=customer.pk).exists():
        raise HoldRefused("There is no such customer. Find them again.")
    # Whoever erases anything of theirs waits for the row that stands for all of them, or this for them.
    list(Customer.objects.select_for_update(of=("self",)).filter(pk=head_id(customer)))
    return standing_hold(customer) or LegalHold.objects.create(customer=customer, why=why, by=user)


@transaction.atomic
def lift(principal: Principal, hold_id: UUID) -> LegalHold:
    """Lift a hold. Lifted already, nothing changes.

    Raises:
        HoldRefused: when the principal may not, or there is no such hold for them.
    """
    user = _allowed(principal)
    found = holds_for(principal).filter(pk=hold_id).first()
    if found is None:
        raise HoldRefused("There is no such hold.")
    request = None
    if found.request_id is not None:
        request = Request.objects.select_for_update(of=("self",)).get(pk=found.request_id)
    found = LegalHold.objects.select_for_update(of=("self",)).get(pk=hold_id)
    if found.lifted_at is not None:
        return found
    found.lifted_at, found.lifted_by = timezone.now(), user
    found.save(update_fields=["lifted_at", "lifted_by"])
    if request is not None:
        write_entry(request, TimelineEntry.Kind.HOLD_LIFTED, shown=False, actor=user)
    return found


def carry_over(request: Request, before: Customer) -> None:
    """A request that goes to another customer stays held by what held all of the one before, by a hold of its own. In the
    caller's transaction, which holds the request's lock and that of whoever stands for the one before."""
    standing = standing_hold(before)
    if standing is None or LegalHold.objects.filter(request=request, lifted_at=None).exists():
        return
    LegalHold.objects.create(request=request, why=standing.why, by=standing.by)
    write_entry(request, TimelineEntry.Kind.HOLD, shown=False, actor=standing.by, message=standing.why)


def holds_for(principal: Principal) -> QuerySet[LegalHold]:
    """The holds that this principal may know of: of requests they see and customers they may know of. Newest first."""
    if not may_hold(principal):
        return LegalHold.objects.none()
    # Asked of each hold: a list of all requests to look it up in would be as long as the council is old.
    of_request = requests_for(principal).filter(pk=OuterRef("request")).order_by()
    of_customer = customers_for(principal).filter(pk=OuterRef("customer")).order_by()
    found = LegalHold.objects.filter(Q(Exists(of_request)) | Q(Exists(of_customer)))
    return found.select_related("request", "customer", "by", "lifted_by").order_by("-at", "pk")


def standing_hold(customer: Customer) -> LegalHold | None:
    """The hold that stands on a customer whom the caller has found through a selector, or on whoever they were found to
    be besides."""
    found = LegalHold.objects.filter(customer__in=family_of(customer), lifted_at=None)
    return found.select_related("by").order_by("at").first()


def is_held(request: Request) -> bool:
    """Whether a hold stands on the request, or on its customer."""
    return (
        LegalHold.objects.filter(request=request, lifted_at=None).exists()
        or LegalHold.objects.filter(customer__in=family_of(request.customer), lifted_at=None).exists()
    )


def _allowed(principal: Principal) -> User:
    if principal.user is None or not may_hold(principal):
        raise HoldRefused("Only service managers put things on legal hold.")
    return principal.user


def _hold_request(principal: Principal, user: User, request: Request, why: str) -> LegalHold:
    seen = requests_for(principal).select_for_update(of=("self",)).filter(pk=request.pk).first()
    if seen is None or seen.erased_at is not None:
        raise HoldRefused("There is no such request. It may have been erased.")
    standing = LegalHold.objects.filter(request=seen, lifted_at=None).first()
    if standing is not None:
        return standing
    made = LegalHold.objects.create(request=seen, why=why, by=user)
    write_entry(seen, TimelineEntry.Kind.HOLD, shown=False, actor=user, message=why)
    return made
