"""Reading pages and files: what a principal may see of them, and nothing else."""

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import QuerySet
from wagtail.models import Collection
from wagtail.query import PageQuerySet

from audiences.keys import PUBLIC, STAFF, cut
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
    setting = apps.get_model("content", "CollectionAudience")
    own = {one.collection_id: one.own_keys() for one in setting.objects.all()}
    # By path, so that a collection comes after those above it. "" stands above all and says nothing.
    said: dict[str, tuple[str, ...] | None] = {"": None}
    found = set()
    for pk, path in Collection.objects.order_by("path").values_list("pk", "path"):
        keys = said.get(path_above(path))
        if pk in own:
            keys = own[pk] if keys is None else cut(keys, own[pk])
        said[path] = keys
        if not principal.keys.isdisjoint((STAFF,) if keys is None else keys):
            found.add(pk)
    return frozenset(found)


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
