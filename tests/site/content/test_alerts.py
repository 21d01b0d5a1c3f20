"""Alerts: which are shown where, and who may publish them."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Locale

from accounts.models import Role
from audiences.admission import for_preview
from audiences.principal import Principal
from content.alerts import LEVELS, MOST, alerts_and_next_change, chosen
from content.models import Alert
from tests.factories import (
    client,
    make_page,
    make_partner,
    make_site,
    make_staff,
    make_user,
    publish,
    signed_in,
)

pytestmark = pytest.mark.django_db

PUBLIC = Principal.public()


def make_alert(title="Snow", *, locale=None, **fields):
    """A published alert."""
    made = Alert(title=title, locale=locale or Locale.get_default(), live=False, **fields)
    made.save()
    made.save_revision().publish()
    return Alert.objects.get(pk=made.pk)


def titles(principal=PUBLIC, page=None, at=None):
    return [one.title for one in alerts_and_next_change(principal, page, at)[0]]


def next_change(principal, at=None):
    return alerts_and_next_change(principal, at=at)[1]


def test_each_site_shows_its_own(page_of_each_site):
    make_alert("For all", audience_keys=["public", "staff", "partner"])
    for audience in ("public", "staff", "partner"):
        make_alert(f"For {audience}", audience_keys=[audience])
    browsers = {
        "public": client(),
        "staff": signed_in(make_staff(Role.OFFICER), "staff"),
        "partner": signed_in(make_partner(), "partner"),
    }
    for audience, browser in browsers.items():
        shown = browser.get("/news/").content.decode()
        assert "For all" in shown
        assert [one for one in browsers if f"For {one}" in shown] == [audience]


@pytest.fixture
def page_of_each_site():
    for audience in ("public", "staff", "partner"):
        make_page(make_site(audience), slug="news")


def test_nobody_learns_of_an_alert_on_a_host_they_have_not_entered(page_of_each_site):
    make_alert("Canary", audience_keys=["staff", "partner"])
    for audience in ("public", "staff", "partner"):
        for path in ("/news/", "/account/sign-in/", "/nowhere/"):
            assert b"Canary" not in client(audience).get(path).content


def test_a_section_shows_its_own_and_everything_below_does():
    home = make_site("public")
    roads, parks = make_page(home, slug="roads"), make_page(home, slug="parks")
    lane = make_page(roads, slug="lane")
    make_alert("Roads only", section=roads)
    assert "Roads only" in client().get("/roads/").content.decode()
    assert "Roads only" in client().get("/roads/lane/").content.decode()
    assert "Roads only" not in client().get("/parks/").content.decode()
    assert "Roads only" not in client().get("/").content.decode()
    assert titles(page=lane) == ["Roads only"]
    assert titles(page=parks) == titles() == []


def test_a_welsh_page_of_the_section_shows_it_too():
    home = make_site("public")
    roads = make_page(home, slug="roads")
    welsh = Locale.objects.get_or_create(language_code="cy")[0]
    home_in_welsh = home.get_translation_or_none(welsh) or home.copy_for_translation(welsh)
    roads_in_welsh = roads.get_translation_or_none(welsh) or roads.copy_for_translation(welsh)
    assert home_in_welsh
    make_alert("Roads only", section=roads)
    assert titles(page=roads_in_welsh) == ["Roads only"]


def test_words_are_in_the_readers_language_where_there_are_any():
    from django.utils.translation import override

    snow = make_alert("Snow")
    make_alert("Ice")
    welsh = Locale.objects.get_or_create(language_code="cy")[0]
    eira = snow.copy_for_translation(welsh)
    eira.title = "Eira"
    eira.save()
    eira.save_revision().publish()
    assert sorted(titles()) == ["Ice", "Snow"]
    with override("cy"):
        assert sorted(titles()) == ["Eira", "Ice"]


def test_the_times_count_to_the_moment():
    noon = timezone.now() + timedelta(hours=1)
    end = noon + timedelta(hours=1)
    make_alert(starts=noon, ends=end)
    moment = timedelta(microseconds=1)
    assert [bool(titles(at=at)) for at in (noon - moment, noon, end - moment, end)] == [
        False,
        True,
        True,
        False,
    ]
    assert next_change(PUBLIC) == noon
    assert next_change(PUBLIC, at=noon) == end
    assert next_change(for_preview("staff")) is None


def test_a_draft_and_what_was_taken_down_are_not_shown():
    Alert.objects.create(title="Draft", live=False, locale=Locale.get_default())
    gone = make_alert("Gone")
    gone.unpublish()
    assert titles() == []


@given(st.lists(st.tuples(st.sampled_from(LEVELS), st.integers(0, 50)), max_size=8))
def test_at_most_three_the_gravest_first_and_one_emergency(made):
    now = timezone.now()
    rows = [
        Alert(level=level, title=str(n), starts=now - timedelta(hours=age))
        for n, (level, age) in enumerate(made)
    ]
    shown = chosen(rows)
    ranks = [LEVELS.index(one.level) for one in shown]
    assert ranks == sorted(ranks)
    assert len(shown) <= MOST
    assert ranks.count(0) == min(1, sum(one.level == "emergency" for one in rows))
    left = [one for one in rows if one not in shown and one.level != "emergency"]
    for hidden in left:
        assert len(shown) == MOST
        graver = [one for one in shown if LEVELS.index(one.level) < LEVELS.index(hidden.level)]
        later = [one for one in shown if one.level == hidden.level and one.starts >= hidden.starts]
        assert len(graver) + len(later) == len(shown)


@pytest.mark.parametrize(
    "fields",
    [
        {"level": "emergency", "dismissible": True},
        {"starts": timezone.now(), "ends": timezone.now() - timedelta(hours=1)},
    ],
)
def test_the_database_refuses_what_makes_no_sense(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Alert.objects.create(title="Wrong", locale=Locale.get_default(), **fields)


def form(**fields):
    return {
        "level": "emergency",
        "title": "Gas leak in Thornbeck",
        "text": "Stay indoors and keep windows shut.",
        "page": "",
        "url": "",
        "audience_keys": ["public", "staff", "partner"],
        "section": "",
        "starts": "",
        "ends": "",
        **fields,
    }


def add(browser, **fields):
    return browser.post("/admin/snippets/content/alert/add/", form(**fields))


@pytest.mark.parametrize(
    ("role", "is_published"),
    [
        (Role.EDITOR, False),
        (Role.EMERGENCY_PUBLISHER, True),
        (Role.PUBLISHER, True),
        (Role.ADMINISTRATOR, True),
    ],
)
def test_an_editor_writes_an_alert_and_the_others_publish_it_at_once(page_of_each_site, role, is_published):
    browser = signed_in(make_staff(role), "staff")
    add(browser, **{"action-publish": "1"})
    assert Alert.objects.get().live == is_published
    assert ("Gas leak" in client().get("/news/").content.decode()) == is_published


def test_what_an_editor_writes_goes_to_the_publishers(page_of_each_site):
    add(signed_in(make_staff(Role.EDITOR), "staff"), **{"action-submit": "1"})
    alert = Alert.objects.get()
    assert not alert.live
    assert alert.current_workflow_state.workflow.name == "Alert approval"
    alert.current_workflow_task_state.approve(user=make_staff(Role.PUBLISHER))
    assert "Gas leak" in client().get("/news/").content.decode()


@pytest.mark.parametrize("role", [Role.OFFICER, Role.JOURNEY_BUILDER])
def test_nobody_else_comes_near(role):
    add(signed_in(make_staff(role), "staff"), **{"action-publish": "1"})
    add(signed_in(make_user(), "public"), **{"action-publish": "1"})
    assert not Alert.objects.exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"dismissible": "on"}, "Nobody can put an emergency away"),
        ({"starts": "2027-03-02 09:00", "ends": "2027-03-01 09:00"}, "This is before it starts"),
        ({"title": "x" * 81}, "at most 80 characters"),
        ({"text": "x" * 256}, "at most 255 characters"),
        ({"audience_keys": []}, "This field is required"),
        ({"audience_keys": ["everybody"]}, "Select a valid choice"),
        ({"organisations": ["hale-house"]}, "Select a valid choice"),
        ({"url": "https://example.org/" + "x" * 200}, "at most 200 characters"),
        ({"level": "panic"}, "Select a valid choice"),
    ],
)
def test_the_form_says_what_is_wrong(fields, words):
    answer = add(signed_in(make_staff(Role.PUBLISHER), "staff"), **fields, **{"action-publish": "1"})
    assert words in answer.content.decode()
    assert not Alert.objects.exists()


@pytest.mark.parametrize("audience", ["public", "staff", "partner"])
def test_the_preview_is_that_sites(page_of_each_site, audience):
    browser = signed_in(make_staff(Role.PUBLISHER), "staff")
    alert = make_alert("Gas leak", level="emergency")
    address = f"/admin/snippets/content/alert/preview/{alert.pk}/"
    assert browser.post(f"{address}?mode={audience}", form()).json()["is_valid"]
    shown = browser.get(f"{address}?mode={audience}").content.decode()
    assert "Gas leak in Thornbeck" in shown
    assert f"gh-theme-{audience}" in shown


def test_an_alert_links_only_where_its_reader_may_go():
    home = make_site("public")
    there = make_page(home, slug="snow")
    make_alert("Snow", page=there)
    assert 'href="/snow/"' in client().get("/").content.decode()
    publish(there, audience="staff")
    assert 'href="/snow/"' not in client().get("/").content.decode()


def test_three_levels_deep_with_alerts_contact_details_and_two_languages_it_is_twelve_questions():
    from wagtail.models import Site

    from content.models import SiteFacts
    from tests.site.content.test_query_counts import BUDGET, make_council, queries

    make_council(8)
    Locale.objects.get_or_create(language_code="cy")
    SiteFacts.objects.create(site=Site.objects.get(is_default_site=True), phone="0300 555 0177")
    for level in LEVELS:
        make_alert(level.title(), level=level)
    assert queries("/section-0/service/") <= BUDGET


def test_dates_are_read_and_shown_as_they_are_written_here():
    make_site()
    editor = signed_in(make_staff(Role.EDITOR), "staff")
    form = {
        "title": "Fair",
        "level": "information",
        "audience_keys": ["public"],
        "starts": "03/04/2031 10:00",
    }
    assert editor.post("/admin/snippets/content/alert/add/", form).status_code == 302
    made = Alert.objects.get(title="Fair")
    assert timezone.localtime(made.starts).isoformat() == "2031-04-03T10:00:00+01:00"
    shown = editor.get(f"/admin/snippets/content/alert/edit/{made.pk}/").content.decode()
    assert 'value="03/04/2031 10:00"' in shown
    assert "3 April 2031, 10:00" in editor.get("/admin/snippets/content/alert/").content.decode()
