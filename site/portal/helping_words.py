"""An agreement to act for somebody, as the two people are shown it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forms_engine.catalogue.words import words_of
from forms_engine.requests.customers.of_account import name_of
from forms_engine.requests.helping.standing import INVITED_FOR, Standing, standing_of
from forms_engine.requests.models import ActingFor
from portal.helping_forms import RELATIONS


@dataclass(frozen=True, slots=True)
class AgreementShown:
    """``person`` is whose requests they are, ``helper`` who acts for them. ``services``: those alone; none: every open
    service."""

    id: UUID
    person: str
    helper: str
    relation: str
    services: list[str]
    standing: Standing
    said: str
    made_at: datetime
    accepted_at: datetime | None
    ended_at: datetime | None
    last_day: date | None
    answer_by: date


def in_words(agreement: ActingFor) -> AgreementShown:
    """How an agreement stands today, in its reader's language. Its people and services have been read with it."""
    services = list(agreement.services.all())
    words = words_of(services, get_language() or "en")
    standing = standing_of(agreement)
    return AgreementShown(
        id=agreement.pk,
        person=name_of(agreement.customer) or _("Somebody"),
        helper=agreement.helper.name if agreement.helper else agreement.helper_name,
        relation=str(dict(RELATIONS)[agreement.relation]),
        services=sorted(words[one.pk].name for one in services)
        or ([_("A service that we no longer offer")] if agreement.is_limited else []),
        standing=standing,
        said=_said(standing),
        made_at=agreement.made_at,
        accepted_at=agreement.accepted_at,
        ended_at=agreement.ended_at,
        last_day=agreement.last_day,
        answer_by=timezone.localdate(agreement.made_at + INVITED_FOR),
    )


def _said(standing: Standing) -> str:
    match standing:
        case Standing.STANDS:
            return _("May act now")
        case Standing.INVITED:
            return _("Has not answered yet")
        case Standing.LAPSED:
            return _("Did not answer in time")
        case Standing.REFUSED:
            return _("Refused, or taken back")
        case Standing.OVER:
            return _("The last day has passed")
    return _("Ended")
