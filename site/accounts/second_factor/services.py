"""Everything that changes somebody's second factors, or uses one up."""

from allauth.mfa.base.internal.flows import delete_dangling_recovery_codes
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, validate_totp_code
from django.db import transaction

from accounts.addresses import read_email
from accounts.messages import tell
from accounts.models import User
from accounts.second_factor import cards
from accounts.second_factor.rule import needs_second_factor
from accounts.second_factor.selectors import factors_of
from accounts.sessions import sign_out_everywhere
from accounts.telling import tell_of_lost_way, tell_of_new_way, tell_of_recovery_codes
from accounts.throttle import Attempt, Limit, take_slot

# An app's code is taken for half a minute before and after its own half minute, and once.
CODE_LIVES = 120  # seconds

# Wrong codes from one browser, and over all browsers. Only who has given the first factor gets as far as trying.
WRONG_BY_BROWSER = Limit(attempts=5, seconds=5 * 60)
WRONG_BY_ACCOUNT = Limit(attempts=30, seconds=60 * 60)


def take_try(user: User, session_key: str) -> Attempt | None:
    """One of the tries ``user`` has at codes, or ``None`` when there is none left for now. A right code gives it back."""
    by_browser = take_slot(f"second-factor:browser:{user.pk}:{session_key}", WRONG_BY_BROWSER)
    if by_browser is None:
        return None
    by_account = take_slot(f"second-factor:account:{user.pk}", WRONG_BY_ACCOUNT)
    return Attempt((by_browser, by_account)) if by_account else None


def use_code(user: User, code: str) -> Authenticator | None:
    """The factor that ``code`` belongs to, the app or the recovery codes, used up with it; ``None`` for a wrong code."""
    wanted = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)
    for factor in Authenticator.objects.filter(user=user, type__in=wanted).order_by("-type"):
        if factor.wrap().validate_code(code):
            return factor if _first_use(user, code) else None
    return None


def add_app(user: User, secret: str, code: str) -> Authenticator | None:
    """Take the app that holds ``secret`` as a second factor, once it shows the right code; ``None`` for a wrong one.

    An app there was before gives way.
    """
    if not validate_totp_code(secret, code) or not _first_use(user, code):
        return None
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()
        made: Authenticator = TOTP.activate(user, secret).instance
        tell_of_new_way(user, "app")
        return made


class LastFactor(ValueError):
    """The only second factor left on a host that asks for one cannot be taken away."""


@transaction.atomic
def remove_factor(user: User, factor: Authenticator, audience: str) -> None:
    """Take an app or a passkey away and tell its owner. Recovery codes go with the last factor they stand in for.

    Raises:
        LastFactor: when ``user`` would be left without one on the host of ``audience``. Two windows that take away one
            each come one after the other.
    """
    User.objects.select_for_update().get(pk=user.pk)
    factors = factors_of(user, audience)
    there = {each.pk for each in (factors.app, *factors.passkeys) if each is not None}
    if factor.pk not in there:
        return
    if needs_second_factor(audience) and len(there) == 1:
        raise LastFactor
    factor.delete()
    delete_dangling_recovery_codes(user)
    tell_of_lost_way(user, "app" if factor.type == Authenticator.Type.TOTP else "passkey")


@transaction.atomic
def new_recovery_codes(user: User) -> list[str]:
    """Ten codes that each work once, and their owner is told. Those there were before do not work any more."""
    User.objects.select_for_update().get(pk=user.pk)
    Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
    made: list[str] = RecoveryCodes.activate(user).get_unused_codes()
    tell_of_recovery_codes(user)
    return made


@transaction.atomic
def reset(user: User) -> None:
    """For somebody who lost what they had: nothing of it works any more, every session ends, and they are told.

    The passkeys they use on the public website stay: those are a way to sign in there, not a second factor.
    """
    for factor in Authenticator.objects.filter(user=user):
        if factor.data.get("audience") != "public":
            factor.delete()
    cards.take_away(user)
    sign_out_everywhere(user)
    if address := read_email(user.email or ""):
        tell(address, "account.second-factor-reset", owner_id=str(user.uuid))


def _first_use(user: User, code: str) -> bool:
    """Whether nobody has used this code while it lives. allauth forgets a code before it stops being right."""
    digits = "".join(code.split())
    return (
        take_slot(f"second-factor:used:{user.pk}:{digits}", Limit(attempts=1, seconds=CODE_LIVES)) is not None
    )
