"""The people of a team outside the council: what they see, what they do, and what the resident is told."""

import html
import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.roles import Role
from audiences.admission import admit
from forms_engine.catalogue.admin import TeamViewSet
from forms_engine.catalogue.models import Queue, Service, Team
from forms_engine.requests.models import Outcome, RequestRead, TimelineEntry
from forms_engine.requests.outside.handing_back import hand_back
from forms_engine.requests.outside.showing import handled_by
from forms_engine.requests.states import NotAllowed
from tests.factories import leave, make_partner, make_staff, signed_in
from tests.forms_engine.council import photo

pytestmark = pytest.mark.django_db

Openness = Service.Openness
HOME = "/workplace/"
QUEUE = "/workplace/queues/wold/"


def page_of(job):
    return f"/workplace/requests/{job.reference}/"


def text(answer):
    return html.unescape(answer.content.decode())


def acted(browser, job, what, **data):
    return browser.post(f"{page_of(job)}{what}/", data, follow=True)


def test_they_see_what_is_in_their_queue_and_nothing_else(job, send_report, crew):
    elsewhere = send_report()
    assert crew.get(HOME).headers["Location"] == QUEUE
    listed = text(crew.get(QUEUE))
    assert job.reference in listed and elsewhere.reference not in listed
    assert crew.get(page_of(job)).status_code == 200
    assert crew.get(page_of(elsewhere)).status_code == 404
    for slug in ("highways", "no-such-queue"):
        assert crew.get(f"/workplace/queues/{slug}/").status_code == 404


def test_nobody_else_on_the_extranet_sees_anything(job, other):
    for browser in (
        signed_in(make_partner("fen-roads"), "partner"),
        signed_in(make_partner("some-school"), "partner"),
    ):
        assert browser.get(page_of(job)).status_code == 404
        assert browser.get(QUEUE).status_code == 404
        for what in ("take", "put-back", "photos", "update", "ask", "note", "hand-back"):
            assert browser.post(f"{page_of(job)}{what}/").status_code == 404
    assert signed_in(make_partner("some-school"), "partner").get(HOME).status_code == 404


def test_a_membership_that_ends_ends_it_at_once(job, crew, contractor):
    assert crew.get(page_of(job)).status_code == 200
    leave(contractor)
    assert crew.get(page_of(job)).status_code in {302, 404}
    assert crew.post(f"{page_of(job)}take/", {"seen": ""}).status_code in {401, 404}


@pytest.mark.parametrize(
    ("openness", "own", "seen"),
    [
        (Openness.OPEN, False, True),
        (Openness.TEAM_ONLY, False, False),
        (Openness.TEAM_ONLY, True, True),
        (Openness.RESTRICTED, True, False),
    ],
)
def test_what_is_not_open_is_theirs_only_where_the_service_is(job, crew, wold, shown_as, openness, own, seen):
    shown_as(openness)
    if own:
        Service.objects.filter(pk=job.service_id).update(team=wold)
    assert (crew.get(page_of(job)).status_code == 200) is seen
    assert (job.reference in text(crew.get(QUEUE))) is seen
    # Every reading of what is not open is written down, theirs too.
    assert RequestRead.objects.count() == (1 if seen and openness != Openness.OPEN else 0)


def test_who_sent_it_is_theirs_to_know_only_where_the_service_is(job, crew, wold):
    shown = text(crew.get(page_of(job)))
    assert "Ann Archer" not in shown and "ann@example.com" not in shown
    assert "High Street, Marlford" in shown
    Service.objects.filter(pk=job.service_id).update(team=wold)
    shown = text(crew.get(page_of(job)))
    assert "Ann Archer" in shown and "ann@example.com" in shown


def test_what_the_council_wrote_for_itself_is_not_there(job, crew, officer, other):
    officer.post(
        f"/workplace/requests/{job.reference}/write/",
        {"text": "Do not tell the crew.", "readers": "colleagues"},
    )
    acted(crew, job, "note", text="We need a cherry picker.")
    shown = text(crew.get(page_of(job)))
    assert "Do not tell the crew." not in shown and "Ida" not in shown
    assert "We need a cherry picker." in shown and "The column leans." in shown and "Cass Contractor" in shown
    at_work = text(officer.get(f"/workplace/requests/{job.reference}/"))
    assert "We need a cherry picker." in at_work and "Cass Contractor" in at_work
    # Moved on to another organisation: what the first one wrote stays behind.
    other_crew = signed_in(make_partner("fen-roads"), "partner")
    type(job).objects.filter(pk=job.pk).update(queue=Queue.objects.get(slug="fen"))
    assert "cherry picker" not in text(other_crew.get(page_of(job)))


def test_taking_and_putting_back(job, crew, contractor):
    assert "Take this request" in text(crew.get(page_of(job)))
    assert "The request is yours." in text(acted(crew, job, "take", seen=""))
    job.refresh_from_db()
    assert job.assigned_to == contractor
    mate = signed_in(make_partner("wold-highways", name="Mo Mate"), "partner")
    assert "Cass Contractor has this" in text(acted(mate, job, "take", seen=""))
    acted(crew, job, "put-back", seen=str(contractor.uuid))
    job.refresh_from_db()
    assert job.assigned_to is None
    kinds = list(job.timeline.values_list("kind", flat=True))
    assert kinds[-2:] == [TimelineEntry.Kind.TAKEN, TimelineEntry.Kind.PUT_BACK]


def test_the_next_job_is_taken_until_none_is_left(job, crew, contractor):
    assert crew.post(f"{QUEUE}next/").headers["Location"] == page_of(job)
    job.refresh_from_db()
    assert job.assigned_to == contractor
    assert "Nothing is left" in text(crew.post(f"{QUEUE}next/", follow=True))
    for show, seen in (("mine", True), ("free", False), ("overdue", False), ("", True), ("nonsense", True)):
        assert (job.reference in text(crew.get(f"{QUEUE}?show={show}"))) is seen


def test_a_photo_from_the_street_is_added_once(job, crew):
    data = {"sending": str(uuid4()), "words": "Mended.", "readers": "resident"}
    for _ in range(2):
        assert "Your photos are added." in text(acted(crew, job, "photos", photos=photo("after.jpg"), **data))
    added = job.files.get(question="")
    assert job.timeline.filter(kind=TimelineEntry.Kind.FILE_ADDED).count() == 1
    assert crew.get(f"{page_of(job)}files/{added.file_id}/").status_code == 200
    assert crew.get(f"{page_of(job)}files/94dd0af0-1f25-4ba5-9881-fe69436480c9/").status_code == 404


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"sending": str(uuid4()), "readers": "council"}, "Take or choose a photo"),
        ({"sending": "nonsense", "readers": "council"}, "There is a problem"),
        ({}, "Take or choose a photo"),
    ],
)
def test_photos_that_will_not_do_are_refused_in_words(job, crew, sent, said):
    assert said in text(acted(crew, job, "photos", **sent))
    assert not job.files.filter(question="").exists()


def test_a_file_that_is_refused_is_refused_in_the_language_of_the_page(job, crew):
    broken = SimpleUploadedFile("after.jpg", b"", content_type="image/jpeg")
    sent = {"sending": str(uuid4()), "readers": "council", "photos": broken}
    answer = crew.post(f"/cy{page_of(job)}photos/", sent)
    assert "Mae “after.jpg” yn wag" in text(answer) and not job.files.filter(question="").exists()


def shown_values(answer):
    found = text(answer)
    return {
        name: re.search(rf'name="{name}" value="([^"]*)"', found)[1]
        for name in ("seen", "read")
        if re.search(rf'name="{name}" value="([^"]*)"', found)
    }


def test_the_job_is_done_and_the_resident_hears_of_it(job, crew, mailoutbox):
    Outcome.objects.create(service_id=job.service_id, slug="mended", name="Mended", ends="resolved")
    entry = job.timeline.last().number
    said = {"seen": "received", "read": entry, "state": "resolved", "message": "The light works again."}
    assert "Say what came of it" in text(acted(crew, job, "update", **said))
    acted(crew, job, "update", outcome="mended", **said)
    job.refresh_from_db()
    assert (job.state, job.outcome.slug) == ("resolved", "mended")
    assert "The light works again." in job.timeline.filter(shown_to_customer=True).last().message


@pytest.mark.parametrize("state", ["cancelled", "closed", "waiting", "nonsense", ""])
def test_what_is_the_councils_to_decide_is_not_theirs(job, crew, state):
    answer = acted(crew, job, "update", seen="received", state=state, message="x")
    job.refresh_from_db()
    assert job.state == "received" and "Choose how it stands" in text(answer)


def test_a_page_that_had_gone_stale_changes_nothing(job, crew):
    acted(crew, job, "update", seen="received", state="in-progress", message="")
    answer = acted(crew, job, "update", seen="received", state="resolved", message="Done.")
    job.refresh_from_db()
    assert job.state == "in-progress" and "Nothing was changed" in text(answer)


def hidden_of(answer, form):
    """What the form of that button sends by itself."""
    shown = text(answer)
    inside = shown[shown.index(f'/{form}/" novalidate') :].split("</form>")[0]
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', inside))


def test_what_was_typed_on_a_stale_page_can_be_sent_from_the_answer(job, crew):
    acted(crew, job, "update", seen="received", state="in-progress", message="")
    answer = acted(crew, job, "update", seen="received", state="resolved", message="The light works.")
    assert "The light works.</textarea>" in text(answer)
    again = {**hidden_of(answer, "update"), "state": "resolved", "message": "The light works."}
    assert "You have updated the request." in text(acted(crew, job, "update", **again))


def test_a_question_typed_on_a_stale_page_can_be_sent_from_the_answer(job, crew):
    acted(crew, job, "update", seen="received", state="in-progress", message="")
    answer = acted(crew, job, "ask", seen="received", question="Which side?", wants_files="on")
    assert "Which side?</textarea>" in text(answer)
    assert re.search(r'id="ask_wants_files" name="wants_files" checked', text(answer))
    acted(crew, job, "ask", **{**hidden_of(answer, "ask"), "question": "Which side?"})
    job.refresh_from_db()
    assert job.state == "waiting"


def test_handed_back_twice_leads_to_the_queue_both_times(job, crew):
    for _ in range(2):
        answer = acted(crew, job, "hand-back", queue="wold", why="A private road.")
        assert answer.redirect_chain == [(QUEUE, 302)]
    assert job.timeline.filter(kind=TimelineEntry.Kind.HANDED_ON).count() == 2  # to them, and back
    assert acted(crew, job, "hand-back", queue="highways", why="x").status_code == 404


def test_the_next_is_taken_once_for_one_click(job, crew, contractor, send_report, to_wold):
    to_wold(send_report())
    opened = re.search(r'name="opened" value="([^"]+)"', text(crew.get(QUEUE)))[1]
    for _ in range(2):
        crew.post(f"{QUEUE}next/", {"opened": opened})
    assert type(job).objects.filter(assigned_to=contractor).count() == 1


def test_the_menu_leads_those_who_have_a_team_to_their_work(job, crew, other):
    def entries(browser):
        return re.findall(
            r'navigation__link" href="([^"]+)"', browser.get("/organisations/", follow=True).content.decode()
        )

    assert HOME in entries(crew)
    assert HOME not in entries(signed_in(make_partner("some-school"), "partner"))


def test_asking_waits_for_the_resident(job, crew):
    acted(crew, job, "ask", seen="received", question="Which side of the road?", wants_files="on")
    job.refresh_from_db()
    assert job.state == "waiting"
    assert "Write what you want to ask" in text(acted(crew, job, "ask", seen="waiting", question=" "))


def test_handed_back_it_is_gone_from_them_and_in_the_councils_queue(job, crew, highways):
    assert "Say why it is not yours" in text(acted(crew, job, "hand-back", queue="wold", why=""))
    answer = acted(crew, job, "hand-back", queue="wold", why="A private road.")
    assert f"You have handed {job.reference} back" in text(answer)
    job.refresh_from_db()
    assert job.queue.slug == "highways" and job.assigned_to is None
    assert crew.get(page_of(job)).status_code == 404
    assert job.timeline.last().message.endswith("A private road.")


def test_nobody_of_the_council_hands_back_like_that(job):
    with pytest.raises(NotAllowed):
        hand_back(admit(make_staff(Role.OFFICER), "staff"), job.id, why="x", seen="wold")


def test_the_resident_sees_who_is_handling_it(job, client, crew):
    assert handled_by(job) == "Wold Highways"
    acted(crew, job, "hand-back", queue="wold", why="A private road.")
    job.refresh_from_db()
    assert handled_by(job) == ""


@pytest.mark.parametrize(
    "query",
    [
        "before=nonsense",
        "before=_",
        "before=9999-12-31T23:59:59-14:00_94dd0af0-1f25-4ba5-9881-fe69436480c9",
        "before=" + "9" * 4000,
    ],
)
def test_an_address_played_with_does_not_crash(job, crew, query):
    assert crew.get(f"{QUEUE}?{query}").status_code == 200


@pytest.mark.parametrize("what", ["take", "put-back", "photos", "update", "ask", "note", "hand-back"])
def test_nonsense_is_answered_in_words(job, crew, what):
    wild = "x\0" * 20_000
    data = dict.fromkeys(
        ["seen", "read", "state", "message", "question", "text", "why", "queue", "sending", "words"], wild
    )
    assert acted(crew, job, what, **data).status_code == 200
    assert acted(crew, job, what).status_code == 200


def test_pages_cost_the_same_however_much_there_is(job, crew, fill_queue, django_assert_max_num_queries):
    queue = Queue.objects.get(slug="wold")
    fill_queue(70, queue_id=queue.pk)
    with django_assert_max_num_queries(16):
        answer = crew.get(QUEUE)
    older = re.search(r'href="(\?show=[^"]*before=[^"]+)"', answer.content.decode())[1]
    first = set(re.findall(r"/workplace/requests/([^/]+)/", text(answer)))
    rest = set(re.findall(r"/workplace/requests/([^/]+)/", text(crew.get(QUEUE + html.unescape(older)))))
    assert len(first) == 30 == len(rest) and not first & rest
    with django_assert_max_num_queries(45):
        crew.get(page_of(job))


def test_several_queues_are_listed_with_what_waits(job, crew, wold):
    Queue.objects.create(slug="wold-west", name="Wold west", team=wold)
    shown = text(crew.get(HOME))
    assert "Wold jobs" in shown and "Wold west" in shown
    assert {queue.slug: waiting for queue, waiting in crew.get(HOME).context["queues"]} == {
        "wold": 1,
        "wold-west": 0,
    }


def test_an_organisation_is_chosen_in_the_admin(wold):
    form_class = TeamViewSet().get_form_class()
    form = form_class(instance=Team.objects.get(slug="highways"))
    assert ("wold-highways", "Wold Highways") in form.fields["organisation"].choices
    admin = signed_in(make_staff(Role.ADMINISTRATOR, is_superuser=True), "staff")
    assert admin.get(f"/admin/teams/edit/{wold.pk}/").status_code == 200
    assert "Wold Highways" in text(admin.get("/admin/teams/"))
