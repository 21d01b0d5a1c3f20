"""Drafts shared by a link with somebody without an account: what it opens, and nothing else."""

import datetime
import io
import re
import uuid

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image
from wagtail.models import Collection

from accounts.models import Role
from content.models import (
    CollectionAudience,
    GuildhallDocument,
    GuildhallImage,
    HomePage,
    SharedDraft,
    StandardPage,
)
from content.sections.services import set_section_editors
from content.shared_drafts import services
from tests.factories import client, make_article, make_page, make_site, make_staff, signed_in

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def home():
    make_site("staff")
    make_site("partner")
    return make_site("public")


@pytest.fixture
def editor():
    return make_staff(Role.EDITOR, name="Edith")


def share(editor, *pages, days=7):
    return services.share(id=uuid.uuid4(), name="The mayor", pages=pages, by=editor, days=days)


def read(path):
    answer = client().get(path)
    return answer.status_code, answer.content.decode()


def redraft(page, **changes):
    page = StandardPage.objects.get(pk=page.pk)
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision()


def test_an_editor_makes_a_link_and_a_stranger_reads_the_drafts(home, editor):
    section = make_page(home, title="New section", slug="new", live=False)
    make_page(section, title="First part", slug="first", live=False)
    browser, address = signed_in(editor, "staff"), f"/admin/shared-drafts/of-page/{section.pk}/"
    asked = browser.get(address).content.decode()
    sent = {
        "id": re.search(r'name="id" value="([^"]+)"', asked)[1],
        "name": "The mayor",
        "days": "7",
        "below": "on",
    }
    made = browser.post(address, sent).content.decode()
    path = re.search(r"/drafts/[\w-]+/", made)[0]
    status, listed = read(path)
    assert status == 200 and "New section" in listed and "First part" in listed
    status, shown = read(re.search(rf"{path}{section.pk}/", listed)[0])
    assert status == 200 and "This page is not published yet" in shown
    # The draft below it is linked to, inside.
    assert "First part" in shown and re.search(rf'href="{path}\d+/"', shown)
    assert client().get("/new/").status_code == 404
    shared = SharedDraft.objects.get()
    assert shared.opened_at and path.split("/")[2] not in shared.token_hash
    # The same form sent again is the same link, and does not show it again.
    assert browser.post(address, sent).status_code == 302
    assert SharedDraft.objects.count() == 1
    assert "The mayor" in browser.get("/admin/shared-drafts/").content.decode()


def test_nobody_keeps_it_indexes_it_or_learns_where_it_was_read(home, editor):
    page = make_page(home, live=False)
    _shared, secret = share(editor, page)
    for path in (f"/drafts/{secret}/", f"/drafts/{secret}/{page.pk}/"):
        for _ in range(2):
            answer = client().get(path)
            assert answer.headers["Cache-Control"] == "private, no-store"
            assert "noindex" in answer.headers["X-Robots-Tag"]
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert not answer.cookies


def test_links_between_shared_pages_stay_inside_and_others_lead_to_what_is_published(home, editor):
    other, live = make_page(home, title="Other", live=False), make_page(home, title="Live", slug="live")
    hidden = make_page(home, title="qxhiddenqx", live=False)
    shared_too = make_page(home, title="Live and shared", slug="both")
    linked = (other, live, hidden, shared_too)
    words = "".join(f'<p><a linktype="page" id="{one.pk}">words</a></p>' for one in linked)
    cards = [{"page": one, "title": "", "text": ""} for one in linked]
    page = make_page(home, live=False, body=[("text", words), ("cards", {"cards": cards})])
    _shared, secret = share(editor, page, other, shared_too)
    status, shown = read(f"/drafts/{secret}/{page.pk}/")
    assert status == 200
    assert shown.count(f"/drafts/{secret}/{other.pk}/") == 2
    assert shown.count(f"/drafts/{secret}/{shared_too.pk}/") >= 2
    assert 'href="/live/"' in shown
    assert "qxhiddenqx" not in shown and f"/{hidden.slug}/" not in shown


def test_the_newest_draft_of_a_published_page_is_shown_and_the_page_stays(home, editor):
    page = make_page(home, title="Bins", slug="bins")
    _shared, secret = share(editor, page)
    redraft(page, title="Bins from spring")
    assert "Bins from spring" in read(f"/drafts/{secret}/{page.pk}/")[1]
    assert "Bins from spring" not in read("/bins/")[1]


def test_nothing_else_is_reached(home, editor):
    page, other = make_page(home, live=False), make_page(home, live=False)
    shared, secret = share(editor, page)
    _other, other_secret = share(editor, other)
    for path in (
        f"/drafts/{secret}/{other.pk}/",
        f"/drafts/{secret[:-1]}/",
        f"/drafts/{shared.token_hash}/",
        f"/drafts/{shared.pk}/",
        f"/drafts/{other_secret}/{page.pk}/",
        f"/drafts/{secret}/{10**30}/",
    ):
        assert read(path)[0] == 404, path
    assert client().post(f"/drafts/{secret}/").status_code == 405
    for audience in ("staff", "partner"):
        assert client(audience).get(f"/drafts/{secret}/").status_code != 200


def test_it_ends_with_its_day_by_hand_and_when_its_maker_leaves(home, editor, time_machine):
    page = make_page(home, live=False)
    first, first_secret = share(editor, page, days=3)
    _second, second_secret = share(editor, page, days=30)
    browser, address = signed_in(editor, "staff"), f"/admin/shared-drafts/{first.pk}/"
    assert "End the link for The mayor?" in browser.post(address, {"do": "end"}).content.decode()
    assert read(f"/drafts/{first_secret}/")[0] == 200
    browser.post(address, {"do": "end", "sure": "yes"})
    for path in (f"/drafts/{first_secret}/", f"/drafts/{first_secret}/{page.pk}/"):
        status, said = read(path)
        assert status == 410 and "This link has ended" in said and page.title not in said
        assert client().get(path).headers["Cache-Control"] == "private, no-store"
    time_machine.move_to(timezone.now() + 29 * DAY)
    assert read(f"/drafts/{second_secret}/")[0] == 200
    type(editor).objects.filter(pk=editor.pk).update(is_active=False)
    assert read(f"/drafts/{second_secret}/")[0] == 410
    type(editor).objects.filter(pk=editor.pk).update(is_active=True)
    time_machine.move_to(timezone.now() + 2 * DAY)
    assert read(f"/drafts/{second_secret}/")[0] == 410


def test_what_is_not_for_everybody_is_not_shared(home, editor):
    staff = make_page(home, title="Staff", audience="staff", live=False)
    closed = make_page(home, title="To be closed")
    redraft(closed, audience="staff")
    intranet = make_page(HomePage.objects.get(slug="home-staff"), title="Inside")
    article = make_article(slug="a", public_answer="<p>x</p>")
    for page in (staff, closed, intranet, article):
        with pytest.raises(services.NotForEverybody):
            share(editor, type(page).objects.get(pk=page.pk))
    browser = signed_in(editor, "staff")
    sent = {"id": str(uuid.uuid4()), "name": "x", "days": "7"}
    answer = browser.post(f"/admin/shared-drafts/of-page/{staff.pk}/", sent)
    assert answer.status_code == 422 and "is not for everybody" in answer.content.decode()
    assert not SharedDraft.objects.exists()
    # Nor any more, once its draft is closed.
    page = make_page(home, title="Open", live=False)
    _shared, secret = share(editor, page)
    redraft(page, audience="staff")
    assert read(f"/drafts/{secret}/{page.pk}/")[0] == read(f"/drafts/{secret}/")[0] == 410


@pytest.mark.parametrize(
    "sent", [{"days": "31"}, {"days": "0"}, {"days": "x"}, {"id": "x"}, {"name": ""}, {"name": "\0"}]
)
def test_what_is_filled_in_wrongly_is_said(home, editor, sent):
    page = make_page(home, live=False)
    whole = {"id": str(uuid.uuid4()), "name": "x", "days": "7", **sent}
    assert (
        signed_in(editor, "staff").post(f"/admin/shared-drafts/of-page/{page.pk}/", whole).status_code == 422
    )
    assert not SharedDraft.objects.exists()


def test_sections_share_their_own(home, editor):
    roads, schools = make_page(home, title="Roads"), make_page(home, title="Schools")
    person = make_staff()
    set_section_editors(section=roads, people=[person])
    with pytest.raises(services.NotTheirs):
        share(person, roads, schools)
    browser = signed_in(person, "staff")
    assert browser.get(f"/admin/shared-drafts/of-page/{schools.pk}/").status_code == 404
    shared, _secret = share(person, roads)
    foreign, _secret = share(editor, schools)
    assert browser.get(f"/admin/shared-drafts/{shared.pk}/").status_code == 200
    assert browser.get(f"/admin/shared-drafts/{foreign.pk}/").status_code == 404
    assert (
        browser.post(f"/admin/shared-drafts/{foreign.pk}/", {"do": "end", "sure": "yes"}).status_code == 404
    )
    assert (
        browser.post(f"/admin/shared-drafts/{shared.pk}/", {"do": "add", "page": schools.pk}).status_code
        == 422
    )
    foreign.refresh_from_db()
    assert foreign.ended_at is None
    # Who may not change the page any more shares it no more.
    _shared, secret = share(person, roads)
    set_section_editors(section=roads, people=[])
    assert read(f"/drafts/{secret}/")[0] == 410


def png():
    out = io.BytesIO()
    Image.new("RGB", (600, 400), "navy").save(out, "PNG")
    return out.getvalue()


def file_in(model, name, audience, content=b"words", **fields):
    """A file in a collection of its own for that audience."""
    place = Collection.get_first_root_node().add_child(name=name)
    CollectionAudience.objects.create(collection=place, audience=audience)
    return model.objects.create(title=name, file=ContentFile(content, name), collection=place, **fields)


def test_what_a_draft_shows_and_lends_is_what_everybody_may_have(home, editor):
    """A link opens drafts; a picture or document that is for staff stays where it is."""
    plan, rota = (
        file_in(GuildhallDocument, name, audience)
        for name, audience in (("plan.txt", "public"), ("rota.txt", "staff"))
    )
    bridge, depot = (
        file_in(GuildhallImage, name, audience, png(), description=name)
        for name, audience in (("bridge.png", "public"), ("depot.png", "staff"))
    )
    links = "".join(f'<p><a linktype="document" id="{one.pk}">words</a></p>' for one in (plan, rota))
    pictures = [("picture", {"image": one, "caption": ""}) for one in (bridge, depot)]
    page = make_page(home, live=False, body=[("text", links), *pictures])
    _shared, secret = share(editor, page)
    status, shown = read(f"/drafts/{secret}/{page.pk}/")
    assert status == 200
    assert f"/documents/{plan.pk}/" in shown and f"/documents/{rota.pk}/" not in shown
    assert "bridge" in shown and "depot" not in shown
    assert client().get(f"/documents/{plan.pk}/plan.txt").status_code == 200
    assert client().get(f"/documents/{rota.pk}/rota.txt").status_code == 404
    picture = re.search(r'src="([^"]*bridge[^"]*)"', shown)[1]
    assert client().get(picture).status_code == 200
