"""Drafts shared by links, for the matrix: one link that works, and those that must open nothing.

Whoever holds a link reads its drafts, and nothing more than everybody could: what its pages link to, show and embed is cut as
on any page.
"""

import datetime
import uuid
from typing import Any

from django.utils import timezone

from accounts.models import Role, User
from content.models import SharedDraft, StandardPage
from content.shared_drafts.services import share
from tests.factories import make_staff
from tests.leaks.groups import EDITORS, EVERYONE, LINK, PARTNERS, STAFF
from tests.leaks.world import World, _body, _page

SURFACE = "shared draft"
DAY = datetime.timedelta(days=1)


def add_shared_drafts(world: World, files: list[Any]) -> None:
    """The links. What is behind one that works is for editors, and for whoever holds it."""
    home = world.homes["public"]
    maker, gone = (make_staff(Role.EDITOR, name=world.canary("name of a sharer", EDITORS)) for _ in "12")
    known = [page for page in world.pages if page.depth in {3, 4}]
    first, second = (
        _page(world, home, world.canary(about, EDITORS, LINK, at=(SURFACE,), host="public"), live=False)
        for about in ("draft behind a link", "another behind the same link")
    )
    _redraft(first, body=_showing(first, [*known, second], files))

    # Shared while they were for everybody. Then the draft of one was closed, and the other page itself.
    word = world.canary("page whose draft was closed since", EVERYONE, STAFF, PARTNERS)
    closing = _page(world, home, word)
    word = world.canary("page closed since", STAFF, EDITORS)
    closed = _page(world, home, word, live=False)
    _link(world, maker, first, second, closing, closed)
    _redraft(closing, audience="staff", **_words(world.canary("draft closed since", EDITORS)))
    _redraft(closed, audience="staff").publish()

    for about, change in {
        "was ended": {"ended_at": timezone.now()},
        "is past its day": {"expires_at": timezone.now() - DAY},
        "was made by somebody who left": {"made_by": gone},
    }.items():
        draft = _page(world, home, world.canary(f"draft behind a link that {about}", EDITORS), live=False)
        made = _link(world, maker, draft)
        SharedDraft.objects.filter(pk=made.pk).update(**change)
    User.objects.filter(pk=gone.pk).update(is_active=False)


def addresses(world: World) -> list[str]:
    """Every link, and behind each every page of any link and some of none."""
    shared = set(SharedDraft.objects.values_list("pages", flat=True))
    others = [page.pk for page in world.pages if not page.live or page.depth == 4][:8]
    return [
        f"/drafts/{secret}/{tail}"
        for secret in world.links
        for tail in ["", *(f"{pk}/" for pk in sorted(shared | set(others)))]
    ]


def _showing(page: Any, linked: list[Any], files: list[Any]) -> list[Any]:
    """A body that links to all of these in every way, and shows the files."""
    links = "".join(f'<a linktype="page" id="{one.pk}">that</a> ' for one in linked)
    cards = [{"page": one, "title": "", "text": ""} for one in linked]
    return [*_body(page.title), ("text", f"<p>{links}</p>"), ("cards", {"cards": cards}), *files]


def _words(word: str) -> dict[str, Any]:
    return {"title": word, "summary": word, "body": _body(word)}


def _redraft(page: StandardPage, **changes: Any) -> Any:
    draft = StandardPage.objects.get(pk=page.pk)
    for name, value in changes.items():
        setattr(draft, name, value)
    return draft.save_revision()


def _link(world: World, maker: User, *pages: StandardPage) -> SharedDraft:
    made, secret = share(
        id=uuid.uuid4(),
        name=world.canary("for whom a draft is shared", EDITORS),
        pages=StandardPage.objects.filter(pk__in=[page.pk for page in pages]),
        by=maker,
    )
    world.links.append(secret)
    return made
