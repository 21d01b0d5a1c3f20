"""Who may do what with drafts: Wagtail's own permissions, which the roles carry (``accounts.roles``).

Journey builders add and change; publishers and administrators publish, pause, roll back and withdraw as well.
"""

from typing import Literal

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from wagtail.permissions import policy_registry

from forms_engine.editor.models import JourneyDraft, QuestionSet

Action = Literal["add", "change", "delete", "publish"]


def may(request: HttpRequest, action: Action, model: type[JourneyDraft | QuestionSet] = JourneyDraft) -> bool:
    """Whether the person asking holds that permission."""
    return bool(policy_registry.get_by_type(model).user_has_permission(request.user, action))


def require(
    request: HttpRequest, action: Action, model: type[JourneyDraft | QuestionSet] = JourneyDraft
) -> None:
    """Go on only with that permission.

    Raises:
        PermissionDenied: answered as 403.
    """
    if not may(request, action, model):
        raise PermissionDenied


def editable_draft(request: HttpRequest, draft_id: int) -> JourneyDraft:
    """The row of a draft for somebody who may change drafts; its newest document is that of
    ``get_latest_revision_as_object()``.

    Raises:
        PermissionDenied: for anybody else.
        Http404: where there is none.
    """
    require(request, "change")
    draft: JourneyDraft = get_object_or_404(
        JourneyDraft.objects.select_related("locale", "journey", "latest_revision"), pk=draft_id
    )
    return draft


def editable_set(request: HttpRequest, set_id: int) -> QuestionSet:
    """The same for a question set."""
    require(request, "change", QuestionSet)
    question_set: QuestionSet = get_object_or_404(
        QuestionSet.objects.select_related("locale", "latest_revision"), pk=set_id
    )
    return question_set
