"""A small council with everything the read API can say, for the golden files and for what is counted."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection

from content.blocks.body import BodyBlock
from content.models import (
    CollectionAudience,
    GuildhallImage,
    HomePage,
    LandingPage,
    PublicationPage,
    ServicePage,
    StandardPage,
    StepByStepPage,
    SubLandingPage,
)
from content_api.bodies import FORMATS
from knowledge.models import ArticlePage
from tests.factories import make_article, make_page, make_site
from workplace.models import PolicyPage, ToolsPage

PUBLISHED = datetime.datetime(2026, 9, 1, 9, 0, tzinfo=datetime.UTC)
AUDIENCES = ("public", "staff", "partner")


@dataclass(frozen=True)
class Marlshire:
    """What was made; ``names`` says which id is what."""

    homes: dict[str, HomePage]
    every_block: dict[str, ServicePage]
    article: ArticlePage
    names: dict[int, str]
    types: dict[str, dict[str, Any]]


def make_marlshire() -> Marlshire:
    """Three sites, on each a page with every block there is, whose links lead to what each audience may see."""
    homes = {audience: make_site(audience) for audience in AUDIENCES}
    files = {audience: make_files(audience) for audience in ("public", "staff")}
    hidden = make_article(title="For staff alone", slug="for-staff", staff_guidance="<p>Inside.</p>")
    article = make_article(
        title="Who mends a road?",
        slug="who-mends-a-road",
        summary="The council, nearly always.",
        public_answer="<h3>In short</h3><p>We <b>do</b>.</p>",
        staff_guidance=f'<p>See <a linktype="page" id="{hidden.pk}">the staff note</a>.</p>',
        partner_guidance="<p>Ring the <i>partner line</i>.</p>",
    )
    names = {hidden.pk: "article:for-staff", article.pk: "article:who-mends-a-road"}
    every_block, types = {}, {}
    for audience, home in homes.items():
        roads = make_page(
            home, StandardPage, title="Roads", slug="roads", summary="Mending them.", show_in_menus=True
        )
        inside = make_page(
            roads, StandardPage, title="Gritting", slug="gritting", audience=audience, show_in_menus=True
        )
        secret = make_page(
            home,
            StandardPage,
            title="Plans",
            slug="plans",
            audience="staff" if audience != "staff" else "partner",
            show_in_menus=True,
        )
        page = make_page(
            roads,
            ServicePage,
            title="Report a pothole",
            slug="report-a-pothole",
            summary="Tell us where it is.",
            journey_slug="report-a-pothole",
            phone="0300 555 0142",
            lgsl="526",
            actions=raw(
                "action",
                {"label": "See the plans", "kind": "find", "journey_slug": "", "page": secret.pk, "url": ""},
                {
                    "label": "Elsewhere",
                    "kind": "apply",
                    "journey_slug": "",
                    "page": None,
                    "url": "https://www.gov.uk/",
                },
            ),
        )
        page.body = every_block_once(inside, secret, article, hidden, files)
        page.save_revision().publish()
        every_block[audience] = page
        types[audience] = make_types(home, inside, secret, files)
        names |= {one.pk: f"{audience}:{name}" for name, one in types[audience].items()}
        for one, name in (
            (home, "home"),
            (roads, "roads"),
            (inside, "gritting"),
            (secret, "plans"),
            (page, "pothole"),
        ):
            names[one.pk] = f"{audience}:{name}"
    from content.models import ContentPage

    ContentPage.objects.update(last_published_at=PUBLISHED)
    return Marlshire(homes, every_block, article, names, types)


def body_blocks() -> set[str]:
    """The names of the blocks a body can hold."""
    names = set(BodyBlock().child_blocks)
    assert names <= set(FORMATS)
    return names


def document_of(files: dict[str, Any]) -> dict[str, Any]:
    """A file to fetch."""
    return {"document": files["document"].pk, "title": "The plan", "language": "cy"}


def listed(values: list[Any]) -> list[dict[str, Any]]:
    """The items of a list in the raw form."""
    return [
        {"type": "item", "value": value, "id": f"00000000-0000-4000-8001-{number:012d}"}
        for number, value in enumerate(values)
    ]


def raw(name: str, *values: Any) -> list[dict[str, Any]]:
    """Blocks of one kind in the raw form."""
    return [
        {"type": name, "value": value, "id": f"00000000-0000-4000-8002-{number:012d}"}
        for number, value in enumerate(values)
    ]


def make_types(home: HomePage, inside: Any, secret: Any, files: dict[str, Any]) -> dict[str, Any]:
    """A page of each type that has more than a body, with what the public may see and what it may not."""
    pages = [inside.pk, secret.pk]
    task = {"label": "Gritting", "kind": "find", "icon": ""}
    way = {"label": "Go on", "kind": "find", "journey_slug": "", "page": None, "url": "", "note": ""}
    ways = [
        way | {"page": inside.pk, "note": "Costs £10"},
        way | {"page": secret.pk},
        way | {"journey_slug": "report-a-pothole"},
        way | {"url": "https://www.gov.uk/"},
    ]
    landing = make_page(
        home,
        LandingPage,
        title="Transport",
        slug="transport",
        phone="0300 555 0142",
        tasks=raw("task", *({**task, "page": pk} for pk in pages)),
    )
    step = {"title": "Look", "kind": "step", "text": "<p>Left and right.</p>", "links": listed(ways)}
    publication = make_page(
        landing,
        PublicationPage,
        title="Local plan",
        slug="local-plan",
        published_on=PUBLISHED.date(),
        documents=raw("document", *(document_of(one) for one in files.values())),
    )
    return {
        "landing": landing,
        "sublanding": make_page(
            landing,
            SubLandingPage,
            title="By road",
            slug="by-road",
            groups=raw(
                "group", {"title": "Roads", "pages": pages}, {"title": "Secret", "pages": [secret.pk]}
            ),
        ),
        "steps": make_page(
            landing,
            StepByStepPage,
            title="Cross the road",
            slug="cross-the-road",
            steps=raw("step", step, step | {"title": "Wait", "kind": "or", "links": []}),
        ),
        "publication": publication,
        "policy": make_page(
            inside,
            PolicyPage,
            title="Gritting policy",
            slug="gritting-policy",
            version="2.1",
            in_force_from=PUBLISHED.date(),
            what_changed="Paths to schools come first.",
        ),
        "tools": make_page(
            home,
            ToolsPage,
            title="Tools",
            slug="tools",
            tools=raw(
                "tool",
                {"name": "Queues", "url": "/workplace/", "text": "", "group": "Residents"},
                {"name": "Gone", "url": "javascript:alert(1)", "text": "", "group": "Residents"},
            ),
        ),
    }


def make_files(audience: str) -> dict[str, Any]:
    """A picture and a document of a collection for that audience."""
    collection = Collection.get_first_root_node().add_child(name=f"Files for {audience}")
    CollectionAudience.objects.create(collection=collection, audience=audience)
    image = GuildhallImage.objects.create(
        title="A road",
        description="A mended road",
        file=get_test_image_file(size=(64, 48)),
        collection=collection,
    )
    document = get_document_model().objects.create(
        title="Plan", file=ContentFile(b"Words", name="plan.txt"), collection=collection, file_size=5
    )
    return {"image": image, "document": document}


def every_block_once(inside: Any, secret: Any, article: Any, hidden: Any, files: dict[str, Any]) -> list[Any]:
    """Every block of a body once, and those that show something twice: with what the public may see and what it may
    not. In the raw form, so that the blocks have ids of their own."""
    picture = {
        name: {
            "image": {"image": one["image"].pk, "decorative": False, "alt_text": "A road"},
            "caption": "Mended",
        }
        for name, one in files.items()
    }
    rich = (
        f"<p>Words, <b>bold</b>, <i>italic</i>, <b><i>both</i></b><br/>and "
        f'<a linktype="page" id="{inside.pk}">a page</a>, <a linktype="page" id="{secret.pk}">a secret page</a>, '
        f'<a linktype="page" id="{hidden.pk}">a staff article</a>, '
        f'<a linktype="document" id="{files["public"]["document"].pk}">a <b>plan</b></a>, '
        f'<a linktype="document" id="{files["staff"]["document"].pk}">a staff plan</a>, '
        '<a href="https://www.gov.uk/">elsewhere</a>, <a href="mailto:roads@marlshire.example">by email</a>, '
        '<a href="tel:+443005550142">by phone</a>, <a href="#top">up</a>.</p>'
        "<h3>Smaller</h3><ul><li>One<ol><li>Within &amp; in order</li></ol></li><li>Two</li></ul><hr/>"
    )
    values = [
        ("heading", "What you need"),
        ("text", rich),
        ("details", {"summary": "More", "text": "<p>Folded.</p>"}),
        ("quotation", {"text": "Mended in a day.", "source": "A resident of Thornbeck"}),
        ("inset", {"text": "<p>A <b>remark</b>.</p>"}),
        ("warning", {"text": "Do not stand in the road."}),
        ("steps", {"steps": [{"title": "We look", "text": "<p>Within 2 days.</p>"}]}),
        ("action", {"label": "Report it", "journey_slug": "report-a-pothole", "page": None}),
        ("action", {"label": "Secret", "journey_slug": "", "page": secret.pk}),
        (
            "cards",
            {
                "cards": [
                    {"page": inside.pk, "title": "", "text": "When it is cold"},
                    {"page": secret.pk, "title": "Secret", "text": ""},
                ]
            },
        ),
        (
            "contact",
            {
                "title": "Highways",
                "phone": "0300 555 0142",
                "email": "roads@marlshire.example",
                "address": "County Hall\nMarlford",
                "opening_hours": "9 to 5",
            },
        ),
        ("picture", picture["public"]),
        ("picture", picture["staff"]),
        ("article", article.pk),
        ("article", hidden.pk),
        ("table", {"caption": "Roads", "head": ["Road", "Mended"], "rows": [["A12", "Yes"]]}),
        ("fees", {"caption": "Fees", "rows": [["A skip on the road", "£42"]]}),
        ("documents", listed([document_of(one) for one in files.values()])),
        ("documents", listed([document_of(files["staff"])])),
    ]
    assert {name for name, _ in values} == body_blocks(), "every block has to be on this page"
    return [
        {"type": name, "value": value, "id": f"00000000-0000-4000-8000-{number:012d}"}
        for number, (name, value) in enumerate(values)
    ]
