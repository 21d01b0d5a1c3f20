"""Before a report is sent: has somebody told us already, and following that one instead."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob

from forms_engine.catalogue.models import Service
from forms_engine.journeys import services
from forms_engine.journeys.models import Submission
from forms_engine.locations.distance import box_around, metres_between
from forms_engine.notices.models import Notice
from forms_engine.requests import following, nearby, tasks
from forms_engine.requests.models import Follower, PossibleDuplicate, Request
from forms_engine.requests.moving import move
from forms_engine.requests.nearby import Place, near_for_strangers
from forms_engine.requests.states import By, RequestState
from tests.factories import client, make_user, signed_in
from tests.forms_engine.council import POTHOLE, open_council, started
from tests.forms_engine.journeys.api_client import Program

pytestmark = pytest.mark.django_db

START = "/journeys/report-a-pothole/"
HERE = {"latitude": 52.1, "longitude": -1.3}
METRE = 1 / 111_195  # of latitude, in degrees


@pytest.fixture(scope="module")
def council(file_transaction):
    open_council()


def where(metres=0, **parts):
    return {
        "description": "Secret Lane, by Zebedee’s gate",
        **HERE,
        "latitude": 52.1 + metres * METRE,
        **parts,
    }


def reported(metres=0, **answers):
    """Somebody else's report, so many metres to the north."""
    submission = started(answers={**POTHOLE, "where": where(metres), **answers})
    return services.submit(submission.id)


def at_duplicates(browser=None, prefix="", **answers):
    """A browser with a report all answered but not sent; its answer to check-your-answers."""
    browser = browser or client()
    browser.post(f"{prefix}{START}")
    draft = Submission.objects.latest("created_at")
    services.answer_page(draft.id, "every-page", {**POTHOLE, "where": where(), **answers})
    return browser, browser.get(f"{prefix}{START}check/")


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def code():
    letter = Notice.objects.filter(subject="request.follow-code").latest("created_at")
    return re.search(r"\d{3} \d{3}", letter.body)[0]


def test_others_nearby_are_shown_without_a_word_of_anybodys(council, django_assert_max_num_queries):
    near, far, other = reported(20), reported(80), reported(10, category="pavement")
    browser, answer = at_duplicates()
    assert answer.headers["Location"] == f"{START}duplicates/"
    with django_assert_max_num_queries(15):
        page = browser.get(f"{START}duplicates/")
    said = words(page)
    assert "Someone may have told us about this already" in said
    assert "Report a pothole: Road" in said and "About 20 metres away" in said and "Reported today" in said
    assert page.content.decode().count('name="follow"') == 1 and str(near.id) in page.content.decode()
    for private in (
        "Ann Archer",
        "ann@example.com",
        "Secret Lane",
        "Zebedee",
        near.reference,
        str(far.id),
        str(other.id),
    ):
        assert private not in page.content.decode()
    welsh, _ = at_duplicates(prefix="/cy")
    assert "Efallai bod rhywun eisoes wedi dweud wrthym am hyn" in words(welsh.get(f"/cy{START}duplicates/"))


def test_mine_is_different_goes_on_and_is_written_on_the_request(council):
    near = reported(20)
    browser, _ = at_duplicates()
    assert browser.post(f"{START}duplicates/", {"different": "1"}).headers["Location"] == f"{START}check/"
    assert browser.get(f"{START}check/").status_code == 200
    # With another place it is asked again.
    draft = Submission.objects.latest("created_at")
    services.answer_page(draft.id, "location", {"where": where(5)})
    assert browser.get(f"{START}check/").headers["Location"] == f"{START}duplicates/"
    browser.post(f"{START}duplicates/", {"different": "1"})
    browser.post(f"{START}check/")
    noted = PossibleDuplicate.objects.get()
    assert noted.other == near and noted.metres == 15 and noted.request != near


def test_the_question_cannot_be_gone_around(council):
    near = reported(20)
    browser, _ = at_duplicates()
    assert browser.post(f"{START}check/").headers["Location"] == f"{START}duplicates/"
    program = Program()
    program.start("report-a-pothole")
    services.answer_page(program.id, "every-page", {**POTHOLE, "where": where()})
    refused = program.send()
    assert refused.status_code == 409 and refused.json()["url"].endswith("/duplicates")
    assert Request.objects.get() == near
    program.post(program.at("/duplicates"), {"different": True})
    # Somewhere else in the end: what was shown there is not what is near here.
    services.answer_page(program.id, "every-page", {**POTHOLE, "where": where(900)})
    assert program.send().status_code == 201 and not PossibleDuplicate.objects.exists()


def test_an_officer_who_answers_for_a_caller_does_not_follow_in_their_place(council):
    near, officer = reported(20), make_user(email="officer@example.org")
    browser, _ = at_duplicates(signed_in(officer))
    Submission.objects.filter(request=None).update(channel="phone")
    assert "officer@example.org" not in words(browser.get(f"{START}duplicates/"))
    step = browser.post(f"{START}duplicates/", {"follow": str(near.id)}).headers["Location"]
    assert step.endswith(f"/duplicates/{near.id}/") and not Follower.objects.exists()


def test_who_follows_is_told_nothing_once_the_service_is_closed_to_strangers(council):
    near, user = reported(20), make_user(email="cat@example.org")
    browser, _ = at_duplicates(signed_in(user))
    browser.post(f"{START}duplicates/", {"follow": str(near.id)})
    Service.objects.filter(pk=near.service_id).update(openness=Service.Openness.RESTRICTED)
    near = Request.objects.get()
    move(near, RequestState.IN_PROGRESS, by=By.OFFICER)
    assert not Notice.objects.filter(subject="request.followed-moved").exists()
    assert client().get(f"/following/{Follower.objects.get().id}/").status_code == 404


def test_following_with_a_code_ends_the_submission_without_a_request(council):
    near = reported(20)
    browser, _ = at_duplicates()
    step = browser.post(f"{START}duplicates/", {"follow": str(near.id)}).headers["Location"]
    assert "Enter an email address" in words(browser.post(step, {"address": "nobody"}))
    assert (
        browser.post(step, {"address": "Bea@Example.org"}).headers["Location"] == f"{START}duplicates/code/"
    )
    assert not Follower.objects.exists()
    assert "not right" in words(browser.post(f"{START}duplicates/code/", {"code": "000000"}))
    # Nobody else's browser can use the code.
    done = browser.post(f"{START}duplicates/code/", {"code": code()})
    assert done.headers["Location"] == f"{START}following/"
    assert "You are following this report" in words(browser.get(done.headers["Location"]))
    follower, draft = Follower.objects.get(), Submission.objects.latest("created_at")
    assert (follower.email, follower.request, bool(follower.verified_at)) == ("bea@example.org", near, True)
    assert draft.state == "followed" and draft.answers == {} and Request.objects.count() == 1
    for page in ("check/", "location/", "duplicates/"):
        assert browser.get(f"{START}{page}").headers["Location"] == f"{START}following/"
    assert browser.post(f"{START}check/").headers["Location"] == f"{START}following/"
    assert Request.objects.count() == 1


def test_followers_are_told_of_the_state_only_in_their_language_until_they_stop(council):
    near = reported(20)
    browser, _ = at_duplicates(prefix="/cy")
    step = browser.post(f"/cy{START}duplicates/", {"follow": str(near.id)}).headers["Location"]
    browser.post(step, {"address": "07700 900123"})
    browser.post(f"/cy{START}duplicates/code/", {"code": code()})
    follower = Follower.objects.get()
    assert follower.mobile == "+447700900123"
    near.refresh_from_db()
    move(near, RequestState.IN_PROGRESS, by=By.OFFICER, message="Ring Ann on 01632 960001")
    told = Notice.objects.get(subject="request.followed-moved")
    assert told.channel == "sms" and "Cyngor Marlshire" in told.body and "Ar waith" in told.body
    assert "Ann" not in told.body and near.reference not in told.body
    page = f"/cy/following/{follower.id}/"
    assert page in told.body and client().get(page).status_code == 200
    assert Follower.objects.get().stopped_at is None  # a look at the link changes nothing
    client().post(page)
    move(near, RequestState.RESOLVED, by=By.OFFICER)
    assert Notice.objects.filter(subject="request.followed-moved").count() == 1


def test_many_followers_are_told_by_a_worker_each_once(council, monkeypatch):
    monkeypatch.setattr(following, "TOLD_AT_ONCE", 2)
    monkeypatch.setattr(following, "TOLD_BY_A_WORKER", 2)
    near = Request.objects.get(pk=reported(20).pk)
    Follower.objects.bulk_create(
        Follower(request=near, email=f"f{number}@example.org", verified_at=timezone.now())
        for number in range(5)
    )
    move(near, RequestState.IN_PROGRESS, by=By.OFFICER)
    told = Notice.objects.filter(subject="request.followed-moved")
    job = ProcrastinateJob.objects.get(task_name=tasks.tell_followers.name)
    assert job.args.keys() == {"entry_id"} and not told.exists()
    # A worker that dies on the way, and one that comes after it; the second tells nobody twice.
    assert following.tell_next_followers(**job.args)
    assert told.count() == 2
    tasks.tell_followers(**job.args)
    tasks.tell_followers(**job.args)
    assert told.count() == 5 == len(set(told.values_list("recipient", flat=True)))
    assert "In progress" in told.first().body


def test_somebody_signed_in_follows_at_once_and_a_second_time_changes_nothing(council):
    near, user = reported(20), make_user(email="cat@example.org")
    for _ in range(2):
        browser, _ = at_duplicates(signed_in(user))
        done = browser.post(f"{START}duplicates/", {"follow": str(near.id)})
        assert done.headers["Location"] == f"{START}following/"
    assert Follower.objects.get().email == "cat@example.org"
    assert Notice.objects.filter(subject="request.following").count() == 1


def test_by_api(council):
    near = reported(20)
    program = Program()
    program.start("report-a-pothole")
    assert program.get(program.at("/duplicates")).status_code == 409
    services.answer_page(program.id, "every-page", {**POTHOLE, "where": where()})
    found = program.get(program.at("/duplicates")).json()["duplicates"]
    assert [(one["id"], one["metres"], one["title"]) for one in found] == [
        (str(near.id), 20, "Report a pothole: Road")
    ]
    follow = program.at("/follow")
    assert program.post(follow, {"request": str(near.id), "address": "nobody"}).status_code == 422
    assert program.post(follow, {"request": program.id, "address": "d@example.org"}).status_code == 404
    assert program.post(follow, {"request": str(near.id), "code": "123456"}).status_code == 422
    sent = program.post(follow, {"request": str(near.id), "address": "d@example.org"})
    assert (sent.status_code, sent.json()) == (202, {"state": "code-sent"})
    wrong = program.post(follow, {"request": str(near.id), "address": "d@example.org", "code": "000000"})
    assert wrong.status_code == 422
    done = program.post(follow, {"request": str(near.id), "address": "d@example.org", "code": code()})
    assert (done.status_code, done.json()) == (200, {"state": "following"})
    assert program.send().status_code == 409 and program.get(program.at()).json()["state"] == "followed"
    other = Program()
    other.start("report-a-pothole")
    services.answer_page(other.id, "every-page", {**POTHOLE, "where": where()})
    assert other.post(other.at("/duplicates"), {"different": True}).json() == {"duplicates": []}
    assert other.send().status_code == 201 and PossibleDuplicate.objects.get().other == near


def test_nothing_shows_of_a_service_that_is_not_open_nor_of_what_nobody_received(council, monkeypatch):
    near = reported(20)
    place = Place(near.service_id, 52.1, -1.3, 50, 30)
    assert [one.id for one in near_for_strangers(place, "en")] == [near.id]
    monkeypatch.setattr(nearby, "MOST_LOOKED_AT", 1)
    nearest = reported(10)
    assert [one.id for one in near_for_strangers(place, "en")] == [nearest.id]
    monkeypatch.undo()
    Request.objects.filter(pk=nearest.pk).update(state=RequestState.CANCELLED, finished_at=timezone.now())
    for openness in (Service.Openness.TEAM_ONLY, Service.Openness.RESTRICTED):
        Service.objects.filter(pk=near.service_id).update(openness=openness)
        assert near_for_strangers(place, "en") == []
    Service.objects.update(openness=Service.Openness.OPEN)
    old = timezone.now() - timedelta(days=31)
    Request.objects.filter(pk=near.pk).update(state=RequestState.CLOSED, finished_at=timezone.now())
    assert len(near_for_strangers(place, "en")) == 1
    Request.objects.update(finished_at=old)
    assert near_for_strangers(place, "en") == []
    Request.objects.filter(pk=near.pk).update(state=RequestState.CANCELLED, finished_at=timezone.now())
    assert near_for_strangers(place, "en") == []


@given(st.floats(-60, 60), st.floats(-179, 179), st.floats(1, 2_000), st.floats(-1, 1), st.floats(-1, 1))
def test_the_box_holds_all_that_is_near(latitude, longitude, metres, up, aside):
    box = box_around(latitude, longitude, metres)
    other = (latitude + up * 0.03, longitude + aside * 0.06)
    if metres_between(latitude, longitude, *other) <= metres:
        assert box.south <= other[0] <= box.north and box.west <= other[1] <= box.east


def test_distances_are_right():
    # A degree of latitude is 111,195 m of a sphere of the earth's mean radius; at 60 degrees one of longitude is half.
    assert round(metres_between(52, -1, 53, -1)) == 111_195
    assert round(metres_between(60, -1.0005, 60, -0.9995)) == 56
    assert round(metres_between(52.1, -1.3, 52.1 + 20 * METRE, -1.3)) == 20


def test_among_thousands_of_requests_those_near_are_found_by_the_index(council):
    near = reported(20)
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into locations_location (description, postcode, uprn, latitude, longitude, area_codes) "
            "select '', '', '', 51 + random() * 2, -2 + random() * 2, '{}' from generate_series(1, 5000)"
        )
        own = {"id", "reference", "submission_id", "location"}
        columns = [field.column for field in Request._meta.concrete_fields if field.name not in own]
        cursor.execute(
            f"insert into requests_request (id, reference, submission_id, location_id, {', '.join(columns)}) "
            "select gen_random_uuid(), 'x' || l.id, gen_random_uuid(), l.id, "
            f"{', '.join(f'r.{name}' for name in columns)} "
            "from locations_location l, requests_request r where r.id = %s and l.id <> r.location_id",
            [near.id],
        )
        cursor.execute("analyze locations_location; analyze requests_request")
    place = Place(near.service_id, 52.1, -1.3, 50, 30)
    with CaptureQueriesContext(connection) as asked:
        assert near.id in {one.id for one in near_for_strangers(place, "en")}
    found = [one["sql"] for one in asked if "locations_location" in one["sql"]]
    assert len(found) == 1
    with connection.cursor() as cursor:
        cursor.execute(f"explain {found[0]}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "location_point" in plan and "Seq Scan on locations_location" not in plan
    assert "Seq Scan on requests_request" not in plan, plan
