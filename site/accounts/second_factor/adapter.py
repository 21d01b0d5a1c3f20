"""What django-allauth asks about second factors: how their secrets are kept, and what an app calls them."""

import base64

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from accounts.models import User


class MfaAdapter(DefaultMFAAdapter):
    """Secrets lie encrypted in the database: a copy of it opens no account."""

    def encrypt(self, text: str) -> str:
        """Encrypt with a key made from ``SECRET_KEY``."""
        return _ciphers().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt, also what was encrypted under one of ``SECRET_KEY_FALLBACKS``.

        Raises:
            cryptography.fernet.InvalidToken: under a key that is no longer known.
        """
        return _ciphers().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        """What the app lists the account under."""
        return settings.WAGTAIL_SITE_NAME

    def get_totp_label(self, user: User) -> str:
        """Which account it is, for somebody who has several."""
        return user.email or user.name


def _ciphers() -> MultiFernet:
    return MultiFernet([_cipher(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _cipher(key: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"guildhall second factor").derive(
        key.encode()
    )
    return Fernet(base64.urlsafe_b64encode(derived))
