"""Two release the same at the same instant, and readers look on."""

import datetime

import pytest
from django.utils import timezone
from wagtail.models import PageLogEntry

from accounts.models import Role
from content.models import Release, StandardPage
from content.releases import gathering, releasing
from page_cache import freshness
from tests.at_once import at_once
from tests.factories import make_page, make_site, make_staff

pytestmark = pytest.mark.usefixtures("committing_db")


@pytest.fixture
def release():
    home, publisher = make_site("public"), make_staff(Role.PUBLISHER)
    made = gathering.start(name="Spring", by=publisher)
    for slug in ("one", "two"):
        page = make_page(home, slug=slug, title=slug)
        page.title = f"New {slug}"
        page.save_revision()
        gathering.gather(made, page)
    gathering.schedule(made, at=timezone.now() - datetime.timedelta(seconds=1), by=publisher)
    return made


def titles():
    return set(StandardPage.objects.values_list("title", flat=True))


def test_of_two_workers_one_releases(monkeypatch, release):
    PageLogEntry.objects.all().delete()
    done = at_once(
        monkeypatch,
        "content.releases.releasing.rows_of",
        lambda: releasing.release(release.pk),
        lambda: releasing.release(release.pk),
    )
    assert sorted(done) == [False, True]
    assert PageLogEntry.objects.filter(action="wagtail.publish").count() == 2
    assert titles() == {"New one", "New two"}


def test_readers_see_none_of_it_and_then_all_of_it(monkeypatch, release):
    before = freshness.current()
    _done, seen = at_once(
        monkeypatch,
        # Both pages are written by then, and nothing is committed.
        "content.releases.releasing._mark_released",
        lambda: releasing.release(release.pk),
        lambda: (titles(), freshness.current() == before),
    )
    assert seen == ({"one", "two"}, True)
    assert titles() == {"New one", "New two"}
    assert freshness.current() != before


def test_called_off_while_it_goes_out_is_too_late(monkeypatch, release):
    def call_off():
        with pytest.raises(gathering.NotOpen):
            gathering.call_off(release)

    at_once(
        monkeypatch,
        "content.releases.releasing._mark_released",
        lambda: releasing.release(release.pk),
        call_off,
    )
    assert Release.objects.get().state == "released"


def test_a_worker_that_dies_in_the_middle_leaves_it_for_the_next(monkeypatch, release):
    class Killed(BaseException):
        pass

    def die(*args):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("content.releases.releasing._mark_released", die)
        with pytest.raises(Killed):
            releasing.release(release.pk)
    assert titles() == {"one", "two"}
    assert Release.objects.get().state == "scheduled"
    assert releasing.release_due() == 1
    assert titles() == {"New one", "New two"}
