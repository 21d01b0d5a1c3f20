"""Making the matrix's council whole: pages and articles, lists, services, files, journeys, and a page that links to all of it."""

from tests.leaks.files import add_files
from tests.leaks.journeys import add_journeys
from tests.leaks.listed import add_listed
from tests.leaks.made_from_lists import add_made_from_lists
from tests.leaks.organisations import add_what_is_theirs
from tests.leaks.services import add_services
from tests.leaks.shared_drafts import add_shared_drafts
from tests.leaks.world import World, build, link_to_everything


def make_world() -> World:
    """Everything, ready to be asked for."""
    world = build()
    add_listed(world)
    add_services(world)
    files = add_files(world)
    add_made_from_lists(world)
    add_shared_drafts(world, files)
    link_to_everything(world, files)
    add_journeys(world)
    add_what_is_theirs(world)
    return world
