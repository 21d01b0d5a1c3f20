"""Writing audience keys: every page's own, cut with those of everything it stands in or comes from.

A page is never wider than the pages above it, than the page it is an alias of, or than the page it translates; what
comes from a page that is not published is nobody's. All the pages one change reaches are written in the transaction of
the change.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Q
from wagtail.models import Locale

from audiences.keys import PARTNER, PUBLIC, STAFF, cut
from content.paths import paths_above

if TYPE_CHECKING:
    from content.models import ContentPage

# Two changes at once could each read the other's pages as they were before; only one writes keys at a time.
TREE_LOCK = 7_205_759_403


@dataclass(frozen=True, slots=True)
class _Row:
    pk: int
    path: str
    audience: str
    organisations: list[str]
    own_audience_keys: list[str]
    audience_keys: list[str]
    alias_of_id: int | None
    translation_key: UUID
    locale_id: int
    live: bool


def lock_tree() -> None:
    """Let no other transaction write audience keys until this one ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TREE_LOCK])


@transaction.atomic
def rewrite_audience_keys(path: str) -> set[int]:
    """Bring the keys of the page at this treebeard ``path`` up to date, and of all pages that follow it: descendants,
    aliases, translations, and theirs. Returns the ids of those that changed."""
    lock_tree()
    default_locale = Locale.get_default().pk
    changed: set[int] = set()
    # Whether the page is published decides about what follows it, whatever its own keys are.
    itself = set(_model().objects.filter(path=path).values_list("pk", flat=True))
    pending = [*_followers(itself, default_locale), path]
    while pending:
        now = _rewrite_subtree(pending.pop(), default_locale)
        changed |= now
        pending += _followers(now, default_locale)
    return changed


def _rewrite_subtree(path: str, default_locale: int) -> set[int]:
    rows = _rows(Q(path__startswith=path))
    keys = {row.path: tuple(row.audience_keys) for row in _rows(Q(path__in=paths_above(path)))}
    sources = _sources(rows, default_locale)
    by_pk: dict[int, tuple[str, ...]] = {}
    changed: dict[tuple[str, ...], list[int]] = {}
    pinned: dict[tuple[str, ...], list[int]] = {}
    for row in rows:
        from_sources = [
            by_pk.get(one.pk, tuple(one.audience_keys)) if one.live else () for one in sources[row.pk]
        ]
        result = _cut_down(row, keys, from_sources)
        keys[row.path] = by_pk[row.pk] = result
        if list(result) != row.audience_keys:
            changed.setdefault(result, []).append(row.pk)
        if (readers := _readers_shown(row, sources[row.pk], from_sources)) is not None:
            pinned.setdefault(readers, []).append(row.pk)
    for result, pks in changed.items():
        _model().objects.filter(pk__in=pks).update(audience_keys=list(result))
    for readers, pks in pinned.items():
        audience, organisations = _choice_for(readers)
        _model().objects.filter(pk__in=pks).update(
            audience=audience, organisations=organisations, own_audience_keys=list(readers)
        )
    return {pk for pks in changed.values() for pk in pks}


def _readers_shown(
    row: _Row, sources: Sequence[_Row], keys: Sequence[tuple[str, ...]]
) -> tuple[str, ...] | None:
    """The keys of what an alias shows, where the alias does not say them yet; ``None`` where there is nothing to write.

    An alias can be made a page of its own, be copied as one, or lose its source. From then on nothing but its own choice
    and the pages above it keep it as narrow as what it shows, so it carries its source's readers as its choice. A
    translation is held by its original whatever becomes of it.
    """
    for source, readers in zip(sources, keys, strict=True):
        if source.pk == row.alias_of_id and source.translation_key != row.translation_key and readers:
            now = (row.audience, row.organisations, tuple(row.own_audience_keys))
            return None if now == (*_choice_for(readers), readers) else readers
    return None


def _choice_for(readers: Sequence[str]) -> tuple[str, list[str]]:
    """The audience and the organisations an editor would choose for these readers, or for fewer of them."""
    for key in (PUBLIC, STAFF, PARTNER):
        if key in readers:
            return ("" if key == PUBLIC else key), []
    return PARTNER, [key.removeprefix(f"{PARTNER}:") for key in readers]


def keys_in_hand(page: "ContentPage") -> tuple[str, ...]:
    """The keys a page would have if it were published as it is in hand, as previews need them. Writes nothing; a page
    that is not in the tree yet has the path it would get."""
    row = _Row(**{name: getattr(page, name) for name in _Row.__slots__})
    row = replace(row, own_audience_keys=list(page.own_keys()))
    keys = {one.path: tuple(one.audience_keys) for one in _rows(Q(path__in=paths_above(row.path)))}
    sources = _sources([row], Locale.get_default().pk)[row.pk]
    return _cut_down(row, keys, [tuple(source.audience_keys) for source in sources])


def _cut_down(
    row: _Row, keys: Mapping[str, tuple[str, ...]], sources: Sequence[tuple[str, ...]]
) -> tuple[str, ...]:
    """A page's own keys, cut with the nearest of those above it (``keys``, by path) and with those of its sources."""
    above = next((keys[one] for one in paths_above(row.path) if one in keys), None)
    if above is None:
        # At the top of the tree there is no section above to be the same as.
        above = (PUBLIC,) if row.audience else ()
    # An alias chooses nothing itself: its source does, whose keys follow.
    result = above if row.alias_of_id and sources else cut(row.own_audience_keys, above)
    for source in sources:
        result = cut(result, source)
    return result


def _sources(rows: Iterable[_Row], default_locale: int) -> dict[int, list[_Row]]:
    """For each row, the page it is an alias of and the page it translates."""
    rows = list(rows)
    translated = {row.translation_key for row in rows if row.locale_id != default_locale}
    aliased = {row.alias_of_id for row in rows if row.alias_of_id}
    found: list[_Row] = []
    if translated or aliased:
        found = _rows(Q(pk__in=aliased) | Q(translation_key__in=translated, locale_id=default_locale))
    return {
        row.pk: [
            one
            for one in found
            if one.pk != row.pk
            and (
                one.pk == row.alias_of_id
                or (
                    row.locale_id != default_locale
                    and one.locale_id == default_locale
                    and one.translation_key == row.translation_key
                )
            )
        ]
        for row in rows
    }


def _followers(changed: set[int], default_locale: int) -> list[str]:
    """The paths of the aliases and translations of these pages."""
    if not changed:
        return []
    pages = _model().objects
    keys = pages.filter(pk__in=changed, locale_id=default_locale).values_list("translation_key", flat=True)
    aliases = Q(alias_of_id__in=changed)
    translations = Q(translation_key__in=list(keys)) & ~Q(locale_id=default_locale)
    return list(pages.filter(aliases | translations).values_list("path", flat=True))


def _rows(which: Q) -> list[_Row]:
    fields = [field for field in _Row.__slots__]
    return [_Row(*values) for values in _model().objects.filter(which).order_by("path").values_list(*fields)]


def _model() -> "type[ContentPage]":
    return apps.get_model("content", "ContentPage")
