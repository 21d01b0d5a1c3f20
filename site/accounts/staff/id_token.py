"""What the provider says of a person: its id token, checked, and what we take from it.

Checked here and not by allauth, which trusts the connection it got the token over: the signature by the provider's
published keys, issuer, audience, authorised party, expiry and tenant (OpenID Connect Core 1.0, section 3.1.3.7). The
nonce is compared where the session's state is at hand, in ``adapter.py``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jwt
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.models import Role
from accounts.staff.refusals import Reason, Refused

# By a key pair of the provider's only: never "none", never a secret that we hold too.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
CLOCK_SKEW = 120  # seconds

# Two words of what can be seen and is ASCII (the subject by OpenID Connect Core 1.0, section 2).
IDENTITY = re.compile(r"(?=.{1,600}$)[!-~]+ [ -~]*[!-~]")

# "Multiple factors" in RFC 8176, and Entra's own words for it. Its other methods are one factor each.
SECOND_FACTORS = frozenset({"mfa", "ngcmfa", "fido"})


@dataclass(frozen=True, slots=True)
class Member:
    """A person as the provider describes them at this moment.

    Attributes:
        identity: what the account is known by for good; never an email address.
        name: "" where the provider does not tell it.
        email: unproved; "" where the provider does not tell it, or tells no address.
        roles: those of our roles that the provider's app roles give; empty for somebody who has no business here.
        second_factor: whether the provider says it asked for one.
    """

    identity: str
    name: str
    email: str
    roles: frozenset[Role]
    second_factor: bool


def check_id_token(token: str, keys: Mapping[str, Any]) -> dict[str, Any]:
    """The claims of an id token of the configured provider.

    Args:
        token: as the token endpoint answered it.
        keys: the provider's JSON Web Key Set.

    Raises:
        Refused: for a token that is not the provider's, not for us, not valid now, or of another tenant.
    """
    openid = settings.ENVIRONMENT.staff_openid
    if openid is None:
        raise Refused(Reason.UNTRUSTED)
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            _signing_key(token, keys),
            algorithms=ALGORITHMS,
            issuer=openid.issuer,
            audience=openid.client_id,
            leeway=CLOCK_SKEW,
            options={"require": ["exp", "iat", "iss", "aud", "sub", "nonce"]},
        )
    except (jwt.ExpiredSignatureError, jwt.ImmatureSignatureError) as error:
        raise Refused(Reason.CLOCK) from error
    except (jwt.PyJWTError, AttributeError, TypeError, ValueError) as error:
        raise Refused(Reason.UNTRUSTED) from error
    if claims.get("azp", openid.client_id) != openid.client_id:
        raise Refused(Reason.UNTRUSTED)
    if openid.tenant and str(claims.get("tid", "")).lower() != openid.tenant.lower():
        raise Refused(Reason.OTHER_TENANT)
    return claims


def identity_of(claims: Mapping[str, Any]) -> str:
    """What an account is known by: tenant and object id, or issuer and subject where there are no tenants.

    Raises:
        Refused: when the token does not hold them.
    """
    openid = settings.ENVIRONMENT.staff_openid
    first, second = ("tid", "oid") if openid and openid.tenant else ("iss", "sub")
    identity = f"{claims.get(first) or ''} {claims.get(second) or ''}"
    if not IDENTITY.fullmatch(identity):
        raise Refused(Reason.UNTRUSTED)
    return identity


def member_of(claims: Mapping[str, Any]) -> Member:
    """What we take from checked claims.

    Raises:
        Refused: when they do not say who it is.
    """
    openid = settings.ENVIRONMENT.staff_openid
    assert openid is not None  # the claims were checked against it
    theirs = claims.get(openid.roles_claim)
    given = [theirs] if isinstance(theirs, str) else theirs if isinstance(theirs, list) else []
    words = {word for each in given for word in openid.roles.get(str(each).lower(), ())}
    return Member(
        identity=identity_of(claims),
        name=" ".join(str(claims.get("name") or "").replace("\0", "").split())[:150],
        email=_email(claims.get("email")),
        roles=frozenset(Role(word) for word in words),
        second_factor=openid.brings_second_factor or _says_second_factor(claims),
    )


def _signing_key(token: str, keys: Mapping[str, Any]) -> Any:
    header = jwt.get_unverified_header(token)
    algorithm = header.get("alg")
    # A key set may hold keys of kinds we do not know; they are not the one that signed.
    usable = [
        key
        for key in keys.get("keys", [])
        if key.get("kid") == header.get("kid")
        and key.get("use", "sig") == "sig"
        and key.get("kty") in {"RSA", "EC"}
    ]
    if algorithm not in ALGORITHMS or not usable:
        raise jwt.InvalidKeyError("no key of the provider's fits")
    return jwt.PyJWK(usable[0], algorithm=algorithm).key


def _says_second_factor(claims: Mapping[str, Any]) -> bool:
    methods = claims.get("amr")
    said = {str(method).lower() for method in methods} if isinstance(methods, list) else set()
    return bool(said & SECOND_FACTORS) or str(claims.get("acr", "")).lower().endswith("multipleauthn")


def _email(value: object) -> str:
    email = str(value or "").strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        return ""
    return email if len(email) <= 254 else ""
