"""Two officers (or two clicks) on one request's page at the same moment: one question, one request taken out."""

from accounts.models import Role
from audiences.admission import admit
from forms_engine.journeys.services import submit
from forms_engine.requests import asking_customer, splitting
from forms_engine.requests.models import Request, TimelineEntry
from forms_engine.requests.splitting import Part
from forms_engine.requests.states import StateRefused
from tests.at_once import at_once
from tests.factories import make_staff
from tests.forms_engine.council import open_council, started


def officer():
    return admit(make_staff(Role.OFFICER), "staff")


def test_two_officers_who_ask_at_once_ask_one_question(committing_db, monkeypatch):
    open_council()
    request = submit(started().id)
    first, second = officer(), officer()

    def asks(principal, words):
        try:
            asking_customer.ask(principal, request.id, words, wants_files=False, seen="received", read=None)
        except StateRefused:
            return "refused"
        return "asked"

    said = at_once(
        monkeypatch,
        f"{asking_customer.__name__}.move",
        lambda: asks(first, "Which side?"),
        lambda: asks(second, "How deep?"),
    )
    assert said == ("asked", "refused")
    assert TimelineEntry.objects.filter(request=request, kind=TimelineEntry.Kind.ASKED).count() == 1


def test_two_clicks_take_out_one_request(committing_db, monkeypatch):
    open_council()
    request = submit(started().id)
    who = officer()
    part = Part(title="A badge", service="blue-badge", what="They also want a badge.")

    def split():
        return splitting.split(who, request.id, part, seen="received").reference

    first, second = at_once(monkeypatch, f"{splitting.__name__}._made", split, split)
    assert first == second and Request.objects.filter(split_from=request).count() == 1
