"""What people do to a form that nobody planned for: Back, reload, two tabs, twice, too late."""

import pytest

from forms_engine.journeys.models import Submission
from forms_engine.requests.models import Request
from tests.factories import client
from tests.forms_engine.council import open_council
from tests.forms_engine.small_journey import START, main_of, publish_skip, send, walk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def council():
    open_council()
    publish_skip()


@pytest.fixture
def resident():
    return client()


def answers():
    return Submission.objects.get().answers


def test_going_back_and_sending_a_page_again_changes_only_that_page(resident):
    walk(resident)
    assert send(resident, "about-you", {"name": "Ann B."})["Location"] == f"{START}notes/"
    assert answers() == {"name": "Ann B.", "size": "small"}
    assert resident.get(f"{START}check/").status_code == 200


def test_reloading_a_page_and_sending_it_twice_is_once(resident):
    walk(resident, upto="size")
    first, second = send(resident, "size"), send(resident, "size")
    assert first["Location"] == second["Location"] == f"{START}check/"
    assert [resident.get(f"{START}size/").content.decode().count("checked") for _ in range(2)] == [1, 1]


def test_start_pressed_twice_leaves_one_journey_to_go_on_with(resident):
    for _ in range(2):
        assert resident.post(START)["Location"] == f"{START}about-you/"
    assert send(resident, "about-you")["Location"] == f"{START}notes/"
    assert [one.answers for one in Submission.objects.order_by("created_at")] == [{}, {"name": "Ann Archer"}]


def test_two_tabs_on_two_pages_keep_both_answers(resident):
    walk(resident)
    one, other = resident.get(f"{START}about-you/"), resident.get(f"{START}size/")
    assert one.status_code == other.status_code == 200
    send(resident, "size", {"size": "large"})
    send(resident, "about-you", {"name": "Ann B."})
    assert answers() == {"name": "Ann B.", "size": "large"}


def test_sent_from_another_tab_every_page_leads_to_the_reference(resident):
    walk(resident)
    resident.post(f"{START}check/")
    for late in (
        send(resident, "notes", {"note": "Wait"}),
        send(resident, "size", {"save_for_later": "1"}),
        resident.post(f"{START}check/"),
        resident.post(f"{START}check/", {"save_for_later": "1"}),
        resident.get(f"{START}about-you/"),
    ):
        assert late["Location"] == f"{START}confirmation/"
    assert Request.objects.count() == 1 and "note" not in Request.objects.get().answers
    assert Request.objects.get().reference in main_of(resident.get(f"{START}confirmation/"))


def test_a_change_from_check_comes_back_to_check_and_back_does_too(resident):
    walk(resident)
    page = resident.get(f"{START}notes/?change=1").content.decode()
    assert f'href="{START}check/" class="govuk-back-link"' in page
    answer = send(resident, "notes", {"note": "Changed"}, query_params={"change": "1"})
    assert answer["Location"] == f"{START}check/" and "Changed" in main_of(resident.get(answer["Location"]))


def test_a_mistake_in_a_change_is_shown_and_the_right_answer_is_kept_meanwhile(resident):
    walk(resident)
    page = send(resident, "about-you", {"name": ""}, query_params={"change": "1"})
    assert page.status_code == 200 and answers()["name"] == "Ann Archer"
    assert resident.get(f"{START}check/").status_code == 200


def test_a_page_left_open_while_its_draft_was_deleted_says_so_and_breaks_nothing(resident):
    walk(resident, upto="size")
    Submission.objects.all().delete()
    for answer in (send(resident, "size"), resident.get(f"{START}size/"), resident.post(f"{START}check/")):
        assert answer["Location"] == f"{START}?lost"
    assert "could not find any answers" in main_of(resident.get(f"{START}?lost"))


def test_somebody_else_s_submission_is_not_there(resident):
    walk(resident)
    mine = Submission.objects.get()
    other = client()
    walk(other, upto="notes")
    for what in ("continue", "delete"):
        assert other.post(f"{START}drafts/{mine.id}/{what}/").status_code == 404
    forged = client()
    forged.cookies["submission-hire-a-skip"] = f"{mine.id}:guess"
    assert forged.get(f"{START}check/")["Location"] == f"{START}?lost"
    # A cookie of another journey, and one with another's id under a token of one's own.
    forged.cookies["submission-hire-a-skip"] = other.cookies["submission-hire-a-skip"].value.replace(
        str(Submission.objects.exclude(id=mine.id).get().id), str(mine.id)
    )
    assert forged.get(f"{START}check/")["Location"] == f"{START}?lost"


def test_every_page_and_every_refusal_says_whom_to_call(resident):
    walk(resident, upto="size")
    seen = [
        resident.get(START),
        resident.get(f"{START}size/"),
        send(resident, "size", {"size": "no such"}),
        resident.get(f"{START}saved/answers/"),
        resident.post(f"{START}saved/answers/", {"address": "nonsense"}),
        resident.get(f"{START}saved/find/"),
        resident.get(f"{START}saved/idle/"),
        resident.get(f"{START}drafts/{Submission.objects.get().id}/delete/"),
        client().get(f"{START}saved/6f9619ff-8b86-4011-b42d-00c04fc964ff/"),
    ]
    for page in seen:
        assert page.status_code == 200
        html = main_of(page)
        assert "0300 555 0142" in html and "9am to 5pm" in html, page.request["PATH_INFO"]
