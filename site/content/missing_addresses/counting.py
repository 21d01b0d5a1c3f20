"""Counting addresses that people ask for and that are nothing: one statement for each, and only for what a person asked.

Only addresses that could have been a page's are kept: those of requests, journeys, links with a secret and the like have
their own part of the house, and never come here. No query string is kept, nothing that looks like a secret, a number of
somebody's or an email address, and nothing of who asked.
"""

import re
import time
from threading import Lock

from django.db import connection
from django.http import HttpRequest
from django.urls import is_valid_path
from django.utils import timezone

LONGEST = 500
MOST_A_DAY = 5000  # different addresses, on all hosts together
# Of each process: a scanner that asks for a thousand an hour pushes nobody's page out.
MOST_A_MINUTE = 60

COUNT = """
insert into content_missingaddress (audience, path, day, times)
select %(audience)s, %(path)s, %(day)s, 1
where exists (select from content_missingaddress where audience = %(audience)s and path = %(path)s and day = %(day)s)
   or (select count(*) from (select from content_missingaddress where day = %(day)s limit %(most)s) counted) < %(most)s
on conflict (audience, path, day) do update set times = content_missingaddress.times + 1
"""

MACHINE = re.compile(
    r"bot|crawl|spider|slurp|scan|monitor|headless|python|curl|wget|java|go-http|http-?client|preview|feed|archive|fetch|^$",
    re.IGNORECASE,
)
# What is asked of any web server by those who look for a way in, and what browsers ask for by themselves.
JUNK = re.compile(
    r"\.(?:php\d?|env|git|cgi|asp|jsp|sql|bak|ini|ya?ml|xml|json|js|css|map|txt|ico|png|jpe?g|gif|svg|webp|woff2?|zip|tar|gz|sh|exe|dll)(?:/|$)"
    r"|/\.|//|^/(?:wp-|wordpress|phpmyadmin|cgi-bin|vendor/|xmlrpc|admin|apple-touch|\.well-known|autodiscover|owa|boaform|actuator)",
    re.IGNORECASE,
)
# Parts of the house with addresses of their own, which can name somebody's things.
OTHERS = re.compile(
    r"^(?:/cy)?/(?:account|requests|payments|invitations|feedback|following|updates|drafts|journeys|workplace|helping|api|media"
    r"|documents|static|_mail)(?:/|$)"
)
# A long run of letters and digits mixed may be a secret; a long number may be somebody's.
PRIVATE = re.compile(r"@|%40|\d{9,}|(?=[A-Za-z_]*\d)[A-Za-z0-9_]{20,}|[A-Za-z0-9_-]{60,}")

_lock = Lock()
_minute: tuple[int, int] = (0, 0)


def count(request: HttpRequest, audience: str) -> None:
    """Count an address that was asked for and is nothing, if it is worth it."""
    path = worth_counting(request)
    if path and _may_count():
        with connection.cursor() as cursor:
            cursor.execute(
                COUNT,
                {"audience": audience, "path": path, "day": timezone.localdate(), "most": MOST_A_DAY},
            )


def worth_counting(request: HttpRequest) -> str:
    """The path as it is kept; "" where a machine asked, or it is junk, or it may be private."""
    match = request.resolver_match
    if request.method != "GET" or (match is not None and match.url_name != "wagtail_serve"):
        return ""
    if MACHINE.search(request.headers.get("user-agent", "")) or "text/html" not in request.headers.get(
        "accept", ""
    ):
        return ""
    if not request.path.endswith("/") and is_valid_path(
        f"{request.path}/", getattr(request, "urlconf", None)
    ):
        return ""  # It is led on to the address with its slash, and asked for once more.
    path = request.path.rstrip("/")
    if not path or len(path) > LONGEST or not path.isprintable():
        return ""
    return "" if any(one.search(path) for one in (OTHERS, JUNK, PRIVATE)) else path


def _may_count() -> bool:
    """Whether this process has any left this minute."""
    global _minute
    now = _this_minute()
    with _lock:
        minute, used = _minute
        _minute = (now, used + 1 if minute == now else 1)
        return _minute[1] <= MOST_A_MINUTE


def _this_minute() -> int:
    return int(time.monotonic() // 60)
