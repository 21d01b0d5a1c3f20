"""Who says how a service stands: the editors of the section its page lies in. There is no approval in between: a road is
closed now, and what they write can be taken down as quickly."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import policy_registry

from content.sections.reach import edits, edits_everything, sections_held


class SectionStatusPolicy(BasePermissionPolicy):
    """A right to a status is a right to edit its page."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether the user edits any section: which one is asked of each status."""
        return bool(user.is_active) and (edits_everything(user) or bool(sections_held(user)))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Whether the status is of a page in a section of the user's. One that is being made has no page yet."""
        if instance.page_id is None:
            return self.user_has_permission(user, action)
        return bool(user.is_active) and edits(user, instance.page)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        """The statuses of pages in the user's sections."""
        every: QuerySet[Any] = apps.get_model("content", "ServiceStatus").objects.all()
        if not user.is_active:
            return every.none()
        if edits_everything(user):
            return every
        inside = Q(pk__in=[])
        for held in sections_held(user):
            inside |= Q(page__path__startswith=held.path)
        return every.filter(inside)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        """Everybody who may edit some page."""
        policy: Any = policy_registry.get_by_type(Page)
        found: QuerySet[Any] = policy.users_with_any_permission(["add", "change", "publish"])
        return found if found is not None else get_user_model().objects.none()
