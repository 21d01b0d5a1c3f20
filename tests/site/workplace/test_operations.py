"""The operations page and what is done from it, as the people do it whose page it is."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from forms_engine.catalogue.models import Service, Team
from forms_engine.delivery.models import Delivery, DeliveryAction, Destination, Open311Case
from forms_engine.journeys.models import CannotSend
from forms_engine.notices.models import Notice
from forms_engine.requests.owner import OWNER_TYPE
from tests.factories import make_staff, signed_in
from tests.forms_engine.council import started
from tests.forms_engine.delivery.test_claiming import destination
from tests.site.workplace.undelivered import dead

pytestmark = pytest.mark.django_db

PAGE = "/workplace/operations/"
LIST = PAGE + "deliveries/"


def text(answer):
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_all_is_well_and_says_when_that_was_looked_at(lead, back_office, live_worker):
    page = text(lead.get(PAGE))
    assert "All is well" in page and re.search(r"Looked at \d+ \w+ \d{4}, \d+:\d\d[ap]m", page)


def test_no_worker_is_the_first_thing_said(lead, back_office):
    assert "No worker is running" in text(lead.get(PAGE))


def test_what_could_not_be_delivered_is_found_understood_and_sent_again(
    lead, undelivered, report, live_worker
):
    page = text(lead.get(PAGE))
    assert (
        "Example back office: could not be delivered" in page and "Highways" in page and "Lena Lead" in page
    )
    listed = text(lead.get(LIST))
    assert report.reference in listed and "looked at it and refused it (answer 422)" in listed
    assert report.reference not in text(lead.get(LIST + "?why=away")) + text(lead.get(LIST + "?age=24"))
    one = f"{LIST}{undelivered.id}/"
    shown = text(lead.get(one))
    assert "1.5 s" in shown and undelivered.sha256[:12] in shown and "Answered 422." in shown
    after = lead.post(one, {"do": "resent"}, follow=True)
    assert "It is being sent again." in text(after) and "Sent again" in text(after)
    undelivered.refresh_from_db()
    assert undelivered.state == "ready"
    assert "Nothing was changed" in text(lead.post(one, {"do": "resent"}, follow=True))
    assert DeliveryAction.objects.get().by.name == "Lena Lead"
    assert "Everything that was due" in text(lead.get(PAGE))


def test_it_is_marked_as_seen_to_or_sent_elsewhere(
    lead, admin, highways, undelivered, send_report, back_office
):
    one = f"{LIST}{undelivered.id}/"
    assert "Say what you did instead" in text(lead.post(one, {"do": "handled"}))
    other = destination("other", team=highways)
    foreign = destination("foreign")
    assert "Choose where to send it" in text(
        lead.post(one, {"do": "redirected", "redirected-to": str(foreign.pk)})
    )
    sent = {"do": "redirected", "redirected-to": str(other.pk), "redirected-note": "Theirs is closed."}
    assert "It is being sent to other instead." in text(lead.post(one, sent, follow=True))
    made = Delivery.objects.get(destination=other)
    assert made.redirected_from_id == undelivered.id and made.state == "ready"
    another = send_report()
    second = dead(back_office, another)
    done = {"do": "handled", "handled-note": "Gave it to Sam by phone."}
    assert "marked as seen to" in text(lead.post(f"{LIST}{second.id}/", done, follow=True))
    assert "Gave it to Sam by phone." in text(lead.get(f"{LIST}{second.id}/"))
    lately = text(lead.get(PAGE + "destinations/example-back-office/"))
    assert another.reference in lately


def test_several_at_once_after_asking(lead, back_office, send_report):
    several = [dead(back_office, send_report()) for _ in range(3)]
    ticked = {"do": "resend", "delivery": [str(one.id) for one in several[:2]] + ["nonsense"]}
    asked = lead.post(LIST + "do/", ticked)
    assert "Send 2 again?" in text(asked)
    assert not DeliveryAction.objects.exists(), "asking does nothing"
    assert "2 are being sent again." in text(
        lead.post(LIST + "do/", {**ticked, "confirmed": "1"}, follow=True)
    )
    again = text(lead.post(LIST + "do/", {**ticked, "confirmed": "1"}, follow=True))
    assert "choose at least one that still needs attention" in again
    every = {
        "do": "resend",
        "destination": back_office.slug,
        "back": f"of:{back_office.slug}",
        "confirmed": "1",
    }
    after = lead.post(LIST + "do/", every, follow=True)
    assert "1 is being sent again." in text(after) and after.redirect_chain[0][0].endswith(
        "/example-back-office/"
    )
    assert not Delivery.objects.filter(state="dead").exists()


def test_of_several_those_that_cannot_be_sent_again_are_said_to_be_left(
    lead, undelivered, send_report, highways
):
    given_up = dead(Destination.objects.get(slug="highways-queue"), send_report(), delivered_at=None)
    Destination.objects.filter(slug="highways-queue").update(team=highways, retired_at=timezone.now())
    asked = {"do": "resend", "confirmed": "1", "delivery": [str(undelivered.id), str(given_up.id)]}
    page = text(lead.post(LIST + "do/", asked, follow=True))
    assert "1 is being sent again. 1 was left alone: seen to by somebody else meanwhile, or for a" in page
    page = text(lead.post(LIST + "do/", {**asked, "delivery": [str(given_up.id)]}, follow=True))
    assert "Nothing was changed: all of them were" in page and "0 are" not in page


def test_a_destination_is_paused_with_a_reason_and_started_again(lead, back_office, undelivered):
    page = PAGE + f"destinations/{back_office.slug}/"
    assert "Say why" in text(lead.post(page, {"because": ""}))
    assert "is paused" in text(lead.post(page, {"because": "Their weekend of works."}, follow=True))
    assert "paused. Their weekend of works." in text(lead.get(PAGE))
    listed = text(lead.get(PAGE + "destinations/"))
    assert "Example back office Paused" in listed
    assert "being tried again" in text(lead.post(page + "resume/", follow=True))
    assert "neither paused nor left alone" in text(lead.post(page + "resume/", follow=True))
    back_office.refresh_from_db()
    assert back_office.paused_at is None


def test_only_those_who_look_after_it_see_it(
    lead, admin, officer, undelivered, report, send_report, back_office, highways
):
    for other in (
        officer,
        signed_in(make_staff(Role.TEAM_LEAD), "staff"),
        signed_in(make_staff(Role.EDITOR), "staff"),
    ):
        for address in (PAGE, LIST, PAGE + "destinations/", f"{LIST}{undelivered.id}/"):
            assert other.get(address).status_code == 403
        assert other.post(f"{LIST}{undelivered.id}/", {"do": "resent"}).status_code == 403
    elsewhere = make_staff(Role.SERVICE_MANAGER)
    Team.objects.get(slug="blue-badge").members.add(elsewhere)
    manager = signed_in(elsewhere, "staff")
    assert "could not be delivered" not in text(manager.get(PAGE))
    assert manager.get(f"{LIST}{undelivered.id}/").status_code == 404
    assert manager.get(PAGE + "destinations/example-back-office/").status_code == 404
    assert report.reference in text(admin.get(LIST))
    # A restricted service shows nothing outside its team, whoever asks, counts included.
    Service.objects.filter(slug="highways-maintenance").update(openness="restricted")
    for browser in (admin, lead):
        assert report.reference not in text(browser.get(LIST))
        assert "could not be delivered Read" not in text(browser.get(PAGE))
        assert browser.get(f"{LIST}{undelivered.id}/").status_code == 404
        page = text(browser.get(PAGE + "destinations/example-back-office/"))
        assert "Could not be delivered 0" in page and report.reference not in page
        browser.post(LIST + "do/", {"do": "resend", "destination": back_office.slug, "confirmed": "1"})
    undelivered.refresh_from_db()
    assert undelivered.state == "dead"


def test_what_could_not_be_taken_is_one_line_and_a_restricted_service_s_is_its_team_s(
    lead, admin, council, live_worker
):
    for _ in range(2):
        CannotSend.objects.create(submission=started(), reason=CannotSend.Reason.PAYLOAD, detail="/data/size")
    for browser in (admin, lead):
        page = text(browser.get(PAGE))
        assert page.count("report-a-pothole, version 1: somebody pressed Send") == 1 and "/data/size" in page
    Service.objects.filter(slug="highways-maintenance").update(openness="team-only")
    assert "somebody pressed Send" in text(lead.get(PAGE))
    assert "somebody pressed Send" not in text(admin.get(PAGE))


def test_it_names_wrong_settings_and_cases_that_nobody_asks_about(
    lead, report, undelivered, back_office, highways, live_worker
):
    other = Destination.objects.create(
        slug="contractor",
        name="The contractor",
        kind="open311",
        settings={"service_code": "1"},
        team=highways,
    )
    Delivery.objects.filter(pk=undelivered.pk).update(destination=other)
    Open311Case.objects.create(delivery=undelivered, destination=other, service_request_id="77")
    page = text(lead.get(PAGE))
    assert "The contractor: its settings will not do" in page and "url: Field required" in page
    assert "cases that were filed there" not in page
    Destination.objects.filter(pk=other.pk).update(retired_at=timezone.now())
    page = text(lead.get(PAGE))
    assert "The contractor: given up, and cases that were filed there are still open 1 " in page
    assert "settings will not do" not in page
    Open311Case.objects.update(status="closed")
    assert "cases that were filed there" not in text(lead.get(PAGE))


def test_letters_about_what_is_hidden_do_not_hide_the_others(lead, report, live_worker, monkeypatch):
    monkeypatch.setattr("workplace.operations.views.LETTERS_SHOWN", 1)
    for owner in (str(report.id), str(uuid4())):
        Notice.objects.create(
            owner_type=OWNER_TYPE,
            owner_id=owner,
            subject="request.received",
            recipient="a@b.example",
            state="dead",
        )
    assert report.reference in text(lead.get(PAGE + "letters/"))
    assert "Emails and text messages that could not be sent 1 " in text(lead.get(PAGE))


def test_whoever_covers_for_the_lead_sees_to_it_and_nobody_else(highways, lead, undelivered):
    from forms_engine.catalogue.models import Absence

    cover = make_staff(Role.OFFICER, name="Cora Cover")
    highways.members.add(cover)
    browser = signed_in(cover, "staff")
    assert browser.get(PAGE).status_code == 403
    today = timezone.localdate()
    Absence.objects.create(user=highways.lead, starts=today, ends=today, covered_by=cover)
    assert "Highways" in text(browser.get(PAGE)) and "Cora Cover" in text(browser.get(PAGE))


def test_what_a_request_s_officer_reads_of_its_deliveries(officer, undelivered, report):
    Delivery.objects.filter(id=undelivered.id).update(remote_id="CASE-4711")
    assert "Their case number: CASE-4711" in text(officer.get(f"/workplace/requests/{report.reference}/"))
    log = f"/workplace/requests/{report.reference}/deliveries/"
    page = text(officer.get(log))
    assert "CASE-4711" in page and undelivered.sha256 in page and "1.5 s" in page and "Answered 422." in page
    assert "ann@example.com" not in page
    assert "ann@example.com" in text(officer.get(f"{log}{undelivered.id}/"))
    Service.objects.filter(slug="highways-maintenance").update(openness="team-only")
    assert {officer.get(log).status_code, officer.get(f"{log}{undelivered.id}/").status_code} == {404}


def test_a_page_of_the_list_leads_to_the_next(lead, back_office, fill_queue, report):
    fill_queue(60)
    from forms_engine.requests.models import Request

    like = Delivery.objects.get(destination=back_office, owner_id=str(report.id))
    now = timezone.now()
    Delivery.objects.bulk_create(
        Delivery(
            owner_type=OWNER_TYPE,
            owner_id=str(pk),
            subject=like.subject,
            destination=back_office,
            state="dead",
            body=like.body,
            sha256=like.sha256,
            dead_at=now - timedelta(minutes=number // 3),
        )
        for number, pk in enumerate(Request.objects.exclude(id=report.id).values_list("id", flat=True))
    )
    first = lead.get(LIST)
    older = re.search(r'href="\?(after=[^"]+)"', first.content.decode())[1].replace("&amp;", "&")
    second = lead.get(f"{LIST}?{older}")
    seen = [
        re.findall(r'name="delivery"[^>]*value="([^"]+)"', page.content.decode()) for page in (first, second)
    ]
    assert [len(page) for page in seen] == [50, 10] and len({*seen[0], *seen[1]}) == 60
    assert lead.get(LIST + "?after=nonsense").status_code == 200


def test_the_oldest_that_wait_are_found_by_index_without_sorting_the_others(lead, fill_queue, live_worker):
    """However many there are: an index serves each order, and no plan of theirs needs to sort."""
    now = timezone.now()
    fill_queue(3, due_on=now.date() - timedelta(days=1), customer_wrote_at=now - timedelta(days=4))
    paid = {"state": "cancelled", "fee_pence": 500}
    fill_queue(2, **paid, finished_at=now - timedelta(days=1))
    with CaptureQueriesContext(connection) as asked:
        page = text(lead.get(PAGE))
    for line in (
        "Requests past the day that we promised 3 ",
        "Messages from customers that nobody has answered for three days 3 ",
        "Requests that were cancelled after they were paid for 2 ",
    ):
        assert line in page
    plans = []
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off; set local enable_bitmapscan = off")
        for query in [query["sql"] for query in asked if query["sql"].endswith("NULLS LAST LIMIT 1001")]:
            cursor.execute("explain " + query)
            plans.append("\n".join(row[0] for row in cursor.fetchall()))
    for index in ("request_overdue", "request_customer_waits", "request_cancelled_after_paying"):
        assert any(index in plan and "Sort" not in plan for plan in plans), (index, plans)


@pytest.mark.parametrize("wild", ["\0", "é", "of:é", "of:\0", "x" * 5000, "destination=%00"])
def test_what_no_page_sends_does_not_crash(lead, undelivered, wild):
    for name in ("destination", "back", "delivery"):
        assert lead.post(f"{LIST}do/", {"do": "resend", name: wild}).status_code in {200, 302}
