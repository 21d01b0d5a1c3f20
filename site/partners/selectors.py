"""Reading organisations, their people and what became of them."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Max, Q, QuerySet
from django.utils import timezone

from accounts.models import Role, SignedIn, User
from audiences.keys import PARTNER, organisation_key
from audiences.principal import Principal
from partners.authority import organisations_of
from partners.models import Invitation, Membership, Organisation, OrganisationEvent

SOON = datetime.timedelta(days=30)


def organisation_keys(user: User) -> list[str]:
    """The audience keys of every organisation the person is a member of today."""
    slugs = Membership.objects.in_force().filter(user=user).values_list("organisation__slug", flat=True)
    return [organisation_key(slug) for slug in slugs]


def managed_by(user: User) -> list[str]:
    """The slugs of every organisation the person is a manager of today."""
    found = Membership.objects.in_force().filter(user=user, role=Role.PARTNER_MANAGER)
    return list(found.values_list("organisation__slug", flat=True))


def is_invited(user: User) -> bool:
    """Whether an invitation to the person's address waits to be accepted."""
    return (
        bool(user.email)
        and Invitation.objects.filter(
            email=user.email,
            accepted_at=None,
            cancelled_at=None,
            expires_at__gt=timezone.now(),
            organisation__state=Organisation.State.OPEN,
        ).exists()
    )


def organisations_to_choose() -> list[tuple[str, str]]:
    """Slugs and names of the organisations that something can be limited to: the open ones, by name."""
    found = Organisation.objects.filter(state=Organisation.State.OPEN).order_by("name")
    return list(found.values_list("slug", "name"))


def organisation_names(slugs: Iterable[str]) -> dict[str, str]:
    """The names of the organisations with these slugs, by name, closed ones too; nothing for a slug that is none's."""
    found = Organisation.objects.filter(slug__in=list(slugs)).order_by("name")
    return dict(found.values_list("slug", "name"))


def people_ever_of(slugs: Iterable[str]) -> QuerySet[User]:
    """Everybody who is a member of one of these organisations, or was."""
    return User.objects.filter(pk__in=Membership.objects.filter(organisation__slug__in=slugs).values("user"))


def looked_after(principal: Principal, words: str = "") -> QuerySet[Organisation]:
    """The organisations the principal has to do with whose name, slug or contact holds ``words``: those to confirm
    soonest on top, closed ones at the bottom. Each has ``people``, the number of its members."""
    found = organisations_of(principal)
    if words:
        found = found.filter(
            Q(name__icontains=words) | Q(slug__icontains=words) | Q(contact_name__icontains=words)
        )
    people = Count("memberships", filter=Q(memberships__active=True))
    return (
        found.annotate(people=people)
        .select_related("owner")
        .order_by(F("state").desc(), "confirm_by", "name")
    )


def is_due(organisation: Organisation) -> bool:
    """Whether its people have to be confirmed within the month, or should have been."""
    return organisation.is_open and organisation.confirm_by <= timezone.localdate() + SOON


@dataclass(frozen=True, slots=True)
class Person:
    """One member as the organisation's page shows them. ``last_seen``: when they were last on the partner site, as
    far as that is still known."""

    membership: Membership
    last_seen: datetime.datetime | None

    @property
    def user(self) -> User:
        """Whose membership it is."""
        return self.membership.user

    @property
    def is_over(self) -> bool:
        """Whether their last day has passed."""
        last_day = self.membership.expires
        return last_day is not None and last_day < timezone.localdate()


def people_of(organisation: Organisation) -> list[Person]:
    """Its active members by name, managers first. Only what they did on the partner site is looked at: what they do
    as residents is nobody's business there."""
    found = organisation.memberships.filter(active=True).select_related("user")
    members = list(found.order_by("role", "user__name"))
    seen = dict(
        SignedIn.objects.filter(user__in=[each.user_id for each in members], audience=PARTNER)
        .order_by()
        .values("user")
        .annotate(last=Max("last_used_at"))
        .values_list("user", "last")
    )
    return [Person(each, seen.get(each.user_id)) for each in members]


def managers_of(organisation: Organisation) -> list[User]:
    """Its partner managers by name: whom its members ask."""
    found = Membership.objects.in_force().filter(organisation=organisation).select_related("user")
    return [each.user for each in found.order_by("user__name") if each.is_manager]


def waiting_invitations(organisation: Organisation) -> QuerySet[Invitation]:
    """Its invitations that nobody has accepted or cancelled, the newest first."""
    return organisation.invitations.filter(accepted_at=None, cancelled_at=None).select_related("invited_by")


def latest_events(organisation: Organisation, most: int = 30) -> list[OrganisationEvent]:
    """What happened there last, the newest first."""
    return list(organisation.events.select_related("actor", "person", "invitation", "token")[:most])


def find_invitation(token_hash: str) -> Invitation | None:
    """The invitation whose link somebody holds, whatever has become of it."""
    found = Invitation.objects.filter(token_hash=token_hash)
    return found.select_related("organisation", "invited_by").first()
