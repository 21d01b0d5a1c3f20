"""What the people of a team outside are shown of a request: their own words and names, and nobody else's."""

from uuid import uuid4

import pytest

from accounts.roles import Role
from audiences.admission import admit
from forms_engine.catalogue.models import Queue, Team
from forms_engine.journeys.services import submit
from forms_engine.requests.added_files import Sending, add_files
from forms_engine.requests.handing_on import move_to_queue
from forms_engine.requests.inward.claiming import claim
from forms_engine.requests.messages import write_as_officer
from forms_engine.requests.models import Request, TimelineEntry
from forms_engine.requests.outside.showing import files_for, timeline_outside
from tests.factories import make_partner, make_staff, make_user
from tests.forms_engine.council import open_council, photo, started

pytestmark = pytest.mark.django_db

Kind = TimelineEntry.Kind


@pytest.fixture
def officer():
    open_council()
    return admit(make_staff(Role.OFFICER, name="Ida Officer"), "staff")


@pytest.fixture
def crew(officer):
    Team.objects.create(slug="wold", name="Wold Highways crew", organisation="wold")
    return admit(make_partner("wold", name="Cass Contractor"), "partner")


@pytest.fixture
def job(crew):
    """A request in the crew's queue."""
    made = submit(started().id)
    queue = Queue.objects.create(slug="wold", name="Wold jobs", team=Team.objects.get(slug="wold"))
    move_to_queue(Request.objects.get(pk=made.pk), queue)
    return Request.objects.select_related("service", "queue", "customer").get(pk=made.pk)


def added(principal, job, name, *, shown):
    sent = Sending([photo(name)], uuid4())
    [kept] = add_files(principal, job.id, sent, words="", shown=shown)
    return kept


def test_files_that_the_council_added_for_itself_are_not_there(job, officer, crew):
    for_all = added(officer, job, "for-all.jpg", shown=True)
    hidden = added(officer, job, "for-colleagues.jpg", shown=False)
    ours = added(crew, job, "from-the-street.jpg", shown=False)
    assert list(files_for(crew, job)) == [for_all, ours]
    assert hidden in job.files.all()


def test_nor_where_the_service_is_their_own(job, officer, crew):
    job.service.team = Team.objects.get(slug="wold")
    job.service.save()
    added(officer, job, "for-colleagues.jpg", shown=False)
    ours = added(crew, job, "from-the-street.jpg", shown=False)
    assert list(files_for(crew, job)) == [ours]


def test_an_entry_names_their_own_people_and_nobody_else(job, officer, crew):
    claim(job.id, user=make_user(name="Ann Archer"))  # her own doing: the entry is hers
    write_as_officer(officer, job.id, "We come on Friday.", is_note=False)
    write_as_officer(crew, job.id, "We need a cherry picker.", is_note=True)
    named = {entry.kind: entry.actor for entry in timeline_outside(crew, job)}
    assert {Kind.CLAIMED, Kind.TO_CUSTOMER, Kind.NOTE} <= named.keys()
    assert {kind for kind, actor in named.items() if actor is not None} == {Kind.NOTE}
    assert named[Kind.NOTE] == crew.user
