"""The collections that files are put into: whose they are decides who may have them."""

from wagtail.models import Collection

from audiences.keys import PARTNER, PUBLIC, STAFF
from content.founding import PUBLIC_COLLECTION, make_public_collection
from content.models import CollectionAudience

# The one for the readers of each site, where a file names none.
COLLECTIONS = {PUBLIC: PUBLIC_COLLECTION, STAFF: "Staff", PARTNER: "Partners"}


def collection(name: str, audience: str = PUBLIC, organisations: list[str] | None = None) -> Collection:
    """The collection of that name, or the one for the readers of a site. Where it is missing it is made, for that
    audience."""
    make_public_collection()
    wanted = name or COLLECTIONS.get(audience, COLLECTIONS[STAFF])
    found = Collection.objects.filter(name=wanted).order_by("depth", "path").first()
    if found is None:
        found = Collection.get_first_root_node().add_child(name=wanted)
        CollectionAudience.objects.create(
            collection=found,
            audience=audience if audience in COLLECTIONS else STAFF,
            organisations=organisations or [],
        )
    return found
