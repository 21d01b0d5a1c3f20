"""Reading decisions. Their owner decides who may see them; ask for one owner's."""

from django.db.models import QuerySet

from forms_engine.delivery.models import RoutingDecision


def decisions_of(owner_type: str, owner_id: str) -> QuerySet[RoutingDecision]:
    """Every decision about one owner, the first first."""
    return RoutingDecision.objects.filter(owner_type=owner_type, owner_id=owner_id).order_by("pk")
