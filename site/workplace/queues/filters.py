"""What a list of requests is narrowed by. All of it stands in the address, so that a list can be kept, sent and come back
to; none of it says anything about a customer."""

from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from audiences.principal import Principal
from forms_engine.catalogue.models import Service
from forms_engine.locations.models import Area
from forms_engine.requests.due import DUE_SOON, OVERDUE, SOON
from forms_engine.requests.models import Request, Urgency
from forms_engine.requests.states import BEFORE_RECEIVED, FINISHED, RequestState
from forms_engine.requests.working_days import council_days

MINE, NOBODYS = "mine", "nobodys"
FIRST_DUE = "due"
TICKED = "1"

# Years that a request can have been received in; others are somebody playing with the address.
EARLIEST, LATEST = 2000, 2200
LONGEST = 60  # letters of a slug or a code


@dataclass(frozen=True, slots=True)
class Filters:
    """Each is empty where the list is not narrowed by it. Without ``state``, a list shows what is not finished."""

    state: str = ""
    due: str = ""
    whose: str = ""
    unread: str = ""
    message: str = ""
    urgent: str = ""
    service: str = ""
    ward: str = ""
    channel: str = ""
    language: str = ""
    since: str = ""
    until: str = ""
    sort: str = ""

    @classmethod
    def from_query(cls, query: QueryDict) -> "Filters":
        """As the address has it; what makes no sense counts for nothing."""
        said = {one.name: query.get(one.name, "").replace("\0", "")[:LONGEST] for one in fields(cls)}
        found = cls(
            **{
                **said,
                "state": said["state"] if _is_shown(said["state"]) else "",
                "due": said["due"] if said["due"] in (OVERDUE, DUE_SOON) else "",
                "whose": said["whose"] if said["whose"] in (MINE, NOBODYS) else _uuid(said["whose"]),
                **{name: TICKED if said[name] else "" for name in ("unread", "message", "urgent")},
                "since": _day(said["since"]),
                "until": _day(said["until"]),
                "sort": FIRST_DUE if said["sort"] == FIRST_DUE else "",
            }
        )
        # Nothing that is finished is due.
        return replace(found, due="", sort="") if found.is_of_finished else found

    @property
    def is_of_finished(self) -> bool:
        """Whether the list shows what is finished."""
        return self.state in FINISHED

    @property
    def is_first_due_first(self) -> bool:
        """Whether what is due first stands on top, and not what came in last."""
        return bool(self.due) or self.sort == FIRST_DUE

    @property
    def query(self) -> str:
        """Back into an address."""
        return urlencode({name: value for name, value in self.as_dict().items() if value})

    def as_dict(self) -> dict[str, str]:
        """What a form shows."""
        return {one.name: getattr(self, one.name) for one in fields(self)}

    def but(self, **changes: str) -> "Filters":
        """The same with something changed."""
        return replace(self, **changes)

    @property
    def narrowed(self) -> int:
        """How many of them narrow the list, beside its state."""
        return sum(1 for name, value in self.as_dict().items() if value and name not in ("state", "sort"))


def narrow(principal: Principal, requests: QuerySet[Request], by: Filters) -> QuerySet[Request]:
    """Those of the requests that fit, in no order. What a filter names is looked up first: without a join, the database reads
    in the order of an index and stops when a page is full."""
    found = requests.filter(received_at__isnull=False)
    if by.state:
        found = found.filter(state=by.state)
    if not by.is_of_finished:
        found = found.filter(finished_at=None)
    if by.due:
        found = _due(found, by.due)
    if by.whose:
        found = _whose(principal, found, by.whose)
    if by.unread:
        found = found.filter(first_read_at=None)
    if by.message:
        found = found.filter(customer_wrote_at__isnull=False)
    if by.urgent:
        found = found.filter(service__in=list(Urgency.objects.values_list("service", flat=True)))
    return _by_what_it_is(found, by)


def _by_what_it_is(found: QuerySet[Request], by: Filters) -> QuerySet[Request]:
    if by.service:
        services = Service.objects.filter(slug=by.service).values_list("pk", flat=True)
        found = found.filter(service__in=list(services))
    if by.ward:
        found = found.filter(ward__in=list(Area.objects.filter(code=by.ward).values_list("pk", flat=True)))
    if by.channel:
        found = found.filter(channel=by.channel)
    if by.language:
        found = found.filter(language=by.language)
    if by.since:
        found = found.filter(received_at__gte=_begins(date.fromisoformat(by.since)))
    if by.until:
        found = found.filter(received_at__lt=_begins(date.fromisoformat(by.until) + timedelta(days=1)))
    return found


def _due(found: QuerySet[Request], due: str) -> QuerySet[Request]:
    today = timezone.localdate()
    if due == OVERDUE:
        return found.filter(due_on__lt=today)
    return found.filter(due_on__gte=today, due_on__lte=council_days().after(today, SOON))


def _whose(principal: Principal, found: QuerySet[Request], whose: str) -> QuerySet[Request]:
    if whose == NOBODYS:
        return found.filter(assigned_to=None)
    if whose == MINE:
        return found.filter(assigned_to=principal.user) if principal.user else found.none()
    return found.filter(assigned_to__in=list(User.objects.filter(uuid=whose).values_list("pk", flat=True)))


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _is_shown(state: str) -> bool:
    return state in RequestState.values and state not in BEFORE_RECEIVED


def _day(said: str) -> str:
    try:
        day = date.fromisoformat(said)
    except ValueError:
        return ""
    return day.isoformat() if EARLIEST <= day.year <= LATEST else ""


def _uuid(said: str) -> str:
    try:
        return str(UUID(said))
    except ValueError:
        return ""
