"""Somebody's own entry, who corrects it, and what its page shows."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from accounts.models import Role
from content.models import CollectionAudience, GuildhallImage
from forms_engine.catalogue.models import Absence, Queue, Team
from tests.factories import client, make_site, make_staff, signed_in
from tests.site.workplace.people.conftest import at_work, make_colleague, picture, text_of
from workplace.models import Profile, ProfileChange, Skill

pytestmark = pytest.mark.django_db


def change(entry, browser=None, **said):
    """Send the form as its page shows it, with these changes."""
    browser = browser or at_work(entry)
    address = f"/colleagues/{entry.user.uuid}/change/"
    form = browser.get(address).context["form"]
    sent = {name: form[name].value() for name in form.fields if name not in {"photo", "without_photo"}}
    sent = {name: value for name, value in sent.items() if value not in (None, "", [])}
    return browser.post(address, {**sent, **said})


def upload(data, name="me.png"):
    return SimpleUploadedFile(name, data)


def test_one_has_an_entry_as_soon_as_one_looks(directory):
    user = make_staff(name="Nia Newydd")
    browser = signed_in(user, "staff")
    response = browser.get("/colleagues/own/", follow=True)
    assert response.status_code == 200 and "Your entry is 0% complete" in text_of(response)
    assert "Your own entry" in text_of(browser.get("/people/"))
    assert 'href="/colleagues/own/"' in text_of(browser.get("/people/")).split("</header>")[0]
    assert client("public").get("/colleagues/own/").status_code == 404
    assert client("partner").get("/colleagues/own/").status_code in {302, 401, 404}


def test_everything_of_ones_own_entry_is_ones_own_to_change(directory, asker, highways):
    manager = make_colleague("Mo Manager")
    said = {
        "known_as": "Zed", "pronouns": "they/them", "job_title": "Clerk", "team": "highways",
        "manager": str(manager.user.uuid), "phone": "0300 555 0177 ext 204", "mobile": "+44 7700 900123",
        "work_email": "Zoe@example.gov.uk", "office": "Wold House, floor 2", "working_days": "Mondays",
        "about": "I file.\nI find.", "new_skill_1": "  first   aid ", "new_skill_2": "Welsh", "photo": upload(picture()),
    }  # fmt: skip
    assert change(asker, **said).status_code == 302
    page = text_of(at_work(asker).get(f"/colleagues/{asker.user.uuid}/"))
    for words in (
        "Known as Zed", "they/them", "Clerk", "Highways maintenance", "Mo Manager", "tel:03005550177,204", "Mondays",
        "Wold House, floor 2", "zoe@example.gov.uk", "first aid", "Welsh", "I find.", "100% complete", "Changed",
    ):  # fmt: skip
        assert words.lower() in page.lower(), words
    entry = ProfileChange.objects.get()
    assert entry.by == asker.user and {"photo", "skills", "manager"} <= set(entry.fields)
    # Sent again as it is, nothing changes and nothing is written down.
    assert change(asker).status_code == 302
    assert ProfileChange.objects.count() == 1
    assert change(asker, skills=["Welsh"]).status_code == 302
    assert [one.name for one in asker.skills.all()] == ["Welsh"]


def test_a_skill_is_the_same_however_it_is_written(directory, asker):
    make_colleague("Al", skills=["First aid"])
    change(asker, new_skill_1="FIRST AID", new_skill_2="first  aid")
    assert Skill.objects.count() == 1
    page = text_of(at_work(asker).get(f"/colleagues/{asker.user.uuid}/change/"))
    assert '<option value="First aid">' in page


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"phone": "call me"}, "Enter a phone number"),
        ({"phone": "12"}, "Enter a phone number"),
        ({"mobile": "1" * 40}, "must be 30 characters or fewer"),
        ({"work_email": "nowhere"}, "Enter an email address"),
        ({"team": "no-such"}, "Choose one of these teams"),
        ({"team": "wold-highways"}, "Choose one of these teams"),
        ({"manager": "nobody"}, "Choose somebody from the list"),
        ({"about": "x" * 601}, "600"),
        ({"job_title": "a\x00b"}, "Null characters"),
        ({"skills": ["Falconry"]}, "Tick only what is there"),
        ({"new_skill_1": "x" * 61}, "60 characters or fewer"),
        ({"photo": upload(b"no photo at all")}, "must be a JPEG"),
        ({"photo": upload(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "me.svg")}, "must be a JPEG"),
        ({"photo": upload(picture()[:60])}, "is damaged"),
        ({"photo": upload(b"")}, "empty"),
        ({"seen": "nonsense"}, None),
        ({"seen": "2020-01-01T00:00:00+00:00"}, "Somebody else has changed"),
    ],
)
def test_what_will_not_do_is_said(directory, said, words):
    Team.objects.create(slug="wold-highways", name="Crew", organisation="wold-highways")
    entry = make_colleague("Ann", skills=["Welsh"])
    answer = change(entry, **said)
    if words is None:
        assert answer.status_code == 302
    else:
        assert answer.status_code == 422 and words in text_of(answer)
        assert not ProfileChange.objects.exists() and not GuildhallImage.objects.exists()


def test_one_has_twenty_skills_at_most(directory):
    entry = make_colleague("Ann", skills=[f"Skill {number}" for number in range(20)])
    answer = change(entry, new_skill_1="Another")
    assert answer.status_code == 422 and "at most 20" in text_of(answer)


def test_manager_lead_and_administrator_correct_an_entry_and_nobody_else(
    directory, asker, administrator, highways
):
    manager, lead, other = (make_colleague(name) for name in ("Mo", "Lena", "Otto"))
    highways.lead = lead.user
    highways.save()
    entry = make_colleague("Ann Archer", manager=manager.user)
    highways.members.add(entry.user)
    for number, keeper in enumerate((manager, lead, administrator)):
        assert change(entry, at_work(keeper), office=f"Room {number}").status_code == 302, keeper.name
    for refused in (asker, other):
        assert at_work(refused).get(f"/colleagues/{entry.user.uuid}/change/").status_code == 403
        assert (
            at_work(refused).post(f"/colleagues/{entry.user.uuid}/change/", {"office": "x"}).status_code
            == 403
        )
    entry.refresh_from_db()
    assert entry.office == "Room 2" and entry.confirmed_at is None
    assert [one.by for one in entry.changes.all()] == [administrator.user, lead.user, manager.user]
    page = text_of(at_work(entry).get(f"/colleagues/{entry.user.uuid}/"))
    assert "Changed where they work, Ada Admin" in page
    assert "Changed where they work" not in text_of(at_work(asker).get(f"/colleagues/{entry.user.uuid}/"))


def test_a_photo_is_made_anew_and_only_staff_are_given_it(directory, asker, browser):
    exif = Image.Exif()
    exif[0x010E] = "Where I live"
    change(asker, photo=upload(picture((900, 600), "JPEG", exif=exif), "me.jpg"))
    first = GuildhallImage.objects.get()
    assert (first.width, first.height) == (320, 320) and "me" not in first.file.name.split("/")[-1][:2]
    assert asker.user.name not in first.title
    assert CollectionAudience.objects.get(collection=first.collection).audience == "staff"
    response = browser.get(f"/colleagues/{asker.user.uuid}/photo/")
    data = b"".join(response.streaming_content)
    assert response["Content-Type"] == "image/jpeg" and b"Where I live" not in data
    assert "no-store" in response["Cache-Control"]
    make_site("public")
    make_site("partner")
    for host in ("public", "partner"):
        assert client(host).get(first.file.url).status_code in {302, 404}
        assert client(host).get(f"/colleagues/{asker.user.uuid}/photo/").status_code in {302, 404}
    # Another takes its place, and the first is gone.
    change(asker, photo=upload(picture()))
    assert not GuildhallImage.objects.filter(pk=first.pk).exists()
    change(asker, without_photo="on")
    assert not GuildhallImage.objects.exists()
    assert browser.get(f"/colleagues/{asker.user.uuid}/photo/").status_code == 404


def test_an_entry_is_said_to_be_right(directory, asker, browser):
    address = f"/colleagues/{asker.user.uuid}/"
    assert "You have not looked at it yet" in text_of(browser.get(address))
    for _ in range(2):
        assert browser.post(f"{address}confirm/").status_code == 302
    assert ProfileChange.objects.get().what == "confirmed"
    with time_machine.travel(timezone.now() + timedelta(days=200)):
        assert "You last looked at it on" in text_of(at_work(asker).get(address))
    assert at_work(make_colleague("Al")).post(f"{address}confirm/").status_code == 403
    assert browser.get(f"{address}confirm/").status_code == 405


def test_away_and_who_covers(directory, asker, browser):
    cover, today = make_colleague("Cai Cover"), timezone.localdate()
    entry = make_colleague("Ann Archer")
    Absence.objects.create(user=entry.user, starts=today, ends=today, covered_by=cover.user)
    for address in (f"/colleagues/{entry.user.uuid}/", "/people/"):
        assert "Away, back after" in text_of(browser.get(address))
    assert "Cai Cover</a> covers" in text_of(browser.get(f"/colleagues/{entry.user.uuid}/"))


def test_a_team_its_people_and_its_queue_for_who_may(directory, highways, browser):
    lead, member, says = (make_colleague(name) for name in ("Lena Lead", "Mel Member", "Sal Says"))
    highways.members.add(member.user, lead.user)
    highways.lead = lead.user
    highways.save()
    says.team = highways
    says.save()
    Queue.objects.create(slug="potholes", name="Potholes queue", team=highways)
    page = text_of(browser.get("/colleagues/teams/highways/"))
    assert (
        all(name in page for name in ("Lena Lead", "Mel Member", "Sal Says")) and "Potholes queue" not in page
    )
    officer = make_staff(Role.OFFICER)
    highways.members.add(officer)
    assert "Potholes queue" in text_of(signed_in(officer, "staff").get("/colleagues/teams/highways/"))
    Team.objects.create(slug="crew", name="Crew", organisation="wold")
    assert browser.get("/colleagues/teams/crew/").status_code == 404


def test_a_page_costs_the_same_however_many_are_managed_and_however_long_the_line(
    directory, highways, browser
):
    top = make_colleague("Top")
    entry = make_colleague("Mid", manager=top.user)
    highways.members.add(entry.user)
    make_colleague("Below", manager=entry.user, skills=["Welsh"])

    def queries(address):
        browser.get(address)
        with CaptureQueriesContext(connection) as caught:
            assert browser.get(address).status_code == 200
        return len(caught)

    addresses = [f"/colleagues/{entry.user.uuid}/", "/colleagues/teams/highways/", "/colleagues/keeping/"]
    before = [queries(address) for address in addresses]
    for number in range(12):
        higher = make_colleague(f"Higher {number}")
        Profile.objects.filter(pk=top.pk).update(manager=higher.user)
        top = higher
        one = make_colleague(f"One {number}", manager=entry.user, skills=[f"Skill {number}"])
        highways.members.add(one.user)
        team = Team.objects.create(slug=f"team-{number}", name=f"Team {number}", lead=one.user)
        team.members.add(entry.user)
    assert [queries(address) for address in addresses] == before
    assert max(before) <= 28


def test_the_page_is_on_the_intranet_alone(db):
    from tests.factories import make_page
    from workplace.models import PeoplePage

    home = make_site("public")
    make_page(home, PeoplePage, title="People", slug="people", audience="public")
    assert client("public").get("/people/").status_code == 404
    assert client("public").post("/people/", {"words": "x"}).status_code == 404
    assert not PeoplePage.can_create_at(home)
    assert PeoplePage.can_create_at(make_site("staff"))


def test_photos_are_no_pictures_for_pages(directory, asker):
    change(asker, photo=upload(picture()))
    editor = signed_in(make_staff(Role.EDITOR, is_superuser=True), "staff")
    page = text_of(editor.get("/admin/images/chooser/results/"))
    assert "Photo of a colleague" not in page
