"""Every type of page that the house has, on each site that has one: on a phone, on a desk and 320 px wide, with nothing
for axe to find. Types are read from the house and pages from Marlshire's files, so that a new type cannot be forgotten.
"""

from pathlib import Path

import pytest
from wagtail.models import get_page_models

from content.exchange.kinds import BY_MODEL
from content.exchange.yaml_files import load
from content.models import ContentPage
from demo.fixtures import FIXTURES
from knowledge.models import KnowledgeRoot
from tests.browser.conftest import DESKTOP, PHONE, sign_in

NARROW = {"width": 320, "height": 600}
SITES = ("public", "staff", "partner")
WHO = {"staff": "officer", "partner": "partner"}

# What a browser has to say of a page beyond axe: how many titles it has, and which pictures are wrong.
TITLES = "document.querySelectorAll('h1').length"
PICTURES = """() => [...document.images].filter(image =>
    !image.getAttribute('width') || !image.getAttribute('height') || image.getAttribute('alt') === null
    || (image.complete && image.naturalWidth === 0)).map(image => image.outerHTML)"""


def files_of(site: str) -> dict[str, list[str]]:
    """The addresses of a site's pages by type, those that say most first."""
    base = FIXTURES / "sites" / site
    found: dict[str, list[tuple[int, str]]] = {}
    for file in base.rglob("*.yaml"):
        path = file.relative_to(base).with_suffix("").as_posix()
        if path != "site":
            address = "/" if path == "home" else f"/{path}/"
            found.setdefault(_type_of(file), []).append((-file.stat().st_size, address))
    return {kind: [address for _size, address in sorted(pages)] for kind, pages in sorted(found.items())}


def knowledge() -> dict[str, str]:
    """An answer, and the list of a topic."""
    base = FIXTURES / "knowledge"
    articles = sorted(base.glob("*/*.yaml"), key=lambda file: (-file.stat().st_size, file.name))
    return {
        "article": f"/knowledge/{articles[0].stem}/",
        "topic": f"/knowledge/topics/{articles[0].parent.name}/",
    }


def _type_of(file: Path) -> str:
    return str(load(file).get("type", ""))


def test_marlshire_has_a_page_of_every_type():
    there = {kind for site in SITES for kind in files_of(site)} | {"article", "topic"}
    # Nobody is shown the root of the knowledge base: at its address stands the list of topics.
    wanted = {
        model: BY_MODEL[model].name if model in BY_MODEL else ""
        for model in get_page_models()
        if issubclass(model, ContentPage) and model.is_creatable and model is not KnowledgeRoot
    }
    missing = [model.__name__ for model, name in wanted.items() if name not in there]
    assert not missing, f"Marlshire has no page of these types: {missing}"


@pytest.mark.browser
@pytest.mark.thorough
@pytest.mark.parametrize("site", SITES)
def test_every_page_type(house, open_page, site):
    page, eye = open_page(DESKTOP)
    origin = {"public": house.public, "staff": house.staff, "partner": house.partners}[site]
    if site in WHO:
        sign_in(page, origin, house, WHO[site])
    for kind, addresses in files_of(site).items():
        # Pages of one organisation or one team are there as well: the first that this reader has.
        for address in addresses:
            if page.goto(f"{origin}{address}").status == 200:
                break
            eye.errors.clear()
        else:
            pytest.fail(f"{WHO.get(site, 'nobody')} can read none of the pages of type {kind}: {addresses}")
        look_at(page, eye, f"{site}-{kind}")
    for kind, address in knowledge().items():
        page.goto(f"{origin}{address}")
        look_at(page, eye, f"{site}-{kind}")


@pytest.mark.browser
@pytest.mark.thorough
def test_what_is_no_page_type(house, open_page):
    page, eye = open_page(DESKTOP)
    guide = files_of("public")["guide"][0]
    for name, path in {
        "guide-as-one": f"{guide}print/",
        "in-welsh": "/cy/",
        "service-in-welsh": "/cy/roads-and-transport/report-a-pothole/",
        "knowledge": "/knowledge/",
        "events-in-welsh": "/cy/events/",
        "offline": "/offline/",
    }.items():
        assert page.goto(f"{house.public}{path}").status == 200
        look_at(page, eye, name)
    assert page.goto(f"{house.public}/nothing-is-here/").status == 404
    eye.errors.clear()
    look_at(page, eye, "not-found")
    sign_in(page, house.staff, house, "councillor")
    assert page.goto(f"{house.staff}/components/").status == 403
    eye.errors.clear()
    look_at(page, eye, "forbidden")


def look_at(page, eye, name: str) -> None:
    """axe, errors and sideways scrolling on a desk and on a phone; no scrolling at 320 px; one title; every picture."""
    page.set_viewport_size(DESKTOP)
    eye.look(f"{name}-desk")
    assert page.evaluate(TITLES) == 1, f"{page.url} has {page.evaluate(TITLES)} titles"
    wrong = page.evaluate(PICTURES)
    assert not wrong, f"{page.url}: {wrong}"
    page.set_viewport_size(NARROW)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} scrolls sideways by {wide} px at 320 px"
    page.set_viewport_size(PHONE)
    eye.look(f"{name}-phone")
