"""Those who left: shown so at once, listed for three months with who took over, and gone after it."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from accounts.closing import close_account
from accounts.models import Role
from content.models import GuildhallImage
from forms_engine.requests.data_life import owners
from forms_engine.requests.models import Customer
from tests.factories import make_staff
from tests.site.workplace.people.conftest import at_work, leave, make_colleague, picture, text_of
from workplace.models import Profile, ProfileChange
from workplace.people import photos
from workplace.people.leavers import see_to_leavers

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_colleague("Mo Manager")


@pytest.fixture
def leaver(manager, highways):
    entry = make_colleague(
        "Lee Left", manager=manager.user, skills=["Welsh"], phone="0300 555 0100", team=highways
    )
    return leave(entry)


def test_whoever_leaves_has_left_at_once(directory, browser, search, leaver):
    page = text_of(browser.get(f"/colleagues/{leaver.user.uuid}/"))
    assert "Left" in page and "0300 555 0100" not in page and leaver.user.email not in page
    assert search("lee") == ["Lee Left"]
    assert "Lee Left" not in text_of(browser.get("/colleagues/teams/highways/"))


def test_the_day_is_written_down_once_and_taken_back_for_who_returns(leaver):
    for _ in range(2):
        see_to_leavers()
    leaver.refresh_from_db()
    day = leaver.left_on
    assert day == timezone.localdate()
    leaver.user.is_active = True
    leaver.user.save()
    for _ in range(2):
        see_to_leavers()
    leaver.refresh_from_db()
    assert leaver.left_on is None and leaver.taken_over_by is None
    assert [one.what for one in leaver.changes.order_by("pk")] == ["left", "came-back"]


def test_who_begins_has_an_entry_by_the_job(db):
    user, glass = make_staff(name="Nia Newydd"), make_staff(name="Glass")
    glass.is_break_glass = True
    glass.save()
    for _ in range(2):
        see_to_leavers()
    assert list(Profile.objects.values_list("user", flat=True)) == [user.pk]


def test_listed_for_three_months_and_kept_for_a_year(directory, leaver, asker):
    see_to_leavers()
    left = timezone.now()
    for days, is_listed in ((80, True), (95, False)):
        with time_machine.travel(left + timedelta(days=days)):
            browser = at_work(asker)
            listing = browser.post("/people/", {"words": "lee"}, follow=True).context["listing"]
            assert bool(listing.rows) == is_listed
            assert "Welsh" in str(listing.skills) or not is_listed
            assert browser.get(f"/colleagues/{leaver.user.uuid}/").status_code == (200 if is_listed else 404)
            see_to_leavers()
    with time_machine.travel(left + timedelta(days=100)):
        leaver.user.is_active = True
        leaver.user.save()
        see_to_leavers()
        assert "Lee Left" in text_of(at_work(asker).get(f"/colleagues/{leaver.user.uuid}/"))
        leave(leaver)
        see_to_leavers()
    with time_machine.travel(left + timedelta(days=500)):
        see_to_leavers()
    assert not Profile.objects.filter(pk=leaver.pk).exists()


def test_who_took_over_is_said_by_who_keeps_the_entry(directory, leaver, manager, asker):
    successor = make_colleague("Su Successor")
    address = f"/colleagues/{leaver.user.uuid}/taken-over/"
    assert at_work(asker).get(address).status_code == 403
    assert at_work(asker).post(address, {"successor": str(successor.user.uuid)}).status_code == 403
    browser = at_work(manager)
    assert "say who has taken over" in text_of(browser.get("/colleagues/keeping/"))
    for wrong in (str(uuid4()), "x", str(leaver.user.uuid), "\x00"):
        assert browser.post(address, {"successor": wrong}).status_code == 422
    for _ in range(2):
        assert browser.post(address, {"successor": str(successor.user.uuid)}).status_code == 302
    assert "Su Successor</a> has taken over" in text_of(at_work(asker).get("/people/"))
    assert ProfileChange.objects.filter(what="taken-over", by=manager.user).count() == 1
    assert browser.get(f"/colleagues/{successor.user.uuid}/taken-over/").status_code == 404


def test_who_took_over_is_followed_on_and_a_ring_ends(directory, leaver, browser):
    one, two, last = (make_colleague(name) for name in ("Al One", "Bo Two", "Cy Last"))
    for entry, successor in ((leaver, one), (one, two), (two, last)):
        entry.taken_over_by = successor.user
        entry.save()
    leave(one)
    leave(two)
    assert "Cy Last</a> has taken over" in text_of(browser.get(f"/colleagues/{leaver.user.uuid}/"))
    leave(last, taken_over_by=leaver.user)
    assert "not said yet" in text_of(browser.get(f"/colleagues/{leaver.user.uuid}/"))


def test_people_whose_manager_left_are_shown_to_who_keeps_them(directory, manager, administrator, asker):
    below = make_colleague("Bea Below", manager=manager.user)
    leave(manager)
    assert "Bea Below" in text_of(at_work(administrator).get("/colleagues/keeping/"))
    assert "has no manager any more" in text_of(at_work(administrator).get(f"/colleagues/{below.user.uuid}/"))
    assert "Bea Below" not in text_of(at_work(asker).get("/colleagues/keeping/"))
    page = text_of(at_work(asker).get(f"/colleagues/{below.user.uuid}/"))
    assert "no manager any more" not in page and "Mo Manager" not in page


def with_photo(entry):
    entry.photo = photos.keep(picture(kind="JPEG"))
    entry.save()
    return entry


def test_closing_an_account_deletes_entry_and_photo(leaver):
    user = with_photo(leaver).user
    user.is_staff, user.is_active = False, True
    user.save()
    assert close_account(user)
    assert not Profile.objects.exists() or Profile.objects.get().pk != user.pk
    assert not GuildhallImage.objects.exists()
    assert not ProfileChange.objects.filter(profile=user.pk).exists()


def test_erasing_a_person_deletes_what_is_left_of_their_time_here_and_no_more(leaver):
    works = with_photo(make_colleague("Wim Works"))
    with_photo(leaver)
    ids = [Customer.objects.create(name="x", user=entry.user).pk for entry in (leaver, works)]
    for _ in range(2):
        owners.tell_of_person(ids)
    assert not Profile.objects.filter(pk=leaver.pk).exists()
    assert Profile.objects.filter(pk=works.pk).exists() and GuildhallImage.objects.count() == 1


def test_photos_that_are_nobodys_are_deleted_by_the_job(leaver):
    with_photo(leaver)
    leaver.user.delete()
    see_to_leavers()
    assert GuildhallImage.objects.count() == 1  # it may be that of an entry that is being written
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        see_to_leavers()
    assert not GuildhallImage.objects.exists()


def test_administrators_keep_everybodys(directory, leaver):
    administrator = make_colleague("Ada", Role.ADMINISTRATOR)
    assert at_work(administrator).get(f"/colleagues/{leaver.user.uuid}/taken-over/").status_code == 200
