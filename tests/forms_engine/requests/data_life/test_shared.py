"""What was split from a request holds some of the same: its files and its location. Whichever is erased last takes them
along, and nothing before that."""

from uuid import uuid4

import pytest

from accounts.roles import Role
from audiences.admission import admit
from forms_engine.files.models import StoredFile
from forms_engine.journeys.services import submit
from forms_engine.locations.models import Location
from forms_engine.requests.added_files import Sending, add_files
from forms_engine.requests.data_life.erasing import erase_request
from forms_engine.requests.models import Request, Tombstone
from forms_engine.requests.splitting import Part, split
from tests.factories import make_staff
from tests.forms_engine.council import open_council, photo, started
from tests.forms_engine.requests.data_life.test_erasing import finish

pytestmark = pytest.mark.django_db
TIME = Tombstone.Because.TIME


@pytest.fixture
def both(db):
    """A request and what was split from it, finished: both hold one file and one location, and the first another file."""
    open_council()
    officer = admit(make_staff(Role.OFFICER), "staff")
    whole = submit(started().id)
    sent = Sending([photo("one.jpg"), photo("two.jpg")], uuid4())
    shared, _own = add_files(officer, whole.id, sent, words="", shown=True)
    given = Part(
        title="Ann Archer’s badge", service="blue-badge", what="A badge, too.", files={shared.file_id}
    )
    part = split(officer, whole.id, given, seen="received")
    return finish(whole), finish(part)


@pytest.mark.parametrize("first", [0, 1])
def test_whichever_is_erased_last_takes_them_along(both, first, django_capture_on_commit_callbacks):
    erased, kept = both[first], both[1 - first]
    shared = StoredFile.objects.get(pk=both[1].files.get().file_id)
    location = kept.location
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_request(erased.pk, TIME)
    assert shared.content.storage.exists(shared.content.name)
    assert kept.files.filter(file=shared).exists() and Location.objects.filter(pk=location.pk).exists()
    names = list(StoredFile.objects.values_list("content", flat=True))
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_request(kept.pk, TIME)
    assert not StoredFile.objects.exists() and not Location.objects.filter(pk=location.pk).exists()
    assert not [name for name in names if shared.content.storage.exists(name)]


def test_the_title_that_an_officer_made_up_goes_and_a_journeys_stays(both):
    whole, part = both
    for one in both:
        assert erase_request(one.pk, TIME)
    assert Request.objects.get(pk=part.pk).title == "Erased."
    assert Request.objects.get(pk=whole.pk).title == whole.title
