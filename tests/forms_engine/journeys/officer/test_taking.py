"""A journey taken for somebody on one screen: from the first question to the reference."""

import pytest

from accounts.roles import Role
from forms_engine.catalogue.models import Service
from forms_engine.journeys.models import Submission
from forms_engine.requests.contacts import under_way
from forms_engine.requests.customers.changing import CustomerSaid, make_customer
from forms_engine.requests.models import Contact, Customer, CustomerChange, Request, TimelineEntry
from tests.forms_engine.council import open_council, photo
from tests.forms_engine.journeys.officer.calls import address, an_officer, begin, principal_of

pytestmark = pytest.mark.django_db

POTHOLE = {
    "dangerous": "no",
    "where_description": "High Street, Marlford",
    "category": "road",
    "your__name": "Ann Archer",
}


@pytest.fixture(scope="module", autouse=True)
def council(file_transaction):
    open_council()


@pytest.fixture
def officer():
    return an_officer()


def a_customer(user, **said):
    from uuid import uuid4

    return make_customer(principal_of(user), CustomerSaid(**said), customer_id=uuid4())


def sent(call):
    call.press(**POTHOLE)
    assert call.comes == "all", call.errors()
    call.press("send")
    assert call.response.status_code == 302
    return Request.objects.get(submission__id=call.id)


def test_the_whole_of_it_is_on_one_screen_from_the_start_with_what_to_say(officer):
    call = begin(officer[1], "report-a-pothole")
    assert call.steps == ["danger", "location", "damage", "photo", "about-you"]
    assert "Say:" in call.html and not call.errors()
    assert "What is your name?" in call.html or "Your name" in call.html


def test_it_is_sent_and_is_the_customers_and_the_timeline_says_who_took_it(officer):
    user, browser = officer
    made = sent(begin(browser, "report-a-pothole"))
    assert made.channel == "phone" and made.name == "Ann Archer"
    assert made.customer.user is None and made.customer.name == "Ann Archer"
    first = made.timeline.get(number=1)
    assert first.kind == TimelineEntry.Kind.SUBMITTED and first.actor == user
    page = browser.get(address("officer_done", "report-a-pothole", made.submission_id))
    assert made.reference in page.content.decode()
    assert address("work_request", made.reference) in page.content.decode()


def test_what_is_answered_in_any_order_is_kept_and_nothing_else_is_judged(officer):
    call = begin(officer[1], "report-a-pothole").press(your__name="Ann Archer")
    assert call.comes == "next", call.errors()
    assert call.submission.answers["your-name"] == "Ann Archer"
    call.press()
    assert set(call.errors()) == {"dangerous"}
    call.press(dangerous="no", where_description="High Street")
    assert not call.errors() and call.comes == "next"


def test_a_wrong_answer_is_kept_as_typed_and_said_to_be_wrong(officer):
    call = begin(officer[1], "report-a-pothole").press(**{"your-email": "ann at example"})
    assert list(call.errors()) == ["your-email"]
    assert call.submission.answers["your-email"] == "ann at example"
    assert 'value="ann at example"' in call.html


def test_a_branch_appears_after_continue_and_an_exit_ends_it(officer):
    call = begin(officer[1], "apply-for-a-blue-badge")
    assert "another-council" not in call.steps and "walking" not in call.steps
    call.press(
        benefit="none", **{"date-of-birth_day": "1", "date-of-birth_month": "2", "date-of-birth_year": "1960"}
    )
    assert "walking" in call.steps and call.comes == "new"
    call.press(**{"lives-in-marlshire": "no"})
    assert call.comes == "exit" and call.steps[-1] == "another-council"
    assert "The journey ends here" in call.html and 'name="send"' not in call.html


def test_sending_after_an_answer_was_changed_asks_to_read_it_again(officer):
    call = begin(officer[1], "report-a-pothole").press(**POTHOLE)
    call.press("send", **{"your__name": "Bea Brown"})
    assert call.response.status_code == 200 and "An answer has changed" in call.html
    assert not Request.objects.filter(submission__id=call.id).exists()
    call.press("send")
    assert Request.objects.get(submission__id=call.id).name == "Bea Brown"


def test_sending_twice_is_one_request_and_the_screen_leads_to_its_end(officer):
    call = begin(officer[1], "report-a-pothole").press(**POTHOLE)
    boxes = {**call.boxes(), "send": "1"}
    for _ in range(2):
        assert officer[1].post(call.address, boxes)["Location"].endswith("/done/")
    assert Request.objects.filter(submission__id=call.id).count() == 1
    assert officer[1].get(call.address)["Location"].endswith("/done/")


def test_a_known_customer_is_filled_in_keeps_the_request_and_what_was_missing(officer):
    user, browser = officer
    ann = a_customer(user, name="Ann Archer", mobile="07700 900 982")
    call = begin(browser, "report-a-pothole", query=f"?customer={ann.pk}")
    assert call.submission.answers["your-name"] == "Ann Archer" and call.submission.customer == ann
    assert "For Ann Archer" in call.html
    call.press(**{**POTHOLE, "your__name": "Ann A. Archer", "your__email": "ann@example.com"})
    call.press("send")
    ann.refresh_from_db()
    made = Request.objects.get(submission__id=call.id)
    assert made.customer == ann and made.name == "Ann A. Archer"
    assert (ann.name, ann.email) == ("Ann Archer", "ann@example.com")
    change = CustomerChange.objects.filter(customer=ann, made=False).get()
    assert change.changed == {"email": ["", "ann@example.com"]} and change.by == user


def test_the_contact_under_way_says_for_whom_and_becomes_a_request_made(officer):
    user, browser = officer
    ann = a_customer(user, name="Ann Archer")
    contact = under_way.begin(principal_of(user), "desk", under_way.Whom(customer=ann.pk))
    start = browser.get(address("officer_journey", "report-a-pothole")).content.decode()
    assert "for Ann Archer" in start and 'value="desk" checked' in start
    made = sent(begin(browser, "report-a-pothole", channel="desk"))
    contact.refresh_from_db()
    assert made.customer == ann and contact.request == made and contact.entry_number == 1
    assert Contact.objects.filter(request=made).count() == 1


def test_a_customer_whom_the_officer_may_not_know_of_is_not_there(officer):
    stranger = Customer.objects.create(name="Zoe Zander")
    start = address("officer_journey", "report-a-pothole")
    for wanted in (stranger.pk, "nobody", "6c1b6f0e-3f0e-4f7e-9d56-1f6b1a2c3d4e"):
        assert officer[1].get(f"{start}?customer={wanted}").status_code == 404


def test_a_scan_is_added_and_taken_out_without_losing_what_is_typed(officer):
    call = begin(officer[1], "report-a-pothole")
    call.press("photo_upload", files={"photo": photo()}, dangerous="no")
    assert not call.errors() and call.submission.answers["dangerous"] == "no"
    kept = call.submission.answers["photo"]
    assert len(kept) == 1 and "photo.jpg" in call.html
    call.press("photo_remove", kept[0]["id"])
    assert "photo" not in call.submission.answers and call.submission.answers["dangerous"] == "no"


def test_a_badge_with_its_fee_is_paid_by_a_link(officer):
    _user, browser = an_officer(Role.FINANCE)
    call = begin(browser, "apply-for-a-blue-badge").press(
        files={"photo": photo()},
        benefit="pip-moving-around",
        **{
            "lives-in-marlshire": "yes",
            "date-of-birth_day": "27",
            "date-of-birth_month": "3",
            "date-of-birth_year": "1958",
            "full-name": "Ben Barrow",
            "email": "ben@example.com",
            "address_line1": "1 Mill Lane",
            "address_town": "Thornbeck",
            "address_postcode": "ZZ2 2BB",
        },
    )
    while call.comes != "all":
        before = call.steps, call.comes
        call.press()
        assert (call.steps, call.comes) != before, call.errors()
    assert "It costs £10" in call.html
    call.press("send")
    assert Request.objects.filter(submission__id=call.id).exists()
    page = browser.get(address("officer_done", call.slug, call.id)).content.decode()
    assert "£10.00 to pay" in page or "£10 to pay" in page


def test_only_officers_come_in_and_only_to_what_they_took(officer):
    call = begin(officer[1], "report-a-pothole")
    _other, others = an_officer()
    assert others.get(call.address).status_code == 404
    assert others.post(call.address, {"seen": ""}).status_code == 404
    assert others.get(address("officer_journeys")).status_code == 200
    from tests.factories import make_staff, signed_in

    nobody = signed_in(make_staff(), "staff")
    for name, args in [
        ("officer_journeys", ()),
        ("officer_draft", ()),
        ("officer_journey", ("report-a-pothole",)),
        ("officer_screen", ("report-a-pothole", call.id)),
        ("officer_done", ("report-a-pothole", call.id)),
        ("officer_time", ("report-a-pothole", call.id)),
    ]:
        assert nobody.get(address(name, *args)).status_code == 403


@pytest.mark.parametrize("openness", [Service.Openness.TEAM_ONLY, Service.Openness.RESTRICTED])
def test_of_a_service_that_is_not_theirs_an_officer_takes_the_call_and_sees_the_reference_alone(
    openness, officer
):
    Service.objects.filter(slug="highways-maintenance").update(openness=openness)
    made = sent(begin(officer[1], "report-a-pothole"))
    page = officer[1].get(address("officer_done", "report-a-pothole", made.submission_id)).content.decode()
    assert made.reference in page and "Only the team" in page
    assert "Ann Archer" not in page and "High Street" not in page
    assert address("work_request", made.reference) not in page
    assert officer[1].get(address("work_request", made.reference)).status_code == 404


def test_what_is_begun_and_not_sent_is_listed_and_can_be_thrown_away(officer):
    call = begin(officer[1], "report-a-pothole").press(dangerous="no")
    assert call.address in officer[1].get(address("officer_journeys")).content.decode()
    assert officer[1].post(address("officer_delete", call.slug, call.id)).status_code == 302
    assert not Submission.objects.filter(pk=call.id).exists()


def test_journeys_are_found_by_the_first_letters_of_words(officer):
    page = officer[1].get(address("officer_journeys"), {"begins": "blue b"}).content.decode()
    assert "Apply for a Blue Badge" in page and "Report a pothole" not in page
    assert (
        "No journey has a word"
        in officer[1].get(address("officer_journeys"), {"begins": "zzz"}).content.decode()
    )


@pytest.mark.parametrize(
    "said",
    [
        "",
        "{",
        "[]",
        '{"pages": 3}',
        '{"pages":{"danger":{"at":["x"],"was":{}}}}',
        '{"pages":{"danger":{"at":[1e999],"was":{}}},"items":{},"judged":[],"pointed":""}',
        '{"pages":{},"items":{"people":1e999},"judged":[],"pointed":""}',
        "[" * 5000,
        "\0",
    ],
)
def test_a_form_that_somebody_changed_loses_nothing_and_breaks_nothing(said, officer):
    call = begin(officer[1], "report-a-pothole").press(dangerous="no")
    answer = officer[1].post(
        call.address, {"seen": said, "dangerous": "yes", "remove_item": "x", "add_item": "y"}
    )
    assert answer.status_code in {200, 302}
    assert call.submission.answers["dangerous"] == "no"


def test_pages_take_few_queries_however_many_questions(officer, django_assert_max_num_queries):
    for slug in ("report-a-pothole", "apply-for-a-blue-badge"):
        call = begin(officer[1], slug)
        call.open()
        with django_assert_max_num_queries(15):
            call.open()
        call.press()
        with django_assert_max_num_queries(15):
            call.press(**{"your-name": "Ann", "full-name": "Ann"})
