"""Settings of django-allauth: how people sign in. What each means for us stands in docs/signing-in.md."""

from config.environment import Environment

APPS = [
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
]


def settings_for(environment: Environment) -> dict[str, object]:
    """Every setting of allauth that is not its default."""
    return {
        "ACCOUNT_ADAPTER": "accounts.adapters.AccountAdapter",
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
        "ACCOUNT_LOGIN_METHODS": {"email"},
        "ACCOUNT_SIGNUP_FIELDS": ["email*"],
        # Our own codes prove an address before a login begins (accounts/codes.py).
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_RATE_LIMITS": False,  # ours, which let nobody lock somebody else out: accounts/throttle.py
        "SOCIALACCOUNT_ADAPTER": "accounts.staff.adapter.StaffSocialAdapter",
        "MFA_ADAPTER": "accounts.second_factor.adapter.MfaAdapter",
        "MFA_TOTP_TOLERANCE": 1,  # half minutes that a phone's clock may be off, either way
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        # A passkey opens by itself, so it has to see a PIN, a finger or a face, and not just be touched.
        "MFA_WEBAUTHN_USER_VERIFICATION": "required",
        # Chromium takes http://localhost as safe; the library has to be told.
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": environment.demo,
    }
