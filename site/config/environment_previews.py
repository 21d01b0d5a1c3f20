"""The part of the environment that says where drafts are shown outside: ``docs/content-api.md`` explains it."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from config.environment_refused import EnvironmentRefused
from config.environment_values import read_words

AUDIENCES = ("public", "staff", "partner")


def read_preview_front_ends(env: Mapping[str, str], *, demo: bool) -> dict[str, str]:
    """``PREVIEW_FRONT_END``, as ``public=https://www.council.example/preview,staff=https://…``: audience to address.

    Raises:
        EnvironmentRefused: for another audience, or an address that is not https (http is for the demonstration).
    """
    found = {}
    for entry in read_words(env, "PREVIEW_FRONT_END"):
        audience, _, address = entry.partition("=")
        parts = urlsplit(address)
        schemes = {"https", "http"} if demo else {"https"}
        if audience not in AUDIENCES or parts.scheme not in schemes or not parts.netloc or parts.fragment:
            raise EnvironmentRefused(
                "PREVIEW_FRONT_END cannot be read: write it as public=https://www.council.example/preview, "
                "with a comma before the next of public, staff and partner."
            )
        found[audience] = address
    return found
