"""What came of a request: the outcomes that its service names, of which whoever resolves or closes one says one."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from forms_engine.requests.models import Outcome, Request
from forms_engine.requests.models.promises import in_language
from forms_engine.requests.states import RequestState, StateRefused

# How a request ends where somebody may say what came of it.
ASKED_FOR = frozenset({RequestState.RESOLVED.value, RequestState.CLOSED.value})


def outcomes_for(service_id: int) -> list[Outcome]:
    """The outcomes that a service's officers choose from, in its order. One query."""
    return list(Outcome.objects.filter(service=service_id, is_live=True).order_by("position", "name"))


def outcomes_of_all(service_ids: Iterable[int]) -> dict[int, list[Outcome]]:
    """The same of several services, by their ids: for who closes many requests at once. One query."""
    found: dict[int, list[Outcome]] = {}
    rows = Outcome.objects.filter(service__in=set(service_ids), is_live=True)
    for outcome in rows.order_by("service", "position", "name"):
        found.setdefault(outcome.service_id, []).append(outcome)
    return found


def outcome_said(request: Request, to: str, slug: str) -> Outcome | None:
    """The outcome of that slug, for a request that is about to go ``to`` a state; None where its service names none that
    end so, and nothing was said.

    Raises:
        StateRefused: where its service names some and none of them was said, or one that does not end so.
    """
    if to not in ASKED_FOR:
        if slug:
            raise StateRefused(_("Only a request that is resolved or closed has an outcome."))
        return None
    offered = [outcome for outcome in outcomes_for(request.service_id) if outcome.ends == to]
    if not slug and not offered:
        return None
    for outcome in offered:
        if outcome.slug == slug:
            return outcome
    raise StateRefused(
        _("Say what came of it: choose an outcome of those that go with “%(state)s”.")
        % {"state": RequestState(to).label}
    )


def with_words(outcome: Outcome | None, message: str, language: str) -> str:
    """A message to the customer that begins with the outcome's own words, in their language; once, also where whoever
    wrote the message began with them already."""
    words = in_language(outcome.words, language).strip() if outcome else ""
    message = message.strip()
    if not words or message.startswith(words):
        return message
    return f"{words}\n\n{message}".strip()
