"""Addresses on the public site that payments gives to people and to Stripe."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language_from_path, override

from payments.models import Charge


def public_address(charge: Charge, name: str, **parts: str) -> str:
    """The whole address of one of `payments.urls`, in the language of what is paid for."""
    with override(get_language_from_path(charge.return_path) or settings.LANGUAGE_CODE):
        path = reverse(name, kwargs=parts, urlconf=settings.HOST_URLCONFS["public"])
    return settings.ENVIRONMENT.origin("public") + path
