"""How often old addresses are still asked for: counted by day, of known addresses alone, with nothing of who asked."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from accounts.models import Role
from content.models import OldAddress, OldAddressAsked
from content.moving_in import counting
from content.sections.services import set_section_editors
from tests.factories import client, make_page, make_site, make_staff, publish, signed_in
from tests.site.content.moving_in.moves import begin, move_in, row_of

pytestmark = pytest.mark.django_db
BROWSER = {"user-agent": "Mozilla/5.0 (iPhone)", "accept": "text/html,*/*"}
LIST = "Address,Status code,Title\n/old/bins.aspx,200,Bins\n/index.php?id=7,200,Tip\n/gone.asp,404,\n/form.pdf,200,\n"
AT = "/admin/old-addresses/"


@pytest.fixture(autouse=True)
def fresh_minute(monkeypatch):
    monkeypatch.setattr(counting, "_minute", (0, 0))
    monkeypatch.setattr(counting, "_this_minute", lambda: 7)


@pytest.fixture
def home():
    make_site("staff")
    return make_site("public")


@pytest.fixture
def moved(home):
    move = move_in(home, LIST)
    publish(row_of(move, "bins.aspx").page.specific)
    return move


def ask(path, audience="public", **headers):
    return client(audience).get(path, headers={**BROWSER, **headers})


def counted():
    return {
        row.address.key: (row.led_on, row.nowhere)
        for row in OldAddressAsked.objects.select_related("address")
    }


def test_both_kinds_are_counted(moved):
    for path in (
        "/old/bins.aspx",
        "/OLD/Bins.aspx?name=me",
        "/gone.asp",
        "/gone.asp?secret=a8Fk2LmQ9zX4cV7bN1wE6r",
        "/index.php?id=7",
        "/index.php?id=8",
        "/form.pdf",
        "/never/heard/of",
        "/",
    ):
        ask(path)
    # The tip's page is still a draft.
    assert counted() == {
        "/old/bins.aspx": (2, 0),
        "/gone.asp": (0, 2),
        "/index.php?id=7": (0, 1),
        "/form.pdf": (0, 1),
    }
    assert "secret" not in str(list(OldAddress.objects.values())) and OldAddressAsked.objects.count() == 4


def test_a_check_alone_counts_nothing(home):
    begin(home, LIST)
    ask("/gone.asp")
    assert counted() == {}


def test_machines_and_other_sites_are_not_counted(moved):
    ask("/gone.asp", **{"user-agent": "Googlebot/2.1"})
    ask("/gone.asp", accept="*/*")
    client().post("/gone.asp", headers=BROWSER)
    for odd in ("/gone.asp%00", "/gone.asp?a=%00", "/%ff"):
        ask(odd)
    assert counted() == {}


def test_there_is_a_limit(moved, monkeypatch):
    monkeypatch.setattr(counting, "MOST_A_MINUTE", 3)
    for _time in range(5):
        ask("/gone.asp")
    assert counted() == {"/gone.asp": (0, 3)}


def test_it_costs_one_statement(moved):
    ask("/old/bins.aspx")
    with CaptureQueriesContext(connection) as machine:
        ask("/old/bins.aspx", **{"user-agent": "bot"})
    with CaptureQueriesContext(connection) as person:
        ask("/old/bins.aspx")
    assert len(person) == len(machine) + 1


def test_the_report_and_a_redirect_from_it(home, moved):
    for path in ("/old/bins.aspx", "/gone.asp", "/gone.asp", "/index.php?id=7", "/form.pdf"):
        ask(path)
    browser = signed_in(make_staff(Role.PUBLISHER), "staff")
    shown = browser.get(AT).content.decode()
    assert shown.index("/gone.asp") < shown.index("/old/bins.aspx")
    assert "Leads nowhere" in shown and "Leads to a draft, so nowhere yet" in shown and "Leads on" in shown
    assert "/old/bins.aspx" not in browser.get(f"{AT}?nowhere=1&site=public").content.decode()
    assert "/gone.asp" not in browser.get(f"{AT}?site=staff").content.decode()
    file = browser.get(f"{AT}?export=csv").content.decode()
    assert "public,/gone.asp,0,2," in file
    page = make_page(home, slug="new", title="New")
    at = "/admin/addresses-still-asked-for/lead-on/"
    assert f"{at}?site=public&amp;path=/gone.asp" in shown
    assert browser.get(f"{at}?site=public&path=/gone.asp").status_code == 200
    assert browser.post(at, {"site": "public", "path": "/gone.asp", "page": page.pk}).status_code == 302
    assert Redirect.objects.get(old_path="/gone.asp").redirect_page_id == page.pk
    ask("/gone.asp")
    assert counted()["/gone.asp"] == (1, 2)
    assert browser.get(AT).content.decode().count("Leads nowhere") == 1
    # An old address with a query of its own can be led on, a stranger's cannot.
    publish(row_of(moved, "id=7").page.specific)
    Redirect.objects.filter(old_path="/index.php?id=7").delete()
    assert browser.post(at, {"site": "public", "path": "/index.php?id=7", "page": page.pk}).status_code == 302
    assert browser.post(at, {"site": "public", "path": "/index.php?id=8", "page": page.pk}).status_code == 422


def test_the_report_costs_the_same_however_many(home):
    browser = signed_in(make_staff(Role.PUBLISHER), "staff")

    def cost(count, start):
        move_in(home, "Address\n" + "".join(f"/{start}{number}\n" for number in range(count)))
        for number in range(count):
            ask(f"/{start}{number}")
        browser.get(AT)
        with CaptureQueriesContext(connection) as queries:
            browser.get(AT)
        return len(queries)

    assert cost(2, "a") == cost(8, "b")


def test_only_of_ones_own_moves(home):
    roads, other = make_page(home, slug="roads"), make_page(home, slug="other")
    move_in(roads, "Address\n/theirs\n")
    move_in(other, "Address\n/qxsecret\n")
    ask("/theirs")
    ask("/qxsecret")
    person = make_staff()
    set_section_editors(section=roads, people=[person], may_publish=True)
    shown = signed_in(person, "staff").get(AT).content.decode()
    assert "/theirs" in shown and "qxsecret" not in shown


def test_old_counts_are_forgotten(moved):
    address = OldAddress.objects.get(key="/gone.asp")
    today = timezone.localdate()
    for days in (10, 300, 400):
        OldAddressAsked.objects.create(address=address, day=today - datetime.timedelta(days=days), nowhere=1)
    counting.forget_old()
    assert OldAddressAsked.objects.count() == 2


def test_a_page_for_staff_stays_unknown_at_its_old_address(home):
    section = make_page(home, slug="inside", audience="staff")
    move = move_in(section, "Address,Title\n/Old/Inside.aspx,Inside\n")
    publish(row_of(move, "Inside.aspx").page.specific)
    assert ask("/Old/Inside.aspx").status_code == 404
    assert ask("/OLD/INSIDE.ASPX").status_code == 404
    assert counted() == {"/old/inside.aspx": (0, 2)}
