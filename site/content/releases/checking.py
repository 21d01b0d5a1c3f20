"""What stands in the way of a release, and what whoever schedules it should know before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.fields import StreamField

from audiences.keys import above
from content.audience import keys_in_hand
from content.audience_words import readers_in_words, widening_in_words
from content.links_checked.finding import links_in
from content.objections import why_not_take_down

if TYPE_CHECKING:
    from content.models import ContentPage, Release, ReleasedPage


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about one page of a release. ``stops``: it cannot be scheduled so. ``opens``: it has to be agreed to."""

    page_id: int
    words: str
    stops: bool = True
    opens: bool = False


@dataclass(frozen=True, slots=True)
class _Whole:
    """The release as a whole: ids of pages that it publishes and takes down."""

    published: frozenset[int]
    taken_down: frozenset[int]


def problems_of(release: "Release", user: Any) -> list[Problem]:
    """Everything there is to say about the pages of the release before ``user`` schedules it, page by page."""
    rows = rows_of(release)
    whole = _Whole(
        frozenset(row.page_id for row in rows if not row.take_down),
        frozenset(row.page_id for row in rows if row.take_down),
    )
    return [problem for row in rows for problem in _problems(row, whole, user)]


def rows_of(release: "Release") -> "list[ReleasedPage]":
    """The pages of a release, those above before those below."""
    return list(release.pages.select_related("page", "revision").order_by("page__path"))


def draft_of(row: "ReleasedPage") -> "ContentPage":
    """What the release makes of the page: the scheduled draft, or the newest one while it is being gathered."""
    revision = row.revision or row.page.get_latest_revision()
    page: ContentPage = revision.as_object() if revision else row.page.specific
    return page


def _problems(row: "ReleasedPage", whole: _Whole, user: Any) -> Iterator[Problem]:
    page, pk = row.page.specific, row.page_id
    permissions = page.permissions_for_user(user)
    if permissions.page_locked():
        yield Problem(pk, "It is locked: unlock it first.")
    elif not permissions.can_publish():
        yield Problem(pk, "You may not publish it. Ask somebody who may to schedule the release.")
    if page.alias_of_id:
        yield Problem(pk, "It follows another page: put that one into the release.")
    elif row.take_down:
        yield from _against_taking_down(page)
    else:
        yield from _against_publishing(row, page, whole)


def _against_taking_down(page: "ContentPage") -> Iterator[Problem]:
    if not page.live:
        yield Problem(page.pk, "It is not published, so it cannot be taken down.")
    if reason := why_not_take_down(page):
        yield Problem(page.pk, reason)
    below = page.get_descendants().live().count()
    if below:
        yield Problem(page.pk, f"Pages below it stay published: {below}.", stops=False)


def _against_publishing(row: "ReleasedPage", page: "ContentPage", whole: _Whole) -> Iterator[Problem]:
    pk, draft = page.pk, draft_of(row)
    if page.current_workflow_state:
        yield Problem(pk, "It is being reviewed: finish or cancel the review first.")
    if page.scheduled_revision:
        yield Problem(pk, "It is scheduled by itself: take its own publish time away first.")
    for words in (*reasons_in_draft(draft), *_unfinished_blocks(draft)):
        yield Problem(pk, words)
    if page.live and not page.has_unpublished_changes:
        yield Problem(pk, "Nothing has changed since it was published.", stops=False)
    if page.live and (opens := widening_in_words(draft)):
        yield Problem(pk, opens, stops=False, opens=True)
    parent = page.get_parent()
    if parent.depth > 1 and not parent.live and parent.pk not in whole.published:
        yield Problem(pk, "The page above it is not published, nor in this release.", stops=False)
    for words in _links_that_end(draft, whole):
        yield Problem(pk, words, stops=False)


def reasons_in_draft(draft: "ContentPage") -> list[str]:
    """Why the draft cannot be published as it is: times of its own, or something missing or wrong in it."""
    reasons, now = [], timezone.now()
    if draft.go_live_at and draft.go_live_at > now:
        reasons.append("Its draft has a publish time of its own: take that away first.")
    if draft.expire_at and draft.expire_at <= now:
        reasons.append("Its draft has expired: change its expiry time first.")
    try:
        draft.full_clean()
    except ValidationError as error:
        fields = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        reasons += [
            f"It is not finished ({name}): {words}" if name not in {"", "__all__"} else words
            for name, found in fields.items()
            for words in found
        ]
    return reasons


def _unfinished_blocks(draft: "ContentPage") -> Iterator[str]:
    """What the edit form would not publish: blocks in which something is missing or wrong."""
    for field in draft._meta.get_fields():
        if isinstance(field, StreamField):
            stream = getattr(draft, field.name)
            try:
                stream.stream_block.clean(stream)
            except ValidationError:
                yield f"It is not finished ({field.verbose_name}): open it, and publish it there to see what is missing."


def opened_beyond(row: "ReleasedPage", draft: "ContentPage", rows: "Iterable[ReleasedPage]") -> str:
    """The readers, in words, whom publishing the draft would let in though nobody agreed to them; "" where none. Who was
    agreed to for a page above it in the same release, or for its original, comes with that."""
    agreed = set(draft.audience_keys) if draft.live else set()
    for one in rows:
        above_it = row.page.path.startswith(one.page.path)
        if above_it or one.page.translation_key == row.page.translation_key:
            agreed.update(one.agreed_keys)
    more = [key for key in keys_in_hand(draft) if not any(above(old, key) for old in agreed)]
    return readers_in_words(more) if more else ""


def _links_that_end(draft: "ContentPage", whole: _Whole) -> Iterator[str]:
    """Links of the draft to pages that readers will not find when the release is out."""
    wanted = {int(one.target) for one in links_in(draft) if one.kind == "page" and one.target.isdecimal()}
    if not wanted:
        return
    model: Any = apps.get_model("content", "ContentPage")
    for page in model.objects.filter(pk__in=wanted):
        if page.pk in whole.taken_down:
            yield f"It links to “{page.get_admin_display_title()}”, which this release takes down."
        elif not page.live and page.pk not in whole.published:
            yield f"It links to “{page.get_admin_display_title()}”, which is not published, nor in this release."
