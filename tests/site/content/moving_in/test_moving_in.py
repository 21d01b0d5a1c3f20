"""An old site becomes drafts, redirects and a list of what was not carried; nothing is lost and nothing happens twice."""

import csv
import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from accounts.models import Role
from content.models import ContentPage, Move, NotCarried, OldAddress, ServicePage
from content.moving_in import services
from content.sections.services import set_section_editors
from tests.examples import examples
from tests.factories import host, make_page, make_staff, publish
from tests.site.content.moving_in.moves import (
    OLD,
    RULES,
    WOLD,
    begin,
    ends,
    led,
    move_in,
    page_of,
    row_of,
    words,
)

pytestmark = pytest.mark.django_db


def test_the_example_becomes_drafts(wold):
    assert wold.state == Move.State.DONE and wold.host == "wold.example"
    assert ends(wold) == {"waiting": 0, "carried": 15, "redirected": 6, "not-carried": 14}
    page = page_of(wold, "bin-days.aspx")
    assert (page.title, page.url_path, page.live) == ("Bin days", "/home-public/waste/bin-days/", False)
    assert page.summary.startswith("When we empty") and page.owner_name == "bins@wold.example"
    bins, missed = row_of(wold, "/waste/").page, row_of(wold, "Missed-Bin.aspx").page
    assert isinstance(missed.specific, ServicePage)
    assert words(page) == [
        ("heading", "What goes where"),
        (
            "table",
            {
                "caption": "Which bin for what",
                "head": ["What", "Bin", "Week"],
                "rows": [
                    ["Paper, tins and bottles", "Blue", "Odd weeks"],
                    ["Grass and leaves", "Brown", "Odd weeks"],
                    ["Everything else", "Black", "Even weeks"],
                ],
            },
        ),
        (
            "text",
            "<h3>Bank holidays</h3><p>After a bank holiday we come <b>a day later</b> all week. The calendar says when, and the "
            f'<a linktype="page" id="{bins.pk}">bins page</a> says what.</p>',
        ),
        ("heading", "Missed?"),
        (
            "text",
            f'<p>Tell us by using the <a linktype="page" id="{missed.pk}">missed bin page</a>, or ring '
            '<a href="tel:01632960110">01632 960 110</a>. Back. What happens to it all is on '
            '<a href="https://www.recycling.example/where">another site</a>, and was once on '
            f'<a href="{OLD}/planning/old-portal.aspx">a page of ours</a>.</p>',
        ),
    ]
    assert page_of(wold, "flood-fund.aspx").url_path == "/home-public/news/flood-fund/"
    for row in wold.rows.filter(page__isnull=False):
        assert not row.page.live and not row.page.first_published_at
    assert led("/waste/bin-days/") == 404


def test_old_addresses_lead_on_once_the_page_is_live(wold):
    assert led("/waste/bin-days.aspx") == 404
    publish(ContentPage.objects.get(slug="waste").specific)
    publish(ContentPage.objects.get(slug="bin-days").specific)
    for path in (
        "/waste/bin-days.aspx",
        "/Waste/Bin-Days.ASPX",
        "/waste/bin-days.aspx/",
        "/waste/bin-days.aspx?utm_source=letter",
        "/waste/old-calendar.aspx",  # A chain of three is short.
        "/waste/bins-2020.aspx",
    ):
        assert led(path).endswith("/waste/bin-days/"), path
    assert led("/waste/index.html").endswith("/waste/")
    assert led("/WASTE/Default.aspx?fbclid=1").endswith("/waste/")
    assert led("/about/jobs.aspx") == "https://jobs.north-counties.example/wold"
    assert not Redirect.objects.filter(old_path="/waste").exists()
    publish(ContentPage.objects.get(slug="parking").specific)
    publish(ContentPage.objects.get(slug="residents-permits").specific)
    assert led("/parking/permits.aspx?zone=all").endswith("/residents-permits/")
    assert led("/parking/permits.aspx?zone=2") == 404
    publish(ContentPage.objects.get(slug="garden-waste").specific)
    assert led("/waste/garden%20waste.aspx").endswith("/garden-waste/")


def test_what_was_not_carried_is_named(wold):
    found = {(one.row.line, one.what, one.address) for one in wold.not_carried.select_related("row")}
    for expected in (
        (4, "picture", "/images/tip.jpg"),
        (5, "style", ""),
        (5, "file", f"{OLD}/waste/calendar-2019.pdf"),
        (5, "link", f"{OLD}/planning/old-portal.aspx"),
        (6, "form", "/waste/missed"),
        (6, "embedded", "https://www.video.example/embed/42"),
        (9, "file", f"{OLD}/waste/calendar-2019.pdf"),
        (13, "box", ""),
        (16, "page", f"{OLD}/parking/round.aspx"),
        (26, "page", f"{OLD}/cy/gwastraff/"),
        (33, "page", "https://www.facebook.example/wold"),
        (34, "address", '=HYPERLINK("https://www.wold.example/odd")'),
    ):
        assert expected in found, expected
    assert all(one.why and one.to_do for one in wold.not_carried.all())
    refused = wold.rows.filter(outcome="not-carried")
    assert set(refused.values_list("pk", flat=True)) <= set(wold.not_carried.values_list("row", flat=True))


def test_the_check_writes_no_page_and_says_everything(home):
    before = Page.objects.count()
    move = begin(home, WOLD / "crawl.csv", saved=WOLD / "pages", rules=RULES)
    assert move.state == Move.State.CHECKED and Page.objects.count() == before
    assert not OldAddress.objects.exists() and not Redirect.objects.exists()
    said = {row.line: (row.plan, row.why, " ".join(row.warnings)) for row in move.rows.all()}
    assert said[23][2].startswith("It says the same as line 21")
    assert "noindex" in said[24][2] and "No text" in said[24][2]
    assert "123 letters" in said[20][2] and "27 words" in said[13][2]
    assert said[14] == ("leave", "The same address stands in line 13.", "")
    assert said[7][0] == "redirect" and "line 4" in said[7][2]
    assert "404" in said[28][1] and "500" in said[29][1] and "did not answer" in said[30][1]


def test_the_same_list_again_changes_nothing(home, wold):
    before = (Page.objects.count(), Redirect.objects.count(), OldAddress.objects.count())
    revisions = list(Page.objects.order_by("pk").values_list("latest_revision", flat=True))
    again = move_in(home, WOLD / "crawl.csv", saved=WOLD / "pages", rules=RULES)
    assert again.pk != wold.pk and ends(again) == ends(wold)
    assert again.rows.filter(before=True).count() == 15
    assert before == (Page.objects.count(), Redirect.objects.count(), OldAddress.objects.count())
    assert revisions == list(Page.objects.order_by("pk").values_list("latest_revision", flat=True))
    assert not again.not_carried.filter(row__before=True).exists()


def test_a_corrected_list_does_only_what_is_new(home):
    move_in(home, "Address,Title,Body\n/a,A,<p>One two three four five</p>\nbroken,B,\n")
    again = move_in(home, "Address,Title,Body\n/a,A again,<p>Other</p>\n/b,B,\n")
    assert {row.address: (row.outcome, row.before) for row in again.rows.all()} == {
        "/a": ("carried", True),
        "/b": ("carried", False),
    }
    assert page_of(again, "/a").title == "A" and page_of(again, "/b").title == "B"


def test_a_page_somebody_deleted_is_not_made_again(home):
    first = move_in(home, "Address,Title\n/a,A\n")
    first.rows.get().page.specific.delete()
    row = move_in(home, "Address,Title\n/a,A\n").rows.get()
    assert row.outcome == "not-carried" and "deleted since" in row.why


def test_the_list_of_ones_own(home):
    move = move_in(home, WOLD / "own-list.csv", host="wold.example")
    page = page_of(move, "/housing/repairs.htm")
    assert isinstance(page, ServicePage) and page.url_path == "/home-public/housing-repairs/"
    assert page.owner_name == "Housing team" and page.summary.startswith("Tell us")
    assert words(page)[1] == (
        "text",
        "<p>Ring <b>01632 960 112</b> at any hour for gas, flooding or no heating.</p>",
    )
    # Words without a tag are paragraphs.
    assert words(page_of(move, "/homeless.htm")) == [
        (
            "text",
            "<p>Ring 01632 960 113.</p><p>At night the same number reaches the people on duty.</p>",
        )
    ]
    cafe = page_of(move, "/café.htm")
    assert cafe.title == "Café at the community centre – Tuesdays" and cafe.slug == "café"
    # Its new address has a page already: it leads there.
    row = row_of(move, "/bins.htm")
    assert (row.outcome, row.page_id) == ("redirected", page.pk)
    assert "not wanted" in row_of(move, "/poster.htm").why
    assert move.unread_columns == ["Colour"]
    publish(page)
    assert led("/housing/repairs.htm").endswith("/housing-repairs/")
    publish(cafe)
    assert led("/housing/caf%C3%A9.htm").endswith("/caf%C3%A9/")


def test_a_sitemap_gives_titles_from_addresses(home):
    move = move_in(home, WOLD / "sitemap.xml")
    assert page_of(move, "swimming-pool.aspx").title == "Swimming pool"
    assert "one was made of the address" in " ".join(row_of(move, "/allotments/").warnings)


def test_pages_of_a_staff_section_are_drafts_with_its_audience(home):
    section = make_page(home, slug="inside", audience="staff")
    move = move_in(section, "Address,Title\n/a,A\n")
    assert list(move.rows.get().page.audience_keys) == ["staff"]


def test_owners_with_an_account(home):
    person = make_staff(email="bins@wold.example")
    move = move_in(home, "Address,Title,Owner\n/a,A,Bins@wold.example\n/b,B,The team\n")
    assert page_of(move, "/a").content_owner == person and page_of(move, "/b").owner_name == "The team"


def test_what_cannot_go_there_is_not_carried_with_the_reason(home):
    make_page(home, ServicePage, slug="taken")
    move = move_in(
        home,
        "Address,Title,Type,Section,New address\n/a,A,news,,\n/b,B,publication,,\n/c,C,,/nowhere/,\n/d,D,,,/taken/below/\n/e,E,odd,,\n/f,F,,,nonsense\n",
    )
    why = {row.address: (row.outcome, row.why, " ".join(row.warnings)) for row in move.rows.all()}
    assert "cannot go below" in why["/a"][1] and "cannot go below" in why["/b"][1]
    assert "no section “/nowhere/”" in why["/c"][1]
    assert why["/d"][0] == "carried" and "no page /taken" in why["/d"][2]
    assert why["/e"][0] == "carried" and "no type “odd”" in why["/e"][2]
    assert why["/f"][0] == "not-carried" and "new address" in why["/f"][1]


def test_a_page_of_ours_at_an_old_address_stays(home):
    ours = make_page(home, slug="bins", title="Ours")
    Redirect.objects.create(old_path="/tip", site=home.get_site(), redirect_page=ours)
    move = move_in(home, "Address,Title\n/bins,Bins\n/tip,Tip\n")
    assert page_of(move, "/bins").slug == "bins-2"
    assert Redirect.objects.get(old_path="/tip").redirect_page_id == ours.pk
    assert set(move.not_carried.values_list("what", flat=True)) == {"address"}
    assert led("/bins/") == 200


def test_a_publisher_of_a_section_reaches_no_further(home):
    mine, other = make_page(home, slug="mine"), make_page(home, slug="other", title="Other")
    hidden = make_page(other, slug="hidden", title="Hidden", live=False)
    person = make_staff()
    set_section_editors(section=mine, people=[person], may_publish=True)
    move = move_in(
        mine,
        "Address,Title,Section,New address,Status code,Redirect URL\n/a,A,/other/,,200,\n/b,B,,/other/b/,200,\n/c,C,,,200,\n/d,,,,301,/other/hidden/\n",
        by=person,
    )
    rows = {row.address: row for row in move.rows.all()}
    assert rows["/a"].outcome == "not-carried"
    assert rows["/b"].page.url_path == "/home-public/mine/b/"
    assert rows["/c"].page.owner == person
    assert rows["/d"].outcome == "not-carried" and rows["/d"].page is None
    assert not other.get_children().exclude(pk=hidden.pk).exists()


def test_new_addresses_elsewhere_and_of_ours(home):
    ours = make_page(home, slug="bins")
    move = move_in(
        home,
        f"Address,Title,New address\n{OLD}/a,A,https://jobs.example/x\n{OLD}/b,B,http://{host('public')}/bins/\n{OLD}/c,C,{OLD}/new-c/\n",
    )
    rows = {row.key: (row.outcome, row.page and row.page.url_path) for row in move.rows.all()}
    assert rows == {
        "/a": ("redirected", None),
        "/b": ("redirected", ours.url_path),
        "/c": ("carried", "/home-public/new-c/"),
    }
    assert led("/a") == "https://jobs.example/x" and led("/b").endswith("/bins/")


def test_addresses_of_other_sites_are_no_old_addresses_of_this_one(home):
    move_in(home, f"Address,Title\n{OLD}/a,A\n{OLD}/b,B\nhttps://elsewhere.example/c,C\n")
    assert set(OldAddress.objects.values_list("key", flat=True)) == {"/a", "/b"}


def test_by_command(home, tmp_path):
    out = io.StringIO()
    args = [
        "move-in",
        str(WOLD / "crawl.csv"),
        "--pages",
        str(WOLD / "pages"),
        "--rule",
        "/news/ news /news/",
    ]
    call_command("content", *args, "--check", stdout=out)
    said = out.getvalue()
    assert "35 lines: 15 would become drafts" in said and "Nothing was written" in said
    assert "28: not carried" in said and not Move.objects.exists()
    out = io.StringIO()
    call_command("content", *args, stdout=out)
    assert "15 carried (0 of them before), 6 redirected, 14 not carried" in out.getvalue()
    assert "15 drafts made" in out.getvalue()
    out = io.StringIO()
    call_command("content", *args, stdout=out)
    assert "15 carried (15 of them before)" in out.getvalue() and "0 drafts made" in out.getvalue()
    for wrong, words_said in (
        (["move-in", str(tmp_path / "none.csv")], "No such file"),
        (["move-in", str(WOLD / "crawl.csv"), "--under", "/nowhere/"], "no page /nowhere/"),
        (["move-in", str(WOLD / "crawl.csv"), "--rule", "x"], "Line 1"),
        (["move-in", str(WOLD / "crawl.csv"), "--by", "a@b.example"], "Nobody on the staff"),
    ):
        with pytest.raises(CommandError, match=words_said):
            call_command("content", *wrong, stdout=io.StringIO())


def test_editors_who_do_not_publish_make_nothing(home):
    row = move_in(home, "Address,Title\n/a,A\n", by=make_staff(Role.EDITOR)).rows.get()
    assert row.outcome == "not-carried" and "may make no pages" in row.why


paths = st.sampled_from(
    ["/a", "/a/", "/A.aspx", "/a/b", "/a/index.html", "/cy/a", "/a?x=1", "/a?utm_source=x", "/f.pdf", "/", "", "nonsense", "=1+1",
     f"{OLD}/a", f"{OLD}/c", "http://wold.example/c/", "https://elsewhere.example/a", "http://[", "/caf%C3%A9", "/\x85"]
)  # fmt: skip
records = st.tuples(
    paths,
    st.sampled_from(["", "200", "301", "302", "404", "500", "0", "x"]),
    st.text("aé,;\n\"'|= ", max_size=6),
    st.one_of(st.just(""), paths),
    st.sampled_from(["", "<p>Words</p>", "plain\n\nwords", "<table><tr><td>", "\0<h1>x"]),
    st.sampled_from(["", "news", "none", "service", "odd"]),
)


@settings(
    max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(records, min_size=1, max_size=10), separator=st.sampled_from(",;\t"))
def test_every_row_ends_as_one_of_three(home, rows, separator):
    from django.db import transaction

    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator)
    writer.writerow(["Address", "Status code", "Title", "Redirect URL", "Body", "Type"])
    writer.writerows(rows)
    kept = sum(any(cell.strip() for cell in row) for row in rows)
    with transaction.atomic():
        move = begin(home, text.getvalue())
        if kept:
            assert move.state == Move.State.CHECKED, move.why_not
            services.go(move.pk)
            while services.run(move.pk):
                pass
            move.refresh_from_db()
            assert move.state == Move.State.DONE, move.why_not
            found = ends(move)
            assert found.pop("waiting") == 0 and sum(found.values()) == kept == move.rows.count()
            for row in move.rows.filter(outcome="not-carried"):
                assert row.why and NotCarried.objects.filter(row=row).exists()
            for row in move.rows.filter(outcome="carried"):
                assert row.page is not None and not row.page.live
        transaction.set_rollback(True)
