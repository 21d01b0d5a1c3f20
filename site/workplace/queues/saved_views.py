"""Lists that are kept under a name: one's own, or a team's. What is kept is where to look, never what is seen there: whoever
opens one sees what they would see by choosing the same filters."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.http import QueryDict

from audiences.principal import Principal
from forms_engine.catalogue.models import Queue, Team
from forms_engine.catalogue.selectors import teams_for
from forms_engine.requests.selectors import is_officer, queues_of
from forms_engine.requests.states import NotAllowed
from workplace.models import SavedView
from workplace.queues.filters import Filters

MOST = 50  # of one person
LONGEST = 80


class NotKept(ValueError):
    """A list cannot be kept like that; the message says why."""


def views_for(principal: Principal) -> QuerySet[SavedView]:
    """The saved lists of this principal: their own and their teams', by name, as far as they work in the queue."""
    if principal.user is None or not is_officer(principal):
        return SavedView.objects.none()
    whose = Q(user=principal.user) | Q(team__in=teams_for(principal))
    shown = Q(queue=None) | Q(queue__in=queues_of(principal).order_by().values("pk"))
    return (
        SavedView.objects.filter(whose, shown).select_related("queue", "team", "user").order_by("name", "pk")
    )


def may_change(principal: Principal, view: SavedView) -> bool:
    """Whether it is theirs to rename or to delete: their own, and of a team what its lead finds there."""
    if principal.user is None:
        return False
    leads = view.team is not None and view.team.lead_id == principal.user.pk
    return view.user_id == principal.user.pk or leads


@transaction.atomic
def save_view(
    principal: Principal, *, name: str, filters: Filters, queue: Queue | None, team: Team | None
) -> SavedView:
    """Keep a list under a name. The same name again replaces what was kept under it.

    Raises:
        NotAllowed: when the principal works on no requests, or is not in that team.
        NotKept: without a name, with one that is too long, or where there are too many.
    """
    user = principal.user
    if user is None or not is_officer(principal):
        raise NotAllowed("You may not keep lists.")
    if team is not None and not teams_for(principal).filter(pk=team.pk).exists():
        raise NotAllowed("You are not in that team.")
    name = _checked(name)
    theirs = SavedView.objects.filter(user=user)
    if theirs.exclude(name=name).count() >= MOST:
        raise NotKept(f"You have {MOST} saved lists. Delete one that you do not use, then save this one.")
    view, _ = SavedView.objects.update_or_create(
        user=user, name=name, defaults={"query": filters.query, "queue": queue, "team": team}
    )
    return view


def rename_view(principal: Principal, view_id: UUID, name: str) -> SavedView:
    """Give a saved list another name.

    Raises:
        SavedView.DoesNotExist, NotAllowed: where there is none for the principal, or it is not theirs to change.
        NotKept: without a name, or with one that is taken.
    """
    view = _theirs(principal, view_id)
    view.name = _checked(name)
    try:
        with transaction.atomic():
            view.save(update_fields=["name"])
    except IntegrityError as error:
        raise NotKept("There is a list of that name already. Choose another name.") from error
    return view


def delete_view(principal: Principal, view_id: UUID) -> None:
    """Delete a saved list. The requests in it are not touched.

    Raises:
        SavedView.DoesNotExist, NotAllowed: as above.
    """
    _theirs(principal, view_id).delete()


def filters_of(view: SavedView) -> Filters:
    """What a saved list is narrowed by: read anew, so that what no longer makes sense counts for nothing."""
    return Filters.from_query(QueryDict(view.query))


def _theirs(principal: Principal, view_id: UUID) -> SavedView:
    view = views_for(principal).get(pk=view_id)
    if not may_change(principal, view):
        raise NotAllowed("This list is somebody else’s.")
    return view


def _checked(name: str) -> str:
    name = " ".join(name.replace("\0", "").split())
    if not name:
        raise NotKept("Give the list a name.")
    if len(name) > LONGEST:
        raise NotKept(f"Give it a name of {LONGEST} letters at most.")
    return name
