"""The three sites and their pages. Only what is missing is made: what somebody has edited, moved or deleted stays."""

from wagtail.models import Site

from content.exchange.complete import is_complete
from content.exchange.reading import read_into_house
from content.founding import write_address
from content.in_one_go import in_one_go
from demo.fixtures import FIXTURES, SITES, about_site


def load_sites() -> int:
    """Make the pages and articles that are missing, and the sites with them. Returns how many were made.

    Raises:
        CannotRead: when a file of Marlshire cannot be read.
    """
    if is_complete(FIXTURES):
        return 0
    with in_one_go():
        return read_into_house(FIXTURES).made


def write_addresses() -> None:
    """Give each site the host and port that this start was told."""
    for audience in SITES:
        write_address(Site.objects.get(site_name=about_site(audience)["name"]), audience)
