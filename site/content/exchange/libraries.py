"""The collections that files are put into: whose they are decides who may have them."""

from wagtail.models import Collection

from audiences.keys import PARTNER, PUBLIC, STAFF
from content.founding import PUBLIC_COLLECTION, make_public_collection
from content.models import CollectionAudience

# The one for the readers of each site, where a file names none.
COLLECTIONS = {PUBLIC: PUBLIC_COLLECTION, STAFF: "Staff", PARTNER: "Partners"}

# Between the name of a collection and that of one inside it.
INSIDE = " / "


def collection(name: str, audience: str = PUBLIC, organisations: list[str] | None = None) -> Collection:
    """The collection of that name, or the one for the readers of a site. Where it is missing it is made, for that
    audience. ``Partners / Hale House Care`` is one inside another: whoever may not read the outer has neither."""
    make_public_collection()
    wanted = name or COLLECTIONS.get(audience, COLLECTIONS[STAFF])
    outer, _inside, own = wanted.rpartition(INSIDE)
    if outer:
        # What limits the inner one to some organisations says nothing about the outer.
        within = collection(outer, audience)
        found = within.get_children().filter(name=own).first()
    else:
        within = Collection.get_first_root_node()
        found = Collection.objects.filter(name=wanted).order_by("depth", "path").first()
    if found is None:
        found = within.add_child(name=own)
        CollectionAudience.objects.create(
            collection=found,
            audience=audience if audience in COLLECTIONS else STAFF,
            organisations=organisations or [],
        )
    return found


def name_of(collection: Collection) -> str:
    """What files call a collection: its name, after those that it is inside."""
    outer = collection.get_ancestors(inclusive=True).filter(depth__gt=1).order_by("depth")
    return INSIDE.join(one.name for one in outer)
