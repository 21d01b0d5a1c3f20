"""Addresses that have been proved: which account each is of, and how an account gets and loses one.

``User.email`` and ``User.mobile`` say what the addresses are; that the email address is proved stands in allauth's
``EmailAddress`` (a row for a proved address and for no other), that the number is in ``User.mobile_verified_at``. They are
kept in step here and nowhere else. An address that an administrator typed counts for nothing until a code came back from it.
"""

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.addresses import Address
from accounts.messages import tell
from accounts.models import AddressKind, Role, User
from accounts.services import create_user, grant_role


class AddressTaken(Exception):
    """The address is of another account."""


class LastAddress(Exception):
    """Without this address its owner could not sign in any more."""


def account_of(address: Address) -> User | None:
    """The account of an address that has just been proved, closed ones included."""
    return User.objects.filter(**{address.kind: address.value}).first()


def is_proved(user: User, kind: AddressKind) -> bool:
    """Whether the account has an address of that kind, and a code came back from it."""
    if kind == AddressKind.MOBILE:
        return user.mobile_verified_at is not None
    return (
        bool(user.email) and EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists()
    )


def proved_addresses(user: User) -> list[Address]:
    """The account's proved addresses, the email address first."""
    return [
        Address(kind, getattr(user, kind))
        for kind in (AddressKind.EMAIL, AddressKind.MOBILE)
        if is_proved(user, kind)
    ]


def addresses_to_tell(user: User) -> list[Address]:
    """Where news of the account goes: to its proved addresses. Of council staff who have none, to the work address, which
    their directory or an administrator knows them by."""
    proved = proved_addresses(user)
    if proved or not (user.is_staff and user.email):
        return proved
    return [Address(AddressKind.EMAIL, user.email)]


@transaction.atomic
def open_account(address: Address, name: str) -> User:
    """Make an account for whoever has just proved ``address``; the account there is, where it was made meanwhile."""
    if user := account_of(address):
        return prove(user, address)
    try:
        with transaction.atomic():
            user = create_user(
                name=name,
                email=address.value if address.kind == AddressKind.EMAIL else None,
                mobile=address.value if address.kind == AddressKind.MOBILE else None,
            )
            grant_role(user, Role.RESIDENT)
    except (ValidationError, IntegrityError):
        user = account_of(address)
        if user is None:
            raise
    return prove(user, address)


@transaction.atomic
def prove(user: User, address: Address) -> User:
    """Write down that a code came back from ``address``, which is the account's."""
    if address.kind == AddressKind.MOBILE:
        if user.mobile_verified_at is None:
            user.mobile_verified_at = timezone.now()
            user.save(update_fields=["mobile_verified_at"])
    elif not is_proved(user, AddressKind.EMAIL):
        EmailAddress.objects.filter(user=user).delete()
        EmailAddress.objects.create(user=user, email=address.value, verified=True, primary=True)
    return user


@transaction.atomic
def change_address(user: User, address: Address) -> None:
    """Give the account a new address that has just been proved, in place of the one of its kind; the old one is told.

    Raises:
        AddressTaken: when it is another account's.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    other = account_of(address)
    if other is not None and other.pk != user.pk:
        raise AddressTaken
    old = addresses_to_tell(user)
    before = str(getattr(user, address.kind) or "")
    setattr(user, address.kind, address.value)
    if address.kind == AddressKind.MOBILE:
        user.mobile_verified_at = timezone.now()
    try:
        with transaction.atomic():
            user.save(update_fields=["email", "mobile", "mobile_verified_at"])
    except IntegrityError as taken:
        raise AddressTaken from taken
    prove(user, address)
    if before != address.value:
        _tell(user, old, "account.address-changed", address.kind)


def may_remove_address(user: User, kind: AddressKind) -> bool:
    """Whether the account can do without its address of that kind: another proved one is left. Council staff keep
    their email address, as codes do not open the intranet and passwords go with it."""
    if user.is_staff and kind == AddressKind.EMAIL:
        return False
    return any(address.kind != kind for address in proved_addresses(user))


@transaction.atomic
def remove_address(user: User, kind: AddressKind) -> None:
    """Take an address off the account; it is told.

    Raises:
        LastAddress: when it may not go (``may_remove_address``).
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if not may_remove_address(user, kind):
        raise LastAddress
    old = addresses_to_tell(user)
    setattr(user, kind, None)
    if kind == AddressKind.MOBILE:
        user.mobile_verified_at = None
    else:
        EmailAddress.objects.filter(user=user).delete()
    user.save(update_fields=["email", "mobile", "mobile_verified_at"])
    _tell(user, old, "account.address-removed", kind)


@transaction.atomic
def save_as_typed(user: User) -> None:
    """Save an account with the addresses that an administrator typed. What was proved of the old ones says nothing of the
    new, and the old ones are told."""
    before = User.objects.filter(pk=user.pk).first()
    forget_unproved(user)
    if before is None:
        user.save()
        return
    old = addresses_to_tell(before)
    user.save()
    for kind in (AddressKind.EMAIL, AddressKind.MOBILE):
        if getattr(before, kind) and getattr(before, kind) != getattr(user, kind):
            gone = "changed" if getattr(user, kind) else "removed"
            _tell(user, old, f"account.address-{gone}", kind)


def forget_unproved(user: User) -> None:
    """Before ``user`` is saved with addresses that an administrator typed: what was proved of the old ones says nothing
    of the new."""
    if user._state.adding:
        return
    EmailAddress.objects.filter(user=user).exclude(email=user.email or "").delete()
    if User.objects.values_list("mobile", flat=True).get(pk=user.pk) != user.mobile:
        user.mobile_verified_at = None


def _tell(user: User, addresses: list[Address], subject: str, kind: AddressKind) -> None:
    """Tell every address that was proved before of a change to one of them."""
    for address in addresses:
        tell(address, subject, owner_id=str(user.uuid), kind=kind.value)
