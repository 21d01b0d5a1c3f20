"""A move that is interrupted, fails or is taken back: what was done stays done, and nothing of anybody's goes with it."""

import datetime
from unittest import mock

import pytest
from django.db import IntegrityError, OperationalError
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from content.models import ContentPage, Move
from content.moving_in import making, reading, services, taking_back
from tests.factories import publish
from tests.site.content.moving_in.moves import RULES, WOLD, begin, ends, move_in, page_of, row_of, words

pytestmark = pytest.mark.django_db


def test_a_worker_that_is_killed_goes_on(home, monkeypatch):
    """In the middle of reading, of making and of filling: what was done stays, and is not done again."""
    monkeypatch.setattr(reading, "BATCH", 2)
    monkeypatch.setattr(services, "STEP", 2)
    text = "Address,Title,Body\n" + "".join(
        f'/p{number},Page {number},"<p>See <a href=""/p{number + 1}"">it</a></p>"\n' for number in range(7)
    )
    killed = {"write": 3, "make_page": 5, "fill_page": 3}

    class Killed(BaseException):
        pass

    def mortal(name, real):
        def act(*args, **kwargs):
            if killed[name] > 0:
                killed[name] -= 1
                if not killed[name]:
                    raise Killed
            return real(*args, **kwargs)

        return act

    monkeypatch.setattr(reading, "_write", mortal("write", reading._write))
    monkeypatch.setattr(making, "make_page", mortal("make_page", making.make_page))
    monkeypatch.setattr(making, "fill_page", mortal("fill_page", making.fill_page))
    with pytest.raises(Killed):
        begin(home, text)
    move = Move.objects.get()
    assert move.rows.count() == 4 and move.state == Move.State.READING
    assert begin(home, text).pk == move.pk
    services.go(move.pk)
    for name in ("make_page", "fill_page"):
        with pytest.raises(Killed):
            services.run(move.pk)
        assert killed[name] == 0
    services.run(move.pk)
    move.refresh_from_db()
    assert move.state == Move.State.DONE
    assert ends(move) == {"waiting": 0, "carried": 7, "redirected": 0, "not-carried": 0}
    assert ContentPage.objects.filter(slug__startswith="p").exclude(slug="public").count() == 7
    assert {page_of(move, f"/p{number}").revisions.count() for number in range(7)} == {1}
    assert f'id="{row_of(move, "/p1").page_id}"' in words(page_of(move, "/p0"))[0][1]


def test_a_failure_is_said_and_can_be_tried_again(home, monkeypatch):
    move = begin(home, "Address,Title\n/a,A\n")
    services.go(move.pk)
    with mock.patch.object(making, "fill_page", side_effect=RuntimeError("boom")):
        assert services.run(move.pk) is False
    move.refresh_from_db()
    assert move.state == Move.State.FAILED and "boom" not in move.why_not
    services.go_on(move.pk)
    services.run(move.pk)
    move.refresh_from_db()
    assert move.state == Move.State.DONE and not move.why_not
    with pytest.raises(services.NotNow):
        services.go_on(move.pk)


def test_a_file_that_is_no_list_stops_with_the_reason(home):
    move = begin(home, "Name\nBins\n")
    assert move.state == Move.State.FAILED and "no column of addresses" in move.why_not
    assert begin(home, "Address,Title\n").why_not == "There is not one address in this list."
    with pytest.raises(services.NotNow):
        services.go(move.pk)


def test_taking_back_deletes_what_nobody_touched(home, wold):
    kept = ContentPage.objects.get(slug="bin-days").specific
    kept.title = "Bin days, edited"
    kept.save_revision()
    publish(ContentPage.objects.get(slug="parking").specific)
    gone, stays = taking_back.take_back(wold.pk, by=None)
    # The section above the one that was edited stays with it.
    assert (gone, stays) == (12, 3)
    left = set(ContentPage.objects.filter(depth__gt=2).values_list("slug", flat=True))
    assert left == {"news", "waste", "bin-days", "parking"}
    assert not Redirect.objects.filter(old_path="/about/councillors.aspx").exists()
    assert row_of(wold, "printable-councillors.aspx").outcome == "not-carried"
    assert row_of(wold, "/about/jobs.aspx").outcome == "redirected"
    assert sum(ends(wold).values()) == 35 and ends(wold)["waiting"] == 0
    assert taking_back.take_back(wold.pk, by=None) == (0, 3)
    # Brought again, what was taken back is made again, and nothing else.
    again = move_in(home, WOLD / "crawl.csv", saved=WOLD / "pages", rules=RULES)
    assert again.rows.filter(outcome="carried").count() == 15
    assert ContentPage.objects.filter(slug="bin-days").count() == 1


def test_a_list_that_was_only_checked_is_thrown_away(home, wold):
    move = begin(home, "Address,Title\n/new,New\n")
    taking_back.throw_away(move.pk)
    assert not Move.objects.filter(pk=move.pk).exists()
    with pytest.raises(services.NotNow):
        taking_back.throw_away(wold.pk)


def test_lists_of_which_nothing_was_made_are_forgotten(home, wold, time_machine):
    begin(home, "Address,Title\n/new,New\n")
    assert taking_back.forget_unused() == 0
    time_machine.move_to(timezone.now() + datetime.timedelta(days=91))
    assert taking_back.forget_unused() == 1
    assert list(Move.objects.all()) == [wold]


def test_two_who_make_pages_at_the_same_place(home):
    """What an editor makes between two looks at the tree is no reason to stop."""
    move = begin(home, "Address,Title\n/a,A\n/b,B\n")
    services.go(move.pk)
    real, calls = making.make_page, []

    def unlucky(*args):
        calls.append(args)
        if len(calls) == 2:
            raise IntegrityError("path")
        return real(*args)

    with mock.patch.object(making, "make_page", unlucky):
        services.run(move.pk)
    assert ends(move)["carried"] == 2 and len(calls) == 4


def test_a_database_that_is_away_is_for_the_worker_to_try_again(home):
    move = begin(home, "Address,Title\n/a,A\n")
    services.go(move.pk)
    with mock.patch.object(services, "_step", side_effect=OperationalError), pytest.raises(OperationalError):
        services.run(move.pk)
    move.refresh_from_db()
    assert move.state == Move.State.MOVING
