"""Pages and files."""

from content.models.base import ContentPage
from content.models.files import CollectionAudience, GuildhallDocument, GuildhallImage, GuildhallRendition
from content.models.pages import HomePage, ServicePage, StandardPage

__all__ = [
    "CollectionAudience",
    "ContentPage",
    "GuildhallDocument",
    "GuildhallImage",
    "GuildhallRendition",
    "HomePage",
    "ServicePage",
    "StandardPage",
]
