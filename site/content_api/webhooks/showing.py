"""Pages that change with another, as they say something of it themselves."""

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from content.changes import Change
from content.models import ContentPage


def pages_that_say_something_of(change: Change) -> Iterator[ContentPage]:
    """The published pages that show the article and, where something comes, goes or moves, those that link to it: the
    link leads elsewhere now, or is not there any more. In every language, as a translation shows the article in its own."""
    only_inside = change.kind == "published" and change.before == change.after
    named: set[str] = set()
    for one in ContentPage.objects.filter(translation_key=change.translation_key):
        references = ReferenceIndex.get_references_to(one).filter(
            base_content_type=ContentType.objects.get_for_model(Page)
        )
        if only_inside:
            references = references.filter(model_path__endswith=".article")
        named.update(references.values_list("object_id", flat=True))
    keys = ContentPage.objects.filter(pk__in=named).values("translation_key")
    found = ContentPage.objects.filter(live=True, translation_key__in=keys)
    yield from found.exclude(translation_key=change.translation_key).order_by("pk")
