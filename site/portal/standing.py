"""How requests stand, as their customer reads it in a list: the state, who has it, what happens next and by when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forms_engine.catalogue.outside import organisation_names
from forms_engine.catalogue.words import words_of
from forms_engine.requests.due import due_for_customer
from forms_engine.requests.models import Request
from forms_engine.requests.states import FINISHED, RequestState
from forms_engine.requests.wording import with_state_words
from forms_engine.runtime.wording import pounds

NEXT: dict[str, Promise] = {
    RequestState.SUSPECTED: gettext_lazy("A person has to look at it before it goes to the team."),
    RequestState.RECEIVED: gettext_lazy("The team has it and will start work on it."),
    RequestState.IN_PROGRESS: gettext_lazy("The team is working on it."),
    RequestState.WAITING: gettext_lazy("Answer our question. Then we go on with it."),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One request in a list. ``next``, ``by`` and ``handled_by`` are empty of what has come to its end; ``by`` is the day
    until which it is to be paid, or is promised to be done."""

    made: Request
    state: str
    handled_by: str
    next: str
    by: date | None
    is_late: bool

    @property
    def is_open(self) -> bool:
        """Whether anybody still has to do something about it."""
        return self.made.state not in FINISHED


def with_what_lists_show(requests: QuerySet[Request]) -> QuerySet[Request]:
    """The requests with what ``standings`` asks of them, and without what is long."""
    return (
        requests.select_related("service", "queue__team")
        .prefetch_related("clocks")
        .defer("answers", "facts", "spam_marks")
    )


def standings(requests: Iterable[Request], language: str) -> list[Standing]:
    """How these requests stand, in the page's language. A few queries, however many there are."""
    found = with_state_words(requests, language)
    services = words_of({made.service for made, _state in found}, language)
    organisations = organisation_names(
        made.queue.team.organisation for made, _state in found if made.queue is not None
    )
    return [_standing(made, state, services[made.service_id].name, organisations) for made, state in found]


def _standing(made: Request, state: str, service: str, organisations: dict[str, str]) -> Standing:
    if made.state in FINISHED:
        return Standing(made, state, "", "", None, is_late=False)
    if made.state == RequestState.AWAITING_PAYMENT:
        by = timezone.localdate(made.pay_by) if made.pay_by else None
        fee = _("Pay %(fee)s, so that the team can begin.") % {"fee": pounds(made.fee_pence)}
        return Standing(made, state, service, fee, by, is_late=False)
    outside = made.queue.team.organisation if made.queue is not None and made.received_at else ""
    by = due_for_customer(made)
    return Standing(
        made,
        state,
        organisations.get(outside, service),
        str(NEXT[RequestState(made.state)]),
        by,
        is_late=by is not None and by < timezone.localdate(),
    )
