"""Reading pages and files: what a principal may see of them, and nothing else."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from wagtail.models import Collection
from wagtail.query import PageQuerySet

from audiences.keys import PUBLIC, STAFF, cut, organisation_key
from audiences.principal import Principal
from audiences.selectors import visible_to
from content.paths import path_above, paths_above

if TYPE_CHECKING:
    from content.models import ContentPage, GuildhallDocument


def pages(principal: Principal) -> PageQuerySet:
    """Every published page the principal may read, of whatever type."""
    model: type[ContentPage] = apps.get_model("content", "ContentPage")
    return visible_to(principal, model.objects.live())


def readable_collections(principal: Principal) -> frozenset[int]:
    """The collections whose files the principal may have, by id, in two queries however many there are."""
    return frozenset(pk for pk, keys in _keys_of_collections().items() if not principal.keys.isdisjoint(keys))


def _keys_of_collections() -> dict[int, tuple[str, ...]]:
    """Who may have the files of each collection, by its id."""
    setting = apps.get_model("content", "CollectionAudience")
    own = {one.collection_id: one.own_keys() for one in setting.objects.all()}
    # By path, so that a collection comes after those above it. "" stands above all and says nothing.
    said: dict[str, tuple[str, ...] | None] = {"": None}
    found = {}
    for pk, path in Collection.objects.order_by("path").values_list("pk", "path"):
        keys = said.get(path_above(path))
        if pk in own:
            keys = own[pk] if keys is None else cut(keys, own[pk])
        said[path] = keys
        found[pk] = (STAFF,) if keys is None else keys
    return found


def collection_keys(collection: Collection) -> tuple[str, ...]:
    """Who may have the files of a collection: its own setting cut with those above it; staff where none is set."""
    setting = apps.get_model("content", "CollectionAudience")
    paths = [collection.path, *paths_above(collection.path)]
    said = list(setting.objects.filter(collection__path__in=paths))
    keys: tuple[str, ...] = (PUBLIC,) if said else (STAFF,)
    for one in said:
        keys = cut(keys, one.own_keys())
    return keys


def published(principal: Principal, kind: str) -> PageQuerySet:
    """Every published page of one type (the name of its model in ``content``) that the principal may read."""
    return visible_to(principal, apps.get_model("content", kind).objects.live())


def documents_within(principal: Principal, collection: Collection) -> "QuerySet[GuildhallDocument]":
    """The documents of a collection and of those below it, as far as the principal may have them."""
    model: type[GuildhallDocument] = apps.get_model("content", "GuildhallDocument")
    return model.objects.filter(
        collection__path__startswith=collection.path, collection__in=readable_collections(principal)
    )


def documents_shared_with(
    principal: Principal, organisation: str, collections: Iterable[Collection]
) -> "QuerySet[GuildhallDocument]":
    """The documents of these collections and of those below them, as far as the principal may have them: first those that
    are limited to some organisations, ``organisation`` (a slug) among them, each the newest first. Each has ``is_limited``."""
    model: type[GuildhallDocument] = apps.get_model("content", "GuildhallDocument")
    keys = _keys_of_collections()
    readable = [pk for pk, own in keys.items() if not principal.keys.isdisjoint(own)]
    limited = [pk for pk, own in keys.items() if organisation_key(organisation) in own]
    below = Q(pk__in=[])
    for one in collections:
        below |= Q(collection__path__startswith=one.path)
    is_limited = ExpressionWrapper(Q(collection__in=limited), output_field=BooleanField())
    found = model.objects.filter(below, collection__in=readable).annotate(is_limited=is_limited)
    return found.order_by("-is_limited", "-created_at", "-pk")
