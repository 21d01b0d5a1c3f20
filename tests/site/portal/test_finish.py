"""Leaving nothing on a shared computer: whoever one is, one click clears it, and it says what is lost."""

import pytest

from accounts.models import SignedIn
from forms_engine.journeys.models import Submission
from tests.factories import client, make_site, signed_in
from tests.forms_engine.small_journey import main_of, publish_skip, walk
from tests.site.portal.test_codes import opened

pytestmark = pytest.mark.django_db

IN_MASTHEAD = '<div class="gh-utility__item"><a href="/finish/">'


def cleared(browser):
    answer = browser.post("/finish/")
    assert (answer.status_code, answer["Location"]) == (302, "/finish/?done")
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert "no-store" in answer["Cache-Control"]
    gone = {name for name, morsel in answer.cookies.items() if morsel["max-age"] == 0}
    after = client()
    for name, morsel in browser.cookies.items():
        if morsel.value:
            after.cookies[name] = morsel.value
    return after, gone


def test_somebody_signed_in_is_signed_out_and_their_session_is_gone(report, ann):
    browser = signed_in(ann)
    assert IN_MASTHEAD in browser.get("/account/").content.decode()
    assert "the account of Ann Account" in browser.get("/finish/").content.decode()
    key = browser.session.session_key
    after, gone = cleared(browser)
    assert "sessionid" in gone and not SignedIn.objects.filter(session_key=key).exists()
    assert after.get("/account/").status_code == 302
    assert not browser.session.exists(key)
    done = main_of(after.get("/finish/?done"))
    assert "This device is clear" in done and "/account/sign-in/" in done and "/requests/" in done


def test_a_request_opened_with_a_code_is_closed(send_report):
    made = send_report()
    browser = opened(made, client())
    page = f"/requests/{made.reference}/"
    assert IN_MASTHEAD in browser.get(page).content.decode()
    assert "requests that you opened with a code" in browser.get("/finish/").content.decode()
    after, gone = cleared(browser)
    assert {"sessionid", "asked-for-code"} <= gone
    assert after.get(page)["Location"] == f"{page}code/"


def test_a_draft_without_an_account_is_forgotten_after_a_warning(council):
    publish_skip()
    browser = client()
    walk(browser, upto="size")
    assert IN_MASTHEAD in browser.get("/requests/").content.decode()
    page = main_of(browser.get("/finish/"))
    assert "You cannot go on with these afterwards" in page and "/journeys/hire-a-skip/saved/answers/" in page
    after, gone = cleared(browser)
    assert "submission-hire-a-skip" in gone
    assert "lost" in after.get("/journeys/hire-a-skip/size/")["Location"]
    assert Submission.objects.count() == 1, "the draft itself is kept as long as any"


def test_a_draft_in_an_account_is_not_lost(council, ann):
    publish_skip()
    browser = signed_in(ann)
    walk(browser, upto="size")
    page = main_of(browser.get("/finish/"))
    assert "answers that you have not sent: Hire a skip" in page and "afterwards" not in page


def test_whoever_holds_nothing_may_clear_it_all_the_same_and_twice(council):
    browser = client()
    assert IN_MASTHEAD not in browser.get("/requests/").content.decode()
    assert "We see nothing of yours" in browser.get("/finish/").content.decode()
    after, _ = cleared(browser)
    cleared(after)
    odd = client().post("/finish/", headers={"cookie": "submission-../../x y=1; submission-=2; a b=3"})
    assert odd.status_code == 302
    assert client().get("/finish/", headers={"cookie": "submission-../../x y=1"}).status_code == 200


def test_a_look_clears_nothing_and_no_other_site_can(ann):
    browser = signed_in(ann)
    browser.get("/finish/?done")
    assert browser.get("/account/").status_code == 200
    forged = client()
    forged.handler.enforce_csrf_checks = True
    assert forged.post("/finish/").status_code == 403


def test_pages_for_everybody_are_not_shared_with_who_holds_a_draft(council):
    make_site()
    stranger = client().get("/")
    assert "s-maxage" in stranger["Cache-Control"] and IN_MASTHEAD not in stranger.content.decode()
    holder = client()
    holder.cookies["submission-hire-a-skip"] = "x"
    shown = holder.get("/")
    assert "no-store" in shown["Cache-Control"] and IN_MASTHEAD in shown.content.decode()
    assert IN_MASTHEAD not in client().get("/").content.decode()


@pytest.mark.parametrize("host", ["staff", "partner"])
def test_it_is_on_the_public_site_alone(host):
    from tests.factories import make_partner, make_staff

    browser = signed_in(make_staff() if host == "staff" else make_partner(), host)
    assert browser.get("/finish/").status_code == 404
