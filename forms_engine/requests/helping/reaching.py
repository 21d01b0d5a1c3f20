"""Where we write about a request that somebody sent for the person they act for. What they typed of themselves is on it;
once they may not deal with it any more, nothing goes there: neither news of it nor a code that opens it."""

from accounts.addresses import Address, read_address, read_email, read_mobile
from accounts.models import AddressKind
from forms_engine.requests.helping.selectors import covering, in_force
from forms_engine.requests.helping.telling import addresses_of
from forms_engine.requests.models import ActingFor, Request


def reached_at(request: Request) -> tuple[str, str]:
    """The email address and the mobile number of a request, "" for none. In the place of one that is of somebody who acted
    for its customer and does no more, the customer's own. Asks the database only about what was sent on behalf of
    somebody."""
    if not request.on_behalf_of or not (request.email or request.mobile):
        return request.email, request.mobile
    gone = _of_former_helpers(request)
    left = request.email, request.mobile
    if read_email(left[0]) in gone:
        left = _own(request, AddressKind.EMAIL, gone), left[1]
    if read_mobile(left[1]) in gone:
        left = left[0], _own(request, AddressKind.MOBILE, gone)
    return left


def _of_former_helpers(request: Request) -> set[Address]:
    standing = ActingFor.objects.filter(
        in_force(), covering(request.service), customer=request.customer_id
    ).values("helper")
    over = ActingFor.objects.filter(customer=request.customer_id, accepted_at__isnull=False)
    known = over.exclude(helper__in=standing).values_list(
        "helper__email", "helper__mobile", "invited_at_address"
    )
    return {found for row in known for one in row if one and (found := read_address(one))}


def _own(request: Request, kind: AddressKind, gone: set[Address]) -> str:
    own = (one for one in addresses_of(request.customer) if one.kind == kind and one not in gone)
    return next((one.value for one in own), "")
