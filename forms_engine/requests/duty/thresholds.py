"""What a service's duty desk decides by: versions that never change, the newest in force."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from accounts.roles import Role
from audiences.principal import Principal
from forms_engine.catalogue.models import Service
from forms_engine.catalogue.selectors import teams_for
from forms_engine.requests.models import Threshold
from forms_engine.requests.selectors import is_officer
from forms_engine.requests.states import NotAllowed

WHO_SETS = frozenset({Role.TEAM_LEAD, Role.SERVICE_MANAGER})
MOST_CRITERIA = 20
LONGEST_CRITERION = 300


class ThresholdRefused(ValueError):
    """The threshold cannot be put in force; the message says why."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing to look for. ``key`` stays the same within a version."""

    key: str
    text: str


def criteria_of(threshold: Threshold) -> list[Criterion]:
    """A version's criteria, in order."""
    return [Criterion(str(one["key"]), str(one["text"])) for one in threshold.criteria]


def threshold_of(service_id: int) -> Threshold | None:
    """What is in force for a service; None where its requests are held against nothing."""
    return Threshold.objects.filter(service=service_id).order_by("-number").first()


def services_to_set(principal: Principal) -> list[Service]:
    """The services whose threshold this principal may set: of the teams they are in, for those who lead them or manage
    services, by name."""
    if not is_officer(principal) or not principal.roles & WHO_SETS:
        return []
    found = Service.objects.filter(team__in=teams_for(principal), locale__language_code="en")
    return list(found.select_related("team").order_by("name"))


@transaction.atomic
def put_in_force(
    principal: Principal,
    service: Service,
    *,
    name: str,
    criteria: Sequence[str],
    needs_second_person: bool,
    seen: int,
) -> Threshold:
    """Make the next version of a service's threshold; from now on it is the one that is decided by. Decisions made by
    earlier versions stand as they are. ``seen`` is the number of the version that the page showed, 0 for none.

    Raises:
        NotAllowed: for whoever may not set this service's threshold.
        ThresholdRefused: without a name or criteria, with too many or too long ones, or where somebody has put another
            version in force meanwhile.
    """
    if service.pk not in {one.pk for one in services_to_set(principal)}:
        raise NotAllowed("You may not set this service's threshold.")
    name, texts = name.strip(), [text.strip() for text in criteria if text.strip()]
    if not name:
        raise ThresholdRefused("Give the threshold a name.")
    if not texts:
        raise ThresholdRefused("Write at least one criterion.")
    if len(texts) > MOST_CRITERIA:
        raise ThresholdRefused(f"Write {MOST_CRITERIA} criteria at most.")
    if any(len(text) > LONGEST_CRITERION for text in texts):
        raise ThresholdRefused(f"Write {LONGEST_CRITERION} letters at most for each criterion.")
    if len(set(texts)) != len(texts):
        raise ThresholdRefused("Write each criterion once.")
    # One at a time: the service's row is what two who publish at once have in common.
    Service.objects.select_for_update(of=("self",), no_key=True).get(pk=service.pk)
    now = threshold_of(service.pk)
    if (now.number if now else 0) != seen:
        raise ThresholdRefused(
            "Somebody has put another version in force while you were writing. Look at it, then write yours again."
        )
    return Threshold.objects.create(
        service=service,
        number=seen + 1,
        name=name,
        criteria=[{"key": f"c{place}", "text": text} for place, text in enumerate(texts, start=1)],
        needs_second_person=needs_second_person,
        made_by=principal.user,
    )
