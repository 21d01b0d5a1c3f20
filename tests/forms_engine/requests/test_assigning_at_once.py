"""Two who take one request at the same moment: one has it, the other is told who."""

from functools import partial

from accounts.roles import Role
from audiences.admission import admit
from forms_engine.catalogue.models import Queue, Team
from forms_engine.journeys.services import submit
from forms_engine.requests import assigning
from forms_engine.requests.models import Request
from forms_engine.requests.placing import place_in_queue
from forms_engine.requests.states import StateRefused
from tests.at_once import at_once
from tests.factories import make_staff
from tests.forms_engine.council import open_council, started

HELD = "forms_engine.requests.assigning._hold"


def officers(*names):
    people = [make_staff(Role.OFFICER, name=name) for name in names]
    Team.objects.get(slug="highways").members.add(*people)
    return [admit(person, "staff") for person in people]


def a_report():
    made = submit(started().id)
    place_in_queue(str(made.id), "highways")
    return made


def tried(verb):
    try:
        return verb()
    except StateRefused as refused:
        return str(refused)


def test_two_take_one_at_once_and_one_has_it(committing_db, monkeypatch):
    open_council()
    report = a_report()
    ida, ben = officers("Ida Officer", "Ben Officer")
    take = [partial(tried, partial(assigning.take, who, report.id, "")) for who in (ida, ben)]
    first, second = at_once(monkeypatch, HELD, *take)
    report.refresh_from_db()
    assert report.assigned_to == ida.user and isinstance(first, Request)
    assert second.startswith("Ida Officer has this request since")
    assert report.timeline.filter(kind="taken").count() == 1


def test_taken_and_given_at_once_one_of_them_counts(committing_db, monkeypatch):
    open_council()
    report = a_report()
    ida, ben, cara = officers("Ida Officer", "Ben Officer", "Cara Officer")
    first, second = at_once(
        monkeypatch,
        HELD,
        partial(tried, partial(assigning.give, ida, report.id, cara.user, "")),
        partial(tried, partial(assigning.take, ben, report.id, "")),
    )
    report.refresh_from_db()
    assert report.assigned_to == cara.user and isinstance(first, Request)
    assert second.startswith("Cara Officer has this request since")
    assert [entry.kind for entry in report.timeline.filter(kind__in=["taken", "given"])] == ["given"]


def test_two_who_ask_for_the_next_at_once_get_one_each(committing_db, monkeypatch):
    open_council()
    reports = {a_report().id, a_report().id}
    ida, ben = officers("Ida Officer", "Ben Officer")
    queue = Queue.objects.get(slug="highways")
    got = at_once(
        monkeypatch,
        HELD,
        partial(assigning.take_next, ida, queue),
        partial(assigning.take_next, ben, queue),
    )
    assert {one.id for one in got} == reports
