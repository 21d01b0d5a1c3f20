"""What a service lets its customers do with what they have sent: by its own rules, or by what holds for all without any.

Each of these is one half of an answer, the service's; whether the state of a request allows it is said by the verbs
(``messages``, ``cancelling``, ``correcting``).
"""

from forms_engine.requests.models import AfterSending, Request
from forms_engine.requests.states import RequestState

Until = AfterSending.CorrectUntil

# In which states answers can be corrected, by how long a service takes corrections.
_CORRECTABLE: dict[str, frozenset[str]] = {
    Until.NEVER: frozenset(),
    Until.BEGUN: frozenset({RequestState.RECEIVED}),
    Until.DECIDED: frozenset({RequestState.RECEIVED, RequestState.IN_PROGRESS, RequestState.WAITING}),
}


def rules_of(service_id: int) -> AfterSending:
    """What a service allows; what holds for all (unsaved) where it says nothing. One query."""
    found = AfterSending.objects.filter(service=service_id).first()
    return found or AfterSending(service_id=service_id)


def may_add(request: Request, rules: AfterSending | None = None) -> bool:
    """Whether its customer may send words and files of their own accord."""
    return (rules or rules_of(request.service_id)).may_add


def may_withdraw(request: Request, rules: AfterSending | None = None) -> bool:
    """Whether its customer may take it back themselves. What has not been paid for yet can always be: not paying ends it
    as well."""
    if request.state == RequestState.AWAITING_PAYMENT:
        return True
    return (rules or rules_of(request.service_id)).may_withdraw


def may_correct(request: Request, rules: AfterSending | None = None) -> bool:
    """Whether its customer may correct what they answered, where it stands now. What began in another system was answered
    by nobody here, and practice is nobody's."""
    if request.journey_version_id is None or request.erased_at is not None:
        return False
    return request.state in _CORRECTABLE[(rules or rules_of(request.service_id)).correct_until]
