"""Drafts from rows: first every page with nothing on it, so that links can name them, then what is on each."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.log_actions import LogFormatter, log
from wagtail.models import Locale, Page

from accounts.models import User
from content.exchange.words import html as rich_text
from content.models import ContentPage, Move, MoveRow, NewsPage, NotCarried, OldAddress, PublicationPage
from content.moving_in.addresses import NO_SITE, Unreadable, read_address
from content.moving_in.judging import cut
from content.moving_in.placing import (
    NoPlace,
    free_slug,
    knows,
    may_add_below,
    page_of_ours,
    path_of,
    place_for,
)
from content.moving_in.redirecting import End, lead_on
from content.moving_in.rules import model_of

ACTION = "guildhall.moved_in"
LONGEST_OWNER = 120
PUT_RIGHT = "Put it right in the list or the rules, and bring it again: what is here already stays."


def make_page(move: Move, row: MoveRow) -> None:
    """Make the row's page, unpublished and with nothing on it yet, once. Where the list names a page that is there already, the
    address will lead to it instead."""
    old = OldAddress.objects.select_for_update().get(audience=move.audience, key=row.key)
    if row.before or old.carried:
        _as_before(row, old)
        return
    if there := _there_already(move, row):
        row.plan, row.leads_to, row.draft = MoveRow.Plan.REDIRECT, path_of(move.audience, there), {}
        row.warnings = [
            *row.warnings,
            f"“{there.draft_title}” is at its new address already: it leads there.",
        ]
        row.save(update_fields=["plan", "leads_to", "draft", "warnings"])
        row.not_carried.all().delete()
        return
    try:
        with transaction.atomic():
            page = _make(move, row)
    except NoPlace as error:
        not_carried(row, str(error))
    except ValidationError as error:
        not_carried(row, f"The page cannot be made: {' '.join(error.messages)}")
    else:
        old.page, old.carried = page, True
        old.save(update_fields=["page", "carried"])
        row.page = page
        row.save(update_fields=["page", "warnings"])


def _as_before(row: MoveRow, old: OldAddress) -> None:
    row.not_carried.all().delete()
    row.before, row.draft = True, {}
    if old.page_id is None:
        not_carried(row, "It was brought in before, and deleted since.", "Nothing, if that was meant.")
        return
    row.page, row.outcome = old.page, MoveRow.Outcome.CARRIED
    row.save(update_fields=["before", "draft", "page", "outcome"])


def _there_already(move: Move, row: MoveRow) -> ContentPage | None:
    try:
        wanted = read_address(row.draft["new_address"])
    except Unreadable:
        return None
    found = page_of_ours(move.audience, wanted.path)
    return found if found is not None and knows(move.made_by, move.audience, found) else None


def _make(move: Move, row: MoveRow) -> ContentPage:
    place = place_for(move, row, lambda page: may_add_below(move.made_by, page))
    if not may_add_below(move.made_by, place.parent):
        raise NoPlace(f"You may make no pages below “{place.parent.draft_title}”.")
    if place.note:
        row.warnings = [*row.warnings, place.note]
    page = model_of(row.draft["type"])(
        title=row.title,
        slug=free_slug(place.parent, place.slug),
        summary=row.draft["summary"],
        locale=Locale.get_default(),
        live=False,
        owner=move.made_by,
        **_owner(row.draft["owner"]),
    )
    if isinstance(page, NewsPage | PublicationPage) and row.draft["date"]:
        page.published_on = date.fromisoformat(row.draft["date"])
    # As it is now: others may have made pages below it while this job had it in hand.
    Page.objects.get(pk=place.parent.pk).add_child(instance=page)
    log(instance=page, action=ACTION, user=move.made_by, data={"address": row.address[:500]})
    return page


def _owner(said: str) -> dict[str, Any]:
    """Who answers for it: an account of staff, or a name, or an email."""
    if "@" not in said:
        return {"owner_name": said[:LONGEST_OWNER]}
    found = User.objects.filter(email__iexact=said, is_staff=True, is_active=True).first()
    if found is not None:
        return {"content_owner": found}
    return {"owner_name": said[:LONGEST_OWNER]}


def fill_page(move: Move, row: MoveRow) -> None:
    """Write what is on the row's page, its links leading to the pages they mean, as its first draft; and lead its old address
    there."""
    if row.page is None:
        # Somebody deleted it while others were being made.
        not_carried(row, "Its draft was deleted before it was finished.", "Nothing, if that was meant.")
        return
    page: Any = row.page.specific
    links = _Links(move, row.draft["blocks"])
    page.body = page.body.stream_block.to_python([links.block(block) for block in row.draft["blocks"]])
    revision = page.save_revision(user=move.made_by, clean=False)
    troubles = lead_on(move, row, End(page=page), lambda other: knows(move.made_by, move.audience, other))
    NotCarried.objects.bulk_create([*links.nowhere(row), *(_trouble(row, one) for one in troubles)])
    row.draft, row.outcome, row.revision_id = {}, MoveRow.Outcome.CARRIED, revision.pk
    row.save(update_fields=["draft", "outcome", "revision_id"])


def _trouble(row: MoveRow, why: str) -> NotCarried:
    return NotCarried(
        move=row.move, row=row, what=NotCarried.What.ADDRESS, address=row.address, words=row.title[:300], why=why,
        to_do="Look at what is there, and decide where the address should lead.",
    )  # fmt: skip


def not_carried(row: MoveRow, why: str, to_do: str = PUT_RIGHT) -> None:
    """The row is not carried after all, for this reason."""
    row.outcome, row.why, row.draft = MoveRow.Outcome.NOT_CARRIED, cut(why, 300), {}
    row.save(update_fields=["outcome", "why", "draft", "before"])
    row.not_carried.all().delete()
    NotCarried.objects.create(
        move=row.move, row=row, what=NotCarried.What.PAGE, address=row.address, words=row.title[:300], why=row.why, to_do=to_do
    )  # fmt: skip


class _Links:
    """The links in the texts of one page: to pages that were carried, and to others."""

    def __init__(self, move: Move, blocks: Iterable[dict[str, Any]]) -> None:
        self.move = move
        keys = {
            key
            for block in blocks
            for text in _texts(block)
            for link in _links_in(text)
            if (key := self._key(link))
        }
        known = OldAddress.objects.filter(audience=move.audience, key__in=keys, page__isnull=False)
        self.pages: dict[str, int | None] = dict(known.values_list("key", "page_id"))
        self.missing: dict[str, None] = {}

    def block(self, block: dict[str, Any]) -> dict[str, Any]:
        """The block with its links leading where they do here."""
        value = block["value"]
        if block["type"] == "text":
            return {**block, "value": self._text(value)}
        if block["type"] == "details":
            return {**block, "value": {**value, "text": self._text(value["text"])}}
        return block

    def nowhere(self, row: MoveRow) -> list[NotCarried]:
        """The links to pages of the old site that are not here."""
        return [
            NotCarried(
                move=row.move, row=row, what=NotCarried.What.LINK, address=link[:2000],
                why="The page it leads to was not carried: the link is as it was.", to_do="Lead it elsewhere, or take it out.",
            )
            for link in self.missing
        ]  # fmt: skip

    def _text(self, text: str) -> str:
        words = rich_text.read(text, lambda attributes: attributes.get("href", ""))
        return rich_text.write(words, self._attributes)

    def _attributes(self, link: str) -> dict[str, str] | None:
        key = self._key(link)
        if page := self.pages.get(key):
            return {"linktype": "page", "id": str(page)}
        shown = link.removeprefix(f"https://{NO_SITE}")
        if key:
            self.missing[shown] = None
        return {"href": shown}

    def _key(self, link: str) -> str:
        """What an address of the old site is known by; "" for one elsewhere."""
        if urlsplit(link).scheme not in ("http", "https"):
            return ""
        try:
            address = read_address(link)
        except Unreadable:
            return ""
        return address.key if address.host in (self.move.host, NO_SITE) else ""


def _texts(block: dict[str, Any]) -> list[str]:
    if block["type"] == "text":
        return [block["value"]]
    return [block["value"]["text"]] if block["type"] == "details" else []


def _links_in(text: str) -> list[str]:
    found: list[str] = []

    def note(attributes: dict[str, str]) -> str:
        found.append(attributes.get("href", ""))
        return ""

    rich_text.read(text, note)
    return found


class MovedIn(LogFormatter):
    """The line in a page's history."""

    label = "Move in from an old site"

    def format_message(self, log_entry: Any) -> str:
        """From where."""
        return f"Moved in from {log_entry.data.get('address', '')}"
