"""Mandatory reading: asked of the right people, confirmed for the right text, and reminded of."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from forms_engine.catalogue.models import Team
from forms_engine.notices.models import Notice
from knowledge.models import Reading, Receipt
from knowledge.reading import reminders, services
from knowledge.reading.people import people_asked
from partners.models import Membership, Organisation
from tests.factories import client, make_article, make_partner, make_site, make_staff, publish, signed_in

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
TITLE = "When may a request be closed?"


@pytest.fixture
def article():
    for audience in ("public", "staff", "partner"):
        make_site(audience)
    return make_article(
        slug="closing", title=TITLE, staff_guidance="<p>For staff</p>", partner_guidance="<p>For partners</p>"
    )


@pytest.fixture
def people():
    team = Team.objects.create(slug="desk", name="Desk")
    found = {
        "member": make_staff(name="Mina Member"),
        "other": make_staff(name="Ola Other"),
        "left": make_staff(name="Lea Left"),
        "a": make_partner("hale-house", name="Ann of A"),
        "b": make_partner("oak-school", name="Bob of B"),
    }
    found["left"].is_active = False
    found["left"].save()
    team.members.add(found["member"], found["left"])
    return found


def ask(article, due=10, **who):
    return services.ask_to_read(article, due_on=TODAY() + timedelta(days=due), by=None, **who)


def browser_of(user):
    return signed_in(user, "staff" if user.is_staff else "partner")


def to_read(user):
    return TITLE in browser_of(user).get("/knowledge/reading/").content.decode()


def test_only_those_asked_see_it(article, people):
    ask(article, teams=Team.objects.all(), organisations=Organisation.objects.filter(slug="hale-house"))
    assert {name for name in ("member", "other", "a", "b") if to_read(people[name])} == {"member", "a"}
    assert TITLE in browser_of(people["member"]).get("/").content.decode()
    assert TITLE not in browser_of(people["other"]).get("/").content.decode()
    assert TITLE not in browser_of(people["b"]).get("/").content.decode()
    # Not on the public site, whoever is signed in there.
    assert client().get("/knowledge/reading/").status_code == 404
    assert signed_in(people["member"], "public").get("/knowledge/reading/").status_code == 404


def test_nobody_is_shown_what_they_may_not_read(article, people):
    ask(article, all_staff=True, organisations=Organisation.objects.all())
    publish(article, partner_guidance="")
    assert to_read(people["other"])
    assert not to_read(people["a"])
    assert set(people_asked(Reading.objects.get())) == {people["member"], people["other"]}
    publish(article, audience="partner", staff_guidance="", partner_guidance="<p>x</p>")
    assert not to_read(people["other"])
    assert set(people_asked(Reading.objects.get())) == {people["a"], people["b"]}


def confirm(browser, revision, understood="yes"):
    data = {"revision": revision, "understood": understood}
    return browser.post("/knowledge/closing/read/", data, follow=True)


def test_a_receipt_is_of_the_revision_on_the_screen(article, people):
    ask(article, all_staff=True)
    browser = browser_of(people["member"])
    shown = browser.get("/knowledge/closing/").content.decode()
    assert f'name="revision" value="{article.live_revision_id}"' in shown
    assert "Tick the box" in confirm(browser, article.live_revision_id, "").content.decode()
    newer = publish(article, staff_guidance="<p>Changed</p>")
    stale = confirm(browser, article.live_revision_id).content.decode()
    assert "has changed since you opened it" in stale
    assert not Receipt.objects.exists()
    assert "We have recorded" in confirm(browser, newer.live_revision_id).content.decode()
    confirm(browser, newer.live_revision_id)
    kept = Receipt.objects.get()
    assert (kept.user, kept.revision) == (people["member"], newer.live_revision_id)
    assert "You have confirmed" in browser.get("/knowledge/closing/").content.decode()


def test_who_is_not_asked_confirms_nothing(article, people):
    ask(article, teams=Team.objects.all())
    assert confirm(browser_of(people["other"]), article.live_revision_id).status_code == 404
    assert client().post("/knowledge/closing/read/", {"understood": "yes"}).status_code == 404
    assert not Receipt.objects.exists()


def test_editors_decide_whether_a_change_is_read_again(article, people):
    reading = ask(article, all_staff=True, due=1)
    browser = browser_of(people["member"])
    confirm(browser, article.live_revision_id)
    small = publish(article, summary="A comma")
    assert "You have confirmed" in browser.get("/knowledge/closing/").content.decode()
    matters = publish(small, staff_guidance="<p>New rule</p>", ask_again=True)
    assert "You are asked to read this" in browser.get("/knowledge/closing/").content.decode()
    reading.refresh_from_db()
    assert reading.asked_revision == matters.live_revision_id
    assert reading.due_on == TODAY() + timedelta(days=services.DAYS_TO_READ_AGAIN)
    confirm(browser, matters.live_revision_id)
    # Saved again, as a move or a review does: what was asked once is not asked twice.
    matters.save()
    assert "You have confirmed" in browser.get("/knowledge/closing/").content.decode()
    # Ended and asked anew, as once a year: the same text is confirmed a second time, and both receipts stay.
    services.end_reading(reading)
    ask(article, all_staff=True)
    assert "You are asked to read this" in browser.get("/knowledge/closing/").content.decode()
    confirm(browser, matters.live_revision_id)
    assert "You have confirmed" in browser.get("/knowledge/closing/").content.decode()
    assert Receipt.objects.filter(revision=matters.live_revision_id).count() == 2


def test_the_next_draft_begins_without_the_tick(article, people):
    ask(article, all_staff=True)
    publish(article, ask_again=True)
    editor = signed_in(make_staff(Role.PUBLISHER), "staff")
    address = reverse("wagtailadmin_pages:edit", args=[article.pk], urlconf="config.urls.staff")
    form = editor.get(address).context["form"]
    assert form.initial["ask_again"] is False
    services.end_reading(Reading.objects.get())
    assert "ask_again" not in editor.get(address).context["form"].fields


def test_receipts_only_grow(article, people):
    ask(article, all_staff=True)
    confirm(browser_of(people["member"]), article.live_revision_id)
    for change in (
        lambda: Receipt.objects.update(revision=1),
        lambda: Receipt.objects.all().delete(),
        lambda: Receipt.objects.update(user=people["other"]),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    # With an account goes the name, and nothing else.
    Receipt.objects.update(user=None)
    assert Receipt.objects.get().user is None


def test_an_article_with_receipts_is_not_deleted(article, people):
    ask(article, all_staff=True)
    confirm(browser_of(people["member"]), article.live_revision_id)
    admin = signed_in(make_staff(Role.PUBLISHER, is_superuser=True), "staff")
    address = reverse("wagtailadmin_pages:delete", args=[article.pk], urlconf="config.urls.staff")
    assert "Unpublish it instead" in admin.post(address, follow=True).content.decode()
    assert Receipt.objects.exists()


def letters():
    return sorted(
        Notice.objects.filter(subject__startswith="knowledge.reading").values_list("recipient", "subject")
    )


def test_reminders_before_and_after_the_day(article, people):
    reading = ask(article, teams=Team.objects.all(), due=10)
    member = people["member"].email
    today = TODAY()
    assert reminders.remind(today) == 1
    assert reminders.remind(today) == 0
    assert reminders.remind(reading.due_on - timedelta(days=2)) == 1
    assert reminders.remind(reading.due_on) == 0
    assert reminders.remind(reading.due_on + timedelta(days=1)) == 1
    assert reminders.remind(reading.due_on + timedelta(days=6)) == 0
    assert reminders.remind(reading.due_on + timedelta(days=8)) == 1
    asked, late = (member, "knowledge.reading-asked"), (member, "knowledge.reading-late")
    assert letters() == [asked, asked, late, late]
    assert "/knowledge/closing/" in Notice.objects.first().body
    confirm(browser_of(people["member"]), article.live_revision_id)
    assert reminders.remind(reading.due_on + timedelta(days=20)) == 0


def test_leavers_drop_out(article, people):
    ask(article, all_staff=True, organisations=Organisation.objects.filter(slug="hale-house"))
    Membership.objects.filter(user=people["a"]).update(active=False)
    people["other"].is_staff = False
    people["other"].save()
    reminders.remind(TODAY())
    assert {who for who, _ in letters()} == {people["member"].email}
    article.unpublish()
    assert not people_asked(Reading.objects.get()).exists()


def test_the_report_names_who_has_and_who_has_not(article, people):
    reading = ask(
        article, teams=Team.objects.all(), organisations=Organisation.objects.filter(slug="oak-school")
    )
    confirm(browser_of(people["b"]), article.live_revision_id)
    editor = signed_in(make_staff(Role.PUBLISHER), "staff")
    text = editor.get(f"/admin/knowledge/reading/{reading.pk}/").content.decode()
    assert "1 of 2 have confirmed" in text
    assert text.index("Mina Member") < text.index("Bob of B")
    assert "Lea Left" not in text
    file = editor.get(f"/admin/knowledge/reading/{reading.pk}/?export=csv")
    assert "Mina Member" in file.content.decode()
    officer = signed_in(make_staff(Role.OFFICER), "staff")
    assert officer.get(f"/admin/knowledge/reading/{reading.pk}/").status_code == 302
    # An editor who may not publish sees nobody's reading.
    writer = signed_in(make_staff(Role.EDITOR), "staff")
    assert writer.get(f"/admin/knowledge/reading/{reading.pk}/").status_code in {302, 403}
    assert TITLE not in writer.get("/admin/knowledge/reading/").content.decode()


def test_asked_in_the_admin(article, people):
    editor = signed_in(make_staff(Role.PUBLISHER), "staff")
    address = f"/admin/knowledge/articles/{article.pk}/reading/"
    # The date picker needs its script, and writes days as they are written here.
    assert "date-time-chooser.js" in editor.get(address).content.decode()
    nobody = editor.post(address, {"due_on": f"{TODAY() + timedelta(days=5):%d/%m/%Y}"})
    assert nobody.status_code == 422
    assert "Choose who has to read it." in nobody.content.decode()
    data = {"all_staff": "on", "due_on": (TODAY() + timedelta(days=5)).isoformat()}
    assert editor.post(address, data).status_code == 302
    assert Reading.objects.get().all_staff
    editor.post(address, {"do": "end"})
    assert not to_read(people["member"])


def test_the_front_page_asks_no_more_for_more(article, people):
    ask(article, all_staff=True)
    browser = browser_of(people["member"])

    def queries():
        browser.get("/")
        with CaptureQueriesContext(connection) as captured:
            browser.get("/knowledge/reading/")
        return len(captured)

    before = queries()
    for number in range(5):
        ask(make_article(slug=f"more-{number}", staff_guidance="<p>x</p>"), all_staff=True)
    assert queries() == before
