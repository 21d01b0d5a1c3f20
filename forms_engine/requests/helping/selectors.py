"""What an agreement to act for somebody opens today. It is asked of the database each time: whatever ends it counts at
once, and its id, which the helper's session holds, opens nothing by itself."""

from dataclasses import replace
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.models import User
from audiences.keys import PUBLIC
from audiences.principal import Principal
from forms_engine.catalogue.models import Service
from forms_engine.requests.models import ActingFor, Request

_Named = ActingFor.services.through
_GOES_ON = ExpressionWrapper(Q(accepted_at__isnull=False, ended_at=None), output_field=BooleanField())


def in_force() -> Q:
    """The agreements that stand today: accepted, not ended, not past their last day, of somebody whose account, if they
    have one, is open."""
    return (
        Q(accepted_at__isnull=False, ended_at=None)
        & (Q(last_day=None) | Q(last_day__gte=timezone.localdate()))
        & (Q(customer__user=None) | Q(customer__user__is_active=True))
    )


def agreement_of(principal: Principal) -> ActingFor | None:
    """By which agreement this principal acts for somebody else now, with its customer; None where they act for themselves,
    and where what they chose stands no more."""
    if principal.helping is None:
        return None
    return _of(principal).select_related("customer__user").first()


def requests_helped_with(principal: Principal) -> QuerySet[Request]:
    """The requests of whom this principal acts for, of the services that were agreed. Where it is not limited, of every open
    service: what is team-only or restricted is shown to nobody who was not named for it."""
    named = _Named.objects.filter(actingfor=principal.helping)
    limited = _of(principal).filter(is_limited=True)
    covered = Q(service__in=named.values("service")) | (
        Q(service__openness=Service.Openness.OPEN) & ~Exists(limited)
    )
    whose = Subquery(_of(principal).values("customer")[:1])
    return Request.objects.filter(covered, customer=whose, audience=PUBLIC, is_practice=False)


def covering(service: Service) -> Q:
    """The agreements that let their helper deal with this service."""
    named = _Named.objects.filter(actingfor=OuterRef("pk"))
    by_name = Exists(named.filter(service=service))
    return Q(by_name) | Q(is_limited=False) if service.openness == Service.Openness.OPEN else Q(by_name)


def may_send(helper_id: int | None, customer_id: UUID | None, service: Service) -> QuerySet[ActingFor]:
    """The agreement by which this person may send a request of a service for that customer today: one, or none."""
    return ActingFor.objects.filter(in_force(), covering(service), helper=helper_id, customer=customer_id)


def helpers_of(user: User) -> QuerySet[ActingFor]:
    """Everybody who was ever asked to act for this person: first those who accepted and have not been ended, however much
    came since, then the newest first."""
    return _whole(ActingFor.objects.filter(customer__user=user))


def people_helped_by(user: User) -> QuerySet[ActingFor]:
    """Everybody this person ever agreed to act for, in the same order."""
    return _whole(ActingFor.objects.filter(helper=user))


def services_to_name() -> QuerySet[Service]:
    """The services that an agreement can be limited to, by name: those of which residents can ask something."""
    rows = Service.objects.filter(locale__language_code="en", journeys__is_practice=False)
    return rows.filter(journeys__audience_keys__contains=[PUBLIC]).distinct().order_by("name", "pk")


def chosen_by(principal: Principal, agreement_id: UUID) -> ActingFor | None:
    """The agreement that whoever asks may act by, by its id; None for everybody else's, and for what stands no more."""
    return agreement_of(replace(principal, helping=agreement_id))


def _of(principal: Principal) -> QuerySet[ActingFor]:
    if principal.audience != PUBLIC or principal.user is None or principal.helping is None:
        return ActingFor.objects.none()
    return ActingFor.objects.filter(in_force(), pk=principal.helping, helper=principal.user)


def _whole(agreements: QuerySet[ActingFor]) -> QuerySet[ActingFor]:
    return (
        agreements.select_related("customer__user", "helper")
        .prefetch_related("services")
        .order_by(_GOES_ON.desc(), "-made_at", "id")
    )
