"""What residents read for a request's state: their service's own words where it has some, in their language."""

from collections.abc import Iterable, Mapping

from django.utils import translation

from forms_engine.requests.models import Request, StateWording
from forms_engine.requests.models.promises import in_language
from forms_engine.requests.states import RequestState

LONGEST = 60  # letters: a state is a line, not a paragraph


def state_words(service_id: int, state: str, language: str) -> str:
    """One state in a language (a code such as ``cy``). One query."""
    return StateWords([service_id], language)(service_id, state)


class StateWords:
    """The words for every state of some services, in one language and with one query: call it with a service's id and a
    state."""

    def __init__(self, service_ids: Iterable[int], language: str) -> None:
        """``language`` is a code such as ``cy``; what a service says in English only is said in English."""
        self.language = language
        rows = StateWording.objects.filter(service__in=set(service_ids))
        self.own: Mapping[tuple[int, str], str] = {
            (row.service_id, row.state): in_language(row.words, language) for row in rows
        }

    def __call__(self, service_id: int, state: str) -> str:
        """What the service's customers read for that state."""
        own = self.own.get((service_id, state))
        if own:
            return own
        with translation.override(self.language):
            return str(RequestState(state).label)


def with_state_words(requests: Iterable[Request], language: str) -> list[tuple[Request, str]]:
    """Each request with its state in words. One query."""
    found = list(requests)
    words = StateWords((request.service_id for request in found), language)
    return [(request, words(request.service_id, request.state)) for request in found]
