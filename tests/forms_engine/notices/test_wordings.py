"""Administrators' own words for what customers are told."""

import pytest

from accounts.models import Role
from forms_engine.catalogue.models import Service
from forms_engine.notices import wordings
from forms_engine.notices.events import EVENTS
from forms_engine.notices.models import Wording
from forms_engine.requests.models import Customer
from forms_engine.requests.telling import tell_customer
from tests.factories import make_staff, signed_in
from tests.forms_engine.council import open_council
from tests.forms_engine.notices.told import make_told, told

pytestmark = pytest.mark.django_db

PAGE = "/admin/wordings/new/"


@pytest.fixture
def service():
    open_council()
    return Service.objects.get(slug="highways-maintenance", locale__language_code="en")


@pytest.fixture
def administrator():
    return signed_in(make_staff(Role.ADMINISTRATOR), "staff")


def wording(**fields):
    said = {
        "subject": "request.message",
        "channel": "email",
        "language": "en",
        "heading": "News of {reference}",
        "body": "Read it: {link}",
        "is_live": True,
        **fields,
    }
    made = Wording.objects.create(**said)
    wordings.forget()
    return made


def letter(service, subject="request.message", context=None, **fields):
    request = make_told(service, **fields)
    tell_customer(request, subject, context or {})
    return request, told(request)[-1]


def test_a_services_own_goes_before_one_for_all_and_both_before_ours(service):
    assert letter(service)[1].heading.startswith("You have a message")
    wording()
    request, sent = letter(service)
    assert (sent.heading, sent.body.strip()) == (
        f"News of {request.reference}",
        f"Read it: {sent.body.strip()[9:]}",
    )
    assert sent.body.strip().endswith(f"/requests/{request.reference}/")
    wording(service=service, heading="From the highways team", body="{reference}")
    assert letter(service)[1].heading == "From the highways team"


def test_it_is_for_its_channel_and_its_language_alone(service):
    wording()
    assert letter(service, language="cy")[1].heading.startswith("Mae gennych neges")
    text = letter(service, customer=Customer.objects.create(contact_by="sms"))[1]
    assert text.body.startswith("Marlshire Council: you have a message")
    wording(channel="sms", heading="", body="Council:  {reference}\nRead it – now.")
    request, text = letter(service, customer=Customer.objects.create(contact_by="sms"))
    assert text.body == f"Council: {request.reference} Read it - now."


def test_one_that_is_not_in_use_is_not_sent(service):
    wording(is_live=False)
    assert letter(service)[1].heading.startswith("You have a message")


def test_a_line_whose_placeholders_are_all_empty_is_left_out():
    text = "Your reference: {reference}\n\nYou paid: {fee}\n\nCall {phone}"
    assert wordings.fill(text, {"reference": "K7W", "phone": "1"}) == "Your reference: K7W\n\nCall 1\n"


@pytest.mark.parametrize(
    "broken",
    [
        {"body": "{nonsense}"},
        {"body": "{ref"},
        {"body": "   "},
        {"heading": ""},
        {"subject": "request.message", "body": "{message}"},
    ],
)
def test_one_that_cannot_be_used_stops_no_message_and_is_seen(service, broken, caplog, administrator):
    made = wording(**broken)
    assert letter(service)[1].heading.startswith("You have a message")
    assert f"wording {made.pk} cannot be used" in caplog.text
    assert wordings.broken() == [made]
    assert "request.message" in administrator.get("/admin/wordings/").content.decode()
    operations = administrator.get("/workplace/operations/").content.decode()
    assert (
        "Wordings of messages to residents that cannot be sent" in operations
        and "/admin/wordings/" in operations
    )


def test_telling_costs_no_query_for_wordings_but_once_a_minute(
    service, monkeypatch, django_assert_num_queries
):
    wording()
    letter(service)
    with django_assert_num_queries(0):
        assert wordings.filled(
            "request.message", "email", "en", {"reference": "K7W", "link": "x"}, service.pk
        )
    monkeypatch.setattr(wordings, "KEPT_FOR", -1)
    with django_assert_num_queries(1):
        wordings.filled("request.message", "email", "en", {}, service.pk)


SAID = {
    "subject": "request.message", "service": "", "channel": "email", "language": "en",
    "heading": "News of {reference}", "body": "Read it: {link}", "is_live": "on",
}  # fmt: skip


def test_an_administrator_writes_looks_and_keeps(service, administrator, django_capture_on_commit_callbacks):
    shown = administrator.get(PAGE).content.decode()
    assert "Every service" in shown and "{reference}" in shown and "They have a message" in shown
    looked = administrator.post(PAGE, {**SAID, "preview": "yes"}).content.decode()
    assert "News of K7W-9RF-TH2P" in looked and "You have a message about your request K7W-9RF-TH2P" in looked
    assert not Wording.objects.exists()
    letter(service)  # kept in memory from now on: that there are none
    with django_capture_on_commit_callbacks(execute=True):
        assert administrator.post(PAGE, {**SAID, "service": service.pk}).status_code == 302
    made = Wording.objects.get()
    assert letter(service)[1].heading.startswith("News of")
    edit = f"/admin/wordings/edit/{made.pk}/"
    text = {**SAID, "channel": "sms", "heading": "", "service": ""}
    assert (
        "News of"
        not in administrator.post(edit, {**text, "preview": "yes"}).content.decode().split("<form")[0]
    )
    with django_capture_on_commit_callbacks(execute=True):
        assert administrator.post(edit, {**SAID, "is_live": ""}).status_code == 302
    made.refresh_from_db()
    assert not made.is_live and made.service is None


def test_what_is_wrong_is_said_with_what_there_is(administrator):
    def told_of(**changes):
        answer = administrator.post(PAGE, {**SAID, **changes})
        assert answer.status_code == 200 and not Wording.objects.exists()
        return answer.content.decode()

    wrong = told_of(body="Dear {name}, {message}")
    assert "{name}, {message} cannot be filled in" in wrong and "{reference}, {link}" in wrong
    assert "A brace stands alone" in told_of(body="Read {link")
    assert "subject line" in told_of(heading="")
    assert "Leave it empty" in told_of(channel="sms")
    assert "has 400 letters" in told_of(channel="sms", heading="", body="x" * 400)
    told_of(subject="request.receipt.x")
    assert "Write what it says" in told_of(body="  ")
    told_of(body="\x00")
    told_of(service="99999999999999999999")


def test_there_is_one_of_each(administrator):
    assert administrator.post(PAGE, SAID).status_code == 302
    again = administrator.post(PAGE, SAID)
    assert "There is a wording for this already" in again.content.decode() and Wording.objects.count() == 1


def test_only_administrators_write_them_and_nobody_deletes_one(administrator):
    made = wording()
    assert administrator.post(f"/admin/wordings/delete/{made.pk}/").status_code in {302, 403, 404}
    for person in (make_staff(Role.EDITOR), make_staff(Role.OFFICER)):
        client = signed_in(person, "staff")
        for page in ("/admin/wordings/", PAGE, f"/admin/wordings/edit/{made.pk}/"):
            answer = client.get(page)
            assert answer.status_code in {302, 403, 404} and b"News of" not in answer.content
    assert Wording.objects.exists()


def test_the_list_costs_the_same_however_many_there_are(administrator, django_assert_max_num_queries):
    wording()
    administrator.get("/admin/wordings/")
    with django_assert_max_num_queries(60) as few:
        administrator.get("/admin/wordings/")
    for subject in list(EVENTS)[:10]:
        wording(subject=subject, language="cy")
    with django_assert_max_num_queries(len(few)):
        administrator.get("/admin/wordings/")


@pytest.mark.parametrize("said", [{"heading": "{title}", "body": "Read it: {link}"}, {"body": "{title}"}])
def test_one_that_would_say_nothing_of_a_service_that_is_not_open_gives_way_to_ours(service, said):
    Service.objects.filter(pk=service.pk).update(openness="team-only")
    service.refresh_from_db()
    wording(**said)
    _request, sent = letter(service)
    assert sent.heading.startswith("You have a message") and sent.body.strip()
