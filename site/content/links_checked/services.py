"""Looking all published pages over for links that lead nowhere, and asking addresses elsewhere at night."""

import time
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from datetime import timedelta
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from content.links_checked import outside
from content.links_checked.finding import FoundLink, links_in
from content.links_checked.inside import is_ours, known_for, why_broken
from content.models import BrokenLink, ContentPage, LinkedAddress
from content.telling import audience_of_site

BATCH = 100  # pages
# An address that does not answer is called broken the second night; one that says it is gone, at once.
BROKEN_AFTER = 2
ASK_AGAIN = timedelta(hours=20)
PAUSE = 2.0  # seconds between two questions to one host
ONE_ROUND = 150.0  # seconds that one job takes at most
MOST_IN_A_ROUND = 500


def look_over_all() -> int:
    """Look over every published page, whoever it is for; answers how many links lead nowhere. What is not linked to any
    more is forgotten."""
    linked: set[str] = set()
    live = ContentPage.objects.filter(live=True, alias_of=None).order_by("pk")
    ids = list(live.values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        linked |= look_over(ids[start : start + BATCH])
    LinkedAddress.objects.exclude(url__in=linked).delete()
    BrokenLink.objects.filter(Q(page__live=False) | Q(page__alias_of__isnull=False)).delete()
    return BrokenLink.objects.count()


@transaction.atomic
def look_over(page_ids: Iterable[int]) -> set[str]:
    """Look over these pages, those of them that are published; answers the addresses elsewhere that they link to."""
    pages = list(ContentPage.objects.filter(pk__in=list(page_ids), live=True).specific())
    links = {page.pk: links_in(page) for page in pages}
    known = known_for(one for found in links.values() for one in found)
    elsewhere = {one.target for found in links.values() for one in found if _is_elsewhere(one)}
    LinkedAddress.objects.bulk_create((LinkedAddress(url=url) for url in elsewhere), ignore_conflicts=True)
    bad = LinkedAddress.objects.filter(url__in=elsewhere, failures__gte=BROKEN_AFTER)
    why_elsewhere = dict(bad.values_list("url", "why"))
    for page in pages:
        found, audience = {}, audience_of_site(page)
        for one in links[page.pk]:
            why = (
                why_elsewhere.get(one.target, "")
                if _is_elsewhere(one)
                else why_broken(one, page, audience, known)
            )
            if why:
                found[address_of(one)] = (one.words, why)
        _write_down(page, found)
    return elsewhere


def address_of(link: FoundLink) -> str:
    """How a link is kept and shown: an address, or what it leads to with its id."""
    return link.target if link.kind == "address" else f"{link.kind}:{link.target}"


def ask_addresses(*, only: Iterable[str] | None = None) -> int:
    """Ask addresses elsewhere that are due, a few from each host and not too fast, for two and a half minutes at most.
    Answers how many were asked.

    Args:
        only: ask these now, due or not.
    """
    ends, asked, last = time.monotonic() + ONE_ROUND, 0, defaultdict[str, float](float)
    for url in _in_turns(_due() if only is None else list(only)):
        if time.monotonic() > ends:
            break
        host = _host(url)
        time.sleep(max(0.0, last[host] + PAUSE - time.monotonic()))
        _ask(url)
        last[host] = time.monotonic()
        asked += 1
    return asked


def _due() -> list[str]:
    before = timezone.now() - ASK_AGAIN
    due = LinkedAddress.objects.filter(Q(asked_at=None) | Q(asked_at__lt=before))
    return list(due.order_by("asked_at", "pk").values_list("url", flat=True)[:MOST_IN_A_ROUND])


def _ask(url: str) -> None:
    row = LinkedAddress.objects.filter(url=url)
    now = timezone.now()
    try:
        outside.ask(url)
    except outside.Gone as error:
        row.update(asked_at=now, why=str(error)[:200], failures=BROKEN_AFTER)
    except outside.NoAnswer as error:
        failures = min(row.values_list("failures", flat=True).first() or 0, 1000) + 1
        row.update(asked_at=now, why=str(error)[:200], failures=failures)
    else:
        row.update(asked_at=now, why="", failures=0)


def _in_turns(urls: list[str]) -> Iterator[str]:
    """One address of each host, then the next of each."""
    by_host: dict[str, deque[str]] = defaultdict(deque)
    for url in urls:
        by_host[_host(url)].append(url)
    while by_host:
        for host in list(by_host):
            yield by_host[host].popleft()
            if not by_host[host]:
                del by_host[host]


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _is_elsewhere(link: FoundLink) -> bool:
    return link.kind == "address" and not is_ours(link.target) and len(link.target) <= outside.LONGEST_URL


def _write_down(page: ContentPage, found: dict[str, tuple[str, str]]) -> None:
    """Keep what was found on a page: since when a link is broken stays, and what is mended goes."""
    now = timezone.now()
    BrokenLink.objects.filter(page=page).exclude(url__in=found).delete()
    BrokenLink.objects.bulk_create(
        (
            BrokenLink(page_id=page.pk, url=url[:2000], words=words[:200], why=why[:200], seen_at=now)
            for url, (words, why) in found.items()
        ),
        update_conflicts=True,
        unique_fields=["page", "url"],
        update_fields=["words", "why", "seen_at"],
    )
