"""What people are told by email. The worker sends it after the transaction it is written in."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from accounts.models import Role, User
from audiences.keys import PARTNER, STAFF
from forms_engine.notices.services import send_email
from partners.models import Invitation, Membership, Organisation
from themes.council import COUNCIL

OWNER_TYPE = "organisation"


def send_invitation(invitation: Invitation, token: str) -> None:
    """The letter with the link. Its text is wiped once it is sent: the link is a key."""
    with translation.override(invitation.language):
        path = reverse("open_invitation", args=[token], urlconf=settings.HOST_URLCONFS[PARTNER])
    send_email(
        owner_type="invitation",
        owner_id=str(invitation.pk),
        subject="partner.invited",
        recipient=invitation.email,
        language=invitation.language,
        secret=True,
        context={
            "organisation": invitation.organisation.name,
            "invited_by": invitation.invited_by.name,
            "is_manager": invitation.role == Role.PARTNER_MANAGER,
            "until": invitation.expires_at,
            "link": settings.ENVIRONMENT.origin(PARTNER) + path,
            **_council(),
        },
    )


def tell_of_end(membership: Membership) -> None:
    """Tell somebody that they no longer have access."""
    _send("partner.ended", membership.organisation, membership.user, {})


def remind(organisation: Organisation, days: int) -> None:
    """Tell the owner and the managers that the people have to be confirmed within so many days."""
    _send_to_those_who_answer("partner.confirm-due", organisation, {"days": days})


def tell_of_lapse(organisation: Organisation) -> None:
    """Tell the owner and the managers that nobody gets in any more until the owner confirms."""
    _send_to_those_who_answer("partner.confirm-lapsed", organisation, {})


def _send_to_those_who_answer(subject: str, organisation: Organisation, context: dict[str, object]) -> None:
    owner = organisation.owner
    if owner is not None and owner.is_active:
        path = reverse(
            "confirm_organisation", args=[organisation.slug], urlconf=settings.HOST_URLCONFS[STAFF]
        )
        link = settings.ENVIRONMENT.origin(STAFF) + path
        _send(subject, organisation, owner, {**context, "link": link})
    managers = organisation.memberships.filter(active=True, role=Role.PARTNER_MANAGER, user__is_active=True)
    for manager in managers.select_related("user"):
        _send(subject, organisation, manager.user, context)


def _send(subject: str, organisation: Organisation, user: User, context: dict[str, object]) -> None:
    send_email(
        owner_type=OWNER_TYPE,
        owner_id=str(organisation.pk),
        subject=subject,
        recipient=user.email or "",
        context={
            "organisation": organisation.name,
            "until": organisation.confirm_by,
            "owner": organisation.owner.name if organisation.owner else "",
            **context,
            **_council(),
        },
    )


def _council() -> dict[str, object]:
    return {"phone": COUNCIL.phone, "hours": COUNCIL.hours, "council": COUNCIL.name}
