"""Translations as files: pairs of words beside the pages, read into published translations and written from them."""

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation

from content.exchange.problems import CannotRead
from content.exchange.reading import check_folder, read_into_house
from content.exchange.translations_in import translate_house
from content.exchange.writing import NotEmpty, write_house
from content.exchange.yaml_files import load
from content.languages.trees import plant
from content.models import Alert, ContentPage, StandardPage
from tests.factories import client
from tests.site.content.exchange.folders import make_folder, page, write
from tests.site.content.languages.translating import translate, welsh

pytestmark = pytest.mark.django_db

HOLES = page("Holes", body=[{"text": "Call **0300** or [ask](https://www.gov.uk/).\n"}])
WORDS = {
    "Holes": "Tyllau",
    "What it is about.": "Am beth y mae.",
    'Call <b>0300</b> or <a id="a1">ask</a>.': 'Ffoniwch <b>0300</b> neu <a id="a1">gofynnwch</a>.',
}


@pytest.fixture(autouse=True)
def at_once(monkeypatch, db):
    """wagtail-localize publishes once the transaction has ended, which that of a test never does."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda run, **kwargs: run())
    Locale.objects.get_or_create(language_code="cy")


def pairs(words, **more):
    return {**more, "words": [{"en": was, "cy": now} for was, now in words.items()]}


def a_folder(path, words=WORDS, **more):
    folder = make_folder(path, {"holes": HOLES, "holes/deep": page("Deep"), "other": page("Other")})
    write(folder / "cy/sites/public/holes.yaml", pairs(words, **more))
    return folder


def holes():
    return StandardPage.objects.get(slug="holes", locale__language_code="en")


def test_a_page_is_published_in_the_words_of_its_file_and_says_who_wrote_them(tmp_path):
    folder = a_folder(tmp_path, translated_by="computer")
    read_into_house(folder)
    assert translate_house(folder) == (1, [])
    row = welsh(holes())
    assert (row.live, row.title, row.text_language, row.untranslated) == (True, "Tyllau", "cy", [])
    assert row.is_machine_made
    shown = client().get("/cy/holes/").content.decode()
    assert "Ffoniwch <b>0300</b>" in shown and "Cyfrifiadur sydd wedi cyfieithu" in shown
    assert "Cyfrifiadur sydd wedi cyfieithu" not in client().get("/cy/other/").content.decode()


def test_words_that_a_person_has_checked_are_shown_without_a_notice(tmp_path):
    folder = a_folder(tmp_path)
    read_into_house(folder)
    translate_house(folder)
    assert not welsh(holes()).is_machine_made
    assert "gh-language-notice" not in client().get("/cy/holes/").content.decode()


def test_doing_it_again_changes_nothing_and_undoes_nothing(tmp_path):
    folder = a_folder(tmp_path, translated_by="computer")
    read_into_house(folder)
    translate_house(folder)
    # Somebody corrects it, somebody else translates another page by hand.
    StringTranslation.objects.filter(data="Tyllau").update(data="Tyllau yn y ffordd")
    Translation.objects.get().save_target(publish=True)
    other = StandardPage.objects.get(slug="other", locale__language_code="en")
    translate(other, {"Other": "Arall"})
    write(folder / "cy/sites/public/holes.yaml", pairs({"Holes": "Twll"}))
    write(folder / "cy/sites/public/other.yaml", pairs({"Other": "Gwahanol"}))
    before = list(ContentPage.objects.order_by("pk").values_list("pk", "title", "latest_revision"))
    assert translate_house(folder) == (0, [])
    assert list(ContentPage.objects.order_by("pk").values_list("pk", "title", "latest_revision")) == before
    assert (welsh(holes()).title, welsh(other).title) == ("Tyllau yn y ffordd", "Arall")


def test_a_page_in_part_says_so_and_words_that_no_page_has_are_named(tmp_path):
    folder = a_folder(tmp_path, {"Holes": "Tyllau", "Long gone": "Wedi hen fynd"})
    read_into_house(folder)
    made, warnings = translate_house(folder)
    assert made == 1
    assert [str(one) for one in warnings] == [
        "cy/sites/public/holes.yaml: en: “Long gone” is not on the page"
    ]
    assert "summary" in welsh(holes()).untranslated


def test_a_file_goes_with_its_page_where_that_was_moved_and_not_with_one_that_was_deleted(tmp_path):
    folder = a_folder(tmp_path)
    read_into_house(folder)
    holes().move(StandardPage.objects.get(slug="other", locale__language_code="en"), pos="last-child")
    StandardPage.objects.get(slug="deep", locale__language_code="en").delete()
    write(folder / "cy/sites/public/holes/deep.yaml", pairs({"Deep": "Dwfn"}))
    assert translate_house(folder) == (1, [])
    assert welsh(holes()).url_path.endswith("/other/holes/")


def test_what_is_not_published_is_not_translated(tmp_path):
    folder = a_folder(tmp_path)
    read_into_house(folder)
    holes().unpublish()
    assert translate_house(folder) == (0, [])
    assert not Translation.objects.exists()


def test_an_alert_is_translated_as_a_whole_or_not_at_all(tmp_path):
    folder = a_folder(tmp_path)
    write(
        folder / "alerts.yaml",
        [
            {"sites": ["public"], "level": "warning", "title": "Snow", "text": "Stay in."},
            {"sites": ["public"], "level": "warning", "title": "Ice", "text": "Walk slowly."},
        ],
    )
    write(folder / "cy/alerts.yaml", pairs({"Snow": "Eira", "Stay in.": "Arhoswch i mewn.", "Ice": "Iâ"}))
    read_into_house(folder)
    assert translate_house(folder) == (2, [])
    row = Alert.objects.get(locale__language_code="cy")
    assert (row.live, row.title, row.text, row.audience_keys) == (
        True,
        "Eira",
        "Arhoswch i mewn.",
        ["public"],
    )
    assert translate_house(folder) == (0, [])
    shown = client().get("/cy/").content.decode()
    assert "Eira" in shown and "Ice" in shown


def test_all_problems_of_all_files_are_told_before_anything_is_written(tmp_path):
    folder = a_folder(tmp_path, {"Holes": "<script>x</script>", "A": '<a id="a9">B</a>', "C": " "})
    base = folder / "cy/sites/public"
    write(base / "other.yaml", {"words": {"Other": "Arall"}, "translated_by": "me"})
    write(
        base / "holes/deep.yaml",
        {"word": "x", "words": [{"en": "A"}, {"en": "A", "cy": "B"}, {"en": "A", "cy": "C"}, "x"]},
    )
    write(base / "home.yaml", "words: [not closed\n")
    with pytest.raises(CannotRead) as refused:
        read_into_house(folder)
    assert not StandardPage.objects.exists()
    said = "\n".join(str(problem) for problem in refused.value.problems)
    for expected in [
        "cy/sites/public/holes.yaml: words 1: <script> tag is not allowed",
        "cy/sites/public/holes.yaml: words 2: Unrecognised id",
        "cy/sites/public/holes.yaml: words 3: one of the two is empty",
        "cy/sites/public/other.yaml: words: this is a list of pairs, en and cy",
        "cy/sites/public/holes/deep.yaml: word: there is no such field",
        "cy/sites/public/holes/deep.yaml: words 1: a pair has two lines, en and cy",
        "cy/sites/public/holes/deep.yaml: words 3: “A” stands here twice",
        "cy/sites/public/holes/deep.yaml: words 4: a pair has two lines",
        "cy/sites/public/home.yaml: line 2: ",
    ]:
        assert expected in said, expected


def test_translations_alone_are_refused_as_well(tmp_path):
    folder = a_folder(tmp_path)
    read_into_house(folder)
    write(folder / "cy/sites/public/holes.yaml", {"translated_by": "me", "words": []})
    with pytest.raises(CannotRead, match="translated_by: this is computer"):
        translate_house(folder)
    assert not Translation.objects.exists()


def test_a_file_without_an_original_is_named_and_another_language_is_none_of_ours(tmp_path):
    folder = a_folder(tmp_path)
    write(folder / "cy/sites/public/gone.yaml", pairs({"Gone": "Wedi mynd"}))
    write(folder / "fr/sites/public/holes.yaml", "no: [yaml\n")
    assert [str(one) for one in check_folder(folder)] == [
        "cy/sites/public/gone.yaml: there is no sites/public/gone.yaml that it translates"
    ]


def test_what_is_written_reads_back_as_it_was(tmp_path):
    folder = a_folder(tmp_path / "in", translated_by="computer")
    write(folder / "alerts.yaml", [{"sites": ["public"], "level": "warning", "title": "Snow"}])
    write(folder / "cy/alerts.yaml", pairs({"Snow": "Eira"}))
    write(folder / "knowledge/roads.yaml", {"type": "topic", "title": "Roads", "summary": "S."})
    write(folder / "cy/knowledge/roads.yaml", pairs({"Roads": "Ffyrdd", "S.": "C."}))
    call_command("content", "import", str(folder))
    done = write_house(tmp_path / "out")
    assert (done.translations, done.left_out) == (3, [])
    for name in ("sites/public/holes.yaml", "alerts.yaml", "knowledge/roads.yaml"):
        assert load(tmp_path / "out/cy" / name) == load(folder / "cy" / name), name
    assert check_folder(tmp_path / "out") == []
    assert write_house(tmp_path / "public", ["public"]).translations == 2
    assert not (tmp_path / "public/cy/knowledge").exists()


def test_a_translation_without_the_editor_is_left_out_and_said(tmp_path):
    read_into_house(make_folder(tmp_path / "in", {"holes": HOLES}))
    plant("cy")
    row = welsh(holes()).specific
    row.alias_of, row.text_language, row.title = None, "cy", "Tyllau"
    row.save()
    done = write_house(tmp_path / "out")
    assert done.translations == 0
    assert done.left_out == ["cy: 1 pages that were translated without the translation editor"]


def test_a_folder_with_translations_in_it_is_left_alone(tmp_path):
    read_into_house(a_folder(tmp_path / "in"))
    write(tmp_path / "out/cy/sites/public/holes.yaml", pairs(WORDS))
    with pytest.raises(NotEmpty):
        write_house(tmp_path / "out")


def test_the_command_checks_translations_too(tmp_path):
    folder = a_folder(tmp_path, {"Holes": "<div>x</div>"})
    with pytest.raises(CommandError, match="<div> tag is not allowed"):
        call_command("content", "import", str(folder), "--check")
