"""The pages of acting for somebody else: from the invitation to the end, and nothing by anybody else's."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audiences.principal import HELPING
from forms_engine.requests.helping.ending import end
from forms_engine.requests.helping.inviting import invite
from forms_engine.requests.models import ActingFor
from tests.factories import client, make_site, signed_in
from tests.forms_engine.council import open_council
from tests.forms_engine.requests.helping.people import agreed, asked, customer_of, newest_token, resident
from tests.forms_engine.requests.makers import make_service, sent

pytestmark = pytest.mark.django_db

HELPERS, INVITE, HELPING_PAGE = "/account/helpers/", "/account/helpers/invite/", "/account/helping/"
INVITATION = {
    "name": "Hal Helper",
    "address": "hal@example.org",
    "relation": "family",
    "covers": "everything",
}


@pytest.fixture
def pia():
    return resident("Pia Person", "pia@example.org")


@pytest.fixture
def hal():
    return resident("Hal Helper", "hal@example.org")


def text(answer):
    return answer.content.decode()


def choose(browser, agreement):
    return browser.post(HELPING_PAGE, {"agreement": str(agreement.pk) if agreement else ""})


def test_from_the_invitation_to_acting_and_back(pia, hal):
    trees = sent(customer=customer_of(pia), title="A tree of Pia's")
    sent(customer=customer_of(hal), title="A tree of Hal's", service=trees.service)
    hers, his = signed_in(pia.user), signed_in(hal.user)
    assert hers.post(INVITE, INVITATION)["Location"] == HELPERS
    assert "Has not answered yet" in text(hers.get(HELPERS))
    link = f"/account/helping/invited/{newest_token()}/"
    shown = text(his.get(link))
    assert "Pia Person asks you to act for them" in shown and "A tree" not in shown
    assert his.post(link, {"accept": "1"})["Location"] == HELPING_PAGE
    assert "May act now" in text(hers.get(HELPERS))
    choose(his, ActingFor.objects.get())
    account = text(his.get("/account/"))
    assert "You are acting for <strong>Pia Person</strong>" in account
    assert "A tree of Pia&#x27;s" in account and "A tree of Hal" not in account
    assert his.get(f"/requests/{trees.reference}/").status_code == 200
    choose(his, None)
    account = text(his.get("/account/"))
    assert "acting for <strong>" not in account and "A tree of Hal" in account and "of Pia" not in account


def test_every_page_says_for_whom_also_when_it_stands_no_more(pia, hal):
    make_site()
    made, _ = agreed(pia, hal)
    browser = signed_in(hal.user)
    choose(browser, made)
    for page in ("/", "/requests/", HELPING_PAGE):
        assert "You are acting for <strong>Pia Person</strong>" in text(browser.get(page))
    end(pia, made.pk)
    shown = text(browser.get("/requests/"))
    assert "You can no longer act for the person you chose." in shown and "Pia Person" not in shown
    assert "acting for" not in text(signed_in(pia.user).get("/requests/"))


def test_ending_counts_with_the_next_page(pia, hal):
    report = sent(customer=customer_of(pia))
    made, _ = agreed(pia, hal)
    browser = signed_in(hal.user)
    choose(browser, made)
    page = f"/requests/{report.reference}/"
    assert browser.get(page).status_code == 200
    ends = f"{HELPERS}{made.pk}/end/"
    hers = signed_in(pia.user)
    assert "to stop acting for you?" in text(hers.get(ends))
    assert hers.post(ends)["Location"] == HELPERS
    assert browser.get(page)["Location"] == f"{page}code/"
    assert browser.post(f"{page}cancel/")["Location"] == f"{page}code/"
    assert report.reference not in text(browser.get("/account/requests/"))


@pytest.mark.parametrize("whose", ["another's", "ended", "invited", "nobody's", "nonsense"])
def test_what_is_put_in_the_session_by_hand_opens_nothing(pia, hal, whose):
    report = sent(customer=customer_of(pia))
    browser = signed_in(hal.user)
    if whose == "another's":
        made, _ = agreed(pia, resident("Olga Other", "olga@example.org"))
    elif whose == "ended":
        made, _ = agreed(pia, hal)
        end(hal, made.pk)
    elif whose == "invited":
        made = invite(pia, asked())
    named = {"nobody's": str(uuid4()), "nonsense": "'; drop"}.get(whose) or str(made.pk)
    assert browser.post(HELPING_PAGE, {"agreement": named}).status_code == 404
    session = browser.session
    session[HELPING] = named
    session.save()
    page = f"/requests/{report.reference}/"
    assert browser.get(page)["Location"] == f"{page}code/"
    for address in ("/account/", "/account/requests/", "/requests/"):
        shown = text(browser.get(address))
        assert report.reference not in shown and "Pia Person" not in shown and report.title not in shown


def test_a_service_that_was_not_named_is_not_there(pia, hal):
    report = sent(customer=customer_of(pia))
    made, _ = agreed(pia, hal, services=[make_service("parks")])
    browser = signed_in(hal.user)
    choose(browser, made)
    page = f"/requests/{report.reference}/"
    assert browser.get(page)["Location"] == f"{page}code/"
    assert report.reference not in text(browser.get("/account/requests/"))


def test_nobody_ends_what_is_not_theirs_and_strangers_sign_in(pia, hal):
    made, _ = agreed(pia, hal)
    ends = f"{HELPERS}{made.pk}/end/"
    other = signed_in(resident("Olga Other", "olga@example.org").user)
    assert other.get(ends).status_code == other.post(ends).status_code == 404
    for address in (HELPERS, INVITE, HELPING_PAGE, ends, "/account/helping/invited/x/", "/account/earlier/"):
        assert client().get(address)["Location"].startswith("/account/sign-in/")
    assert other.get("/account/helping/invited/no-such-thing/").status_code == 404
    assert signed_in(hal.user).post(ends)["Location"] == HELPING_PAGE
    made.refresh_from_db()
    assert made.ended_by == hal.user


def test_while_acting_for_another_one_s_own_helpers_are_left_alone(pia, hal):
    made, _ = agreed(pia, hal)
    browser = signed_in(hal.user)
    choose(browser, made)
    for address in (HELPERS, INVITE, "/account/earlier/"):
        assert browser.get(address)["Location"] == HELPING_PAGE
    assert browser.post(INVITE, INVITATION)["Location"] == HELPING_PAGE
    assert ActingFor.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "Enter their name"),
        ({"name": "a\x00b"}, "Null characters"),
        ({"address": "nobody"}, "Enter an email address"),
        ({"address": "pia@example.org"}, "this is your own"),
        ({"relation": "boss"}, "Choose who they are to you"),
        ({"covers": ""}, "Choose what they may do for you"),
        ({"covers": "some"}, "Choose one service at least"),
        ({"covers": "some", "services": ["0", "x"]}, "Choose from the list"),
        ({"last_day_day": "31", "last_day_month": "2", "last_day_year": "2027"}, "Enter a real date"),
        ({"last_day_day": "1", "last_day_month": "1", "last_day_year": "2001"}, "today or later"),
    ],
)
def test_a_mistake_in_the_invitation_is_said_at_its_field(pia, typed, said):
    answer = signed_in(pia.user).post(INVITE, INVITATION | typed)
    assert answer.status_code == 200 and said in text(answer) and "There is a problem" in text(answer)
    assert not ActingFor.objects.exists()


def test_some_services_and_a_last_day(pia):
    open_council()
    browser = signed_in(pia.user)
    form = browser.get(INVITE).context["form"]
    services = dict(form.fields["services"].choices)
    pk = next(pk for pk, name in services.items() if "Blue Badge" in name)
    day = {"last_day_day": "31", "last_day_month": "3", "last_day_year": "2099"}
    assert browser.post(INVITE, INVITATION | {"covers": "some", "services": [pk]} | day).status_code == 302
    made = ActingFor.objects.get()
    assert [str(one.pk) for one in made.services.all()] == [pk] and made.last_day.isoformat() == "2099-03-31"
    shown = text(browser.get(HELPERS))
    assert "31 March 2099" in shown and services[pk] in shown


def test_a_journey_that_was_not_agreed_says_so_and_how_to_stop(pia, hal):
    open_council()
    made, _ = agreed(pia, hal, services=[make_service("parks")])
    browser = signed_in(hal.user)
    choose(browser, made)
    start = "/journeys/report-a-pothole/"
    for answer in (browser.get(start), browser.post(start)):
        assert "You cannot do this for somebody else" in text(answer)
    choose(browser, None)
    assert browser.post(start).status_code == 302


def test_what_ends_while_a_journey_is_begun_says_so(pia, hal, monkeypatch):
    open_council()
    made, _ = agreed(pia, hal)
    browser = signed_in(hal.user)
    choose(browser, made)
    end(pia, made.pk)
    monkeypatch.setattr("forms_engine.journeys.views.may_begin", lambda *_: True)
    answer = browser.post("/journeys/report-a-pothole/")
    assert answer.status_code == 200 and "You cannot do this for somebody else" in text(answer)


def test_her_pages_are_walked_in_welsh_too(pia, hal):
    made, _ = agreed(pia, hal)
    browser = signed_in(hal.user)
    choose(browser, made)
    for address in (HELPING_PAGE, f"{HELPERS}{made.pk}/end/"):
        assert browser.get(f"/cy{address}").status_code == 200
    assert signed_in(pia.user).get(f"/cy{HELPERS}").status_code == 200


def test_lists_cost_the_same_however_many_there_are(pia):
    customer = customer_of(pia)

    def add(number):
        ActingFor.objects.create(
            customer=customer,
            helper_name=f"Helper {number}",
            invited_at_address="x@example.org",
            token_hash=f"{number}",
            relation="friend",
            consent="account",
            made_by=pia.user,
        )

    browser, counts = signed_in(pia.user), []
    for number in range(4):
        add(number)
        with CaptureQueriesContext(connection) as queries:
            browser.get(HELPERS)
        counts.append(len(queries))
    assert len(set(counts[1:])) == 1, counts
