"""Which pictures and documents may stand in what a reader gets.

A page can show a picture, or link to a document, that its own readers may not have: then the page is without it. Its
address alone would tell the file's name. Which collections somebody may have files of is remembered until that changes.
"""

from audiences.current import current_request
from audiences.principal import Principal
from content.links import kept_for
from content.models.files import GuildhallDocument, GuildhallImage
from content.selectors import readable_collections
from page_cache.remembered import remembered

COLLECTIONS = "readable_collections"


def may_show(file: GuildhallImage | GuildhallDocument) -> bool:
    """Whether the reader at hand may have ``file``; outside a request, whether the public may."""
    request = current_request()
    if request is None:
        return file.collection_id in readable_collections(Principal.public())
    kept = kept_for(request)
    if COLLECTIONS not in kept:
        principal = request.principal
        kept[COLLECTIONS] = remembered(
            request, (COLLECTIONS, principal.keys), lambda: readable_collections(principal)
        )
    return file.collection_id in kept[COLLECTIONS]
