"""Pages are made from files: the missing ones, all of them or none, and what people do to them stays."""

import pytest
from wagtail.models import Collection, Page, Site

from content.exchange.complete import is_complete
from content.exchange.problems import CannotRead
from content.exchange.reading import check_folder, read_into_house
from content.founding import found_site
from content.models import (
    Alert,
    ContentPage,
    DirectoryEntryPage,
    DirectoryPage,
    EventPage,
    GuildhallImage,
    HomePage,
    ServicePage,
    SharedDocumentsPage,
    StandardPage,
    StepByStepPage,
)
from knowledge.models import ArticlePage
from tests.factories import make_staff
from tests.site.content.exchange.folders import make_folder, page, write
from tests.site.content.exchange.pictures import picture_file

pytestmark = pytest.mark.django_db


def problems_of(folder):
    pages = Page.objects.count()
    with pytest.raises(CannotRead) as refused:
        read_into_house(folder)
    assert Page.objects.count() == pages, "nothing is written"
    return [str(problem) for problem in refused.value.problems]


def test_a_site_is_made_with_its_pages_in_their_order(tmp_path):
    folder = make_folder(
        tmp_path,
        {
            "roads": page("Roads", order=20, menu=True, body=[{"text": "See [parking](page:/parking/)."}]),
            "parking": page("Parking", order=10, organisations=[]),
            "roads/winter": page(
                "Winter", review=6, owner={"name": "Highways", "email": "h@smallshire.example"}
            ),
        },
    )
    assert read_into_house(folder).made == 4
    home = Site.objects.get(site_name="Smallshire Council").root_page
    assert [one.slug for one in home.get_children().live()] == ["parking", "roads"]
    roads, parking = (StandardPage.objects.get(slug=slug) for slug in ("roads", "parking"))
    assert roads.show_in_menus and roads.audience_keys == ["public"]
    assert f'linktype="page" id="{parking.pk}"' in roads.body.raw_data[0]["value"]
    winter = StandardPage.objects.get(slug="winter")
    assert (winter.owner_name, winter.owner_email, winter.review_every) == (
        "Highways",
        "h@smallshire.example",
        6,
    )
    assert winter.review_by and winter.get_parent().pk == roads.pk
    assert winter.get_latest_revision().pk == winter.live_revision_id


def test_reading_again_makes_nothing_and_undoes_nothing(tmp_path):
    folder = make_folder(
        tmp_path, {"a": page("A"), "a/b": page("B"), "c": page("C"), "d": page("D"), "d/e": page("E")}
    )
    assert not is_complete(folder)
    read_into_house(folder)
    assert is_complete(folder)
    edited = StandardPage.objects.get(slug="a")
    edited.title = "Ours now"
    edited.save_revision().publish()
    StandardPage.objects.get(slug="d").delete()
    moved = StandardPage.objects.get(slug="c")
    moved.move(StandardPage.objects.get(slug="b"), pos="last-child")
    assert is_complete(folder)
    before = list(Page.objects.order_by("pk").values_list("pk", "title", "url_path"))
    write(folder / "sites/public/c/new.yaml", page("New below what was moved"))
    write(folder / "sites/public/d/new.yaml", page("New below what was deleted"))
    assert read_into_house(folder).made == 1
    after = list(Page.objects.order_by("pk").values_list("pk", "title", "url_path"))
    assert after[:-1] == before
    assert after[-1][2] == "/smallshire-public/a/b/c/new/"
    assert read_into_house(folder).made == 0


def test_an_empty_front_page_is_taken_and_one_with_words_is_left(tmp_path):
    found_site("public", "Founded")
    folder = make_folder(tmp_path, {"a": page("A")})
    assert read_into_house(folder).made == 2
    home = HomePage.objects.get(audience="public", depth=2)
    assert (home.title, home.summary, home.get_children().count()) == ("Home", "All there is.", 1)
    home.summary = "Ours now."
    home.save_revision().publish()
    assert read_into_house(folder).made == 0
    assert HomePage.objects.get(pk=home.pk).summary == "Ours now."


def test_all_problems_of_all_files_are_told_at_once(tmp_path):
    folder = make_folder(
        tmp_path,
        {
            "a": {"type": "leaflet", "title": "A"},
            "b": {"type": "standard", "summary": "No title."},
            "c": "title: [not closed\n",
            "d": "type: standard\ntitle: D\ntitle: E\n",
            "e": page(body=[{"text": "[x](page:/nowhere/) and <b>HTML</b>"}, {"shout": "hello"}]),
            "f": page(boddy=[], order="first", review="often"),
            "g": page(title="T" * 256),
            "h/i": page("Nothing above it"),
            "j": page(body=[{"table": {"caption": "T", "head": ["A", "B"], "rows": [["1"]]}}]),
            "k": page(body=[{"action": {"label": "Go"}}, {"details": {"text": "no summary"}}]),
            "l": {"type": "guide-part", "title": "L", "summary": "Outside a guide."},
            "m": {
                "type": "service",
                "title": "M",
                "summary": "S.",
                "journey": "no-such-journey",
                "lgsl": "x",
            },
            "n": page(menu="yes", body="words"),
        },
    )
    said = problems_of(folder)
    for wanted in [
        "sites/public/a.yaml: type: there is no type “leaflet”",
        "sites/public/b.yaml: title: this is missing",
        "sites/public/c.yaml: line 2",
        "sites/public/d.yaml: line 3: “title” stands here twice",
        "sites/public/e.yaml: body, 1, text: there is HTML in it",
        "sites/public/e.yaml: body, 2: there is no block “shout”",
        "sites/public/f.yaml: boddy: pages of type “standard” have no “boddy”",
        "sites/public/f.yaml: order: this is a number",
        "sites/public/f.yaml: review: this is a number of months",
        "sites/public/g.yaml: title: ",
        "sites/public/h/i.yaml: the page above it is missing: /h/",
        "sites/public/j.yaml: body, 1, table, rows: Row 1 has 1 cells",
        "sites/public/k.yaml: body, 1, action: say where it leads",
        "sites/public/k.yaml: body, 2, details: “summary” is missing",
        "sites/public/l.yaml: type: a page of type “guide-part” cannot stand below one of type “home”",
        "sites/public/m.yaml: journey: there is no journey “no-such-journey”",
        "sites/public/m.yaml: lgsl: ",
        "sites/public/n.yaml: menu: this is true or false",
        "sites/public/n.yaml: body: this is a list",
    ]:
        assert any(one.startswith(wanted) for one in said), (wanted, said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[x](page:/nowhere/)", "there is no page “/nowhere/”"),
        ("[x](page:nowhere)", "is no path of a page"),
        ("[x](article:nothing)", "there is no article “nothing”"),
        ("[x](journey:nothing)", "there is no journey “nothing”"),
        ("[x](javascript:alert(1))", "is no address"),
        ("[x](/a/)", "is a page: write page:/a/"),
    ],
)
def test_a_link_that_leads_nowhere_is_a_problem(tmp_path, text, said):
    folder = make_folder(tmp_path, {"a": page(body=[{"text": text}])})
    assert any(said in one for one in problems_of(folder))


def test_a_block_holds_what_its_editor_offers(tmp_path):
    folder = make_folder(tmp_path, {"a": page(body=[{"inset": "### A heading\n\nand *more*"}])})
    said = problems_of(folder)
    assert any("there are headings in it, which this block cannot hold" in one for one in said)
    assert any("italic words" in one for one in said)


def test_what_comes_later_is_left_out_with_a_warning(tmp_path):
    folder = make_folder(
        tmp_path,
        {
            "a": page(
                picture="later.jpg",
                body=[
                    {"text": "Read [the plan](document:plan.pdf)."},
                    {"documents": [{"document": "plan.pdf", "title": "The plan"}]},
                    {"picture": {"picture": "later.jpg", "alt": "A bridge"}},
                ],
            ),
        },
    )
    said = [str(one) for one in check_folder(folder)]
    assert "sites/public/a.yaml: picture: there is no picture “later.jpg”" in said
    assert [str(one) for one in read_into_house(folder).warnings] == said
    made = StandardPage.objects.get(slug="a")
    assert made.picture is None
    assert made.body.raw_data[0]["value"] == "<p>Read the plan.</p>"
    assert "later.jpg" not in str(made.body.raw_data)


def test_pictures_are_everybodys_unless_their_file_says_otherwise(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    folder = make_folder(
        tmp_path,
        {
            "a": page(
                picture="bridge.jpg",
                body=[{"picture": {"picture": "bridge.jpg", "alt": "A bridge", "caption": "At dawn"}}],
            )
        },
    )
    for name in ("bridge.jpg", "rota.jpg"):
        picture_file(folder / "pictures" / name)
    write(
        folder / "pictures/pictures.yaml",
        {
            "bridge.jpg": {"title": "Bridge", "alt": "A bridge"},
            "rota.jpg": {"collection": "Rotas", "audience": "staff"},
        },
    )
    assert read_into_house(folder).pictures == 2
    bridge, rota = (GuildhallImage.objects.get(title=title) for title in ("Bridge", "rota"))
    assert (bridge.description, bridge.collection.name) == ("A bridge", "Public")
    assert rota.collection.audience_setting.audience == "staff"
    made = StandardPage.objects.get(slug="a")
    assert made.picture_id == bridge.pk
    shown = made.body[0].value
    assert (shown["image"].pk, shown["image"].contextual_alt_text) == (bridge.pk, "A bridge")
    assert read_into_house(folder).pictures == 0


def test_a_picture_says_what_it_is_about(tmp_path):
    folder = make_folder(tmp_path, {})
    picture_file(folder / "pictures/bridge.jpg")
    write(folder / "pictures/pictures.yaml", {"bridge.jpg": {"focus": [50, 0, 25, 67]}})
    read_into_house(folder)
    bridge = GuildhallImage.objects.get()
    assert tuple(bridge.get_focal_point()) == (4, 0, 6, 4)
    for wrong in ("middle", [1, 2, 3], [60, 0, 50, 10], [0, 0, 0, 10], ["a", 0, 10, 10], [-1, 0, 10, 10]):
        write(folder / "pictures/pictures.yaml", {"bridge.jpg": {"focus": wrong}})
        assert problems_of(folder) == [
            "pictures/pictures.yaml: bridge.jpg: focus is left, top, width, height in hundredths of it"
        ]


def test_a_picture_keeps_its_name_where_one_was_deleted(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    folder = make_folder(tmp_path, {})
    picture_file(folder / "pictures/a bridge.jpg")
    write(folder / "pictures/pictures.yaml", {"a bridge.jpg": {"title": "Bridge"}})
    read_into_house(folder)
    kept = GuildhallImage.objects.get().file.name
    GuildhallImage.objects.all().delete()
    assert read_into_house(folder).pictures == 1
    assert GuildhallImage.objects.get().file.name == kept == "original_images/a_bridge.jpg"
    assert read_into_house(folder).pictures == 0


def test_what_is_no_picture_is_said(tmp_path):
    folder = make_folder(tmp_path, {})
    write(folder / "pictures/bridge.jpg", "no picture")
    write(folder / "pictures/pictures.yaml", {"bridge.jpg": {"audience": "moon"}, "gone.jpg": {}})
    assert problems_of(folder) == [
        "pictures/pictures.yaml: bridge.jpg: audience is one of public, staff, partner",
        "pictures/pictures.yaml: bridge.jpg: this file is no picture that pages can show",
    ]


def test_every_type_says_its_own_things(tmp_path):
    folder = make_folder(
        tmp_path,
        {
            "care": {"type": "landing", "title": "Care", "summary": "S.", "phone": "0300 555 0100"},
            "care/homes": {
                "type": "directory",
                "title": "Homes",
                "summary": "S.",
                "entry_noun": "library",
                "facets": [
                    {"key": "for", "label": "For", "values": [{"key": "old", "label": "Older people"}]}
                ],
            },
            "care/homes/weir": {
                "type": "entry",
                "title": "Weir",
                "summary": "S.",
                "facets": {"for": ["old"]},
                "latitude": 52.1,
                "longitude": "-1.5",
                "hours": [{"days": "Monday", "times": "9am to 5pm"}],
            },
            "care/steps": {
                "type": "steps",
                "title": "Step by step",
                "summary": "S.",
                "steps": [{"title": "One", "links": [{"label": "Homes", "page": "/care/homes/"}]}],
            },
            "events": {"type": "events-index", "title": "Events", "summary": "S."},
            "events/fair": {
                "type": "event",
                "title": "Fair",
                "summary": "S.",
                "starts_at": "2026-12-05T10:00",
                "ends_at": "2026-12-05T16:00",
                "more_dates": ["2026-12-06T10:00", "2026-12-12"],
            },
            "documents": {"type": "shared-documents", "title": "Documents", "summary": "S."},
        },
    )
    read_into_house(folder)
    assert DirectoryPage.objects.get().entries_noun == "libraries"
    entry = DirectoryEntryPage.objects.get()
    assert (entry.facet_values, entry.latitude, entry.longitude) == (["for:old"], 52.1, -1.5)
    assert entry.hours[0].value["times"] == "9am to 5pm"
    step = StepByStepPage.objects.get().steps[0].value
    assert step["links"][0]["page"].pk == DirectoryPage.objects.get().pk
    event = EventPage.objects.get()
    assert event.starts_at.isoformat() == "2026-12-05T10:00:00+00:00"
    assert [str(one.value) for one in event.more_dates] == ["2026-12-06", "2026-12-12"]
    assert event.last_ends_at.isoformat() == "2026-12-12T16:00:00+00:00"
    assert SharedDocumentsPage.objects.get().collection == Collection.objects.get(name="Public")


def test_an_entry_has_only_what_its_directory_knows(tmp_path):
    directory = {
        "type": "directory",
        "title": "Homes",
        "summary": "S.",
        "entry_noun": "home",
        "facets": [{"key": "for", "label": "For", "values": [{"key": "old", "label": "Older people"}]}],
    }
    entry = {"type": "entry", "title": "Weir", "summary": "S.", "facets": {"for": ["young"], "size": ["big"]}}
    said = problems_of(make_folder(tmp_path, {"homes": directory, "homes/weir": entry}))
    assert "sites/public/homes/weir.yaml: facets, for: the directory has no “young” there" in said
    assert "sites/public/homes/weir.yaml: facets, size: the directory has no facet “size”" in said


def test_articles_and_pages_name_each_other_across_sites(tmp_path):
    make_folder(tmp_path, {"a": page("A", body=[{"article": "holes"}, {"text": "[x](article:holes)"}])})
    make_folder(
        tmp_path,
        {"b": page("B", body=[{"text": "[public](page:public:/a/)"}])},
        site="staff",
        name="Intranet",
    )
    write(tmp_path / "knowledge/roads.yaml", {"type": "topic", "title": "Roads", "summary": "S."})
    write(
        tmp_path / "knowledge/roads/holes.yaml",
        {
            "type": "article",
            "title": "Holes",
            "summary": "S.",
            "public_answer": "See [A](page:public:/a/).",
            "staff_guidance": "- one\n- two",
            "related": ["public:/a/"],
            "review": 24,
        },
    )
    assert read_into_house(tmp_path).made == 6
    public, article = StandardPage.objects.get(slug="a"), ArticlePage.objects.get()
    assert article.public_answer == f'<p>See <a linktype="page" id="{public.pk}">A</a>.</p>'
    assert article.staff_guidance == "<ul><li>one</li><li>two</li></ul>"
    assert (article.review_months, article.related[0].value.pk) == (24, public.pk)
    assert public.body[0].value.pk == article.pk
    assert StandardPage.objects.get(slug="b").audience_keys == ["staff"]


def test_the_sites_owner_answers_for_what_names_nobody(tmp_path):
    editor, other = make_staff(), make_staff()
    folder = make_folder(
        tmp_path,
        {
            "a": page("A"),
            "b": page("B", owner={"account": other.email}),
            "c": page("C", owner={"account": "left@smallshire.example"}),
            "d": page("D", owner={"name": "Highways"}),
        },
        owner=editor.email,
    )
    read_into_house(folder)
    owners = dict(ContentPage.objects.exclude(slug="smallshire-public").values_list("slug", "content_owner"))
    assert owners == {"a": editor.pk, "b": other.pk, "c": editor.pk, "d": None}


def test_alerts_are_made_where_there_is_none(tmp_path):
    folder = make_folder(tmp_path, {"roads": page("Roads")})
    alert = {
        "sites": ["public"],
        "title": "Snow",
        "level": "warning",
        "section": "/roads/",
        "page": "/roads/",
    }
    write(folder / "alerts.yaml", [alert])
    assert read_into_house(folder).alerts == 1
    made = Alert.objects.get()
    assert made.live and made.section.slug == "roads" and made.audience_keys == ["public"]
    write(folder / "alerts.yaml", [alert, alert | {"title": "More snow"}])
    assert read_into_house(folder).alerts == 0
    write(folder / "alerts.yaml", [{"sites": ["moon"], "level": "loud", "section": "/gone/"}])
    said = problems_of(folder)
    assert [one for one in said if not one.startswith("alerts.yaml: alert 1, ")] == []
    assert len(said) == 4


def test_a_start_of_a_page_has_a_journey_of_the_folder(tmp_path):
    folder = make_folder(
        tmp_path,
        {"m": {"type": "service", "title": "M", "summary": "S.", "journey": "report", "service": "holes"}},
    )
    write(folder / "journeys/report.json", "{}")
    write(folder / "services.json", '{"services": [{"slug": "holes"}]}')
    read_into_house(folder)
    assert ServicePage.objects.values_list("journey_slug", "service_slug").get() == ("report", "holes")


def test_a_folder_without_sites_says_so(tmp_path):
    assert "there is no folder sites/public" in problems_of(tmp_path)[0]
