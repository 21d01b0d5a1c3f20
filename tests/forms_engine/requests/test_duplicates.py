"""An officer marks a request as a duplicate of another, and takes it back."""

from functools import partial

import pytest
from django.utils import timezone

from accounts.models import Role
from audiences.admission import admit
from forms_engine.catalogue.models import Service
from forms_engine.journeys.services import submit
from forms_engine.notices.models import Notice
from forms_engine.requests.duplicates import DuplicateRefused, mark_duplicate, undo_duplicate
from forms_engine.requests.following import stop_following
from forms_engine.requests.models import DuplicateMark, Follower, Request
from forms_engine.requests.moving import move
from forms_engine.requests.services import NotAllowed
from forms_engine.requests.states import By, RequestState
from tests.at_once import at_once
from tests.factories import make_staff, make_user, signed_in
from tests.forms_engine.council import POTHOLE, open_council, started

HERE = {"description": "High Street", "latitude": 52.1, "longitude": -1.3}


def report(email, metres=0):
    where = {**HERE, "latitude": 52.1 + metres / 111_195}
    return submit(started(answers={**POTHOLE, "where": where, "your-email": email}).id)


@pytest.fixture
def officer():
    open_council()
    return make_staff(Role.OFFICER)


@pytest.mark.django_db
def test_marked_on_its_page_it_is_closed_with_words_and_its_customer_follows_the_other(officer):
    first, second = report("ann@example.org"), report("bea@example.org", 30)
    Follower.objects.create(request=second, email="cat@example.org", verified_at=second.created_at)
    browser, page = signed_in(officer, "staff"), f"/workplace/requests/{second.reference}/"
    shown = browser.get(page).content.decode()
    assert first.reference in shown and "30 m away" in shown and "1 person follows" in shown
    sent = {"of": first.reference.lower(), "seen": "received"}
    answer = browser.post(f"{page}duplicate/", sent, follow=True).content.decode()
    assert "It is the same as <a" in answer and "Marked as a duplicate" in answer
    second.refresh_from_db()
    assert second.state == RequestState.CLOSED
    letter = Notice.objects.get(subject="request.updated")
    assert letter.recipient == "bea@example.org" and "is now: Closed" in letter.body
    assert set(first.followers.values_list("email", flat=True)) == {"bea@example.org", "cat@example.org"}
    assert not Notice.objects.filter(subject="request.followed-moved").exists()
    assert second.reference in browser.get(f"/workplace/requests/{first.reference}/").content.decode()

    first.refresh_from_db()
    move(first, RequestState.IN_PROGRESS, by=By.OFFICER)
    assert Notice.objects.filter(subject="request.followed-moved").count() == 2

    answer = browser.post(f"{page}duplicate/", {"undo": "1"}, follow=True).content.decode()
    assert "is a request of its own again" in answer
    second.refresh_from_db()
    assert second.state == RequestState.IN_PROGRESS
    assert not first.followers.filter(stopped_at=None).exists()
    assert DuplicateMark.objects.get().undone_by == officer
    # Whoever followed it follows it again.
    assert [one.email for one in second.followers.filter(stopped_at=None)] == ["cat@example.org"]
    # Once more, after having been undone: they are told by the other one again, but not who stopped by themselves.
    stop_following(second.followers.get(email="cat@example.org").id)
    mark_duplicate(admit(officer, "staff"), second.id, of=first.reference, seen="in-progress")
    assert [one.email for one in first.followers.filter(stopped_at=None)] == ["bea@example.org"]


@pytest.mark.django_db
def test_what_cannot_be_marked_says_why(officer):
    first, second = report("ann@example.org"), report("bea@example.org")
    asking = admit(officer, "staff")

    def refused(of=first.reference, seen="received", who=asking, which=second):
        with pytest.raises(DuplicateRefused) as why:
            mark_duplicate(who, which.id, of=of, seen=seen)
        return str(why.value)

    assert "no request with that reference" in refused(of="nonsense")
    assert "of itself" in refused(of=second.reference)
    assert "while you were reading" in refused(seen="in-progress")
    with pytest.raises(NotAllowed):
        mark_duplicate(admit(make_user(), "public"), second.id, of=first.reference, seen="received")
    with pytest.raises(DuplicateRefused):
        undo_duplicate(asking, second.id)
    gone = report("gus@example.org")
    Request.objects.filter(pk=gone.pk).update(state=RequestState.CANCELLED, finished_at=timezone.now())
    assert "was cancelled" in refused(of=gone.reference)
    mark_duplicate(asking, second.id, of=first.reference, seen="received")
    third = report("dee@example.org")
    assert "itself marked" in refused(of=second.reference, which=third)
    assert "being worked on" in refused(seen="closed")
    assert "duplicates of this request" in refused(of=third.reference, which=first)
    Service.objects.update(openness=Service.Openness.TEAM_ONLY)
    for team in {first.service.team, third.service.team}:
        team.members.add(officer)
    assert "shown to nobody else" in refused(which=third)
    stranger = signed_in(make_staff(), "staff")
    assert stranger.post(f"/workplace/requests/{third.reference}/duplicate/", {}).status_code in {403, 404}


def test_two_officers_who_mark_each_others_do_not_close_both(committing_db, monkeypatch):
    open_council()
    asking = admit(make_staff(Role.OFFICER), "staff")
    first, second = report("ann@example.org"), report("bea@example.org")

    def mark(one, other):
        try:
            return mark_duplicate(asking, one.id, of=other.reference, seen="received")
        except DuplicateRefused as refused:
            return str(refused)

    made, said = at_once(
        monkeypatch,
        "forms_engine.requests.duplicates.follow_from_duplicate",
        partial(mark, first, second),
        partial(mark, second, first),
    )
    assert isinstance(made, DuplicateMark) and "itself marked" in said
    assert Request.objects.filter(state=RequestState.CLOSED).count() == 1
