"""The beginnings of an installation: a front page and a site for each audience, and a collection for everybody's files.

Only what is missing is made. What editors have written since stays.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Collection, Locale, Page, PageViewRestriction, Site

from audiences.keys import PUBLIC
from content.models import Brand, CollectionAudience, ContentPage, HomePage

PUBLIC_COLLECTION = "Public"


def tree_root() -> Page:
    """The root of Wagtail's tree, which is nobody's page."""
    return Page.get_first_root_node()


@transaction.atomic
def found_site(audience: str, name: str) -> bool:
    """Make the site of an audience with an empty front page at the address the environment says, or write that address
    anew where the site is there. Answers whether it was made."""
    home = HomePage.objects.filter(audience=audience, depth=2, locale=Locale.get_default()).first()
    site = Site.objects.filter(root_page=home).first() if home else None
    if site is not None:
        write_address(site, audience)
        return False
    clear_wagtails_welcome()
    if home is None:
        home = HomePage(title=name, slug=audience, audience=audience, locale=Locale.get_default(), live=False)
        tree_root().add_child(instance=home)
        home.save_revision().publish()
    if audience != PUBLIC:
        lock(home)
    write_address(Site(root_page=home, site_name=name, is_default_site=audience == PUBLIC), audience)
    return True


def write_address(site: Site, audience: str) -> None:
    """Give a site the host and port that the environment says: they are part of every absolute address."""
    origin = urlsplit(settings.ENVIRONMENT.origin(audience))
    address = (str(origin.hostname), origin.port or (443 if origin.scheme == "https" else 80))
    if (site.hostname, site.port) != address:
        # Wagtail allows no two sites of one host and port, not even for a moment.
        site.hostname, site.port = address
        site.save()


def name_council(name: str) -> None:
    """Call the council by its name on all pages and in letters, where nobody has said what it is called."""
    site = Site.objects.get(is_default_site=True)
    Brand.objects.get_or_create(site=site, defaults={"council_name": name})


def lock(root: ContentPage) -> None:
    """The second lock: Wagtail's own, for whatever asks Wagtail and not us."""
    PageViewRestriction.objects.get_or_create(page=root, restriction_type=PageViewRestriction.LOGIN)


def make_public_collection() -> None:
    """A collection for what everybody may see; everything outside it is for staff."""
    if not CollectionAudience.objects.exists():
        public = Collection.get_first_root_node().add_child(name=PUBLIC_COLLECTION)
        CollectionAudience.objects.create(collection=public, audience=PUBLIC)


def clear_wagtails_welcome() -> None:
    """A new Wagtail has a page and a site of its own, with the default site's place taken."""
    for site in Site.objects.filter(site_name="", root_page__depth=2).select_related("root_page"):
        if site.root_page.specific_class is Page:
            site.root_page.delete()
