"""What the contract says of the read API besides its routes: who may ask, and examples."""

from typing import Any

# Anybody on the public host; elsewhere a session of that host, or a reading token (docs/content-api.md).
READERS: dict[str, Any] = {"security": [{}, {"session": []}, {"readingToken": ["content:read"]}]}

# The names of the addresses that reading tokens with the scope content:read open.
TOKEN_READS = tuple(
    f"api:{name}"
    for name in (
        "list_pages",
        "find_page",
        "get_page",
        "list_articles",
        "get_article",
        "list_topics",
        "get_navigation",
        "list_alerts",
        "get_site",
        "get_preview",
        "get_schema",
        "openapi-json",
    )
)

SECURITY_SCHEMES: dict[str, Any] = {
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "sessionid",
        "description": "A session made on this host.",
    },
    "readingToken": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "ghr_…",
        "description": "A reading token of somebody who may enter this host (staff and partner hosts), "
        "with the scope content:read.",
    },
}
