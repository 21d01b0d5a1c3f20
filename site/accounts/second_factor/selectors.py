"""Which second factors somebody has."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator

from accounts.models import CodeCard, User


@dataclass(frozen=True, slots=True)
class Factors:
    """What somebody can give on one host. Recovery codes stand in for another factor and are none by themselves.

    Attributes:
        app: the authenticator app's key; it counts on every host.
        passkeys: those made on this host: a browser offers them nowhere else.
        codes: the recovery codes.
        card: a printed card of codes; it counts on the extranet alone, also when every code has been used: then whoever
            answers for the person makes them another.
    """

    app: Authenticator | None
    passkeys: tuple[Authenticator, ...]
    codes: Authenticator | None
    card: CodeCard | None = None

    @property
    def any(self) -> bool:
        """Whether the person can be asked for a second factor."""
        return self.app is not None or bool(self.passkeys) or self.card is not None

    @property
    def codes_left(self) -> int:
        """How many recovery codes have not been used."""
        return len(self.codes.wrap().get_unused_codes()) if self.codes else 0


def factors_of(user: User, audience: str) -> Factors:
    """The second factors of ``user`` on the host of ``audience``. One query, on the extranet two."""
    found = list(Authenticator.objects.filter(user=user).order_by("created_at"))
    by_type = {each.type: each for each in found}
    return Factors(
        app=by_type.get(Authenticator.Type.TOTP),
        passkeys=tuple(
            each
            for each in found
            if each.type == Authenticator.Type.WEBAUTHN and each.data.get("audience") == audience
        ),
        codes=by_type.get(Authenticator.Type.RECOVERY_CODES),
        card=CodeCard.objects.filter(user=user).first() if audience == "partner" else None,
    )


def has_factor(user: User) -> bool:
    """Whether ``user`` has a second factor on any host that asks for one. Recovery codes are none by themselves."""
    return (
        Authenticator.objects.filter(user=user)
        .exclude(type=Authenticator.Type.RECOVERY_CODES)
        .exclude(type=Authenticator.Type.WEBAUTHN, data__audience="public")
        .exists()
        or CodeCard.objects.filter(user=user).exists()
    )
