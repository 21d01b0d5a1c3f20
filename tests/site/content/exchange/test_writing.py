"""What is written reads back as it was, and holds only what readers have."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from wagtail.models import Collection, Locale, Page, PageLogEntry, Site

from content.exchange.reading import check_folder, read_into_house
from content.exchange.writing import NotEmpty, write_house
from content.exchange.yaml_files import load
from content.founding import make_public_collection
from content.models import Alert, GuildhallDocument, GuildhallImage, SharedDocumentsPage, StandardPage
from tests.factories import make_page, make_site, make_staff
from tests.site.content.exchange.folders import make_folder, page, write
from tests.site.content.exchange.pictures import picture_file

pytestmark = pytest.mark.django_db


def everything(folder):
    """All that the files of a folder say."""
    return {
        file.relative_to(folder).as_posix(): file.read_text() if file.suffix == ".yaml" else file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def empty_house():
    """Take everything away again."""
    Site.objects.all().delete()
    for top in Page.objects.filter(depth=2):
        Page.objects.get(pk=top.pk).delete()
    Alert.objects.all().delete()
    GuildhallImage.objects.all().delete()
    GuildhallDocument.objects.all().delete()
    PageLogEntry.objects.all().delete()


def test_what_is_written_makes_the_same_pages_in_an_empty_house(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    owner = make_staff()
    first = tmp_path / "first"
    make_folder(
        first,
        {
            "a": page(
                "A",
                order=10,
                menu=True,
                picture="bridge.jpg",
                body=[
                    {"heading": "1. Words"},
                    {"text": "Some **bold** and *more*.\n\n- [B](page:/b/)\n- [plan](document:plan.pdf)\n"},
                    {"details": {"summary": "More", "text": "Words.\n"}},
                    {"inset": "Careful.\n"},
                    {"warning": "Hot."},
                    {"steps": [{"title": "One", "text": "Do it.\n"}]},
                    {"cards": [{"page": "/b/", "text": "Go there."}]},
                    {"quotation": {"text": "So it is.", "source": "Somebody"}},
                    {
                        "contact": {
                            "title": "Us",
                            "phone": "0300 555 0100",
                            "address": "County Hall\nMarlford",
                        }
                    },
                    {"picture": {"picture": "bridge.jpg", "alt": "A bridge"}},
                    {"table": {"caption": "T", "head": ["A", "B"], "rows": [["1.10", "yes"], ["| x", "no"]]}},
                    {"fees": {"caption": "F", "rows": [["One", "£1"]]}},
                    {"documents": [{"document": "plan.pdf", "title": "The plan"}]},
                    {"article": "holes"},
                ],
            ),
            "b": page(
                "B", order=20, review="never", owner={"name": "Highways", "email": "h@smallshire.example"}
            ),
            "b/c": page(
                "C", order=10, review=6, review_by="2031-02-03", owner={"account": make_staff().email}
            ),
        },
        owner=owner.email,
    )
    make_folder(first, {"x": page("X", order=10, body=[{"text": "[A](page:public:/a/)\n"}])}, site="staff")
    write(first / "knowledge/roads.yaml", {"type": "topic", "title": "Roads", "summary": "S.", "order": 10})
    write(
        first / "knowledge/roads/holes.yaml",
        {
            "type": "article",
            "title": "Holes",
            "summary": "S.",
            "order": 10,
            "services": ["highways"],
            "public_answer": "See [A](page:public:/a/).\n",
            "related": ["public:/a/"],
        },
    )
    write(
        first / "alerts.yaml", [{"sites": ["public"], "level": "warning", "title": "Snow", "section": "/a/"}]
    )
    picture_file(first / "pictures/bridge.jpg")
    write(
        first / "pictures/pictures.yaml",
        {"bridge.jpg": {"title": "Bridge", "alt": "A bridge", "focus": [25, 0, 50, 67]}},
    )
    write(first / "documents/plan.pdf", "%PDF-1.4")
    write(
        first / "documents/documents.yaml",
        {"plan.pdf": {"title": "Plan", "collection": "Plans", "audience": "staff"}},
    )
    assert read_into_house(first).warnings == []
    second, third = tmp_path / "second", tmp_path / "third"
    done = write_house(second)
    assert (done.pages, done.pictures, done.documents, done.alerts, done.left_out) == (8, 1, 1, 1, [])
    empty_house()
    assert check_folder(second) == []
    read_into_house(second)
    write_house(third)
    assert everything(third) == everything(second)
    said = {name: load(second / name) for name in everything(second) if name.endswith(".yaml")}
    for name in everything(first):
        if name.endswith(".yaml") and not name.endswith("site.yaml"):
            assert said[name] == load(first / name), name


def test_what_readers_do_not_have_is_not_written(tmp_path):
    home = make_site()
    shown = make_page(home, slug="shown", title="Shown")
    hidden = make_page(home, slug="hidden", title="Hidden", live=False)
    below = make_page(hidden, slug="below", title="Below")
    text = f'<p><a linktype="page" id="{below.pk}">below</a> and <a linktype="page" id="99999">gone</a></p>'
    shown.body = [
        ("text", text),
        ("cards", {"cards": [{"page": below, "title": "", "text": ""}]}),
        ("action", {"label": "Go", "page": below, "journey_slug": ""}),
    ]
    shown.title = "As published"
    shown.save_revision().publish()
    shown.title = "A draft"
    shown.save_revision()
    done = write_house(tmp_path)
    assert [file.name for file in sorted((tmp_path / "sites/public").iterdir())] == [
        "home.yaml",
        "shown.yaml",
        "site.yaml",
    ]
    said = load(tmp_path / "sites/public/shown.yaml")
    assert (said["title"], said["body"]) == ("As published", [{"text": "below and gone\n"}])
    assert done.left_out and "public: 2 pages" in done.left_out[0]


def test_a_site_alone(tmp_path):
    make_page(make_site(), slug="a")
    make_page(make_site("staff"), slug="secret")
    write_house(tmp_path, ["public"])
    assert [path.name for path in (tmp_path / "sites").iterdir()] == ["public"]
    assert not (tmp_path / "knowledge").exists()


def test_drafts_in_other_languages_are_not_written(tmp_path):
    welsh = Locale.objects.get_or_create(language_code="cy")[0]
    home = make_site()
    make_page(home, slug="a").copy_for_translation(welsh, copy_parents=True)
    assert write_house(tmp_path).pages == 2


def test_files_keep_to_those_who_may_have_them(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    make_public_collection()
    home = make_site("partner")
    rotas = Collection.get_first_root_node().add_child(name="Rotas")
    GuildhallDocument.objects.create(title="Rota", collection=rotas, file=ContentFile(b"x", name="rota.txt"))
    shared = make_page(home, SharedDocumentsPage, slug="documents", collection=rotas)
    gone = GuildhallDocument.objects.create(
        title="Gone", collection=rotas, file=ContentFile(b"x", name="gone.txt")
    )
    gone.file.storage.delete(gone.file.name)
    done = write_house(tmp_path / "out")
    assert load(tmp_path / "out/documents/documents.yaml") == {
        "rota.txt": {"title": "Rota", "collection": "Rotas", "audience": "staff"}
    }
    assert done.left_out == ["documents/gone.txt: its file is gone"]
    assert load(tmp_path / f"out/sites/partner/{shared.slug}.yaml")["collection"] == "Rotas"


def test_a_folder_with_files_in_it_is_left_alone(tmp_path):
    make_site()
    write(tmp_path / "sites/public/mine.yaml", "a: b\n")
    with pytest.raises(NotEmpty):
        write_house(tmp_path)
    assert (tmp_path / "sites/public/mine.yaml").read_text() == "a: b\n"


def command(*words):
    out, err = io.StringIO(), io.StringIO()
    call_command("content", *map(str, words), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_the_command(tmp_path):
    folder = make_folder(tmp_path / "in", {"a": page("A", picture="later.jpg")})
    said, left = command("import", folder, "--check")
    assert "Nothing is wrong" in said and "there is no picture “later.jpg”" in left
    assert not StandardPage.objects.exists()
    said, left = command("import", folder)
    assert "2 pages" in said and "later.jpg" in left
    said, left = command("export", tmp_path / "out", "--site", "public")
    assert "2 pages" in said and not left
    with pytest.raises(CommandError, match="choose another folder"):
        command("export", tmp_path / "out")
    write(folder / "sites/public/b.yaml", "type: leaflet\ntitle: B\n")
    with pytest.raises(CommandError, match=r"Nothing was written.*\n- sites/public/b.yaml: type"):
        command("import", folder)
