"""My requests on the intranet and the extranet: the list and one request's page, as a resident has them."""

import pytest

from accounts.roles import Role
from audiences.admission import admit
from forms_engine.catalogue.models import Journey
from forms_engine.journeys import services
from tests.factories import client, make_partner, make_staff, signed_in
from tests.forms_engine.council import started

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def everywhere(council):
    Journey.objects.update(audience_keys=["public", "staff", "partner"])


def person_at(audience, **fields):
    return make_staff(Role.EDITOR, **fields) if audience == "staff" else make_partner(**fields)


def sent(user, audience):
    return services.submit(started(principal=admit(user, audience)).id)


@pytest.mark.parametrize("audience", ["staff", "partner"])
def test_the_list_shows_what_was_sent_here_and_drafts(audience):
    user = person_at(audience)
    browser = signed_in(user, audience)
    assert "You have sent nothing from here yet." in browser.get("/requests/").content.decode()
    mine, at_home = sent(user, audience), sent(user, "public")
    started(principal=admit(user, audience))
    said = browser.get("/requests/").content.decode()
    assert mine.reference in said and at_home.reference not in said
    assert "Continue" in said
    account = signed_in(user, "public").get("/account/").content.decode()
    assert at_home.reference in account and mine.reference not in account


@pytest.mark.parametrize("audience", ["staff", "partner"])
def test_one_of_them_can_be_read_written_to_and_cancelled(audience):
    user = person_at(audience)
    browser, mine = signed_in(user, audience), sent(user, audience)
    page = f"/requests/{mine.reference}/"
    assert "What has happened" in browser.get(page).content.decode()
    browser.post(f"{page}message/", {"message": "It is the left one."})
    assert "It is the left one." in browser.get(page).content.decode()
    answer = browser.get(f"{page}cancel/")
    browser.post(f"{page}cancel/", {"why": "", "seen": answer.context["form"].initial["seen"]})
    mine.refresh_from_db()
    assert mine.state == "cancelled"


@pytest.mark.parametrize("audience", ["staff", "partner"])
def test_nobody_elses_is_there(audience):
    theirs = sent(person_at(audience), audience)
    # Of another organisation: what colleagues see of one another's is in tests/site/partners.
    other = make_partner("kerb") if audience == "partner" else person_at(audience)
    at_home = sent(other, "public")
    browser = signed_in(other, audience)
    for reference in (theirs.reference, at_home.reference, "no-such-thing"):
        for part in ("", "cancel/", "next-stage/", "booking/"):
            assert browser.get(f"/requests/{reference}/{part}").status_code == 404, (reference, part)
        for part in ("message/", "pay/"):
            assert browser.post(f"/requests/{reference}/{part}").status_code == 404
    assert theirs.reference not in browser.get("/requests/").content.decode()


@pytest.mark.parametrize("audience", ["staff", "partner"])
def test_there_is_no_way_in_by_code_and_strangers_sign_in(audience):
    user = person_at(audience)
    mine = sent(user, audience)
    assert signed_in(user, audience).get(f"/requests/{mine.reference}/code/").status_code == 404
    answer = client(audience).get("/requests/")
    assert answer.status_code == 302 and "/account/sign-in/" in answer.headers["Location"]


def test_what_was_sent_at_work_is_not_a_page_of_the_public_site():
    user = person_at("staff")
    mine = sent(user, "staff")
    answer = signed_in(user, "public").get(f"/requests/{mine.reference}/")
    assert answer.status_code == 302 and answer.headers["Location"].endswith("/code/")


def test_letters_lead_to_the_host_it_was_sent_on():
    from forms_engine.notices.models import Notice

    mine = sent(person_at("staff"), "staff")
    body = Notice.objects.get(owner_id=str(mine.id)).body
    assert f"//staff.localhost/requests/{mine.reference}/" in body or "staff.localhost" in body
    assert "You will need to sign in." in body and "the email address this was sent to" not in body


@pytest.mark.parametrize("audience", ["staff", "partner"])
def test_the_menu_leads_there(audience):
    browser = signed_in(person_at(audience), audience)
    assert 'href="/requests/"' in browser.get("/requests/").content.decode()


def test_the_list_costs_the_same_however_long_it_is(council):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    user = person_at("staff")
    browser = signed_in(user, "staff")
    counts = []
    for _ in range(2):
        for _ in range(3):
            sent(user, "staff")
        browser.get("/requests/")
        with CaptureQueriesContext(connection) as seen:
            browser.get("/requests/")
        counts.append(len(seen))
    assert counts[0] == counts[1]
