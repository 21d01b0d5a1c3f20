"""Policies: which version holds, whoever is asked confirms it, and the list says whose turn it is."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from content.languages.trees import plant
from content.models import StandardPage
from forms_engine.catalogue.models import Team
from forms_engine.notices.models import Notice
from knowledge.models import Reading, Receipt
from knowledge.reading import reminders, services
from knowledge.reading.people import people_asked
from partners.models import Organisation
from tests.factories import client, make_page, make_partner, make_site, make_staff, publish, signed_in
from workplace.models import PolicyPage

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
TITLE = "Information security"


@pytest.fixture
def home():
    for audience in ("public", "partner"):
        make_site(audience)
    return make_site("staff")


@pytest.fixture
def section(home):
    return make_page(home, StandardPage, slug="policies", title="Policies")


@pytest.fixture
def policy(section):
    return make_page(
        section,
        PolicyPage,
        slug="security",
        title=TITLE,
        summary="How we look after what we hold.",
        version="1.0",
        in_force_from=date(2026, 9, 14),
        owner_name="Information rights",
        owner_email="info@smallshire.example",
        body=[("heading", "One"), ("text", "<p>Lock it.</p>"), ("heading", "Two"), ("heading", "Three")],
    )


@pytest.fixture
def member():
    return make_staff(name="Mina Member")


def ask(policy, due=10, **who):
    return services.ask_to_read(policy, due_on=TODAY() + timedelta(days=due), by=None, **who)


def text_of(user, path="/policies/security/"):
    response = signed_in(user, "staff").get(path)
    assert response.status_code == 200
    return response.content.decode()


def confirm(user, page, revision, understood="yes"):
    data = {"revision": revision, "understood": understood}
    return signed_in(user, "staff").post(f"/knowledge/reading/{page.pk}/", data, follow=True)


def queries(browser, path):
    browser.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(path).status_code == 200
    return len(captured)


def test_it_says_what_holds_since_when_and_whose_it_is(policy, member):
    text = text_of(member)
    for said in (TITLE, "Version 1.0", "14 September 2026", "Information rights", "info@smallshire.example"):
        assert said in text
    assert 'href="#one"' in text or "On this page" in text
    assert "Print or save" in text
    assert "You are asked to read this" not in text and "Versions before" not in text


def test_whoever_is_asked_confirms_on_top_what_was_on_their_screen(policy, member):
    ask(policy, all_staff=True)
    text = text_of(member)
    assert text.index("You are asked to read this") < text.index("Lock it.")
    assert f'name="revision" value="{policy.live_revision_id}"' in text
    assert "Tick the box" in confirm(member, policy, policy.live_revision_id, "").content.decode()
    newer = publish(policy, version="1.1")
    stale = confirm(member, policy, policy.live_revision_id).content.decode()
    assert "has changed since you opened it" in stale and "Lock it." in stale
    assert not Receipt.objects.exists()
    assert "We have recorded" in confirm(member, policy, newer.live_revision_id).content.decode()
    confirm(member, policy, newer.live_revision_id)
    kept = Receipt.objects.get()
    assert (kept.user, kept.page_id, kept.revision) == (member, policy.pk, newer.live_revision_id)
    assert "You have confirmed" in text_of(member)


def test_a_team_is_asked_and_others_are_not(policy, member):
    team = Team.objects.create(slug="desk", name="Desk")
    team.members.add(member)
    other = make_staff()
    ask(policy, teams=[team])
    assert "You are asked" in text_of(member) and "You are asked" not in text_of(other)
    assert TITLE in text_of(member, "/") and TITLE not in text_of(other, "/")
    assert TITLE in text_of(member, "/knowledge/reading/")
    assert 'href="/policies/security/"' in text_of(member, "/knowledge/reading/")
    assert confirm(other, policy, policy.live_revision_id).status_code == 404
    assert client().post(f"/knowledge/reading/{policy.pk}/").status_code == 404
    assert signed_in(member, "staff").post("/knowledge/reading/99999999999999999999/").status_code == 404
    assert signed_in(member, "staff").get(f"/knowledge/reading/{policy.pk}/").status_code == 405


def test_only_who_may_read_it_is_asked(policy, member, section):
    partner = make_partner("hale-house")
    ask(policy, all_staff=True, organisations=Organisation.objects.all())
    # The intranet's page is nobody's on the extranet.
    assert set(people_asked(Reading.objects.get())) == {member}
    for_partners = publish(policy, audience="partner")
    assert not people_asked(Reading.objects.get()).exists()
    assert signed_in(member, "staff").get("/policies/security/").status_code == 404
    assert TITLE not in text_of(member, "/knowledge/reading/")
    assert confirm(member, for_partners, for_partners.live_revision_id).status_code == 404
    assert TITLE not in signed_in(partner, "partner").get("/knowledge/reading/").content.decode()


def test_partners_confirm_a_policy_of_the_extranet(home):
    from content.models import HomePage

    partner, other = make_partner("hale-house"), make_partner("oak-school")
    rules = make_page(HomePage.objects.get(slug="home-partner"), PolicyPage, slug="rules", title="Rules")
    ask(rules, organisations=Organisation.objects.filter(slug="hale-house"), all_staff=True)
    assert set(people_asked(Reading.objects.get())) == {partner}
    browser = signed_in(partner, "partner")
    assert "You are asked to read this" in browser.get("/rules/").content.decode()
    assert "You are asked" not in signed_in(other, "partner").get("/rules/").content.decode()
    data = {"revision": rules.live_revision_id, "understood": "yes"}
    assert (
        "We have recorded"
        in browser.post(f"/knowledge/reading/{rules.pk}/", data, follow=True).content.decode()
    )
    reminders.remind(TODAY())
    assert not Notice.objects.filter(subject__startswith="knowledge.reading").exists()


def test_letters_lead_to_the_policy(policy, member):
    ask(policy, all_staff=True)
    assert reminders.remind(TODAY()) == 1
    assert reminders.remind(TODAY()) == 0
    notice = Notice.objects.get(subject="knowledge.reading-asked")
    assert f"{settings.ENVIRONMENT.origin('staff')}/policies/security/" in notice.body
    assert "/cy/" not in notice.body and notice.recipient == member.email


def test_a_change_that_matters_is_read_again(policy, member):
    reading = ask(policy, all_staff=True, due=1)
    confirm(member, policy, policy.live_revision_id)
    small = publish(policy, summary="A comma")
    assert "You have confirmed" in text_of(member)
    matters = publish(small, version="2.0", ask_again=True)
    assert "You are asked to read this" in text_of(member)
    reading.refresh_from_db()
    assert reading.asked_revision == matters.live_revision_id
    assert reading.due_on == TODAY() + timedelta(days=services.DAYS_TO_READ_AGAIN)
    assert Receipt.objects.count() == 1


def test_the_tick_is_there_where_it_is_asked_for_and_begins_empty(policy):
    editor = signed_in(make_staff(Role.PUBLISHER), "staff")
    address = reverse("wagtailadmin_pages:edit", args=[policy.pk], urlconf="config.urls.staff")
    assert "ask_again" not in editor.get(address).context["form"].fields
    ask(policy, all_staff=True)
    publish(policy, ask_again=True)
    page = editor.get(address)
    assert page.context["form"].initial["ask_again"] is False
    assert "This has to be read by" in page.content.decode()


def test_asked_in_the_admin_of_those_who_can_confirm_it(policy, member, home):
    editor = signed_in(make_staff(Role.PUBLISHER), "staff")
    address = f"/admin/knowledge/pages/{policy.pk}/reading/"
    form = editor.get(address).content.decode()
    assert "All council staff" in form and "partner organisations" not in form
    data = {"all_staff": "on", "due_on": (TODAY() + timedelta(days=5)).isoformat()}
    assert editor.post(address, data).status_code == 302
    reading = Reading.objects.get()
    assert reading.page_id == policy.pk
    report = editor.get(f"/admin/knowledge/reading/{reading.pk}/").content.decode()
    assert TITLE in report and "Mina Member" in report
    assert TITLE in editor.get("/admin/knowledge/reading/").content.decode()
    assert TITLE in editor.get("/admin/knowledge/reading/?export=csv").content.decode()
    # Of a page of another type nobody is asked.
    assert editor.get(f"/admin/knowledge/pages/{home.pk}/reading/").status_code == 404
    officer = signed_in(make_staff(Role.OFFICER), "staff")
    assert officer.get(address).status_code == 302


def test_on_the_public_site_nobody_can_confirm(home):
    from content.models import HomePage

    public = make_page(HomePage.objects.get(slug="home-public"), PolicyPage, slug="open", title="Open")
    ask(public, all_staff=True)
    member = make_staff()
    assert not people_asked(Reading.objects.get()).exists()
    assert "Open" not in text_of(member, "/knowledge/reading/")
    editor = signed_in(make_staff(Role.PUBLISHER), "staff")
    address = f"/admin/knowledge/pages/{public.pk}/reading/"
    assert "nobody can confirm it there" in editor.get(address).content.decode()
    assert editor.post(address, {"all_staff": "on", "due_on": "2030-01-01"}).status_code == 422
    assert client().get("/open/").status_code == 200


def test_a_policy_with_receipts_is_not_deleted(policy, member):
    ask(policy, all_staff=True)
    confirm(member, policy, policy.live_revision_id)
    admin = signed_in(make_staff(Role.PUBLISHER, is_superuser=True), "staff")
    address = reverse("wagtailadmin_pages:delete", args=[policy.pk], urlconf="config.urls.staff")
    assert "Unpublish it instead" in admin.post(address, follow=True).content.decode()
    assert PolicyPage.objects.filter(pk=policy.pk).exists()


def test_the_versions_before_this_one_and_what_changed(policy, member, home):
    policy = publish(policy, summary="A comma")
    policy = publish(policy, version="2.0", what_changed="Phones are locked too.")
    draft = PolicyPage.objects.get(pk=policy.pk)
    draft.version = "9.9 draft"
    draft.save_revision()
    policy = publish(PolicyPage.objects.get(pk=policy.pk), version="3.0", what_changed="Vans as well.")
    text = text_of(member)
    before = text[text.index("Versions before this one") :]
    assert before.index("New in version 3.0:") < before.index("Vans as well.") < before.index("Version 2.0")
    assert before.index("Phones are locked too.") < before.index("Version 1.0")
    # Published twice under one number, it is one version; a draft is none.
    assert before.count("Version 1.0") == 1 and "9.9 draft" not in text
    few = queries(signed_in(member, "staff"), "/policies/security/")
    for number in range(4, 9):
        policy = publish(policy, version=f"{number}.0")
    assert queries(signed_in(member, "staff"), "/policies/security/") == few


def test_the_list_has_what_is_yours_to_read_first(section, policy, member):
    other = make_page(section, PolicyPage, slug="a", title="A policy for nobody in particular")
    first = make_page(section, PolicyPage, slug="z", title="Due sooner")
    about = make_page(section, StandardPage, slug="about", title="About policies")
    ask(policy, all_staff=True, due=20)
    ask(first, all_staff=True, due=5)
    text = text_of(member, "/policies/")
    words = text[text.index("<main") :]
    assert words.index(first.title) < words.index(TITLE) < words.index(other.title) < words.index(about.title)
    day = TODAY() + timedelta(days=5)
    assert f"Read by {day.day} {day:%B} {day.year}" in " ".join(words.split())
    assert "Version 1.0" in words and "In force from 14 September 2026" in words
    assert words.count(f">{TITLE}</a>") == 1
    confirm(member, first, first.live_revision_id)
    words = text_of(member, "/policies/")
    words = words[words.index("<main") :]
    assert words.index(TITLE) < words.index(first.title) and "You have confirmed" in words


def test_the_list_costs_the_same_whatever_there_is(section, policy, member):
    browser = signed_in(member, "staff")
    ask(policy, all_staff=True)
    before = queries(browser, "/policies/")
    for number in range(5):
        ask(make_page(section, PolicyPage, slug=f"p{number}", title=f"P{number}"), all_staff=True)
    assert queries(browser, "/policies/") == before


def test_it_is_translated_like_any_page(policy, member, section):
    from wagtail.models import Locale

    welsh = Locale.objects.get_or_create(language_code="cy")[0]
    translation = policy.copy_for_translation(welsh, copy_parents=True)
    translation.title = "Diogelwch gwybodaeth"
    translation.save_revision().publish()
    reading = ask(policy, all_staff=True)
    translation = PolicyPage.objects.get(pk=translation.pk)
    browser = signed_in(member, "staff")
    text = browser.get("/cy/policies/security/").content.decode()
    assert "Diogelwch gwybodaeth" in text and f'value="{translation.live_revision_id}"' in text
    assert "Diogelwch gwybodaeth" in browser.get("/cy/knowledge/reading/").content.decode()
    data = {"revision": translation.live_revision_id, "understood": "yes"}
    browser.post(f"/cy/knowledge/reading/{translation.pk}/", data)
    kept = Receipt.objects.get()
    assert (kept.page_id, kept.revision) == (reading.page_id, translation.live_revision_id)


def test_where_it_is_not_translated_the_originals_revision_is_confirmed(policy, member):
    ask(policy, all_staff=True)
    plant("cy")
    alias = PolicyPage.objects.get(locale__language_code="cy")
    browser = signed_in(member, "staff")
    assert f'value="{policy.live_revision_id}"' in browser.get("/cy/policies/security/").content.decode()
    stale = policy.live_revision_id
    policy = publish(policy, summary="Another word")
    data = {"revision": stale, "understood": "yes"}
    browser.post(f"/cy/knowledge/reading/{alias.pk}/", data)
    assert not Receipt.objects.exists()
    browser.post(f"/cy/knowledge/reading/{alias.pk}/", data | {"revision": policy.live_revision_id})
    kept = Receipt.objects.get()
    assert (kept.page_id, kept.revision) == (policy.pk, policy.live_revision_id)
