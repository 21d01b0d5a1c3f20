"""The page types the API knows, and what it calls them."""

from content.models import ContentPage, HomePage, ServicePage, StandardPage

PAGE_TYPES: dict[str, type[ContentPage]] = {
    "home": HomePage,
    "standard": StandardPage,
    "service": ServicePage,
}
TYPE_NAMES = {model: name for name, model in PAGE_TYPES.items()}
