"""Letters that nobody has read: flagged after their service's days, once; printed, posted and said so, once."""

import base64
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Role
from audiences.admission import admit
from forms_engine.catalogue.models import Service
from forms_engine.journeys.services import submit
from forms_engine.requests.inward import letters_unread
from forms_engine.requests.inward.letters import note_fetched
from forms_engine.requests.inward.letters_unread import flag_unread, note_posted, to_print
from forms_engine.requests.models import AfterSending, Letter, Request, TimelineEntry
from forms_engine.requests.states import NotAllowed
from tests.factories import make_staff, make_user, signed_in
from tests.forms_engine.council import open_council, started
from tests.forms_engine.files.samples import PDF
from tests.forms_engine.requests.signing import back_office, frame, post, sent_to

pytestmark = pytest.mark.django_db

Kind = TimelineEntry.Kind


@pytest.fixture
def tramway():
    open_council()
    return back_office()


@pytest.fixture
def ann():
    return make_user()


@pytest.fixture
def officer(tramway):
    return admit(make_staff(Role.OFFICER, name="Ida Officer"), "staff")


@pytest.fixture
def write(tramway, ann):
    """Has the back office write a letter about a new request of Ann's, so many days ago; answers the letter."""

    def written(days=0, *, user=None):
        request = submit(started(principal=admit(user or ann, "public")).id)
        case = f"T-{request.reference}"
        sent_to(request, tramway, case=case)
        file = {"name": "decision.pdf", "content": base64.b64encode(PDF).decode()}
        answer = post("letters", tramway, frame("letter.sent", case=case, title="Decision", file=file))
        assert answer.status_code == 202, answer.content
        letter = Letter.objects.select_related("file", "request").get(request=request)
        Letter.objects.filter(id=letter.id).update(told_at=timezone.now() - timedelta(days=days))
        letter.refresh_from_db()
        return letter

    return written


def flagged(letter):
    letter.refresh_from_db()
    return letter.flagged_at is not None


def kinds(letter):
    return list(letter.request.timeline.order_by("number").values_list("kind", flat=True))


def test_fetched_by_its_customer_it_is_read_and_an_officers_look_is_none(write, ann, officer):
    letter = write(days=30)
    at_work = signed_in(officer.user, "staff")
    page = f"/requests/{letter.request.reference}/letters/{letter.id}/"
    assert at_work.get(f"/workplace{page}").status_code == 200
    letter.refresh_from_db()
    assert letter.read_at is None
    own = signed_in(ann).get(f"/requests/{letter.request.reference}/").content.decode()
    assert letter.file.sha256 in own, "who has a copy can check it"
    assert signed_in(ann).get(page).status_code == 200
    letter.refresh_from_db()
    first = letter.read_at
    assert first is not None
    note_fetched(letter, letter.request, reader=ann)
    letter.refresh_from_db()
    assert letter.read_at == first
    assert flag_unread(timezone.now()) == 0


def test_it_is_flagged_once_after_a_week_and_then_printed(write, officer):
    early, late = write(days=6), write(days=7)
    for expected in (1, 0):
        assert flag_unread(timezone.now()) == expected
    assert flagged(late) and not flagged(early)
    assert kinds(late).count(Kind.LETTER_UNREAD) == 1 and not late.request.timeline.last().shown_to_customer
    assert to_print(officer).letters == [late]


def test_each_service_has_days_of_its_own_and_may_say_never(write, officer):
    letter = write(days=30)
    own = AfterSending.objects.create(service=letter.request.service, print_letters_after=0)
    assert flag_unread(timezone.now()) == 0
    own.print_letters_after = 31
    own.save()
    assert flag_unread(timezone.now()) == 0 and not flagged(letter)
    own.print_letters_after = 30
    own.save()
    assert flag_unread(timezone.now()) == 1 and flagged(letter)


def test_what_was_never_shown_was_read_posted_or_erased_is_not_flagged(write, officer):
    for fields in ({"told_at": None}, {"read_at": timezone.now()}):
        Letter.objects.filter(id=write(days=9).id).update(**fields)
    note_posted(officer, write(days=9).id)
    flag_unread(timezone.now())
    assert not Letter.objects.filter(flagged_at__isnull=False).exists()


def test_read_after_all_it_is_not_to_be_printed(write, ann, officer):
    letter = write(days=9)
    flag_unread(timezone.now())
    signed_in(ann).get(f"/requests/{letter.request.reference}/letters/{letter.id}/")
    assert to_print(officer).letters == []


def test_posted_once_and_its_customer_sees_it(write, ann, officer):
    letter = write(days=9)
    flag_unread(timezone.now())
    assert note_posted(officer, letter.id).posted_by == officer.user
    other = admit(make_staff(Role.OFFICER), "staff")
    assert note_posted(other, letter.id).posted_by == officer.user
    assert kinds(letter).count(Kind.LETTER_POSTED) == 1 and to_print(officer).letters == []
    page = signed_in(ann).get(f"/requests/{letter.request.reference}/").content.decode()
    assert "We posted you a letter" in page


def test_only_officers_who_may_see_the_request_have_it(write, ann, officer):
    letter = write(days=9)
    flag_unread(timezone.now())
    editor = admit(make_staff(Role.EDITOR), "staff")
    Service.objects.filter(slug="highways-maintenance").update(openness="team-only")
    for nobody in (officer, editor, admit(ann, "public")):
        assert to_print(nobody).letters == []
        with pytest.raises(NotAllowed):
            note_posted(nobody, letter.id)
    with pytest.raises(NotAllowed):
        note_posted(officer, uuid4())
    officer.user.teams.add(letter.request.service.team)
    assert to_print(officer).letters == [letter]


def test_pages_go_on_from_the_last_at_the_same_cost(write, officer, monkeypatch):
    monkeypatch.setattr(letters_unread, "PAGE_SIZE", 2)
    written = [write(days=20 - number) for number in range(5)]
    Letter.objects.filter(id__in=[written[0].id, written[1].id]).update(told_at=written[0].told_at)
    flag_unread(timezone.now())
    seen, after = [], ""
    while True:
        page = to_print(officer, after)
        seen += page.letters
        after = page.after
        if not after:
            break
    assert len(seen) == 5 and set(seen) == set(written)
    for nonsense in (
        "x",
        "\x00_\x00",
        "2026-01-01_y",
        f"2026-01-01T00:00:00_{uuid4()}",
        f"9999-99-99_{uuid4()}",
        f"9999-12-31T23:59:59-10:00_{uuid4()}",
        f"2000-01-01T12:00:00+23:59_{uuid4()}",
    ):
        assert len(to_print(officer, nonsense).letters) == 2
    with CaptureQueriesContext(
        connection,
    ) as few:
        to_print(officer)
    monkeypatch.setattr(letters_unread, "PAGE_SIZE", 50)
    with CaptureQueriesContext(connection) as many:
        to_print(officer)
    assert len(few) == len(many)


def test_practice_is_flagged_for_nobody(write, officer):
    letter = write(days=9)
    assert Request.objects.get(id=letter.request_id).is_practice is False
    assert flag_unread(timezone.now() - timedelta(days=9)) == 0, "not before its time"
