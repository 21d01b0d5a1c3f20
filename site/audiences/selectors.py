"""The one rule of who may read what. Every list, page, search, API answer and file goes through here."""

from typing import Protocol, TypeVar

from django.db.models import Model, QuerySet

from audiences.principal import Principal

M = TypeVar("M", bound=Model)


class HasAudienceKeys(Protocol):
    """Anything that carries audience keys."""

    audience_keys: list[str]


def visible_to(principal: Principal, queryset: QuerySet[M]) -> QuerySet[M]:
    """The rows of ``queryset`` that ``principal`` may read. Its model has an ``audience_keys`` ArrayField."""
    if not principal.keys:
        return queryset.none()
    return queryset.filter(audience_keys__overlap=sorted(principal.keys))


def may_read(principal: Principal, thing: HasAudienceKeys) -> bool:
    """The same rule for one object already in hand."""
    return not principal.keys.isdisjoint(thing.audience_keys)
