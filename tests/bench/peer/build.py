"""Makes the peer's tables and its one blog page: ``python -m tests.bench.peer.build``. Prints what the page costs."""

import datetime
import io

import django

PARAGRAPH = (
    "<p>Bread has been made in this county for longer than anybody can tell, and every town has a loaf of its own. "
    "The oldest mill still turns on the river below the market place, and on some mornings the flour is warm.</p>"
)


def build() -> None:
    """Migrate, and fill in."""
    from django.core.files.base import ContentFile
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from PIL import Image as Pixels
    from wagtail.images.models import Image
    from wagtail.models import Collection, Locale, Page, Site

    from tests.bench.peer.models import Author, BlogIndexPage, BlogPage, FooterText, HomePage, Person

    call_command("migrate", run_syncdb=True, verbosity=0)
    Locale.objects.create(language_code="en")
    Collection.add_root(name="Root")

    def picture(name: str) -> Image:
        data = io.BytesIO()
        Pixels.new("RGB", (2000, 1200), "peru").save(data, "JPEG")
        return Image.objects.create(title=name, file=ContentFile(data.getvalue(), f"{name}.jpg"))

    root = Page.add_root(title="Root", slug="root")
    home = root.add_child(instance=HomePage(title="Home", slug="peer"))
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    for title in ("Breads", "Locations", "Recipes", "People", "Gallery"):
        home.add_child(instance=HomePage(title=title, slug=title.lower(), show_in_menus=True))
    index = home.add_child(instance=BlogIndexPage(title="Blog", slug="blog", show_in_menus=True))
    FooterText.objects.create(body="Made with flour and water.")
    body = [("heading", "How it began")]
    for n in range(18):
        body += [("paragraph", PARAGRAPH * 4), ("quote", {"text": "Knead it well.", "by": "A miller"})]
        if n % 5 == 0:
            body.append(("image", picture(f"loaf-{n}")))
    post = BlogPage(title="A loaf", slug="loaf", introduction="Of bread.", date=datetime.date(2027, 3, 1))
    post.picture, post.body = picture("hero"), body
    index.add_child(instance=post)
    for name in ("Ann", "Ben", "Cal"):
        post.authors.add(Author(person=Person.objects.create(name=name, picture=picture(name))))
    post.tags.add("bread", "flour", "water")
    post.save_revision().publish()

    browser = Client(headers={"host": "localhost"})
    browser.get("/blog/loaf/")
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get("/blog/loaf/")
    print(len(asked), len(answer.content), answer.status_code)


if __name__ == "__main__":
    django.setup()
    build()
