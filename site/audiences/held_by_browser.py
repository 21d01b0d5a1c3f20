"""What a browser on the public site holds of somebody who is not signed in: answers under way, requests opened by a code.

The pages that show a way to clear it away differ by it, so they are nobody else's (``page_cache``, ``HostMiddleware``).
"""

from django.http import HttpRequest

# The beginning of the names of the cookies that hold answers under way, one for each journey.
DRAFT_COOKIE = "submission-"


def holds_draft(request: HttpRequest) -> bool:
    """Whether the browser came with the cookie of any journey."""
    return any(name.startswith(DRAFT_COOKIE) for name in request.COOKIES)
