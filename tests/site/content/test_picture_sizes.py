"""Pictures in the sizes that pages show: made when they are sent in, shown to whom their collection is for."""

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Collection

from audiences.current import answering
from audiences.principal import Principal
from content.models import CollectionAudience, GuildhallImage, GuildhallRendition
from content.picture_sizes import SHAPES, drawn, make_sizes, specs, with_pictures
from content.tasks import make_picture_sizes
from content.templatetags.picture_tags import page_picture, shown_picture
from tests.factories import client, make_page, make_request, make_site
from tests.themes.markup import Markup

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def collection(audience):
    place = Collection.get_first_root_node().add_child(name=audience)
    CollectionAudience.objects.create(collection=place, audience=audience)
    return place


def picture(size=(1400, 900), ending="jpg", audience="public", **fields):
    data = io.BytesIO()
    mode = "RGBA" if ending == "png" else "RGB"
    Image.new(mode, size, "navy").save(data, {"jpg": "JPEG", "png": "PNG"}[ending])
    place = Collection.objects.filter(name=audience).first() or collection(audience)
    return GuildhallImage.objects.create(
        title="Picture",
        file=ContentFile(data.getvalue(), f"picture.{ending}"),
        collection=place,
        **{"description": "A bridge", **fields},
    )


def shown(image, shape="body", **given):
    return Markup(shown_picture(image, shape, **given))


def test_webp_in_several_sizes_and_a_jpeg_for_the_oldest():
    markup = shown(picture())
    source, img = markup.one("source"), markup.one("img")
    assert source.attrs["type"] == "image/webp"
    widths = [part.rsplit(" ", 1)[1] for part in source.attrs["srcset"].split(", ")]
    assert widths == ["480w", "800w", "1280w"]
    assert all(".webp" in part for part in source.attrs["srcset"].split(", "))
    assert img.attrs["src"].endswith(".jpg")
    assert (img.attrs["width"], img.attrs["height"]) == ("1280", "822")
    assert img.attrs["loading"] == "lazy"
    assert img.attrs["alt"] == "A bridge"


def test_the_head_of_a_page_is_not_waited_for():
    img = shown(picture(), "hero").one("img")
    assert "loading" not in img.attrs
    assert img.attrs["fetchpriority"] == "high"


def test_a_page_says_what_a_picture_is_or_that_it_is_nothing():
    assert shown(picture(), alt="The old bridge").one("img").attrs["alt"] == "The old bridge"
    assert shown(picture(), alt="").one("img").attrs["alt"] == ""
    home = make_site()
    home.picture = picture()
    assert Markup(page_picture(home, "card")).one("img").attrs["alt"] == ""


def test_nothing_is_enlarged_or_made_twice():
    small = picture((600, 400))
    assert [spec.split("|")[0] for spec in specs(small, "body")] == ["width-480", "width-800", "width-800"]
    assert "600w" in shown(small).one("source").attrs["srcset"]


def test_a_transparent_ground_stays_transparent():
    assert shown(picture(ending="png")).one("img").attrs["src"].endswith(".png")


def test_the_worker_makes_all_sizes_and_a_second_time_none(django_assert_max_num_queries):
    image = picture()
    make_picture_sizes(image_id=image.pk)
    made = set(image.renditions.values_list("filter_spec", flat=True))
    assert {spec for shape in SHAPES for spec in specs(image, shape)} <= made
    assert make_sizes(image) == 0
    make_picture_sizes(image_id=987654)  # gone since: nothing to do


def test_saving_a_picture_asks_the_worker():
    from procrastinate.contrib.django.models import ProcrastinateJob

    image = picture()
    job = ProcrastinateJob.objects.filter(task_name="content.make_picture_sizes").latest("id")
    assert job.args == {"image_id": image.pk}


def test_a_reader_finds_them_made():
    image = picture()
    make_sizes(image)
    before = GuildhallRendition.objects.count()
    for shape in SHAPES:
        assert drawn(image, shape) is not None
    assert GuildhallRendition.objects.count() == before


@pytest.mark.parametrize(
    ("audience", "asking", "shows"), [("public", "public", True), ("staff", "public", False)]
)
def test_whoever_may_not_have_it_is_shown_nothing(audience, asking, shows):
    image = picture(audience=audience)
    with answering(make_request(asking, Principal.public())):
        assert bool(shown_picture(image, "body")) is shows


@pytest.mark.parametrize(
    ("across", "down", "kept"),
    [(1200, 450, "gh-focus-right"), (100, 850, "gh-focus-left gh-focus-bottom"), (700, 50, "gh-focus-top")],
)
def test_what_it_is_about_stays_in_sight(across, down, kept):
    about = {"focal_point_x": across, "focal_point_y": down}
    image = picture(**about, focal_point_width=10, focal_point_height=10)
    assert shown(image).one("img").attrs["class"] == kept


def test_a_picture_that_is_about_its_middle_needs_no_class():
    image = picture(focal_point_x=700, focal_point_y=450, focal_point_width=9, focal_point_height=9)
    assert "class" not in shown(image).one("img").attrs


def test_a_picture_without_its_file_is_left_out():
    image = picture()
    image.file.storage.delete(image.file.name)
    assert shown_picture(image, "card") == ""
    assert make_sizes(image) == 0


def test_a_list_of_pictures_costs_no_more_than_one(django_assert_num_queries):
    from content.models import StandardPage

    home = make_site()
    for number in range(5):
        image = picture()
        make_sizes(image)
        make_page(home, slug=f"p-{number}", picture=image)
    with django_assert_num_queries(3):
        pages = list(with_pictures(StandardPage.objects.all()))
        assert all(one.picture.renditions.all() for one in pages)


def test_a_page_shows_the_picture_it_has_now():
    home = make_site(picture=picture(), summary="Words")
    browser = client()
    first = Markup(browser.get("/").content.decode()).all("source")[0].attrs["srcset"]
    other = picture((1500, 900))
    home.picture = other
    home.save_revision().publish()
    second = Markup(browser.get("/").content.decode()).all("source")[0].attrs["srcset"]
    assert first != second
