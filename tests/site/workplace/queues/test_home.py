"""The first page of a working day, and the keys."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from forms_engine.catalogue.models import Queue
from forms_engine.requests.models import Request
from tests.factories import make_staff, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def ida(highways):
    person = make_staff(Role.OFFICER, name="Ida Officer")
    highways.members.add(person)
    return person


def counts(answer):
    return {tile.words: tile.count for tile in answer.context["tiles"]}


def test_it_shows_mine_first_due_first_and_what_waits(report, fill_queue, ida):
    today = timezone.localdate()
    held = {"assigned_to_id": ida.pk, "assigned_at": timezone.now()}
    fill_queue(1, due_on=today + timedelta(days=30), **held)
    late = fill_queue(1, due_on=today - timedelta(days=1), customer_wrote_at=timezone.now(), **held)
    answer = signed_in(ida, "staff").get("/workplace/")
    assert answer.context["mine"][0].request.reference in late
    assert len(answer.context["mine"]) == 2
    said = counts(answer)
    assert (said["Overdue"], said["New messages"], said["Nobody’s yet"]) == ("1", "1", "1")
    assert {queue.team_id for queue, _ in answer.context["ours"]} == {report.service.team_id}


def test_with_nothing_it_says_what_to_do(council, officer):
    words = officer.get("/workplace/").content.decode()
    assert "You have nothing in hand" in words and "You are in no team yet" in words
    assert officer.get("/workplace/everything/").content.decode().count("Nothing is waiting here") == 1


def test_each_role_is_shown_its_own_ways(report, ida, lead):
    def ways(browser):
        return [way.name for way, _ in browser.get("/workplace/").context["ways"]]

    assert "finance" not in ways(signed_in(ida, "staff")) and "operations" not in ways(
        signed_in(ida, "staff")
    )
    assert "operations" in ways(lead)
    finance = signed_in(make_staff(Role.OFFICER, Role.FINANCE), "staff")
    assert "finance" in ways(finance)
    assert signed_in(make_staff(Role.EDITOR), "staff").get("/workplace/").status_code == 403


def test_whoever_reviews_broken_glass_is_led_there(highways, ida, lead, officer):
    def is_led(browser):
        return "/workplace/glass/reviews/" in browser.get("/workplace/").content.decode()

    assert is_led(lead) and is_led(signed_in(make_staff(Role.SERVICE_MANAGER), "staff"))
    browser = signed_in(ida, "staff")
    assert not is_led(browser) and not is_led(officer)
    # An officer who is their team's lead reviews it too, without the role of one.
    highways.lead = ida
    highways.save()
    assert is_led(browser)


def test_mine_are_all_of_mine_where_there_is_one_queue_only(report, ida):
    Queue.objects.exclude(slug="highways").delete()
    Request.objects.filter(id=report.id).update(queue=None, assigned_to=ida, assigned_at=timezone.now())
    browser = signed_in(ida, "staff")
    assert [row.request for row in browser.get("/workplace/").context["mine"]] == [report]
    assert report.reference in browser.get("/workplace/everything/?whose=mine").content.decode()
    assert report.reference not in browser.get("/workplace/queues/highways/?whose=mine").content.decode()


def test_finished_leaves_mine(report, ida):
    Request.objects.filter(id=report.id).update(
        assigned_to=ida, assigned_at=timezone.now(), state="resolved", finished_at=timezone.now()
    )
    assert signed_in(ida, "staff").get("/workplace/").context["mine"] == []


def test_single_keys_can_be_switched_off_and_on(report, ida):
    browser = signed_in(ida, "staff")
    queue = "/workplace/queues/highways/"
    assert 'data-keys="on"' in browser.get(queue).content.decode()
    browser.post("/workplace/keys/", {"keys": "off"})
    assert 'data-keys="off"' in browser.get(queue).content.decode()
    assert "Switch them on" in browser.get("/workplace/keys/").content.decode()
    browser.post("/workplace/keys/", {"keys": "on"})
    assert 'data-keys="on"' in browser.get(queue).content.decode()
