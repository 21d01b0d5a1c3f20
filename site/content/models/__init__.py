"""Pages, files, alerts and settings."""

from content.models.alerts import Alert
from content.models.base import ContentPage
from content.models.files import CollectionAudience, GuildhallDocument, GuildhallImage, GuildhallRendition
from content.models.pages import HomePage, ServicePage, StandardPage
from content.models.sections import SectionEditors
from content.models.settings import SiteFacts

__all__ = [
    "Alert",
    "CollectionAudience",
    "ContentPage",
    "GuildhallDocument",
    "GuildhallImage",
    "GuildhallRendition",
    "HomePage",
    "SectionEditors",
    "ServicePage",
    "SiteFacts",
    "StandardPage",
]
