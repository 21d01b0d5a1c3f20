"""Pages, files, alerts and settings."""

from content.models.alerts import Alert
from content.models.base import ContentPage
from content.models.brand import Brand
from content.models.directories import DirectoryEntryPage, DirectoryPage
from content.models.files import CollectionAudience, GuildhallDocument, GuildhallImage, GuildhallRendition
from content.models.governance import (
    BrokenLink,
    LinkedAddress,
    MissingAddress,
    PageNote,
    Release,
    ReleasedPage,
    ReviewReminder,
    SharedDraft,
)
from content.models.guides import GuidePage, GuidePartPage
from content.models.landing import LandingPage, SubLandingPage
from content.models.lists import (
    AccessibilityPage,
    AToZPage,
    CookiesPage,
    LookupPage,
    PrivacyPage,
    SharedDocumentsPage,
    StatusPage,
)
from content.models.moving_in import Move, MoveRow, NotCarried, OldAddress, OldAddressAsked
from content.models.news import EventPage, EventsIndexPage, NewsIndexPage, NewsPage
from content.models.pages import HomePage, ServicePage, StandardPage
from content.models.publications import PublicationPage
from content.models.sections import SectionEditors
from content.models.settings import SiteFacts
from content.models.status import AccessibilityProblem, ServiceStatus
from content.models.steps import StepByStepPage, StepLink

__all__ = [
    "AToZPage",
    "AccessibilityPage",
    "AccessibilityProblem",
    "Alert",
    "Brand",
    "BrokenLink",
    "CollectionAudience",
    "ContentPage",
    "CookiesPage",
    "DirectoryEntryPage",
    "DirectoryPage",
    "EventPage",
    "EventsIndexPage",
    "GuidePage",
    "GuidePartPage",
    "GuildhallDocument",
    "GuildhallImage",
    "GuildhallRendition",
    "HomePage",
    "LandingPage",
    "LinkedAddress",
    "LookupPage",
    "MissingAddress",
    "Move",
    "MoveRow",
    "NewsIndexPage",
    "NewsPage",
    "NotCarried",
    "OldAddress",
    "OldAddressAsked",
    "PageNote",
    "PrivacyPage",
    "PublicationPage",
    "Release",
    "ReleasedPage",
    "ReviewReminder",
    "SectionEditors",
    "ServicePage",
    "ServiceStatus",
    "SharedDocumentsPage",
    "SharedDraft",
    "SiteFacts",
    "StandardPage",
    "StatusPage",
    "StepByStepPage",
    "StepLink",
    "SubLandingPage",
]
