"""A caller's own draft, gone on with by the code that they read out: who may, how often, and who keeps what."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from forms_engine.journeys import services
from forms_engine.journeys.models import SpokenCode, Submission
from forms_engine.journeys.officer import spoken
from forms_engine.requests.contacts import under_way
from forms_engine.requests.models import Request, TimelineEntry
from tests.factories import client, make_user, signed_in
from tests.forms_engine.council import open_council
from tests.forms_engine.journeys.officer.calls import Call, address, an_officer, principal_of

pytestmark = pytest.mark.django_db

START = "/journeys/report-a-pothole/"


@pytest.fixture(scope="module", autouse=True)
def council(file_transaction):
    open_council()


@pytest.fixture
def resident():
    """A resident who has come as far as saying what is broken."""
    browser = client()
    browser.post(START)
    send(browser, "danger", dangerous="no")
    send(browser, "location", where_description="High Street, Marlford", where_postcode="")
    return browser


def send(browser, page, **data):
    return browser.post(f"{START}{page}/", {"wizard-current_step": page, **data})


def the_draft():
    return Submission.objects.get()


def code_of(browser):
    """The code as the resident's page shows it."""
    page = browser.post(f"{START}saved/phone/").content.decode()
    return page.split('id="code">')[1].split("<")[0]


def opened(browser, resident):
    """The officer's call with the resident's draft."""
    answer = browser.post(address("officer_draft"), {"code": code_of(resident)})
    assert answer.status_code == 302, answer.content.decode()
    return Call(browser, "report-a-pothole", the_draft().pk)


def test_it_is_gone_on_with_where_it_stopped_and_sent_as_the_residents(resident):
    user, browser = an_officer()
    call = opened(browser, resident)
    assert "High Street, Marlford" in call.html and "Their own draft" in call.html
    assert call.response.context["pages"][2].here and call.steps[2] == "damage"
    assert under_way.current(principal_of(user)).channel == "phone"
    call.press(category="road", your__name="Ann Archer").press("send")
    made = Request.objects.get()
    assert made.channel == "web" and made.customer.user is None
    assert made.timeline.get(number=1).actor is None
    helped = made.timeline.get(kind=TimelineEntry.Kind.CONTACT)
    assert helped.actor == user and not helped.shown_to_customer
    assert under_way.current(principal_of(user)).request == made
    # The resident's own page says that it was sent.
    for page in ("damage", "check"):
        assert resident.get(f"{START}{page}/")["Location"] == f"{START}confirmation/"
    assert made.reference in resident.get(f"{START}confirmation/").content.decode()


def test_a_draft_of_an_account_stays_its_owners():
    owner = make_user()
    browser = signed_in(owner)
    browser.post(START)
    send(browser, "danger", dangerous="no")
    call = opened(an_officer()[1], browser)
    call.press(where_description="High Street", category="road", your__name="Ann").press("send")
    made = Request.objects.get()
    assert made.customer.user == owner and the_draft().user == owner


def test_a_code_is_good_once_and_for_a_quarter_of_an_hour(resident):
    code = code_of(resident)
    one, other = an_officer(), an_officer()
    assert spoken.open_by_code(principal_of(one[0]), code.lower().replace("-", " ")) is not None
    assert spoken.open_by_code(principal_of(other[0]), code) is None
    newer = code_of(resident)
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        assert spoken.open_by_code(principal_of(other[0]), newer) is None


def test_a_new_code_ends_the_one_before_and_leaves_the_officer_who_was_let_in(resident):
    _user, browser = an_officer()
    call = opened(browser, resident)
    old, new = code_of(resident), code_of(resident)
    other = principal_of(an_officer()[0])
    assert browser.get(call.address).status_code == 200
    assert spoken.open_by_code(other, old) is None
    assert spoken.open_by_code(other, new) is not None
    assert browser.get(call.address).status_code == 404


def test_only_its_digest_is_kept(resident):
    code = code_of(resident)
    kept = SpokenCode.objects.get()
    assert code.replace("-", "") not in kept.code_hash and len(kept.code_hash) == 64


def test_tries_are_counted_for_the_officer_and_for_what_is_guessed(resident):
    code = code_of(resident)
    wrong = code[:5] + ("3333" if code[5:] != "3333" else "4444")
    for _ in range(5):
        assert spoken.open_by_code(principal_of(an_officer()[0]), wrong) is None
    with pytest.raises(spoken.TooManyTries):
        spoken.open_by_code(principal_of(an_officer()[0]), code)
    user, browser = an_officer()
    for number in range(10):
        assert spoken.open_by_code(principal_of(user), f"{spoken.SIGNS[number]}CDF-CDFG") is None
    page = browser.post(address("officer_draft"), {"code": "9999-9999"}).content.decode()
    assert "Too many wrong codes" in page


@pytest.mark.parametrize("typed", ["", "AAAA", "K7WQ-3XT", "\0", "K" * 100, "0000-0000"])
def test_what_is_no_code_is_said_to_be_wrong(typed):
    page = an_officer()[1].post(address("officer_draft"), {"code": typed})
    assert page.status_code in {200, 400} and b"Traceback" not in page.content


def test_nobody_but_an_officer_opens_a_draft(resident):
    assert spoken.open_by_code(principal_of(make_staff_without_a_role()), code_of(resident)) is None


def make_staff_without_a_role():
    from tests.factories import make_staff

    return make_staff()


def test_neither_writes_over_the_other_and_each_sees_what_changed(resident):
    browser = an_officer()[1]
    call = opened(browser, resident)
    # The resident changes one answer while the officer has another on the screen.
    send(resident, "location", where_description="Mill Lane, Thornbeck", where_postcode="")
    call.press(category="road")
    assert "Changed meanwhile" in call.html and "Mill Lane, Thornbeck" in call.html
    assert the_draft().answers["where"]["description"] == "Mill Lane, Thornbeck"
    assert the_draft().answers["category"] == "road"
    # Both change the same: what is kept first stays, until the officer has seen it.
    send(resident, "location", where_description="Church Street", where_postcode="")
    call.press(where_description="Castle Street")
    assert "You have typed something else" in call.html and "Castle Street" in call.html
    assert the_draft().answers["where"]["description"] == "Church Street"
    call.press()
    assert the_draft().answers["where"]["description"] == "Castle Street"


def test_the_resident_does_not_write_over_the_officer_unseen(resident):
    page = resident.get(f"{START}location/")
    call = opened(an_officer()[1], resident)
    page = resident.get(f"{START}location/").content.decode()
    was = page.split('name="was" value="')[1].split('"')[0]
    call.press(where_description="Castle Street")
    answer = send(resident, "location", where_description="Mill Lane", where_postcode="", was=was)
    shown = answer.content.decode()
    assert answer.status_code == 200 and "Castle Street" in shown and "Mill Lane" in shown
    assert the_draft().answers["where"]["description"] == "Castle Street"
    was = shown.split('name="was" value="')[1].split('"')[0]
    assert (
        send(resident, "location", where_description="Mill Lane", where_postcode="", was=was).status_code
        == 302
    )
    assert the_draft().answers["where"]["description"] == "Mill Lane"


def test_the_way_to_the_code_keeps_what_is_typed(resident):
    answer = send(resident, "damage", category="road", save_for_later="phone")
    assert answer["Location"] == f"{START}saved/phone/"
    assert the_draft().answers["category"] == "road"
    page = resident.get(answer["Location"]).content.decode()
    assert "Show my code" in page
    assert client().get(f"{START}saved/phone/").status_code == 302


def test_no_code_for_what_is_sent(resident):
    draft = the_draft()
    services.answer_page(draft.id, "damage", {"category": "road", "your-name": "Ann"})
    services.submit(draft.id)
    assert resident.post(f"{START}saved/phone/")["Location"] == f"{START}confirmation/"
