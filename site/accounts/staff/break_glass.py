"""Accounts for the day the council's own sign-in cannot be used: made beforehand, kept under seal, loud when used."""

import logging
import secrets
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.db import transaction
from django.db.models import Q

from accounts.addresses import read_email
from accounts.messages import tell
from accounts.models import BreakGlassUse, Role, User
from accounts.second_factor.services import new_recovery_codes
from accounts.services import create_user, grant_role, set_password
from accounts.sessions import sign_out_everywhere

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Keys:
    """What opens a break-glass account. Shown once, to be printed and sealed."""

    email: str
    password: str
    app_key: str
    recovery_codes: list[str]


@transaction.atomic
def make(name: str, email: str) -> Keys:
    """A new administrator's account with a password and second factors of its own.

    Raises:
        ValidationError: when the address belongs to an account already, or is none.
    """
    user = create_user(name=name, email=email, is_staff=True, is_superuser=True)
    user.is_break_glass = True
    user.save(update_fields=["is_break_glass"])
    grant_role(user, Role.ADMINISTRATOR)
    return _new_keys(user)


@transaction.atomic
def renew(user: User) -> Keys:
    """New keys, after a use or once a year: the old ones open nothing any more, and its sessions end."""
    user = _of(user)
    sign_out_everywhere(user)
    return _new_keys(user)


@transaction.atomic
def close(user: User) -> None:
    """End the account. Its uses stay on record."""
    user = _of(user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    sign_out_everywhere(user)


@transaction.atomic
def record_use(user: User) -> BreakGlassUse:
    """Write down that somebody came in with this account, and tell it at once."""
    use = BreakGlassUse.objects.create(user=user)
    logger.warning("Break-glass account %s was used", user.uuid)
    for email in _who_is_told(user):
        if address := read_email(email):
            tell(address, "account.break-glass-used", owner_id=f"{use.pk}", name=user.name)
    return use


def _new_keys(user: User) -> Keys:
    password = "-".join(secrets.token_hex(3) for _ in range(4))
    set_password(user, password)
    Authenticator.objects.filter(user=user).delete()
    app_key: str = generate_totp_secret()
    TOTP.activate(user, app_key)
    return Keys(user.email or "", password, app_key, new_recovery_codes(user))


def _of(user: User) -> User:
    return User.objects.select_for_update().get(pk=user.pk, is_break_glass=True)


def _who_is_told(user: User) -> list[str]:
    if settings.ENVIRONMENT.break_glass_email:
        return [settings.ENVIRONMENT.break_glass_email]
    administrators = User.objects.filter(
        Q(is_superuser=True) | Q(role_grants__role=Role.ADMINISTRATOR),
        is_active=True,
        is_staff=True,
        email__isnull=False,
    )
    # A demonstration account cannot be used in production, so nobody reads what is sent to it.
    if not settings.ENVIRONMENT.demo:
        administrators = administrators.filter(is_demo=False)
    emails = administrators.order_by("pk").values_list("email", flat=True)
    return [email for email in dict.fromkeys(emails) if email and email != user.email]
