"""What programs do to pages, refused where the admin's screens refuse it.

Wagtail's API runs the actions registered here; the admin guards its own with hooks and in its views. Both ask the same rule,
``knowledge.keeping``.
"""

from wagtail.actions.delete_page import DeletePageAction, DeletePagePermissionError
from wagtail.actions.publish_page_revision import PublishPagePermissionError, PublishPageRevisionAction
from wagtail.actions.registry import ActionRegistry
from wagtail.actions.revert_to_page_revision import (
    RevertToPageRevisionAction,
    RevertToPageRevisionPermissionError,
)
from wagtail.actions.unpublish_page import UnpublishPageAction, UnpublishPagePermissionError
from wagtail.models import Page

from accounts.models import User
from knowledge.keeping import why_not_delete, why_not_move_to, why_not_unpublish

LOCKED = "This page is locked, or under way to its approval by others."


class Unpublish(UnpublishPageAction):
    """Not what a live journey shows."""

    def check(self, skip_permission_checks: bool = False) -> None:
        """Whether it may be done.

        Raises:
            UnpublishPagePermissionError: with the reason why not.
        """
        super().check(skip_permission_checks)
        if reason := why_not_unpublish(self.object, with_those_below=self.include_descendants):
            raise UnpublishPagePermissionError(reason)


class Delete(DeletePageAction):
    """Nor what people have confirmed that they read."""

    def check(self, skip_permission_checks: bool = False) -> None:
        """Whether it may be done.

        Raises:
            DeletePagePermissionError: with the reason why not.
        """
        super().check(skip_permission_checks)
        if reason := why_not_delete(self.page):
            raise DeletePagePermissionError(reason)


class Publish(PublishPageRevisionAction):
    """Not past a lock or past those who are to approve; and an article that a live journey shows keeps its address, also
    where an older revision had another."""

    def check(self, skip_permission_checks: bool = False) -> None:
        """Whether it may be done.

        Raises:
            PublishPagePermissionError: with the reason why not.
        """
        super().check(skip_permission_checks)
        if _is_locked(self.object, self.user):
            raise PublishPagePermissionError(LOCKED)
        if reason := why_not_move_to(self.object.pk, self.object.slug):
            raise PublishPagePermissionError(reason)


class Revert(RevertToPageRevisionAction):
    """Not past a lock."""

    def check(self, skip_permission_checks: bool = False) -> None:
        """Whether it may be done.

        Raises:
            RevertToPageRevisionPermissionError: with the reason why not.
        """
        super().check(skip_permission_checks)
        if _is_locked(self.instance, self.user):
            raise RevertToPageRevisionPermissionError(LOCKED)


def register_actions(actions: ActionRegistry) -> None:
    """Put them in the place of Wagtail's own."""
    for action in (Unpublish, Delete, Publish, Revert):
        actions.register(Page, action)


def _is_locked(page: Page, user: User) -> bool:
    lock = page.get_lock()
    return lock is not None and bool(lock.for_user(user))
