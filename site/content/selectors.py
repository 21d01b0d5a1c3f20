"""Reading pages and files: what a principal may see of them, and nothing else."""

from typing import TYPE_CHECKING

from django.apps import apps
from wagtail.models import Collection
from wagtail.query import PageQuerySet

from audiences.keys import STAFF, cut
from audiences.principal import Principal
from audiences.selectors import visible_to

if TYPE_CHECKING:
    from content.models import ContentPage

STEP = 4  # characters of a treebeard path per level


def pages(principal: Principal) -> PageQuerySet:
    """Every published page the principal may read, of whatever type."""
    model: type[ContentPage] = apps.get_model("content", "ContentPage")
    return visible_to(principal, model.objects.live())


def collection_keys(collection: Collection) -> tuple[str, ...]:
    """Who may have the files of a collection: its own setting cut with those above it; staff where none is set."""
    setting = apps.get_model("content", "CollectionAudience")
    paths = [collection.path[:end] for end in range(STEP, len(collection.path) + 1, STEP)]
    audiences = setting.objects.filter(collection__path__in=paths).values_list("audience", flat=True)
    keys: tuple[str, ...] | None = None
    for audience in audiences:
        keys = (audience,) if keys is None else cut(keys, (audience,))
    return (STAFF,) if keys is None else keys
