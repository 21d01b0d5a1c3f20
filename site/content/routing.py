"""Finding a page by its address, with everything above it, in one query."""

from typing import TYPE_CHECKING, Any

from django.apps import apps

if TYPE_CHECKING:
    from content.models import ContentPage


def route_below(page: "ContentPage", components: list[str]) -> "tuple[list[ContentPage], list[str]]":
    """The pages that ``components`` lead through from ``page``, topmost first, and the components left over.

    The last page is the deepest there is on the way, so that a page type with addresses of its own below it can
    answer the rest. The list is empty when not even the first component is a page.
    """
    model: Any = apps.get_model("content", "ContentPage")
    paths = [page.url_path + "/".join(components[: count + 1]) + "/" for count in range(len(components))]
    found = list(
        model.objects.filter(slug__in=components, path__startswith=page.path, url_path__in=paths).order_by(
            "depth"
        )
    )
    return found, components[len(found) :] if found else components
