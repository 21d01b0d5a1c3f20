"""What an editor of a section learns of other sections on the admin's secondary paths: what they may read, and no more.

Each line of the table is tried by an editor of the whole tree too, who must come across a word there that is not for
the section's editor: a line that shows nothing to anybody would prove nothing.
"""

import re

import pytest
from django.db import transaction
from wagtail.models import APIToken, Page, Workflow

from accounts.models import Role
from content.models import StandardPage
from content.sections.services import set_section_editors
from tests.factories import make_article, make_page, make_site, make_staff, signed_in

pytestmark = pytest.mark.django_db

WORD = re.compile("qx(?:draft|changed|gone|partners|extranet|article|guidance)qx")
PUBLIC_WORD, DRAFT_OF_THEIRS = "wxopenwx", "wxmydraftwx"
HIDDEN = ("draft", "changed", "gone", "partners", "extranet", "article")


class Council:
    """A section with its editor, and beside it pages that are not for them, each with a word of its own."""

    def __init__(self) -> None:
        make_site("staff")
        home, extranet = make_site("public"), make_site("partner")
        self.whole = make_staff(Role.EDITOR, Role.PUBLISHER, name="Whole")
        self.theirs = make_page(home, title="Roads", slug="roads")
        self.inside = make_page(self.theirs, title=DRAFT_OF_THEIRS, slug="inside", live=False)
        self.other = make_page(home, title="Schools", slug="schools")
        make_page(self.other, title=PUBLIC_WORD, slug="open")
        self.draft = make_page(self.other, title="qxdraftqx", slug="a", live=False)
        self.changed = make_page(self.other, title="Changed", slug="b")
        self.gone = make_page(self.other, title="qxgoneqx", slug="c")
        self.gone.unpublish()
        self.partners = make_page(self.other, title="qxpartnersqx", slug="d", audience="partner")
        self.extranet = make_page(extranet, title="qxextranetqx", slug="e")
        self.article = make_article(title="qxarticleqx", slug="f", partner_guidance="<p>qxguidanceqx</p>")
        changed = StandardPage.objects.get(pk=self.changed.pk)
        changed.title = "qxchangedqx"
        changed.save_revision(user=self.whole)
        Workflow.objects.get(name="Publishers approval").start(
            StandardPage.objects.get(pk=self.draft.pk), self.whole
        )
        cards = [
            {"page": page, "title": "", "text": ""} for page in (self.draft, self.changed, self.partners)
        ]
        self.linking = make_page(self.theirs, slug="links", body=[("cards", {"cards": cards})])
        self.editor = make_staff(name="Road editor")
        set_section_editors(section=self.theirs, people=[self.editor], may_publish=True)

    @property
    def hidden(self):
        return [getattr(self, name) for name in HIDDEN]


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """The council, made once: it takes a second, and each test is a savepoint inside its transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Council()
        transaction.set_rollback(True)


@pytest.fixture
def council(made, db):
    return made


def addresses(council):
    """The table: where the admin names pages, and each page that is not theirs where an address names one."""
    ids = "&".join(f"id={page.pk}" for page in council.hidden)
    root = Page.get_first_root_node().pk
    task = council.draft.get_latest_revision().task_states.get().pk
    yield from [
        f"/admin/choose-page/{council.other.pk}/",
        f"/admin/choose-page/{council.other.pk}/?user_perms=move_to&target_pages[]={council.inside.pk}",
        f"/admin/choose-page/{council.other.pk}/?page_type=content.contentpage&allow_external_link=true",
        "/admin/choose-page/search/?q=qx",
        f"/admin/choose-page/chosen-multiple/?{ids}",
        f"/admin/pages/{council.other.pk}/",
        "/admin/pages/search/?q=qx",
        "/admin/api/main/pages/",
        f"/admin/api/main/pages/?child_of={council.other.pk}",
        "/admin/reports/site-history/",
        "/admin/reports/aging-pages/",
        "/admin/pages/usage/content/standardpage/",
        "/admin/",
        f"/admin/pages/{council.linking.pk}/edit/",
        f"/admin/bulk/wagtailcore/page/delete/?id=all&childOf={council.other.pk}",
        *[f"/admin/bulk/wagtailcore/page/{what}/?{ids}" for what in ("move", "unpublish")],
        f"/admin/bulk/wagtailcore/page/publish/?id=all&childOf={root}&q=qx",
    ]
    for page in council.hidden:
        yield from [
            f"/admin/choose-page/{page.pk}/",
            f"/admin/pages/{council.inside.pk}/move/{page.pk}/confirm/",
            f"/admin/pages/{page.pk}/move/{council.theirs.pk}/confirm/",
            f"/admin/pages/{page.pk}/copy/",
            f"/admin/pages/{page.pk}/history/",
        ]
    for page in (council.gone, council.partners):
        yield from [
            f"/admin/pages/workflow/action/{page.pk}/approve/{task}/",
            f"/admin/pages/{page.pk}/revisions/compare/earliest...latest/",
            f"/admin/api/main/pages/{page.pk}/",
        ]
    yield f"/admin/pages/workflow/preview/{council.draft.pk}/{task}/"


def words(browser, address):
    """The words of others' pages an answer says, on the page or in what the next page will say."""
    answer = browser.get(address, headers={"x-requested-with": "XMLHttpRequest"})
    said = [str(message) for message in getattr(answer.wsgi_request, "_messages", ())]
    return set(WORD.findall(answer.content.decode().lower() + " ".join(said).lower()))


@pytest.mark.leaks
def test_no_address_of_the_admin_tells_them_what_they_may_not_know(council):
    theirs, whole = signed_in(council.editor, "staff"), signed_in(council.whole, "staff")
    told = {address: words(theirs, address) for address in addresses(council)}
    assert {address: said for address, said in told.items() if said} == {}
    silent = [address for address in addresses(council) if not words(whole, address)]
    assert silent == [], "a line that shows nothing to anybody"


def test_they_choose_among_what_they_may_read_and_their_own_drafts(council):
    browser = signed_in(council.editor, "staff")
    others = browser.get(f"/admin/choose-page/{council.other.pk}/").content.decode()
    assert PUBLIC_WORD in others
    assert "Changed" in others  # by the title readers have
    assert DRAFT_OF_THEIRS in browser.get(f"/admin/choose-page/{council.theirs.pk}/").content.decode()
    home = council.theirs.get_parent()
    assert "Roads" in browser.get(f"/admin/choose-page/{home.pk}/").content.decode()


def test_a_link_typed_by_hand_does_not_tell_what_it_leads_to(council):
    """Wagtail offers to make a link to a page of it, and says the page's title."""
    site = "http://partners.localhost"
    for page, address in ((council.extranet, f"{site}/e/"), (council.changed, "http://localhost/schools/b/")):
        sent = {"external-link-chooser-url": address, "external-link-chooser-link_text": ""}
        for person, tells in ((council.whole, True), (council.editor, False)):
            browser = signed_in(person, "staff")
            answer = browser.post("/admin/choose-external-link/", sent).content.decode()
            assert bool(WORD.search(answer)) == tells, (page, person.name)


def test_they_act_on_others_pages_neither_in_bulk_nor_by_the_admins_api(council):
    browser = signed_in(council.editor, "staff")
    before = list(Page.objects.order_by("path").values_list("pk", "path", "live", "title"))
    other, theirs, inside = council.other.pk, council.theirs.pk, council.inside.pk
    both = f"id={inside}&id={council.draft.pk}"
    for what in ("delete", "move", "publish", "unpublish"):
        sent = {"include_descendants": "on", "chooser": theirs}
        for asked in (both, f"id=all&childOf={other}", "id=all"):
            answer = browser.post(f"/admin/bulk/wagtailcore/page/{what}/?{asked}", sent)
            assert answer.status_code in {302, 404}, (what, asked)
    browser.post(f"/admin/bulk/wagtailcore/page/move/?id={inside}", {"chooser": other})
    for what in ("copy", "create_alias", "move", "publish", "unpublish", "delete", "convert_alias"):
        for source, to in ((council.changed.pk, theirs), (inside, other), (council.other.pk, theirs)):
            sent = {"destination_page_id": to, "recursive": True, "keep_live": False}
            if source != inside or what in {"copy", "create_alias", "move"}:
                answer = browser.post(f"/admin/api/main/pages/{source}/action/{what}/", sent)
                assert answer.status_code in {400, 403, 404}, (what, source)
    for source, to in ((council.changed.pk, theirs), (inside, other)):
        sent = {"new_title": "Mine", "new_slug": "mine", "new_parent_page": to, "copy_subpages": "on"}
        browser.post(f"/admin/pages/{source}/copy/", {**sent, "alias": "on"})
        browser.post(f"/admin/pages/{source}/copy/", sent)
        browser.post(f"/admin/pages/{source}/move/{to}/confirm/")
    assert list(Page.objects.order_by("path").values_list("pk", "path", "live", "title")) == before


def test_a_program_of_theirs_is_told_no_more_than_they_are(council):
    """Wagtail's API v3, by a token of theirs."""
    _token, secret = APIToken.create_token(user=council.editor, name="Theirs")
    _token, whole = APIToken.create_token(user=council.whole, name="Whole")
    browser = signed_in(council.editor, "staff")
    at = "/api/wagtail/v3/pages/"
    tried = [at, f"{at}?search=qx", *[f"{at}{page.pk}/" for page in council.hidden]]
    tried += [f"{at}{council.changed.pk}/?version=draft", f"{at}{council.draft.pk}/revisions/"]
    for address in tried:
        for token, tells in ((secret, False), (whole, True)):
            answer = browser.get(address, headers={"authorization": f"Bearer {token}"})
            assert bool(WORD.search(answer.content.decode())) in {tells, tells and "revisions" in address}, (
                address,
                tells,
            )
