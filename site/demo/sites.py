"""The three sites and their pages. Only what is missing is made: what somebody has edited, moved or deleted stays."""

from wagtail.models import Site

from content.exchange.known import Known
from content.exchange.reading import read_into_house
from content.founding import write_address
from demo.fixtures import FIXTURES, SITES, about_site


def load_sites() -> int:
    """Make the pages that are missing, and the sites with them. Returns how many pages were made.

    Raises:
        CannotRead: when a file of Marlshire cannot be read.
    """
    return read_into_house(FIXTURES, Known()).made


def write_addresses() -> None:
    """Give each site the host and port that this start was told."""
    for audience in SITES:
        write_address(Site.objects.get(site_name=about_site(audience)["name"]), audience)
