"""The beginning of the knowledge base."""

from django.db import transaction
from wagtail.models import Locale

from audiences.keys import PUBLIC
from content.founding import lock, tree_root
from knowledge.models import KnowledgeRoot


@transaction.atomic
def found_knowledge() -> KnowledgeRoot | None:
    """Make the root of the knowledge base, outside every site, if there is none; answer it if it was made."""
    if KnowledgeRoot.objects.exists():
        return None
    root = KnowledgeRoot(
        title="Knowledge", slug="knowledge", audience=PUBLIC, locale=Locale.get_default(), live=False
    )
    tree_root().add_child(instance=root)
    root.save_revision().publish()
    # No page of the base is Wagtail's to serve or to list. Our own views show its articles.
    lock(root)
    return root
