"""Where a draft goes: the page above it, and the last part of its address."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

from django.apps import apps
from django.utils.text import slugify
from wagtail.models import Page

from accounts.models import User
from content.missing_addresses.selectors import page_at, roots_of
from content.models import ContentPage, Move, MoveRow, OldAddress
from content.moving_in.addresses import LONGEST_SLUG, Unreadable, above, key_of, read_address, slug_of
from content.moving_in.rules import model_of
from content.sections.reach import edits


class NoPlace(ValueError):
    """There is no page it can go below; the message says why."""


@dataclass(frozen=True, slots=True)
class Place:
    """The page above, and the slug; ``note`` is what an editor should know of it."""

    parent: ContentPage
    slug: str
    note: str = ""


def page_of_ours(audience: str, path: str) -> ContentPage | None:
    """The page at this path of our site, published or not."""
    model = apps.get_model("content", "ContentPage")
    plain = unquote(path.partition("?")[0]).rstrip("/")
    homes = [root for prefix, root in roots_of(audience) if prefix == plain]
    places = homes or page_at(audience, plain)
    found: ContentPage | None = model.objects.filter(url_path__in=places).first()
    return found


def path_of(audience: str, page: Page) -> str:
    """The path of a page of ours; "" where it is on another site."""
    for prefix, root in roots_of(audience):
        if page.url_path.startswith(root):
            return f"{prefix}/{page.url_path.removeprefix(root)}"
    return ""


def may_add_below(user: User | None, page: ContentPage) -> bool:
    """Whether this person may make drafts below the page and publish them. Nobody: the command line, which may."""
    if user is None:
        return True
    rights = page.permissions_for_user(user)
    return bool(rights.can_add_subpage() and rights.can_publish_subpage())


def knows(user: User | None, audience: str, page: ContentPage) -> bool:
    """Whether this person may know that the page is there."""
    return user is None or edits(user, page) or (page.live and audience in page.audience_keys)


def place_for(move: Move, row: MoveRow, may_add: Callable[[ContentPage], bool]) -> Place:
    """Where the row's draft goes: at its new address, or below the nearest page that stood above it at the old site, or in
    its section.

    Raises:
        NoPlace: when a page of its type can go nowhere there.
    """
    kind, draft = row.draft["type"], row.draft
    address = read_address(row.address)
    note = ""
    if draft["new_address"]:
        try:
            wanted = key_of(read_address(draft["new_address"]).path)
        except Unreadable as error:
            raise NoPlace(f"The new address cannot be used: {error}") from error
        parent_path, _slash, last = wanted.rpartition("/")
        parent = page_of_ours(move.audience, parent_path or "/")
        if parent is not None and _fits(parent, kind) and may_add(parent):
            return Place(
                parent, slugify(last, allow_unicode=True)[:LONGEST_SLUG] or slug_of(address, row.title)
            )
        note = f"There is no page {parent_path or '/'} that it could go below: it is in its section."
    base = _base(move, draft["section"], may_add)
    for page in _above(move, row.key, base):
        if _fits(page, kind):
            return Place(page, slug_of(address, row.title), note)
    raise NoPlace(
        f"A page of the type “{kind}” cannot go below “{base.draft_title}”. Give it another section or type in the rules."
    )


def _base(move: Move, section: str, may_add: Callable[[ContentPage], bool]) -> ContentPage:
    if move.under is None:
        raise NoPlace("The page that everything was to go below has been deleted.")
    if not section:
        return move.under
    found = page_of_ours(move.audience, section) if section.startswith("/") else None
    if found is None or not may_add(found):
        raise NoPlace(
            f"There is no section “{section[:100]}” of yours here. Write the address of a page, such as /bins/."
        )
    return found


def _above(move: Move, key: str, base: ContentPage) -> list[ContentPage]:
    """The pages that stood above it and are below its section here, the nearest first; at last the section."""
    keys = list(above(key))
    known = OldAddress.objects.filter(
        audience=move.audience, key__in=keys, page__isnull=False
    ).select_related("page")
    by_key = {one.key: one.page for one in known}
    found = [by_key[one] for one in keys if one in by_key]
    return [page for page in found if page is not None and page.path.startswith(base.path)] + [base]


def _fits(page: ContentPage, kind: str) -> bool:
    return page.alias_of_id is None and model_of(kind) in page.specific_class.allowed_subpage_models()


def free_slug(parent: ContentPage, slug: str) -> str:
    """The slug, or with a number where another page below has it."""
    taken = set(parent.get_children().filter(slug__startswith=slug).values_list("slug", flat=True))
    number = 1
    found = slug
    while found in taken:
        number += 1
        found = f"{slug}-{number}"
    return found
