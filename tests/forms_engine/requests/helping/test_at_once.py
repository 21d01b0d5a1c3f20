"""Things done at the same moment: two invitations of the same person accepted, and an agreement ended while by it is sent."""

from functools import partial

from forms_engine.journeys import services
from forms_engine.requests.helping.accepting import accept
from forms_engine.requests.helping.ending import end
from forms_engine.requests.helping.inviting import invite
from forms_engine.requests.helping.selectors import in_force
from forms_engine.requests.models import ActingFor, Request
from tests.at_once import at_once
from tests.forms_engine.council import open_council, started
from tests.forms_engine.requests.helping.people import agreed, asked, newest_token, resident


def people():
    return resident("Pia Person", "pia@example.org"), resident("Hal Helper", "hal@example.org")


def test_two_invitations_accepted_at_once_are_one_agreement(committing_db, monkeypatch):
    pia, hal = people()
    tokens = []
    for address in ("hal@example.org", "07700 900 123"):
        invite(pia, asked(to=address))
        tokens.append(newest_token())
    at_once(
        monkeypatch,
        "forms_engine.requests.helping.accepting.tell_accepted",
        *(partial(accept, hal, token) for token in tokens),
    )
    assert ActingFor.objects.filter(in_force(), helper=hal.user).count() == 1


def test_what_is_being_sent_is_sent_before_the_end(committing_db, monkeypatch):
    open_council()
    pia, hal = people()
    made, acts = agreed(pia, hal)
    draft = started(principal=acts)
    at_once(
        monkeypatch,
        "forms_engine.journeys.services.open_request",
        partial(services.submit, draft.id),
        partial(end, pia, made.pk),
    )
    made.refresh_from_db()
    assert Request.objects.get().created_at < made.ended_at
