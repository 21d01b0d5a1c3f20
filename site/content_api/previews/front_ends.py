"""Where drafts are shown outside: an address for each site that has a front end of its own (PREVIEW_FRONT_END)."""

from django.conf import settings


def front_end_link(audience: str, token: str) -> str:
    """The address that opens a draft on that site's outside front end, or "" where there is none.

    The token stands behind ``#``: browsers send that to nobody, so it reaches no log and no Referer.
    """
    address = settings.PREVIEW_FRONT_END.get(audience, "")
    return f"{address}#preview={token}" if address else ""
