"""What the admin's screens about knowledge share."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from accounts.models import User
from content.admin_screens import Report, Screen
from knowledge.models import ArticlePage

__all__ = ["Report", "Screen", "article_for"]


def article_for(user: User, article_id: int) -> ArticlePage:
    """An article that this person may change.

    Raises:
        Http404: where there is none.
        PermissionDenied: where they may not.
    """
    article: ArticlePage = get_object_or_404(ArticlePage, pk=article_id)
    if not article.permissions_for_user(user).can_edit():
        raise PermissionDenied
    return article
