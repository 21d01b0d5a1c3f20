"""Pages are looked over in time: the button, the report, the letters."""

import datetime

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import PageLogEntry

from accounts.models import Role
from content.models import ReviewReminder, StandardPage
from content.reviews.months import months_after
from content.reviews.reminding import step_on, write_to_owners
from content.sections.services import set_section_editors
from forms_engine.notices.models import Notice
from tests.factories import make_article, make_page, make_site, make_staff, publish, signed_in

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def home():
    make_site("staff")
    return make_site("public")


@pytest.fixture
def roads(home):
    return make_page(home, title="Roads", slug="roads")


@pytest.fixture
def publisher():
    return make_staff(Role.PUBLISHER, name="Priya")


def now(page):
    return StandardPage.objects.get(pk=page.pk)


def late(home, days=1, **fields):
    return make_page(home, review_by=timezone.localdate() - days * DAY, **fields)


@given(st.dates(datetime.date(2020, 1, 31), datetime.date(2030, 1, 1)), st.integers(-30, 700))
def test_steps_come_one_after_the_other(review_by, days):
    today = review_by + days * DAY
    step, next_day = step_on(today, review_by), step_on(today + DAY, review_by)
    if days < -14:
        assert step is None
    elif days < 0:
        assert step == -1
    else:
        assert step >= 0 and months_after(review_by, step) <= today < months_after(review_by, step + 1)
    assert next_day in (step, -1 if step is None else step + 1)


def test_looked_at_moves_the_day_on_by_its_cycle_and_no_old_draft_brings_it_back(home, publisher):
    page = late(home, title="Bins", review_every=6)
    page.title = "Bins, new"
    page.save_revision()
    browser = signed_in(publisher, "staff")
    address = f"/admin/pages-to-look-over/{page.pk}/"
    assert "I have looked at it" in browser.get(address).content.decode()
    assert browser.post(address).status_code == 302
    again = months_after(timezone.localdate(), 6)
    assert (now(page).review_by, now(page).title) == (again, "Bins")
    assert PageLogEntry.objects.get(action="guildhall.looked_over").user == publisher
    now(page).get_latest_revision().publish()
    assert (now(page).title, now(page).review_by) == ("Bins, new", again)
    # A day that an editor chooses afterwards counts.
    chosen = again + 30 * DAY
    assert publish(page, review_by=chosen).review_by == chosen
    assert "Looked over; again by" in browser.get(f"/admin/pages/{page.pk}/history/").content.decode()


def test_another_day_can_be_chosen_if_it_is_to_come(roads, publisher):
    browser, address = signed_in(publisher, "staff"), f"/admin/pages-to-look-over/{roads.pk}/"
    day = timezone.localdate() + 20 * DAY
    assert browser.post(address, {"again_by": "01/01/2020"}).status_code == 422
    assert browser.post(address, {"again_by": "\0"}).status_code == 422
    browser.post(address, {"again_by": day.strftime("%d/%m/%Y")})
    assert now(roads).review_by == day


def test_only_what_is_published_is_looked_over(home, publisher):
    draft = make_page(home, live=False)
    answer = signed_in(publisher, "staff").post(f"/admin/pages-to-look-over/{draft.pk}/", follow=True)
    assert "Publish the page first" in answer.content.decode()


def test_the_report_by_owner_section_audience_and_as_a_file(home, roads, publisher):
    late(roads, title="Potholes", owner_name="Highways team", owner_email="highways@example.org")
    late(home, title="Staff rules", audience="staff", content_owner=publisher)
    late(home, title="Nobody's")
    make_page(home, title="In time", review_by=timezone.localdate() + 100 * DAY)
    make_page(home, title="Soon", review_by=timezone.localdate() + 3 * DAY)
    make_article(slug="a", title="An article", public_answer="<p>x</p>")
    browser = signed_in(publisher, "staff")

    def shown(**chosen):
        words = browser.get("/admin/pages-to-look-over/", {**chosen, "export": "csv"}).content.decode()
        return [line.split(",")[0] for line in words.splitlines()[1:]]

    assert sorted(shown()) == ["Nobody's", "Potholes", "Staff rules"]
    assert shown(owner="Highways team") == ["Potholes"]
    assert shown(owner=str(publisher.pk)) == ["Staff rules"]
    assert shown(owner="nobody") == ["Nobody's"]
    assert shown(section=str(roads.pk)) == ["Potholes"]
    assert shown(audience="staff") == ["Staff rules"]
    assert shown(state="soon") == ["Soon"]
    assert "An article" not in shown(state="none")
    assert shown(owner="a\0", section="x", audience="\0", state="\0") == []
    assert "Potholes" in browser.get("/admin/pages-to-look-over/").content.decode()
    assert "<strong>3</strong> pages overdue" in browser.get("/admin/").content.decode()


def test_sections_look_over_their_own_and_learn_of_no_others(home, roads):
    late(roads, title="Potholes")
    other = late(home, title="qxotherqx")
    editor = make_staff()
    set_section_editors(section=roads, people=[editor])
    browser = signed_in(editor, "staff")
    shown = browser.get("/admin/pages-to-look-over/").content.decode()
    assert "Potholes" in shown and "qxotherqx" not in shown
    assert "<strong>1</strong> page overdue" in browser.get("/admin/").content.decode()
    assert browser.post(f"/admin/pages-to-look-over/{other.pk}/").status_code == 404
    assert now(other).review_by < timezone.localdate()
    assert signed_in(make_staff(), "staff").get("/admin/pages-to-look-over/").status_code == 302


def test_the_report_asks_as_much_for_thirty_pages_as_for_three(
    home, publisher, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = signed_in(publisher, "staff")
    for _ in range(3):
        late(home)
    browser.get("/admin/pages-to-look-over/")
    with CaptureQueriesContext(connection) as few:
        browser.get("/admin/pages-to-look-over/")
    for _ in range(6):
        late(home)
    with django_assert_max_num_queries(len(few)):
        browser.get("/admin/pages-to-look-over/")


def test_owners_are_written_to_at_each_step_and_never_twice(home, publisher):
    first = datetime.date(2026, 6, 10)
    make_page(home, title="Mine", review_by=first, content_owner=publisher)
    make_page(home, title="Mine too", review_by=first, content_owner=publisher)
    make_page(home, title="Theirs", review_by=first, content_owner=publisher, owner_email="team@example.org")
    make_page(home, title="Nobody's", review_by=first)
    days = [first + n * DAY for n in range(-20, 40)]
    written = {day: write_to_owners(day) for day in days}
    assert {day for day, number in written.items() if number} == {
        first - 14 * DAY,
        first,
        months_after(first, 1),
    }
    assert set(written.values()) == {0, 2}
    assert [write_to_owners(day) for day in days] == [0] * len(days)
    mine = Notice.objects.filter(recipient=publisher.email).first()
    assert "Mine too" in mine.body and "/admin/pages-to-look-over/" in mine.body
    theirs = Notice.objects.filter(recipient="team@example.org").first()
    assert "Theirs" in theirs.body and "Mine" not in theirs.body and "/admin/" not in theirs.body
    assert ReviewReminder.objects.count() == 9


def test_who_has_left_is_not_written_to_and_a_missed_step_is_not_made_up_for(home, publisher):
    first = datetime.date(2026, 6, 10)
    make_page(home, title="Mine", review_by=first, content_owner=publisher)
    assert write_to_owners(first + 100 * DAY) == 1
    assert write_to_owners(first + 101 * DAY) == 0
    left = make_staff()
    make_page(home, title="Left", review_by=first, content_owner=left)
    left.is_active = False
    left.save()
    assert write_to_owners(first + 101 * DAY) == 0
