"""Save and come back later: what was typed is kept as typed, and leaving passes nothing that answering would not."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms_engine.catalogue.selectors import definition_of
from forms_engine.files.models import StoredFile
from forms_engine.journeys import saving, services
from forms_engine.journeys.models import SavedDraft, Submission
from forms_engine.journeys.saving import TO_ADDRESS_FROM_NETWORK
from forms_engine.notices.models import Notice
from forms_engine.requests.models import Request
from tests.factories import client, make_user, signed_in
from tests.forms_engine.council import answered, open_council, photo
from tests.forms_engine.small_journey import (
    START,
    link_in,
    main_of,
    newest_letter,
    publish_skip,
    question,
    save,
    send,
    text,
    walk,
)

pytestmark = pytest.mark.django_db

SAVED = f"{START}saved/answers/"


@pytest.fixture(autouse=True)
def council():
    open_council()
    publish_skip()


@pytest.fixture
def resident():
    return client()


def continued(browser):
    """Where "Carry on now" leads."""
    draft = Submission.objects.get()
    return browser.post(f"{START}drafts/{draft.id}/continue/")["Location"]


def test_every_page_and_check_offer_it(resident):
    walk(resident)
    for page in ("about-you", "notes", "size", "check"):
        assert 'name="save_for_later"' in main_of(resident.get(f"{START}{page}/")), page


def test_half_an_answer_and_a_wrong_one_are_both_there_again(resident):
    walk(resident, upto="notes")
    typed = {"note": "Behind the shed", "day_day": "31", "day_month": "", "day_year": "soon"}
    assert save(resident, "notes", typed)["Location"] == SAVED
    assert continued(resident) == f"{START}notes/"
    page = main_of(resident.get(f"{START}notes/"))
    assert "Behind the shed" in page and 'value="31"' in page and 'value="soon"' in page
    assert "There is a problem" not in page, "nobody has sent it yet"


@pytest.mark.parametrize("wrong", ["nonsense", "a@b", "x" * 400])
def test_leaving_does_not_let_a_wrong_answer_through(resident, wrong):
    walk(resident)
    save(resident, "about-you", {"name": "Ann", "reply-to": wrong})
    assert resident.get(f"{START}check/")["Location"] == f"{START}about-you/"
    assert resident.post(f"{START}check/")["Location"] == f"{START}about-you/"
    assert send(resident, "about-you", {"name": "Ann", "reply-to": wrong}).status_code == 200
    assert not Request.objects.exists()


TYPED = ["", "small", "2", "02", "2027", "nonsense", "a@example.org"]
ORDER = ["about-you", "notes", "size"]


def is_finished(page, typed):
    """What the three pages ask for, said again in the simplest way."""
    if page == "about-you":
        return bool(typed.get("name")) and typed.get("reply-to", "") in {"", "a@example.org"}
    if page == "notes":
        day = tuple(typed.get(f"day_{part}", "") for part in ("day", "month", "year"))
        return day == ("", "", "") or (day[0] in {"2", "02"} and day[1] in {"2", "02"} and day[2] == "2027")
    return typed.get("size") == "small"


@given(
    pages=st.lists(
        st.tuples(
            st.sampled_from(ORDER),
            st.dictionaries(
                st.sampled_from(["name", "reply-to", "note", "day_day", "day_month", "day_year", "size"]),
                st.sampled_from(TYPED),
            ),
        ),
        max_size=8,
    )
)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_saved_only_finished_pages_let_it_be_sent(pages):
    browser = client()
    browser.post(START)
    kept = {page: {} for page in ORDER}
    for page, typed in pages:
        reached = all(is_finished(before, kept[before]) for before in ORDER[: ORDER.index(page)])
        assert (save(browser, page, typed)["Location"] == SAVED) == reached
        if reached:
            kept[page] = typed
    may_send = all(is_finished(page, kept[page]) for page in ORDER)
    assert (browser.get(f"{START}check/").status_code == 200) == may_send


def test_saved_on_an_optional_page_it_goes_on_there_and_not_after_it(resident):
    walk(resident)
    save(resident, "notes", {"note": "To be finished"})
    assert continued(resident) == f"{START}notes/"
    assert continued(resident) == f"{START}check/", "the second time, where the answers end"


def test_half_an_item_of_a_group_is_there_again_on_its_own_page(resident):
    child = {
        "key": "children",
        "title": text("Children"),
        "item": text("Child"),
        "pages": [
            {
                "key": "child",
                "title": text("About the child"),
                "blocks": [question("name", "short_text"), question("born", "date")],
            }
        ],
    }
    publish_skip(pages=[child])
    resident.post(START)
    born = {"born_day": "3", "born_month": "2", "born_year": "2020"}
    send(resident, "children/1/child", {"name": "Ann", **born})
    assert send(resident, "children", {"another": "yes"})["Location"] == f"{START}children/2/child/"
    save(resident, "children/2/child", {"name": "Ben", "born_day": "4"})
    assert continued(resident) == f"{START}children/2/child/"
    page = main_of(resident.get(f"{START}children/2/child/"))
    assert 'value="Ben"' in page and 'value="4"' in page
    send(resident, "children/2/child", {"name": "Ben", **born})
    save(resident, "children", {})
    assert continued(resident) == f"{START}children/"
    assert [one["name"] for one in Submission.objects.get().answers["children"]] == ["Ann", "Ben"]


def test_saved_on_check_it_goes_on_there(resident):
    walk(resident)
    assert resident.post(f"{START}check/", {"save_for_later": "1"})["Location"] == SAVED
    assert continued(resident) == f"{START}check/"
    assert not Request.objects.exists()


def test_a_photo_survives_the_pause_and_is_shown_after_it(resident):
    start = "/journeys/report-a-pothole/"
    resident.post(start)
    for page, data in {
        "danger": {"dangerous": "no"},
        "location": {"where_description": "High Street", "where_postcode": ""},
        "damage": {"category": "road", "details": ""},
    }.items():
        send(resident, page, data, start)
    save(resident, "photo", {"photo": photo("hole.jpg")}, start)
    draft = Submission.objects.get()
    answer = resident.post(f"{start}drafts/{draft.id}/continue/")
    assert answer["Location"] == f"{start}photo/"
    assert "hole.jpg" in main_of(resident.get(answer["Location"]))
    assert StoredFile.objects.get().owner_id == str(draft.id)


def test_the_page_says_until_when_and_sends_a_link_that_says_nothing_of_the_answers(resident, mailoutbox):
    walk(resident, upto="size")
    assert save(resident, "size", {})["Location"] == SAVED
    draft = Submission.objects.get()
    page = main_of(resident.get(SAVED))
    assert saving.kept_until(draft).strftime("%B %Y") in page and "0300 555 0142" in page
    assert resident.post(SAVED, {"address": "ann@example.org"})["Location"] == f"{SAVED}?sent"
    assert "ann@example.org" in main_of(resident.get(f"{SAVED}?sent"))
    letter = newest_letter("draft.saved")
    assert letter.recipient == "ann@example.org" and "Ann Archer" not in letter.body
    assert str(draft.id) not in letter.body, "the link is known by a key of its own"
    assert link_in(letter) == f"{START}saved/{draft.saved.key}/"


def test_in_welsh_the_page_the_letter_and_the_link_are_welsh(resident):
    walk(resident, upto="size", start=f"/cy{START}")
    save(resident, "size", {}, f"/cy{START}")
    resident.post(f"/cy{SAVED}", {"address": "ann@example.org"})
    letter = newest_letter("draft.saved")
    assert "Llogi sgip" in letter.heading and "Rydych wedi cadw eich atebion" in letter.body
    assert link_in(letter).startswith("/cy/journeys/hire-a-skip/saved/")


@pytest.mark.parametrize(
    "typed", ["", "nonsense", "ann@example.org\nbcc: x@example.org", "a" * 250 + "@b.example"]
)
def test_a_bad_address_is_refused_in_words_and_nothing_is_sent(resident, typed):
    walk(resident, upto="size")
    save(resident, "size", {})
    page = resident.post(SAVED, {"address": typed})
    assert page.status_code == 200 and "There is a problem" in main_of(page)
    assert re.search(r"<title>\s*Error:", page.content.decode())
    assert not Notice.objects.exists()


def test_corrected_the_address_gets_another_link_and_the_first_leads_nowhere(resident):
    walk(resident, upto="size")
    save(resident, "size", {})
    resident.post(SAVED, {"address": "wrong@example.org"})
    first = link_in(newest_letter("draft.saved"))
    resident.post(SAVED, {"address": "ann@example.org"})
    second = link_in(newest_letter("draft.saved"))
    assert first != second
    resident.post(SAVED, {"address": "Ann@example.org"})
    assert link_in(newest_letter("draft.saved")) == second
    assert SavedDraft.objects.count() == 1


def test_nobody_s_inbox_is_flooded(resident):
    walk(resident, upto="size")
    save(resident, "size", {})
    for _ in range(TO_ADDRESS_FROM_NETWORK.attempts):
        assert resident.post(SAVED, {"address": "ann@example.org"}).status_code == 302
    page = resident.post(SAVED, {"address": "ANN@example.org"})
    assert page.status_code == 200 and "as many messages there as we can" in main_of(page)
    assert Notice.objects.count() == TO_ADDRESS_FROM_NETWORK.attempts
    assert resident.post(SAVED, {"address": "other@example.org"}).status_code == 302


def test_signed_in_it_goes_into_the_account_and_no_address_is_asked_for():
    ann = make_user()
    browser = client()
    walk(browser, upto="size")
    assert Submission.objects.get().user is None
    cookies = browser.cookies
    browser = signed_in(ann)
    browser.cookies.update(cookies)
    save(browser, "size", {})
    assert Submission.objects.get().user == ann
    page = main_of(browser.get(SAVED))
    assert "in your account" in page and 'type="email"' not in page


def test_a_journey_without_accounts_is_nobody_s_also_when_saved_signed_in():
    publish_skip(sign_in="none")
    browser = signed_in(make_user())
    walk(browser, upto="size")
    save(browser, "size", {})
    assert Submission.objects.get().user is None
    assert 'name="address"' in main_of(browser.get(SAVED))


def test_without_a_draft_the_pages_lead_to_the_start(resident):
    for path in (SAVED, f"{START}saved/idle/"):
        assert resident.get(path)["Location"] == START


def test_away_too_long_the_page_gives_way_to_one_without_answers_and_nothing_is_lost(resident):
    walk(resident, upto="notes")
    answer = save(resident, "notes", {"note": "My private note"}, way="idle")
    assert answer["Location"] == f"{START}saved/idle/"
    page = resident.get(answer["Location"])
    assert "My private note" not in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert continued(resident) == f"{START}notes/"
    assert "My private note" in main_of(resident.get(f"{START}notes/"))


def test_the_warning_is_on_pages_with_answers_and_says_how_long(resident, settings):
    walk(resident)
    for page in ("notes", "check"):
        html = main_of(resident.get(f"{START}{page}/"))
        assert f'data-minutes="{settings.IDLE_MINUTES}"' in html and 'data-warning-minutes="5"' in html
    assert 'data-module="gh-idle"' not in main_of(resident.get(START))


def test_a_draft_is_deleted_with_its_photo_when_its_owner_is_sure(
    resident, django_capture_on_commit_callbacks
):
    start = "/journeys/report-a-pothole/"
    resident.post(start)
    draft = Submission.objects.get()
    asked = definition_of(draft.version_id).questions_by_key["photo"]
    answered(draft, {"photo": [services.keep_upload(draft, asked, photo())]})
    path = f"{start}drafts/{draft.id}/delete/"
    assert "Delete your answers?" in main_of(resident.get(path))
    assert Submission.objects.exists()
    assert client().get(path).status_code == 404 and client().post(path).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        assert "have been deleted" in main_of(resident.post(path))
    assert not Submission.objects.exists() and not StoredFile.objects.exists()
    assert resident.post(path).status_code == 404
    assert "Carry on" not in main_of(resident.get(start))


def test_what_was_sent_is_not_deleted(resident):
    walk(resident)
    resident.post(f"{START}check/")
    path = f"{START}drafts/{Submission.objects.get().id}/delete/"
    assert resident.post(path)["Location"] == f"{START}confirmation/"
    assert Request.objects.exists()


def test_saving_costs_a_bounded_number_of_queries(resident, django_assert_max_num_queries):
    walk(resident, upto="size")
    with django_assert_max_num_queries(30):
        save(resident, "size", {})
    with django_assert_max_num_queries(40):
        resident.post(SAVED, {"address": "ann@example.org"})


def test_what_no_database_can_hold_is_left_out_of_what_is_saved(resident):
    walk(resident, upto="notes")
    answer = save(resident, "notes", {"note": "Behind\0 the gate"})
    assert answer["Location"] == SAVED
    assert Submission.objects.get().answers["note"] == "Behind the gate"
