"""Settings of django-allauth: how people sign in. What each means for us stands in docs/signing-in.md."""

from config.environment import Environment

APPS = [
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
]


def settings_for(environment: Environment) -> dict[str, object]:
    """Every setting of allauth that is not its default."""
    return {
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
        "ACCOUNT_LOGIN_METHODS": {"email", "phone"},
        "ACCOUNT_SIGNUP_FIELDS": ["email*", "phone*"],
        "ACCOUNT_EMAIL_VERIFICATION": "optional",
        "ACCOUNT_LOGIN_BY_CODE_ENABLED": True,
        "ACCOUNT_PREVENT_ENUMERATION": "strict",
        "ACCOUNT_RATE_LIMITS": False,  # ours, which let nobody lock somebody else out: accounts/throttle.py
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        # Chromium takes http://localhost as safe; the library has to be told.
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": environment.demo,
    }
