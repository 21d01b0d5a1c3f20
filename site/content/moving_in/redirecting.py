"""Redirects from old addresses. They are made with the draft and work from the moment the page is live: until then nobody may
read where they lead (``content.redirects``), so the old address is as unknown as the page."""

from collections.abc import Callable
from dataclasses import dataclass

from wagtail.contrib.redirects.models import Redirect

from content.missing_addresses.selectors import site_of
from content.models import ContentPage, Move, MoveRow, OldAddress
from content.moving_in.addresses import Unreadable, is_ours, read_address, ways_of_writing
from content.moving_in.placing import page_of_ours

LONGEST = 255  # Wagtail's
MOST_HOPS = 20

Knows = Callable[[ContentPage], bool]
"""Whether whoever moves in may know of a page."""


class NoEnd(ValueError):
    """It leads nowhere that is here; the message says why."""


def still_leads_on(move: Move, row: MoveRow) -> bool:
    """Whether there is still a redirect of the row's address: it goes with the page that it leads to."""
    ways = ways_of_writing(read_address(row.address))
    return Redirect.objects.filter(site=site_of(move.audience), old_path__in=ways).exists()


@dataclass(frozen=True, slots=True)
class End:
    """Where an old address leads: a page of ours, or an address elsewhere."""

    page: ContentPage | None = None
    link: str = ""


def end_of(move: Move, row: MoveRow, knows: Knows) -> End:
    """Where a row that leads on does so in the end: a chain is made short.

    Raises:
        NoEnd: when it leads in a circle, or to what is not here.
    """
    to, gone_by = row.leads_to, {row.pk: row.key}
    for _hop in range(MOST_HOPS):
        try:
            address = read_address(to, base=row.address)
        except Unreadable as error:
            raise NoEnd(f"It led to “{to[:150]}”, which is no address.") from error
        if is_ours(address):
            if (page := page_of_ours(move.audience, address.path)) and knows(page):
                return End(page=page)
            raise NoEnd(f"It led to {to[:150]}, where there is nothing.")
        if address.host and move.host and address.host != move.host:
            if len(to) > LONGEST:
                raise NoEnd("It led to an address elsewhere that is too long to be kept.")
            return End(link=to)
        if page := page_of_key(move.audience, address.key, knows):
            return End(page=page)
        following = (
            move.rows.filter(key=address.key, plan=MoveRow.Plan.REDIRECT).exclude(pk__in=gone_by).first()
        )
        if following is None:
            if address.key in gone_by.values():
                raise NoEnd("It led in a circle.")
            raise NoEnd(f"It led to {address.key[:150]}, which was not carried.")
        gone_by[following.pk] = following.key
        to = following.leads_to
    raise NoEnd(f"It led on more than {MOST_HOPS} times.")


def page_of_key(audience: str, key: str, knows: Knows) -> ContentPage | None:
    """What an old address became, or the page of ours at it, as far as whoever moves in may know of it."""
    old = (
        OldAddress.objects.filter(audience=audience, key=key, page__isnull=False)
        .select_related("page")
        .first()
    )
    found = old.page if old is not None else page_of_ours(audience, key)
    return found if found is not None and knows(found) else None


def lead_on(move: Move, row: MoveRow, end: End, knows: Knows) -> list[str]:
    """Make the redirects of a row's address, however it is written. What is there already stays. Answers what could not be
    made, in words."""
    site = site_of(move.audience)
    troubles = []
    for old_path in ways_of_writing(read_address(row.address)):
        if len(old_path) > LONGEST:
            troubles.append(f"An address of more than {LONGEST} characters cannot be led on.")
            continue
        there = page_of_ours(move.audience, old_path)
        if there is not None and knows(there):
            if end.page is None or there.pk != end.page.pk:
                troubles.append("Another page is at this address here: it cannot lead on.")
            continue
        made, new = Redirect.objects.get_or_create(
            old_path=old_path,
            site=site,
            defaults={"redirect_page": end.page, "redirect_link": end.link, "is_permanent": True},
        )
        if not new and (made.redirect_page_id, made.redirect_link) != (
            end.page.pk if end.page else None,
            end.link,
        ):
            troubles.append("The address led elsewhere already: that was left as it is.")
    return list(dict.fromkeys(troubles))
