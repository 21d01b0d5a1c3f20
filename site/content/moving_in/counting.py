"""Counting how often old addresses are asked for: those that lead on, and those that lead nowhere.

One statement for each that a person asked for, and it finds nothing but addresses that some list brought in: a row a day and
address, however often it is asked for. Nothing is kept of who asked, of a query that is not the old address's own, or of where
they came from.
"""

import time
from datetime import timedelta
from threading import Lock
from urllib.parse import urlsplit

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from content.missing_addresses.counting import MACHINE
from content.models import OldAddressAsked
from content.moving_in.addresses import LONGEST_KEY, key_of

# Of each process, as with addresses that are nothing.
MOST_A_MINUTE = 120
KEEP = timedelta(days=365)

COUNT = """
insert into content_oldaddressasked (address_id, day, led_on, nowhere)
select id, %(day)s, %(led_on)s, %(nowhere)s from content_oldaddress
where audience = %(audience)s and key = any(%(keys)s) order by length(key) desc limit 1
on conflict (address_id, day) do update
set led_on = content_oldaddressasked.led_on + excluded.led_on, nowhere = content_oldaddressasked.nowhere + excluded.nowhere
"""

_lock = Lock()
_minute: tuple[int, int] = (0, 0)


def count(request: HttpRequest, response: HttpResponse, audience: str) -> None:
    """Count an answer that led on from an old address, or found nothing there."""
    led_on = response.status_code in (301, 302) and getattr(request, "led_on", False)
    if not led_on and response.status_code != 404:
        return
    keys = keys_of(request)
    if keys and _may_count():
        with connection.cursor() as cursor:
            cursor.execute(
                COUNT,
                {
                    "audience": audience,
                    "keys": keys,
                    "day": timezone.localdate(),
                    "led_on": int(led_on),
                    "nowhere": int(not led_on),
                },
            )


def keys_of(request: HttpRequest) -> list[str]:
    """What the address may be known by: with its query, and without; none where a machine asked."""
    if request.method != "GET" or MACHINE.search(request.headers.get("user-agent", "")):
        return []
    if "text/html" not in request.headers.get("accept", ""):
        return []
    whole = urlsplit(request.get_full_path())
    if "\0" in request.path or "%00" in whole.query:
        return []
    keys = dict.fromkeys((key_of(whole.path, whole.query), key_of(whole.path)))
    return [key for key in keys if len(key) <= LONGEST_KEY and key.isprintable() and key != "/"]


def forget_old() -> int:
    """Forget what was counted a year ago. Answers how many rows."""
    return OldAddressAsked.objects.filter(day__lt=timezone.localdate() - KEEP).delete()[0]


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
